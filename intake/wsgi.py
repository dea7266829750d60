"""Where the public site is put together."""

from flask import Flask
from flask_wtf import CSRFProtect

from config.faults import answer_faults
from config.hardening import Cookies, harden
from config.health import health_view
from config.rendering import new_site
from config.settings import IntakeSettings, from_environment
from config.showcase import show_components
from config.words import set_up_words
from intake.desk import Desk, lay_desk
from intake.views.faults import FAULTS
from intake.views.pages import pages
from store.database import Database, Which
from store.health import answers

# Its notes go to a file in memory, and anybody may cause them.
_MOST_NOTES = 1_000


def create_app(settings: IntakeSettings) -> Flask:
    app = new_site("intake")
    app.secret_key = settings.cookie_secret
    # A neutral name: cookies are listed in browsers, on screens that others see.
    harden(app, settings, Cookies(form_tokens="f"))
    CSRFProtect(app)
    set_up_words(app)
    answer_faults(app, FAULTS, in_development=settings.in_development, most_notes=_MOST_NOTES)
    dropbox = Database(settings.dropbox_url, Which.DROPBOX)
    lay_desk(app, Desk(settings, dropbox))
    app.register_blueprint(pages)
    app.add_url_rule("/health", "health", health_view(lambda: answers(dropbox)))
    if settings.in_development:
        app.register_blueprint(show_components("intake"))
    return app


def start() -> Flask:
    return create_app(from_environment(IntakeSettings))
