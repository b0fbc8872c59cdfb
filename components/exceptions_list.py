"""What calls for a decision or a gesture: how many by rule, then why, since when, who and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import address, links
from components.pieces import behind, plain
from data.french import capitalised, listing, number, plural, typeset
from data.measures.exceptions import counted
from data.measures.rules import Rule
from data.situation import rows_of

FIRST = 3
"""Lines shown of a rule before all of them are asked for."""
CARDS = 3
"""Rules shown at once, side by side; the others open by a click, so that the page stays one screen."""
LISTED = 24
"""Lines written one by one once a rule is opened; beyond, the table has them all."""
ALERT = 2
"""Severity from which a rule is an alert."""
GAP = "ecart_mediane"
"""The rule whose lines are territories: each opens its sheet."""
_KEY = "regle_ouverte"

Lines = list[dict[str, Any]]
Groups = list[tuple[str, Lines]]


def grouped(found: pd.DataFrame) -> Groups:
    """The rows of `data.measures.exceptions` by rule, in its order: alerts first, then what is only to watch."""
    groups: dict[str, Lines] = {}
    for row in rows_of(found):
        groups.setdefault(str(row["rule"]), []).append(row)
    return sorted(groups.items(), key=lambda group: group[1][0]["severity"] < ALERT)


def show(groups: Groups, rules: Sequence[Rule], among: str = "") -> None:
    """Draw the exceptions: how many of each, then the first rules as cards, or the one that the reader opened.

    Args:
        rules: as the plan applies them (`data.measures.plan_rules.rules_of`).
        among: where they were looked for, said when there is none: « parmi les actions affichées ».
    """
    known = {rule.key: rule for rule in rules}
    asked = address.current("regle")
    asked = asked if asked in known else None
    if not groups:
        st.success(f"Rien n’appelle de décision ni de geste{among}.")
    else:
        _summary(groups, asked)
    if asked is not None:
        _opened(known[asked], dict(groups).get(asked, []))
    else:
        _cards(groups)
    _foot(rules)


def _summary(groups: Groups, asked: str | None) -> None:
    """« 3 décisions attendues », « 12 actions en retard »…: each opens its list."""
    names = {rule: counted(rule, len(lines)) for rule, lines in groups}
    st.session_state[_KEY] = asked if asked in names else None
    st.pills(
        "Ouvrir la liste d’une règle", list(names), format_func=names.__getitem__, key=_KEY,
        label_visibility="collapsed", on_change=_choose,
    )  # fmt: skip


def _choose() -> None:
    address.change(regle=st.session_state[_KEY])


def _open(rule: str | None) -> None:
    address.change(regle=rule)


def _cards(groups: Groups) -> None:
    for place, (rule, lines) in zip(st.columns(CARDS), groups[:CARDS], strict=False):
        with place, st.container(border=True, key=f"exception_{rule}", height="stretch", gap="small"):
            st.subheader(_name(lines), anchor=False)
            _next_step(lines)
            _lines(lines[:FIRST], with_step=not _same_step(lines))
            if len(lines) > FIRST:
                st.button(
                    f"Voir les {number(len(lines))}",
                    key=f"toutes_{rule}",
                    type="tertiary",
                    on_click=_open,
                    args=(rule,),
                )


def _opened(rule: Rule, lines: Lines) -> None:
    """The whole list of one rule, with its definition."""
    with st.container(border=True, key=f"exception_{rule.key}", gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.subheader(_name(lines) if lines else plain(rule.title), anchor=False, width="content")
            st.button("← Toutes les règles", key="regle_fermer", type="tertiary", on_click=_open, args=(None,))
        st.caption(plain(rule.words))
        if not rule.active:
            st.info("Ce plan a désactivé cette règle\u00a0: elle ne relève rien.")
            return
        if not lines:
            st.success("Rien de tel parmi les actions affichées.")
            return
        _next_step(lines)
        shown, same = lines[:LISTED], _same_step(lines)
        half = (len(shown) + 1) // 2
        for place, part in zip(st.columns(2, gap="large"), (shown[:half], shown[half:]), strict=True):
            with place:
                _lines(part, with_step=not same)
        if len(lines) > LISTED:
            st.caption(f"Les {plural(len(lines) - LISTED, 'autre')} sont dans le tableau.")
        behind(_table(lines), key=f"exceptions_{rule.key}")


def _foot(rules: Sequence[Rule]) -> None:
    silenced = [f"«\u00a0{rule.title}\u00a0»" for rule in rules if not rule.active]
    if silenced:
        which = "Règle désactivée" if len(silenced) == 1 else "Règles désactivées"
        st.caption(plain(f"{which} par ce plan\u00a0: {listing(silenced)}."))
    links.to("regles", "Règles et seuils\u00a0: ce qui fait apparaître une ligne ici", icon=":material/tune:")


def _name(lines: Lines) -> str:
    return f"{plain(str(lines[0]['title']))} · {number(len(lines))}"


def _same_step(lines: Lines) -> bool:
    return len({str(line["next_step"]) for line in lines}) == 1


def _next_step(lines: Lines) -> None:
    """The same gesture for all is said once."""
    if _same_step(lines):
        st.caption(f"À faire\u00a0: {plain(_lower(str(lines[0]['next_step'])))}")


def _lines(lines: Lines, *, with_step: bool) -> None:
    for line in lines:
        _line(line, with_step=with_step)


def _line(line: dict[str, Any], *, with_step: bool) -> None:
    code = str(line["subject_code"] or line["fiche_code"] or "")
    with st.container(gap="xxsmall", key=f"ligne_{line['rule']}_{code}_{line['fiche_code']}"):
        if line["rule"] == GAP:
            links.to("territoires", _short(typeset(str(line["subject"]))), lieu=code)
        elif line["fiche_code"] is None:
            if line["subject"]:
                st.markdown(f"**{plain(typeset(str(line['subject'])))}**")
        else:
            links.to(
                "fiche",
                _short(typeset(f"{code} – {line['subject'] or ''}".rstrip(" –"))),
                fiche=str(line["fiche_code"]),
            )
        st.markdown(plain(str(line["why"])))
        known = [f"depuis {line['since']}" if line["since"] else "", str(line["who"] or "")]
        note = " · ".join(part for part in known if part)
        if with_step:
            note = " · ".join(part for part in (note, str(line["next_step"])) if part)
        if note:
            st.caption(plain(capitalised(note)))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _short(text: str, most: int = 96) -> str:
    """A title cut at a word, for a link on one or two lines."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _table(lines: Lines) -> pd.DataFrame:
    names = {
        "subject_code": "Code",
        "subject": "Sujet",
        "why": "Pourquoi",
        "since": "Depuis",
        "who": "Qui",
        "next_step": "À faire",
    }
    return pd.DataFrame(lines)[list(names)].rename(columns=names)
