"""What giving a part or handing over changes, worked out on plain values.

Pure, so that what a page announces and what the command then writes are one and the same. One rule governs: a fiche
has one lead at a time, an action one pilot, and a pilot one part in a fiche; a new part ends the one that it replaces
the day before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from data.french import day
from data.roster import Held, PilotFacts
from data.vocabulary import PilotRole

ALONE = frozenset({PilotRole.LEAD, PilotRole.ACTION})
"""Parts that one pilot holds at a time."""
_STRONGEST = (PilotRole.LEAD, PilotRole.ACTION, PilotRole.DEPUTY, PilotRole.CO_PILOT)
_DAY = timedelta(days=1)


class Unfit(Exception):
    """What is asked cannot be; `str(error)` is a French sentence that says why and what to do instead."""


class Effect(StrEnum):
    """What giving a part does."""

    NEW = "nouveau"
    REPLACES = "remplace"
    CHANGES = "change"
    SAME = "deja"


@dataclass(frozen=True)
class Change:
    """A part before and after; `before` None: it is added; `after` None: it is removed, having carried no day."""

    before: Held | None
    after: Held | None


@dataclass(frozen=True)
class Move:
    """What giving one part changes; nothing when the effect is SAME."""

    effect: Effect
    changes: tuple[Change, ...] = ()

    @property
    def touched(self) -> tuple[int, ...]:
        """Ids of the stored parts that it changes."""
        return tuple(sorted(one.before.id for one in self.changes if one.before and one.before.id is not None))


def given(held: Sequence[Held], wanted: Held, today: date, *, keeps_end: bool = True, alone: bool = True) -> Move:
    """What changes when `wanted` is given.

    Args:
        held: the parts of the plan, whatever their dates.
        keeps_end: a part that is already held keeps its end when `wanted` says none.
        alone: who held the place before is replaced (False: a hand-over leaves third parties as they are).

    Raises:
        Unfit: it would replace what only begins later.
    """
    here = [part for part in held if part.same_place(wanted)]
    own = next((part for part in here if part.same_part(wanted) and part.meets(wanted)), None)
    after = wanted if own is None else _joined(own, wanted, today, keeps_end)
    if after == own:
        return Move(Effect.SAME)
    changes = [Change(own, after)]
    for other in here:
        mine = other.pilot == wanted.pilot
        rival = mine or (alone and wanted.role in ALONE and other.role is wanted.role)
        if other is not own and rival and other.meets(after):
            changes.append(_replaced(other, after, today))
    others = [change.before for change in changes[1:] if change.before and change.before.pilot != wanted.pilot]
    mine = own is not None or len(changes) > 1
    return Move(Effect.REPLACES if others else Effect.CHANGES if mine else Effect.NEW, tuple(changes))


def handed_over(held: Sequence[Held], giver: str, taker: str, on: date, today: date) -> tuple[Change, ...]:
    """What changes when everything that `giver` carries passes to `taker` on the day `on`, planned parts included.

    What `taker` already carries stays: where both were in a fiche, it only takes the lead, or the days left free.

    Raises:
        Unfit: the same pilot, nothing to hand over, a part that began after `on`.
    """
    if giver == taker:
        raise Unfit("Le même pilote est choisi des deux côtés : choisissez à qui tout transmettre.")
    going = [part for part in held if part.pilot == giver and (part.to_on is None or part.to_on >= on)]
    if not going:
        raise Unfit(f"« {giver} » ne porte rien à partir du {day(on)} : il n’y a rien à transmettre.")
    late = [part for part in going if on < part.from_on <= today]
    if late:
        last = max(late, key=lambda part: part.from_on)
        raise Unfit(
            f"« {giver} » ne porte {place_words(last)} que depuis le {day(last.from_on)} : "
            "choisissez une date à partir de ce jour."
        )
    now = list(held)
    for part in sorted(going, key=lambda one: _STRONGEST.index(one.role)):
        now = applied(now, (Change(part, None if part.from_on >= on else replace(part, to_on=on - _DAY)),))
        wanted = Held(taker, part.code, part.role, max(on, part.from_on), part.to_on)
        met = [one for one in now if one.pilot == taker and one.same_place(wanted) and one.meets(wanted)]
        if part.role not in ALONE:
            beside = _beside(wanted, [one for one in met if one.role is not part.role])
            if beside is None:
                continue
            wanted = beside
        own = next((one for one in met if one.role is part.role and one.meets(wanted)), None)
        if own is not None:
            wanted = replace(wanted, to_on=_later(own.to_on, wanted.to_on))
        now = applied(now, given(now, wanted, today, keeps_end=False, alone=False).changes)
    return difference(held, now)


def applied(held: Sequence[Held], changes: Sequence[Change]) -> list[Held]:
    """The parts once changed."""
    now = list(held)
    for change in changes:
        if change.before is not None:
            now.remove(change.before)
        if change.after is not None:
            now.append(change.after)
    return now


def difference(before: Sequence[Held], after: Sequence[Held]) -> tuple[Change, ...]:
    """What leads from `before` (all stored) to `after`, removals first."""
    left = {part.id: part for part in after if part.id is not None}
    removed = [Change(part, None) for part in before if part.id not in left]
    altered = [Change(part, left[part.id]) for part in before if part.id in left and left[part.id] != part]
    return (*removed, *altered, *(Change(None, part) for part in after if part.id is None))


def check_part(part: Held, *, of_action: bool, starts_on: date, ends_on: date) -> None:
    """Raise Unfit when the role does not suit the place, or the days do not suit the plan.

    Args:
        of_action: the place is an action.
        starts_on, ends_on: of the plan.
    """
    if of_action and not part.of_action:
        raise Unfit(f"{part.code} est une action : elle a un pilote, et ni responsable, ni copilote, ni suppléance.")
    if part.of_action and not of_action:
        raise Unfit(f"{part.code} est une fiche : donnez-lui un responsable, un copilote ou une suppléance.")
    if part.to_on is not None and part.to_on < part.from_on:
        raise Unfit(f"La fin ({day(part.to_on)}) précède le début ({day(part.from_on)}) : corrigez les dates.")
    if not starts_on <= part.from_on <= ends_on or (part.to_on is not None and part.to_on > ends_on):
        raise Unfit(f"Les dates sortent de la durée du plan ({day(starts_on)} – {day(ends_on)}) : corrigez-les.")


def joined_facts(known: PilotFacts, said: PilotFacts) -> PilotFacts:
    """What is known of a pilot once somebody said more.

    Raises:
        Unfit: both a direction of the council and an outside organisation.
    """
    if said.direction and said.external:
        raise Unfit("Un pilote extérieur n’a pas de direction du Département : gardez l’une ou l’autre.")
    external = said.external if said.external is not None else bool(known.external) and not said.direction
    return PilotFacts(
        direction=None if external else said.direction or known.direction,
        organisation=said.organisation or (known.organisation if external or not known.external else None),
        external=external,
        email=said.email or known.email,
    )


def place_words(part: Held) -> str:
    """« la fiche P7 », « l’action P7-02 »."""
    return f"l’action {part.code}" if part.of_action else f"la fiche {part.code}"


def role_words(part: Held) -> str:
    """« responsable de la fiche P7 », « en suppléance sur la fiche P7 »."""
    words = {
        PilotRole.LEAD: "responsable de",
        PilotRole.CO_PILOT: "copilote de",
        PilotRole.DEPUTY: "en suppléance sur",
        PilotRole.ACTION: "pilote de",
    }
    return f"{words[part.role]} {place_words(part)}"


def _joined(own: Held, wanted: Held, today: date, keeps_end: bool) -> Held:
    """A part already held, with what is asked besides: it may begin earlier, end on another day, or run again."""
    to_on = wanted.to_on
    if to_on is None and keeps_end and own.to_on is not None and own.to_on >= today:
        to_on = own.to_on
    return replace(own, from_on=min(own.from_on, wanted.from_on), to_on=to_on)


def _replaced(other: Held, after: Held, today: date) -> Change:
    """The end of a part that `after` takes the place of."""
    if other.from_on > after.from_on:
        since = f"depuis le {day(other.from_on)}" if other.from_on <= today else f"à partir du {day(other.from_on)}"
        verb = "est" if other.from_on <= today else "sera"
        raise Unfit(
            f"« {other.pilot} » {verb} {role_words(other)} {since} : choisissez d’autres dates, "
            "ou mettez d’abord fin à cette part."
        )
    if other.from_on == after.from_on:
        return Change(other, None)
    return Change(other, replace(other, to_on=after.from_on - _DAY))


def _beside(wanted: Held, met: Sequence[Held]) -> Held | None:
    """What is left of a part once its pilot’s other parts in the same place have their days; None for nothing."""
    for one in sorted(met, key=lambda part: part.from_on):
        if one.from_on > wanted.from_on:
            return replace(wanted, to_on=one.from_on - _DAY)
        if one.to_on is None or (wanted.to_on is not None and one.to_on >= wanted.to_on):
            return None
        wanted = replace(wanted, from_on=one.to_on + _DAY)
    return wanted


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
