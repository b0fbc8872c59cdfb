"""How messages leave, from the environment and nowhere else. Nothing leaves by SMTP unless CAP_SMTP_HOST says so."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from data.database import VAR
from data.errors import CapError
from data.reminders.addresses import email_address
from data.reminders.neutral import line


class MailError(CapError):
    """A message could not be prepared or sent. `everybody`: no other message can be sent either."""

    def __init__(self, message: str, *, everybody: bool = False) -> None:
        super().__init__(message)
        self.everybody = everybody


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


PORTS: Mapping[Security, int] = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}
"""The usual port of each, when CAP_SMTP_PORT is not set."""
_AFTER_ALL = "Rien n’a été envoyé."


@dataclass(frozen=True)
class Smtp:
    """A mail server. `user` and `password` go together; the password is never shown."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class MailSettings:
    """What the environment says of mail.

    Attributes:
        smtp: None: messages are written as files in `folder`.
        sender: (name, address) of who writes, None when it is not said (files only).
        address: public address of the application, without its last slash; None: messages hold no link.
    """

    smtp: Smtp | None
    sender: tuple[str, str] | None
    folder: Path
    address: str | None


def mail_settings(environment: Mapping[str, str] | None = None) -> MailSettings:
    """Read the settings. Raises MailError in French on the first one that cannot be used."""
    known = os.environ if environment is None else environment

    def said(name: str) -> str | None:
        return (known.get(name) or "").strip() or None

    sender = _sender(said("CAP_MAIL_FROM"))
    smtp = _smtp(
        said("CAP_SMTP_HOST"),
        said("CAP_SMTP_PORT"),
        said("CAP_SMTP_SECURITY"),
        said("CAP_SMTP_USER"),
        known.get("CAP_SMTP_PASSWORD") or None,
    )
    if smtp is not None and sender is None:
        raise _unusable("CAP_MAIL_FROM manque : donnez l’adresse au nom de laquelle les courriels partent.")
    folder = said("CAP_MAIL_FOLDER")
    return MailSettings(smtp, sender, Path(folder) if folder else VAR / "courriels", _address(said("CAP_ADDRESS")))


def _smtp(
    host: str | None, port: str | None, security: str | None, user: str | None, password: str | None
) -> Smtp | None:
    if host is None:
        return None
    if any(letter.isspace() or not letter.isprintable() for letter in host) or "/" in host:
        raise _unusable("CAP_SMTP_HOST n’est pas un nom de serveur : écrivez par exemple smtp.departement.example.")
    if security is not None and security.lower() not in set(Security):
        raise _unusable("CAP_SMTP_SECURITY doit valoir « none », « starttls » ou « tls ».")
    kept = Security((security or Security.STARTTLS).lower())
    if port is not None and not (re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) < 65536):
        raise _unusable("CAP_SMTP_PORT doit être un nombre entre 1 et 65535.")
    if (user is None) != (password is None):
        raise _unusable("CAP_SMTP_USER et CAP_SMTP_PASSWORD vont ensemble : donnez les deux, ou aucun.")
    if password is not None and kept is Security.NONE:
        raise _unusable("CAP_SMTP_SECURITY=none enverrait le mot de passe en clair : choisissez starttls ou tls.")
    return Smtp(host, int(port) if port else PORTS[kept], kept, user, password)


def _sender(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    name, found = parseaddr(text)
    address = email_address(found)
    if address is None or "\n" in text or "\r" in text:
        raise _unusable(
            "CAP_MAIL_FROM n’est pas une adresse : "
            "écrivez par exemple Cap Solidarités <solidarites@departement.example>."
        )
    return line(name, 100) or "Cap Solidarités", address


def _address(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        sound = False
    # Printable and without a space: it goes as it is into the text of the message.
    sound = sound and text.isascii() and text.isprintable() and not set(text) & set(" <>\"'\\?#")
    if not sound:
        raise _unusable("CAP_ADDRESS n’est pas une adresse : écrivez par exemple https://cap.departement.example.")
    return text.rstrip("/")


def _unusable(what: str) -> MailError:
    return MailError(f"{what} {_AFTER_ALL}", everybody=True)
