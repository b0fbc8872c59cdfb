"""The figures of a territory's sheet: its cards, its rates by axis and by public, where it stands among its peers."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import breakdowns, charts, charts_territories, pieces
from components.pieces import plain
from components.territories.asked import Asked
from data.french import number, plural, typeset
from data.measures import rates
from data.measures.figure import Figure
from data.measures.peer_ranges import Range, no_median, ranges
from data.measures.territory_comparison import against_peers, everyone
from data.measures.territory_sheet import Identity, Sheet
from data.situation import Situation

FIRST = 6
"""Publics shown before « Voir les autres »."""


def compared(now: Asked) -> tuple[Range, ...]:
    """What territories are compared on: worked out once for every sheet and comparison."""
    return now.view.once("étendues", lambda: ranges(now.situation, now.indicators))


def cards(read: Sheet) -> None:
    """Rate, coverage, mean progress."""
    rate, cover, mean = st.columns(3)
    with rate:
        pieces.figure(read.rate, key="taux_territoire", trend=read.standing or None, note=read.before)
    with cover:
        current = number(read.coverage.coverage.current)
        pieces.figure(read.coverage, key="couverture_territoire", note=f"dont {current} à jour")
    with mean:
        pieces.figure(read.progress, key="avancement_territoire")


def axes(here: Situation, read: Sheet) -> None:
    """Répartition of every déclinée action, those to come included, and the rate of each axis."""
    level = here.level_name(1)
    titles = dict(zip(here.axes["code"], here.axes["title"], strict=True))
    codes, totals = read.counts["key"].tolist(), read.counts["total"].tolist()
    names = [f"{level} {code} ({total})" for code, total in zip(codes, totals, strict=True)]
    full = [f"{level} {code} – {titles[code]}" for code in codes]
    pieces.section(f"Où en sont ses actions, par {level.lower()}")
    left, right = st.columns([3, 2], gap="large")
    with left:
        pieces.chart(
            charts.breakdown(read.counts, names), key="axes_territoire", says=read.counts_say,
            rows=breakdowns.table(read.counts, full, level),
        )  # fmt: skip
    with right:
        st.markdown(plain(typeset("Taux de réalisation, parmi les actions dont la période est ouverte :")))
        _lines(read.axes, "axe")
        silent = len(codes) - len(read.axes)
        if silent:
            none = plural(silent, f"autre {level.lower()} n’a", f"autres {level.lower()}s n’ont")
            st.caption(plain(typeset(f"{none} encore aucune action ouverte ici.")))


def publics(read: Sheet) -> None:
    """The rate of each public: they do not add up, and it is said first."""
    if not read.publics:
        return
    pieces.section("Ses taux par public", rates.NOT_A_PARTITION)
    _lines(read.publics[:FIRST], "public", across=3)
    if len(read.publics) > FIRST:
        rest = read.publics[FIRST:]
        with st.expander(f"Voir {plural(len(rest), 'autre public', 'autres publics')}", key="publics_territoire"):
            _lines(rest, "public", across=3)


def _lines(found: Sequence[Figure], what: str, across: int = 1) -> None:
    """One figure a cell: as written, of what, and where it comes from."""
    for first in range(0, len(found), across):
        row = found[first : first + across]
        for place, one in zip(st.columns(across) if across > 1 else [st.container()], row, strict=False):
            with place, st.container(gap="xxsmall", key=f"ligne_{what}_{one.key}"):
                st.markdown(f"**{plain(one.text)}**  \n{plain(one.title)}")
                pieces.explain(one, key=f"{what}_{one.key}")


def among_peers(now: Asked, found: Identity, read: Sheet) -> None:
    """Where it stands on each measure, from the lowest to the highest of its peers."""
    if not read.ranges:
        return
    pieces.section(
        "Sa place parmi les autres territoires",
        "De la plus basse à la plus haute valeur, le trait marque la médiane. Chaque mesure a son échelle ; un petit "
        "nombre est masqué partout, et n’entre ni dans la médiane ni dans les extrêmes.",
    )
    mark = charts_territories.Marked(found.code, found.short)
    with st.container(width=900):
        pieces.chart(
            now.view.drawn(f"place {found.code}", lambda: charts_territories.standing(read.ranges, mark)),
            key="place_territoire", says=read.ranges_say, rows=against_peers(read.ranges, found.code),
        )  # fmt: skip
        pieces.behind(
            everyone(now.situation, read.ranges), key="valeurs_territoires", name="Voir les valeurs de chacun"
        )
    if missing := no_median(read.ranges):
        st.caption(plain(missing))
