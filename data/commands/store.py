"""The store about itself: its settings and its accounts."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from data.commands.door import Writing, writing
from data.database import Store
from data.errors import Refused
from data.model import Account, Setting
from data.permissions import Act, Actor, require
from data.reminders.addresses import email_address
from data.typed import short
from data.vocabulary import Role


def set_setting(store: Store, actor: Actor, key: str, value: str) -> None:
    """Set a fact about the store (`demonstration`, `reference_date`, `shown`)."""
    with writing(store, actor, "Régler la base") as door:
        require(actor, Act.RUN_STORE)
        row = door.session.get(Setting, key) or Setting(key=key, value=value)
        row.value = value
        door.session.add(row)


def setting(store: Store, key: str) -> str | None:
    """A fact about the store, None when it was never set."""
    with store.read() as session:
        row = session.get(Setting, key)
        return None if row is None else row.value


def add_account(
    store: Store,
    actor: Actor,
    code: str,
    name: str,
    role: Role,
    *,
    pilot_id: int | None = None,
    email: str | None = None,
    now: datetime | None = None,
) -> None:
    """Add somebody who may act. `name` is a function, never a person's name in the demonstration.

    `email` receives the reminders of the coordination; a pilot's is on the pilot.
    """
    with writing(store, actor, "Créer un profil", now=now) as door:
        require(actor, Act.RUN_STORE)
        code = short(code, "Le code du profil")
        if door.session.exec(select(Account).where(Account.code == code)).first():
            raise Refused(f"Le profil « {code} » existe déjà. Rien n’a été modifié.")
        door.session.add(
            Account(
                code=code,
                name=short(name, "Le nom du profil"),
                role=role.value,
                pilot_id=pilot_id,
                scope={},
                email=_address(email),
            )
        )


def set_account_email(store: Store, actor: Actor, code: str, email: str | None, *, now: datetime | None = None) -> None:
    """Give an account the address at which the coordination is reminded; None takes it away."""
    with writing(store, actor, "Changer l’adresse d’un profil", now=now) as door:
        require(actor, Act.RUN_STORE)
        _find(door, code).email = _address(email)


def set_account_active(
    store: Store, actor: Actor, code: str, active: bool, *, reason: str, now: datetime | None = None
) -> None:
    """Let an account act again, or no longer. It stays in the store: what it signed keeps its author."""
    name = "Réactiver un profil" if active else "Désactiver un profil"
    with writing(store, actor, name, reason=reason, now=now) as door:
        require(actor, Act.RUN_STORE)
        _find(door, code).active = active


def _find(door: Writing, code: str) -> Account:
    row = door.session.exec(select(Account).where(Account.code == code)).first()
    if row is None:
        raise Refused(f"Le profil « {code[:40]} » n’existe pas. Rien n’a été modifié.")
    return row


def _address(text: str | None) -> str | None:
    """An address of e-mail, None for nothing; Refused otherwise."""
    found = email_address(text or "")
    if found is None and (text or "").strip():
        raise Refused(
            f"« {(text or '')[:60]} » n’est pas une adresse de courriel : écrivez-la comme "
            "service@departement.example. Rien n’a été modifié."
        )
    return found
