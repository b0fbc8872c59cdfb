"""An edition: what it is and what it is told from, its workshop, what to hand out, its public page, who came."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components import acting, address, links, pieces, top
from components.conference import binding, details, hand_out, public_page, workshop
from components.conference.shown import WHO, Shown, read
from components.pieces import plain
from components.view import View
from data.commands.edition import remove_edition
from data.conference import words
from data.conference.edition import EditionRow
from data.errors import CapError
from data.french import plural, typeset

_REMOVAL = "edition_supprimer"


def draw(now: View, edition: EditionRow) -> None:
    """The whole page of one edition."""
    try:
        shown = read(now, edition)
    except CapError as error:
        st.error(plain(typeset(str(error))))
        _back()
        return
    pieces.sentence(words.of_one(edition, shown.deck))
    _head(shown)
    hand_out.play(shown)
    workshop.draw(shown)
    pieces.section("Donner", "Les mêmes chiffres que l’écran, avec d’où ils viennent.")
    hand_out.draw(shown)
    pieces.section("Page publique", "Ce que la salle, et tout le monde, peut lire ensuite sur un téléphone.")
    public_page.draw(shown)
    _after(shown)
    _removal(shown)


def _back() -> None:
    links.to("conference", "Toutes les éditions", icon=":material/arrow_back:")


def _head(shown: Shown) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        _back()
        st.markdown(f":blue-badge[:material/ac_unit: {plain(words.state(shown.edition.own))}]", width="content")
        st.caption(plain(words.binding(shown.edition, shown.deck)), width="content")
    if shown.deck.scope:
        st.markdown(plain(typeset(shown.deck.scope)))
    binding.newer(shown)
    if not shown.presents:
        st.info(plain(typeset(f"Vous regardez cette édition sans pouvoir la changer. {WHO}")))
        return
    details.draw(shown)
    binding.draw(shown)


def _after(shown: Shown) -> None:
    """Attendance, once the event is behind or this year's."""
    edition, today = shown.edition, shown.now.head.today
    if (edition.held_on or date(edition.year, 1, 1)) > today:
        return
    pieces.section("Après l’événement", "Qui est venu\u00a0: l’édition suivante le rappellera.")
    if shown.presents:
        details.attendance(shown)
    else:
        st.markdown(plain(words.people(edition) or "La participation n’est pas renseignée."))


def _removal(shown: Shown) -> None:
    if not shown.presents:
        return
    edition = shown.edition
    count = plural(len(edition.scenes), "scène")
    with st.popover("Supprimer cette édition", key=_REMOVAL, type="tertiary"):
        st.warning(
            plain(
                typeset(
                    f"L’édition « {edition.theme} », ses {count}, ses photos et ses relectures disparaissent. Les "
                    "états figés restent. Cela ne s’annule pas ; le journal garde la trace."
                )
            )
        )
        st.button(
            "Supprimer définitivement", type="primary", key=f"{_REMOVAL}_confirmer", on_click=_remove, args=(shown,)
        )
        acting.wrong(_REMOVAL)


def _remove(shown: Shown) -> None:
    now, edition = shown.now, shown.edition
    if acting.attempt(
        _REMOVAL,
        lambda: remove_edition(now.store, now.actor, now.plan.code, edition.id, seen=edition.version),
        f"L’édition «\u00a0{edition.theme}\u00a0» est supprimée.",
    ):
        top.ask()
        address.change(edition=None, scene=None)
