"""Small maps of the same territories as plain HTML: a picture each, its shapes in SVG inside it, and one legend.

Streamlit's HTML keeps no inline SVG, so that each map is an image; an image map over it names the territory under the
pointer, and its text alternative says every value. Nothing is asked of the server: the pictures are in the page.
"""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from components import theme
from components.maps import Entry

WIDTH = 168
"""Pixels of a map: two stand side by side on a phone."""
_FINE = 2
"""Units of a drawing in a pixel."""
Point = tuple[int, int]


@dataclass(frozen=True)
class Outlines:
    """Territories as rings of whole units, in a drawing `height` pixels high. at: where a sign is written."""

    rings: Mapping[str, tuple[tuple[Point, ...], ...]]
    at: Mapping[str, Point]
    height: int


@dataclass(frozen=True)
class SmallMap:
    """One map. fills: territory → key of its legend entry; texts: territory → « Diois : 3 sur 9 (33 %) »."""

    name: str
    figure: str
    fills: Mapping[str, str]
    texts: Mapping[str, str]


def outlines(features: Mapping[str, Mapping[str, Any]], signs: Mapping[str, tuple[float, float]]) -> Outlines:
    """The shapes (GeoJSON features by code) at the size at which they are drawn; at least one.

    signs: territory → longitude and latitude of a point inside it.
    """
    polygons = {code: _polygons(feature) for code, feature in features.items()}
    points = [point for rings in polygons.values() for ring in rings for point in ring]
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = _FINE * WIDTH / ((east - west) * squeeze or 1.0)

    def drawn(point: Sequence[float]) -> Point:
        return round((point[0] - west) * squeeze * scale), round((north - point[1]) * scale)

    rings = {
        code: tuple(ring for ring in (_shortened(map(drawn, each)) for each in listed) if len(ring) > 2)
        for code, listed in polygons.items()
    }
    at = {code: drawn(point) for code, point in signs.items() if code in rings}
    return Outlines(rings, at, math.ceil((north - south) * scale / _FINE) + 2)


def _polygons(feature: Mapping[str, Any]) -> list[list[Sequence[float]]]:
    """Every ring of a Polygon or MultiPolygon."""
    geometry = feature["geometry"]
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for part in parts for ring in part]


def _shortened(points: Iterable[Point]) -> tuple[Point, ...]:
    """Without the points that fall on the one before."""
    kept: list[Point] = []
    for point in points:
        if not kept or point != kept[-1]:
            kept.append(point)
    return tuple(kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept)


def sheet(maps: Sequence[SmallMap], entries: Sequence[Entry], shapes: Outlines, selected: str | None = None) -> str:
    """The HTML of all the maps and of their legend. Every text is escaped: a name that somebody typed stays a name."""
    known = {entry.key: entry for entry in entries}
    figures = [_figure(one, known, shapes, selected, rank) for rank, one in enumerate(maps)]
    gap = "display:flex;flex-wrap:wrap;gap:1.25rem 0.75rem"
    return f'{_legend(entries)}<div style="{gap}">{"".join(figures)}</div>'


def _figure(one: SmallMap, entries: Mapping[str, Entry], shapes: Outlines, selected: str | None, rank: int) -> str:
    name = f"petite-carte-{rank}"
    said = " ; ".join(one.texts.values())
    head = (
        f'<div style="font-size:0.875rem;line-height:1.3">{escape(one.name)}</div>'
        f'<div style="font-weight:600;line-height:1.3;margin:0.125rem 0 0.5rem">{escape(one.figure)}</div>'
    )
    picture = _uri(_svg(one.fills, entries, shapes, selected), "image/svg+xml")
    return (
        f'<figure style="margin:0;width:{WIDTH}px;display:flex;flex-direction:column;justify-content:space-between">'
        f"<figcaption>{head}</figcaption>"
        f'<img src="{picture}" width="{WIDTH}" height="{shapes.height}" usemap="#{name}" '
        f'alt="{escape(f"{one.name}. {said}")}" style="display:block">'
        f'<map name="{name}">{_areas(one.texts, shapes)}</map></figure>'
    )


