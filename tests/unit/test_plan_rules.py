"""The rules and thresholds that a plan applies: its own settings over the method's, wherever they count."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.measures import plan_rules
from data.measures.exceptions import counted, exceptions
from data.measures.rules import BY_KEY, RULES
from data.measures.sentences import pilotage
from data.measures.thresholds import TABLE, THRESHOLDS
from data.situation import Situation
from tests.support.measures import WHOLE, drome, said, situation

NB = "\u00a0"
EVERYONE = [
    {"fiche_code": f"P{n}", "pilot": f"Service {n}", "role": "responsable", "pilot_id": n} for n in range(1, 22)
]
IMPACT = [{"code": f"I{n}", "fiche_code": f"P{n}", "nature": "impact", "title": f"Impact {n}"} for n in range(1, 22)]
CAMPAIGNS = [{"period": f"2026-T{n}", "status": "cloturee", "due_on": date(2026, 3 * n, 15)} for n in (1, 2, 3)]


def built(words: Any = (), period: str = "2026-T3", **tables: Any) -> Situation:
    return situation(drome(), words, period, **({"assignments": EVERYONE, "indicators": IMPACT} | tables))


def rule(key: str, **said: Any) -> dict[str, Any]:
    return {"rule": key, "active": True, "words": None, "next_step": None, "who": None, "version": 3} | said


def of(now: Situation, key: str, previous: Situation | None = None) -> list[dict[str, Any]]:
    found = exceptions(now, previous)
    listed: list[dict[str, Any]] = found[found["rule"] == key].to_dict("records")
    return listed


def test_without_a_setting_the_method_applies() -> None:
    now = built()
    assert plan_rules.rules_of(now) == RULES
    assert plan_rules.thresholds_of(now) == TABLE
    assert plan_rules.threshold_of(now, "gap_alert") == -10
    with pytest.raises(KeyError):
        plan_rules.threshold_of(now, "inconnu")


def test_a_plan_changes_what_it_says_and_keeps_the_rest() -> None:
    now = built(rule_settings=[rule("sans_pilote", next_step="Voir avec la direction : vite"), rule("inconnue")])
    own = next(one for one in plan_rules.rules_of(now) if one.key == "sans_pilote")
    assert (own.next_step, own.words, own.version) == (
        f"Voir avec la direction{NB}: vite", BY_KEY["sans_pilote"].words, 3,
    )  # fmt: skip
    assert [one.version for one in plan_rules.rules_of(now)].count(3) == 1
    rows = of(
        built(assignments=[], rule_settings=[rule("sans_pilote", next_step="Appeler", who="La DGA")]), "sans_pilote"
    )
    assert [(row["next_step"], row["who"]) for row in rows] == [("Appeler", "La DGA")]


def test_a_rule_that_the_plan_silenced_raises_nothing() -> None:
    assert of(built(assignments=[]), "sans_pilote")
    assert not of(built(assignments=[], rule_settings=[rule("sans_pilote", active=False)]), "sans_pilote")


@pytest.mark.parametrize(
    ("value", "counts"),
    [(3, 3), (None, 2), (float("nan"), 2), (99, 2), (0, 2), ("trois", 2)],
    ids=["set", "absent", "nan", "over", "under", "text"],
)
def test_a_threshold_out_of_its_bounds_is_left_aside(value: Any, counts: float) -> None:
    settings = [
        {"key": "alert_after", "value": value, "version": 1},
        {"key": "smallest_whole", "value": 2, "version": 1},
    ]
    now = built(threshold_settings=settings)
    assert plan_rules.threshold_of(now, "alert_after") == counts
    assert plan_rules.threshold_of(now, "smallest_whole") == 5, "the method's, whatever the store says"


def test_the_plan_s_thresholds_count_in_its_exceptions_and_sentences() -> None:
    def silent(limit: float) -> Situation:
        expected = [{"fiche_code": "P1", "period": row["period"], "pilot": "S"} for row in CAMPAIGNS[:2]]
        settings = [{"key": "alert_after", "value": limit, "version": 1}]
        words = [said("P1-01", "2026-T1", "en_cours"), said("P1-02", "2026-T1", "realisee")]
        return built(words, campaigns=CAMPAIGNS, expectations=expected, threshold_settings=settings)

    assert (len(of(silent(2), "sans_nouvelles")), len(of(silent(2), "a_surveiller"))) == (1, 0)
    assert (len(of(silent(3), "sans_nouvelles")), len(of(silent(3), "a_surveiller"))) == (0, 1)
    assert "pas donné de nouvelles" in pilotage(silent(2))
    assert "pas donné de nouvelles" not in pilotage(silent(3))

    words = [said("P1-04", "2025-T4", "non_engagee")]
    assert of(built(words, "2025-T4"), "mi_periode")
    assert not of(
        built(words, "2025-T4", threshold_settings=[{"key": "mid_period", "value": 60, "version": 1}]), "mi_periode"
    )


def test_behind_its_calendar_from_a_declared_percent_only() -> None:
    # P1-02 ends on 31 December 2026: 7 of its 8 quarters have ended, 87,5 % is expected.
    words = [
        said("P1-01", "2026-T3", "en_cours", 75), said("P1-02", "2026-T3", "en_cours", 70),
        said("P1-03", "2026-T3", "en_cours"), said("P1-04", "2026-T3", "realisee", 10),
    ]  # fmt: skip
    found = of(built(words), "ecart_calendrier")
    assert [row["subject_code"] for row in found] == ["P1-02"], "75 is slightly late, an unsaid percent has no health"
    assert found[0]["why"] == f"70{NB}% déclarés, 88{NB}% attendus à ce jour pour finir le 31 décembre 2026"
    strict = built(words, threshold_settings=[{"key": "health_slightly_late", "value": 0.9, "version": 1}])
    assert [row["subject_code"] for row in of(strict, "ecart_calendrier")] == ["P1-01", "P1-02"]
    # Without news since, it is silent: another rule says so.
    expected = [{"fiche_code": "P1", "period": "2026-T3", "pilot": "S"}]
    assert not of(built(words, campaigns=CAMPAIGNS, expectations=expected), "ecart_calendrier")
    # Once the period has ended, « en retard » says it, and only once.
    ended = built(words, "2026-T4")
    assert not of(ended, "ecart_calendrier")
    assert {"P1-01", "P1-02", "P1-03"} <= {row["subject_code"] for row in of(ended, "en_retard")}


def indicator(**said: Any) -> dict[str, Any]:
    return {
        "code": "I1", "fiche_code": "P1", "title": "Indicateur", "nature": "impact", "unit": "%",
        "measure_kind": "cible",
        "direction": "hausse", "territory_aggregation": "aucune", **said,
    }  # fmt: skip


def measured(on: date, value: float, **said: Any) -> dict[str, Any]:
    return {"indicator_code": "I1", "territory_code": WHOLE, "on": on, "value": value, "baseline": False, **said}


def aim(due: date, value: float = 1) -> dict[str, Any]:
    return {"indicator_code": "I1", "territory_code": WHOLE, "due_on": due, "value": value}


START = measured(date(2024, 12, 31), 20, baseline=True)


@pytest.mark.parametrize(
    ("due", "on", "value", "missed"),
    [
        (date(2026, 6, 30), date(2026, 6, 30), 30, True),
        (date(2026, 6, 30), date(2026, 6, 30), 40, False),
        (date(2026, 6, 30), date(2026, 3, 31), 30, False),  # nothing known of that day yet
        (date(2026, 12, 31), date(2026, 6, 30), 30, False),  # its day has not come
    ],
)
def test_a_target_is_missed_once_its_day_is_known_and_not_reached(
    due: date, on: date, value: float, missed: bool
) -> None:
    now = built(indicators=[indicator()], measures=[START, measured(on, value)], targets=[aim(due, 40)])
    found = of(now, "cible_manquee")
    assert bool(found) == missed
    if missed:
        assert found[0]["why"] == (
            f"30{NB}% au 30 juin 2026, pour une cible de 40 au 30 juin 2026{NB}: 50{NB}% du chemin"
        )
        assert (found[0]["since"], found[0]["who"]) == ("le 30 juin 2026", "Service 1")


def test_a_target_without_any_value_waits() -> None:
    now = built(indicators=[indicator()], targets=[aim(date(2026, 6, 30), 40)])
    assert not of(now, "cible_manquee")


def test_a_later_target_does_not_hide_the_one_that_was_missed() -> None:
    aims = [aim(date(2026, 6, 30), 40), aim(date(2028, 12, 31), 80)]
    now = built(indicators=[indicator()], measures=[START, measured(date(2026, 6, 30), 30)], targets=aims)
    assert len(of(now, "cible_manquee")) == 1


def test_a_small_count_never_tells_itself_through_an_exception() -> None:
    small = indicator(unit="personnes", direction="baisse")
    before = built(period="2026-T2", indicators=[small], measures=[measured(date(2026, 6, 30), 2)])
    rows = [measured(date(2026, 6, 30), 2), measured(date(2026, 9, 30), 4)]
    now = built(indicators=[small], measures=rows, targets=[aim(date(2026, 9, 30))])
    assert not of(now, "en_baisse", before)
    assert not of(now, "cible_manquee")


@pytest.mark.parametrize(
    ("due", "values", "behind"),
    [
        (date(2026, 6, 30), [], True),
        (date(2026, 6, 30), [measured(date(2026, 6, 30), 0)], True),
        (date(2026, 6, 30), [measured(date(2026, 9, 30), 1)], False),
        (date(2026, 12, 31), [], False),
    ],
)
def test_a_dated_milestone_that_is_not_reached_is_behind(due: date, values: list[dict[str, Any]], behind: bool) -> None:
    now = built(indicators=[indicator(measure_kind="jalon")], measures=values, targets=[aim(due)])
    found = of(now, "ecart_calendrier")
    assert bool(found) == behind
    if behind:
        assert found[0]["why"].startswith("Jalon prévu le 30 juin 2026")
        assert found[0]["since"] == "le 30 juin 2026"


def test_a_value_is_due_after_its_rhythm_and_delay() -> None:
    rows = [measured(date(2026, 3, 31), 12)]
    quarterly = indicator(measure_kind="suivi", periodicity_months=3, availability_months=2)
    found = of(built(indicators=[quarterly], measures=rows), "valeur_attendue")
    assert [(row["subject_code"], row["since"]) for row in found] == [("I1", "le 31 août 2026")]
    assert "tous les 3 mois" in found[0]["why"]
    assert not of(built(indicators=[quarterly | {"availability_months": 4}], measures=rows), "valeur_attendue")
    assert not of(built(indicators=[quarterly]), "valeur_attendue"), "never given is for the quality of the data"


def test_what_has_no_date_of_its_own_is_seen_since_a_period() -> None:
    before, now = built(period="2026-T2", assignments=EVERYONE[1:]), built(assignments=EVERYONE[2:])
    since = {row["subject_code"]: row["since"] for row in of(now, "sans_pilote", before)}
    assert since == {"P1": "le 2e trimestre 2026 au moins", "P2": "le 3e trimestre 2026"}
    assert {row["since"] for row in of(now, "sans_pilote")} == {""}


def test_the_page_s_words() -> None:
    now = built(rule_settings=[rule("mi_periode", active=False)])
    assert plan_rules.sentence(now, {"en_retard": 4, "sans_pilote": 1}) == (
        f"Au 3e trimestre 2026, 12 règles sur 13 relèvent 5 exceptions{NB}; ce plan a changé 1 règle ou seuil."
    )
    assert plan_rules.sentence(built(), {}) == (
        f"Au 3e trimestre 2026, les 13 règles ne relèvent aucune exception{NB}; ce plan n’y a rien changé."
    )
    assert (counted("en_retard", 1), counted("en_retard", 12)) == ("1 action en retard", "12 actions en retard")
    rules = plan_rules.rules_table(plan_rules.rules_of(now), plan_rules.thresholds_of(now), {"en_retard": 4})
    assert list(rules["Active"]).count("non") == 1
    assert rules.set_index("Règle").loc["Sans nouvelles", "Seuil"] == f"2{NB}périodes manquées"
    table: pd.DataFrame = plan_rules.thresholds_table(TABLE)
    assert len(table) == len(TABLE)
    assert list(table["Réglable"]).count("non") == sum(not one.editable for one in TABLE)


def test_a_plan_changes_alerts_never_the_way_a_figure_is_computed() -> None:
    own = {one.key for one in TABLE if one.editable}
    assert own == {"health_slightly_late", "silent_after", "alert_after", "gap_alert", "mid_period"}
    assert all(one.admits(one.value) for one in TABLE if one.editable)
    assert not THRESHOLDS["smallest_whole"].admits(5)
    assert all(rule.threshold_key in own for rule in RULES if rule.threshold_key)
