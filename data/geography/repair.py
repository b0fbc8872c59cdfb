"""Correct what is missing from the commune polygons: absorbed communes, communes without a polygon.

The list of communes is that of 2025 while the polygons are those of 2024: the ground of a commune absorbed in
2025 is a hole. Canton polygons still cover it, and the hole goes to the absorbing commune it touches. A hole
that fits no absorbing commune, or several, is reported and left empty: nothing is guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from data.geography.read import RawCommune

SLIVER = 1e-6
"""Square degrees (about 0.9 ha): below, a gap is the thickness of a line, not a commune."""

TOUCH = 1e-5
"""Degrees (about 1 m): two borders this close are the same line."""

SHORTEST_BORDER = 1e-3
"""Degrees (about 100 m): a shorter common border is a contact at a corner."""

STILL_TOGETHER = {"15141": ("15031", "15035", "15047", "15171")}
"""Communes that left another in 2025, and whose polygon is still part of it in the tables."""


@dataclass(frozen=True)
class Filled:
    """A hole given to the commune `code`."""

    code: str
    piece: BaseGeometry


def own_shapes(communes: Iterable[RawCommune]) -> tuple[dict[str, BaseGeometry], list[str]]:
    """Polygon of each commune, else the union of its delegated communes; and the codes rebuilt that way.

    A commune that has neither is absent from the result.
    """
    shapes: dict[str, BaseGeometry] = {}
    rebuilt: list[str] = []
    for commune in communes:
        parts = [part.shape for part in commune.former if part.shape is not None]
        if commune.shape is not None:
            shapes[commune.code] = commune.shape
        elif parts:
            shapes[commune.code] = shapely.union_all(parts)
            rebuilt.append(commune.code)
    return shapes, rebuilt


def absorbing_communes(communes: Iterable[RawCommune], absorbed: dict[str, str]) -> set[str]:
    """Communes that took in another whose polygon is missing; `absorbed`: old code → new code."""
    known = {commune.code: commune for commune in communes}
    by_list = {new for new in absorbed.values() if new in known}
    by_table = {code for code, commune in known.items() if any(part.shape is None for part in commune.former)}
    return by_list | by_table


def fill_holes(
    shapes: dict[str, BaseGeometry], outlines: Iterable[BaseGeometry], absorbing: set[str]
) -> tuple[dict[str, BaseGeometry], list[Filled], list[BaseGeometry]]:
    """Give the ground that only `outlines` (cantons) cover to the absorbing commune that it touches.

    A hole touching one absorbing commune goes to it. A hole touching several goes to the only one of them
    that has received nothing otherwise, if there is exactly one. Returns the completed shapes, what was
    given, and the holes given to nobody.
    """
    ground = shapely.union_all(list(outlines))
    gaps = shapely.get_parts(shapely.difference(ground, shapely.union_all(list(shapes.values()))))
    holes = [gap for gap in gaps if gap.area > SLIVER]
    candidates = [_touching(hole, shapes, absorbing) for hole in holes]
    served = {codes[0] for codes in candidates if len(codes) == 1}

    filled: list[Filled] = []
    left: list[BaseGeometry] = []
    for hole, codes in zip(holes, candidates, strict=True):
        choice = codes if len(codes) == 1 else [code for code in codes if code not in served]
        if len(choice) == 1:
            filled.append(Filled(choice[0], hole))
        else:
            left.append(hole)

    completed = dict(shapes)
    for gift in filled:
        completed[gift.code] = shapely.union(completed[gift.code], gift.piece)
    return completed, filled, left


def _touching(hole: BaseGeometry, shapes: dict[str, BaseGeometry], codes: set[str]) -> list[str]:
    around = shapely.buffer(hole, TOUCH)
    return [
        code
        for code in sorted(codes & shapes.keys())
        if shapely.intersection(around, shapely.boundary(shapes[code])).length > SHORTEST_BORDER
    ]
