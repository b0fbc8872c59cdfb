"""Before sending: what will change, what somebody else changed meanwhile; then the sending itself."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import address, typing
from components.entry.form import Changes, Form
from components.pieces import plain
from data.commands.contribution import contribute
from data.commands.report import submit_report
from data.entry.changes import Field, keep_both, keep_mine, take_theirs
from data.entry.differences import Summary, summary
from data.entry.outcome import nothing_new, own_states, to_input
from data.entry.words import field_title, value_words
from data.errors import CapError, Conflict, Refused
from data.french import listing, plural, typeset

SENT = "saisie_envoi"
"""Session: (fiche, period, sentences) of what was just sent, told once on the list."""


def collisions(form: Form) -> None:
    """Both versions of each field changed by two people; the person chooses, nothing is lost."""
    met = form.collisions
    if form.overtaken and not met:
        mine = (
            "Vos changements portent sur autre chose\u00a0: ils sont conservés et ajoutés à sa version. Relisez, puis "
            "soumettez à nouveau."
            if form.changes
            else "Voici ce qui est enregistré\u00a0: rien n’a été écrasé."
        )
        st.warning(f"**{plain(who(form))} entre-temps.** {mine}")
    if not met:
        return
    with st.container(border=True, key=f"{form.id}_ecarts"):
        st.warning(
            f"**Modifié entre-temps par {plain(listing(_others(form)))}.** Rien n’a été écrasé. Choisissez, pour "
            f"{plural(len(met), 'champ')}, ce qui sera envoyé."
        )
        for field in met:
            _collision(form, field)


def _collision(form: Form, field: Field) -> None:
    st.markdown(f"**{plain(field_title(form.sheet, field))}**")
    left, right = st.columns(2)
    with left, st.container(border=True):
        st.caption(plain(f"Version de {_author(form, field)}"))
        st.markdown(plain(value_words(form.sheet, field, form.sheet.start.get(field))))
        _settle(form, field, "Prendre cette version", "leur", lambda: take_theirs(form.changes, field))
    with right, st.container(border=True):
        st.caption("Votre version")
        st.markdown(plain(value_words(form.sheet, field, form.changes[field].mine)))
        _settle(form, field, "Garder la mienne", "mienne", lambda: keep_mine(form.changes, form.sheet.start, field))
    if field.kind == "text":
        _settle(
            form, field, "Garder les deux, à la suite", "deux", lambda: keep_both(form.changes, form.sheet.start, field)
        )


def _settle(form: Form, field: Field, label: str, name: str, chosen: Callable[[], Changes]) -> None:
    def settle() -> None:
        form.replace(chosen())
        typing.replace(form.key(field))

    st.button(label, key=f"{form.key(field)}_{name}", on_click=settle)


def who(form: Form) -> str:
    """« CAF a répondu », « CAF et Ville centre ont répondu »."""
    names = _others(form)
    return f"{listing(names)} {'a' if len(names) == 1 else 'ont'} répondu"


def _others(form: Form) -> list[str]:
    """Who wrote what the person also changed; else who wrote anything since the person last saw the form."""
    names = [_author(form, field) for field in form.collisions] or form.newcomers
    return list(dict.fromkeys(names)) or [_author(form, Field("weather"))]


def _author(form: Form, field: Field) -> str:
    """Who said what the store holds in a field."""
    signed = form.sheet.others.get((field.code, field.territory)) if field.kind == "state" else None
    if signed is not None:
        return signed.author
    return form.sheet.recorded.answer.author if form.sheet.recorded.answer else "quelqu’un d’autre"


def nothing_new_button(form: Form) -> None:
    """The one-click answer, offered as long as nothing was written or sent."""
    if form.sheet.recorded.version is not None or not form.sheet.whole:
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
            "rien",
            lambda: submit_report(form.store, form.actor, form.plan_code, nothing_new(form.sheet, form.seen.report)),
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
        pressed = st.button("Soumettre", type="primary", key=f"{form.id}_soumettre")
        if form.changes:
            st.button("Abandonner ce brouillon", type="tertiary", key=f"{form.id}_abandonner", on_click=form.discard)
        st.caption(form.saved)
    if pressed:
        _send(form, "soumettre", lambda: _submit(form, said), said.told)
    _refusal(form, "soumettre")


def _submit(form: Form, said: Summary) -> None:
    """Send all that the form holds: the whole report, or the states of own actions. Refused with nothing to send."""
    if form.collisions:
        raise Refused(
            "Rien n’a été envoyé\u00a0: choisissez d’abord, ci-dessus, ce que vous gardez de chaque champ modifié "
            "par deux personnes."
        )
    if not said.changed and not said.confirmed:
        raise Refused(
            "Rien n’a été envoyé\u00a0: vous n’avez rien changé. Dites où en est une action, écrivez un texte, ou "
            "choisissez «\u00a0Rien de nouveau\u00a0» en haut du formulaire."
        )
    if form.sheet.whole:
        report = to_input(form.sheet, form.changes, form.seen.report, form.seen.states)
        submit_report(form.store, form.actor, form.plan_code, report)
        return
    states = own_states(form.sheet, form.changes)
    where = (form.plan_code, form.sheet.fiche_code, form.sheet.period.code)
    contribute(form.store, form.actor, *where, states, form.seen.states)


def _send(form: Form, button: str, send: Callable[[], None], told: str) -> None:
    """Send; then back to the list, which tells it. A refusal is told next to the button; the form is kept."""
    try:
        send()
    except Conflict:
        st.rerun()  # the page reads what the store now says, and shows both versions
    except CapError as error:
        st.session_state[f"{form.id}_refus_{button}"] = str(error)
        return
    form.sent()
    st.session_state[SENT] = (form.sheet.fiche_code, form.sheet.title, told)
    address.change(fiche=None)
    st.rerun()


def _refusal(form: Form, where: str) -> None:
    """A refusal, once, next to the button; the form is kept."""
    refusal = st.session_state.pop(f"{form.id}_refus_{where}", None)
    if refusal:
        st.error(plain(typeset(refusal)))
