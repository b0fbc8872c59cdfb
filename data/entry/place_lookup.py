"""Which fiche or action somebody means: its code written in many ways, « Projet 7 », or its title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from data.commands.parts import Unfit
from data.french import folded, typeset
from data.roster import Place

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_CODE_THEN_TITLE = re.compile(r"^(.+?)(?:\s+[-–—·]|\s*:)\s*(.+)$", re.DOTALL)
_NUMBER = ("n°", "no", "numero", "code")


class Lookup:
    """The places of a plan by whatever names them.

    Args:
        fiche_word, action_word: the plan's own words, which may precede a number.
    """

    def __init__(self, places: Sequence[Place], fiche_word: str = "Fiche", action_word: str = "Action") -> None:
        fiche_words, action_words = ("fiche", "fiche-action", folded(fiche_word)), ("action", folded(action_word))
        self._words = dict.fromkeys(action_words, True) | dict.fromkeys(fiche_words, False)
        self._exact = {place.code: place for place in reversed(places)}  # a fiche before an action of the same code
        self._by_code = _grouped((code_key(place.code), place) for place in places)
        self._by_number = _grouped((_number(code_key(place.code)), place) for place in places)
        self._by_title = _grouped((title_key(place.title), place) for place in places)

    def find(self, text: str) -> Place:
        """The one place that `text` names. Raises Unfit, saying why in French, when it is none or several."""
        met = self._met(text)
        if len(met) > 1:
            raise Unfit(f"« {text} » désigne {len(met)} fiches ou actions de ce plan : écrivez le code.")
        if not met:
            raise Unfit(f"« {text} » n’est ni le code ni le titre d’une fiche ou d’une action de ce plan.")
        return met[0]

    def knows(self, text: str) -> bool:
        return bool(self._met(text))

    def _met(self, text: str) -> list[Place]:
        exact = self._exact.get(text)
        return [exact] if exact else self._coded(text) or self._titled(text) or self._code_and_title(text)

    def _coded(self, text: str) -> list[Place]:
        found = self._by_code.get(code_key(text), [])
        return found or self._after_a_word(folded(text).strip())

    def _after_a_word(self, low: str) -> list[Place]:
        """« projet 7 », « fiche P7 », « action P7-02 », « n° 7 »."""
        for word in sorted((*self._words, *_NUMBER), key=len, reverse=True):
            rest = code_key(low.removeprefix(word)) if low.startswith(word) else ""
            if not rest:
                continue
            found = self._by_code.get(rest, []) or (self._by_number.get(rest, []) if rest[0].isdecimal() else [])
            found = [place for place in found if self._words.get(word, place.is_action) == place.is_action]
            return found or self._after_a_word(low.removeprefix(word).strip())
        return []

    def _titled(self, text: str) -> list[Place]:
        return self._by_title.get(title_key(text), [])

    def _code_and_title(self, text: str) -> list[Place]:
        """« P7 – Réduire la fracture numérique », as the screens write it: both must be of the same place."""
        parts = _CODE_THEN_TITLE.match(text)
        if parts is None:
            return []
        titled = self._titled(parts[2])
        return [place for place in self._coded(parts[1]) if place in titled]


def code_key(text: str) -> str:
    """« P 7 », « p07 », « P7–1 » made alike: no space, no capital, no accent, no leading zero, one kind of dash."""
    low = re.sub(r"\s+", "", folded(text))
    return _ZEROS.sub("", _DASHES.sub("-", low))


def title_key(text: str) -> str:
    """A title without what typing changes: capitals, accents, spaces, apostrophes, the final full stop."""
    low = folded(typeset(text)).replace("’", "'")
    low = re.sub(r"\s*([«»:;?!'-])\s*", r"\1", _DASHES.sub("-", low))
    return " ".join(low.split()).rstrip(" .")


def _number(key: str) -> str:
    """The code without its letters: « p7-2 » → « 7-2 »."""
    return re.sub(r"[^\d.-]", "", key).strip(".-")


def _grouped(pairs: Iterable[tuple[str, Place]]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for key, place in pairs:
        if key:
            found[key].append(place)
    return dict(found)
