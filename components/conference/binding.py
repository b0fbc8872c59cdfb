"""The frozen state that an edition is told from: said at its head, changed by the presenter's own act alone."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import access, acting
from components.campaign.versions import tell
from components.conference.shown import Shown, frozen_states, plan_title, reviewed
from components.pieces import plain
from components.view import View, remembered
from data.commands.edition import bind_edition
from data.conference import words
from data.conference.edition import Pin
from data.errors import CapError
from data.french import typeset
from data.measures.changes import Corrections, corrections

_SLOT = "liaison"


def newer(shown: Shown) -> None:
    """A banner when the edition's period was closed again: what it changes, and the button that moves to it."""
    own = shown.edition.own
    if shown.told.newest <= own.number:
        acting.wrong(_SLOT)
        return
    last = Pin(own.plan, own.period, shown.told.newest)
    with st.container(border=True, key="etat_plus_recent"):
        st.warning(
            plain(
                typeset(
                    f"La période a été rouverte, puis clôturée de nouveau : l’état n°\u00a0{last.number} existe. "
                    f"L’édition reste sur l’état n°\u00a0{own.number} tant que vous ne la faites pas passer."
                )
            )
        )
        _difference(shown, last)
        acting.wrong(_SLOT)
        if shown.presents:
            st.button(
                f"Passer à l’état n°\u00a0{last.number}", type="primary", key="etat_passer", on_click=_bind,
                args=(shown, last, shown.edition.others),
            )  # fmt: skip


def _difference(shown: Shown, last: Pin) -> None:
    try:
        found = _changed(shown, last)
    except CapError as error:
        st.error(plain(typeset(str(error))))
        return
    tell(found.sentences)


def _changed(shown: Shown, last: Pin) -> Corrections:
    """What differs between the state told and the last one."""
    now, own = shown.now, shown.edition.own

    def work() -> Corrections:
        after = access.read_situation(now.store, now.plan, last.period, now.head.today, last.number)
        return corrections(shown.told.situations[own], after)

    return remembered(f"{now.store.url} {own} {last.number}", "corrections d’une édition", work)


def draw(shown: Shown) -> None:
    """Another period or another closing, and the plans reviewed together."""
    if not shown.presents:
        return
    now, edition = shown.now, shown.edition
    with st.expander("Période figée et plans passés en revue", key="edition_liaison"):
        states = frozen_states(now.plan)
        chosen: Pin = st.selectbox(
            "Période figée", states, states.index(edition.own) if edition.own in states else 0,
            format_func=words.state, key=f"liaison_{edition.id}_{edition.version}",
        )  # fmt: skip
        others = together(shown.now, f"liaison_plans_{edition.id}_{edition.version}", edition.others)
        st.caption("Changer d’état figé change les chiffres de toutes les scènes\u00a0; rien d’autre ne les change.")
        same = chosen == edition.own and set(others) == set(edition.others)
        st.button(
            "Enregistrer ce choix", key="etat_changer", disabled=same, on_click=_bind, args=(shown, chosen, others)
        )


def together(now: View, key: str, held: Sequence[Pin] = ()) -> tuple[Pin, ...]:
    """The other plans reviewed with this one: those of the store that have a frozen state, at their last one."""
    known = reviewed(now) | {pin.plan: pin for pin in held}
    if not known:
        return ()
    chosen: list[str] = st.multiselect(
        "Plans passés en revue ensemble", list(known), [pin.plan for pin in held], key=key, placeholder="Ce plan seul",
        format_func=lambda code: f"{plan_title(now, code)} ({words.state(known[code])})",
    )  # fmt: skip
    return tuple(known[code] for code in chosen)


def _bind(shown: Shown, to: Pin, others: Sequence[Pin]) -> None:
    now, edition = shown.now, shown.edition
    moved = f"L’édition est maintenant racontée depuis {words.state(to)}."
    acting.attempt(
        _SLOT,
        lambda: bind_edition(
            now.store, now.actor, now.plan.code, edition.id, period=to.period, number=to.number, others=others,
            seen=edition.version,
        ),
        moved if to != edition.own else "Les plans passés en revue ensemble sont enregistrés.",
    )  # fmt: skip
