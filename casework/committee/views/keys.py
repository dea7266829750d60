"""One's own keys: a new sheet, new keys, and the practice that shows that the paper works."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casework.access import opens_to
from casework.committee.domain.health import Line
from casework.committee.domain.sharing import mistake_in_words
from casework.committee.forms.papers import PassphraseForm, ShareForm
from casework.committee.services.drilling import (
    DoesNotOpen,
    NotAShare,
    Works,
    try_share,
    try_sheet,
)
from casework.committee.services.rekeying import (
    KeysProposed,
    propose_own_new_keys,
    renew_sheet,
)
from casework.committee.services.roster import entry_of
from casework.committee.views.pages import DrillPage, KeysPage, SheetPage
from casework.committee.views.people import sheet_of
from casework.committee.views.showing import PEOPLE, refusal, standing
from casework.desk import desk
from casework.frame import casework_frame
from casework.rights import Right, SignedIn
from config.rendering import render

keys = Blueprint("keys", __name__)
KEYS = "/keys"
_UNPROCESSABLE = 422


@keys.get(KEYS)
@opens_to(Right.HOLDER)
def show_keys(me: SignedIn) -> ResponseReturnValue:
    return render(_page(me))


@keys.post("/keys/sheet")
@opens_to(Right.HOLDER)
def make_new_sheet(me: SignedIn) -> ResponseReturnValue:
    renewed = renew_sheet(desk(), me)
    if renewed is None:
        return render(_page(me, _("Unlock your keys first."))), _UNPROCESSABLE
    words = tuple(renewed.passphrase.text.split())
    page = SheetPage(casework_frame(PEOPLE), me.name, words, own=True, next_href="/keys/drill")
    return render(page)


@keys.post("/keys/new")
@opens_to(Right.HOLDER)
def ask_for_new_keys(me: SignedIn) -> ResponseReturnValue:
    said = propose_own_new_keys(desk(), me)
    if isinstance(said, KeysProposed):
        return render(sheet_of(said, me.name, own=True))
    return render(_page(me, refusal(said))), _UNPROCESSABLE


@keys.get("/keys/drill")
@opens_to(Right.HOLDER)
def show_drill(me: SignedIn) -> ResponseReturnValue:
    del me
    return render(_drill(PassphraseForm(), ShareForm()))


@keys.post("/keys/drill/sheet")
@opens_to(Right.HOLDER)
def practise_with_sheet(me: SignedIn) -> ResponseReturnValue:
    form = PassphraseForm()
    if not form.validate_on_submit():
        return render(_drill(form, ShareForm(formdata=None))), _UNPROCESSABLE
    if isinstance(try_sheet(desk(), me, form.words.data), DoesNotOpen):
        problem = _("These words do not open your keys. Compare each one with the sheet.")
        return render(_drill(form, ShareForm(formdata=None), problem)), _UNPROCESSABLE
    done = _("The sheet works: it opened a practice report.")
    return render(_drill(PassphraseForm(formdata=None), ShareForm(formdata=None), done=done))


@keys.post("/keys/drill/share")
@opens_to(Right.HOLDER)
def practise_with_share(me: SignedIn) -> ResponseReturnValue:
    form = ShareForm()
    if not form.validate_on_submit():
        return render(_drill(PassphraseForm(formdata=None), form)), _UNPROCESSABLE
    said = try_share(desk(), me, form.share.data)
    if not isinstance(said, Works):
        problem = (
            _("These words are of another product.")
            if isinstance(said, NotAShare)
            else mistake_in_words(said)
        )
        empty = ShareForm(formdata=None)
        return render(_drill(PassphraseForm(formdata=None), empty, problem)), _UNPROCESSABLE
    done = _("Your recovery sheet can be read. Nothing of it was kept.")
    return render(_drill(PassphraseForm(formdata=None), ShareForm(formdata=None), done=done))


def _page(me: SignedIn, problem: str = "") -> KeysPage:
    found = standing()
    entry = None if found is None else entry_of(desk(), found, me.person)
    lines: tuple[Line, ...] = () if entry is None else entry.lines
    return KeysPage(casework_frame(KEYS, wrong=bool(problem)), lines, "", problem)


def _drill(
    sheet: PassphraseForm, share: ShareForm, problem: str = "", *, done: str = ""
) -> DrillPage:
    wrong = bool(problem or sheet.errors or share.errors)
    return DrillPage(casework_frame(KEYS, wrong=wrong), sheet, share, problem, done)
