"""What the yearly review says, from the Situation of now and that of a year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from data import glossary
from data.documents.provenance import shared
from data.documents.yearly.axis import axis, decisions, named
from data.documents.yearly.told import Axis, Review, Rows, Word
from data.documents.yearly.year import Year
from data.french import typeset
from data.measures import objectives, rates, sentences
from data.measures.changes.constant import set_figure
from data.measures.figure import Figure, Stamp
from data.measures.indicator_summary import headline
from data.measures.plan_sentences import counts_words
from data.measures.rate_cards import rate_cards
from data.measures.tree import Branch, branch_figure, branches
from data.situation import Situation

_NOT_COMPARED = "Ce bilan dit où en est le plan, sans comparer : l’année d’avant n’est pas connue"


def review(situation: Situation, previous: Situation | None, *, publishable_only: bool) -> Review:
    """The year that ends with the period of a Situation.

    previous: the same plan a year before, narrowed the same way; None: nothing is compared, the year is the calendar's.
    publishable_only: of what people wrote, only « Réalisé » and « À venir » marked publiable, in a validated report.
    """
    year = Year(situation, previous, outside=publishable_only)
    figures = _figures(year)
    told = [branch for branch in branches(situation) if branch.depth == 1 and _says_something(year, branch)]
    axes = tuple(axis(year, branch) for branch in told)
    return Review(
        period=year.label,
        year=situation.period.year,
        sentences=_sentences(year),
        figures=tuple((one.title, one.text, one.coverage.text) for one in figures),
        axes_table=tuple(_row(year, branch) for branch in told),
        axes=axes,
        other_decisions=decisions(year, None),
        methods=shared((one.title, one.formula) for one in figures),
        acronyms=_acronyms(situation, axes),
    )


def _says_something(year: Year, branch: Branch) -> bool:
    """An axis without an action, a fiche or an indicator is left out of the review."""
    measured = any(str(one.indicator["axis_code"]) == branch.code for one in year.standings)
    return bool(branch.tally.total) or measured or branch.code in year.axis_of_fiche.values()


def _row(year: Year, branch: Branch) -> tuple[str, ...]:
    return named(branch), branch_figure(year.now, branch).text, counts_words(branch.counts)


def _sentences(year: Year) -> tuple[str, ...]:
    # While nobody said anything, what to do next in the application has no place in a review either.
    known = rates.completion(rates.opened(year.now.leaves, year.now.as_of)).computable
    said = [sentences.pilotage(year.now, outside=year.outside or not known)]
    if year.changes is not None:
        said += [year.changes.sentence, year.changes.of_the_set]
    elif not year.now.leaves.empty:
        said.append(f"{_NOT_COMPARED}{' pour cette sélection' if year.now.kept else ''}.")
    return tuple(typeset(text) for text in said if text)


def _figures(year: Year) -> list[Figure]:
    now, stamp = year.now, Stamp(year.now.as_of, year.now.period.code)
    found: list[Figure] = []
    if not now.leaves.empty:
        opened = rates.opened(now.leaves, now.as_of)
        words = "les actions dont la période est ouverte"
        found.append(rates.completion(opened, words, stamp, "ouvertes", "Actions ouvertes réalisées"))
        found += rate_cards(now)
        found += [set_figure(year.before, now)] if year.before is not None else []
    if len(now.objectives):
        found.append(objectives.reached(now.objectives, now.objective_ratings, year.rated, stamp))
    measured = headline(year.standings, stamp)[:3] if year.standings else []
    return [*found, *(replace(one, title=f"Indicateurs {one.title[:1].lower()}{one.title[1:]}") for one in measured)]


def _acronyms(situation: Situation, axes: tuple[Axis, ...]) -> Rows:
    return tuple(glossary.found_in(_texts(axes), glossary.acronyms(situation)).items())


def _texts(value: object) -> Iterator[str]:
    """Every text of an axis."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Axis | Word):
        for each in vars(value).values():
            yield from _texts(each)
    elif isinstance(value, tuple):
        for each in cast(tuple[object, ...], value):
            yield from _texts(each)
