"""The part of a plan that a theme covers, as a narrowed Situation."""

from __future__ import annotations

from data.conference.edition import Perimeter
from data.situation import Situation


def within(situation: Situation, perimeter: Perimeter) -> Situation:
    """What the theme covers of a Situation: the union of its headings, fiches, actions and publics, said in `kept`."""
    if perimeter.whole:
        return situation
    raise NotImplementedError
