"""The map, its legend and what stands under it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import maps, pieces, theme
from components.map_data import Shapes
from components.pieces import plain
from components.territories import asked, chooser, ranked
from components.territories.asked import Asked
from data.errors import GeographyError
from data.french import listing, plural, typeset
from data.geography import ATTRIBUTION
from data.measures.columns import records
from data.measures.layer import NAMED, POPULATION, UNSAID, Layer
from data.measures.level_layers import level_note
from data.measures.territory_sheet import Identity
from data.measures.territory_words import Known, indicative_note, is_indicative, with_composition
from data.selection import Filter
from data.vocabulary import Status, TerritoryKind

MAP = "carte_territoires"


def show(now: Asked, drawn: Shapes | GeographyError) -> None:
    """Selector, map and twin list."""
    chooser.show(now)
    found = now.layer()
    if found is None:
        pieces.empty(
            "Aucun territoire à montrer.",
            "Le plan a été chargé sans les intercommunalités du département. Relancez l’installation, puis rechargez "
            "cette page : ce qui est saisi est conservé.",
            "L’administration de l’application peut le faire.",
        )
        return
    chooser.steps(now)
    note = level_note(now.situation, now.kind, now.titles, len(found.rows))
    # Inside an indicative territory too: which communes are shown is then what is not decided.
    kind = TerritoryKind.SOCIAL_TERRITORY if now.within and is_indicative(now.situation, now.within) else now.kind
    for said in (note, indicative_note(now.situation, kind)):
        if said:
            st.caption(plain(said))
    left, right = st.columns([11, 9], gap="large")
    with left:
        if isinstance(drawn, Shapes):
            _map(now, found, drawn)
        else:
            st.warning(f"La carte n’est pas disponible\u00a0; la liste reste complète.  \n{plain(typeset(str(drawn)))}")
            st.markdown(plain(found.says))
            pieces.behind(table(now, found), key="territoires")
    with right:
        ranked.show(now, found)


def _map(now: Asked, found: Layer, drawn: Shapes) -> None:
    features = drawn.features.get(now.kind, {})
    around = drawn.feature(now.within)
    rows = records(found.rows)
    shown = {str(row["code"]) for row in rows}
    figure = maps.choropleth(
        [_area(row, drawn.places.get(str(row["code"]))) for row in rows],
        entries(found),
        maps.Ground(
            features,
            [around] if around else [],
            drawn.addresses.get(now.kind),
            chosen=None if now.place in shown else drawn.feature(now.place),
        ),
        # The one whose parts are shown is outlined, and named above the map: not over them.
        selected=None if now.place == now.within else now.place,
    )  # fmt: skip
    missing = [str(row["name"]) for row in rows if str(row["code"]) not in features]
    pieces.chart(figure, key=MAP, says=found.says, rows=table(now, found), on_select=_clicked)
    if missing:
        st.caption(plain(typeset(f"Sans contour, dans la liste seulement : {listing(missing, 5)}.")))
    st.caption(plain(typeset(_notes(found, drawn))))


def _clicked() -> None:
    """A click on the map opens the sheet of the place. It never closes one: « Revenir au département » does."""
    event: Any = st.session_state.get(MAP)
    code = maps.code_of(event["selection"]["points"]) if event else None
    if code is not None:
        asked.open_sheet(code)


def _area(row: dict[str, Any], place: Mapping[str, Any] | None) -> maps.Area:
    lines = [str(row["text"])]
    if row["gap_text"] and row["gap_text"] not in lines[0]:
        lines.append(f"{row['gap_text']} par rapport à la médiane" if row["gap"] else str(row["gap_text"]))
    lines += [str(row["note"])] if row["note"] else []
    if place is not None and place["crosses_border"]:
        lines.append("pour ses communes du département")
    at = None if place is None or place["lon"] is None else (float(place["lon"]), float(place["lat"]))
    entry = f"classe{row['bin']}" if row["bin"] is not None else str(row["known"])
    return maps.Area(str(row["code"]), str(row["name"]), entry, tuple(lines), at, "≥" if row["minimum"] else "")


def entries(found: Layer) -> list[maps.Entry]:
    """The legend: every class, even empty (the same measure keeps the same legend), then why some have no colour."""
    ramp = theme.diverging() if found.diverging else theme.sequential()
    steps = len(found.bins)
    shades = [ramp[len(ramp) // 2]] if steps == 1 else [ramp[round(at * 4 / (steps - 1))] for at in range(steps)]
    # Both sides of a middle are as dark as each other: a sign tells them apart without colours.
    both = {3: ("▼", "", "▲"), 5: ("▼", "▽", "", "△", "▲")}
    signs = both.get(steps, ("",) * steps) if found.diverging else ("",) * steps
    shown = [
        maps.Entry(f"classe{rank}", each.label, shade, sign=sign)
        for rank, (each, shade, sign) in enumerate(zip(found.bins, shades, signs, strict=True))
    ]
    states = {str(row["known"]) for row in records(found.rows)}
    # A mean on too few answers is written in the list and has no colour either.
    partial = any(row["known"] == Known.NOT_REPORTED and row["text"] != UNSAID for row in records(found.rows))
    unsaid = "non renseigné, ou trop peu" if partial else UNSAID
    if found.key == POPULATION:
        unsaid = "inconnue"
    grey, pale = theme.STATUS[Status.NOT_REPORTED].colour, theme.STATUS[Status.NOT_CONCERNED].colour
    asides = (
        maps.Entry(Known.NOT_REPORTED, unsaid, grey, sign="?"),
        maps.Entry(Known.MASKED, "masqué (petit nombre)", theme.paper(), hatched="/"),
        maps.Entry(Known.NOT_CONCERNED, "non concerné", pale, hatched="x"),
    )
    return shown + [entry for entry in asides if entry.key in states]


def _notes(found: Layer, drawn: Shapes) -> str:
    rows = records(found.rows)
    notes: list[str] = []
    if len(found.bins) > 1 and not found.diverging:
        notes.append("Chaque classe comprend sa borne basse.")
    minimum = sum(bool(row["minimum"]) for row in rows)
    if minimum:
        notes.append(f"≥ : moins de la moitié des actions y sont renseignées, le taux est un minimum ({minimum}).")
    notes.append(f"{found.formula}")
    notes.append(
        f"{ATTRIBUTION}. Communes : {drawn.map.vintages['communes']} ; contours : {drawn.map.vintages['contours']} ; "
        f"population : {drawn.map.vintages['population']}."
    )
    return " ".join(notes)


def table(now: Asked, found: Layer) -> pd.DataFrame:
    """The layer with French headings: what the map draws, for reading and for a spreadsheet."""
    rows = records(found.rows)
    shown: dict[str, list[Any]] = {
        "Rang": [row["rank"] for row in rows],
        "Territoire": [row["name"] for row in rows],
        "Code": [row["code"] for row in rows],
        found.title: [row["text"] for row in rows],
        "Valeur": [None if row["value"] is None else round(float(row["value"]), 2) for row in rows],
    }
    if any(row["gap_text"] for row in rows):
        shown["Écart à la médiane"] = [row["gap_text"] for row in rows]
    if any(row["note"] for row in rows):
        shown["Précision"] = [row["note"] for row in rows]
    return with_composition(pd.DataFrame(shown), now.situation)


def borders(found: Identity, drawn: Shapes | GeographyError) -> str:
    """What must be said of an EPCI that has communes in another département; empty for any other place."""
    if isinstance(drawn, GeographyError):
        return ""
    place = drawn.places.get(found.code)
    if place is None or not place["crosses_border"]:
        return ""
    return f"dont seule la partie du département est comptée ({drawn.map.name}, {plural(found.communes, 'commune')})"


def explain_filters(wanted: Filter) -> None:
    """Which filters do not narrow the comparison, said where they would be missed."""
    if wanted.territory:
        st.caption(typeset("La carte compare tous les territoires ; celui du filtre a sa fiche ouverte."))
    if wanted.statuses:
        st.caption(typeset("Le filtre de statut ne change pas les taux : il ne garde que les lignes de la fiche."))


def explain_nothing(now: Asked) -> None:
    """What the map shows all the same when no action of the selection is déclinée, what to do next, and who can."""
    situation = now.situation
    if len(situation.peers) == 0 or not situation.cells.empty:
        return
    offers = {NAMED: "le nombre d’actions qui les nomment", POPULATION: "la population"}
    varies = [words for key, words in offers.items() if key in now.titles]
    varies += ["les indicateurs qui ont une valeur par territoire"] if now.indicators else []
    said = (
        typeset(f"Ce qui varie d’un territoire à l’autre : {listing(varies)}.") if varies else "Rien n’est à comparer."
    )
    if not now.view.whole.cells.empty:
        pieces.empty(said, "Levez un filtre pour retrouver les actions déclinées du plan.")
    elif now.view.whole.leaves.empty:
        pieces.empty(said, "Ce plan ne contient pas d’action à suivre dans chacun d’eux.")
    else:
        pieces.empty(
            said,
            "Pour comparer les territoires, il faut dire quelles actions se suivent dans chacun d’eux.",
            "La coordination du plan peut en décider.",
        )
