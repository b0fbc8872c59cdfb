"""The export: rebuilt from the tables, with the keys that its page documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.catalogue import catalogue_files, read_catalogue
from data.commands.indicator import MeasureInput, record_measures, set_target
from data.commands.pilot import assign
from data.commands.plan import rate_objective, rename
from data.commands.report import ReportInput, StateInput, submit_report
from data.database import Store
from data.errors import StoreError
from data.export import export_plan
from data.permissions import Actor
from data.vocabulary import ObjectiveRating, PilotRole, Status
from tests.support.plan_store import PLAN, SMALL, raw
from tests.support.quarter import BEFORE, NOW, OTHERS, TO_FILL

PAGE = Path(__file__).resolve().parents[2] / "docs" / "export-json.md"
Body = dict[str, Any]


@pytest.fixture
def full(store: Store, coordinator: Actor) -> Store:
    """A store in which every list of the export has at least one item."""
    rate_objective(store, coordinator, PLAN, "P1-OBJ01", 2026, ObjectiveRating.PARTLY, "À suivre")
    set_target(store, coordinator, PLAN, "P1-IND01", date(2027, 12, 31), 0)
    return store


def documented() -> dict[str, list[str]]:
    """List (or object) → its keys, as the page's tables give them; the file itself under « file »."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"^## `?([a-z_]+)`?$", line):
            name = heading[1]
        elif name and (field := re.match(r"^\| `([a-z_0-9]+)` \|", line)):
            found.setdefault(name, []).append(field[1])
    return found


def test_the_page_documents_every_key_and_no_other(full: Store) -> None:
    body = export_plan(full, PLAN)
    said = documented()
    assert list(body) == said.pop("file")
    for name, keys in said.items():
        items = [body[name]] if isinstance(body[name], dict) else body[name]
        assert items, name
        for item in items:
            assert set(item) == set(keys), name
            assert [key for key in keys if key in item] == list(item), f"{name}: order"
    assert set(said) == {name for name, held in body.items() if isinstance(held, dict | list)}


def test_the_export_is_json_and_comes_back_the_same(full: Store) -> None:
    body = export_plan(full, PLAN)
    text = json.dumps(body, ensure_ascii=False, allow_nan=False)
    assert json.loads(text) == body
    assert export_plan(full, PLAN) == body


@pytest.mark.parametrize("code", [PLAN])
def test_every_item_of_the_catalogue_is_exported(code: str, store: Store) -> None:
    catalogue, body = read_catalogue(catalogue_files()[code]), export_plan(store, code)
    for name in ("headings", "fiches", "objectives", "actions", "indicators", "audiences", "partners", "key_figures"):
        said = {(item["code"], item["title"], item["source_line"]) for item in body[name]}
        assert said == {(item.code, item.title, item.line) for item in getattr(catalogue, name)}, name
    entries = [(e["kind"], e["code"], e["title"], e["source_line"], e["body"]) for e in body["entries"]]
    assert entries == [(e.kind, e.code, e.title, e.line, e.body) for e in catalogue.entries]
    texts = {item["code"]: item["text"] for item in body["actions"]}
    assert texts == {item.code: item.text for item in catalogue.actions}
    assert [phase["code"] for phase in body["phases"]] == [phase.code for phase in catalogue.phases]
    fiches = {item.code: (item.heading, set(item.audiences), set(item.partners)) for item in catalogue.fiches}
    assert fiches == {
        item["code"]: (item["heading"], set(item["audiences"]), set(item["partners"])) for item in body["fiches"]
    }
    actions = {a.code: (a.fiche, a.heading, a.parent, a.phase, set(a.audiences)) for a in catalogue.actions}
    keys = ("fiche", "heading", "parent", "phase")
    assert actions == {a["code"]: (*(a[key] for key in keys), set(a["audiences"])) for a in body["actions"]}


