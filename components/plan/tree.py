"""The tree of the plan in its own words: axis > orientation > fiche > actions, each level with its rate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from components import acronyms, address, links, pieces
from components.pieces import plain
from components.plan import marks, origin
from components.plan.rows import Line, line, written
from components.view import View
from data.french import listing, plural, typeset
from data.measures import rates
from data.measures.action_rows import ActionRow, action_rows
from data.measures.nouns import Noun, in_plural, leaf_noun
from data.measures.sentences import is_over
from data.measures.tree import Branch, branch_figure, kept
from data.vocabulary import Status

FEW = 12
"""A selection this small opens down to its actions by itself."""
MANY = 40
"""Fiches beyond which the tree opens above them."""


def draw(view: View, found: Sequence[Branch]) -> None:
    """Draw the tree of the selection; branches that the filters empty are left out."""
    shown = kept(found, view.filter)
    if not shown:
        return
    detail = _detail(view, shown)
    marks.legend(Status(word) for branch in shown for word, count in branch.counts.items() if count)
    lines = view.drawn("lignes du plan", lambda: _lines(view, shown))
    lists = _lists(view) if detail > max(branch.depth for branch in shown) else {}
    for axis in (branch for branch in shown if branch.depth == 1):
        name = f"{axis.level} {axis.code} · {typeset(axis.title)}"
        with st.expander(f"**{plain(name)}**", expanded=True, key=f"axe_{axis.code}"):
            held = plain(_holds(axis, shown, leaf_noun(view.situation)))
            line(partial(st.markdown, f":gray[{held}]"), lines["heading", axis.code])
            _actions(lists.get(("heading", axis.code), []))
            for branch in _under(axis, shown):
                if branch.depth <= detail:
                    _branch(branch, lines[branch.kind, branch.code])
                    _actions(lists.get((branch.kind, branch.code), []))
    _explained(view, [branch for branch in shown if branch.depth <= detail])


def legend_words(view: View) -> str:
    """What the figures of the tree are; nothing to say of a plan that counts no action."""
    if view.whole.leaves.empty:
        return ""
    return "Le taux est celui des actions de chaque niveau\u00a0; la barre les compte toutes, récurrentes comprises."


def _explained(view: View, shown: Sequence[Branch]) -> None:
    """Where the rate of one line of the tree comes from."""
    named = {f"{branch.kind}:{branch.code}": branch for branch in shown if branch.tally.total}
    if not named:
        return
    names = {key: f"{branch.level} {branch.code} · {typeset(branch.title)}" for key, branch in named.items()}
    origin.choose(
        names,
        lambda key: view.once(f"taux {key}", lambda: branch_figure(view.situation, named[key])),
        param="ligne",
    )


def _detail(view: View, shown: Sequence[Branch]) -> int:
    """How deep the tree is unfolded: the depth of a level of the plan, one more for the actions."""
    levels: dict[int, str] = {}
    for branch in shown:
        levels.setdefault(branch.depth, branch.level)
    deepest = max(levels)
    action = str(view.situation.plan.levels.get("action") or "Action")
    options = {str(depth): in_plural(word) for depth, word in sorted(levels.items())}
    if not view.situation.actions.empty:
        options[str(deepest + 1)] = in_plural(action)
    few = len(view.situation.leaves) <= FEW and view.filter.count and str(deepest + 1) in options
    # A plan of many fiches opens one level above them.
    usual = deepest - (deepest > 1 and sum(branch.depth == deepest for branch in shown) > MANY)
    asked = address.current("detail")
    chosen = asked if asked in options else str(deepest + 1 if few else usual)
    st.session_state["plan_detail"] = chosen
    st.segmented_control(
        "Déplier jusqu’aux",
        list(options),
        format_func=lambda depth: options[depth],
        key="plan_detail",
        required=True,
        on_change=lambda: address.change(detail=st.session_state["plan_detail"]),
    )
    return int(chosen)


def _holds(axis: Branch, shown: Sequence[Branch], noun: Noun) -> str:
    """« 3 orientations, 8 projets, 75 actions suivies », in the plan's own words."""
    counts: dict[str, int] = {}
    for branch in _under(axis, shown):
        counts[branch.level] = counts.get(branch.level, 0) + 1
    words = [plural(count, level.lower(), in_plural(level.lower())) for level, count in counts.items()]
    if axis.tally.total:
        words.append(noun.counted("{noun} suivie{s}", axis.tally.total))
    return listing(words)


