"""A deck as a tagged PDF: one slide a page, in 16:9, its table with its chart, the frozen state in its foot.

Nothing is computed here, and no figure is printed that is not in the deck.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from html import escape
from io import BytesIO
from typing import Any

import segno
from PIL import Image, ImageOps, UnidentifiedImageError

from data.conference.slide import Deck, Picture, Slide
from data.documents.letters import printable, printed, shortened
from data.documents.locator import Feature
from data.documents.typst_pdf import compiled
from data.drawing.chart import chart_svg
from data.drawing.map import map_svg
from data.french import day, listing, typeset
from data.vocabulary import SceneKind, label

TEMPLATE = "deck"
_TITLE, _SENTENCE = 160, 420
_SHARPEST = 1920
"""Pixels of a photo's longest side: a page is 13 inches wide, more would only weigh."""
_WIDTH = 900
"""Of a drawing, in the units of its own: the page sets its size."""
_NO_SLIDE = "Ce déroulé n’a pas encore de scène : rien n’est perdu, composez-le puis demandez de nouveau le document."
_UNREADABLE = "La photo n’a pas pu être lue : donnez-la de nouveau, en JPEG ou en PNG."


def deck_pdf(deck: Deck, shapes: Mapping[str, Feature], *, notes: bool = False) -> bytes:
    """The deck as PDF/UA-1.

    Args:
        shapes: of every territory that its maps show, by code (GeoJSON).
        notes: after each slide, a page of the speaker's notes and of where its figures come from.

    Raises:
        DocumentError: it cannot be made; the message is in French.
    """
    return compiled(TEMPLATE, content(deck, shapes, notes=notes), deck.bound[0].frozen_on)


def content(deck: Deck, shapes: Mapping[str, Feature], *, notes: bool = False) -> dict[str, Any]:
    """What the template prints, every text already written in French."""
    spoken = {slide.number: slide.notes for slide in deck.slides}
    clean: Deck = _clean(deck)
    told = clean.slides or (Slide(0, 1, SceneKind.TITLE, clean.theme or clean.event, missing=typeset(_NO_SLIDE)),)
    asides = [(_notes(spoken.get(slide.number, "")), slide) if notes else ([], None) for slide in told]
    if notes and deck.newer:
        asides[0][0].append(printable(deck.newer))
    where = [day(deck.held_on)] if deck.held_on else []
    return {
        "title": shortened(typeset(f"{clean.theme or clean.event} – {clean.event} {clean.year}"), _TITLE),
        "author": clean.plan_title,
        "event": typeset(f"{clean.event} {clean.year}"),
        "where": " · ".join([*where, *([clean.place] if clean.place else [])]),
        "foot": _foot(clean),
        "bound": typeset(f"Chiffres : {listing([one.label for one in clean.bound])}"),
        "label": clean.label,
        "logo": _logo(clean),
        "words": printed(
            {"table": "Tableau –", "notes": "Notes –", "origin": typeset("D’où vient ce chiffre ?")}
        ),
        "slides": [
            _slide(slide, number, shapes, said, told_of)
            for number, (slide, (said, told_of)) in enumerate(zip(told, asides, strict=True), 1)
        ],
    }  # fmt: skip


