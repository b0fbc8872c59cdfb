"""One indicator: its answer, its trajectory, its values, its territories, how it is defined."""

from __future__ import annotations

import streamlit as st

from components import address, charts_indicators, links, pieces
from components.indicators import definition, places, rates, selection, settings
from components.indicators.board import Board
from components.pieces import plain
from data.french import capitalised, day, listing, plural
from data.measures.indicator_board import Standing, whose
from data.measures.indicator_detail import (
    detail_sentence,
    points_table,
    texts_of,
    texts_table,
    values_table,
)
from data.vocabulary import MeasureKind, Nature, label


def wanted(board: Board) -> Standing | None:
    """The indicator that the address names; a name that this plan does not know is said and forgotten."""
    code = address.current("indicateur")
    found = next((one for one in board.everything if one.code == code), None)
    if code and found is None:
        st.toast("Le lien désignait un indicateur absent de ce plan\u00a0: la liste est affichée.")
        address.change(indicateur=None)
    return found


def show(board: Board, one: Standing) -> None:
    """The whole page of an indicator, with the way back to the same list."""
    links.to("indicateurs", "Tous les indicateurs", icon=":material/arrow_back:", **selection.kept_in_link())
    pieces.title(one.title)
    _badges(one)
    pieces.sentence(detail_sentence(one, board.place_name))
    if all(one.code != other.code for other in board.found):
        st.caption("Cet indicateur est hors des filtres en cours\u00a0; ses valeurs sont celles de tout le plan.")
    if one.said:
        pieces.explain(board.figure(one), key="indicateur")
    else:
        _nothing(board, one)
    rates.show(board, one)
    _evolution(board, one)
    places.show(board, one)
    definition.show(board, one)
    settings.show(board, one)
    _neighbours(board, one)


def _badges(one: Standing) -> None:
    indicator = one.indicator
    with st.container(horizontal=True, gap="small"):
        if indicator["flagship"]:
            st.badge("Indicateur phare", color="blue")
        if indicator["nature"]:
            st.badge(label(Nature(indicator["nature"])), color="gray")
        st.badge(label(MeasureKind(indicator["measure_kind"])), color="gray")


def _nothing(board: Board, one: Standing) -> None:
    pieces.empty(
        "Aucune valeur n’a encore été saisie.",
        "La première valeur se saisit avec le point d’avancement, dans « Ma saisie ». Une cible, un sens et une "
        "périodicité se fixent dans les réglages de l’indicateur.",
        f"Valeurs : {whose(board.whole, one.indicator['fiche_code'])}. Réglages et cibles : la coordination du schéma.",
    )


def _evolution(board: Board, one: Standing) -> None:
    kind = one.indicator["measure_kind"]
    if kind == MeasureKind.QUALITATIVE:
        _texts(board, one)
    elif kind == MeasureKind.MILESTONE:
        _milestone(board, one)
    elif one.said or one.has_target:
        _trajectory(board, one)
    if one.said and kind != MeasureKind.QUALITATIVE:
        pieces.section("Valeurs saisies")
        rows = values_table(one.indicator, board.values(one.code), board.place, board.whole.as_of)
        pieces.table(rows.loc[:, (rows != "").any()], key="valeurs_indicateur")


def _trajectory(board: Board, one: Standing) -> None:
    marks = board.points(one)
    pieces.section("Trajectoire")
    rows = points_table(marks)
    figure = board.view.drawn(f"trajectoire {one.code}", lambda: charts_indicators.trajectory(marks, board.span))
    pieces.chart(figure, key="trajectoire", says=_says(one), rows=rows)


def _says(one: Standing) -> str:
    said = "Trait plein\u00a0: les valeurs, un vide pour celles qui manquent."
    if one.has_target:
        said += " Pointillé\u00a0: la trajectoire attendue, du départ aux cibles. Trait fin\u00a0: la dernière cible."
    return said


def _milestone(board: Board, one: Standing) -> None:
    pieces.section("Jalon")
    sign = {True: "✔", False: "○", None: "?"}[one.done]
    st.subheader(plain(f"{sign} {capitalised(one.text)}"), anchor=False)
    if one.done is None and one.planned_on is not None:
        st.markdown(plain(f"Ce jalon est prévu le {day(one.planned_on)}."))


def _texts(board: Board, one: Standing) -> None:
    said = texts_of(one.indicator, board.values(one.code), board.place, board.whole.as_of)
    if not said:
        return
    pieces.section("Ce qui a été écrit", f"{plural(len(said), 'texte')}, le plus récent d’abord.")
    scale = list(one.indicator["scale"] or ())
    if scale:
        st.caption(plain(f"Échelle, du plus bas au plus haut : {listing(scale)}. Aucune moyenne n’en est faite."))
    for each in said:
        with st.container(border=True, gap="xsmall"):
            if each.step:
                st.badge(plain(each.step), color="gray")
            st.markdown(plain(each.text))
            st.caption(plain(" · ".join(part for part in (f"au {day(each.on)}", each.who) if part)))
    pieces.behind(texts_table(said), key="textes_indicateur")


def _neighbours(board: Board, one: Standing) -> None:
    fiche = one.indicator["fiche_code"]
    if fiche is None:
        return
    others = [other for other in board.everything if other.indicator["fiche_code"] == fiche and other.code != one.code]
    if others:
        pieces.section("Les autres indicateurs de la fiche")
        for other in others:
            links.to("indicateurs", plain(other.title), **selection.kept_in_link() | {"indicateur": other.code})
