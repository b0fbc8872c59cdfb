"""The frame of one slide: its room, its scale, its title in the template's own place, its footer."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from data.documents.slides import fitting
from data.documents.slides.oxml import all_of, attribute, content, element, remove, tag

POINT = 12_700
INCH = 914_400
_TALL = 7.5 * INCH
_ASIDE = ("dt", "ftr", "sldNum")
_TITLES = ("title", "ctrTitle")


@dataclass(frozen=True)
class Room:
    """A rectangle of a slide, in EMU."""

    left: int
    top: int
    wide: int
    tall: int

    @property
    def bottom(self) -> int:
        return self.top + self.tall

    @property
    def right(self) -> int:
        return self.left + self.wide

    def above(self, tall: float, gap: float = 0) -> tuple[Room, Room]:
        """Its top, `tall` high, and what is left under a gap."""
        high = min(round(tall), self.tall)
        rest = max(self.tall - high - round(gap), 0)
        return replace(self, tall=high), Room(self.left, self.bottom - rest, self.wide, rest)

    def below(self, tall: float, gap: float = 0) -> tuple[Room, Room]:
        """What is left over a gap, and its bottom, `tall` high."""
        rest, foot = self.above(self.tall - tall)
        return replace(rest, tall=max(rest.tall - round(gap), 0)), foot

    def beside(self, share: float, gap: float) -> tuple[Room, Room]:
        """Its left part, a share of its width, and its right one."""
        left = round((self.wide - gap) * share)
        right = self.wide - left - round(gap)
        return replace(self, wide=left), Room(self.right - right, self.top, right, self.tall)

    def columns(self, count: int, gap: float) -> list[Room]:
        wide = round((self.wide - gap * (count - 1)) / count)
        return [Room(round(self.left + rank * (wide + gap)), self.top, wide, self.tall) for rank in range(count)]


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph. `colour`: of the theme or RRGGBB, empty for that of the page. `link`: an address."""

    text: str
    size: float
    bold: bool = False
    colour: str = ""
    link: str = ""


Paragraph = Sequence[Run]


@dataclass
class Page:
    """A slide being written. `scale`: of every size, 1 for a slide 7.5 inches tall. `kept`: what only the notes hold
    whole, in French."""

    slide: Any
    room: Room
    scale: float
    kept: list[str]

    @property
    def shapes(self) -> Any:
        return self.slide.shapes

    def size(self, points: float) -> float:
        return points * self.scale

    def gap(self, points: float = 16) -> int:
        return round(points * self.scale * POINT)

    def write(self, room: Room, paragraphs: Sequence[Paragraph], *, name: str, anchor: str = "t", align: str = "l",
              after: float = 4) -> Any:  # fmt: skip
        """A box of text. Its sizes are already those that fit."""
        box: Any = self.shapes.add_textbox(room.left, room.top, room.wide, room.tall)
        box.name = name
        fill_text(box, paragraphs, anchor=anchor, align=align, after=after * self.scale, bare=True)
        if any(run.link for paragraph in paragraphs for run in paragraph):
            _link(self.slide.part, box, [run.link for paragraph in paragraphs for run in paragraph])
        return box


def fill_text(shape: Any, paragraphs: Sequence[Paragraph], *, anchor: str = "", align: str = "", after: float = 0,
              bare: bool = False, plain: int = 0) -> None:  # fmt: skip
    """Write paragraphs in a shape. `bare`: without inner margins; `plain`: how many have no bullet, from the first."""
    body: Any = shape._element.txBody
    for old in list(body.findall(tag("a:p"))):
        body.remove(old)
    for rank, paragraph in enumerate(paragraphs):
        runs = "".join(_run(run) for run in paragraph)
        side = f' algn="{align}"' if align else ""
        space = f'<a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft>' if after else ""
        margin, bullet = (' marL="0" indent="0"', "<a:buNone/>") if rank < plain else ("", "")
        body.append(element(f"<a:p {{names}}><a:pPr{margin}{side}>{space}{bullet}</a:pPr>{runs}</a:p>"))
    properties = next(all_of(body, "a:bodyPr"))
    if anchor:
        properties.set("anchor", anchor)
    if bare:
        for margin in ("lIns", "rIns", "tIns", "bIns"):
            properties.set(margin, "0")
        properties.set("wrap", "square")
        for old in list(properties):
            properties.remove(old)
        properties.append(element("<a:normAutofit {names}/>"))


def _run(run: Run) -> str:
    colour = ""
    if run.colour:
        kind = "schemeClr" if run.colour.startswith(("accent", "tx", "bg")) else "srgbClr"
        colour = f'<a:solidFill><a:{kind} val="{run.colour}"/></a:solidFill>'
    size = f' sz="{round(run.size * 100)}"' if run.size else ""
    bold = ' b="1"' if run.bold else ""
    return "<a:br/>".join(
        f'<a:r><a:rPr lang="fr-FR"{size}{bold}>{colour}</a:rPr><a:t>{content(line)}</a:t></a:r>'
        for line in run.text.split("\n")
    )


def _link(part: Any, box: Any, links: Sequence[str]) -> None:
    for said, address in zip(all_of(box._element, "a:rPr"), links, strict=True):
        if address.startswith(("https://", "http://")):
            link = part.relate_to(address, f"{_REL}/hyperlink", is_external=True)
            said.append(element(f"<a:hlinkClick {{names}} r:id={attribute(link)}/>"))


_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def framed(slide: Any, layout: Any, size: tuple[int, int], title: str, footer: Sequence[Run], number: int) -> Page:
    """The page with its title and footer written, the layout's other boxes still there. `room`: what is between."""
    wide, tall = size
    scale = min(tall / _TALL, wide / (10 * INCH))
    page = Page(slide, Room(0, 0, wide, tall), scale, [])
    head = _title(page, layout, title, wide, tall)
    foot = _footer(slide, layout, footer, number, page, wide, tall)
    body = _content_room(layout)
    gap = page.gap(10)
    left, right = (body.left, body.right) if body is not None and body.wide > 0.6 * wide else (head.left, head.right)
    if right - left < 0.6 * wide:
        left, right = round(0.05 * wide), round(0.95 * wide)
    top = head.bottom + gap if head.bottom < 0.5 * tall else round(0.2 * tall)
    page.room = Room(left, top, right - left, max(min(foot, tall) - gap - top, round(0.3 * tall)))
    return page


def placeholder(slide: Any, *kinds: str) -> Any | None:
    """The slide's first placeholder of one of these kinds."""
    for shape in slide.placeholders:
        mark = next(all_of(shape._element, "p:ph"))
        if str(mark.get("type") or "") in kinds:
            return shape
    return None


def without_empty(slide: Any) -> None:
    """Take away the boxes of the layout that nothing was written in."""
    for shape in list(slide.placeholders):
        kind = str(next(all_of(shape._element, "p:ph")).get("type") or "")
        if kind not in _ASIDE and not (shape.has_text_frame and shape.text_frame.text.strip()):
            remove(shape._element)


def room_of(shape: Any) -> Room:
    """Where a shape stands; its layout's place when it has none of its own."""
    return Room(*(int(value or 0) for value in (shape.left, shape.top, shape.width, shape.height)))


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
    size, text = _fitted(title, own, min(own, max(0.62 * own, page.size(22))), inner)
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
        page.write(room, [[replace(run, colour=run.colour or "tx2") for run in runs]], name="Pied de page", anchor="ctr")
        return
    shape = _cloned(slide, mark, "Pied de page", room)
    paragraph = element("<a:p {names}>" + "".join(_run(run) for run in runs) + "</a:p>")
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
