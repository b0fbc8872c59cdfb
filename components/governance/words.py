"""The plan's words: its publics beside the shared ones, and its acronyms with a search."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from components import address, pieces
from components.pieces import plain
from components.view import View
from data.database import Store
from data.french import folded, plural
from data.measures import wordings as told
from data.reading.wordings import Wording, wordings


@st.cache_resource(max_entries=16, show_spinner=False)
def _read(url: str, plan: str, revision: int) -> tuple[Wording, ...]:
    return wordings(Store(url), plan)


def publics(now: View) -> None:
    """Each wording of the plan and the shared publics that it means, those without any first."""
    found = _read(now.store.url, now.plan.code, now.plan.revision)
    st.markdown(plain(told.sentence(found)))
    st.markdown(plain(told.UNIVERSAL_RULE))
    if found:
        pieces.behind(told.rows(found), key="publics_du_plan", name="Voir chaque public et son public commun")


def glossary(of: Mapping[str, str]) -> None:
    """The acronyms of the document, those that hold the words asked for."""
    if not of:
        pieces.empty(
            "Le document n’a pas de liste de sigles.",
            "Les sigles de ce plan s’affichent donc sans leur sens.",
        )
        return
    st.session_state["sigle_mots"] = asked = address.current("sigle") or ""
    st.text_input(
        "Chercher un sigle",
        key="sigle_mots",
        type="search",
        placeholder="Un sigle ou un mot\u00a0: APA, autonomie…",
        max_chars=80,
        on_change=lambda: address.change(sigle=st.session_state["sigle_mots"].strip() or None),
    )
    words = folded(asked).split()
    rows = [
        (name, meaning) for name, meaning in sorted(of.items()) if all(w in folded(f"{name} {meaning}") for w in words)
    ]
    if not rows:
        st.info(plain(f"Aucun sigle ne contient «\u00a0{asked}\u00a0». Essayez un autre mot, ou son début."))
        return
    if words:
        st.caption(f"{plural(len(rows), 'sigle')} sur {len(of)}")
    pieces.table(pd.DataFrame(rows, columns=["Sigle", "Sens"]), key="sigles", height=320 if len(rows) > 8 else "auto")
