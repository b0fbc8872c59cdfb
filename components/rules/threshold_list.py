"""The thresholds: those that a plan may change, edited in place, then those of the method."""

from __future__ import annotations

import streamlit as st

from components import acting, pieces
from components.pieces import plain
from components.rules.shown import Shown
from data.commands.settings import reset_threshold, set_threshold
from data.measures.plan_rules import thresholds_table
from data.measures.thresholds import THRESHOLDS, Threshold


def draw(shown: Shown) -> None:
    """Both lists, then the same as a table."""
    own = [one for one in shown.thresholds if one.editable]
    pieces.section(
        "Les seuils que ce plan peut régler",
        "Ils disent à partir de combien quelque chose est porté à l’attention de quelqu’un\u00a0; "
        "ils ne changent aucun chiffre.",
    )
    for one in own:
        _threshold(shown, one)
    pieces.section(
        "Les seuils de la méthode",
        "Les mêmes pour tous les plans\u00a0: ils décident comment un chiffre se calcule ou s’écrit, et un taux doit "
        "se lire de la même façon d’un plan et d’une année à l’autre. Le masquage des petits nombres se règle "
        "indicateur par indicateur.",
    )
    for one in shown.thresholds:
        if not one.editable:
            _threshold(shown, one)
    pieces.behind(thresholds_table(shown.thresholds), key="seuils")


def _threshold(shown: Shown, one: Threshold) -> None:
    with st.container(key=f"seuil_{one.key}"):
        value, said, side = st.columns([2, 7, 3], gap="small")
        with value.container(gap="xxsmall"):
            st.markdown(f"**{plain(one.text)}**")
            if one.version is not None:
                st.markdown(":blue-badge[Réglé par ce plan]")
        with said.container(gap="xxsmall"):
            st.markdown(plain(one.words))
            origin = "" if one.version is None else f" · à l’origine\u00a0: {THRESHOLDS[one.key].text}"
            st.caption(plain(f"{one.used_in}{origin}"))
        with side:
            if one.editable and shown.editable:
                _edit(shown, one)


def _edit(shown: Shown, one: Threshold) -> None:
    """The threshold's form, drawn once opened; a new version of it starts it anew."""
    key = f"seuil_{one.key}_{one.version or 0}"
    panel = st.popover("Modifier", key=f"{key}_panneau", type="tertiary", on_change="rerun")
    if not panel.open:
        return
    lowest, highest = float(one.minimum or 0), float(one.maximum or 0)
    fine = highest - lowest < 1
    with panel:
        st.number_input(
            f"Valeur{f' ({one.unit})' if one.unit else ''}, {one.bounds}", lowest, highest, float(one.value),
            step=0.01 if fine else 1.0, format="%.2f" if fine else "%g", key=f"{key}_valeur",
        )  # fmt: skip
        st.text_input("Motif, gardé au journal", key=f"{key}_motif", max_chars=200)
        acting.wrong(f"seuil_{one.key}")
        with st.container(horizontal=True, gap="small"):
            st.button("Enregistrer", type="primary", key=f"{key}_enregistrer", on_click=_save, args=(shown, one, key))
            if one.version is not None:
                st.button("Revenir au seuil d’origine", key=f"{key}_retablir", on_click=_reset, args=(shown, one, key))


def _save(shown: Shown, one: Threshold, key: str) -> None:
    now, value = shown.now, st.session_state.get(f"{key}_valeur")
    if value is None:
        acting.refuse(f"seuil_{one.key}", "Donnez un nombre. Rien n’a été modifié.")
        return
    acting.attempt(
        f"seuil_{one.key}",
        lambda: set_threshold(
            now.store, now.actor, now.plan.code, one.key, float(value), reason=acting.typed(f"{key}_motif"),
            seen_version=one.version,
        ),
        f"Seuil enregistré\u00a0: {one.written(float(value))}.",
        words=one.written(float(value)),
    )  # fmt: skip


def _reset(shown: Shown, one: Threshold, key: str) -> None:
    now = shown.now
    acting.attempt(
        f"seuil_{one.key}",
        lambda: reset_threshold(
            now.store, now.actor, now.plan.code, one.key, reason=acting.typed(f"{key}_motif"),
            seen_version=one.version,
        ),
        f"Seuil d’origine rétabli\u00a0: {THRESHOLDS[one.key].text}.",
    )  # fmt: skip
