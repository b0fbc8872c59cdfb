"""Each action that changed: its one cause, before and after, the decision or the reason, who said it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.french import day, lowered, short_day, typeset
from data.measures.carrying import last_day, parsed
from data.measures.changes.causes import ACTIONS, CAUSES, cause_of
from data.measures.changes.told import ActionChange, Change, Item
from data.measures.changes.words import Decisions, from_to, sentence, state_words
from data.measures.columns import Row, as_date, records
from data.measures.nouns import action_noun
from data.measures.sentences import status_of
from data.measures.status import UNSAID
from data.measures.wording import at_period
from data.situation import Situation
from data.vocabulary import Status


@dataclass(frozen=True)
class Moved:
    """One action with its rows of `leaves` at both dates; None where the plan did not hold it."""

    cause: str
    before: Row | None
    now: Row | None

    @property
    def row(self) -> Row:
        """The latest row known."""
        row = self.now or self.before
        assert row is not None
        return row


def moved(previous: Situation, current: Situation) -> list[Moved]:
    """Every action that changed, with its one cause, in the plan's order; retired ones last."""
    before, now = leaves_by_code(previous), leaves_by_code(current)
    held, plan = _held_since(previous, current), _amended(previous, current)
    found: list[Moved] = []
    for code, row in now.items():
        if code not in before:
            found.append(Moved("actions_ajoutees", None, row))
            continue
        old = before[code]
        cause = cause_of(old, row, previous.period, held=row["action_id"] in held)
        if cause is not None and previous.period == current.period:
            cause = "corrections"
        if cause is None:
            cause = plan.get(code) or _opened(old, row)
        if cause is not None:
            found.append(Moved(cause, old, row))
    return found + [Moved("actions_retirees", row, None) for code, row in before.items() if code not in now]


def leaves_by_code(situation: Situation) -> dict[str, Row]:
    """The counted leaves by code, in the plan's order."""
    return {str(row["code"]): row for row in records(situation.leaves)}


def _held_since(previous: Situation, current: Situation) -> set[object]:
    """Actions said « réalisée » for a period later than `previous` describes: what holds a recurrent one."""
    place = current.territory_code or current.plan.departement_code
    return {
        row["action_id"]
        for row in records(current.states)
        if row["status"] == Status.DONE
        and row["territory_code"] == place
        and last_day(str(row["period"])) > previous.period.ends_on
    }


def _amended(previous: Situation, current: Situation) -> dict[str, str]:
    """Code → « calendriers » or « intitules » for the actions that the plan itself words or dates otherwise."""
    before = {str(row["code"]): row for row in records(previous.actions)}
    found: dict[str, str] = {}
    for row in records(current.actions):
        old = before.get(str(row["code"]))
        if old is None:
            continue
        if any(as_date(old[name]) != as_date(row[name]) for name in ("starts_on", "ends_on")):
            found[str(row["code"])] = "calendriers"
        elif old["title"] != row["title"]:
            found[str(row["code"])] = "intitules"
    return found


def _opened(before: Row, now: Row) -> str | None:
    """Nobody spoke of it, and its period has begun meanwhile."""
    both_unsaid = before["status"] in UNSAID and now["status"] in UNSAID
    return "periode_ouverte" if both_unsaid and before["status"] != now["status"] else None


