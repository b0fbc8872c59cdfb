"""The Gard's file: 83 operational objectives, commitments at any level, many of which are not actions."""

import re
from collections import Counter
from typing import Any

import pytest

from data.catalogue import AudienceTable, check_wordings, read_audience_table
from data.catalogue.format import catalogue_files, read_catalogue
from data.catalogue.items import Catalogue, Entry
from data.catalogue.tree import Action
from data.measures.tree import branches, kept
from data.selection import Filter, narrow
from tests.support.measures import Tree, situation, tree

GARD = "gard-2022-2027"
CHILDLESS = {"4.1", "4.2", "4.3", "9.1", "9.2", "9.3", "11.1", "11.2", "11.3", "11.4"}
"""Strategic objectives without an operational one: headings, and fiches of the same code."""


@pytest.fixture(scope="module")
def plan() -> Catalogue:
    return read_catalogue(catalogue_files()[GARD])


@pytest.fixture(scope="module")
def grown() -> Tree:
    return tree(catalogue_files()[GARD])


@pytest.fixture(scope="module")
def table() -> AudienceTable:
    return read_audience_table()


def of_kind(plan: Catalogue, kind: str) -> list[Entry]:
    return [entry for entry in plan.entries if entry.kind == kind]


def action(plan: Catalogue, code: str) -> Action:
    return next(one for one in plan.actions if one.code == code)


def test_the_card(plan: Catalogue) -> None:
    card = plan.plan
    assert (card.starts_year, card.ends_year, str(card.adopted_on)) == (2022, 2027, "2022-11-18")
    assert (card.reporting_months, card.uses_percent) == (12, False)
    assert card.event_name == "Conférence départementale des solidarités sociales"
    assert card.levels.headings == ("Orientation", "Objectif stratégique")
    assert (card.levels.fiche, card.levels.objective) == ("Objectif opérationnel", None)
    assert plan.phases == plan.objectives == ()


def test_eleven_orientations_thirty_two_strategic_eighty_three_operational(plan: Catalogue) -> None:
    assert Counter(heading.depth for heading in plan.headings) == {1: 11, 2: 32}
    assert {str(h.details["part"]) for h in plan.headings if h.depth == 1} == {
        "1re partie", "2e partie, 2-A", "2e partie, 2-B",
    }  # fmt: skip
    assert len(plan.fiches) == 83
    own = {fiche.code for fiche in plan.fiches if fiche.code == fiche.heading}
    assert own == CHILDLESS
    assert all(fiche.details["counted_as_operational_in_83"] for fiche in plan.fiches if fiche.code in own)
    titles = {heading.code: heading.title for heading in plan.headings}
    assert all(fiche.title == titles[fiche.code] for fiche in plan.fiches if fiche.code in own)


def test_every_commitment_has_its_place_and_its_nature(plan: Catalogue) -> None:
    actions = plan.actions
    assert len(actions) == 391
    assert Counter(str(one.details["nature"]) for one in actions) == {
        "action": 327, "mission": 24, "priority": 16, "public_target": 12, "instrument": 7, "feature": 5,
    }  # fmt: skip
    assert all(one.trackable == (one.details["nature"] == "action") for one in actions)
    assert all(one.trackable or one.reading for one in actions)
    depth = {heading.code: heading.depth for heading in plan.headings}
    assert Counter(depth[str(one.heading)] for one in actions if one.fiche is None) == {1: 12, 2: 11}
    assert sum(one.fiche in CHILDLESS for one in actions) == 52
    assert {fiche.code for fiche in plan.fiches} - {one.fiche for one in actions} == {"7.1.2"}
    counts: Any = plan.plan.details["counts"]
    assert counts["engagements_total"] == 391


def test_commitments_nest_up_to_three_levels(plan: Catalogue) -> None:
    assert sum(one.parent is not None for one in plan.actions) == 88
    deep = action(plan, "7.1.1-03.2.1")
    middle = action(plan, str(deep.parent))
    assert (middle.parent, action(plan, "7.1.1-03").parent) == ("7.1.1-03", None)
    assert (deep.trackable, action(plan, "7.1.1-03").trackable) == (False, True)


def test_every_commitment_that_is_an_action_is_counted(grown: Tree) -> None:
    # 24 of them hold other actions, and are commitments of their own all the same.
    assert len(grown.codes()) == int(grown.actions["trackable"].sum()) == 327
    assert set(grown.codes("7.1.1")) == {"7.1.1-01", "7.1.1-01.1", "7.1.1-01.2", "7.1.1-02", "7.1.1-03"}


def test_a_part_of_the_tree_keeps_what_is_not_followed(grown: Tree) -> None:
    now = situation(grown, period="2026-A1")
    wanted = Filter(axes=("7",))
    part = narrow(now, wanted)
    assert {"7.1.1-03.2.1", "7.2.1-01"} <= set(part.actions["code"])
    assert [b.code for b in kept(branches(part), wanted)] == [
        "7", "7.1", "7.1.1", "7.1.2", "7.2", "7.2.1", "7.2.2",
    ]  # fmt: skip
    said = Filter(axes=("7",), statuses=("realisee",))
    assert kept(branches(narrow(now, said)), said) == []
    assert len(kept(branches(now), Filter())) == 11 + 32 + 83