def _areas(texts: Mapping[str, str], shapes: Outlines) -> str:
    """What the pointer reads over each territory: its outline, to the pixel."""
    found: list[str] = []
    for code, text in texts.items():
        for ring in shapes.rings.get(code, ()):
            coarse = _shortened((x // _FINE, y // _FINE) for x, y in ring)
            if len(coarse) > 2:
                coords = ",".join(f"{x},{y}" for x, y in coarse[:: 1 + len(coarse) // 60])
                found.append(f'<area shape="poly" coords="{coords}" title="{escape(text)}" alt="">')
    return "".join(found)


def _svg(fills: Mapping[str, str], entries: Mapping[str, Entry], shapes: Outlines, selected: str | None) -> str:
    drawn: list[str] = []
    for code, rings in shapes.rings.items():
        entry = entries.get(fills.get(code, ""))
        if entry is None:
            continue
        path = _path(rings)
        line = theme.quiet() if entry.hatched else theme.paper()
        drawn.append(f'<path d="{path}" fill="{entry.colour}" stroke="{line}" stroke-width="2"/>')
        if entry.hatched:
            drawn.append(f'<path d="{path}" fill="url(#{_pattern_name(entry)})"/>')
        if entry.sign and code in shapes.at:
            x, y = shapes.at[code]
            drawn.append(
                f'<text x="{x}" y="{y + 8}" text-anchor="middle" font-family="sans-serif" font-size="24" '
                f'fill="{theme.ink()}">{escape(entry.sign)}</text>'
            )
    if selected in shapes.rings:
        path = _path(shapes.rings[str(selected)])
        drawn += [
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
            for colour, width in ((theme.paper(), 8), (theme.accent(), 4))
        ]
    box = f"-2 -2 {_FINE * WIDTH + 4} {_FINE * shapes.height}"
    body = "".join(drawn)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{_patterns(entries.values())}{body}</svg>'


def _path(rings: Iterable[Sequence[Point]]) -> str:
    """Relative moves: two or three characters a point."""
    parts: list[str] = []
    for ring in rings:
        (x, y), *rest = ring
        moves: list[str] = []
        for to_x, to_y in rest:
            moves.append(f"{to_x - x} {to_y - y}")
            x, y = to_x, to_y
        parts.append(f"M{ring[0][0]} {ring[0][1]}l{' '.join(moves)}z")
    return "".join(parts).replace(" -", "-")


def _pattern_name(entry: Entry) -> str:
    return "croise" if entry.hatched == "x" else "raye"


def _patterns(entries: Iterable[Entry]) -> str:
    lines = {"raye": "M0 10L10 0", "croise": "M0 10L10 0M0 0L10 10"}
    return "".join(
        f'<pattern id="{name}" width="10" height="10" patternUnits="userSpaceOnUse">'
        f'<path d="{lines[name]}" stroke="{theme.quiet()}" stroke-width="1.5" fill="none"/></pattern>'
        for name in sorted({_pattern_name(entry) for entry in entries if entry.hatched})
    )


def _legend(entries: Sequence[Entry]) -> str:
    items = "".join(
        '<li style="display:flex;align-items:center;gap:0.4rem;margin:0">'
        f'<img src="{_uri(_swatch(entry), "image/svg+xml")}" width="16" height="16" alt="">'
        f"<span>{escape(entry.name)}</span></li>"
        for entry in entries
    )
    shape = (
        "display:flex;flex-wrap:wrap;gap:0.35rem 1.1rem;list-style:none;padding:0;margin:0 0 1.25rem;font-size:0.875rem"
    )
    return f'<ul style="{shape}">{items}</ul>'


def _swatch(entry: Entry) -> str:
    over = f'<rect x="1" y="1" width="30" height="30" fill="url(#{_pattern_name(entry)})"/>' if entry.hatched else ""
    sign = (
        f'<text x="16" y="24" text-anchor="middle" font-family="sans-serif" font-size="22" fill="{theme.ink()}">'
        f"{escape(entry.sign)}</text>"
        if entry.sign
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{_patterns([entry])}<rect x="1" y="1" width="30" '
        f'height="30" fill="{entry.colour}" stroke="{theme.quiet()}" stroke-width="1.5"/>{over}{sign}</svg>'
    )


def _uri(text: str, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(text.encode()).decode()}"
