"""What the address asks of the page of équipements: kinds, a place, the équipement whose card is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components import access, address
from components.view import View
from data.french import folded
from data.measures import facilities as measure
from data.measures.columns import column, records
from data.permissions import Act, may
from data.place_names import short_name
from data.situation import Situation, where
from data.vocabulary import TerritoryKind


@dataclass(frozen=True)
class Asked:
    """The page's state.

    Attributes:
        rows: every équipement of the plan, placed; shown: those that the filters keep.
        kinds: key → kind, signs: key → its sign on the map; chosen: keys that the filter keeps, empty for all.
        offered: code → name of the places that can be chosen; place: the one that is.
        within: codes of the territories kept, by the header's filter and by the page's own.
        opened: the équipement whose card is open.
    """

    view: View
    rows: pd.DataFrame
    shown: pd.DataFrame
    kinds: Mapping[str, str]
    signs: Mapping[str, str]
    chosen: tuple[str, ...]
    offered: Mapping[str, str]
    place: str | None
    within: tuple[str, ...]
    opened: Mapping[str, Any] | None

    @property
    def situation(self) -> Situation:
        return self.view.whole

    @property
    def scope(self) -> str | None:
        """Code of the smallest territory kept."""
        return self.within[-1] if self.within else None

    @property
    def scope_name(self) -> str | None:
        found = where(self.situation.territories, code=self.scope) if self.scope else self.situation.territories[:0]
        return str(found["name"].iloc[0]) if len(found) else None

    @property
    def compared(self) -> measure.Places:
        """The intercommunalités among which équipements are counted."""
        return measure.Places.of(self.situation, self.within)


def read(now: View) -> Asked:
    """The state of this rerun; what a link asks for and the plan does not know is left aside, and said."""
    revision = now.plan.revision
    rows = now.once(
        f"équipements {revision}", lambda: measure.placed(now.whole, access.read_facilities(now.store, now.plan))
    )
    kinds = measure.kinds_of(rows)
    around = (now.filter.territory,) if now.filter.territory else ()
    offered = _offered(now.whole, measure.narrowed(rows, within=around), around)
    chosen = tuple(key for key in address.several("type") if key in kinds)
    place = address.current("dans")
    if (place is not None and place not in offered) or len(chosen) < len(address.several("type")):
        st.toast("Le lien contenait un type ou un lieu sans équipement\u00a0: il est ignoré.")
        place = place if place in offered else None
        address.change(type=chosen, dans=place)
    within = (*around, place) if place else around
    shown = measure.narrowed(rows, chosen, within)
    return Asked(
        now, rows, shown, kinds, measure.signs_of(kinds), chosen, offered, place, within, _opened(rows)
    )  # fmt: skip


def _offered(whole: Situation, rows: pd.DataFrame, around: tuple[str, ...]) -> dict[str, str]:
    """The intercommunalités (unless one is the filter already), then the communes that have an équipement."""
    epcis = where(whole.territories, kind=TerritoryKind.EPCI.value)
    inside = zip(column(epcis, "code"), column(epcis, "name"), strict=True)
    held = {place for places in column(rows, "places") for place in places}
    names = {
        code: short_name(name) for code, name in inside if not around or (code in held and code not in around)
    }  # fmt: skip
    names = dict(sorted(names.items(), key=lambda pair: folded(pair[1])))
    communes = {code: name for code, name in zip(column(rows, "commune_code"), column(rows, "commune"), strict=True)
                if code and name}  # fmt: skip
    return names | {
        code: f"{name} (commune)" for code, name in sorted(communes.items(), key=lambda pair: folded(pair[1]))
    }


def _opened(rows: pd.DataFrame) -> Mapping[str, Any] | None:
    code = address.current("lieu_equipement")
    if code is None:
        return None
    found = next((row for row in records(rows) if row["code"] == code), None)
    if found is None:
        st.toast("L’équipement de ce lien n’est plus dans la liste\u00a0: il est ignoré.")
        address.change(lieu_equipement=None)
    return found


def open_card(code: str | None) -> None:
    """Open the card of an équipement (None: close it)."""
    address.change(lieu_equipement=code)


def may_edit(now: View) -> bool:
    """Whether this profile changes the list in this plan; the commands check again."""
    plans = now.actor.scope.get("plans")
    return may(now.actor, Act.EDIT_PLAN) and (not plans or now.plan.code in plans)
