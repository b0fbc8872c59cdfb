"""Maps of a département: a pure function from coloured areas to a plotly figure, nothing asked of any other host.

Shapes are drawn in SVG by plotly's `Choropleth` over an empty local world (`pieces.PLOTLY`). Each legend entry is a
class with its bounds in words, never a continuous bar; hatching is drawn as thin lines, since plotly fills with one
colour only. Nothing here knows what a rate is: `components.territories` says which area belongs to which entry.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from components import charts, theme
from components.map_labels import Label, placed, wrapped
from data.geography import middle
from data.geography.hatching import hatch

HEIGHT = 700
"""Pixels of the map alone; the legend adds its own."""
_NARROW = 350
"""Pixels available on a phone: names are placed so that they never touch there."""
_MOST_NAMES = 80
"""Beyond that, the few names that fit would be those of no one in particular: only the selected one is written."""
_LINES_ACROSS = 70
"""Hatching lines from one side of the map to the other."""


@dataclass(frozen=True)
class Entry:
    """One entry of the legend. hatched: « / » one way, « x » both, empty for a plain fill. sign: drawn on the areas."""

    key: str
    name: str
    colour: str
    hatched: str = ""
    sign: str = ""


@dataclass(frozen=True)
class Area:
    """One place. entry: key of its legend entry; lines: the tooltip under its name; at: where its name is written."""

    code: str
    name: str
    entry: str
    lines: tuple[str, ...] = ()
    at: tuple[float, float] | None = None
    mark: str = ""


@dataclass(frozen=True)
class Ground:
    """What areas are drawn on.

    Attributes:
        features: shapes by code (GeoJSON features).
        outlines: shapes only outlined, like the EPCI around its communes.
        address: where the browser fetches these features, once for every figure that draws some of them; None: they
            travel inside the figure.
        chosen: shape of the selected place when it is none of the areas (an EPCI over the cantons, or around its
            communes); its name is in its properties.
    """

    features: Mapping[str, dict[str, Any]]
    outlines: Sequence[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    address: str | None = None
    chosen: dict[str, Any] | None = None


def choropleth(
    areas: Sequence[Area],
    entries: Sequence[Entry],
    ground: Ground,
    *,
    selected: str | None = None,
    height: int = HEIGHT,
) -> go.Figure:
    """The map: areas filled by entry, hatched where their entry is, named where there is room, one outlined.

    `selected`: code of the one whose name is always written; None with a chosen shape that is only outlined.
    Areas without a shape are left out: the list beside the map still has them.
    """
    drawn = [area for area in areas if area.code in ground.features]
    box = _bounds(ground.features[area.code] for area in drawn)
    figure = go.Figure()
    _fill(figure, drawn, entries, ground)
    _hatching(figure, entries, drawn, ground, step=(box[2] - box[0]) / _LINES_ACROSS)
    for feature in ground.outlines:
        _outline(figure, feature, theme.quiet(), 1.5)
    marked = ground.chosen or ground.features.get(selected or "")
    if marked is not None:
        # A pale line under the accent: it shows on the darkest class as well.
        _outline(figure, marked, theme.paper(), 6)
        _outline(figure, marked, theme.accent(), 3)
    _names(figure, drawn, {entry.key: entry for entry in entries}, ground, box, selected, height)
    if ground.chosen is not None and selected is not None:
        _name_chosen(figure, ground.chosen)
    for entry in entries:
        _legend(figure, entry)
    charts.page(figure, height=height, legend=True)
    figure.update_geos(
        visible=False,
        bgcolor="rgba(0,0,0,0)",
        projection={"type": "mercator"},
        lonaxis={"range": [box[0], box[2]]},
        lataxis={"range": [box[1], box[3]]},
    )
    figure.update_layout(
        # Neither « pan » nor « select »: a finger that scrolls the page is not caught by the map.
        dragmode="zoom",
        clickmode="event+select",
        hovermode="closest",
        legend={"itemclick": False, "itemdoubleclick": False, "itemwidth": 30, "font": {"size": 14}},
        hoverlabel={
            "bgcolor": theme.paper(), "bordercolor": theme.line(), "align": "left", "font": {"color": theme.ink()},
        },
    )  # fmt: skip
    return figure


def code_of(points: Iterable[Mapping[str, Any]]) -> str | None:
    """The code of the area that a selection event of the map names, None for an empty selection."""
    for point in points:
        code = point.get("location") or next(iter(point.get("customdata") or []), None)
        if code:
            return str(code)
    return None


def _fill(figure: go.Figure, areas: Sequence[Area], entries: Sequence[Entry], ground: Ground) -> None:
    """Every area in one trace, its entry's rank standing for a value: the shapes are sent once."""
    ranks = {entry.key: rank for rank, entry in enumerate(entries)}
    hatched = {entry.key for entry in entries if entry.hatched}
    untouched: dict[str, Any] = {"marker": {"opacity": 1}}
    steps = len(entries) or 1
    inside = {"type": "FeatureCollection", "features": [ground.features[area.code] for area in areas]}
    hatched_line, plain_line = theme.quiet(), theme.paper()
    edges = [hatched_line if area.entry in hatched else plain_line for area in areas]
    figure.add_choropleth(
        geojson=ground.address or inside,
        locations=[area.code for area in areas],
        z=[ranks[area.entry] for area in areas],
        zmin=-0.5,
        zmax=steps - 0.5,
        colorscale=[[edge / steps, entry.colour] for rank, entry in enumerate(entries) for edge in (rank, rank + 1)],
        showscale=False,
        # Two hatched neighbours are the colour of the page: theirs is a line that shows.
        marker={"line": {"color": edges[0] if len(set(edges)) == 1 else edges, "width": 1}},
        selected=untouched,
        unselected=untouched,
        hovertext=[_safe(area.name) for area in areas],
        text=[_safe_lines(area.lines) for area in areas],
        hovertemplate="<b>%{hovertext}</b><br>%{text}<extra></extra>",
        showlegend=False,
    )


