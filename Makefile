# Medic Scribe. `make` alone lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
READY := .venv/.ready

.PHONY: help run note test test-extra lint format e2e faults screenshots bench bench-live picture lock clean

help:  ## List these commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: $(READY)  ## Set up what is missing and serve on http://localhost:8000
	@bin/web build || echo "medic-scribe: The web app could not be built. The API works all the same." >&2
	@exec $(BIN)/medic-scribe serve

note: $(READY)  ## Turn a recording into a note: make note AUDIO=consulta.wav
	@test -n "$(AUDIO)" || { echo "Say which recording: make note AUDIO=consulta.wav" >&2; exit 2; }
	@exec $(BIN)/medic-scribe note "$(AUDIO)"

# On every processor. Not `--dist loadfile`: it runs tests of one name once, and schemathesis names all of its alike.
test: $(READY)  ## Run every test (one of them: make test ARGS="-k negation")
	@bin/edge install
	cd backend && ../$(BIN)/python -m pytest $(or $(ARGS),--numprocesses logical --dist worksteal)
	$(if $(ARGS),,@bin/web test)

test-extra: $(READY)  ## Also test notes with a real model server (fetches 300 MB the first time)
	@bin/test-extra

e2e: $(READY)  ## Use the web app as a clinician does: real browser, server, speech model (some minutes)
	@bin/web e2e

faults: $(READY)  ## Break browser, network and server while it records; nothing may be lost (N=5 SEED=1: how often, which moments)
	@bin/web faults $(N) $(SEED)

screenshots: $(READY)  ## Take the documents' pictures of every page, phone and desk, light and dark
	@bin/web screenshots

lint: $(READY)  ## Check style, types, import rules, file sizes and the lock
	cd backend && ../$(BIN)/ruff check . ../bench
	cd backend && ../$(BIN)/ruff format --check . ../bench
	$(BIN)/pyright -p backend
	cd backend && ../$(BIN)/lint-imports --no-logo
	bin/check-repository
	@bin/edge lint
	@bin/web lint

format: $(READY)  ## Write the code in the house style
	cd backend && ../$(BIN)/ruff check --fix . ../bench
	cd backend && ../$(BIN)/ruff format . ../bench
	@bin/edge format
	@bin/web format

bench: $(READY)  ## Measure speed and memory (make bench QUICK=1 leaves out the two-hour recording)
	@exec $(BIN)/python -m bench $(if $(QUICK),--quick) $(if $(AUDIO),--audio "$(AUDIO)")

bench-live: $(READY)  ## Play a consultation in real time to a real server (MINUTES=2 AT_ONCE=1 ROUNDS=1)
	@exec $(BIN)/python -m bench.live $(if $(MINUTES),--minutes $(MINUTES)) $(if $(AT_ONCE),--at-once $(AT_ONCE)) \
	  $(if $(ROUNDS),--rounds $(ROUNDS))

picture: $(READY)  ## Draw the documents' picture from a real run
	@exec $(BIN)/python -m bench.picture

lock: $(READY)  ## Pin the packages of backend/pyproject.toml (UPGRADE=1: the newest ones)
	bin/lock

clean:  ## Remove what the commands above made, but no consultation
	rm -rf .venv .venv-extra .pytest_cache .ruff_cache backend/.pytest_cache backend/.ruff_cache \
	  backend/.hypothesis backend/.import_linter_cache frontend/node_modules frontend/dist supabase/node_modules
	find backend bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): backend/requirements.lock backend/pyproject.toml bin/setup
	@bin/setup
	@touch $@
