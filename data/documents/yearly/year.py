"""What the yearly review reads once for all axes: two Situations, what changed between them, what belongs where."""

from __future__ import annotations

from datetime import date

from data.french import capitalised, day, typeset
from data.measures import objectives
from data.measures.action_rows import action_rows
from data.measures.changes.comparison import compare
from data.measures.changes.told import Changes
from data.measures.columns import Row, as_date, records, texts
from data.measures.decided import kept_decisions
from data.measures.indicator_board import standings
from data.measures.readable import readable_measures
from data.period import Period
from data.situation import Situation


class Year:
    """The year that ends with the period of `now`; it begins after that of `before`, or with the calendar's.

    outside: of what people wrote, only what may leave the council.
    """

    def __init__(self, now: Situation, before: Situation | None, *, outside: bool) -> None:
        self.now, self.before, self.outside = now, before, outside
        self.after = before.period.ends_on if before else date(now.period.year - 1, 12, 31)
        self.changes: Changes | None = compare(before, now) if before else None
        fiches = zip(texts(now.fiches, "code"), texts(now.fiches, "axis_code"), strict=True)
        self.axis_of_fiche: dict[str | None, str | None] = dict(fiches)
        self.axis_of_action: dict[str | None, str | None] = {}
        for leaves in (*((before.leaves,) if before else ()), now.leaves):
            self.axis_of_action |= dict(zip(texts(leaves, "code"), texts(leaves, "axis_code"), strict=True))
        self.readable = readable_measures(now)
        self.standings = standings(now, readable=self.readable)
        self.actions = {row.code: row for row in action_rows(now)}
        self.decided = [row for row in kept_decisions(now) if self.holds(as_date(row["decided_on"]))]

    def holds(self, on: date | None) -> bool:
        return on is not None and self.after < on <= self.now.as_of

    @property
    def when(self) -> str:
        return "dans l’année" if self.changes is not None else "à ce jour"

    @property
    def label(self) -> str:
        """« 4e trimestre 2025 – 3e trimestre 2026 », « Année 2026, jusqu’au 30 juin 2026 »."""
        if self.before is None:
            return typeset(f"Année {self.now.period.year}, jusqu’au {day(self.now.as_of)}")
        first = self.before.period.shift(1)
        if first >= self.now.period:
            return capitalised(self.now.period.label)
        return typeset(f"{capitalised(first.label)} – {self.now.period.label}")

    @property
    def rated(self) -> int:
        """The last year in which objectives were rated, that of the Situation when none was."""
        years = objectives.rated_years(self.now.objective_ratings)
        return years[0] if years else self.now.period.year

    def reports(self, axis: str, *, last: bool = False) -> list[Row]:
        """The reports of the year, fiche by fiche and in time; last: those of the period described only."""
        order = {code: rank for rank, code in enumerate(texts(self.now.fiches, "code"))}
        kept: list[tuple[tuple[int, date], Row]] = []
        for row in records(self.now.reports):
            ends, code = Period.parse(str(row["period"])).ends_on, str(row["fiche_code"])
            described = row["period"] == self.now.period.code
            if self.axis_of_fiche.get(code) == axis and (described or (self.holds(ends) and not last)):
                kept.append(((order[code], ends), row))
        return [row for _, row in sorted(kept, key=lambda pair: pair[0])]
