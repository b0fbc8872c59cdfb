"""One indicator from territory to territory: ranked bars, the median, what is hidden, what nobody gave."""

from __future__ import annotations

import streamlit as st

from components import charts_indicators, links, pieces
from components.indicators.board import Board
from data.french import listing, number, plural, short_day, typeset
from data.measures.indicator_board import Standing
from data.measures.layer import INDICATOR
from data.measures.territory_ranking import Ranking, ranking, ranking_table
from data.measures.units import is_count, smallest_of
from data.vocabulary import Aggregation, MeasureKind, TerritoryKind, label

_NO_NUMBER = (MeasureKind.QUALITATIVE, MeasureKind.MILESTONE)


def show(board: Board, one: Standing) -> None:
    """The territories compared; a line says so when nothing is known by territory."""
    peers = dict(zip(board.whole.peers["code"], board.whole.peers["name"], strict=True))
    if not peers or one.indicator["measure_kind"] in _NO_NUMBER:
        return
    found = board.view.once(
        f"rang {one.code}",
        lambda: ranking(one.indicator, board.values(one.code), board.targets(one.code), peers, board.whole.as_of),
    )
    level = label(TerritoryKind(board.whole.territory_level))
    pieces.section("Par territoire")
    if not found.known and not found.masked:
        st.markdown(plain_none(level, len(peers)))
        return
    _chart(board, one, found)
    st.caption("  \n".join(pieces.plain(line) for line in _notes(one, found)))
    links.to("territoires", "Voir sur la carte", icon=":material/map:", mesure=f"{INDICATOR}{one.code}")


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
    pieces.chart(figure, key="territoires_indicateur", says=found.sentence, rows=ranking_table(found))


def _notes(one: Standing, found: Ranking) -> list[str]:
    notes: list[str] = []
    if found.masked:
        smallest = number(smallest_of(one.indicator), 0)
        notes.append(
            f"Masqué : {listing(found.masked)}. Un nombre de moins de {smallest}, ou qui permettrait d’en retrouver un."
        )
    if found.silent:
        notes.append(f"Non renseigné : {listing(found.silent)}.")
    if found.mixed and found.on is not None:
        notes.append(f"Toutes les valeurs ne sont pas du {short_day(found.on)} : le tableau donne chaque date.")
    if is_count(one.indicator) and one.indicator["territory_aggregation"] == Aggregation.SUM:
        notes.append("Nombres bruts : ils suivent d’abord la population du territoire.")
    if found.known and found.median is None:
        notes.append(f"Pas de médiane : {plural(len(found.known), 'valeur')} seulement.")
    return [typeset(note) for note in notes]
