"""Which of what is touched makes the perimeter proposed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from data.conference.theme.touched import ACTION, FICHE, HEADING, Touched
from data.measures.columns import records
from data.situation import Situation

_THIN = 10
"""Actions under which a theme needs the whole of the fiches that it only brushes: two actions make no conférence."""


def suggesting(situation: Situation, hits: list[Touched]) -> list[Touched]:
    """Marks what makes a perimeter: what bears the theme in its own title or objectives, or in several actions; an
    action that holds every word, for itself. A theme of a few actions takes the whole of the fiches that hold them."""
    kind = FICHE if not situation.fiches.empty else HEADING
    home = {str(row["code"]): str(row["fiche_code"] or row["heading_code"]) for row in records(situation.actions)}
    touched: dict[str, list[bool]] = {}
    for hit in hits:
        if hit.kind == ACTION:
            touched.setdefault(home[hit.code], []).append(hit.bears)
    several = {code for code, told in touched.items() if len(told) > 1 and any(told)}
    bearing = {hit.code for hit in hits if hit.kind == kind and (hit.bears or hit.code in several)}
    alone = {hit.code for hit in hits if hit.kind == ACTION and hit.whole and home[hit.code] not in bearing}
    if _counted(situation, bearing, home) + len(alone) < _THIN:
        bearing |= {hit.code for hit in hits if hit.kind == kind}
        alone = {code for code in alone if home[code] not in bearing}
    return [
        replace(hit, suggested=(hit.kind == kind and hit.code in bearing) or (hit.kind == ACTION and hit.code in alone))
        for hit in hits
    ]


def _counted(situation: Situation, places_: Collection[str], home: dict[str, str]) -> int:
    return sum(home.get(str(row["code"])) in places_ for row in records(situation.leaves))
