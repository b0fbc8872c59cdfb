"""Redaction: the one way in which a journal that is only added to lets go of what it should not have kept.

Who acted, when, by which command and on which row stay for ever; values and reason go. Why they went is a new line.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select

from data.commands.door import Writing, journal_once, key, writing
from data.database import Store
from data.errors import Refused
from data.model import Account, JournalEntry, Plan
from data.permissions import Act, Actor, require
from data.typed import short
from data.vocabulary import Role

REDACTED = "Caviarder une ligne du journal"
"""Name of the act, as the journal shows it."""
_CHANGE = "caviardage"
"""What happened to the row, beside « ajout », « modification » and « suppression »."""


def redact_entry(
    store: Store,
    actor: Actor,
    entry_id: int,
    *,
    reason: str,
    whole_act: bool = False,
    now: datetime | None = None,
) -> int:
    """Empty a line of the journal of its values and its reason, for ever; a new line says why.

    Args:
        reason: why, without repeating what is removed: it is kept.
        whole_act: also every other line of the same act on the same fiche: they all bear its reason.

    Returns:
        How many lines were emptied.
    """
    with writing(store, actor, REDACTED, now=now, row_by_row=False) as door:
        entry = door.session.get(JournalEntry, entry_id)
        plan = None if entry is None or entry.plan_id is None else door.session.get(Plan, entry.plan_id)
        require(actor, Act.REDACT, plan)
        why = short(reason, "Le motif")
        if entry is None:
            raise Refused(f"La ligne n° {entry_id} n’existe pas dans le journal. Rien n’a été modifié.")
        lines = [line for line in (_act_of(door, entry) if whole_act else [entry]) if line.redacted_at is None]
        if not lines:
            raise Refused("Ce contenu a déjà été retiré du journal. Rien n’a été modifié.")
        door.plan = plan
        _redact(door, lines, why)
        return len(lines)


def redact_account(store: Store, actor: Actor, code: str, *, reason: str, now: datetime | None = None) -> str:
    """Take a person's name out of the store: the account becomes « Compte retiré n° 12 » and acts no more.

    What it signed keeps its author by id; the journal's lines that told the name are emptied. Every plan's revision
    goes up: what shows authors is read again.

    Returns:
        The account's new name.

    Raises:
        Refused: no such account, already done, one's own, or an account that still acts and that `actor` may not
            deactivate.
    """
    with writing(store, actor, "Retirer le nom d’un compte", now=now, row_by_row=False) as door:
        require(actor, Act.REDACT)
        why = short(reason, "Le motif")
        account = door.session.exec(select(Account).where(Account.code == code)).first()
        if account is None:
            raise Refused(f"Le profil « {code[:40]} » n’existe pas. Rien n’a été modifié.")
        if account.id == actor.account_id:
            raise Refused(
                "Vous ne pouvez pas retirer votre propre nom. Rien n’a été modifié : "
                "demandez-le à une autre personne qui en a le droit."
            )
        if account.active or account.role == Role.ADMINISTRATOR.value:
            require(actor, Act.RUN_STORE)
        name = f"Compte retiré n° {key(account)}"
        if account.name == name:
            raise Refused("Le nom de ce compte a déjà été retiré. Rien n’a été modifié.")
        account.code, account.name, account.email = f"compte-retire-{key(account)}", name, None
        account.active = False
        journal_once(door, "Retirer le nom d’un compte", "account", str(account.id), {}, why, change=_CHANGE)
        _redact(door, _lines_of(door, account), why)
        door.session.connection().execute(update(Plan).values(revision=Plan.revision + 1))
        return name


def _act_of(door: Writing, entry: JournalEntry) -> Sequence[JournalEntry]:
    """The lines that one command wrote at one moment about one fiche."""
    query = select(JournalEntry).where(
        JournalEntry.at == entry.at,
        JournalEntry.command == entry.command,
        col(JournalEntry.account_id).is_not_distinct_from(entry.account_id),
        col(JournalEntry.plan_id).is_not_distinct_from(entry.plan_id),
        col(JournalEntry.fiche_id).is_not_distinct_from(entry.fiche_id),
    )
    return door.session.exec(query.order_by(col(JournalEntry.id))).all()


def _lines_of(door: Writing, account: Account) -> list[JournalEntry]:
    """The lines that tell the values of an account, its name among them."""
    query = select(JournalEntry).where(
        JournalEntry.table_name == "account",
        JournalEntry.row_key == str(account.id),
        col(JournalEntry.redacted_at).is_(None),
    )
    return [line for line in door.session.exec(query.order_by(col(JournalEntry.id))) if line.before or line.after]


def _redact(door: Writing, lines: Sequence[JournalEntry], why: str) -> None:
    """Empty the lines, each with a line that says why."""
    for line in lines:
        line.before, line.after, line.reason = {}, {}, None
        line.redacted_at, line.redacted_by = door.now, door.actor.account_id
        journal_once(door, REDACTED, "journalentry", str(line.id), {}, why, change=_CHANGE, fiche_id=line.fiche_id)