def _outline(figure: go.Figure, feature: dict[str, Any], colour: str, width: float) -> None:
    lon, lat = _path(_rings(feature))
    figure.add_scattergeo(
        lon=lon, lat=lat, mode="lines", line={"color": colour, "width": width}, hoverinfo="skip", showlegend=False
    )


def _hatching(
    figure: go.Figure, entries: Sequence[Entry], areas: Sequence[Area], ground: Ground, *, step: float
) -> None:
    for entry in entries:
        lines = [
            segment
            for area in areas
            if entry.hatched and area.entry == entry.key
            for segment in hatch(ground.features[area.code]["geometry"], step, crossed=entry.hatched == "x")
        ]
        if lines:
            lon, lat = _path(lines)
            figure.add_scattergeo(
                lon=lon, lat=lat, mode="lines", line={"color": theme.quiet(), "width": 1}, opacity=0.55,
                hoverinfo="skip", showlegend=False,
            )  # fmt: skip


def _names(
    figure: go.Figure,
    areas: Sequence[Area],
    entries: Mapping[str, Entry],
    ground: Ground,
    box: tuple[float, float, float, float],
    selected: str | None,
    height: int,
) -> None:
    wanted = [
        Label(
            area.code,
            area.name,
            area.at,
            before=area.mark,
            alone=entries[area.entry].sign,
            wide=east - west,
            tall=north - south,
        )
        for area in areas
        if area.at is not None and (len(areas) <= _MOST_NAMES or area.code == selected)
        for west, south, east, north in [_bounds([ground.features[area.code]], margin=0)]
    ]
    found = placed(wanted, box, width=_NARROW, height=height, first=selected)
    colour = {area.code: entries[area.entry].colour for area in areas}
    # One trace an ink: plotly pales the names that are not selected, unless told their (one) colour.
    for ink in sorted({charts.readable_on(colour[label.code]) for label in found}):
        written = [label for label in found if charts.readable_on(colour[label.code]) == ink]
        figure.add_scattergeo(
            lon=[label.lon for label in written],
            lat=[label.lat for label in written],
            text=[_safe_lines(label.lines) for label in written],
            mode="text",
            textfont={
                "size": 12,
                "color": ink,
                "weight": [700 if label.code == selected else 500 for label in written],
                # A halo of the area's own colour: a name that goes over its border stays readable.
                "shadow": [_halo(colour[label.code]) for label in written],
            },
            selected={"textfont": {"color": ink}},
            unselected={"textfont": {"color": ink}},
            hoverinfo="skip",
            showlegend=False,
        )


def _name_chosen(figure: go.Figure, feature: dict[str, Any]) -> None:
    """The name of a selected place that is none of the areas, written over them."""
    lon, lat = middle(feature)
    figure.add_scattergeo(
        lon=[lon], lat=[lat], mode="text", text=[_safe_lines(wrapped(str(feature["properties"]["name"])))],
        textfont={"size": 13, "color": theme.ink(), "weight": 700, "shadow": _halo(theme.paper())},
        selected={"textfont": {"color": theme.ink()}}, unselected={"textfont": {"color": theme.ink()}},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip


def _halo(colour: str) -> str:
    return ", ".join(f"{x}px {y}px 2px {colour}" for x in (-1, 1) for y in (-1, 1)) + f", 0 0 4px {colour}"


def _legend(figure: go.Figure, entry: Entry) -> None:
    symbol = {"x": "square-x", "/": "line-ne-open"}.get(entry.hatched, "square")
    sign = f"{entry.sign} " if entry.sign else ""
    figure.add_scattergeo(
        lon=[None],
        lat=[None],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": 14,
            "color": theme.quiet() if entry.hatched == "/" else entry.colour,
            "line": {"color": theme.quiet(), "width": 1},
        },
        name=_safe(sign + entry.name),
        hoverinfo="skip",
        showlegend=True,
    )


def _safe(text: str) -> str:
    """Text for plotly, which reads a few HTML tags: a name somebody typed stays a name."""
    return html.escape(text, quote=False)


def _safe_lines(lines: Iterable[str]) -> str:
    return "<br>".join(map(_safe, lines))


def _rings(feature: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def _path(lines: Iterable[Sequence[Sequence[float]]]) -> tuple[list[float | None], list[float | None]]:
    """Longitudes and latitudes of several lines in one trace, a gap between two."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for line in lines:
        lon += [point[0] for point in line] + [None]
        lat += [point[1] for point in line] + [None]
    return lon, lat


def _bounds(features: Iterable[Mapping[str, Any]], margin: float = 0.02) -> tuple[float, float, float, float]:
    """West, south, east, north, with a margin (a share of each side) so that no outline is cut."""
    points = [point for feature in features for ring in _rings(feature) for point in ring]
    if not points:
        return -5.0, 41.0, 10.0, 51.5  # nothing to draw: mainland France
    lon, lat = [point[0] for point in points], [point[1] for point in points]
    wide, tall = margin * (max(lon) - min(lon)), margin * (max(lat) - min(lat))
    return min(lon) - wide, min(lat) - tall, max(lon) + wide, max(lat) + tall
