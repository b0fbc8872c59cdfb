"""Who said something, in words: its author, or the coordination in a pilot's place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.french import day


@dataclass(frozen=True)
class Signature:
    """Who said a state, and on which day. `behalf`: the pilot in whose place the coordination spoke."""

    author: str
    behalf: str | None
    on: date

    @property
    def words(self) -> str:
        """« dit par CAF le 2 octobre », « saisi par la coordination pour CAF le 2 octobre »."""
        return f"{signed('dit', self.author, self.behalf)} le {_this_year(self.on)}"

    @property
    def short(self) -> str:
        """The same in a cell: « CAF, 2 octobre », « coordination pour CAF, 2 octobre »."""
        who = self.author if self.behalf is None else f"coordination pour {self.behalf}"
        return f"{who}, {_this_year(self.on)}"

    @property
    def given(self) -> str:
        """« l’état donné par CAF le 2 octobre », « l’état saisi par la coordination pour CAF le 2 octobre »."""
        return f"l’état {signed('donné', self.author, self.behalf)} le {_this_year(self.on)}"


def signed(verb: str, author: str, behalf: str | None) -> str:
    """« envoyé par CAF » with `verb` « envoyé »; « saisi par la coordination pour CAF » in a pilot's place."""
    return f"{verb} par {author}" if behalf is None else f"saisi par la coordination pour {behalf}"


def signature_of(state: Mapping[str, Any]) -> Signature:
    """The signature of a state as `Recorded` holds it."""
    return Signature(str(state["author"]), state["behalf"], state["said_at"].astimezone().date())


def _this_year(on: date) -> str:
    """« 2 octobre »: within a period, the year says nothing."""
    return day(on).rsplit(" ", 1)[0]
