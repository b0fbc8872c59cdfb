"""The map that is panned and zoomed: Leaflet, served by us, in the frame of streamlit-folium.

Nothing typed is ever HTML there: points carry their texts as data, and `static/equipements.js` writes them as text. The
two places where Leaflet wants HTML (the names of layers, the attribution) are escaped here. Outlines are fetched as the
files of `components.map_files`, so that the map itself weighs a few kilobytes.

No part of the map is changed from outside once it is drawn: that would need `eval`, which our policy refuses even in
that frame. What changes the points draws the map anew; what only chooses one moves it (`center`, `zoom`).
"""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import folium
import pandas as pd
from folium.map import CustomPane
from folium.template import Template
from folium.utilities import JsCode

from components import theme
from components.map_data import Shapes
from data.base_map import BaseMap
from data.french import day, typeset
from data.geography import ATTRIBUTION, Level
from data.measures.columns import records
from data.place_names import short_name

HEIGHT = 600
CLOSE, CLOSE_ON_TILES = 10, 14
"""Zoom of a place chosen in the list: without tiles, its neighbours say where it is."""
_APP = "../../"
"""From the frame's page to the application's root, whatever prefix it is served under."""
_ABOVE = 410
"""Where the panes of outlines begin: over the tiles, under the points."""
_NOTHING: dict[str, Any] = {"type": "FeatureCollection", "features": []}


