"""The filter bar: the same on every page, written to the address by `components.address`."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from components import address
from components.pieces import plain
from components.theme import STATUS
from data.french import plural, typeset
from data.period import Period
from data.reading import PlanHead
from data.selection import NO_PILOT, Filter, universal_only, words
from data.situation import Situation, where
from data.vocabulary import DISPLAY_ORDER, label


@dataclass(frozen=True)
class Choice:
    """One filter: its address parameter, its French name, its values (code → text)."""

    name: str
    title: str
    options: dict[str, str]
    placeholder: str

    def named(self, value: str) -> str:
        return self.options.get(value, value)


def choices(situation: Situation) -> list[Choice]:
    """The filters offered on a plan, in the order of the bar; the same for all who look at the same revision."""
    plan = situation.plan
    return _choices(f"{plan.code} {plan.revision} {situation.period.code} {situation.demonstration}", situation)


@st.cache_resource(max_entries=64, show_spinner=False)
def _choices(key: str, _situation: Situation) -> list[Choice]:
    situation = _situation
    depths = sorted(set(situation.headings["depth"]))
    heads = situation.headings

    def titled(depth: int) -> dict[str, str]:
        rows = where(heads, depth=depth)
        return {code: typeset(f"{code} – {title}") for code, title in zip(rows["code"], rows["title"], strict=True)}

    deeper = {code: text for depth in depths[1:] for code, text in titled(depth).items()}
    publics = dict(zip(situation.audiences["code"], situation.audiences["title"], strict=True))
    named = set(situation.fiche_audiences["audience_code"]) | set(situation.action_audiences["audience_code"])
    peers = {c: typeset(name) for c, name in zip(situation.peers["code"], situation.peers["name"], strict=True)}
    pilots = {str(pid): name for pid, name in zip(situation.pilots["pilot_id"], situation.pilots["name"], strict=True)}
    second = situation.level_name(2) if len(depths) > 1 else "Orientation"
    return [
        Choice("axe", situation.level_name(1), titled(1), "Tous"),
        Choice("orientation", second, deeper, "Toutes"),
        Choice("public", "Public", {code: text for code, text in publics.items() if code in named}, "Tous"),
        Choice("territoire", "Territoire", peers, "Tout le département"),
        Choice("pilote", "Pilote", {NO_PILOT: "Sans pilote"} | pilots, "Tous"),
        Choice(
            "statut", "Statut", {s.value: f"{STATUS[s].sign} {label(s)}" for s in DISPLAY_ORDER}, "Tous"
        ),
    ]  # fmt: skip


def admitted(situation: Situation, asked: Filter) -> tuple[Filter, list[str]]:
    """`asked` without what this plan does not know, and a French note for each value left out."""
    known = {choice.name: set(choice.options) for choice in choices(situation)}
    notes: list[str] = []

    def kept(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [value for value in values if value not in known[name]]
        if unknown:
            notes.append(f"{plural(len(unknown), 'valeur inconnue', 'valeurs inconnues')} pour «\u00a0{name}\u00a0»")
        return tuple(value for value in values if value in known[name])

    territory = kept("territoire", (asked.territory,) if asked.territory else ())
    clean = replace(
        asked,
        axes=kept("axe", asked.axes),
        headings=kept("orientation", asked.headings),
        audiences=kept("public", asked.audiences),
        territory=territory[0] if territory else None,
        pilots=kept("pilote", asked.pilots),
        statuses=kept("statut", asked.statuses),
    )
    return clean, notes


def controls(plan: PlanHead, situation: Situation, wanted: Filter) -> None:
    """The period and, folded, the filters. Drawn in the header's row."""
    _period(plan, situation)
    name = f"Filtrer ({wanted.count})" if wanted.count else "Filtrer"
    with st.popover(name, icon=":material/filter_list:", width=124, key="filtres"):
        st.caption(
            "Les filtres suivent d’une page à l’autre. Ils sont dans l’adresse\u00a0: copiez-la pour partager "
            "cette vue."
        )
        for choice in choices(situation):
            _select(choice)
        if wanted.audiences:
            _universal(situation, wanted)
        if wanted.count:
            st.button("Tout afficher", on_click=clear, key="filtre_effacer", width="stretch")


def in_force(situation: Situation, wanted: Filter) -> None:
    """The filters in force, in words, with what « tout public » would add; nothing when there is none."""
    if not wanted.count:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="filtres_en_cours"):
        st.markdown(
            ":gray[Affiché\u00a0:] " + " · ".join(plain(typeset(text)) for text in words(situation, wanted)),
            width="stretch",
        )
        st.button("Tout afficher", on_click=clear, key="filtre_lever", type="tertiary")
    more = universal_only(situation, wanted)
    if more:
        st.caption(
            f"{plural(more, 'action')} «\u00a0tout public\u00a0» "
            + ("n’est pas comptée ici." if more < 2 else "ne sont pas comptées ici.")
        )


def clear() -> None:
    """Lift every filter; the period stays."""
    address.change(axe=None, orientation=None, public=None, tout_public=None, territoire=None, pilote=None, statut=None)


def _select(choice: Choice) -> None:
    key = f"filtre_{choice.name}"
    single = choice.name == "territoire"
    chosen = [value for value in address.several(choice.name) if value in choice.options]
    if single:
        st.session_state[key] = chosen[0] if chosen else None
        st.selectbox(
            choice.title, list(choice.options), format_func=choice.named, key=key, index=None,
            placeholder=choice.placeholder, on_change=_changed, args=(choice.name,),
        )  # fmt: skip
    else:
        st.session_state[key] = chosen
        st.multiselect(
            choice.title, list(choice.options), format_func=choice.named, key=key,
            placeholder=choice.placeholder, on_change=_changed, args=(choice.name,),
        )  # fmt: skip


def _changed(name: str) -> None:
    value = st.session_state[f"filtre_{name}"]
    address.change(**{name: value})


def _universal(situation: Situation, wanted: Filter) -> None:
    more = universal_only(situation, wanted)
    st.session_state["filtre_tout_public"] = wanted.with_universal
    st.checkbox(
        "Compter aussi les actions «\u00a0tout public\u00a0»"
        + (f" ({plural(more, 'action')} de plus)" if more else ""),
        key="filtre_tout_public",
        on_change=lambda: address.change(tout_public="oui" if st.session_state["filtre_tout_public"] else None),
        help="Une action «\u00a0tout public\u00a0» s’adresse à chacun\u00a0: elle n’est comptée avec un public que sur "
        "demande.",
    )


def _opened(code: str) -> str:
    """« 3e trimestre 2026 · ouvert », « année 2026 · ouverte »."""
    return "ouverte" if Period.parse(code).months == 12 else "ouvert"


def _period(plan: PlanHead, situation: Situation) -> None:
    codes = list(dict.fromkeys([*plan.periods, plan.current_period]))[::-1]
    if situation.period.code not in codes:
        codes.append(situation.period.code)
    st.session_state["filtre_trimestre"] = situation.period.code

    def named(code: str) -> str:
        text = Period.parse(code).label
        return f"{text} · {_opened(code)}" if code == plan.open_period else text

    st.selectbox(
        "Période", codes, format_func=named, key="filtre_trimestre", width=222, label_visibility="collapsed",
        on_change=lambda: address.change(trimestre=st.session_state["filtre_trimestre"]),
    )  # fmt: skip
