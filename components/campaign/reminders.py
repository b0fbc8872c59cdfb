"""The reminders of the Campagne page: who is written to next, who cannot be, what has left, and the button."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import pieces
from components.pieces import plain
from components.view import View
from data.commands.reminder import Outcome, send_reminders
from data.errors import CapError
from data.french import listing, plural, typeset
from data.permissions import Act, may
from data.reading.reminders import outlook
from data.reminders.board import Board, board, sentence, waiting_rows, without_sentence
from data.reminders.settings import MailSettings, mail_settings
from data.vocabulary import Channel

_TOLD = "rappels_issue"
"""Session: what became of the last sending, told once."""
_RULE = (
    "Un rappel 30 jours, 7 jours et 1 jour avant l’échéance, puis 1, 7 et 30 jours après. Un seul message par "
    "personne, jamais deux en cinq jours\u00a0; plus aucun à partir de la clôture."
)
_SENT_COLUMNS = ("Date", "Destinataire", "Étape", "Attendu", "Moyen")


def draw(now: View) -> None:
    """The section; nothing for who may not run the plan's campaigns (the command checks again)."""
    plans = now.actor.scope.get("plans")
    if not may(now.actor, Act.RUN_CAMPAIGN) or (plans and now.plan.code not in plans):
        return
    found = board(outlook(now.store, now.plan.code, known=now.whole))
    pieces.section("Rappels", _RULE)
    _told()
    st.markdown(plain(sentence(found)))
    if found.running:
        if found.waiting or found.without:
            # Those of today are at the top: it is also the list of what the button sends.
            pieces.table(pd.DataFrame(waiting_rows(found)), key="rappels_a_venir", height="content")
        if found.due:
            _send(now, found)
        if found.without:
            st.warning(plain(without_sentence(found)))
    if found.sent:
        rows = pd.DataFrame(found.sent, columns=pd.Index(_SENT_COLUMNS))
        pieces.behind(rows, key="rappels_partis", name=f"Rappels déjà partis ({len(found.sent)})")


def _send(now: View, found: Board) -> None:
    """The button, and how messages leave."""
    try:
        settings = mail_settings()
    except CapError as error:
        st.error(plain(typeset(str(error))))
        return
    by_mail = settings.smtp is not None and not now.head.demonstration
    with st.container(horizontal=True, vertical_alignment="center", key="rappels_dus"):
        pressed = st.button(_label(len(found.due), by_mail), key="rappels_envoyer", type="primary")
        st.caption(plain(_way(settings, now.head.demonstration)))
    if not pressed:
        return
    try:
        with st.spinner("Un message par personne…"):
            outcome = send_reminders(now.store, now.actor, now.plan.code, settings=settings)
    except CapError as error:
        st.session_state[_TOLD] = (None, [str(error)])
    else:
        st.session_state[_TOLD] = _words(outcome, _folder(settings, now.head.demonstration))
    st.rerun()


def _label(count: int, by_mail: bool) -> str:
    verb = "Envoyer" if by_mail else "Préparer"
    return f"{verb} le rappel dû" if count == 1 else f"{verb} les {count} rappels dus"


def _way(settings: MailSettings, demonstration: bool) -> str:
    folder = _folder(settings, demonstration)
    if demonstration:
        return (
            "La démonstration n’envoie aucun courriel\u00a0: chaque message est un fichier .eml, dans le dossier "
            f"{folder} du serveur."
        )
    if settings.smtp is None:
        return (
            "Aucun serveur de courriel n’est réglé\u00a0: chaque message est un fichier .eml prêt à envoyer, dans le "
            f"dossier {folder} du serveur. L’administration peut régler l’envoi."
        )
    return f"Par le serveur de courriel {settings.smtp.host}. Ce qui est parti ne se reprend pas."


def _folder(settings: MailSettings, demonstration: bool) -> str:
    return f"{settings.folder.name}/demonstration" if demonstration else settings.folder.name


def _words(outcome: Outcome, folder: str) -> tuple[str | None, list[str]]:
    """(what has left, why the rest has not)."""
    count = len(outcome.sent)
    done = "envoyé" if outcome.channel is Channel.EMAIL else "préparé"
    where = "" if outcome.channel is Channel.EMAIL else f" dans le dossier {folder}"
    told = f"{plural(count, f'rappel {done}', f'rappels {done}s')}{where}." if count else None
    whys = dict.fromkeys(why for _, why in outcome.failed)
    return told, [
        f"{listing([listing(digest.names) for digest, each in outcome.failed if each == why], 6)}\u00a0: {why}"
        for why in whys
    ]


def _told() -> None:
    told, failed = st.session_state.pop(_TOLD, (None, []))
    if told:
        st.success(plain(told))
    for why in failed:
        st.error(plain(typeset(why)))
