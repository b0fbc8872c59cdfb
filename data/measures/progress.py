"""Avancement moyen: how far the answered actions have gone, on average. Never mixed with a rate."""

from __future__ import annotations

import pandas as pd

from data.french import number, percent, plural, typeset
from data.measures.columns import numbers, texts
from data.measures.explain import authors, used_rows
from data.measures.figure import NOT_COMPUTABLE, Figure, Stamp
from data.measures.status import UNSAID
from data.measures.tally import applicable, tally
from data.measures.thresholds import small, threshold
from data.vocabulary import Status

WHOLE = "les actions de la sélection"
_MEAN = typeset(
    "Moyenne des pourcentages d’avancement des actions renseignées : réalisée 100, non engagée 0, sinon le "
    "pourcentage déclaré, à défaut 50 supposé et signalé."
)
_WEIGHTED = " Pondérée par les poids publiés du plan, ramenés à 100 sur les actions renseignées."


def mean_progress(leaves: pd.DataFrame, cohort: str = WHOLE, stamp: Stamp | None = None) -> Figure:
    """Avancement moyen: weighted mean of percent done over the answered leaves, weights renormalised.

    Not a headline under 50 % coverage. With weights in the plan, a leaf without one is left out and counted.
    """
    counts = tally(leaves)
    rows = applicable(leaves)
    weights = numbers(rows, "weight")
    weighted = any(weights)
    points: list[tuple[float, float]] = []
    assumed = unweighted = 0
    for status, said, weight in zip(texts(rows, "status"), numbers(rows, "percent"), weights, strict=True):
        if status in UNSAID:
            continue
        if weighted and not weight:
            unweighted += 1
            continue
        done, guessed = _percent_done(str(status), said)
        assumed += guessed
        points.append((done, weight if weighted and weight else 1.0))
    total = sum(weight for _, weight in points)
    value = sum(done * weight for done, weight in points) / total if points else None
    enough = not counts.low_coverage
    notes = [plural(assumed, "pourcentage supposé", "pourcentages supposés") + " à 50"] if assumed else []
    if points and not enough:
        notes.append("moins de la moitié des actions sont renseignées : à ne pas mettre en avant")
    when = stamp or Stamp()
    text = _mean_text(value, len(points), counts.applicable)
    return Figure(
        key="avancement_moyen",
        title="Avancement moyen",
        value=value,
        unit="%",
        text=text,
        lead=text.partition(" (")[0],
        sentence=typeset(f"Avancement moyen parmi {cohort} : {text}{_assumed_words(assumed)}."),
        formula=_MEAN + (_WEIGHTED if weighted else ""),
        numerator=sum(done * weight for done, weight in points) if points else None,
        denominator=total if points else None,
        inputs=used_rows(leaves),
        excluded={**counts.excluded, **({"sans poids": unweighted} if unweighted else {})},
        coverage=counts.coverage,
        as_of=when.as_of,
        period_code=when.period_code,
        authors=authors(leaves),
        flags=tuple(typeset(note) for note in notes),
        headline=value is not None and enough and not small(len(points)),
    )


def _percent_done(status: str, said: float | None) -> tuple[float, bool]:
    """(percent done, whether it was assumed)."""
    if status == Status.DONE:
        return 100.0, False
    if status == Status.NOT_STARTED:
        return 0.0, False
    return (threshold("assumed_percent"), True) if said is None else (said, False)


def _mean_text(value: float | None, used: int, whole: int) -> str:
    if value is None:
        return NOT_COMPUTABLE
    where = f"({plural(used, 'renseignée', 'renseignées')} sur {number(whole)})"
    return f"pas de moyenne sous cinq actions {where}" if small(used) else f"{percent(value)} {where}"


def _assumed_words(assumed: int) -> str:
    return f", dont {plural(assumed, 'pourcentage supposé', 'pourcentages supposés')} à 50" if assumed else ""
