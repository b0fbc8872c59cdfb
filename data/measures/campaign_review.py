"""What a report changed: the state of each action that it speaks of, with the one said before."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.french import percent, short_day, typeset
from data.measures.carrying import last_day
from data.measures.columns import Row, as_date, as_number, records, table
from data.situation import Situation
from data.vocabulary import Status, label

STATE_COLUMNS = ("Action", "Intitulé", "Territoire", "Avant", "Maintenant", "Précisions", "Dit par")


@dataclass(frozen=True)
class Reviewed:
    """The states that a report says. `changed`: those that differ from the one before; `same`: how many do not."""

    changed: pd.DataFrame
    same: int


def reviewed(situation: Situation, fiche_code: str) -> Reviewed:
    """The states said of a fiche's actions in the situation's period.

    Args:
        situation: not narrowed.
    """
    period = situation.period.code
    actions = {row["action_id"]: row for row in records(situation.actions) if row["fiche_code"] == fiche_code}
    names = {str(row["code"]): typeset(str(row["name"])) for row in records(situation.territories)}
    before: dict[tuple[object, str], Row] = {}
    said: list[Row] = []
    for row in records(situation.states):
        if row["action_id"] not in actions:
            continue
        if row["period"] == period:
            said.append(row)
        elif last_day(str(row["period"])) < situation.period.ends_on:
            before[(row["action_id"], str(row["territory_code"]))] = row  # oldest first: the last one stays
    rank = {action_id: at for at, action_id in enumerate(actions)}
    rows: list[Row] = []
    same = 0
    for row in sorted(said, key=lambda row: (rank[row["action_id"]], str(row["territory_code"]))):
        action = actions[row["action_id"]]
        earlier = before.get((row["action_id"], str(row["territory_code"])))
        if earlier is not None and _same(earlier, row):
            same += 1
            continue
        place = str(row["territory_code"])
        rows.append(
            {
                "Action": action["code"],
                "Intitulé": typeset(str(action["title"])),
                "Territoire": None if place == situation.plan.departement_code else names.get(place, place),
                "Avant": _status(earlier),
                "Maintenant": _status(row),
                "Précisions": _details(row),
                "Dit par": row["author"] if row["behalf"] is None else f"la coordination pour {row['behalf']}",
            }
        )
    return Reviewed(table(rows, STATE_COLUMNS), same)


def _same(earlier: Row, row: Row) -> bool:
    kept = ("status", "reason", "decision", "new_starts_on", "new_ends_on")
    percents = as_number(earlier["percent"]) == as_number(row["percent"])
    return percents and all(earlier[name] == row[name] for name in kept) and not (row["comment"] or "").strip()


def _status(row: Row | None) -> str | None:
    if row is None:
        return None
    done = as_number(row["percent"])
    return label(Status(row["status"])) + ("" if done is None else f", {percent(done)}")


def _details(row: Row) -> str | None:
    """« Nouvelle échéance le 31/12/2027 ; motif : … ; décision D-002 »."""
    said: list[str] = []
    ends = as_date(row["new_ends_on"])
    if ends is not None:
        said.append(f"nouvelle échéance le {short_day(ends)}")
    if row["reason"]:
        said.append(f"motif : {row['reason']}")
    if row["decision"]:
        said.append(f"décision {row['decision']}")
    comment = str(row["comment"] or "").strip()
    if comment:
        said.append(comment)
    return typeset(" ; ".join(said)) or None
