"""Slides written, then read back by zip and XML: not by the library that wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from lxml import etree

from data.conference.slide import Deck, Slide
from data.documents.slides import slides_pptx
from tests.support.decks import EPCI, full_deck
from tests.support.templates import members, standard, with_pictures

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/package/2006/relationships}"
SPACES = re.compile(r"[\s\u00a0\u202f]+")
BASES = pytest.mark.parametrize("base", ["own", "4:3", "pictures"])


def square(at: int) -> dict[str, Any]:
    """A territory of one degree, and its enclave."""
    outside = [[at, 0], [at + 1, 0], [at + 1, 1], [at, 1], [at, 0]]
    inside = [[at + 0.4, 0.4], [at + 0.6, 0.4], [at + 0.6, 0.6], [at + 0.4, 0.4]]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [outside, inside]}}


SHAPES: Mapping[str, Mapping[str, Any]] = {code: square(rank) for rank, (code, _) in enumerate(EPCI)}


@cache
def written(base: str = "own") -> dict[str, bytes]:
    template = {"own": None, "4:3": standard(), "pictures": with_pictures()}[base]
    return members(slides_pptx(full_deck(), SHAPES, template))


def of(deck: Deck, *slides: Slide) -> dict[str, bytes]:
    """A deck of a few slides, written."""
    numbered = tuple(replace(slide, number=rank) for rank, slide in enumerate(slides, 1))
    return members(slides_pptx(replace(deck, slides=numbered), SHAPES))


def xml(parts: Mapping[str, bytes], name: str) -> Any:
    return etree.fromstring(parts[name])


def slide_xml(parts: Mapping[str, bytes], number: int) -> Any:
    return xml(parts, f"ppt/slides/slide{number}.xml")


def linked(parts: Mapping[str, bytes], name: str, kind: str) -> Iterator[str]:
    """Parts that a part holds on to, by the end of the kind of the link."""
    folder, _, file = name.rpartition("/")
    for link in xml(parts, f"{folder}/_rels/{file}.rels").iter(f"{R}Relationship"):
        if link.get("Type").endswith(f"/{kind}") and link.get("TargetMode") != "External":
            steps = f"{folder}/{link.get('Target')}".split("/")
            while ".." in steps:
                at = steps.index("..")
                del steps[at - 1 : at + 1]
            yield "/".join(steps)


def text_of(root: Any) -> str:
    return plain(" ".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in root.iter(f"{A}p")))


def plain(text: str) -> str:
    return SPACES.sub(" ", text).strip()


def notes_of(parts: Mapping[str, bytes], number: int) -> str:
    (name,) = linked(parts, f"ppt/slides/slide{number}.xml", "notesSlide")
    return text_of(xml(parts, name))


def charts_of(parts: Mapping[str, bytes], number: int) -> list[str]:
    return list(linked(parts, f"ppt/slides/slide{number}.xml", "chart"))
