"""A plan's own « ce qui se fait déjà » (contract; filled next)."""

from __future__ import annotations

import pandas as pd

from data.situation import Situation

COLUMNS = ("code", "title", "heading", "fiche", "place_title", "status_hint", "source_line", "near_duplicate_of")


def own_initiatives(situation: Situation, text: str = "") -> pd.DataFrame:
    """One row per entry of kind « initiative », `COLUMNS`; those that hold every word of `text` when there are some."""
    raise NotImplementedError


def own_said(situation: Situation) -> str:
    raise NotImplementedError
