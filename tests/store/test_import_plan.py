"""A plan told as one body comes back whole, or not at all."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data import migrations
from data.bodies.rules import problems
from data.catalogue import catalogue_files, read_audience_table, read_catalogue
from data.commands.import_plan import import_plan
from data.commands.indicator import MeasureInput, record_measures, set_target
from data.commands.load import load_plan
from data.commands.plan import rename
from data.database import MAPS, Store
from data.errors import Refused
from data.export import export_plan
from data.geography import departement_map
from data.permissions import SYSTEM, Actor
from tests.support.plan_store import PLAN, SMALL, counts, journal, rows, value
from tests.support.quarter import acting
from tests.support.small_plan import load_small_plan, small_body

LIFE = ("campaigns", "expectations", "reports", "evidence", "states", "decisions", "objective_ratings")
Body = dict[str, Any]


def new_store(folder: Path, name: str) -> Store:
    store = Store(f"sqlite:///{folder / name}.db")
    migrations.upgrade(store)
    return store


def as_a_file(body: Body) -> Body:
    """The body written and read again, as who imports it has it."""
    return json.loads(json.dumps(body, ensure_ascii=False, allow_nan=False))


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return new_store(tmp_path, "empty")


@pytest.fixture
def body() -> Body:
    return copy.deepcopy(small_body())


@pytest.mark.parametrize("code", catalogue_files())
def test_a_plan_comes_back_as_it_was_exported(code: str, tmp_path: Path, empty: Store) -> None:
    source = new_store(tmp_path, "source")
    catalogue = read_catalogue(catalogue_files()[code])
    places = departement_map(catalogue.plan.departement_code, MAPS)
    load_plan(source, SYSTEM, catalogue, read_audience_table(), places)
    before = as_a_file(export_plan(source, code))
    assert len(before["territories"]) > 100
    assert problems(before) == []
    said = import_plan(empty, SYSTEM, before)
    assert export_plan(empty, code) == before
    assert said["actions"] == len(catalogue.actions)
    assert said["left_out"] == 0


def test_what_was_added_in_the_application_comes_back_too(store: Store, coordinator: Actor, empty: Store) -> None:
    set_target(store, coordinator, PLAN, "P1-IND01", date(2027, 12, 31), 0)
    value = MeasureInput(
        indicator_code="P1-IND02", territory_code="26", measured_on=date(2026, 6, 30), value=0, source="Essai"
    )
    record_measures(store, coordinator, PLAN, [value])
    rename(store, coordinator, PLAN, "action", "P1-01", "Un autre intitulé", seen_version=1, reason="Comité")
    before = as_a_file(export_plan(store, PLAN))
    assert all(before[name] for name in ("facilities", "lead_axes", "meetings", "rule_settings", "threshold_settings"))
    said = import_plan(empty, SYSTEM, before)
    after = export_plan(empty, PLAN)
    lives = sum(len(before[name]) for name in LIFE)
    assert lives > 0
    assert said["left_out"] == lives
    assert not any(after[name] for name in LIFE)
    # Who gave a value has no account here, and nothing says which period is the present one.
    for row in before["measures"]:
        row["author"] = None
    other = ("as_of_period", *LIFE)
    assert {name: after[name] for name in after if name not in other} == {
        name: before[name] for name in before if name not in other
    }


def test_the_author_of_a_value_is_kept_where_there_is_one(store: Store, coordinator: Actor, body: Body) -> None:
    body["measures"] = [
        {"indicator": "I1", "territory": "99", "on": "2025-06-30", "value": 3, "numerator": None, "denominator": None,
         "qualifier": None, "text": None, "source": None, "baseline": False, "author": coordinator.name,
         "said_on": "2025-07-02"}
    ]  # fmt: skip
    import_plan(store, coordinator, body)
    (row,) = export_plan(store, "essai-importe")["measures"]
    assert (row["author"], row["said_on"], row["value"]) == (coordinator.name, "2025-07-02", 3)


def test_importing_is_one_journal_row(empty: Store, body: Body) -> None:
    told = import_plan(empty, SYSTEM, body)
    (row,) = journal(empty)
    assert (row["command"], row["table_name"], row["row_key"]) == ("Importer un plan", "plan", "essai-importe")
    assert json.loads(row["after"]) == told


def test_a_child_may_come_before_its_parent(empty: Store, body: Body) -> None:
    for name in ("headings", "actions", "territories"):
        body[name].reverse()
    import_plan(empty, SYSTEM, body)
    after = export_plan(empty, "essai-importe")
    for name in ("headings", "actions"):
        assert {row["code"]: row for row in after[name]} == {row["code"]: row for row in body[name]}


def test_a_shared_public_stays_the_stores_own(store: Store, body: Body) -> None:
    before = rows(store, "SELECT code, title, rank FROM audience")
    for row in body["shared_audiences"]:
        row["title"] = "Un autre mot"
    body["shared_audiences"].append({"code": "nouveau", "title": "Nouveau public", "rank": 1, "universal": False})
    body["audiences"][0]["shared"].append("nouveau")
    import_plan(store, SYSTEM, body)
    after = rows(store, "SELECT code, title, rank FROM audience")
    assert set(before) < set(after)
    ((code, _title, rank),) = set(after) - set(before)
    assert code == "nouveau"
    assert rank == max(rank for _code, _title, rank in before) + 1


def test_a_plan_that_is_there_is_not_imported_over(store: Store) -> None:
    held = as_a_file(export_plan(store, SMALL))
    before = counts(store)
    with pytest.raises(Refused, match=r"est déjà dans la base\. Rien n’a été modifié"):
        import_plan(store, SYSTEM, held)
    assert counts(store) == before


def test_the_demonstration_is_not_imported_among_facts(empty: Store, body: Body) -> None:
    before = counts(empty)
    with pytest.raises(Refused, match="ses valeurs sont inventées"):
        import_plan(empty, SYSTEM, body | {"demonstration": True})
    assert counts(empty) == before


def test_who_may_not_edit_imports_nothing(store: Store, body: Body) -> None:
    before = counts(store)
    with pytest.raises(Refused):
        import_plan(store, acting(store, "lecture"), body)
    assert counts(store) == before


@pytest.mark.parametrize(
    ("table", "row", "column", "bad", "said"),
    [
        ("actions", 0, "fiche", "F9", "inconnu ici"),
        ("actions", 0, "parent", "F1-1", "se contiennent"),
        ("actions", 1, "code", "F1-1", "déjà employé"),
        ("indicators", 0, "measure_kind", "autre", "n’est pas admis"),
        ("plan", None, "starts_on", "1er janvier 2024", "n’est pas un jour"),
        ("plan", None, "ends_on", "2023-12-31", "finit avant de commencer"),
        ("territories", 0, "kind", "epci", "la ligne du département manque"),
    ],
)
def test_a_bad_body_leaves_the_store_as_it_was(
    table: str, row: int | None, column: str, bad: str, said: str, store: Store, body: Body
) -> None:
    (body[table] if row is None else body[table][row])[column] = bad
    before = counts(store)
    with pytest.raises(Refused, match=said) as refused:
        import_plan(store, SYSTEM, body)
    assert "Rien n’a été modifié" in str(refused.value)
    assert counts(store) == before


def test_what_the_base_refuses_is_undone(empty: Store, body: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that we would have forgotten: the base says no, and nothing of the plan stays."""
    monkeypatch.setattr("data.commands.import_plan.problems", lambda _body: [])  # pyright: ignore
    body["assignments"] += body["assignments"][:1]
    before = counts(empty)
    with pytest.raises(Refused, match=r"Rien n’a été modifié"):
        import_plan(empty, SYSTEM, body)
    assert counts(empty) == before
    assert value(empty, "SELECT count(*) FROM plan") == 0


def test_the_small_plan_comes_back(empty: Store, tmp_path: Path) -> None:
    source = new_store(tmp_path, "source")
    load_small_plan(source)
    before = as_a_file(export_plan(source, SMALL))
    import_plan(empty, SYSTEM, before)
    assert export_plan(empty, SMALL) == before
