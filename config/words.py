"""Every sentence can be said in the reader's language, and every date in words.

Dates are never numbers alone: 6/7 is June to one director and July to another. A
due date says how far off it is, because that is the question behind it.
"""

from datetime import date
from pathlib import Path

from babel.dates import format_date
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain, ngettext
from flask_babel import gettext as _

from config.questions.saying import Sentence, Value

_LOCALE = Path(__file__).parent.parent / "templates" / "locale"


def set_up_words(app: Flask) -> None:
    app.config.update(BABEL_TRANSLATION_DIRECTORIES=str(_LOCALE), BABEL_DEFAULT_LOCALE="en")
    babel = Babel(app, locale_selector=_offered)
    babel.domain_instance = said = _Catalogues()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # i18n adds it
        lambda one: said.get_translations().ugettext(one),
        lambda one, more, count: said.get_translations().ungettext(one, more, count),
        newstyle=True,
    )
    app.jinja_env.filters["in_words"] = in_words
    app.jinja_env.filters["in_full"] = in_full
    app.jinja_env.filters["with_year"] = with_year


def _offered() -> str:
    """A language is offered when all of it is translated. So far that is one."""
    return "en"


class _Catalogues(Domain):  # type: ignore[misc]  # the library has no types
    """Finds a sentence without asking the request four times: a return draws seventy of them."""

    def __init__(self) -> None:
        super().__init__(str(_LOCALE))
        self._read = {_offered(): Translations.load(str(_LOCALE), [_offered()])}

    def get_translations(self) -> NullTranslations:
        return self._read[_offered()]


def in_words(day: date) -> str:
    return format_date(day, "EEE, MMMM d", locale=_offered())


def in_full(day: date) -> str:
    """Return a day that somebody copies onto paper, such as “Tuesday, June 16”."""
    return format_date(day, "EEEE, MMMM d", locale=_offered())


def with_year(day: date) -> str:
    """Return a day that may be older, or further off, than a few months."""
    return format_date(day, "MMMM d, y", locale=_offered())


def say(sentence: Sentence) -> str:
    """Say what a rule has to say, in the reader's language."""
    values = {name: _said(value) for name, value in sentence.values.items()}
    if sentence.more:
        return str(ngettext(sentence.text, sentence.more, values.pop("num"), **values))
    return str(_(sentence.text, **values))


def _said(value: Value) -> str | int:
    if isinstance(value, Sentence):
        return say(value)
    return with_year(value) if isinstance(value, date) else value


def due_in_words(day: date, today: date) -> str:
    """Return the day and the distance to it, such as “Fri, June 12 (2 days left)”."""
    left = (day - today).days
    if left == 0:
        distance = _("today")
    elif left > 0:
        distance = ngettext("%(num)d day left", "%(num)d days left", left)
    else:
        distance = ngettext("%(num)d day late", "%(num)d days late", -left)
    return f"{in_words(day)} ({distance})"
