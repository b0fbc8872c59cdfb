"""What changed between two Situations: the cause of each action, and the difference on a constant set."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.measures.changes import Change, compare, declined
from data.period import Period
from data.situation import Situation
from tests.support.measures import changed, drome, said, situation

NB = "\u00a0"
BEFORE = [
    said("P1-01", "2026-T2", "en_cours", 50), said("P1-02", "2026-T2", "realisee"),
    said("P1-03", "2026-T2", "en_cours", 30), said("P1-04", "2026-T2", "non_engagee"),
    said("P2-01", "2026-T2", "en_cours"), said("P2-02", "2026-T2", "en_cours"),
    said("P3-01", "2026-T2", "suspendue"), said("P3-02", "2026-T2", "abandonnee"),
    said("P3-03", "2026-T2", "reportee", new_ends_on=date(2027, 6, 30)),
]  # fmt: skip
RULING = {
    "code": "D-003", "title": "Arrêter la médiation", "instance": "Comité de pilotage", "decided_on": date(2026, 7, 9),
}  # fmt: skip
TITLE = "Rédiger un process systématique et global de mesure de la satisfaction des personnes accompagnées dans "
TITLE += "les différents champs des Solidarités"


def pair(*more: dict[str, object], **tables: Any) -> tuple[Situation, Situation]:
    before = situation(drome(), BEFORE, "2026-T2")
    return before, situation(drome(), [*BEFORE, *more], "2026-T3", **tables)


def causes(*more: dict[str, object]) -> dict[str, tuple[str, ...]]:
    return {cause.cause: cause.codes for cause in compare(*pair(*more)).causes}


def one(found: Any, cause: str) -> Change:
    (change,) = [change for change in found.causes if change.cause == cause]
    return change


def test_nothing_changed() -> None:
    found = compare(*pair())
    assert found.causes == found.actions == ()
    assert found.constant.points == 0
    assert found.sentence == (
        f"Du 2e au 3e trimestre 2026, sur les 97 actions ouvertes aux deux dates, autant sont réalisées "
        f"qu’avant{NB}: 1."
    )
    assert found.of_the_set == ""
    assert found.frame.empty
    assert found.table().empty


@pytest.mark.parametrize(
    ("word", "cause"),
    [
        (said("P1-01", "2026-T3", "realisee"), "realisees"),
        (said("P2-04", "2026-T3", "realisee"), "realisees"),
        (said("P1-04", "2026-T3", "en_cours"), "engagees"),
        (said("P1-05", "2026-T3", "en_cours"), "engagees"),
        (said("P3-01", "2026-T3", "en_cours"), "reprises"),
        (said("P3-02", "2026-T3", "en_cours"), "reprises"),
        (said("P3-03", "2026-T3", "non_engagee"), "reprises"),
        (said("P1-01", "2026-T3", "abandonnee", decision="COPIL du 9 juillet"), "abandonnees"),
        (said("P1-01", "2026-T3", "reportee", decision="COPIL", new_ends_on=date(2027, 12, 31)), "reportees"),
        (said("P3-03", "2026-T3", "reportee", new_ends_on=date(2028, 6, 30)), "reportees"),
        (said("P3-03", "2026-T3", "reportee", new_ends_on=date(2027, 6, 30)), None),
        (said("P1-01", "2026-T3", "suspendue"), "suspendues"),
        (said("P1-02", "2026-T3", "en_cours"), "reculs"),
        (said("P1-01", "2026-T3", "en_cours", 40), "reculs"),
        (said("P1-03", "2026-T3", "non_engagee"), "reculs"),
        (said("P3-01", "2026-T3", "non_engagee"), "reculs"),
        (said("P2-04", "2026-T3", "non_engagee"), "premieres_reponses"),
        (said("P2-04", "2026-T3", "en_cours"), "premieres_reponses"),
        (said("P1-05", "2026-T3", "non_engagee"), "premieres_reponses"),
        (said("P1-01", "2026-T3", "en_cours", 60), "avancees"),
        (said("P1-01", "2026-T3", "en_cours", 50), None),
        (said("P2-01", "2026-T3", "en_cours", 60), None),
        (said("P17-01", "2026-T3", "realisee"), "tenues"),
    ],
)
def test_each_cause_is_named_once(word: dict[str, object], cause: str | None) -> None:
    found = compare(*pair(word))
    assert [(change.cause, change.codes) for change in found.causes] == ([(cause, (word["code"],))] if cause else [])
    assert [(row.cause, row.code) for row in found.actions] == ([(cause, word["code"])] if cause else [])


def test_a_recurrent_action_is_held_or_to_be_held_again_and_never_in_decline() -> None:
    held = [said("P17-01", "2026-T2", "realisee")]

    def told(*words: dict[str, object]) -> list[tuple[str, str, str]]:
        before = situation(drome(), held, "2026-T2")
        found = compare(before, situation(drome(), [*held, *words], "2026-T3"))
        return [(row.cause, row.before, row.after) for row in found.actions]

    assert told() == []
    # Said done again for another period: held once more, though its status is the same.
    assert told(said("P17-01", "2026-T3", "realisee")) == [("tenues", "Réalisée", "Tenue au 3e trimestre 2026")]
    assert told(said("P17-01", "2026-T3", "en_cours")) == [("cycles", "Réalisée", "En cours")]
    assert told(said("P17-01", "2026-T3", "suspendue")) == [("suspendues", "Réalisée", "Suspendue")]


def test_an_abandonment_names_its_decision_instance_date_and_reason() -> None:
    word = said("P1-01", "2026-T3", "abandonnee", decision="D-003", reason="Sans objet.")
    found = compare(*pair(word, decisions=[RULING]))
    change = one(found, "abandonnees")
    assert change.sentence == (
        f"1 action abandonnée par décision{NB}: P1-01 «{NB}{TITLE}{NB}» (décision D-003, Comité de pilotage, "
        "9 juillet 2026)."
    )
    assert change.items[0].text == (
        f"Par la décision D-003 «{NB}Arrêter la médiation{NB}» (Comité de pilotage, 9 juillet 2026), auparavant "
        f"«{NB}en cours à 50{NB}%{NB}». Motif{NB}: sans objet."
    )
    assert (found.actions[0].before, found.actions[0].after) == (f"En cours à 50{NB}%", "Abandonnée")
    assert found.actions[0].why == f"D-003 – Arrêter la médiation{NB}; Sans objet"
    assert found.actions[0].said_by == "Pilote d’action"
    assert [c.cause for c in found.causes] == ["abandonnees", "decisions"]


def test_a_decision_that_nobody_recorded_or_named_is_said_so() -> None:
    unnamed = compare(*pair(said("P1-01", "2026-T3", "abandonnee")))
    assert "(décision non précisée)" in unnamed.causes[0].sentence
    unknown = compare(*pair(said("P1-01", "2026-T3", "abandonnee", decision="COPIL du 9 juillet")))
    assert "(décision COPIL du 9 juillet)" in unknown.causes[0].sentence


def test_a_postponement_names_both_ends_and_why() -> None:
    word = said(
        "P1-01", "2026-T3", "reportee", decision="D-003", reason="Marché infructueux", new_ends_on=date(2027, 12, 31)
    )
    change = one(compare(*pair(word, decisions=[RULING])), "reportees")
    assert change.items[0].text == (
        f"Fin au 31 décembre 2027 au lieu du 31 décembre 2026, par la décision D-003 «{NB}Arrêter la médiation{NB}» "
        f"(Comité de pilotage, 9 juillet 2026). Motif{NB}: marché infructueux."
    )
    assert "fin au 31 décembre 2027 au lieu du 31 décembre 2026, décision D-003" in change.sentence
    row = compare(*pair(word, decisions=[RULING])).actions[0]
    assert (row.before, row.after) == (f"En cours à 50{NB}%", "Reportée, fin au 31 décembre 2027")


def test_a_step_back_shows_before_and_after_in_the_words_of_who_said_it() -> None:
    word = said("P1-02", "2026-T3", "en_cours", 70, comment="Deux thèmes restent.", behalf="MDPH")
    found = compare(*pair(word))
    assert found.causes[0].sentence == (
        f"1 action en recul{NB}: P1-02 «{NB}Expérimenter l’enquête de satisfaction{NB}» "
        f"(«{NB}réalisée{NB}», puis «{NB}en cours à 70{NB}%{NB}»)."
    )
    assert found.causes[0].items[0].text.endswith("Deux thèmes restent.")
    assert found.actions[0].why == "Deux thèmes restent"
    assert found.actions[0].said_by == "Pilote d’action, pour MDPH"


def test_many_are_named_by_their_code_and_few_by_their_title_too() -> None:
    few = one(compare(*pair(said("P1-01", "2026-T3", "realisee"), said("P2-01", "2026-T3", "realisee"))), "realisees")
    assert few.sentence.count("«") == 2
    many = [said(code, "2026-T3", "realisee") for code in drome().codes("P4", "P5")]
    found = one(compare(*pair(*many)), "realisees")
    assert found.sentence == f"19 actions réalisées{NB}: P4-01, P4-02, P4-03, P4-04, P4-05, P4-06 et 13 autres."
    assert found.count == 19


def test_the_difference_is_on_a_constant_set() -> None:
    done = [said("P2-01", "2026-T3", "realisee"), said("P2-02", "2026-T3", "realisee")]
    found = compare(*pair(*done, said("P1-03", "2026-T3", "abandonnee")))
    assert (found.constant.size, found.constant.before, found.constant.now) == (96, 1, 3)
    assert found.constant.points == pytest.approx(200 / 96)
    assert found.sentence == (
        "Du 2e au 3e trimestre 2026, sur les 96 actions ouvertes aux deux dates, "
        "3 sont réalisées, contre 1 (+2,1 points)."
    )
    assert found.of_the_set == f"Le nombre d’actions ouvertes passe de 97 à 96{NB}: 1 abandonnée en sort."
    # Abandoning alone moves the open cohort's rate, not the constant set's.
    assert compare(*pair(said("P1-03", "2026-T3", "abandonnee"))).constant.points == 0


def test_what_enters_and_leaves_the_set_is_counted_by_reason() -> None:
    words = [said("P3-02", "2026-T3", "en_cours"), said("P1-03", "2026-T3", "suspendue")]
    words += [said("P2-01", "2026-T3", "reportee", new_ends_on=date(2028, 1, 1))]
    found = compare(*pair(*words))
    assert found.constant.entered == (("reprise", ("P3-02",)),)
    assert found.constant.left == (("reportée", ("P2-01",)),)
    assert (found.constant.open_before, found.constant.open_now) == (97, 97)
    assert found.of_the_set == (
        f"Le nombre d’actions ouvertes reste de 97{NB}: 1 reprise s’ajoute{NB}; 1 reportée en sort."
    )


def test_a_percentage_of_points_is_not_written_on_a_handful() -> None:
    before, now = pair(said("P1-01", "2026-T3", "realisee"))
    only = ["P1-01", "P1-02"]
    found = compare(*(s.with_(leaves=s.leaves[s.leaves["code"].isin(only)]) for s in (before, now)))
    assert (found.constant.size, found.constant.points) == (2, 50)
    assert found.sentence == (
        "Du 2e au 3e trimestre 2026, sur les 2 actions ouvertes aux deux dates, 2 sont réalisées, contre 1."
    )


def test_nothing_known_gives_no_difference() -> None:
    found = compare(situation(drome(), [], "2026-T2"), situation(drome(), [], "2026-T3"))
    assert found.constant.points is None
    assert found.sentence == "Rien n’a changé du 2e au 3e trimestre 2026."
    word = said("P1-02", "2026-T3", "realisee")
    first = compare(situation(drome(), [], "2026-T2"), situation(drome(), [word], "2026-T3"))
    assert first.constant.points is None
    assert first.sentence.startswith(f"Du 2e au 3e trimestre 2026{NB}: 1 action réalisée{NB}: P1-02")


def test_recurrent_actions_are_outside_the_constant_set() -> None:
    found = compare(*pair(said("P17-01", "2026-T3", "realisee")))
    assert (found.constant.size, found.constant.now) == (97, 1)


def test_going_back() -> None:
    def row(status: str, percent: float | None = None) -> dict[str, object]:
        return {"status": status, "percent": percent}

    assert declined(row("realisee"), row("en_cours"))
    assert declined(row("en_cours"), row("suspendue"))
    assert declined(row("en_cours", 60), row("en_cours", 50))
    assert not declined(row("en_cours", 60), row("en_cours"))
    assert not declined(row("realisee"), row("abandonnee"))
    assert not declined(row("non_renseigne"), row("non_engagee"))


def test_a_year_is_worded_as_a_year() -> None:
    actions = changed(drome().actions, ["P1-01"], weight=1)
    before = situation(drome(), [said("P1-01", "2025-A1", "en_cours")], "2025-A1", actions=actions)
    now = situation(
        drome(), [said("P1-01", "2025-A1", "en_cours"), said("P1-01", "2026-A1", "realisee")], "2026-A1",
        actions=actions, today=date(2026, 12, 31),
    )  # fmt: skip
    assert compare(before, now).sentence.startswith("De 2025 à 2026, ")


def test_a_plan_that_speaks_of_engagements_agrees_with_them() -> None:
    def masculine(one: Situation) -> Situation:
        levels = {**one.plan.levels, "action": "Engagement", "fiche": "Fiche action"}
        card = type(one.plan)(**{**vars(one.plan), "levels": levels})
        return one.with_(plan=card)

    words = [said(code, "2026-T3", status) for code, status in [
        ("P2-01", "realisee"), ("P2-02", "realisee"), ("P3-01", "en_cours"), ("P1-04", "abandonnee"),
    ]]  # fmt: skip
    extra = pd.concat([drome().actions, drome().actions.tail(1).assign(action_id=999, code="P21-99")])
    before, now = pair(*words, actions=extra)
    found = compare(masculine(before), masculine(now))
    assert found.sentence == (
        "Du 2e au 3e trimestre 2026, sur les 96 engagements ouverts aux deux dates, 3 sont réalisés, contre 1 "
        "(+2,1 points)."
    )
    assert found.of_the_set == f"Le nombre d’engagements ouverts passe de 97 à 96{NB}: 1 abandonné en sort."
    leads = {cause.cause: cause.lead for cause in found.causes}
    assert leads["realisees"] == "2 engagements réalisés"
    assert leads["reprises"] == "1 engagement repris"
    assert leads["abandonnees"] == "1 engagement abandonné par décision"
    assert leads["actions_ajoutees"] == "1 nouvel engagement"
    assert {row.named for row in found.actions} == {"Réalisé", "Repris", "Abandonné", "Nouvel engagement"}


def test_the_period_of_the_comparison_is_kept() -> None:
    found = compare(*pair())
    assert (found.since, found.until) == (Period(2026, 2), Period(2026, 3))
