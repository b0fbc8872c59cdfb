"""The calendar's spans and sentence, the search, what a fiche answered, and the lists of actions."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from data.measures.action_rows import action_rows
from data.measures.answers import answers, last_report, last_weather
from data.measures.nouns import ACTION, in_plural
from data.measures.one_fiche import fiche_row, of_fiche
from data.measures.plan_sentences import counts_words, fiche_sentence, later_words, plan_sentence
from data.measures.search import find_actions
from data.measures.spans import calendar_sentence, lanes_of, rows_by, spans
from data.measures.tree import branches
from data.situation import Situation
from data.vocabulary import CampaignStatus, Status
from tests.support.measures import changed, drome, herault, said, situation

NBSP = "\u00a0"
AS_OF = date(2026, 9, 30)


def of_fiches(now: Situation, *codes: str) -> Any:
    return spans(now.leaves, rows_by(now.leaves, "fiche_code", codes))


def test_a_span_gathers_the_leaves_of_one_period_and_tells_its_status() -> None:
    words = [said("P1-01", "2026-T3", "realisee"), said("P1-02", "2026-T3", "en_cours")]
    one, two = of_fiches(situation(drome(), words), "P1")
    assert (one.starts_on, one.ends_on, one.total) == (date(2025, 1, 1), date(2026, 12, 31), 4)
    assert (one.status, one.text, one.lane) == (Status.IN_PROGRESS, "1 sur 4", 0)
    assert (two.starts_on, two.status, two.text) == (date(2027, 1, 1), Status.UPCOMING, "4 actions")


def test_overlapping_spans_take_lanes_and_recurrent_ones_stand_apart() -> None:
    found = of_fiches(situation(drome()), "P4", "P9")
    assert [(s.row, s.lane, s.starts_on.year, s.ends_on.year) for s in found if not s.recurrent][:3] == [
        ("P4", 0, 2025, 2026), ("P4", 1, 2026, 2030), ("P4", 0, 2027, 2030),
    ]  # fmt: skip
    recurrent = [s for s in found if s.recurrent]
    assert [(s.row, s.text) for s in recurrent] == [("P9", "1 récurrente")]
    assert lanes_of(found) == {"P4": 2, "P9": 2}
    for row in ("P4", "P9"):
        for lane in range(2):
            here = sorted((s.starts_on, s.ends_on) for s in found if s.row == row and s.lane == lane)
            assert all(before[1] < after[0] for before, after in pairwise(here))


def test_a_done_recurrent_action_never_colours_a_span_of_the_others() -> None:
    found = of_fiches(situation(drome(), [said("P9-03", "2026-T3", "realisee")]), "P9")
    assert all(s.status != Status.DONE for s in found if not s.recurrent)


def test_every_leaf_is_in_one_span() -> None:
    now = situation(drome())
    found = spans(now.leaves, [str(code) for code in now.leaves["axis_code"]])
    assert sum(s.total for s in found) == 208
    assert spans(now.leaves, [None] * 208) == []


def test_calendar_sentence_counts_what_began_begins_and_is_late() -> None:
    now = situation(drome(), [said("P1-01", "2026-T3", "realisee")])
    text = calendar_sentence(now.leaves, AS_OF, "Au 30 septembre 2026")
    assert text.startswith("Au 30 septembre 2026, la période de 104 actions sur 208 a commencé")
    assert f"{NBSP}; 104 commencent en 2027{NBSP}; 1 est arrivée à échéance, en retard." in text
    assert calendar_sentence(now.leaves.iloc[:0], AS_OF, "").startswith("Aucune action")


@pytest.mark.parametrize(
    ("asked", "found"),
    [("NUMÉRIQUE", True), ("numer", True), ("meriq", False), ("fracture numer", True), ("P7-01", True), ("", False)],
)
def test_search_ignores_accents_and_capitals_and_matches_beginnings(asked: str, found: bool) -> None:
    plan = drome()
    codes = set(find_actions(plan.actions, plan.fiches, asked)["code"])
    assert ("P7-01" in codes) is found


def test_search_reads_sub_items_and_needs_every_word() -> None:
    plan = drome()
    actions = plan.actions.copy()
    actions["sub_items"] = [
        [{"title": "Écoconduite des agents"}] if code == "P1-01" else [] for code in actions["code"]
    ]
    assert list(find_actions(actions, plan.fiches, "ecoconduite")["code"]) == ["P1-01"]
    assert find_actions(actions, plan.fiches, "ecoconduite dromadaire").empty
    assert find_actions(actions, plan.fiches, "<script>").empty


def campaigns() -> list[dict[str, Any]]:
    closed = {"status": CampaignStatus.CLOSED.value, "closed_on": date(2026, 8, 3), "due_on": date(2026, 7, 15)}
    still = {"status": CampaignStatus.OPEN.value, "closed_on": None, "due_on": date(2026, 10, 15)}
    return [{"period": "2026-T1", **closed}, {"period": "2026-T2", **closed}, {"period": "2026-T3", **still}]


def expected(period: str, **more: Any) -> dict[str, Any]:
    return {"fiche_code": "P1", "period": period, "pilot": "Service A", "excused": False, "reason": None, **more}


def report(period: str, **more: Any) -> dict[str, Any]:
    texts = dict.fromkeys(("done", "difficulties", "request", "upcoming"), "")
    return {
        "fiche_code": "P1", "period": period, "status": "valide", "weather": None, "nothing_new": False,
        "author": "Service A", "submitted_on": date(2026, 7, 2), **texts, **more,
    }  # fmt: skip


def test_answers_tell_a_report_an_excuse_a_silence_and_what_is_still_awaited() -> None:
    asked = [expected("2026-T1", excused=True, reason="Pilote absent"), expected("2026-T2"), expected("2026-T3")]
    now = situation(drome(), campaigns=campaigns(), expectations=asked)
    found = answers(now, "P1")
    assert [(a.period, a.missed) for a in found] == [("2026-T3", False), ("2026-T2", True), ("2026-T1", False)]
    assert [a.text for a in found] == [
        "Attendu pour le 15 octobre 2026", "Sans réponse", f"Excusé{NBSP}: Pilote absent"
    ]  # fmt: skip
    assert last_report(found) is None
    assert last_weather(found) is None
    assert [a.text for a in answers(now, "P2")] == ["Aucun point attendu"] * 3


def test_answers_keep_the_last_report_and_the_last_weather_apart() -> None:
    reports = [report("2026-T1", weather="orage"), report("2026-T2", status="soumis", nothing_new=True)]
    now = situation(drome(), campaigns=campaigns(), reports=reports, expectations=[expected("2026-T2")])
    found = answers(now, "P1")
    last = last_report(found)
    assert last is not None
    assert (last.period, last.text) == ("2026-T2", "Soumis, non validé – rien de nouveau")
    assert last_weather(found) == ("orage", "2026-T1")


def test_fiche_sentence_says_what_is_done_reported_and_awaited() -> None:
    words = [said(f"P1-0{rank}", "2026-T2", "realisee") for rank in (1, 2)]
    now = situation(
        drome(), words, campaigns=campaigns(), reports=[report("2026-T1", weather="soleil")],
        expectations=[expected("2026-T2")],
    )  # fmt: skip
    own = of_fiche(now, "P1")
    text = fiche_sentence(own, answers(own, "P1"), waiting=1)
    assert "2 des 4 actions dont la période est ouverte" in text
    assert "4 actions commencent en 2027." in text
    assert f"météo «{NBSP}soleil{NBSP}»{NBSP}; un trimestre sans réponse depuis." in text
    assert text.endswith("Une décision est attendue.")


def test_fiche_sentence_without_anything_said_never_says_zero() -> None:
    own = of_fiche(situation(drome()), "P1")
    text = fiche_sentence(own, answers(own, "P1"))
    assert "personne n’a encore donné l’état des 4 actions" in text
    assert "Aucun point d’avancement n’a encore été soumis." in text
    assert "0" not in text.replace("2026", "").replace("2027", "")


def test_plan_sentence_uses_the_plan_s_own_words() -> None:
    now = situation(herault(), period="2024-T4")
    text = plan_sentence(now, branches(now))
    level = str(herault().plan["levels"]["headings"][1]).lower()
    assert in_plural(level) in text
    assert "152 sous-actions et opérations suivies" in text
    assert in_plural("objectif opérationnel") == "objectifs opérationnels"
    assert later_words(now.leaves.iloc[:0], AS_OF, ACTION) == ""


def test_counts_words_agree_in_number() -> None:
    assert counts_words({"realisee": 2, "en_cours": 2, "a_venir": 3}) == "2 réalisées, 2 en cours, 3 à venir"
    assert counts_words({"non_engagee": 1, "reportee": 0}) == "1 non engagée"
    assert counts_words({}) == "aucune action"


def test_one_fiche_keeps_its_own_rows_only() -> None:
    now = situation(drome(), [said("P1-01", "2026-T3", "realisee"), said("P2-01", "2026-T3", "realisee")])
    own = of_fiche(now, "P1")
    assert set(own.leaves["fiche_code"]) == {"P1"}
    assert len(own.states) == 1
    assert len(own.leaves) == 8
    assert fiche_row(now, "P1") is not None
    assert fiche_row(now, "<script>") is None
    assert fiche_row(now, None) is None


def test_action_rows_list_a_nested_plan_with_derived_parents() -> None:
    plan = herault()
    codes = plan.codes("2.2.1")
    words = [said(codes[0], "2024-T4", "realisee"), said(codes[1], "2024-T4", "realisee")]
    rows = action_rows(of_fiche(situation(plan, words, "2024-T4"), "2.2.1"))
    assert len(rows) == 13
    assert sum(row.counted for row in rows) == 9
    parent = rows[0]
    assert (parent.depth, parent.counted, parent.status) == (0, False, Status.DONE)
    assert parent.said == "déduit des lignes qu’elle contient\u00a0: 2 sur 2"
    assert rows[1].depth == 1
    assert rows[1].status is Status.DONE


def test_action_rows_say_what_is_unknown_and_mark_what_is_inherited() -> None:
    publics = [{"action_id": 1, "audience_code": "a", "wording": "A", "inherited": True}]
    names = [{"code": "a", "title": "Aînés", "rank": 1}]
    parts = [{"pilot_id": 1, "pilot": "Service A", "role": "responsable", "fiche_code": "P1", "action_code": None}]
    actions = changed(drome().actions, ["P1-01"], hints=[{"cue": "Poursuite"}])
    now = situation(drome(), actions=actions, action_audiences=publics, audiences=names, assignments=parts)
    first, *_, last = action_rows(of_fiche(now, "P1"))
    assert first.status is Status.NOT_REPORTED
    assert first.said == "personne n’en a encore parlé"
    assert (first.publics, first.inherited) == (("Aînés",), True)
    assert (first.pilot, first.pilot_of_fiche) == ("Service A", True)
    assert first.hints == ("Poursuite",)
    assert first.table_row["Ligne du document"] == "409"
    assert last.status is Status.UPCOMING
    assert last.said == "sa période n’a pas commencé"


def test_action_rows_tell_a_postponed_and_a_contradictory_action() -> None:
    actions = changed(drome().actions, ["P1-02"], territorial=True)
    words = [
        said("P1-01", "2026-T3", "reportee", new_starts_on=date(2027, 1, 1), new_ends_on=date(2028, 12, 31),
             reason="Marché infructueux", decision="D-001", validated=False),
        said("P1-02", "2026-T3", "realisee"),
        said("P1-02", "2026-T3", "realisee", place="A"), said("P1-02", "2026-T3", "en_cours", place="B"),
    ]  # fmt: skip
    now = situation(drome(), words, actions=actions, peers=("A", "B"))
    rows = {row.code: row for row in action_rows(of_fiche(now, "P1"))}
    moved, split = rows["P1-01"], rows["P1-02"]
    assert moved.said.endswith("non validé")
    assert moved.notes == (
        f"Nouvelle période{NBSP}: du 1er janvier 2027 au 31 décembre 2028",
        f"Motif{NBSP}: Marché infructueux",
        "Décision D-001",
    )
    assert split.territories == "1 territoire sur 2"
    assert any(note.startswith("Contradictoire") for note in split.notes)
    silent = situation(drome(), actions=actions, peers=("A", "B"))
    assert action_rows(of_fiche(silent, "P1"))[1].territories == "déclinée dans 2 territoires"
