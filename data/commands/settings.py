"""What a plan sets for itself: the rules of its exceptions and the thresholds that it may change.

A row exists only while the plan departs from the method; going back to it erases the row. The journal keeps both.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from data.commands.door import Writing, check_seen, key, writing
from data.database import Store
from data.errors import Refused
from data.french import number, typeset
from data.measures.rules import BY_KEY, Rule
from data.measures.thresholds import THRESHOLDS, Threshold
from data.model import RuleSetting, ThresholdSetting
from data.permissions import Act, Actor, require
from data.typed import cleaned

LONGEST_WORDS = 400
LONGEST_WHO = 120
NOTHING = "Rien n’a été modifié."


def set_rule(
    store: Store,
    actor: Actor,
    plan_code: str,
    rule: str,
    *,
    active: bool,
    words: str | None,
    next_step: str | None,
    who: str | None,
    reason: str,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Say how the plan applies a rule of the exceptions. A text left to None, or equal to the rule's, stays the rule's.

    Raises:
        Refused: no right, no such rule, an empty or too long text, no reason, nothing to change.
        Conflict: somebody changed this rule since `seen_version` (None: the plan had changed nothing of it).
    """
    with writing(store, actor, "Régler une règle", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        _explained(reason, "la règle change")
        known = _known(rule)
        texts = {
            "words": _own(words, known.words, "La définition", LONGEST_WORDS),
            "next_step": _own(next_step, known.next_step, "Ce qu’il faut faire", LONGEST_WORDS),
            "who": _own(who, known.who, "Par qui", LONGEST_WHO),
        }
        row = _rule_row(door, rule)
        check_seen(row, seen_version, _theirs(row))
        if (active, *texts.values()) == ((row.active, row.words, row.next_step, row.who) if row else _AS_IT_IS):
            raise Refused(f"« {known.title} » est déjà ainsi. {NOTHING}")
        if active and not any(texts.values()):
            # Nothing departs from the method any more.
            assert row is not None
            door.session.delete(row)
            return
        if row is None:
            row = RuleSetting(plan_id=key(door.the_plan), rule=rule)
        row.active, row.words, row.next_step, row.who = active, texts["words"], texts["next_step"], texts["who"]
        door.session.add(row)


_AS_IT_IS = (True, None, None, None)


def reset_rule(
    store: Store,
    actor: Actor,
    plan_code: str,
    rule: str,
    *,
    reason: str,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Give a rule its own words and state back. Raises as `set_rule`."""
    with writing(store, actor, "Rétablir une règle", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        _explained(reason, "la règle change")
        known, row = _known(rule), _rule_row(door, rule)
        check_seen(row, seen_version, _theirs(row))
        if row is None:
            raise Refused(f"« {known.title} » est déjà la règle d’origine. {NOTHING}")
        door.session.delete(row)


def set_threshold(
    store: Store,
    actor: Actor,
    plan_code: str,
    key_: str,
    value: float,
    *,
    reason: str,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Give a threshold the plan's own value.

    Raises:
        Refused: no right, no such threshold, one of the method, a value that is no number or out of its bounds, one
            that makes « à surveiller » come after the alert, no reason, nothing to change.
        Conflict: somebody changed it since `seen_version` (None: the plan kept the method's).
    """
    with writing(store, actor, "Régler un seuil", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        _explained(reason, "le seuil change")
        known, row = _editable(key_), _threshold_row(door, key_)
        if not known.admits(value):
            raise Refused(f"Ce seuil va {known.bounds}. {NOTHING} Donnez un nombre entre les deux.")
        if _counts_periods(known) and value != int(value):
            raise Refused(f"Ce seuil compte des périodes : donnez un nombre entier. {NOTHING}")
        check_seen(row, seen_version, {} if row is None else {"value": row.value})
        if value == (known.value if row is None else row.value):
            raise Refused(f"Ce seuil est déjà de {known.written(value)}. {NOTHING}")
        if value == known.value:
            # The method's own value: the plan no longer departs from it.
            assert row is not None
            door.session.delete(row)
        else:
            if row is None:
                row = ThresholdSetting(plan_id=key(door.the_plan), key=key_, value=value)
            row.value = value
            door.session.add(row)
        door.session.flush()
        _check_order(door)


def reset_threshold(
    store: Store,
    actor: Actor,
    plan_code: str,
    key_: str,
    *,
    reason: str,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Give a threshold the method's value back. Raises as `set_threshold`."""
    with writing(store, actor, "Rétablir un seuil", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        _explained(reason, "le seuil change")
        known, row = _editable(key_), _threshold_row(door, key_)
        check_seen(row, seen_version, {} if row is None else {"value": row.value})
        if row is None:
            raise Refused(f"Ce seuil est déjà celui de la méthode, {known.text}. {NOTHING}")
        door.session.delete(row)
        door.session.flush()
        _check_order(door)


def _explained(reason: str, what: str) -> None:
    if not reason.strip():
        raise Refused(f"Dites en un mot pourquoi {what} : le journal le garde. {NOTHING}")


def _known(rule: str) -> Rule:
    found = BY_KEY.get(rule)
    if found is None:
        raise Refused(f"Aucune règle « {rule[:40]} ». {NOTHING}")
    return found


def _editable(key_: str) -> Threshold:
    found = THRESHOLDS.get(key_)
    if found is None:
        raise Refused(f"Aucun seuil « {key_[:40]} ». {NOTHING}")
    if not found.editable:
        raise Refused(f"Ce seuil est celui de la méthode, le même pour tous les plans : il ne se règle pas. {NOTHING}")
    return found


def _own(text: str | None, of_rule: str, what: str, longest: int) -> str | None:
    """The plan's own words on one line; None when they are the rule's."""
    if text is None:
        return None
    if len(text) > longest:
        raise Refused(
            f"{what} compte {number(len(text))} caractères ; le maximum est de {number(longest)}. {NOTHING} "
            "Raccourcissez le texte."
        )
    plain = " ".join(cleaned(text, what).split())
    if not plain:
        raise Refused(f"{what} est vide. {NOTHING} Écrivez quelques mots, ou revenez à la règle d’origine.")
    return None if typeset(plain) == of_rule else plain


def _rule_row(door: Writing, rule: str) -> RuleSetting | None:
    wanted = select(RuleSetting).where(RuleSetting.plan_id == door.the_plan.id, RuleSetting.rule == rule)
    return door.session.exec(wanted).first()


def _threshold_row(door: Writing, key_: str) -> ThresholdSetting | None:
    wanted = select(ThresholdSetting).where(ThresholdSetting.plan_id == door.the_plan.id, ThresholdSetting.key == key_)
    return door.session.exec(wanted).first()


def _theirs(row: RuleSetting | None) -> dict[str, object]:
    return {} if row is None else row.model_dump(include={"active", "words", "next_step", "who"})


def _counts_periods(known: Threshold) -> bool:
    return known.key in ("silent_after", "alert_after")


def _check_order(door: Writing) -> None:
    """A fiche is to be watched before it is an alert."""
    watch, alert = (
        row.value if (row := _threshold_row(door, name)) is not None else THRESHOLDS[name].value
        for name in ("silent_after", "alert_after")
    )
    if watch >= alert:
        raise Refused(
            "Une fiche est « à surveiller » avant d’être « sans nouvelles » : le premier seuil doit rester sous le "
            f"second. {NOTHING}"
        )
