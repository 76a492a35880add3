# Everything runs in .venv, which the first command makes from the locked requirements.
PYTHON ?= python3
BIN := .venv/bin
POT := src/hekloos/locale/hekloos.pot

.PHONY: help setup demo test lint check eval bench bench-web screenshots fuzz train format lock messages openapi

help: ## What you can ask for
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: .venv/installed ## Make .venv with everything in it

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup ## The whole job on the invented lab, in ./hekloos-demo, and then its site
	$(BIN)/hekloos demo hekloos-demo
	$(BIN)/hekloos serve --demo --data hekloos-demo/site

test: setup ## All tests; says what it skipped and why
	$(BIN)/python scripts/run_tests.py

lint: setup ## Style, types, layers, messages and lexicon
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	HEKLOOS_DATA=.venv/lint $(BIN)/hekloos manage makemigrations --check --dry-run
	$(BIN)/python scripts/check_messages.py
	$(BIN)/python scripts/check_lexicon.py

check: lint test ## What CI does

eval: setup ## How good the judge is, beside baselines, on labelled pairs
	$(BIN)/python scripts/evaluate.py --grow

bench: setup ## How fast and how large
	$(BIN)/python scripts/bench.py

bench-web: setup ## How quick the site is when a whole round uses it
	$(BIN)/python scripts/bench_web.py

screenshots: setup ## Every screen of the site, wide and narrow, in ./screenshots
	$(BIN)/python scripts/screenshots.py screenshots

fuzz: setup ## Random damage to every kind of file, MINUTES each
	$(BIN)/python scripts/fuzz.py $(or $(MINUTES),1)

train: setup ## Fit the judge again on the labelled pairs
	$(BIN)/python scripts/train.py

format: setup ## Lay out the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

messages: setup ## Gather the sentences that people see
	$(BIN)/python scripts/check_messages.py --write

openapi: setup ## Write down what the API takes and gives
	$(BIN)/python scripts/write_openapi.py

lock: setup ## Choose the newest versions and pin them with hashes
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' --output-file requirements.lock pyproject.toml
