"""The one filter: what is kept of a Situation, and `narrow()`, which keeps it.

Rules, shown beside the filter bar:
- axis, heading, pilot and status keep actions; the fiches, indicators and figures that go with them follow;
- a public keeps the actions whose own sentence names it, else those of fiches naming it; « tout public » only joins
  when asked for, and is counted apart;
- a territory keeps the actions déclinées there, with the status said there; those of the whole département are
  listed by the page and never counted in the territory's rate.
Filters compose: narrowing twice is narrowing once with both, a territory before a status (said there, not elsewhere).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace

import pandas as pd

from data.measures.territory_words import INDICATIVE
from data.situation import Situation, where
from data.vocabulary import Status, label

NO_PILOT = "sans"
"""Value of `pilots` that keeps what nobody carries."""


@dataclass(frozen=True)
class Filter:
    """What to keep; an empty tuple or None keeps all. Values are codes, the pilot's being its id as text.

    Attributes:
        axes, headings: heading codes (depth 1; any depth, descendants included).
        audiences: shared audience codes; `with_universal` adds « tout public ».
        territory: a territory's code.
        pilots: pilot ids as text, or NO_PILOT.
        statuses: Status values as of the period.
    """

    axes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    with_universal: bool = False
    territory: str | None = None
    pilots: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many filters are in force."""
        return sum(bool(getattr(self, field.name)) for field in fields(self) if field.name != "with_universal")

    @property
    def tree_only(self) -> bool:
        """Whether it keeps whole parts of the tree, whatever was said of their actions."""
        return not (self.audiences or self.pilots or self.statuses or self.territory)

    def without(self, name: str) -> Filter:
        """The same with one filter lifted."""
        return replace(self, **{name: getattr(Filter(), name)})


def narrow(situation: Situation, wanted: Filter) -> Situation:
    """Keep of a Situation what `wanted` says. Unknown codes keep nothing rather than everything."""
    if wanted.count == 0:
        return situation
    narrowed = situation
    if wanted.territory:
        narrowed = _in_territory(narrowed, wanted.territory)
    kept = _actions_kept(narrowed, wanted)
    leaves = where(narrowed.leaves, action_id=kept)
    if wanted.statuses:
        leaves = where(leaves, status=set(wanted.statuses))
    kept = set(leaves["action_id"])
    fiche_codes = _fiches_kept(narrowed, wanted) if wanted.tree_only else set(leaves["fiche_code"].dropna())
    # A part of the tree keeps all that it holds, what is not followed as an action included.
    listed = _actions_kept(narrowed, wanted) if wanted.tree_only else kept
    headings = _headings_kept(narrowed, wanted)
    return keep_actions(narrowed, listed, fiche_codes, words(situation, wanted), headings=headings, leaves=leaves)


def keep_actions(
    situation: Situation,
    action_ids: set[int],
    fiche_codes: set[str],
    said: Sequence[str],
    *,
    headings: Collection[str] = (),
    leaves: pd.DataFrame | None = None,
) -> Situation:
    """Keep these actions, with those above them, these fiches and what goes with them; `said` tells it in `kept`.

    Args:
        headings: codes of the headings whose own indicators and figures are kept.
        leaves: what is counted, when it is not every counted one of these actions.
    """
    counted = where(situation.leaves, action_id=action_ids) if leaves is None else leaves
    kept = set(counted["action_id"])
    actions = where(situation.actions, action_id=_with_parents(situation.actions, action_ids))
    return replace(
        situation,
        actions=actions,
        leaves=counted,
        cells=where(situation.cells, action_id=kept),
        states=where(situation.states, action_id=kept),
        action_audiences=where(situation.action_audiences, action_id=kept),
        fiches=where(situation.fiches, code=fiche_codes),
        **{
            name: where(getattr(situation, name), fiche_code=fiche_codes)
            for name in ("reports", "evidence", "expectations", "objectives", "partners", "fiche_audiences")
        },
        assignments=_parts_kept(situation.assignments, fiche_codes, set(actions["code"])),
        indicators=_of(situation.indicators, fiche_codes, headings),
        key_figures=_of(situation.key_figures, fiche_codes, headings),
        kept=situation.kept + tuple(said),
    )


def words(situation: Situation, wanted: Filter) -> list[str]:
    """The filters in French, as a screen or a document prints them."""
    titles = dict(zip(situation.headings["code"], situation.headings["title"], strict=True))
    publics = dict(zip(situation.audiences["code"], situation.audiences["title"], strict=True))
    places = dict(zip(situation.territories["code"], situation.territories["name"], strict=True))
    pilots = dict(zip(situation.pilots["pilot_id"].astype(str), situation.pilots["name"], strict=True))
    said: list[str] = []
    for depth, codes in ((1, wanted.axes), (2, wanted.headings)):
        said += [f"{situation.level_name(depth)} {code} : {titles.get(code, 'inconnu')}" for code in codes]
    said += [f"Public : {publics.get(code, 'inconnu')}" for code in wanted.audiences]
    if wanted.audiences and wanted.with_universal:
        said.append("« tout public » compris")
    if wanted.territory:
        doubt = where(situation.territories, code=wanted.territory, indicative=True)
        indicative = "" if doubt.empty else f" ({INDICATIVE})"
        said.append(f"Territoire : {places.get(wanted.territory, 'inconnu')}{indicative}")
    said += [f"Pilote : {'sans pilote' if p == NO_PILOT else pilots.get(p, 'inconnu')}" for p in wanted.pilots]
    said += [f"Statut : {label(Status(s)) if s in set(Status) else 'inconnu'}" for s in wanted.statuses]
    return said