def _under(axis: Branch, shown: Sequence[Branch]) -> list[Branch]:
    """The branches below an axis, in reading order."""
    below: list[Branch] = []
    parents = {axis.code}
    for branch in shown:
        if branch.parent in parents:
            below.append(branch)
            if branch.kind == "heading":
                parents.add(branch.code)
    return below


def _branch(branch: Branch, what: Line) -> None:
    if branch.kind == "fiche":
        line(lambda: fiche_link(branch.code, branch.title), what)
        return
    name = f"{branch.level} {branch.code} · {typeset(branch.title)}"
    with st.container(key=f"niveau_{branch.code}"):
        line(lambda: acronyms.write(f"**{acronyms.marked(name)}**"), what)


def _lines(view: View, shown: Sequence[Branch]) -> dict[tuple[str, str], Line]:
    """What each branch's line says: cells for a fiche, a bar for a heading; nothing in a plan that counts no action."""
    if view.whole.leaves.empty:
        return {(branch.kind, branch.code): Line("", "") for branch in shown}
    return {
        (branch.kind, branch.code): written(
            branch.tally.lead,
            branch.tally.rest,
            branch.tally.coverage,
            branch.counts,
            strong=branch.kind == "heading",
            most=branch.tally.total if branch.kind == "heading" else None,
        )
        for branch in shown
    }


def fiche_link(code: str, title: str) -> None:
    """The way to a fiche's own page."""
    links.to("fiche", plain(f"{code} · {typeset(title)}"), fiche=code)


def _lists(view: View) -> dict[tuple[str, str], list[ActionRow]]:
    """The actions of each fiche, and of each heading that holds some itself."""
    found: dict[tuple[str, str], list[ActionRow]] = {}
    heading = dict(zip(view.situation.actions["code"], view.situation.actions["heading_code"], strict=True))
    for row in view.once("actions", lambda: action_rows(view.situation)):
        place = ("fiche", row.fiche_code) if row.fiche_code else ("heading", str(heading[row.code]))
        found.setdefault(place, []).append(row)
    return found


def _actions(rows: Sequence[ActionRow]) -> None:
    """The actions as a list: sign, code, title, state in words."""
    if rows:
        acronyms.write("\n".join(f"{'    ' * row.depth}- {action_words(row)}" for row in rows))


def action_words(row: ActionRow) -> str:
    """« ✔ P1-01 Rédiger… — Réalisée » in Markdown."""
    again = " · récurrente" if row.recurrent else ""
    state = f" :gray[— {plain(row.status_text + again)}]" if row.status else " :gray[— non suivie]"
    return f"{marks.sign(row.status)} :gray[{plain(row.code)}] {acronyms.marked(row.title)}{state}"


def nothing_yet(view: View) -> None:
    """What to do next, and who can, when nobody said anything of the selection or nothing is left of it."""
    situation = view.situation
    if situation.leaves.empty and view.filter.count:
        reason = "Aucune action ne correspond aux filtres en cours."
        if view.filter.territory:
            reason = "Aucune action déclinée dans ce territoire ne correspond aux filtres en cours."
        pieces.empty(reason, "Retirez un filtre, ou tous avec «\u00a0Tout afficher\u00a0».")
        return
    if situation.leaves.empty and is_over(situation):
        pieces.empty(
            "Ce plan ne contient pas d’action suivie.", "Il est terminé\u00a0; son arbre et son document se lisent ici."
        )
        return
    if situation.leaves.empty:
        pieces.empty(
            "Ce plan ne contient pas d’action suivie.",
            "Ses fiches se votent ou s’ajoutent plus tard\u00a0; l’arbre et le document restent lisibles ici.",
            "La coordination du schéma peut compléter le plan.",
        )
        return
    if not rates.coverage(situation.leaves).ever:
        opened = not situation.campaigns.empty
        pieces.empty(
            "Aucun état n’a encore été donné.",
            "Chaque pilote le donne dans «\u00a0Ma saisie\u00a0»."
            if opened
            else "Il faut d’abord ouvrir une période\u00a0; chaque pilote répond ensuite dans «\u00a0Ma saisie\u00a0».",
            "La coordination du schéma ouvre la période et désigne les pilotes.",
        )


def acronyms_met(view: View) -> None:
    """The acronyms of the titles of the selection."""
    shown = view.situation
    tables = (view.whole.headings, shown.fiches, shown.actions)
    acronyms.folded_list([str(title) for table in tables for title in table["title"]], key="plan")
