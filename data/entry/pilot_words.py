"""What giving parts or handing over will change, in French, before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from data.commands.board import PartInput
from data.commands.parts import Change, Effect, Move, applied
from data.french import day, listing, plural, typeset
from data.period import Period
from data.roster import NO_FACTS, Held, PilotFacts, Roster
from data.vocabulary import PilotRole, label


def part_says(
    move: Move, wanted: Held, known: PilotFacts | None, joined: PilotFacts, held: Sequence[Held], roster: Roster
) -> str:
    """What one part changes.

    Args:
        known: what was known of the pilot, None for a new one.
        joined: what will be.
        held: the parts before it.
    """
    said = [_effect_words(move, wanted, roster.today), *_facts_words(known, joined)]
    empty_from = _nobody_after(applied(held, move.changes), wanted)
    if empty_from is not None and move.effect is not Effect.SAME:
        said.append(f"plus personne à partir du {day(empty_from)}")
    return typeset(" ; ".join(words for words in said if words))


def _effect_words(move: Move, wanted: Held, today: date) -> str:
    if move.effect is Effect.SAME:
        return "déjà ainsi"
    ended = [change for change in move.changes if change.before is not None]
    own = [_own_words(one, wanted.role, today) for one in ended if one.before and one.before.pilot == wanted.pilot]
    others = [_replaced_words(one) for one in ended if one.before and one.before.pilot != wanted.pilot]
    return " ; ".join([*own, *others]) or "nouveau pilotage"


def _replaced_words(change: Change) -> str:
    assert change.before is not None
    if change.after is None:
        return f"remplace {change.before.pilot} dès le premier jour"
    return f"remplace {change.before.pilot}, en place jusqu’au {day(change.after.to_on)}"


def _own_words(change: Change, role: PilotRole, today: date) -> str:
    """What becomes of a part that the same pilot holds: another role takes its place, or its days change."""
    before, after = change.before, change.after
    assert before is not None
    if before.role is not role:
        left = {PilotRole.LEAD: "responsable", PilotRole.CO_PILOT: "copilote"}.get(before.role, "en suppléance")
        return f"n’est plus {left}" + (f" après le {day(after.to_on)}" if after else "")
    assert after is not None
    said: list[str] = []
    if after.from_on != before.from_on:
        said.append(f"commence plus tôt, le {day(after.from_on)}")
    if after.to_on is None and before.to_on is not None:
        said.append("se prolonge sans date de fin")
    elif after.to_on != before.to_on:
        verb = "s’arrête" if after.to_on is not None and after.to_on < today else "s’arrêtera"
        said.append(f"{verb} le {day(after.to_on)}")
    return listing(said)


def _facts_words(known: PilotFacts | None, joined: PilotFacts) -> list[str]:
    """What becomes known of a pilot."""
    said = ["pilote à créer"] if known is None else []
    before = known or NO_FACTS
    if bool(joined.external) != bool(before.external):
        said.append("pilote extérieur" if joined.external else "pilote du Département")
    for name, old, new in (
        ("direction", before.direction, joined.direction),
        ("organisme", before.organisation, joined.organisation),
        ("courriel", before.email, joined.email),
    ):
        if new and old and new != old:
            said.append(f"{name} : « {old} » devient « {new} »")
        elif new and not old:
            said.append(f"{name} : {new}")
    return said


def _nobody_after(held: Sequence[Held], wanted: Held) -> date | None:
    """The first day without a lead once a lead with an end has gone; None when somebody follows, or no end is said."""
    if wanted.role is not PilotRole.LEAD or wanted.to_on is None:
        return None
    next_day = wanted.to_on + timedelta(days=1)
    follows = any(part.role is PilotRole.LEAD and part.same_place(wanted) and part.runs(next_day) for part in held)
    return None if follows else next_day


def part_words(part: PartInput) -> str:
    """« CCAS de Valence, responsable de la fiche, à partir du 1er novembre 2026 »."""
    ends = f", jusqu’au {day(part.to_on)}" if part.to_on else ""
    return f"{part.pilot}, {label(part.role).lower()}, à partir du {day(part.from_on)}{ends}"


def pasted_sentence(effects: Sequence[tuple[Effect, bool]], refused: int) -> str:
    """« 19 lignes comprises : 12 nouveaux pilotages, 5 remplacements… 1 ligne refusée. »

    Args:
        effects: of each line understood, and whether it changes something.
    """
    count = {effect: sum(one is effect for one, _ in effects) for effect in Effect}
    only_facts = sum(acts for effect, acts in effects if effect is Effect.SAME)
    parts = [
        plural(count[Effect.NEW], "nouveau pilotage", "nouveaux pilotages") if count[Effect.NEW] else "",
        plural(count[Effect.REPLACES], "remplacement") if count[Effect.REPLACES] else "",
        plural(count[Effect.CHANGES], "changement de rôle ou de dates", "changements de rôle ou de dates")
        if count[Effect.CHANGES]
        else "",
        plural(only_facts, "fiche de pilote complétée", "fiches de pilote complétées") if only_facts else "",
        f"{count[Effect.SAME] - only_facts} déjà ainsi" if count[Effect.SAME] > only_facts else "",
    ]
    told = listing([part for part in parts if part])
    understood = f"{plural(len(effects), 'ligne comprise', 'lignes comprises')} : {told}." if effects else ""
    left = f"{plural(refused, 'ligne refusée', 'lignes refusées')}." if refused else ""
    return typeset(" ".join(part for part in (understood, left) if part))


def handed_words(changes: Sequence[Change], taker: str, roster: Roster) -> list[str]:
    """One line for each part that a hand-over moves: what, as what, and what becomes of it."""
    said: list[str] = []
    opened = {(one.after.code, one.after.role): one.after for one in changes if one.after and one.after.pilot == taker}
    for change in changes:
        before = change.before
        if before is None or before.pilot == taker:
            continue
        title = roster.title_of.get((before.code, before.of_action), "")
        after = opened.get((before.code, before.role))
        if after is None:
            fate = f"« {taker} » y est déjà"
        else:
            fate = f"à partir du {day(after.from_on)}" + (f", jusqu’au {day(after.to_on)}" if after.to_on else "")
        said.append(typeset(f"{before.code} – {title} : {label(before.role).lower()}, {fate}"))
    return said


def awaited_words(changes: Sequence[Change], taker: str, roster: Roster, period: Period) -> str:
    """Which reports, still awaited in the open period, will be asked of `taker`; empty without any."""
    led = {
        one.after.code for one in changes if one.after and one.after.pilot == taker and _leads_now(one.after, roster)
    }
    codes = [code for _, code in roster.awaited if code in led]
    if not codes:
        return ""
    what = "Le point d’avancement" if len(codes) == 1 else "Les points d’avancement"
    return typeset(
        f"{what} {period.of} ({listing(codes)}), pas encore "
        f"{'remis, lui sera demandé' if len(codes) == 1 else 'remis, lui seront demandés'}."
    )


def _leads_now(part: Held, roster: Roster) -> bool:
    return part.role is PilotRole.LEAD and part.runs(roster.today)
