"""What needs someone: each rule fires when it should, and only then."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.measures.exceptions import EXCEPTION_COLUMNS, counts_by_rule, exceptions
from data.measures.rules import BY_KEY, RULES
from data.measures.thresholds import TABLE
from data.situation import Situation, frame
from tests.support.measures import WHOLE, changed, drome, said, situation

NB = "\u00a0"
CAMPAIGNS = [
    {"period": "2026-T1", "status": "cloturee", "due_on": date(2026, 4, 15)},
    {"period": "2026-T2", "status": "cloturee", "due_on": date(2026, 7, 15)},
    {"period": "2026-T3", "status": "ouverte", "due_on": date(2026, 10, 15)},
]
EVERYONE = [
    {"fiche_code": f"P{n}", "pilot": f"Service {n}", "role": "responsable", "pilot_id": n} for n in range(1, 22)
]
IMPACT = [{"code": f"I{n}", "fiche_code": f"P{n}", "nature": "impact", "title": f"Impact {n}"} for n in range(1, 22)]


def built(words: list[dict[str, Any]] | None = None, period: str = "2026-T3", **tables: Any) -> Situation:
    """A Drôme in which every fiche has a pilot and an impact indicator, unless told otherwise."""
    whole = {"assignments": EVERYONE, "indicators": IMPACT, **tables}
    return situation(drome(), words or [], period, **whole)


def rows(found: pd.DataFrame, rule: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = found[found["rule"] == rule].to_dict("records")
    return listed


def of(now: Situation, rule: str, previous: Situation | None = None) -> list[dict[str, Any]]:
    return rows(exceptions(now, previous), rule)


def test_a_quiet_plan_has_no_exception() -> None:
    found = exceptions(built(period="2025-T2"))
    assert tuple(found.columns) == EXCEPTION_COLUMNS
    assert len(found) == 0


def test_the_rules_are_data_and_ordered() -> None:
    assert [rule.key for rule in RULES][:3] == ["decision_attendue", "en_retard", "sans_nouvelles"]
    keys = {row.key for row in TABLE}
    assert all(rule.threshold_key in keys for rule in RULES if rule.threshold_key)
    assert BY_KEY["ecart_mediane"].threshold == -10
    assert all(rule.words and rule.next_step and rule.who for rule in RULES)


def test_every_row_says_why_who_and_what_next_in_the_order_of_the_rules() -> None:
    now = built(
        [said("P1-01", "2026-T2", "non_engagee"), said("P19-02", "2026-T2", "en_cours")],
        campaigns=CAMPAIGNS,
        reports=[{"fiche_code": "P2", "period": "2026-T2", "request": "Un poste de coordination"}],
        expectations=[{"fiche_code": "P4", "period": row["period"], "pilot": "Service 4"} for row in CAMPAIGNS],
        assignments=EVERYONE[1:],
        indicators=IMPACT[1:],
    )
    found = exceptions(now)
    order = [rule.key for rule in RULES]
    assert [order.index(rule) for rule in found["rule"]] == sorted(order.index(rule) for rule in found["rule"])
    assert set(found["rule"]) == {
        "decision_attendue", "en_retard", "sans_nouvelles", "sans_pilote", "sans_indicateur_impact", "mi_periode",
    }  # fmt: skip
    assert all(found["why"].astype(bool) & found["who"].astype(bool) & found["next_step"].astype(bool))
    assert set(found["severity"]) <= {1, 2, 3}
    assert list(counts_by_rule(found)) == [rule.key for rule in RULES if rule.key in set(found["rule"])]
    assert all(BY_KEY[rule].title == title for rule, title in zip(found["rule"], found["title"], strict=True))


REQUEST = {"fiche_code": "P2", "period": "2026-T1", "request": "Un poste", "submitted_on": date(2026, 4, 10)}


@pytest.mark.parametrize(
    ("decisions", "waiting"),
    [
        ([], 1),
        ([{"fiche_code": "P2", "answers_period": "2026-T1", "decided_on": date(2026, 5, 4)}], 0),
        ([{"fiche_code": "P2", "answers_period": "2025-T4", "decided_on": date(2026, 5, 4)}], 1),
        ([{"fiche_code": "P2", "answers_period": None, "decided_on": date(2026, 5, 4)}], 0),
        ([{"fiche_code": "P2", "answers_period": None, "decided_on": date(2026, 3, 2)}], 1),
        ([{"fiche_code": "P3", "answers_period": "2026-T1", "decided_on": date(2026, 5, 4)}], 1),
    ],
)
def test_a_request_waits_until_it_is_decided(decisions: list[dict[str, Any]], waiting: int) -> None:
    now = built(reports=[REQUEST, {"fiche_code": "P3", "period": "2026-T1", "request": "  "}], decisions=decisions)
    found = of(now, "decision_attendue")
    assert len(found) == waiting
    if found:
        assert (found[0]["why"], found[0]["since"], found[0]["fiche_code"]) == (
            "Un poste", "le 1er trimestre 2026", "P2",
        )  # fmt: skip


def test_the_same_request_asked_again_is_one_since_the_first_time() -> None:
    again = {**REQUEST, "period": "2026-T2", "request": "un poste ", "submitted_on": date(2026, 7, 10)}
    other = {**REQUEST, "period": "2026-T2", "request": "Un local"}
    found = of(built(reports=[again, REQUEST, other]), "decision_attendue")
    assert [(row["why"], row["since"]) for row in found] == [
        ("Un poste", "le 1er trimestre 2026"), ("Un local", "le 2e trimestre 2026"),
    ]  # fmt: skip


def test_late_means_the_period_has_ended() -> None:
    words = [said("P1-01", "2026-T4", "en_cours"), said("P1-02", "2026-T4", "realisee")]
    words += [said("P1-03", "2026-T4", "abandonnee")]
    assert of(built(words, "2026-T3"), "en_retard")[0]["subject_code"] == "P19-02"  # « en 2025 »
    late = {row["subject_code"]: row for row in of(built(words, "2026-T4"), "en_retard")}
    assert "P1-01" in late
    assert not {"P1-02", "P1-03", "P1-05"} & set(late)
    assert late["P1-01"]["why"] == f"Période achevée, et l’action est dite «{NB}en cours{NB}»"
    assert late["P1-01"]["since"] == "le 31 décembre 2026"
    assert late["P1-01"]["who"] == "Service 1"
    assert "personne" in late["P1-04"]["why"]


def test_a_recurrent_action_is_late_when_a_period_ends_without_it() -> None:
    held = [said("P17-01", "2025-T4", "realisee")]
    late = {row["subject_code"]: row for row in of(built(held), "en_retard")}
    assert set(late) == {"P19-02", "P2-03", "P8-02", "P17-04"}
    assert late["P8-02"]["since"] == "le 31 décembre 2025"
    assert "récurrente" in late["P8-02"]["why"]


def test_silence_two_missed_alert_one_missed_to_watch() -> None:
    expected = [
        {"fiche_code": fiche, "period": row["period"], "pilot": "Service"}
        for fiche in ("P1", "P2", "P3")
        for row in CAMPAIGNS
    ]
    answers = [{"fiche_code": "P2", "period": "2026-T1"}, {"fiche_code": "P3", "period": "2026-T2"}]
    now = built(campaigns=CAMPAIGNS, expectations=expected, reports=answers)
    alert, watch = of(now, "sans_nouvelles"), of(now, "a_surveiller")
    assert [(row["subject_code"], row["since"]) for row in alert] == [("P1", "le 1er trimestre 2026")]
    assert [(row["subject_code"], row["since"]) for row in watch] == [("P2", "le 2e trimestre 2026")]
    assert alert[0]["why"] == f"Pas de réponse pour deux trimestres{NB}; aucun point reçu"
    assert (alert[0]["severity"], watch[0]["severity"]) == (2, 1)


def test_falling_actions_and_indicators() -> None:
    words = [said("P1-01", "2026-T2", "en_cours", 60), said("P1-02", "2026-T2", "realisee")]
    later = [*words, said("P1-01", "2026-T3", "en_cours", 40)]
    indicators = [{**row, "direction": "baisse", "territory_aggregation": "aucune"} for row in IMPACT]
    old = [{"indicator_code": "I1", "territory_code": WHOLE, "on": date(2026, 6, 30), "value": 10}]
    new = [*old, {"indicator_code": "I1", "territory_code": WHOLE, "on": date(2026, 9, 30), "value": 12}]
    before = built(words, "2026-T2", indicators=indicators, measures=old)
    now = built(later, "2026-T3", indicators=indicators, measures=new)
    found = of(now, "en_baisse", before)
    assert [row["subject_code"] for row in found] == ["P1-01", "I1"]
    assert found[0]["why"] == f"En cours à 60{NB}%, puis en cours à 40{NB}%"
    assert found[0]["since"] == "le 2e trimestre 2026"
    assert of(now, "en_baisse") == []
    better = [*old, {"indicator_code": "I1", "territory_code": WHOLE, "on": date(2026, 9, 30), "value": 8}]
    assert len(of(built(later, indicators=indicators, measures=better), "en_baisse", before)) == 1


def test_gap_of_a_territory() -> None:
    codes = drome().codes("P6")[:10]
    actions = changed(drome().actions, codes, territorial=True, starts_on=date(2025, 1, 1))
    done = {"A": 9, "B": 8, "C": 8, "D": 6, "E": 2}
    words = [
        said(code, "2026-T3", "realisee" if rank < done[place] else "en_cours", place=place)
        for place in done
        for rank, code in enumerate(codes)
    ]
    now = situation(drome(), words, "2026-T3", actions=actions, peers=done, assignments=EVERYONE, indicators=IMPACT)
    found = of(now, "ecart_mediane")
    # The furthest below comes first.
    assert [(row["subject_code"], row["subject"]) for row in found] == [("E", "Territoire E"), ("D", "Territoire D")]
    assert found[0]["why"] == f"2 sur 10 (20{NB}%){NB}: 60 points sous la médiane (80{NB}%)"
    # As on the map, actions of the next phase do not count: four of the ten have begun, too few for a gap to be told.
    later = changed(drome().actions, codes, territorial=True)
    assert not of(
        situation(drome(), words, "2026-T3", actions=later, peers=done, assignments=EVERYONE, indicators=IMPACT),
        "ecart_mediane",
    )


def test_without_any_pilot_one_row_with_the_count() -> None:
    found = of(built(assignments=[]), "sans_pilote")
    assert len(found) == 1
    assert found[0]["why"] == f"208 actions suivies n’ont pas de pilote{NB}: aucun n’est désigné"
    one = [{"fiche_code": "P1", "action_code": "P1-01", "pilot": "Service", "role": "pilote_action"}]
    found = of(built(assignments=one), "sans_pilote")
    assert len(found) == 21
    assert found[0]["why"] == "7 sur 8 sans pilote"
    assert of(built(), "sans_pilote") == []


def test_without_any_impact_indicator_one_row() -> None:
    assert of(built(indicators=[]), "sans_indicateur_impact")[0]["why"].startswith("Aucune des 21 fiches")
    found = of(built(indicators=[{"fiche_code": "P1", "nature": "mixte"}]), "sans_indicateur_impact")
    assert len(found) == 20
    assert len(of(built(indicators=[{"fiche_code": "P1", "nature": "realisation"}]), "sans_indicateur_impact")) == 1


def test_contradictory_says_both_words() -> None:
    actions = changed(drome().actions, ["P1-01"], territorial=True)
    words = [said("P1-01", "2026-T3", "realisee"), said("P1-01", "2026-T3", "en_cours", place="A")]
    now = situation(drome(), words, "2026-T3", actions=actions, peers="AB", assignments=EVERYONE, indicators=IMPACT)
    found = of(now, "contradictoire")
    assert [row["subject_code"] for row in found] == ["P1-01"]
    assert found[0]["why"] == (
        f"Dite «{NB}réalisée{NB}»{NB}; d’après les territoires, «{NB}en cours{NB}» (0 sur 2 réalisées)"
    )


def test_unstarted_at_mid_period_only_when_said() -> None:
    words = [said("P1-04", "2025-T4", "non_engagee")]
    assert of(built(words, "2025-T3"), "mi_periode") == []
    found = of(built(words, "2025-T4"), "mi_periode")
    assert [row["subject_code"] for row in found] == ["P1-04"]  # others were never spoken of
    assert of(built(words, "2026-T4"), "mi_periode") == []  # ended: late, which is another thing


def test_a_plan_without_fiche_or_action_has_no_exception() -> None:
    empty = built(period="2026-T4", actions=frame("actions", []), fiches=[], indicators=[], assignments=[])
    assert len(exceptions(empty)) == 0
