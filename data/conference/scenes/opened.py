"""The answer of most scenes: what is done of the actions whose period has begun."""

from __future__ import annotations

import pandas as pd

from data.conference.scenes.counting import stamp
from data.french import capitalised, typeset
from data.measures import rates, sentences
from data.measures.figure import Figure
from data.measures.nouns import leaf_noun
from data.situation import Situation

COHORT = "les actions dont la période est ouverte"


def opened_rate(leaves: pd.DataFrame, here: Situation) -> Figure:
    """Taux de réalisation of those of these leaves whose period has begun."""
    return rates.completion(rates.opened(leaves, here.as_of), COHORT, stamp(here), title=rate_title(here))


def rate_title(here: Situation) -> str:
    """« Actions réalisées, parmi celles dont la période est ouverte »."""
    return typeset(f"{capitalised(leaf_noun(here).named(2))} réalisées, parmi celles dont la période est ouverte")


def answer(here: Situation) -> str:
    """« Au 2e trimestre 2026, 30 des 94 actions dont la période est ouverte sont réalisées (32 %). », else why not.

    Neither who was silent nor what to do next in the application: that is for the pilotage, not for a room.
    """
    return sentences.pilotage(here, outside=True)
