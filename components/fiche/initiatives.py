"""On a fiche's page: what other départements tried for the same publics and theme, and why each is proposed."""

from __future__ import annotations

import streamlit as st

from components import access, links, pieces
from components.pieces import plain
from components.view import View
from data.bank.links import Suggestion, similar_initiatives
from data.bank.said import warning
from data.bank.tables import Bank
from data.french import typeset
from data.situation import where

MOST = 5


def draw(now: View, code: str) -> None:
    """The closest initiatives of the bank; nothing when there is no bank or none is close."""
    bank = access.read_bank(now.store)
    if bank.initiatives.empty:
        return
    found = now.once(f"initiatives proches de {code} {bank.stamp}", lambda: _elsewhere(now, bank, code))
    if not found:
        return
    pieces.section("Initiatives d’autres départements", f"Des pistes à juger. {warning(bank)}")
    for each in found:
        with st.container(gap=None, key=f"initiative_proche_{each.code}"):
            links.to("initiative", plain(typeset(each.title)), initiative=each.code)
            st.caption(plain(each.why))
    links.to("initiatives", "Chercher dans tout le recueil", icon=":material/search:")


def _elsewhere(now: View, bank: Bank, code: str) -> list[Suggestion]:
    """The closest that are not the plan's own département's."""
    own = set(where(bank.initiatives, map_departement_code=now.whole.plan.departement_code)["code"])
    near = similar_initiatives(bank, now.whole, code, MOST + len(own))
    return [each for each in near if each.code not in own][:MOST]