class _Script(folium.MacroElement):
    """A call of `static/equipements.js` once what it needs is on the map."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.call() }}{% endmacro %}")

    def __init__(self, call: str, *of: folium.MacroElement) -> None:
        super().__init__()
        self._name = "Script"
        self.written, self.of = call, of

    def call(self) -> str:
        return self.written.format(*(each.get_name() for each in self.of))


@dataclass(frozen=True)
class Points:
    """The points of one kind. title: the name of their layer, as HTML; features: GeoJSON, that nobody modifies."""

    title: str
    features: Mapping[str, Any]


def drawn(shapes: Shapes, points: Sequence[Points], scope: str | None, ground: BaseMap | None) -> folium.Map:
    """The map of some équipements.

    Args:
        scope: code of the territory that the map is brought to, None for the département.
    """
    whole = shapes.features["departement"][shapes.map.code]
    around = shapes.feature(scope) or whole
    made = folium.Map(
        location=_middle(around), tiles=None, zoom_control=False, min_zoom=None, minZoom=6,
        maxZoom=ground.largest if ground else 17, scrollWheelZoom=False, zoomSnap=1 if ground else 0.25,
    )  # fmt: skip
    # On this map only: the class keeps its own, which ask an outside server.
    made.default_js = [
        ("leaflet", f"{_APP}app/static/vendor/leaflet/leaflet.js"),
        ("equipements", f"{_APP}app/static/equipements.js"),
    ]
    made.default_css = [
        ("leaflet", f"{_APP}app/static/vendor/leaflet/leaflet.css"),
        ("equipements", f"{_APP}app/static/equipements.css"),
    ]
    page: Any = made.get_root()
    page.header.add_child(folium.Element(_colours()))
    if ground is not None:
        _tiles(made, ground)
    _outlines(made, shapes, around if scope else None)
    for each in points:
        folium.GeoJson(
            each.features, name=each.title, marker=folium.Marker(keyboard=False),
            on_each_feature=JsCode("capEquipements.place"),
        ).add_to(made)  # fmt: skip
    folium.FitBounds(_bounds(around), padding=(12, 12)).add_to(made)
    folium.LayerControl(collapsed=JsCode("window.innerWidth < 560")).add_to(made)  # pyright: ignore[reportArgumentType]
    made.add_child(_Script(f"capEquipements.begin({{}}, {_js(ATTRIBUTION)});", made))
    return made


def _tiles(made: folium.Map, ground: BaseMap) -> None:
    options: dict[str, Any] = {"referrerPolicy": "origin"} if ground.sends_origin else {}
    folium.TileLayer(
        ground.template, attr=html.escape(ground.attribution), name=html.escape(ground.name), overlay=True,
        max_zoom=ground.largest, **options,
    ).add_to(made)  # fmt: skip


def _outlines(made: folium.Map, shapes: Shapes, scope: Mapping[str, Any] | None) -> None:
    """Communes thin, intercommunalités bold, cantons on demand, the département, the territory kept; names on
    demand, since they stand where the points do."""
    quiet, ink, accent = theme.quiet(), theme.ink(), theme.accent()
    lines: tuple[tuple[str, Level, bool, dict[str, Any]], ...] = (
        ("Communes", "commune", True, {"color": quiet, "weight": 0.5, "opacity": 0.7}),
        ("Cantons", "canton", False, {"color": accent, "weight": 1.25, "dashArray": "4 3"}),
        ("Intercommunalités", "epci", True, {"color": quiet, "weight": 1.75}),
        ("Département", "departement", True, {"color": ink, "weight": 2.25}),
    )
    for above, (name, level, shown, style) in enumerate(lines, start=_ABOVE):
        if not shapes.features.get(level):
            continue
        CustomPane(level, z_index=above).add_to(made)
        layer = folium.GeoJson(
            dict(_NOTHING), name=name, show=shown, smooth_factor=0.5, interactive=False, pane=level,
            style={"fill": False, **style},
        )  # fmt: skip
        layer.add_to(made)
        address = shapes.addresses.get(level)
        source = _js(_APP + address.removeprefix("./")) if address else None
        if source:
            made.add_child(_Script(f"capEquipements.fill({{}}, {source});", layer))
        else:
            layer.data = {"type": "FeatureCollection", "features": list(shapes.features[level].values())}
    if scope is not None:
        folium.GeoJson(
            {"type": "FeatureCollection", "features": [scope]}, control=False, interactive=False,
            style={"color": accent, "weight": 3, "fillColor": accent, "fillOpacity": 0.07},
        ).add_to(made)  # fmt: skip
    names = [
        _point(place["lon"], place["lat"], {"name": short_name(str(place["name"]))})
        for code in shapes.features["epci"]
        if (place := shapes.places.get(code)) is not None and place["lon"] is not None
    ]
    CustomPane("noms", z_index=_ABOVE + len(lines)).add_to(made)
    folium.GeoJson(
        {"type": "FeatureCollection", "features": names}, name="Noms des intercommunalités", show=False,
        marker=folium.Marker(interactive=False, keyboard=False, pane="noms"),
        on_each_feature=JsCode("capEquipements.name"),
    ).add_to(made)  # fmt: skip


def points(rows: pd.DataFrame, kinds: Mapping[str, str], signs: Mapping[str, str]) -> list[Points]:
    """One layer a kind, so that the reader may hide it. Places at one point stand side by side.

    Args:
        kinds, signs: of every équipement of the plan, so that a kind keeps its tint whatever the filter.
    """
    met: Counter[tuple[float, float]] = Counter()
    tints = {key: rank % len(_TINTS) for rank, key in enumerate(kinds)}
    features: dict[str, list[dict[str, Any]]] = {key: [] for key in kinds}
    for row in records(rows):
        key = str(row["kind_key"])
        at = (round(row["lon"], 4), round(row["lat"], 4))
        told = {"code": row["code"], "name": row["name"], "sign": signs[key], "tint": tints[key], "rank": met[at]}
        features[key].append(_point(row["lon"], row["lat"], told | {"lines": _lines(row)}))
        met[at] += 1
    return [
        Points(
            html.escape(typeset(f"{titled(signs[key], kinds[key])} ({len(found)})")),
            {"type": "FeatureCollection", "features": found},
        )
        for key, found in features.items()
        if found
    ]


def titled(sign: str, kind: str) -> str:
    """« MFS · Maison France services »: a kind after its sign, unless it is its sign."""
    return kind if kind == sign else f"{sign} · {kind}"


def _lines(row: Mapping[str, Any]) -> list[str]:
    """What a popup says under the name."""
    known = f"Liste établie le {day(row['known_on'])}" if row["known_on"] else None
    source = f"Source : {row['source']}" if row["source"] else None
    said = (row["kind"], row["address"], row["commune"], source, known)
    return [typeset(str(line)) for line in said if line]


def _point(lon: float, lat: float, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [float(lon), float(lat)]},
    }


_TINTS = (
    ("#1F4E79", "#8DB8E0"),
    ("#A5802B", "#E7A13C"),
    ("#0A8FD1", "#4970C6"),
    ("#892504", "#8F5D04"),
    ("#5F717F", "#988A79"),
    ("#55253F", "#C8CEB8"),
)
"""Light and dark, those of charts (.streamlit/config.toml); the sign says the kind as well."""


def _colours() -> str:
    """The theme's colours, for `static/equipements.css`."""
    tints = "".join(f"--teinte-{rank}:{pair[theme.is_dark()]};" for rank, pair in enumerate(_TINTS))
    return (
        f"<style>:root{{--papier:{theme.paper()};--encre:{theme.ink()};--discret:{theme.quiet()};"
        f"--trait:{theme.line()};--accent:{theme.accent()};{tints}}}</style>"
    )


def _js(text: str) -> str:
    """A text of ours as JavaScript, braces doubled for `_Script`."""
    return json.dumps(text).replace("<", "\\u003c").replace("{", "{{").replace("}", "}}")


def _bounds(feature: Mapping[str, Any]) -> list[list[float]]:
    points = list(_coordinates(feature["geometry"]["coordinates"]))
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return [[min(lats), min(lons)], [max(lats), max(lons)]]


def _middle(feature: Mapping[str, Any]) -> list[float]:
    (south, west), (north, east) = _bounds(feature)
    return [(south + north) / 2, (west + east) / 2]


def _coordinates(nested: Any) -> Any:
    if isinstance(nested[0], int | float):
        yield nested[0], nested[1]
    else:
        for each in nested:
            yield from _coordinates(each)
