"""A map as SVG: bands from pale to deep, what is unknown hatched, each territory's own text written on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.conference.slide import Drawing, Place
from data.drawing.hatch import Fills, contrasting
from data.drawing.look import ON_PAPER, Look
from data.drawing.projection import Projection, fitted
from data.drawing.rows import Drawn
from data.drawing.svg import cut, named, page, tag, title, wide, words, wrapped
from data.geography import spots

Feature = Mapping[str, Any]
_Box = tuple[float, float, float, float]
NO_SHAPE = "Le contour de ces territoires n’est pas connu\u00a0: la liste donne leurs valeurs."
_OVERFLOW = 1.3
"""A value alone may be this much wider than what is inside its territory; with a name, it stays within."""
_MOST_NAMED = 40
"""Beyond, as with communes, only the marked territories are named: the others would be dust."""


def map_svg(
    drawing: Drawing,
    shapes: Mapping[str, Feature],
    *,
    look: Look = ON_PAPER,
    width: int,
    height: int | None = None,
    prefix: str = "c",
) -> str:
    """The map, `width` pixels wide, its key beside it when there is room, else under it.

    shapes: outlines by code; a place without one is left to the list that goes with every map.
    """
    name = named(prefix, drawing, look, width, height)
    drawn = [place for place in drawing.places if place.code in shapes]
    if not drawn:
        said = "".join(
            words(row, 0, look.text * (1 + rank * 1.2), look)
            for rank, row in enumerate(wrapped(NO_SHAPE, look.text, width, 4))
        )
        return page(said, width, look.text * 5, look, name=name, heading=drawing.title, says=NO_SHAPE)
    fills = Fills(name, look)
    need, gap = min(_key_width(drawing, look), width * 0.4), look.text * 1.5
    beside = width > 34 * look.text or (height is not None and width > 24 * look.text)
    key, key_height = _key(drawing, look, fills, need if beside else width)
    room = width - need - gap if beside else width
    down = None if height is None else height - (0 if beside else key_height + look.text)
    flat = fitted((shapes[place.code] for place in drawn), room - 4, down and down - 4)
    body = tag("g", _areas(drawing, drawn, shapes, flat, look, fills), transform="translate(2 2)")
    if beside:
        x, y = flat.width + 4 + gap, max(0.0, (flat.height - key_height) / 2)
        total = (x + need, max(flat.height + 4, key_height))
    else:
        x, y, total = 0.0, flat.height + look.text, (float(width), flat.height + look.text + key_height)
    body += tag("g", key, transform=f"translate({x:.1f} {y:.1f})")
    return page(fills.defs() + body, *total, look, name=name, heading=drawing.title, says=drawing.says)


def short(text: str) -> str:
    """What is written on the territory itself: « 14 places » of « 14 places (2,1 pour 10 000 hab.) »."""
    return text.split(" (", 1)[0].strip()


def fill_of(place: Place, bands: int, look: Look, fills: Fills) -> str:
    """The band's colour; a hatch, one for each reason, where there is nothing to colour."""
    if place.band is not None:
        return look.band(place.band, bands)
    hatch = "\\" if "masqué" in place.text else "" if "concern" in place.text else "."
    return fills.over(look.ground, hatch)


def _areas(
    drawing: Drawing, drawn: list[Place], shapes: Mapping[str, Feature], flat: Projection, look: Look, fills: Fills
) -> str:
    bands, thin = len(drawing.bands), max(1.0, look.text / 14)
    areas = outlines = ""
    for place in drawn:
        outline = flat.path(shapes[place.code])
        fill = fill_of(place, bands, look, fills)
        edge = look.ground if place.band is not None else look.quiet
        shape = tag("path", d=outline, fill=fill, stroke=edge, stroke_width=thin, fill_rule="evenodd")
        areas += tag("g", title(f"{place.name}\u00a0: {place.text}"), shape)
        if place.code in drawing.marked:
            for stroke, thick in ((look.ground, 7), (look.ink, 3)):
                outlines += tag(
                    "path", d=outline, fill="none", stroke=stroke, stroke_width=thin * thick, stroke_linejoin="round"
                )
    return areas + outlines + _labels(drawing, drawn, shapes, flat, look)


