# Two commands do everything on a fresh machine: make run, make test.

# Another Python than 3.11 is not tried: one of the tools has no release for it that was pinned.
IS_PYTHON := -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null
PYTHON ?= $(shell python3 $(IS_PYTHON) && echo python3 || echo python3.11)
BIN := .venv/bin
READY := .venv/.ready
ROOMS := crypto store config intake casework tests deploy

# chromium and firefox show the pages, nginx stands before the sites, pango sets the reports in type, the
# fonts draw every script, strace watches the disk, systemd-analyze rates the units, pdftotext reads what was printed.
TYPE := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core
DEBIAN := chromium firefox-esr nginx-light $(TYPE) poppler-utils strace systemd
PROGRAMS := chromium firefox-esr nginx pdftotext strace systemd-analyze

PIN = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade

.DEFAULT_GOAL := help
.PHONY: help run test check bench fuzz mutants format lock type machine

help: ## Say what each command does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: type ## Start both sites on this machine, with demo settings; PORTS="8003 8004" moves them
	@$(BIN)/python -m deploy.local $(if $(PORTS),--ports $(PORTS))

test: machine check ## Check, run every test, and hold crypto to 100 % of statements and branches
	@mkdir -p var && rm -f var/coverage*
	@$(BIN)/coverage run -m pytest -n 2 tests/unit/crypto
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report
	@$(BIN)/python -m pytest -n 3 --ignore tests/unit/crypto

check: $(READY) ## Format, lint, types, import contracts, templates, house rules: under a minute
	@$(BIN)/ruff format --check --quiet $(ROOMS)
	@$(BIN)/ruff check --quiet $(ROOMS)
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint templates --check --lint --quiet
	@$(BIN)/python -m tests.house

bench: machine ## Measure, as one table of ratios; BENCH_JSON=file writes it as JSON too
	@$(BIN)/python -m tests.bench

fuzz: $(READY) ## Fuzz every parser for SECONDS each (default 30)
	@$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),30)

mutants: $(READY) ## Change crypto in thousands of ways; every change that no test notices is listed
	@$(BIN)/python -m tests.mutants $(PART)

format: $(READY) ## Put code and templates into the agreed form
	@$(BIN)/ruff check --quiet --fix-only $(ROOMS)
	@$(BIN)/ruff format --quiet $(ROOMS)
	@$(BIN)/djlint templates --reformat --quiet || true

lock: $(READY) ## Choose newest versions again and pin them with their hashes
	@$(PIN) pyproject.toml --output-file requirements/run.txt
	@$(PIN) pyproject.toml --group dev --output-file requirements/dev.txt
	@echo uv | $(PIN) - --no-annotate --output-file requirements/uv.txt

# What casework sets reports in type with, and pip cannot bring.
type: $(READY)
	@sh deploy/machine.sh $(TYPE)

# What the tests drive and Python packages cannot bring. Installed by root, named to anybody else.
machine: $(READY)
	@PROGRAMS="$(PROGRAMS)" sh deploy/machine.sh $(DEBIAN)

$(READY): requirements/uv.txt requirements/dev.txt
	@"$(PYTHON)" $(IS_PYTHON) || { \
		echo "Please install Python 3.11 (on Debian 12: python3), or say where it is: make PYTHON=/path/to/python3.11"; \
		exit 1; }
	@"$(PYTHON)" -c 'import ensurepip' 2>/dev/null || PROGRAMS=ensurepip sh deploy/machine.sh python3-venv
	@"$(PYTHON)" -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/uv.txt requirements/dev.txt
	@touch $@
