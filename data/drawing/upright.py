"""Upright charts: values over time, and columns. Each value is written where it is, so that no scale is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.conference.slide import Chart, Series
from data.drawing.hatch import Fills
from data.drawing.look import Look
from data.drawing.rows import Drawn, key
from data.drawing.svg import tag, title, wide, words, wrapped

Box = tuple[float, float, float, float]
Axis = Callable[[list[float], float], str]
_LABEL_LINES = 3


@dataclass(frozen=True)
class _Ground:
    """Where values stand: `base` is the height of zero, `top` that of the highest value."""

    chart: Chart
    left: float
    right: float
    top: float
    base: float
    lowest: float
    highest: float

    def y(self, value: float) -> float:
        return self.base - (value - self.lowest) / (self.highest - self.lowest) * (self.base - self.top)


def line(chart: Chart, look: Look, fills: Fills, width: float, height: float) -> Drawn:
    """Values over time, each with its figure; a target is dashed, with hollow diamonds. A hole stays a hole."""
    size = look.text
    ends = [wrapped(series.name, size, width * 0.24, 3) for series in chart.series]
    right = width - max(wide(text, size, bold=True) for lines in ends for text in lines) - size * 1.2
    ground, axis, tall = _ground(chart, look, size, right, height)
    step = (right - size * 2) / max(len(chart.labels) - 1, 1)
    at = [size + rank * step for rank in range(len(chart.labels))]
    body, taken = axis(at, step), list[Box]()
    body += "".join(_path(series, at, ground, look) for series in chart.series)
    order = sorted(chart.series, key=lambda series: series.tone == "target")
    for series in order:
        over = _over(series, chart)
        for rank in [len(at) - 1, *range(len(at) - 1)]:
            value = series.values[rank]
            if value is None:
                continue
            x, y = at[rank], ground.y(value)
            mark = _point(x, y, series, look)
            label = _free(bare(series.texts[rank], chart.unit), x, y, over, look, taken, right)
            body += tag("g", title(f"{series.name}, {chart.labels[rank]} : {series.texts[rank]}"), mark, label)
    return body + _names(chart, ends, at, ground, right, look), tall


def columns(chart: Chart, look: Look, fills: Fills, width: float, height: float) -> Drawn:
    """One or two series side by side, the figure over each column; what they are stands above."""
    size = look.text
    names, used = key([(one.name, "", one.tone) for one in chart.series], look, fills, 0, width)
    if len(chart.series) < 2:
        names, used = "", 0.0
    ground, axis, tall = _ground(chart, look, 0, width, height, over=used)
    step = width / max(len(chart.labels), 1)
    thick = min(step * 0.8 / max(len(chart.series), 1), size * 5)
    at = [step * (rank + 0.5) for rank in range(len(chart.labels))]
    body = axis(at, step)
    for rank, label in enumerate(chart.labels):
        start = at[rank] - thick * len(chart.series) / 2
        for place, series in enumerate(chart.series):
            value, text, x = series.values[rank], series.texts[rank], start + place * thick
            y = ground.base if value is None else ground.y(max(value, 0))
            mark = tag(
                "rect", x=x + thick * 0.04, y=min(y, ground.base - 1), width=thick * 0.92,
                height=max(ground.base - y, 1), fill=fills.tone(series.tone),
            ) if value is not None else ""  # fmt: skip
            for row, said in enumerate(reversed(wrapped(bare(text, chart.unit), size, max(thick, size * 2), 2))):
                mark += words(
                    said, x + thick / 2, y - size * (0.35 + row), look, anchor="middle", bold=value is not None,
                    colour=None if value is not None else look.quiet,
                )  # fmt: skip
            body += tag("g", title(f"{label}, {series.name} : {text}"), mark)
    return names + body, tall


def _ground(
    chart: Chart, look: Look, left: float, right: float, height: float, over: float = 0.0
) -> tuple[_Ground, Axis, float]:
    size = look.text
    values = [value for series in chart.series for value in series.values if value is not None]
    lowest = min([*values, 0])
    highest = chart.highest or max([*values, lowest])
    room = (right - left) / max(len(chart.labels), 1)
    rows = max((len(wrapped(text, size, room, _LABEL_LINES)) for text in chart.labels), default=1)
    base = max(height - rows * size * 1.15 - size * 0.5, over + size * 6)
    found = _Ground(chart, left, right, over + size * 2.4, base, lowest, highest if highest > lowest else lowest + 1)

    def axis(at: list[float], step: float) -> str:
        drawn = tag("path", d=f"M0 {base:.1f}H{right:.1f}", stroke=look.quiet, stroke_width=max(1, size / 14))
        often = _every(chart.labels, size, step)
        for rank, text in enumerate(chart.labels):
            if (len(chart.labels) - 1 - rank) % often:
                continue
            for row, said in enumerate(wrapped(text, size, max(step * often * 0.96, size * 3), _LABEL_LINES)):
                anchor = "middle" if at[rank] - wide(said, size) / 2 >= 0 else "start"
                x = at[rank] if anchor == "middle" else 0
                drawn += words(said, x, base + size * (1.2 + row * 1.15), look, anchor=anchor, colour=look.quiet)
        return drawn

    return found, axis, base + rows * size * 1.15 + size * 0.5


def _every(labels: tuple[str, ...], size: float, step: float) -> int:
    """One label in how many is written, the last one always."""
    longest = max((wide(word, size) for text in labels for word in text.split(" ")), default=0.0)
    return max(1, -int(-longest // max(step, 1)))


def _path(series: Series, at: list[float], ground: _Ground, look: Look) -> str:
    drawn, joined = "", False
    for x, value in zip(at, series.values, strict=True):
        if value is not None:
            drawn += f"{'L' if joined else 'M'}{x:.1f} {ground.y(value):.1f}"
        joined = value is not None
    target = series.tone == "target"
    return tag(
        "path", d=drawn or "M0 0", fill="none", stroke=look.tone(series.tone), stroke_linejoin="round",
        stroke_width=max(1.5, look.text / (12 if target else 6)),
        stroke_dasharray=f"{look.text * 0.5:.0f} {look.text * 0.35:.0f}" if target else None,
    )  # fmt: skip


def _point(x: float, y: float, series: Series, look: Look) -> str:
    r, colour = max(3.0, look.text * 0.24), look.tone(series.tone)
    if series.tone == "target":
        d = f"M{x:.1f} {y - r:.1f}L{x + r:.1f} {y:.1f}L{x:.1f} {y + r:.1f}L{x - r:.1f} {y:.1f}Z"
        return tag("path", d=d, fill=look.ground, stroke=colour, stroke_width=max(1.2, r / 3))
    return tag("circle", cx=x, cy=y, r=r, fill=colour)


def bare(text: str, unit: str) -> str:
    """« 3 038 » of « 3 038 visites à domicile »: the unit is in the chart's title, the whole text in its mark."""
    return text.removesuffix(unit).rstrip() or text if len(unit) > 1 else text


