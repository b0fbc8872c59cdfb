"""The calendar of what indicators owe: what is overdue first, then month by month, each with who carries it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import links, pieces
from components.indicators import selection
from components.indicators.board import Board
from components.pieces import plain
from data.french import capitalised, day, plural, short_day, typeset
from data.measures.indicator_calendar import Due, calendar_table, due_calendar, due_figure, what_words


def show(board: Board) -> None:
    """The sentence, what is overdue, the twelve months to come, and the table."""
    found = board.view.once("echeances", lambda: due_calendar(board.found, board.whole))
    pieces.sentence(found.sentence)
    if not found.total:
        pieces.empty(
            "Aucune échéance à montrer.",
            "Une échéance se calcule dès qu’une valeur est saisie et que la périodicité est fixée ; un jalon, dès "
            "qu’une date lui est donnée.",
            "Valeurs : les pilotes, dans « Ma saisie ». Périodicité et dates : la coordination du schéma.",
        )
        return
    pieces.explain(due_figure(found, board.stamp), key="echeances")
    if found.overdue:
        pieces.section("Dépassées", "Les indicateurs phares d’abord, puis les plus anciennes.")
        _group(board, found.overdue, "depassees")
    if found.coming:
        pieces.section("Dans les douze mois")
        for month, entries in found.months:
            name = day(month).removeprefix("1er ")
            st.subheader(f"{capitalised(name)} :gray[· {plural(len(entries), 'échéance')}]", anchor=False)
            _group(board, entries, f"{month.year}_{month.month}")
    if found.later:
        st.caption(plain(typeset(f"{plural(len(found.later), 'échéance')} au-delà de douze mois, au tableau.")))
    pieces.behind(calendar_table(found), key="echeances_indicateurs")


def _group(board: Board, entries: Sequence[Due], name: str) -> None:
    with st.container(border=True, key=f"echeances_{name}", gap="small"):
        for at, each in enumerate(entries):
            _line(each, f"{name}_{at}")


def _line(each: Due, key: str) -> None:
    one = each.one
    left, right = st.columns([3, 2], gap="xsmall")
    with left.container(gap=None, key=f"echeance_{key}"):
        links.to("indicateurs", plain(one.title), **selection.kept_in_link() | {"indicateur": one.code})
        words = ["Indicateur phare"] if one.indicator["flagship"] else []
        words += [str(one.indicator["fiche_code"] or "Tout le plan"), each.who]
        st.caption(plain(typeset(" · ".join(words))))
    with right.container(gap=None):
        when = f"{what_words(each)} le {short_day(each.on)}"
        st.markdown(f":orange[{plain(typeset(when))}]" if each.overdue else plain(typeset(when)))
        st.caption(plain(typeset(f"À ce jour : {one.text}")))
