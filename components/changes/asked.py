"""Which two periods are compared: the end is the period of the header, the start is the address' own `depuis`."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from components import address, pieces, view
from components.campaign.shown import next_period
from components.view import View
from data.errors import CapError
from data.french import capitalised
from data.measures.changes import Changes, compare, same_scope, set_figure
from data.measures.figure import Figure
from data.period import Period
from data.selection import Filter, narrow
from data.situation import Situation

_KEY, _UNTIL = "changements_depuis", "changements_jusqua"


@dataclass(frozen=True)
class Asked:
    """The periods that may be compared, and those that are. `since` None: there is no earlier period."""

    followed: tuple[Period, ...]
    since: Period | None
    until: Period

    @property
    def answerable(self) -> bool:
        """The start comes before the end."""
        return self.since is not None and self.since < self.until


def read(now: View) -> Asked:
    """What the address asks for; a start that this plan does not know is said and left out."""
    followed = tuple(sorted(Period.parse(code) for code in now.plan.periods))
    until = now.situation.period
    earlier = [period for period in followed if period < until]
    since = earlier[-1] if earlier else None
    wanted = address.current("depuis")
    if wanted is not None:
        known = _known(wanted, followed)
        if known is None:
            st.toast("Le lien demandait de comparer à une période qui n’est pas suivie\u00a0: la précédente est prise.")
            address.change(depuis=None)
        else:
            since = known
    return Asked(followed, since, until)


def _known(code: str, followed: tuple[Period, ...]) -> Period | None:
    try:
        period = Period.parse(code)
    except CapError:
        return None
    return period if period in followed else None


def found(now: View, since: Period) -> Changes:
    """The comparison, on what the filter bar keeps at the end; a filter by status is left to the table."""

    def work() -> Changes:
        return compare(*scoped(now, since))

    return view.remembered(now.key, f"changements depuis {since.code}", work)


def figure(now: View, since: Period) -> Figure:
    """The difference that the sentence of the page says, with what it is made of."""
    return view.remembered(now.key, f"écart depuis {since.code}", lambda: set_figure(*scoped(now, since)))


def scoped(now: View, since: Period) -> tuple[Situation, Situation]:
    """An earlier period and the one shown, narrowed to the same actions, whatever their status."""
    # A view without filter: what the filter keeps is chosen at the end and looked up at the start.
    whole = replace(now, filter=Filter(), key=f"{now.key} entier")
    return same_scope(whole.at(since), now.whole, now.filter)


def shown(now: View) -> Situation:
    """The period shown, narrowed by the filter bar but for its statuses."""
    return narrow(now.whole, replace(now.filter, statuses=()))


def choosers(now: View, asked: Asked) -> None:
    """From, to; kept in the address."""
    names = {period.code: period.label for period in asked.followed}
    ends = names | {asked.until.code: asked.until.label}
    st.session_state[_KEY] = asked.since.code if asked.since else None
    st.session_state[_UNTIL] = asked.until.code
    with st.container(horizontal=True, vertical_alignment="bottom", key="changements_periodes"):
        st.selectbox(
            "Du", list(names)[::-1], format_func=lambda code: names[code], key=_KEY, width=222,
            on_change=_since_changed,
        )  # fmt: skip
        st.selectbox(
            "Au", sorted(ends, key=Period.parse, reverse=True), format_func=lambda code: _opened(now, ends, code),
            key=_UNTIL, width=222, on_change=_until_changed,
        )  # fmt: skip


def _opened(now: View, names: dict[str, str], code: str) -> str:
    return f"{names[code]} · ouvert" if code == now.plan.open_period else names[code]


def _since_changed() -> None:
    address.change(depuis=st.session_state[_KEY])


def _until_changed() -> None:
    address.change(trimestre=st.session_state[_UNTIL])


def not_answerable(now: View, asked: Asked) -> None:
    """Why nothing is compared, and what to do."""
    if not asked.followed and next_period(now) is None:
        pieces.empty("Ce plan est terminé.", "Aucune période n’y a été suivie\u00a0: il n’y a rien à comparer.")
        return
    if asked.since is None:
        first = "Aucune période n’est encore suivie." if not asked.followed else "Aucune période n’a été suivie avant."
        pieces.empty(
            first,
            "Il faut deux périodes suivies pour dire ce qui a changé de l’une à l’autre.",
            "La coordination du schéma ouvre les périodes.",
        )
    elif asked.since == asked.until:
        pieces.empty(
            "Les deux périodes choisies sont la même.",
            f"Choisissez une période de départ plus ancienne que {asked.until.the} : on compare deux dates.",
        )
    else:
        pieces.empty(
            "La période de départ vient après celle d’arrivée.",
            f"{capitalised(asked.since.the)} ne peut pas venir avant {asked.until.the} : inversez les deux périodes.",
        )
        st.button("Inverser les deux périodes", key="changements_inverser", on_click=_swap, args=(asked,))


def _swap(asked: Asked) -> None:
    assert asked.since is not None
    address.change(depuis=asked.until.code, trimestre=asked.since.code)
