"""A file of équipements read against a plan: what each line records, what it replaces, what is refused and why.

Pure: nothing is written here. A line is understood whole or refused whole; a refusal has its line and its reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.commands.parts import Unfit
from data.entry.pasted_cells import day_of
from data.facilities.cells import Column, Line, cells_of
from data.facilities.facility import LONGEST_CODE, LONGEST_KIND, FacilityInput, code_of, kind_key
from data.facilities.ground import ELSEWHERE, OUTSIDE, Ground
from data.facilities.numbers import Point, number_of, point_of
from data.french import folded, number, plural, short_day


class Effect(StrEnum):
    """What a line does; the value is the word shown."""

    ADDED = "ajouté"
    REPLACED = "remplacé"
    SAME = "inchangé"


@dataclass(frozen=True)
class Understood:
    """A line that can be recorded."""

    line: int
    facility: FacilityInput
    effect: Effect


@dataclass(frozen=True)
class LineRefused:
    """A line that cannot be recorded: its text, and why in French."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Defaults:
    """What is said once for the lines that do not say it."""

    kind: str = ""
    source: str = ""
    known_on: date | None = None


@dataclass(frozen=True)
class Import:
    """A file read.

    Attributes:
        notes: French sentences on how it was read.
        ignored: headings left aside.
        problem: why nothing of it can be read.
    """

    understood: tuple[Understood, ...] = ()
    refused: tuple[LineRefused, ...] = ()
    notes: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def changing(self) -> tuple[Understood, ...]:
        """The lines that change something."""
        return tuple(one for one in self.understood if one.effect is not Effect.SAME)

    @property
    def facilities(self) -> tuple[FacilityInput, ...]:
        """What is to be recorded."""
        return tuple(one.facility for one in self.changing)

    @property
    def replaced(self) -> tuple[str, ...]:
        """Codes of the équipements that are there and change."""
        return tuple(one.facility.code for one in self.understood if one.effect is Effect.REPLACED)

    @property
    def sentence(self) -> str:
        """« 42 lignes comprises : 40 équipements ajoutés, 2 remplacés. 3 lignes refusées. »"""
        if self.problem:
            return self.problem
        counts = [
            plural(count, *words)
            for effect, words in _WORDS.items()
            if (count := sum(one.effect is effect for one in self.understood))
        ]
        read = plural(len(self.understood), "ligne comprise", "lignes comprises") if counts else "Aucune ligne comprise"
        said = f"{read} : {', '.join(counts)}." if counts else f"{read}."
        refused = len(self.refused)
        return f"{said} {plural(refused, 'ligne refusée', 'lignes refusées')}." if refused else said


_WORDS = {
    Effect.ADDED: ("équipement ajouté", "équipements ajoutés"),
    Effect.REPLACED: ("remplacé", "remplacés"),
    Effect.SAME: ("inchangé", "inchangés"),
}


def read_file(
    content: bytes,
    ground: Ground,
    known: Mapping[str, FacilityInput],
    today: date,
    defaults: Defaults | None = None,
) -> Import:
    """Read a file.

    Args:
        known: the plan's équipements by code.
        defaults: what is said once for the lines that do not say it.
    """
    cells = cells_of(content)
    if cells.problem:
        return Import(problem=cells.problem)
    reading = _Reading(ground, known, today, defaults or Defaults())
    placed: list[tuple[Line, Point]] = []
    for line in cells.lines:
        try:
            placed.append((line, reading.point(line)))
        except Unfit as error:
            reading.refuse(line, error)
    around = ground.nearest([(point.lon, point.lat) for _, point in placed])
    for (line, point), (commune, away) in zip(placed, around, strict=True):
        try:
            reading.read(line, point, commune, away)
        except Unfit as error:
            reading.refuse(line, error)
    notes = [cells.encoding] if cells.encoding else []
    refused = sorted(reading.refused, key=lambda one: one.line)
    return Import(tuple(reading.understood), tuple(refused), (*notes, *reading.notes(placed)), cells.ignored)