def universal_only(situation: Situation, wanted: Filter) -> int:
    """How many counted actions « tout public » would add to the publics asked for: said beside the filter."""
    if not wanted.audiences or wanted.with_universal:
        return 0
    more = narrow(situation, replace(wanted, with_universal=True))
    return len(more.leaves) - len(narrow(situation, wanted).leaves)


def headings_under(situation: Situation, codes: Collection[str]) -> set[str]:
    """These headings and all those below them; codes that the plan does not know give nothing."""
    return _headings_kept(situation, Filter(headings=tuple(codes))) if codes else set()


def _headings_kept(situation: Situation, wanted: Filter) -> set[str]:
    parent = dict(zip(situation.headings["code"], situation.headings["parent_code"], strict=True))
    asked = set(wanted.headings)
    kept: set[str] = set()
    for code, axis in zip(situation.headings["code"], situation.headings["axis_code"], strict=True):
        above = code
        chain = {code}
        while parent.get(above) is not None:
            above = parent[above]
            chain.add(above)
        if (not wanted.axes or axis in wanted.axes) and (not asked or chain & asked):
            kept.add(code)
    return kept


def _fiches_kept(situation: Situation, wanted: Filter) -> set[str]:
    return set(where(situation.fiches, heading_code=_headings_kept(situation, wanted))["code"])


def _actions_kept(situation: Situation, wanted: Filter) -> set[int]:
    kept = where(situation.actions, heading_code=_headings_kept(situation, wanted))
    ids: set[int] = set(kept["action_id"])
    if wanted.audiences:
        asked = set(wanted.audiences)
        if wanted.with_universal:
            asked |= set(where(situation.audiences, universal=True)["code"])
        ids &= set(where(situation.action_audiences, audience_code=asked)["action_id"])
    if wanted.pilots:
        ids &= _piloted(situation, set(wanted.pilots))
    return ids


def _piloted(situation: Situation, asked: set[str]) -> set[int]:
    """Actions carried by the pilots asked for: the action's own, else those of its fiche."""
    parts = situation.assignments
    own = parts[parts["action_code"].notna()]
    of_fiche = parts[parts["action_code"].isna()]
    chosen_actions = set(own[own["pilot_id"].astype(str).isin(list(asked))]["action_code"])
    chosen_fiches = set(of_fiche[of_fiche["pilot_id"].astype(str).isin(list(asked))]["fiche_code"])
    with_own, led = set(own["action_code"]), set(of_fiche["fiche_code"])
    kept: set[int] = set()
    table = situation.actions
    for action_id, code, fiche in zip(table["action_id"], table["code"], table["fiche_code"], strict=True):
        carried = code in with_own or fiche in led
        if code in chosen_actions or fiche in chosen_fiches or (NO_PILOT in asked and not carried):
            kept.add(action_id)
    return kept


def _parts_kept(parts: pd.DataFrame, fiches: set[str], actions: set[str]) -> pd.DataFrame:
    """Parts in the fiches kept, and in the actions kept (one may hang from a heading and have no fiche)."""
    return parts[parts["fiche_code"].isin(list(fiches)) | parts["action_code"].isin(list(actions))]


def _in_territory(situation: Situation, code: str) -> Situation:
    """What is counted becomes the cells of one territory.

    Communes and the département itself decline nothing.
    """
    if code == situation.plan.departement_code:
        return situation
    cells = where(situation.cells, territory_code=code)
    return replace(
        situation,
        leaves=cells.drop(columns="territory_code"),
        states=where(situation.states, territory_code=code),
        territory_code=code,
    )


def _with_parents(actions: pd.DataFrame, kept: set[int]) -> set[int]:
    by_code = dict(zip(actions["code"], actions["action_id"], strict=True))
    parent = dict(zip(actions["action_id"], actions["parent_code"], strict=True))
    everything = set(kept)
    for action_id in kept:
        above = parent.get(action_id)
        while above is not None and above in by_code:
            everything.add(by_code[above])
            above = parent.get(by_code[above])
    return everything


def _of(table: pd.DataFrame, fiches: set[str], headings: Collection[str]) -> pd.DataFrame:
    """Rows of the fiches kept, and those that hang straight from a heading kept."""
    from_heading = table["fiche_code"].isna() & table["heading_code"].isin(list(headings))
    return table[table["fiche_code"].isin(list(fiches)) | from_heading]
