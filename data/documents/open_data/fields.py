"""How a column and a file of the open data are described: what the schema, the dictionary and the writer all read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from data.french import typeset
from data.measures.columns import Row
from data.situation import Situation
from data.vocabulary import label

Type = Literal["string", "integer", "number", "boolean", "date", "year"]
TYPES: dict[Type, str] = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre (point décimal)",
    "boolean": "vrai ou faux (true, false)",
    "date": "date (AAAA-MM-JJ)",
    "year": "année (AAAA)",
}


@dataclass(frozen=True)
class Field:
    """One column.

    Attributes:
        name: its heading in the file, in French without accents; title: the same for a reader.
        words: what it holds.
        required: never empty; unique: never twice the same.
        choices: stored value and French label of each value that it may hold, none when any may be.
        bounds: smallest and largest value of a number, None: no bound.
    """

    name: str
    title: str
    type: Type
    words: str
    required: bool = False
    unique: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    bounds: tuple[float | None, float | None] = (None, None)

    def described(self) -> dict[str, Any]:
        """The column as a Table Schema says it."""
        said: dict[str, Any] = {
            "name": self.name,
            "title": typeset(self.title),
            "description": typeset(self.words),
            "type": self.type,
        }
        if self.type == "boolean":
            said |= {"trueValues": ["true"], "falseValues": ["false"]}
        low, high = self.bounds
        constraints: dict[str, Any] = {
            **({"required": True} if self.required else {}),
            **({"unique": True} if self.unique else {}),
            **({"enum": [value for value, _ in self.choices]} if self.choices else {}),
            **({"minimum": low} if low is not None else {}),
            **({"maximum": high} if high is not None else {}),
        }
        return said | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True)
class Table:
    """One file.

    Attributes:
        key: the columns that together name a row.
        links: (columns here, file, columns there) of each reference; an empty one refers to nothing.
        rows: its rows, from a Situation.
    """

    name: str
    title: str
    words: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rows: Callable[[Situation], Iterable[Row]]
    links: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()

    @property
    def path(self) -> str:
        return f"{self.name}.csv"


def choices(words: Iterable[StrEnum]) -> tuple[tuple[str, str], ...]:
    """The values of a vocabulary with their French labels."""
    return tuple((str(word.value), label(word)) for word in words)


def code(name: str, title: str, words: str, *, required: bool = False, unique: bool = False) -> Field:
    """A column that holds a code."""
    return Field(name, title, "string", words, required=required, unique=unique)
