"""What is pasted to give parts in bulk: which lines are understood and what they change, which are refused and why.

Pure: nothing is written here. A line is understood whole or refused whole; lines that were understood count for the
next ones, so that two of them cannot contradict each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.commands.board import PartInput, address
from data.commands.parts import Effect, Move, Unfit, applied, check_part, given, joined_facts
from data.entry.pasted_cells import Cells, Column, Line, cells_of, day_of, role_of
from data.entry.pilot_words import part_says
from data.entry.place_lookup import Lookup
from data.errors import Refused
from data.french import folded
from data.roster import NO_FACTS, Held, PilotFacts, Place, Roster
from data.vocabulary import PilotRole


@dataclass(frozen=True)
class Understood:
    """A line that can be recorded.

    Attributes:
        part: what the command receives.
        effect: what it does to the parts of the plan.
        says: what changes, in French.
        acts: False when nothing would change: it is as it says already.
    """

    line: int
    place: Place
    part: PartInput
    effect: Effect
    says: str
    acts: bool


@dataclass(frozen=True)
class LineRefused:
    """A line that cannot be recorded: what was pasted, and why in French."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Pasted:
    """All that was pasted; `problem`: why nothing of it can be read; `ignored`: headings that mean nothing here."""

    understood: tuple[Understood, ...] = ()
    refused: tuple[LineRefused, ...] = ()
    ignored: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def parts(self) -> tuple[PartInput, ...]:
        """What is to be recorded."""
        return tuple(one.part for one in self.understood if one.acts)


def pasted(text: str, roster: Roster, from_on: date) -> Pasted:
    """Read what was pasted against the roster.

    Args:
        from_on: first day of the parts whose line gives none.
    """
    lookup = Lookup(roster.places, roster.fiche_word, roster.action_word)
    cells = cells_of(text, lookup.knows, (roster.fiche_word, roster.action_word))
    if cells.problem:
        return Pasted(problem=cells.problem)
    reading = _Reading(roster, lookup, cells, from_on)
    understood: list[Understood] = []
    refused: list[LineRefused] = []
    for line in cells.lines:
        try:
            understood.append(reading.read(line))
        except Unfit as error:
            refused.append(LineRefused(line.number, line.text, str(error)))
    return Pasted(tuple(understood), tuple(refused), cells.ignored)


