# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# shapely's types leave its **kwargs open.
"""Where points stand: inside the département or not, and in which commune, from its prepared map."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely

from data.french import folded
from data.geography import DepartementMap
from data.geography.model import place_rows

OUTSIDE = 0.01
"""Degrees (about 1 km) by which a point may leave the outline: the map's lines are simplified."""
ELSEWHERE = 0.05
"""Degrees (about 5 km) by which a point may stand outside the commune that its line names."""


@dataclass(frozen=True, eq=False)
class Ground:
    """A département ready to receive points.

    Attributes:
        code, name: of the département.
        communes: code → name; shapes: code → polygon.
        former: code of a commune that is gone → the one it is part of.
    """

    code: str
    name: str
    communes: Mapping[str, str]
    shapes: Mapping[str, shapely.Geometry]
    former: Mapping[str, str]

    @classmethod
    def of(cls, drawn: DepartementMap) -> Ground:
        """The ground of a prepared map."""
        names = {str(row["code"]): str(row["name"]) for row in place_rows(drawn.places) if row["level"] == "commune"}
        shapes = {
            str(feature["id"]): shapely.from_geojson(json.dumps(feature["geometry"]))
            for feature in drawn.levels["commune"]["features"]
        }
        return cls(drawn.code, drawn.name, names, shapes, drawn.former_codes)

    def nearest(self, points: Sequence[tuple[float, float]]) -> list[tuple[str, float]]:
        """For each (lon, lat), the commune that holds it or is nearest, and the degrees to it (0 inside)."""
        if not points:
            return []
        codes, polygons = list(self.shapes), list(self.shapes.values())
        made = shapely.points(list(points))
        at = shapely.STRtree(polygons).nearest(made)
        away = shapely.distance([polygons[each] for each in at], made)
        return [(codes[each], float(far)) for each, far in zip(at, away, strict=True)]

    def away(self, commune: str, point: tuple[float, float]) -> float:
        """Degrees from a point to a commune; 0 inside, or when the map does not draw the commune."""
        shape = self.shapes.get(commune)
        return 0.0 if shape is None else float(shapely.distance(shape, shapely.Point(point)))

    def commune(self, said: str) -> list[str]:
        """The communes that a code or a name can mean."""
        code = said.strip().upper().zfill(5)
        code = self.former.get(code, code)
        if code in self.communes:
            return [code]
        wanted = _name(said)
        return [code for code, name in self.communes.items() if _name(name) == wanted]


def _name(text: str) -> str:
    """A commune's name without accents, dashes, capitals; « St » is « Saint »."""
    words = "".join(letter if letter.isalnum() else " " for letter in folded(text)).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)
