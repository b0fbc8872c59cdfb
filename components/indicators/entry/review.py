"""What was typed, before it is recorded: what is refused, what somebody changed, old and new, then the button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components import pieces
from components.indicators.entry.desk import Desk
from components.pieces import plain
from components.told import tell, told
from data.commands.values import record_values, undo_values
from data.entry.values_judged import Difference
from data.entry.values_sheet import Slot
from data.entry.values_words import (
    changes_sentence,
    difference_table,
    hidden_after,
    hidden_words,
    refused_count,
)
from data.entry.values_work import mine_kept, recorded, taken_back, without, without_strays
from data.errors import CapError
from data.french import plural, typeset
from data.measures.columns import table

SLOT = "valeurs"
_SHOWN = 8
_ROWS = 10


def show(desk: Desk) -> None:
    told(SLOT)
    _recorded(desk)
    work, judged = desk.work, desk.judged
    if work.empty or (not judged.differences and not judged.refused and not work.strays):
        return
    with st.container(key="valeurs_apercu"):
        st.subheader("Ce qui va changer", anchor=False)
        st.markdown(plain(changes_sentence(judged, work.strays)))
        _refused(desk)
        _clashes(desk)
        ready = judged.ready
        if ready:
            hidden = hidden_after(desk.live, desk.sheet, ready)
            rows = difference_table(desk.sheet, ready, hidden)
            pieces.table(rows, key="valeurs_differences", height="auto" if len(rows) <= _ROWS else 35 * (_ROWS + 1) + 3)
            words = hidden_words(desk.sheet, ready, hidden)
            if words:
                st.caption(plain(words))
        _buttons(desk, ready)


# --- what is refused ----------------------------------------------------------------------------------------------


def _refused(desk: Desk) -> None:
    """Every refused cell, with its reason: in the grid it keeps what was typed."""
    rows = _refused_rows(desk)
    if not rows:
        return
    count = plural(refused_count(desk.judged, desk.work.strays), "case refusée", "cases refusées")
    lines = [
        f"- **{plain(where)}** :gray[{plain(text)}]  \n{plain(typeset(why))}" for where, text, why in rows[:_SHOWN]
    ]
    if len(rows) > _SHOWN:
        lines.append(f"- et {plural(len(rows) - _SHOWN, 'autre')}, dans le tableau.")
    st.warning(f"**{count}\u00a0: rien n’en est perdu, rien n’en sera enregistré.**\n" + "\n".join(lines))
    if len(rows) > _SHOWN:
        shown = [{"Case": where, "Texte": text, "Raison": typeset(why)} for where, text, why in rows]
        pieces.behind(
            table(shown, ("Case", "Texte", "Raison")), key="valeurs_refusees", name="Toutes les cases refusées"
        )


def _refused_rows(desk: Desk) -> list[tuple[str, str, str]]:
    found = [(_where(desk, one.slots), one.text, one.why) for one in desk.judged.refused]
    return found + [(one.where or f"Ligne {one.line}", one.text, one.why) for one in desk.work.strays]


def _where(desk: Desk, slots: Sequence[Slot]) -> str:
    return f"{desk.sheet.place(slots[0].territory).short}, {desk.sheet.day_words(slots[0].on)}"


# --- what somebody changed meanwhile ------------------------------------------------------------------------------


def _clashes(desk: Desk) -> None:
    clashes = desk.judged.clashes
    if not clashes:
        return
    with st.container(border=True, key="valeurs_entre_temps"):
        st.markdown(
            f"**{plural(len(clashes), 'valeur modifiée', 'valeurs modifiées')} entre-temps par quelqu’un d’autre.** "
            "Rien n’a été écrasé\u00a0: choisissez, puis enregistrez."
        )
        for one in clashes[:_SHOWN]:
            mine = "retirée" if one.removes else desk.sheet.words(one.change.said)
            text = f"{_where(desk, one.slots)} : vous, {mine} ; maintenant, {desk.sheet.words(one.old)}."
            st.markdown(plain(typeset(text)))
        if len(clashes) > _SHOWN:
            st.caption(f"Et {plural(len(clashes) - _SHOWN, 'autre')}.")
        with st.container(horizontal=True):
            st.button("Garder les miennes", key="valeurs_miennes", on_click=_keep_mine, args=(desk, clashes))
            st.button("Garder les leurs", key="valeurs_leurs", on_click=_keep_theirs, args=(desk, clashes))


def _keep_mine(desk: Desk, clashes: Sequence[Difference]) -> None:
    desk.put(mine_kept(desk.sheet, desk.work, [slot.place for one in clashes for slot in one.slots]))


def _keep_theirs(desk: Desk, clashes: Sequence[Difference]) -> None:
    desk.put(without(desk.work, [slot for one in clashes for slot in one.slots]))


# --- buttons ------------------------------------------------------------------------------------------------------


def _buttons(desk: Desk, ready: Sequence[Difference]) -> None:
    if ready:
        st.text_input(
            "Source (facultatif)", key="valeurs_source", max_chars=200, width=420,
            placeholder="Par exemple\u00a0: tableau de bord du service",
        )  # fmt: skip
    with st.container(horizontal=True):
        if ready:
            st.button(
                f"Enregistrer {plural(len(ready), 'valeur')}", type="primary", key="valeurs_enregistrer",
                on_click=_record, args=(desk, ready),
            )  # fmt: skip
        if desk.work.last_act:
            st.button(
                f"Annuler {desk.work.last_act}", key="valeurs_annuler", icon=":material/undo:", on_click=_back,
                args=(desk,),
            )  # fmt: skip
        if desk.work.strays:
            st.button(
                "Écarter les cases sans place", key="valeurs_ecarter", type="tertiary", on_click=_drop, args=(desk,)
            )
    if not ready and not desk.judged.clashes:
        st.caption("Rien à enregistrer pour l’instant\u00a0: corrigez les cases refusées.")


def _back(desk: Desk) -> None:
    desk.put(taken_back(desk.work))


def _drop(desk: Desk) -> None:
    desk.put(without_strays(desk.work))


def _record(desk: Desk, ready: Sequence[Difference]) -> None:
    """Record what the preview showed; what is refused stays in the grid."""
    judged = desk.judged
    if [one.change for one in judged.ready] != [one.change for one in ready]:
        tell(SLOT, "warning", "Une case a changé depuis cet aperçu : relisez-le. Rien n’a été enregistré.")
        return
    source: str = st.session_state.get("valeurs_source", "")
    try:
        saved = record_values(
            desk.now.store, desk.now.actor, desk.now.plan.code, [one.change for one in ready], source=source or None
        )
    except CapError as error:
        tell(SLOT, "error", str(error))
        return
    desk.put(recorded(desk.work, judged, ready, saved))


def _recorded(desk: Desk) -> None:
    saved = desk.work.saved
    if saved is None:
        return
    with st.container(key="valeurs_enregistre", horizontal=True, vertical_alignment="center"):
        at = saved.at.astimezone().strftime("%H:%M")
        st.success(f"{plural(saved.values, 'valeur enregistrée', 'valeurs enregistrées')} à {at}.", width=300)
        st.button(
            "Annuler cet enregistrement", key="valeurs_annuler_enregistrement", icon=":material/undo:", on_click=_undo,
            args=(desk,),
        )  # fmt: skip


def _undo(desk: Desk) -> None:
    work = desk.work
    if work.saved is None:
        return
    try:
        undo_values(
            desk.now.store, desk.now.actor, desk.now.plan.code, work.saved,
            reason="Enregistrement annulé depuis la page Valeurs",
        )  # fmt: skip
    except CapError as error:
        tell(SLOT, "error", str(error))
        return
    count = plural(work.saved.values, "valeur est redevenue", "valeurs sont redevenues")
    tell(SLOT, "success", f"Enregistrement annulé : {count} comme avant.")
    desk.put(replace(work, saved=None))
