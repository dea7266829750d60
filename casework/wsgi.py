"""Where the committee's site is put together."""

from flask import Flask
from flask_wtf import CSRFProtect

from casework.access import Right, close_unless_opened, opens_to
from casework.desk import lay_desk, new_desk
from casework.faults import FAULTS
from casework.members.views import members
from config.faults import answer_faults
from config.hardening import Cookies, harden, refuse_other_origins
from config.health import health_view
from config.rendering import new_site
from config.settings import CaseworkSettings, from_environment
from config.showcase import show_components
from config.words import set_up_words
from store.health import answers


def create_app(settings: CaseworkSettings) -> Flask:
    app = new_site("casework")
    app.secret_key = settings.cookie_secret
    harden(app, settings, Cookies(form_tokens="committee-form"))
    app.before_request(refuse_other_origins)
    CSRFProtect(app)
    set_up_words(app)
    answer_faults(app, FAULTS, in_development=settings.in_development)
    desk = new_desk(settings)
    lay_desk(app, desk)
    close_unless_opened(app, lambda: None)
    app.register_blueprint(members)
    well = health_view(lambda: answers(desk.dropbox) and answers(desk.database))
    app.add_url_rule("/health", "health", opens_to(Right.ANYONE)(well))
    if settings.in_development:
        app.register_blueprint(show_components("casework", opens_to(Right.ANYONE)))
    return app


def start() -> Flask:
    return create_app(from_environment(CaseworkSettings))
