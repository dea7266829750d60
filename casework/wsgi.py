"""Where the committee's site is put together."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from threading import Thread
from time import sleep
from typing import Final

from flask import Flask
from flask_wtf import CSRFProtect

from casework.access import Right, close_unless_opened, opens_to
from casework.collecting.services import attending
from casework.committee.services import unlocking
from casework.committee.services.changes.settling import settle
from casework.committee.views import BLUEPRINTS as COMMITTEE
from casework.complaints.forms.once import new_once
from casework.complaints.services.assessing.ties import seal_ties_again
from casework.complaints.services.book import CaseBook
from casework.complaints.services.ending import burying
from casework.complaints.services.evidence.incoming import sweep_incoming
from casework.complaints.services.linking import together
from casework.complaints.services.mailboxes import keep_mailboxes
from casework.complaints.services.procedure import facts_at_start
from casework.complaints.views import BLUEPRINTS as COMPLAINTS
from casework.complaints.views.evidence.adding import add
from casework.complaints.views.parts.caselog import CasesOf
from casework.desk import AtUnlock, Desk, lay_desk, new_desk
from casework.export.services.several import forget_the_old
from casework.export.views import BLUEPRINTS as EXPORT
from casework.faults import FAULTS
from casework.history.views.log import log
from casework.members.services.sessions import lock_the_idle
from casework.members.views import BLUEPRINTS, show_where_you_stand, visitor
from casework.search.views.searching import search
from casework.settings.views import settings as settings_pages
from casework.today.views import today
from config.faults import answer_faults
from config.hardening import Cookies, harden, refuse_other_origins
from config.health import health_view
from config.parsing import SettingsError
from config.rendering import new_site
from config.settings import CaseworkSettings, from_environment, stop
from config.showcase import show_components
from config.words import set_up_words
from crypto.errors import CryptoError
from store.clock import utc_today
from store.errors import StoreError
from store.health import answers

AT_UNLOCK: Final[tuple[AtUnlock, ...]] = (
    unlocking.at_unlock,
    burying.at_unlock,
    together.at_unlock,
    seal_ties_again,
    attending.at_unlock,
    forget_the_old,
)
"""What every feature does when somebody's keys are opened, in this order. Each is called after
the session is open, in no transaction, and does only what is due: it comes again next time."""

_ROOMS: Final = (
    *(today, search, settings_pages, log),
    *(*COMPLAINTS, *EXPORT, *COMMITTEE, *BLUEPRINTS),
)
_MINUTE = 60
_HOUR = 60  # minutes
_DAY = 24 * _HOUR


def create_app(settings: CaseworkSettings) -> Flask:
    app = new_site("casework")
    app.secret_key = settings.cookie_secret
    harden(app, settings, Cookies(form_tokens="committee-form"))
    app.before_request(refuse_other_origins)
    tokens = CSRFProtect(app)
    tokens.exempt(add)  # it checks the token itself, before a file is taken
    set_up_words(app)
    note = answer_faults(app, FAULTS, in_development=settings.in_development)
    procedure = facts_at_start(settings.procedure)
    desk = replace(
        new_desk(settings, utc_today),
        at_unlock=AT_UNLOCK,
        note=note,
        book_of=CaseBook,
        logs_of=CasesOf,
        procedure=procedure,
    )
    lay_desk(app, desk)
    close_unless_opened(app, visitor, show_where_you_stand)
    _open_rooms(app)
    well = health_view(lambda: answers(desk.dropbox) and answers(desk.database))
    app.add_url_rule("/health", "health", opens_to(Right.ANYONE)(well))
    if settings.in_development:
        app.register_blueprint(show_components("casework", opens_to(Right.ANYONE)))
    return app


def _open_rooms(app: Flask) -> None:
    # Each form draws its own, wherever in a page it stands.
    app.jinja_env.globals["new_once"] = new_once
    for room in _ROOMS:
        app.register_blueprint(room)


def start() -> Flask:
    settings = from_environment(CaseworkSettings)
    try:
        app = create_app(settings)
    except SettingsError as mistakes:  # the file that a setting names is wrong
        stop(mistakes)
    desk: Desk = replace(app.extensions["desk"], soon=_in_a_thread)
    lay_desk(app, desk)
    # Without its mirror the store changes nothing, and says so; but what is in it can be read.
    with suppress(StoreError):
        desk.keystore.reconcile()
    Thread(target=_keep_house, args=(desk,), daemon=True).start()
    return app


def _in_a_thread(errand: Callable[[], None]) -> None:
    Thread(target=errand, daemon=True).start()


def _keep_house(desk: Desk) -> None:
    """Do what no request may come to do: lock whoever went away, finish what was signed."""
    for minute in count():
        with suppress(StoreError):
            lock_the_idle(desk)
        if minute % _HOUR == 0:
            _finish_what_was_signed(desk)
            with suppress(StoreError):
                sweep_incoming(desk)
        if minute % _DAY == 0:
            with suppress(StoreError):
                keep_mailboxes(desk)
        sleep(_MINUTE)


def _finish_what_was_signed(desk: Desk) -> None:
    """Whatever is wrong with it is noted: nothing may end the thread that locks."""
    try:
        settle(desk)
    except (StoreError, CryptoError) as fault:
        desk.note(fault)
