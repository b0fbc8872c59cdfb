"""The Ardèche's file: a plan without a fiche, whose wealth is in its entries, its figures and its territories."""

from collections import Counter
from typing import Any

import pytest

from data.catalogue import AudienceTable, check_wordings, read_audience_table
from data.catalogue.checks import problems
from data.catalogue.format import catalogue_files, read_catalogue
from data.catalogue.items import Catalogue, Entry

ARDECHE = "ardeche-2020-2024"
UNMAPPED = {"ALLOPHONES", "LECTURE", "ACTIFS", "FIN_DE_VIE", "AGRICULTEURS", "ARTISTES"}


@pytest.fixture(scope="module")
def plan() -> Catalogue:
    return read_catalogue(catalogue_files()[ARDECHE])


def of_kind(plan: Catalogue, kind: str) -> list[Entry]:
    return [entry for entry in plan.entries if entry.kind == kind]


def body(entry: Entry) -> dict[str, Any]:
    return dict(entry.body)


def test_a_plan_of_axes_and_orientations_alone(plan: Catalogue) -> None:
    assert Counter(heading.depth for heading in plan.headings) == {1: 5, 2: 14}
    assert Counter(heading.parent for heading in plan.headings if heading.parent) == {
        "1": 3, "2": 2, "3": 3, "4": 3, "5": 3,
    }  # fmt: skip
    for empty in (plan.fiches, plan.actions, plan.objectives, plan.indicators, plan.phases, plan.partners):
        assert empty == ()
    assert (plan.plan.starts_year, plan.plan.ends_year, plan.plan.adopted_on) == (2020, 2024, None)
    assert (plan.plan.reporting_months, plan.plan.event_name) == (3, "Assemblée départementale annuelle")
    assert all(heading.details["intro"] for heading in plan.headings)


def test_entries(plan: Catalogue) -> None:
    assert Counter(entry.kind for entry in plan.entries) == {
        "observation": 152, "enjeu": 124, "action_field": 94, "glossary": 59, "initiative": 48, "component": 37,
        "organisation": 22, "definition": 19, "tool": 19, "anomaly": 18, "linked_plan": 16, "service": 15,
        "governance": 14, "fiche_field": 13, "calendar_event": 12, "term_absent": 12, "evaluation_question": 11,
        "lesson": 10, "competence_field": 10, "wellbeing_criterion": 9, "concertation": 8, "citizen_proposal": 8,
        "impact_domain": 7, "territory_kind": 7, "status_word": 7, "evaluation_step": 5, "general_finding": 5,
        "contributor": 5, "construction_step": 5, "meeting_theme": 5, "territory": 4, "evaluation_principle": 3,
        "indicator_type": 3, "related_document": 2,
    }  # fmt: skip
    depth = {heading.code: heading.depth for heading in plan.headings}
    for kind, of_axes, of_orientations in (("observation", 46, 106), ("enjeu", 28, 96)):
        found = Counter(depth[str(entry.body["heading"])] for entry in of_kind(plan, kind))
        assert found == {1: of_axes, 2: of_orientations}


def test_what_is_already_done(plan: Catalogue) -> None:
    done = of_kind(plan, "initiative")
    assert Counter(entry.body["heading"] for entry in done) == {
        "1.1": 8, "1.2": 3, "1.3": 2, "2.1": 4, "2.2": 2, "3.1": 5, "3.2": 5, "3.3": 1, "4.1": 4, "4.2": 3, "4.3": 4,
        "5.1": 3, "5.2": 2, "5.3": 2,
    }  # fmt: skip
    near = {entry.code: set(body(entry)["near_duplicate_of"] or ()) for entry in done}
    assert sum(map(bool, near.values())) == 14
    assert all(code in near[other] for code, others in near.items() for other in others)
    publics = {audience.code for audience in plan.audiences}
    said = [code for entry in done for code in body(entry)["audiences"] or ()]
    guessed = [code for entry in done for code in body(entry)["audiences_inferred"] or ()]
    assert (len(said), len(guessed)) == (11, 4)
    assert set(said) | set(guessed) <= publics
    grouped = {entry.code: len(body(entry)["sub_items"]) for entry in done if "sub_items" in entry.body}
    assert grouped == {"EX3.1-04": 3, "EX3.3-01": 2, "EX5.3-01": 2}


def test_figures_are_printed_ones_and_never_targets(plan: Catalogue) -> None:
    assert Counter(figure.kind for figure in plan.key_figures) == {
        "concertation": 26, "contexte": 15, "enquete": 11, "exemple": 6, "vie_du_schema": 4, "bilan": 3,
    }  # fmt: skip
    assert sum(figure.value is not None for figure in plan.key_figures) == 38
    for figure in plan.key_figures:
        assert figure.value is not None or figure.qualifier or figure.kind == "exemple", figure.code
    conflicts = {figure.code for figure in plan.key_figures if (figure.note or "").startswith("≠")}
    assert conflicts == {"CO-WORKSHOPS", "CO-MET", "CO-SP-MEETINGS", "CO-SP-PEOPLE", "ST-CRIT"}
    reached = {figure.code: figure.value for figure in plan.key_figures if figure.kind == "bilan"}
    assert reached == {"PREV-DONE": 14, "PREV-ENGAGED": 45, "PREV-LOW": 33}


def test_each_territory_leads_an_axis_for_the_first_part_of_the_plan(plan: Catalogue) -> None:
    led = {entry.code: (entry.body["lead_axis"], entry.body["lead_axis_line"]) for entry in of_kind(plan, "territory")}
    assert led == {"centre": ("2", 471), "nord": ("5", 473), "sud-est": ("5", 473), "sud-ouest": ("3", 472)}
    assert {entry.body["lead_axis_period"] for entry in of_kind(plan, "territory")} == {
        "Pour la première partie de la vie du schéma"
    }
    placed = Counter(figure.territory for figure in plan.key_figures if figure.territory)
    assert placed == {"07": 11, "centre": 1, "nord": 1, "sud-est": 1, "sud-ouest": 1}


def test_an_axis_that_does_not_exist_is_led_by_nobody(plan: Catalogue) -> None:
    wrong = [
        entry.model_copy(update={"body": entry.body | {"lead_axis": "9"}}) if entry.code == "nord" else entry
        for entry in plan.entries
    ]
    assert problems(plan.model_copy(update={"entries": tuple(wrong)})) == [
        "élément territory nord : l’axe confié « 9 » n’existe pas ; corrigez ce code ou ajoutez l’élément."
    ]


def test_publics_and_those_that_fit_no_shared_one(plan: Catalogue) -> None:
    table: AudienceTable = read_audience_table()
    check_wordings(table, plan)
    assert len(plan.audiences) == 31
    assert {one.code for one in plan.audiences if not table.shared(ARDECHE, one.code)} == UNMAPPED
    assert [one.code for one in plan.audiences if one.universal] == ["HABITANTS"]


def test_nobody_is_named(plan: Catalogue) -> None:
    text = catalogue_files()[ARDECHE].read_text(encoding="utf-8")
    assert "@" not in text
    assert plan.plan.details["signatories"] == [{"role": "Président du Département de l’Ardèche", "line": 79}]
