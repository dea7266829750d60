"""Start the public site: `python -m intake`."""

from config.serving import become_server
from config.settings import IntakeSettings, from_environment

become_server("intake.wsgi:start", from_environment(IntakeSettings))
