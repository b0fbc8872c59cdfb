"""The message of one person: all that they owe, in words, the same in plain text and in HTML.

What people typed is in it as text only: neither markup, nor header, nor mark that reorders what stands around it.
There is no picture and nothing that tells who read it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from html import escape
from typing import Literal
from urllib.parse import urlencode

from babel.dates import format_date

from data.entry.owed import due_words
from data.french import LOCALE, capitalised, day, folded, listing, plural, typeset
from data.period import Period
from data.reminders.addresses import email_address
from data.reminders.neutral import apart, line, lines
from data.reminders.owing import Asked, Item, Round
from data.reminders.schedule import REST_DAYS, Digest
from data.reminders.settings import MailError, MailSettings

APPLICATION = "Cap Solidarités"
_LONGEST_TITLE, _LONGEST_COMMENT, _LONGEST_NAME = 200, 600, 100


@dataclass(frozen=True)
class Block:
    """A piece of the message. `kind` « item »: one thing owed, with what was asked (`quoted`) and where (`link`)."""

    kind: Literal["sentence", "heading", "item", "note"]
    text: str
    what: str = ""
    quoted: str = ""
    link: str = ""


def message(digest: Digest, settings: MailSettings, now: datetime, demonstration: bool) -> EmailMessage:
    """The message, ready to leave. Raises MailError when the person's address is not one."""
    to = email_address(digest.email or "")
    if to is None:
        raise MailError("L’adresse de courriel n’est pas lisible : corrigez-la, ce rappel reste à envoyer.")
    found = EmailMessage(policy=SMTP)
    found["Subject"] = subject(digest, now.date(), demonstration)
    if settings.sender is not None:
        found["From"] = Address(settings.sender[0], addr_spec=settings.sender[1])
    found["To"] = Address(line(listing(digest.names, 3), _LONGEST_NAME), addr_spec=to)
    found["Date"] = format_datetime(now)
    found["Message-ID"] = make_msgid(domain=settings.sender[1].partition("@")[2] if settings.sender else "cap.invalid")
    # Told to the programs that would answer « je suis absent ».
    found["Auto-Submitted"] = "auto-generated"
    written = blocks(digest, settings.address, now.date(), demonstration)
    found.set_content(as_text(written))
    found.add_alternative(as_html(written), subtype="html")
    found["Content-Language"] = "fr"
    return found


def file_name(digest: Digest, on: date) -> str:
    """« 2026-10-08-service-insertion-3f2a9c »: the same for the same person and day."""
    name = re.sub(r"[^a-z0-9]+", "-", folded(digest.names[0])).strip("-")[:60] or "rappel"
    return f"{on.isoformat()}-{name}-{hashlib.sha256(digest.person.encode('utf-8', 'replace')).hexdigest()[:6]}"


def subject(digest: Digest, today: date, demonstration: bool) -> str:
    """« Cap Solidarités : 2 points d’avancement attendus pour le 15 octobre ». Nothing that people typed."""
    items = _items(digest)
    reports = sum(item.asked is not Asked.STATES for item in items)
    actions = sum(len(item.actions) for item in items)
    state = f"l’état {'d’une action' if actions == 1 else f'de {actions} actions'}"
    if reports and actions:
        what = f"{plural(reports, 'point')} d’avancement et {state} attendus"
    elif reports:
        what = f"{plural(reports, 'point')} d’avancement {'attendu' if reports == 1 else 'attendus'}"
    else:
        what = f"{state} attendu"
    dues = sorted({part.debt.round.dates.due_on for part in digest.parts})
    first = "" if len(dues) == 1 else ", d’abord" if reports + actions > 1 else ""
    when = f"{first} {'depuis' if dues[0] < today else 'pour'} le {_short(dues[0], today)}"
    label = " (données de démonstration)" if demonstration else ""
    return typeset(f"{APPLICATION} : {what}{when}{label}")


def blocks(digest: Digest, address: str | None, today: date, demonstration: bool) -> list[Block]:
    """The message, piece by piece.

    Args:
        address: public address of the application; None leaves links out.
    """
    found = [Block("note", "Données de démonstration : rien de ce message n’est attendu de personne.")]
    found = found if demonstration else []
    one = len(_items(digest)) == 1 and len(digest.parts) == 1
    found.append(Block("sentence", "Bonjour,"))
    found.append(
        Block("sentence", f"Le suivi du plan attend votre réponse {'sur ce point' if one else 'sur ce qui suit'}.")
    )
    rounds: dict[int, Round] = {part.debt.round.campaign_id: part.debt.round for part in digest.parts}
    for round_ in rounds.values():
        found.append(
            Block("heading", f"{line(round_.plan_title, _LONGEST_TITLE)} – {Period.parse(round_.period).label}")
        )
        found.append(Block("sentence", _dates(round_, today)))
        for part in digest.parts:
            if part.debt.round.campaign_id == round_.campaign_id:
                found += [_block(item, round_, address, demonstration) for item in part.debt.items]
    if any(item.asked is Asked.REPORT for item in _items(digest)):
        found.append(
            Block("sentence", "Quelques minutes suffisent ; si rien n’a changé, « Rien de nouveau » se dit en un clic.")
        )
    found.append(Block("sentence", "Si vous avez répondu entre-temps, ne tenez pas compte de ce message."))
    found.append(
        Block(
            "note",
            f"{APPLICATION} envoie ce rappel automatiquement, jamais deux en {REST_DAYS} jours. "
            "Pour toute question, adressez-vous à la coordination du plan.",
        )
    )
    return [Block(each.kind, typeset(each.text), each.what, each.quoted, each.link) for each in found]


