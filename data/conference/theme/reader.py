"""The words of a theme found in the fields of one thing: where they stand, why, and how much they weigh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.bank.search import excerpt_around
from data.bank.words import USUAL, Place, Wanted, places
from data.conference.theme.touched import Touched
from data.french import capitalised, listing, typeset

_FAMILY = 8
"""Letters that two words of one family share at their beginning (« particip- »)."""
_OWN = ("Titre", "Objectifs")
"""Fields in which a word makes the theme of a fiche, rather than brushes it."""


@dataclass(frozen=True)
class Field:
    """One text of a thing, under its French name; a word found there weighs `weight`."""

    name: str
    weight: float
    text: str


def field_of(name: str, weight: float, *texts: object) -> Field:
    """Its parts are joined so that an extract reads well; what is no text says nothing."""
    return Field(name, weight, typeset(" · ".join(text for text in texts if isinstance(text, str) and text)))


class Reader:
    """Finds the words of a theme in the fields of one thing."""

    def __init__(self, words: Sequence[Wanted]) -> None:
        self._words = words
        # « participation des usagers »: everything speaks of usagers, participation makes the theme.
        self._telling = [word for word in words if word.stem not in USUAL] or list(words)

    def read(self, fields: Iterable[Field], *, any_word: bool = False) -> tuple[Touched | None, bool]:
        """What stands in these fields (kind, code and title are the caller's), and whether every telling word does.

        any_word: a word that any social policy is told with is enough (a public's name).
        """
        met: list[tuple[float, Field, list[Place]]] = []
        held: dict[str, float] = {}
        bears = False
        for field in fields:
            marks, weights = self._marks(field.text)
            if marks:
                met.append((field.weight * sum(weights.values()), field, marks))
                held = {stem: max(weights.get(stem, 0), held.get(stem, 0)) for stem in {*held, *weights}}
                bears = bears or (field.name in _OWN and max(weights.values()) == 1)
        telling = {word.stem for word in self._telling}
        if not met or not (any_word or held.keys() & telling):
            return None, False
        _, best, marks = max(met, key=lambda one: one[0])
        said = dict.fromkeys(field.text[mark.start : mark.end].lower() for _, field, marks in met for mark in marks)
        where = listing([name.lower() for name in dict.fromkeys(field.name for _, field, _ in met)])
        why = typeset(f"{capitalised(where)} : {listing([f'« {word} »' for word in said], most=3)}")
        score = sum(one[0] for one in met)
        excerpt = excerpt_around(best.text, marks)
        whole = len(held) == len(self._words)
        return Touched("", "", "", best.name, excerpt, why, score, bears=bears, whole=whole), telling <= held.keys()

    def _marks(self, text: str) -> tuple[list[Place], dict[str, float]]:
        """The places of the words looked for in a text, and how much each of these words weighs."""
        marks: list[Place] = []
        weights: dict[str, float] = {}
        for place in places(text):
            for word in self._words:
                weight = 1.0 if word.met(place.stem) else 0.4 if _family(word.stem, place.stem) else 0.0
                if weight:
                    marks.append(place)
                    common = 1.0 if word in self._telling else 0.2
                    weights[word.stem] = max(weights.get(word.stem, 0), weight * common)
        return marks, weights


def _family(one: str, other: str) -> bool:
    return len(one) > _FAMILY <= len(other) and one[:_FAMILY] == other[:_FAMILY]
