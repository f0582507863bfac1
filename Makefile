# What a person or a machine does with a checkout. The two that matter: make demo, make test.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_OUT ?= demo-output

INPUTS := requirements.lock pyproject.toml packaging/prepare.py
READY := $(VENV)/.ready
READY_FOR_TESTS := $(VENV)/.ready-for-tests
# Programs of others that the tests ask about our exports; apart, because some need older libraries than ours.
READERS := $(VENV)-readers
READERS_READY := $(READERS)/.ready

OFFSCREEN := env QT_QPA_PLATFORM=offscreen
SCREEN := env -u WAYLAND_DISPLAY QT_QPA_PLATFORM=xcb xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24"
MEASURED := --cov --cov-report=

.PHONY: demo test quick lint bench screenshots lock clean

# The whole main job on the sample articles; opens the window when there is a screen.
demo: $(READY)
	$(BIN)/annotator demo --out $(DEMO_OUT)

# Everything, headless: style, types, rooms, tests with coverage, then the tests of the real window on a virtual screen.
test: export ANNOTATOR_READERS := $(abspath $(READERS))/bin/python
test: $(READY_FOR_TESTS) $(READERS_READY) lint
	$(BIN)/coverage erase
	$(OFFSCREEN) $(BIN)/python -m pytest -q -n 2 -m "not xvfb" $(MEASURED)
	$(SCREEN) $(BIN)/python -m pytest -q -m xvfb $(MEASURED) --cov-append
	$(BIN)/python packaging/coverage_gate.py

# What to run between two edits: no window, under a minute.
quick: $(READY)
	$(OFFSCREEN) $(BIN)/python -m pytest -q -n 2 $(wildcard tests/unit tests/contract tests/architecture)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict annotator
	$(BIN)/lint-imports

# The promised times, measured in a shown window and printed; fails when one is missed. Leave the machine alone meanwhile.
bench: $(READY_FOR_TESTS)
	$(SCREEN) $(BIN)/python tests/benchmarks/startup.py
	$(SCREEN) $(BIN)/python -m tests.benchmarks.article_view
	$(SCREEN) $(BIN)/python -m tests.benchmarks.window
	$(OFFSCREEN) $(BIN)/python -m tests.benchmarks.suggestions
	$(OFFSCREEN) $(BIN)/python -m tests.benchmarks.search
	$(OFFSCREEN) $(BIN)/python -m tests.benchmarks.agreement
	$(OFFSCREEN) $(BIN)/python -m tests.benchmarks.review
	$(OFFSCREEN) $(BIN)/python -m tests.benchmarks.importing
	$(OFFSCREEN) $(BIN)/python -m tests.benchmarks.actions
	$(OFFSCREEN) $(BIN)/python -m tests.benchmarks.backups

# The pictures of the guide and the README, made by the program itself.
screenshots: $(READY)
	$(OFFSCREEN) $(BIN)/python packaging/screenshots.py

# Pin anew; needs uv. Never names where the packages come from.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --extra dev --upgrade --quiet \
		--custom-compile-command "make lock" pyproject.toml --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade --quiet \
		--custom-compile-command "make lock" --group readers --no-emit-package seqeval \
		--no-emit-package opencv-python-headless \
		--output-file packaging/readers.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade --quiet \
		--custom-compile-command "make lock" --group readers-built --no-deps --output-file packaging/readers-built.lock

clean:
	rm -rf $(VENV) $(READERS) build dist .coverage .coverage.* htmlcov .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find annotator tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): $(INPUTS)
	$(PYTHON) packaging/prepare.py --venv $(VENV)
	@touch $@

$(READY_FOR_TESTS): $(READY)
	$(PYTHON) packaging/prepare.py --screen
	@touch $@

$(READERS_READY): packaging/readers.lock packaging/readers-built.lock packaging/prepare.py
	$(PYTHON) packaging/prepare.py --readers --venv $(READERS)
	@touch $@
