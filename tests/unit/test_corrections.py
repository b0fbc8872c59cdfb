"""Two states of one period, and words said after the fact: corrections, with the old and the new."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.measures.changes import compare, corrections
from data.measures.changes.differences import REPORTS
from data.measures.masking import MASKED
from data.situation import Situation
from data.vocabulary import REPORT_TEXTS
from tests.support.measures import WHOLE, changed, drome, said, situation

NB = "\u00a0"
WORDS = [said("P1-01", "2026-T2", "en_cours", 40), said("P1-02", "2026-T2", "realisee")]
REPORT = {
    "fiche_code": "P1", "period": "2026-T2", "status": "valide", "nothing_new": False, "weather": "eclaircies",
    "done": "Deux ateliers.", "difficulties": "", "request": None, "upcoming": "Un bilan.", "publishable": ["done"],
}  # fmt: skip
INDICATOR = {
    "indicator_id": 1, "code": "I1", "title": "Places ouvertes", "fiche_code": "P1", "unit": "places",
    "measure_kind": "suivi", "territory_aggregation": "aucune", "flagship": False,
}  # fmt: skip
VALUE = {"indicator_code": "I1", "territory_code": WHOLE, "on": date(2026, 6, 30), "value": 110.0, "baseline": False}
RULING = {"code": "D-001", "title": "Ouvrir", "text": "", "instance": "COPIL", "decided_on": date(2026, 6, 1)}
TABLES: dict[str, list[dict[str, Any]]] = {
    "reports": [REPORT],
    "indicators": [INDICATOR],
    "measures": [VALUE],
    "decisions": [RULING],
    "targets": [
        {"indicator_code": "I1", "territory_code": WHOLE, "due_on": date(2027, 12, 31), "value": 150.0},
    ],
    "objective_ratings": [{"objective_code": "P1-O1", "year": 2026, "rating": "atteint", "comment": ""}],
    "expectations": [{"fiche_code": "P1", "period": "2026-T2", "pilot": "Pôle", "excused": False, "reason": None}],
    "assignments": [
        {"pilot_id": 1, "pilot": "Pôle", "fiche_code": "P1", "action_code": None, "role": "responsable"},
    ],
    "evidence": [{"evidence_id": 1, "fiche_code": "P1", "period": "2026-T2", "kind": "lien", "title": "Bilan"}],
    "partners": [{"fiche_code": "P1", "code": "CAF", "title": "CAF"}],
    "fiche_audiences": [{"fiche_code": "P1", "audience_code": "jeunes", "wording": "Jeunes"}],
    "audiences": [{"code": "jeunes", "title": "Jeunes", "rank": 1, "universal": False}],
}


def state(words: list[dict[str, Any]] = WORDS, period: str = "2026-T2", **tables: Any) -> Situation:
    return situation(drome(), words, period, **TABLES | tables)


def told(before: Situation, after: Situation) -> list[tuple[str, str, str]]:
    return [(cause.cause, item.code, item.text) for cause in corrections(before, after).causes for item in cause.items]


def test_the_same_state_twice_holds_no_difference() -> None:
    found = corrections(state(), state())
    assert found.causes == found.details == ()
    assert found.sentence == "Aucune différence entre les deux états du 2e trimestre 2026."
    assert found.table.empty
    assert compare(state(), state()).sentences == (found.sentence,)


def test_a_state_said_otherwise_is_told_with_the_old_one() -> None:
    after = state([said("P1-01", "2026-T2", "realisee", 100, comment="Terminé."), WORDS[1]])
    found = corrections(state(), after)
    assert found.sentence == "1 différence entre les deux états du 2e trimestre 2026."
    assert told(state(), after) == [(
        "corrections", "P1-01",
        f"2e trimestre 2026{NB}: état «{NB}réalisée{NB}» au lieu de «{NB}en cours{NB}»{NB}; avancement "
        f"«{NB}100{NB}%{NB}» au lieu de «{NB}40{NB}%{NB}»{NB}; précision{NB}: rempli après coup.",
    )]  # fmt: skip
    lines = [(row["Ce qui diffère"], row["Avant"], row["Après"]) for row in found.table.to_dict("records")]
    assert lines == [
        ("État", "En cours", "Réalisée"), ("Avancement", f"40{NB}%", f"100{NB}%"), ("Précision", "—", "Terminé."),
    ]  # fmt: skip
    same = compare(state(), after)
    assert [(row.code, row.cause, row.before, row.after) for row in same.actions] == [
        ("P1-01", "corrections", f"En cours à 40{NB}%", "Réalisée"),
    ]
    assert same.causes == found.causes


def test_a_word_added_or_taken_back_is_told() -> None:
    more = state([*WORDS, said("P2-01", "2026-T2", "en_cours", 30)])
    assert told(state(), more) == [
        ("corrections", "P2-01", f"2e trimestre 2026{NB}: état «{NB}en cours à 30{NB}%{NB}» ajouté."),
    ]
    assert told(more, state()) == [
        ("corrections", "P2-01", f"2e trimestre 2026{NB}: état «{NB}en cours à 30{NB}%{NB}» retiré."),
    ]


def test_a_report_says_which_texts_were_written_again() -> None:
    other = REPORT | {"done": "Trois ateliers.", "upcoming": "", "difficulties": "Un départ.", "weather": "couvert"}
    assert told(state(), state(reports=[other])) == [(
        "points_corriges", "P1",
        f"2e trimestre 2026{NB}: «{NB}Réalisé{NB}» réécrit{NB}; «{NB}Difficultés et points à surveiller{NB}» rempli "
        f"après coup{NB}; «{NB}À venir{NB}: travaux, partenaires{NB}» effacé{NB}; météo «{NB}couvert{NB}: un appui est "
        f"nécessaire{NB}» au lieu de «{NB}éclaircies{NB}: objectifs atteignables{NB}».",
    )]  # fmt: skip


def test_the_texts_of_a_report_are_named_as_in_the_form() -> None:
    assert {name: title for name, (title, _) in REPORTS.fields.items() if name in REPORT_TEXTS} == REPORT_TEXTS


def test_a_value_is_told_as_it_is_written() -> None:
    assert told(state(), state(measures=[VALUE | {"value": 120.0}])) == [
        ("valeurs_corrigees", "I1", f"30 juin 2026{NB}: valeur «{NB}120 places{NB}» au lieu de «{NB}110 places{NB}»."),
    ]
    rate = {"value": 50.0, "numerator": 50.0, "denominator": 100.0}
    ratio = [INDICATOR | {"unit": "%"}]
    before = state(indicators=ratio, measures=[VALUE | rate])
    after = state(indicators=ratio, measures=[VALUE | rate | {"value": 40.0, "numerator": 40.0}])
    assert told(before, after) == [(
        "valeurs_corrigees", "I1",
        f"30 juin 2026{NB}: valeur «{NB}40{NB}% (40 sur 100){NB}» au lieu de «{NB}50{NB}% (50 sur 100){NB}».",
    )]  # fmt: skip


def test_the_comment_of_a_small_count_is_not_told_either() -> None:
    few = [INDICATOR | {"unit": "familles"}]
    before = state(indicators=few, measures=[VALUE | {"value": 3.0, "text": "3 familles"}])
    after = state(indicators=few, measures=[VALUE | {"value": 4.0, "text": "4 familles"}])
    shown = [text for one in corrections(before, after).details for text in (one.before, one.after)]
    assert shown
    assert set(shown) == {MASKED}


def test_the_plan_s_calendar_and_titles_are_told() -> None:
    actions = changed(changed(drome().actions, ["P1-01"], ends_on=date(2027, 6, 30)), ["P1-02"], title="Enquêter")
    fiches = drome().fiches.assign(title=["Autre titre", *drome().fiches["title"][1:]]).to_dict("records")
    assert told(state(), state(actions=actions, fiches=fiches)) == [
        ("calendriers", "P1-01", f"Fin «{NB}30 juin 2027{NB}» au lieu de «{NB}31 décembre 2026{NB}»."),
        ("intitules", "P1", "Auparavant «\u00a0Mobiliser l’avis des personnes accompagnées et le positionner au "
         "centre des pratiques\u00a0»."),
        ("intitules", "P1-02", "Auparavant «\u00a0Expérimenter l’enquête de satisfaction\u00a0»."),
    ]  # fmt: skip


def test_actions_and_fiches_that_one_state_only_holds_are_told() -> None:
    fewer = drome().actions[drome().actions["code"] != "P2-01"]
    assert [(c.cause, c.codes) for c in corrections(state(), state(actions=fewer)).causes] == [
        ("actions_retirees", ("P2-01",)),
    ]


def test_a_rating_that_came_later_is_told_in_words() -> None:
    objectives = [{"code": "P1-O1", "title": "Écouter", "fiche_code": "P1", "rank": 1}]
    before, after = state(objectives=objectives, objective_ratings=[]), state(objectives=objectives)
    assert told(before, after) == [("objectifs_corriges", "P1-O1", f"2026{NB}: cotation ajoutée (Atteint).")]


_OTHER: dict[str, Any] = {
    "decisions": {"instance": "CDAS"}, "targets": {"value": 160.0}, "objective_ratings": {"rating": "non_atteint"},
    "expectations": {"excused": True, "reason": "Départ"}, "assignments": {"pilot": "Mission"},
    "evidence": {"title": "Compte rendu"}, "partners": {"code": "MSA", "title": "MSA"},
    "fiche_audiences": {"audience_code": "aines"}, "indicators": {"direction": "baisse"},
    "reports": {"publishable": ["done", "upcoming"]}, "measures": {"source": "Enquête"},
}  # fmt: skip


@pytest.mark.parametrize("table", _OTHER)
def test_whatever_differs_is_a_correction(table: str) -> None:
    objectives = [{"code": "P1-O1", "title": "Écouter", "fiche_code": "P1", "rank": 1}]
    other = [row | _OTHER[table] for row in TABLES[table]]
    before, after = state(objectives=objectives), state(objectives=objectives, **{table: other})
    found = corrections(before, after)
    assert found.details
    assert found.causes
    stored = {"non_atteint", "upcoming", "responsable", "aines", "jeunes", "True"}
    written = " ".join([*found.sentences, *found.table.map(str).to_numpy().ravel()])
    assert not [word for word in stored if word in written.split()]
    assert "None" not in written


# --- Between two periods ---


def test_a_reopened_quarter_is_told_as_corrections_and_not_as_progress() -> None:
    frozen = state()
    later = state([said("P1-01", "2026-T2", "realisee"), WORDS[1]], "2026-T3", reports=[REPORT | {"done": "Autre."}])
    found = compare(frozen, later)
    assert [(c.cause, c.codes) for c in found.causes] == [("corrections", ("P1-01",)), ("points_corriges", ("P1",))]
    assert found.causes[0].sentence.startswith(f"1 état donné ou corrigé après coup{NB}: P1-01")
    assert f"état «{NB}réalisée{NB}» au lieu de «{NB}en cours{NB}»" in found.causes[0].items[0].text
    assert [(row.code, row.cause) for row in found.actions] == [("P1-01", "corrections")]


def test_an_older_word_that_arrives_late_is_a_correction_even_when_it_moves_nothing() -> None:
    found = compare(state(), state([*WORDS, said("P1-02", "2026-T1", "en_cours")], "2026-T3"))
    assert [(c.cause, c.codes) for c in found.causes] == [("corrections", ("P1-02",))]
    assert found.actions == ()
    first = compare(state(), state([*WORDS, said("P2-01", "2026-T2", "realisee")], "2026-T3"))
    assert [(row.code, row.cause, row.before) for row in first.actions] == [("P2-01", "corrections", "Non renseignée")]


def test_a_word_taken_back_is_a_correction() -> None:
    found = compare(state(), state(WORDS[:1], "2026-T3"))
    assert [(c.cause, c.codes) for c in found.causes] == [("corrections", ("P1-02",))]
    assert [(row.before, row.after) for row in found.actions] == [("Réalisée", "Non renseignée")]


def test_an_action_done_since_whose_older_word_also_changed_is_one_line() -> None:
    words = [said("P1-01", "2026-T2", "suspendue"), WORDS[1], said("P1-01", "2026-T3", "realisee")]
    found = compare(state(), state(words, "2026-T3"))
    assert [(row.code, row.cause) for row in found.actions] == [("P1-01", "realisees")]
    assert [(c.cause, c.codes) for c in found.causes] == [("realisees", ("P1-01",)), ("corrections", ("P1-01",))]


def test_a_state_worked_out_from_territories_is_told_when_one_of_them_is_corrected() -> None:
    actions = changed(drome().actions, ["P1-01"], territorial=True)
    places = [said("P1-01", "2026-T2", "realisee", place=place) for place in "AB"]
    fewer = [said("P1-01", "2026-T2", "en_cours", place="A"), places[1]]
    before = situation(drome(), places, "2026-T2", actions=actions, peers="AB")
    found = compare(before, situation(drome(), fewer, "2026-T3", actions=actions, peers="AB"))
    assert [(row.code, row.cause) for row in found.actions] == [("P1-01", "corrections")]
    assert found.causes[0].items[0].text.startswith("2e trimestre 2026, Territoire A")


def test_a_filter_leaves_out_what_it_does_not_keep() -> None:
    before, after = state(), state(targets=[TABLES["targets"][0] | {"value": 1.0}])
    nothing: pd.DataFrame = before.indicators.iloc[:0]
    kept = [replace(one, indicators=nothing, kept=("Axe 1",)) for one in (before, after)]
    assert corrections(*kept).details == ()
    assert corrections(before, after).details != ()
