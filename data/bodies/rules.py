"""Every rule that a plan told as a body must keep before it is written in a store.

`problems` is the door; the rules of a kind stand together in `tree_rules` (the plan, its tree, its calendar) and
`link_rules` (publics, territories, pilots, values). Cells of the wrong type are told first, alone: a rule that joins
several cells needs them readable.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from data.bodies import link_rules, tree_rules
from data.bodies.cells import Row, rows_of, shapes
from data.bodies.columns import COLUMNS
from data.bodies.problem import Problem, problem

__all__ = ["Problem", "problems"]

_KEYS: dict[str, tuple[str, ...]] = {
    "phases": ("code",),
    "headings": ("code",),
    "fiches": ("code",),
    "fiche_audiences": ("fiche", "audience"),
    "actions": ("code",),
    "objectives": ("fiche", "code"),
    "indicators": ("code",),
    "audiences": ("code",),
    "shared_audiences": ("code",),
    "partners": ("code",),
    "key_figures": ("code",),
    "entries": ("kind", "code"),
    "territories": ("code",),
    "facilities": ("code",),
    "lead_axes": ("territory", "heading"),
    "pilots": ("name",),
    "assignments": ("pilot", "fiche", "action", "role", "from_on"),
    "targets": ("indicator", "territory", "due_on"),
    "measures": ("indicator", "territory", "on", "baseline"),
    "meetings": ("instance", "held_on"),
    "rule_settings": ("rule",),
    "threshold_settings": ("key",),
}
"""What names a row of each list: never twice."""

_LINKS: dict[str, dict[str, str]] = {
    "headings": {"parent": "headings"},
    "fiches": {"heading": "headings", "audiences": "audiences", "partners": "partners"},
    "fiche_audiences": {"fiche": "fiches", "audience": "audiences"},
    "actions": {
        "fiche": "fiches",
        "heading": "headings",
        "parent": "actions",
        "phase": "phases",
        "audiences": "audiences",
    },
    "objectives": {"fiche": "fiches"},
    "indicators": {"fiche": "fiches", "heading": "headings"},
    "audiences": {"shared": "shared_audiences"},
    "key_figures": {"fiche": "fiches", "heading": "headings"},
    "territories": {"parent": "territories", "canton": "territories", "area": "territories"},
    "lead_axes": {"territory": "territories", "heading": "headings"},
    "assignments": {"pilot": "pilots", "fiche": "fiches", "action": "actions"},
    "targets": {"indicator": "indicators", "territory": "territories"},
    "measures": {"indicator": "indicators", "territory": "territories"},
}
"""List → column → the list in which its codes are found."""

_NAMES = {
    "headings": "niveau",
    "fiches": "unité de suivi",
    "actions": "action",
    "phases": "phase",
    "audiences": "public",
    "shared_audiences": "public commun",
    "partners": "partenaire",
    "indicators": "indicateur",
    "territories": "territoire",
    "pilots": "pilote",
}


def problems(body: dict[str, Any]) -> list[Problem]:
    """Everything wrong in a body, in the order of its lists and rows; empty when it may be imported.

    The lists of the life of the plan (`columns.LIFE`) are not looked at.
    """
    found = list(shapes(body))
    if not found:
        found = [
            *_twice(body),
            *_lost_links(body),
            *tree_rules.problems(body),
            *link_rules.problems(body),
        ]
    order = {table: rank for rank, table in enumerate(COLUMNS)}
    return sorted(found, key=lambda one: (order.get(one.table, len(order)), one.row))


def _twice(body: dict[str, Any]) -> Iterator[Problem]:
    for table, names in _KEYS.items():
        first: dict[tuple[Any, ...], Row] = {}
        for at, row in enumerate(rows_of(body, table)):
            key = tuple(row.get(name) for name in names)
            if key in first:
                yield problem(table, at, names[-1] if len(names) == 1 else None, _said_twice(table, row, first[key]))
            first.setdefault(key, row)


def _said_twice(table: str, row: Row, before: Row) -> str:
    if table == "actions" and row.get("phase") != before.get("phase"):
        return (
            f"l’action « {row['code']} » est écrite dans deux phases ({before.get('phase')} et {row.get('phase')}) : "
            "une action n’a qu’une phase, gardez une seule ligne."
        )
    if table == "measures":
        return (
            f"l’indicateur « {row['indicator']} » a deux valeurs au même endroit et à la même date ({row['on']}) : "
            "gardez-en une."
        )
    if table == "pilots":
        return f"le pilote « {row['name']} » est écrit deux fois : gardez une seule ligne."
    if table in _NAMES or table in ("objectives", "key_figures", "entries", "facilities"):
        return f"le code « {row['code']} » est déjà employé plus haut dans cette liste : donnez à chacun le sien."
    return "cette ligne dit la même chose qu’une ligne plus haut : gardez-en une."


def _lost_links(body: dict[str, Any]) -> Iterator[Problem]:
    for table, links in _LINKS.items():
        for name, to in links.items():
            if body.get(to) is None:
                continue
            known = {row.get("name" if to == "pilots" else "code") for row in rows_of(body, to)}
            for at, row in enumerate(rows_of(body, table)):
                yield from _lost(table, at, name, to, row.get(name), known)


def _lost(table: str, at: int, name: str, to: str, value: Any, known: set[Any]) -> Iterator[Problem]:
    named = cast(list[Any], value) if isinstance(value, list) else [] if value is None else [value]
    for rank, code in enumerate(named):
        if code in named[:rank]:
            yield problem(table, at, name, f"« {code} » est cité deux fois : gardez-le une fois.")
        elif code not in known:
            phases = [part.strip() for part in str(code).replace(",", ";").replace("/", ";").split(";")]
            if name == "phase" and len(phases) > 1 and set(phases) <= known:
                yield problem(table, at, name, f"cette action est dans deux phases ({code}) : gardez-en une.")
            else:
                yield problem(
                    table,
                    at,
                    name,
                    f"« {code} » est inconnu ici ({_NAMES[to]}). Corrigez ce nom, ou ajoutez l’élément.",
                )
