"""Équipements recorded and removed: who may, what is refused, what the journal keeps, nothing overwritten unseen."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from data.commands.facility import import_facilities, remove_facilities
from data.database import Store
from data.errors import Conflict, Refused
from data.export import export_plan
from data.facilities.facility import MOST, FacilityInput
from data.measures.columns import records
from data.permissions import Actor
from data.reading import situation
from data.reading.facilities import facilities
from tests.support.plan_store import CMS, PLAN, SMALL, counts, journal, revision
from tests.support.quarter import BEFORE, acting

VALENCE = FacilityInput(
    "valence", "CMS", "CMS de Valence", 4.8912, 44.9333, "3 place X", "26362", "Site", date(2026, 1, 31)
)


def codes(store: Store) -> list[str]:
    return list(facilities(store, PLAN)["code"])


def refused(store: Store, act: Callable[[], object], words: str) -> None:
    """The act is refused in French and leaves everything as it was."""
    before, number, held = counts(store), revision(store), records(facilities(store, PLAN))
    with pytest.raises(Refused, match=words) as refusal:
        act()
    assert "Rien n’a été" in str(refusal.value)
    assert (counts(store), revision(store), records(facilities(store, PLAN))) == (before, number, held)


def test_an_import_adds_and_replaces_in_one_act(store: Store, coordinator: Actor) -> None:
    number = revision(store)
    moved = replace(CMS, name="CMS de Die, rue neuve", address=" 1  rue neuve\u0007 ")
    assert (
        import_facilities(store, coordinator, PLAN, [VALENCE, moved], replacing=[CMS.code], reason="mise à jour") == 2
    )
    assert revision(store) == number + 1
    die, valence = records(facilities(store, PLAN))
    assert (die["code"], die["address"]) == (CMS.code, "1 rue neuve")
    assert valence == {name: getattr(VALENCE, name) for name in valence}
    lines = journal(store, "Importer des équipements")[1:]
    assert {(line["change"], line["reason"]) for line in lines} == {
        ("ajout", "mise à jour"), ("modification", "mise à jour"),
    }  # fmt: skip
    assert json.loads(next(line["before"] for line in lines if line["change"] == "modification"))["name"] == CMS.name
    assert facilities(store, SMALL).empty


def test_nothing_is_overwritten_unseen(store: Store, coordinator: Actor) -> None:
    with pytest.raises(Conflict, match="changé entre-temps"):
        import_facilities(store, coordinator, PLAN, [replace(CMS, name="Autre")])
    with pytest.raises(Conflict, match="changé entre-temps"):
        import_facilities(store, coordinator, PLAN, [VALENCE], replacing=[VALENCE.code])
    assert records(facilities(store, PLAN))[0]["name"] == CMS.name


def test_values_that_cannot_be(store: Store, coordinator: Actor) -> None:
    def record(*given: FacilityInput, actor: Actor = coordinator) -> Callable[[], int]:
        return lambda: import_facilities(store, actor, PLAN, given)

    refused(store, record(), "Aucun équipement")
    refused(store, record(*[VALENCE] * (MOST + 1)), "le maximum est de 5\u202f000")
    refused(store, record(VALENCE, VALENCE), "même code")
    refused(store, record(VALENCE, replace(VALENCE, code="x", name=" ")), "Le nom d’un équipement est vide")
    refused(store, record(replace(VALENCE, kind="?!")), "n’a ni lettre ni chiffre")
    refused(store, record(replace(VALENCE, kind="x" * 61)), "60 caractères")
    refused(store, record(replace(VALENCE, lon=float("nan"))), "pas de place sur la Terre")
    refused(store, record(replace(VALENCE, lon=10**400)), "pas de place sur la Terre")
    refused(store, record(replace(VALENCE, lat=91.0)), "pas de place sur la Terre")
    refused(store, record(replace(VALENCE, commune_code="75056")), "n’est pas de ce plan")
    refused(store, record(replace(VALENCE, commune_code="26")), "n’est pas de ce plan")
    refused(store, record(VALENCE, actor=acting(store, "pilote")), "ne peut pas modifier le plan")


def test_a_removal_has_a_reason_and_is_what_was_shown(store: Store, coordinator: Actor) -> None:
    import_facilities(store, coordinator, PLAN, [VALENCE])
    refused(store, lambda: remove_facilities(store, coordinator, PLAN, [CMS.code], reason=" "), "Le motif est vide")
    refused(store, lambda: remove_facilities(store, coordinator, PLAN, [], reason="x"), "Aucun équipement à retirer")
    refused(store, lambda: remove_facilities(store, coordinator, PLAN, [CMS.code, "parti"], reason="x"), "entre-temps")
    assert remove_facilities(store, coordinator, PLAN, [CMS.code], reason="Fermé") == 1
    assert codes(store) == [VALENCE.code]
    (line,) = journal(store, "Retirer des équipements")
    assert (line["change"], line["reason"], json.loads(line["before"])["name"]) == ("suppression", "Fermé", CMS.name)


def test_a_closed_quarter_does_not_move_with_the_list(store: Store, coordinator: Actor) -> None:
    before = situation(store, PLAN, BEFORE)
    import_facilities(store, coordinator, PLAN, [VALENCE])
    after = situation(store, PLAN, BEFORE)
    assert before.states.equals(after.states)
    assert codes(store) == [CMS.code, VALENCE.code]


def test_the_export_holds_them(store: Store, coordinator: Actor) -> None:
    import_facilities(store, coordinator, PLAN, [VALENCE])
    exported = export_plan(store, PLAN)["facilities"]
    assert exported[1] == {
        "code": "valence", "kind": "CMS", "name": "CMS de Valence", "lon": 4.8912, "lat": 44.9333,
        "address": "3 place X", "commune": "26362", "source": "Site", "known_on": "2026-01-31",
    }  # fmt: skip


def test_five_thousand_at_once(store: Store, coordinator: Actor) -> None:
    many = [replace(VALENCE, code=f"c{at}", name=f"Lieu {at}") for at in range(MOST)]
    assert import_facilities(store, coordinator, PLAN, many) == MOST
    assert len(codes(store)) == MOST + 1


def test_the_demonstration_shows_some_and_leaves_some_without(demo: Store) -> None:
    rows = records(facilities(demo, PLAN))
    assert len(rows) == 24
    assert all("démonstration" in row["name"] and row["address"] is None for row in rows)
    assert len({row["kind"] for row in rows}) == 3
    assert len({(row["lon"], row["lat"]) for row in rows}) == 24
