"""A plan of two axes made up for the tests, with what the plans of the catalogue seldom have: a fiche with its own
calendar and its own pilots, an action under a heading, a nested one, a target, a year given as a span.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any

from data import migrations
from data.catalogue import AudienceRow, AudienceTable, Catalogue
from data.catalogue.areas import AreaLine
from data.catalogue.audiences import SharedAudience
from data.catalogue.checks import problems
from data.commands.load import load_plan
from data.database import Store
from data.export import export_plan
from data.geography import DepartementMap
from data.permissions import SYSTEM, Actor

SMALL = "essai-2024-2028"


def small_plan(code: str = SMALL, departement: str = "99", name: str = "Essai") -> Catalogue:
    """The plan, as a catalogue file would hold it; `departement` and its `name` are where it stands."""
    card = _PLAN | {"code": code, "departement_code": departement, "departement_name": name}
    catalogue = Catalogue.model_validate_json(json.dumps(_BODY | {"plan": card}))
    assert problems(catalogue) == []
    return catalogue


def load_small_plan(store: Store, actor: Actor = SYSTEM) -> dict[str, int]:
    """Load it, without a map."""
    return load_plan(store, actor, small_plan(), AudienceTable(_WORDINGS, _SHARED), None)


@cache
def small_body() -> dict[str, Any]:
    """What the export gives of the plan just loaded, under a code of its own; to be read, not changed."""
    with TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/cap.db")
        migrations.upgrade(store)
        load_small_plan(store)
        body = export_plan(store, SMALL)
    body["plan"]["code"] = "essai-importe"
    return body


def load_small_plan_in(store: Store, places: DepartementMap, areas: Sequence[AreaLine] = ()) -> str:
    """Load it in a département, with its map; returns the code of the plan.

    `areas`: the table of territoires d'action sociale; EPCI without it.
    """
    code = f"essai-{places.code.lower()}-2024-2028"
    wordings = AudienceTable(tuple(replace(row, plan=code) for row in _WORDINGS[:2]), _SHARED)
    load_plan(store, SYSTEM, small_plan(code, places.code, places.name), wordings, places, areas)
    return code


def _item(code: str, line: int, **rest: Any) -> dict[str, Any]:
    return {"code": code, "title": f"Intitulé de {code}", "line": line, **rest}


def _action(code: str, line: int, *, fiche: str | None = "F1", **rest: Any) -> dict[str, Any]:
    base = {"fiche": fiche, "heading": None, "parent": None, "phase": "2024-2025", "trackable": True, "rank": 1}
    return _item(code, line, text=f"Phrase de {code}.", **(base | rest))


_PLAN = {
    "code": SMALL,
    "title": "Schéma d’essai",
    "title_variants": [],
    "slogan": None,
    "departement_code": "99",
    "departement_name": "Essai",
    "starts_year": 2024,
    "ends_year": 2028,
    "adopted_on": "2024-06-17",
    "adopted_text": None,
    "adopted_line": None,
    "source_file": "essai.txt",
    "source_lines": 400,
    "line": 1,
    "reporting_months": 6,
    "uses_percent": False,
    "event_name": None,
    "event_line": None,
    "levels": {"headings": ["Axe", "Orientation"], "fiche": "Fiche", "action": "Action", "objective": "Objectif"},
}
_BODY: dict[str, Any] = {
    "format": 1,
    "plan": _PLAN,
    "headings": [
        _item("A1", 2, parent=None, depth=1, rank=1, details={"intro": "Pour commencer."}),
        _item("A2", 3, parent=None, depth=1, rank=2),
        _item("A1.1", 4, parent="A1", depth=2, rank=1),
    ],
    "phases": [{"code": "2024-2025", "starts_on": "2024-01-01", "ends_on": "2025-12-31", "title": "2024-2025"}],
    "audiences": [_item("U1", 5, universal=True), _item("U2", 6, universal=False)],
    "partners": [_item("R1", 7)],
    "fiches": [
        _item(
            "F1",
            10,
            heading="A1.1",
            rank=1,
            audiences=["U1", "U2"],
            beneficiaries=[{"text": "Tous, surtout U2", "audiences": ["U1", "U2"], "qualifier": "surtout", "line": 11}],
            partners=["R1"],
            lead="Direction de l’essai",
            pilots=["Direction de l’essai", "Service des preuves"],
        ),
        _item("F2", 20, heading="A2", rank=1, calendar={"text": "2026-2027", "starts_year": 2026, "ends_year": 2027}),
    ],
    "objectives": [_item("O1", 30, fiche="F1", rank=1)],
    "actions": [
        # A child may come before its parent in a file.
        _action("F1-2a", 42, parent="F1-2", phase=None),
        _action("F1-1", 40, audiences=["U2"], pilots=["Service des preuves"], hints=[{"cue": "poursuite"}]),
        _action("F1-2", 41),
        _action("F1-3", 43, recurrence={"text": "chaque année", "months": 12}, reading="Lu comme récurrent."),
        _action("F1-4", 44, calendar={"text": "jusqu’en 2026", "starts_year": None, "ends_year": 2026}),
        _action("F1-5", 45, calendar={"text": "dès 2027", "starts_year": 2027, "ends_year": None}),
        _action("F1-6", 46, trackable=False, sub_items=[{"code": "F1-6-a", "title": "Une puce", "line": 47}]),
        _action("F2-1", 50, fiche="F2", phase=None),
        _action("A2-1", 60, fiche=None, heading="A2", pilots=["Service des preuves"]),
    ],
    "indicators": [
        _item(
            "I1",
            70,
            fiche="F1",
            rank=1,
            unit="places",
            nature="realisation",
            form_inferred="nombre",
            measure_kind="cible",
            target={"text": "80 places en 2027", "value": 80, "year": 2027, "line": 71},
            direction="hausse",
        ),
        _item(
            "I2",
            72,
            fiche=None,
            heading="A2",
            rank=1,
            unit=None,
            nature=None,
            form_inferred=None,
            measure_kind="suivi",
            direction=None,
        ),
    ],
    "key_figures": [
        _item(
            "C1",
            80,
            heading="A1",
            fiche=None,
            value=12,
            unit="%",
            qualifier="près de",
            year="2019-2024",
            year_source=None,
            denominator=None,
            territory=None,
            note=None,
            kind="chiffre_cle",
        )
    ],
    "entries": [{"kind": "tool", "code": "T1", "title": "Un outil", "line": 90, "body": {"fiche": "F1"}}],
}
_WORDINGS = (
    AudienceRow(SMALL, "U1", "Intitulé de U1", "tout_public", "Tout public", None),
    AudienceRow(SMALL, "U2", "Intitulé de U2", "essai_public", "Public d’essai", "pour voir"),
    AudienceRow("un-autre-plan", "U9", "Ailleurs", "ailleurs", "Ailleurs", None),
)
_SHARED = (
    SharedAudience("tout_public", "Tout public", 1, True),
    SharedAudience("essai_public", "Public d’essai", 90, False),
)
