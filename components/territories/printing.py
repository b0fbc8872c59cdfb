"""« Fiche à imprimer »: the sheet as one A4 page, made when the button is pressed and not before."""

from __future__ import annotations

import streamlit as st

from components.map_data import Shapes
from components.territories import sheet_rates
from components.territories.asked import Asked
from data.documents.territory_sheet import territory_sheet_pdf
from data.errors import GeographyError
from data.french import folded
from data.measures.territory_sheet import Identity


def button(now: Asked, found: Identity, drawn: Shapes | GeographyError) -> None:
    """The download; the page that shows it pays nothing."""
    situation, previous, frozen = now.situation, now.view.previous, now.view.number
    features = drawn.features.get(situation.territory_level, {}) if isinstance(drawn, Shapes) else {}
    among = sheet_rates.compared(now)

    def made() -> bytes:
        # Called in a thread of its own: everything it reads was read by this rerun.
        return territory_sheet_pdf(situation, previous, found.code, compared=among, frozen=frozen, features=features)

    name = "-".join("".join(c if c.isalnum() else " " for c in folded(found.short)).split())
    st.download_button(
        "Fiche à imprimer (PDF)", made, f"fiche-{name}-{situation.period.code}.pdf", "application/pdf",
        key="imprimer_territoire", icon=":material/print:", on_click="ignore",
    )  # fmt: skip
