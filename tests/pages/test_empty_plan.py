"""A plan that holds no fiche, no action and no indicator, on every page: what to do next, and no filter to lift."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data import installation
from data.catalogue import AudienceTable, Catalogue
from data.commands.load import load_plan
from data.database import MAPS, Store
from data.geography import departement_map
from data.permissions import SYSTEM
from tests.support.app import open_app, texts
from tests.support.small_plan import small_plan
from tests.support.store import prepared

PLAN = "vide-2015-2020"
EMPTY = ("fiches", "actions", "objectives", "indicators", "key_figures", "phases", "audiences", "partners", "entries")
PAGES = {
    "piloter/accueil.py": "Ce plan ne contient pas d’action suivie",
    "piloter/regles.py": "ne relèvent aucune exception",
    "lire/territoires.py": "Aucune action de ce plan n’est déclinée par territoire",
    "lire/plan.py": "Ce plan ne contient pas d’action suivie.",
    "lire/fiche.py": "Ce plan n’a pas de fiche.",
    "lire/indicateurs.py": "Ce plan n’a pas d’indicateur.",
    "lire/changements.py": "Aucune période n’est encore suivie.",
    "lire/equipements.py": "Aucun équipement n’est encore placé",
    "agir/valeurs.py": "Ce plan n’a pas d’indicateur.",
    "agir/qualite.py": "Ce plan n’a pas de fiche.",
    "agir/campagne.py": "rien ne sera attendu",
    "agir/saisie.py": "Aucune saisie n’est ouverte",
    "agir/pilotes.py": "Aucun pilote n’est encore désigné.",
}


def _bare(folder: Path) -> None:
    """An ended plan of the Ardèche with three headings and nothing under them."""
    store = Store(f"sqlite:///{folder / 'cap.db'}")
    installation.init(store, lambda _: None)
    body = json.loads(small_plan(PLAN, "07", "Ardèche").model_dump_json()) | {name: [] for name in EMPTY}
    body["plan"] |= {"starts_year": 2015, "ends_year": 2020, "adopted_on": "2015-06-01"}
    plan = Catalogue.model_validate_json(json.dumps(body))
    load_plan(store, SYSTEM, plan, AudienceTable((), ()), departement_map("07", MAPS))


def test_every_page_bears_a_plan_that_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{prepared(tmp_path, 'bare', _bare) / 'cap.db'}")
    for page, says in PAGES.items():
        app = open_app(page, profil="coordination")
        assert not app.exception, (page, app.exception)
        assert not app.error, (page, app.error)
        said = texts(app).replace("\u00a0", " ")
        assert says in said, (page, said)
        for filters in ("Levez un filtre", "Retirez un filtre", "correspond à ces filtres"):
            assert filters not in said, (page, said)
