# Un mot par tâche ; « make help » les liste.

.DEFAULT_GOAL := help
.PHONY: help run setup install test soak check lint format bench pictures lock clean
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
PORT ?=
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed

help: ## Liste les tâches
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: setup ## Installe si besoin, prépare les données et démarre l’application
	@exec $(BIN)/streamlit run app.py $(if $(PORT),--server.port $(PORT))

setup: $(RUNTIME) ## Crée la base, charge les plans, prépare les cartes et la démonstration
	@$(BIN)/python -m data setup

install: $(RUNTIME) ## Installe les bibliothèques seulement

test: $(DEV) ## Vérifie tout : style, types, couches, tests (dont un vrai navigateur)
	@$(BIN)/python -m tests.support.chromium
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not soak"

soak: $(DEV) ## Les vérifications longues : chaque département, un trimestre entier, deux démonstrations…
	@$(BIN)/python -m tests.support.chromium
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m soak

lint: $(DEV) ## Vérifie le style, les types et les couches
	@$(MAKE) --no-print-directory check

check:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/pyright
	@$(BIN)/lint-imports --no-logo

format: $(DEV) ## Met le code en forme
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(DEV) ## Mesure les temps de réponse
	@$(BIN)/python -m tests.bench

pictures: $(DEV) setup ## Refait les images du README
	@$(BIN)/python -m tests.support.chromium
	@$(BIN)/python -m tests.pictures

lock: ## Réécrit constraints.txt à partir des deux listes de bibliothèques
	@rm -rf $(VENV)-lock && $(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/python -m pip --disable-pip-version-check install -q -r requirements-dev.txt
	@$(VENV)-lock/bin/python -m pip --disable-pip-version-check freeze > constraints.txt
	@rm -rf $(VENV)-lock

clean: ## Efface ce qui se reconstruit (ni la base, ni les données)
	@rm -rf static/vendor .pytest_cache .ruff_cache .hypothesis .import_linter_cache test-results
	@rm -f $(RUNTIME) $(DEV)

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Il manque Python 3.11 ou plus récent : apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Il faut Python 3.11 ou plus récent ; relancez avec : make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Il manque python3-venv : apt-get install python3-venv" >&2; exit 1; }
	@echo "Création de l’environnement Python dans $(VENV)…"
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.txt constraints.txt | $(BIN)/python
	@echo "Installation des bibliothèques (une à trois minutes la première fois)…"
	@$(PIP) install -q -r requirements.txt -c constraints.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installation des outils de vérification…"
	@$(PIP) install -q -r requirements-dev.txt -c constraints.txt
	@touch $@
