# `make` alone lists the targets. Everything is installed into .venv; nothing else on the machine changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo test slow check fix docs pages evaluate lock dev clean

# `make test T=reentrancy` runs the tests whose name contains it; E=… passes more options to pytest.
T ?=
E ?=
PYTEST = $(BIN)/python -m pytest $(if $(T),-k '$(T)') $(E)
REPORT ?= build/demo/report.html

help: ## List the targets
	@echo "Targets:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

demo: $(VENV)/run.stamp ## Scan the example contracts and say where the HTML report is
	@mkdir -p $(dir $(REPORT))
	@$(BIN)/assay scan examples/contracts --format html -o $(REPORT) --fail-on never
	@echo
	@echo "The report is $(abspath $(REPORT))"

test: $(VENV)/dev.stamp ## Run the quick tests (T=word to filter)
	$(PYTEST) -n auto -m 'not slow'

slow: $(VENV)/dev.stamp ## Run the slow tests
	$(PYTEST) -n auto -m slow

check: $(VENV)/dev.stamp ## Lint, type-check and check the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src
	$(BIN)/mypy tests
	$(BIN)/lint-imports --no-logo

fix: $(VENV)/dev.stamp ## Repair what ruff can repair, and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pages: $(VENV)/run.stamp ## Write a documentation page for every rule
	$(BIN)/assay pages docs/rules

docs: $(VENV)/docs.stamp pages ## Build the documentation into site/
	$(BIN)/zensical build --clean --strict

evaluate: $(VENV)/run.stamp ## Measure recall, precision and time (CORPORA=folder with checkouts, E=more options)
	$(BIN)/python -m assay.evaluation $(if $(CORPORA),--corpora $(CORPORA),--only twins,rules) $(E)

dev: $(VENV)/docs.stamp ## Set up everything a contributor needs
	@echo "Ready: $(BIN)/assay, make test, make check, make docs"

lock: $(VENV)/run.stamp ## Lock the dependencies anew, with hashes
	$(BIN)/python -m pip install -q uv
	sh requirements/lock.sh $(BIN)/uv

clean: ## Remove what was built
	rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis

# A stamp is older than the lock it was made from exactly when there is something to install.
$(VENV)/%.stamp: requirements/%.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@sh requirements/install.sh $(BIN) requirements/$*.txt
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "error: assay needs Python 3.11 to 3.13; name one with make PYTHON=python3.12 …"; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "error: this Python can't make virtual environments"; \
		  echo "help: on Debian and Ubuntu: sudo apt-get install python3-venv"; exit 2; }
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
