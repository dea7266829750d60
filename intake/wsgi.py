"""Where the public site is put together."""

from flask import Flask
from flask_wtf import CSRFProtect

from config.faults import answer_faults
from config.hardening import Cookies, harden
from config.health import health_view
from config.parsing import SettingsError
from config.rendering import new_site
from config.settings import IntakeSettings, from_environment, stop
from config.showcase import show_components
from config.words import set_up_words
from crypto.mailbox.filling import make_decoy
from crypto.passcode.wordlist import LANGUAGES, load, pinned
from intake.conversation import Conversation
from intake.conversation.visiting import Door
from intake.conversation.writing import Writing
from intake.desk import Desk, lay_desk
from intake.filing import Filing
from intake.forms.typed import own_words
from intake.keys import REPORT, KeyFile
from intake.law import read_law
from intake.throttle import Gates
from intake.trust import Trust
from intake.views.cookies import FORM_TOKENS
from intake.views.faults import FAULTS
from intake.views.leaving import leaving, show_weather_to_those_who_left
from intake.views.mailbox import MAILBOX
from intake.views.mailbox.adding import send_more
from intake.views.padding import pad
from intake.views.receipt import receipt
from intake.views.report import report
from intake.views.sending import send_with_files, sending
from intake.views.telling.home import home
from intake.views.telling.keys import keys
from intake.views.telling.pages import pages
from store.blobs import DatabaseBlobs
from store.clock import seconds, this_minute, utc_today
from store.database import Database, Which
from store.health import answers
from store.seen.memory import Memory

# Its notes go to a file in memory, and anybody may cause them.
_MOST_NOTES = 1_000


def create_app(settings: IntakeSettings) -> Flask:
    app = new_site("intake")
    app.secret_key = settings.cookie_secret
    harden(app, settings, Cookies(form_tokens=FORM_TOKENS))
    app.after_request(pad)
    # Before the form tokens: whoever has left is asked nothing, and gets one page alone.
    show_weather_to_those_who_left(app)
    tokens = CSRFProtect(app)
    set_up_words(app)
    answer_faults(app, FAULTS, in_development=settings.in_development, most_notes=_MOST_NOTES)
    desk = _desk(settings)
    lay_desk(app, desk)
    app.jinja_env.filters["own_words"] = own_words
    for blueprint in (home, pages, keys, leaving, report, sending, receipt, *MAILBOX):
        app.register_blueprint(blueprint)
    for upload in (send_with_files, send_more):
        tokens.exempt(upload)  # it checks the token itself, before a file is taken
    app.add_url_rule("/health", "health", health_view(lambda: answers(desk.dropbox)))
    if settings.in_development:
        app.register_blueprint(show_components("intake"))
    return app


def _desk(settings: IntakeSettings) -> Desk:
    dropbox = Database(settings.dropbox_url, Which.DROPBOX)
    lists = tuple(load(language) for language in LANGUAGES)
    key_file = KeyFile(settings.keys, this_minute)
    gates = Gates(settings.hourly_reports, settings.hourly_gigabytes, seconds)
    memory = Memory(settings.memory)
    decoy = make_decoy()
    door = Door(dropbox, key_file, gates, decoy, this_minute)
    return Desk(
        settings=settings,
        dropbox=dropbox,
        blobs=DatabaseBlobs(dropbox, utc_today),
        trust=Trust(dropbox, settings.genesis, pinned(lists), memory, utc_today),
        keys=key_file,
        gates=gates,
        word_lists=lists,
        decoy=decoy,
        law=read_law(settings.law, settings.company, must_be_approved=not settings.in_development),
        filing=Filing(dropbox, _keys_of_reports(settings), gates, utc_today),
        conversation=Conversation(door, Writing(dropbox, key_file, door, utc_today)),
        today=utc_today,
        minute=this_minute,
        seconds=seconds,
    )


def _keys_of_reports(settings: IntakeSettings) -> KeyFile:
    beside = settings.keys.with_name(f"{settings.keys.name}-reports")
    return KeyFile(beside, this_minute, REPORT)


def start() -> Flask:
    settings = from_environment(IntakeSettings)
    try:
        return create_app(settings)
    except SettingsError as mistakes:  # a file that a setting names is wrong
        stop(mistakes)
