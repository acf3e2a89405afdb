# certkiosk: the targets people use. `make run` and `make test` are all that a fresh machine needs.
SHELL := /bin/bash
BUILD := swift build -c release
BIN := .build/release
DESTDIR ?=
PREFIX ?= /usr
FILTER ?=
LONG ?=
TARGET ?=
SECONDS ?= 60
RUNS ?=

# What `make bench` is given: BENCH=--quick, BENCH='--many 100000', BENCH=tokens, BENCH=statement, BENCH=scans.
BENCH ?=

.PHONY: setup setup-test build run test bench fuzz forms lint format install clean

setup:
	@scripts/setup build rehearse

setup-test:
	@scripts/setup build rehearse test

build: setup
	@$(BUILD)

run: build
	@$(BIN)/certkiosk rehearse --samples Samples --forms Forms --to out

test: setup-test
	@$(BUILD) --build-tests
	@LONG=$(LONG) scripts/test $(if $(FILTER),--filter $(FILTER))

# Throws random input at what reads foreign data: TARGET=values for one target, SECONDS=600 for longer, RUNS=1000000 for so
# many inputs however long they take; TARGET=list tells the targets.
fuzz: setup
	@scripts/fuzz "$(TARGET)" "$(SECONDS)" "$(RUNS)"

# The gallery of all papers: docs/forms.md and its pictures.
forms: build
	@$(BIN)/certkiosk form gallery --forms Forms --to docs/pictures/forms --page docs/forms.md

bench: build
	@scripts/setup build rehearse bench
	@scripts/bench $(BENCH)

lint:
	@swift format lint --strict --recursive --configuration .swift-format Package.swift Sources Tests

format:
	@swift format --in-place --recursive --configuration .swift-format Package.swift Sources Tests

# The installed program carries Swift's runtime in itself, so it is built apart.
install: setup
	@$(BUILD) --static-swift-stdlib --scratch-path .build/install --product certkiosk
	@$(BUILD) --static-swift-stdlib --scratch-path .build/install --product certkiosk-hq
	@scripts/install "$(DESTDIR)" "$(PREFIX)" .build/install/release

clean:
	@rm -rf .build out
