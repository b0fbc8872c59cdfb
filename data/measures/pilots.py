"""Who carries the plan today: the fiches without a lead, what each pilot carries, and the sentences that say it.

Computed on the roster, not on a Situation: the page that uses it gives parts out, and says how things are today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.french import day, listing, number, plural, share, short_day, typeset
from data.measures.columns import Row, table
from data.measures.figure import Coverage, Figure
from data.roster import Held, PilotCard, Place, Roster
from data.vocabulary import PilotRole, label

ROLES: tuple[tuple[PilotRole, str, str], ...] = (
    (PilotRole.LEAD, "Responsable de", "Responsable"),
    (PilotRole.CO_PILOT, "Copilote de", "Copilote"),
    (PilotRole.DEPUTY, "En suppléance sur", "Suppléance"),
    (PilotRole.ACTION, "Pilote de", "Actions"),
)
"""Role, how a list of its codes begins, the heading of its column."""


@dataclass(frozen=True)
class Bare:
    """A fiche without a lead today.

    Attributes:
        carried, actions: its actions that have a pilot of their own, and all of them.
        others: who carries it without leading it.
        expected: the lead that is planned.
    """

    place: Place
    carried: int
    actions: int
    others: tuple[str, ...]
    expected: Held | None

    @property
    def says(self) -> str:
        """« 3 actions sur 13 ont leur propre pilote »."""
        said: list[str] = []
        if self.expected is not None:
            said.append(f"{self.expected.pilot} en sera responsable le {day(self.expected.from_on)}")
        if self.others:
            said.append(f"copilotée ou suppléée par {listing(self.others)}")
        if self.actions == 1:
            said.append("sa seule action a son propre pilote" if self.carried else "sa seule action n’a pas de pilote")
        elif self.actions:
            verb = "ont leur propre pilote" if self.carried > 1 else "a son propre pilote"
            how_many = number(self.carried) if self.carried else "aucune"
            said.append(f"{how_many} de ses {self.actions} actions {'' if self.carried else 'n’'}{verb}")
        return typeset(" · ".join(said))


@dataclass(frozen=True)
class Carried:
    """What a pilot carries: parts in force today and parts to come, in the order of the plan."""

    card: PilotCard
    running: tuple[Held, ...]
    planned: tuple[Held, ...]

    @property
    def now(self) -> str:
        """« Responsable de P5, P7 et P11 · Pilote de P17-07 »."""
        said: list[str] = []
        for role, begins, _ in ROLES:
            codes = [part.code for part in self.running if part.role is role]
            if codes:
                said.append(f"{begins} {listing(codes)}")
        return typeset(" · ".join(said))

    @property
    def dates(self) -> str:
        """« depuis le 1er juillet 2025 », and what will change."""
        said: list[str] = []
        if self.running:
            said.append(f"depuis le {day(min(part.from_on for part in self.running))}")
        ends = [part for part in self.running if part.to_on is not None]
        for last in sorted({part.to_on for part in ends if part.to_on is not None}):
            said.append(f"{listing([part.code for part in ends if part.to_on == last])} jusqu’au {day(last)}")
        for first in sorted({part.from_on for part in self.planned}):
            codes = [part.code for part in self.planned if part.from_on == first]
            said.append(f"{listing(codes)} à partir du {day(first)}")
        return typeset(", ".join(said))


def led(roster: Roster) -> Figure:
    """How many fiches have a lead today; the others fall to the coordination."""
    leads = {part.code: part for part in roster.running if part.role is PilotRole.LEAD}
    total, count = len(roster.fiches), sum(place.code in leads for place in roster.fiches)
    rows = [
        {
            "Code": place.code,
            "Fiche": typeset(place.title),
            "Responsable": leads[place.code].pilot if place.code in leads else None,
            "Depuis le": short_day(leads[place.code].from_on) if place.code in leads else None,
        }
        for place in roster.fiches
    ]
    return Figure(
        key="fiches_confiees",
        title="Fiches qui ont un responsable",
        value=100 * count / total if total else None,
        unit="%",
        text=share(count, total) if total else "aucune fiche",
        sentence=_led_sentence(roster, count, total),
        formula="Fiches dont un pilote est responsable aujourd’hui ÷ fiches du plan.",
        numerator=count if total else None,
        denominator=total if total else None,
        inputs=table(rows, ("Code", "Fiche", "Responsable", "Depuis le")),
        coverage=Coverage(total, count, count, ("fiche confiée", "fiches confiées")),
        as_of=roster.today,
    )


def _led_sentence(roster: Roster, count: int, total: int) -> str:
    left = total - count
    if total == 0:
        said = "Ce plan n’a pas de fiche"
        said += " : ses actions peuvent avoir chacune leur pilote." if roster.places else " : il n’y a rien à confier."
    elif count == 0:
        said = f"Aucune des {number(total)} fiches n’a de responsable : toutes reviennent à la coordination."
    elif left == 0:
        said = f"Les {number(total)} fiches ont un responsable." if total > 1 else "La fiche a un responsable."
    else:
        has = "a un" if count == 1 else "ont un"
        without = "n’en a pas et revient" if left == 1 else "n’en ont pas et reviennent"
        said = (
            f"{plural(count, 'fiche')} sur {number(total)} {has} responsable ; "
            f"{number(left)} {without} à la coordination."
        )
    return typeset(f"{said} {_who(roster)}".strip())


def _who(roster: Roster) -> str:
    """« 24 pilotes portent le plan, dont 8 extérieurs au Département. »"""
    names = {part.pilot for part in roster.running}
    outside = sum(card.facts.external is True for card in roster.pilots if card.name in names)
    if not names:
        return ""
    verb = "porte" if len(names) == 1 else "portent"
    more = f", dont {plural(outside, 'extérieur')} au Département" if outside else ""
    return f"{plural(len(names), 'pilote')} {verb} le plan{more}."


def without_lead(roster: Roster) -> list[Bare]:
    """The fiches without a lead today, in the order of the plan."""
    running, planned = roster.running, roster.planned
    known = {part.code for part in running if part.role is PilotRole.LEAD}
    own = {part.code for part in running if part.of_action}
    found: list[Bare] = []
    for place in roster.fiches:
        if place.code in known:
            continue
        actions = [each.code for each in roster.places if each.is_action and each.fiche_code == place.code]
        others = [part.pilot for part in running if part.code == place.code and not part.of_action]
        next_lead = [part for part in planned if part.code == place.code and part.role is PilotRole.LEAD]
        expected = next_lead[0] if next_lead else None
        found.append(Bare(place, sum(code in own for code in actions), len(actions), tuple(others), expected))
    return found


def carried(roster: Roster, fiches: Collection[str] | None = None) -> list[Carried]:
    """What each pilot carries; those who carry nothing today or later come last.

    Args:
        fiches: keep the pilots who carry one of these, or an action of one of them (None: all).
    """
    of_action = {place.code: place.fiche_code for place in roster.places if place.is_action}
    now, later = _by_pilot(roster, roster.running), _by_pilot(roster, roster.planned)
    found: list[Carried] = []
    for card in roster.pilots:
        running, planned = now.get(card.name, ()), later.get(card.name, ())
        places = {of_action.get(part.code) if part.of_action else part.code for part in (*running, *planned)}
        if fiches is None or places & set(fiches):
            found.append(Carried(card, running, planned))
    return sorted(found, key=lambda one: not (one.running or one.planned))


def parts_of(roster: Roster, pilot: str) -> list[Held]:
    """Every part of a pilot: in force and to come in the order of the plan, then ended, the latest first."""
    mine = [part for part in roster.parts if part.pilot == pilot]
    ended = [part for part in mine if part.to_on is not None and part.to_on < roster.today]
    current = _in_order(roster, (part for part in mine if part not in ended))
    return [*current, *sorted(ended, key=lambda part: part.to_on or date.min, reverse=True)]


def _by_pilot(roster: Roster, parts: Iterable[Held]) -> dict[str, tuple[Held, ...]]:
    """Pilot's name → its parts in order."""
    found: dict[str, tuple[Held, ...]] = {}
    for part in _in_order(roster, parts):
        found[part.pilot] = (*found.get(part.pilot, ()), part)
    return found


