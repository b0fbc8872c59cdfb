"""The figures kept beside a frozen period, so that a trend over years opens no frozen body.

Each is a quotient of two numbers computed by the same measures as the pages; `check` computes them again from the
frozen body and compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from data.measures import progress, rates
from data.measures.answers import asked_and_answered
from data.measures.figure import Figure
from data.situation import Situation, where


@dataclass(frozen=True)
class Trend:
    """One figure: `numerator` ÷ `denominator`, a denominator of 0 meaning « non calculable ».

    `scope`: « plan », « axe », « fiche », « public » or « territoire »; `measure`: a key of MEASURES.
    """

    scope: str
    code: str
    measure: str
    numerator: float
    denominator: float


MEASURES: dict[str, str] = {
    "realisation": "Taux de réalisation de toutes les actions",
    "realisation_ouvertes": "Taux de réalisation des actions dont la période est ouverte",
    "realisation_echues": "Taux de réalisation des actions arrivées à échéance",
    "avancement_ouvertes": "Avancement moyen des actions dont la période est ouverte",
    "renseignees": "Actions renseignées au moins une fois, parmi celles dont la période est ouverte",
    "a_jour": "Actions renseignées dans la période, parmi celles dont la période est ouverte",
    "reponses": "Points d’avancement reçus, parmi ceux qui étaient attendus",
}
"""What is kept: key → French words."""


def trends(situation: Situation) -> list[Trend]:
    """Every trend figure of a whole Situation, in a stable order."""
    found: list[Trend] = []
    for scope, code, leaves in _scopes(situation):
        found += _figures(situation, scope, code, leaves)
    answered, asked = asked_and_answered(situation)
    found.append(Trend("plan", situation.plan.code, "reponses", answered, asked))
    return found


def trends_of(situation: Situation, scope: str, code: str) -> list[Trend]:
    """The trend figures of one scope's item, for a period that is not frozen."""
    leaves = next((leaves for s, c, leaves in _scopes(situation) if (s, c) == (scope, code)), None)
    return [] if leaves is None else list(_figures(situation, scope, code, leaves))


def _scopes(situation: Situation) -> Iterator[tuple[str, str, pd.DataFrame]]:
    leaves = situation.leaves
    yield "plan", situation.plan.code, leaves
    for code in situation.axes["code"]:
        yield "axe", str(code), where(leaves, axis_code=code)
    for code in situation.fiches["code"]:
        yield "fiche", str(code), where(leaves, fiche_code=code)
    for code in situation.audiences["code"]:
        ids = where(situation.action_audiences, audience_code=code)["action_id"]
        if len(ids):
            yield "public", str(code), leaves[leaves["action_id"].isin(list(ids))]
    for code in situation.peers["code"]:
        # A territory's figures are those of its own cells, never the inherited states of the département.
        yield "territoire", str(code), where(situation.cells, territory_code=code)


def _figures(situation: Situation, scope: str, code: str, leaves: pd.DataFrame) -> Iterator[Trend]:
    opened, due = rates.opened(leaves, situation.as_of), rates.due(leaves, situation.as_of)
    rows = {"realisation": leaves, "realisation_ouvertes": opened, "realisation_echues": due}
    for measure, cohort in rows.items():
        yield Trend(scope, code, measure, *_quotient(rates.completion(cohort)))
    yield Trend(scope, code, "avancement_ouvertes", *_quotient(progress.mean_progress(opened)))
    known = rates.coverage(opened)
    yield Trend(scope, code, "renseignees", known.ever, known.total)
    yield Trend(scope, code, "a_jour", known.current, known.total)


def _quotient(figure: Figure) -> tuple[float, float]:
    """Numerator and denominator; (0, 0) when the figure cannot be computed: nothing said is not zero."""
    if figure.value is None or figure.denominator is None:
        return 0.0, 0.0
    return float(figure.numerator or 0), float(figure.denominator)
