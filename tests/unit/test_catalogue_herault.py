"""The file of the Hérault says what its document says, and no more: counts, and the places where it is awkward."""

from collections import Counter
from typing import Any

import pytest

from data.catalogue.audiences import read_audience_table
from data.catalogue.format import catalogue_files, read_catalogue
from data.catalogue.items import Catalogue, Entry
from data.catalogue.tree import Fiche

CODE = "herault-2023-2028"


@pytest.fixture(scope="module")
def plan() -> Catalogue:
    return read_catalogue(catalogue_files()[CODE])


def fiche(plan: Catalogue, code: str) -> Fiche:
    return next(one for one in plan.fiches if one.code == code)


def entries(plan: Catalogue, kind: str) -> list[Entry]:
    return [entry for entry in plan.entries if entry.kind == kind]


def test_counts(plan: Catalogue) -> None:
    assert Counter(heading.depth for heading in plan.headings) == {1: 7, 2: 15}
    assert len(plan.fiches) == 20
    assert len(plan.objectives) == 94
    assert len(plan.audiences) == 41
    assert len(plan.partners) == 64
    assert len(plan.key_figures) == 80
    assert Counter(indicator.measure_kind for indicator in plan.indicators) == {
        "jalon": 37,
        "qualitatif": 13,
        "suivi": 46,
    }
    assert sum(indicator.compound for indicator in plan.indicators) == 16
    assert Counter(entry.kind for entry in plan.entries) == {
        "vigilance": 68,
        "organisation": 64,
        "glossary": 57,
        "territory": 30,
        "tool": 28,
        "governance": 22,
        "initiative": 22,
        "milestone": 19,
        "anomaly": 18,
        "reading_link": 17,
        "linked_plan": 15,
        "evaluation_criterion": 4,
        "perimeter": 4,
        "partnership_level": 4,
        "evaluation_dimension": 3,
        "evaluation_step": 3,
        "public_list": 3,
        "report": 2,
        "tracking_template": 1,
        "fiche_template": 1,
    }


def test_only_the_lines_without_a_line_below_are_counted(plan: Catalogue) -> None:
    assert Counter(action.parent is None for action in plan.actions) == {True: 79, False: 103}
    parents = {action.parent for action in plan.actions}
    assert sum(action.trackable for action in plan.actions) == 152
    assert all(action.trackable == (action.code not in parents) for action in plan.actions)
    # The sub-actions of 2.1.2 are mere titles of groups.
    titles = {action.code: action.title for action in plan.actions if action.fiche == "2.1.2" and not action.parent}
    assert titles == {"2.1.2.SA1": "En interne", "2.1.2.SA2": "En externe"}


def test_codes_are_those_of_the_fiches_and_the_swapped_ones_are_kept(plan: Catalogue) -> None:
    swapped = {
        one.code: one.details["part2_code"]
        for one in [*plan.headings, *plan.fiches]
        if one.details.get("part2_code_differs")
    }
    assert swapped == {
        "2.1": "2.2",
        "2.2": "2.1",
        "2.1.1": "2.2.1",
        "2.1.2": "2.2.2",
        "2.2.1": "2.1.1",
        "2.2.2": "2.1.2",
    }
    other = [(one.title, one.line) for one in fiche(plan, "2.1.1").title_variants]
    assert [line for _, line in other] == [919]
    assert "des publics ou des actions dits" in other[0][0]
    assert {f.code for f in plan.fiches if f.title_variants} >= {"4.1.1", "6.1.1", "6.2.1", "7.1.1", "7.2.1", "7.3.1"}


def test_one_fiche_is_a_projet(plan: Catalogue) -> None:
    assert plan.plan.levels.fiche == "Action"
    assert {one.code: one.level_name for one in plan.fiches if one.level_name} == {"5.3.1": "Projet"}


