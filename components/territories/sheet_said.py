"""What was said that touches a territory: its own comments first, then what its fiches say for the département."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import links, pieces
from components.pieces import plain
from data.french import number, plural, the_others, typeset
from data.measures.territory_said import Said, Word

FIRST = 4
"""Texts of one kind shown before « Voir les autres »."""
LOCAL = ":blue-badge[dit ici]"
WHOLE = ":gray-badge[dit pour le département]"


def show(found: Said) -> None:
    """Comments, difficulties, requests, decisions; where there is nothing, who may say something."""
    pieces.section(
        "Ce qui s’y dit",
        "Les commentaires sont ceux des états donnés ici. Difficultés, demandes et décisions viennent des fiches "
        "déclinées ici : elles valent pour tout le département, sauf mention contraire.",
    )
    if found.nothing:
        pieces.empty(
            "Aucun commentaire, aucune difficulté, aucune décision pour ces fiches.",
            "Les pilotes les écrivent dans « Ma saisie », avec l’état de chaque action.",
        )
        return
    left, right = st.columns(2, gap="large")
    with left:
        _group("Commentaires de ce territoire", found.comments, "commentaires", _older(found.older))
        _group("Difficultés et points à surveiller", found.difficulties, "difficultes")
    with right:
        _group("Décisions ou appuis demandés", found.requests, "demandes")
        _group("Décisions", found.decisions, "decisions")


def _older(count: int) -> str:
    if not count:
        return ""
    plus = plural(count, "commentaire plus ancien a été remplacé", "commentaires plus anciens ont été remplacés")
    return typeset(f"Le dernier de chaque action ; {plus}.")


def _group(title: str, words: Sequence[Word], key: str, note: str = "") -> None:
    st.subheader(plain(f"{title} ({number(len(words))})"), anchor=False)
    if not words:
        st.caption("Rien n’est dit.")
    if note:
        st.caption(plain(note))
    for at, one in enumerate(words[:FIRST]):
        _word(one, f"{key}_{at}")
    if len(words) > FIRST:
        rest = words[FIRST:]
        with st.expander(the_others(len(rest)), key=key):
            for at, one in enumerate(rest, start=FIRST):
                _word(one, f"{key}_{at}")


def _word(one: Word, key: str) -> None:
    title = f"**{plain(one.title)}**  \n" if one.title else ""
    note = f" · {plain(one.note)}" if one.note else ""
    with st.container(key=f"dit_{key}", gap="xxsmall"):
        st.markdown(f"{title}{plain(one.text)}" if one.text else title.strip())
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"{LOCAL if one.local else WHOLE} :small[:gray[{plain(one.signed)}{note}]]", width="content")
            if one.fiche_code:
                links.to("fiche", one.fiche_code, fiche=one.fiche_code)
