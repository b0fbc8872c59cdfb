"""A campaign driven at random: whatever people try, in whatever order, a closed period does not move and nothing that
was submitted is lost. A small model says beside what should be there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from data import installation
from data.commands.campaign import (
    close_campaign,
    excuse,
    expect,
    open_campaign,
    reopen_campaign,
    set_campaign_dates,
)
from data.commands.contribution import contribute
from data.commands.report import ReportInput, StateInput, discard_draft, save_draft, submit_report, validate_report
from data.commands.store import set_setting
from data.database import Store
from data.errors import Conflict, Refused
from data.measures.answers import asked_and_answered
from data.period import Period
from data.permissions import SYSTEM
from data.reading import situation
from data.reading.frozen import frozen_situation
from data.vocabulary import Status
from tests.support.plan_store import Renewed, counts, raw, revision, settled
from tests.support.quarter import TODAY, acting
from tests.support.same import same
from tests.support.small_plan import SMALL, load_small_plan

ACTION = {"F1": "F1-1", "F2": "F2-1"}
"""Fiche → the action of it that people speak of."""
PERIODS = ("2026-S1", "2026-S2", "2027-S1")
"""One that is over, one that runs, one that has not begun."""
ROWS = ("report", "actionstate", "expectation", "draft", "evidence")
SUBMITTED, TO_COMPLETE, VALIDATED = "soumis", "a_completer", "valide"
fiches = st.sampled_from(sorted(ACTION))
picks = st.integers(0, 9)
"""Which period is meant: see `Campaigns.meant`."""
rarely = st.sampled_from([False, False, False, True])
"""Drawn so that most of what is tried is allowed: a campaign must go far enough for its closings to mean something."""
comments = st.sampled_from(["Des dates ?", "Des dates ?", ""])

ACTS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "submit": {"pick": picks, "fiche": fiches, "stale": rarely},
    "speak_of_an_action": {
        "pick": picks,
        "fiche": fiches,
        "status": st.sampled_from([Status.IN_PROGRESS, Status.DONE]),
        "stale": rarely,
    },
    "review": {"pick": picks, "fiche": fiches, "accept": st.booleans(), "comment": comments},
    "excuse_or_ask_again": {
        "pick": picks,
        "fiche": fiches,
        "reason": st.sampled_from(["Vacance", None, "Vacance", None, " "]),
    },
    "type": {"pick": picks, "fiche": fiches, "keep": st.booleans()},
    "open_another": {"period": st.sampled_from(PERIODS[1:]), "excused": st.sets(fiches, max_size=1)},
    "move_dates": {"pick": picks, "days": st.integers(0, 60), "more": st.integers(-5, 20)},
    "close": {"pick": picks},
    "reopen": {"pick": picks, "reason": st.sampled_from(["Une correction", "Une autre", " "])},
    "overstep": {"pick": picks, "fiche": fiches},
}
"""What people try → what is drawn for it."""


@dataclass
class Expected:
    """What the model knows of one campaign."""

    closed: bool = False
    excused: set[str] = field(default_factory=set)
    status: dict[str, str] = field(default_factory=dict)
    drafts: set[str] = field(default_factory=set)
    frozen: list[tuple[Any, ...]] = field(default_factory=list)
    """The rows of its frozen states, as they were when each was made."""
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    """Its rows when it was last closed."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small plan in a store of its own: read, never written."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('machine') / 'base.db'}")
    installation.init(store, lambda _: None)
    set_setting(store, SYSTEM, "reference_date", TODAY.isoformat())
    load_small_plan(store)
    settled(store)
    assert store.path is not None
    return store.path


