"""« Fiche à imprimer »: one A4 page, made when the button is pressed and not before."""

from __future__ import annotations

import streamlit as st

from components.fiche.gather import Gathered
from components.view import View
from data.documents.fiche_sheet import fiche_sheet_pdf


def button(now: View, fiche: Gathered) -> None:
    """The download; the page that shows it pays nothing."""
    situation, whole, previous, frozen, code = now.situation, now.whole, now.previous, now.number, fiche.code

    def made() -> bytes:
        # Called in a thread of its own: everything it reads was read by this rerun.
        return fiche_sheet_pdf(situation, previous, code, frozen=frozen, whole=whole)

    name = "".join(letter if letter.isalnum() or letter == "." else "-" for letter in code)
    st.download_button(
        "Fiche à imprimer (PDF)", made, f"fiche-{name}-{situation.period.code}.pdf", "application/pdf",
        key="imprimer_fiche", icon=":material/print:", on_click="ignore",
    )  # fmt: skip
