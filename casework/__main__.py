"""Start the committee's site: `python -m casework`. With a command, do that instead."""

import sys

from casework.cli import main
from config.serving import become_server
from config.settings import CaseworkSettings, from_environment

if sys.argv[1:]:
    raise SystemExit(main(sys.argv[1:]))
become_server("casework.wsgi:start", from_environment(CaseworkSettings))
