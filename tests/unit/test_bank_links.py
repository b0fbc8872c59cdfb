"""Suggestions say why, and need both a public and a theme; a plan's own initiatives are found as the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from data.bank.links import related_fiches, similar_initiatives
from data.bank.own import own_initiatives, own_said
from data.catalogue.themes import ThemeRow, ThemeTable
from data.french import NBSP
from data.situation import Situation, frame
from tests.support.bank import odas_bank
from tests.support.measures import drome, situation

PLAN = "drome-2025-2030"
HOME, DIGITAL, GREEN = "P10", "P7", "P21"
"""Fiches of the Drôme: home support (2.1), digital divide (1.3), green transition (3.3, which cuts across)."""


def public(fiche: str, *codes: str) -> list[dict[str, Any]]:
    return [{"fiche_code": fiche, "audience_code": code, "wording": code} for code in codes]


def with_publics(*rows: dict[str, Any], **tables: Any) -> Situation:
    return situation(drome(), fiche_audiences=rows, **tables)


def themed(*rows: tuple[str, str | None]) -> ThemeTable:
    return ThemeTable(tuple(ThemeRow(PLAN, heading, theme, "essai") for heading, theme in rows))


def theme_of(code: str) -> str:
    rows = odas_bank().initiatives
    return str(rows[rows["code"] == code].iloc[0]["theme"])


def publics_of(code: str) -> set[str]:
    rows = odas_bank().audiences
    return set(rows[rows["code"] == code]["audience_code"])


def test_a_suggestion_shares_a_public_and_a_theme() -> None:
    here = with_publics(*public(HOME, "personnes_agees"))
    found = similar_initiatives(odas_bank(), here, HOME, 100)
    assert len(found) > 10
    for suggestion in found:
        assert theme_of(suggestion.code) in {"autonomie", "enfance"}
        assert "personnes_agees" in publics_of(suggestion.code) or not publics_of(suggestion.code)
        assert "Personnes âgées" in suggestion.why or "ne nomme" in suggestion.why or not publics_of(suggestion.code)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert found[0].kind == "initiative"
    assert similar_initiatives(odas_bank(), here, HOME, 3) == found[:3]


def test_another_public_or_another_theme_is_not_close() -> None:
    bank = odas_bank()
    aged = {s.code for s in similar_initiatives(bank, with_publics(*public(HOME, "personnes_agees")), HOME, 200)}
    poor = {s.code for s in similar_initiatives(bank, with_publics(*public(HOME, "migrants")), HOME, 200)}
    assert "AUT-08" in aged
    assert "AUT-08" not in poor
    elsewhere = themed(("2", "logement"), ("2.1", "logement"))
    here = with_publics(*public(HOME, "personnes_agees"))
    assert "AUT-08" not in {s.code for s in similar_initiatives(bank, here, HOME, 200, elsewhere)}


def test_the_nearest_heading_that_the_table_speaks_of_is_read() -> None:
    bank, here = odas_bank(), with_publics(*public(HOME, "personnes_agees"))
    above = {s.code for s in similar_initiatives(bank, here, HOME, 200, themed(("2", "autonomie")))}
    own = {s.code for s in similar_initiatives(bank, here, HOME, 200, themed(("2", "logement"), ("2.1", "autonomie")))}
    assert above == own
    assert "AUT-08" in own


def test_under_a_heading_that_cuts_across_words_are_needed() -> None:
    bank = odas_bank()
    here = with_publics(*public(HOME, "personnes_agees"))
    across = similar_initiatives(bank, here, HOME, 200, themed(("2.1", None)))
    within = similar_initiatives(bank, here, HOME, 200, themed(("2.1", "autonomie")))
    assert 0 < len(across) < len(within)
    for suggestion in across:
        assert "aucun thème du recueil" in suggestion.why
        assert "communs" in suggestion.why or "commun" in suggestion.why


def test_it_says_why_in_french() -> None:
    found = related_fiches(odas_bank(), with_publics(*public(HOME, "personnes_agees")), "AUT-08", 10)
    why = {s.code: s.why for s in found}[HOME].replace(NBSP, " ")
    assert why.startswith("Thème « Autonomie » ; public commun : Personnes âgées")
    assert why.endswith("L’initiative donne 1 résultat déclaré et une référence d’expert.")
    assert all(s.kind == "fiche" for s in found)


def test_results_and_expert_references_come_first() -> None:
    """Two initiatives that differ by nothing else: the one with results and an appraisal is shown before the other."""
    bank = odas_bank()
    rows = bank.initiatives
    one = rows[rows["code"] == "AUT-08"].iloc[0].to_dict()
    bare = one | {"code": "BARE", "body": one["body"] | {"results": [], "indicators": [], "expert_reference": None}}
    publics = bank.audiences[bank.audiences["code"] == "AUT-08"]
    two = replace(
        bank,
        initiatives=rows.iloc[:0].reindex([0, 1]).assign(**{name: [bare[name], one[name]] for name in rows.columns}),
        audiences=publics.iloc[list(range(len(publics))) * 2].assign(
            code=["AUT-08"] * len(publics) + ["BARE"] * len(publics)
        ),
    )
    found = similar_initiatives(two, with_publics(*public(HOME, "personnes_agees")), HOME)
    assert [s.code for s in found] == ["AUT-08", "BARE"]
    assert found[0].score - found[1].score == pytest.approx(2)


def test_a_plan_without_fiches_is_linked_by_its_headings() -> None:
    here = with_publics().with_(
        fiches=frame("fiches", []), actions=frame("actions", []), objectives=frame("objectives", [])
    )
    found = similar_initiatives(odas_bank(), here, "1.1", 5)
    assert found
    assert all("le plan ne nomme pas de public ici" in s.why for s in found)
    back = related_fiches(odas_bank(), here, found[0].code, 20)
    assert {s.kind for s in back} == {"heading"}
    assert "1.1" in {s.code for s in back}


def test_what_is_not_there_has_nothing_close() -> None:
    here = with_publics(*public(HOME, "personnes_agees"))
    assert similar_initiatives(odas_bank(), here, "inconnue") == []
    assert related_fiches(odas_bank(), here, "inconnue") == []
    nothing = here.with_(
        fiches=frame("fiches", []), headings=frame("headings", []), actions=frame("actions", []),
        objectives=frame("objectives", []),
    )  # fmt: skip
    assert related_fiches(odas_bank(), nothing, "AUT-08") == []


def entry(code: str, title: str, **body: Any) -> dict[str, Any]:
    return {"kind": "initiative", "code": code, "title": title, "source_line": 12, "body": body}


def test_a_plan_s_own_initiatives_are_found_and_say_where_they_stand() -> None:
    here = with_publics(
        entries=[
            entry("I1", "Ateliers numériques", fiche=DIGITAL, status_hint="en cours"),
            entry("I2", "Béguinages de Die", heading="2.1", near_duplicate_of="I1"),
            entry("I3", "Café des aidants", sub_items=[{"title": "un car itinérant"}]),
            {"kind": "tool", "code": "T", "title": "Un outil numérique", "source_line": 1, "body": {}},
        ]
    )
    rows = own_initiatives(here)
    assert list(rows["code"]) == ["I1", "I2", "I3"]
    assert list(rows["fiche"]) == [DIGITAL, None, None]
    assert list(rows["place_title"])[:2] == ["Réduire la fracture numérique", "Accompagner la vie à domicile"]
    assert rows.iloc[0]["status_hint"] == "en cours"
    for words, codes in {
        "numerique": ["I1"],
        "beguinage": ["I2"],
        "cars": ["I3"],
        "aidants die": [],
        "domicile": ["I2"],
    }.items():
        assert list(own_initiatives(here, words)["code"]) == codes, words
    assert own_said(here).replace(NBSP, " ") == (
        "3 initiatives citées par le document du plan, dont 1 presque répétée. Elles ne comptent dans aucun taux."
    )
    assert own_initiatives(with_publics()).empty
    assert own_said(with_publics()) == "Le document de ce plan ne cite pas d’initiative."
