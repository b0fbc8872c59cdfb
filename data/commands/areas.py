"""Replace what the territoires d'action sociale of a loaded plan are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from data.catalogue.areas import TABLE, Area, AreaLine, composed
from data.commands.door import journal_once, writing
from data.commands.loading.areas import AreaChanges, changes, compose, ground_of_rows
from data.database import Store
from data.errors import Refused
from data.french import listing, typeset
from data.model import ActionState, LeadAxis, Measure, Plan, Target, Territory
from data.permissions import Act, Actor, require
from data.typed import short
from data.vocabulary import TerritoryKind

_HANGING = (
    (ActionState, "des états d’actions y ont été dits"),
    (Measure, "des valeurs d’indicateurs y ont été enregistrées"),
    (Target, "des cibles y sont fixées"),
    (LeadAxis, "un axe lui est confié"),
)


def area_changes(
    store: Store, plan_code: str, lines: Sequence[AreaLine], former: Mapping[str, str], path: Path = TABLE
) -> AreaChanges:
    """What `replace_areas` would change, nothing being written. Same arguments, same refusals but the right."""
    with store.read() as session:
        plan = session.exec(select(Plan).where(Plan.code == plan_code)).first()
        if plan is None:
            raise Refused(typeset(f"Aucun plan « {plan_code[:80]} » dans cette base. Rien n’a été modifié."))
        return _planned(session, plan, lines, former, path)[2]


def replace_areas(
    store: Store,
    actor: Actor,
    plan_code: str,
    lines: Sequence[AreaLine],
    former: Mapping[str, str],
    *,
    reason: str,
    path: Path = TABLE,
    now: datetime | None = None,
) -> AreaChanges:
    """Give a plan the territoires d'action sociale of a table; frozen periods keep theirs. Returns what changed.

    Args:
        lines: of the table (`read_areas`); those of other départements are left aside.
        former: code of a commune that no longer exists → the one it is part of.
        reason: kept in the journal.
        path: the table's file, named in the errors.

    Raises:
        Refused: not permitted, nothing changes, the plan has no commune, or a territory that would disappear holds
            states, values, targets or a lead axis.
        CatalogueError: the table does not compose the département (`composed`).
    """
    with writing(store, actor, "Composer les territoires", plan_code, reason=reason, now=now, row_by_row=False) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        why = short(reason, "Le motif")
        rows, areas, found = _planned(door.session, door.the_plan, lines, former, path)
        if not found.count:
            raise Refused("Les territoires de ce plan ont déjà cette composition. Rien n’a été modifié.")
        compose(door.session, door.the_plan, rows, areas)
        told = {
            "territoires_ajoutes": listing(found.added),
            "territoires_retires": listing(found.removed),
            "territoires_renommes": listing([f"« {before} » devient « {after} »" for before, after in found.renamed]),
            "territoires_decides": listing(found.decided),
            "territoires_indicatifs": listing(found.doubted),
            "communes_deplacees": len(found.moved),
        }
        told = {name: value for name, value in told.items() if value}
        journal_once(door, "Composer les territoires", "territory", plan_code, told, why, change="modification")
        return found


def _planned(
    session: Session, plan: Plan, lines: Sequence[AreaLine], former: Mapping[str, str], path: Path
) -> tuple[Sequence[Territory], tuple[Area, ...], AreaChanges]:
    """The plan's territories, the composition checked against them, and what it changes."""
    rows = session.exec(select(Territory).where(Territory.plan_id == plan.id)).all()
    if all(row.kind != TerritoryKind.COMMUNE for row in rows):
        raise Refused(
            "Ce plan n’a pas encore ses communes : lancez python -m data load, puis recommencez. Rien n’a été modifié."
        )
    areas = composed(lines, ground_of_rows(plan, rows, former), path)
    kept = {area.code for area in areas}
    for row in rows:
        if row.kind == TerritoryKind.SOCIAL_TERRITORY and row.code not in kept:
            _check_free(session, row)
    return rows, areas, changes(session, plan, rows, areas)


def _check_free(session: Session, area: Territory) -> None:
    """Refused when something hangs from a territory that would disappear."""
    for table, why in _HANGING:
        if session.exec(select(col(table.id)).where(col(table.territory_id) == area.id)).first() is not None:
            raise Refused(
                typeset(
                    f"Le territoire « {area.name} » ({area.code}) n’est plus dans la table, mais {why} : rien n’a été "
                    "modifié. Gardez son code dans la table ; son nom et ses communes peuvent changer."
                )
            )