def test_dates_come_from_the_text_alone(plan: Catalogue) -> None:
    dated = {one.code: one.calendar for one in plan.actions if one.calendar}
    own = {code: (c.starts_year, c.ends_year) for code, c in dated.items() if not code.startswith("8.2.1-01")}
    assert own == {
        "3.2.2-02": (None, 2023), "3.3-01": (None, 2027), "4-01": (2023, None), "5.4.1-02": (2023, None),
        "10.1.1-03": (2024, 2026), "10.2.1-02": (2023, 2023), "11-01": (2023, None),
    }  # fmt: skip
    assert {(c.starts_year, c.ends_year) for k, c in dated.items() if k.startswith("8.2.1-01")} == {(2022, 2027)}
    assert sum("calendar_text" in one.details for one in plan.actions) == 31
    again = {one.code: one.recurrence.months for one in plan.actions if one.recurrence}
    assert again["2.3.3-01.1"] == 3
    assert again["11.3-01"] == 12
    assert again["8.1.2-02"] is None


def test_nobody_is_in_charge_but_actors_are_named(plan: Catalogue) -> None:
    assert all(one.pilots == () for one in plan.actions)
    assert all(fiche.lead is None and fiche.pilots == () for fiche in plan.fiches)
    assert sum("lead_actors" in one.details for one in plan.actions) == 134
    assert sum(bool(one.partners) for one in plan.actions) == 94
    assert sum(bool(one.territories) for one in plan.actions) == 37
    assert sum(bool(one.hints) for one in plan.actions) == 63


def test_figures_and_measures_to_build(plan: Catalogue) -> None:
    assert Counter(figure.kind for figure in plan.key_figures) == {
        "contexte": 68, "offre": 32, "reference": 29, "activite": 20, "projection": 17, "cible": 4,
    }  # fmt: skip
    assert all(figure.value is not None for figure in plan.key_figures)
    assert len(plan.indicators) == 25
    assert {(one.measure_kind, one.target) for one in plan.indicators} == {("suivi", None)}
    assert {one.code for one in plan.indicators} == {f"M{at:02}" for at in range(1, 26)}
    poverty = sorted(figure.value for figure in plan.key_figures if figure.title.startswith("Ménages en précarité"))
    assert poverty == [14, 14.7, 15]  # three values of the document, all kept


def test_entries(plan: Catalogue) -> None:
    assert Counter(entry.kind for entry in plan.entries) == {
        "governance": 30, "territory": 19, "initiative": 51, "tool": 29, "linked_plan": 16, "public_list": 7,
        "evaluation_question": 3, "evaluation_component": 3, "evaluation_criterion": 5, "evaluation_source": 9,
        "unnumbered_objective": 1, "anomaly": 21,
    }  # fmt: skip
    missing = of_kind(plan, "unnumbered_objective")[0]
    assert (missing.body["heading"], missing.body["action"]) == ("4", "4-01")
    committee = next(one for one in of_kind(plan, "governance") if one.title.startswith("Comité de pilotage"))
    assert committee.body["composition"] == [
        "Présidente du Conseil départemental et six vice-présidents délégués (autonomie PA/PH ; enfance et petite "
        "enfance ; insertion et emploi ; logement ; politique de la ville ; ESS)"
    ]


def test_titles_of_the_body_that_differ_from_the_table_are_kept(plan: Catalogue) -> None:
    variants: dict[str, Any] = {item.code: item.title_variants for item in (*plan.headings, *plan.fiches)}
    assert "RELEVANT DE L'AIDE SOCIALE" in variants["1.3.3"][0].title
    assert variants["4"][0].title == "Un logement adapté pour tous"
    assert {"1.3.3", "2.2.3", "2.2.4", "3.3.4", "6.1.1"} <= {code for code, found in variants.items() if found}
    assert variants["1.1.1"] == ()  # capitals alone make no variant


def test_codes_are_in_the_order_of_their_numbers(plan: Catalogue) -> None:
    for items in (plan.fiches, [one for one in plan.headings if one.depth == 2]):
        numbers = [[int(part) for part in re.findall(r"\d+", one.code)] for one in items]
        assert numbers == sorted(numbers)


def test_each_of_the_39_wordings_has_its_publics(plan: Catalogue, table: AudienceTable) -> None:
    assert len(plan.audiences) == 39
    check_wordings(table, plan)
    assert {one.code for one in plan.audiences if not table.shared(GARD, one.code)} == set()
    assert [one.code for one in plan.audiences if one.universal] == ["tous"]
    assert set(table.shared(GARD, "ph_vieillissantes")) == {"personnes_agees", "handicap"}
