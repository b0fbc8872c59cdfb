"""One indicator in full: gaps stay visible, dates in order, nobody hidden comes back, territories are ranked."""

from datetime import date
from typing import Any

from data.measures.figure import Stamp
from data.measures.indicator_board import standings
from data.measures.indicator_detail import (
    detail_sentence,
    figure_of,
    holes,
    points,
    points_table,
    texts_of,
    values_table,
)
from data.measures.readable import readable_measures
from data.measures.territory_ranking import Ranking, ranking, ranking_table
from data.situation import Situation
from tests.support.indicators import CODE, PEERS, indicator, measure, plan_with, target
from tests.support.measures import WHOLE

NBSP = "\u00a0"
AS_OF = date(2026, 9, 30)


def test_missing_values_are_found_between_those_known() -> None:
    now = plan_with([indicator()], [measure("2025-03-31", 1.0), measure("2025-12-31", 2.0), measure("2026-03-28", 3.0)])
    rows = readable_measures(now)[CODE].to_dict("records")
    (hole,) = holes(rows, 3)
    assert (hole.first, hole.last, hole.count) == (date(2025, 6, 30), date(2025, 9, 30), 2)
    assert holes(rows, None) == []


def test_without_a_periodicity_a_whole_missing_year_is_a_gap() -> None:
    now = plan_with([indicator()], [measure("2022-12-31", 1.0), measure("2025-12-31", 2.0)])
    (hole,) = holes(readable_measures(now)[CODE].to_dict("records"), None)
    assert (hole.first, hole.last) == (date(2023, 12, 31), date(2024, 12, 31))


def now_with(values: list[dict[str, Any]], aims: list[dict[str, Any]] | None = None, **fields: Any) -> Situation:
    return plan_with([indicator(**fields)], values, aims or [])


def drawn(now: Situation) -> list[tuple[str, str, float | None]]:
    frame = points(indicator(), readable_measures(now)[CODE], now.targets, WHOLE, now.as_of)
    return [(row.on.isoformat(), row.kind, row.value) for row in frame.itertuples()]


def test_points_are_in_order_with_a_break_where_a_value_is_missing_and_zero_kept() -> None:
    values = [measure("2026-06-30", 6.0), measure("2025-12-31", 0.0), measure("2025-09-30", 5.0)]
    assert drawn(now_with(values)) == [
        ("2025-09-30", "valeur", 5.0),
        ("2025-12-31", "valeur", 0.0),
        ("2026-03-31", "valeur", None),
        ("2026-06-30", "valeur", 6.0),
    ]


def test_the_expected_path_goes_from_the_start_through_the_targets() -> None:
    values = [measure("2024-12-31", 10.0, baseline=True), measure("2025-03-31", 12.0)]
    found = drawn(now_with(values, [target("2030-12-31", 40.0), target("2026-12-31", 20.0)]))
    assert [(on, value) for on, kind, value in found if kind == "attendu"] == [
        ("2024-12-31", 10.0),
        ("2026-12-31", 20.0),
        ("2030-12-31", 40.0),
    ]
    assert [value for _, kind, value in found if kind == "départ"] == [10.0]


def test_a_hidden_point_is_a_break_that_says_masked() -> None:
    now = now_with([measure("2026-03-31", 3.0), measure("2026-06-30", 9.0)], unit="personnes")
    frame = points(indicator(unit="personnes"), readable_measures(now)[CODE], now.targets, WHOLE, AS_OF)
    assert list(frame["value"]) == [None, 9.0]
    assert frame["text_shown"].tolist() == [f"31 mars 2026{NBSP}: masqué", f"30 juin 2026{NBSP}: 9 personnes"]
    assert points_table(frame)["Valeur"].tolist() == ["masqué", "9"]


def test_every_value_has_its_source_author_and_date() -> None:
    values = [
        measure("2026-06-30", 1234.5, qualifier="près de"),
        measure("2025-12-31", 10.0),
        measure("2024-12-31", 8.0, baseline=True),
    ]
    rows = values_table(indicator(unit="visites"), readable_measures(now_with(values))[CODE], WHOLE, AS_OF)
    assert rows["Date"].tolist() == ["31/12/2024", "31/12/2025", "31/03/2026", "30/06/2026"]
    assert rows["Valeur"].tolist() == ["8 visites (départ)", "10 visites", "non renseigné", "1\u202f234,5 visites"]
    last = rows.iloc[-1]
    assert (last["Nuance"], last["Source"], last["Saisie par"]) == ("près de", "Enquête", "Pilote")