class _Reading:
    """The lines read so far."""

    def __init__(self, ground: Ground, known: Mapping[str, FacilityInput], today: date, defaults: Defaults) -> None:
        self.ground, self.known, self.today, self.defaults = ground, known, today, defaults
        self.kinds = {kind_key(one.kind): one.kind for one in reversed(list(known.values()))}
        self.understood: list[Understood] = []
        self.refused: list[LineRefused] = []
        self.lines: dict[str, int] = {}
        self.same: dict[tuple[str, str, float, float], int] = {}
        self.swapped = 0

    def refuse(self, line: Line, error: Unfit) -> None:
        self.refused.append(LineRefused(line.number, line.text, str(error)))

    def point(self, line: Line) -> Point:
        """Where a line stands, in degrees, wherever that is."""
        if line.why:
            raise Unfit(line.why)
        in_degrees = Column.LON in line.cells or Column.LAT in line.cells
        pair = (Column.LON, Column.LAT) if in_degrees else (Column.X, Column.Y)
        missing = [column.value.lower() for column in pair if column not in line.cells]
        if missing:
            raise Unfit(f"Sans coordonnées : {' et '.join(missing)} à écrire." if len(missing) == 2 else
                        f"La coordonnée « {missing[0]} » manque.")  # fmt: skip
        x, y = (number_of(line.cells[column], f"« {column.value} »") for column in pair)
        return point_of(x, y, self.ground.code)

    def read(self, line: Line, point: Point, nearest: str, away: float) -> None:
        """Understand a line whose point is known. Raises Unfit, and then keeps nothing of it."""
        if away > OUTSIDE:
            raise Unfit(self._outside(point))
        cells = line.cells
        name = cells.get(Column.NAME)
        if not name:
            raise Unfit("Le nom manque.")
        kind = self._kind(cells.get(Column.KIND) or self.defaults.kind.strip())
        commune = self._commune(line, point, nearest)
        code = cells.get(Column.CODE) or code_of(kind, name, commune)
        if len(code) > LONGEST_CODE:
            raise Unfit(f"Le code dépasse {LONGEST_CODE} caractères.")
        facility = FacilityInput(
            code=code,
            kind=kind,
            name=name,
            lon=point.lon,
            lat=point.lat,
            address=cells.get(Column.ADDRESS),
            commune_code=commune,
            source=cells.get(Column.SOURCE) or self.defaults.source.strip() or None,
            known_on=self._day(cells.get(Column.DATE, "")),
        )
        self._once(line, facility)
        before = self.known.get(code)
        effect = Effect.ADDED if before is None else Effect.SAME if before == facility else Effect.REPLACED
        self.kinds.setdefault(kind_key(kind), kind)
        self.understood.append(Understood(line.number, facility, effect))

    def notes(self, placed: Sequence[tuple[Line, Point]]) -> list[str]:
        """How the coordinates were read, when it must be said."""
        said: list[str] = []
        converted = sum(point.converted for _, point in placed)
        if converted:
            lines = plural(converted, "ligne écrite", "lignes écrites")
            said.append(f"{lines} en Lambert-93, traduites en longitude et latitude.")
        if self.swapped > 1 and self.swapped * 2 > len(placed):
            said.append(
                "La longitude et la latitude semblent inversées dans tout le fichier : échangez les titres de ces deux "
                "colonnes, puis choisissez-le à nouveau."
            )
        return said

    def _outside(self, point: Point) -> str:
        where = f"longitude {number(point.lon, 4)}, latitude {number(point.lat, 4)}"
        if abs(point.lon) <= 90 and self.ground.nearest([(point.lat, point.lon)])[0][1] <= OUTSIDE:
            self.swapped += 1
            return f"Longitude et latitude semblent inversées ({where})."
        return f"Hors du département ({self.ground.name}) : {where}."

    def _kind(self, said: str) -> str:
        """The kind, in the spelling already in use."""
        if not said:
            raise Unfit("Le type manque : ajoutez une colonne « Type », ou écrivez-le pour tout le fichier.")
        if len(said) > LONGEST_KIND:
            raise Unfit(f"Le type dépasse {LONGEST_KIND} caractères.")
        key = kind_key(said)
        if not key:
            raise Unfit(f"« {said} » n’est pas un type : il n’a ni lettre ni chiffre.")
        return self.kinds.get(key, said)

    def _commune(self, line: Line, point: Point, nearest: str) -> str:
        """The commune that the line names, when its point is there or close; else the one that holds the point."""
        said = line.cells.get(Column.COMMUNE_CODE) or line.cells.get(Column.COMMUNE)
        if not said:
            return nearest
        meant = self.ground.commune(said)
        if not meant:
            raise Unfit(f"« {said} » n’est pas une commune du département ({self.ground.name}).")
        close = [code for code in meant if self.ground.away(code, (point.lon, point.lat)) <= ELSEWHERE]
        if not close:
            raise Unfit(
                f"La ligne dit {self.ground.communes[meant[0]]}, mais le point est à {self.ground.communes[nearest]} : "
                "corrigez l’un ou l’autre."
            )
        return close[0]

    def _day(self, said: str) -> date | None:
        day = day_of(said) if said else self.defaults.known_on
        if day is not None and day > self.today:
            raise Unfit(f"La date {short_day(day)} est à venir.")
        return day

    def _once(self, line: Line, facility: FacilityInput) -> None:
        """Refuse what an earlier line says already: same code, or same kind, name and point."""
        place = (kind_key(facility.kind), folded(facility.name), round(facility.lon, 4), round(facility.lat, 4))
        if place in self.same:
            raise Unfit(f"En double : la ligne {self.same[place]} dit le même équipement.")
        before = self.lines.get(facility.code)
        if before is not None and Column.CODE in line.cells:
            raise Unfit(f"Le code « {facility.code} » est déjà celui de la ligne {before}.")
        if before is not None:
            raise Unfit(
                f"La ligne {before} porte le même nom dans la même commune : donnez un code à chacune si ce sont deux "
                "lieux."
            )
        self.lines[facility.code] = self.same[place] = line.number
