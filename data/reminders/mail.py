"""How a message leaves: by the mail server of the settings, else as an .eml file that any mail program opens."""

from __future__ import annotations

import os
import smtplib
import ssl
import tempfile
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from data.reminders.neutral import line
from data.reminders.settings import MailError, MailSettings, Security, Smtp
from data.vocabulary import Channel

TIMEOUT = 15.0
"""Seconds to wait for the mail server, each time."""
_STAYS = "Rien n’est parti : les rappels restent à envoyer."


class Post(Protocol):
    """Where messages go. A message that `send` returns from has left; raises MailError otherwise."""

    @property
    def channel(self) -> Channel: ...

    def send(self, message: EmailMessage, name: str) -> None: ...

    def close(self) -> None: ...


def post_of(settings: MailSettings, demonstration: bool) -> Post:
    """How messages leave. Those of the demonstration never leave the machine: they are files, in a folder apart."""
    if demonstration:
        return FolderPost(settings.folder / "demonstration")
    return FolderPost(settings.folder) if settings.smtp is None else SmtpPost(settings.smtp)


class FolderPost:
    """Writes each message as `<name>.eml`, whole or not at all; the same name replaces the former file."""

    channel = Channel.FILE

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage, name: str) -> None:
        # Mail programs that know this word open the file as a draft, ready to be sent.
        message["X-Unsent"] = "1"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, path = tempfile.mkstemp(suffix=".part", dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(message.as_bytes())
                os.replace(path, self.folder / f"{name}.eml")
            except BaseException:
                Path(path).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise MailError(
                f"Le dossier des courriels « {self.folder} » ne peut pas être écrit ({error.strerror}). "
                "Rendez-le accessible, ou choisissez-en un autre (CAP_MAIL_FOLDER). Ce rappel reste à envoyer.",
                everybody=True,
            ) from error

    def close(self) -> None:
        pass


class SmtpPost:
    """Sends by a mail server, over one connection, opened at the first message and again if it drops."""

    channel = Channel.EMAIL

    def __init__(self, server: Smtp) -> None:
        self.server = server
        self._open: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, name: str) -> None:
        connection = self._open = self._open or self._connect()
        where = f"Le serveur de courriel « {self.server.host} »"
        try:
            connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            later = " pour l’instant" if 400 <= code < 500 else ""
            raise MailError(f"{where} refuse cette adresse{later} ({_answer(code, said)}). Vérifiez-la.") from error
        except smtplib.SMTPSenderRefused as error:
            raise MailError(
                f"{where} refuse l’expéditeur ({_answer(error.smtp_code, error.smtp_error)}). "
                f"Corrigez CAP_MAIL_FROM ou l’identification. {_STAYS}",
                everybody=True,
            ) from error
        except smtplib.SMTPResponseException as error:
            answer = _answer(error.smtp_code, error.smtp_error)
            raise MailError(f"{where} refuse ce message ({answer}). Il reste à envoyer.") from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise MailError(
                f"{where} a coupé la connexion pendant l’envoi. Ce rappel reste à envoyer.",
                everybody=isinstance(error, TimeoutError),
            ) from error

    def close(self) -> None:
        connection, self._open = self._open, None
        if connection is None:
            return
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()

    def _connect(self) -> smtplib.SMTP:
        """A connection that is protected and identified as the settings say; nothing is sent over a lesser one."""
        to = self.server
        where = f"Le serveur de courriel « {to.host} » (port {to.port})"
        connection: smtplib.SMTP | None = None
        try:
            if to.security is Security.TLS:
                connection = smtplib.SMTP_SSL(to.host, to.port, timeout=TIMEOUT, context=ssl.create_default_context())
            else:
                connection = smtplib.SMTP(to.host, to.port, timeout=TIMEOUT)
            if to.security is Security.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
            if to.user is not None and to.password is not None:
                connection.login(to.user, to.password)
            return connection
        except Exception as error:
            if connection is not None:
                connection.close()
            why = _why(error)
            if why is None:
                raise
            raise MailError(f"{where} {why} {_STAYS}", everybody=True) from error


def _why(error: Exception) -> str | None:
    """What to say of a connection that failed, None when it is no failure of the connection."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            "présente un certificat que cette machine ne reconnaît pas. "
            "Faites connaître à la machine l’autorité qui l’a signé."
        )
    if isinstance(error, ssl.SSLError):
        return "ne répond pas en connexion chiffrée. Vérifiez CAP_SMTP_SECURITY et CAP_SMTP_PORT."
    if isinstance(error, smtplib.SMTPNotSupportedError) and "STARTTLS" in str(error):
        return "ne propose pas de connexion chiffrée (STARTTLS). Corrigez CAP_SMTP_SECURITY ou le serveur."
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "refuse l’identifiant ou le mot de passe. Vérifiez CAP_SMTP_USER et CAP_SMTP_PASSWORD."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"refuse la connexion ({_answer(error.smtp_code, error.smtp_error)})."
    if isinstance(error, smtplib.SMTPException) and not isinstance(error, smtplib.SMTPServerDisconnected):
        return "n’accepte pas l’identification demandée. Vérifiez CAP_SMTP_USER et CAP_SMTP_SECURITY."
    if isinstance(error, smtplib.SMTPServerDisconnected | OSError | UnicodeError):
        return "ne répond pas. Vérifiez CAP_SMTP_HOST, CAP_SMTP_PORT, et que le réseau le laisse joindre."
    return None


def _answer(code: int, said: bytes | str) -> str:
    """What the server answered, as one short line: « 550 No such user »."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {line(words, 120)}".strip()
