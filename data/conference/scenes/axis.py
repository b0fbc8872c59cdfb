"""Where the actions of each axis stand, or those of what one axis holds."""

from __future__ import annotations

from data.conference.edition import SceneRow
from data.conference.scenes.breakdown import Line, told
from data.conference.scenes.counting import asked, missing, scope_words
from data.conference.scenes.opened import answer
from data.conference.scope import Scope
from data.conference.slide import Slide
from data.french import typeset
from data.measures.columns import records
from data.measures.nouns import in_plural
from data.measures.tree import Branch, branch_leaves, branches
from data.selection import Filter, narrow
from data.situation import Situation


def build(scene: SceneRow, scope: Scope) -> Slide:
    """The heading asked for by what it holds; every axis without one."""
    whole = scope.of(scene)
    code, level = asked(scene, "heading"), whole.level_name(1)
    if not code:
        title = typeset(f"Où en sont les {in_plural(level.lower())}")
        return _slide(scene, scope, whole, title, level, None)
    heading = next((row for row in records(whole.headings) if row["code"] == code), None)
    if heading is None:
        why = f"« {code[:40]} » ne désigne aucune partie de cet état du plan : choisissez-en une autre dans la scène."
        return missing(scene, level, why, scope_words(scene, scope, whole))
    title = typeset(f"{heading['level_name']} {code} : {heading['title']}")
    wanted = Filter(axes=(code,)) if heading["depth"] == 1 else Filter(headings=(code,))
    return _slide(scene, scope, narrow(whole, wanted), title, "Partie", code)


def _slide(scene: SceneRow, scope: Scope, here: Situation, title: str, head: str, above: str | None) -> Slide:
    if here.leaves.empty:
        return missing(scene, title, answer(here), scope_words(scene, scope, here))
    lines = [Line(_named(one), branch_leaves(here, one)) for one in _parts(here, above)]
    held = {action for line in lines for action in line.leaves["action_id"]}
    straight = here.leaves[~here.leaves["action_id"].isin(list(held))]
    if len(straight):
        lines.append(Line("Directement rattachées" if lines else title, straight))
    return told(scene, scope, here, lines, title, head)


def _parts(here: Situation, above: str | None) -> list[Branch]:
    """What stands right below a heading, fiches included (the axes for None), with a followed action."""
    return [one for one in branches(here) if one.parent == above and one.tally.total]


def _named(one: Branch) -> str:
    return typeset(f"{one.level} {one.code} – {one.title}")
