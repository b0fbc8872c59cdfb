"""A plan's own rules and thresholds: set, read in every Situation, given back, refused in French."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from data.commands.settings import reset_rule, reset_threshold, set_rule, set_threshold
from data.database import Store
from data.errors import CapError, Conflict, Refused
from data.measures.plan_rules import rules_of, threshold_of
from data.measures.rules import BY_KEY, Rule
from data.permissions import Actor
from data.reading import situation
from data.reading.frozen import frozen_situation
from tests.support.plan_store import OWN_RULE, OWN_THRESHOLD, counts, journal, revision
from tests.support.quarter import BEFORE, PLAN

RULE = "sans_nouvelles"
SAID: dict[str, Any] = {"active": True, "words": None, "next_step": "Appeler le pilote.", "who": None}


def rule(store: Store, key: str = RULE) -> Rule:
    return next(one for one in rules_of(situation(store, PLAN)) if one.key == key)


def change(store: Store, actor: Actor, key: str = RULE, seen: int | None = None, **said: Any) -> None:
    set_rule(store, actor, PLAN, key, **(SAID | {"reason": "arbitré en comité", "seen_version": seen} | said))


def put(store: Store, actor: Actor, key: str, value: float, seen: int | None = None, reason: str = "essai") -> None:
    set_threshold(store, actor, PLAN, key, value, reason=reason, seen_version=seen)


def test_what_a_plan_says_of_a_rule_is_read_and_journalled(store: Store, coordinator: Actor) -> None:
    number = revision(store)
    change(store, coordinator, words=BY_KEY[RULE].words, who="  La   direction\n référente ")

    own = rule(store)
    assert (own.active, own.words, own.next_step) == (True, BY_KEY[RULE].words, "Appeler le pilote.")
    assert (own.who, own.version) == ("La direction référente", 1)
    kept = situation(store, PLAN).rule_settings
    assert kept[kept["rule"] == RULE]["words"].tolist() == [None], "the rule's own words are not the plan's"
    assert revision(store) == number + 1
    (entry,) = [row for row in journal(store, "Régler une règle") if RULE in row["after"]]
    assert entry["reason"] == "arbitré en comité"

    change(store, coordinator, seen=1, active=False)
    assert (rule(store).active, rule(store).version) == (False, 2)
    reset_rule(store, coordinator, PLAN, RULE, reason="retour", seen_version=2)
    assert rule(store) == BY_KEY[RULE]
    assert [row["change"] for row in journal(store, "Rétablir une règle")] == ["suppression"]


def test_saying_a_rule_s_own_words_again_gives_it_back(store: Store, coordinator: Actor) -> None:
    known = BY_KEY[OWN_RULE]
    assert rule(store, OWN_RULE).who == "Comité technique"
    change(store, coordinator, OWN_RULE, 1, words=known.words, next_step=known.next_step, who=known.who)
    assert rule(store, OWN_RULE) == known


def test_a_frozen_period_keeps_the_rules_of_then(store: Store, coordinator: Actor) -> None:
    change(store, coordinator)
    put(store, coordinator, "gap_alert", -20)
    then = frozen_situation(store, PLAN, BEFORE, 1)
    assert next(one for one in rules_of(then) if one.key == RULE) == BY_KEY[RULE]
    assert (threshold_of(then, "gap_alert"), threshold_of(situation(store, PLAN), "gap_alert")) == (-10, -20)


def test_a_threshold_is_the_plan_s_until_it_is_given_back(store: Store, coordinator: Actor) -> None:
    assert threshold_of(situation(store, PLAN), OWN_THRESHOLD) == 60
    put(store, coordinator, OWN_THRESHOLD, 75, 1)
    assert threshold_of(situation(store, PLAN), OWN_THRESHOLD) == 75
    reset_threshold(store, coordinator, PLAN, OWN_THRESHOLD, reason="retour", seen_version=2)
    assert threshold_of(situation(store, PLAN), OWN_THRESHOLD) == 50
    put(store, coordinator, OWN_THRESHOLD, 75)
    put(store, coordinator, OWN_THRESHOLD, 50, 1)
    assert situation(store, PLAN).threshold_settings.empty, "the method's own value is not the plan's"


REFUSED: dict[str, tuple[Callable[[Store, Actor], None], str]] = {
    "no such rule": (lambda s, a: change(s, a, "'; DROP TABLE plan; --"), "Aucune règle"),
    "blank words": (lambda s, a: change(s, a, words=" \n\t"), "La définition est vide"),
    "blank step": (lambda s, a: change(s, a, next_step=""), "Ce qu’il faut faire est vide"),
    "long words": (lambda s, a: change(s, a, words="é" * 2000), "le maximum est de 400"),
    "long who": (lambda s, a: change(s, a, who="é" * 121), "le maximum est de 120"),
    "no reason": (lambda s, a: change(s, a, reason="  "), "Dites en un mot pourquoi"),
    "nothing new": (lambda s, a: change(s, a, next_step=None), "est déjà ainsi"),
    "nothing new again": (lambda s, a: change(s, a, OWN_RULE, 1, next_step=None, who="Comité technique"), "déjà ainsi"),
    "no such rule to give back": (
        lambda s, a: reset_rule(s, a, PLAN, "x", reason="essai", seen_version=None),
        "Aucune règle",
    ),
    "a rule never changed": (
        lambda s, a: reset_rule(s, a, PLAN, RULE, reason="essai", seen_version=None),
        "déjà la règle d’origine",
    ),
    "no such threshold": (lambda s, a: put(s, a, "x" * 500, 3), "Aucun seuil"),
    "a threshold of the method": (lambda s, a: put(s, a, "smallest_whole", 3), "le même pour tous les plans"),
    "not a number": (lambda s, a: put(s, a, "gap_alert", float("nan")), "Ce seuil va de -50 à -1"),
    "infinite": (lambda s, a: put(s, a, "gap_alert", float("-inf")), "Ce seuil va"),
    "huge": (lambda s, a: put(s, a, "gap_alert", 10**400), "Ce seuil va"),
    "under": (lambda s, a: put(s, a, "gap_alert", -50.5), "Ce seuil va"),
    "over": (lambda s, a: put(s, a, "gap_alert", 0), "Ce seuil va"),
    "half a period": (lambda s, a: put(s, a, "alert_after", 2.5), "un nombre entier"),
    "watched after the alert": (lambda s, a: put(s, a, "silent_after", 2), "avant d’être « sans nouvelles »"),
    "the same value": (lambda s, a: put(s, a, "gap_alert", -10), "est déjà de -10"),
    "no reason for a threshold": (lambda s, a: put(s, a, "gap_alert", -12, reason=""), "Dites en un mot pourquoi"),
    "a threshold never changed": (
        lambda s, a: reset_threshold(s, a, PLAN, "gap_alert", reason="essai", seen_version=None),
        "déjà celui de la méthode",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_in_french_and_nothing_changes(store: Store, coordinator: Actor, name: str) -> None:
    act, says = REFUSED[name]
    before, number = counts(store), revision(store)
    with pytest.raises(Refused) as refusal:
        act(store, coordinator)
    said = str(refusal.value).replace("\u00a0", " ").replace("−", "-")
    assert says in said
    assert "Rien n’a été modifié" in said
    assert (counts(store), revision(store)) == (before, number)


def test_giving_the_watch_back_never_passes_the_alert(store: Store, coordinator: Actor) -> None:
    put(store, coordinator, "alert_after", 4)
    put(store, coordinator, "silent_after", 3)
    with pytest.raises(Refused, match="avant d’être"):
        reset_threshold(store, coordinator, PLAN, "alert_after", reason="essai", seen_version=1)
    assert threshold_of(situation(store, PLAN), "alert_after") == 4


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(store: Store, coordinator: Actor) -> None:
    change(store, coordinator)
    put(store, coordinator, "gap_alert", -20)
    before = counts(store)
    late: list[Callable[[], None]] = [
        lambda: change(store, coordinator, who="Une autre main"),
        lambda: change(store, coordinator, seen=7, who="Une autre main"),
        lambda: reset_rule(store, coordinator, PLAN, RULE, reason="essai", seen_version=None),
        lambda: put(store, coordinator, "gap_alert", -30),
        lambda: reset_threshold(store, coordinator, PLAN, "gap_alert", reason="essai", seen_version=2),
    ]
    for act in late:
        with pytest.raises(Conflict) as conflict:
            act()
        assert isinstance(conflict.value, CapError)
    assert counts(store) == before
    assert (rule(store).next_step, threshold_of(situation(store, PLAN), "gap_alert")) == ("Appeler le pilote.", -20)
