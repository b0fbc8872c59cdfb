"""A Situation narrowed to one fiche: what its own page shows."""

from __future__ import annotations

from data.measures.columns import Row, records, texts
from data.situation import Situation, where

_OWN = (
    "actions", "leaves", "cells", "reports", "evidence", "expectations", "objectives", "partners", "fiche_audiences",
    "assignments", "indicators",
)  # fmt: skip


def of_fiche(situation: Situation, code: str) -> Situation:
    """The same Situation with the rows of one fiche only; its key figures are also those of its heading.

    Its decisions are those that answer its reports or that the states of its actions name.
    """
    actions = where(situation.actions, fiche_code=code)
    ids = set(actions["action_id"])
    states = where(situation.states, action_id=ids)
    headings = texts(where(situation.fiches, code=code), "heading_code")
    decided = situation.decisions
    named = {name for name in texts(states, "decision") if name}
    figures = situation.key_figures
    from_heading = figures["heading_code"].isin(headings) & figures["fiche_code"].isna()
    return situation.with_(
        fiches=where(situation.fiches, code=code),
        states=states,
        action_audiences=where(situation.action_audiences, action_id=ids),
        decisions=decided[(decided["fiche_code"] == code) | decided["code"].isin(sorted(named))],
        key_figures=figures[(figures["fiche_code"] == code) | from_heading],
        **{name: where(getattr(situation, name), fiche_code=code) for name in _OWN},
    )


def fiche_row(situation: Situation, code: str | None) -> Row | None:
    """The row of a fiche, None when the plan has no such code."""
    return next(iter(records(where(situation.fiches, code=code))), None) if code else None


def named_by_actions(situation: Situation) -> list[str]:
    """The shared publics that actions name in their own words, in the order of the vocabulary."""
    named = set(texts(situation.action_audiences, "audience_code"))
    return [code for code in texts(situation.audiences, "code") if code and code in named]


def done_already(situation: Situation, fiche: Row) -> list[Row]:
    """What the document says is already done under the fiche, or under its heading when it names no fiche."""
    found: list[Row] = []
    for row in records(where(situation.entries, kind="initiative")):
        body: dict[str, object] = row["body"] or {}
        of_heading = body.get("heading") == fiche["heading_code"] and not body.get("fiche")
        if body.get("fiche") == fiche["code"] or of_heading:
            found.append(row)
    return found
