"""What an edition is told from, and its deck, for whoever shows them: the page, play mode, the documents.

One memory for all three: what the page has just made, the slide beside it does not make again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from components.few import Few
from data.conference.build import deck
from data.conference.edition import EditionRow, Pin, Told
from data.conference.scope import Memory, Scope
from data.conference.slide import Deck
from data.database import Store
from data.reading import PlanHead
from data.reading.editions import told as read_told
from data.situation import Situation

_TOLD: Few[Told] = Few(8)
"""Few: each holds the photos of its edition."""
_MEMORIES: Few[Memory] = Few(8)


def named(store: Store, plans: Sequence[PlanHead], edition: EditionRow) -> tuple[object, ...]:
    """Names an edition as it stands and the frozen states of its periods: all that is made of them may be kept."""
    frozen = {plan.code: plan.frozen for plan in plans}
    states = tuple((pin, frozen.get(pin.plan, {}).get(pin.period)) for pin in edition.pins)
    return store.url, edition.id, edition.digest, states


def told(
    store: Store,
    plans: Sequence[PlanHead],
    edition: EditionRow,
    situations: Callable[[], Mapping[Pin, Situation]] | None = None,
) -> Told:
    """What an edition is told from. Raises StoreError when a frozen state is gone or damaged.

    situations: gives those that are open already; the others are read.
    """
    return _TOLD.get(
        named(store, plans, edition), lambda: read_told(store, edition, situations() if situations else None)
    )


def deck_of(store: Store, edition: EditionRow, of: Told, *, public: bool = False) -> Deck:
    """The deck of an edition; only the slides that changed since the last one are built."""
    return deck(edition, of, public=public, memory=_memory(store, edition))


def scope_of(store: Store, edition: EditionRow, of: Told) -> Scope:
    """What its scenes are built from, with what the last deck computed."""
    return _memory(store, edition).scope(edition, of)


def _memory(store: Store, edition: EditionRow) -> Memory:
    return _MEMORIES.get((store.url, edition.id), Memory)
