"""The one filter: what each part keeps, that parts compose, and that every table tells the same story."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.commands.pilot import assign
from data.commands.report import ReportInput, StateInput, submit_report
from data.database import Store
from data.permissions import Actor
from data.reading import situation
from data.selection import NO_PILOT, Filter, narrow, universal_only, words
from data.situation import Situation, rows_of
from data.vocabulary import PilotRole, Status
from tests.support.plan_store import PLAN, SMALL, raw
from tests.support.quarter import NOW, TO_FILL

HOSTILE = ("inconnu", "", "' OR 1=1 --", "../..", "1\x00", "💥", "nan", "None", "x" * 3000)


def codes(of: Situation) -> set[str]:
    """Codes of what is counted."""
    return set(of.leaves["code"])


def pilot(of: Situation, name: str) -> str:
    return str({row["name"]: row["pilot_id"] for row in rows_of(of.pilots)}[name])


@pytest.fixture(scope="module")
def drome(told: Path) -> Situation:
    return situation(Store(f"sqlite:///{told}"), PLAN)


@pytest.fixture(scope="module")
def small(told: Path) -> Situation:
    return situation(Store(f"sqlite:///{told}"), SMALL)


def test_no_filter_keeps_everything(drome: Situation) -> None:
    assert narrow(drome, Filter()) is drome
    assert Filter(with_universal=True).count == 0


def test_an_axis_and_a_heading_keep_what_is_under_them(small: Situation) -> None:
    assert codes(narrow(small, Filter(axes=("A2",)))) == {"F2-1", "A2-1"}
    under = {"F1-1", "F1-2a", "F1-3", "F1-4", "F1-5"}
    assert codes(narrow(small, Filter(axes=("A1",)))) == under
    assert codes(narrow(small, Filter(headings=("A1",)))) == under
    assert codes(narrow(small, Filter(headings=("A1.1",)))) == under
    assert codes(narrow(small, Filter(axes=("A1", "A2")))) == codes(small)
    assert codes(narrow(small, Filter(axes=("A2",), headings=("A1.1",)))) == set()


def test_a_heading_keeps_its_fiches_indicators_and_figures(small: Situation) -> None:
    kept = narrow(small, Filter(axes=("A2",)))
    assert set(kept.fiches["code"]) == {"F2"}
    assert set(kept.indicators["code"]) == {"I2"}
    assert kept.key_figures.empty
    assert kept.objectives.empty
    assert kept.partners.empty
    other = narrow(small, Filter(axes=("A1",)))
    assert set(other.indicators["code"]) == {"I1"}
    assert set(other.key_figures["code"]) == {"C1"}
    assert set(other.objectives["code"]) == {"O1"}


def test_a_kept_action_keeps_those_above_it(small: Situation) -> None:
    kept = narrow(small, Filter(headings=("A1.1",)))
    assert "F1-2" in set(kept.actions["code"])
    assert "F1-2" not in codes(kept)


def test_an_action_s_own_public_wins_over_its_fiche_s(drome: Situation) -> None:
    """P1-01 names the professionals only; P1-02 names none of its own for that public."""
    own = {row["action_id"]: row["inherited"] for row in rows_of(drome.action_audiences)}
    assert set(own.values()) == {True, False}
    of = dict(zip(drome.actions["action_id"], drome.actions["code"], strict=True))
    fiches = dict(zip(drome.actions["code"], drome.actions["fiche_code"], strict=True))
    for audience in drome.audiences["code"]:
        named = {of[r["action_id"]] for r in rows_of(drome.action_audiences) if r["audience_code"] == audience}
        assert codes(narrow(drome, Filter(audiences=(audience,)))) == named & codes(drome)
    speaking = {of[action] for action, inherited in own.items() if not inherited}
    publics = {(row["fiche_code"], row["audience_code"]) for row in rows_of(drome.fiche_audiences)}
    overridden = 0
    for audience in drome.audiences["code"]:
        kept = codes(narrow(drome, Filter(audiences=(audience,))))
        by_fiche = {code for code in codes(drome) if (fiches[code], audience) in publics}
        overridden += len((by_fiche - kept) & speaking)
        assert by_fiche - kept <= speaking, "only a sentence of its own takes an action out of its fiche's publics"
    assert overridden > 100


def test_everybody_joins_only_when_asked_for(store: Store) -> None:
    with raw(store) as connection:
        connection.execute(
            "DELETE FROM ficheaudience WHERE wording_id IN (SELECT id FROM audiencewording WHERE code='U2')"
        )
    small = situation(store, SMALL)
    inherited = {"F1-2a", "F1-3", "F1-4", "F1-5"}
    asked = Filter(audiences=("essai_public",))
    assert codes(narrow(small, asked)) == {"F1-1"}
    assert universal_only(small, asked) == len(inherited)
    both = replace(asked, with_universal=True)
    assert codes(narrow(small, both)) == {"F1-1"} | inherited
    assert universal_only(small, both) == 0
    assert codes(narrow(small, Filter(audiences=("tout_public",)))) == inherited
    assert universal_only(small, Filter()) == 0


def test_a_pilot_keeps_their_actions_and_those_of_their_fiches(drome: Situation, small: Situation) -> None:
    assert codes(narrow(drome, Filter(pilots=(pilot(drome, "Ville centre"),)))) == {"P7-02"}
    of_fiche = {code for code in codes(drome) if code.startswith("P7-")}
    assert codes(narrow(drome, Filter(pilots=(pilot(drome, "CAF"),)))) == of_fiche
    lead = codes(narrow(drome, Filter(pilots=(pilot(drome, "Service insertion"),))))
    assert {code.split("-")[0] for code in lead} == {"P5", "P7", "P11"}
    alone = codes(narrow(drome, Filter(pilots=(NO_PILOT,))))
    assert alone == codes(drome) - lead
    assert codes(narrow(small, Filter(pilots=(NO_PILOT,)))) == {"F2-1"}
    assert codes(narrow(drome, Filter(pilots=(NO_PILOT, pilot(drome, "Ville centre"))))) == alone | {"P7-02"}


def test_an_action_under_a_heading_keeps_its_pilot(small: Situation) -> None:
    for wanted in (Filter(axes=("A2",)), Filter(statuses=("non_renseigne",)), Filter(headings=("A2",))):
        kept = narrow(small, wanted)
        assert "A2-1" in codes(kept)
        assert "A2-1" in set(kept.assignments["action_code"])
        assert "A2-1" not in codes(narrow(kept, Filter(pilots=(NO_PILOT,))))


def test_an_action_that_somebody_carries_is_not_without_a_pilot(store: Store, coordinator: Actor) -> None:
    assign(store, coordinator, PLAN, "Quelqu’un", role=PilotRole.ACTION, from_on=date(2026, 1, 1), action_code="P1-01")
    now = situation(store, PLAN)
    alone = codes(narrow(now, Filter(pilots=(NO_PILOT,))))
    assert "P1-01" not in alone
    assert "P1-02" in alone


def test_a_status_keeps_what_is_in_it(drome: Situation) -> None:
    assert codes(narrow(drome, Filter(statuses=("en_cours",)))) == {"P7-01"}
    parts = [codes(narrow(drome, Filter(statuses=(status.value,)))) for status in Status]
    assert sum(map(len, parts)) == len(drome.leaves)
    assert set().union(*parts) == codes(drome)


def test_a_territory_keeps_what_is_declined_there_with_its_own_status(store: Store, coordinator: Actor) -> None:
    first, second = list(situation(store, PLAN).peers["code"])[:2]
    said = (
        StateInput(action_code="P7-03", status=Status.IN_PROGRESS),
        StateInput(action_code="P7-03", territory_code=first, status=Status.DONE),
    )
    submit_report(store, coordinator, PLAN, ReportInput(fiche_code=TO_FILL, period_code=NOW, states=said))
    now = situation(store, PLAN)
    here, there = narrow(now, Filter(territory=first)), narrow(now, Filter(territory=second))
    assert list(here.leaves["code"]) == list(there.leaves["code"]) == ["P7-03"]
    assert (list(here.leaves["status"]), list(there.leaves["status"])) == (["realisee"], ["non_renseigne"])
    assert here.territory_code == first
    assert set(here.states["territory_code"]) == {first}
    assert codes(narrow(now, Filter(territory=first, statuses=("realisee",)))) == {"P7-03"}
    assert codes(narrow(now, Filter(territory=first, statuses=("en_cours",)))) == set()
    assert codes(narrow(now, Filter(territory="26"))) == codes(now), "the département is the whole"
    commune = now.territories[now.territories["kind"] == "commune"]["code"].iloc[0]
    assert codes(narrow(now, Filter(territory=commune))) == set(), "nothing is déclinée by commune"


@pytest.mark.parametrize("name", [field.name for field in fields(Filter) if field.name != "with_universal"])
@pytest.mark.parametrize("wrong", HOSTILE)
def test_a_code_that_nothing_bears_keeps_nothing(name: str, wrong: str, drome: Situation) -> None:
    wanted = Filter(**{name: wrong if name == "territory" else (wrong,)})
    kept = narrow(drome, wanted)
    if name == "territory" and wrong == "":
        assert kept is drome, "an empty value is no filter"
        return
    for table in ("leaves", "cells", "actions", "states", "fiches", "reports", "objectives", "assignments"):
        assert getattr(kept, table).empty, table
    assert kept.plan == drome.plan
    assert len(words(drome, wanted)) == 1


def test_what_is_kept_is_said_in_words(drome: Situation) -> None:
    wanted = Filter(axes=("1",), territory="26", pilots=(NO_PILOT,), statuses=("en_cours", "zzz"), audiences=("zzz",))
    said = narrow(drome, wanted).kept
    assert said == tuple(words(drome, wanted))
    assert said[0].startswith("Axe 1 : ")
    assert "Pilote : sans pilote" in said
    assert "Territoire : Drôme" in said
    assert "Statut : En cours" in said
    assert "Public : inconnu" in said
    again = narrow(narrow(drome, Filter(axes=("1",))), Filter(statuses=("en_cours",)))
    assert len(again.kept) == 2


def test_lifting_one_filter(drome: Situation) -> None:
    wanted = Filter(axes=("1",), statuses=("en_cours",), territory="26")
    assert wanted.count == 3
    assert wanted.without("axes") == Filter(statuses=("en_cours",), territory="26")
    assert wanted.without("territory").territory is None


# --- Properties, on the real plan ---

TABLES = [name for name in Situation.__dataclass_fields__ if name not in ("plan", "period", "kept")]


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from((*values, "inconnu")), max_size=3, unique=True).map(tuple)


def filters(of: Situation) -> st.SearchStrategy[Filter]:
    deep = [str(code) for code in of.headings["code"]]
    return st.builds(
        Filter,
        axes=some(*map(str, of.axes["code"])),
        headings=some(*deep),
        audiences=some(*(str(code) for code in of.audiences["code"])),
        with_universal=st.booleans(),
        territory=st.sampled_from((None, of.plan.departement_code, *map(str, of.peers["code"].head(1)), "inconnu")),
        pilots=some(NO_PILOT, *(str(key) for key in of.pilots["pilot_id"])),
        statuses=some("en_cours", "non_renseigne", "a_venir", "realisee"),
    )


def same(one: Situation, other: Situation) -> None:
    for name in TABLES:
        left, right = getattr(one, name), getattr(other, name)
        if isinstance(left, pd.DataFrame):
            assert left.equals(right), name
        else:
            assert left == right, name


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_parts_compose(data: st.DataObject, drome: Situation, small: Situation) -> None:
    drome = data.draw(st.sampled_from((drome, small)))
    wanted = data.draw(filters(drome))
    # The territory goes first: a status is the one said there.
    later = ("axes", "headings", "pilots", "statuses", "audiences")
    taken = data.draw(st.sets(st.sampled_from(later)))
    first = wanted
    for name in taken:
        first = first.without(name)
    second = replace(Filter(with_universal=wanted.with_universal), **{name: getattr(wanted, name) for name in taken})
    once = narrow(drome, wanted)
    same(narrow(narrow(drome, first), second), once)
    if wanted.territory is None:
        same(narrow(narrow(drome, second), first), once)
    same(narrow(once, wanted), once)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_table_tells_the_same_story(data: st.DataObject, drome: Situation, small: Situation) -> None:
    drome = data.draw(st.sampled_from((drome, small)))
    wanted = data.draw(filters(drome))
    assume(wanted.count)
    kept = narrow(drome, wanted)
    counted = set(kept.leaves["action_id"])
    assert len(counted) == len(kept.leaves), "an action is counted once"
    assert counted <= set(drome.leaves["action_id"])
    assert counted <= set(kept.actions["action_id"])
    for name in ("states", "cells", "action_audiences"):
        assert set(getattr(kept, name)["action_id"]) <= counted, name
    fiches = set(kept.fiches["code"])
    assert set(kept.leaves["fiche_code"].dropna()) <= fiches
    for name in ("reports", "expectations", "objectives", "partners", "fiche_audiences"):
        assert set(getattr(kept, name)["fiche_code"]) <= fiches, name
    assert set(kept.indicators["fiche_code"].dropna()) <= fiches


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_asking_for_more_keeps_no_less(data: st.DataObject, drome: Situation) -> None:
    wanted = data.draw(filters(drome))
    name = data.draw(st.sampled_from(("axes", "headings", "audiences", "pilots", "statuses")))
    values = getattr(wanted, name)
    kept = codes(narrow(drome, wanted))
    if len(values) > 1:
        assert codes(narrow(drome, replace(wanted, **{name: values[1:]}))) <= kept
    assert kept <= codes(narrow(drome, wanted.without(name)))
    assert kept <= codes(narrow(drome, replace(wanted, with_universal=True)))
