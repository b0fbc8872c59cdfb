"""Texts of a slide: its sentence, its words, its lists. Each as large as it fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from data.conference.slide import Item, Slide, Words
from data.documents.slides import fitting
from data.documents.slides.page import POINT, Page, Paragraph, Room, Run, fill_text
from data.french import plural, typeset

_LIST_SIZES = (32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 15.0, 14.0)
_SPACE = 0.45
"""Room after a paragraph, in times its size."""
_LONG, _SECOND = 30, 0.8
"""Letters beyond which what is said of a line of a list stands under it, and its size there, in times that of the
line."""


def add_sentence(page: Page, room: Room, slide: Slide) -> Room:
    """The answer first, then what it is computed on. Returns what is left of the room."""
    if not slide.sentence and not slide.scope:
        return room
    wide = room.wide / POINT
    paragraphs: list[Paragraph] = []
    used = 0.0
    if slide.sentence:
        sizes = [page.size(size) for size in (24, 22, 20, 18)]
        size = fitting.largest(sizes, lambda one: fitting.lines(slide.sentence, one, wide) <= 2)
        said = fitting.shortened(slide.sentence, lambda one: fitting.lines(one, size, wide) <= 3)
        if said != slide.sentence:
            page.kept.append(typeset(f"Phrase entière : {slide.sentence}"))
        paragraphs.append([Run(said, size)])
        used += fitting.height(said, size, wide) + 4 * page.scale
    if slide.scope:
        size = page.size(14)
        said = fitting.shortened(slide.scope, lambda one: fitting.lines(one, size, wide) <= 2)
        if said != slide.scope:
            page.kept.append(slide.scope)
        paragraphs.append([Run(said, size, colour="tx2")])
        used += fitting.height(said, size, wide) + 4 * page.scale
    above, rest = room.above(used * POINT, page.gap(12))
    page.write(above, paragraphs, name="Phrase")
    return rest


def add_source(page: Page, room: Room, slide: Slide) -> Room:
    """Who said the figure, and when, at the bottom. Returns what is left above."""
    if not slide.source:
        return room
    size = page.size(16)
    text = sourced(slide.source)
    said = fitting.shortened(text, lambda one: fitting.lines(one, size, room.wide / POINT) <= 2)
    if said != text:
        page.kept.append(text)
    rest, foot = room.below(fitting.height(said, size, room.wide / POINT) * POINT, page.gap(8))
    page.write(foot, [[Run(said, size, colour="tx2")]], name="Source")
    return rest


def add_words(page: Page, room: Room, words: Sequence[Words], *, alone: bool) -> None:
    """What somebody said, by a function and never a name."""
    sizes = [page.size(size) for size in ((40, 36, 32, 28, *_LIST_SIZES[1:]) if alone else (22, 20, 18, 16, 15, 14))]
    wide, tall = room.wide / POINT, room.tall / POINT

    def said(count: int, size: float, most: int = 0) -> list[Paragraph]:
        paragraphs: list[Paragraph] = []
        for each in words[:count]:
            text = typeset(f"« {each.text} »") if not each.text.startswith("«") else each.text
            if most:
                text = fitting.shortened(text, lambda one: fitting.lines(one, size, wide) <= most)
            paragraphs.append([Run(text, size)])
            who = ", ".join(part for part in (each.by, each.about) if part)
            if who:
                paragraphs.append([Run(typeset(f"— {who}"), max(size * 0.65, page.size(14)), colour="tx2")])
        return paragraphs

    count, size = _largest(len(words), sizes, lambda count, size: _tall(said(count, size), wide) <= tall)
    shown = said(count, size)
    if _tall(shown, wide) > tall:
        shown = said(count, size, max(int(tall / (size * fitting.LEADING)) - 3, 1))
    if count < len(words) or shown != said(count, size):
        page.kept.append("\n".join(typeset(f"« {one.text} » — {one.by}, {one.about}".rstrip(" —,")) for one in words))
        if count < len(words):
            shown.append(_others(len(words) - count, page.size(14)))
    page.write(room, shown, name="Paroles", anchor="ctr" if alone else "t", after=size * _SPACE / page.scale)


def add_items(page: Page, room: Room, items: Sequence[Item], *, box: Any | None = None, most: float = 32) -> None:
    """A list. `box`: the template's own place for it, with its bullets."""
    apart = any(len(item.text) > _LONG for item in items)
    sizes = [page.size(size) for size in _LIST_SIZES if size <= most and (not apart or size * _SECOND >= 14)]
    margin = 36 if box is not None else 0
    wide, tall = room.wide / POINT - margin, room.tall / POINT

    def said(count: int, size: float) -> list[Paragraph]:
        return [_item(item, size, apart) for item in items[:count]]

    def fits(count: int, size: float) -> bool:
        more = size * fitting.LEADING if count < len(items) else 0
        return _tall(said(count, size), wide) + more <= tall

    count, size = _largest(len(items), sizes, fits)
    shown = said(count, size)
    if count < len(items):
        shown.append(_others(len(items) - count, size))
        page.kept.append("\n".join("".join(run.text for run in _item(item, 0)) for item in items))
    if box is None:
        page.write(room, shown, name="Liste", after=size * _SPACE / page.scale)
    else:
        fill_text(box, shown, after=size * _SPACE)