def test_pilots_and_partners_are_not_divided_by_us(plan: Catalogue) -> None:
    assert all(one.lead is None and not one.pilots for one in plan.fiches)
    assert all(not action.pilots for action in plan.actions)
    for one in plan.fiches:
        raw: Any = one.details["pilots_partners_raw"]
        assert [(line.text, line.line) for line in one.partners_verbatim] == [(row["text"], row["line"]) for row in raw]
        assert set(one.partners) == {code for line in one.partners_verbatim for code in line.partners}
        assert one.details["pilot_partner_split_inferred"] is True
    first = fiche(plan, "6.2.1").partners_verbatim[0]
    assert (first.text, first.line) == ("Préfet de l'Hérault", 2367)
    assert {code for one in plan.fiches for code in one.partners} == {one.code for one in plan.partners}


def test_calendars_keep_every_period_of_the_document(plan: Catalogue) -> None:
    years = {one.code: (one.calendar.starts_year, one.calendar.ends_year) for one in plan.fiches if one.calendar}
    assert Counter(years.values())[2023, 2028] == 12
    own = {code: span for code, span in years.items() if span != (2023, 2028)}
    assert own == {
        "1.1.1": (2019, 2025),
        "2.2.1": (2023, 2025),
        "3.2.1": (2024, 2025),
        "4.1.1": (2024, 2025),
        "4.1.2": (2023, 2025),
        "4.1.3": (2023, 2025),
        "5.1.1": (2024, 2024),
        "5.2.1": (2024, 2028),
    }
    periods: Any = fiche(plan, "1.1.1").details["calendar_periods"]
    assert [(row["starts_year"], row["ends_year"], row["line"]) for row in periods] == [
        (2019, 2023, 1445),
        (2024, 2025, 1446),
    ]
    assert all(action.calendar is None and action.phase is None for action in plan.actions)


def test_silence_stays_silence(plan: Catalogue) -> None:
    assert plan.plan.adopted_on is None
    assert plan.plan.reporting_months == 12
    assert plan.plan.event_line == 2766
    assert not plan.phases
    assert all(indicator.target is None for indicator in plan.indicators)
    assert {one.code: one.direction for one in plan.indicators if one.direction} == {"6.2.1.I7": "baisse"}
    # Six titles of maps, charts and shares have no number in the text.
    assert [one.code for one in plan.key_figures if one.value is None] == [
        "CTX11",
        *(f"CTX{at}" for at in range(22, 27)),
    ]
    assert not any(action.hints for action in plan.actions)


def test_territories_and_form_of_the_document(plan: Catalogue) -> None:
    assert [entry.code for entry in entries(plan, "territory") if entry.code.startswith("MDS-")] == [
        "MDS-HLOH",
        "MDS-CHPSL",
        "MDS-MTP",
        "MDS-BIT",
        "MDS-THAU",
        "MDS-PC",
    ]
    form = entries(plan, "tracking_template")[0]
    assert (form.title, form.line) == ("Trame de suivi des actions et bilan de réalisation", 2798)
    assert form.body["states"] == ["Effectué", "Partiellement effectué / En cours", "Non effectué"]
    meanings = {entry.title: entry.body["meaning"] for entry in entries(plan, "glossary")}
    assert meanings["SDAS"] == "Schéma départemental d'action sociale"
    assert meanings["FSL"] == "Fonds social pour le logement"  # as printed, the anomaly says so
    fiches = {entry.body["fiche"] for entry in entries(plan, "vigilance")}
    assert fiches == {one.code for one in plan.fiches}


def test_publics_go_to_the_shared_vocabulary(plan: Catalogue) -> None:
    table = read_audience_table()
    shared = {audience.code: table.shared(CODE, audience.code) for audience in plan.audiences}
    assert [code for code, found in shared.items() if not found] == ["rural"]
    assert shared["tout_public"] == ("tout_public",)
    assert set(shared["publics_vulnerables_intermediaires"]) == {
        "enfants",
        "handicap",
        "personnes_agees",
        "vulnerabilite",
    }
