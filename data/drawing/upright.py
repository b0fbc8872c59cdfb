"""Upright charts: values over time, and columns. Each value is written where it is, so that no scale is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from data.conference.slide import Chart, Series
from data.drawing.hatch import Fills
from data.drawing.look import Look
from data.drawing.rows import Drawn, key
from data.drawing.svg import cut, tag, title, wide, words, wrapped
from data.french import capitalised
from data.measures.units import singular

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
    """Values over time, each with its figure; a target is dashed, with hollow diamonds. A hole stays a hole.

    A line is named where it ends. When one stops before the last date, as values do before their target, the names
    stand above instead, each with its mark: at the edge they would name another line's point.
    """
    size = look.text
    series = [replace(one, texts=tuple(bare(text, chart.unit) for text in one.texts)) for one in chart.series]
    at_end = all(one.values[-1] is not None for one in series)
    ends = [wrapped(one.name, size, width * 0.24, 3) for one in series] if at_end else []
    unit, used = _unit(chart, look, width)
    names, over = ("", used) if at_end else _key(series, look, width, used)
    right = width - max((wide(text, size, bold=True) + size * 1.2 for lines in ends for text in lines), default=0.0)
    ground, axis, tall = _ground(chart, look, size, right, height, over=over)
    first, last = (_half(series, chart.labels[rank], rank, size) for rank in (0, -1))
    step = (right - first - last) / max(len(chart.labels) - 1, 1)
    at = [first + rank * step for rank in range(len(chart.labels))]
    body, taken = unit + names + axis(at, step), list[Box]()
    body += "".join(_path(one, at, ground, look) for one in series)
    for one, told in sorted(zip(series, chart.series, strict=True), key=lambda pair: pair[0].tone == "target"):
        above = _over(one, series)
        for rank in [len(at) - 1, *range(len(at) - 1)]:
            value = one.values[rank]
            if value is None:
                continue
            x, y = at[rank], ground.y(value)
            label = _free(one.texts[rank], x, y, above, look, taken, ground, width)
            full = title(f"{one.name}, {chart.labels[rank]}\u00a0: {told.texts[rank]}")
            body += tag("g", full, _point(x, y, one, look), label)
    return body + (_names(series, ends, ground, right, look) if at_end else ""), tall


def _half(series: Sequence[Series], label: str, rank: int, size: float) -> float:
    """Room that the first or the last point needs beside it: half of what is written above and under it."""
    texts = [wide(one.texts[rank], size, bold=True) for one in series if one.values[rank] is not None]
    longest = max((wide(word, size) for word in label.split(" ")), default=0.0)
    return max([longest, *texts]) / 2 + size * 0.2


def _key(series: Sequence[Series], look: Look, width: float, under: float) -> Drawn:
    """The names of the lines, each after its mark, on as many rows as they need."""
    size, body, x, y = look.text, "", 0.0, under + look.text
    for one in series:
        name = cut(one.name, size, width - size * 1.6, bold=True)
        wanted = size * 1.1 + wide(name, size, bold=True)
        if x and x + wanted > width:
            x, y = 0.0, y + size * 1.3
        body += _point(x + size * 0.4, y - size * 0.34, one, look)
        body += words(name, x + size * 1.1, y, look, bold=True, colour=look.tone(one.tone))
        x += wanted + size
    return body, y + size * 0.2


def columns(chart: Chart, look: Look, fills: Fills, width: float, height: float) -> Drawn:
    """One or two series side by side, the figure over each column; what they are stands above."""
    size = look.text
    unit, head = _unit(chart, look, width)
    named = [(one.name, "", one.tone) for one in chart.series] if len(chart.series) > 1 else []
    names, used = key(named, look, fills, head, width)
    ground, axis, tall = _ground(chart, look, 0, width, height, over=head + used)
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
            body += tag("g", title(f"{label}, {series.name}\u00a0: {text}"), mark)
    return unit + names + body, tall


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
    longest = max((wide(word, size) for text in labels for word in text.split(" ")), default=0.0) + size * 0.3
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


def _unit(chart: Chart, look: Look, width: float) -> Drawn:
    """The unit, once, above a chart whose figures are written without it."""
    if all(bare(text, chart.unit) == text for one in chart.series for text in one.texts):
        return "", 0.0
    said = cut(capitalised(chart.unit), look.text, width)
    return words(said, 0, look.text, look, colour=look.quiet), look.text * 1.5


def bare(text: str, unit: str) -> str:
    """« 3 038 » of « 3 038 visites à domicile »: the unit is written once, the whole text is in its mark."""
    if len(unit) > 1:
        for ending in (unit, singular(unit), f"({unit})"):
            kept = text.removesuffix(ending).rstrip()
            if kept and kept != text:
                return kept
    return text


def _over(series: Series, others: Sequence[Series]) -> bool:
    """Its figures stand over its line, unless another one is higher on the last date that they share."""
    for other in others:
        both = zip(series.values, other.values, strict=True)
        shared = [(own, its) for own, its in both if own is not None and its is not None]
        if shared and shared[-1][0] < shared[-1][1]:
            return False
    return True


def _free(
    text: str, x: float, y: float, over: bool, look: Look, taken: list[Box], ground: _Ground, width: float
) -> str:
    """The figure of a point, on the first side where it meets no other; left to the table when there is none."""
    size, long = look.text, wide(text, look.text, bold=True)
    x = max(min(x, width - long / 2), long / 2)
    for above in (over, not over):
        base = y - size * 0.5 if above else y + size * 1.15
        box = (x - long / 2 - size * 0.15, base - size * 0.8, x + long / 2 + size * 0.15, base + size * 0.2)
        if box[3] > ground.base:
            # Under the axis it would lie on a date.
            continue
        if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            return tag(
                "g", words(text, x, base, look, anchor="middle", bold=True), stroke=look.ground,
                stroke_width=size / 5, paint_order="stroke", stroke_linejoin="round",
            )  # fmt: skip
    return ""


def _names(series: Sequence[Series], ends: list[list[str]], ground: _Ground, right: float, look: Look) -> str:
    """The name of each line at its end, pushed down where two would meet."""
    size, body, free = look.text, "", 0.0
    last = [([ground.y(value) for value in one.values if value is not None] or [ground.base])[-1] for one in series]
    for rank in sorted(range(len(last)), key=lambda one: last[one]):
        y = max(last[rank] + size * 0.35 - (len(ends[rank]) - 1) * size * 0.55, free)
        for row, said in enumerate(ends[rank]):
            body += words(
                said,
                right + size * 0.2,
                y + row * size * 1.1,
                look,
                bold=True,
                colour=look.tone(series[rank].tone),
            )
        free = y + len(ends[rank]) * size * 1.1 + size * 0.2
    return body
