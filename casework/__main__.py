"""Start the committee's site: `python -m casework`."""

from config.serving import become_server
from config.settings import CaseworkSettings, from_environment

become_server("casework.wsgi:start", from_environment(CaseworkSettings))
