"""How an indicator is defined: what the document says, what was inferred from it, what the council decided."""

from __future__ import annotations

import streamlit as st

from components import links, pieces
from components.indicators.board import Board
from components.pieces import plain
from data.french import listing, number, plural, typeset
from data.measures.indicator_board import Standing
from data.measures.units import masking_words
from data.vocabulary import Aggregation, Direction, MeasureKind, Nature, label


def show(board: Board, one: Standing) -> None:
    """Two columns of « name : value », inferred fields said to be so, and the line of the document."""
    pieces.section("Définition", "Ce que dit le document, ce qui en a été déduit, ce que la coordination a réglé.")
    fiche = one.indicator["fiche_code"]
    if fiche is not None:
        links.to("fiche", plain(board.fiche(fiche)), icon=":material/description:", fiche=fiche)
    with st.grid(2, min_column_width=320, gap="small"):
        for name, text in lines(board, one):
            st.markdown(f":gray[{plain(name)}]  \n{plain(typeset(text))}")


def lines(board: Board, one: Standing) -> list[tuple[str, str]]:
    """French name and text of each part of the definition."""
    indicator = one.indicator
    direction, tolerance = indicator["direction"], indicator["tolerance"]
    held = f", à {number(tolerance, 2)} près" if direction == Direction.HOLD and tolerance else ""
    across, over_time = Aggregation(indicator["territory_aggregation"]), Aggregation(indicator["time_aggregation"])
    found = [
        ("Unité", _unit(indicator["unit"], indicator["origin"])),
        ("Nature", _nature(indicator["nature"])),
        ("Mesure", _kind(indicator["measure_kind"])),
        ("Sens voulu", f"{label(Direction(direction))}{held}" if direction else "non déclaré : ni bon ni mauvais sens"),
        ("D’un territoire à l’autre", _ADDED[across]),
        ("D’une date à l’autre", f"{label(over_time)}"),
        ("Périodicité", _period(indicator["periodicity_months"], indicator["availability_months"])),
        ("Petits nombres", masking_words(indicator)),
        ("Source", _source(board, indicator["source_line"], indicator["origin"])),
    ]
    if indicator["scale"]:
        found.append(("Échelle", f"{listing(list(indicator['scale']))}, du plus bas au plus haut"))
    if indicator["compound"]:
        parts = listing([f"« {part} »" for part in indicator["components"]])
        found.append(
            ("Plusieurs mesures en une ligne", f"{parts}. Une seule valeur est suivie : son commentaire dit laquelle.")
        )
    return found


_ADDED = {
    Aggregation.SUM: "les valeurs s’additionnent",
    Aggregation.RATIO: "le rapport des sommes est recalculé, jamais la moyenne des pourcentages",
    Aggregation.WEIGHTED_MEAN: "moyenne pondérée par la base de chaque territoire",
    Aggregation.LAST: "les valeurs ne s’additionnent pas",
    Aggregation.NONE: "non déclaré : les valeurs ne s’additionnent pas",
}


def _unit(unit: str | None, origin: str | None) -> str:
    if not unit:
        return "non précisée"
    return f"{unit} (lue dans l’intitulé)" if origin is None else unit


def _nature(nature: str | None) -> str:
    return f"{label(Nature(nature))} (déduite de l’intitulé)" if nature else "non précisée"


def _kind(kind: str) -> str:
    said = {
        MeasureKind.TARGET: "avec cible : une valeur, un départ et une cible datée",
        MeasureKind.FOLLOW_UP: "suivi : une valeur et sa tendance, sans taux",
        MeasureKind.MILESTONE: "jalon : atteint ou non, à une date",
        MeasureKind.QUALITATIVE: "qualitatif : un texte daté, jamais dans une moyenne",
    }
    return said[MeasureKind(kind)]


def _period(months: int | None, delay: int | None) -> str:
    if not months:
        return "non fixée : aucune échéance n’est calculée"
    every = {1: "tous les mois", 3: "tous les trimestres", 6: "tous les semestres", 12: "tous les ans"}
    said = every.get(int(months), f"tous les {number(months)} mois")
    return f"{said}, disponible {plural(int(delay), 'mois', 'mois')} après" if delay else said


def _source(board: Board, line: int | None, origin: str | None) -> str:
    if origin is not None:
        return f"repris du référentiel : {origin}" if origin else "ajouté par la coordination, hors du document"
    document = board.whole.plan.title
    return f"{document}, ligne {line} du texte" if line else document