def _clean(value: Any) -> Any:
    """The deck with every text as the font can draw it: a chart's labels too, which become part of a drawing."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(_clean(each) for each in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if is_dataclass(value) and not isinstance(value, type):
        # A stored word stays itself, and so do bytes, numbers and dates.
        return replace(
            value, **{each.name: _clean(held) for each in fields(value) if _has_text(held := getattr(value, each.name))}
        )
    return value


def _has_text(value: Any) -> bool:
    return isinstance(value, tuple) or is_dataclass(value) or (type(value) is str)


def _foot(deck: Deck) -> str:
    theme = f" : {deck.theme}" if deck.theme else ""
    return typeset(
        f"{shortened(deck.plan_title, 90)} · {deck.departement} · {shortened(f'{deck.event} {deck.year}{theme}', 110)}"
    )


def _notes(text: str) -> list[str]:
    """The paragraphs of what the speaker wrote."""
    return [line for each in re.split(r"[\r\n]+", text) if (line := printable(each))]


def _slide(
    slide: Slide, number: int, shapes: Mapping[str, Feature], notes: list[str], told_of: Slide | None
) -> dict[str, Any]:
    photo, lost = _photo(slide.picture)
    drawn = photo or _drawing(slide, number, shapes)
    words = [
        {"text": one.text.strip("«» \u00a0\u202f"), "signed": " · ".join(part for part in (one.by, one.about) if part)}
        for one in slide.words
    ]
    missing = slide.missing or lost
    return {
        "number": number,
        "opening": slide.kind is SceneKind.TITLE and not (slide.numbers or slide.chart or slide.table or drawn),
        "alone": not (slide.numbers or slide.table or slide.items or drawn),
        "title": shortened(slide.title, _TITLE) or label(slide.kind),
        "scope": slide.scope,
        "sentence": shortened(slide.sentence, _SENTENCE),
        "missing": missing,
        "numbers": [
            {"label": one.label, "lead": one.lead, "rest": one.rest, "note": one.note} for one in slide.numbers
        ],
        "drawn": drawn,
        "credit": slide.picture.credit if slide.picture and photo else "",
        "table": _table(slide),
        "words": words,
        "items": [{"title": one.title, "text": one.text, "when": one.when} for one in slide.items],
        "source": typeset(f"Source : {slide.source}") if slide.source else "",
        "link": slide.link,
        "qr": _qr(slide.link) if slide.kind is SceneKind.PUBLIC_PAGE and slide.link else "",
        "qr_alt": typeset(f"Code QR vers {slide.link}"),
        "notes": notes,
        "origins": [
            {"title": one.title, "lines": [list(pair) for pair in one.lines]} for one in (told_of or _SILENT).origins
        ],
    }


_SILENT = Slide(0, 0, SceneKind.TITLE, "")


def _table(slide: Slide) -> dict[str, Any] | None:
    found = slide.table
    if found is None or not found.columns:
        return None
    return {"columns": list(found.columns), "rows": [list(row) for row in found.rows], "numeric": list(found.numeric)}


def _drawing(slide: Slide, number: int, shapes: Mapping[str, Feature]) -> dict[str, Any] | None:
    """The slide's chart, or its map, as SVG with its size."""
    if slide.chart is not None:
        return _sized(chart_svg(slide.chart, width=_WIDTH), slide.chart.says or slide.chart.title)
    if slide.drawing is not None:
        return _sized(map_svg(slide.drawing, shapes, width=_WIDTH), slide.drawing.says or slide.drawing.title)
    return None


_BOX = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)"')


def _sized(svg: str, alt: str) -> dict[str, Any]:
    box = _BOX.search(svg)
    assert box is not None, "a drawing says its size"
    return {"svg": svg, "alt": alt, "width": float(box[3]), "height": float(box[4])}


def _photo(found: Picture | None) -> tuple[dict[str, Any] | None, str]:
    """(the photo as a drawing, why there is none)."""
    if found is None:
        return None, ""
    try:
        with Image.open(BytesIO(found.content)) as opened:
            image = ImageOps.exif_transpose(opened)
            image.thumbnail((_SHARPEST, _SHARPEST))
            held, kind = BytesIO(), "png" if _see_through(image) else "jpeg"
            # Written anew: neither the place nor the device of a photo leaves with the document.
            (image if kind == "png" else image.convert("RGB")).save(held, kind, quality=85, optimize=True)
            width, height = image.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None, typeset(_UNREADABLE)
    return _sized(_enclosed(held.getvalue(), kind, width, height), found.alt or "Photo"), ""


def _see_through(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _enclosed(content: bytes, kind: str, width: int, height: int) -> str:
    """A picture inside an SVG: data go to the template as text."""
    said = f"data:image/{kind};base64,{b64encode(content).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{escape(said)}"/></svg>'
    )


def _logo(deck: Deck) -> dict[str, Any] | None:
    return _photo(deck.logo)[0]


def _qr(address: str) -> str:
    return segno.make(address, error="m").svg_inline(scale=8, border=2, omitsize=True)
