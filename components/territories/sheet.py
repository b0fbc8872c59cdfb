"""The sheet of one territory: identity, figures, axes, publics, place among its peers, words, actions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import address, links, pieces
from components.map_data import Shapes
from components.pieces import plain
from components.territories import asked, comparison, lead_axis, printing, sheet_rates, sheet_said
from components.territories.asked import Asked
from components.theme import STATUS
from data.errors import GeographyError
from data.french import NBSP, number, plural, typeset
from data.measures import territory_sheet
from data.measures.columns import records
from data.measures.territories import followed_above, is_followed
from data.measures.territory_sheet import Identity
from data.situation import Situation, where
from data.vocabulary import Status, label

ANCHOR = "fiche-du-territoire"


def show(now: Asked, statuses: tuple[str, ...], crossing: str, drawn: Shapes | GeographyError) -> None:
    """Draw the sheet of the territory that is open, or say how to open one.

    Args:
        statuses: the status filter; it keeps actions in the lists and changes no rate.
        crossing: what must be said of a territory that goes over the border, or nothing.
        drawn: the map, for the printed page.
    """
    found = territory_sheet.identity(now.situation, now.place) if now.place else None
    if found is None:
        st.markdown(":gray[Choisissez un territoire sur la carte ou dans la liste pour ouvrir sa fiche.]")
        return
    followed = is_followed(now.situation, found.code)
    _head(now, found, crossing, drawn if followed else None)
    if not followed:
        _not_followed(now, found)
        return
    read = now.view.once(
        f"fiche {found.code}",
        lambda: territory_sheet.sheet(now.situation, now.view.previous, found, sheet_rates.compared(now)),
    )
    st.markdown(plain(read.says))
    lead_axis.line(read.leads)
    if not read.cells.empty:
        sheet_rates.cards(read)
        sheet_rates.axes(now.situation, read)
        sheet_rates.publics(read)
    sheet_rates.among_peers(now, found, read)
    if not read.cells.empty:
        sheet_said.show(read.said)
        _declined(now.situation, found, statuses)
    _whole(now.situation, statuses)


def _head(now: Asked, found: Identity, crossing: str, drawn: Shapes | GeographyError | None) -> None:
    """drawn: None for a territory without a page to print."""
    st.header(plain(found.name), anchor=ANCHOR)
    facts = [found.kind, found.population_text]
    if found.communes:
        facts.append(plural(found.communes, "commune"))
    if found.parent_name:
        facts.append(found.parent_text)
    st.caption(plain(" · ".join([*facts, *([crossing] if crossing else [])])))
    if found.composition:
        st.caption(plain(found.composition))
    with st.container(horizontal=True, key="gestes_territoire"):
        if found.communes and now.within != found.code:
            st.button("Voir ses communes", key="voir_communes", on_click=asked.show_communes, args=(found.code,))
        if drawn is not None:
            st.button(
                "Comparer avec…", key="comparer_territoire", icon=":material/compare_arrows:",
                on_click=comparison.begin, args=(found.code,),
            )  # fmt: skip
            printing.button(now, found, drawn)
        if drawn is not None and address.current("territoire") != found.code:
            st.button(
                "Filtrer toutes les pages sur ce territoire", key="suivre_territoire", on_click=asked.follow,
                args=(found.code,),
            )  # fmt: skip
        if drawn is not None:
            lead_axis.editor(now, found)
        st.button("Revenir au département", key="fermer_territoire", type="tertiary", on_click=asked.whole)


def _not_followed(now: Asked, found: Identity) -> None:
    """A commune, or a level in which nothing is déclinée."""
    level = territory_sheet.level_words(now.situation)
    which = "l’une des siennes" if found.communes else "la sienne"
    pieces.empty(
        f"Aucun état d’action pour {found.short}.",
        typeset(f"Les actions déclinées le sont par {level} : ouvrez la fiche de {which}."),
    )
    above = territory_sheet.identity(now.situation, followed_above(now.situation, found.code) or "")
    if above is not None:
        st.button(
            f"Ouvrir la fiche de {plain(above.named)}", key="ouvrir_parent",
            on_click=asked.open_sheet, args=(above.code,),
        )  # fmt: skip


def _declined(here: Situation, found: Identity, statuses: tuple[str, ...]) -> None:
    rows = territory_sheet.declined_actions(here, found.code, statuses)
    pieces.section("Ses actions déclinées", _filtered(statuses))
    if rows.empty:
        st.markdown(":gray[Aucune n’a ce statut ici.]")
        return
    _listing(rows, key="actions_territoire")
    fiches = records(where(here.fiches, code=set(rows["fiche_code"])))
    with st.expander(f"Ouvrir {'la fiche' if len(fiches) == 1 else f'l’une des {len(fiches)} fiches'}", key="fiches"):
        for row in fiches:
            links.to("fiche", plain(typeset(f"{row['code']} – {row['title']}")), fiche=str(row["code"]))


def _whole(here: Situation, statuses: tuple[str, ...]) -> None:
    """Actions with one state for the département: listed apart, never coloured, never counted here."""
    rows = territory_sheet.whole_actions(here, statuses)
    if rows.empty:
        return
    name = f"{plural(len(rows), 'action')} pour tout le département, sans état par territoire"
    with st.expander(name, key="actions_departement"):
        st.caption("Elles valent aussi ici, sans entrer dans les couleurs de la carte ni dans les taux du territoire.")
        _listing(rows, key="actions_communes")


def _listing(rows: pd.DataFrame, *, key: str) -> None:
    """The actions in a table whose titles have the room."""
    widths = {"Code": 75, "Statut": 140, "Action": 520, "Avancement": 100, "Dit au": 80, "Dit par": 220, "Validé": 70}
    st.dataframe(
        _actions(rows), key=key, hide_index=True, width="stretch", height=min(420, 38 + 35 * len(rows)),
        column_config={name: st.column_config.TextColumn(width=width) for name, width in widths.items()},
    )  # fmt: skip


def _filtered(statuses: tuple[str, ...]) -> str | None:
    if not statuses:
        return None
    kept = ", ".join(label(Status(status)).lower() for status in statuses)
    return typeset(f"Seules celles du filtre de statut ({kept}) ; les taux portent sur toutes.")


def _actions(rows: pd.DataFrame) -> pd.DataFrame:
    listed = records(rows)
    looks = [STATUS[Status(row["status"])] for row in listed]
    return pd.DataFrame(
        {
            "Code": [row["code"] for row in listed],
            "Statut": [f"{look.sign} {label(Status(row['status']))}" for look, row in zip(looks, listed, strict=True)],
            "Action": [typeset(str(row["title"])) for row in listed],
            "Avancement": ["" if row["percent"] is None else f"{number(row['percent'])}{NBSP}%" for row in listed],
            "Dit au": [row["said"] for row in listed],
            "Dit par": [row["author"] or "" for row in listed],
            "Validé": ["" if row["validated"] is None else "oui" if row["validated"] else "non" for row in listed],
        }
    )
