# Meanwhile: `make run` starts it, `make test` checks it. Both set up what they need by themselves: Python packages in .venv,
# the pages in frontend/dist. Nothing is installed outside this folder, except Chromium by `make test` when run as root.

PORT ?= 8000
HOST ?= 127.0.0.1
DATA ?= var
DEMO ?= 1

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON3 ?= python3
VENV := .venv
PYTHON := $(VENV)/bin/python
STAMPS := $(VENV)/.stamps
MODULES := frontend/node_modules
UV := uv==0.13.9

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
export npm_config_update_notifier := false

# ---- Use -----------------------------------------------------------------------------------------------------------

.PHONY: help
help: ## Show this list
	@echo "make run     starts Meanwhile (PORT=$(PORT) DATA=$(DATA) HOST=$(HOST) DEMO=$(DEMO))"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: $(STAMPS)/runtime frontend ## Start Meanwhile in one process, on SQLite
	@exec $(PYTHON) -m config.launcher embedded --host $(HOST) --port $(PORT) --data "$(DATA)" $(demo)

.PHONY: run-services
run-services: $(STAMPS)/services frontend ## Start it on PostgreSQL and Redis, a process each for web, worker and timers
	@exec $(PYTHON) -m config.launcher services --host $(HOST) --port $(PORT) --data "$(DATA)" $(demo)

demo = $(if $(filter 0 no off false,$(DEMO)),--no-demo,--demo)

# ---- Check ---------------------------------------------------------------------------------------------------------

.PHONY: test
test: $(STAMPS)/dev $(MODULES)/.all frontend ## Run everything that can fail: lint, types, all tests on both databases, pages, browser
	@exec $(PYTHON) -m tests.everything

.PHONY: test-quick
test-quick: $(STAMPS)/dev ## Run the tests on SQLite, without a browser
	@$(PYTHON) -m pytest -m "not browser"

.PHONY: test-services
test-services: $(STAMPS)/dev ## Run the tests on PostgreSQL and Redis, without a browser
	@$(PYTHON) -m pytest --services -m "not browser"

.PHONY: lint
lint: $(STAMPS)/dev ## Check style and who imports whom
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/lint-imports --no-cache

.PHONY: typecheck
typecheck: $(STAMPS)/dev ## Check types
	@$(VENV)/bin/mypy

.PHONY: format
format: $(STAMPS)/dev ## Rewrite the code in the common layout
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

.PHONY: bench
bench: $(STAMPS)/dev ## Measure against the goals (QUICK=1 for less than five minutes, JSON=file for figures)
	@exec $(PYTHON) -m benchmarks $(if $(QUICK),--quick) $(if $(JSON),--json "$(JSON)")

.PHONY: scale
scale: $(STAMPS)/dev ## Measure with 1,000 to 1,000,000 instances in PostgreSQL (MOST=100000 for less, DOCS=1 writes into docs, JSON=file)
	@exec $(PYTHON) -m benchmarks.scale --most $(or $(MOST),1000000) $(if $(QUICK),--quick) $(if $(JSON),--json "$(JSON)") \
		$(if $(filter-out 0,$(DOCS)),--markdown docs/figures/scale.md --plot docs/images/scale.svg)

.PHONY: soak
soak: $(STAMPS)/dev ## Run everything under load for MINUTES=30, and look at memory, latency and errors (DOCS=1 writes into docs, JSON=file)
	@exec $(PYTHON) -m benchmarks.soak --minutes $(or $(MINUTES),30) --load $(or $(LOAD),0.7) $(if $(JSON),--json "$(JSON)") \
		$(if $(filter-out 0,$(DOCS)),--markdown docs/figures/soak.md --plot docs/images/soak.svg)

.PHONY: watchers
watchers: $(STAMPS)/dev ## Measure what WATCHERS=1000 open browsers on one busy process cost (DOCS=1 writes into docs, JSON=file)
	@exec $(PYTHON) -m benchmarks.watchers --watchers $(or $(WATCHERS),1000) $(if $(JSON),--json "$(JSON)") \
		$(if $(filter-out 0,$(DOCS)),--markdown docs/figures/watchers.md)

.PHONY: fuzz
fuzz: $(STAMPS)/dev ## Look for files and expressions that crash, hang or fill the memory (MINUTES=5, JSON=file)
	@DJANGO_SETTINGS_MODULE=config.settings exec $(PYTHON) -m tests.fuzz --minutes $(or $(MINUTES),5) $(if $(JSON),--json "$(JSON)")

.PHONY: rendering
rendering: $(STAMPS)/dev frontend ## Draw every diagram there is, ours and other people's, as our pages do (JSON=file)
	@exec $(PYTHON) -m tests.rendering $(if $(JSON),--json "$(JSON)")

.PHONY: latency
latency: $(STAMPS)/dev frontend ## Measure from a click in one browser to the badge in another (SERVICES=1 for PostgreSQL and Redis)
	@exec $(PYTHON) -m tests.browser.latency $(if $(SERVICES),--services) $(if $(JSON),--json "$(JSON)")

