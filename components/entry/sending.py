"""Before sending: what will change, what somebody else changed meanwhile; then the sending itself."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import address
from components.entry import typing
from components.entry.form import Form
from components.pieces import plain
from data.commands.report import ReportInput, submit_report
from data.entry.changes import Field, keep_both, keep_mine, take_theirs
from data.entry.outcome import Summary, nothing_new, summary, to_input
from data.entry.words import field_title, value_words
from data.errors import CapError, Conflict
from data.french import plural

SENT = "saisie_envoi"
"""Session: (fiche, period, sentences) of what was just sent, told once on the list."""


def collisions(form: Form) -> None:
    """Both versions of each field changed by two people; the person chooses, nothing is lost."""
    met = form.collisions
    if st.session_state.pop(f"{form.id}_conflit", False) and not met:
        st.warning(
            f"{_theirs(form)} a soumis ce point entre-temps. Vos changements portent sur autre chose\u00a0: ils sont "
            "conservés et ajoutés à sa version. Relisez, puis soumettez à nouveau."
        )
    if not met:
        return
    with st.container(border=True, key=f"{form.id}_ecarts"):
        st.warning(
            f"**Modifié entre-temps par {plain(_theirs(form))}.** Rien n’a été écrasé. Choisissez, pour "
            f"{plural(len(met), 'champ')}, ce qui sera envoyé."
        )
        for field in met:
            _collision(form, field)


def _collision(form: Form, field: Field) -> None:
    st.markdown(f"**{plain(field_title(form.sheet, field))}**")
    theirs, mine = st.columns(2)
    with theirs, st.container(border=True):
        st.caption(plain(f"Version de {_theirs(form)}"))
        st.markdown(plain(value_words(form.sheet, field, form.sheet.start.get(field))))
        _settle(form, field, "Prendre cette version", "leur", lambda: take_theirs(form.changes, field))
    with mine, st.container(border=True):
        st.caption("Votre version")
        st.markdown(plain(value_words(form.sheet, field, form.changes[field].mine)))
        _settle(form, field, "Garder la mienne", "mienne", lambda: keep_mine(form.changes, form.sheet.start, field))
    if field.kind == "text":
        _settle(
            form, field, "Garder les deux, à la suite", "deux", lambda: keep_both(form.changes, form.sheet.start, field)
        )


def _settle(form: Form, field: Field, label: str, name: str, chosen: Callable[[], dict]) -> None:  # pyright: ignore[reportMissingTypeArgument]
    def settle() -> None:
        form.replace(chosen())
        typing.replace(form.key(field))

    st.button(label, key=f"{form.key(field)}_{name}", on_click=settle)


def _theirs(form: Form) -> str:
    return form.sheet.recorded.answer.author if form.sheet.recorded.answer else "quelqu’un d’autre"


def nothing_new_button(form: Form) -> None:
    """The one-click answer, offered as long as nothing was written or sent."""
    if form.sheet.version is not None or not form.sheet.whole:
        return
    busy = bool(form.changes)
    noun = {3: "ce trimestre", 6: "ce semestre", 12: "cette année"}[form.sheet.period.months]
    pressed = st.button(
        f"Rien de nouveau {noun}",
        key=f"{form.id}_rien",
        disabled=busy,
        help="Vous avez commencé à répondre\u00a0: soumettez, ou abandonnez d’abord votre brouillon."
        if busy
        else "Un clic suffit\u00a0: les états connus sont confirmés à ce jour. Vous pourrez encore les modifier.",
    )
    if pressed:
        _send(
            form,
            nothing_new(form.sheet),
            "«\u00a0Rien de nouveau\u00a0» est enregistré\u00a0: les états connus restent, confirmés à ce jour.",
        )
    _refusal(form, "rien")


def send_button(form: Form) -> None:
    """What sending will do, then the button."""
    said = summary(form.sheet, form.changes)
    st.markdown(plain(said.headline))
    if said.details:
        with st.expander("Voir le détail", key=f"{form.id}_detail"):
            st.markdown("\n".join(f"- {plain(line)}" for line in said.details))
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            "Soumettre",
            type="primary",
            key=f"{form.id}_soumettre",
            disabled=bool(form.collisions) or not (said.changed or said.confirmed),
        )
        if form.changes:
            st.button("Abandonner ce brouillon", type="tertiary", key=f"{form.id}_abandonner", on_click=form.discard)
        st.caption(form.saved)
    if pressed:
        try:
            report = to_input(form.sheet, form.changes)
        except CapError as error:
            st.session_state[f"{form.id}_refus_soumettre"] = str(error)
        else:
            _send(form, report, _told(said))
    _refusal(form, "soumettre")


def _told(said: Summary) -> str:
    return said.headline.replace("Vous allez changer", "Vous avez changé", 1)


def _send(form: Form, report: ReportInput, told: str) -> None:
    where = "rien" if report.nothing_new else "soumettre"
    try:
        submit_report(form.store, form.actor, form.plan_code, report)
    except Conflict:
        st.session_state[f"{form.id}_conflit"] = True
        st.rerun()  # the page reads what the store now says, and shows both versions
    except CapError as error:
        st.session_state[f"{form.id}_refus_{where}"] = str(error)
        return
    form.forget()
    st.session_state[SENT] = (form.sheet.fiche_code, form.sheet.title, told)
    address.change(fiche=None)
    st.rerun()


def _refusal(form: Form, where: str) -> None:
    """A refusal, once, next to the button; the form is kept."""
    refusal = st.session_state.pop(f"{form.id}_refus_{where}", None)
    if refusal:
        st.error(plain(refusal))
