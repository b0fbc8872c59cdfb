"""Who carries what: the fiches that nobody leads, then one line a pilot."""

from __future__ import annotations

import streamlit as st

from components import address, links, pieces
from components.pieces import plain
from components.view import View
from data.french import capitalised, the_others, typeset
from data.measures.pilots import Bare, Carried, carried, pilots_table, without_lead
from data.roster import Roster


def bare(now: View, roster: Roster, *, editable: bool) -> None:
    """The fiches without a lead, first: each opens its page."""
    kept = _kept(now)
    found = [one for one in without_lead(roster) if kept is None or one.place.code in kept]
    if not found:
        return
    who = (
        "Leur point d’avancement vous revient tant que personne n’en est responsable."
        if editable
        else "La coordination du plan répond pour elles, et peut leur donner un responsable."
    )
    pieces.section("Fiches sans responsable", who)
    for one in found[:_FIRST]:
        _bare(one)
    if len(found) > _FIRST:
        with st.expander(the_others(len(found) - _FIRST, "fiche"), key="pilotes_sans_suite"):
            for one in found[_FIRST:]:
                _bare(one)


_FIRST = 6


def _bare(one: Bare) -> None:
    with st.container(key=f"sans_{one.place.code}", gap="xxsmall"):
        links.to("fiche", plain(typeset(f"{one.place.code} – {one.place.title}")), fiche=one.place.code)
        if one.says:
            st.caption(plain(one.says))


def pilots(now: View, roster: Roster) -> None:
    """One line a pilot, in force first; the same as a table, with its CSV."""
    found = carried(roster, _kept(now))
    if not found:
        _nobody(now, roster)
        return
    busy = [one for one in found if one.running or one.planned]
    idle = [one for one in found if not (one.running or one.planned)]
    some = any(one.card.facts.email for one in found)
    if not some:
        st.caption("Aucun pilote n’a encore de courriel\u00a0: les rappels ne peuvent pas leur être adressés.")
    for one in busy:
        _pilot(one, say_email=some)
    if idle:
        with st.expander(f"Sans pilotage aujourd’hui ({len(idle)})", key="pilotes_sans_part"):
            for one in idle:
                _pilot(one, say_email=some)
    pieces.behind(pilots_table(found), key="pilotes")


def _nobody(now: View, roster: Roster) -> None:
    if roster.pilots:
        pieces.empty("Le filtre en cours ne garde aucun pilote.", "Levez un filtre en haut de la page pour en revoir.")
        return
    pieces.empty(
        "Aucun pilote n’est encore désigné.",
        "Tant que personne n’est responsable d’une fiche, son point d’avancement revient à la coordination.",
        "La coordination du plan confie les pilotages.",
    )


def _pilot(one: Carried, *, say_email: bool) -> None:
    facts = one.card.facts
    home = typeset(" · ".join(part for part in (one.card.home, "extérieur" if facts.external else None) if part))
    with st.container(key=f"pilote_{one.card.pilot_id}", gap=None):
        name, parts, dates = st.columns([9, 9, 6], gap="small")
        with name.container(gap="xxsmall"):
            links.to("pilotes", plain(one.card.name), feuille=str(one.card.pilot_id))
            st.caption(plain(home or "Direction non précisée"))
        parts.markdown(plain(one.now) if one.now else ":gray[Ne porte rien aujourd’hui]")
        with dates.container(gap="xxsmall"):
            if one.dates:
                st.caption(plain(capitalised(one.dates)))
            if say_email and not facts.email:
                st.markdown(":orange-badge[Sans courriel]")


def open_card(pilot_id: int | None) -> None:
    """Open a pilot's card; None goes back to the list."""
    address.change(feuille=None if pilot_id is None else str(pilot_id))


def _kept(now: View) -> set[str] | None:
    """The fiches that the filter bar keeps; None without a filter."""
    return set(now.situation.fiches["code"]) if now.filter.count else None
