"""The map of France of the initiatives kept: how many by département, a click filters."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import address, map_france, maps, pieces, theme
from components.initiatives import asked
from components.initiatives.asked import Asked
from components.initiatives.folding import folded_on_a_phone
from components.map_france import Departements
from components.pieces import plain
from data.bank.filtering import by_departement
from data.bank.map_words import map_said
from data.french import plural, typeset
from data.geography import ATTRIBUTION
from data.geography.france import NOTE
from data.measures.columns import records

MAP = "carte_initiatives"
_LAST = "carte_initiatives_clic"
HEIGHT = 540
_NONE = "aucune"
_CLASSES = ((1, "1"), (3, "2 ou 3"), (7, "4 à 7"), (10_000, "8 et plus"))
"""Largest count of each class and its words; most départements have one to four."""


def show(now: Asked) -> None:
    """The map, folded on a phone."""
    with folded_on_a_phone("carte_initiatives", "Montrer la carte de France"):
        _map(now)


def _map(now: Asked) -> None:
    counted = by_departement(now.around)
    rows = _table(counted)
    says = map_said(counted)
    found = map_france.departements()
    if not isinstance(found, Departements):
        st.warning(f"La carte n’est pas disponible\u00a0; la liste reste complète.  \n{plain(typeset(str(found)))}")
        st.markdown(plain(says))
        pieces.behind(rows, key=MAP)
        return
    counts = {str(row["map_departement_code"]): int(row["count"]) for row in records(counted)}
    areas = [_area(code, name, counts.get(code, 0)) for code, name in found.map.names.items()]
    chosen = [code for code in now.chosen.departements if code in found.features]
    one = chosen[0] if len(chosen) == 1 else None
    outlined = [found.features[code] for code in chosen if one is None]
    figure = maps.choropleth(
        areas,
        _entries(),
        maps.Ground(found.features, [*found.map.frames, *outlined], found.address),
        selected=one,
        height=HEIGHT,
    )
    known = frozenset(choice.code for choice in now.offered.departements)
    pieces.chart(figure, key=MAP, says=says, rows=rows, on_select=partial(_clicked, known=known, names=found.map.names))
    st.caption(plain(typeset(f"Un clic sur un département le choisit ; un second le lève. {NOTE} {ATTRIBUTION}.")))


def _area(code: str, name: str, count: int) -> maps.Area:
    said = plural(count, "initiative") if count else "aucune initiative"
    entry = next(key for most, key in _CLASSES if count <= most) if count else _NONE
    return maps.Area(code, f"{name} ({code})", entry, (said,))


def _entries() -> list[maps.Entry]:
    """Always the same legend: filters change the map, never its key."""
    shades = theme.sequential()[1:]
    none = maps.Entry(_NONE, "aucune", theme.line())
    return [none, *(maps.Entry(key, key, shade) for (_, key), shade in zip(_CLASSES, shades, strict=True))]


def _clicked(known: Collection[str], names: Mapping[str, str]) -> None:
    """A click chooses a département alone; a click on the one chosen lifts it. `known`: those of the bank."""
    event: Any = st.session_state.get(MAP)
    code = maps.code_of(event["selection"]["points"]) if event else None
    # The second click on a département empties the selection; if it was lifted elsewhere meanwhile, it is chosen again.
    meant = code or st.session_state.get(_LAST)
    st.session_state[_LAST] = meant
    if meant is not None and meant not in known:
        st.toast(plain(typeset(f"Le recueil n’a aucune initiative de ce département : {names.get(meant, meant)}.")))
        return
    already = address.several("departement") == (meant,)
    asked.change(departement=None if already or meant is None else meant)


def _table(counted: pd.DataFrame) -> pd.DataFrame:
    rows = records(counted)
    return pd.DataFrame(
        {
            "Code": [str(row["map_departement_code"]) for row in rows],
            "Département": [str(row["name"]) for row in rows],
            "Initiatives": [int(row["count"]) for row in rows],
        }
    )