class Teller:
    """Words of what moved, read in both Situations."""

    def __init__(self, previous: Situation, current: Situation) -> None:
        self.noun = action_noun(current)
        self.decisions = Decisions(records(previous.decisions), records(current.decisions))
        self.same_period = previous.period == current.period
        place = current.territory_code or current.plan.departement_code
        self._words: dict[tuple[object, str], Row] = {
            (row["action_id"], str(row["period"])): row
            for row in records(current.states)
            if row["territory_code"] == place
        }

    def changes(self, found: Sequence[Moved]) -> list[Change]:
        """One Change for each cause of the group « actions », in the order of the causes."""
        by_cause: dict[str, list[Moved]] = {}
        for one in found:
            by_cause.setdefault(one.cause, []).append(one)
        return [
            Change(cause, ACTIONS, self.noun.counted(words.lead, len(those)), tuple(map(self.item, those)))
            for cause, words in CAUSES.items()
            if words.group == ACTIONS and (those := by_cause.get(cause))
        ]

    def row(self, one: Moved) -> ActionChange:
        """The line of the table."""
        latest = one.row
        return ActionChange(
            code=str(latest["code"]),
            title=typeset(str(latest["title"])),
            fiche=latest["fiche_code"],
            cause=one.cause,
            named=self._named(one.cause),
            before="—" if one.before is None else state_words(one.before),
            after="—" if one.now is None else self._after(one.cause, one.now),
            why=self._why(one) if one.now is not None else "",
            said_by=self._author(one) if one.now is not None else "",
            status=None if one.now is None else str(one.now["status"]),
        )

    def item(self, one: Moved) -> Item:
        """What is said of the action under its cause."""
        text, short, tag = self._said(one)
        latest = one.row
        return Item(str(latest["code"]), typeset(str(latest["title"])), latest["fiche_code"], text, short, tag)

    def _named(self, cause: str) -> str:
        words = self.noun.agreed(CAUSES[cause].named, 1)
        return words[:1].upper() + words[1:]

    def _after(self, cause: str, now: Row) -> str:
        if cause == "tenues":
            return typeset(f"{self.noun.agreed('Tenu{e}', 1)} {_when(now)}".strip())
        return state_words(now)

    def _said(self, one: Moved) -> tuple[str, str, str]:
        """(in sentences, in one breath, in a word) what happened to an action that is in both Situations."""
        before, now = one.before, one.now
        if before is None or now is None:
            return "", "", ""
        if one.cause == "abandonnees":
            code = now["decision"]
            return (
                sentence(f"{self.decisions.full(code)}, {_formerly(before)}", self._motive(now)),
                self.decisions.short(code),
                str(code or ""),
            )
        if one.cause == "reportees":
            return self._postponed(before, now)
        was, then = state_words(before), self._after(one.cause, now)
        why = self._reason(now) if one.cause in _EXPLAINED else ""
        if one.cause in ("reculs", "reprises", "corrections", "avancees", "cycles"):
            return sentence(f"{_when(now)} : {from_to(was, then)}", why), from_to(was, then), ""
        motive = self._motive(now) if one.cause == "suspendues" else why
        return sentence(f"{_when(now)}, {_formerly(before)}", motive), lowered(why), ""

    def _postponed(self, before: Row, now: Row) -> tuple[str, str, str]:
        old, new = as_date(before["ends_on"]), as_date(now["ends_on"])
        until = f"fin au {day(new)}"
        instead = f" au lieu du {day(old)}" if old is not None and old != new else ""
        code = now["decision"]
        text = sentence(f"{until}{instead}, {self.decisions.full(code)}", self._motive(now))
        reason = self._reason(now)
        short = f"{until}{instead}, {self.decisions.short(code)}" + (f" : {lowered(reason)}" if reason else "")
        return text, short, f"jusqu’au {short_day(new)}" + (f", {code}" if code else "")

    def _motive(self, now: Row) -> str:
        """« Motif : cadre d’assurance non trouvé »."""
        reason = self._reason(now)
        return f"motif : {lowered(reason)}" if reason else ""

    def _reason(self, now: Row) -> str:
        """Why, in the words of whoever said it: the reason, else the comment; without its full stop."""
        word = self._word(now)
        text = str(now["reason"] or (word["comment"] if word else "") or "").strip()
        return text.rstrip(".")

    def _why(self, one: Moved) -> str:
        """The decision, then the reason, as a cell."""
        now = one.now
        assert now is not None
        parts = [self.decisions.cell(str(now["decision"]))] if now["decision"] else []
        if one.cause in _EXPLAINED:
            parts += [self._reason(now)]
        return typeset(" ; ".join(part for part in parts if part))

    def _author(self, one: Moved) -> str:
        """Who said it, and in whose place; empty when nobody said anything of it."""
        now = one.now
        if now is None or one.cause in _UNSPOKEN or now["author"] is None:
            return ""
        word = self._word(now)
        behalf = word["behalf"] if word else None
        return typeset(f"{now['author']}, pour {behalf}" if behalf else str(now["author"]))

    def _word(self, now: Row) -> Row | None:
        return self._words.get((now["action_id"], str(now["state_period"])))


_EXPLAINED = ("abandonnees", "reportees", "suspendues", "reculs", "reprises", "corrections", "cycles", "non_concernees")
"""Causes that call for a reason."""
_UNSPOKEN = ("periode_ouverte", "calendriers", "intitules", "actions_ajoutees", "actions_retirees")
"""Causes that are nobody's word about the action."""


def _formerly(before: Row) -> str:
    return typeset(f"auparavant « {lowered(status_of(before))} »")


def _when(now: Row) -> str:
    code = now["state_period"]
    return at_period(parsed(str(code))) if code else "à ce jour"


def corrected(teller: Teller, found: Sequence[Moved], told: Sequence[Item]) -> list[Item]:
    """The items « corrections » of actions that no difference of a word already told."""
    known = {item.code for item in told}
    return [teller.item(one) for one in found if one.cause == "corrections" and one.row["code"] not in known]
