# `make help` says what there is. Needs Debian (or a relative), python3 >= 3.11 with venv, make.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
CODE := $(wildcard bot tests benchmarks tools/reading tools/pictures.py)

.DELETE_ON_ERROR:
.PHONY: help demo install test lint format requirements bench drill mutants pictures clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(BIN)/.run ## try it: a whole community in the browser (ARGS="--port 8800 --no-browser")
	@$(BIN)/gridcall demo $(ARGS)

install: $(BIN)/.run ## put the command into .venv/bin/gridcall

test: $(BIN)/.test ## everything that has to hold (ARGS for pytest)
	@tools/browser.sh
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -n 2 --dist loadgroup --ignore tests/browser $(or $(ARGS),--every-query)
	@# The browser's driver switches stacks under Python, which other tests must not share.
	$(BIN)/python -m pytest tests/browser

lint: $(BIN)/.test ## style, types and who may import whom
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports --no-logo

format: $(BIN)/.test ## put the code into shape
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: $(BIN)/.test ## measure
	@# The short ones first; those beside the peer take ten minutes.
	$(if $(ARGS),,$(BIN)/python -m benchmarks.roster_import)
	$(if $(ARGS),,$(BIN)/python -m benchmarks.preview)
	$(if $(ARGS),,$(BIN)/python -m benchmarks.presses)
	$(BIN)/python -m benchmarks $(ARGS)

# No address of an index may get into these files: whoever installs has their own.
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" $(ARGS)

requirements: | $(BIN)/python ## pin anew after a change of pyproject.toml (ARGS=--upgrade)
	@test -x $(BIN)/uv || $(PIP) install uv
	$(COMPILE) --group build pyproject.toml -o requirements/run.txt
	$(COMPILE) --group build --group dev -c requirements/run.txt pyproject.toml -o requirements/test.txt

drill: $(BIN)/.test ## kill bots by the thousand (ARGS="--kills 1000 --seed 7 --engine sqlite")
	@$(BIN)/python -W "ignore:XDG_RUNTIME_DIR" -m tests.faults $(ARGS)

mutants: $(BIN)/.test ## break the rules, see if tests notice (ARGS="bot.roster.phone" or "--tenths 2 --seed 7")
	@nice -n 10 $(BIN)/python -m tools.mutants $(ARGS)

pictures: $(BIN)/.test ## take the pictures of the user pages from the demo (docs/people)
	@tools/browser.sh
	$(BIN)/python -m tools.pictures

clean: ## remove what tools have left (the environment: rm -r .venv)
	rm -rf build dist mutants .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find $(CODE) -name __pycache__ -prune -exec rm -rf {} +

# The stamps live in the environment, so that they go when it goes.
$(BIN)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Gridcall needs ..."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/.test: requirements/test.txt $(BIN)/.run
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Gridcall needs Python 3.11 or newer; '$(PYTHON)' is not. Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing. On Debian: sudo apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
