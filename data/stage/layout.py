"""How large things are set on the stage: a canvas of 1920 pixels, read from twenty metres. No text is made here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.conference.scenes.title import PAST
from data.conference.slide import Chart, Drawing, Item, Number, Slide
from data.drawing.chart import chart_svg, roomy
from data.drawing.look import ON_PHONE, ON_STAGE, ON_STAGE_LIGHT, Look
from data.drawing.map import Feature, map_svg
from data.drawing.svg import wide
from data.vocabulary import SceneKind

CANVAS = 1920
MARGIN = 80
INNER = CANVAS - 2 * MARGIN
BODY = 680
"""Height left to a chart under a title of one line and its sentence, on a screen of 1920 × 1080."""
SIDE = 640
"""Width of the figures that stand beside a chart or a map."""
GAP = 60
PHONE = 358
SMALLEST = 30
"""Smallest type of a text, and `FIGURE` of a figure: the style sheet keeps to them as well."""
FIGURE = 120
_LARGEST = 300
_SIZES = (46.0, 42.0, 38.0, 34.0)
_MAP = 34.5
"""Type of the key of a map: what stands on its territories is a little smaller."""
_LISTED = 16


@dataclass(frozen=True)
class Views:
    """A chart or a map drawn for each way of showing it."""

    dark: str
    light: str
    phone: str


@dataclass(frozen=True)
class Figure:
    """`large`: what is set at `size` pixels; `after`: what follows it, smaller."""

    number: Number
    large: str
    after: str
    size: int


def title_size(title: str) -> int:
    """The longest title that may be given, 400 characters, still leaves room for what it introduces."""
    steps = ((45, 72), (90, 60), (160, 48), (260, 38))
    return next((size for longest, size in steps if len(title) <= longest), 32)


# « +25 points » is set large whole; beside a chart, « +33,3 points » would run into it.
_FIGURE_FIRST = re.compile(r"[−+±]?\d[\d\s]*points?\b|[−+±]?\d[\d\s,]*[%€]?(?:\s?sur\s\d[\d\s]*)?")
_WORD, _LONG_WORD = 64, 44


def split(lead: str) -> tuple[str, str]:
    """What is set largest, and what follows it: « 2 sur 9 » and « (22 %) », « 3 038 » and « visites à domicile »."""
    found = _FIGURE_FIRST.match(lead)
    if found is None:
        return lead, ""
    end = len(found.group().rstrip())
    return lead[:end], lead[end:].strip()


def columns_of(slide: Slide) -> int:
    """One under the other beside something else; otherwise side by side while each stays large."""
    numbers = slide.numbers
    if beside(slide) or len(numbers) == 1:
        return 1
    if len(numbers) == 3 and max(_wide(one) for one in numbers) * FIGURE <= (INNER - 2 * GAP) / 3:
        return 3
    return 2 if len(numbers) <= 6 else 3


def figures(slide: Slide) -> tuple[Figure, ...]:
    """Each number at the largest size of its place. What is no figure (« masqué ») is set smaller, as a word is."""
    columns = columns_of(slide)
    room = SIDE - 40 if beside(slide) else (INNER - (columns - 1) * GAP) / columns - 40
    rows = -(-len(slide.numbers) // columns) if slide.numbers else 1
    tallest = min(_LARGEST, int(BODY / rows * 0.5))
    sizes = [max(FIGURE, min(int(room / _wide(one)), tallest)) for one in slide.numbers if _is_figure(one)]
    return tuple(_figure(one, min(sizes, default=FIGURE)) for one in slide.numbers)


def _figure(number: Number, size: int) -> Figure:
    large, after = split(number.lead)
    if not _is_figure(number):
        size = _WORD if len(large) <= 24 else _LONG_WORD
    return Figure(number, large, " ".join(part for part in (after, number.rest) if part), size)


def _is_figure(number: Number) -> bool:
    return _FIGURE_FIRST.match(number.lead) is not None


def _wide(number: Number) -> float:
    """Width of what is set largest, by pixel of size."""
    return max(wide(split(number.lead)[0], 1, bold=True), 0.1)


def beside(slide: Slide) -> bool:
    """Its figures share the width with something else."""
    return has_picture(slide) or bool(slide.words) or bool(slide.items)


def words_shown(slide: Slide) -> int:
    """How many texts are shown to the room: the others are in the presenter's view."""
    return 2 if slide.numbers or slide.items or has_picture(slide) else 3