.PHONY: screenshots
screenshots: $(STAMPS)/dev frontend ## Take the pictures of docs/images anew
	@exec $(PYTHON) -m tests.browser.screenshots

.PHONY: kills
kills: $(STAMPS)/dev ## Kill a process at random, again and again, under load (KILLS=100 SEED=…)
	@exec $(PYTHON) -m tests.faults.kills --kills $(or $(KILLS),100) $(if $(SEED),--seed $(SEED))

.PHONY: faults
faults: $(STAMPS)/dev ## Do one fault after the other under load, and print what became of it (SECONDS_EACH=12 ONLY=… JSON=file)
	@exec $(PYTHON) -m tests.faults.campaign --seconds $(or $(SECONDS_EACH),12) $(if $(ONLY),--only "$(ONLY)") $(if $(JSON),--json "$(JSON)")

.PHONY: bpmn-coverage
bpmn-coverage: $(STAMPS)/dev ## Write docs/bpmn-coverage.md anew: what of BPMN runs, and where that is shown
	@$(PYTHON) -m tests.bpmn_coverage

# ---- Build ---------------------------------------------------------------------------------------------------------

.PHONY: build
build: $(STAMPS)/runtime frontend ## Build the pages into frontend/dist

.PHONY: api
api: $(STAMPS)/dev $(MODULES)/.all ## Write the OpenAPI schema, and from it the types of the pages' client
	@$(PYTHON) manage.py spectacular --validate --fail-on-warn --file frontend/openapi.yaml
	@$(node) cd frontend && npm run --silent api

.PHONY: lock
lock: $(STAMPS)/uv ## Resolve the versions anew, within pyproject.toml, and write the lock files
	@for name in "" services node dev; do \
		$(PYTHON) -m uv pip compile pyproject.toml $${name:+--extra $$name} --upgrade --universal --quiet \
			--python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
			--output-file requirements$${name:+-$$name}.lock; \
	done

.PHONY: clean
clean: ## Remove what was built; the data in DATA stays
	rm -rf $(VENV) frontend/node_modules frontend/dist build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- Python: a lock file each for what running, services, building pages and developing need ------------------------

$(PYTHON):
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Meanwhile needs Python 3.11 or newer; $(PYTHON3) is $$($(PYTHON3) --version 2>&1). Name another: make PYTHON3=…"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON3) -m venv $(VENV) || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }

# uv installs in seconds what pip needs half a minute for; where it cannot be had, pip does.
$(STAMPS)/uv: | $(PYTHON)
	@mkdir -p $(STAMPS)
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m ensurepip --upgrade >/dev/null
	@$(PYTHON) -m pip install --quiet "$(UV)" || echo "uv cannot be had here; pip installs instead."
	@touch $@

define install
	@echo "Installing Python packages ($<) …"
	@$(PYTHON) -m uv pip install --quiet --python $(PYTHON) --require-hashes -r $< 2>$(STAMPS)/uv.log || \
		$(PYTHON) -m pip install --quiet --require-hashes -r $< || { cat $(STAMPS)/uv.log; exit 1; }
	@touch $@
endef

$(STAMPS)/runtime: requirements.lock | $(STAMPS)/uv
	$(install)

$(STAMPS)/services: requirements-services.lock | $(STAMPS)/uv
	$(install)

$(STAMPS)/node: requirements-node.lock | $(STAMPS)/uv
	$(install)

$(STAMPS)/dev: requirements-dev.lock | $(STAMPS)/uv
	$(install)
	@touch $(STAMPS)/runtime $(STAMPS)/services $(STAMPS)/node

# ---- Pages: built with the machine's Node if Vite can use it, else with Node from PyPI, in .venv ---------------------

node_fits := node -e 'const [major, minor] = process.versions.node.split(".").map(Number); \
	process.exit((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22 ? 0 : 1)' && npm --version
node = { $(node_fits); } >/dev/null 2>&1 || { $(MAKE) -s $(STAMPS)/node; export PATH="$(CURDIR)/$(VENV)/bin:$$PATH"; };

page_sources := $(shell find frontend/src frontend/public frontend/index.html frontend/vite.config.ts \
	frontend/tsconfig.json -type f 2>/dev/null)

.PHONY: frontend
frontend: frontend/dist/index.html

$(MODULES)/.build: frontend/package-lock.json | $(STAMPS)/uv
	@echo "Installing what the pages are built with …"
	@$(node) cd frontend && npm ci --omit=dev --loglevel=error
	@touch $@

$(MODULES)/.all: frontend/package-lock.json | $(STAMPS)/uv
	@echo "Installing what the pages are built and tested with …"
	@$(node) cd frontend && npm ci --loglevel=error
	@touch $(MODULES)/.build $@

frontend/dist/index.html: frontend/package-lock.json $(page_sources) | $(MODULES)/.build $(STAMPS)/runtime
	@echo "Building the pages …"
	@$(node) cd frontend && npm run --silent build -- --logLevel warn
	@$(PYTHON) -m whitenoise.compress --quiet frontend/dist
	@touch $@
