# Each target alone does all the set-up that it needs; without make, call the same
# script by hand: `python packaging/setup_env.py run`. ARGS are passed on:
# `make test ARGS="-k outbox"`.

PYTHON ?= python3
ARGS ?=
desk = @$(PYTHON) packaging/setup_env.py

.PHONY: run test lint bench trial screenshots audit translations package setup

run:
	$(desk) run $(ARGS)

test:
	$(desk) test $(ARGS)

lint:
	$(desk) lint $(ARGS)

bench:
	$(desk) bench $(ARGS)

trial:
	$(desk) trial $(ARGS)

screenshots:
	$(desk) screenshots $(ARGS)

audit:
	$(desk) audit $(ARGS)

translations:
	$(desk) translations $(ARGS)

package:
	$(desk) package $(ARGS)

setup:
	$(desk) setup