def as_text(written: Sequence[Block]) -> str:
    """The plain text; one line a sentence, what is quoted is indented."""
    out: list[str] = []
    for block in written:
        text = apart(block.text)
        if block.kind == "item":
            out.append(f"• {text}\n  {capitalised(block.what)}")
            out += [f"  | {apart(each)}".rstrip() for each in block.quoted.split("\n") if block.quoted]
            out += [f"  {block.link}"] if block.link else []
        elif block.kind == "heading":
            out.append(f"{text}\n{'-' * min(len(block.text), 60)}")
        else:
            out.append(f"-- \n{text}" if block.kind == "note" and block is written[-1] else text)
        # What belongs to one item stays together.
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def as_html(written: Sequence[Block]) -> str:
    """A simple page: headings, sentences, lists. No style sheet, no picture, no script."""
    out: list[str] = []
    listed = False
    for block in written:
        if listed != (block.kind == "item"):
            out.append("</ul>" if listed else "<ul>")
            listed = not listed
        out.append(_tag(block))
    body = "\n".join([*out, *(["</ul>"] if listed else [])])
    return (
        '<!DOCTYPE html>\n<html lang="fr" dir="ltr"><head><meta charset="utf-8"></head>\n'
        f'<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">\n{body}\n</body></html>\n'
    )


def _tag(block: Block) -> str:
    text = f"<bdi>{escape(block.text)}</bdi>"
    if block.kind == "item":
        quoted = "<br>".join(escape(each) for each in block.quoted.split("\n"))
        quote = f'<blockquote dir="auto">{quoted}</blockquote>' if block.quoted else ""
        link = f'<br><a href="{escape(block.link)}">Répondre</a>' if block.link else ""
        return f"<li><strong>{text}</strong><br>{escape(capitalised(block.what))}{quote}{link}</li>"
    if block.kind == "heading":
        return f'<h2 style="font-size: 1.1em">{text}</h2>'
    return f'<p style="color: #666">{text}</p>' if block.kind == "note" else f"<p>{text}</p>"


def _block(item: Item, round_: Round, address: str | None, demonstration: bool) -> Block:
    text = f"{line(item.fiche_code, 40)} – {line(item.title, _LONGEST_TITLE)}"
    quoted = lines(item.comment or "", _LONGEST_COMMENT)
    if item.asked is Asked.STATES:
        many = len(item.actions) > 1
        quoted = "\n".join(f"{line(code, 40)} – {line(title, _LONGEST_TITLE)}" for code, title in item.actions)
        what = f"à dire : où {'en sont vos actions' if many else 'en est votre action'}"
    elif item.asked is Asked.COMPLETION:
        what = "point d’avancement à compléter" + (" :" if quoted else "")
    else:
        what = "point d’avancement à renseigner"
    return Block("item", text, typeset(what), quoted, _link(item, round_, address, demonstration))


def _link(item: Item, round_: Round, address: str | None, demonstration: bool) -> str:
    """Where the form of a fiche opens."""
    if address is None:
        return ""
    data = "demonstration" if demonstration else "reelles"
    asked = {"donnees": data, "plan": round_.plan_code, "trimestre": round_.period, "fiche": item.fiche_code}
    return f"{address}/saisie?{urlencode(asked, errors='replace')}"


def _dates(round_: Round, today: date) -> str:
    """« Échéance le 15 octobre 2026, dans 7 jours. La saisie ferme le 31 octobre 2026. »."""
    dates = round_.dates
    closing = f"La clôture est prévue le {day(dates.closes_on)}"
    after = "ensuite, rien ne peut plus être ajouté"
    return f"{capitalised(due_words(dates.due_on, today))}. {closing} : {after}."


def _items(digest: Digest) -> list[Item]:
    return [item for part in digest.parts for item in part.debt.items]


def _short(value: date, today: date) -> str:
    """« 15 octobre », with its year when it is another one."""
    text = format_date(value, "d MMMM" if value.year == today.year else "d MMMM y", locale=LOCALE)
    return re.sub(r"^1 ", "1er ", text)


def fiche_codes(items: Iterable[Item]) -> list[str]:
    """The codes that a reminder keeps of what it asked for, in order, once each."""
    return list(dict.fromkeys(item.fiche_code for item in items))
