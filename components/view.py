"""The view: what this rerun shows. Built once by the shell; every page starts with `view.current()`."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from components import access, address
from data.database import Store
from data.period import Period
from data.permissions import Actor
from data.reading import Head, PlanHead
from data.selection import Filter, narrow
from data.situation import Situation

_KEY = "vue"


@dataclass(frozen=True)
class View:
    """What a page may know of the rerun.

    Attributes:
        whole: the Situation of the plan and period, unfiltered.
        situation: the same, narrowed by the filter bar: what figures are computed on.
        actor: the profile in force; commands check it again.
    """

    store: Store
    head: Head
    plan: PlanHead
    actor: Actor
    filter: Filter
    whole: Situation
    situation: Situation

    def at(self, period: Period) -> Situation:
        """The same plan, filtered the same way, as of another period."""
        other = access.read_situation(self.store, self.plan.code, period.code, self.plan.revision, self.head.today)
        return narrow(other, self.filter)

    @property
    def previous(self) -> Situation | None:
        """The period before, when the plan was already followed then."""
        known = [Period.parse(code) for code in self.plan.periods]
        earlier = [period for period in known if period < self.situation.period]
        return self.at(max(earlier)) if earlier else None

    @property
    def history(self) -> list[Situation]:
        """The followed periods up to this one, oldest first."""
        known = sorted(Period.parse(code) for code in self.plan.periods)
        return [self.at(period) for period in known if period <= self.situation.period]


def keep(view: View | None) -> None:
    """Called by the shell, and by nobody else."""
    st.session_state[_KEY] = view


def current() -> View:
    """The view of this rerun. A page reached without the shell stops here: no menu, no profile, nothing shown."""
    view = st.session_state.get(_KEY)
    if not isinstance(view, View):
        st.error("Cette page s’ouvre depuis l’application. Revenez à l’accueil : rien n’a été perdu.")
        st.stop()
    return view


def wanted() -> Filter:
    """The filter that the address asks for, as it stands."""
    return Filter(
        axes=address.several("axe"),
        headings=address.several("orientation"),
        audiences=address.several("public"),
        with_universal=address.current("tout_public") == "oui",
        territory=address.current("territoire"),
        pilots=address.several("pilote"),
        statuses=address.several("statut"),
    )
