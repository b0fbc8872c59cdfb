"""What the documents say of their governance, read whatever the keys that they have."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.catalogue import catalogue_files
from data.measures import evaluation_frame, governance, wordings
from data.measures.governance import ELSEWHERE, OF_AN_ACTION, OF_THE_PLAN, ROLES, WRITING
from data.reading.wordings import Wording
from data.situation import Situation, frame
from tests.support.measures import drome, situation

NB = "\u00a0"
TODAY = date(2026, 10, 6)
Entry = tuple[str, str, dict[str, Any] | None]


def situation_of(
    *entries: Entry, sittings: tuple[tuple[str, date], ...] = (), event: str = "La conférence"
) -> Situation:
    """A Situation whose document says these entries: (kind, title, body)."""
    rows = [
        {"kind": kind, "code": f"{kind}-{at}", "title": title, "source_line": at, "body": body}
        for at, (kind, title, body) in enumerate(entries, 1)
    ]
    return _with(rows, sittings, event)


def of_plan(code: str) -> Situation:
    """The entries of a plan of the catalogue."""
    raw = json.loads(catalogue_files()[code].read_text(encoding="utf-8"))
    rows = [
        {"kind": e["kind"], "code": e["code"], "title": e["title"], "source_line": e["line"], "body": e["body"]}
        for e in raw["entries"]
    ]
    return _with(rows, (), raw["plan"]["event_name"])


def _with(rows: list[dict[str, Any]], sittings: tuple[tuple[str, date], ...], event: str) -> Situation:
    meetings = [{"instance": name, "held_on": on, "paces": False} for name, on in sittings]
    now = situation(drome(), today=TODAY)
    return now.with_(
        entries=frame("entries", rows),
        meetings=frame("meetings", meetings),
        plan=replace(now.plan, event_name=event),
    )


def test_an_instance_is_read_whatever_its_keys() -> None:
    now = situation_of(
        ("governance", "comité technique", {"role": "suivre", "composition": ["Direction,", None, "Chefs de projet"]}),
        ("governance", "Assemblée", {"composition": "élus", "chair": "la Présidente", "status": "à installer"}),
        ("governance", "Sans rien", None),
        ("tool", "Un outil", {}),
    )
    first, second, third = governance.instances(now)
    assert (first.title, first.role, first.composition) == (
        "Comité technique",
        "Suivre",
        ("Direction", "Chefs de projet"),
    )
    assert (second.composition, second.chair, second.remarks) == (("élus",), "la Présidente", ("À installer",))
    assert (third.role, third.composition, third.frequency, third.line) == ("", (), "", 3)
    assert governance.sentence(now) == "Le document décrit 3 instances."


@pytest.mark.parametrize(
    ("body", "group"),
    [
        ({}, OF_THE_PLAN),
        ({"scope": "schéma"}, OF_THE_PLAN),
        ({"kind": "rôle"}, ROLES),
        ({"scope": "action"}, OF_AN_ACTION),
        ({"fiche": "P1"}, OF_AN_ACTION),
        ({"scope": "autre institution"}, ELSEWHERE),
        ({"status": "existante, autre institution"}, ELSEWHERE),
        ({"scope": "élaboration du schéma"}, WRITING),
    ],
)
def test_each_instance_has_its_group(body: dict[str, Any], group: str) -> None:
    (one,) = governance.instances(situation_of(("governance", "X", body)))
    assert one.group == group
    assert one.fiche == body.get("fiche")


def test_a_fiche_that_is_not_there_is_no_link() -> None:
    (one,) = governance.instances(situation_of(("governance", "X", {"fiche": "P99"})))
    assert one.fiche is None


def test_sittings_go_to_the_instance_of_their_name() -> None:
    now = situation_of(
        ("governance", "Comité technique (COTECH)", {}),
        ("governance", "Comité de pilotage", {}),
        sittings=(
            ("COMITE TECHNIQUE", date(2026, 9, 1)),
            ("comité technique", date(2026, 12, 3)),
            ("Comité technique", date(2026, 11, 3)),
            ("Comité technique élargi", date(2026, 10, 7)),
        ),
    )
    first, second = governance.instances(now)
    assert (first.held_on, first.next_on) == (date(2026, 9, 1), date(2026, 11, 3))
    assert (second.held_on, second.next_on) == (None, None)
    assert governance.sentence(now).endswith("le 3 novembre 2026.")


def test_a_sitting_of_today_is_still_to_come() -> None:
    now = situation_of(("governance", "Comité", {}), sittings=(("Comité", TODAY),))
    assert governance.instances(now)[0].next_on == TODAY


def test_the_editions_of_the_event() -> None:
    now = situation_of(
        ("conference", "À venir", {"year": None}),
        ("conference", "deuxième", {"year": 2022}),
        ("conference", "première", {"year": 2019}),
        ("conference", "l’an prochain", {"year": 2027}),
        ("governance", "Conférence départementale (la Conférence)", {"role": "réunir"}),
    )
    found = governance.event(now)
    assert [(one.year, one.planned) for one in found.editions] == [
        (2019, False), (2022, False), (2027, True), (None, True),
    ]  # fmt: skip
    assert found.sentence.replace(NB, " ") == (
        "L’événement annuel du plan s’appelle « La conférence » : 2 éditions citées de 2019 à 2022, "
        "et 2 éditions prévues."
    )
    assert found.instance is not None
    assert found.instance.role == "Réunir"
    alone = governance.event(situation_of())
    assert alone.instance is None
    assert "ne cite aucune" in alone.sentence


def test_the_year_is_the_documents_own_calendar_first() -> None:
    instance: Entry = ("governance", "Comité", {"frequency": "une fois par an"})
    report: Entry = ("report", "Bilan", {"frequency": "annuel"})
    assert [(one.title, one.rhythm) for one in governance.year(situation_of(instance, report))] == [
        ("Comité", "une fois par an"),
        ("Bilan", "annuel"),
    ]
    calendar: tuple[Entry, ...] = (
        ("calendar_event", "Comité", {"periodicity": "trimestre", "per_year": 4}),
        ("calendar_event", "Échanges", {"periodicity": "an", "per_year": 4}),
        ("calendar_event", "Horizon", {"periodicity": "2024", "per_year": None}),
    )
    assert [one.rhythm for one in governance.year(situation_of(instance, report, *calendar))] == [
        "chaque trimestre", "4 fois par an", "2024",
    ]  # fmt: skip


def test_linked_plans_are_in_alphabetical_order_with_every_line() -> None:
    now = situation_of(
        ("linked_plan", "PRS", {"lines": [3, 9]}), ("linked_plan", "Élus", {}), ("linked_plan", "autre", {"lines": "x"})
    )
    assert [(one.title, one.lines) for one in governance.linked_plans(now)] == [
        ("Autre", (3,)),
        ("Élus", (2,)),
        ("PRS", (3, 9)),
    ]


# The plans of the catalogue


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("drome-2025-2030", ["2 bilans"]),
        ("herault-2023-2028", ["2 dimensions", "4 critères", "3 étapes"]),
        ("gard-2022-2027", ["3 questions", "5 critères"]),
        ("ardeche-2020-2024", ["2 sortes d’indicateurs", "7 domaines d’impact"]),
    ],
)
def test_the_frame_of_each_plan(code: str, words: list[str]) -> None:
    parts = evaluation_frame.frame(of_plan(code))
    said = evaluation_frame.sentence(parts)
    assert [word for word in words if word not in said] == []
    assert all(item.title and item.line for part in parts for item in part.items)


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("drome-2025-2030", "5 éditions citées de 2019 à 2024, et 1 édition prévue"),
        ("herault-2023-2028", "« Comité départemental de l’action sociale (CDAS) »"),
        ("gard-2022-2027", "« Conférence départementale des solidarités sociales »"),
        ("ardeche-2020-2024", "« Assemblée départementale annuelle »"),
    ],
)
def test_the_event_of_each_plan_is_named_as_it_names_it(code: str, event: str) -> None:
    found = governance.event(of_plan(code))
    assert event in found.sentence.replace(NB, " ")
    assert found.instance is not None


@pytest.mark.parametrize("code", catalogue_files())
def test_every_instance_of_the_document_is_shown(code: str) -> None:
    now = of_plan(code)
    found = governance.instances(now)
    assert len(found) == len(now.entries[now.entries["kind"] == "governance"])
    assert all(one.title and one.line for one in found)
    assert governance.year(now)
    assert governance.linked_plans(now)


def test_a_document_that_says_nothing() -> None:
    now = situation_of()
    assert "aucune instance" in governance.sentence(now)
    assert evaluation_frame.frame(now) == ()
    assert "ne dit pas" in evaluation_frame.sentence(())
    assert (governance.year(now), governance.linked_plans(now), evaluation_frame.status_words(now)) == ((), (), ())


def test_the_words_of_the_tracking_table_are_words_for_states() -> None:
    now = situation_of(
        ("status_word", "en cours", {"context": "bilan"}),
        ("tracking_template", "Trame", {"states": ["Effectué", "Non effectué"], "states_line": 40}),
    )
    assert [(one.title, one.context, one.line) for one in evaluation_frame.status_words(now)] == [
        ("En cours", "bilan", 1),
        ("Effectué", "Trame", 40),
        ("Non effectué", "Trame", 40),
    ]


# Publics


def _wording(title: str, *meanings: tuple[str, str | None]) -> Wording:
    return Wording(title, title, 3, meanings, False)


def test_wordings_without_a_shared_public_are_counted_and_come_first() -> None:
    found = [
        _wording("aînés", ("Personnes âgées", None), ("Aidants", "parce que")),
        _wording("les autres"),
        _wording("jeunes", ("Jeunes", None)),
    ]
    said = wordings.sentence(found)
    assert said.startswith("Le document nomme ses publics de 3 façons, rapprochées de 3 publics communs")
    assert "une seule est restée sans public commun" in said
    assert "2 sont restées" in wordings.sentence([*found, _wording("encore")])
    assert "aucune n’est restée" in wordings.sentence(found[:1])
    assert "ne nomme aucun public" in wordings.sentence([])
    rows = wordings.rows(found)
    assert list(rows["Public commun"]) == ["Aucun", "Personnes âgées", "Aidants", "Jeunes"]
    assert list(rows["Pourquoi"]) == ["", "", "parce que", ""]
