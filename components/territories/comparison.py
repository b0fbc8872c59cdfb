"""« Comparer »: two to four territories side by side, with the median and the spread of all those of their level.

The address holds it (`comparer=code,code`), and the map leaves it the page: who opens the link sees the comparison.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components import address, charts_territories, pieces
from components.charts_territories import Marked
from components.pieces import plain
from components.territories import sheet_rates
from components.territories.asked import Asked
from data.french import folded, number
from data.measures.layer import INDICATOR
from data.measures.peer_ranges import Range, names, no_median
from data.measures.territory_comparison import (
    FEWEST,
    MOST,
    Comparison,
    chosen,
    comparison,
    everyone,
    side_by_side,
    standings,
)
from data.measures.territory_words import indicative_note, noun, with_composition

_FIELD = "comparer_choix"
NOBODY = "aucun"
"""What the address says of a comparison from which everybody was taken out."""


def begin(code: str) -> None:
    """Open the comparison on one territory; the reader then chooses with which."""
    address.change(comparer=code)


def is_asked() -> bool:
    """Whether the address asks for a comparison."""
    return address.current("comparer") is not None


def show(now: Asked) -> None:
    """The choice, what of it cannot be compared, then the comparison or what to do next."""
    asked = address.current("comparer") or NOBODY
    wanted = chosen(now.situation, "" if asked == NOBODY else asked)
    for problem in wanted.problems:
        st.warning(plain(problem))
    _choice(now, wanted.codes)
    if len(wanted.codes) < FEWEST:
        pieces.empty(
            "Il faut deux territoires au moins pour comparer.",
            f"Ajoutez-en dans le champ ci-dessus, {MOST} au plus : vous pourrez ensuite envoyer l’adresse de la page.",
        )
        return
    found = now.view.once(
        f"comparaison {wanted.codes}",
        lambda: comparison(now.situation, sheet_rates.compared(now), wanted.codes),
    )
    marked = [Marked(one.code, one.name, rank) for rank, one in enumerate(found.places)]
    pieces.sentence(found.says)
    if note := indicative_note(now.situation, now.situation.territory_level):
        st.caption(plain(note))
    _cards(found, marked)
    rates = [one for one in found.ranges if not one.key.startswith(INDICATOR)]
    _part(now, "Taux, avancement et retards", found, rates, marked, "comparaison_taux")
    others = [one for one in found.ranges if one.key.startswith(INDICATOR)]
    _part(now, "Indicateurs", found, others, marked, "comparaison_indicateurs")
    pieces.section("Côte à côte", "Les mêmes valeurs, avec celles de tous les territoires de ce niveau.")
    # A long name of indicator must not fill a phone alone.
    pieces.table(side_by_side(found), key="cote_a_cote", height="content", widths={"Mesure": 230})
    everybody = with_composition(everyone(now.situation, found.ranges), now.situation)
    pieces.behind(everybody, key="comparaison_tous", name="Voir les valeurs de tous les territoires")
    if missing := no_median(found.ranges):
        st.caption(plain(missing))


def _choice(now: Asked, codes: Sequence[str]) -> None:
    known = names(now.situation)
    st.session_state[_FIELD] = list(codes)
    with st.container(horizontal=True, vertical_alignment="bottom", key="comparer_barre"):
        st.multiselect(
            f"{noun(now.situation)[1].capitalize()} à comparer (de {FEWEST} à {MOST})",
            sorted(known, key=lambda code: folded(known[code])),
            key=_FIELD, format_func=known.__getitem__, max_selections=MOST, on_change=_chosen,
            placeholder="Choisir", width=720,
        )  # fmt: skip
        st.button("Revenir à la carte", key="comparer_fin", icon=":material/map:", on_click=_leave)


def _chosen() -> None:
    # Nothing chosen is still a comparison: the field stays, with what to do next.
    address.change(comparer=st.session_state[_FIELD] or NOBODY)


def _leave() -> None:
    address.change(comparer=None)


def _cards(found: Comparison, marked: Sequence[Marked]) -> None:
    """One column a territory, under its sign: the same three figures as on its sheet."""
    for place, one, mark in zip(st.columns(len(found.places)), found.places, marked, strict=True):
        with place:
            st.header(f"{charts_territories.picture(mark)} {plain(one.name)}", anchor=False)
            pieces.figure(one.rate, key=f"compare_taux_{one.code}")
            current = number(one.coverage.coverage.current)
            pieces.figure(one.coverage, key=f"compare_couverture_{one.code}", note=f"dont {current} à jour")
            pieces.figure(one.progress, key=f"compare_avancement_{one.code}")


def _part(
    now: Asked, title: str, whole: Comparison, found: Sequence[Range], marked: Sequence[Marked], key: str
) -> None:
    """The chart of some measures: a territory has the same colour and the same shape on each line."""
    if not found:
        return
    pieces.section(title, "De la plus basse à la plus haute valeur de tous ; chaque mesure a son échelle.")
    part = replace(whole, ranges=tuple(found))
    with st.container(width=900):
        pieces.chart(
            now.view.drawn(f"{key} {[one.code for one in marked]}", lambda: charts_territories.compared(found, marked)),
            key=key, says=standings(part), rows=side_by_side(part),
        )  # fmt: skip
