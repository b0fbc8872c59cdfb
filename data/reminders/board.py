"""Reminders in words, for the coordination's screen and the command line: who, what, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.french import capitalised, day, listing, number, plural, short_day, typeset
from data.period import Period
from data.reading.reminders import Outlook
from data.reminders.owing import Asked, Debt
from data.reminders.schedule import Digest, Step, Upcoming, digests, upcoming
from data.vocabulary import Channel

# A reminder may leave later than the day of its step: the words say the days that a step covers.
STEP_WORDS: Mapping[str, str] = {
    Step.BEFORE_30: "dans les 30 jours avant l’échéance",
    Step.BEFORE_7: "dans les 7 jours avant l’échéance",
    Step.BEFORE_1: "la veille ou le jour de l’échéance",
    Step.AFTER_1: "échéance passée",
    Step.AFTER_7: "échéance passée depuis 7 jours ou plus",
    Step.AFTER_30: "échéance passée depuis 30 jours ou plus",
}
NOBODY = "Aucun"
_CHANNELS = {Channel.EMAIL: "courriel", Channel.FILE: "fichier .eml"}


@dataclass(frozen=True)
class Board:
    """What the coordination sees of one plan's reminders.

    Attributes:
        running: a campaign is open and not past its closing date.
        due: to send today; without: those who owe and have no address.
        waiting: everybody who owes and has an address, whoever comes first at the top.
        sent: (when, to whom, step, what, how), newest first.
    """

    today: date
    running: bool
    due: tuple[Digest, ...]
    waiting: tuple[Upcoming, ...]
    without: tuple[Upcoming, ...]
    sent: tuple[tuple[str, str, str, str, str], ...]


def board(seen: Outlook) -> Board:
    """Read it from what the store says of one plan."""
    everybody = upcoming(seen.debts, seen.sent, seen.today)
    mine = {round_.campaign_id for round_ in seen.rounds}
    return Board(
        seen.today,
        any(round_.dates.runs_on(seen.today) for round_ in seen.rounds),
        tuple(one for one in digests(seen.debts, seen.sent, seen.today) if one.email),
        tuple(one for one in everybody if one.email),
        tuple(one for one in everybody if not one.email),
        tuple(
            (
                short_day(one.sent_on),
                one.recipient.name,
                capitalised(STEP_WORDS.get(one.step, one.step)),
                listing(one.fiches),
                _CHANNELS.get(Channel(one.channel), one.channel),
            )
            for one in reversed(seen.sent)
            if one.campaign_id in mine
        ),
    )


def sentence(found: Board) -> str:
    """The answer first: « 12 destinataires doivent encore répondre : 3 rappels sont à envoyer aujourd’hui… »."""
    people = len(found.waiting) + len(found.without)
    if not found.running:
        return typeset("Aucun rappel ne part : aucune saisie n’est ouverte, ou sa date de clôture est atteinte.")
    if not people:
        return typeset("Aucun rappel à prévoir : tout ce qui est attendu est remis.")
    told = f"{plural(people, 'destinataire')} {'doit' if people == 1 else 'doivent'} encore répondre"
    if found.due:
        verb = "est à envoyer" if len(found.due) == 1 else "sont à envoyer"
        return typeset(f"{told} : {plural(len(found.due), 'rappel')} {verb} aujourd’hui.")
    if not found.waiting:
        return typeset(f"{told}, mais personne n’a d’adresse de courriel : aucun rappel ne peut partir.")
    following = min((one.day for one in found.waiting if one.day is not None), default=None)
    if following is None:
        return typeset(f"{told} : aucun rappel n’est plus prévu avant la clôture.")
    return typeset(f"{told}. Rien n’est à envoyer aujourd’hui ; prochain rappel le {day(following)}.")


def without_sentence(found: Board) -> str:
    """How many cannot be written to, and what to do; empty when everybody can."""
    count = len(found.without)
    if not count:
        return ""
    who = "1 destinataire n’a" if count == 1 else f"{number(count)} destinataires n’ont"
    return typeset(
        f"{who} pas d’adresse de courriel : rien ne {'le' if count == 1 else 'les'} relance. L’adresse d’un pilote se "
        "donne dans « Pilotes » ; celle de la coordination, par l’administration."
    )


def waiting_rows(found: Board) -> list[dict[str, str]]:
    """One row per person who owes, for a table."""
    return [
        {
            "Destinataire": listing(one.names),
            "Prochain rappel": _when(one, found.today),
            "Attendu": capitalised(asked_words(one.debts)),
            "Étape": capitalised(listing([STEP_WORDS[step] for step in one.steps])) if one.email else "—",
            "Dernier rappel": short_day(one.last_on) if one.last_on else NOBODY,
        }
        for one in (*found.waiting, *found.without)
    ]


def digest_words(digest: Digest) -> str:
    """« P5, P7 – dans les 7 jours avant l’échéance »."""
    steps = dict.fromkeys(STEP_WORDS[part.step] for part in digest.parts)
    return f"{asked_words([part.debt for part in digest.parts])} – {listing(list(steps))}"


def asked_words(debts: Sequence[Debt]) -> str:
    """« P5 (à compléter), P7 ; action P17-07 », with the period when there are several."""
    several = len({debt.round.campaign_id for debt in debts}) > 1
    told: list[str] = []
    for debt in debts:
        fiches = [
            f"{item.fiche_code} (à compléter)" if item.asked is Asked.COMPLETION else item.fiche_code
            for item in debt.items
            if item.asked is not Asked.STATES
        ]
        actions = [code for item in debt.items for code, _ in item.actions]
        parts = [", ".join(fiches)] if fiches else []
        parts += [f"{'action' if len(actions) == 1 else 'actions'} {', '.join(actions)}"] if actions else []
        told.append(" ; ".join(parts) + (f" – {Period.parse(debt.round.period).short}" if several else ""))
    return typeset(" ; ".join(dict.fromkeys(told)))


def _when(one: Upcoming, today: date) -> str:
    if not one.email:
        return "Sans adresse"
    if one.day is None:
        return NOBODY
    return "Aujourd’hui" if one.day == today else short_day(one.day)
