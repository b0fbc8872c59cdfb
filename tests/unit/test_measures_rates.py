"""The three rates and what goes with them: wording, coverage, groups, objectives, thresholds, recurrence."""

from datetime import date

import pandas as pd
import pytest

from data.measures import objectives, progress, rates, recurrence
from data.measures.figure import NOT_COMPUTABLE, Coverage, Figure, Stamp
from data.measures.thresholds import TABLE, small, threshold
from data.situation import frame
from data.vocabulary import DISPLAY_ORDER
from tests.support.measures import changed, drome, kept, leaves, of, said, situation, states

NB = "\u00a0"


def first(count: int, **statuses: int) -> pd.DataFrame:
    """`count` first-phase, non-recurrent leaves of the Drôme as of T3 2026, given these statuses in order."""
    rows = drome().actions
    rows = rows[(rows["phase"] == "2025-2026") & ~rows["recurrent"].astype(bool)].head(count)
    listed = [status for status, number in statuses.items() for _ in range(number)]
    words = [said(code, "2026-T3", status) for code, status in zip(rows["code"], listed, strict=False)]
    return kept(leaves(drome(), words, "2026-T3")[0], "code", *rows["code"])


@pytest.mark.parametrize(
    ("count", "statuses", "text"),
    [
        (4, {"realisee": 1, "en_cours": 3}, "1 sur 4"),
        (5, {"realisee": 1, "en_cours": 4}, f"1 sur 5 (20{NB}%)"),
        (10, {"realisee": 0}, NOT_COMPUTABLE),
        (10, {"en_cours": 10}, f"0 sur 10 (0{NB}%)"),
        (10, {"realisee": 4}, "au moins 4 sur 10, 6 non renseignées"),
        (10, {"realisee": 5}, f"5 sur 10 (50{NB}%)"),
        (10, {"realisee": 8, "abandonnee": 1, "en_cours": 1}, f"8 sur 9, 1 abandonnée{NB}; 8 sur 10 du plan adopté"),
        (10, {"realisee": 8, "reportee": 2}, "8 sur 8, 2 reportées"),
        (
            10,
            {"realisee": 7, "reportee": 1, "abandonnee": 2},
            f"7 sur 7, 2 abandonnées, 1 reportée{NB}; 7 sur 10 du plan adopté",
        ),
        (10, {"abandonnee": 10}, NOT_COMPUTABLE),
    ],
)
def test_wording_of_a_rate(count: int, statuses: dict[str, int], text: str) -> None:
    assert rates.completion(first(count, **statuses)).text == text


def test_a_figure_carries_all_that_explains_it() -> None:
    stamp = Stamp(date(2026, 9, 30), "2026-T3")
    found = first(20, realisee=6, en_cours=8, abandonnee=1)
    figure = rates.completion(found, "les actions dont la période est ouverte", stamp)
    assert (figure.as_of, figure.period_code, figure.unit) == (stamp.as_of, "2026-T3", "%")
    assert figure.authors == ("Pilote d’action",)
    assert figure.excluded == {"abandonnée": 1}
    assert figure.excluded_text == "1 abandonnée"
    assert figure.coverage == Coverage(19, 14, 14)
    assert figure.coverage.text == f"14 renseignées sur 19 (74{NB}%), dont 14 à jour"
    assert list(figure.inputs.columns)[:5] == ["Code", "Action", "Fiche", "Phase", "État"]
    assert len(figure.inputs) == 20
    assert figure.sentence.startswith("Actions réalisées, parmi les actions dont la période est ouverte")
    names = [name for name, _ in figure.explained()]
    assert names == ["Chiffre", "Formule", "Couverture", "Écarté du calcul", "Dit par"]
    assert "récurrentes" in figure.formula


def test_flags_of_a_rate() -> None:
    words = [said("P1-01", "2026-T3", "realisee", validated=False), said("P1-02", "2026-T3", "en_cours", place="A")]
    actions = changed(drome().actions, ["P1-02"], territorial=True)
    found, _ = leaves(drome(), words, "2026-T3", actions=actions, peers="AB")
    flags = rates.completion(kept(found, "code", "P1-01", "P1-02")).flags
    assert "1 état non validé" in flags
    assert "1 état déduit des territoires" in flags
    assert any("moins de 5 actions" in flag for flag in flags)


