# make run    builds what is missing, seeds the demo world, serves it at http://localhost:8000 (PORT=… elsewhere)
# make test   installs what the tests need, then runs them all     make check  format, lint, types, architecture
# make dev    serves and reloads      make bench  measures         make format lays the code out
# make soak   bad luck on purpose, 200 schedules of it: nothing is lost (SEED=… SCHEDULES=1 plays one again)
# make wheel  what production installs                             make lock   locks the dependencies again

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
PYTHON ?= python3
export PORT
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export npm_config_update_notifier := false
# A Node installed in the environment comes before one that is too old.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

CODE := $(wildcard app medication transmissions tests bench deploy)
TYPED := $(wildcard app medication transmissions)
FRONT := $(shell find pwa service_worker -mindepth 1 -path pwa/dist\* -prune -o -print 2>/dev/null)

# The base of ./instance is made once, and again when a migration came; any other base is asked each time.
ELSEWHERE := $(strip $(foreach name,CHEVET_INSTANCE DATABASE_URL MIGRATION_DATABASE_URL KEYSTORE_URL,$($(name))$($(name)_FILE)))
READY := $(if $(ELSEWHERE),base,instance/.ready)

.PHONY: base made-again help run dev test check format bench soak build wheel lock clean have-python have-redis have-browser have-postgresql have-pango have-tesseract have-fonts

help:
	@sed -n '1,5s/^# //p' Makefile

run: .venv/.runtime pwa/dist/manifest.json $(READY) | have-redis have-pango have-tesseract
	@exec chevet serve

test: .venv/.test pwa/dist/manifest.json | have-redis have-browser have-postgresql have-pango have-tesseract have-fonts
	@$(MAKE) check
	@node --test $$(find pwa/tests service_worker/tests -name '*.test.js' 2>/dev/null)
	@python -m pytest -n 2 --dist loadfile

check: .venv/.test node_modules/.installed
	@ruff format --check $(CODE)
	@ruff check $(CODE)
	@mypy $(TYPED)
	@npm run --silent types
	@python -m pytest -q tests/test_architecture.py tests/test_repository.py

format: .venv/.test
	@ruff check --fix --select I $(CODE)
	@ruff format $(CODE)

bench: .venv/.test pwa/dist/manifest.json | have-redis have-browser have-postgresql have-tesseract have-fonts
	@.venv/bin/python -m bench

soak: .venv/.test pwa/dist/manifest.json | have-redis have-browser have-postgresql
	@.venv/bin/python -m tests.soak $(if $(SEED),--seed $(SEED)) $(if $(SCHEDULES),--schedules $(SCHEDULES))
	@.venv/bin/python -m tests.fuzz.decoding --seconds 60 $(if $(SEED),--seed $(SEED))

build: pwa/dist/manifest.json

# What production installs: no test, no source of the front end, no demo world, no door to it.
wheel: .venv/.runtime node_modules/.installed
	@rm -rf build/wheel
	@mkdir -p build/wheel/pwa build/wheel/deploy dist
	@cp -R app medication transmissions pyproject.toml README.md LICENSE build/wheel
	@cp -R pwa/templates pwa/icons pwa/manifest.webmanifest build/wheel/pwa
	@cp deploy/gunicorn.conf.py build/wheel/deploy
	@rm -rf build/wheel/app/demo
	@node pwa/build.mjs --strict --out build/wheel/pwa/dist
	@pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist build/wheel
	@ls dist/*.whl

# ---- what is installed, each once: a stamp says when ----

.venv/.created: | have-python
	@echo "Environnement Python…"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.runtime: .venv/.created requirements.lock requirements-data.lock pyproject.toml
	@echo "Bibliothèques Python…"
	@pip install --quiet --require-hashes -r requirements.lock
	@pip install --quiet --require-hashes --no-deps -r requirements-data.lock
	@pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: .venv/.runtime requirements-test.lock
	@echo "Bibliothèques des tests…"
	@pip install --quiet --require-hashes -r requirements-test.lock
	@touch $@

.venv/.node: .venv/.created requirements-node.lock
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null \
	  || { echo "Node…"; pip install --quiet --require-hashes -r requirements-node.lock; }
	@touch $@

node_modules/.installed: .venv/.node package.json package-lock.json
	@echo "Bibliothèques de l'interface…"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

pwa/dist/manifest.json: node_modules/.installed $(FRONT)
	@echo "Interface…"
	@node pwa/build.mjs --demo --strict

base: .venv/.runtime
	@chevet init
	@chevet demo

instance/.ready: .venv/.runtime $(wildcard app/migrations/*/versions/*.py) $(if $(wildcard instance/chevet.db),,made-again)
	@$(MAKE) base
	@touch $@

# ---- what Debian provides, asked for only when missing ----

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT = $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends

have-python:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "python3-venv…"; $(APT) python3-venv >/dev/null; }

have-redis:
	@[ -n "$${REDIS_URL:-$${REDIS_URL_FILE:-}}" ] || command -v redis-server valkey-server >/dev/null \
	  || { echo "redis-server…"; $(APT) redis-server >/dev/null; }

have-browser:
	@command -v chromium >/dev/null || { echo "chromium…"; $(APT) chromium >/dev/null; }

have-postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { echo "postgresql…"; $(APT) postgresql >/dev/null; }

# What WeasyPrint stands on. `ldconfig` is not in everybody's path.
PANGO = libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
have-pango:
	@[ "$$(PATH="$$PATH:/usr/sbin:/sbin" ldconfig -p | grep -cE 'lib(pango-1.0|pangoft2-1.0|harfbuzz-subset).so.0 ')" -ge 3 ] \
	  || { echo "pango…"; $(APT) $(PANGO) >/dev/null; }

# What reads the words of a page. Without it documents are kept and shown, and cannot be searched by their text.
have-tesseract:
	@ls /usr/share/tesseract-ocr/*/tessdata/fra.traineddata >/dev/null 2>&1 && command -v tesseract >/dev/null \
	  || { echo "tesseract…"; $(APT) tesseract-ocr tesseract-ocr-fra >/dev/null; }

# What offices print with: the papers of the tests are set in it.
have-fonts:
	@[ -f /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf ] || { echo "fonts-liberation…"; $(APT) fonts-liberation >/dev/null; }

# ---- for those who change things ----

dev: .venv/.runtime pwa/dist/manifest.json $(READY) | have-redis have-pango have-tesseract
	@exec chevet serve --reload

# Needs uv, which is no dependency: pip install uv
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	@$(LOCK) pyproject.toml --group build -o requirements.lock
	@$(LOCK) pyproject.toml --group build --extra test -c requirements.lock -o requirements-test.lock
	@$(LOCK) --no-deps --group data -o requirements-data.lock
	@$(LOCK) --group node -o requirements-node.lock
	@npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund

# Keeps instance/, which holds data and keys.
clean:
	@rm -rf .venv node_modules pwa/dist build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
