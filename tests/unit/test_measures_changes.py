"""What changed between two Situations: causes named, difference on a constant set."""

from datetime import date

import pandas as pd
import pytest

from data.measures.changes import compare, declined
from data.situation import Situation
from tests.support.measures import changed, drome, said, situation

NB = "\u00a0"
BEFORE = [
    said("P1-01", "2026-T2", "en_cours", 50), said("P1-02", "2026-T2", "realisee"),
    said("P1-03", "2026-T2", "en_cours", 30), said("P1-04", "2026-T2", "non_engagee"),
    said("P2-01", "2026-T2", "en_cours"), said("P2-02", "2026-T2", "en_cours"),
]  # fmt: skip


def pair(*more: dict[str, object]) -> tuple[Situation, Situation]:
    return situation(drome(), BEFORE, "2026-T2"), situation(drome(), [*BEFORE, *more], "2026-T3")


def causes(*more: dict[str, object]) -> dict[str, tuple[str, ...]]:
    return {cause.cause: cause.codes for cause in compare(*pair(*more)).causes}


def test_nothing_changed() -> None:
    found = compare(*pair())
    assert found.causes == ()
    assert found.constant.points == 0
    assert found.sentence.startswith("Depuis le 2e trimestre 2026, sur les 99 actions ouvertes aux deux dates")
    assert found.frame.empty


@pytest.mark.parametrize(
    ("word", "cause"),
    [
        (said("P1-01", "2026-T3", "realisee"), "realisees"),
        (said("P1-04", "2026-T3", "en_cours"), "engagees"),
        (said("P1-01", "2026-T3", "abandonnee", decision="COPIL du 9 juillet"), "abandonnees"),
        (said("P1-01", "2026-T3", "reportee", decision="COPIL"), "reportees"),
        (said("P1-01", "2026-T3", "suspendue"), "suspendues"),
        (said("P1-02", "2026-T3", "en_cours"), "reculs"),
        (said("P1-01", "2026-T3", "en_cours", 40), "reculs"),
        (said("P1-03", "2026-T3", "non_engagee"), "reculs"),
        (said("P2-04", "2026-T3", "non_engagee"), "premieres_reponses"),
        (said("P1-02", "2026-T1", "en_cours"), None),
        (said("P1-01", "2026-T3", "en_cours", 60), None),
    ],
)
def test_each_cause_is_named(word: dict[str, object], cause: str | None) -> None:
    assert causes(word) == ({} if cause is None else {cause: (word["code"],)})


def test_an_earlier_word_that_changed_is_a_correction() -> None:
    corrected = [word if word["code"] != "P1-02" else said("P1-02", "2026-T2", "en_cours") for word in BEFORE]
    before, now = situation(drome(), BEFORE, "2026-T2"), situation(drome(), corrected, "2026-T3")
    found = compare(before, now)
    assert [(cause.cause, cause.codes) for cause in found.causes] == [("corrections", ("P1-02",))]
    taken_back = [word for word in BEFORE if word["code"] != "P1-02"]
    found = compare(before, situation(drome(), taken_back, "2026-T3"))
    assert [cause.cause for cause in found.causes] == ["corrections"]


def test_the_sentence_names_count_codes_and_decision() -> None:
    abandoned = said("P1-01", "2026-T3", "abandonnee", decision="COPIL du 9 juillet 2026")
    found = compare(*pair(abandoned, said("P2-01", "2026-T3", "realisee"), said("P2-02", "2026-T3", "realisee")))
    assert [cause.sentence for cause in found.causes] == [
        f"2 actions réalisées{NB}: P2-01 et P2-02.",
        f"1 action abandonnée par décision{NB}: P1-01 (décision{NB}: COPIL du 9 juillet 2026).",
    ]
    assert found.sentences[1:] == tuple(cause.sentence for cause in found.causes)
    unnamed = compare(*pair(said("P1-01", "2026-T3", "abandonnee")))
    assert "décision non précisée" in unnamed.causes[0].sentence
    assert list(found.frame.columns) == ["Cause", "Nombre", "Phrase", "Codes"]


