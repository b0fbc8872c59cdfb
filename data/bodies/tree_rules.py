"""Rules of the plan's card, of its tree and of its calendar. Links that lead nowhere are told by `rules`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from data.bodies.cells import Row, day_of, rows_of
from data.bodies.columns import REPORTING_MONTHS
from data.bodies.problem import Problem, problem
from data.trees import loops

Body = dict[str, Any]


def problems(body: Body) -> Iterator[Problem]:
    for rule in (_card, _phases, _headings, _actions, _calendars, _entries):
        yield from rule(body)


def _card(body: Body) -> Iterator[Problem]:
    (plan,) = rows_of(body, "plan")
    starts, ends = day_of(plan["starts_on"]), day_of(plan["ends_on"])
    if starts and ends and starts >= ends:
        yield problem("plan", 0, "ends_on", "le plan finit avant de commencer : corrigez ses deux dates.")
    if plan["reporting_months"] not in REPORTING_MONTHS:
        yield problem("plan", 0, "reporting_months", "un plan se suit tous les 3, 6 ou 12 mois : choisissez.")
    if level_names(plan) is None:
        yield problem("plan", 0, "levels", "les noms des niveaux manquent : « headings » est la liste de ceux du plan.")


def level_names(plan: Row) -> list[str] | None:
    """The plan's names for its levels, from depth 1; None when they cannot be read."""
    names = plan["levels"].get("headings")
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in cast(list[Any], names)):
        return None
    return cast(list[str], names)


def _phases(body: Body) -> Iterator[Problem]:
    (plan,) = rows_of(body, "plan")
    for at, row in enumerate(rows_of(body, "phases")):
        if _reversed(row, strictly=True):
            yield problem("phases", at, "ends_on", "cette phase finit avant de commencer : corrigez ses deux dates.")
        elif not _within(row, plan):
            yield problem("phases", at, "starts_on", "cette phase sort des dates du plan : corrigez-la, ou le plan.")


def _reversed(row: Row, *, strictly: bool = False) -> bool:
    starts, ends = day_of(row["starts_on"]), day_of(row["ends_on"])
    return starts is not None and ends is not None and (starts > ends or (strictly and starts == ends))


def _within(row: Row, plan: Row) -> bool:
    first, last = day_of(plan["starts_on"]), day_of(plan["ends_on"])
    starts, ends = day_of(row["starts_on"]), day_of(row["ends_on"])
    return first is None or last is None or starts is None or ends is None or (first <= starts and ends <= last)


def _headings(body: Body) -> Iterator[Problem]:
    rows = rows_of(body, "headings")
    yield from _loops("headings", rows)
    (plan,) = rows_of(body, "plan")
    names = level_names(plan)
    depths = {row["code"]: row["depth"] for row in rows}
    for at, row in enumerate(rows):
        parent = row.get("parent")
        above = 0 if parent is None else depths.get(parent)
        if above is not None and row["depth"] != above + 1:
            where = f"sous « {parent} »" if parent else "sans parent"
            yield problem(
                "headings", at, "depth", f"{where}, la profondeur est {above + 1} : corrigez-la, ou le parent."
            )
        if names is not None and row["depth"] > len(names):
            yield problem(
                "headings",
                at,
                "depth",
                f"le plan ne nomme que {len(names)} niveaux ({', '.join(names)}) : nommez celui-ci, ou corrigez-le.",
            )


def _loops(table: str, rows: list[Row]) -> Iterator[Problem]:
    at = {row["code"]: rank for rank, row in reversed(list(enumerate(rows)))}
    for loop in loops({row["code"]: row.get("parent") for row in rows}):
        path = " → ".join([*loop, loop[0]])
        yield problem(table, at[loop[0]], "parent", f"ces éléments se contiennent l’un l’autre ({path}) : corrigez.")


def _actions(body: Body) -> Iterator[Problem]:
    rows = rows_of(body, "actions")
    yield from _loops("actions", rows)
    by_code = {row["code"]: row for row in rows}
    for at, row in enumerate(rows):
        fiche, heading = row.get("fiche"), row.get("heading")
        if (fiche is None) == (heading is None):
            said = (
                "à la fois à une unité de suivi et à un niveau" if fiche else "ni à une unité de suivi ni à un niveau"
            )
            yield problem("actions", at, "fiche", f"cette action se rattache {said} : gardez exactement l’un des deux.")
        parent = by_code.get(row.get("parent"))
        if parent is not None and (parent.get("fiche"), parent.get("heading")) != (fiche, heading):
            yield problem(
                "actions",
                at,
                "parent",
                f"cette action n’est pas rangée au même endroit que celle qui la contient, « {parent['code']} » : "
                "donnez-leur le même rattachement.",
            )
        weight = row.get("weight")
        if weight is not None and weight <= 0:
            yield problem("actions", at, "weight", "un poids est supérieur à 0 : corrigez-le, ou videz la case.")


def _calendars(body: Body) -> Iterator[Problem]:
    (plan,) = rows_of(body, "plan")
    first, last = day_of(plan["starts_on"]), day_of(plan["ends_on"])
    for at, row in enumerate(rows_of(body, "actions")):
        starts, ends = day_of(row.get("starts_on")), day_of(row.get("ends_on"))
        if starts and ends and starts > ends:
            yield problem("actions", at, "ends_on", "cette action finit avant de commencer : corrigez ses deux dates.")
        elif (last and starts and starts > last) or (first and ends and ends < first):
            yield problem("actions", at, "starts_on", "cette action est hors des dates du plan : corrigez ses dates.")


def _entries(body: Body) -> Iterator[Problem]:
    """What an entry's own words say that it hangs from."""
    known = {
        "heading": {row["code"] for row in rows_of(body, "headings")},
        "fiche": {row["code"] for row in rows_of(body, "fiches")},
    }
    for at, row in enumerate(rows_of(body, "entries")):
        for name, codes in known.items():
            code = row["body"].get(name)
            if code is not None and code not in codes:
                yield problem("entries", at, "body", f"« {code} » n’existe pas dans ce plan : corrigez « {name} ».")
