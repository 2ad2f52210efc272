# Everything a newcomer needs. `make demo` and `make test` set up all they use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV := $(VENV)/.developed
FAST := .venv-fast
COMPILED := $(FAST)/.installed
SOURCES := $(shell find kg ontology extract visual -name '*.py' -o -name '*.ttl' -o -name '*.rq')

.PHONY: help demo test check fast bench browser screenshots docs clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: $(STAMP) ## Build the five sample reports: demo/graph.ttl, demo/graph.html, a first answer
	$(BIN)/kg demo --out demo

test: check ## Set up everything, then lint, types, import order and all tests

check: $(DEV) $(COMPILED) browser ## Format check, lint, types, import order, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n auto

fast: $(COMPILED) ## Compile the reading: .venv-fast/bin/kg does the same, a third faster

bench: $(DEV) $(COMPILED) ## Measure reading, building and loading against jieba in one run
	$(BIN)/python scripts/bench.py

browser: ## Install a browser for the page tests where that is possible
	@sh scripts/install_browser.sh

screenshots: $(DEV) browser ## Draw the pictures of the README anew
	$(BIN)/python scripts/screenshots.py

docs: $(DEV) ## Write the generated pages of docs/ anew
	$(BIN)/python scripts/ontology_page.py
	$(BIN)/python scripts/command_page.py
	$(BIN)/python scripts/question_page.py
	$(BIN)/python scripts/readme_output.py

clean: ## Remove what was built
	rm -rf $(VENV) $(FAST) demo dist .mypy_cache .ruff_cache .pytest_cache

$(VENV)/pyvenv.cfg:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: set PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(VENV)/pyvenv.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(DEV): $(STAMP) requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(COMPILED): $(DEV) $(SOURCES) pyproject.toml
	sh scripts/install_compiled.sh $(VENV) $(FAST)
	@test ! -d $(FAST) || touch $@