def test_the_figure_behind_a_hidden_value_gives_nothing_back() -> None:
    fields = {"unit": "personnes", "measure_kind": "cible", "direction": "hausse"}
    values = [measure("2025-12-31", 10.0, baseline=True), measure("2026-06-30", 3.0)]
    now = plan_with([indicator(**fields)], values, [target("2026-12-31", 20.0)])
    one = standings(now)[0]
    found = figure_of(one, readable_measures(now)[CODE], now.targets, WHOLE, Stamp(now.as_of, "2026-T3"))
    assert (found.value, found.numerator, found.text) == (None, None, "masqué")
    assert found.inputs["Valeur"].tolist() == ["10 personnes (départ)", "masqué"]
    assert "3" not in found.sentence.replace("30", "").replace("31", "")


def said(values: list[dict[str, Any]], aims: list[dict[str, Any]] | None = None, **fields: Any) -> str:
    return detail_sentence(standings(now_with(values, aims, **fields))[0])


def test_the_sentence_of_a_target_tells_the_way_and_the_expected_value() -> None:
    values = [measure("2024-12-31", 100.0, baseline=True), measure("2026-06-30", 80.0)]
    aims = [target("2028-12-31", 50.0)]
    assert said(values, aims, measure_kind="cible", direction="baisse", unit="jours") == (
        f"Au 30 juin 2026{NBSP}: 80 jours{NBSP}; en baisse depuis le 31/12/2024, dans le sens voulu{NBSP}; "
        f"40{NBSP}% du chemin, de 100 à 50 jours (31 décembre 2028){NBSP}; la valeur attendue à cette date, 81,3, "
        "est atteinte. La prochaine valeur est attendue le 30 septembre 2026."
    )


def test_the_sentence_of_what_is_late_absent_written_or_reached() -> None:
    late = f"La prochaine valeur est en retard{NBSP}: attendue le 30 juin 2026."
    assert said([measure("2026-03-31", 4.0)]).endswith(late)
    assert said([]) == "Aucune valeur n’a été saisie pour le département."
    assert said([], [target("2026-12-31", 4.0)]).startswith("Une cible est fixée, mais aucune valeur")
    assert said([measure("2026-03-31", text="Bien.")], measure_kind="qualitatif", periodicity_months=None) == (
        "Au 31 mars 2026, dernier texte saisi."
    )
    assert said([measure("2026-03-31", 1.0)], measure_kind="jalon") == "Jalon fait le 31 mars 2026."


def test_texts_are_newest_first() -> None:
    now = now_with([measure("2025-12-31", text="Avant."), measure("2026-06-30", text="Après.")])
    found = texts_of(indicator(), readable_measures(now)[CODE], WHOLE, AS_OF)
    assert [(each.text, each.who) for each in found] == [("Après.", "Pilote"), ("Avant.", "Pilote")]


def ranked(values: dict[str, float], **fields: Any) -> Ranking:
    rows = [measure("2026-06-30", value, place) for place, value in values.items()]
    now = plan_with([indicator(**fields)], rows, peers=(*PEERS, "E"))
    peers = {place: f"Communauté de communes du {place}" for place in (*PEERS, "E")}
    return ranking(indicator(**fields), readable_measures(now)[CODE], now.targets, peers, AS_OF)


def test_territories_are_ranked_with_their_median_and_the_silent_listed() -> None:
    found = ranked({"A": 10, "B": 30, "C": 0, "D": 20}, unit="%")
    assert [name for name, _ in found.known] == ["B", "D", "A", "C"]
    assert found.median == 15
    assert found.silent == ["E"]
    assert found.sentence == (f"4 territoires sur 5 avec une valeur, de 0 (C) à 30 (B){NBSP}; médiane 15.")
    assert ranking_table(found)["Dernière valeur"].tolist()[-1] == "non renseigné"


def test_hidden_territories_are_listed_never_drawn_nor_in_the_median() -> None:
    found = ranked({"A": 3, "B": 2, "C": 40, "D": 60, "E": 50}, unit="personnes")
    assert found.masked == ["A", "B"]
    assert found.median == 50
    assert [name for name, _ in found.known] == ["D", "E", "C"]
    assert set(ranking_table(found).tail(2)["Dernière valeur"]) == {"masqué"}


def test_no_median_under_three_territories_and_nothing_at_all_is_said() -> None:
    assert ranked({"A": 10, "B": 30}, unit="%").median is None
    now = plan_with([indicator()], [measure("2026-06-30", 1.0)], peers=PEERS)
    found = ranking(indicator(), readable_measures(now)[CODE], now.targets, dict.fromkeys(PEERS, "X"), AS_OF)
    assert found.sentence == "Aucun des 4 territoires n’a de valeur à montrer."


def test_values_of_several_days_are_told_apart() -> None:
    rows = [measure("2026-06-30", 1.0, "A"), measure("2026-06-30", 2.0, "B"), measure("2025-06-30", 3.0, "C")]
    now = plan_with([indicator(unit="%")], rows, peers=PEERS)
    found = ranking(indicator(unit="%"), readable_measures(now)[CODE], now.targets, {p: p for p in PEERS}, AS_OF)
    assert found.mixed
    assert found.on == date(2026, 6, 30)
