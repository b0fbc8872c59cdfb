"""Editions told from Situations made by a test, without a store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from data.conference.build import deck
from data.conference.edition import EditionRow, Perimeter, Pin, Reread, SceneRow, SiteOptions, Told
from data.conference.slide import Deck, Slide
from data.conference.texts import sha_of, titled
from data.situation import Situation
from data.vocabulary import SceneKind

FROZEN_ON = date(2026, 10, 20)
CREATED = datetime(2026, 10, 21, tzinfo=UTC)


def scene(
    kind: SceneKind, *, rank: int = 1, title: str = "", public: bool = True, notes: str = "", **settings: Any
) -> SceneRow:
    """A scene at a rank, whose id is a hundred more."""
    return SceneRow(100 + rank, 1, rank, kind, title, notes, public, settings)


def edition(
    situation: Situation,
    scenes: Sequence[SceneRow] = (),
    *,
    past: Iterable[Situation] = (),
    others: Iterable[Situation] = (),
    newest: int = 1,
    **fields: Any,
) -> tuple[EditionRow, Told]:
    """An edition on these Situations, each the first closing of its period, and what it is told from."""
    states = [situation, *past, *others]
    pins = tuple(Pin(each.plan.code, each.period.code, 1) for each in states)
    row = EditionRow(
        **{
            "id": 7, "version": 1, "plan": situation.plan.code, "year": situation.period.year, "held_on": None,
            "place": "", "theme": "Le répit", "perimeter": Perimeter(), "chairs": (), "on_site": None, "remote": None,
            "pins": pins, "site": SiteOptions(), "created_at": CREATED,
            "scenes": tuple(scenes), "files": (), "rereadings": {}, "digest": "a",
        }
        | fields
    )  # fmt: skip
    names = titled(row)
    if names is not None:  # most tests are not about titles
        row = replace(row, rereadings={names.key: Reread(sha_of(names.text), True)} | dict(row.rereadings))
    told = Told(
        dict(zip(pins, states, strict=True)),
        dict.fromkeys(pins, FROZEN_ON),
        {pin: f"{at}" * 64 for at, pin in enumerate(pins)},
        {},
        newest,
    )
    return row, told


def told_deck(situation: Situation, scenes: Sequence[SceneRow], *, public: bool = False, **more: Any) -> Deck:
    """The deck of an edition made by `edition`."""
    row, told = edition(situation, scenes, **more)
    return deck(row, told, public=public)


def slide_of(situation: Situation, kind: SceneKind, *, public: bool = False, title: str = "", **more: Any) -> Slide:
    """The slide of one scene; what `edition` does not take is a setting of the scene."""
    names = ("past", "others", "newest", "perimeter", "site", "rereadings", "files")
    of_edition = {name: more.pop(name) for name in names if name in more}
    return told_deck(situation, [scene(kind, title=title, **more)], public=public, **of_edition).slides[0]
