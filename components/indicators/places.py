"""One indicator from territory to territory: ranked bars, the median, what is hidden, what nobody gave."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import address, charts_indicators, links, pieces
from components.indicators.board import Board
from data.french import listing, number, plural, short_day, typeset
from data.measures.indicator_board import Standing
from data.measures.layer import INDICATOR
from data.measures.territory_ranking import Ranking, measured_levels, ranking, ranking_table
from data.measures.territory_walls import territory_walls
from data.measures.territory_words import indicative_note, with_composition
from data.measures.units import is_count, smallest_of
from data.situation import where
from data.vocabulary import Aggregation, MeasureKind, TerritoryKind, label

_NO_NUMBER = (MeasureKind.QUALITATIVE, MeasureKind.MILESTONE)


def show(board: Board, one: Standing) -> None:
    """The territories compared, at each level that has values; a line says so when nothing is known by territory."""
    if board.whole.peers.empty or one.indicator["measure_kind"] in _NO_NUMBER:
        return
    pieces.section("Par territoire")
    kinds = dict(zip(board.whole.territories["code"], board.whole.territories["kind"], strict=True))
    levels = measured_levels(board.values(one.code), kinds, board.whole.territory_level)
    level = _level(levels) or board.whole.territory_level
    places = where(board.whole.territories, kind=level)
    peers = dict(zip(places["code"], places["name"], strict=True))
    found = board.view.once(
        f"rang {one.code} {level}",
        lambda: ranking(one.indicator, board.values(one.code), board.targets(one.code), peers, board.whole.as_of),
    )
    if not found.known and not found.masked:
        st.markdown(plain_none(label(TerritoryKind(level)), len(peers)))
        return
    _chart(board, one, found)
    said = [*_notes(one, found), indicative_note(board.whole, level)]
    st.caption("  \n".join(pieces.plain(line) for line in said if line))
    if level == board.whole.territory_level:
        links.to("territoires", "Voir sur la carte", icon=":material/map:", mesure=f"{INDICATOR}{one.code}")
    _multiples(board, one, peers)


def _level(levels: list[str]) -> str | None:
    """The level that the address asks for, among those that have values; a choice when there are several."""
    if len(levels) < 2:
        return levels[0] if levels else None
    asked = address.current("niveau")
    st.session_state[_LEVEL] = asked if asked in levels else levels[0]
    chosen = st.segmented_control(
        "Niveau", levels, format_func=lambda kind: label(TerritoryKind(kind)), key=_LEVEL, required=True,
        label_visibility="collapsed", on_change=_level_changed, args=(levels[0],),
    )  # fmt: skip
    return str(chosen)


_LEVEL = "indicateurs_niveau"


def _level_changed(usual: str) -> None:
    value = st.session_state[_LEVEL]
    address.change(niveau=None if value == usual else value)


def _multiples(board: Board, one: Standing, peers: Mapping[str, str]) -> None:
    """The same small chart for each territory, on the same axes; folded, and only drawn once opened."""
    walls = board.view.once(f"petites {one.code} {len(peers)}", lambda: territory_walls(
        one.indicator, board.values(one.code), board.targets(one.code), peers, board.whole.as_of
    ))  # fmt: skip
    if len(walls.drawn) < _FEWEST:
        return
    box = st.expander(
        f"Courbes par territoire ({len(walls.drawn)})", key=f"courbes_territoires_{one.code}", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        st.markdown(pieces.plain(walls.sentence(_MOST)))
        with st.grid(4, min_column_width=200):
            for name, marks in walls.drawn[:_MOST]:
                with st.container(border=True, gap="xsmall", height="stretch", key=f"courbe_{one.code}_{name}"):
                    st.markdown(f"**{pieces.plain(name)}**")
                    st.plotly_chart(
                        charts_indicators.small(marks, board.span, walls.scale), key=f"trace_{one.code}_{name}",
                        theme=None, config=pieces.PLOTLY, width="stretch", alt=f"{one.title}, {name}",
                    )  # fmt: skip
        pieces.behind(walls.table, key="courbes_territoires")


_FEWEST, _MOST = 2, 24
"""Territories from which curves are compared; most charts drawn at once."""


def plain_none(level: str, count: int) -> str:
    """Nothing is known below the département."""
    text = f"{level} : les {number(count)} territoires sont « non renseignés »."
    return pieces.plain(typeset(text))


def _chart(board: Board, one: Standing, found: Ranking) -> None:
    if not found.known:
        st.markdown(pieces.plain(found.sentence))
        return
    figure = charts_indicators.ranked(
        [name for name, _ in found.known],
        [each.move.value or 0.0 for _, each in found.known],
        [f"{each.text}, au {short_day(each.on)}" for _, each in found.known],
        found.median,
        board.place_name,
    )
    rows = with_composition(ranking_table(found), board.whole)
    pieces.chart(figure, key="territoires_indicateur", says=found.sentence, rows=rows)


def _notes(one: Standing, found: Ranking) -> list[str]:
    notes: list[str] = []
    if found.masked:
        smallest = number(smallest_of(one.indicator), 0)
        notes.append(
            f"Masqué : {listing(found.masked, most=20)}. Un nombre de moins de {smallest}, ou qui permettrait d’en "
            "retrouver un."
        )
    if found.silent:
        notes.append(f"Non renseigné : {listing(found.silent, most=12)}.")
    if found.mixed and found.on is not None:
        notes.append(f"Toutes les valeurs ne sont pas du {short_day(found.on)} : le tableau donne chaque date.")
    if is_count(one.indicator) and one.indicator["territory_aggregation"] == Aggregation.SUM:
        notes.append("Nombres bruts : ils suivent d’abord la population du territoire.")
    if found.known and found.median is None:
        notes.append(f"Pas de médiane : {plural(len(found.known), 'valeur')} seulement.")
    return [typeset(note) for note in notes]
