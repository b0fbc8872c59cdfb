"""« Préparer une édition »: a theme found by its words, what it covers, a frozen period; a first deck in one click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from components import access, acting, address, top
from components.conference import binding
from components.conference.shown import frozen_states, lines, reviewed
from components.pieces import plain
from components.view import View
from data.commands.edition import create_edition
from data.conference import words
from data.conference.edition import EditionInput, Pin
from data.conference.propose import propose
from data.conference.theme import ACTION, AUDIENCE, FICHE, HEADING, INITIATIVE, Found, Touched, perimeter_of, search
from data.french import capitalised, typeset
from data.measures.nouns import fiche_noun, in_plural
from data.period import Period
from data.situation import Situation

_THEME, _YEAR, _DAY, _PLACE, _CHAIRS, _STATE, _OTHERS = (
    f"preparer_{name}" for name in ("theme", "annee", "date", "lieu", "presidence", "etat", "plans")
)
_SLOT = "preparer"
_FIRST = 6
"""Found things of one kind shown at once."""
_KINDS = {
    FICHE: "Fiches", ACTION: "Actions", AUDIENCE: "Publics", HEADING: "Axes et orientations",
    INITIATIVE: "Initiatives d’ailleurs",
}  # fmt: skip


def draw(now: View) -> None:
    """The form. Nothing is created before its one button."""
    states = frozen_states(now.plan)
    with st.container(border=True, key="preparer"):
        st.text_input(
            "Thème", key=_THEME, max_chars=300, placeholder="Le répit, l’environnement, la participation des usagers…",
            help="Les mots sont cherchés dans les fiches, les actions, les publics et les initiatives.",
        )  # fmt: skip
        pin = _state(states)
        situation = _read(now, pin)
        found = _found(now, pin, situation)
        if found is not None:
            _results(found, capitalised(in_plural(fiche_noun(situation).one)))
        with st.expander("Date, lieu, présidence, période figée, autres plans", key="preparer_details"):
            _details(now, states)
        acting.wrong(_SLOT)
        st.button(
            "Proposer un premier déroulé", type="primary", key="preparer_proposer", on_click=_create, args=(now, states)
        )
        st.caption(plain(typeset(f"Raconté depuis : {words.state(pin)}. Tout se change ensuite.")))


def _state(states: Sequence[Pin]) -> Pin:
    chosen: Pin | None = st.session_state.get(_STATE)
    return chosen if chosen is not None and chosen in states else states[0]


def _read(now: View, pin: Pin) -> Situation:
    plan = next(one for one in now.head.plans if one.code == pin.plan)
    return access.read_situation(now.store, plan, pin.period, now.head.today, pin.number)


def _past(now: View, pin: Pin) -> list[Situation]:
    """The last frozen state of each earlier period, those that the edition will be bound to."""
    own = Period.parse(pin.period)
    earlier = [code for code in sorted(now.plan.frozen, key=Period.parse) if Period.parse(code) < own]
    return [_read(now, Pin(pin.plan, code, len(now.plan.frozen[code]))) for code in earlier]


def _found(now: View, pin: Pin, situation: Situation) -> Found | None:
    theme = acting.typed(_THEME).strip()
    if not theme:
        return None
    bank, index = access.read_bank(now.store), access.bank_index(now.store)
    return now.once(f"thème {pin} {theme}", lambda: search(situation, bank, theme, index=index))


def _details(now: View, states: Sequence[Pin]) -> None:
    with st.container(horizontal=True):
        st.number_input("Année", 1990, 2999, now.head.today.year, step=1, key=_YEAR, width=140)
        st.date_input("Date", None, key=_DAY, format="DD/MM/YYYY", width=200)
        st.text_input("Lieu", key=_PLACE, max_chars=200, width=320)
    st.text_area(
        "Présidence, une fonction par ligne", key=_CHAIRS, height=100,
        placeholder="Par fonction, jamais par nom\u00a0: la présidente du conseil départemental",
    )  # fmt: skip
    st.selectbox("Période figée", states, format_func=words.state, key=_STATE)
    binding.together(now, _OTHERS)


def _results(found: Found, fiches: str) -> None:
    """What the theme touches, ticked where it is strong."""
    st.markdown(plain(found.sentence))
    for kind, title in (_KINDS | {FICHE: fiches}).items():
        hits = found.of(kind)
        if not hits:
            continue
        ticked = sum(_ticked(hit) for hit in hits)
        count = f"{len(hits)}" if kind == INITIATIVE else f"{ticked} sur {len(hits)}"
        with st.expander(f"{title} ({count})", key=f"preparer_{kind}", expanded=kind == FICHE):
            for hit in hits[:_FIRST]:
                _hit(hit)
            if hits[_FIRST:]:
                with st.expander(f"Voir les {len(hits) - _FIRST} autres", key=f"preparer_{kind}_suite"):
                    for hit in hits[_FIRST:]:
                        _hit(hit)


def _hit(hit: Touched) -> None:
    name = plain(f"{hit.code} – {hit.title}" if hit.kind != AUDIENCE else hit.title)
    if hit.kind == INITIATIVE:
        st.markdown(f"**{name}**  \n:small[:gray[{plain(hit.why)}]]")
        return
    key = _key(hit)
    st.session_state.setdefault(key, hit.suggested)
    st.checkbox(f"{name}  \n:small[:gray[{plain(hit.why)}]]", key=key)


def _key(hit: Touched) -> str:
    return f"preparer_{acting.typed(_THEME).strip()}_{hit.key}"


def _ticked(hit: Touched) -> bool:
    return bool(st.session_state.get(_key(hit), hit.suggested))


def _create(now: View, states: Sequence[Pin]) -> None:
    pin = _state(states)
    theme = acting.typed(_THEME).strip()
    if not theme:
        acting.refuse(_SLOT, "Écrivez d’abord le thème de l’édition. Rien n’a été enregistré.")
        return

    def act() -> None:
        situation = _read(now, pin)
        found = _found(now, pin, situation)
        chosen = [hit.key for hit in found.hits if hit.kind != INITIATIVE and _ticked(hit)] if found else []
        said = EditionInput(
            year=_year(now),
            theme=capitalised(typeset(theme)),
            held_on=_day(),
            place=typeset(acting.typed(_PLACE).strip()),
            perimeter=perimeter_of(found or Found(""), chosen),
            chairs=lines(typeset(acting.typed(_CHAIRS))),
        )
        others = _others(now)
        number = create_edition(
            now.store, now.actor, now.plan.code, said, period=pin.period, number=pin.number, others=others,
            scenes=propose(said, situation, past=_past(now, pin), others=[_read(now, other) for other in others]),
        )  # fmt: skip
        address.change(edition=str(number), scene=None)

    if acting.attempt(_SLOT, act, "Le déroulé est prêt\u00a0: il se joue dès maintenant."):
        top.ask()
        acting.forget(_THEME, _DAY, _YEAR, _PLACE, _CHAIRS, _STATE, _OTHERS)


def _year(now: View) -> int:
    chosen = _day()
    return chosen.year if chosen is not None else int(st.session_state.get(_YEAR) or now.head.today.year)


def _day() -> date | None:
    held = st.session_state.get(_DAY)
    return held if isinstance(held, date) else None


def _others(now: View) -> tuple[Pin, ...]:
    known: Mapping[str, Pin] = reviewed(now)
    codes: list[Any] = st.session_state.get(_OTHERS) or []
    return tuple(known[code] for code in codes if code in known)