def _labels(drawing: Drawing, drawn: list[Place], shapes: Mapping[str, Feature], flat: Projection, look: Look) -> str:
    """Values, with the names where there is room for them; the largest territories are served first."""
    size, taken, body = look.text * 0.82, list[_Box](), ""
    boxes = {place.code: flat.box(shapes[place.code]) for place in drawn}
    asked = [place for place in drawn if len(drawn) <= _MOST_NAMED or place.code in drawing.marked]
    for place in sorted(asked, key=lambda one: (one.code not in drawing.marked, -boxes[one.code][0], one.code)):
        across = boxes[place.code][0]
        value = "" if place.band is None and "concern" in place.text else short(place.text)
        for lines in _tries(place.name, value, size, across):
            long = max(wide(line, size, bold=True) for line in lines)
            tall = len(lines) * size * 1.12
            over = _OVERFLOW if len(lines) == 1 else 1.0
            inside = flat.degrees(long / over, tall / over)
            at = (_around(*flat.at(*spot), long, tall) for spot in spots(dict(shapes[place.code]), *inside))
            free = (box for box in at if box[0] >= 0 and box[2] <= flat.width and not any(_meet(box, b) for b in taken))
            box = next(free, None)
            if box is None:
                continue
            taken.append(box)
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            body += _written(lines, value, x, y, size, place, len(drawing.bands), look)
            break
    return body


def _around(x: float, y: float, long: float, tall: float) -> _Box:
    return x - long / 2, y - tall / 2, x + long / 2, y + tall / 2


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _tries(name: str, value: str, size: float, across: float) -> list[list[str]]:
    """Lines to try, the fullest first; never a name that had to be cut."""
    full = wrapped(name, size, across, 3)
    named_lines = [] if any(line.endswith("…") for line in full) else full
    # « 1 sur 2 » on two lines is not read as one figure.
    split = [value] if any(letter.isdigit() for letter in value) else wrapped(value, size, across * _OVERFLOW, 2)
    split = [] if any(line.endswith("…") for line in split) else split
    return [lines for lines in ([*named_lines, *([value] if value else [])] if named_lines else [], split) if lines]


def _written(
    lines: list[str], value: str, x: float, y: float, size: float, place: Place, bands: int, look: Look
) -> str:
    ground = look.ground if place.band is None else look.band(place.band, bands)
    start = y - (len(lines) - 1) * size * 0.56 + size * 0.34
    rows = "".join(
        words(line, x, start + rank * size * 1.12, look, size=size, anchor="middle", bold=line == value,
              colour=contrasting(ground))
        for rank, line in enumerate(lines)
    )  # fmt: skip
    return tag("g", rows, stroke=ground, stroke_width=size / 4, paint_order="stroke", stroke_linejoin="round")


def _entries(drawing: Drawing, look: Look, fills: Fills) -> list[tuple[str, str]]:
    """(text, fill) of the bands, deepest first, then the reasons of what is not coloured, each once."""
    count = len(drawing.bands)
    entries = [(text, look.band(rank, count)) for rank, text in enumerate(drawing.bands)][::-1]
    for place in drawing.places:
        entry = (place.text, fill_of(place, count, look, fills))
        if place.band is None and entry not in entries:
            entries.append(entry)
    return entries


def _key_width(drawing: Drawing, look: Look) -> float:
    texts = [*drawing.bands, *(place.text for place in drawing.places if place.band is None)]
    return look.text * 1.65 + max((wide(text, look.text) for text in texts), default=0.0)


def _key(drawing: Drawing, look: Look, fills: Fills, width: float) -> Drawn:
    size, box, body = look.text, look.text * 1.1, ""
    entries = _entries(drawing, look, fills)
    for rank, (text, fill) in enumerate(entries):
        y = rank * size * 1.6
        body += tag("rect", x=1, y=y + 1, width=box, height=box, fill=fill, stroke=look.quiet, stroke_width=1)
        shown = cut(text, size, width - box * 1.5)
        body += tag("g", title(text), words(shown, box * 1.5, y + box * 0.82, look))
    return body, len(entries) * size * 1.6
