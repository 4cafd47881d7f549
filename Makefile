# Short names for what one does every day. `make help` lists them.
.DEFAULT_GOAL := help
PORT ?= 8000
PATHS ?=

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | while IFS="$$(printf '\t')" read -r name what; do printf '  %-12s%s\n' "$$name" "$$what"; done

install:  ## everything for working on Mentes, into .venv
	uv sync --group check

demo:  ## the fictional programme on this machine (PORT=8000)
	uv run mentes demo --port $(PORT)

test:  ## every test this machine can run (PATHS=src/mentes/matches for some)
	uv run pytest -q $(PATHS)

check:  ## style, types and the catalogues; changes nothing
	uv run --group check ruff check .
	uv run --group check ruff format --check .
	uv run --group check mypy
	uv run python scripts/catalogues.py --check
	uv run python scripts/licences.py --check

format:  ## puts the code into its usual shape
	uv run --group check ruff check --fix .
	uv run --group check ruff format .

bench:  ## names the measurements; run one with `uv run mentes bench NAME`
	@ls bench/*.py 2>/dev/null || echo "no measurement lies in bench/ yet"

film:  ## the moving picture of README, from a demo that runs (PORT=8000)
	uv run python scripts/film.py --address http://127.0.0.1:$(PORT)

docs:  ## writes the pages of the docs that are made from code, then tests all of them
	uv run python scripts/licences.py
	uv run pytest -q tests/plan/test_docs.py

catalogues:  ## gathers the sentences of all pages for translators
	uv run python scripts/catalogues.py

pins:  ## newer versions of everything, within pyproject.toml's ranges
	uv run python scripts/pin.py --upgrade
	uv sync --group check
	uv run python scripts/licences.py

nightly:  ## all tests with the browser required, the slow drills first
	MENTES_REQUIRE_BROWSER=1 uv run pytest -q src/mentes/lib/postgres src/mentes/cli
	MENTES_DRILL_ROUNDS=100 MENTES_SEQUENCES=2000 MENTES_CALLERS=6 MENTES_REHEARSERS=5 uv run pytest -q tests/drills
	MENTES_REQUIRE_BROWSER=1 uv run pytest -q -n 2 --dist loadfile

.PHONY: film help install demo test check format bench docs catalogues pins nightly
