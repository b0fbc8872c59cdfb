"""A map of the deck as shapes of PowerPoint, one a territory, each named with what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from data.conference.slide import Drawing, Place
from data.documents.slides import fitting
from data.documents.slides.oxml import attribute, content, element
from data.documents.slides.page import POINT, Page, Room, Run
from data.documents.slides.tones import NOTHING, bands, ink_on, paint
from data.drawing.shapes import Feature, Shapes
from data.geography import spots

_EDGE, _MARK = "bg1", "tx1"
_WHOLE = '<a:rect l="0" t="0" r="r" b="b"/>'
_LABELLED = 20
"""Beyond as many territories, what each shows is in the table alone."""
_OVERFLOW = 1.1
"""Widths of letters are estimated large: a label may seem this much wider than what is inside its territory."""
_STEP = 5_000
"""Points closer than this, in EMU, are one (0.4 point)."""


@dataclass(frozen=True)
class _View:
    """From degrees to a slide."""

    west: float
    north: float
    narrow: float
    scale: float
    left: float
    top: float

    def at(self, lon: float, lat: float) -> tuple[int, int]:
        return (
            round(self.left + (lon - self.west) * self.narrow * self.scale),
            round(self.top + (self.north - lat) * self.scale),
        )


def drawable(drawing: Drawing, shapes: Shapes) -> bool:
    """Whether one of its territories at least has a shape."""
    return any(place.code in shapes for place in drawing.places)


def add_map(page: Page, room: Room, drawing: Drawing, shapes: Shapes) -> None:
    """Draw a map and its legend in a room. A territory without a shape stands in the table alone."""
    places = sorted(
        (place for place in drawing.places if place.code in shapes), key=lambda one: one.code in drawing.marked
    )
    rows = _legend_rows(drawing)
    above, legend, line = _shared(page, room, rows, [shapes[place.code] for place in places])
    view = _view([shapes[place.code] for place in places], above)
    colours = bands(max(len(drawing.bands), 1))
    first = _next_id(page)
    drawn = "".join(
        _territory(
            first + 1 + rank,
            place,
            shapes[place.code],
            view,
            colours,
            place.code in drawing.marked,
        )
        for rank, place in enumerate(places)
    )
    if len(places) <= _LABELLED:
        next_one = first + 1 + len(places)
        drawn += "".join(
            _label(next_one + rank, place, shapes[place.code], view, colours, page) for rank, place in enumerate(places)
        )
    group = (
        f'<p:grpSp {{names}}><p:nvGrpSpPr><p:cNvPr id="{first}" name={attribute(f"Carte : {drawing.title}")} '
        f"descr={attribute(f'{drawing.title}. {drawing.says}')}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>"
        f'<a:xfrm><a:off x="{above.left}" y="{above.top}"/><a:ext cx="{above.wide}" cy="{above.tall}"/>'
        f'<a:chOff x="{above.left}" y="{above.top}"/><a:chExt cx="{above.wide}" cy="{above.tall}"/></a:xfrm>'
        "</p:grpSpPr>"
        f"{drawn}</p:grpSp>"
    )
    page.shapes._spTree.append(element(group))
    _legend(page, legend, rows, colours, line)


def _shared(
    page: Page, room: Room, rows: Sequence[tuple[int | None, str]], features: Sequence[Feature]
) -> tuple[Room, Room, int]:
    """The map's room, the legend's and the height of its lines: beside or under, where the map is larger."""
    line = page.gap(21)
    words = max((fitting.width(text, page.size(14)) for _, text in rows), default=0) * POINT + line
    aside = min(round(words) + page.gap(8), round(0.42 * room.wide))
    beside = room.beside((room.wide - page.gap(12) - aside) / (room.wide - page.gap(12)), page.gap(12))
    under = room.below(len(rows) * (line + page.gap(3)), page.gap(8))
    above, legend = max((beside, under), key=lambda pair: _view(features, pair[0]).scale)
    return above, legend, line


def _legend_rows(drawing: Drawing) -> list[tuple[int | None, str]]:
    """Each band from the darkest, then each reason for which a territory has no colour."""
    used = {place.band for place in drawing.places}
    rows: list[tuple[int | None, str]] = [
        (rank, text) for rank, text in enumerate(drawing.bands) if rank in used or used == {None}
    ]
    why = dict.fromkeys(place.text for place in drawing.places if place.band is None)
    if why:
        rows.append((None, ", ".join(list(why)[:4])))
    return [row for row in rows if row[0] is not None][::-1] + [row for row in rows if row[0] is None]


def _legend(page: Page, room: Room, rows: Sequence[tuple[int | None, str]], colours: Sequence[str], line: int) -> None:
    top = room.top
    side = round(line * 0.7)
    wide = room.wide - side - page.gap(8)
    size = page.size(14)
    for band, text in rows:
        first = _next_id(page)
        fill = _fill(band, colours)
        page.shapes._spTree.append(
            element(
                f'<p:sp {{names}}><p:nvSpPr><p:cNvPr id="{first}" name="Légende" '
                f"descr={attribute(f'Légende : {text}')}/><p:cNvSpPr/>"
                f'<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{room.left}" y="{top + round(0.1 * line)}"/>'
                f'<a:ext cx="{side}" cy="{side}"/>'
                f'</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}<a:ln w="6350"><a:solidFill>'
                '<a:srgbClr val="8A847A"/></a:solidFill></a:ln></p:spPr></p:sp>'
            )
        )
        said = fitting.shortened(text, lambda one: fitting.lines(one, size, wide / POINT) <= 3)
        tall = fitting.lines(said, size, wide / POINT) * round(size * fitting.LEADING * POINT)
        page.write(Room(room.left + side + page.gap(8), top, wide, tall), [[Run(said, size)]], name="Légende")
        top += max(tall, line) + page.gap(3)


def _fill(band: int | None, colours: Sequence[str]) -> str:
    if band is None:
        return NOTHING.fill
    return f'<a:solidFill><a:srgbClr val="{colours[min(band, len(colours) - 1)]}"/></a:solidFill>'


def _view(features: Sequence[Feature], room: Room) -> _View:
    points = [point for feature in features for ring in _rings(feature) for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    # A degree of longitude is shorter than one of latitude: without this the département looks flattened.
    narrow = cos(radians((south + north) / 2))
    wide, tall = max((east - west) * narrow, 1e-9), max(north - south, 1e-9)
    scale = min(room.wide / wide, room.tall / tall)
    left = room.left + (room.wide - wide * scale) / 2
    return _View(west, north, narrow, scale, left, room.top + (room.tall - tall * scale) / 2)


def _territory(number: int, place: Place, feature: Feature, view: _View, colours: Sequence[str],
               marked: bool) -> str:  # fmt: skip
    rings = [_thinned([view.at(lon, lat) for lon, lat, *_ in ring]) for ring in _rings(feature)]
    rings = [ring for ring in rings if len(ring) > 2] or [rings[0][:1] * 3]
    across, down = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    left, top = min(across), min(down)
    wide, tall = max(max(across) - left, 1), max(max(down) - top, 1)
    path = "".join(_ring(ring, left, top) for ring in rings)
    thick, ink = (38_100, _MARK) if marked else (9_525, _EDGE)
    edge = f'<a:ln w="{thick}"><a:solidFill>{paint(ink)}</a:solidFill><a:round/></a:ln>'
    said = f"{place.name} : {place.text}"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={attribute(said)} descr={attribute(said)}/><p:cNvSpPr/>'
        "<p:nvPr/></p:nvSpPr><p:spPr>"
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm><a:custGeom><a:avLst/>'
        "<a:gdLst/><a:ahLst/>"
        f'<a:cxnLst/>{_WHOLE}<a:pathLst><a:path w="{wide}" h="{tall}">{path}</a:path></a:pathLst></a:custGeom>'
        f"{_fill(place.band, colours)}{edge}</p:spPr></p:sp>"
    )


def _ring(ring: Sequence[tuple[int, int]], left: int, top: int) -> str:
    points = [f'<a:pt x="{x - left}" y="{y - top}"/>' for x, y in ring]
    return (
        f"<a:moveTo>{points[0]}</a:moveTo>"
        + "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
        + "<a:close/>"
    )


def _thinned(ring: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _STEP:
            kept.append((x, y))
    return kept


def _label(number: int, place: Place, feature: Feature, view: _View, colours: Sequence[str], page: Page) -> str:
    """What a territory shows, where it holds inside it, when it is coloured; a box of its own, that every program
    draws."""
    if place.band is None:
        return ""
    size = page.size(12)
    said = place.text.partition(" (")[0]
    need = fitting.width(said, size, bold=True) * POINT
    inside = (need / _OVERFLOW / view.narrow / view.scale, size * POINT / view.scale)
    spot = next(iter(spots(dict(feature), *inside)), None)
    if spot is None:
        return ""
    x, y = view.at(*spot)
    half, high = round(need / 2), round(size * fitting.LEADING * POINT / 2)
    ink = ink_on(colours[min(place.band, len(colours) - 1)])
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={attribute(f"Valeur : {place.name}")}/><p:cNvSpPr txBox="1"/>'
        f'<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x - half}" y="{y - high}"/><a:ext cx="{2 * half}" '
        f'cy="{2 * high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/><a:p>'
        '<a:pPr algn="ctr"/>'
        f'<a:r><a:rPr lang="fr-FR" sz="{round(size * 100)}" b="1"><a:solidFill><a:srgbClr val="{ink}"/>'
        "</a:solidFill></a:rPr>"
        f"<a:t>{content(said)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _next_id(page: Page) -> int:
    return max(int(one) for one in page.slide._element.xpath("//p:cNvPr/@id")) + 1


def _rings(feature: Feature) -> list[list[list[float]]]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]
