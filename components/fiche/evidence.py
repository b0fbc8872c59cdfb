"""The pieces joined to a fiche's reports, period by period."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from components import evidence
from components.view import View
from data.database import Store
from data.evidence.piece import Piece, piece_of
from data.measures.columns import records
from data.situation import Situation


@dataclass(frozen=True)
class Joined:
    """The pieces of one fiche by period, and the store that holds their files."""

    store: Store
    plan_code: str
    by_period: dict[str, list[Piece]]

    def draw(self, period: str) -> None:
        """The pieces of a period; nothing when it has none."""
        pieces = self.by_period.get(period)
        if not pieces:
            return
        with st.container(key=f"pieces_{period}", gap="xsmall"):
            st.markdown("**Pièces**" if len(pieces) > 1 else "**Pièce**")
            for piece in pieces:
                evidence.line(self.store, self.plan_code, piece, key="fiche")


def joined(view: View, own: Situation) -> Joined:
    """The pieces that a fiche's Situation holds, live or frozen."""
    found: dict[str, list[Piece]] = {}
    for row in records(own.evidence):
        found.setdefault(str(row["period"]), []).append(piece_of(row))
    return Joined(view.store, view.plan.code, found)
