"""The list of indicators, by fiche or ranked: a line each, a link to its detail, a few at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

import streamlit as st

from components import address, links, nothing, pieces
from components.indicators import selection
from components.indicators.board import Board
from components.indicators.cards import DOT, in_short
from components.indicators.selection import Selection
from data.french import number, plural, short_day
from data.measures.indicator_board import NOTHING_SAID, Standing, board_table, due_words
from data.vocabulary import MeasureKind, Nature, label

PER_PAGE = 25
T = TypeVar("T")


def show(board: Board, chosen: Selection, found: Sequence[Standing]) -> None:
    """The lines of one page of the list, under the name of their fiche when in the plan's order."""
    here = page_of(found, PER_PAGE)
    if chosen.order == "plan":
        for fiche, group in groupby(here, key=lambda one: one.indicator["fiche_code"]):
            with st.container(border=True, key=f"groupe_{fiche}", gap="medium"):
                _heading(board, fiche)
                for one in group:
                    _line(one)
    else:
        with st.container(border=True, key="groupe_rang", gap="medium"):
            for one in here:
                _line(one, board.fiche(one.indicator["fiche_code"]))
    pager(len(found), PER_PAGE)
    pieces.behind(board_table(found), key="indicateurs")


def _heading(board: Board, fiche: str | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(pieces.plain(board.fiche(fiche)), anchor=False, width="stretch")
        if fiche is not None:
            links.to("fiche", f"Ouvrir {fiche}", fiche=fiche)


def _line(one: Standing, fiche: str | None = None) -> None:
    left, right = st.columns(2, gap="xsmall")
    with left.container(gap=None):
        links.to("indicateurs", pieces.plain(one.title), **selection.kept_in_link() | {"indicateur": one.code})
        st.caption(pieces.plain(DOT.join([*([fiche] if fiche else []), *_words(one)])))
    with right.container(gap=None):
        if not one.said:
            st.markdown(f":gray[{NOTHING_SAID}]")
            return
        when = "" if one.done else f" :gray[{pieces.plain(f'au {short_day(one.on)}')}]"
        st.markdown(f"**{pieces.plain(one.text)}**{when}")
        if in_short(one):
            st.caption(pieces.plain(in_short(one)))
        if one.overdue:
            st.markdown(f":orange[{pieces.plain(f'Prochaine valeur {due_words(one)}')}]")


def _words(one: Standing) -> list[str]:
    """What it is: « Indicateur phare », its nature, its kind of measure."""
    words = ["Indicateur phare"] if one.indicator["flagship"] else []
    if one.indicator["nature"]:
        words.append(label(Nature(one.indicator["nature"])))
    words.append(label(MeasureKind(one.indicator["measure_kind"])))
    return list(dict.fromkeys(words))


def page_of(found: Sequence[T], per_page: int) -> list[T]:
    """The part of the list that the address asks for."""
    first = (_page(len(found), per_page) - 1) * per_page
    return list(found[first : first + per_page])


def pager(total: int, per_page: int) -> None:
    """Links to the pages before and after; nothing when one page is enough."""
    if total <= per_page:
        return
    here = _page(total, per_page)
    first, last = (here - 1) * per_page + 1, min(here * per_page, total)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.caption(f"{number(first)} à {number(last)} sur {plural(total, 'indicateur')}", width="content")
        if here > 1:
            _turn("Précédents", here - 1, ":material/chevron_left:")
        if last < total:
            _turn("Suivants", here + 1, ":material/chevron_right:")


def _turn(name: str, page: int, icon: str) -> None:
    links.to("indicateurs", name, icon=icon, **selection.kept_in_link() | {"page_liste": str(page)})


def _page(total: int, per_page: int) -> int:
    asked = address.current("page_liste") or "1"
    pages = max(1, -(-total // per_page))
    return min(int(asked), pages) if asked.isdecimal() and int(asked) > 0 else 1


def nothing_yet(board: Board) -> None:
    """No value in the whole view: what to do next, and who can."""
    if not board.found or any(one.said for one in board.found):
        return
    pieces.empty(
        "Aucun indicateur n’a encore de valeur.",
        "Les valeurs se saisissent avec le point d’avancement, dans « Ma saisie », quand une période est ouverte. "
        "Pour mesurer un chemin, il faut aussi une valeur de départ, une cible datée et le sens voulu.",
        "Valeurs : les pilotes et les responsables de fiche. Période, cibles et réglages : la coordination du schéma.",
    )
    links.to("saisie", "Ouvrir «\u00a0Ma saisie\u00a0»", icon=":material/edit_note:")


def nothing_kept(board: Board) -> None:
    """The filters keep nothing: which ones to lift."""
    if not board.found:
        nothing.indicator(board.view)
        return
    pieces.empty(
        "Aucun indicateur ne répond à ces choix.",
        f"{plural(len(board.found), 'indicateur')} dans la vue : élargissez la nature, la mesure ou les mots.",
    )
    st.button("Effacer ces choix", on_click=selection.lift, key="indicateurs_effacer")
