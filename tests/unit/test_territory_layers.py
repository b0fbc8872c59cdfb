"""What the map of territories draws beside rates: late actions, météo, change, indicators at their finest level."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd
import pytest

from data.measures import territories
from data.measures.classes import LATE, TROUBLED, bin_of, change_bins
from data.measures.columns import records
from data.measures.layer import CHANGE, OVERDUE, RATE, WEATHER, Layer
from data.measures.layers.overdue import late_cells
from data.measures.territory_indicators import read_by_territory
from data.situation import Situation, frame
from data.vocabulary import TerritoryKind
from tests.support.measures import WHOLE, changed, drome, kept, of, said, situation

NB = "\u00a0"
PLACES = "ABCDE"


@lru_cache
def ten() -> list[str]:
    """The 6 actions of P4 and the 4 of P6 in the first phase, which ends on 31 December 2026."""
    tree = drome()
    return [c for c in (*tree.codes("P4"), *tree.codes("P6")) if of(tree.actions, c)["phase"] == "2025-2026"]


@lru_cache
def only_ten() -> pd.DataFrame:
    """A plan of these actions alone: quickly built."""
    return kept(drome().actions, "code", *ten()).reset_index(drop=True)


def told(place: str, period: str, *statuses: str) -> list[dict[str, Any]]:
    """What is said of the first actions of `ten` in a territory."""
    return [said(code, period, status, place=place) for code, status in zip(ten(), statuses, strict=False)]


def of_plan(words: Iterable[Mapping[str, Any]], period: str = "2026-T3", **more: Any) -> Situation:
    phase = {"starts_on": date(2025, 1, 1), "ends_on": date(2026, 12, 31)}
    actions = changed(only_ten(), ten(), territorial=True, **phase)
    for code, values in more.pop("altered", {}).items():
        actions = changed(actions, [code], **values)
    return situation(drome(), list(words), period, actions=actions, peers=PLACES, **more)


def rows(found: Layer) -> dict[str, dict[str, Any]]:
    return {str(row["code"]): row for row in records(found.rows)}


def shuffled(now: Situation, *names: str) -> Situation:
    tables = {}
    for name in names:
        table = getattr(now, name)
        positions = list(range(len(table)))
        random.Random(4).shuffle(positions)
        tables[name] = table.iloc[positions]
    return replace(now, **tables)


# Late actions

LATE_WORDS = [
    *told("A", "2026-T3", *["realisee"] * 9, "en_cours"),
    *told("B", "2026-T3", *["realisee"] * 4, *["en_cours"] * 3, "abandonnee", "non_concernee", "suspendue"),
    *told("C", "2026-T3", *["non_concernee"] * 10),
    *told("D", "2026-T3", *["realisee"] * 10),
]


def test_late_once_the_period_has_ended_and_not_a_day_before() -> None:
    before = rows(territories.layer(of_plan(LATE_WORDS), OVERDUE, {}))
    assert (before["A"]["value"], before["A"]["note"]) == (0.0, "aucune n’est arrivée à échéance")
    after = rows(territories.layer(of_plan(LATE_WORDS, "2026-T4"), OVERDUE, {}))
    assert [after[place]["value"] for place in PLACES] == [1.0, 4.0, None, 0.0, 10.0]
    assert (after["A"]["text"], after["A"]["note"]) == ("1 action en retard", "sur 10 arrivées à échéance")
    # The abandoned and the « non concernée » are neither late nor due.
    assert (after["B"]["text"], after["B"]["note"]) == ("4 actions en retard", "sur 8 arrivées à échéance")
    assert after["D"]["text"] == "aucune action en retard"
    # The most late come first; nobody is « 1er » for it.
    found = territories.layer(of_plan(LATE_WORDS, "2026-T4"), OVERDUE, {})
    assert list(found.rows["code"]) == ["E", "B", "A", "D", "C"]
    assert {row["rank"] for row in records(found.rows)} == {None}
    # Nobody spoke for E: its period has ended all the same, and it is said so.
    assert after["E"]["note"] == "sur 10 arrivées à échéance, dont 10 sans état"


def test_where_nothing_applies_late_is_not_concerned_and_without_action_it_is_unknown() -> None:
    now = of_plan(LATE_WORDS, "2026-T4")
    assert (rows(territories.layer(now, OVERDUE, {}))["C"]["known"]) == "non_concerne"
    none = situation(drome(), period="2026-T4", peers=PLACES, actions=only_ten())
    assert {row["known"] for row in records(territories.layer(none, OVERDUE, {}).rows)} == {"non_renseigne"}
    assert OVERDUE not in territories.offered(none, {})


def test_a_recurrent_action_is_late_once_whatever_the_years_missed() -> None:
    code = ten()[0]
    words = [said(code, "2025-T4", "realisee", place="A"), said(code, "2026-T2", "realisee", place="B")]
    now = of_plan(words, "2026-T4", altered={code: {"recurrent": True, "recurrence_months": 12}})
    found = rows(territories.layer(now, OVERDUE, {}))
    # Nine others are late everywhere; A did not hold 2026, B did not hold 2025, C held neither.
    assert [found[place]["value"] for place in "ABC"] == [10.0, 10.0, 10.0]
    assert len(late_cells(now, now.cells)) == sum(found[place]["value"] for place in PLACES)
    assert found["C"]["note"] == "sur 10 arrivées à échéance, dont 9 sans état, 1 récurrente non tenue"
    held = [*words, said(code, "2026-T3", "realisee", place="A")]
    now = of_plan(held, "2026-T4", altered={code: {"recurrent": True, "recurrence_months": 12}})
    assert rows(territories.layer(now, OVERDUE, {}))["A"]["value"] == 9.0


def test_classes_of_counts_are_in_words_and_never_move() -> None:
    assert [each.label.replace(NB, " ") for each in LATE] == [
        "aucune action", "1 ou 2 actions", "3 à 5 actions", "6 à 10 actions", "11 actions et plus",
    ]  # fmt: skip
    assert [each.label.replace(NB, " ") for each in TROUBLED] == [
        "aucune fiche", "1 fiche", "2 fiches", "3 ou 4 fiches", "5 fiches et plus",
    ]  # fmt: skip
    assert [bin_of(count, LATE) for count in (0, 1, 2, 3, 5, 6, 10, 11, 400)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert territories.layer(of_plan(LATE_WORDS), OVERDUE, {}).bins == LATE


# Météo


def report(fiche: str, period: str, weather: str | None) -> dict[str, Any]:
    return {"fiche_code": fiche, "period": period, "status": "valide", "weather": weather, "nothing_new": False}


WEATHERS = [report("P4", "2026-T2", "couvert"), report("P4", "2026-T3", None), report("P6", "2026-T3", "soleil"),
            report("P6", "2026-T1", "orage"), report("P1", "2026-T3", "orage")]  # fmt: skip


def test_the_weather_counts_the_fiches_that_have_actions_there_by_their_last_word() -> None:
    words = [said(code, "2026-T3", "non_concernee", place="B") for code in ten()[:6]]
    words += [said(code, "2026-T3", "en_cours", place="B") for code in ten()[6:]]
    words += [said(code, "2026-T3", "non_concernee", place="C") for code in ten()]
    found = territories.layer(of_plan(words, reports=WEATHERS), WEATHER, {})
    by_place = rows(found)
    assert by_place["A"]["text"] == "1 sur 2 fiches au couvert ou à l’orage"
    assert by_place["A"]["note"] == f"soleil{NB}: 1, couvert{NB}: 1"
    assert (by_place["B"]["value"], by_place["B"]["text"]) == (0.0, "0 sur 1 fiche au couvert ou à l’orage")
    assert (by_place["C"]["known"], by_place["C"]["value"]) == ("non_concerne", None)
    assert "déclare par fiche, jamais par territoire" in found.formula


def test_without_any_weather_nothing_is_offered_and_silence_is_not_sun() -> None:
    silent = of_plan([], reports=[report("P1", "2026-T3", "orage"), report("P4", "2026-T3", None)])
    assert WEATHER not in territories.offered(silent, {})
    assert {row["text"] for row in records(territories.layer(silent, WEATHER, {}).rows)} == {"non renseigné"}
    half = of_plan([], reports=[report("P4", "2026-T3", "orage")])
    assert rows(territories.layer(half, WEATHER, {}))["A"]["note"] == f"orage{NB}: 1, sans météo{NB}: 1"


def test_a_plan_without_a_fiche_has_no_weather() -> None:
    now = of_plan([], reports=WEATHERS, altered={code: {"fiche_code": None} for code in ten()})
    assert WEATHER not in territories.offered(now, {})
    assert {row["value"] for row in records(territories.layer(now, WEATHER, {}).rows)} == {None}


# Change between two dates

BEFORE = [
    *told("A", "2026-T2", *["realisee"] * 3, *["en_cours"] * 6, "abandonnee"),
    *told("B", "2026-T2", *["realisee"] * 5, *["en_cours"] * 5),
    *told("D", "2026-T2", *["en_cours"] * 4),
    *told("E", "2026-T2", *["non_concernee"] * 7, *["en_cours"] * 3),
]
SINCE = [
    *told("A", "2026-T3", *["realisee"] * 5),
    said(ten()[9], "2026-T3", "en_cours", place="A"),
    *told("B", "2026-T3", *["realisee"] * 3, "en_cours", "en_cours", "abandonnee"),
    *told("C", "2026-T3", *["realisee"] * 10),
    *told("D", "2026-T3", *["realisee"] * 10),
    said(ten()[7], "2026-T3", "realisee", place="E"),
]


def two_dates() -> tuple[Situation, Situation]:
    return of_plan([*BEFORE, *SINCE], "2026-T2"), of_plan([*BEFORE, *SINCE], "2026-T3")


def test_the_change_of_a_rate_is_on_the_same_actions() -> None:
    previous, now = two_dates()
    by_place = rows(territories.layer(now, CHANGE, {}, previous))
    assert by_place["A"]["text"] == f"de 3 sur 9 (33{NB}%) à 5 sur 9 (56{NB}%) · +22,2{NB}points"
    assert by_place["A"]["value"] == pytest.approx(200 / 9)
    # The tenth was abandoned and has been taken up again: it is in neither rate.
    assert by_place["A"]["note"] == "9 actions comptées aux deux dates, 1 de plus maintenant"
    # Five done of ten became three, one of the ten having been abandoned: 5 of 9, then 3 of 9.
    assert by_place["B"]["text"] == f"de 5 sur 9 (56{NB}%) à 3 sur 9 (33{NB}%) · −22,2{NB}points"
    assert by_place["B"]["note"] == "9 actions comptées aux deux dates, 1 de moins"
    assert [by_place[place]["bin"] for place in "AB"] == [4, 0]


def test_no_change_is_computed_where_one_of_the_dates_is_not_known_enough() -> None:
    previous, now = two_dates()
    by_place = rows(territories.layer(now, CHANGE, {}, previous))
    assert (by_place["C"]["value"], by_place["C"]["text"]) == (None, "non renseigné")
    assert (by_place["D"]["value"], by_place["D"]["known"]) == (None, "non_renseigne")
    assert by_place["D"]["text"] == f"d’au moins 0 sur 10 à 10 sur 10 (100{NB}%), trop peu renseigné"
    # Three actions: no percentage, hence no points, and never the one that the sentence names.
    assert (by_place["E"]["text"], by_place["E"]["small"]) == ("de 0 sur 3 à 1 sur 3", True)
    found = territories.layer(now, CHANGE, {}, previous)
    assert found.says == (
        f"Évolution du taux depuis le 2e trimestre 2026{NB}: en hausse dans 2 territoires, en recul dans 1 territoire"
        f"{NB}; plus forte hausse, Territoire A (+22,2{NB}points){NB}; plus fort recul, Territoire B "
        f"(−22,2{NB}points){NB}; 2 non renseignés."
    )
    assert found.diverging


def test_without_an_earlier_period_no_change_is_offered() -> None:
    previous, now = two_dates()
    assert CHANGE not in territories.offered(now, {})
    assert territories.offered(now, {}, previous)[CHANGE] == "Évolution du taux depuis le 2e trimestre 2026"
    with pytest.raises(KeyError):
        territories.layer(now, CHANGE, {})
    undeclined = situation(drome(), period="2026-T2", peers=PLACES, actions=only_ten())
    assert CHANGE not in territories.offered(now, {}, undeclined)
    assert CHANGE not in territories.offered(undeclined, {}, previous)


def test_classes_of_a_change_stand_on_both_sides_of_none() -> None:
    assert [bin_of(moved, change_bins()) for moved in (-10.1, -10, -1.1, -1, 0, 0.9, 1, 9.9, 10)] == [
        0, 1, 1, 2, 2, 2, 3, 3, 4,
    ]  # fmt: skip


# Indicators at their finest level


def place(code: str, kind: str, parent: str | None, canton: str | None = None) -> dict[str, Any]:
    return {"code": code, "name": f"Lieu {code}", "kind": kind, "parent_code": parent, "canton_code": canton}


NESTED = [
    place(WHOLE, "departement", None),
    place("T", "territoire_action_sociale", WHOLE),
    place("A", "epci", "T"), place("B", "epci", "T"),
    place("K", "canton", WHOLE),
    place("a1", "commune", "A", "K"), place("a2", "commune", "A"), place("a3", "commune", "A"),
    place("b1", "commune", "B", "K"), place("b2", "commune", "B"),
]  # fmt: skip
CODE = "P4-IND02"
KEY = f"indicateur-{CODE}"
ON = date(2026, 6, 30)


def measured(values: Mapping[str, Any], unit: str = "usagers", **fields: Any) -> Situation:
    """One indicator; a value is a number, (numerator, denominator) or a dict of columns."""
    indicator = {"indicator_id": 1, "code": CODE, "title": "Nombre d'usagers", "fiche_code": "P4", "unit": unit,
                 "measure_kind": "suivi", "territory_aggregation": "somme", "time_aggregation": "derniere"}  # fmt: skip
    said_of = []
    for code, value in values.items():
        given = {"value": value}
        if isinstance(value, tuple):
            given = {"value": None, "numerator": value[0], "denominator": value[1]}
        elif isinstance(value, dict):
            given = value
        said_of.append({"indicator_code": CODE, "territory_code": code, "on": ON, "baseline": False, **given})
    now = situation(drome(), territories=NESTED, actions=only_ten())
    return replace(now, indicators=frame("indicators", [indicator | fields]), measures=frame("measures", said_of))


def drawn(now: Situation, kind: TerritoryKind | None = None) -> Layer:
    return territories.layer(now, KEY, read_by_territory(now), kind=kind)


def test_an_indicator_is_drawn_at_the_finest_level_that_has_values() -> None:
    now = measured({"a1": 10, "a2": 20, "a3": 30, "b1": 40, "b2": 50})
    found = drawn(now)
    assert found.kind is TerritoryKind.COMMUNE
    assert {code: row["value"] for code, row in rows(found).items()} == {
        "a1": 10.0, "a2": 20.0, "a3": 30.0, "b1": 40.0, "b2": 50.0,
    }  # fmt: skip
    assert territories.kinds_of(now, KEY, read_by_territory(now)) == (
        TerritoryKind.COMMUNE, TerritoryKind.CANTON, TerritoryKind.EPCI, TerritoryKind.SOCIAL_TERRITORY,
    )  # fmt: skip
    of_epci = measured({"A": 60, "B": 90})
    assert drawn(of_epci).kind is TerritoryKind.EPCI


def test_a_wider_level_is_the_declared_sum_of_its_parts() -> None:
    now = measured({"a1": 10, "a2": 20, "a3": 30, "b1": 40, "b2": 50})
    epci = rows(drawn(now, TerritoryKind.EPCI))
    assert (epci["A"]["text"], epci["B"]["text"]) == ("60 usagers", "90 usagers")
    assert epci["A"]["note"] == "au 30/06/2026, somme de 3 communes sur 3"
    assert rows(drawn(now, TerritoryKind.CANTON))["K"]["value"] == 50.0
    assert rows(drawn(now, TerritoryKind.SOCIAL_TERRITORY))["T"]["value"] == 150.0
    assert "somme de ses parties" in drawn(now, TerritoryKind.EPCI).formula
    # The sheet of an EPCI reads the same value.
    assert read_by_territory(now)["P4-IND02"].by_territory["A"].text == "60 usagers"


def test_a_rate_is_recomputed_from_its_parts_never_averaged() -> None:
    now = measured({"a1": (10, 10), "a2": (10, 90), "b1": (30, 60)}, "taux", territory_aggregation="rapport")
    epci = rows(drawn(now, TerritoryKind.EPCI))
    assert epci["A"]["value"] == 20.0  # 20 of 100; the mean of 100 % and 11 % would be 56 %
    assert epci["A"]["text"] == f"20{NB}% (20 sur 100)"
    assert epci["A"]["note"] == "au 30/06/2026, rapport des sommes de 2 communes sur 3"


@pytest.mark.parametrize("way", ["aucune", "derniere"])
def test_what_does_not_add_up_stays_at_the_level_where_it_was_given(way: str) -> None:
    now = measured({"a1": 10, "a2": 20, "a3": 30}, territory_aggregation=way)
    assert territories.kinds_of(now, KEY, read_by_territory(now)) == (TerritoryKind.COMMUNE,)
    assert drawn(now, TerritoryKind.EPCI).kind is TerritoryKind.COMMUNE


def test_a_sum_wants_all_its_parts_and_a_rate_half_of_them() -> None:
    partial = rows(drawn(measured({"a1": 10, "a2": 20, "b1": 40, "b2": 50}), TerritoryKind.EPCI))
    assert (partial["A"]["value"], partial["A"]["text"]) == (None, "2 communes renseignées sur 3")
    assert partial["A"]["known"] == "non_renseigne"
    few = measured({"a1": (10, 20), "b1": (30, 60), "b2": (10, 20)}, "taux", territory_aggregation="rapport")
    assert rows(drawn(few, TerritoryKind.EPCI))["A"]["text"] == "1 commune renseignée sur 3"


@pytest.mark.parametrize(
    ("absent", "whole"),
    [
        ((10, None), f"50{NB}% (40 sur 80)"),  # says nothing: left out
        ((10, 0), "masqué"),  # a count under the threshold, hidden like any other
        (
            {"value": 50.0, "numerator": None, "denominator": None},
            "non calculable, effectifs manquants",
        ),  # 50 % of what?
    ],
)
def test_a_rate_without_its_denominator_is_never_added_up(absent: Any, whole: str) -> None:
    values = {"a1": (10, 20), "a2": absent, "a3": (30, 60), "b1": (10, 20)}
    now = measured(values, "taux", territory_aggregation="rapport")
    assert rows(drawn(now, TerritoryKind.EPCI))["A"]["text"] == whole


def test_a_value_that_was_given_is_never_replaced_by_a_sum() -> None:
    found = rows(drawn(measured({"a1": 10, "a2": 20, "a3": 30, "A": 61, "b1": 40, "b2": 50}), TerritoryKind.EPCI))
    assert (found["A"]["value"], found["A"]["note"]) == (61.0, "au 30/06/2026")


def test_too_few_parts_on_the_last_day_do_not_hide_the_value_before() -> None:
    now = measured({"a1": 10, "a2": 20, "a3": 30})
    later = {"indicator_code": CODE, "territory_code": "a1", "on": date(2026, 9, 30), "value": 12, "baseline": False}
    now = replace(now, measures=frame("measures", [*records(now.measures), later]))
    assert rows(drawn(now, TerritoryKind.EPCI))["A"]["note"] == "au 30/06/2026, somme de 3 communes sur 3"
    assert rows(drawn(now))["a1"]["value"] == 12.0


def test_a_hidden_part_hides_the_sum_that_would_give_it_away() -> None:
    found = drawn(measured({"a1": 10, "a2": 20, "a3": 3, "b1": 40, "b2": 50}), TerritoryKind.EPCI)
    assert (rows(found)["A"]["known"], rows(found)["A"]["text"]) == ("masque", "masqué")
    assert rows(found)["B"]["value"] == 90.0


def test_a_given_total_of_an_epci_hides_another_of_its_communes() -> None:
    by_commune = rows(drawn(measured({"a1": 10, "a2": 20, "a3": 3, "A": 33, "b1": 40, "b2": 50})))
    assert [by_commune[code]["known"] for code in ("a1", "a2", "a3")] == ["masque", "valeur", "masque"]
    assert [by_commune[code]["known"] for code in ("b1", "b2")] == ["valeur", "valeur"]
    # Even where what is counted is not people: a small count in a territory is hidden all the same.
    things = rows(drawn(measured({"a1": 10, "a2": 20, "a3": 3, "A": 33}, "guichets")))
    assert [things[code]["known"] for code in ("a1", "a2", "a3")] == ["masque", "valeur", "masque"]


# What holds for all of them


def test_the_order_of_rows_does_not_matter() -> None:
    previous, now = two_dates()
    now = replace(now, reports=frame("reports", WEATHERS))
    mixed = shuffled(now, "cells", "reports")
    for key in (OVERDUE, WEATHER, CHANGE):
        first = territories.layer(now, key, {}, previous)
        second = territories.layer(mixed, key, {}, shuffled(previous, "cells"))
        pd.testing.assert_frame_equal(first.rows, second.rows)
        assert first.says == second.says
    by_commune = measured({"a1": 10, "a2": 20, "a3": 3, "A": 33, "b1": 40, "b2": 50})
    pd.testing.assert_frame_equal(drawn(by_commune).rows, drawn(shuffled(by_commune, "measures")).rows)


def test_every_layer_says_its_level_and_bears_a_plan_without_states() -> None:
    silent = of_plan([], reports=WEATHERS)
    for key in territories.offered(silent, {}, of_plan([], "2026-T2")):
        found = territories.layer(silent, key, {}, of_plan([], "2026-T2"))
        assert found.kind is TerritoryKind.EPCI
        assert list(found.rows["code"]) == sorted(PLACES)
        assert found.says.endswith(".")
    with pytest.raises(KeyError):
        territories.layer(silent, "absurde", {})
    assert territories.layer(silent, RATE, {}).says == f"Taux de réalisation{NB}: aucune valeur n’est connue."
