"""One piece on screen: a link that leaves for its site, or a file that is downloaded. Never shown in the page."""

from __future__ import annotations

import streamlit as st

from components.pieces import plain
from data.database import Store
from data.evidence.links import followed
from data.evidence.piece import Piece
from data.reading.evidence import content


def line(store: Store, plan_code: str, piece: Piece, *, key: str) -> None:
    """Title, then where it leads or what it weighs, its action and its author. The bytes are read once asked for."""
    name = f"piece_{key}_{piece.evidence_id}"
    with st.container(key=name, gap=None):
        if piece.sha256 is not None:
            _file(store, plan_code, piece, f"{name}_fichier")
        else:
            _link(piece)
        st.markdown(f":small[:gray[{plain(piece.note)}]]")


def _link(piece: Piece) -> None:
    address = followed(piece.url or "")
    title = plain(piece.title)
    # Streamlit opens a link of a text in a new tab that knows nothing of this page (noopener).
    st.markdown(f":material/link: [{title}]({address})" if address else f":material/link_off: {title}")


def _file(store: Store, plan_code: str, piece: Piece, key: str) -> None:
    digest = str(piece.sha256)
    st.download_button(
        plain(piece.title),
        lambda: content(store, plan_code, digest)[0],
        piece.filename,
        piece.media_type,
        key=key,
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
