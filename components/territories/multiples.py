"""The same measure on small maps, side by side: quarter after quarter, or axis by axis. Drawn once asked for."""

from __future__ import annotations

import streamlit as st

from components import address, pieces, small_maps
from components.map_data import Shapes
from components.pieces import plain
from components.territories import atlas
from components.territories.asked import Asked
from data.errors import GeographyError
from data.french import NBSP, listing, plural, typeset
from data.measures.columns import records
from data.measures.layer import TITLES
from data.measures.small_multiples import MEASURES, MOST, Multiples, Panel, by_axis, by_period
from data.measures.territory_words import indicative_note, with_composition
from data.period import Period

PERIODS, AXES = "trimestres", "axes"
_CHOICE = "petites_cartes"
_PERIODS = {3: "Trimestre après trimestre", 6: "Semestre après semestre", 12: "Année après année"}


def show(now: Asked, drawn: Shapes | GeographyError) -> None:
    """The choice, and the maps that it asks for (`petites` in the address: trimestres, axes, or nothing).

    Nothing at all when no action is déclinée, nor for a measure that cannot be drawn so; a link that asks for it all
    the same is told which ones can.
    """
    situation, drawable = now.situation, now.measure in MEASURES
    if situation.cells.empty or situation.peers.empty or not (drawable or address.current("petites")):
        return
    pieces.section("Petites cartes côte à côte")
    if now.measure not in MEASURES:
        can = listing([f"« {TITLES[key]} »" for key in MEASURES])
        st.caption(plain(typeset(f"Pour les dessiner, choisissez ce que montre la carte parmi {can}.")))
        return
    _choice(now, drawn, now.measure)


@st.fragment
def _choice(now: Asked, drawn: Shapes | GeographyError, measure: str) -> None:
    level = now.situation.level_name(1)
    names = {PERIODS: _PERIODS[now.situation.plan.reporting_months], AXES: f"{level} par {level.lower()}"}
    wanted = address.current("petites")
    st.session_state[_CHOICE] = wanted if wanted in names else None
    st.segmented_control(
        f"{TITLES[measure]}, les mêmes couleurs sur chaque carte", list(names), format_func=lambda key: names[key],
        key=_CHOICE, on_change=lambda: address.change(petites=st.session_state[_CHOICE]),
    )  # fmt: skip
    if wanted not in names:
        return
    with st.spinner("Préparation des petites cartes…"):
        found = _found(now, measure, wanted)
    if found is None:
        st.markdown(":gray[Aucune action déclinée à dessiner.]")
        return
    _maps(now, drawn, found, wanted)


def _found(now: Asked, measure: str, wanted: str) -> Multiples | None:
    view, shown = now.view, now.situation.period
    if wanted == AXES:
        return view.once(f"petites cartes axes {measure}", lambda: by_axis(measure, now.situation))
    followed = sorted(period for code in view.plan.periods if (period := Period.parse(code)) < shown)
    kept = followed[-MOST + 1 :]
    return view.once(
        f"petites cartes trimestres {measure}",
        lambda: by_period(measure, [*map(view.at, kept), now.situation], len(followed) - len(kept)),
    )


def _maps(now: Asked, drawn: Shapes | GeographyError, found: Multiples, wanted: str) -> None:
    st.markdown(plain(found.says))
    if isinstance(drawn, Shapes):
        name = f"petites cartes {wanted} {found.key} {now.place}"
        st.html(now.view.drawn(name, lambda: _html(now, drawn, found)))
    else:
        st.caption("Sans contours, les valeurs restent dans le tableau.")
    notes = [found.layer.formula, "Au-dessus de chaque carte, tous les territoires ensemble : une action y compte une "
             "fois par territoire."]  # fmt: skip
    if found.left_out:
        left = "période plus ancienne", "périodes plus anciennes"
        notes.append(f"{plural(found.left_out, *left)} hors de la vue." if wanted == PERIODS else _left_axes(found))
    notes.append(indicative_note(now.situation, now.situation.territory_level))
    st.caption(plain(typeset(" ".join(filter(None, notes)))))
    pieces.explain(found.figure, key=f"petites_{wanted}_{found.key}")
    pieces.behind(with_composition(found.frame, now.situation), key=f"petites_{wanted}_{found.key}")


def _left_axes(found: Multiples) -> str:
    return f"{plural(found.left_out, 'autre partie du plan', 'autres parties du plan')} hors de la vue."


def _html(now: Asked, drawn: Shapes, found: Multiples) -> str:
    features = drawn.features.get(now.situation.territory_level, {})
    here = {str(code): features[code] for code in now.situation.peers["code"] if code in features}
    if not here:
        return ""
    signs = {
        code: (float(place["lon"]), float(place["lat"]))
        for code in here
        if (place := drawn.places.get(code)) is not None and place["lon"] is not None
    }
    return small_maps.sheet(
        [_small(panel) for panel in found.panels],
        atlas.entries(found.layer),
        small_maps.outlines(here, signs),
        now.place,
    )


def _small(panel: Panel) -> small_maps.SmallMap:
    rows = records(panel.layer.rows)
    return small_maps.SmallMap(
        panel.name,
        panel.text,
        {str(row["code"]): f"classe{row['bin']}" if row["bin"] is not None else str(row["known"]) for row in rows},
        {str(row["code"]): typeset(f"{row['name']}{NBSP}: {row['text']}") for row in rows},
    )
