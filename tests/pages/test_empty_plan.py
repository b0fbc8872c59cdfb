"""The Ardèche’s plan, which is over and holds no fiche, no action and no indicator, on every page: what it has is read,
nothing more is asked, and there is no filter to lift. Then the same plan while it ran: what to do next.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from data import installation
from data.commands.store import set_setting
from data.database import Store
from data.permissions import SYSTEM
from tests.support.app import open_app, texts
from tests.support.store import prepared

ARDECHE = "ardeche-2020-2024"
OVER = {
    "piloter/accueil.py": "Ce plan s’est achevé le 31 décembre 2024 et ne contient pas d’action suivie",
    "piloter/regles.py": "ne relèvent aucune exception",
    "lire/territoires.py": "Aucune action de ce plan n’est déclinée par territoire",
    "lire/plan.py": "Ce que dit le document",
    "lire/fiche.py": "Ce plan n’a pas de fiche-action.",
    "lire/indicateurs.py": "Le document donne 65 chiffres, et aucun indicateur à suivre.",
    "lire/initiatives.py": "Aucun recueil d’initiatives n’est chargé.",
    "lire/initiative.py": "Aucune initiative n’est choisie.",
    "lire/changements.py": "Aucune période n’y a été suivie",
    "lire/equipements.py": "Aucun équipement n’est encore placé",
    "agir/valeurs.py": "Ce plan n’a pas d’indicateur.",
    "agir/qualite.py": "Ce plan n’a pas de fiche-action.",
    "agir/campagne.py": "Ce plan est terminé.",
    "agir/saisie.py": "Ce plan est terminé.",
    "agir/pilotes.py": "il n’y a rien à confier",
    "raconter/conference.py": "il n’y a pas d’édition à raconter",
}
RUNNING = {
    "piloter/accueil.py": "la coordination y ajoute les fiches votées",
    "agir/campagne.py": "rien ne sera attendu",
    "agir/saisie.py": "Aucune saisie n’est ouverte",
    "lire/changements.py": "Aucune période n’est encore suivie.",
    "agir/qualite.py": "Les fiches votées s’ajoutent au plan.",
    "raconter/conference.py": "il faut d’abord clôturer une période",
}


def _over(folder: Path) -> None:
    store = Store(f"sqlite:///{folder / 'cap.db'}")
    installation.init(store, lambda _: None)
    installation.load(store, [ARDECHE], lambda _: None)


def _running(folder: Path) -> None:
    _over(folder)
    set_setting(Store(f"sqlite:///{folder / 'cap.db'}"), SYSTEM, "reference_date", "2022-05-03")


@pytest.mark.parametrize(("build", "pages"), [(_over, OVER), (_running, RUNNING)], ids=["over", "running"])
def test_every_page_bears_a_plan_without_a_fiche(
    build: object, pages: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(build)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{prepared(tmp_path, 'bare', build) / 'cap.db'}")
    for page, says in pages.items():
        app = open_app(page, profil="coordination")
        assert not app.exception, (page, app.exception)
        assert not app.error, (page, app.error)
        said = texts(app).replace("\u00a0", " ")
        assert says.lower() in said.lower(), (page, said)
        for filters in ("Levez un filtre", "Retirez un filtre", "correspond à ces filtres", "ouvrez-la dans"):
            assert build is _running or filters not in said, (page, said)


def test_the_document_is_read_heading_by_heading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{prepared(tmp_path, 'bare', _over) / 'cap.db'}")
    said = texts(open_app("lire/plan.py", profil="lecture", document="3.2")).replace("\u00a0", " ")
    assert "Le document donne ici 6 observations" in said
    assert "5 exemples de ce qui se fait déjà ; ces exemples décrivent l’existant et n’entrent dans aucun taux." in said
    assert "Cafés des aidants" in said
    assert "Actions collectives, espaces d’échanges ouverts à tous, NTIC et réseau professionnel" in said
    # A heading that the document does not have: the first one is read.
    assert "Cet axe vise à anticiper" in texts(open_app("lire/plan.py", profil="lecture", document="<b>9</b>"))
