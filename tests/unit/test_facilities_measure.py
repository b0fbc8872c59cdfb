"""Équipements placed in the territories: which are kept, where there is none, how many where, and back from a CSV."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
import shapely

from data.columns import COLUMNS as COLUMNS_OF
from data.facilities.facility import FacilityInput
from data.facilities.ground import Ground
from data.facilities.reading import Effect, read_file
from data.measures.columns import records
from data.measures.facilities import Places, by_epci, figure, kinds_of, listed, narrowed, placed, sentence, signs_of
from data.measures.figure import Stamp
from data.reading.facilities import COLUMNS
from data.situation import Situation
from data.spreadsheet import french_csv
from tests.support.measures import drome
from tests.support.measures import situation as situation_of

NBSP = "\u00a0"
EPCIS = {"E1": "Communauté de communes du Diois", "E2": "Valence Romans Agglo", "E3": "Royans-Vercors"}


@pytest.fixture
def situation() -> Situation:
    rows: list[dict[str, Any]] = [{"code": "26", "name": "Drôme", "kind": "departement"}]
    rows += [{"code": code, "name": name, "kind": "epci", "parent_code": "26"} for code, name in EPCIS.items()]
    rows += [
        {"code": "26113", "name": "Die", "kind": "commune", "parent_code": "E1", "canton_code": "K1"},
        {"code": "26362", "name": "Valence", "kind": "commune", "parent_code": "E2", "canton_code": None},
        {"code": "K1", "name": "Le Diois", "kind": "canton", "parent_code": "26"},
    ]
    return situation_of(drome(), territories=[dict.fromkeys(COLUMNS_OF["territories"]) | row for row in rows])


def facilities(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    """(code, kind, commune)."""
    full = [
        dict.fromkeys(COLUMNS)
        | {"code": code, "kind": kind, "name": f"Lieu {code}", "lon": 4.9, "lat": 44.9, "commune_code": commune}
        for code, kind, commune in rows
    ]
    return pd.DataFrame(full, columns=list(COLUMNS), dtype=object)


@pytest.fixture
def some(situation: Situation) -> pd.DataFrame:
    return placed(
        situation,
        facilities(
            ("a", "CMS", "26113"), ("b", "Maison France services", "26113"), ("c", "CMS", "26362"),
            ("d", "CMS", None), ("e", "CMS", "99999"),
        ),
    )  # fmt: skip


def test_each_is_placed_in_all_that_holds_it(some: pd.DataFrame) -> None:
    first, *_, unknown = records(some)
    assert (first["commune"], first["epci"], first["places"]) == ("Die", EPCIS["E1"], ("26113", "E1", "26", "K1"))
    assert (unknown["commune"], unknown["epci_code"], unknown["places"]) == (None, None, ())


def test_filters(some: pd.DataFrame) -> None:
    assert list(narrowed(some)["code"]) == list("abcde")
    assert list(narrowed(some, ["cms"])["code"]) == list("acde")
    assert list(narrowed(some, ["cms"], ["E1"])["code"]) == ["a"]
    assert list(narrowed(some, within=["K1"])["code"]) == ["a", "b"]
    assert list(narrowed(some, within=["E1", "26362"])["code"]) == []


def test_the_sentence_says_where_there_is_none(situation: Situation, some: pd.DataFrame) -> None:
    places = Places.of(situation)
    assert sentence(some, places) == (
        f"5 équipements de 2 types{NBSP}; 1 intercommunalité sur 3 n’en a aucun (Royans-Vercors)."
    )
    few = narrowed(some, ["maison-france-services"])
    assert sentence(few, places, one_kind="Maison France services") == (
        f"1 équipement du type «{NBSP}Maison France services{NBSP}»{NBSP}; 2 intercommunalités sur 3 n’en ont aucun "
        "(Royans-Vercors et Valence Romans Agglo)."
    )
    here = narrowed(some, within=["E1"])
    assert sentence(here, Places.of(situation, ["E1"]), where_=EPCIS["E1"]) == (
        f"2 équipements de 2 types dans «{NBSP}Diois{NBSP}»."
    )
    assert sentence(some[:0], places) == "Aucun équipement."
    assert sentence(some[:1], Places({"E1": "x"})).endswith("chaque intercommunalité en a au moins un.")


def test_the_table_counts_what_the_sentence_says(situation: Situation, some: pd.DataFrame) -> None:
    rows = records(by_epci(some, Places.of(situation)))
    assert [(row["Intercommunalité"], row["Équipements"], row["CMS"]) for row in rows] == [
        ("Royans-Vercors", 0, 0),
        ("Valence Romans Agglo", 1, 1),
        ("Diois", 2, 1),
        ("Intercommunalité inconnue", 2, 2),
    ]
    found = figure(some, "", Stamp())
    assert (found.value, len(found.inputs)) == (5, 5)
    assert sum(row["Équipements"] for row in rows) == found.value


def test_signs_are_never_alike() -> None:
    kinds = {"a": "CMS", "b": "Maison France services", "c": "Mairie", "d": "Maisons de famille et santé", "e": "Cms 2"}
    signs = signs_of(kinds)
    assert signs["a"] == "CMS"
    assert signs["b"] == "MFS"
    assert len(set(signs.values())) == len(kinds)
    assert all(1 <= len(sign) <= 3 for sign in signs.values())


def test_the_most_numerous_kind_comes_first(some: pd.DataFrame) -> None:
    assert kinds_of(some) == {"cms": "CMS", "maison-france-services": "Maison France services"}


def test_the_csv_of_the_page_can_be_imported_again_as_it_is(situation: Situation) -> None:
    ground = Ground("26", "Drôme", {"26362": "Valence"}, {"26362": shapely.box(4.8, 44.85, 5.0, 45.0)}, {})
    one = FacilityInput("A1", "CMS", "Le +", 4.8912, 44.9333, "3 place", "26362", "Site", date(2026, 1, 31))
    table = pd.DataFrame([[getattr(one, name) for name in COLUMNS]], columns=list(COLUMNS), dtype=object)
    written = french_csv(listed(placed(situation, table)))
    found = read_file(written, ground, {one.code: one}, date(2026, 10, 6))
    assert [each.effect for each in found.understood] == [Effect.SAME]
    risky = french_csv(listed(placed(situation, table.assign(name="=1+1")))).decode()
    assert ";'=1+1;" in risky
