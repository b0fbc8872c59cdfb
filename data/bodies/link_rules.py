"""Rules of what hangs on the tree: publics, territories, équipements, pilots, targets, values, settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data.bodies.cells import day_of, rows_of
from data.bodies.problem import Problem, problem
from data.measures.thresholds import THRESHOLDS
from data.trees import loops
from data.vocabulary import TerritoryKind

Body = dict[str, Any]


def problems(body: Body) -> Iterator[Problem]:
    for rule in (_publics, _whole, _territories, _facilities, _lead_axes, _assignments, _measures, _settings):
        yield from rule(body)


def _publics(body: Body) -> Iterator[Problem]:
    named = {(row["code"], code) for row in rows_of(body, "fiches") for code in row["audiences"]}
    for at, row in enumerate(rows_of(body, "fiche_audiences")):
        if (row["fiche"], row["audience"]) not in named:
            yield problem(
                "fiche_audiences",
                at,
                "audience",
                f"« {row['fiche']} » ne cite pas le public « {row['audience']} » : ajoutez-le à ses publics, "
                "ou retirez cette ligne.",
            )
    for at, row in enumerate(rows_of(body, "audiences")):
        reasons: dict[str, Any] = row.get("reasons") or {}
        for code in reasons:
            if code not in row["shared"]:
                yield problem(
                    "audiences", at, "reasons", f"une raison est donnée pour « {code} », qui n’est pas cité : corrigez."
                )
    if rows_of(body, "audiences") and body.get("shared_audiences") is None:
        yield problem("shared_audiences", 0, None, "la liste des publics communs manque : ajoutez-la.")


def _whole(body: Body) -> Iterator[Problem]:
    """One territory is the whole département, under the plan's own code: figures without a place are its."""
    (plan,) = rows_of(body, "plan")
    wholes = [
        (at, row)
        for at, row in enumerate(rows_of(body, "territories"))
        if row["kind"] == TerritoryKind.DEPARTEMENT.value
    ]
    if not wholes:
        yield problem("territories", 0, None, "la ligne du département manque : ajoutez-la, avec son code.")
    for at, row in wholes[1:]:
        yield problem(
            "territories", at, "kind", f"« {row['name']} » serait un second département entier : gardez-en un."
        )
    if wholes and wholes[0][1]["code"] != plan["departement_code"]:
        at, row = wholes[0]
        yield problem(
            "territories",
            at,
            "code",
            f"le département porte ici le code « {row['code']} », et « {plan['departement_code']} » sur le plan : "
            "donnez le même.",
        )


def _territories(body: Body) -> Iterator[Problem]:
    rows = rows_of(body, "territories")
    kind_of = {row["code"]: row["kind"] for row in rows}
    at_code = {row["code"]: at for at, row in reversed(list(enumerate(rows)))}
    for loop in loops({row["code"]: row.get("parent") for row in rows}):
        path = " → ".join([*loop, loop[0]])
        yield problem(
            "territories",
            at_code[loop[0]],
            "parent",
            f"ces territoires se contiennent l’un l’autre ({path}) : corrigez.",
        )
    wanted = {"canton": TerritoryKind.CANTON.value, "area": TerritoryKind.SOCIAL_TERRITORY.value}
    for at, row in enumerate(rows):
        for name, kind in wanted.items():
            code = row.get(name)
            if code is not None and kind_of.get(code, kind) != kind:
                what = "un canton" if name == "canton" else "un territoire d’action sociale"
                yield problem("territories", at, name, f"« {code} » n’est pas {what} : corrigez cette case.")
        if row["kind"] == TerritoryKind.DEPARTEMENT.value and row.get("parent") is not None:
            yield problem("territories", at, "parent", "le département n’est dans aucun territoire : videz cette case.")


def _facilities(body: Body) -> Iterator[Problem]:
    communes = {row["code"] for row in rows_of(body, "territories") if row["kind"] == TerritoryKind.COMMUNE.value}
    for at, row in enumerate(rows_of(body, "facilities")):
        code = row.get("commune")
        if code is not None and communes and code not in communes:
            yield problem(
                "facilities", at, "commune", f"la commune « {code} » n’est pas de ce plan : corrigez son code."
            )


def _lead_axes(body: Body) -> Iterator[Problem]:
    depth_of = {row["code"]: row["depth"] for row in rows_of(body, "headings")}
    for at, row in enumerate(rows_of(body, "lead_axes")):
        if depth_of.get(row["heading"], 1) != 1:
            yield problem(
                "lead_axes",
                at,
                "heading",
                f"« {row['heading']} » n’est pas du premier niveau : un territoire porte un axe.",
            )


def _assignments(body: Body) -> Iterator[Problem]:
    fiche_of = {row["code"]: row.get("fiche") for row in rows_of(body, "actions")}
    for at, row in enumerate(rows_of(body, "assignments")):
        action, fiche = row.get("action"), row.get("fiche")
        if action is None and fiche is None:
            yield problem(
                "assignments", at, "fiche", "cette part n’est dans rien : donnez une unité de suivi ou une action."
            )
        elif action in fiche_of and fiche_of[action] != fiche:
            yield problem(
                "assignments", at, "fiche", f"l’action « {action} » n’est pas rangée là : donnez son unité de suivi."
            )
        starts, ends = day_of(row["from_on"]), day_of(row.get("to_on"))
        if starts and ends and starts > ends:
            yield problem("assignments", at, "to_on", "cette part finit avant de commencer : corrigez ses deux dates.")


def _measures(body: Body) -> Iterator[Problem]:
    for at, row in enumerate(rows_of(body, "measures")):
        if all(row.get(name) is None for name in ("value", "numerator", "text")):
            yield problem("measures", at, "value", "cette valeur ne dit rien : donnez un nombre ou un texte.")
        if row.get("denominator") == 0:
            yield problem("measures", at, "denominator", "on ne divise pas par 0 : corrigez le dénominateur.")


def _settings(body: Body) -> Iterator[Problem]:
    for at, row in enumerate(rows_of(body, "threshold_settings")):
        known = THRESHOLDS.get(row["key"])
        if known is not None and not known.admits(row["value"]):
            bounds = known.bounds or "est le même pour tous les plans"
            yield problem(
                "threshold_settings", at, "value", f"ce seuil {'va ' if known.bounds else ''}{bounds} : corrigez."
            )
