# Two commands do everything on a fresh machine: make run, make test.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
ROOMS := crypto store config intake casework tests deploy

# chromium drives the pages, nginx stands before the sites, pango sets the reports in type, the
# fonts draw every script, strace watches the disk, systemd-analyze rates the units.
DEBIAN := chromium nginx-light libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
	fonts-noto-core strace systemd
NEEDED := chromium nginx strace systemd-analyze

.DEFAULT_GOAL := help
.PHONY: help run test check bench fuzz mutants format lock machine

help: ## Say what each command does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(READY) ## Start both sites on this machine, with demo settings
	@$(BIN)/python deploy/local.py

test: machine check ## Check, then run every test
	@$(BIN)/python -m pytest -n 2

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
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--upgrade pyproject.toml --output-file requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--upgrade pyproject.toml --group dev --output-file requirements/dev.txt

# What the tests drive and Python packages cannot bring. Installed by root, named to anybody else.
machine: $(READY)
	@missing=$$(for tool in $(NEEDED); do PATH="$$PATH:/usr/sbin" command -v $$tool >/dev/null || echo $$tool; done); \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ]; then \
		echo "Please install what is missing: sudo apt-get install $(DEBIAN)"; exit 1; fi; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -qq -y --no-install-recommends $(DEBIAN) >/dev/null

$(READY): requirements/uv.txt requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Please install Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		[ "$$(id -u)" = 0 ] || { echo "Please install python3-venv: sudo apt-get install python3-venv"; exit 1; }; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv >/dev/null; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/uv.txt requirements/dev.txt
	@touch $@
