"""The quality board: each check finds what it should and only then; the score of a fiche; its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest

from data.measures.quality import (
    CHECKS,
    Board,
    board,
    findings_table,
    history,
    history_sentence,
    history_table,
    scores_table,
)
from data.measures.quality_reader import PAGES
from data.situation import Situation, frame
from tests.support.measures import WHOLE, changed, drome, said, situation

NB = "\u00a0"
EVERYONE = [
    {"fiche_code": f"P{n}", "pilot": f"Service {n}", "role": "responsable", "pilot_id": n} for n in range(1, 22)
]
INDICATORS = [
    {
        "code": f"I{n}", "fiche_code": f"P{n}", "nature": "impact", "title": f"Impact {n}", "measure_kind": "cible",
        "direction": "hausse", "periodicity_months": 12, "availability_months": 1, "territory_aggregation": "aucune",
    }
    for n in range(1, 22)
]  # fmt: skip
VALUES = [
    {"indicator_code": f"I{n}", "territory_code": WHOLE, "on": on, "value": value, "baseline": value == 10}
    for n in range(1, 22)
    for on, value in ((date(2025, 1, 1), 10), (date(2025, 12, 31), 20))
]
TARGETS = [
    {"indicator_code": f"I{n}", "territory_code": WHOLE, "due_on": date(2028, 12, 31), "value": 50}
    for n in range(1, 22)
]
PUBLICS = [
    {"fiche_code": f"P{n}", "audience_code": "tous", "wording": "tous publics", "source_line": n} for n in range(1, 22)
]
CAMPAIGN = {
    "period": "2026-T3", "status": "ouverte", "due_on": date(2026, 9, 15), "closes_on": date(2026, 10, 31),
}  # fmt: skip
WORDS = [said(code, "2026-T3", "realisee" if code == "P1-01" else "en_cours") for code in drome().codes()]
SOUND: dict[str, Any] = {
    "assignments": EVERYONE,
    "indicators": INDICATORS,
    "measures": VALUES,
    "targets": TARGETS,
    "fiche_audiences": PUBLICS,
    "campaigns": [CAMPAIGN],
    "expectations": [{"fiche_code": f"P{n}", "period": "2026-T3", "pilot": "S"} for n in range(1, 22)],
    "reports": [{"fiche_code": f"P{n}", "period": "2026-T3"} for n in range(1, 22)],
}


def built(words: Any = WORDS, *, actions: Any = None, peers: Any = (), **tables: Any) -> Situation:
    """A Drôme in which every check passes, unless told otherwise."""
    return situation(drome(), words, "2026-T3", actions=actions, peers=peers, **(SOUND | tables))


def without(rows: list[dict[str, Any]], at: int = 0, **more: Any) -> list[dict[str, Any]]:
    """The rows, one of them left out, or changed."""
    rest = [*rows[:at], *rows[at + 1 :]]
    return [*rest[:at], rows[at] | more, *rest[at:]] if more else rest


def saying(code: str, status: str, percent: float | None = None, **more: Any) -> list[dict[str, Any]]:
    return [word for word in WORDS if word["code"] != code] + [said(code, "2026-T3", status, percent, **more)]


def dated(code: str, **days: Any) -> Situation:
    return built(actions=changed(drome().actions, [code], **days))


@cache
def _sound() -> Board:
    return board(built())


def test_sound_data_pass_every_check() -> None:
    found = _sound()
    assert found.findings == ()
    assert found.passed == found.checks == sum(score.checks for score in found.scores) > 21 * 11
    assert found.whole == 21
    assert found.sentence.endswith(f"({100}{NB}%) sont passés{NB}: rien à corriger.")
    assert found.figure.value == 100


SAME = {"code": "J2", "title": "Impact 1"}
IN_2028 = date(2028, 1, 1)
Found = list[tuple[str, str, str]]
CASES: dict[str, tuple[Callable[[], Board], Found]] = {
    "no pilot": (
        lambda: board(built(assignments=without(EVERYONE))),
        [("pilote", "P1", f"8 actions que personne ne porte{NB}: P1-01, P1-02, P1-03, P1-04 et 4 autres")],
    ),
    "no news": (
        lambda: board(built(reports=without(SOUND["reports"]))),
        [("nouvelles", "P1", "Sans point d’avancement depuis le 3e trimestre 2026 (un trimestre)")],
    ),
    "no state": (
        lambda: board(built([word for word in WORDS if word["code"] != "P1-02"])),
        [("etat", "P1", f"1 sur 4 actions ouvertes sans état{NB}: P1-02")],
    ),
    "done at 80 %": (
        lambda: board(built(saying("P1-01", "realisee", 80))),
        [("contradictoire", "P1-01", f"Dite «{NB}réalisée{NB}» à 80{NB}%")],
    ),
    "unstarted at 10 %": (
        lambda: board(built(saying("P1-01", "non_engagee", 10))),
        [("contradictoire", "P1-01", f"Dite «{NB}non engagée{NB}» avec 10{NB}% d’avancement")],
    ),
    "against its territories": (
        lambda: board(
            built(
                [*WORDS, said("P1-01", "2026-T3", "en_cours", place="A")],
                actions=changed(drome().actions, ["P1-01"], territorial=True),
                peers="AB",
            )
        ),
        [("contradictoire", "P1-01", f"Dite «{NB}réalisée{NB}», mais «{NB}en cours{NB}» d’après ses territoires")],
    ),
    "ends before it starts": (
        lambda: board(dated("P1-02", starts_on=date(2026, 6, 1), ends_on=date(2026, 5, 31))),
        [("dates", "P1-02", "S’achève le 31 mai 2026, avant de commencer le 1er juin 2026")],
    ),
    "begins before the plan": (
        lambda: board(dated("P1-02", starts_on=date(2024, 12, 31))),
        [("dates", "P1-02", "Commence le 31 décembre 2024, hors des dates du plan")],
    ),
    "ends after the plan": (
        lambda: board(dated("P1-02", ends_on=date(2031, 1, 1))),
        [("dates", "P1-02", "S’achève le 1er janvier 2031, hors des dates du plan")],
    ),
    "done before it begins": (
        lambda: board(built(saying("P1-05", "realisee"))),
        [("dates", "P1-05", "Dite réalisée avant de commencer le 1er janvier 2027")],
    ),
    "postponed backwards": (
        lambda: board(
            built(saying("P1-02", "reportee", reason="Marché", new_starts_on=IN_2028, new_ends_on=date(2027, 1, 1)))
        ),
        [
            ("dates", "P1-02", "S’achève le 1er janvier 2027, avant de commencer le 1er janvier 2028"),
            ("dates", "P1-02", f"Reportée du 1er janvier 2028 au 1er janvier 2027{NB}: la fin précède le début"),
        ],
    ),
    "postponed to the past": (
        lambda: board(built(saying("P1-02", "reportee", reason="Marché", new_ends_on=date(2026, 8, 31)))),
        [("dates", "P1-02", "Reportée jusqu’au 31 août 2026, un jour déjà passé quand elle l’a été")],
    ),
    "postponed to no day": (
        lambda: board(built(saying("P1-02", "reportee", reason="Marché"))),
        [("dates", "P1-02", "Reportée sans nouvelle date")],
    ),
    "a value of the future": (
        lambda: board(built(measures=[*VALUES, VALUES[1] | {"on": date(2026, 12, 31)}])),
        [("dates", "I1", "Une valeur est datée du 31 décembre 2026, qui n’est pas encore venu")],
    ),
    "a value that no Situation reads yet": (
        lambda: board(built(), ahead=[("I1", IN_2028), ("I1", date(2026, 1, 1)), ("ailleurs", IN_2028)]),
        [("dates", "I1", "Une valeur est datée du 1er janvier 2028, qui n’est pas encore venu")],
    ),
    "a target after the plan": (
        lambda: board(built(targets=without(TARGETS, due_on=date(2031, 1, 1)))),
        [("dates", "I1", "Une cible est datée du 1er janvier 2031, hors des dates du plan")],
    ),
    "a target before the start": (
        lambda: board(built(targets=without(TARGETS, due_on=date(2025, 1, 1)))),
        [("dates", "I1", "La cible du 1er janvier 2025 précède la valeur de départ (1er janvier 2025)")],
    ),
    "the same title": (
        lambda: board(built(actions=changed(drome().actions, ["P1-02", "P9-01"], title="Créer une Équipe mobile. "))),
        [("doublon", "P9-01", f"Même intitulé que l’action P1-02{NB}: compté deux fois si c’est la même chose")],
    ),
    "the same indicator": (
        lambda: board(built(
            indicators=[*INDICATORS, INDICATORS[0] | {"code": "J1"}, INDICATORS[1] | SAME],
            measures=[*VALUES, *({**row, "indicator_code": c} for c in ("J1", "J2") for row in VALUES[:2])],
            targets=[*TARGETS, *({**TARGETS[0], "indicator_code": c} for c in ("J1", "J2"))],
        )),
        [("doublon", "J1", f"Même intitulé que l’indicateur I1{NB}: compté deux fois si c’est la même chose")],
    ),
    "a public twice": (
        lambda: board(built(fiche_audiences=[*PUBLICS, PUBLICS[0] | {"wording": "Tous Publics"}])),
        [("doublon", "P1", f"Public cité deux fois{NB}: «{NB}tous publics{NB}»")],
    ),
    "a part twice": (
        lambda: board(built(assignments=[*EVERYONE, EVERYONE[0] | {"role": "copilote"}])),
        [("doublon", "P1", f"«{NB}Service 1{NB}» y figure deux fois")],
    ),
    "abandoned without a decision": (
        lambda: board(built(saying("P1-02", "abandonnee", decision="  "))),
        [("motif", "P1-02", "Abandonnée sans que la décision soit citée")],
    ),
    "postponed without a reason": (
        lambda: board(built(saying("P1-02", "reportee", new_ends_on=date(2028, 12, 31)))),
        [("motif", "P1-02", "Reportée sans raison")],
    ),
    "no impact": (
        lambda: board(built(indicators=without(INDICATORS, nature="realisation"))),
        [("impact", "P1", "Aucun indicateur ne dit ce que la fiche transforme")],
    ),
    "no target": (
        lambda: board(built(targets=without(TARGETS))),
        [("cible", "I1", f"Déclaré «{NB}avec cible{NB}», sans aucune cible datée")],
    ),
    "no start": (
        lambda: board(built(measures=VALUES[1:])),
        [("depart", "I1", f"Sans valeur de départ{NB}: le chemin vers la cible ne se calcule pas")],
    ),
    "no value": (
        lambda: board(built(measures=VALUES[2:], indicators=without(INDICATORS, measure_kind="suivi"))),
        [("valeur", "I1", "Aucune valeur n’a jamais été donnée")],
    ),
    "a late value": (
        lambda: board(built(indicators=without(INDICATORS, periodicity_months=6, availability_months=2))),
        [("retard", "I1", "Valeur suivante attendue depuis le 31 août 2026")],
    ),
    "no public": (
        lambda: board(built(fiche_audiences=without(PUBLICS))),
        [("public", "P1", f"Aucun public reconnu{NB}: la fiche échappe au filtre par public")],
    ),
    "no public but those of its actions": (
        lambda: board(
            built(
                fiche_audiences=without(PUBLICS),
                action_audiences=[{"action_id": 1, "audience_code": "tous", "wording": "tous", "inherited": False}],
            )
        ),
        [],
    ),
    "closed and not frozen": (
        lambda: board(built(), unfrozen=["2026-T1"]),
        [("cloture", "2026-T1", f"Clôturée sans état figé{NB}: ses chiffres peuvent encore bouger")],
    ),
    "open after its closing day": (
        lambda: board(built(campaigns=[CAMPAIGN | {"closes_on": date(2026, 9, 29)}])),
        [("cloture", "2026-T3", "Clôture prévue le 29 septembre 2026, campagne toujours ouverte")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_check_finds_what_it_should_and_nothing_else(name: str) -> None:
    build, expected = CASES[name]
    found = build()
    assert [(one.check, one.subject_code, one.what) for one in found.findings] == expected
    sound = _sound()
    for one in found.findings:
        assert one.page in PAGES
        assert one.who
    lost = {one.fiche_code: one.check for one in found.findings if one.fiche_code}
    for score in found.scores:
        before = sound.score(score.fiche_code)
        assert before is not None
        assert score.failed == ((lost[score.fiche_code],) if score.fiche_code in lost else ())
        assert score.passed == score.checks - len(score.failed) <= before.checks
    assert len(findings_table(found.findings)) == len(expected)


def test_every_check_has_its_case() -> None:
    assert {check.key for check in CHECKS} == {check for _, found in CASES.values() for check, _, _ in found}


def test_what_has_no_object_does_not_count() -> None:
    alone = board(built(indicators=without(INDICATORS), measures=VALUES[2:], targets=TARGETS[1:]))
    score, other = alone.score("P1"), alone.score("P2")
    assert score is not None
    assert other is not None
    assert score.failed == ("impact",)
    # No target, start, value nor rhythm to check.
    assert (score.checks, other.checks) == (other.checks - 4, other.passed)
    assert score.text == f"{score.passed} contrôles sur {score.checks}"
    # The most fragile comes first.
    assert alone.scores[0] == score


def test_what_hangs_from_no_fiche_is_told_and_lowers_no_score() -> None:
    loose = INDICATORS[0] | {"code": "H1", "fiche_code": None, "title": "De l’axe"}
    found = board(built(indicators=[*INDICATORS, loose]))
    assert {one.check for one in found.findings} == {"cible", "depart", "valeur"}
    assert found.whole == 21
    whole = board(built(actions=changed(drome().actions, ["P1-01"], fiche_code=None)))
    assert [(one.check, one.subject) for one in whole.findings] == [("pilote", "Actions rattachées à un objectif")]


def test_a_plan_without_fiche_or_a_filter_that_keeps_nothing() -> None:
    empty = built([], actions=frame("actions", []), fiches=[], **{name: [] for name in SOUND})
    found = board(empty)
    assert (found.findings, found.scores, found.figure.value) == ((), (), None)
    assert found.sentence == "Au 3e trimestre 2026, aucune fiche à contrôler dans cette sélection."
    assert history_table([found]).empty


def test_the_history_keeps_each_period_s_own_score() -> None:
    then = board(situation(drome(), WORDS[:0], "2026-T2", **SOUND))
    now = board(built(assignments=without(EVERYONE)))
    pairs = [(then, True), (now, False)]
    marks = history(pairs)
    assert [(mark.period.code, mark.passed, mark.checks, mark.frozen) for mark in marks] == [
        ("2026-T2", then.passed, then.checks, True), ("2026-T3", now.passed, now.checks, False),
    ]  # fmt: skip
    said_ = history_sentence(marks)
    assert said_.startswith(f"Contrôles passés au 2e trimestre 2026{NB}: {then.passed} sur {then.checks}")
    assert history_sentence(marks[:1]) == ""
    one = history(pairs, "P1")
    assert [mark.text for mark in one] == [f"{m.passed} sur {m.checks} ({round(m.share or 0)}{NB}%)" for m in one]
    assert history(pairs, "ailleurs") == []
    table = history_table([then, now])
    assert list(table.columns) == ["Fiche", "Intitulé", "T2 2026", "T3 2026"]
    assert table.iloc[-1].tolist()[2:] == [f"{b.passed} sur {b.checks}" for b in (then, now)]
    assert len(table) == 22
    assert len(scores_table(now.scores)) == 21
