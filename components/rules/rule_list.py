"""The rules: what makes a row appear, from how much, what to do, by whom, how many there are now; changed in place."""

from __future__ import annotations

import streamlit as st

from components import acting, links, pieces
from components.pieces import plain
from components.rules.shown import Shown
from data.commands.settings import LONGEST_WHO, LONGEST_WORDS, reset_rule, set_rule
from data.measures.exceptions import counted
from data.measures.plan_rules import rules_table
from data.measures.rules import BY_KEY, Rule

ALERT = 2
"""Severity from which a rule is an alert."""


def draw(shown: Shown) -> None:
    """The rules that call for somebody, then those that are only to watch."""
    pieces.section("Ce qui appelle une décision ou un geste")
    for rule in shown.rules:
        if rule.severity >= ALERT:
            _rule(shown, rule)
    pieces.section("Ce qui est à surveiller")
    for rule in shown.rules:
        if rule.severity < ALERT:
            _rule(shown, rule)
    pieces.behind(rules_table(shown.rules, shown.thresholds, shown.counts), key="regles")


def _rule(shown: Shown, rule: Rule) -> None:
    with st.container(border=True, key=f"regle_{rule.key}"):
        said, side = st.columns([8, 4], gap="medium")
        with said.container(gap="xsmall"):
            st.markdown(f"**{plain(rule.title)}**{_badges(rule)}")
            st.markdown(plain(rule.words))
            st.caption(f"À faire\u00a0: {plain(_lower(rule.next_step))}  \n{rule.whose}\u00a0: {plain(rule.who)}")
        with side.container(gap="xsmall"):
            _count(shown, rule)
            threshold = shown.threshold(rule.threshold_key)
            if threshold is not None:
                st.caption(plain(f"Seuil\u00a0: {threshold.text}"))
            if shown.editable:
                _edit(shown, rule)


def _badges(rule: Rule) -> str:
    badges = "" if rule.active else " :gray-badge[Désactivée]"
    return badges if rule.version is None else f"{badges} :blue-badge[Réglée par ce plan]"


def _count(shown: Shown, rule: Rule) -> None:
    """How many it raises now; opens Pilotage on them."""
    count = shown.counts.get(rule.key, 0)
    if count:
        links.to("pilotage", plain(counted(rule.key, count)), icon=":material/arrow_forward:", regle=rule.key)
    else:
        st.markdown(":gray[Rien en ce moment]" if rule.active else ":gray[Ne relève rien]")


def _edit(shown: Shown, rule: Rule) -> None:
    """The rule's form, drawn once opened; a new version of it starts it anew."""
    key = f"regle_{rule.key}_{rule.version or 0}"
    panel = st.popover("Modifier", key=f"{key}_panneau", type="tertiary", on_change="rerun")
    if not panel.open:
        return
    with panel:
        st.toggle("Règle active", rule.active, key=f"{key}_active")
        st.text_area("Ce qui fait apparaître une ligne", rule.words, key=f"{key}_mots", max_chars=LONGEST_WORDS)
        st.text_area("À faire", rule.next_step, key=f"{key}_faire", max_chars=LONGEST_WORDS, height=80)
        st.text_input(rule.whose, rule.who, key=f"{key}_qui", max_chars=LONGEST_WHO)
        st.text_input("Motif, gardé au journal", key=f"{key}_motif", max_chars=200)
        acting.wrong(f"regle_{rule.key}")
        with st.container(horizontal=True, gap="small"):
            st.button("Enregistrer", type="primary", key=f"{key}_enregistrer", on_click=_save, args=(shown, rule, key))
            if rule.version is not None:
                st.button(
                    "Revenir à la règle d’origine", key=f"{key}_retablir", on_click=_reset, args=(shown, rule, key)
                )
        if rule.version is not None:
            st.caption(f"À l’origine\u00a0: {plain(BY_KEY[rule.key].words)}")


def _save(shown: Shown, rule: Rule, key: str) -> None:
    now = shown.now
    words, step, who = (acting.typed(f"{key}_{name}") for name in ("mots", "faire", "qui"))
    acting.attempt(
        f"regle_{rule.key}",
        lambda: set_rule(
            now.store, now.actor, now.plan.code, rule.key, active=bool(st.session_state[f"{key}_active"]), words=words,
            next_step=step, who=who, reason=acting.typed(f"{key}_motif"), seen_version=rule.version,
        ),
        f"La règle « {rule.title} » est enregistrée.",
        words="\n".join((words, step, who)),
    )  # fmt: skip


def _reset(shown: Shown, rule: Rule, key: str) -> None:
    now = shown.now
    acting.attempt(
        f"regle_{rule.key}",
        lambda: reset_rule(
            now.store, now.actor, now.plan.code, rule.key, reason=acting.typed(f"{key}_motif"),
            seen_version=rule.version,
        ),
        f"La règle « {rule.title} » est de nouveau celle d’origine.",
    )  # fmt: skip


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
