"""The plans' files say what the documents say, with a line for each item and no personal data."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.catalogue.format import catalogue_files, read_catalogue
from data.catalogue.items import Catalogue

DROME = "drome-2025-2030"


@pytest.fixture(scope="module")
def drome() -> Catalogue:
    return read_catalogue(catalogue_files()[DROME])


# What the Drôme file holds


def test_every_file_is_sound_and_named_after_its_plan() -> None:
    files = catalogue_files()
    assert DROME in files
    for code, path in files.items():
        assert read_catalogue(path).plan.code == code


def test_counts_of_the_drome(drome: Catalogue) -> None:
    depths = Counter(heading.depth for heading in drome.headings)
    assert depths == {1: 3, 2: 9}
    assert len(drome.fiches) == 21
    assert len(drome.actions) == 208
    assert all(action.trackable and not action.territorial for action in drome.actions)
    assert sum(len(action.sub_items) for action in drome.actions) == 18
    assert len(drome.objectives) == 87
    assert len(drome.indicators) == 106
    assert sum(indicator.compound for indicator in drome.indicators) == 21
    assert Counter(figure.kind for figure in drome.key_figures) == {"chiffre_cle": 43, "contexte": 23}
    assert len(drome.audiences) == 38
    assert len(drome.partners) == 101


def test_entries_of_the_drome(drome: Catalogue) -> None:
    assert Counter(entry.kind for entry in drome.entries) == {
        "governance": 15,
        "report": 2,
        "conference": 6,
        "territory": 12,
        "territory_kind": 13,
        "initiative": 53,
        "tool": 26,
        "service": 7,
        "linked_plan": 14,
        "glossary": 64,
        "anomaly": 30,
    }


def test_actions_by_axis_and_by_phase(drome: Catalogue) -> None:
    orientation = {fiche.code: fiche.heading for fiche in drome.fiches}
    axis = {heading.code: heading.parent for heading in drome.headings}
    by_axis = Counter(axis[orientation[str(action.fiche)]] for action in drome.actions)
    assert by_axis == {"1": 75, "2": 77, "3": 56}
    by_phase = Counter(action.phase for action in drome.actions)
    assert by_phase["2025-2026"] + by_phase["2025-2027"] == 104
    assert by_phase["2027-2030"] == 104
    assert {action.fiche for action in drome.actions if action.phase == "2025-2027"} == {"P2"}


def test_the_reading_counts_agree_with_the_lists(drome: Catalogue) -> None:
    counts: Any = drome.plan.details["counts"]
    assert counts["actions_by_project"] == Counter(action.fiche for action in drome.actions)
    explicit = [action for action in drome.actions if action.audiences]
    assert len(explicit) == counts["actions_with_explicit_public"] == 80
    assert sum(bool(action.partners) for action in drome.actions) == counts["actions_with_explicit_partner"]
    placed = [action for action in drome.actions if action.territories]
    assert len(placed) == counts["actions_with_territory_word"] == 35
    late = [action for action in drome.actions if action.details.get("after_blank_in_list")]
    assert len(late) == counts["actions_after_blank_in_list"] == 46
    assert {action.phase for action in late} == {"2027-2030"}
    assert sum(len(fiche.beneficiaries) for fiche in drome.fiches) == counts["beneficiary_lines"]
    assert sum(len(fiche.partners_verbatim) for fiche in drome.fiches) == counts["partner_lines"]


def test_every_item_has_a_title_and_a_line_of_the_document(drome: Catalogue) -> None:
    lists = [drome.headings, drome.fiches, drome.objectives, drome.actions, drome.indicators]
    for item in [item for items in lists for item in items]:
        assert item.title.strip(), item.code
        assert 1 <= item.line <= 2325, item.code
    for action in drome.actions:
        assert action.text.strip()
        lowest = min([action.line, *(sub.line for sub in action.sub_items)])
        assert lowest == action.line, action.code


def test_items_follow_the_document_within_a_fiche(drome: Catalogue) -> None:
    for fiche in drome.fiches:
        lines = [action.line for action in drome.actions if action.fiche == fiche.code]
        assert lines == sorted(lines)
        starts = [phase.line for phase in fiche.phases]
        codes = [phase.phase for phase in fiche.phases]
        for action in [action for action in drome.actions if action.fiche == fiche.code]:
            printed_under = [code for code, start in zip(codes, starts, strict=True) if start < action.line][-1]
            assert action.phase == printed_under, action.code


def test_publics_and_partners_of_a_fiche_are_those_of_its_lines(drome: Catalogue) -> None:
    for fiche in drome.fiches:
        assert set(fiche.audiences) == {code for line in fiche.beneficiaries for code in line.audiences}
        assert set(fiche.partners) == {code for line in fiche.partners_verbatim for code in line.partners}
    publics = {fiche.code: fiche.audiences for fiche in drome.fiches}
    for action in drome.actions:
        assert action.audiences_inherited == publics[str(action.fiche)]


def test_calendars_and_recurrences_are_those_of_the_action_itself(drome: Catalogue) -> None:
    own = {action.code: action.calendar for action in drome.actions if action.calendar}
    years = {code: (calendar.starts_year, calendar.ends_year) for code, calendar in own.items()}
    assert years == {
        "P4-05": (2026, 2030),
        "P9-03": (2026, None),
        "P17-05": (2025, 2030),
        "P19-02": (2025, 2025),
    }
    recurrences = {action.code: action.recurrence.months for action in drome.actions if action.recurrence}
    assert recurrences == {
        "P2-03": None,
        "P8-02": None,
        "P9-03": 12,
        "P14-07": None,
        "P17-01": 12,
        "P17-04": 12,
    }
    judged = {action.code: action for action in drome.actions if "calendar_mention" in action.details}
    assert set(judged) == {
        "P2-08",
        "P11-06",
        "P19-04",
    }  # multi-year plan, monthly meeting, length of a strategy
    assert all(action.reading for action in judged.values())


def test_silence_stays_silence(drome: Catalogue) -> None:
    assert drome.plan.adopted_on is None
    assert drome.plan.adopted_text
    assert all(fiche.lead is None and not fiche.pilots for fiche in drome.fiches)
    assert all(not action.pilots for action in drome.actions)
    assert all(i.target is None and i.direction is None for i in drome.indicators)
    assert {i.measure_kind for i in drome.indicators} == {"suivi"}
    assert sum(figure.year is None for figure in drome.key_figures if figure.kind == "chiffre_cle") == 13


# No personal data

CIVILITY = re.compile(r"\b(M\.|Mme|Mlle|Madame|Monsieur) [A-ZÀ-Ý]")
FULL_NAME = re.compile(r"\b[A-ZÀ-Ý][a-zà-ÿ]+(-[A-ZÀ-Ý][a-zà-ÿ]+)? [A-ZÀ-Ý]{4,}\b")
CONTACT = re.compile(r"@|\b0\d([ .]?\d\d){4}\b|\+33")
NOT_NAMES = {
    *("Les CCAS", "Objectif EGALIM"),
    *("Bus LISA", "Les DTAS", "Plateformes SPIRAL", "Programme AJIR"),
    *("Association MONALISA", "Bénévoles MONALISA", "Développer MONALISA", "Mission ADHL", "Programme ICOPE"),
    *("Des EHPAD", "La MDPH", "Le CLAS"),
    *("Bibliographie CNFPT", "France DRIAS", "Référente RGPD", "Réseaux PASIP"),
}


def texts(node: Any) -> Iterator[str]:
    """Every string of raw JSON."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


def personal(text: str) -> list[str]:
    found = [match.group() for match in FULL_NAME.finditer(text) if match.group() not in NOT_NAMES]
    return found + CIVILITY.findall(text) + [match.group() for match in CONTACT.finditer(text)]


def test_the_search_for_personal_data_finds_some() -> None:
    assert personal("pilote : Marie-Anne DURAND")
    assert personal("Mme Durand")
    assert personal("04 75 00 00 00")
    assert personal("prenom.nom@exemple.fr")


@pytest.mark.parametrize("path", catalogue_files().values(), ids=lambda path: path.name)
def test_no_personal_data(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    assert [found for text in texts(content) for found in personal(text)] == []
    for signatory in content["plan"].get("details", {}).get("signatories", []):
        assert set(signatory) == {"role", "line"}
