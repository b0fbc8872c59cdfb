"""What the body says twice and the workbook once: worked out again as the export does."""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]
Rows = list[dict[str, Any]]

DERIVED = {("fiches", "audiences"), ("actions", "audiences_inherited"), ("assignments", "direction")}
"""Columns of the body that no sheet has."""


def written(table: str, rows: Rows) -> Rows:
    """The rows of a list as its sheet tells them: a part in one action names the action alone."""
    if table != "assignments":
        return rows
    return [row | {"fiche": None} if row["action"] else row for row in rows]


def complete(body: Body) -> None:
    """Add what follows from the rest. Links that lead nowhere are left as they are: the rules tell them."""
    order = {row["code"]: rank for rank, row in enumerate(body["audiences"])}
    named: dict[str, list[str]] = {}
    for row in body["fiche_audiences"]:
        named.setdefault(row["fiche"], []).append(row["audience"])
    for fiche in body["fiches"]:
        fiche["audiences"] = sorted(named.get(fiche["code"], []), key=lambda code: order.get(code, len(order)))
    for action in body["actions"]:
        action["audiences_inherited"] = [] if action["audiences"] else _of(body["fiches"], action["fiche"], "audiences")
    fiche_of = {row["code"]: row["fiche"] for row in body["actions"]}
    direction_of = {row["name"]: row["direction"] for row in body["pilots"]}
    for part in body["assignments"]:
        if part["action"] and not part["fiche"]:
            part["fiche"] = fiche_of.get(part["action"])
        part["direction"] = direction_of.get(part["pilot"])


def _of(rows: Rows, code: str | None, name: str) -> list[str]:
    found: list[list[str]] = [row[name] for row in rows if row["code"] == code]
    return list(found[0]) if found else []
