"""Which territory of a grid a pasted line names: its code or its name, accents and kinds forgiven."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from data.commands.parts import Unfit
from data.entry.place_lookup import title_key
from data.entry.values_cells import several, shown_cell
from data.entry.values_sheet import Place, ValueSheet
from data.french import listing
from data.place_names import short_name
from data.vocabulary import label

_WHOLE = ("département", "ensemble du département", "tout le département")
_KINDS = {"cc": "communauté de communes", "ca": "communauté d’agglomération", "cu": "communauté urbaine"}
_KIND = re.compile(rf"^({'|'.join(_KINDS)})\s+", re.IGNORECASE)


class Names:
    """The territories of a sheet by whatever names them."""

    def __init__(self, sheet: ValueSheet) -> None:
        self._level = sheet.level_words
        self._by_code = {title_key(one.code): one for one in sheet.places}
        self._by_name = _grouped((key, one) for one in sheet.places for key in _keys(one))
        for name in _WHOLE:
            self._by_name.setdefault(title_key(name), [sheet.places[0]])
        self._elsewhere = {key: kind for one, kind in sheet.elsewhere for key in {title_key(one.code), *_keys(one)}}

    def knows(self, text: str) -> bool:
        return bool(self._found(text))

    def place(self, names: list[str]) -> tuple[Place | None, str]:
        """The territory that the first cells of a line name; else None, and why in French."""
        said = [cell for cell in names if cell]
        if not said:
            return None, "Le territoire manque en début de ligne."
        try:
            found = {place.code: place for cell in said if (place := self._one(cell)) is not None}
        except Unfit as error:
            return None, str(error)
        if len(found) > 1:
            return None, f"{several(said)} désignent deux territoires : gardez le code ou le nom."
        if found:
            return next(iter(found.values())), ""
        for cell in said:
            kind = self._elsewhere.get(title_key(cell))
            if kind is not None:
                return None, (
                    f"« {shown_cell(cell)} » est d’un autre niveau ({label(kind).lower()}) ; cette grille est au "
                    f"niveau « {self._level} ». Changez de niveau pour le saisir."
                )
        return None, f"« {shown_cell(said[-1])} » n’est ni le code ni le nom d’un territoire de cette grille."

    def _one(self, text: str) -> Place | None:
        found = self._found(text)
        if len(found) > 1:
            raise Unfit(f"« {shown_cell(text)} » désigne {listing([one.name for one in found])} : écrivez le code.")
        return found[0] if found else None

    def _found(self, text: str) -> list[Place]:
        key = title_key(text)
        if not key:
            return []
        if key in self._by_code:
            return [self._by_code[key]]
        without_kind = title_key(short_name(_KIND.sub(lambda found: f"{_KINDS[found[1].lower()]} ", text.strip())))
        return self._by_name.get(key) or self._by_name.get(without_kind, [])


def _keys(place: Place) -> set[str]:
    return {title_key(place.name), title_key(place.short)}


def _grouped(pairs: Iterable[tuple[str, Place]]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for key, place in pairs:
        found[key].append(place)
    return dict(found)
