# The front door. `make` alone shows what there is.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PIP := $(BIN)/python -m pip install --quiet --constraint constraints.txt
SAMPLE := generator/broadsheet/sample/announcement.xml
BROWSER := $(or $(CHROMIUM),$(shell command -v chromium || command -v google-chrome || command -v chromium-browser))

.DEFAULT_GOAL := help
.PHONY: help demo test check pytest faults browser lighthouse site serve bench weights words docs lock fresh clean

help:  ## Show the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: $(BIN)/broadsheet  ## Build a sample edition, offline and without any key
	$(BIN)/broadsheet build --offline --feed $(SAMPLE)
	@echo
	@echo "The day's page    content/2026/2026-01-27.md"
	@echo "The front page    site/index.html"
	@echo "Read it with      make serve"

test: check pytest  ## Install everything, then run every check and every test

check: $(BIN)/pytest  ## Lint, format, types, floors
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	PYTHONPATH=generator $(BIN)/lint-imports --no-cache

pytest: $(BIN)/pytest browser  ## All tests but the faults, the browser's too
	HYPOTHESIS_PROFILE=$(or $(HYPOTHESIS_PROFILE),usual) $(BIN)/pytest -m "not faults"

faults: $(BIN)/pytest browser  ## Everything that may go wrong, for long: the figures of docs/reliability.md
	HYPOTHESIS_PROFILE=$(or $(HYPOTHESIS_PROFILE),thorough) $(BIN)/pytest -m faults --durations=10

browser: $(if $(shell command -v npm),tests/browser/node_modules/.package-lock.json)  ## Install Chromium, axe-core and the Nu HTML checker
ifeq ($(BROWSER),)
	$(if $(filter 0,$(shell id -u)),,sudo) sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null'
endif

lighthouse: $(BIN)/pytest browser benchmarks/lighthouse/node_modules/.package-lock.json  ## Measure pages with Lighthouse
	$(BIN)/python -m benchmarks.lighthouse

%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --loglevel=error

site: $(BIN)/broadsheet  ## Render content/ to site/
	$(BIN)/broadsheet render

serve: $(BIN)/broadsheet  ## Preview with live reload
	$(BIN)/broadsheet serve

bench: $(BIN)/pytest  ## Measure, as ratios side by side, beside other generators too
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.peers

weights: $(BIN)/pytest  ## Train the embedded summarizer anew: make weights ROLES=DIR
	$(if $(ROLES),,$(error say where the labelled abstracts are: make weights ROLES=DIR))
	$(PIP) --requirement tools/requirements.txt
	PYTHONPATH=generator $(BIN)/python -m tools.weights $(ROLES)

words: $(BIN)/broadsheet  ## Bring the catalogues of interface words up to date
	PYTHONPATH=generator $(BIN)/python -m tools.words $(LANGUAGE)

docs: $(BIN)/pytest  ## Write the reference pages that are made from the program
	$(BIN)/python docs/generate.py

lock:  ## Choose the newest versions anew and pin them in constraints.txt
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --upgrade pip
	.venv-lock/bin/python -m pip install --quiet hatchling editables --editable . --group dev
	.venv-lock/bin/python -m pip freeze --all --exclude-editable | grep -v '^setuptools==' > constraints.txt
	rm -rf .venv-lock

fresh:  ## Remove the demo's days, to begin a digest of your own
	rm -rf content/2025 content/2026 .broadsheet

clean:  ## Remove what was built and installed
	rm -rf .venv .venv-lock .peers .broadsheet .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	rm -rf tests/browser/node_modules benchmarks/lighthouse/node_modules
	find site -mindepth 1 ! -name .gitkeep -delete

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Broadsheet needs Python 3.11 or newer; name one with make PYTHON=…") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv

$(BIN)/broadsheet: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) pip hatchling editables
	$(PIP) --no-build-isolation --editable .
	@touch $@

$(BIN)/pytest: pyproject.toml constraints.txt $(BIN)/broadsheet
	$(PIP) --group dev
	@touch $@