def test_cohorts_by_calendar() -> None:
    found = leaves(drome(), [], "2026-T4")[0]
    opened, due = rates.opened(found, date(2026, 12, 31)), rates.due(found, date(2026, 12, 31))
    assert len(opened) == 104
    assert set(due["code"]) <= set(opened["code"])
    # 100 actions of « 2025-2026 », but three run on by their own words.
    assert len(due) == 97
    assert not {"P4-05", "P9-03", "P17-05"} & set(due["code"])
    assert len(rates.due(found, date(2025, 12, 31))) == 1
    dateless = found.assign(starts_on=None, ends_on=None)
    assert (len(rates.opened(dateless, date(2026, 1, 1))), len(rates.due(dateless, date(2026, 1, 1)))) == (208, 0)


def test_breakdown_is_in_the_display_order_and_shows_everything() -> None:
    found = first(10, realisee=3, reportee=1, abandonnee=2)
    counts = rates.breakdown(found)
    assert list(counts.index) == [str(status) for status in DISPLAY_ORDER]
    assert counts.sum() == 10
    assert (counts["realisee"], counts["reportee"], counts["abandonnee"], counts["non_renseigne"]) == (3, 1, 2, 4)
    table = rates.breakdown_by(found, "fiche_code")
    assert list(table.columns) == ["key", *counts.index, "total"]
    assert sum(table["total"]) == 10


def test_by_audience_says_that_it_does_not_add_up() -> None:
    found = first(6, realisee=6)
    ids = list(found["action_id"])
    pairs = [(ids[0], "PA"), (ids[0], "PH"), (ids[1], "PH"), (ids[1], "PH"), (9999, "PA")]
    table = rates.completion_by_audience(
        found, frame("action_audiences", [{"action_id": a, "audience_code": c} for a, c in pairs])
    )
    assert list(zip(table["key"], table["denominator"], strict=True)) == [("PA", 1), ("PH", 2)]
    assert table.attrs["note"] == rates.NOT_A_PARTITION


def test_territories_without_answer_have_no_rank_and_no_gap() -> None:
    actions = changed(drome().actions, ["P1-01", "P1-02"], territorial=True)
    words = [said("P1-01", "2026-T3", "realisee", place=place) for place in "AB"]
    _, cells = leaves(drome(), words, "2026-T3", actions=actions, peers="ABCD")
    table = rates.completion_by_territory(cells).set_index("key")
    assert list(table["rank"]) == [1, 1, None, None]
    assert set(table["median"]) == {None}  # two territories known: no median
    assert not any(table["alert"])
    assert rates.completion_by_territory(cells.iloc[:0]).empty


def test_mean_progress_is_not_put_forward_on_low_coverage() -> None:
    mean = rates.mean_progress(first(20, realisee=6))
    assert mean.value == 100
    assert not mean.headline
    assert any("avant" in flag for flag in mean.flags)
    full = rates.mean_progress(first(10, realisee=5, suspendue=2, non_engagee=3))
    assert full.value == 60
    assert full.text == f"60{NB}% (10 renseignées sur 10)"
    assert full.headline
    assert full.flags == ("2 pourcentages supposés à 50",)
    nothing = rates.mean_progress(first(10))
    assert (nothing.value, nothing.text, nothing.headline) == (None, NOT_COMPUTABLE, False)
    few = rates.mean_progress(first(4, realisee=4))
    assert "%" not in few.text
    assert progress.mean_progress is rates.mean_progress


def test_a_declared_percent_is_read_only_for_actions_under_way() -> None:
    words = [
        said("P1-01", "2026-T3", "realisee", 20), said("P1-02", "2026-T3", "non_engagee", 40),
        said("P1-03", "2026-T3", "en_cours", 30),
    ]  # fmt: skip
    found = kept(leaves(drome(), words, "2026-T3")[0], "code", "P1-01", "P1-02", "P1-03")
    assert rates.mean_progress(found).value == pytest.approx(130 / 3)


