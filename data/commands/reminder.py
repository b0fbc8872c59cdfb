"""Send the reminders that are due, one message a person; each is recorded as soon as it has left."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from data import clock
from data.commands.door import writing
from data.database import Store
from data.errors import CapError, Refused
from data.model import Reminder, Setting
from data.permissions import Act, Actor, require
from data.reading.reminders import outlook
from data.reminders.digest import fiche_codes, file_name, message
from data.reminders.mail import Post, post_of
from data.reminders.schedule import Digest, digests
from data.reminders.settings import MailError, MailSettings, mail_settings
from data.vocabulary import Channel, Role

TIMER = Actor(None, "rappels", "Rappels automatiques", Role.COORDINATOR)
"""Who sends when no profile does: the daily task of whoever already holds the database."""
_NAME = "Envoyer les rappels"
_RUNNING = "reminders_until"
"""Setting that keeps two sendings from running at once: the moment until which one may be running."""
_LEASE = timedelta(minutes=10)


@dataclass(frozen=True)
class Outcome:
    """What became of the reminders due. `failed`: with the French sentence that says why; they stay to be sent."""

    channel: Channel
    sent: list[Digest] = field(default_factory=list[Digest])
    failed: list[tuple[Digest, str]] = field(default_factory=list[tuple[Digest, str]])
    without_address: list[Digest] = field(default_factory=list[Digest])


def send_reminders(
    store: Store,
    actor: Actor,
    plan_code: str | None,
    *,
    now: datetime | None = None,
    post: Post | None = None,
    settings: MailSettings | None = None,
) -> Outcome:
    """Send what is due today in the open campaigns of a plan (None: of every plan).

    The failure of one message does not stop the others; one that concerns them all does. What has left is recorded
    person by person: after an interruption, nobody is written to again.

    Args:
        now: moment of the sending; the store's clock by default.
        post, settings: how messages leave and what they say; those of the environment by default.

    Raises:
        Refused: not permitted, or another sending is running.
        MailError: the settings cannot be used.
        StoreError: no such plan, or the store cannot be written.
    """
    with _alone(store, actor, plan_code):
        used = settings or mail_settings()
        seen = outlook(store, plan_code, now=now)
        way = post or post_of(used, seen.demonstration)
        outcome = Outcome(way.channel)
        due = digests(seen.debts, seen.sent, seen.today)
        outcome.without_address.extend(digest for digest in due if digest.email is None)
        try:
            _send(store, actor, used, way, outcome, [one for one in due if one.email], seen.now, seen.demonstration)
        finally:
            way.close()
        return outcome


def _send(
    store: Store,
    actor: Actor,
    settings: MailSettings,
    way: Post,
    outcome: Outcome,
    due: list[Digest],
    now: datetime,
    demonstration: bool,
) -> None:
    waiting: Iterator[Digest] = iter(due)
    for digest in waiting:
        try:
            way.send(message(digest, settings, now, demonstration), file_name(digest, now.date()))
        except MailError as error:
            outcome.failed.append((digest, str(error)))
            if error.everybody:
                outcome.failed.extend((left, str(error)) for left in waiting)
            continue
        try:
            _record(store, actor, digest, way.channel, now)
        except CapError as error:
            # It cannot be taken back, and what follows could not be recorded either.
            told = f"Le message est parti, mais n’a pas pu être noté : {error} L’envoi s’est arrêté là."
            outcome.failed.append((digest, told))
            outcome.failed.extend((left, f"L’envoi s’est arrêté avant : {error}") for left in waiting)
            continue
        outcome.sent.append(digest)


def _record(store: Store, actor: Actor, digest: Digest, channel: Channel, now: datetime) -> None:
    """Keep that a message has left, and say that the sending still runs."""
    with writing(store, actor, _NAME, now=now, row_by_row=False) as door:
        _run_until(door.session.get(Setting, _RUNNING), clock.now(door.session) + _LEASE)
        for part in digest.parts:
            recipient = part.debt.recipient
            door.session.add(
                Reminder(
                    campaign_id=part.debt.round.campaign_id,
                    pilot_id=recipient.pilot_id,
                    account_id=recipient.account_id,
                    moment=part.step.value,
                    fiches=fiche_codes(part.debt.items),
                    channel=channel.value,
                    sent_on=now.date(),
                    sent_at=now,
                )
            )


@contextmanager
def _alone(store: Store, actor: Actor, plan_code: str | None) -> Generator[None]:
    """Check the right, and refuse while another sending runs: both would write to the same people."""
    with writing(store, actor, _NAME, plan_code, row_by_row=False, bumps=False) as door:
        require(actor, Act.RUN_CAMPAIGN, door.plan)
        row, moment = door.session.get(Setting, _RUNNING), clock.now(door.session)
        if row is not None and datetime.fromisoformat(row.value) > moment:
            raise Refused("Un envoi de rappels est déjà en cours. Rien n’a été envoyé : réessayez dans dix minutes.")
        if row is None:
            row = Setting(key=_RUNNING, value="")
            door.session.add(row)
        _run_until(row, moment + _LEASE)
    try:
        yield
    finally:
        # A store that can no longer be written has said so already; what it keeps here runs out by itself.
        with suppress(CapError), writing(store, actor, _NAME, row_by_row=False) as door:
            row = door.session.get(Setting, _RUNNING)
            if row is not None:
                door.session.delete(row)


def _run_until(row: Setting | None, moment: datetime) -> None:
    if row is not None:
        row.value = moment.isoformat()
