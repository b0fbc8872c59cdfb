"""A deck as a tagged PDF: one slide a page, in 16:9, its table with its chart, the frozen state in its foot.

Nothing is computed here, and no figure is printed that is not in the deck.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import fields, is_dataclass, replace
from html import escape
from typing import Any

from data.conference.slide import Deck, Picture, Slide
from data.documents.letters import printable, printed
from data.documents.typst_pdf import compiled
from data.drawing.chart import chart_svg
from data.drawing.map import map_svg
from data.drawing.photo import light
from data.drawing.qr import qr_svg
from data.drawing.shapes import Shapes
from data.errors import CapError
from data.french import day, listing, shortened, typeset
from data.vocabulary import SceneKind, label

TEMPLATE = "deck"
_TITLE, _SENTENCE = 160, 420
_SHARPEST = 1920
"""Pixels of a photo's longest side: a page is 13 inches wide, more would only weigh."""
_WIDE, _NARROW = 868, 486
"""Points of a drawing alone on its page, and beside a table."""
_TALL = 370
"""Points of a map's height, its key included."""
_NO_SLIDE = "Ce déroulé n’a pas encore de scène : rien n’est perdu, composez-le puis demandez de nouveau le document."
_UNREADABLE = "La photo n’a pas pu être lue : donnez-la de nouveau, en JPEG ou en PNG."


def deck_pdf(deck: Deck, shapes: Shapes, *, notes: bool = False) -> bytes:
    """The deck as PDF/UA-1.

    Args:
        shapes: of every territory that its maps show, by code (GeoJSON).
        notes: after each slide, a page of the speaker's notes and of where its figures come from.

    Raises:
        DocumentError: it cannot be made; the message is in French.
    """
    return compiled(TEMPLATE, content(deck, shapes, notes=notes), deck.bound[0].frozen_on)


def content(deck: Deck, shapes: Shapes, *, notes: bool = False) -> dict[str, Any]:
    """What the template prints, every text already written in French."""
    spoken = {slide.number: slide.notes for slide in deck.slides}
    clean: Deck = _clean(deck)
    told = clean.slides or (Slide(0, 1, SceneKind.TITLE, clean.theme or clean.event, missing=typeset(_NO_SLIDE)),)
    said = [_notes(spoken.get(slide.number, "")) if notes else [] for slide in told]
    if notes and deck.newer:
        said[0].append(printable(deck.newer))
    where = [day(deck.held_on)] if deck.held_on else []
    return {
        "title": shortened(typeset(f"{clean.theme or clean.event} – {clean.occasion}"), _TITLE),
        "author": clean.plan_title,
        "event": typeset(clean.occasion),
        "where": " · ".join([*where, *([clean.place] if clean.place else [])]),
        "foot": _foot(clean),
        "bound": typeset(f"Chiffres : {listing([one.label for one in clean.bound])}"),
        "label": clean.label,
        "logo": _logo(clean),
        "words": printed(
            {"table": "Tableau –", "notes": "Notes –", "origin": typeset("D’où vient ce chiffre ?")}
        ),
        "slides": [
            _slide(slide, number, shapes, written) | {"origins": _origins(slide) if notes else []}
            for number, (slide, written) in enumerate(zip(told, said, strict=True), 1)
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
        f"{shortened(deck.plan_title, 90)} · {deck.departement} · {shortened(f'{deck.occasion}{theme}', 110)}"
    )


def _notes(text: str) -> list[str]:
    """The paragraphs of what the speaker wrote."""
    return [line for each in re.split(r"[\r\n]+", text) if (line := printable(each))]


def _slide(slide: Slide, number: int, shapes: Shapes, notes: list[str]) -> dict[str, Any]:
    photo, lost = _photo(slide.picture)
    drawn = photo or _drawing(slide, shapes)
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
        "map": slide.drawing is not None and slide.chart is None and not photo,
        "credit": slide.picture.credit if slide.picture and photo else "",
        "table": _table(slide),
        "words": words,
        "items": [{"title": one.title, "text": one.text, "when": one.when} for one in slide.items],
        "source": _source(slide.source),
        "link": slide.link,
        "qr": qr_svg(slide.link) if slide.kind is SceneKind.PUBLIC_PAGE and slide.link else "",
        "qr_alt": typeset(f"Code QR vers {slide.link}"),
        "notes": notes,
    }


def _source(text: str) -> str:
    return text if not text or text.startswith("Source") else typeset(f"Source : {text}")


def _origins(slide: Slide) -> list[dict[str, Any]]:
    return [{"title": one.title, "lines": [list(pair) for pair in one.lines]} for one in slide.origins]


def _table(slide: Slide) -> dict[str, Any] | None:
    found = slide.table
    if found is None or not found.columns:
        return None
    return {"columns": list(found.columns), "rows": [list(row) for row in found.rows], "numeric": list(found.numeric)}


def _drawing(slide: Slide, shapes: Shapes) -> dict[str, Any] | None:
    """The slide's chart, or its map, as SVG: at the width of the page, and beside a table, so that type stays of a
    size."""
    chart, drawing = slide.chart, slide.drawing
    if chart is not None:
        found = [_sized(chart_svg(chart, width=width)) for width in (_WIDE, _NARROW)]
        return {"alt": chart.says or chart.title, "wide": found[0], "narrow": found[1]}
    if drawing is not None:
        found = [_sized(map_svg(drawing, shapes, width=width, height=_TALL)) for width in (_WIDE, _NARROW)]
        return {"alt": drawing.says or drawing.title, "wide": found[0], "narrow": found[1]}
    return None


_BOX = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)"')
_NO_WEIGHT = re.compile(r"<text(?![^>]*font-weight)")


def _sized(svg: str) -> dict[str, Any]:
    box = _BOX.search(svg)
    assert box is not None, "a drawing says its size"
    # Without a weight, the drawing's own reader takes our font at its thinnest.
    drawn = _NO_WEIGHT.sub("<text font-variation-settings=\"'wght' 400\"", svg)
    return {"svg": drawn, "width": float(box[3]), "height": float(box[4])}


def _photo(found: Picture | None) -> tuple[dict[str, Any] | None, str]:
    """(the photo as a drawing, why there is none). What a camera writes in it does not leave with the document."""
    if found is None:
        return None, ""
    try:
        held, kind, width, height = light(found, _SHARPEST)
    except CapError:
        return None, typeset(_UNREADABLE)
    drawn = _sized(_enclosed(held, "jpeg" if kind == "jpg" else kind, width, height))
    return {"alt": found.alt or "Photo", "wide": drawn, "narrow": drawn}, ""


def _enclosed(content: bytes, kind: str, width: int, height: int) -> str:
    """A picture inside an SVG: data go to the template as text."""
    said = f"data:image/{kind};base64,{b64encode(content).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{escape(said)}"/></svg>'
    )


def _logo(deck: Deck) -> dict[str, Any] | None:
    return _photo(deck.logo)[0]
