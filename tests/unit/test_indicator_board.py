"""Where an indicator stands, by hand: value as written, trend, way, expected path, due date, and what stays hidden."""

from typing import Any

import pytest

from data.measures.figure import Stamp
from data.measures.indicator_board import Standing, board_table, due_words, standings, whose
from data.measures.indicator_summary import headline, sentence
from tests.support.indicators import PEERS, indicator, measure, plan_with, target

NBSP = "\u00a0"
CIBLE: dict[str, Any] = {"measure_kind": "cible", "unit": "jours"}


def stand(fields: dict[str, Any], values: list[dict[str, Any]], aims: list[dict[str, Any]] | None = None) -> Standing:
    return standings(plan_with([indicator(**fields)], values, aims or []))[0]


def delay(*values: tuple[str, float]) -> Standing:
    """A delay that must go from 100 days (end of 2024) to 50 (end of 2028)."""
    rows = [measure("2024-12-31", 100.0, baseline=True)] + [measure(on, value) for on, value in values]
    return stand({**CIBLE, "direction": "baisse"}, rows, [target("2028-12-31", 50.0)])


def test_nothing_said_is_not_zero() -> None:
    one = stand({}, [])
    assert one.text == "non renseigné"
    assert not one.said
    assert (one.on, one.trend, one.progress, one.due) == (None, None, None, None)


def test_zero_is_a_value() -> None:
    one = stand({}, [measure("2026-06-30", 0.0)])
    assert one.said
    assert one.text == "0 action"


def test_a_decrease_to_80_is_40_percent_of_the_way() -> None:
    one = delay(("2026-06-30", 80.0))
    assert one.progress == f"40{NBSP}% du chemin"
    assert one.trend == "en baisse depuis le 31/12/2024, dans le sens voulu"
    # Half of 2025-2028 has not passed: 546 of 1 461 days, so 81,3 expected; 80 is under, as wished.
    assert one.expected == pytest.approx(100 - 50 * 546 / 1461)
    assert one.on_path is True


def test_a_regression_has_its_word() -> None:
    one = delay(("2026-06-30", 110.0))
    assert one.progress == f"0{NBSP}% du chemin (régression)"
    assert one.trend == "en hausse depuis le 31/12/2024, à l’inverse du sens voulu"
    assert one.on_path is False


def test_after_the_last_target_that_target_is_what_is_expected() -> None:
    rows = [measure("2024-12-31", 0.0, baseline=True), measure("2026-06-30", 9.0)]
    one = stand({"measure_kind": "cible", "direction": "hausse"}, rows, [target("2025-12-31", 10.0)])
    assert one.expected == 10
    assert one.on_path is False


def test_order_of_values_does_not_matter() -> None:
    values = [("2026-03-31", 90.0), ("2026-06-30", 80.0), ("2025-12-31", 95.0)]
    assert delay(*values) == delay(*reversed(values))


def test_a_held_target_is_said_held() -> None:
    fields = {**CIBLE, "direction": "maintien", "tolerance": 5}
    rows = [measure("2026-06-30", 57.5)]
    one = stand(fields, rows, [target("2026-12-31", 50.0)])
    assert one.progress == f"cible tenue à 50{NBSP}%"
    assert one.on_path is False
    assert stand(fields, [measure("2026-06-30", 53.0)], [target("2026-12-31", 50.0)]).on_path is True


def test_followed_indicators_have_a_trend_and_no_rate() -> None:
    one = stand({}, [measure("2026-03-31", 4.0), measure("2026-06-30", 4.0)])
    assert one.move.trend == "stable"
    assert one.progress is None
    assert one.on_path is None


def test_the_next_value_is_due_after_period_periodicity_and_delay() -> None:
    rows = [measure("2026-03-31", 4.0)]
    assert due_words(stand({"availability_months": 2}, rows)) == "en retard depuis le 31/08/2026"
    one = stand({"periodicity_months": 12}, rows)
    assert due_words(one) == "attendue le 31/03/2027"
    assert not one.overdue
    assert due_words(stand({"periodicity_months": None}, rows)) == "—"


def test_a_milestone_is_dated_and_nothing_is_due_once_it_is_reached() -> None:
    jalon = {"measure_kind": "jalon", "unit": None}
    reached = stand(jalon, [measure("2025-12-31", 0.0), measure("2026-03-31", 1.0)])
    assert reached.text == "fait le 31 mars 2026"
    assert reached.due is None
    waiting = stand(jalon, [measure("2025-12-31", 0.0)])
    assert waiting.text == "pas encore fait"
    assert waiting.overdue


