"""What the yearly review says, in French, from the Situation of now and that of a year before, axis by axis."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from data import glossary
from data.french import capitalised, day, short_day, typeset
from data.measures import objectives, rates, sentences
from data.measures.action_rows import ActionRow, action_rows
from data.measures.changes.comparison import compare
from data.measures.changes.constant import set_figure
from data.measures.changes.told import Changes
from data.measures.columns import Row, as_date, keep, records, texts
from data.measures.decided import kept_decisions
from data.measures.figure import Figure, Stamp
from data.measures.indicator_board import NOTHING_SAID, Standing, standings
from data.measures.indicator_detail import values_table
from data.measures.indicator_summary import headline
from data.measures.nouns import leaf_noun
from data.measures.plan_sentences import counts_words
from data.measures.rate_cards import rate_cards
from data.measures.readable import no_measures, readable_measures
from data.measures.tree import Branch, branch_figure, branches
from data.period import Period
from data.situation import Situation
from data.vocabulary import Nature, ObjectiveRating, ReportStatus, Status, label

CHANGED = (Nature.IMPACT, Nature.MIXED, Nature.SATISFACTION)
"""Natures of the indicators that say what was changed, and not what was done."""
LEFT = ("abandonnees", "reportees", "suspendues")
_LEFT_STATUS = (Status.ABANDONED, Status.POSTPONED, Status.SUSPENDED)
DONE = ("realisees", "tenues")
_WRITTEN, _AHEAD, _DIFFICULT = "done", "upcoming", "difficulties"
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Word:
    """What a report says, and where: « Projet P4, 2e trimestre 2026, par… »."""

    text: str
    signed: str


@dataclass(frozen=True)
class Axis:
    """One axis of the plan; a table without rows says in `…_says` why.

    Attributes:
        done: code, action, when and what it was before. left: code, action, state, why.
        changed: indicator, first value, last value, how it moved. rated: objective, rating, comment.
        decisions: code and title, instance and day. opening: code, action, first day.
    """

    title: str
    sentence: str
    done_says: str
    done: Rows
    words: tuple[Word, ...]
    changed_says: str
    changed: Rows
    rated: Rows
    left_says: str
    left: Rows
    difficulties: tuple[Word, ...]
    decisions: Rows
    coming: tuple[Word, ...]
    opening: Rows


@dataclass(frozen=True)
class Review:
    """Everything that the document prints, already written.

    Attributes:
        figures: name, value, coverage. axes_table: axis, rate, répartition.
        other_decisions: those that touch no axis.
        methods: name of a figure, its formula. acronyms: with their meaning.
    """

    period: str
    year: int
    sentences: tuple[str, ...]
    figures: Rows
    axes_table: Rows
    axes: tuple[Axis, ...]
    other_decisions: Rows
    methods: Rows
    acronyms: Rows


def review(situation: Situation, previous: Situation | None, *, publishable_only: bool) -> Review:
    """The year that ends with the period of a Situation.

    previous: the same plan a year before, narrowed the same way; None: nothing is compared, the year is the calendar's.
    publishable_only: of what people wrote, only « Réalisé » and « À venir » marked publiable, in a validated report.
    """
    return _Reviewer(situation, previous, publishable_only).review()


class _Reviewer:
    def __init__(self, situation: Situation, previous: Situation | None, publishable_only: bool) -> None:
        self.now, self.before, self.outside = situation, previous, publishable_only
        self.after = previous.period.ends_on if previous else date(situation.period.year - 1, 12, 31)
        self.changes: Changes | None = compare(previous, situation) if previous else None
        self.found = branches(situation)
        self.axis_of_fiche = dict(
            zip(texts(situation.fiches, "code"), texts(situation.fiches, "axis_code"), strict=True)
        )
        known = [situation.leaves, *([previous.leaves] if previous else [])]
        self.axis_of_action = {
            code: axis
            for leaves in reversed(known)
            for code, axis in zip(texts(leaves, "code"), texts(leaves, "axis_code"), strict=True)
        }
        self.standings = standings(situation)
        self.readable = readable_measures(situation)
        self.actions = {row.code: row for row in action_rows(situation)}
        self.decided = [row for row in kept_decisions(situation) if self._in_year(as_date(row["decided_on"]))]

    def review(self) -> Review:
        now = self.now
        figures = self._figures()
        axes = [branch for branch in self.found if branch.depth == 1 and self._says_something(branch)]
        told = tuple(self._axis(branch) for branch in axes)
        placed = {row[0] for axis in told for row in axis.decisions}
        others = self._decisions(lambda axis: True)
        return Review(
            period=self._period(),
            year=now.period.year,
            sentences=self._sentences(),
            figures=tuple((one.title, one.text, one.coverage.text) for one in figures),
            axes_table=tuple(self._axis_row(branch) for branch in axes),
            axes=told,
            other_decisions=tuple(row for row in others if row[0] not in placed),
            methods=tuple((one.title, one.formula) for one in figures),
            acronyms=self._acronyms(told),
        )

    def _in_year(self, on: date | None) -> bool:
        return on is not None and self.after < on <= self.now.as_of

    def _period(self) -> str:
        if self.before is None:
            return typeset(f"Année {self.now.period.year}, jusqu’au {day(self.now.as_of)}")
        first = Period.parse(self.before.period.code).shift(1)
        if first == self.now.period:
            return capitalised(first.label)
        return typeset(f"{capitalised(first.label)} – {self.now.period.label}")

    def _sentences(self) -> tuple[str, ...]:
        said = [sentences.pilotage(self.now, outside=self.outside)]
        if self.changes is not None:
            said += [self.changes.sentence, self.changes.of_the_set]
        elif not self.now.leaves.empty:
            said.append("Aucun état d’un an avant n’est donné : ce bilan ne compare pas, il dit où en est le plan.")
        return tuple(typeset(text) for text in said if text)

    def _figures(self) -> list[Figure]:
        now, stamp = self.now, Stamp(self.now.as_of, self.now.period.code)
        found = rate_cards(now)
        if not now.leaves.empty:
            opened = rates.opened(now.leaves, now.as_of)
            words = "les actions dont la période est ouverte"
            found.insert(0, rates.completion(opened, words, stamp, "ouvertes", "Actions ouvertes réalisées"))
        if self.before is not None and not now.leaves.empty:
            found.append(set_figure(self.before, now))
        if len(now.objectives):
            found.append(objectives.reached(now.objectives, now.objective_ratings, self._rated_year(), stamp))
        if self.standings:
            found += headline(self.standings, stamp)[:3]
        return found

    def _rated_year(self) -> int:
        """The last year that was rated, that of the Situation when none was."""
        years = objectives.rated_years(self.now.objective_ratings)
        return years[0] if years else self.now.period.year

    def _says_something(self, branch: Branch) -> bool:
        held = any(str(one.indicator["axis_code"]) == branch.code for one in self.standings)
        return bool(branch.tally.total) or held or branch.code in self.axis_of_fiche.values()

    def _axis_row(self, branch: Branch) -> tuple[str, ...]:
        figure = branch_figure(self.now, branch)
        return (_named(branch), figure.text, counts_words(branch.counts))

    # One axis

    def _axis(self, branch: Branch) -> Axis:
        code, mine = branch.code, self._of(branch.code)
        done, left = self._done(mine), self._left(mine)
        changed = self._changed(code)
        return Axis(
            title=_named(branch),
            sentence=branch_figure(self.now, branch).sentence,
            done_says=self._done_says(len(done)),
            done=done,
            words=self._words(_WRITTEN, code),
            changed_says="" if changed else "Aucun indicateur d’impact ou de satisfaction n’est suivi ici.",
            changed=changed,
            rated=self._rated(code),
            left_says="" if left else self._nothing_left(),
            left=left,
            difficulties=() if self.outside else self._words(_DIFFICULT, code),
            decisions=self._decisions(lambda axis: axis == code),
            coming=self._words(_AHEAD, code, last=True),
            opening=self._opening(code),
        )

    def _of(self, axis: str) -> Callable[[str], bool]:
        return lambda action: self.axis_of_action.get(action) == axis

    def _done(self, mine: Callable[[str], bool]) -> Rows:
        if self.changes is None:
            return tuple(
                (row.code, row.title, self._said(row))
                for row in self.actions.values()
                if row.status is Status.DONE and row.counted and mine(row.code)
            )
        return tuple(
            (item.code, item.title, item.text)
            for cause in self.changes.causes
            if cause.cause in DONE
            for item in cause.items
            if mine(item.code)
        )

    def _said(self, row: ActionRow) -> str:
        """When it was said; inside, by whom."""
        return capitalised(row.said) if not self.outside else ""

    def _done_says(self, count: int) -> str:
        noun = leaf_noun(self.now)
        when = "dans l’année" if self.changes is not None else "à ce jour"
        if not count:
            return noun.agreed(f"Aucun{{e}} {{noun}} n’a été déclaré{{e}} réalisé{{e}} {when}.", 1)
        return f"{capitalised(noun.counted('{noun} réalisé{e}{s} ou tenu{e}{s}', count))} {when}."

    def _left(self, mine: Callable[[str], bool]) -> Rows:
        if self.changes is None:
            return tuple(
                (row.code, row.title, row.status_text, self._why(row))
                for row in self.actions.values()
                if row.status in _LEFT_STATUS and row.counted and mine(row.code)
            )
        return tuple(
            (one.code, one.title, one.after, self._why(self.actions[one.code]) if one.code in self.actions else one.why)
            for one in self.changes.actions
            if one.cause in LEFT and mine(one.code)
        )

    def _why(self, row: ActionRow) -> str:
        """New period, reason, decision. Outside, a reason is not said: nobody marked it publiable."""
        notes = [note for note in row.notes if not (self.outside and note.startswith("Motif"))]
        titles = {f"Décision {one['code']}": str(one["title"]) for one in records(self.now.decisions)}
        said = [f"{note} « {titles[note]} »" if note in titles else note for note in notes]
        return typeset(" ; ".join(said)) or "Motif non renseigné"

    def _nothing_left(self) -> str:
        when = "dans l’année" if self.changes is not None else "à ce jour"
        return leaf_noun(self.now).agreed(
            f"Aucun{{e}} {{noun}} n’a été reporté{{e}}, suspendu{{e}} ni abandonné{{e}} {when}.", 1
        )

    def _changed(self, axis: str) -> Rows:
        mine = [one for one in self.standings if str(one.indicator["axis_code"]) == axis]
        return tuple(self._indicator(one) for one in mine if one.indicator["nature"] in CHANGED)

    def _indicator(self, one: Standing) -> tuple[str, ...]:
        place = self.now.territory_code or self.now.plan.departement_code
        values = records(values_table(one.indicator, self.readable.get(one.code, no_measures()), place, self.now.as_of))
        first = next((row for row in values if row["Valeur"] and not str(row["Valeur"]).startswith(NOTHING_SAID)), None)
        dated = f"{one.text} ({short_day(one.on)})" if one.on and one.said else one.text
        before = f"{first['Valeur']} ({first['Date']})" if first and len(values) > 1 else "—"
        return (
            one.title,
            before,
            dated,
            ", ".join(part for part in (one.trend or "", one.progress or "") if part) or "—",
        )

    def _rated(self, axis: str) -> Rows:
        year = self._rated_year()
        kept = [self.axis_of_fiche.get(code) == axis for code in texts(self.now.objectives, "fiche_code")]
        rows = objectives.ratings_of_year(keep(self.now.objectives, kept), self.now.objective_ratings, year)
        return tuple(
            (
                typeset(str(row["title"])),
                label(ObjectiveRating(row["rating"])),
                "" if self.outside else str(row["comment"] or ""),
            )
            for row in records(rows)
            if row["rating"]
        )

    def _words(self, field: str, axis: str, *, last: bool = False) -> tuple[Word, ...]:
        """What the reports of the year say, fiche by fiche and in time; last: those of the period described only."""
        order = {code: rank for rank, code in enumerate(texts(self.now.fiches, "code"))}
        rows = [row for row in records(self.now.reports) if self.axis_of_fiche.get(row["fiche_code"]) == axis]
        kept = [
            row
            for row in rows
            if self._in_year(Period.parse(str(row["period"])).ends_on) or row["period"] == self.now.period.code
            if not last or row["period"] == self.now.period.code
            if str(row[field] or "").strip() and self._may_leave(row, field)
        ]
        kept.sort(key=lambda row: (order[row["fiche_code"]], Period.parse(str(row["period"])).ends_on))
        return tuple(Word(str(row[field]).strip(), self._signed(row, field)) for row in kept)

    def _may_leave(self, row: Row, field: str) -> bool:
        validated = row["status"] == ReportStatus.VALIDATED
        return not self.outside or (validated and field in (row["publishable"] or ()))

    def _signed(self, row: Row, field: str) -> str:
        period = Period.parse(str(row["period"])).label
        fiche = f"{self.now.plan.levels.get('fiche') or 'Fiche'} {row['fiche_code']}"
        if self.outside:
            return typeset(f"{fiche}, {period}")
        public = "publiable" if field in (row["publishable"] or ()) else "interne"
        return typeset(f"{fiche}, {period}, {row['author']} ({public})")

    def _decisions(self, wanted: Callable[[str | None], bool]) -> Rows:
        named: dict[str, str | None] = {
            str(row["decision"]): str(row["axis_code"]) for row in records(self.now.leaves) if row["decision"]
        }
        found: list[tuple[str, ...]] = []
        for row in sorted(self.decided, key=lambda row: row["decided_on"]):
            axis = self.axis_of_fiche.get(row["fiche_code"]) or named.get(str(row["code"]))
            if wanted(axis):
                title = typeset(f"{row['code']} – {row['title']}")
                found.append((title, typeset(f"{row['instance']}, {day(row['decided_on'])}")))
        return tuple(found)

    def _opening(self, axis: str) -> Rows:
        """The actions whose period opens within the year that follows."""
        until = self.now.period.shift(12 // self.now.period.months).ends_on
        rows = [row for row in records(self.now.leaves) if str(row["axis_code"]) == axis]
        dated = [
            (first, row) for row in rows if (first := as_date(row["starts_on"])) and self.now.as_of < first <= until
        ]
        return tuple((str(row["code"]), typeset(str(row["title"])), day(first)) for first, row in dated)

    def _acronyms(self, told: Iterable[Axis]) -> Rows:
        used = [text for axis in told for text in _texts(axis)]
        return tuple(glossary.found_in(used, glossary.acronyms(self.now)).items())


def _named(branch: Branch) -> str:
    return typeset(f"{branch.level} {branch.code} – {branch.title}")


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(each)
    elif isinstance(value, Axis | Word):
        for each in vars(value).values():
            yield from _texts(each)
