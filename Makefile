# Two commands on a fresh machine: `make demo` and `make test`.
SWIFT ?= swift
PREFIX ?= /usr/local
# The command has the Swift runtime inside, so that it starts fast and needs no Swift where it runs.
RELEASE = -c release --static-swift-stdlib
# Tests are built with other flags than the command; a folder of their own keeps both from being built again and again.
TESTS = -c release --scratch-path .build-test

.PHONY: demo test build bench install lint setup clean

# Builds the command and reports on a sample log.
demo: build
	.build/release/linktally Tests/Samples/access.log

# Runs every test.
test: setup
	$(SWIFT) test $(TESTS)

build: setup
	$(SWIFT) build $(RELEASE) --product linktally

# Benchmarks: see Benchmarks/README.md.
bench: build
	Benchmarks/run

install: build
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install -m 755 -s .build/release/linktally '$(DESTDIR)$(PREFIX)/bin/linktally'

lint:
	.ci/lint

# Checks the Swift version and installs the packages that are missing.
setup:
	@.ci/setup

clean:
	rm -rf .build .build-*
