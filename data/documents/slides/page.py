"""The frame of one slide: its room, its scale, its title in the template's own place, its footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.documents.letters import legible
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
        box.name = legible(name)
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
        runs = "".join(run_xml(run) for run in paragraph)
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


def run_xml(run: Run) -> str:
    """The DrawingML of one run of text."""
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
            said.append(element(f"<a:hlinkClick {{names}} r:id={attribute(link)}>{_OWN_COLOUR}</a:hlinkClick>"))


_OWN_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
"""In the colour of the text: that of the template's links is not always read on its page."""
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


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
