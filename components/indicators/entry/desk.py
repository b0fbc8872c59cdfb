"""What the page of values works on: the plan as it is now, the chosen indicator's sheet, what is typed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import streamlit as st

from components import access, address
from components.packaged import packaged_component
from components.view import View, remembered
from data.entry.values_judged import Judged, judge
from data.entry.values_paste import Stray
from data.entry.values_sheet import Part, Slot, ValueSheet, levels, value_sheet
from data.entry.values_words import Choice, asked_day, choices
from data.entry.values_work import Work, from_browser, to_browser, typed
from data.period import Period
from data.permissions import Act, may
from data.situation import Situation
from data.vocabulary import Aggregation, TerritoryKind

ALONE = TerritoryKind.DEPARTEMENT
GRID, LIST = "grille", "liste"
_FEW = 4
"""Dates shown until all are asked for."""
_keep = packaged_component("reprise", html="<span hidden></span>")


@dataclass(frozen=True)
class Desk:
    """One indicator at work.

    Attributes:
        live: the plan as it is now, with every value given so far, whatever period the page is read at.
        days: the dates shown.
        asked: the date that the page speaks of first.
    """

    now: View
    live: Situation
    found: tuple[Choice, ...]
    sheet: ValueSheet
    days: tuple[date, ...]
    asked: date | None
    form: str

    @property
    def id(self) -> str:
        """Names what is typed: by whom, in which store, of which indicator."""
        return f"valeurs {self.now.store.url} {self.now.plan.code} {self.now.actor.code} {self.sheet.code}"

    @property
    def work(self) -> Work:
        return st.session_state.get(self.id, Work())

    @property
    def judged(self) -> Judged:
        work = self.work
        return judge(self.sheet, work.texts, work.seen)

    @property
    def columns(self) -> list[tuple[date, Part]]:
        return [(on, part) for on in self.days for part in self.sheet.parts]

    def put(self, work: Work) -> None:
        st.session_state[self.id] = work

    def type(self, cells: Mapping[Slot, str], act: str, strays: Sequence[Stray] = ()) -> None:
        """Take what was typed or pasted."""
        self.put(typed(self.sheet, self.work, cells, act, strays))


def may_record(now: View) -> bool:
    """Whether this profile records values in this plan; the commands check again."""
    plans = now.actor.scope.get("plans")
    return may(now.actor, Act.EDIT_INDICATORS) and (not plans or now.plan.code in plans)


def live(now: View) -> Situation:
    """The plan as it is today, never a frozen state: what is closed may still be completed."""
    months, today = now.whole.plan.reporting_months, now.head.today
    period = Period.containing(today, months)
    if now.plan.open_period == period.shift(-1).code:
        period = period.shift(-1)  # already read for the other pages, and it holds every period that is over
    while period.code in now.plan.closed:
        period = period.shift(1)
    return access.read_situation(now.store, now.plan, period.code, today)


def read(now: View) -> Desk | None:
    """The desk that the address asks for; None when the plan, or the filter, has no indicator."""
    situation = live(now)
    key = f"valeurs {now.store.url} {now.plan.code} {now.plan.revision} {situation.period.code} {now.head.today}"
    kept = {str(code) for code in now.situation.indicators["code"]}
    found = tuple(one for one in remembered(key, "choix", lambda: choices(situation)) if one.code in kept)
    if not found:
        return None
    code = address.current("indicateur")
    code = code if code in {one.code for one in found} else found[0].code
    kind = _level(situation, code)
    sheet = remembered(key, f"{code} {kind}", lambda: value_sheet(situation, code, kind))
    asked = asked_day(sheet)
    days = sheet.days if address.current("dates") == "toutes" else _few(sheet, asked)
    wanted = address.current("forme")
    form = wanted if wanted in (GRID, LIST) else LIST if _on_a_phone() else GRID
    return Desk(now, situation, found, sheet, days, asked, form)


def _few(sheet: ValueSheet, asked: date | None) -> tuple[date, ...]:
    """The last dates, and the one that the page speaks of."""
    return tuple(on for on in sheet.days if on in sheet.days[-_FEW:] or on == asked)


def _level(situation: Situation, code: str) -> TerritoryKind:
    """The level asked for, else the one whose values are known, else the plan's own where values add up."""
    there = levels(situation)
    asked = address.current("niveau")
    if asked in [kind.value for kind in (*there, ALONE)]:
        return TerritoryKind(asked)
    kinds = dict(zip(situation.territories["code"], situation.territories["kind"], strict=True))
    mine = situation.measures[situation.measures["indicator_code"] == code]
    said = {kinds.get(place) for place in mine["territory_code"]}
    for kind in there:
        if kind.value in said:
            return kind
    row = situation.indicators[situation.indicators["code"] == code]
    adds_up = row["territory_aggregation"].iloc[0] != Aggregation.NONE.value
    return there[0] if there and adds_up else ALONE


def _on_a_phone() -> bool:
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def kept_in_tab(desk: Desk) -> None:
    """Keep what is typed in the reader's own tab, and take back what a reload interrupted."""
    st.session_state.setdefault("valeurs_session", uuid4().hex)
    key = f"{desk.id} reprise"

    def come_back() -> None:
        sent = st.session_state[key].get("reprise")
        if isinstance(sent, dict) and sent.get("id") == desk.id and desk.work.empty:
            found = from_browser(sent.get("cases"))
            if not found.empty:
                desk.put(found)
                st.session_state[f"{desk.id} repris"] = True

    _keep(
        key=key,
        data={"id": desk.id, "cases": to_browser(desk.work), "session": st.session_state["valeurs_session"]},
        on_reprise_change=come_back,
    )
