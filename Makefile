# `make site` on a fresh machine does everything; `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin
# -qq: only what went wrong.
PIP := $(BIN)/pip --disable-pip-version-check --no-input -qq
PIP_TOOLS := pip-tools==7.6.2

# Material prints a banner about MkDocs 2 at each build.  We pin 1.6.1 and know.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := site
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: site setup pack serve test test-long lint bench bench-long pictures citations-diff lock clean help

site: setup ## convert what is new in originals/, then build site/ (default)
	@# Status 1: some files could not be converted.  The others are shown all the
	@# same, and make still fails at the end.
	@$(BIN)/chidao convert; converted=$$?; \
	if [ $$converted -gt 1 ]; then exit $$converted; fi; \
	$(BIN)/chidao build && exit $$converted

setup: .venv/.stamp-runtime ## create .venv and install what chidao needs

pack: site ## build, then pack the offline copy: dist/….zip
	@$(BIN)/chidao pack

serve: setup ## preview the site and reload it at each change
	@$(BIN)/chidao serve

test: lint ## set up all that tests need, the browser included, and run them
	@sh tests/ensure_browser.sh
	@$(BIN)/pytest -n 2 $(PYTEST_ARGS)

test-long: export CHIDAO_LONG := 1
test-long: test ## run the tests with every example, setting and kill: a quarter of an hour

lint: .venv/.stamp-dev ## check the code: ruff, its formatting, mypy
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { \
	  echo "Error: some files are not formatted; run $(BIN)/ruff format" >&2; exit 1; }
	@$(BIN)/mypy

BENCHMARKS := $(filter-out benchmarks/_%,$(wildcard benchmarks/*.py))
# kills.py takes twenty minutes, and its table is the same each time or the code is wrong.
bench: BENCHMARKS := $(filter-out benchmarks/kills.py,$(BENCHMARKS))
bench bench-long: .venv/.stamp-dev
	@set -e; for benchmark in $(BENCHMARKS); do \
	  echo "== $$benchmark"; $(BIN)/python $$benchmark; done
bench: ## run the benchmarks, one after the other
bench-long: ## run them all: half an hour, most of it for killing commands

pictures: site .venv/.stamp-dev ## take the pictures of docs/pictures/ anew, of each kind of page
	@sh tests/ensure_browser.sh
	@$(BIN)/python benchmarks/_pictures.py

BASE ?= HEAD
citations-diff: .venv/.stamp-dev ## what the code finds and resolves otherwise than at BASE=<git ref>
	@$(BIN)/python benchmarks/_citations_diff.py $(BASE)

# Without this machine's pip settings, so that the hashes are those of public packages.
lock: .venv/.stamp-lock ## pin anew what requirements*.in ask for (UPGRADE=--upgrade for newer)
	@for file in requirements requirements-dev; do \
	  echo "Pinning $$file.txt"; \
	  CUSTOM_COMPILE_COMMAND="make lock" PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= \
	  .venv/lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	    $(UPGRADE) $$file.in || exit 1; done

clean: ## remove what can be made again, except .venv
	@rm -rf site .cache build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find scripts tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# A stamp is touched when its step has succeeded, so a step that was interrupted
# is done again, and one whose files did not change is not.

.venv/.stamp-venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Error: chidao needs Python 3.11 or newer and found none as $(PYTHON);" \
	    "install the Debian package python3, or say which: make PYTHON=/path/to/python3" >&2; \
	  exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Error: $(PYTHON) cannot make virtual environments;" \
	    "install the Debian package python3-venv (apt-get install python3-venv) and try again" >&2; \
	  exit 1; }
	@echo "Creating .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.stamp-runtime: .venv/.stamp-venv requirements.txt pyproject.toml
	@echo "Installing what chidao needs (requirements.txt)"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

.venv/.stamp-dev: .venv/.stamp-runtime requirements-dev.txt
	@echo "Installing what its tests need (requirements-dev.txt)"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# Packages ask for micro versions of Python too, so pin with Debian's own python3.
# pip-tools pins pip and setuptools for itself, hence an environment of its own.
.venv/.stamp-lock: .venv/.stamp-venv Makefile
	@echo "Installing $(PIP_TOOLS)"
	@$(PYTHON) -m venv .venv/lock
	@.venv/lock/bin/pip --disable-pip-version-check --no-input -qq install $(PIP_TOOLS)
	@touch $@
