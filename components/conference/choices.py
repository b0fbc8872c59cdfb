"""What a scene may be chosen from, in the frozen Situation of its plan: code → French words, in the plan's order."""

from __future__ import annotations

from collections.abc import Mapping

from components.conference import telling
from components.conference.shown import Shown, plan_title
from data.conference.edition import SceneRow
from data.conference.kinds import KINDS
from data.conference.scenes import key_figures
from data.conference.scenes.earlier import before_of
from data.french import day, folded, typeset
from data.measures import territories
from data.measures.columns import as_date, records
from data.measures.territory_indicators import read_by_territory
from data.measures.tree import branches
from data.period import Period
from data.situation import Situation

Choices = Mapping[str, str]
_STEP = "\u2003"


def plans(shown: Shown, _scene: SceneRow, _here: Situation) -> Choices:
    """The edition's own plan and those reviewed with it."""
    edition = shown.edition
    return {pin.plan: plan_title(shown.now, pin.plan) for pin in (edition.own, *edition.others)}


def counted_on(shown: Shown, scene: SceneRow) -> Situation:
    """The frozen Situation that a scene reads, within the theme where it keeps to it."""
    scope = telling.scope_of(shown.now.store, shown.edition, shown.told)
    return scope.of(scene) if "whole" in KINDS[scene.kind].settings else scope.whole(scene)


def layers(shown: Shown, scene: SceneRow, here: Situation) -> Choices:
    def work() -> Choices:
        before = before_of(scene, telling.scope_of(shown.now.store, shown.edition, shown.told), here)
        return territories.offered(here, read_by_territory(here), before)

    return shown.now.once(f"couches {_named(shown, scene)}", work)


def figures(shown: Shown, scene: SceneRow, here: Situation) -> Choices:
    return shown.now.once(f"chiffres {_named(shown, scene)}", lambda: key_figures.offered(here))


def _named(shown: Shown, scene: SceneRow) -> str:
    """Names what a scene counts on, for what is long to work out of it."""
    return repr((shown.edition.pins, shown.edition.perimeter, scene.kind, dict(scene.settings)))


def headings(here: Situation) -> Choices:
    return {
        str(row["code"]): typeset(f"{_STEP * (row['depth'] - 1)}{row['code']} – {row['title']}")
        for row in records(here.headings)
    }


def followed_headings(here: Situation) -> Choices:
    """Those that a scene has something to show of."""
    followed = {one.code for one in branches(here) if one.kind == "heading" and one.tally.total}
    return {code: name for code, name in headings(here).items() if code in followed}


def audiences(here: Situation) -> Choices:
    named = set(here.action_audiences["audience_code"]) | set(here.fiche_audiences["audience_code"])
    return {str(row["code"]): typeset(str(row["title"])) for row in records(here.audiences) if row["code"] in named}


def peers(here: Situation) -> Choices:
    found = {str(row["code"]): typeset(str(row["name"])) for row in records(here.peers)}
    return dict(sorted(found.items(), key=lambda item: folded(item[1])))


def fiches(here: Situation) -> Choices:
    return {str(row["code"]): typeset(f"{row['code']} – {row['title']}") for row in records(here.fiches)}


def actions(here: Situation) -> Choices:
    return {str(row["code"]): typeset(f"{row['code']} – {row['title']}") for row in records(here.leaves)}


def indicators(here: Situation) -> Choices:
    valued = set(here.measures["indicator_code"]) | set(here.targets["indicator_code"])
    rows = [row for row in records(here.indicators) if row["code"] in valued]
    return {str(row["code"]): typeset(f"{row['code']} – {row['title']}") for row in rows}


def decisions(here: Situation) -> Choices:
    rows = sorted(records(here.decisions), key=lambda row: str(row["decided_on"] or ""), reverse=True)
    return {str(row["code"]): typeset(f"{row['title']} ({day(as_date(row['decided_on']))})") for row in rows}


def earlier(shown: Shown, _scene: SceneRow, _here: Situation) -> Choices:
    """The earlier frozen periods of the edition's own plan, the latest first."""
    return {one.period: Period.parse(one.period).label for one in reversed(shown.edition.past)}
