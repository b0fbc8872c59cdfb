"""What every slide has: its title in the template's own place, its footer and its number, and the room between."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from data.documents.slides import fitting
from data.documents.slides.oxml import all_of, attribute, element, tag
from data.documents.slides.page import INCH, POINT, Page, Room, Run, fill_text, placeholder, room_of, run_xml

_TALL = 7.5 * INCH
_ASIDE = ("dt", "ftr", "sldNum")
_TITLES = ("title", "ctrTitle")


def framed(
    slide: Any, layout: Any, texts: Any, size: tuple[int, int], title: str, footer: Sequence[Run], number: int
) -> Page:
    """The page with its title and footer written, the layout's other boxes still there. `room`: what is between.

    texts: the layout for texts, whose margins serve for all.
    """
    wide, tall = size
    scale = min(tall / _TALL, wide / (10 * INCH))
    page = Page(slide, Room(0, 0, wide, tall), scale, [])
    head = _title(page, layout, title, wide, tall)
    foot = _footer(slide, layout, footer, number, page, wide, tall)
    body = _content_room(layout) or _content_room(texts)
    gap = page.gap(10)
    left, right = (body.left, body.right) if body is not None and body.wide > 0.6 * wide else (head.left, head.right)
    if right - left < 0.6 * wide:
        left, right = round(0.05 * wide), round(0.95 * wide)
    top = head.bottom + gap if head.bottom < 0.5 * tall else round(0.2 * tall)
    page.room = Room(left, top, right - left, max(min(foot, tall) - gap - top, round(0.3 * tall)))
    return page


def _title(page: Page, layout: Any, title: str, wide: int, tall: int) -> Room:
    shape: Any = placeholder(page.slide, *_TITLES)
    if shape is None:
        room = Room(round(0.05 * wide), round(0.05 * tall), round(0.9 * wide), round(0.14 * tall))
        size, text = _fitted(title, page.size(32), page.size(22), room)
        _whole(page, title, text)
        page.write(room, [[Run(text, size, bold=True, colour="accent1")]], name="Titre", anchor="b")
        return room
    room = room_of(shape)
    if room.wide <= 0 or room.tall <= 0:
        room = Room(round(0.05 * wide), round(0.05 * tall), round(0.9 * wide), round(0.14 * tall))
        shape.left, shape.top, shape.width, shape.height = room.left, room.top, room.wide, room.tall
    margins = 2 * 7.2 * POINT
    own = template_size(layout, shape)
    inner = Room(room.left, room.top, round(room.wide - margins), round(room.tall - margins / 2))
    size, text = _fitted(title, own, min(own, max(0.5 * own, page.size(22))), inner)
    _whole(page, title, text)
    fill_text(shape, [[Run(text, 0 if size >= own else size)]])
    return room


def _fitted(text: str, large: float, small: float, room: Room) -> tuple[float, str]:
    wide, tall = room.wide / POINT, max(room.tall / POINT, small * fitting.LEADING)

    def fits(said: str, size: float) -> bool:
        return fitting.height(said, size, wide, bold=True) <= tall

    size = fitting.largest([large - (large - small) * step / 6 for step in range(7)], lambda one: fits(text, one))
    return size, fitting.shortened(text, lambda said: fits(said, size))


def _whole(page: Page, title: str, shown: str) -> None:
    if shown != title:
        page.kept.append(f"Titre entier : {title}")


def template_size(layout: Any, shape: Any) -> float:
    """Size of a title, in points, as the layout says, else its master."""
    mark = str(next(all_of(shape._element, "p:ph")).get("type") or "")
    for kind, root in ((mark, layout), ("title", layout.slide_master)):
        for other in root.placeholders:
            if str(next(all_of(other._element, "p:ph")).get("type") or "") == kind:
                for level in all_of(other._element, "a:lvl1pPr"):
                    said = level.find(tag("a:defRPr"))
                    if said is not None and said.get("sz"):
                        return int(said.get("sz")) / 100
    for styles in all_of(layout.slide_master._element, "p:titleStyle"):
        for said in all_of(styles, "a:defRPr"):
            if said.get("sz"):
                return int(said.get("sz")) / 100
    return 44.0


def _content_room(layout: Any) -> Room | None:
    for shape in layout.placeholders:
        if str(next(all_of(shape._element, "p:ph")).get("type") or "") in ("", "obj", "body"):
            return room_of(shape)
    return None


def _footer(slide: Any, layout: Any, footer: Sequence[Run], number: int, page: Page, wide: int, tall: int) -> int:
    """Write the footer and the number where the layout has them, else at the bottom. Returns where the page ends."""
    marks: dict[str, Any] = {}
    for root in (layout.slide_master, layout):
        for shape in root.placeholders:
            kind = str(next(all_of(shape._element, "p:ph")).get("type") or "")
            if kind in _ASIDE and (root is layout or kind not in marks):
                marks[kind] = shape
    high = page.gap(24)
    line = Room(round(0.05 * wide), tall - high - page.gap(8), round(0.9 * wide), high)
    here = {kind: room_of(shape) for kind, shape in marks.items()}
    own = {kind for kind in marks if any(shape is marks[kind] for shape in layout.placeholders) or kind in _in(layout)}
    at = here.get("sldNum")
    if at is None or at.wide <= 0 or "sldNum" not in own or at.top < 0.8 * tall:
        at = Room(round(line.right - 0.07 * wide), line.top, round(0.07 * wide), line.tall)
    foot = here.get("ftr")
    if foot is None or foot.wide <= 0 or "ftr" not in own or foot.top < 0.8 * tall:
        foot = replace(line, wide=at.left - line.left - page.gap(6)) if at.left > wide / 2 else line
    text = "".join(run.text for run in footer)
    size = max(page.size(11), 8.0)
    if fitting.width(text, size) > foot.wide / POINT - 15:
        # The date's place is free: the footer takes it, up to the number.
        starts = [foot.left, *([here["dt"].left] if "dt" in here and here["dt"].wide > 0 else [])]
        if at.left >= max(starts):
            foot = Room(min(starts), foot.top, at.left - min(starts) - page.gap(4), foot.tall)
        else:
            foot = Room(at.right, foot.top, round(0.95 * wide) - at.right, foot.tall)
    room = foot.wide / POINT - 15
    sizes = [size - step * 0.5 for step in range(9)]
    fits = foot.tall / POINT
    size = fitting.largest(sizes, lambda one: fitting.height(text, one, room) <= max(fits, one * fitting.LEADING))
    _put(slide, marks.get("ftr") if "ftr" in own else None, foot, [replace(run, size=size) for run in footer], page)
    _put_number(slide, marks.get("sldNum") if "sldNum" in own else None, at, number, max(page.size(11), 8.0))
    return min(foot.top, at.top)


def _in(layout: Any) -> set[str]:
    return {str(next(all_of(shape._element, "p:ph")).get("type") or "") for shape in layout.placeholders}


def _put(slide: Any, mark: Any | None, room: Room, runs: Sequence[Run], page: Page) -> None:
    if mark is None:
        page.write(
            room, [[replace(run, colour=run.colour or "tx2") for run in runs]], name="Pied de page", anchor="ctr"
        )
        return
    shape = _cloned(slide, mark, "Pied de page", room)
    paragraph = element("<a:p {names}>" + "".join(run_xml(run) for run in runs) + "</a:p>")
    next(all_of(shape, "p:txBody")).append(paragraph)


def _put_number(slide: Any, mark: Any | None, room: Room, number: int, size: float) -> None:
    field = (
        '<a:fld id="{C1FF6DA9-008F-4B48-92A6-B652298478BF}" type="slidenum">'
        f'<a:rPr lang="fr-FR"{"" if mark is not None else f" sz={attribute(round(size * 100))}"}/>'
        f"<a:t>{number}</a:t></a:fld>"
    )
    if mark is not None:
        shape = _cloned(slide, mark, "Numéro de diapositive", None)
        next(all_of(shape, "p:txBody")).append(element(f"<a:p {{names}}>{field}</a:p>"))
        return
    box: Any = slide.shapes.add_textbox(room.left, room.top, room.wide, room.tall)
    box.name = "Numéro de diapositive"
    fill_text(box, [], anchor="ctr", bare=True)
    box._element.txBody.append(element(f'<a:p {{names}}><a:pPr algn="r"/>{field}</a:p>'))


def _cloned(slide: Any, mark: Any, name: str, room: Room | None) -> Any:
    """A slide's own copy of a footer or number of its layout, empty; `room`: where, when not at the layout's place."""
    sign = deepcopy(next(all_of(mark._element, "p:ph")))
    used = [int(node.get("id")) for node in all_of(slide._element, "p:cNvPr")]
    place = ""
    if room is not None:
        place = (
            f'<a:xfrm><a:off x="{room.left}" y="{room.top}"/><a:ext cx="{room.wide}" cy="{room.tall}"/></a:xfrm>'
        )  # fmt: skip
    shape = element(
        f'<p:sp {{names}}><p:nvSpPr><p:cNvPr id="{max(used) + 1}" name={attribute(name)}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr/></p:nvSpPr><p:spPr>{place}</p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/></p:txBody></p:sp>"
    )
    next(all_of(shape, "p:nvPr")).append(sign)
    slide.shapes._spTree.append(shape)
    return shape
