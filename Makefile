# The front door. `make` alone shows what there is.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PIP := $(BIN)/python -m pip install --quiet
LOCKED := $(PIP) --require-hashes --requirement requirements
ITSELF := $(PIP) --no-deps --no-build-isolation --editable .
SAMPLE := generator/broadsheet/sample/announcement.xml
WITH_THE_SITE := --out site/audio --at https://example.github.io/broadsheet/audio
BROWSER := $(or $(CHROMIUM),$(shell command -v chromium || command -v google-chrome || command -v chromium-browser))

COMPILE = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock" --no-emit-package httpx2-jsfetch
# (httpx2-jsfetch is for browsers, where there is no command line)

.DEFAULT_GOAL := help
.PHONY: help demo test check pytest faults fuzz browser lighthouse site serve bench weights vectors words manual docs lock audit sbom dist fresh clean

help:  ## Show the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: $(BIN)/broadsheet  ## Build a sample edition, offline and without any key
	$(BIN)/broadsheet build --offline --feed $(SAMPLE)
ifneq ($(and $(shell command -v espeak-ng),$(shell command -v ffmpeg)),)
	@test -f site/audio/2026-01-27.mp3 || { set -x; \
	$(BIN)/broadsheet audio 2026-01-28 --again $(WITH_THE_SITE) && \
	$(BIN)/broadsheet audio 2026-01-27 --again --language en $(WITH_THE_SITE) && \
	$(BIN)/broadsheet render; }
else
	@echo "It has no sound:  apt-get install espeak-ng ffmpeg, then make demo again"
endif
	@echo
	@echo "What it ingested  content/2026/2026-01-27.md"
	@echo "The front page    site/index.html"
	@echo "In Chinese        site/zh/index.html"
	@echo "Read it with      make serve"

# What checks types uses one processor: beside the first tests it costs half as much.
test: $(BIN)/pytest browser  ## Install everything, then run every check and every test
	@$(MAKE) --no-print-directory --jobs=2 check pytest

check: $(BIN)/pytest  ## Lint, format, types, floors
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	PYTHONPATH=generator $(BIN)/lint-imports --no-cache

pytest: $(BIN)/pytest browser  ## All tests but the faults, the browser's too
	HYPOTHESIS_PROFILE=$(or $(HYPOTHESIS_PROFILE),usual) $(BIN)/pytest -m "not faults"

faults: $(BIN)/pytest browser  ## Everything that may go wrong, for long: the figures of docs/reliability.md
	HYPOTHESIS_PROFILE=$(or $(HYPOTHESIS_PROFILE),thorough) $(BIN)/pytest -m faults --durations=10

fuzz: $(BIN)/pytest  ## Fuzz feeds, configuration, pages, TeX and answers: make fuzz SECONDS=60 (for each)
	HYPOTHESIS_PROFILE=thorough $(BIN)/pytest tests/test_fuzz.py
	-$(LOCKED)/fuzz.lock
	PYTHONPATH=generator:tests $(BIN)/python -m fuzz $(or $(SECONDS),60)

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
	$(LOCKED)/weights.lock
	PYTHONPATH=generator $(BIN)/python -m tools.weights $(ROLES)

vectors: $(BIN)/pytest  ## Train what texts are like anew: make vectors ABSTRACTS=FILE EXCEPT=FILES
	$(if $(ABSTRACTS),,$(error say where titles and abstracts are: make vectors ABSTRACTS=FILE))
	$(LOCKED)/weights.lock
	PYTHONPATH=generator $(BIN)/python -m tools.likeness $(ABSTRACTS) $(EXCEPT)

words: $(BIN)/broadsheet  ## Bring the catalogues of interface words up to date
	PYTHONPATH=generator $(BIN)/python -m tools.words $(LANGUAGE)

manual: $(BIN)/broadsheet  ## Render the manual, by Broadsheet itself, to manual/
	PYTHONPATH=generator $(BIN)/python -m tools.manual manual

docs: $(BIN)/pytest  ## Write the reference pages that are made from the program
	$(BIN)/python docs/generate.py
	$(BIN)/python -m tools.dependencies

lock:  ## Choose the newest versions anew, and lock them with the hashes of their files
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	rm -f requirements/*.lock
	$(COMPILE) pyproject.toml --group dev --group build --output-file requirements/dev.lock
	$(COMPILE) pyproject.toml --constraint requirements/dev.lock --output-file requirements/run.lock
	$(COMPILE) --group build --constraint requirements/dev.lock --output-file requirements/build.lock
	$(COMPILE) --group release --constraint requirements/dev.lock --output-file requirements/release.lock
	$(COMPILE) --group fuzz --constraint requirements/dev.lock --output-file requirements/fuzz.lock
	$(COMPILE) --group weights --constraint requirements/dev.lock --output-file requirements/weights.lock
	rm -rf .venv-lock

audit: .venv-release/bin/pip-audit  ## Ask whether vulnerabilities are known of what is locked
	.venv-release/bin/python -m tools.audit requirements/*.lock

sbom: .venv-release/bin/cyclonedx-py  ## Write the bill of materials of what a digest runs on
	rm -rf .venv-sbom && $(PYTHON) -m venv --without-pip .venv-sbom
	.venv-release/bin/python -m pip --python .venv-sbom/bin/python install --quiet --require-hashes --requirement requirements/run.lock
	mkdir -p dist
	.venv-release/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON --output-file dist/broadsheet.cdx.json .venv-sbom/bin/python
	rm -rf .venv-sbom

dist: $(BIN)/broadsheet sbom  ## Build wheel, source archive and bill of materials, with their checksums
	rm -f dist/*.whl dist/*.tar.gz
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build
	cd dist && sha256sum *.whl *.tar.gz *.cdx.json > SHA256SUMS

fresh: $(BIN)/broadsheet  ## Remove the sample days, to begin a digest of your own
	PYTHONPATH=generator $(BIN)/python -m tools.fresh

clean:  ## Remove what was built and installed
	rm -rf .venv .venv-lock .peers .broadsheet .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	rm -rf tests/browser/node_modules benchmarks/lighthouse/node_modules
	find site -mindepth 1 ! -name .gitkeep -delete

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Broadsheet needs Python 3.11 or newer; name one with make PYTHON=…") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv

$(BIN)/broadsheet: pyproject.toml requirements/run.lock requirements/build.lock | $(BIN)/python
	$(LOCKED)/run.lock --requirement requirements/build.lock
	$(ITSELF)
	@touch $@

# What there is to develop with has what it runs on and is built with among it.
$(BIN)/pytest: pyproject.toml requirements/dev.lock | $(BIN)/python
	$(LOCKED)/dev.lock
	$(ITSELF)
	@touch $(BIN)/broadsheet $@

.venv-release/bin/%: requirements/release.lock | $(BIN)/python
	$(PYTHON) -m venv .venv-release
	.venv-release/bin/python -m pip install --quiet --require-hashes --requirement requirements/release.lock
	@touch $@
