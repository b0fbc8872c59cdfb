"""The view: what this rerun shows. Built once by the shell; every page starts with `view.current()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from components import access, address, theme
from data.database import Store
from data.period import Period
from data.permissions import Actor
from data.reading import Head, PlanHead
from data.selection import Filter, narrow
from data.situation import Situation

_KEY = "vue"
T = TypeVar("T")


@dataclass(frozen=True)
class View:
    """What a page may know of the rerun.

    Attributes:
        whole: the Situation of the plan and period, unfiltered.
        situation: the same, narrowed by the filter bar: what figures are computed on.
        actor: the profile in force; commands check it again.
        number: of the frozen state shown, None when the period is shown as it is now.
        key: names exactly this Situation and filter: what is computed on them may be remembered under it.
    """

    store: Store
    head: Head
    plan: PlanHead
    actor: Actor
    filter: Filter
    whole: Situation
    situation: Situation
    number: int | None
    key: str

    def at(self, period: Period) -> Situation:
        """The same plan, filtered the same way, as of another period."""
        other = self.unfiltered(period)
        return remembered(f"{self.key}@{period.code}", "situation", lambda: narrow(other, self.filter))

    def unfiltered(self, period: Period) -> Situation:
        """The same plan, whole, as of another period."""
        version = beside(self.plan, period.code, self.number)
        return access.read_situation(self.store, self.plan, period.code, self.head.today, version)

    @property
    def previous(self) -> Situation | None:
        """The period before, when the plan was already followed then."""
        earlier = [period for period in self._followed if period < self.situation.period]
        return self.at(earlier[-1]) if earlier else None

    @property
    def _followed(self) -> list[Period]:
        return sorted(Period.parse(code) for code in self.plan.periods)

    def once(self, name: str, compute: Callable[[], T]) -> T:
        """`compute()`, remembered for every session that shows the same Situation with the same filter.

        `name` names the computation on its page; what it returns is shared and must not be modified.
        """
        return remembered(f"{self.key} {address.page()}", name, compute)

    def drawn(self, name: str, draw: Callable[[], T]) -> T:
        """`draw()`, remembered as `once` does, apart for the light and the dark page."""
        return self.once(f"{name} {'dark' if theme.is_dark() else 'light'}", draw)


def beside(plan: PlanHead, period: str, number: int | None) -> int | None:
    """Which frozen state of another period goes beside what is shown: frozen with frozen, even while it is reopened.

    Args:
        number: of the frozen state shown; None when the period shown is as it is now.
    """
    return None if number is None else len(plan.frozen.get(period, ())) or None


def build(
    store: Store, head: Head, plan: PlanHead, actor: Actor, wanted: Filter, whole: Situation, version: int | None = None
) -> View:
    """The view of this rerun; `version`: number of the frozen state asked for, None for the last one.

    A new revision or day, another period, frozen state or filter makes a new key; a period frozen with all those
    before it keeps its key for ever.
    """
    period = whole.period.code
    earlier = [code for code in plan.periods if Period.parse(code) < whole.period]
    number = plan.number(period, version)
    known = [access.identity(plan, code, head.today, beside(plan, code, number)) for code in earlier]
    key = repr((store.url, known, access.identity(plan, period, head.today, version), wanted))
    narrowed = remembered(key, "situation", lambda: narrow(whole, wanted))
    return View(store, head, plan, actor, wanted, whole, narrowed, number, key)


def remembered(key: str, name: str, compute: Callable[[], T]) -> T:
    """`compute()` once for each (key, name), shared by all sessions."""
    return _remembered(key, name, compute)


@st.cache_resource(max_entries=2000, show_spinner=False)
def _remembered(key: str, name: str, _compute: Callable[[], Any]) -> Any:
    return _compute()


def keep(view: View | None) -> None:
    """Called by the shell, and by nobody else."""
    st.session_state[_KEY] = view


def current() -> View:
    """The view of this rerun. A page reached without the shell stops here: no menu, no profile, nothing shown."""
    view = st.session_state.get(_KEY)
    if not isinstance(view, View):
        st.error("Cette page s’ouvre depuis l’application. Revenez à l’accueil\u00a0: rien n’a été perdu.")
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
