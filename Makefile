# Two commands set everything up on a machine with Python 3.11 or newer and make: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
  BIN := $(VENV)/Scripts
else
  BIN := $(VENV)/bin
endif
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Names a worker count that leaves none of the processors idle; tests that start LibreOffice run side by side.
WORKERS ?= auto

.PHONY: demo test lint types docs clean

demo: $(VENV)/demo.stamp
	$(BIN)/scoresheet demo demo
	@echo
	@echo "Results / 结果: demo/4结果  (forms / 空白表: demo/1下发, returns / 收回的表: demo/2回收)"

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

docs: $(VENV)/dev.stamp
	$(BIN)/python docs/make_rules.py

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache

$(VENV)/demo.stamp: pyproject.toml constraints.txt | $(VENV)/made.stamp
	$(INSTALL) --editable .
	@echo done > $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt | $(VENV)/made.stamp
	$(INSTALL) --editable '.[dev]'
	@echo done > $@

$(VENV)/made.stamp:
	$(PYTHON) -m venv $(VENV)
	@echo done > $@
