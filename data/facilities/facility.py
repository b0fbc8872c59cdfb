"""An équipement as plain values: what a file says of it, what names it, what tells two kinds apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from data.french import folded

MOST = 5_000
"""Lines of one import."""
LONGEST_KIND = 60
LONGEST_CODE = 120


@dataclass(frozen=True)
class FacilityInput:
    """One équipement to record. lon, lat: degrees (WGS84); known_on: the day its list was drawn up."""

    code: str
    kind: str
    name: str
    lon: float
    lat: float
    address: str | None = None
    commune_code: str | None = None
    source: str | None = None
    known_on: date | None = None


def kind_key(kind: str) -> str:
    """What two spellings of one kind have in common, for addresses too: « Maison France Services » →
    « maison-france-services ». Empty when there is neither letter nor figure.
    """
    return "-".join(re.findall(r"\w+", folded(kind)))


def code_of(kind: str, name: str, commune_code: str | None) -> str:
    """The code of an équipement whose file gives none: the same for the same kind, name and commune."""
    first, named = kind_key(kind), kind_key(name)
    said = named if named.startswith(first) else f"{first}-{named}".strip("-")
    # The commune is never what a long name pushes out.
    end = f"-{commune_code}" if commune_code else ""
    return f"{said[: LONGEST_CODE - len(end)]}{end}"
