"""A theme found by its words in the four plans and in the bank."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.conference.edition import Perimeter
from data.conference.perimeter import within
from data.conference.theme import ACTION, AUDIENCE, FICHE, HEADING, INITIATIVE, Found, Touched, perimeter_of, search
from tests.support.bank import odas_bank
from tests.support.conference import PLANS, frozen, silent


def codes(found: Found, kind: str) -> list[str]:
    return [hit.code for hit in found.of(kind)]


def the(found: Found, key: str) -> Touched:
    return next(hit for hit in found.hits if hit.key == key)


@pytest.mark.parametrize("typed", ["le répit", "REPIT", "répits", "  le   répit !"])
def test_repit_finds_the_fiches_of_the_drome(master_stores: Path, typed: str) -> None:
    found = search(frozen(master_stores), odas_bank(), typed)
    assert codes(found, FICHE) == ["P16", "P10"]
    assert codes(found, ACTION) == ["P16-03"]
    assert "AUT-03" in codes(found, INITIATIVE)
    action = the(found, "action:P16-03")
    assert action.fiche_code == "P16"
    assert action.why == "Titre\u00a0: «\u00a0répit\u00a0»"
    assert [span.text for span in action.excerpt if span.marked] == ["répit"]
    assert "1 action en parle (P16-03)" in the(found, "fiche:P16").why
    # P10 says nothing of it in the document: its reports do.
    assert the(found, "fiche:P10").field == "Points d’avancement de l’année"
    assert found.sentence == typed_sentence(typed)


def typed_sentence(typed: str) -> str:
    asked = " ".join(typed.split()).replace(" !", "\u00a0!")
    return f"«\u00a0{asked}\u00a0» touche 2 projets, 1 action et 4 initiatives de la banque."


def test_before_it_was_said_the_reports_did_not_speak_of_it(master_stores: Path) -> None:
    assert codes(search(frozen(master_stores, "2025-T3"), None, "répit"), FICHE) == ["P16"]


def test_a_thin_theme_takes_the_whole_of_its_fiches(master_stores: Path) -> None:
    here = frozen(master_stores)
    found = search(here, None, "répit")
    assert perimeter_of(found) == Perimeter(fiches=("P16", "P10"))
    assert set(within(here, perimeter_of(found)).leaves["fiche_code"]) == {"P10", "P16"}


def test_several_words_are_all_looked_for_first(master_stores: Path) -> None:
    here = frozen(master_stores)
    found = search(here, odas_bank(), "la participation des usagers")
    assert codes(found, FICHE)[:2] == ["P2", "P3"]
    assert codes(found, HEADING)[0] == "1.1"
    assert {"fiche:P2", "fiche:P3", "action:P1-07"} == set(found.suggested)
    # Every plan is made for usagers: the word alone brings nothing.
    assert "P7" not in codes(found, FICHE)
    assert "fiche:P20" in search(here, None, "l'environnement").suggested


def test_a_public_is_touched_by_its_name(master_stores: Path) -> None:
    found = search(frozen(master_stores), None, "aidants")
    assert codes(found, AUDIENCE)[0] == "aidants"
    chosen = perimeter_of(found, ["public:aidants", "fiche:P10", "action:P10-03", "action:P4-09", "initiative:AUT-60"])
    # The action of a fiche that is chosen adds nothing.
    assert chosen == Perimeter(fiches=("P10",), actions=("P4-09",), audiences=("aidants",))


@pytest.mark.parametrize("typed", ["", "   ", "de la", "!!!", "…"])
def test_nothing_asked_says_what_to_type(master_stores: Path, typed: str) -> None:
    found = search(frozen(master_stores), odas_bank(), typed)
    assert not found.hits
    assert found.sentence.startswith("Écrivez les mots du thème")
    assert perimeter_of(found).whole


@pytest.mark.parametrize("typed", ["xyzzy blorg", "\"' OR 1=1 --", "x" * 5000, "AND NOT *"])
def test_nonsense_says_so(master_stores: Path, typed: str) -> None:
    found = search(frozen(master_stores), odas_bank(), typed)
    assert not found.of(FICHE)
    assert "Rien dans le plan ne parle de" in found.sentence
    assert len(found.sentence) < 400


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("theme", ["l’autonomie", "le logement", "prévention"])
def test_every_plan_answers(master_stores: Path, plan: str, theme: str) -> None:
    here = silent(master_stores, plan)
    found = search(here, odas_bank(), theme)
    for hit in found.hits:
        assert hit.title
        assert hit.why
        assert hit.excerpt
    chosen = perimeter_of(found)
    if here.fiches.empty:
        assert not chosen.fiches
        assert all(code in set(here.headings["code"]) for code in chosen.headings)
    if not chosen.whole:
        assert within(here, chosen).kept


def test_a_plan_without_fiches_is_covered_by_its_headings(master_stores: Path) -> None:
    here = silent(master_stores, "ardeche-2020-2024")
    found = search(here, None, "insertion")
    assert here.fiches.empty
    assert perimeter_of(found).headings
    assert not found.of(FICHE)
