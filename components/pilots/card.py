"""A pilot's own sheet: what it carries and carried, and, for who may, its card to edit and its parts to end."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components import links, pieces
from components.pieces import plain
from components.pilots import facts
from components.pilots.listing import open_card
from components.told import attempt, tell, told
from components.view import View
from data.commands.pilot import end_assignment, update_pilot
from data.french import day, typeset
from data.measures.pilots import part_words, parts_of
from data.roster import Held, PilotCard, PilotFacts, Roster


def show(now: View, roster: Roster, card: PilotCard, *, editable: bool) -> None:
    """The sheet of `card`."""
    st.button("← Tous les pilotes", key="pilotes_retour", type="tertiary", on_click=open_card, args=(None,))
    pieces.title(card.name)
    home = card.home or ("Organisme non précisé" if card.facts.external else "Direction non précisée")
    st.markdown(plain(typeset(home)) + (" :violet-badge[Extérieur]" if card.facts.external else ""))
    _parts(now, roster, card, editable)
    if editable:
        _edit(now, roster, card)


def _parts(now: View, roster: Roster, card: PilotCard, editable: bool) -> None:
    found = parts_of(roster, card.name)
    current = [part for part in found if part.to_on is None or part.to_on >= roster.today]
    ended = [part for part in found if part not in current]
    pieces.section("Ce qui lui est confié")
    told(_PARTS)
    if not current:
        st.caption("Rien aujourd’hui.")
    with st.container(width=940):
        for part in current:
            _part(now, roster, part, editable)
    if ended:
        with st.expander(f"Pilotages terminés ({len(ended)})", key="pilotages_termines"):
            for part in ended:
                _part(now, roster, part, False)


def _part(now: View, roster: Roster, part: Held, editable: bool) -> None:
    title = typeset(f"{part.code} – {roster.title_of.get((part.code, part.of_action), '')}")
    fiche = next(
        (place.fiche_code for place in roster.places if place.code == part.code and place.is_action), part.code
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"part_{part.id}"):
        with st.container(gap="xxsmall", width="stretch"):
            if fiche is None:
                st.markdown(plain(title))
            else:
                links.to("fiche", plain(title), fiche=fiche)
            st.caption(plain(typeset(part_words(part, roster.today))))
        if editable:
            _ending(now, roster, part)


def _ending(now: View, roster: Roster, part: Held) -> None:
    begun = part.from_on <= roster.today
    with st.popover("Mettre fin" if begun else "Annuler ou écourter", type="tertiary", key=f"fin_{part.id}"):
        last = st.date_input(
            "Dernier jour", max(part.from_on, min(roster.today, part.to_on or roster.today)), min_value=part.from_on,
            max_value=part.to_on or roster.ends_on, format="DD/MM/YYYY", key=f"fin_{part.id}_jour",
        )  # fmt: skip
        st.text_input("Motif (facultatif)", key=f"fin_{part.id}_motif", max_chars=200)
        st.button(
            "Mettre fin à ce pilotage", type="primary", key=f"fin_{part.id}_confirmer", on_click=_end,
            args=(now, part, last),
        )  # fmt: skip
        if not begun:
            st.button("Il n’aura pas lieu", key=f"fin_{part.id}_annuler", on_click=_end, args=(now, part, None))


def _end(now: View, part: Held, last: date | None) -> None:
    assert part.id is not None
    assert part.version is not None
    part_id, version = part.id, part.version
    day_chosen = None if last is None else st.session_state.get(f"fin_{part_id}_jour", last)
    why: str = st.session_state.get(f"fin_{part_id}_motif", "")
    attempt(
        _PARTS,
        lambda: end_assignment(
            now.store, now.actor, now.plan.code, part_id, day_chosen, seen_version=version, reason=why
        ),
        f"« {part.pilot} » ne porte plus {part.code}" + (f" après le {day(day_chosen)}." if day_chosen else "."),
    )


def _edit(now: View, roster: Roster, card: PilotCard) -> None:
    """The card's fields; a new version of it starts them anew."""
    key = f"pilote_{card.pilot_id}_{card.version}"
    pieces.section("Sa fiche de pilote")
    told(_CARD)
    with st.container(border=True, key="pilote_fiche", width=820):
        st.text_input("Nom du service ou de la fonction", card.name, key=f"{key}_nom", max_chars=200)
        facts.fields(roster, key=key, facts=card.facts)
        st.button("Enregistrer", type="primary", key="pilote_enregistrer", on_click=_update, args=(now, card, key))


def _update(now: View, card: PilotCard, key: str) -> None:
    name: str = st.session_state.get(f"{key}_nom", card.name)
    said = facts.said(key, card.facts)
    if (name.strip(), *_plain(said)) == (card.name, *_plain(card.facts)):
        tell(_CARD, "success", "Rien n’était à changer : cette fiche est déjà ainsi.")
        return
    mine = ", ".join(part for part in (name, said.direction, said.organisation, said.email) if part)
    attempt(
        _CARD,
        lambda: update_pilot(
            now.store, now.actor, now.plan.code, card.pilot_id, name=name, facts=said, seen_version=card.version
        ),
        f"La fiche de « {name} » est à jour.",
        mine=f"Votre version : {mine}.",
    )


def _plain(said: PilotFacts) -> tuple[str, str, bool, str]:
    return (said.direction or "", said.organisation or "", bool(said.external), (said.email or "").strip())


_PARTS, _CARD = "parts", "fiche"
