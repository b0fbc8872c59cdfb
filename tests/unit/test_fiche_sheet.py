"""The printed sheet of a fiche: one page whatever its length, the words and figures of its page, PDF/UA."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.database import Store
from data.documents.fiche_sheet import fiche_sheet_pdf
from data.documents.letters import printable
from data.measures.columns import records
from data.measures.fiche_page import FichePage, fiche_page
from data.measures.one_fiche import fiche_row
from data.reading import situation
from data.reading.frozen import frozen_situation
from data.selection import Filter, narrow
from data.situation import Situation, frame
from tests.support.measures import drome, of, said
from tests.support.measures import situation as invented
from tests.support.pdf import flat, is_accessible, reader, tags, words
from tests.support.store import DEMONSTRATION, REAL

DROME, HERAULT, GARD = "drome-2025-2030", "herault-2023-2028", "gard-2022-2027"


def printed(now: Situation, code: str, **options: Any) -> str:
    found = reader(fiche_sheet_pdf(now, None, code, **options))
    assert len(found.pages) == 1, code
    return words(found)


def page(now: Situation, code: str) -> FichePage:
    row = fiche_row(now, code)
    assert row is not None
    return fiche_page(now, now, None, row)


def says(text: str) -> str:
    return flat(printable(text))


def report(fiche: str, period: str = "2026-T2", **more: Any) -> dict[str, Any]:
    return {
        "report_id": 1, "version": 1, "fiche_code": fiche, "period": period, "status": "valide", "weather": "couvert",
        "nothing_new": False, "done": "", "difficulties": "", "request": "", "upcoming": "", "publishable": [],
        "submitted_on": date(2026, 7, 2), "author": "Pilote de la fiche", **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def told(master_stores: Path) -> Situation:
    """The demonstration of the Drôme, as it was frozen."""
    return frozen_situation(Store(f"sqlite:///{master_stores / DEMONSTRATION}"), DROME, "2026-T2", 1)


def test_the_sheet_says_what_the_page_says(told: Situation) -> None:
    text, shown = printed(told, "P4", frozen=1), page(told, "P4")
    assert says(shown.sentence) in text
    for figure in shown.figures:
        assert says(figure.lead or figure.text) in text
        assert says(figure.coverage.text) in text
    for action in shown.actions:
        assert says(f"{action.code} {action.title}") in text
        assert says(action.status_text) in text
    for one in shown.indicators:
        assert says(one.text) in text
    last = shown.said[0].report
    assert last is not None
    for field in ("done", "difficulties", "upcoming"):
        assert says(str(last[field])) in text
    for row in records(shown.whole.decisions):
        assert says(str(row["title"])) in text
    assert "Axe 1 – Une personne accompagnée" in text
    assert "Orientation 1.2" in text
    assert "Responsable : Coordination des centres médico-sociaux" in text


def test_it_says_where_its_figures_come_from_and_that_it_stays_inside(told: Situation) -> None:
    text = printed(told, "P4", frozen=1)
    for part in ("2e trimestre 2026", "état figé n° 1", "Filtres : aucun, tout le plan.", "Document interne"):
        assert part in text
    assert "Données de démonstration" in text
    assert "Sigles : " in text
    assert "PMI : Protection Maternelle et Infantile" in text
    kept = narrow(told, Filter(statuses=("en_cours",)))
    text = printed(kept, "P4", whole=told)
    assert "Filtres : Statut : En cours." in text
    assert says(fiche_page(told, kept, None, page(told, "P4").row).filter_note) in text
    assert "Abandonnée" not in text


def test_it_can_be_read_aloud(told: Situation) -> None:
    found = reader(fiche_sheet_pdf(told, None, "P4"))
    assert is_accessible(found)
    assert found.metadata is not None
    assert found.metadata.title == "Projet P4 – 2e trimestre 2026"
    kinds = tags(found)
    assert kinds["/H1"] == 1
    assert kinds["/H2"] == 4
    assert kinds["/TH"] == 3


def _longest(now: Situation, most: int) -> list[str]:
    """The fiches that have most to print."""
    length = dict.fromkeys((str(row["code"]) for row in records(now.fiches)), 0)
    for table in (now.actions, now.indicators, now.partners):
        for row in records(table):
            if row["fiche_code"] in length:
                length[row["fiche_code"]] += len(str(row["title"])) + 60
    return sorted(length, key=lambda code: -length[code])[:most]


@pytest.mark.parametrize(("plan", "word"), [(DROME, "Projet"), (HERAULT, "Action"), (GARD, "Objectif opérationnel")])
def test_the_longest_fiches_of_each_plan_hold_on_one_page_in_its_own_words(
    master_stores: Path, plan: str, word: str
) -> None:
    now = situation(Store(f"sqlite:///{master_stores / REAL}"), plan)
    for code in _longest(now, 3):
        text, shown = printed(now, code), page(now, code)
        assert f"{word} {code} · " in text
        assert "Aucun point d’avancement n’a encore été soumis" in text
        # On paper, nothing about what to do next in the application.
        assert "la coordination peut ouvrir" not in text
        assert all(says(figure.lead or figure.text) in text for figure in shown.figures)
        missing = sum(f"{one.code} " not in text for one in shown.actions)
        assert not missing or f"Et {missing} autre" in text


def test_what_people_typed_is_printed_letter_for_letter_and_never_lengthens_the_page() -> None:
    typed = '#import "@preview/x:0.1.0": * $x$ <b> ] #panic() \u202e 漢字 😀 '
    codes = drome().codes("P4")
    spoken = [said(code, "2026-T2", "abandonnee", reason=typed * 20, comment=typed * 40) for code in codes]
    now = invented(
        drome(), spoken, "2026-T2",
        reports=[report("P4", done=typed * 80, difficulties=typed * 80, request=typed * 80, upcoming=typed * 80)],
        campaigns=[{"period": "2026-T2", "status": "ouverte", "due_on": date(2026, 7, 5)}],
        decisions=[
            {"code": f"D-{at}", "title": typed * 5, "text": typed * 9, "instance": typed, "fiche_code": "P4",
             "decided_on": date(2026, 5, 2), "answers_period": None}
            for at in range(30)
        ],
        partners=[{"fiche_code": "P4", "code": f"p{at}", "title": f"Partenaire {at} {typed}"} for at in range(60)],
    )  # fmt: skip
    text = printed(now, "P4")
    assert '#import "@preview/x:0.1.0": * $x$ <b> ] #panic()' in text
    assert "□□" in text
    assert "…" in text
    assert "autres à l’écran" in text


def test_a_fiche_of_hundreds_of_actions_counts_those_left_out() -> None:
    first = of(drome().actions, drome().codes("P4")[0])
    rows = [
        {**first, "action_id": 5000 + at, "code": f"P4-X{at:03d}", "title": f"Action ajoutée {at} " * 6}
        for at in range(300)
    ]
    now = invented(drome(), (), "2026-T2", actions=frame("actions", rows))
    text = printed(now, "P4")
    shown = text.count("P4-X")
    assert 0 < shown < 300
    assert f"Et {300 - shown} autres à l’écran." in text
    assert "(300)" in text


def test_a_fiche_of_which_nothing_is_known_has_its_page_and_an_unknown_one_none() -> None:
    bare = invented(drome(), (), "2026-T2", actions=drome().actions.iloc[:0])
    text = printed(replace(bare, objectives=bare.objectives.iloc[:0]), "P4")
    for part in (
        "Aucune action n’est suivie ici.",
        "Aucune n’est listée ici.",
        "Le document ne donne pas d’indicateur",
    ):
        assert part in text
    assert "aucun n’est désigné" in text
    with pytest.raises(KeyError):
        fiche_sheet_pdf(bare, None, "P99")
