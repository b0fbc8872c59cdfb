"""« Pièces » of a form: links and files, saved at once. A fragment of its own: what is typed above stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from components import evidence
from components.entry.form import Form
from components.pieces import plain, section
from data.commands.evidence import add_file, add_link, remove_evidence
from data.errors import CapError, Refused
from data.evidence.checks import LARGEST, MOST, size_words
from data.evidence.kinds import ADMITTED
from data.evidence.piece import Piece
from data.french import typeset
from data.reading.evidence import pieces

_NOTE = (
    "Liens et fichiers qui montrent ce que dit ce point. Une pièce est enregistrée aussitôt, sans attendre "
    "« Soumettre ». Elle n’est jamais publiée."
)
_LINK, _FILE = "Un lien", "Un fichier"


@st.fragment
def show(form: Form) -> None:
    """The pieces of this fiche and period, then what it takes to join one more."""
    held = pieces(form.store, form.actor, form.plan_code, form.sheet.fiche_code, form.sheet.period.code)
    section("Pièces", typeset(_NOTE))
    for piece in held:
        _held(form, piece)
    _told(form, "retrait")
    if len(held) >= MOST:
        st.caption(f"{MOST} pièces sont jointes, le maximum. Retirez-en une pour en joindre une autre.")
        return
    with st.expander(
        "Joindre une pièce", key=f"{form.id}_joindre", on_change="rerun", icon=":material/attach_file:"
    ) as box:
        if box.open:
            _one_more(form)
    _told(form, "joint")


def _held(form: Form, piece: Piece) -> None:
    key = f"{form.id}_piece_{piece.evidence_id}"
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"{key}_ligne"):
        with st.container():
            evidence.line(form.store, form.plan_code, piece, key=form.id)
        if piece.removable:
            with st.popover("Retirer", type="tertiary", key=f"{key}_retirer"):
                st.markdown(f"Retirer «\u00a0{plain(piece.title)}\u00a0» de cette fiche\u00a0?")
                st.button("Retirer la pièce", key=f"{key}_oui", on_click=_remove, args=(form, piece))


def _remove(form: Form, piece: Piece) -> None:
    def remove() -> None:
        remove_evidence(form.store, form.actor, form.plan_code, piece.evidence_id)

    _do(form, "retrait", remove, f"« {piece.title} » est retirée.")


def _one_more(form: Form) -> None:
    """What to join, under which title, about which action. The fields start anew once a piece is joined."""
    key = f"{form.id}_nouvelle_{st.session_state.setdefault(f'{form.id}_joints', 0)}"
    st.pills(
        "Nature de la pièce",
        [_LINK, _FILE],
        default=_LINK,
        required=True,
        label_visibility="collapsed",
        key=f"{key}_nature",
    )
    if st.session_state.get(f"{key}_nature") == _FILE:
        # Types are left to the command: the browser would refuse one without a word of what to do.
        st.file_uploader("Fichier", max_upload_size=LARGEST // 1024 // 1024, key=f"{key}_fichier")
        st.caption(plain(typeset(f"{ADMITTED}. {size_words(LARGEST)} au plus.")))
    else:
        st.text_input("Adresse", placeholder="https://…", key=f"{key}_adresse")
    st.text_input("Intitulé (facultatif)", key=f"{key}_intitule")
    _about(form, key)
    st.button("Joindre", key=f"{key}_joindre", on_click=_join, args=(form, key))


def _about(form: Form, key: str) -> None:
    """The action that the piece is about. Who answers for actions only joins to one of them."""
    titles = {line.code: f"{line.code} – {line.title}" for line in form.sheet.lines if line.mine}
    if not titles:
        return
    st.selectbox(
        "Action concernée (facultatif)" if form.sheet.whole else "Action concernée",
        list(titles),
        index=None if form.sheet.whole else 0,
        format_func=lambda code: titles.get(str(code), str(code)),
        placeholder="La fiche entière",
        key=f"{key}_action",
    )


def _join(form: Form, key: str) -> None:
    said: dict[str, Any] = {
        name: st.session_state.get(f"{key}_{name}") for name in ("nature", "fichier", "adresse", "intitule", "action")
    }
    title = str(said["intitule"] or "").strip()
    where = (form.plan_code, form.sheet.fiche_code, form.sheet.period.code)
    file = said["fichier"]

    def join() -> None:
        if said["nature"] != _FILE:
            add_link(
                form.store, form.actor, *where, title=title, url=str(said["adresse"] or ""), action_code=said["action"]
            )
            return
        if file is None:
            raise Refused(
                f"Aucun fichier n’a été reçu. Rien n’a été joint : choisissez-en un de {size_words(LARGEST)} au plus, "
                "puis « Joindre »."
            )
        add_file(
            form.store,
            form.actor,
            *where,
            title=title,
            filename=file.name,
            content=file.getvalue(),
            action_code=said["action"],
        )

    if _do(form, "joint", join, "La pièce est jointe."):
        st.session_state[f"{form.id}_joints"] += 1


def _do(form: Form, where: str, act: Callable[[], None], told: str) -> bool:
    """Save now; what is to be said, good or bad, waits for the drawing that follows."""
    try:
        act()
    except CapError as error:
        st.session_state[f"{form.id}_{where}_dit"] = (False, str(error))
        return False
    st.session_state[f"{form.id}_{where}_dit"] = (True, told)
    return True


def _told(form: Form, where: str) -> None:
    """What just happened, once, next to what was done."""
    done, text = st.session_state.pop(f"{form.id}_{where}_dit", (None, ""))
    if done is not None:
        (st.success if done else st.error)(plain(typeset(text)))
