"""The rules and thresholds that a plan applies: the method's (`rules`, `thresholds`), changed by what the plan set.

What a plan set is part of its Situation: a frozen period keeps the rules of then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from data.french import capitalised, number, plural, typeset
from data.measures.calendar import Bands
from data.measures.columns import Row, as_number, records
from data.measures.rules import RULES, Rule
from data.measures.thresholds import TABLE, THRESHOLDS, Threshold
from data.measures.wording import at_period
from data.situation import Situation


def rules_of(situation: Situation) -> tuple[Rule, ...]:
    """Every rule as the plan applies it, silenced ones included, in the order of `rules.RULES`."""
    changed = {str(row["rule"]): row for row in records(situation.rule_settings)}
    return tuple(_rule(rule, changed.get(rule.key)) for rule in RULES)


def _rule(rule: Rule, said: Row | None) -> Rule:
    """What the plan did not say stays the rule's own."""
    if said is None:
        return rule
    given = {name: typeset(str(said[name])) for name in ("words", "next_step", "who") if said[name]}
    return replace(rule, active=bool(said["active"]), version=_version(said), **given)


def thresholds_of(situation: Situation) -> tuple[Threshold, ...]:
    """Every threshold with the value that counts for the plan, in the order of `thresholds.TABLE`."""
    changed = {str(row["key"]): row for row in records(situation.threshold_settings)}
    return tuple(_threshold(one, changed.get(one.key)) for one in TABLE)


def threshold_of(situation: Situation, key: str) -> float:
    """The value of a threshold for the plan; an unknown key is a programming error (KeyError)."""
    said = next((row for row in records(situation.threshold_settings) if row["key"] == key), None)
    return _threshold(THRESHOLDS[key], said).value


def bands_of(situation: Situation) -> Bands:
    """What the plan sets of the health of an action."""
    return Bands(threshold_of(situation, "silent_after"), threshold_of(situation, "health_slightly_late"))


def _threshold(one: Threshold, said: Row | None) -> Threshold:
    """A value that this version no longer admits is left aside: the method's counts."""
    value = None if said is None else as_number(said["value"])
    if said is None or value is None or not one.admits(value):
        return one
    return replace(one, value=value, version=_version(said))


def _version(said: Row) -> int | None:
    number = as_number(said["version"])
    return None if number is None else int(number)


def changed_by(rules: tuple[Rule, ...], thresholds: tuple[Threshold, ...]) -> int:
    """How many rules and thresholds the plan changed."""
    return sum(one.version is not None for one in (*rules, *thresholds))


def sentence(situation: Situation, counts: Mapping[str, int]) -> str:
    """« Au 3e trimestre 2026, 12 règles actives sur 13 relèvent 37 exceptions ; ce plan en a changé une. ».

    Args:
        counts: rule → number of exceptions (`exceptions.counts_by_rule`).
    """
    rules, thresholds = rules_of(situation), thresholds_of(situation)
    active, raised = sum(rule.active for rule in rules), sum(counts.values())
    which = (
        f"les {number(len(rules))} règles"
        if active == len(rules)
        else f"{number(active)} règles sur {number(len(rules))}"
    )
    found = f"relèvent {plural(raised, 'exception')}" if raised else "ne relèvent aucune exception"
    own = changed_by(rules, thresholds)
    told = (
        f"ce plan a changé {plural(own, 'règle ou seuil', 'règles ou seuils')}" if own else "ce plan n’y a rien changé"
    )
    return typeset(f"{capitalised(at_period(situation.period))}, {which} {found} ; {told}.")


def rules_table(rules: tuple[Rule, ...], thresholds: tuple[Threshold, ...], counts: Mapping[str, int]) -> pd.DataFrame:
    """One row a rule, under French headings."""
    values = {one.key: one for one in thresholds}
    rows = [
        {
            "Règle": rule.title,
            "Définition": rule.words,
            "Seuil": values[rule.threshold_key].text if rule.threshold_key else "",
            "À faire": rule.next_step,
            "Par qui (à défaut de pilote)": rule.who,
            "Active": "oui" if rule.active else "non",
            "Réglée par le plan": "oui" if rule.version is not None else "",
            "Exceptions": number(counts.get(rule.key, 0)) if rule.active else "",
        }
        for rule in rules
    ]
    return pd.DataFrame(rows, dtype=object)


def thresholds_table(thresholds: Iterable[Threshold]) -> pd.DataFrame:
    """One row a threshold, under French headings."""
    rows = [
        {
            "Seuil": one.words,
            "Valeur": one.text,
            "Valeur de la méthode": THRESHOLDS[one.key].text,
            "Réglable": one.bounds or "non",
            "Où il sert": one.used_in,
        }
        for one in thresholds
    ]
    return pd.DataFrame(rows, dtype=object)
