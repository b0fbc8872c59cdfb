"""A deck from an edition and what it is told from."""

from __future__ import annotations

from data.conference.edition import EditionRow, Told
from data.conference.slide import Deck


def deck(edition: EditionRow, told: Told, *, public: bool = False) -> Deck:
    """Every scene as a slide, in order. A scene that has nothing to show says why (`Slide.missing`).

    public: the deck of the public page: public scenes alone, no notes, no météo, health or difficulty unless chosen,
    texts publishable and reread, small counts masked.
    """
    raise NotImplementedError
