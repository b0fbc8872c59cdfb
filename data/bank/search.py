"""Full-text search in the bank: SQLite's FTS5 over an index in memory, whatever database holds the store.

Looked in: title, digital tool, key words, organisation, partners, département and territory, publics, results,
impacts hoped for, indicators, schémas cited, measures inside, other places, money, rubric, notes.
Accents, capitals, both apostrophes and plurals are forgiven; a word of three letters or fewer is met whole, a longer
one may be only begun. Every word must be met; when no initiative holds them all, those that hold most of them come.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from data.bank.tables import Bank
from data.bank.words import Place, Wanted, places, wanted
from data.situation import rows_of

_Row = dict[str, Any]


def _of(key: str) -> Callable[[_Row], Iterable[str | None]]:
    """The texts of a key of the body: a text, a list of texts, or passages."""

    def texts(row: _Row) -> Iterable[str | None]:
        said: Any = row["body"].get(key)
        several: list[Any] = cast(list[Any], said) if isinstance(said, list) else [said]
        return [cast(_Row, each)["text"] if isinstance(each, dict) else each for each in several]

    return texts


def _elsewhere(row: _Row) -> Iterable[str | None]:
    return [part for place in row["body"].get("similar_elsewhere", []) for part in place.values() if _is_text(part)]


def _budget(row: _Row) -> Iterable[str | None]:
    budget: dict[str, Any] = row["body"].get("budget") or {}
    return [budget.get("nature"), budget.get("raw")]


def _is_text(part: object) -> bool:
    return isinstance(part, str) and not part.isdecimal()


_FIELDS: tuple[tuple[str, float, Callable[[_Row], Iterable[str | None]]], ...] = (
    ("Titre", 10, lambda row: [row["title"]]),
    ("Outil numérique", 6, lambda row: [*_of("digital_tool")(row), *_of("digital_note")(row)]),
    ("Mots clés", 5, _of("keywords")),
    ("Publics", 3, lambda row: [*row["publics"], *_of("publics_raw")(row)]),
    ("Organisation", 3, lambda row: [row["organisation"]]),
    ("Partenaires", 2, _of("partners")),
    ("Territoire", 3, lambda row: [row["departement_name"], row["territory"]]),
    ("Résultats", 3, _of("results")),
    ("Effets attendus", 2, _of("expected_impacts")),
    ("Indicateurs", 2, _of("indicators")),
    ("Schémas cités", 2, _of("schema_refs")),
    ("Mesures incluses", 2, _of("embedded")),
    ("Rubrique", 2, lambda row: [row["theme_title"], row["sub_theme"]]),
    ("Ailleurs", 1, _elsewhere),
    ("Financement", 1, _budget),
    ("Note", 1, _of("note")),
)
"""French name of each field, its weight in the ranking, and its texts."""
_AROUND = 70
"""Letters kept on each side of the words found."""
_MOST_WORDS = 24


@dataclass(frozen=True)
class Span:
    """A piece of an extract; `marked`: it is what was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Hit:
    """An initiative found.

    Attributes:
        field: French name of where the extract stands (« Titre », « Résultats »…).
        excerpt: that text around the words found, in pieces; « … » where it was cut.
    """

    code: str
    field: str
    excerpt: tuple[Span, ...]


@dataclass(frozen=True)
class Found:
    """What a search gives, best first.

    Attributes:
        asked: whether there was a word to look for.
        all_words: False when no initiative holds every word, and those that hold some are given.
    """

    hits: tuple[Hit, ...]
    asked: bool
    all_words: bool