def test_recurrent_windows_follow_the_rhythm_set_by_a_person() -> None:
    actions = changed(drome().actions, ["P17-01"], recurrence_months=6)
    words = [said("P17-01", "2025-T2", "realisee"), said("P17-01", "2026-T3", "realisee")]
    found = kept(leaves(drome(), words, "2026-T3", actions=actions)[0], "code", "P17-01")
    table = recurrence.recurrent_windows(found, states(actions, words), date(2026, 9, 30))
    assert list(table["held"]) == [True, False, False, True]
    assert list(table["late"]) == [False, True, True, False]
    assert [day.isoformat() for day in table["ends_on"]] == ["2025-06-30", "2025-12-31", "2026-06-30", "2026-12-31"]
    figure = rates.recurrent_held(found, states(actions, words), date(2026, 9, 30))
    assert figure.text == f"tenue dans sa période en cours{NB}: 1 sur 1"
    assert any("2 périodes achevées" in flag for flag in figure.flags)


def test_a_word_is_not_held_twice_and_a_correction_takes_it_back() -> None:
    words = [said("P17-01", "2025-T4", "realisee")]
    found = kept(leaves(drome(), words, "2026-T3")[0], "code", "P17-01")
    assert of(found, "P17-01")["status"] == "realisee"  # carried, yet 2026 was not held
    table = recurrence.recurrent_windows(found, states(drome().actions, words), date(2026, 9, 30))
    assert list(table["held"]) == [True, False]
    corrected = [*words, said("P17-01", "2025-T4", "non_engagee")]
    table = recurrence.recurrent_windows(found, states(drome().actions, corrected), date(2026, 9, 30))
    assert list(table["held"]) == [False, False]


def test_recurrent_actions_nobody_spoke_of_are_not_computable() -> None:
    found = leaves(drome(), [], "2026-T3")[0]
    figure = rates.recurrent_held(found, states(drome().actions, []), date(2026, 9, 30))
    assert (figure.value, figure.text) == (None, NOT_COMPUTABLE)
    assert figure.denominator == 5  # P14-07 begins in 2027


def test_a_recurrent_action_in_each_territory() -> None:
    actions = changed(drome().actions, ["P17-01"], territorial=True)
    words = [said("P17-01", "2026-T2", "realisee", place="A")]
    _, cells = leaves(drome(), words, "2026-T3", actions=actions, peers="AB")
    table = recurrence.recurrent_windows(cells, states(actions, words), date(2026, 9, 30))
    assert list(table["held"]) == [False, True, False, False]


def test_objectives_of_other_years_are_left_out() -> None:
    rows = kept(drome().objectives, "fiche_code", "P1")
    ratings = frame("objective_ratings", [{"objective_code": "P1-OBJ01", "year": 2025, "rating": "atteint"}])
    assert objectives.reached(rows, ratings, 2026).value is None
    assert objectives.reached(rows, ratings, 2025).text == "1 objectif atteint sur 1"
    assert objectives.rated_years(ratings) == [2025]


def test_the_thresholds_are_one_table() -> None:
    keys = [row.key for row in TABLE]
    assert len(keys) == len(set(keys))
    assert threshold("smallest_whole") == 5
    assert (threshold("low_coverage"), threshold("gap_alert"), threshold("smallest_peers")) == (50, -10, 3)
    assert (threshold("health_ahead"), threshold("health_on_track"), threshold("health_slightly_late")) == (
        1.05, 0.95, 0.85,
    )  # fmt: skip
    assert (threshold("masking"), threshold("masking_income")) == (5, 11)
    assert (small(4), small(5)) == (True, False)
    assert all(row.words and row.used_in and row.text for row in TABLE)
    with pytest.raises(KeyError):
        threshold("inconnu")


def test_percent_shown_and_phases_of_a_narrowed_situation() -> None:
    now = situation(drome(), [said("P1-01", "2026-T3", "realisee")])
    table = rates.by_phase(kept(now.leaves, "fiche_code", "P1"))
    assert list(table["percent_shown"]) == [False, False]
    assert str(table["text"].iloc[0]).startswith("au moins 1 sur 4")
    assert isinstance(rates.completion(now.leaves), Figure)
