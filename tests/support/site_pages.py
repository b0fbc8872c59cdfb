"""A static site read back by something else than what wrote it: elements, texts, links, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

from data.conference.slide import Deck
from data.french import day
from tests.support.decks import full_deck

VOID = {"meta", "link", "img", "br", "hr", "input", "source"}
_NUMBER = re.compile(r"\d+(?:[\u202f\u00a0]\d{3})*(?:,\d+)?")


def public_deck(deck: Deck | None = None) -> Deck:
    """The hand-made deck as `data.conference.build.deck(public=True)` gives one: public scenes, without notes."""
    deck = deck or full_deck()
    slides = tuple(replace(slide, notes="") for slide in deck.slides if slide.public)
    return replace(deck, newer="", slides=slides)


@dataclass
class Page(HTMLParser):
    """One page, parsed. `faults`: elements that are not closed, or closed out of turn."""

    source: str
    text: str = ""
    ids: list[str] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self.feed(self.source)
        self.close()
        self.faults += [f"never closed: {name}" for name in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if len(found) != len(attrs):
            self.faults.append(f"attribute twice: {tag}")
        if found.get("id"):
            self.ids.append(str(found["id"]))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"closed out of turn: {tag}")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self.styles.append(data)
        else:
            self.text += data + "\n"

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.elements if name == tag]

    @property
    def links(self) -> list[str]:
        return [str(found[key]) for _, found in self.elements for key in ("href", "src") if found.get(key)]


def pages(files: Mapping[str, bytes]) -> dict[str, Page]:
    return {path: Page(content.decode()) for path, content in files.items() if path.endswith(".html")}


def numbers(text: str) -> set[str]:
    """The numbers written in a text, as written: « 1 240 000 », « 62,5 »."""
    return set(_NUMBER.findall(text))


def strings(value: Any) -> Iterator[str]:
    """Every text, date and year below a value, as a page writes it; never the bytes of a picture."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield day(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from strings(getattr(value, one.name))


def with_texts(value: Any, change: Any) -> Any:
    """`value` with every text changed; words of a vocabulary and types of files stay."""
    if type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(with_texts(one, change) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"media_type", "shape", "tone", "code", "departement", "level", "sha256"}
        return replace(
            value,
            **{one.name: with_texts(getattr(value, one.name), change) for one in fields(value) if one.name not in kept},
        )
    return value