def sourced(source: str) -> str:
    """« Source : … », said once."""
    return source if source.lower().startswith("source") else typeset(f"Source : {source}")


def add_missing(page: Page, room: Room, text: str) -> None:
    """Why there is nothing to show, in plain words."""
    wide = room.wide / POINT
    sizes = [page.size(size) for size in (32, 28, 24, 20, 18)]
    size = fitting.largest(sizes, lambda one: fitting.height(text, one, wide) <= 0.8 * room.tall / POINT)
    said = fitting.shortened(text, lambda one: fitting.height(one, size, wide) <= room.tall / POINT)
    if said != text:
        page.kept.append(text)
    page.write(room, [[Run(said, size, colour="tx2")]], name="Rien à montrer", anchor="ctr")


def fitted(page: Page, paragraphs: Sequence[str], room: Room, most: float) -> tuple[list[str], float]:
    """Lines of a title page and their size: shortened, last ones left out, when they do not fit."""
    wide, tall = room.wide / POINT - 15, room.tall / POINT - 8
    sizes = [most - step * page.size(2) for step in range(int((most - page.size(18)) / page.size(2)) + 1)]

    def height(lines: Sequence[str], size: float) -> float:
        return sum(fitting.height(line, size, wide) + size * _SPACE for line in lines)

    size = fitting.largest(sizes, lambda one: height(paragraphs, one) <= tall)
    shown = list(paragraphs)
    while len(shown) > 1 and height(shown, size) > tall:
        shown.pop()
    if shown:
        before = list(shown)
        shown[0] = fitting.shortened(shown[0], lambda one: height([one, *before[1:]], size) <= tall)
    if shown != list(paragraphs):
        page.kept.extend(paragraphs)
    return shown, size


def _item(item: Item, size: float, apart: bool = False) -> Paragraph:
    """A line of a list; what is said of it follows, or stands under it when `apart`."""
    runs: list[Run] = []
    if item.when:
        runs.append(Run(typeset(f"{item.when} : "), size, bold=True, colour="accent1"))
    runs.append(Run(item.title, size, bold=bool(item.text)))
    if item.text:
        runs.append(Run(f"\n{item.text}", size * _SECOND, colour="tx2") if apart else Run(f" – {item.text}", size))
    return runs


def _others(count: int, size: float) -> Paragraph:
    return [Run(typeset(f"… et {plural(count, 'autre')}, voir les notes"), size, colour="tx2")]


def _tall(paragraphs: Sequence[Paragraph], wide: float) -> float:
    used = 0.0
    for paragraph in paragraphs:
        size = max(run.size for run in paragraph)
        bold = any(run.bold for run in paragraph)
        used += fitting.height("".join(run.text for run in paragraph), size, wide, bold=bold) + size * _SPACE
    return used


def _largest(count: int, sizes: Sequence[float], fits: Callable[[int, float], bool]) -> tuple[int, float]:
    """Every line at the largest size at which they fit; else at the smallest, as many as do, at least one."""
    for size in sizes:
        if fits(count, size):
            return count, size
    kept = count - 1
    while kept > 1 and not fits(kept, sizes[-1]):
        kept -= 1
    return max(kept, 1), sizes[-1]
