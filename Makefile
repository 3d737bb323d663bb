# Two commands on a fresh machine: `make demo` and `make test`. `make help` lists all.
SWIFT ?= swift
PREFIX ?= /usr/local
# The command has the Swift runtime inside: it starts faster and needs no Swift where it runs.
# gold would warn of a function of Foundation that nobody calls, so lld links.
# Where SwiftPM plans anew, it names traits in another order, for which all is compiled again, unless its hashing is fixed.
BUILD = SWIFT_DETERMINISTIC_HASHING=1 $(SWIFT) build -c release --static-swift-stdlib -Xswiftc -use-ld=lld
PACKAGE = Sources/linktally-package
# Tests are built with other flags than the command; a folder of their own keeps both from being built again and again.
TESTS = -c release --scratch-path .build-test
# What daily work changes most: the core, its inputs, and its reports.
CORE = 'LinkTally(Core|Input|Report)Tests'
SECONDS = 60

.PHONY: demo test test-core test-page test-package screenshots build loggen bench fuzz install uninstall deb dist lint setup clean
.PHONY: help

demo: build  ## build the command and report on a sample log (the default)
	.build/release/linktally Tests/Samples/access.log

test: setup  ## run every test: of the code, optimised; of the page, in a browser; of the package, in a bare system
	$(SWIFT) test $(TESTS)
	$(MAKE) test-page test-package

test-core: setup  ## run the unit tests of core, inputs and reports, debug: the quick part
	$(SWIFT) test --filter $(CORE)

test-page: build  ## test the page of --output html in a browser
	.ci/page

test-package: build  ## test package, tarball and container in a bare system
	.ci/package

screenshots: build  ## make the pictures of the page beside the articles
	.ci/page --pictures Sources/linktally/linktally.docc/Images

build: setup  ## build the command
	$(BUILD) --product linktally

loggen: setup  ## build the generator of logs that tests and benchmarks take
	$(BUILD) --product linktally-loggen

bench: build  ## time the command beside tools that do less (Benchmarks/README.md)
	Benchmarks/run

fuzz: setup  ## fuzz each harness for SECONDS (Tests/Fuzz/README.md)
	.ci/fuzz $(SECONDS)

install: build  ## install the command, its manual and its completions below PREFIX
	$(PACKAGE)/place .build/release/linktally '$(DESTDIR)$(PREFIX)'

uninstall:  ## take away what `make install` put below PREFIX
	$(PACKAGE)/place --remove '$(DESTDIR)$(PREFIX)'

# What makes packages is needed, too.
deb dist: KIND = package

deb: build  ## make a package for this Debian or Ubuntu: .build/package/linktally_*.deb
	$(PACKAGE)/deb .build/release/linktally

dist: build  ## make a tarball that needs nothing but glibc: .build/package/linktally-*.tar.gz
	$(PACKAGE)/dist .build/release/linktally

lint:  ## check style, unsafe code, and the documentation
	.ci/lint

setup:  ## check the Swift version and install the packages that are missing
	@.ci/setup $(KIND)

clean:  ## remove all that was built
	rm -rf .build .build-*

help:  ## list these targets
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
