"""What must be said of a prepared map, in French: corrections made, places without a shape, vintages."""

from collections.abc import Iterable

from shapely.geometry.base import BaseGeometry

from data.french import NBSP, listing, number, typeset
from data.geography.model import Place
from data.geography.population import FILE
from data.geography.read import POPULATION_YEAR, RawDepartement
from data.geography.repair import STILL_TOGETHER, Filled
from data.geography.shapes import area_km2

DISTORTED = 0.2
"""Share of a commune's area gained or lost by simplifying from which it is worth a line."""


def corrections(
    raw: RawDepartement,
    rebuilt: Iterable[str],
    filled: Iterable[Filled],
    left: Iterable[BaseGeometry],
    absorbed: dict[str, str],
) -> list[str]:
    """Shapes rebuilt, holes given back, holes left empty, communes still drawn together."""
    names = {commune.code: commune.name for commune in raw.communes}
    former = {part.code: part.name for commune in raw.communes for part in commune.former}
    gifts: dict[str, list[BaseGeometry]] = {}
    for gift in filled:
        gifts.setdefault(gift.code, []).append(gift.piece)

    lines = [
        f"Contour de {names[code]} ({code}) reconstitué à partir de ceux de ses communes déléguées." for code in rebuilt
    ]
    for code, pieces in gifts.items():
        gone = [old for old, new in absorbed.items() if new == code]
        whose = listing([f"{former[old]} ({old})" if old in former else old for old in gone])
        size = number(sum(area_km2(piece) for piece in pieces))
        left_by = f" laissé par {whose}" if whose else ""
        lines.append(f"Vide de {size}{NBSP}km²{left_by} rendu à {names[code]} ({code}).")
    for piece in left:
        centre = piece.representative_point()
        where = f"longitude {number(centre.x, 3)}, latitude {number(centre.y, 3)}"
        lines.append(f"Vide de {number(area_km2(piece))}{NBSP}km² ({where}) : aucune commune attribuée.")
    for whole, parts in STILL_TOGETHER.items():
        if whole in names:
            gone_from = listing([f"{names[part]} ({part})" for part in parts])
            lines.append(f"Communes encore dessinées avec {names[whole]} ({whole}) : {gone_from}.")
    return _typeset(lines)


def missing(places: list[Place]) -> list[str]:
    """Places that the map cannot show as they are, or cannot attach to another level."""
    communes = [place for place in places if place.level == "commune"]
    cantons = [place for place in places if place.level == "canton"]
    groups = {
        "Communes sans contour, absentes de la carte": [p for p in communes if p.outline == "none"],
        "Communes hors de tout EPCI": [p for p in communes if p.parent_code is None],
        "Communes partagées entre cantons, montrées entières": [p for p in cantons if p.outline == "town"],
        "Cantons montrés sans leur part d’une commune partagée, population non calculée": [
            p for p in cantons if p.outline == "rest"
        ],
        "Cantons sans contour propre, absents de la carte": [p for p in cantons if p.outline == "none"],
    }
    lines = [f"{sentence} : {_listed(group)}." for sentence, group in groups.items() if group]
    apart = [place for place in communes if place.canton_code is None]
    if apart and len(apart) == len(communes):
        lines.append("Aucun contour de canton n’est connu pour ce département.")
    elif apart:
        lines.append(f"Communes sans canton connu : {len(apart)} sur {len(communes)}.")
    return _typeset(lines)


def distortions(places: list[Place], exact: dict[str, BaseGeometry], light: dict[str, BaseGeometry]) -> list[str]:
    """Very small communes that simplifying deforms (their area in the table is the exact one)."""
    ratios = {code: light[code].area / exact[code].area for code in exact}
    group = [
        place for place in places if place.level == "commune" and abs(ratios.get(place.code, 1.0) - 1.0) > DISTORTED
    ]
    lines = [f"Communes très petites, à la forme simplifiée approximative : {_listed(group)}."]
    return _typeset(lines) if group else []


def populations(places: list[Place], *, table_absent: bool) -> list[str]:
    """Lines to show when some populations are missing or older than those of the committed table."""
    communes = [place for place in places if place.level == "commune"]
    unknown = [place for place in communes if place.population is None]
    old = [place for place in communes if place.population_year == POPULATION_YEAR]
    lines: list[str] = []
    if table_absent:
        lines.append(f"Le fichier des populations ({FILE.name}) est absent.")
    if unknown:
        lines.append(f"Population inconnue : {_listed(unknown)}.")
    if old and len(old) == len(communes):
        lines.append(f"Populations de {POPULATION_YEAR} : aucune plus récente n’est disponible.")
    elif old:
        lines.append(
            f"Population de {POPULATION_YEAR} faute de plus récente, les totaux qui mêlent deux années "
            f"n’étant pas calculés : {_listed(old)}."
        )
    return _typeset(lines)


def census_years(places: list[Place]) -> str:
    """The years of the populations: « 2023 », « 2017 et 2023 », or « inconnue »."""
    years = sorted({place.population_year for place in places if place.population_year is not None})
    return listing([str(year) for year in years]) or "inconnue"


def population_source(places: list[Place]) -> str:
    """The line that names where the populations come from."""
    return f"INSEE, population municipale {census_years(places)}, Licence Ouverte 2.0"


def _listed(places: Iterable[Place]) -> str:
    return listing([f"{place.name} ({place.code})" for place in places])


def _typeset(lines: Iterable[str]) -> list[str]:
    return [typeset(line) for line in lines]
