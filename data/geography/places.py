"""The rows of a département's map: names, populations, areas and where each place stands."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from data.geography.model import Level, Outline, Place
from data.geography.population import Populations
from data.geography.read import POPULATION_YEAR, RawCanton, RawCommune, RawDepartement
from data.geography.repair import STILL_TOGETHER
from data.geography.shapes import area_km2


@dataclass(frozen=True)
class Ground:
    """The corrected polygons.

    Attributes:
        exact: commune → shape before simplification, for areas.
        members: level → place → its communes in the département.
        drawings: level → place → shape as drawn.
        canton_of: commune → canton or pseudo-canton.
    """

    exact: dict[str, BaseGeometry]
    members: dict[Level, dict[str, list[str]]]
    drawings: dict[Level, dict[str, BaseGeometry]]
    canton_of: dict[str, str]


def all_places(raw: RawDepartement, ground: Ground, populations: Populations) -> list[Place]:
    """Every commune, EPCI, canton and the département itself, in that order, each level by code."""
    counts = {commune.code: _count(commune, populations) for commune in raw.communes}
    communes = [
        _place(
            ground, counts, "commune", commune.code, commune.name,
            parent=commune.epci_code,
            canton=ground.canton_of.get(commune.code),
        )
        for commune in raw.communes
    ]  # fmt: skip
    epcis = [
        _place(ground, counts, "epci", epci.code, epci.name, parent=raw.code, crosses_border=epci.crosses_border)
        for epci in raw.epcis
    ]
    cantons = [
        _place(
            ground, counts, "canton", canton.code, canton_name(canton),
            parent=raw.code,
            outline=_canton_outline(canton),
        )
        for canton in raw.cantons
    ]  # fmt: skip
    return [
        place
        for rows in (communes, epcis, cantons)
        for place in sorted(rows, key=lambda row: row.code)
    ] + [_place(ground, counts, "departement", raw.code, raw.name)]  # fmt: skip


def canton_name(canton: RawCanton) -> str:
    """Name of a canton; a split town says that it is shown whole, since cantons bear its name too."""
    return canton.name if canton.kind == "C" else f"{canton.name} (commune entière)"


def _canton_outline(canton: RawCanton) -> Outline:
    if canton.kind != "C":
        return "town"
    return "whole" if canton.whole else "rest"


def _count(commune: RawCommune, populations: Populations) -> tuple[int, int] | None:
    if commune.code in populations:
        return populations[commune.code]
    return None if commune.population is None else (commune.population, POPULATION_YEAR)


def _place(
    ground: Ground,
    counts: dict[str, tuple[int, int] | None],
    level: Level,
    code: str,
    name: str,
    *,
    parent: str | None = None,
    canton: str | None = None,
    crosses_border: bool = False,
    outline: Outline = "whole",
) -> Place:
    communes = ground.members[level][code]
    drawing = ground.drawings[level].get(code)
    if drawing is None:
        outline = "none"
    # The inhabitants of a canton's share of a split town are not known, so neither is the canton's total.
    whole_canton = level != "canton" or outline in ("whole", "town")
    inhabitants, year = _total([counts[commune] for commune in communes]) if whole_canton else (None, None)
    point = None if drawing is None else drawing.representative_point()
    measured = [ground.exact[commune] for commune in communes if commune in ground.exact]
    apart = level == "commune" and code in STILL_TOGETHER  # its polygon holds other communes too
    return Place(
        code=code,
        name=name,
        level=level,
        parent_code=parent,
        canton_code=canton,
        population=inhabitants,
        population_year=year,
        lon=None if point is None else round(point.x, 5),
        lat=None if point is None else round(point.y, 5),
        area_km2=None if apart or not measured else round(sum(area_km2(shape) for shape in measured), 2),
        crosses_border=crosses_border,
        outline=outline,
    )


def _total(counts: list[tuple[int, int] | None]) -> tuple[int | None, int | None]:
    """Sum of the populations, known only if all are and come from one census."""
    known = [count for count in counts if count is not None]
    years = {year for _, year in known}
    if len(known) < len(counts) or len(years) != 1:
        return None, None
    return sum(number for number, _ in known), years.pop()
