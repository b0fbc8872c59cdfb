"""Objectives, rated once a year: another figure than the taux de réalisation, never compared with it."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from data.french import number, percent, plural, typeset
from data.measures.columns import Row, column, numbers, records, table, texts
from data.measures.figure import NOT_COMPUTABLE, Coverage, Figure, Stamp
from data.measures.thresholds import small
from data.vocabulary import ObjectiveRating, label

RATED = (ObjectiveRating.REACHED, ObjectiveRating.PARTLY, ObjectiveRating.NOT_REACHED)
"""Ratings that count; « trop tôt » and unrated objectives are left out and counted."""

NOT_A_RATE = typeset("À ne pas comparer avec le taux de réalisation des actions : ce n’est pas la même chose.")
_FORMULA = typeset("Objectifs notés « atteint » ÷ objectifs notés atteint, partiellement ou non atteint dans l’année.")


def ratings_of_year(objectives: pd.DataFrame, ratings: pd.DataFrame, year: int) -> pd.DataFrame:
    """Every objective with its rating of a year: code, title, fiche_code, rating (None: unrated), comment."""
    said: dict[str | None, Row] = {str(row["objective_code"]): row for row in records(ratings) if row["year"] == year}
    names = ("code", "title", "fiche_code", "rating", "comment")
    rows: list[Row] = []
    for row in records(objectives):
        rated = said.get(str(row["code"]), {})
        rows.append({**{name: row[name] for name in names[:3]}, **{n: rated.get(n) for n in names[3:]}})
    return table(rows, names)


def reached(objectives: pd.DataFrame, ratings: pd.DataFrame, year: int, stamp: Stamp | None = None) -> Figure:
    """« 5 objectifs atteints sur 6 (83 %) » for a year; None when no objective was rated."""
    rows = ratings_of_year(objectives, ratings, year)
    counts = Counter(texts(rows, "rating"))
    rated = sum(counts[rating] for rating in RATED)
    done = counts[ObjectiveRating.REACHED]
    early, silent = counts[ObjectiveRating.TOO_EARLY], counts[None]
    text = NOT_COMPUTABLE
    if rated:
        text = f"{plural(done, 'objectif atteint', 'objectifs atteints')} sur {number(rated)}"
        text += "" if small(rated) else f" ({percent(100 * done / rated)})"
    aside = {"trop tôt": early, ("non noté" if silent < 2 else "non notés"): silent}
    when = stamp or Stamp()
    return Figure(
        key="objectifs_atteints",
        title="Objectifs atteints",
        value=100 * done / rated if rated else None,
        unit="%",
        text=text,
        sentence=typeset(_sentence(year, text, rated)),
        formula=_FORMULA,
        numerator=done if rated else None,
        denominator=rated,
        inputs=_shown(rows),
        excluded={name: count for name, count in aside.items() if count},
        coverage=Coverage(len(rows), len(rows) - silent, len(rows) - silent, ("objectif noté", "objectifs notés")),
        as_of=when.as_of,
        period_code=when.period_code,
        flags=(NOT_A_RATE,),
    )


def _sentence(year: int, text: str, rated: int) -> str:
    if not rated:
        return f"Aucun objectif n’a été noté pour {year} : la note se donne une fois par an, dans la fiche."
    return f"En {year}, {text} parmi ceux qui ont été notés."


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    words = [label(ObjectiveRating(value)) if value else "Non noté" for value in texts(rows, "rating")]
    listed = zip(texts(rows, "code"), texts(rows, "title"), words, texts(rows, "comment"), strict=True)
    names = ("Code", "Objectif", "Note", "Commentaire")
    return table([dict(zip(names, values, strict=True)) for values in listed], names)


def rated_years(ratings: pd.DataFrame) -> list[int]:
    """The years for which at least one rating exists, newest first."""
    known = {int(year) for year in numbers(ratings, "year") if year is not None}
    return sorted(known, reverse=True) if len(column(ratings, "year")) else []
