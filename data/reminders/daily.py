"""The daily task of the command line: send what is due in every plan, and tell it line by line."""

from __future__ import annotations

from collections.abc import Callable

from data.commands.reminder import TIMER, send_reminders
from data.database import Store
from data.french import listing, plural, typeset
from data.reading.reminders import outlook
from data.reminders.board import digest_words
from data.reminders.neutral import line
from data.reminders.schedule import Digest, digests
from data.reminders.settings import MailSettings, mail_settings
from data.vocabulary import Channel

Say = Callable[[str], None]


def remind(store: Store, plan_code: str | None, dry_run: bool, tell: Say, say: Say) -> bool:
    """Send the reminders due today, or only tell them.

    Args:
        tell: receives one line a message; say: what happened, in a sentence.

    Returns:
        Whether everything due to somebody with an address has left.

    Raises:
        CapError: nothing could be sent at all.
    """
    if dry_run:
        settings = mail_settings()
        seen = outlook(store, plan_code)
        due = digests(seen.debts, seen.sent, seen.today)
        _tell(due, tell)
        count = sum(one.email is not None for one in due)
        told = f"{plural(count, 'rappel')} à envoyer ({way(settings, seen.demonstration)})"
        say(f"{told}{_without(len(due) - count)}. Rien n’est parti.")
        return True
    outcome = send_reminders(store, TIMER, plan_code)
    _tell([*outcome.sent, *outcome.without_address], tell)
    for digest, why in outcome.failed:
        say(f"✗ {_name(digest)} : {why}")
    done = "envoyé" if outcome.channel is Channel.EMAIL else "préparé"
    say(f"{plural(len(outcome.sent), f'rappel {done}', f'rappels {done}s')}{_without(len(outcome.without_address))}.")
    return not outcome.failed


def way(settings: MailSettings, demonstration: bool) -> str:
    """« par le serveur smtp.departement.example », « en fichiers, dans var/courriels »."""
    if settings.smtp is None or demonstration:
        folder = settings.folder / "demonstration" if demonstration else settings.folder
        return f"en fichiers, dans {folder}"
    return f"par le serveur {settings.smtp.host}"


def _tell(due: list[Digest], tell: Say) -> None:
    for digest in due:
        where = f"<{line(digest.email, 254)}>" if digest.email else "(sans adresse)"
        tell(typeset(f"{_name(digest)} {where} : {digest_words(digest)}"))


def _without(count: int) -> str:
    return f" ; {plural(count, 'destinataire')} sans adresse" if count else ""


def _name(digest: Digest) -> str:
    return line(listing(digest.names), 200)
