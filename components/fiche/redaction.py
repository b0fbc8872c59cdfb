"""Take a content out of the journal: chosen, confirmed, with a reason; what is refused is said and nothing is lost."""

from __future__ import annotations

import streamlit as st

from components.pieces import plain
from components.view import View
from data.commands.journal import redact_entry
from data.errors import CapError, Refused
from data.french import plural, typeset
from data.journal.brief import title
from data.journal.told import Told

_ALL = 0
"""No line has this id: it stands for all of them."""


def draw(view: View, fiche_code: str, act: Told) -> None:
    """What to remove from an act, why, and the button."""
    lines = {thing.entry_id: title(thing) for thing in act.things if thing.redacted is None}
    with st.container(border=True, key=f"retrait_{act.id}"):
        st.markdown("**Retirer ce contenu du journal**")
        st.caption(
            "Les valeurs et le motif sont effacés pour toujours\u00a0; qui, quand et sur quoi restent. La fiche n’est "
            "pas modifiée\u00a0: corrigez-la d’abord si elle porte encore ce texte."
        )
        if len(lines) > 1 or act.why:
            choices = lines | {_ALL: "Tout l’acte sur cette fiche, motif compris"}
            st.selectbox(
                "Contenu à retirer", list(choices), index=None, format_func=lambda one: choices[one],
                placeholder="Choisissez ce qui doit disparaître", key=_what(act),
            )  # fmt: skip
        st.text_input(
            "Motif du retrait", key=_why(act), max_chars=400,
            help="Il est gardé au journal\u00a0: ne répétez pas ce que vous retirez.",
        )  # fmt: skip
        sure = st.checkbox("Je confirme\u00a0: ce retrait est définitif", key=f"retrait_certain_{act.id}")
        st.button(
            "Retirer ce contenu", key=f"retrait_{act.id}_valider", type="primary", disabled=not sure, on_click=_redact,
            args=(view, fiche_code, act, max(lines)),
        )  # fmt: skip
        refusal = st.session_state.pop(_refused(fiche_code), None)
        if refusal:
            st.error(plain(typeset(refusal)))


def _what(act: Told) -> str:
    return f"retrait_quoi_{act.id}"


def _why(act: Told) -> str:
    return f"retrait_motif_{act.id}"


def _refused(fiche_code: str) -> str:
    return f"retrait_refus_{fiche_code}"


def _redact(view: View, fiche_code: str, act: Told, last: int) -> None:
    """Remove what was chosen (`last`: any line of the act); what is refused stays to be corrected."""
    chosen: int | None = st.session_state.get(_what(act), last)
    try:
        if chosen is None:
            raise Refused("Rien n’a été retiré : choisissez d’abord le contenu à retirer.")
        why = st.session_state[_why(act)]
        count = redact_entry(view.store, view.actor, chosen or last, reason=why, whole_act=chosen == _ALL)
    except CapError as error:
        st.session_state[_refused(fiche_code)] = str(error)
        return
    said = f"{plural(count, 'ligne retirée', 'lignes retirées')} du journal. Le retrait et son motif y sont inscrits."
    st.session_state[f"retrait_dit_{fiche_code}"] = said


def outcome(fiche_code: str) -> None:
    """What was just removed, said once."""
    said = st.session_state.pop(f"retrait_dit_{fiche_code}", None)
    if said:
        st.success(said)
