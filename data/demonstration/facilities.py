"""Équipements in the demonstration: invented ones, at the middle of real communes, and named as such.

No address is given: none is real. Four intercommunalités have none, for the sentence of the page.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from data.commands.facility import import_facilities
from data.database import MAPS, Store
from data.demonstration.calendar import PLAN, TODAY, moment
from data.demonstration.people import Cast
from data.errors import GeographyError
from data.facilities.facility import FacilityInput, code_of
from data.geography import departement_map
from data.geography.model import place_rows

DEPARTEMENT = "26"
LISTED_ON = date(2026, 6, 1)
SOURCE = "Démonstration : lieux inventés"
KINDS = (
    ("CMS", "CMS de démonstration", 10),
    ("Maison France services", "Maison France services de démonstration", 9),
    ("Point d’accueil numérique", "Point d’accueil numérique de démonstration", 5),
)
"""(kind, beginning of the name, how many)."""
WITHOUT = 4
"""Intercommunalités left without any."""


def place(store: Store, cast: Cast, random: Random) -> None:
    """Import them, as a coordination would; none when the map cannot be prepared."""
    try:
        rows = place_rows(departement_map(DEPARTEMENT, MAPS).places)
    except GeographyError:
        return
    found = invented([row for row in rows if row["level"] == "commune"], random)
    import_facilities(store, cast.coordinator, PLAN, found, reason="démonstration", now=moment(TODAY, 8))


def invented(communes: list[dict[str, Any]], random: Random) -> list[FacilityInput]:
    """One équipement a commune at most: the largest communes of each intercommunalité, in turn."""
    by_epci: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(communes, key=lambda row: (-(row["population"] or 0), row["code"])):
        if row["lon"] is not None and row["parent_code"]:
            by_epci.setdefault(row["parent_code"], []).append(row)
    # The smallest ones stay without any, as it happens.
    served = sorted(by_epci, key=lambda code: -sum(row["population"] or 0 for row in by_epci[code]))
    served = served[: max(1, len(served) - WITHOUT)]
    waiting = [row for rank in range(4) for code in served for row in by_epci[code][rank : rank + 1]]
    wanted = [(kind, name) for kind, name, count in KINDS for _ in range(count)]
    chosen = waiting[: len(wanted)]
    first, rest = wanted[: KINDS[0][2]], wanted[KINDS[0][2] :]
    random.shuffle(rest)
    return [
        FacilityInput(
            code=code_of(kind, name, row["code"]), kind=kind, name=f"{name} – {row['name']}", lon=row["lon"],
            lat=row["lat"], commune_code=row["code"], source=SOURCE, known_on=LISTED_ON,
        )
        for (kind, name), row in zip([*first, *rest], chosen, strict=False)
    ]  # fmt: skip
