"""What tests of the conférence are told from: the demonstration's frozen states, and plans of which nobody spoke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from data.conference.edition import EditionInput, EditionRow, Perimeter, Reread, SceneInput, SceneRow, Told
from data.conference.public import candidates, sha_of
from data.conference.slide import Deck
from data.database import Store
from data.reading import situation
from data.reading.frozen import frozen_situation
from data.situation import Situation
from tests.support.editions import scene
from tests.support.store import DEMONSTRATION, REAL

PLAN, PERIOD, FIRST = "drome-2025-2030", "2026-T2", "2025-T3"
ARDECHE = "ardeche-2020-2024"
PLANS = (PLAN, ARDECHE, "gard-2022-2027", "herault-2023-2028")


@cache
def frozen(stores: Path, period: str = PERIOD, number: int = 1) -> Situation:
    """A frozen state of the demonstration."""
    return frozen_situation(Store(f"sqlite:///{stores / DEMONSTRATION}"), PLAN, period, number)


@cache
def silent(stores: Path, plan: str) -> Situation:
    """A plan of the real store, of which nobody said anything yet."""
    return situation(Store(f"sqlite:///{stores / REAL}"), plan)


def rows(scenes: Sequence[SceneInput]) -> list[SceneRow]:
    """Scenes as stored, in order."""
    return [
        scene(one.kind, rank=at, title=one.title, public=one.public, notes=one.notes, **one.settings)
        for at, one in enumerate(scenes, start=1)
    ]


def said(theme: str = "Le répit", perimeter: Perimeter | None = None) -> EditionInput:
    return EditionInput(2026, theme, date(2026, 11, 27), "Valence", perimeter or Perimeter())


def reread(row: EditionRow, told: Told) -> EditionRow:
    """The same edition with every text accepted as it is now."""
    return replace(row, rereadings={one.key: Reread(sha_of(one.text), True) for one in candidates(row, told)})


def everything(deck: Deck) -> str:
    """Every text of a deck, whatever holds it."""
    return repr(replace(deck, logo=None, slides=tuple(replace(one, picture=None) for one in deck.slides)))
