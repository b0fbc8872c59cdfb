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
from data.errors import CapError
from data.measures.layer import POPULATION, RATE, TITLES, Layer
from data.measures.level_layers import layer_at, own_level, readable_at
from data.measures.levels import inner, levels, trail
from data.measures.territories import kinds_of, layer, offered
from data.measures.territory_indicators import Read, read_by_territory
from data.period import Period
from data.situation import Situation
from data.vocabulary import TerritoryKind


@dataclass(frozen=True)
class Asked:
    """The page's state.

    Attributes:
        view: the reader's view without the territory and status filters: what territories are compared on.
        previous: the earlier state that a change is counted from; None for the plan's first period.
        indicators: those with values by territory.
        levels: those that the département has, widest first.
        kind: the level that the map shows; first: the one at which its measure is shown unless told.
        titles: what can be shown at that level.
        measure: the layer of the map; None when nothing can be shown.
        place: code of the territory whose sheet is open.
        within: code of the territory whose parts are shown, None for the whole département.
    """

    view: View
    previous: Situation | None
    indicators: Mapping[str, Read]
    levels: tuple[TerritoryKind, ...]
    kind: TerritoryKind
    first: TerritoryKind
    titles: Mapping[str, str]
    measure: str | None
    place: str | None
    within: str | None

    @property
    def situation(self) -> Situation:
        return self.view.situation

    def layer(self) -> Layer | None:
        """What the map and the list show."""
        measure = self.measure
        if measure is None:
            return None
        return self.view.once(
            f"couche {measure} {self.kind} {self.within} {self._since}",
            lambda: layer_at(
                self.situation, measure, self.indicators, self.kind, previous=self.previous, within=self.within
            ),
        )  # fmt: skip

    @property
    def _since(self) -> str:
        return self.previous.period.code if self.previous else ""

    @property
    def rates(self) -> Layer:
        """The layer of rates, that the page's sentence and every sheet read."""
        return self.view.once(f"couche {RATE}", lambda: layer(self.situation, RATE, self.indicators))


def read(now: View) -> Asked:
    """The state of this rerun; a link that asks for what this plan does not know is followed as far as possible."""
    compared = replace(now.filter.without("territory"), statuses=())
    view = build(now.store, now.head, now.plan, now.actor, compared, now.whole)
    here, previous = view.situation, _previous(view)
    indicators = view.once("indicateurs par territoire", lambda: read_by_territory(here))
    known = view.once("niveaux", lambda: levels(here))
    since = previous.period.code if previous else ""
    every = view.once(f"couches {since}", lambda: offered(here, indicators, previous))
    place, within = _places(here, now.filter.territory)
    asked = address.current("mesure")
    measure = asked if asked in every else next(iter(every), None)
    first = _first_level(here, measure, indicators)
    wanted = _level(known)
    kind = wanted or first
    if within is not None:
        parts = inner(here, within)
        kind = wanted if wanted in parts and wanted else first if first in parts else parts[0]
    titles = every
    if wanted or within:
        titles = view.once(
            f"couches {since} {kind}",
            lambda: {key: title for key, title in every.items() if readable_at(here, key, indicators, kind)},
        )
    if not titles and len(known) > 1:
        # Nothing is known at this level: its territories are shown all the same, and said to be so.
        titles = {POPULATION: TITLES[POPULATION]}
    if measure not in titles:
        measure = next(iter(titles), None)
    return Asked(view, previous, indicators, known, kind, first, titles, measure, place, within)


def _previous(view: View) -> Situation | None:
    """The state that the address' `depuis` names, when it is an earlier one; else that of the period before."""
    code = address.current("depuis")
    try:
        asked = Period.parse(code) if code in view.plan.periods else None
    except CapError:
        asked = None
    return view.at(asked) if asked is not None and asked < view.situation.period else view.previous


def _first_level(here: Situation, measure: str | None, indicators: Mapping[str, Read]) -> TerritoryKind:
    """The level that a measure is shown at unless told: the finest of an indicator, else the plan's."""
    return kinds_of(here, measure, indicators)[0] if measure else own_level(here)


def _places(here: Situation, filtered: str | None) -> tuple[str | None, str | None]:
    """The territory whose sheet is open and the one whose parts are shown, as far as the plan knows them."""
    known = set(here.territories["code"]) - {here.plan.departement_code}
    place, within = address.current("lieu") or filtered, address.current("dans")
    if place is not None and place not in known:
        _unknown("lieu")
        place = None
    if within is not None and (within not in known or not inner(here, within)):
        _unknown("dans")
        within = None
    return place, within


def _unknown(name: str) -> None:
    st.toast("Le lien désignait un territoire que ce plan ne connaît pas\u00a0: il est ignoré.")
    address.change(**{name: None})


def _level(known: tuple[TerritoryKind, ...]) -> TerritoryKind | None:
    """The level that the address asks for, None when it asks for none or for one that the plan does not have."""
    asked = address.current("niveau")
    wanted = next((kind for kind in known if kind == asked), None)
    if asked is not None and wanted is None:
        # A period frozen before cantons came into use has none: the level then is the usual one.
        st.toast("Le niveau demandé n’existe pas dans ce plan à cette période\u00a0: la carte garde le sien.")
        address.change(niveau=None)
    return wanted


def open_sheet(code: str | None) -> None:
    """Open the sheet of a territory (None: close it)."""
    address.change(lieu=code)


def show_level(now: Asked, kind: TerritoryKind) -> None:
    """Show another level, inside the territory shown if it has places of that level, else in the département."""
    stays = now.within is not None and kind in inner(now.situation, now.within)
    address.change(niveau=kind.value if stays or kind is not now.first else None, dans=now.within if stays else None)


def show_communes(code: str) -> None:
    """Go down to the communes of a territory, whatever stands between."""
    address.change(dans=code, lieu=code, niveau=TerritoryKind.COMMUNE.value)


def climb(now: Asked, code: str) -> None:
    """Go back up to a territory: its sheet, and the map on which it stands among the others.

    The département closes the sheet and lifts the territory filter: nothing is left selected.
    """
    if code == now.situation.plan.departement_code:
        whole()
        return
    steps = trail(now.situation, code)
    above = str(steps[-2]["code"])
    inside = above != now.situation.plan.departement_code and now.within is not None
    kind = TerritoryKind(str(steps[-1]["kind"]))
    usual = kind is own_level(now.situation) and not inside
    address.change(lieu=code, dans=above if inside else None, niveau=None if usual else kind.value)


def whole() -> None:
    """Close the sheet, go back up, lift the territory filter."""
    address.change(dans=None, niveau=None, lieu=None, territoire=None)


def follow(code: str) -> None:
    """Make a territory the filter of every page."""
    address.change(territoire=code)