class _Reading:
    """The lines read so far, and what the plan would be with them."""

    def __init__(self, roster: Roster, lookup: Lookup, cells: Cells, from_on: date) -> None:
        self.roster, self.lookup, self.role, self.from_on = roster, lookup, cells.role, from_on
        self.held: list[Held] = list(roster.parts)
        self.names = {folded(card.name): card.name for card in reversed(roster.pilots)}
        self.names |= {card.name: card.name for card in roster.pilots}
        self.facts = {card.name: card.facts for card in roster.pilots}
        self.said: dict[str, tuple[int, PilotFacts]] = {}
        self.lines: dict[Held, int] = {}

    def read(self, line: Line) -> Understood:
        """What a line changes; it counts for the next ones. Raises Unfit, and then changes nothing."""
        if line.why:
            raise Unfit(line.why)
        place, wanted = self._wanted(line)
        check_part(wanted, of_action=place.is_action, starts_on=self.roster.starts_on, ends_on=self.roster.ends_on)
        facts = self._facts(line, wanted.pilot)
        known = self.facts.get(wanted.pilot)
        joined = joined_facts(known or NO_FACTS, facts)
        move = given(self.held, wanted, self.roster.today)
        said_before = self._line_of(move, wanted)
        says = part_says(move, wanted, known, joined, self.held, self.roster)
        part = PartInput(wanted.pilot, place.code, wanted.role, wanted.from_on, wanted.to_on, facts, move.touched)
        acts = move.effect is not Effect.SAME or joined != known
        if said_before is not None and not acts:
            says = f"déjà dit à la ligne {said_before}"
        self.held = applied(self.held, move.changes)
        self.lines |= {one.after: line.number for one in move.changes if one.after is not None and one.after.id is None}
        self.names.setdefault(folded(wanted.pilot), wanted.pilot)
        self.facts[wanted.pilot] = joined
        self._remember(line, wanted.pilot, facts)
        return Understood(line.number, place, part, move.effect, says, acts)

    def _wanted(self, line: Line) -> tuple[Place, Held]:
        named = line.cells.get(Column.PLACE) or line.cells.get(Column.TITLE) or ""
        pilot = line.cells.get(Column.PILOT, "")
        if not pilot and not self.lookup.knows(named):
            raise Unfit("Il faut un code et un pilote, séparés par une tabulation ou par un point-virgule.")
        if not named:
            raise Unfit("Le code de la fiche ou de l’action manque.")
        place = self.lookup.find(named)
        if not pilot:
            raise Unfit("Le pilote manque.")
        role = role_of(line.cells.get(Column.ROLE, "")) or self.role
        role = role or (PilotRole.ACTION if place.is_action else PilotRole.LEAD)
        first = day_of(line.cells.get(Column.FROM, "")) or self.from_on
        name = self.names.get(pilot) or self.names.get(folded(pilot)) or pilot
        return place, Held(name, place.code, role, first, day_of(line.cells.get(Column.TO, "")))

    def _facts(self, line: Line, pilot: str) -> PilotFacts:
        organisation = line.cells.get(Column.ORGANISATION)
        try:
            email = address(line.cells.get(Column.EMAIL))
        except Refused as error:
            raise Unfit(str(error).removesuffix(" Rien n’a été modifié.")) from error
        facts = PilotFacts(line.cells.get(Column.DIRECTION), organisation, True if organisation else None, email)
        number, said = self.said.get(pilot, (0, NO_FACTS))
        for other, mine, theirs in (
            ("une autre direction", facts.direction, said.direction),
            ("un autre organisme", facts.organisation, said.organisation),
            ("un autre courriel", facts.email, said.email),
        ):
            if mine and theirs and mine != theirs:
                raise Unfit(f"La ligne {number} donne {other} à « {pilot} ».")
        return facts

    def _remember(self, line: Line, pilot: str, facts: PilotFacts) -> None:
        _, said = self.said.get(pilot, (0, NO_FACTS))
        self.said[pilot] = (
            line.number,
            PilotFacts(
                facts.direction or said.direction,
                facts.organisation or said.organisation,
                facts.external or said.external,
                facts.email or said.email,
            ),
        )

    def _line_of(self, move: Move, wanted: Held) -> int | None:
        """The earlier line that said the same; Unfit when one said otherwise on the same days."""
        for change in move.changes:
            if change.before is not None and change.before in self.lines:
                line = self.lines[change.before]
                raise Unfit(f"La ligne {line} dit autre chose pour {wanted.code} aux mêmes dates.")
        return next((line for part, line in self.lines.items() if part.same_part(wanted) and part.meets(wanted)), None)


def template(roster: Roster) -> Sequence[dict[str, str]]:
    """One row a fiche with its lead, under headings that `pasted` understands: to complete in a spreadsheet."""
    leads = {part.code: part for part in roster.running if part.role is PilotRole.LEAD}
    rows: list[dict[str, str]] = []
    for place in roster.fiches:
        part = leads.get(place.code)
        card = roster.pilot(part.pilot) if part else None
        facts = card.facts if card else NO_FACTS
        rows.append(
            {
                Column.PLACE.value: place.code,
                Column.TITLE.value: place.title,
                Column.PILOT.value: part.pilot if part else "",
                Column.ROLE.value: "",
                Column.DIRECTION.value: facts.direction or "",
                Column.ORGANISATION.value: (facts.organisation or "") if facts.external else "",
                Column.FROM.value: "",
                Column.TO.value: "",
                Column.EMAIL.value: facts.email or "",
            }
        )
    return rows
