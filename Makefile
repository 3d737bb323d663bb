# Two commands on a fresh machine: `make demo` and `make test`.
SWIFT ?= swift
PREFIX ?= /usr/local
# What is installed has the Swift runtime inside: it starts faster and needs no Swift where it runs.
STATIC = -c release --static-swift-stdlib --scratch-path .build-static
# Tests are built with other flags than the command; a folder of their own keeps both from being built again and again.
TESTS = -c release --scratch-path .build-test

.PHONY: demo test build bench fuzz install lint setup clean

# Builds the command and reports on a sample log.
demo: build
	.build/release/linktally Tests/Samples/access.log

# Runs every test.
test: setup
	$(SWIFT) test $(TESTS)

build: setup
	$(SWIFT) build -c release --product linktally

# Benchmarks: see Benchmarks/README.md.
bench: build
	Benchmarks/run

# Fuzzes each harness for SECONDS: see Tests/Fuzz/README.md.
SECONDS = 60
fuzz: setup
	.ci/fuzz $(SECONDS)

install: setup
	$(SWIFT) build $(STATIC) --product linktally
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install -m 755 -s .build-static/release/linktally '$(DESTDIR)$(PREFIX)/bin/linktally'

lint:
	.ci/lint

# Checks the Swift version and installs the packages that are missing.
setup:
	@.ci/setup

clean:
	rm -rf .build .build-*