def test_a_text_stays_a_text() -> None:
    one = stand({"measure_kind": "qualitatif", "unit": None}, [measure("2026-06-30", None, text="Usage inégal.")])
    assert one.text == "Usage inégal."
    assert (one.trend, one.progress) == (None, None)


def test_a_hidden_last_value_hides_rate_and_trend_and_is_not_replaced_by_an_older_one() -> None:
    people = {"measure_kind": "cible", "direction": "hausse", "unit": "personnes"}
    rows = [measure("2025-12-31", 8.0, baseline=True), measure("2026-03-31", 12.0), measure("2026-06-30", 3.0)]
    one = stand(people, rows, [target("2026-12-31", 20.0)])
    assert one.text == "masqué"
    assert one.masked
    assert (one.move.value, one.trend, one.progress, one.expected) == (None, None, None, None)


def test_a_hidden_start_hides_the_rate_that_would_give_it_back() -> None:
    people = {"measure_kind": "cible", "direction": "hausse", "unit": "personnes"}
    rows = [measure("2025-12-31", 2.0, baseline=True), measure("2026-06-30", 12.0)]
    one = stand(people, rows, [target("2026-12-31", 20.0)])
    assert one.text == "12 personnes"
    assert (one.trend, one.progress) == (None, None)


def test_a_partial_sum_is_compared_neither_with_the_target_nor_with_another_set() -> None:
    fields = {"measure_kind": "cible", "direction": "hausse", "unit": "%", "territory_aggregation": "somme"}
    rows = [measure("2025-12-31", 10.0, place) for place in PEERS]
    rows += [measure("2026-06-30", 10.0, place) for place in PEERS[:3]]
    one = standings(plan_with([indicator(**fields)], rows, [target("2026-12-31", 60.0)], peers=PEERS))[0]
    assert one.summed == "somme de 3 territoires sur 4"
    assert (one.trend, one.progress) == (None, None)
    assert one.move.value == 30


def test_values_after_the_period_described_are_not_read() -> None:
    assert stand({}, [measure("2026-12-31", 4.0)]).said is False


def board() -> list[Standing]:
    fields = {"measure_kind": "cible", "direction": "hausse"}
    rows = [
        indicator("I1", **fields),
        indicator("I2", **fields),
        indicator("I3"),
        indicator("I4"),
        indicator("I5"),
    ]
    values = [
        measure("2024-12-31", 0.0, code="I1", baseline=True),
        measure("2026-06-30", 10.0, code="I1"),
        measure("2024-12-31", 0.0, code="I2", baseline=True),
        measure("2026-06-30", 1.0, code="I2"),
        measure("2025-06-30", 5.0, code="I3"),
    ]
    return standings(plan_with(rows, values, [target("2026-12-31", 12.0, code=code) for code in ("I1", "I2")]))


def test_the_answer_counts_values_targets_paths_and_late_values() -> None:
    said = sentence(board())
    assert said == (
        f"Sur les 5 indicateurs du plan, 3 ont une valeur (60{NBSP}%), 2 une cible{NBSP}; "
        f"1 des 2 trajectoires attendues est tenue{NBSP}; 1 valeur est en retard."
    )
    assert sentence(board()[3:]) == (
        f"Les 2 indicateurs du plan n’ont encore aucune valeur{NBSP}: le document les annonce, "
        "sans valeur de départ ni cible."
    )
    assert sentence([]) == "Aucun indicateur dans cette sélection."
    assert sentence(board(), territory="Diois").startswith(f"Diois{NBSP}: sur les 5 indicateurs")


def test_the_four_figures_show_their_rows_and_are_unknown_rather_than_zero() -> None:
    known, aimed, path, late = headline(board(), Stamp())
    assert [known.text, aimed.text] == [f"3 sur 5 (60{NBSP}%)", f"2 sur 5 (40{NBSP}%)"]
    assert [path.text, late.text] == ["1 sur 2", "1 sur 3"]
    assert list(known.inputs["Compte"]) == ["oui", "oui", "oui", "non", "non"]
    empty = headline(standings(plan_with([indicator()])), Stamp())
    assert [figure.value for figure in empty] == [0.0, 0.0, None, None]


def test_the_table_is_written_in_french() -> None:
    rows = board_table([delay(("2026-06-30", 80.5))])
    assert rows.loc[0, "Dernière valeur"] == "80,5 jours"
    assert rows.loc[0, "Date"] == "30/06/2026"
    assert rows.loc[0, "Prochaine valeur"] == "attendue le 30/09/2026"


def test_who_can_give_a_value() -> None:
    assert whose(plan_with([indicator()]), "P9") == "la coordination du schéma, tant que la fiche n’a pas de pilote"
