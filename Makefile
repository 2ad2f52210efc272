# Everything a newcomer needs. `make demo` and `make test` set up all they use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV := $(VENV)/.developed
FAST := .venv-fast
COMPILED := $(FAST)/.installed
SUPPLY := .venv-supply
TOOLS := $(SUPPLY)/.installed
LOCKED := .venv-locked/.installed
LOCK := $(SUPPLY)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--all-extras --no-emit-index-url --no-annotate --custom-compile-command 'make lock'
SOURCES := $(shell find kg ontology extract visual -name '*.py' -o -name '*.ttl' -o -name '*.rq')

.PHONY: help demo test check fast bench browser screenshots docs trust fuzz hostile regex lock locked sbom licences audit clean

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
	$(BIN)/python scripts/trust.py --short

fast: $(COMPILED) ## Compile reading and writing: .venv-fast/bin/kg does the same, reading more than twice as fast

bench: $(DEV) $(COMPILED) ## Measure everything against yardsticks of the same run: 20 minutes, 20 GB of disk
	@python=$(BIN)/python; test ! -x $(FAST)/bin/python || python=$(FAST)/bin/python; \
	$$python scripts/bench.py --growth 500 5000

browser: ## Install a browser for the page tests where that is possible
	@sh scripts/install_browser.sh

screenshots: $(DEV) browser ## Draw the pictures of the README anew
	$(BIN)/python scripts/screenshots.py

docs: $(DEV) ## Write the generated pages of docs/ anew
	$(BIN)/python scripts/ontology_page.py
	$(BIN)/python scripts/command_page.py
	$(BIN)/python scripts/question_page.py
	$(BIN)/python scripts/readme_output.py

trust: $(DEV) ## Try all that the graph promises, an hour: crashes, hostile files, fuzz, shapes
	$(BIN)/python scripts/trust.py

fuzz: $(DEV) ## Read 400,000 texts, 8,000 mutated reports, then texts that find new paths (atheris)
	$(BIN)/python scripts/trust_fuzz.py 400000 8000
	$(BIN)/python scripts/fuzz_guided.py --install 200000

hostile: $(DEV) ## Build beside bombs, broken files, hostile names
	$(BIN)/python scripts/trust_hostile.py

regex: $(DEV) ## Time every regular expression on its worst repeats
	$(BIN)/python scripts/trust_regex.py

lock: $(TOOLS) ## Write requirements.lock and requirements-dev.lock anew, with hashes
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml requirements-dev.txt -c requirements.lock -o requirements-dev.lock

locked: $(LOCKED) ## Install what the lock says, hash by hash, into .venv-locked

sbom: $(LOCKED) $(TOOLS) ## Write dist/sbom.cdx.json: all that the product needs (CycloneDX)
	$(SUPPLY)/bin/python scripts/sbom.py .venv-locked/bin/python dist/sbom.cdx.json

licences: $(LOCKED) ## Write docs/licences.md: under which licence each package stands
	.venv-locked/bin/python scripts/licence_page.py

audit: $(TOOLS) ## Ask for known weaknesses of what is locked; says so if nobody can be asked
	sh scripts/audit.sh $(SUPPLY)/bin/pip-audit requirements.lock requirements-dev.lock

clean: ## Remove what was built
	rm -rf $(VENV) $(FAST) $(SUPPLY) .venv-locked demo dist .mypy_cache .ruff_cache .pytest_cache

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

$(TOOLS):
	$(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/python -m pip install --quiet --disable-pip-version-check uv cyclonedx-bom pip-audit
	@touch $@

$(LOCKED): requirements.lock requirements-dev.lock
	rm -rf .venv-locked
	$(PYTHON) -m venv .venv-locked
	.venv-locked/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
