"""A chart as SVG: French labels on the marks themselves, a hatch with each colour, no script, nothing fetched."""

from __future__ import annotations

import re

from data.conference.slide import Chart
from data.drawing.hatch import Fills
from data.drawing.look import ON_PAPER, Look
from data.drawing.rows import Drawn, bars, stacked
from data.drawing.svg import named, page, wide
from data.drawing.upright import columns, line

_GROWTH = 1.12
_TRIES = 12
NOTHING = "Rien à dessiner"


def chart_svg(chart: Chart, *, look: Look = ON_PAPER, width: int, height: int | None = None, prefix: str = "g") -> str:
    """The chart, `width` pixels wide. `prefix` begins its ids: two drawings of one page never share one.

    height: it is no taller; a chart that needs more is drawn smaller, whole, never cut.
    """
    name = named(prefix, chart, look, width, height)
    if not chart.labels or not chart.series:
        return page("", width, 1, look, name=name, heading=chart.title, says=chart.says or NOTHING)
    scale = 1.0
    for _ in range(_TRIES):
        if (
            height is None
            or _drawn(chart, look, Fills(name, look), width * scale, height * scale)[1] <= height * scale + 1
        ):
            break
        scale *= _GROWTH
    fills = Fills(name, look)
    body, tall = _drawn(chart, look, fills, width * scale, None if height is None else height * scale)
    return page(
        fills.defs() + body, width * scale, tall, look, name=name, heading=chart.title, says=chart.says, shown=width
    )


def roomy(chart: Chart, look: Look, width: int, height: int, sizes: tuple[float, ...]) -> Look:
    """The look at the first of these sizes of type, largest first, that keeps to the height; else as given."""
    if not chart.labels or not chart.series:
        return look
    for size in sizes:
        larger = look.larger(size)
        upright = chart.shape in ("line", "columns")
        # An upright chart takes the height that it is given: its labels say whether the type is too large.
        crowded = upright and any(
            wide(word, size) > width * 0.8 / len(chart.labels) for text in chart.labels for word in text.split(" ")
        )
        body, tall = _drawn(chart, larger, Fills("", larger), width, height)
        cut_short = any("…" in said for said in re.findall(r"<text[^>]*>([^<]*)", body))
        if not crowded and not cut_short and tall <= height + 1:
            return larger
    return look


def _drawn(chart: Chart, look: Look, fills: Fills, width: float, height: float | None) -> Drawn:
    if chart.shape == "stacked":
        return stacked(chart, look, fills, width)
    if chart.shape == "bars":
        return bars(chart, look, fills, width)
    tall = height or max(width * 0.45, look.text * 14)
    return (line if chart.shape == "line" else columns)(chart, look, fills, width, tall)
