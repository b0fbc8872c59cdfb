"""Horizontal charts: ranked bars, and counts that add up. A long label stands above its bar, never beside it."""

from __future__ import annotations

from data.conference.slide import Chart
from data.drawing.hatch import Fills, contrasting
from data.drawing.look import Look
from data.drawing.svg import cut, tag, title, wide, words, wrapped

Drawn = tuple[str, float]
"""A drawing's body, and its height."""

_LABEL_SHARE = 0.36


def bars(chart: Chart, look: Look, fills: Fills, width: float) -> Drawn:
    """One bar a label, its value written at its end."""
    size, series = look.text, chart.series[0]
    known = [value for value in series.values if value is not None]
    highest = chart.highest or max([*known, 0]) or 1
    beside = width > 26 * size
    left = min(width * _LABEL_SHARE, max(wide(text, size) for text in chart.labels) + size) if beside else 0.0
    right = min(max(wide(text, size, bold=True) for text in series.texts) + size, width * 0.5)
    room = max(width - left - right, size)
    thick, body, y = size * 1.15, "", 0.0
    for label, value, text in zip(chart.labels, series.values, series.texts, strict=True):
        lines = wrapped(label, size, left - size * 0.6 if beside else width, 3 if beside else 2)
        tall = len(lines) * size * 1.15
        if beside:
            top = y + max(0.0, (tall - thick) / 2)
            first = top + thick / 2 - tall / 2 + size * 0.92
            step = max(tall, thick) + size * 0.75
        else:
            first, top = y + size * 0.92, y + tall + size * 0.2
            step = tall + thick + size * 0.9
        mark = "".join(words(line, 0, first + rank * size * 1.15, look) for rank, line in enumerate(lines))
        if chart.highest and value is not None:
            mark += tag("rect", x=left, y=top, width=room, height=thick, fill=look.line)
        end = left
        if value is not None:
            end = left + room * min(max(value, 0) / highest, 1)
            mark += tag("rect", x=left, y=top, width=max(end - left, 2), height=thick, fill=fills.tone(series.tone))
            end = left + room if chart.highest else end
        mark += words(
            cut(text, size, width - end - size * 0.4, bold=True), end + size * 0.4, top + thick / 2 + size * 0.34, look,
            bold=value is not None, colour=None if value is not None else look.quiet,
        )  # fmt: skip
        body += tag("g", title(f"{label}\u00a0: {text}"), mark)
        y += step
    axis = tag("path", d=f"M{left:.1f} 0V{y - size * 0.5:.1f}", stroke=look.quiet, stroke_width=max(1, size / 14))
    return body + axis, y - size * 0.3


def stacked(chart: Chart, look: Look, fills: Fills, width: float) -> Drawn:
    """Counts that add up: their figures in the bar, and under it what each part is, in words."""
    size = look.text
    totals = [sum(series.values[rank] or 0 for series in chart.series) for rank in range(len(chart.labels))]
    highest = chart.highest or max([*totals, 0]) or 1
    thick, body, y = size * 1.5, "", 0.0
    for rank, label in enumerate(chart.labels):
        parts = [(series, series.values[rank], series.texts[rank]) for series in chart.series]
        lines = wrapped(label, size, width, 2, bold=True)
        mark = "".join(
            words(line, 0, y + size * 0.95 + at * size * 1.15, look, bold=True) for at, line in enumerate(lines)
        )
        y += len(lines) * size * 1.15 + size * 0.3
        x = 0.0
        for series, value, text in parts:
            if not value:
                continue
            long = width * value / highest
            part = tag(
                "rect", x=x, y=y, width=max(long, 1), height=thick, fill=fills.tone(series.tone),
                stroke=look.ground, stroke_width=max(1, size / 12),
            )  # fmt: skip
            part += _figure(text, x + long / 2, y, thick, long, look, look.tone(series.tone))
            mark += tag("g", title(f"{label} – {series.name}\u00a0: {text}"), part)
            x += long
        y += thick + size * 0.35
        shown = [(series.name, text, series.tone) for series, value, text in parts if value or value is None]
        keys, tall = key(shown, look, fills, y, width)
        y += tall + size * 0.75
        body += tag("g", mark, keys)
    return body, y - size * 0.5


def _figure(text: str, x: float, y: float, thick: float, room: float, look: Look, colour: str) -> str:
    """A count on a plain plate, so that no hatch crosses it; nothing where it would touch its neighbours."""
    size = look.text
    need = wide(text, size, bold=True)
    if need + size * 0.3 > room:
        return ""
    plate = tag(
        "rect", x=x - need / 2 - size * 0.12, y=y + thick * 0.12, width=need + size * 0.24, height=thick * 0.76,
        rx=size / 8, fill=colour,
    )  # fmt: skip
    return plate + words(
        text, x, y + thick / 2 + size * 0.35, look, anchor="middle", bold=True, colour=contrasting(colour)
    )


def key(parts: list[tuple[str, str, str]], look: Look, fills: Fills, y: float, width: float) -> Drawn:
    """« ▨ En cours : 16 »: (name, text, tone) one after the other, on as many lines as it takes."""
    size = look.text * 0.92
    box, body, x, start = size * 0.8, "", 0.0, y
    for name, text, tone in parts:
        said = cut(f"{name}\u00a0: {text}" if text else name, size, width - box * 1.5)
        need = box * 1.5 + wide(said, size) + size
        if x and x + need - size > width:
            x, y = 0.0, y + size * 1.3
        body += tag(
            "rect", x=x + 1, y=y + size * 0.18, width=box, height=box, fill=fills.tone(tone), stroke=look.quiet,
            stroke_width=1,
        )  # fmt: skip
        body += words(said, x + box * 1.5, y + size * 0.92, look, size=size)
        x += need
    return body, (y + size * 1.3 - start) if parts else 0.0