class Index:
    """Built once for a `Bank` (cache it by `bank.stamp`); it may be shared between sessions."""

    def __init__(self, bank: Bank) -> None:
        self._texts = [(str(row["code"]), _texts(row)) for row in _rows(bank)]
        self._lock = threading.Lock()
        # One connection for every session: they take turns.
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        names = ", ".join(f"f{number}" for number in range(len(_FIELDS)))
        self._base.execute(f"CREATE VIRTUAL TABLE said USING fts5({names}, content='')")
        holes = ", ".join("?" * len(_FIELDS))
        self._base.executemany(
            f"INSERT INTO said(rowid, {names}) VALUES (?, {holes})",
            [(n, *(" ".join(p.stem for p in places(t)) for t in texts)) for n, (_, texts) in enumerate(self._texts)],
        )

    def find(self, text: str) -> Found:
        """The initiatives that hold the words of `text`. Whatever is typed, it never raises."""
        words = wanted(text)[:_MOST_WORDS]
        if not words:
            return Found((), asked=False, all_words=True)
        rows = self._match(words, " AND ")
        all_words = bool(rows)
        if not rows and len(words) > 1:
            rows = self._match(words, " OR ")
            # Those that hold most words first, then as ranked.
            rows.sort(key=lambda row: -self._count(row, words))
        return Found(tuple(self._hit(row, words) for row in rows), asked=True, all_words=all_words or len(words) == 1)

    def _match(self, words: Iterable[Wanted], joint: str) -> list[int]:
        # Words are letters and digits only: quoted, none can be an operator.
        terms = [f'("{word.stem}"' + (f' OR "{word.typed}"*)' if word.begins else ")") for word in words]
        weights = ", ".join(str(weight) for _, weight, _ in _FIELDS)
        query = f"SELECT rowid FROM said WHERE said MATCH ? ORDER BY bm25(said, {weights}), rowid"
        with self._lock:
            return [int(row[0]) for row in self._base.execute(query, (joint.join(terms),))]

    def _count(self, row: int, words: Iterable[Wanted]) -> int:
        held = {place.stem for text in self._texts[row][1] for place in places(text)}
        return sum(any(word.met(stem) for stem in held) for word in words)

    def _hit(self, row: int, words: tuple[Wanted, ...]) -> Hit:
        """The extract comes from the field that holds most of the words; of equals, from the first."""
        code, texts = self._texts[row]
        best, most, marks = 0, -1, list[Place]()
        for number, text in enumerate(texts):
            met = [place for place in places(text) if any(word.met(place.stem) for word in words)]
            count = sum(any(word.met(place.stem) for place in met) for word in words)
            if count > most:
                best, most, marks = number, count, met
        return Hit(code, _FIELDS[best][0], excerpt_around(texts[best], marks))


def index_of(bank: Bank) -> Index:
    return Index(bank)


def _rows(bank: Bank) -> Iterable[_Row]:
    """The initiatives, each with its publics in the collection's words and in the shared ones."""
    publics: dict[str, list[str]] = {}
    for row in rows_of(bank.audiences):
        publics.setdefault(str(row["code"]), []).extend([str(row["wording"]), str(row["audience_title"])])
    for row in rows_of(bank.initiatives):
        yield row | {"publics": list(dict.fromkeys(publics.get(str(row["code"]), [])))}


def _texts(row: _Row) -> list[str]:
    """The text of each field; its parts are joined so that an extract reads well."""
    return [" · ".join(part for part in texts(row) if part) for _, _, texts in _FIELDS]


def excerpt_around(text: str, marks: list[Place]) -> tuple[Span, ...]:
    """The text from a little before the first mark to a little after those near it, cut between words."""
    if not marks:
        return (Span(text, False),)
    first = _cut(text, marks[0].start - _AROUND, 1)
    near = [mark for mark in marks if mark.end - marks[0].start <= 3 * _AROUND]
    last = _cut(text, near[-1].end + _AROUND, -1)
    spans = [Span("… ", False)] if first else []
    at = first
    for mark in near:
        if mark.start >= at:
            spans += [Span(text[at : mark.start], False), Span(text[mark.start : mark.end], True)]
            at = mark.end
    spans.append(Span(text[at:last] + (" …" if last < len(text) else ""), False))
    return tuple(span for span in spans if span.text)


def _cut(text: str, at: int, step: int) -> int:
    """A place near `at` that cuts no word: after a space going forward, before one going back."""
    if at <= 0:
        return 0
    if at >= len(text):
        return len(text)
    while 0 < at < len(text) and not text[at - 1 if step > 0 else at].isspace():
        at += step
    return at
