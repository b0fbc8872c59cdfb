"""What reminders start from: open campaigns, what is still owed today and by whom, what was sent. One transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from data import clock
from data.database import Store
from data.french import typeset
from data.measures.calendar import has_begun
from data.measures.columns import as_date, records
from data.model import (
    Account,
    Action,
    ActionState,
    Assignment,
    Campaign,
    Expectation,
    Fiche,
    Pilot,
    Plan,
    Reminder,
    Report,
)
from data.reading.builder import build
from data.reading.heads import is_demonstration
from data.reading.source import Source, labelled, natural, source_of
from data.reminders.owing import Asked, Dates, Debt, Item, Recipient, Round, Sent
from data.reminders.schedule import REST_DAYS
from data.situation import Situation
from data.vocabulary import PilotRole, ReportStatus, Role, Status

_HANDED_IN = (ReportStatus.SUBMITTED.value, ReportStatus.VALIDATED.value)
_ENDED = frozenset({Status.DONE, Status.ABANDONED})


@dataclass(frozen=True)
class Outlook:
    """What `data.reminders.schedule` works on.

    Attributes:
        rounds: the open campaigns.
        debts: what is owed in them, by whom.
        sent: the reminders of these campaigns, and of any campaign within the days of rest; oldest first.
    """

    now: datetime
    demonstration: bool
    rounds: tuple[Round, ...]
    debts: tuple[Debt, ...]
    sent: tuple[Sent, ...]

    @property
    def today(self) -> date:
        return self.now.date()


def outlook(
    store: Store, plan_code: str | None = None, *, now: datetime | None = None, known: Situation | None = None
) -> Outlook:
    """Read it, for one plan or all of them.

    Args:
        now: the moment; the store's clock by default.
        known: a whole Situation at hand: spares reading it again when it is of the same plan, period and revision.

    Raises:
        StoreError: no such plan, or the store cannot be read.
    """
    with store.read() as session:
        moment = now or clock.now(session)
        if plan_code is None:
            sources = [Source(session, plan) for plan in session.exec(select(Plan).order_by(col(Plan.id)))]
        else:
            sources = [source_of(session, plan_code)]
        rounds: list[Round] = []
        debts: list[Debt] = []
        for source in sources:
            plan = source.plan
            open_ones = select(Campaign).where(Campaign.plan_id == plan.id, col(Campaign.closed_on).is_(None))
            for campaign in session.exec(open_ones.order_by(col(Campaign.due_on), col(Campaign.id))):
                reader = _Reader(source, campaign, moment.date(), known)
                rounds.append(reader.round)
                debts += reader.debts()
        sent = _sent(session, {round_.campaign_id for round_ in rounds}, moment.date())
        return Outlook(moment, is_demonstration(session), tuple(rounds), tuple(debts), tuple(sent))


class _Reader:
    """One open campaign as the transaction sees it."""

    def __init__(self, source: Source, campaign: Campaign, today: date, known: Situation | None) -> None:
        self.source, self.campaign, self.today, self.known = source, campaign, today, known
        self.session, self.plan = source.session, source.plan
        plan = source.plan
        assert campaign.id is not None
        dates = Dates(campaign.opened_on, campaign.due_on, campaign.closes_on, campaign.closed_on)
        self.round = Round(campaign.id, plan.code, plan.title, campaign.period, dates)

    def debts(self) -> list[Debt]:
        """Who owes what: the lead of a fiche its report, the coordination those without a lead, a pilot its actions."""
        owed = self._fiches()
        if not owed:
            return []
        items: dict[Recipient, list[tuple[str, Item]]] = {}
        leads = self._leads()
        coordination = self._coordination()
        leading: dict[int, Recipient] = {}
        for fiche_id, item in owed.items():
            lead = leads.get(fiche_id)
            if lead is not None:
                leading[fiche_id] = lead
            for recipient in [lead] if lead is not None else coordination:
                items.setdefault(recipient, []).append((item.fiche_code, item))
        for recipient, fiche_id, actions in self._action_pilots(set(owed)):
            if leading.get(fiche_id) != recipient:
                of = owed[fiche_id]
                asked = Item(of.fiche_code, of.title, Asked.STATES, actions=actions)
                items.setdefault(recipient, []).append((of.fiche_code, asked))
        return [
            Debt(recipient, self.round, tuple(item for _, item in sorted(mine, key=lambda one: natural(one[0]))))
            for recipient, mine in items.items()
        ]

    def _fiches(self) -> dict[int, Item]:
        """Fiche id → what is still asked of it; nothing of those excused or handed in."""
        said = (col(Report.fiche_id) == col(Fiche.id)) & (col(Report.campaign_id) == col(Expectation.campaign_id))
        found = self.source.rows(
            labelled(
                fiche_id=Fiche.id, code=Fiche.code, title=Fiche.title, status=Report.status, comment=Report.comment
            )
            .select_from(Fiche)
            .join(Expectation, col(Expectation.fiche_id) == col(Fiche.id))
            .outerjoin(Report, said)
            .where(
                col(Expectation.campaign_id) == self.round.campaign_id,
                col(Expectation.excused).is_(False),
                col(Report.status).is_(None) | col(Report.status).not_in(_HANDED_IN),
            )
        )
        owed: dict[int, Item] = {}
        for row in found:
            back = row["status"] == ReportStatus.TO_COMPLETE.value
            asked = Asked.COMPLETION if back else Asked.REPORT
            owed[row["fiche_id"]] = Item(row["code"], typeset(row["title"]), asked, row["comment"] if back else None)
        return owed

    def _leads(self) -> dict[int, Recipient]:
        """Fiche id → who leads it today; the last appointed when there are several."""
        found = self.session.exec(
            select(Pilot, Assignment.fiche_id)
            .join(Assignment, col(Assignment.pilot_id) == col(Pilot.id))
            .where(Pilot.plan_id == self.plan.id, Assignment.role == PilotRole.LEAD.value, *self._in_office())
            .order_by(col(Assignment.from_on), col(Assignment.id))
        ).all()
        return {fiche_id: _pilot(pilot) for pilot, fiche_id in found if fiche_id is not None}

    def _coordination(self) -> list[Recipient]:
        found = self.session.exec(
            select(Account).where(Account.role == Role.COORDINATOR.value, col(Account.active)).order_by(col(Account.id))
        ).all()
        return [_account(row) for row in found if not row.scope.get("plans") or self.plan.code in row.scope["plans"]]

    def _action_pilots(self, fiches: set[int]) -> list[tuple[Recipient, int, tuple[tuple[str, str], ...]]]:
        """(pilot, fiche id, (code, title) of the actions) whose state nobody said in the campaign, though under way."""
        spoken = select(ActionState.action_id).where(ActionState.campaign_id == self.round.campaign_id)
        found = self.session.exec(
            select(Pilot, Action)
            .join(Assignment, col(Assignment.pilot_id) == col(Pilot.id))
            .join(Action, col(Action.id) == col(Assignment.action_id))
            .where(
                Action.plan_id == self.plan.id,
                col(Action.fiche_id).in_(fiches),
                col(Action.id).not_in(spoken),
                Assignment.role == PilotRole.ACTION.value,
                *self._in_office(),
            )
            .order_by(col(Pilot.id), col(Action.rank), col(Action.id))
        ).all()
        if not found:
            return []
        going_on = self._going_on()
        kept: dict[tuple[Recipient, int], dict[str, str]] = {}
        for pilot, action in found:
            if action.id in going_on and action.fiche_id is not None:
                kept.setdefault((_pilot(pilot), action.fiche_id), {})[action.code] = typeset(action.title)
        return [
            (recipient, fiche_id, tuple(sorted(actions.items(), key=lambda one: natural(one[0]))))
            for (recipient, fiche_id), actions in kept.items()
        ]

    def _going_on(self) -> set[int]:
        """Ids of the actions that the form asks about: begun, neither realised nor abandoned."""
        known = self.known
        if known is None or not self._is_of_now(known):
            known = build(self.source, self.campaign.period, self.today)
        return {
            int(row["action_id"])
            for row in records(known.leaves)
            if has_begun(as_date(row["starts_on"]), known.as_of) and (row["recurrent"] or row["status"] not in _ENDED)
        }

    def _is_of_now(self, known: Situation) -> bool:
        """Whether a Situation is the one that this transaction would build."""
        plan, period, today = self.plan, self.campaign.period, self.today
        mine = (plan.code, plan.revision, period, today)
        return (known.plan.code, known.plan.revision, known.period.code, known.today) == mine

    def _in_office(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        ended = col(Assignment.to_on)
        return (col(Assignment.from_on) <= self.today, or_(ended.is_(None), ended >= self.today))


def _sent(session: Session, campaigns: Iterable[int], today: date) -> list[Sent]:
    lately = today - timedelta(days=REST_DAYS)
    found = session.exec(
        select(Reminder, Pilot, Account)
        .outerjoin(Pilot, col(Pilot.id) == col(Reminder.pilot_id))
        .outerjoin(Account, col(Account.id) == col(Reminder.account_id))
        .where(or_(col(Reminder.campaign_id).in_(set(campaigns)), col(Reminder.sent_on) > lately))
        .order_by(col(Reminder.sent_at), col(Reminder.id))
    ).all()
    return [
        Sent(_who(pilot, account), row.campaign_id, row.moment, row.sent_on, tuple(row.fiches), row.channel)
        for row, pilot, account in found
    ]


def _who(pilot: Pilot | None, account: Account | None) -> Recipient:
    if pilot is not None:
        return _pilot(pilot)
    assert account is not None
    return _account(account)


def _pilot(row: Pilot) -> Recipient:
    return Recipient(row.name, _address(row.email), pilot_id=row.id)


def _account(row: Account) -> Recipient:
    return Recipient(row.name, _address(row.email), account_id=row.id)


def _address(text: str | None) -> str | None:
    return (text or "").strip() or None
