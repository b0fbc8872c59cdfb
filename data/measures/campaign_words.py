"""A campaign in French sentences: where it stands, how its dates were found, what closing it means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.french import day, listing, plural, typeset
from data.gathering import Gathering, Sitting
from data.measures.campaign_board import CampaignBoard, Line, Stage
from data.period import Period
from data.vocabulary import ReportStatus, Validation

STAGE_WORDS: dict[Stage, str] = {
    Stage.TO_COMPLETE: "À compléter",
    Stage.MISSING: "Attendu",
    Stage.DRAFT: "Brouillon en cours",
    Stage.SUBMITTED: "Soumis, non validé",
    Stage.VALIDATED: "Validé",
    Stage.EXCUSED: "Excusé",
}
_TOO_LATE = {Stage.TO_COMPLETE: "Non complété", Stage.MISSING: "Sans réponse", Stage.DRAFT: "Sans réponse"}
_VALIDATES = {
    Validation.COORDINATION: "La coordination et les directions valident les points.",
    Validation.DIRECTION: "Chaque direction valide ses points ; la coordination, ceux qui n’ont pas de direction.",
}


def state_sentence(gathering: Gathering, validation: Validation, today: date) -> str:
    """« La campagne du 3e trimestre 2026 est ouverte : échéance le 15 octobre 2026, dans 9 jours… »."""
    of = Period.parse(gathering.period).of
    if gathering.closed_on is not None:
        return typeset(
            f"La campagne {of} est clôturée depuis le {day(gathering.closed_on)} : ses points ne changent plus."
        )
    left = (gathering.closes_on - today).days
    closing = f"clôture prévue le {day(gathering.closes_on)}" + (", date dépassée" if left < 0 else "")
    return typeset(
        f"La campagne {of} est ouverte : échéance le {day(gathering.due_on)}, {away(gathering.due_on, today)} ; "
        f"{closing}. {_VALIDATES[validation]}"
    )


def away(on: date, today: date) -> str:
    """« dans 9 jours », « aujourd’hui », « dépassée depuis 3 jours »."""
    left = (on - today).days
    if left in (-1, 0, 1):
        return {-1: "dépassée depuis hier", 0: "aujourd’hui", 1: "demain"}[left]
    return f"dans {plural(left, 'jour')}" if left > 0 else f"dépassée depuis {plural(-left, 'jour')}"


def dates_words(period: Period, due_on: date, sittings: Sequence[Sitting], before: int, after: int) -> str:
    """How the proposed dates were found.

    Args:
        due_on: the due date proposed.
        before, after: days between it and the committee, between the committee and the closing.
    """
    pacing = [one for one in sittings if one.paces and (one.held_on - due_on).days == before]
    if pacing:
        one = pacing[0]
        return typeset(
            f"Dates proposées d’après la réunion du {day(one.held_on)} ({one.instance}) : échéance {before} jours "
            f"avant, clôture {after} jours après."
        )
    return typeset(
        f"Aucune réunion qui rythme la saisie n’est inscrite peu après {period.the} : dates proposées à partir de la "
        "fin de la période. Inscrivez le comité technique en bas de cette page pour qu’elles en tiennent compte."
    )


def stage_words(line: Line) -> str:
    """« Soumis, non validé », « Attendu », « Sans réponse » once the campaign is closed."""
    return _TOO_LATE.get(line.stage, STAGE_WORDS[line.stage]) if line.closed else STAGE_WORDS[line.stage]


def note_words(line: Line) -> str | None:
    """What goes with the status: « rien de nouveau », why it is excused, what is to be completed; None without."""
    said: list[str] = []
    if line.stage is Stage.EXCUSED:
        said.append(line.asked.reason or "")
        if line.came is not None and line.came.status is not ReportStatus.TO_COMPLETE:
            said.append("a répondu")
    elif line.stage is Stage.TO_COMPLETE and line.came is not None:
        said.append(line.came.comment or "")
    elif line.received and line.came is not None and line.came.nothing_new:
        said.append("rien de nouveau")
    if line.asked.added:
        said.append("ajoutée après l’ouverture")
    return typeset(" ; ".join(part for part in said if part)) or None


def delay_words(line: Line) -> str | None:
    """« À l’heure », « En retard »; None as long as nothing can be said."""
    if line.late:
        return "En retard"
    return "À l’heure" if line.received else None


def closing_sentences(found: CampaignBoard) -> list[str]:
    """What closing now would fix, before it is done."""
    counts = found.counts
    absent = [line.fiche_code for line in found.lines if line.stage in (Stage.MISSING, Stage.DRAFT)]
    back = [line.fiche_code for line in found.lines if line.stage is Stage.TO_COMPLETE]
    unread = [line.fiche_code for line in found.lines if line.stage is Stage.SUBMITTED]
    said: list[str] = []
    if absent:
        verb = "n’a pas été reçu" if len(absent) == 1 else "n’ont pas été reçus"
        said.append(f"{plural(len(absent), 'point')} {verb} ({listing(absent, 8)}) : période sans nouvelles.")
    if back:
        verb = (
            "attend d’être complété et ne comptera" if len(back) == 1 else "attendent d’être complétés et ne compteront"
        )
        said.append(f"{plural(len(back), 'point')} {verb} pas ({listing(back, 8)}).")
    if unread:
        verb = (
            "n’est pas validé : il compte, marqué"
            if len(unread) == 1
            else "ne sont pas validés : ils comptent, marqués"
        )
        said.append(f"{plural(len(unread), 'point')} {verb} « non validé » ({listing(unread, 8)}).")
    if not said and counts.expected:
        said.append("Tous les points attendus sont reçus et validés.")
    return [typeset(text) for text in said]
