"""Each rule of a plan told as a body: what breaks it is told at its place, and nothing else is."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from data.bodies.columns import COLUMNS, LIFE
from data.bodies.rules import problems
from data.measures.thresholds import THRESHOLDS
from tests.support.small_plan import small_body

Body = dict[str, Any]
WORKED_OUT = {"actions": {"audiences_inherited"}, "assignments": {"direction"}}
"""What the export gives beside, and an import works out again."""


@pytest.fixture
def body() -> Body:
    found = copy.deepcopy(small_body())
    found["territories"] += [
        territory("T1", "territoire_action_sociale", "99"),
        territory("E1", "epci", "99"),
        territory("K1", "canton", "99"),
        territory("99001", "commune", "E1", canton="K1", area="T1"),
    ]
    found["lead_axes"] = [{"territory": "E1", "heading": "A1", "period_text": None, "source_line": None}]
    found["facilities"] = [facility("CMS-1", commune="99001")]
    found["measures"] = [measure("I1", value=3), measure("I1", value=2, baseline=True)]
    found["meetings"] = [{"instance": "Comité", "held_on": "2026-03-01", "paces": False}]
    found["rule_settings"] = [{"rule": "en_retard", "active": False, "words": None, "next_step": None, "who": None}]
    found["threshold_settings"] = [{"key": "gap_alert", "value": -25}]
    return found


def territory(code: str, kind: str, parent: str | None, **rest: Any) -> Body:
    empty = dict.fromkeys(("canton", "area", "population", "population_year"))
    return empty | {"code": code, "name": code, "kind": kind, "parent": parent, "indicative": False} | rest


def facility(code: str, **rest: Any) -> Body:
    empty = dict.fromkeys(("address", "commune", "source", "known_on"))
    return empty | {"code": code, "kind": "CMS", "name": code, "lon": 4.9, "lat": 44.9} | rest


def measure(indicator: str, **rest: Any) -> Body:
    names = ("value", "numerator", "denominator", "qualifier", "text", "source", "author", "said_on")
    place = {"indicator": indicator, "territory": "99", "on": "2025-12-31", "baseline": False}
    return dict.fromkeys(names) | place | rest


def told(body: Body) -> list[tuple[str, int, str | None]]:
    return [(one.table, one.row, one.column) for one in problems(body)]


def test_a_sound_body_has_no_problem(body: Body) -> None:
    assert problems(body) == []


def test_every_list_of_the_export_is_known(body: Body) -> None:
    lists = {name for name, held in body.items() if isinstance(held, dict | list)}
    assert lists == set(COLUMNS) | set(LIFE)
    for name, columns in COLUMNS.items():
        rows = [body["plan"]] if name == "plan" else body[name]
        for row in rows:
            assert set(row) - WORKED_OUT.get(name, set()) == set(columns), name


def at(table: str, code: str) -> Callable[[Body], int]:
    return lambda body: [row.get("code", row.get("name")) for row in body[table]].index(code)


WRONG: list[tuple[str, str, str | int, str, Any, str]] = [
    # table, column told, row (code or rank), column changed, value, words
    ("actions", "fiche", "F1-1", "fiche", "F9", "« F9 »"),
    ("actions", "fiche", "F1-1", "heading", "A2", "à la fois à une unité de suivi et à un niveau"),
    ("actions", "fiche", "F1-1", "fiche", None, "ni à une unité de suivi ni à un niveau"),
    ("actions", "heading", "A2-1", "heading", "A9", "« A9 »"),
    ("actions", "parent", "F1-2a", "parent", "F9-9", "« F9-9 »"),
    ("actions", "parent", "F1-2a", "parent", "F2-1", "même rattachement"),
    ("actions", "phase", "F1-1", "phase", "2030", "« 2030 »"),
    ("actions", "phase", "F1-1", "phase", "2024-2025 ; 2024-2025", "dans deux phases"),
    ("actions", "phase", "F1-1", "phase", ["2024-2025", "2026"], "dans deux phases"),
    ("actions", "audiences", "F1-1", "audiences", ["U2", "U2"], "cité deux fois"),
    ("actions", "audiences", "F1-1", "audiences", ["U9"], "« U9 »"),
    ("actions", "audiences", "F1-1", "audiences", "U2", "une liste de codes"),
    ("actions", "ends_on", "F1-4", "ends_on", "31/12/2026", "n’est pas un jour"),
    ("actions", "starts_on", "F1-4", "ends_on", "2020-12-31", "hors des dates du plan"),
    ("actions", "starts_on", "F1-4", "ends_on", "2023-12-31", "hors des dates du plan"),
    ("actions", "recurrence_months", "F1-3", "recurrence_months", 0, "de 1 à 60"),
    ("actions", "recurrence_months", "F1-3", "recurrence_months", "12", "un nombre entier"),
    ("actions", "trackable", "F1-1", "trackable", "oui", "vrai ou faux"),
    ("actions", "weight", "F1-1", "weight", 0, "supérieur à 0"),
    ("actions", "weight", "F1-1", "weight", float("nan"), "un nombre"),
    ("actions", "title", "F1-1", "title", "  ", "cette case est vide"),
    ("actions", "title", "F1-1", "title", "a\x00b", "illisibles"),
    ("actions", "text", "F1-1", "text", "a" * 30_001, "raccourcissez"),
    ("actions", "code", "F1-1", "code", " F1-1", "un code"),
    ("actions", "details", "F1-1", "details", {"a": {1, 2}}, "n’est pas lisible"),
    ("headings", "parent", "A1.1", "parent", "A9", "« A9 »"),
    ("headings", "depth", "A1.1", "depth", 3, "la profondeur est 2"),
    ("headings", "depth", "A2", "depth", 0, "de 1 à 9"),
    ("fiches", "heading", "F2", "heading", None, "cette case est vide"),
    ("fiches", "partners", "F1", "partners", ["R1", "R9"], "« R9 »"),
    ("objectives", "fiche", "O1", "fiche", "F9", "« F9 »"),
    ("indicators", "measure_kind", "I1", "measure_kind", "autre", "« cible »"),
    ("indicators", "nature", "I1", "nature", "effet", "n’est pas admis"),
    ("indicators", "direction", "I1", "direction", "haut", "n’est pas admis"),
    ("indicators", "time_aggregation", "I1", "time_aggregation", "total", "n’est pas admis"),
    ("key_figures", "kind", "C1", "kind", "autre", "n’est pas admis"),
    ("key_figures", "value", "C1", "value", "12,5", "un nombre"),
    ("key_figures", "heading", "C1", "heading", "A9", "« A9 »"),
    ("entries", "body", "T1", "body", {"fiche": "F9"}, "« F9 »"),
    ("audiences", "shared", "U1", "shared", ["tout"], "« tout »"),
    ("audiences", "reasons", "U1", "reasons", {"essai_public": "parce que"}, "qui n’est pas cité"),
    ("territories", "kind", "E1", "kind", "departement", "un second département"),
    ("territories", "kind", "E1", "kind", "pays", "n’est pas admis"),
    ("territories", "parent", "E1", "parent", "E9", "« E9 »"),
    ("territories", "parent", "99", "parent", "E1", "n’est dans aucun territoire"),
    ("territories", "canton", "99001", "canton", "E1", "n’est pas un canton"),
    ("territories", "area", "99001", "area", "K1", "n’est pas un territoire d’action sociale"),
    ("territories", "population", "E1", "population", -1, "0 au moins"),
    ("facilities", "lat", "CMS-1", "lat", 120, "de −90 à 90"),
    ("facilities", "commune", "CMS-1", "commune", "01001", "n’est pas de ce plan"),
    ("lead_axes", "heading", 0, "heading", "A1.1", "premier niveau"),
    ("lead_axes", "territory", 0, "territory", "E9", "« E9 »"),
    ("assignments", "pilot", 0, "pilot", "Personne", "inconnu ici (pilote)"),
    ("assignments", "role", 0, "role", "chef", "n’est pas admis"),
    ("assignments", "to_on", 0, "to_on", "2020-01-01", "finit avant de commencer"),
    ("assignments", "fiche", 0, "fiche", None, "dans rien"),
    ("targets", "indicator", 0, "indicator", "I9", "« I9 »"),
    ("targets", "due_on", 0, "due_on", "2027", "n’est pas un jour"),
    ("measures", "territory", 0, "territory", "E9", "« E9 »"),
    ("measures", "value", 0, "value", None, "ne dit rien"),
    ("measures", "denominator", 0, "denominator", 0, "on ne divise pas par 0"),
    ("rule_settings", "rule", 0, "rule", "autre", "n’est pas admis"),
    ("threshold_settings", "value", 0, "value", 1000, "ce seuil va de"),
    ("phases", "ends_on", 0, "ends_on", "2023-01-01", "finit avant de commencer"),
    ("phases", "starts_on", 0, "starts_on", "2023-01-01", "sort des dates du plan"),
    ("plan", "ends_on", 0, "ends_on", "2023-12-31", "finit avant de commencer"),
    ("plan", "reporting_months", 0, "reporting_months", 4, "3, 6 ou 12 mois"),
    ("plan", "territory_level", 0, "territory_level", "bassin", "n’est pas admis"),
    ("plan", "levels", 0, "levels", {"fiche": "Fiche"}, "les noms des niveaux manquent"),
]


@pytest.mark.parametrize(("table", "told_at", "row", "column", "bad", "words"), WRONG)
def test_one_wrong_cell_is_told_where_it_is(
    table: str, told_at: str, row: str | int, column: str, bad: Any, words: str, body: Body
) -> None:
    rank = row if isinstance(row, int) else at(table, row)(body)
    (body["plan"] if table == "plan" else body[table][rank])[column] = bad
    found = problems(body)
    said = [
        one.why.replace("\u00a0", " ") for one in found if (one.table, one.row, one.column) == (table, rank, told_at)
    ]
    assert any(words in why for why in said), found
    assert all(why.endswith(".") for why in said)


@pytest.mark.parametrize("table", [name for name in COLUMNS if name != "plan"])
def test_a_row_written_twice_is_told(table: str, body: Body) -> None:
    body[table] = body[table] + [copy.deepcopy(body[table][0])]
    assert {one[:2] for one in told(body) if one[0] == table} == {(table, len(body[table]) - 1)}


def test_an_action_written_in_two_phases(body: Body) -> None:
    body["phases"].append({"code": "2026", "title": "2026", "starts_on": "2026-01-01", "ends_on": "2026-12-31"})
    again = copy.deepcopy(body["actions"][at("actions", "F1-1")(body)]) | {"phase": "2026"}
    body["actions"].append(again)
    (one,) = problems(body)
    assert (one.table, one.row, one.column) == ("actions", len(body["actions"]) - 1, "code")
    assert "deux phases (2024-2025 et 2026)" in one.why


def test_what_contains_itself(body: Body) -> None:
    parents = {"actions": ("F1-2", "F1-2a"), "territories": ("E1", "99001"), "headings": ("A1", "A1.1")}
    for table, (above, below) in parents.items():
        wrong = copy.deepcopy(body)
        wrong[table][at(table, above)(wrong)]["parent"] = below
        told_of = [one for one in problems(wrong) if one.table == table and "se contiennent" in one.why]
        assert len(told_of) == 1, table
        assert told_of[0].column == "parent"
        alone = copy.deepcopy(body)
        alone[table][at(table, above)(alone)]["parent"] = above
        assert [one.why for one in problems(alone) if "se contiennent" in one.why], table


def test_depth_beyond_the_names_of_the_levels(body: Body) -> None:
    body["plan"]["levels"]["headings"] = ["Axe"]
    (one,) = problems(body)
    assert (one.table, one.column) == ("headings", "depth")
    assert "ne nomme que 1" in one.why


def test_the_departement_is_there_once_under_its_code(body: Body) -> None:
    without = copy.deepcopy(body)
    without["territories"] = [row for row in without["territories"] if row["code"] != "99"]
    assert any("la ligne du département manque" in one.why for one in problems(without))
    body["plan"]["departement_code"] = "98"
    (one,) = problems(body)
    assert (one.table, one.column) == ("territories", "code")


def test_a_part_in_an_action_names_the_actions_own_fiche(body: Body) -> None:
    rank = [row["action"] for row in body["assignments"]].index("F1-1")
    body["assignments"][rank]["fiche"] = "F2"
    (one,) = problems(body)
    assert (one.table, one.row, one.column) == ("assignments", rank, "fiche")


def test_a_public_said_of_a_fiche_is_one_of_its_publics(body: Body) -> None:
    body["fiche_audiences"][0]["fiche"] = "F2"
    (one,) = problems(body)
    assert (one.table, one.row) == ("fiche_audiences", 0)


def test_a_threshold_of_the_method_is_nobodys_to_change(body: Body) -> None:
    fixed = next(key for key, one in THRESHOLDS.items() if not one.editable)
    body["threshold_settings"][0] = {"key": fixed, "value": THRESHOLDS[fixed].value}
    (one,) = problems(body)
    assert "le même pour tous les plans" in one.why


@pytest.mark.parametrize("held", [None, "texte", 3, [1, 2], {"code": "x"}])
@pytest.mark.parametrize("table", ["actions", "territories", "plan"])
def test_a_list_that_is_none(table: str, held: Any, body: Body) -> None:
    body[table] = held
    found = problems(body)
    assert (table, 0) in {(one.table, one.row) for one in found}


def test_anything_at_all_is_told_and_never_raises() -> None:
    for thing in ({}, {"plan": {}}, {"plan": {}, "actions": [{}]}, {name: [{}] for name in COLUMNS}):
        assert problems(thing)


def test_the_life_of_the_plan_is_not_looked_at(body: Body) -> None:
    for name in LIFE:
        body[name] = [{"n’importe": "quoi"}]
    assert problems(body) == []


def test_days_may_be_days(body: Body) -> None:
    body["plan"]["starts_on"] = date(2024, 1, 1)
    assert problems(body) == []


def test_rows_of_the_first_format_have_no_list_of_shared_publics(body: Body) -> None:
    del body["fiche_audiences"]
    assert problems(body) == []
    del body["shared_audiences"]
    assert told(body) == [("shared_audiences", 0, None)]
