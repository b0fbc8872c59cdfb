"""Numbers and points as files write them: decimal commas, spaces, degrees or metres of Lambert-93."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.commands.parts import Unfit
from data.facilities.lambert import LAMBERT_93, is_lambert_93
from data.french import number

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_DEGREES = (180.0, 90.0)
OVERSEAS = "97"


@dataclass(frozen=True)
class Point:
    """A point in degrees; `converted`: it was written in Lambert-93."""

    lon: float
    lat: float
    converted: bool = False


def number_of(text: str, what: str) -> float:
    """« 4,8912 » or « 852 000.5 » as a number. Raises Unfit in French."""
    plain = re.sub(r"\s", "", text).replace("\u2212", "-")
    if "," in plain and "." in plain:  # the last one is the decimal's, the other parts thousands
        other = "," if plain.rindex(".") > plain.rindex(",") else "."
        plain = plain.replace(other, "")
    plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain) or len(plain) > 30:
        raise Unfit(f"{what} n’est pas un nombre : « {text[:40]} ».")
    return float(plain)


def point_of(x: float, y: float, departement: str) -> Point:
    """The point that two numbers of a file of this département mean. Raises Unfit in French."""
    if abs(x) <= _DEGREES[0] and abs(y) <= _DEGREES[1]:
        return Point(round(x, 6), round(y, 6))
    written = f"{number(x, 4)} et {number(y, 4)}"
    if departement.startswith(OVERSEAS):
        raise Unfit(
            f"{written} sont des coordonnées projetées : outre-mer, seules la longitude et la latitude en degrés sont "
            "lues. Exportez le fichier en WGS84."
        )
    if is_lambert_93(x, y):
        lon, lat = LAMBERT_93.degrees(x, y)
        return Point(round(lon, 6), round(lat, 6), converted=True)
    if is_lambert_93(y, x):
        raise Unfit(f"{written} : X et Y semblent inversés (Lambert-93).")
    raise Unfit(
        f"{written} ne sont ni des degrés ni du Lambert-93 : exportez le fichier en WGS84 (longitude, latitude) ou en "
        "Lambert-93."
    )
