# One command each; `make help` lists them. No target asks a question.

SHELL := /usr/bin/env bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

LISTEN ?= 127.0.0.1:7700
# A folder of Piper voices for `make bench` and `make bench-peers`.
VOICES ?=
VOICE ?=
# Anything: `make bench` speaks 5 000 sentences to see whether memory grows.
FULL ?=

# Everything is built in ./target, so that the binary is where the README says.
export CARGO_TARGET_DIR := $(CURDIR)/target
# Where rustup installs, for a shell that was opened before.
export PATH := $(PATH):$(HOME)/.cargo/bin
export ALOUD_BIN := $(CURDIR)/target/release/aloud

# Lints and tests share the release build: espeak-ng, Opus and LAME are compiled once.
CARGO_FLAGS := --release --locked
NODE_SUITES := tests/widget tests/clients
CLIENTS_PYTHON := target/clients-venv/bin/python
# JavaScript that is written here: modules, checked for syntax one by one.
JS_FILES = $(shell find web-widget tests tools -name node_modules -prune -o -name '*.js' -print -o -name '*.mjs' -print)

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

.PHONY: setup
setup: ## Install what building and running need
	@tools/setup build

.PHONY: setup-test
setup-test: ## Install what the tests need besides: browsers, decoders, client libraries
	@tools/setup test

.PHONY: build
build: setup ## Build target/release/aloud
	@cargo build $(CARGO_FLAGS)

.PHONY: run
run: build ## Build, then serve on http://127.0.0.1:7700 (LISTEN=ADDR:PORT for another)
	@'$(ALOUD_BIN)' voices install en --unattended || true
	@exec '$(ALOUD_BIN)' serve --listen $(LISTEN)

.PHONY: test
test: ## Run every test, three real browsers included
	@tools/setup build test
	@$(MAKE) --keep-going test-rust test-decoder test-widget test-clients
	@echo 'make test: every suite passed.'

.PHONY: test-rust
test-rust: ## Run the Rust tests only
	@cargo test $(CARGO_FLAGS)

.PHONY: test-decoder
test-decoder: ## Run the decoder's own tests on an emulated ARM processor
	@tools/test-decoder neon-if-there

# Built anew after the Rust tests, so that what the suites below drive is the binary
# that ships: test builds may turn features on in shared dependencies.
.PHONY: test-widget
test-widget: build ## Run the widget's tests only, in Chromium, Firefox and WebKitGTK
	@npm --prefix tests/widget test

.PHONY: screenshots
screenshots: build ## Take pictures of the widget in every surrounding, into target/screenshots
	@node tests/widget/screenshots.js target/screenshots

.PHONY: test-clients
test-clients: build ## Run the official OpenAI clients against the server
	@$(CLIENTS_PYTHON) -m unittest discover --start-directory tests/clients --verbose
	@npm --prefix tests/clients test

.PHONY: lint
lint: setup ## Check formatting, clippy (warnings are errors) and JavaScript syntax
	@cargo fmt --check
	@cargo clippy $(CARGO_FLAGS) --all-targets -- --deny warnings
	@for file in $(JS_FILES); do \
		node --input-type=module --check - <"$$file" || { echo "in $$file" >&2; exit 1; }; \
	done
	@bash -n tools/setup tools/test-decoder .ci/run
	@echo 'make lint: clean.'

.PHONY: bench
bench: build ## Measure beside the espeak-ng program (VOICES=DIR: Piper voices and memory too; FULL=1)
	@tools/setup bench || echo 'make bench: goes on without it'
	@python3 tools/bench/bench.py --aloud '$(ALOUD_BIN)' $(if $(VOICES),--voices '$(VOICES)')
	@$(if $(VOICES),python3 tools/bench/memory.py --aloud '$(ALOUD_BIN)' --voices '$(VOICES)' $(if $(FULL),--full),:)
	@cargo bench --locked --bench spoken
	@cargo bench --locked --bench vocoder -- $(if $(VOICES),'$(VOICES)')

.PHONY: bench-peers
bench-peers: build ## Measure beside piper-tts, sherpa-onnx and piper-rs (VOICES=DIR, VOICE=medium)
	@[ -n '$(VOICES)' ] || { echo 'make bench-peers: name a folder of Piper voices: VOICES=DIR' >&2; exit 2; }
	@tools/setup peers
	@python3 tools/bench/peers.py --aloud '$(ALOUD_BIN)' --python target/peers-venv/bin/python \
		--piper-rs target/piper-rs-peer/release/piper-rs-peer --onnxruntime target/release/libonnxruntime.so \
		--voices '$(VOICES)' $(if $(VOICE),--voice '$(VOICE)')

.PHONY: golden
golden: setup ## Rewrite the golden fixtures; review the difference before committing
	@GOLDEN=rewrite cargo test $(CARGO_FLAGS) --test all golden
	@git status --short tests

.PHONY: clean
clean: ## Remove everything that was built or installed in this folder
	@rm -rf target $(addsuffix /node_modules,$(NODE_SUITES))