def _in_order(roster: Roster, parts: Iterable[Held]) -> list[Held]:
    """Role by role, in the order of the plan."""
    roles = {role: rank for rank, (role, _, _) in enumerate(ROLES)}
    places = {(place.code, place.is_action): rank for rank, place in enumerate(roster.places)}
    return sorted(parts, key=lambda part: (roles[part.role], places[part.code, part.of_action], part.from_on))


TABLE = (
    "Pilote",
    "Direction ou organisme",
    "Extérieur",
    *(heading for _, _, heading in ROLES),
    "Courriel",
    "Dates",
)


def pilots_table(found: Sequence[Carried]) -> pd.DataFrame:
    """One row a pilot, under the headings TABLE; an address is said to be there, never shown."""
    rows: list[Row] = []
    for one in found:
        facts = one.card.facts
        by_role = {
            heading: ", ".join(part.code for part in one.running if part.role is role) for role, _, heading in ROLES
        }
        rows.append(
            {
                "Pilote": one.card.name,
                "Direction ou organisme": one.card.home,
                "Extérieur": "oui" if facts.external else "non",
                **by_role,
                "Courriel": "oui" if facts.email else "non",
                "Dates": one.dates,
            }
        )
    return table(rows, TABLE)


def part_words(part: Held, today: date) -> str:
    """« Responsable de la fiche, depuis le 1er juillet 2025 »."""
    if part.to_on is not None and part.to_on < today:
        when = f"du {day(part.from_on)} au {day(part.to_on)}"
    else:
        begins = "depuis le" if part.from_on <= today else "à partir du"
        when = f"{begins} {day(part.from_on)}" + (f", jusqu’au {day(part.to_on)}" if part.to_on else "")
    return f"{label(part.role)}, {when}"
