"""Loading a plan: everything that its file says is in the store, once, with its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import installation, migrations
from data.catalogue import catalogue_files, read_audience_table, read_catalogue
from data.commands.load import complete_territories, load_plan
from data.database import MAPS, Store
from data.errors import CapError, CatalogueError, Refused
from data.geography import departement_map
from data.geography import model as geography
from data.permissions import SYSTEM, Actor
from data.reading import head, situation
from data.situation import rows_of, where
from tests.support.plan_store import PLAN, SMALL, counts, journal, raw, rows, value
from tests.support.small_plan import load_small_plan, small_plan

LISTS = ("headings", "fiches", "objectives", "actions", "indicators", "key_figures", "audiences", "partners")


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """A store with its tables and nothing in them."""
    store = Store(f"sqlite:///{tmp_path / 'empty.db'}")
    migrations.upgrade(store)
    return store


@pytest.mark.parametrize("code", catalogue_files())
def test_every_item_of_the_catalogue_is_in_the_store(code: str, empty: Store) -> None:
    catalogue = read_catalogue(catalogue_files()[code])
    said = load_plan(empty, SYSTEM, catalogue, read_audience_table(), None)
    tables = {
        "headings": "heading",
        "fiches": "fiche",
        "objectives": "objective",
        "actions": "action",
        "indicators": "indicator",
        "key_figures": "keyfigure",
        "audiences": "audiencewording",
        "partners": "partner",
    }
    for name in LISTS:
        items = getattr(catalogue, name)
        held = {
            code: (title, line)
            for code, title, line in rows(empty, f"SELECT code, title, source_line FROM {tables[name]}")
        }
        assert held == {item.code: (item.title, item.line) for item in items}
        assert said[name] == len(items)
    entries = rows(empty, "SELECT kind, code, title, source_line FROM documententry ORDER BY rank")
    assert entries == [(e.kind, e.code, e.title, e.line) for e in catalogue.entries]
    assert said["entries"] == len(entries)
    assert value(empty, "SELECT count(*) FROM ficheaudience") == sum(len(f.audiences) for f in catalogue.fiches)
    assert value(empty, "SELECT count(*) FROM fichepartner") == sum(len(f.partners) for f in catalogue.fiches)
    assert value(empty, "SELECT count(*) FROM actionaudience") == sum(len(a.audiences) for a in catalogue.actions)


@pytest.mark.parametrize("code", catalogue_files())
def test_a_plan_starts_with_nothing_said_of_it(code: str, empty: Store) -> None:
    load_plan(empty, SYSTEM, read_catalogue(catalogue_files()[code]), read_audience_table(), None)
    now = situation(empty, code)
    assert now.states.empty
    assert now.measures.empty
    assert set(now.leaves["status"]) <= {"non_renseigne", "a_venir"}
    assert len(now.territories) == 1
    assert now.cells.empty


def test_a_plan_is_loaded_once(store: Store) -> None:
    before = counts(store)
    for load in (
        lambda: load_small_plan(store),
        lambda: load_plan(store, SYSTEM, read_catalogue(catalogue_files()[PLAN]), read_audience_table(), None),
    ):
        with pytest.raises(Refused, match=r"est déjà dans la base\. Rien n’a été modifié"):
            load()
    assert counts(store) == before


def test_loading_is_one_journal_row(empty: Store) -> None:
    told = load_small_plan(empty)
    (row,) = journal(empty)
    assert (row["command"], row["table_name"], row["row_key"]) == ("Charger le plan", "plan", SMALL)
    assert json.loads(row["after"]) == told


def test_two_plans_share_their_publics(store: Store) -> None:
    (universal,) = rows(store, "SELECT id, universal FROM audience WHERE code = 'tout_public'")
    assert universal[1] == 1
    assert value(store, "SELECT count(*) FROM audience WHERE code = 'essai_public' AND universal = 0") == 1
    assert value(store, "SELECT count(*) FROM audience WHERE code = 'ailleurs'") == 0, "a row of another plan"
    ranks = [rank for (rank,) in rows(store, "SELECT rank FROM audience ORDER BY rank")]
    assert len(set(ranks)) == len(ranks), "a public keeps its place in the table, whatever was loaded first"


def test_codes_of_the_command_line(empty: Store) -> None:
    said: list[str] = []
    assert installation.load(empty, [PLAN], said.append) == [PLAN]
    assert installation.load(empty, None, said.append) == [code for code in sorted(catalogue_files()) if code != PLAN]
    assert any(f"Le plan {PLAN} est déjà dans la base" in line for line in said)
    with pytest.raises(CatalogueError, match="Aucun plan « inconnu » au catalogue"):
        installation.load(empty, ["inconnu"], said.append)


def test_a_map_that_cannot_be_made_does_not_stop_the_plan(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object) -> geography.DepartementMap:
        raise installation.GeographyError("Les cartes ne sont pas disponibles.")

    monkeypatch.setattr(installation, "departement_map", absent)
    said: list[str] = []
    installation.load(empty, [PLAN], said.append)
    assert "Les cartes ne sont pas disponibles." in said
    assert rows(empty, "SELECT code, kind, population FROM territory") == [("26", "departement", None)]


def test_territories_come_with_the_map(store: Store) -> None:
    now = situation(store, PLAN)
    places = {row["code"]: row for row in rows_of(now.territories)}
    whole = places["26"]
    assert (whole["kind"], whole["parent_code"]) == ("departement", None)
    assert whole["population"] > 500_000
    assert len(now.peers) >= 10
    assert all(row["kind"] == "epci" and row["parent_code"] == "26" for row in rows_of(now.peers))
    communes = [row for row in places.values() if row["kind"] == "commune"]
    assert len(communes) > 300
    assert {places[row["parent_code"]]["kind"] for row in communes} <= {"epci", "departement"}
    assert sum(row["population"] for row in communes) == whole["population"]


# --- What the small plan holds and the catalogue's plans seldom do ---


def small(store: Store) -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in rows_of(situation(store, SMALL).actions)}


def test_periods_of_actions(store: Store) -> None:
    actions = small(store)
    spans = {code: (row["starts_on"], row["ends_on"]) for code, row in actions.items()}
    adopted, end = date(2024, 6, 17), date(2028, 12, 31)
    assert spans["F1-1"] == (adopted, date(2025, 12, 31)), "its phase, not before the plan's adoption"
    assert spans["F1-2a"] == (adopted, end), "no phase: the plan's years"
    assert spans["F1-4"] == (adopted, date(2026, 12, 31)), "« jusqu’en 2026 » bounds the end only"
    assert spans["F1-5"] == (date(2027, 1, 1), end), "« dès 2027 » goes to the plan's end"
    assert spans["F2-1"] == (date(2026, 1, 1), date(2027, 12, 31)), "its fiche's own calendar"
    assert spans["A2-1"] == (adopted, date(2025, 12, 31))
    assert {code for code, row in actions.items() if row["own_calendar"]} == {"F1-4", "F1-5", "F2-1"}


def test_the_tree_of_actions(store: Store) -> None:
    actions = small(store)
    assert actions["F1-2a"]["parent_code"] == "F1-2"
    assert not actions["F1-2"]["is_leaf"], "a parent is not counted beside its children"
    assert not actions["F1-6"]["is_leaf"], "what is not an action is not counted"
    assert actions["F1-6"]["sub_items"] == [{"code": "F1-6-a", "title": "Une puce", "line": 47}]
    assert (actions["A2-1"]["fiche_code"], actions["A2-1"]["heading_code"]) == (None, "A2")
    assert (actions["F1-1"]["heading_code"], actions["F1-1"]["axis_code"]) == ("A1.1", "A1")
    assert (actions["F1-3"]["recurrent"], actions["F1-3"]["recurrence_months"]) == (True, 12)
    assert actions["F1-3"]["calendar_text"] == "chaque année"
    assert actions["F1-1"]["hints"] == [{"cue": "poursuite"}]


def test_the_gard_counts_a_commitment_beside_those_that_it_holds(database_url: str) -> None:
    actions = {row["code"]: row for row in rows_of(situation(Store(database_url), "gard-2022-2027").actions)}
    assert sum(bool(row["is_leaf"]) for row in actions.values()) == 327
    assert actions["7.1.1-01"]["is_leaf"]
    assert actions["7.1.1-01.1"]["parent_code"] == "7.1.1-01"


def test_pilots_are_those_that_the_document_names(store: Store) -> None:
    now = situation(store, SMALL)
    parts = {(row["pilot"], row["fiche_code"], row["action_code"], row["role"]) for row in rows_of(now.assignments)}
    assert parts == {
        ("Direction de l’essai", "F1", None, "responsable"),
        ("Service des preuves", "F1", None, "copilote"),
        ("Service des preuves", "F1", "F1-1", "pilote_action"),
        ("Service des preuves", None, "A2-1", "pilote_action"),
    }
    assert {row["code"]: row["lead"] for row in rows_of(now.fiches)} == {"F1": "Direction de l’essai", "F2": None}


def test_publics_of_actions_are_their_own_else_their_fiche_s(store: Store) -> None:
    now = situation(store, SMALL)
    code_of = dict(zip(now.actions["action_id"], now.actions["code"], strict=True))
    named = {
        (code_of[row["action_id"]], row["audience_code"], row["inherited"]) for row in rows_of(now.action_audiences)
    }
    assert {pair for pair in named if pair[0] == "F1-1"} == {("F1-1", "essai_public", False)}
    assert {pair for pair in named if pair[0] == "F1-2"} == {
        ("F1-2", "essai_public", True),
        ("F1-2", "tout_public", True),
    }
    assert not {pair for pair in named if pair[0] in ("F2-1", "A2-1")}
    qualifiers = {row["qualifier"] for row in rows_of(now.fiche_audiences)}
    assert qualifiers == {"surtout"}


def test_indicators_targets_and_figures(store: Store) -> None:
    now = situation(store, SMALL)
    (target,) = rows_of(now.targets)
    assert target == {"indicator_code": "I1", "territory_code": "99", "due_on": date(2027, 12, 31), "value": 80.0}
    indicators = {row["code"]: row for row in rows_of(now.indicators)}
    assert (indicators["I1"]["heading_code"], indicators["I1"]["axis_code"]) == ("A1.1", "A1")
    assert (indicators["I2"]["fiche_code"], indicators["I2"]["axis_code"]) == (None, "A2")
    (figure,) = rows_of(now.key_figures)
    assert (figure["year"], figure["qualifier"], figure["denominator"]) == ("2019-2024", "près de", None)
    assert now.plan.event_name == "Conférence des solidarités"


def test_what_has_no_column_is_kept_beside(store: Store) -> None:
    kept = json.loads(value(store, "SELECT details FROM action WHERE code = 'F1-3'"))
    assert kept["reading"] == "Lu comme récurrent."
    assert json.loads(value(store, "SELECT details FROM indicator WHERE code = 'I1'"))["form_inferred"] == "nombre"
    assert json.loads(value(store, "SELECT details FROM heading WHERE code = 'A1'")) == {"intro": "Pour commencer."}
    assert json.loads(value(store, "SELECT details FROM plan WHERE code = ?", SMALL))["starts_year"] == 2024


def test_a_plan_that_fails_half_way_leaves_nothing(empty: Store, coordinator: Actor) -> None:
    plan = small_plan()
    twice = plan.model_copy(update={"entries": (*plan.entries, *plan.entries, plan.entries[0])})
    broken = plan.model_copy(update={"fiches": (*plan.fiches, plan.fiches[0])})
    assert len(twice.entries) == 3
    before = counts(empty)
    with pytest.raises(CapError):
        load_plan(empty, SYSTEM, broken, read_audience_table(), None)
    assert counts(empty) == before


def test_territories_come_later_when_the_map_could_not_be_prepared(empty: Store) -> None:
    load_plan(empty, SYSTEM, read_catalogue(catalogue_files()[PLAN]), read_audience_table(), None)
    places = departement_map("26", MAPS)
    before = head(empty).plans[0].revision
    assert complete_territories(empty, SYSTEM, PLAN, places) == 16 + 22 + 362
    assert head(empty).plans[0].revision == before + 1
    with pytest.raises(Refused, match="déjà dans la base"):
        complete_territories(empty, SYSTEM, PLAN, places)
    now = situation(empty, PLAN)
    assert len(now.peers) == 16
    assert where(now.territories, kind={"epci", "commune"})["population"].notna().all()


def test_a_plan_loaded_before_cantons_came_into_use_gets_them(empty: Store) -> None:
    places = departement_map("26", MAPS)
    load_plan(empty, SYSTEM, read_catalogue(catalogue_files()[PLAN]), read_audience_table(), places)
    whole = situation(empty, PLAN).territories
    with raw(empty) as connection:
        connection.execute("UPDATE territory SET canton_id = NULL")
        connection.execute("DELETE FROM territory WHERE kind = 'canton'")
    assert complete_territories(empty, SYSTEM, PLAN, places) == 22
    pd.testing.assert_frame_equal(situation(empty, PLAN).territories, whole)
    communes = where(whole, kind="commune")
    assert set(communes["canton_code"]) <= set(where(whole, kind="canton")["code"])
    with pytest.raises(Refused, match="déjà dans la base"):
        complete_territories(empty, SYSTEM, PLAN, places)
