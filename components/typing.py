"""Texts sent as they are typed: kept while the person types, never overwritten by a late answer.

The browser side is `components/frontend/texte_long`. A text belongs to the browser until Python replaces it
(`replace`), which changes its revision.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.packaged import packaged_component
from data.typed import LONGEST

_MARKUP = (
    '<div class="champ"><label for="texte"></label>'
    '<textarea id="texte" aria-describedby="pied" spellcheck="true" dir="auto"></textarea>'
    '<div class="pied" id="pied"><span class="etat"></span><span class="compte"></span></div></div>'
)
QUICK = (600, 1200)
"""Milliseconds of silence before a text leaves, and at most between its first key and its leaving."""
_mount = packaged_component("texte_long", css="style.css", html=_MARKUP)


def typed(
    label: str,
    value: str,
    *,
    key: str,
    keep: Callable[[str], bool],
    note: str = "",
    lines: int = 3,
    placeholder: str = "",
    disabled: bool = False,
    pace: tuple[int, int] = QUICK,
) -> None:
    """A text field, `lines` high at first.

    Args:
        value: the text as the server knows it; shown when the field appears or after `replace`.
        keep: called with the text each time some of it arrives; True once it need not be sent again.
        note: said under the field once all of it is safe (« Brouillon enregistré à 14:32 »).
        pace: as `QUICK`; slower where each arrival costs more. A field that is left always sends at once.
    """

    def arrived() -> None:
        sent = _sent(key)
        if sent is None or sent["envoi"] == st.session_state.get(f"{key}_recu"):
            return
        if f"{key}_revision" not in st.session_state:
            # The server lost this session and the browser did not: the browser's text is the newest.
            st.session_state[f"{key}_revision"] = sent["revision"]
        if sent["revision"] != st.session_state[f"{key}_revision"] or keep(sent["texte"]):
            st.session_state[f"{key}_recu"] = sent["envoi"]

    arrived()
    _mount(
        key=key,
        data={
            "id": key,
            "label": label,
            "value": value,
            "revision": st.session_state.setdefault(f"{key}_revision", 0),
            "recu": st.session_state.get(f"{key}_recu"),
            "note": note,
            "lines": lines,
            "longest": LONGEST,
            "placeholder": placeholder,
            "disabled": disabled,
            "pace": list(pace),
        },
        on_texte_change=arrived,
    )


def replace(key: str) -> None:
    """Make the browser take the server's text at the next run, in place of its own."""
    st.session_state[f"{key}_revision"] = st.session_state.get(f"{key}_revision", 0) + 1


def _sent(key: str) -> dict[str, Any] | None:
    """What the browser last sent for this field; None when it is nothing of ours."""
    state: Any = st.session_state.get(key)
    sent: Any = state.get("texte") if hasattr(state, "get") else None
    if not isinstance(sent, dict) or not isinstance(sent.get("texte"), str):
        return None
    return {"texte": sent["texte"], "revision": sent.get("revision"), "envoi": sent.get("envoi")}
