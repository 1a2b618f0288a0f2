# make demo       reads the sample article with the released model
# make test       checks the format, then runs every test; pages are tested in Chromium
# make build      builds the three tools into .build/release
# make server     builds the HTTP service into Server/.build/release
# make train      trains a model on the invented quotations in Data/ alone and evaluates it, without a network
# make lint       checks the format; make format mends it
# make install    puts the tools and the model under PREFIX

PREFIX ?= /usr/local
SWIFT_SOURCES = Package.swift Sources Tests Server/Package.swift Server/Sources Server/Tests

# On Linux the Swift libraries are linked in, so that an installed tool needs no toolchain; by lld, which comes with it.
ifeq ($(shell uname),Linux)
STATIC = --static-swift-stdlib -Xswiftc -use-ld=lld
endif
# Code of one module may be inlined into another: classification takes a twentieth less time.
BUILD = swift build --configuration release $(STATIC) -Xswiftc -cross-module-optimization

.PHONY: demo test build server train lint format install dependencies browser

demo: dependencies
	$(BUILD) --product stance
	.build/release/stance analyze Data/demo-article.txt

test: dependencies browser lint
	STANCE_WARNINGS=error swift build --build-tests
	STANCE_WARNINGS=error swift test --skip-build
	python3 -m unittest discover --start-directory Tests/Scripts
	STANCE_WARNINGS=error swift build --package-path Server --build-tests
	STANCE_WARNINGS=error swift test --package-path Server --skip-build
	.build/browser-tests/bin/python -m unittest discover --start-directory Tests/Browser

build: dependencies
	$(BUILD)

server: dependencies
	$(BUILD) --package-path Server --product stance-server

train: build
	Training/release/train-offline.sh

lint:
	swift format lint --strict --recursive $(SWIFT_SOURCES)

format:
	swift format --in-place --recursive $(SWIFT_SOURCES)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/stance/stance-en
	install -s -m 755 .build/release/stance .build/release/stance-train .build/release/stance-eval $(DESTDIR)$(PREFIX)/bin
	install -m 644 Models/stance-en/* $(DESTDIR)$(PREFIX)/share/stance/stance-en

# OpenBLAS, zlib and OpenSSL, if pkg-config does not find them.
dependencies:
	@pkg-config --exists openblas zlib libcrypto 2>/dev/null || { \
	    echo "OpenBLAS, zlib or OpenSSL is missing: installing libopenblas-dev, zlib1g-dev, libssl-dev and pkg-config with apt"; \
	    SUDO=$$(test $$(id -u) = 0 || echo sudo); \
	    $$SUDO apt-get update && $$SUDO apt-get install -y libopenblas-dev zlib1g-dev libssl-dev pkg-config; }

# Chromium, and the Python packages that drive it, in an environment of their own.
browser: .build/browser-tests/installed
	@command -v chromium >/dev/null || { \
	    echo "Chromium is missing: installing it with apt"; \
	    SUDO=$$(test $$(id -u) = 0 || echo sudo); \
	    $$SUDO apt-get update && $$SUDO apt-get install -y chromium; }

.build/browser-tests/installed: Tests/Browser/requirements.txt
	@python3 -c 'import ensurepip' 2>/dev/null || { \
	    SUDO=$$(test $$(id -u) = 0 || echo sudo); \
	    $$SUDO apt-get update && $$SUDO apt-get install -y python3-venv; }
	python3 -m venv --clear .build/browser-tests
	.build/browser-tests/bin/pip install --quiet --requirement $<
	touch $@