def references(body: Body) -> Iterator[tuple[str, str, str]]:
    """(list, key, code) of every link by code."""
    to = {
        "fiche": "fiches",
        "heading": "headings",
        "action": "actions",
        "phase": "phases",
        "indicator": "indicators",
        "territory": "territories",
        "objective": "objectives",
        "period": "campaigns",
        "decision": "decisions",
    }
    for name, items in body.items():
        for item in items if isinstance(items, list) else []:
            for key, value in item.items():
                target = to.get(key) or (name if key == "parent" else None)
                if target and value is not None:
                    yield target, f"{name}.{key}", value


def test_links_lead_somewhere(full: Store) -> None:
    body = export_plan(full, PLAN)
    codes = {
        name: {item.get("code") or item.get("period") for item in items}
        for name, items in body.items()
        if isinstance(items, list)
    }
    links = list(references(body))
    assert len(links) > 700
    assert [(where, code) for target, where, code in links if code not in codes[target]] == []


def test_a_title_changed_in_the_application_is_exported(store: Store, coordinator: Actor) -> None:
    rename(store, coordinator, PLAN, "action", "P1-01", "Un autre intitulé", seen_version=1, reason="Comité")
    rename(store, coordinator, PLAN, "heading", "1", "Un autre axe", seen_version=1, reason="Comité")
    body = export_plan(store, PLAN)
    assert {a["title"] for a in body["actions"] if a["code"] == "P1-01"} == {"Un autre intitulé"}
    assert {h["title"] for h in body["headings"] if h["code"] == "1"} == {"Un autre axe"}


def test_what_is_submitted_is_exported(store: Store, coordinator: Actor) -> None:
    before = export_plan(store, PLAN)
    state = StateInput(action_code="P1-01", status=Status.IN_PROGRESS, percent=0, comment="Zéro n’est pas rien")
    submit_report(
        store, coordinator, PLAN, ReportInput(fiche_code=OTHERS, period_code=NOW, done="Fait", states=(state,))
    )
    after = export_plan(store, PLAN)
    (report,) = [row for row in after["reports"] if row not in before["reports"]]
    assert (report["fiche"], report["period"], report["done"]) == (OTHERS, NOW, "Fait")
    (said,) = [row for row in after["states"] if row not in before["states"]]
    assert (said["action"], said["status"], said["percent"], said["validated"]) == ("P1-01", "en_cours", 0, False)
    assert said["territory"] == "26"
    assert after["plan"]["revision"] == before["plan"]["revision"] + 1
    closed = [row for row in after["states"] if row["period"] == BEFORE]
    assert [row["action"] for row in closed] == ["P7-01", "P7-02"]


def test_nothing_is_left_out_for_its_date(store: Store, coordinator: Actor) -> None:
    """A Situation shows what holds on its day; an export is whole."""
    later = date(2027, 3, 31)
    record_measures(
        store, coordinator, PLAN, [MeasureInput(indicator_code="P1-IND01", measured_on=later, value=None, text="Prévu")]
    )
    assign(store, coordinator, PLAN, "Demain", role=PilotRole.LEAD, from_on=later, fiche_code=OTHERS)
    with raw(store) as connection:
        connection.execute(
            "UPDATE assignment SET to_on = '2026-01-31' WHERE role = 'copilote' AND fiche_id IS NOT NULL"
        )
    body = export_plan(store, PLAN)
    assert "Prévu" in [row["text"] for row in body["measures"]]
    assert {"Demain", "CAF"} <= {row["pilot"] for row in body["assignments"]}
    assert [row["fiche"] for row in body["assignments"] if row["action"] == "P7-02"] == [TO_FILL]


def test_a_plan_without_anything_said(store: Store) -> None:
    body = export_plan(store, SMALL)
    assert (body["demonstration"], body["as_of_period"]) == (False, "2026-S2")
    assert body["states"] == body["reports"] == body["decisions"] == []
    assert {tuple(item["shared"]) for item in body["audiences"]} == {("tout_public",), ("essai_public",)}


def test_an_unknown_plan(store: Store) -> None:
    with pytest.raises(StoreError, match="Aucun plan « x"):
        export_plan(store, "x" * 1000)
