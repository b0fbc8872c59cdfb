"""Territories against each other: case 8 of the guide on the map, who is silent, not concerned, masked."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.measures import territories, territory_sheet, territory_words
from data.measures.columns import records
from data.measures.exceptions import exceptions
from data.measures.layer import ACTIONS, COVERAGE, GAP, NAMED, POPULATION, PROGRESS, RATE, Layer
from data.measures.peer_ranges import ranges
from data.measures.territory_comparison import against_peers
from data.measures.territory_indicators import read_by_territory
from data.situation import Situation, frame
from tests.support.measures import changed, drome, of, said, situation

NB = "\u00a0"
PEERS = "ABCDEFGHIJKLMNOP"
DONE = dict(zip(PEERS, (9, 8, 8, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 3, 3, 2), strict=True))


def first_ten() -> list[str]:
    """The 10 actions of P4 and P6 in the first phase."""
    tree = drome()
    return [c for c in (*tree.codes("P4"), *tree.codes("P6")) if of(tree.actions, c)["phase"] == "2025-2026"]


def words_of(places: Iterable[str]) -> list[dict[str, Any]]:
    """Case 8: each place has its number of actions done; two do not concern M."""
    codes = first_ten()
    found = []
    for place in places:
        listed = ["realisee"] * DONE[place] + (["non_concernee"] * 2 if place == "M" else [])
        listed += ["en_cours"] * (10 - len(listed))
        found += [said(code, "2026-T3", status, place=place) for code, status in zip(codes, listed, strict=True)]
    return found


def case_8(words: list[dict[str, Any]] | None = None, *, more: Iterable[str] = (), **tables: Any) -> Situation:
    """The Situation of case 8; `more` are other actions déclinées."""
    tree = drome()
    actions = changed(tree.actions, [*first_ten(), *more], territorial=True)
    return situation(tree, words_of(PEERS) if words is None else words, actions=actions, peers=PEERS, **tables)


def rows(found: Layer) -> dict[str, Mapping[str, Any]]:
    return {str(row["code"]): row for row in records(found.rows)}


def test_rates_of_case_8_on_the_map() -> None:
    found = territories.layer(case_8(), RATE, {})
    by_place = rows(found)
    assert by_place["M"]["text"] == f"4 sur 8 (50{NB}%)"
    assert found.median_text == f"55{NB}%"
    assert by_place["P"]["gap_text"] == f"−35{NB}points"
    assert by_place["A"]["gap_text"] == f"+35{NB}points"
    assert [place for place, row in sorted(by_place.items()) if row["alert"]] == ["L", "N", "O", "P"]
    assert [by_place[place]["rank"] for place in "ABCP"] == [1, 2, 2, 16]
    assert [by_place[place]["bin"] for place in "AFLP"] == [4, 3, 2, 1]
    assert list(found.rows["code"]) == list("ABCDEFGHIJKMLNOP")


def test_an_action_of_the_next_phase_changes_no_rate_and_is_counted_apart() -> None:
    later = next(code for code in drome().codes("P4") if of(drome().actions, code)["phase"] == "2027-2030")
    with_it = case_8(more=[later])
    assert rows(territories.layer(with_it, RATE, {}))["A"]["text"] == f"9 sur 10 (90{NB}%)"
    shown = rows(territories.layer(with_it, ACTIONS, {}))
    assert (shown["A"]["text"], shown["A"]["note"]) == ("11 actions déclinées", "dont 1 à venir")
    assert shown["M"]["text"] == "9 actions déclinées"


def test_silence_is_neither_zero_nor_not_concerned() -> None:
    quiet = [word for word in words_of(PEERS) if word["territory_code"] not in "NOP"]
    quiet += [said(code, "2026-T3", "non_concernee", place="O") for code in first_ten()]
    quiet += [said(code, "2026-T3", "non_concernee", place="P") for code in first_ten()[:9]]
    now = case_8(quiet)
    by_place = rows(territories.layer(now, RATE, {}))
    assert (by_place["N"]["known"], by_place["N"]["value"], by_place["N"]["bin"]) == ("non_renseigne", None, None)
    assert (by_place["O"]["known"], by_place["O"]["text"]) == ("non_concerne", "non concerné")
    # Nine of ten have no object there and nobody spoke of the tenth: said so, and not « non renseigné ».
    assert by_place["P"]["known"] == "non_concerne"
    assert by_place["P"]["note"] == "9 actions sans objet ici, 1 non renseignée"
    covered = rows(territories.layer(now, COVERAGE, {}))
    assert (covered["N"]["known"], covered["N"]["value"], covered["N"]["bin"]) == ("valeur", 0.0, 0)
    said_first = territory_words.page_sentence(now, territories.layer(now, RATE, {}).rows)
    assert said_first.endswith(f"{NB}; 1 non renseignée.")


def test_a_low_coverage_is_a_minimum_and_its_mean_has_no_colour() -> None:
    few = words_of(PEERS[:-1]) + [said(code, "2026-T3", "realisee", place="P") for code in first_ten()[:3]]
    now = case_8(few)
    row = rows(territories.layer(now, RATE, {}))["P"]
    assert row["minimum"]
    assert row["text"] == "au moins 3 sur 10, 7 non renseignées"
    mean = rows(territories.layer(now, PROGRESS, {}))["P"]
    assert (mean["value"], mean["bin"], mean["known"]) == (None, None, "non_renseigne")
    assert mean["text"] != "non renseigné"


def test_few_actions_never_lead_the_sentence() -> None:
    aside = [word for word in words_of(PEERS) if word["territory_code"] != "P"]
    aside += [said(code, "2026-T3", "non_concernee", place="P") for code in first_ten()[:7]]
    aside += [said(code, "2026-T3", "realisee", place="P") for code in first_ten()[7:]]
    found = territories.layer(case_8(aside), RATE, {})
    assert rows(found)["P"]["rank"] == 1
    # Whatever the median, nobody is far enough below it to be named: the sentence then says who is ahead.
    calm = found.rows.assign(alert=False)
    told = territory_words.page_sentence(case_8(aside), calm)
    assert "n’est à plus de 10 points sous la médiane" in told
    assert "en tête, Territoire A" in told


def test_the_sentence_names_those_who_are_behind_and_stays_short() -> None:
    told = territory_words.page_sentence(case_8(), territories.layer(case_8(), RATE, {}).rows)
    assert "4 des 16 intercommunalités renseignées sont à plus de 10 points sous la médiane" in told
    assert "Territoire P (2 sur 10, 20" in told
    assert "et 2 autres" in told
    assert "en tête" not in told


def test_the_alert_is_the_same_on_the_map_and_in_the_exceptions_under_five_actions_too() -> None:
    code = first_ten()[:4]
    words = [said(one, "2026-T3", "realisee", place=place) for place in PEERS[:5] for one in code]
    words += [said(one, "2026-T3", "en_cours", place="P") for one in code]
    actions = changed(drome().actions, code, territorial=True)
    for now in (case_8(), situation(drome(), words, actions=actions, peers=PEERS)):
        on_map = {place for place, row in rows(territories.layer(now, RATE, {})).items() if row["alert"]}
        listed = {row["subject_code"] for row in records(exceptions(now)) if row["rule"] == "ecart_mediane"}
        assert on_map == listed
    # Four actions, none done where the others did all: no percentage is written of them, so no alert either.
    assert on_map == set()


def test_the_alert_that_a_plan_sets_is_the_lowest_class_of_the_map() -> None:
    own = [{"key": "gap_alert", "value": -20.0, "version": 1}]
    found = territories.layer(case_8(threshold_settings=own), GAP, {})
    by_place = rows(found)
    assert found.bins[0].label == f"plus de 20{NB}points en dessous"
    assert {place for place, row in by_place.items() if row["alert"]} == {"N", "O", "P"}
    assert {place for place, row in by_place.items() if row["bin"] == 0} == {"N", "O", "P"}


def test_the_gap_has_the_alert_for_lowest_class() -> None:
    found = territories.layer(case_8(), GAP, {})
    assert found.diverging
    by_place = rows(found)
    assert [place for place, row in sorted(by_place.items()) if row["bin"] == 0] == ["L", "N", "O", "P"]
    assert by_place["M"]["bin"] == 1
    assert by_place["P"]["text"] == f"−35{NB}points · 2 sur 10 (20{NB}%)"


def test_two_territories_have_no_median() -> None:
    tree = drome()
    now = situation(tree, words_of("AP"), actions=changed(tree.actions, first_ten(), territorial=True), peers="AP")
    found = territories.layer(now, RATE, {})
    assert found.median_text is None
    assert all(row["gap"] is None and not row["alert"] for row in records(found.rows))
    assert "pas de médiane" in territory_words.page_sentence(now, found.rows)


def test_the_order_of_the_cells_does_not_matter() -> None:
    now = case_8()
    positions = list(range(len(now.cells)))
    random.Random(8).shuffle(positions)
    mixed = replace(now, cells=now.cells.iloc[positions])
    for key in (RATE, GAP, PROGRESS, COVERAGE, ACTIONS):
        before, after = territories.layer(now, key, {}), territories.layer(mixed, key, {})
        pd.testing.assert_frame_equal(before.rows, after.rows)
        assert before.says == after.says


def test_without_any_declined_action_the_page_says_what_varies() -> None:
    now = situation(drome(), peers=PEERS)
    assert list(territories.offered(now, {})) == []
    found = territories.layer(now, RATE, {})
    assert "Aucune action de ce plan n’est déclinée" in territory_words.page_sentence(now, found.rows)
    assert all(row["value"] is None for row in records(found.rows))


def test_declined_and_nobody_spoke() -> None:
    now = case_8([])
    said_first = territory_words.page_sentence(now, territories.layer(now, RATE, {}).rows)
    assert "10 actions sont déclinées par territoire" in said_first
    assert "personne n’a encore donné d’état" in said_first


def test_without_territories_the_page_says_so() -> None:
    now = situation(drome())
    assert territories.offered(now, {}) == {}
    assert "Aucun territoire" in territory_words.page_sentence(now, territories.layer(now, RATE, {}).rows)


def test_population_is_that_of_the_territories_and_absent_is_not_zero() -> None:
    places = [
        {"code": "A", "name": "Communauté de communes du Diois", "kind": "epci", "parent_code": "DEP",
         "population": 12226, "population_year": 2023},
        {"code": "B", "name": "Communauté d'agglomération Arche Agglo", "kind": "epci", "parent_code": "DEP",
         "population": None, "population_year": None},
    ]  # fmt: skip
    now = situation(drome(), territories=places)
    by_place = rows(territories.layer(now, POPULATION, {}))
    assert (by_place["A"]["name"], by_place["A"]["note"]) == ("Diois", "recensement 2023")
    assert by_place["A"]["text"] == "12\u202f226 habitants"
    assert (by_place["B"]["known"], by_place["B"]["value"], by_place["B"]["text"]) == (
        "non_renseigne", None, "inconnue",
    )  # fmt: skip


def test_actions_that_name_a_territory_are_counted_once_each() -> None:
    tree = drome()
    codes = first_ten()
    actions = changed(tree.actions, [codes[0]], title="Ouvrir un accueil dans le Diois et à Die")
    actions = changed(actions, [codes[1]], title="Étudier la Diois-attitude")
    places = [
        {"code": "A", "name": "Communauté de communes du Diois", "kind": "epci", "parent_code": "DEP"},
        {"code": "26113", "name": "Die", "kind": "commune", "parent_code": "A"},
        {"code": "B", "name": "Arche Agglo", "kind": "epci", "parent_code": "DEP"},
    ]
    now = situation(tree, actions=actions, territories=places)
    assert NAMED in territories.offered(now, {})
    by_place = rows(territories.layer(now, NAMED, {}))
    assert (by_place["A"]["value"], by_place["B"]["value"]) == (1.0, 0.0)


def measured(values: Mapping[str, float | None], unit: str = "usagers", **rest: Any) -> Situation:
    """Case 8 with one indicator of P4 measured in some places and for the département."""
    indicator = {
        "indicator_id": 1, "code": "P4-IND02", "title": "Nombre d'usagers", "fiche_code": "P4", "unit": unit,
        "measure_kind": "suivi", "territory_aggregation": "somme", "time_aggregation": "derniere", **rest,
    }  # fmt: skip
    said_of = [
        {"indicator_code": "P4-IND02", "territory_code": place, "on": date(2026, 6, 30), "value": value,
         "baseline": False}
        for place, value in values.items()
    ]  # fmt: skip
    return replace(case_8(), indicators=frame("indicators", [indicator]), measures=frame("measures", said_of))


def test_a_small_count_is_hidden_on_the_map_with_another_that_the_total_would_give_away() -> None:
    now = measured({"A": 120, "B": 3, "C": 40, "D": 9, "DEP": 172})
    read = read_by_territory(now)
    by_place = rows(territories.layer(now, "indicateur-P4-IND02", read))
    assert (by_place["B"]["known"], by_place["B"]["value"], by_place["B"]["text"]) == ("masque", None, "masqué")
    assert by_place["D"]["known"] == "masque"  # 172 − 120 − 40 − 9 would say 3
    assert (by_place["A"]["value"], by_place["C"]["value"]) == (120.0, 40.0)
    assert by_place["E"]["known"] == "non_renseigne"
    found = next(one for one in ranges(now, read) if one.key == "indicateur-P4-IND02")
    assert found.texts["B"] == "masqué"
    assert "B" not in found.values
    assert found.low_text == "40 usagers"
    table = against_peers([found], "B")
    everything = f"{territories.layer(now, 'indicateur-P4-IND02', read).says}{table.to_csv()}{by_place}"
    assert "3 usagers" not in everything
    assert "9 usagers" not in everything


def test_an_indicator_without_a_visible_value_is_not_offered() -> None:
    now = measured({"A": 2, "B": 3})
    assert "indicateur-P4-IND02" not in territories.offered(now, read_by_territory(now))


def test_a_territory_against_the_median_of_an_indicator() -> None:
    read = read_by_territory(measured({"A": 120, "B": 60, "C": 40}))
    by_place = rows(territories.layer(case_8(), "indicateur-P4-IND02", read))
    assert by_place["A"]["gap_text"] == "+60 usagers"
    assert by_place["B"]["gap_text"] == "à la médiane"
    now = measured({"A": 120, "B": 60, "C": 40})
    row = records(against_peers([one for one in ranges(now, read) if one.key.endswith("P4-IND02")], "C"))[0]
    assert [row[name] for name in ("Ici", "Médiane", "Plus bas", "Plus haut", "Territoires")] == [
        "40 usagers, au 30/06/2026", "60 usagers", "40 usagers", "120 usagers", 3,
    ]  # fmt: skip


def test_the_sheet_says_what_the_map_says() -> None:
    now = case_8()
    found = territory_sheet.identity(now, "M")
    assert found is not None
    read = territory_sheet.sheet(now, None, found, ranges(now, {}))
    assert read.rate.text == rows(territories.layer(now, RATE, {}))["M"]["text"]
    assert (read.coverage.numerator, read.coverage.denominator) == (8, 8)
    assert read.standing == f"9e sur 16, −5{NB}points par rapport à la médiane"
    assert read.before == "Première période suivie."
    assert int(read.counts["total"].sum()) == 10
    assert read.says == f"Au 3e trimestre 2026, 8 actions sont déclinées ici{NB}; parmi celles dont la période est " + (
        f"ouverte, réalisées{NB}: 4 sur 8 (50{NB}%)."
    )
    codes = set(territory_sheet.declined_actions(now, "M")["code"])
    assert codes == set(first_ten())
    assert not codes & set(territory_sheet.whole_actions(now)["code"])
    assert set(territory_sheet.declined_actions(now, "M", ("realisee",))["status"]) == {"realisee"}


@pytest.mark.parametrize(("gap", "written"), [(12.5, "+12,5 points"), (-1.0, "−1 point"), (0.0, "à la médiane")])
def test_gaps_as_written(gap: float, written: str) -> None:
    assert territory_words.points(gap).replace(NB, " ") == written
    assert territory_words.points(None) == ""
