"""What is to mend: how many findings by check, then those of the check that the reader opened."""

from __future__ import annotations

import streamlit as st

from components import address, links, pieces
from components.pieces import plain
from data.french import plural
from data.measures.quality import CHECKS, Board, Check, Finding, findings_table
from data.measures.quality_reader import CAMPAIGN, ENTRY, FICHE, INDICATORS

LISTED = 12
"""Findings written one by one; beyond, the table has them all."""
_KEY = "controle_ouvert"


def draw(board: Board) -> None:
    """The counts, each of which opens its list; the first one is open. Nothing when there was nothing to check."""
    if not board.findings and not board.checks:
        return
    pieces.section("Ce qui est à corriger")
    met = {check.key: check for check in CHECKS if board.of(check.key)}
    if not met:
        st.success("Tous les contrôles sont passés parmi ce qui est affiché.")
        return
    asked = address.current("controle")
    chosen = asked if asked in met else next(iter(met))
    st.session_state[_KEY] = chosen
    st.pills(
        "Ouvrir la liste d’un contrôle", list(met), key=_KEY, on_change=_choose, label_visibility="collapsed",
        format_func=lambda key: plural(len(board.of(key)), *met[key].counted), required=True,
    )  # fmt: skip
    _opened(met[chosen], board.of(chosen))


def _choose() -> None:
    address.change(controle=st.session_state[_KEY])


def _opened(check: Check, found: list[Finding]) -> None:
    with st.container(border=True, key=f"controle_{check.key}", gap="small"):
        st.subheader(plain(f"{check.title} · {len(found)}"), anchor=False)
        st.caption(plain(f"Contrôle passé quand\u00a0: {check.words[:1].lower()}{check.words[1:]}"))
        shown = found[:LISTED]
        half = (len(shown) + 1) // 2
        for place, part in zip(st.columns(2, gap="large"), (shown[:half], shown[half:]), strict=True):
            with place:
                for at, one in enumerate(part):
                    _finding(one, f"{check.key}_{half if part is not shown[:half] else 0}_{at}")
        if len(found) > LISTED:
            st.caption(f"Les {plural(len(found) - LISTED, 'autre')} sont dans le tableau.")
        pieces.behind(findings_table(found), key=f"controle_{check.key}")


def _finding(one: Finding, key: str) -> None:
    name = f"{one.subject_code} – {one.subject}" if one.subject_code and one.page != CAMPAIGN else one.subject
    with st.container(gap="xxsmall", key=f"constat_{key}_{one.subject_code}"):
        st.markdown(f"**{plain(_short(name))}**")
        st.markdown(plain(one.what))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            links.to(one.page, f"Corriger dans «\u00a0{one.where}\u00a0»", icon=":material/edit:", **_target(one))
            st.caption(plain(one.who))


def _target(one: Finding) -> dict[str, str | None]:
    """What the page that mends it should open on."""
    if one.page == INDICATORS and one.subject_code != one.fiche_code:
        return {"indicateur": one.subject_code}
    if one.page in (FICHE, ENTRY):
        return {"fiche": one.fiche_code}
    return {"trimestre": one.subject_code} if one.page == CAMPAIGN else {}


def _short(text: str, most: int = 96) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"
