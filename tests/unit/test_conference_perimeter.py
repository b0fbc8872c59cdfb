"""What a theme covers of a plan: the union of its headings, fiches, actions and publics, and the words that say it."""

from data.conference.edition import Perimeter
from data.conference.perimeter import within
from data.measures.changes.scope import kept_at_both
from data.selection import Filter, narrow
from data.situation import Situation, where
from tests.support.measures import drome, herault, said, situation

PUBLICS = [
    {"code": "aidants", "title": "Aidants", "rank": 1, "universal": False},
    {"code": "tous", "title": "Tout public", "rank": 2, "universal": True},
]


def told() -> Situation:
    """The Drôme, where the second action of P3 is for carers, and one of P4 through its fiche."""
    ids = dict(zip(drome().actions["code"], drome().actions["action_id"], strict=True))
    named = [(drome().codes("P3")[1], False), (drome().codes("P4")[0], True)]
    return situation(
        drome(),
        audiences=PUBLICS,
        action_audiences=[
            {"action_id": ids[code], "audience_code": "aidants", "wording": "aidants", "inherited": inherited}
            for code, inherited in named
        ],
    )


def codes(found: Situation) -> set[str]:
    return set(found.leaves["code"])


WHOLE = told()


def test_an_empty_perimeter_is_the_whole_plan() -> None:
    assert within(WHOLE, Perimeter()) is WHOLE


def test_a_heading_keeps_all_that_stands_below_it() -> None:
    found = within(WHOLE, Perimeter(headings=("1",)))
    assert codes(found) == set(where(WHOLE.leaves, axis_code="1")["code"])
    assert set(found.fiches["code"]) == set(where(WHOLE.fiches, axis_code="1")["code"])
    assert found.kept == ("Thème\u00a0: axe 1",)
    assert codes(found) == codes(narrow(WHOLE, Filter(axes=("1",))))


def test_parts_are_put_together_not_crossed() -> None:
    action = drome().codes("P5")[0]
    found = within(WHOLE, Perimeter(fiches=("P1",), actions=(action,), audiences=("aidants",)))
    carers = {drome().codes("P3")[1], drome().codes("P4")[0]}
    assert codes(found) == {*drome().codes("P1"), action, *carers}
    assert set(found.fiches["code"]) == {"P1", "P3", "P4", "P5"}
    assert found.kept == ("Thème\u00a0: projet P1, action " + action + " et public «\u00a0Aidants\u00a0»",)


def test_a_fiche_of_a_heading_is_counted_once() -> None:
    both, heading = (Perimeter(headings=("1",), fiches=fiches) for fiches in (("P1",), ()))
    assert len(within(WHOLE, both).leaves) == len(within(WHOLE, heading).leaves)


def test_a_nested_action_follows_the_one_above() -> None:
    whole = situation(herault())
    above = next(str(row["parent_code"]) for row in whole.actions.to_dict("records") if row["parent_code"])
    below = set(where(whole.actions, parent_code=above)["code"])
    found = within(whole, Perimeter(actions=(above,)))
    assert codes(found) == below & set(whole.leaves["code"])
    assert {above, *below} <= set(found.actions["code"])


def test_what_this_state_does_not_know_keeps_nothing_and_is_said() -> None:
    found = within(WHOLE, Perimeter(headings=("99",), fiches=("P1", "P77"), audiences=("autres",)))
    assert codes(found) == set(drome().codes("P1"))
    assert found.kept == ("Thème\u00a0: projet P1 et 3 éléments inconnus de cet état du plan",)
    assert within(WHOLE, Perimeter(fiches=("P77",))).leaves.empty


def test_many_parts_are_counted_in_the_words() -> None:
    found = within(WHOLE, Perimeter(fiches=("P1", "P2", "P3", "P4")))
    assert found.kept == ("Thème\u00a0: 4 projets",)


def test_indicators_of_a_heading_come_with_it_alone() -> None:
    rows = [{"code": code, "fiche_code": fiche, "heading_code": heading, "axis_code": heading[0]} for code, fiche,
            heading in (("I1", None, "1"), ("I2", "P1", "1.1"), ("I3", None, "2"))]  # fmt: skip
    whole = situation(drome(), indicators=rows)
    assert set(within(whole, Perimeter(headings=("1",))).indicators["code"]) == {"I1", "I2"}
    assert set(within(whole, Perimeter(fiches=("P1",))).indicators["code"]) == {"I2"}


def test_an_earlier_state_is_looked_at_on_the_actions_of_the_later_one() -> None:
    """An action that gained its public since is not a new one."""
    code = drome().codes("P3")[1]
    before = situation(drome(), [said(code, "2026-T2", "en_cours")], "2026-T2", audiences=PUBLICS)
    theme = Perimeter(audiences=("aidants",))
    first, last = kept_at_both(before, WHOLE, lambda each: within(each, theme))
    assert within(before, theme).leaves.empty
    assert codes(first) == codes(last) == {code, drome().codes("P4")[0]}
    assert first.kept == last.kept
