"""What the address asks of the page of territories: the measure, the level, the territory whose sheet is open.

A click opens a sheet: it changes `lieu`, not the filter `territoire`. The map must go on comparing every territory, and
a reader who looks at five of them in turn must not see the figures of every other page change. The sheet offers to
make its territory the filter, as a choice of its own. When the filter is set, its territory is the one open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from components import address
from components.view import View, build
from data.measures.layer import POPULATION, RATE, Layer
from data.measures.territories import communes, layer, offered, population
from data.measures.territory_indicators import Read, read_by_territory
from data.situation import Situation
from data.vocabulary import TerritoryKind


@dataclass(frozen=True)
class Asked:
    """The page's state.

    Attributes:
        view: the reader's view without the territory and status filters: what territories are compared on.
        indicators, titles: what can be shown.
        measure: the layer of the map; None when nothing can be shown.
        place: code of the territory whose sheet is open.
        within: code of the territory whose communes are shown, None for the whole département.
        by_commune: the map shows communes.
    """

    view: View
    indicators: Mapping[str, Read]
    titles: Mapping[str, str]
    measure: str | None
    place: str | None
    within: str | None
    by_commune: bool

    @property
    def situation(self) -> Situation:
        return self.view.situation

    def layer(self, key: str | None = None) -> Layer | None:
        """What the map and the list show, or the layer `key`."""
        if key is None and self.by_commune:
            return self.view.once(
                f"communes {self.within}",
                lambda: population(communes(self.situation, self.within), TerritoryKind.COMMUNE),
            )
        wanted = key or self.measure
        if wanted is None:
            return None
        return self.view.once(f"couche {wanted}", lambda: layer(self.situation, wanted, self.indicators))

    @property
    def rates(self) -> Layer:
        """The layer of rates, that the page's sentence and every sheet read."""
        found = self.layer(RATE)
        assert found is not None
        return found


def read(now: View) -> Asked:
    """The state of this rerun; a link that asks for what this plan does not know is followed as far as possible."""
    compared = replace(now.filter.without("territory"), statuses=())
    view = build(now.store, now.head, now.plan, now.actor, compared, now.whole)
    indicators = view.once("indicateurs par territoire", lambda: read_by_territory(view.situation))
    titles = view.once("couches", lambda: offered(view.situation, indicators))
    known = set(view.situation.territories["code"]) - {view.situation.plan.departement_code}
    peers = set(view.situation.peers["code"])

    asked = address.current("mesure")
    measure = asked if asked in titles else next(iter(titles), None)
    place = address.current("lieu") or now.filter.territory
    within = address.current("dans")
    for name, value, allowed in (("lieu", place, known), ("dans", within, peers)):
        if value is not None and value not in allowed:
            st.toast("Le lien désignait un territoire que ce plan ne connaît pas\u00a0: il est ignoré.")
            address.change(**{name: None})
    within = within if within in peers else None
    by_commune = within is not None or (measure == POPULATION and address.current("niveau") == "commune")
    return Asked(
        view, indicators, titles, measure, place if place in known else None, within,
        by_commune and POPULATION in titles and not communes(view.situation).empty,
    )  # fmt: skip


def open_sheet(code: str | None) -> None:
    """Open the sheet of a territory (None: close it)."""
    address.change(lieu=code)


def show_communes(code: str) -> None:
    """Go down to the communes of a territory."""
    address.change(dans=code, lieu=code)


def back() -> None:
    """Go back up to the map of the territories, on the sheet of the one that was entered."""
    address.change(dans=None, niveau=None, lieu=address.current("dans"))


def whole() -> None:
    """Close the sheet, go back up, lift the territory filter."""
    address.change(dans=None, niveau=None, lieu=None, territoire=None)


def follow(code: str) -> None:
    """Make a territory the filter of every page."""
    address.change(territoire=code)
