# Two commands for a fresh machine with Python 3.11+ and make:
#   make demo   set up .venv and build the example into output/
#   make test   set up .venv and run the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PAGE := examples/140320020220004324.txt
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock

.PHONY: demo test databases check coverage wheel lock bench clean

demo: $(VENV)/.program
	$(BIN)/yearbook-kg build $(PAGE) -o output --format ttl,nq,jsonld,graphml,gexf,json
	$(BIN)/yearbook-kg query output/140320020220004324.ttl --name facilities -p facility=职工之家

test: $(VENV)/.dev
	$(BIN)/python -m pytest --cov=yearbook_kg --cov-branch --cov-report=

# the database servers that the tests of `load` start, into build/databases; without them these tests are skipped
databases: | $(VENV)/bin/python
	bash tests/load/install.sh
	bash tests/load/install_property.sh

check: $(VENV)/.dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/coverage report

# the wheel is built and tried from an empty environment, outside the checkout
wheel: $(VENV)/.dev
	rm -rf dist build/wheel
	$(BIN)/python -m build --wheel --outdir dist . >/dev/null
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock dist/*.whl
	cp $(PAGE) build/wheel/page.txt
	cd build/wheel && bin/yearbook-kg build page.txt -o out --format ttl && bin/yearbook-kg query out/page.ttl --name facilities -p facility=职工之家
	cd build/wheel && bin/yearbook-kg ontology --write ontology && test -s ontology/shapes.ttl

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.program: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(PIP) --editable .
	touch $@

$(VENV)/.dev: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(PIP) --editable '.[dev,gazetteer,ner,parquet,ray]'
	touch $@ $(VENV)/.program

# all benchmarks, into benchmarks/results.json; the largest corpus takes the most of an hour: SIZES=100,1000
SIZES ?= 100,1000,10000,100000
bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.run --sizes $(SIZES)

# after a change of the dependencies: the versions that the tests passed with
lock: $(VENV)/.dev
	$(BIN)/python -m pip freeze --exclude-editable > requirements.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
