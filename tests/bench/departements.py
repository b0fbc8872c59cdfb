"""Every département of the package as the home of a plan: a tiny plan loaded with its map and the committed table.

    python -m tests.bench.departements [code…]      # all of them when none is named

Prints what each département has where that is out of the ordinary, and ends with 1 when one cannot be loaded: a place
that misses its parent, a commune without a followed territory, a total that is not that of its parts.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from data import migrations
from data.catalogue.areas import AreaLine, read_areas
from data.database import MAPS, Store
from data.errors import CapError
from data.geography import departement_map, departements
from data.measures.columns import records
from data.measures.levels import below, levels, places
from data.measures.territories import followed_above
from data.reading import situation
from data.situation import Situation, where
from data.vocabulary import TerritoryKind
from tests.support.small_plan import load_small_plan_in


def main(wanted: Sequence[str]) -> int:
    areas, problems = read_areas(), 0
    codes = wanted or departements()
    for code in codes:
        found = list(_problems(code, areas))
        problems += bool(found)
        for problem in found:
            print(f"✗ {code} : {problem}")
    print(f"{len(codes) - problems} départements chargés sur {len(codes)}")
    return 1 if problems else 0


def _problems(code: str, areas: Sequence[AreaLine]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'cap.db'}")
        try:
            migrations.upgrade(store)
            now = situation(store, load_small_plan_in(store, departement_map(code, MAPS), areas))
        except CapError as error:
            yield str(error)
            return
        yield from _defects(code, now, composed=any(line.departement == code for line in areas))


def _defects(code: str, now: Situation, *, composed: bool) -> Iterator[str]:
    level = TerritoryKind.SOCIAL_TERRITORY if composed else TerritoryKind.EPCI
    if now.territory_level != level:
        yield f"suivi par {now.territory_level} au lieu de {level}"
    everywhere = set(now.territories["code"]) - {code}
    if (lost := everywhere - below(now, code)) != set():
        yield f"{len(lost)} lieux hors du département, dont {min(lost)}"
    alone = [str(row["name"]) for row in records(places(now, TerritoryKind.COMMUNE))
             if followed_above(now, str(row["code"])) is None]  # fmt: skip
    if alone:
        print(f"  {code} : hors de toute intercommunalité, {', '.join(alone)}")
    if TerritoryKind.CANTON not in levels(now):
        print(f"  {code} : sans canton")
    if len(now.peers) == 1:
        print(f"  {code} : un seul territoire suivi")
    whole = where(now.territories, code=code)["population"].iloc[0]
    parts = where(now.territories, kind=TerritoryKind.COMMUNE.value)["population"]
    if whole is None or parts.isna().any():
        print(f"  {code} : population inconnue de {int(parts.isna().sum())} communes")
    elif int(parts.sum()) != int(whole):
        yield f"population {int(parts.sum())} par commune, {int(whole)} en tout"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
