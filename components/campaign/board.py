"""The board: who answered, by fiche, by direction, by axis; excuse a fiche, expect it again, add one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from components import acting, address, links, pieces
from components.campaign.shown import Shown
from components.pieces import plain
from data.commands.campaign import excuse, expect
from data.french import plural
from data.measures.campaign_board import CampaignBoard, Line, Stage
from data.measures.campaign_tables import by_axis, by_direction, rows
from data.measures.campaign_words import STAGE_WORDS

_FICHES, _DIRECTIONS, _AXES = "fiches", "directions", "axes"
_VIEW, _STAGE, _DIRECTION = "campagne_vue", "campagne_etat", "campagne_direction"


def draw(shown: Shown) -> None:
    """The section."""
    found = shown.found
    if found is None or not found.lines:
        return
    pieces.section("Tableau de suivi", "Qui a répondu, qui est attendu. Un clic sur une ligne ouvre la fiche.")
    kept = set(shown.now.situation.fiches["code"])
    lines = [line for line in found.lines if line.fiche_code in kept]
    if len(lines) < len(found.lines):
        st.caption(plain(f"Le filtre en cours garde {plural(len(lines), 'fiche')} sur {len(found.lines)}."))
    chosen = _choice(shown)
    if not lines:
        pieces.empty("Le filtre en cours ne garde aucune fiche.", "Levez un filtre en haut de la page pour en revoir.")
    elif chosen == _DIRECTIONS:
        st.caption("Attendus = reçus à l’heure + reçus en retard + à compléter + manquants. Les excusés sont à part.")
        pieces.table(by_direction(lines), key="suivi_directions")
    elif chosen == _AXES:
        st.caption("Attendus = reçus à l’heure + reçus en retard + à compléter + manquants. Les excusés sont à part.")
        pieces.table(by_axis(lines, shown.now.whole.level_name(1)), key="suivi_axes")
    else:
        _fiches(shown, found, lines)
    if shown.open and shown.runs:
        _acts(shown, found)


def _choice(shown: Shown) -> str:
    names = {_FICHES: "Par fiche", _DIRECTIONS: "Par direction", _AXES: f"Par {shown.now.whole.level_name(1).lower()}"}
    asked = address.current("vue")
    st.session_state[_VIEW] = asked if asked in names else _FICHES
    chosen = st.segmented_control(
        "Vue", list(names), format_func=lambda name: names[name], key=_VIEW, required=True,
        label_visibility="collapsed", on_change=_viewed,
    )  # fmt: skip
    return chosen or _FICHES


def _viewed() -> None:
    value = st.session_state[_VIEW]
    address.change(vue=None if value == _FICHES else value)


# --- by fiche -----------------------------------------------------------------------------------------------------


def _fiches(shown: Shown, found: CampaignBoard, lines: Sequence[Line]) -> None:
    stages = {stage.value: STAGE_WORDS[stage] for stage in Stage if any(line.stage is stage for line in lines)}
    directions = {name: name for name in dict.fromkeys(line.direction for line in lines)}
    axes = {line.axis_code: line.axis for line in found.lines}
    with st.container(horizontal=True, key="suivi_filtres"):
        _several("État", "etat", _STAGE, stages)
        _several("Direction", "direction", _DIRECTION, directions)
        # The same choice as the filter bar's: one axis for all pages.
        _several(shown.now.whole.level_name(1), "axe", "campagne_axe", axes)
    wanted, of = address.several("etat"), address.several("direction")
    kept = [
        line
        for line in lines
        if (not wanted or line.stage.value in wanted or not stages.keys() & set(wanted))
        and (not of or line.direction in of or not directions.keys() & set(of))
    ]
    if not kept:
        st.markdown("Aucune fiche ne réunit ces choix.")
        return
    codes = tuple(line.fiche_code for line in kept)
    pieces.table(
        rows(kept, found.months), key="suivi_fiches", height="content", on_select=lambda: _selected(codes),
        widths={"Sans nouvelles": 134},
    )  # fmt: skip
    asked = st.session_state.pop(_OPENED, None)
    if asked:
        links.go("fiche", fiche=asked)


_OPENED = "campagne_fiche_ouverte"


def _selected(codes: Sequence[str]) -> None:
    chosen = st.session_state["suivi_fiches"].selection.rows
    if chosen and chosen[0] < len(codes):
        st.session_state[_OPENED] = codes[chosen[0]]


def _several(name: str, parameter: str, key: str, options: Mapping[str, str]) -> None:
    st.session_state[key] = [value for value in address.several(parameter) if value in options]
    st.multiselect(
        name, list(options), format_func=lambda value: options[value], key=key, placeholder="Tous", width=300,
        on_change=lambda: address.change(**{parameter: st.session_state[key]}),
    )  # fmt: skip


# --- acting -------------------------------------------------------------------------------------------------------


def _acts(shown: Shown, found: CampaignBoard) -> None:
    expected = {line.fiche_code: _name(line.fiche_code, line.title) for line in found.lines if line.expected}
    excused = {line.fiche_code: _name(line.fiche_code, line.title) for line in found.lines if not line.expected}
    unasked = {code: _name(code, title) for code, title in found.unasked}
    if unasked:
        st.info(
            plain(
                f"{plural(len(unasked), 'fiche est arrivée', 'fiches sont arrivées')} dans le plan depuis l’ouverture"
                "\u00a0: rien n’en est attendu avant la période suivante, sauf si vous l’ajoutez."
            )
        )
    with st.container(horizontal=True, gap="small", key="suivi_actes"):
        _act("Excuser une fiche", "excuser", expected, "Excuser", _excuse, shown, ask="Motif")
        _act("Attendre à nouveau", "attendre", excused, "Attendre à nouveau", _await, shown)
        _act("Ajouter une fiche", "ajouter", unasked, "Ajouter à la campagne", _add, shown)


def _name(code: str, title: str) -> str:
    return f"{code} – {title}"


def _act(
    name: str, key: str, fiches: Mapping[str, str], verb: str, run: Callable[[Shown, str], None], shown: Shown,
    *, ask: str | None = None,
) -> None:  # fmt: skip
    """A folded act on one fiche; nothing when there is no fiche for it."""
    if not fiches:
        return
    with st.popover(name, key=f"suivi_{key}"):
        st.selectbox(
            "Fiche", list(fiches), format_func=lambda code: fiches.get(code, code), index=None, key=f"{key}_fiche",
            placeholder="Choisir une fiche",
        )  # fmt: skip
        if ask:
            st.text_input(ask, key=f"{key}_motif", max_chars=200)
        acting.wrong(key)
        st.button(verb, type="primary", key=f"{key}_confirmer", on_click=_chosen, args=(key, run, shown))


def _chosen(key: str, run: Callable[[Shown, str], None], shown: Shown) -> None:
    code = st.session_state.get(f"{key}_fiche")
    if not code:
        acting.refuse(key, "Choisissez une fiche. Rien n’a été modifié.")
        return
    run(shown, code)


def _excuse(shown: Shown, code: str) -> None:
    now, why = shown.now, acting.typed("excuser_motif")
    if acting.attempt(
        "excuser",
        lambda: excuse(now.store, now.actor, now.plan.code, shown.period.code, code, why),
        f"La fiche {code} est excusée.",
    ):
        acting.empty("excuser_fiche", "excuser_motif")


def _await(shown: Shown, code: str) -> None:
    now = shown.now
    if acting.attempt(
        "attendre",
        lambda: excuse(now.store, now.actor, now.plan.code, shown.period.code, code, None),
        f"La fiche {code} est de nouveau attendue.",
    ):
        acting.empty("attendre_fiche")


def _add(shown: Shown, code: str) -> None:
    now = shown.now
    if acting.attempt(
        "ajouter",
        lambda: expect(now.store, now.actor, now.plan.code, shown.period.code, code),
        f"La fiche {code} est ajoutée à la campagne.",
    ):
        acting.empty("ajouter_fiche")