class Campaigns(RuleBasedStateMachine):
    def __init__(self, base: Path, renewed: Renewed) -> None:
        super().__init__()
        self.store = renewed.fresh(base)
        self.coordinator = acting(self.store, "coordination")
        self.known: dict[str, Expected] = {}
        self.texts: list[str] = []
        self.steps = 0

    # --- what people try

    @initialize(excused=st.sets(fiches, max_size=1))
    def open_the_first(self, excused: set[str]) -> None:
        self.open(PERIODS[0], excused)

    @rule(data=st.data(), chance=st.integers(0, 2**32))
    def somebody_acts(self, data: st.DataObject, chance: int) -> None:
        """One rule for all of them: hypothesis would otherwise leave some out of each run, and few would go far."""
        names = [name for name in ACTS if name != "reopen" or any(found.closed for found in self.known.values())]
        # Drawn apart: without a random seed, hypothesis keeps to the first of a list.
        self.steps += 1
        name = Random(f"{chance}/{self.steps}").choice(names)
        getattr(self, name)(**{key: data.draw(drawn) for key, drawn in ACTS[name].items()})

    def open_another(self, period: str, excused: set[str]) -> None:
        self.open(period, excused)

    def open(self, period: str, excused: set[str]) -> None:
        newest = max(self.known, key=Period.parse, default=None)
        legal = newest is None or Period.parse(newest) < Period.parse(period)
        why = dict.fromkeys(excused, "Vacance")
        if self.tries(legal, lambda: open_campaign(*self.here, Period.parse(period), excused=why)):
            self.known[period] = Expected(excused=set(excused))

    def submit(self, pick: int, fiche: str, stale: bool) -> None:
        period = self.meant(pick)
        seen = self.version("report", period, fiche)
        text = f"Texte {len(self.texts)} de {fiche}, {period}"
        report = ReportInput(fiche_code=fiche, period_code=period, done=text, seen_version=99 if stale else seen)
        if self.tries(self.is_open(period) and not stale, lambda: submit_report(*self.here, report)):
            self.known[period].status[fiche] = SUBMITTED
            self.known[period].drafts.discard(fiche)
            self.texts.append(text)

    def speak_of_an_action(self, pick: int, fiche: str, status: Status, stale: bool) -> None:
        period = self.meant(pick)
        said = StateInput(action_code=ACTION[fiche], status=status)
        version = 99 if stale else self.version("actionstate", period, fiche)
        seen = {} if version is None else {(ACTION[fiche], "99"): version}
        legal = self.is_open(period) and not stale
        if self.tries(legal, lambda: contribute(*self.here, fiche, period, [said], seen)):
            self.known[period].drafts.discard(fiche)

    def review(self, pick: int, fiche: str, accept: bool, comment: str) -> None:
        period = self.meant(pick)
        submitted = self.is_open(period) and self.known[period].status.get(fiche) in (SUBMITTED, VALIDATED)
        legal = submitted and (accept or bool(comment))
        act = lambda: validate_report(*self.here, fiche, period, accept=accept, comment=comment)  # noqa: E731
        if self.tries(legal, act):
            self.known[period].status[fiche] = VALIDATED if accept else TO_COMPLETE

    def excuse_or_ask_again(self, pick: int, fiche: str, reason: str | None) -> None:
        period = self.meant(pick)
        legal = self.is_open(period) and (reason is None or bool(reason.strip()))
        if self.tries(legal, lambda: excuse(*self.here, period, fiche, reason)):
            (self.known[period].excused.discard if reason is None else self.known[period].excused.add)(fiche)

    def type(self, pick: int, fiche: str, keep: bool) -> None:
        period = self.meant(pick)
        body = {"done": f"brouillon {len(self.texts)}"}
        act = save_draft if keep else discard_draft
        if self.tries(self.is_open(period), lambda: act(*self.here, fiche, period, *([body] if keep else []))):
            (self.known[period].drafts.add if keep else self.known[period].drafts.discard)(fiche)

    def move_dates(self, pick: int, days: int, more: int) -> None:
        period = self.meant(pick)
        due = max(Period.parse(period).ends_on, TODAY) + timedelta(days=days)
        closing: date = due + timedelta(days=more)
        legal = self.is_open(period) and more >= 0
        self.tries(legal, lambda: set_campaign_dates(*self.here, Period.parse(period), due, closing, reason="COTECH"))

    def close(self, pick: int) -> None:
        period = self.meant(pick)
        legal = self.is_open(period) and Period.parse(period).starts_on <= TODAY
        live = situation(self.store, SMALL, period)
        if self.tries(legal, lambda: close_campaign(*self.here, Period.parse(period))):
            found = self.known[period]
            found.closed, found.rows = True, self.rows_of(period)
            kept = self.frozen(period)
            assert [row[0] for row in kept] == list(range(1, len(found.frozen) + 2))
            assert kept[:-1] == found.frozen
            found.frozen = kept
            same(frozen_situation(self.store, SMALL, period, len(kept)), live, but=("campaigns",))

    def reopen(self, pick: int, reason: str) -> None:
        period = self.meant(pick, closed=True)
        legal = period in self.known and self.known[period].closed and bool(reason.strip())
        if self.tries(legal, lambda: reopen_campaign(*self.here, Period.parse(period), reason=reason)):
            self.known[period].closed = False

    def overstep(self, pick: int, fiche: str) -> None:
        """What the coordination may not do, and what somebody who only reads may not."""
        period = self.meant(pick)
        self.tries(False, lambda: expect(*self.here, period, fiche))
        reader = acting(self.store, "lecture")
        report = ReportInput(fiche_code=fiche, period_code=period, done="intrus")
        for act in (
            lambda: submit_report(self.store, reader, SMALL, report),
            lambda: close_campaign(self.store, reader, SMALL, Period.parse(period)),
            lambda: reopen_campaign(self.store, reader, SMALL, Period.parse(period), reason="x"),
        ):
            self.tries(False, act)

    # --- what always holds

    @invariant()
    def a_closed_period_has_not_moved(self) -> None:
        for period, found in self.known.items():
            assert self.frozen(period) == found.frozen
            if found.closed:
                assert self.rows_of(period) == found.rows

    @invariant()
    def the_store_says_what_was_done(self) -> None:
        with raw(self.store) as connection:
            campaigns = dict(connection.execute("SELECT period, status FROM campaign"))
            reports = connection.execute(
                "SELECT period, code, report.status FROM report JOIN campaign ON campaign.id = campaign_id "
                "JOIN fiche ON fiche.id = fiche_id"
            ).fetchall()
            drafts = connection.execute(
                "SELECT period, code FROM draft JOIN campaign ON campaign.id = campaign_id "
                "JOIN fiche ON fiche.id = fiche_id"
            ).fetchall()
        assert campaigns == {code: "cloturee" if known.closed else "ouverte" for code, known in self.known.items()}
        said = {(code, fiche, word) for code, known in self.known.items() for fiche, word in known.status.items()}
        assert set(reports) == said
        assert set(drafts) == {(code, fiche) for code, known in self.known.items() for fiche in known.drafts}

    @invariant()
    def an_excused_fiche_is_not_counted(self) -> None:
        for period, found in self.known.items():
            asked = set(ACTION) - found.excused
            came = {fiche for fiche in asked if found.status.get(fiche) in (SUBMITTED, VALIDATED)}
            assert asked_and_answered(situation(self.store, SMALL, period)) == (len(came), len(asked))

    @invariant()
    def every_text_that_was_submitted_is_in_the_journal(self) -> None:
        with raw(self.store) as connection:
            told = " ".join(after for (after,) in connection.execute("SELECT after FROM journalentry"))
        assert [text for text in self.texts if f'"{text}"' not in told] == []
        assert "intrus" not in told

    # --- the means

    @property
    def here(self) -> tuple[Any, ...]:
        return self.store, self.coordinator, SMALL

    def meant(self, pick: int, closed: bool = False) -> str:
        """Most often a period in the state that the act calls for, else any: what is refused is tried too."""
        fitting = [code for code, found in self.known.items() if found.closed == closed]
        among = fitting if fitting and pick < 8 else list(PERIODS)
        return among[pick % len(among)]

    def is_open(self, period: str) -> bool:
        return period in self.known and not self.known[period].closed

    def tries(self, legal: bool, act: Callable[[], object]) -> bool:
        """Do what is allowed; see what is not refused in French, with nothing changed."""
        if legal:
            act()
            return True
        before = self.everything()
        with pytest.raises((Refused, Conflict)) as refusal:
            act()
        assert "rien n’a été" in str(refusal.value).lower()
        assert self.everything() == before
        return False

    def everything(self) -> tuple[Any, ...]:
        with raw(self.store) as connection:
            tables = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in (*ROWS, "campaign")]
        return counts(self.store), revision(self.store, SMALL), tables

    def rows_of(self, period: str) -> dict[str, list[tuple[Any, ...]]]:
        mine = "WHERE campaign_id = (SELECT id FROM campaign WHERE period = ?)"
        with raw(self.store) as connection:
            return {table: connection.execute(f"SELECT * FROM {table} {mine}", (period,)).fetchall() for table in ROWS}

    def frozen(self, period: str) -> list[tuple[Any, ...]]:
        with raw(self.store) as connection:
            sql = "SELECT number, sha256, body, reason FROM frozenperiod WHERE period = ? ORDER BY number"
            return connection.execute(sql, (period,)).fetchall()

    def version(self, table: str, period: str, fiche: str) -> int | None:
        owner = "JOIN action ON action.id = action_id JOIN fiche ON fiche.id = action.fiche_id"
        if table == "report":
            owner = "JOIN fiche ON fiche.id = fiche_id"
        with raw(self.store) as connection:
            found = connection.execute(
                f"SELECT {table}.version FROM {table} JOIN campaign ON campaign.id = campaign_id {owner} "
                "WHERE period = ? AND fiche.code = ?",
                (period, fiche),
            ).fetchone()
        return found[0] if found else None


@pytest.mark.soak
def test_no_order_of_acts_moves_a_closed_period_or_loses_a_text(base: Path, tmp_path: Path) -> None:
    renewed = Renewed(tmp_path / "machine")
    run_state_machine_as_test(
        lambda: Campaigns(base, renewed),
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