def _over(series: Series, chart: Chart) -> bool:
    """Its figures stand over its line when it ends as the highest."""
    ends = [[value for value in one.values if value is not None][-1:] or [0.0] for one in chart.series]
    own = ends[chart.series.index(series)]
    return own >= max(ends)


def _free(text: str, x: float, y: float, over: bool, look: Look, taken: list[Box], right: float) -> str:
    """The figure of a point, on the first side where it meets no other; left to the table when there is none."""
    size, long = look.text, wide(text, look.text, bold=True)
    x = max(min(x, right - long / 2), long / 2)
    for above in (over, not over):
        base = y - size * 0.5 if above else y + size * 1.15
        box = (x - long / 2 - size * 0.15, base - size * 0.8, x + long / 2 + size * 0.15, base + size * 0.2)
        if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            return tag(
                "g", words(text, x, base, look, anchor="middle", bold=True), stroke=look.ground,
                stroke_width=size / 5, paint_order="stroke", stroke_linejoin="round",
            )  # fmt: skip
    return ""


def _names(chart: Chart, ends: list[list[str]], at: list[float], ground: _Ground, right: float, look: Look) -> str:
    """The name of each line at its end, pushed down where two would meet."""
    size, body, free = look.text, "", 0.0
    last = [
        ([ground.y(value) for value in series.values if value is not None] or [ground.base])[-1]
        for series in chart.series
    ]
    for rank in sorted(range(len(last)), key=lambda one: last[one]):
        y = max(last[rank] + size * 0.35 - (len(ends[rank]) - 1) * size * 0.55, free)
        for row, said in enumerate(ends[rank]):
            body += words(
                said,
                right + size * 0.2,
                y + row * size * 1.1,
                look,
                bold=True,
                colour=look.tone(chart.series[rank].tone),
            )
        free = y + len(ends[rank]) * size * 1.1 + size * 0.2
    return body
