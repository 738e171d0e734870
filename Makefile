# make demo and make test set themselves up; they need Python 3.11 and nothing else.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo run test lint bench bench-crash bench-storm bench-llm bench-quality bench-guard docs lock clean

demo: $(VENV)/.run
	@$(BIN)/briefing-bot demo

run: $(VENV)/.run
	@$(BIN)/briefing-bot run

test: lint
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.dev
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.speed

# Kills the bot 200 times on each platform; takes about a quarter of an hour.
bench-crash: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.crash
	@$(BIN)/python -m benchmarks.crash --no-nonce
	@$(BIN)/python -m benchmarks.crash --slack

# Asks the model that the settings name; it may cost money.
bench-llm: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.llm

# Public data, which is no part of the project: EVAL=folder [SPLIT=dev|test] [TASK=name] [N=sample]
bench-quality: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.quality --split $(or $(SPLIT),dev) $(if $(TASK),--task $(TASK)) $(if $(N),--n $(N))

# A fixed sample of the development half against the figures kept in benchmarks/quality/guard.json.
bench-guard: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.quality --guard $(if $(TASK),--task $(TASK))

bench-storm: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.storm

docs: $(VENV)/.dev
	@$(BIN)/python -m docs.generate

# Hashed lists of exact versions; needs uv.
lock:
	uv pip compile pyproject.toml --group build --generate-hashes --python-version 3.11 --no-header --no-annotate -q -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev --generate-hashes --python-version 3.11 --no-header --no-annotate -q -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up (about a minute, once) …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up for development (about a minute, once) …"
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run
