"""Which fiche: the one of the address, another one, or the choice when there is none."""

from __future__ import annotations

import streamlit as st

from components import address, links, pieces
from components.view import View
from data.french import typeset
from data.measures.nouns import in_plural
from data.measures.sentences import is_over

_KEY = "fiche_choisie"


def word(view: View) -> str:
    """The plan's own word for a fiche (« Projet »)."""
    return str(view.whole.plan.levels.get("fiche") or "Fiche")


def draw(view: View, current: str | None, *, compact: bool = False) -> None:
    """The list of the plan's fiches, the current one chosen."""
    titles = dict(zip(view.whole.fiches["code"], view.whole.fiches["title"], strict=True))
    st.session_state[_KEY] = current if current in titles else None
    st.selectbox(
        word(view),
        list(titles),
        index=None,
        key=_KEY,
        format_func=lambda code: f"{code} · {typeset(str(titles.get(code, '')))}",
        placeholder=f"Choisir parmi les {len(titles)} {in_plural(word(view).lower())}",
        label_visibility="collapsed" if compact else "visible",
        on_change=lambda: address.change(fiche=st.session_state[_KEY]),
    )


def none_chosen(view: View, asked: str | None) -> None:
    """What to show without a fiche: why, and the way to one."""
    name = word(view)
    pieces.title(name)
    if view.whole.fiches.empty:
        way = "Ses actions se lisent sur la page «\u00a0Plan\u00a0», sous leur axe et leur orientation."
        if view.whole.leaves.empty:
            way = "Ce que dit son document se lit sur la page «\u00a0Plan\u00a0»."
        who = "" if is_over(view.whole) else "La coordination du schéma peut ajouter les fiches qui auront été votées."
        pieces.empty(f"Ce plan n’a pas de {name.lower()}.", way, who)
    else:
        if asked:
            st.warning(
                pieces.plain(
                    f"Le lien désigne «\u00a0{asked[:40]}\u00a0», que ce plan ne contient pas\u00a0: il a pu changer "
                    "de code, ou venir d’un autre plan. Rien n’est perdu\u00a0: choisissez dans la liste."
                )
            )
        draw(view, None)
    links.to("plan", "Voir l’arbre du plan")
