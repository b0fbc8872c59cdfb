"""The sheet of one territory: identity, figures, axes, actions, indicators."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import address, breakdowns, charts, links, pieces
from components.pieces import plain
from components.territories import asked
from components.territories.asked import Asked
from components.theme import STATUS
from data.french import NBSP, number, plural, typeset
from data.measures import territory_sheet
from data.measures.columns import records
from data.measures.territories import is_followed
from data.measures.territory_sheet import Identity, Sheet
from data.situation import Situation, where
from data.vocabulary import Status, label

ANCHOR = "fiche-du-territoire"


def show(now: Asked, statuses: tuple[str, ...], crossing: str) -> None:
    """Draw the sheet of the territory that is open, or say how to open one.

    Args:
        statuses: the status filter; it keeps actions in the lists and changes no rate.
        crossing: what must be said of a territory that goes over the border, or nothing.
    """
    found = territory_sheet.identity(now.situation, now.place) if now.place else None
    if found is None:
        st.markdown(":gray[Choisissez un territoire sur la carte ou dans la liste pour ouvrir sa fiche.]")
        return
    _head(now, found, crossing)
    if not is_followed(now.situation, found.code):
        _not_followed(now, found)
        return
    read = now.view.once(
        f"fiche {found.code}",
        lambda: territory_sheet.sheet(now.situation, now.view.previous, found, now.rates.rows, now.indicators),
    )
    st.markdown(plain(read.says))
    if not read.cells.empty:
        _figures(read)
        _axes(now.situation, read)
        _declined(now.situation, found, statuses)
    _whole(now.situation, statuses)
    _indicators(read)


def _head(now: Asked, found: Identity, crossing: str) -> None:
    st.header(plain(found.name), anchor=ANCHOR)
    facts = [found.kind, found.population_text]
    if found.communes:
        facts.append(plural(found.communes, "commune"))
    if found.parent_name:
        facts.append(found.parent_name)
    st.caption(plain(" · ".join([*facts, *([crossing] if crossing else [])])))
    with st.container(horizontal=True, key="gestes_territoire"):
        if found.communes and now.within != found.code:
            st.button("Voir ses communes", key="voir_communes", on_click=asked.show_communes, args=(found.code,))
        if is_followed(now.situation, found.code) and address.current("territoire") != found.code:
            st.button(
                "Filtrer toutes les pages sur ce territoire", key="suivre_territoire", on_click=asked.follow,
                args=(found.code,),
            )  # fmt: skip
        st.button("Revenir au département", key="fermer_territoire", type="tertiary", on_click=asked.whole)


def _not_followed(now: Asked, found: Identity) -> None:
    """A commune, or a level in which nothing is déclinée."""
    level = territory_sheet.level_words(now.situation)
    pieces.empty(
        f"Aucun état d’action pour {found.short}.",
        typeset(f"Les actions déclinées le sont par {level} : ouvrez la fiche de la sienne."),
    )
    if found.parent_code is not None:
        st.button(
            f"Ouvrir la fiche de {plain(found.parent_name or '')}", key="ouvrir_parent",
            on_click=asked.open_sheet, args=(found.parent_code,),
        )  # fmt: skip


def _figures(read: Sheet) -> None:
    rate, cover, mean = st.columns(3)
    with rate:
        pieces.figure(read.rate, key="taux_territoire", trend=read.standing or None, note=read.before)
    with cover:
        current = number(read.coverage.coverage.current)
        pieces.figure(read.coverage, key="couverture_territoire", note=f"dont {current} à jour")
    with mean:
        pieces.figure(read.progress, key="avancement_territoire")


def _axes(here: Situation, read: Sheet) -> None:
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
        for code, name in zip(codes, full, strict=True):
            rate = read.axis_rates.get(str(code), "aucune n’a commencé")
            st.markdown(f"**{plain(rate)}**  \n{plain(typeset(name))}")


def _declined(here: Situation, found: Identity, statuses: tuple[str, ...]) -> None:
    rows = territory_sheet.declined_actions(here, found.code, statuses)
    pieces.section("Ses actions déclinées", _filtered(statuses))
    if rows.empty:
        st.markdown(":gray[Aucune n’a ce statut ici.]")
        return
    _listing(rows, key="actions_territoire")
    fiches = where(here.fiches, code=set(rows["fiche_code"]))
    with st.container(horizontal=True, key="fiches_territoire", vertical_alignment="center"):
        st.markdown(":gray[Ouvrir la fiche]", width="content")
        for code in fiches["code"]:
            links.to("fiche", str(code), fiche=str(code))


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


def _indicators(read: Sheet) -> None:
    rows = records(read.indicators)
    if not rows:
        return
    pieces.section(
        "Ses indicateurs, parmi les autres territoires",
        "Un petit nombre est masqué partout, et n’entre ni dans la médiane ni dans les extrêmes.",
    )
    shown = {
        "Indicateur": [typeset(f"{row['indicator_code']} – {row['title']}") for row in rows],
        "Ici": [row["here"] for row in rows],
        "Date": [row["on"] for row in rows],
        "Médiane": [row["median"] for row in rows],
        "Plus bas": [row["smallest"] for row in rows],
        "Plus haut": [row["largest"] for row in rows],
        "Territoires": [row["known"] for row in rows],
    }
    pieces.table(pd.DataFrame(shown), key="indicateurs_territoire")
