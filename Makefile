# Two commands set everything up on a machine with Python 3.11 or newer and make: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BENCH_VENV := .venv-bench
ifeq ($(OS),Windows_NT)
  BIN := $(VENV)/Scripts
  BENCH_BIN := $(BENCH_VENV)/Scripts
else
  BIN := $(VENV)/bin
  BENCH_BIN := $(BENCH_VENV)/bin
endif
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Each process that a test starts would compile the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

# Names a worker count that leaves none of the processors idle; tests that start LibreOffice run side by side.
WORKERS ?= auto

.PHONY: demo test quick lint types docs bench clean

demo: $(VENV)/demo.stamp
	$(BIN)/scoresheet demo demo
	@echo
	@echo "Results / 结果: demo/4结果  (forms / 空白表: demo/1下发, returns / 收回的表: demo/2回收, sent back / 退改: demo/3退改)"

# Long files first, as tests/conftest.py puts them, not those with the most tests.
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test: $(VENV)/dev.stamp
	$(PYTEST)

quick: $(VENV)/dev.stamp
	$(PYTEST) -m "not slow"

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

docs: $(VENV)/dev.stamp
	$(BIN)/python docs/make_rules.py

# Options of the benchmarks, such as BENCH="--quick --rounds 3".
BENCH ?=
bench: $(BENCH_VENV)/bench.stamp
	$(BENCH_BIN)/python -m benchmarks --out docs/benchmarks.md $(BENCH)

clean:
	rm -rf $(VENV) $(BENCH_VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache

$(VENV)/demo.stamp: pyproject.toml constraints.txt | $(VENV)/made.stamp
	$(INSTALL) --editable .
	@echo done > $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt | $(VENV)/made.stamp
	$(INSTALL) --editable '.[dev]'
	@echo done > $@

# What the program is compared with is installed beside it, not with it.
$(BENCH_VENV)/bench.stamp: pyproject.toml constraints.txt benchmarks/requirements.txt
	$(PYTHON) -m venv $(BENCH_VENV)
	$(BENCH_BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		--editable . --requirement benchmarks/requirements.txt
	@echo done > $@

$(VENV)/made.stamp:
	$(PYTHON) -m venv $(VENV)
	@echo done > $@