def items_shown(slide: Slide) -> int:
    """How many lines of a list are shown to the room: the others are in the presenter's view."""
    if slide.numbers and slide.words:
        return 3
    return 4 if slide.numbers or slide.words or has_picture(slide) else 8


def earlier(slide: Slide) -> tuple[Item, ...]:
    """The editions before this one, of an opening: their heading says once that they are past."""
    past = (one for one in slide.items if one.when)
    return tuple(replace(one, text=one.text.removeprefix(PAST).removeprefix(" · ")) for one in past)


def item_size(items: Sequence[Item], *, shared: bool) -> int:
    """Height in px of the letters of a list; `shared`: beside something drawn."""
    if shared:
        return 40 if sum(len(one.title) + len(one.text) for one in items) <= 240 else 32
    most = max(len(items), sum(len(one.title) + len(one.text) for one in items) // 80)
    return next((size for count, size in ((3, 60), (5, 48), (7, 40)) if most <= count), SMALLEST)


def quote_size(text: str) -> int:
    """Height in px of the letters of a quote: the longer, the smaller."""
    return next((size for longest, size in ((110, 84), (220, 64), (420, 48)) if len(text) <= longest), 38)


def has_picture(slide: Slide) -> bool:
    """There is something drawn beside which its figures stand."""
    return slide.chart is not None or slide.drawing is not None


def drawn(slide: Slide, shapes: Mapping[str, Feature]) -> Views | None:
    """The chart or the map of a slide, large on dark, large on light, and for a phone."""
    shared = bool(slide.numbers) or bool(slide.words) or bool(slide.items)
    width = INNER - SIDE - GAP if shared else INNER
    chart, drawing, name = slide.chart, slide.drawing, f"s{slide.number}"
    if chart is not None:
        return Views(
            _chart(chart, ON_STAGE, width, BODY, f"{name}d"),
            _chart(chart, ON_STAGE_LIGHT, width, BODY, f"{name}l"),
            _chart(chart, ON_PHONE, PHONE, None, f"{name}p"),
        )
    if drawing is not None:
        room = width if shared else INNER // 2
        return Views(
            _map(drawing, shapes, ON_STAGE, room, BODY, f"{name}d"),
            _map(drawing, shapes, ON_STAGE_LIGHT, room, BODY, f"{name}l"),
            _map(drawing, shapes, ON_PHONE, PHONE, None, f"{name}p"),
        )
    return None


def listed(slide: Slide) -> tuple[tuple[str, str], ...]:
    """The places that stand beside a map that is alone, in their order; a longer list is the table's.

    Those that are not concerned are left to the map and its table.
    """
    if slide.drawing is None or slide.numbers or slide.words or slide.items:
        return ()
    places = [one for one in slide.drawing.places if one.band is not None or "concern" not in one.text]
    return tuple((one.name, one.text) for one in places) if len(places) <= _LISTED else ()


def _chart(chart: Chart, look: Look, width: int, height: int | None, prefix: str) -> str:
    fitting = look if height is None else roomy(chart, look, width, height, _SIZES)
    return chart_svg(chart, look=fitting, width=width, height=height, prefix=prefix)


def _map(
    drawing: Drawing, shapes: Mapping[str, Feature], look: Look, width: int, height: int | None, prefix: str
) -> str:
    fitting = look if height is None else look.larger(_MAP)
    return map_svg(drawing, shapes, look=fitting, width=width, height=height, prefix=prefix)


FULL = (SceneKind.TITLE, SceneKind.PHOTO, SceneKind.QUOTE, SceneKind.PARTNER_FIGURE, SceneKind.THANKS)
"""Scenes laid out in the middle of the screen."""
