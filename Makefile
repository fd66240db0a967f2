# make setup        make .venv and install the pinned dependencies
# make demo         convert the sample plan into out/
# make test         all checks and tests
# make fuzz         the files made to do harm that take long, then files mutated by chance: minutes,
#                   or as long as asked for
# make evaluation   measure plansift on the samples and write docs/evaluation.md
# make bench        measure pages beside other tools, long documents, flattened text and scans, and
#                   write docs/performance.md and docs/scans.md
# make lock         resolve the dependencies anew and write requirements.lock
# make clean        remove what the above made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.setup-done
PIP := $(BIN)/python -m pip --disable-pip-version-check
SAMPLE := samples/lewisham-2016.pdf
OUT := out
FUZZ ?= 5000
MEASURED := samples/corpus samples/own samples/more samples/third

.PHONY: help setup demo test fuzz evaluation bench lock clean

help:
	@sed -n -e 's/^# make/make/p' -e 's/^#  / /p' Makefile

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "plansift needs Python 3.11 or newer, and '$(PYTHON)' is older or missing: name a newer one with 'make setup PYTHON=...'." >&2; exit 1; }
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the pinned dependencies into $(VENV) ..."
	@$(PIP) install --quiet --requirement requirements.lock
	@PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	@$(BIN)/plansift convert $(SAMPLE) --output $(OUT) --table
	@echo "JSON    $(OUT)/$(notdir $(SAMPLE)).plan.json"
	@echo "Report  $(OUT)/$(notdir $(SAMPLE)).report.html"

test: setup
	@sh tests/tools.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadgroup -m "not slow"

fuzz: setup
	$(BIN)/pytest -q -n 2 -m slow
	PYTHONPATH=tests $(BIN)/python -W ignore tests/fuzzing.py $(FUZZ) $(SEED)

evaluation: setup
	$(BIN)/python -m pipeline.evaluate.record docs/evaluation.md $(MEASURED)

bench: setup
	$(BIN)/python -m benchmarks.pages docs/performance.md
	$(BIN)/python -m benchmarks.long docs/performance.md
	$(BIN)/python -m benchmarks.shared docs/performance.md
	$(BIN)/python -m benchmarks.flattened docs/performance.md
	$(BIN)/python -m benchmarks.scanned docs/scans.md

# A fresh environment, so that nothing but what pyproject.toml asks for is pinned.
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade pip "setuptools>=75,<83"
	build/lock/bin/python -m pip install --quiet --no-build-isolation --editable ".[dev]"
	{ echo "# Made by 'make lock' from pyproject.toml: every dependency, tools included."; \
	  build/lock/bin/python -m pip freeze --all --exclude-editable --exclude pip; } > requirements.lock
	rm -rf build/lock

clean:
	rm -rf $(VENV) $(OUT) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