def test_the_difference_is_on_a_constant_set() -> None:
    done = [said("P2-01", "2026-T3", "realisee"), said("P2-02", "2026-T3", "realisee")]
    found = compare(*pair(*done, said("P1-03", "2026-T3", "abandonnee")))
    assert (found.constant.size, found.constant.before, found.constant.now) == (98, 1, 3)
    assert found.constant.points == pytest.approx(200 / 98)
    assert found.sentence == (
        "Depuis le 2e trimestre 2026, sur les 98 actions ouvertes aux deux dates, "
        "3 sont réalisées, contre 1 (+2 points)."
    )
    # Abandoning alone moves the open cohort's rate, not the constant set's.
    assert compare(*pair(said("P1-03", "2026-T3", "abandonnee"))).constant.points == 0


def test_a_phase_that_opens_and_a_plan_that_grows_are_named() -> None:
    before = situation(drome(), BEFORE, "2026-T4")
    rows = pd.concat([drome().actions, drome().actions.tail(1).assign(action_id=999, code="P22-01", fiche_code="P22")])
    fiche = {"fiche_id": 99, "code": "P22", "title": "Nouvelle fiche", "heading_code": "3.3", "axis_code": "3"}
    fiches = [*drome().fiches.to_dict("records"), fiche]
    now = situation(drome(), BEFORE, "2027-T1", actions=rows, fiches=fiches)
    found = compare(before, now)
    assert [(cause.cause, cause.count) for cause in found.causes] == [
        ("phase_ouverte", 105), ("fiches_ajoutees", 1), ("actions_ajoutees", 1),
    ]  # fmt: skip
    assert found.causes[0].sentence == "La phase 2027-2030 a commencé\u00a0: 105 actions de plus sont ouvertes."
    assert found.constant.points == 0
    back = compare(now, situation(drome(), BEFORE, "2027-T2"))
    assert [cause.cause for cause in back.causes] == ["actions_retirees"]


def test_an_action_that_opens_inside_an_open_phase_is_not_a_phase() -> None:
    found = compare(situation(drome(), BEFORE, "2025-T4"), situation(drome(), BEFORE, "2026-T1"))
    assert [(cause.cause, cause.codes) for cause in found.causes] == [("periode_ouverte", ("P4-05", "P9-03"))]
    assert found.causes[0].sentence == f"2 actions de plus sont ouvertes{NB}: P4-05 et P9-03."


def test_nothing_known_gives_no_difference() -> None:
    found = compare(situation(drome(), [], "2026-T2"), situation(drome(), [], "2026-T3"))
    assert found.constant.points is None
    assert found.sentence == "Rien n’a changé depuis le 2e trimestre 2026."
    first = compare(situation(drome(), [], "2026-T2"), situation(drome(), BEFORE, "2026-T3"))
    assert first.constant.points is None
    assert first.sentence.startswith(f"Depuis le 2e trimestre 2026{NB}: 1 action réalisée")


def test_recurrent_actions_are_outside_the_constant_set() -> None:
    words = [said("P17-01", "2026-T3", "realisee")]
    found = compare(situation(drome(), BEFORE, "2026-T2"), situation(drome(), [*BEFORE, *words], "2026-T3"))
    assert (found.constant.size, found.constant.now) == (99, 1)


def test_going_back() -> None:
    def row(status: str, percent: float | None = None) -> dict[str, object]:
        return {"status": status, "percent": percent}

    assert declined(row("realisee"), row("en_cours"))
    assert declined(row("en_cours"), row("suspendue"))
    assert declined(row("en_cours", 60), row("en_cours", 50))
    assert not declined(row("en_cours", 60), row("en_cours"))
    assert not declined(row("realisee"), row("abandonnee"))
    assert not declined(row("non_renseigne"), row("non_engagee"))


def test_a_narrowed_situation_is_compared_with_the_same_scope() -> None:
    before, now = pair(said("P1-01", "2026-T3", "realisee"))
    only = ["P1-01", "P1-02"]
    narrowed = [s.with_(leaves=s.leaves[s.leaves["code"].isin(only)]) for s in (before, now)]
    found = compare(narrowed[0], narrowed[1])
    assert (found.constant.size, found.constant.points) == (2, 50)


def test_a_year_is_worded_as_a_year() -> None:
    actions = changed(drome().actions, ["P1-01"], weight=1)
    before = situation(drome(), [said("P1-01", "2025-A1", "en_cours")], "2025-A1", actions=actions)
    now = situation(
        drome(), [said("P1-01", "2025-A1", "en_cours"), said("P1-01", "2026-A1", "realisee")], "2026-A1",
        actions=actions, today=date(2026, 12, 31),
    )  # fmt: skip
    assert compare(before, now).sentence.startswith("Depuis 2025, ")
