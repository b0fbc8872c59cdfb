"""`python -m data territories`: what a table of territories would change in a plan, then its change; the table itself.

Nothing is written without a « yes »: the first run says what would change.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from pathlib import Path

from sqlmodel import select

from data.catalogue.areas import HEADER, read_areas
from data.commands.areas import area_changes, replace_areas
from data.commands.loading.areas import AreaChanges
from data.database import MAPS, Store
from data.errors import CapError, GeographyError, Refused, cause
from data.french import listing, plural
from data.geography import departement_map
from data.geography.prepare import read_absorbed
from data.model import Plan, Territory
from data.permissions import SYSTEM
from data.vocabulary import TerritoryKind

_SHOWN = 12
"""Communes named one by one."""


def compose_from(
    store: Store, plan_code: str, file: Path, reason: str, say: Callable[[str], None], *, yes: bool
) -> None:
    """Say what the table in `file` changes in a plan and, with `yes`, change it.

    Raises:
        CapError: the table or the plan refuses (`replace_areas`); nothing was changed.
    """
    lines, former = read_areas(file), _former(store, plan_code)
    if not yes:
        found = area_changes(store, plan_code, lines, former, file)
        if not found.count:
            say("Rien ne changerait : les territoires du plan ont déjà cette composition.")
            return
        for line in told(found):
            say(line)
        say("Rien n’a été modifié. Relancez avec --yes pour l’appliquer.")
        return
    found = replace_areas(store, SYSTEM, plan_code, lines, former, reason=reason, path=file)
    for line in told(found):
        say(line)
    say("Composition appliquée. Les périodes déjà figées gardent la leur.")


def told(found: AreaChanges) -> list[str]:
    """The changes as French lines; none when nothing changes."""
    said: list[str] = []
    for names, one, many in (
        (found.added, "Territoire ajouté", "Territoires ajoutés"),
        (found.removed, "Territoire retiré", "Territoires retirés"),
        ([f"{before} → {after}" for before, after in found.renamed], "Territoire renommé", "Territoires renommés"),
        (found.decided, "Composition décidée par le Département", "Compositions décidées par le Département"),
        (found.doubted, "Composition indicative", "Compositions indicatives"),
    ):
        if names:
            said.append(f"{one if len(names) == 1 else many} : {listing(names)}.")
    for name, before, after in found.moved[:_SHOWN]:
        said.append(f"{name} : {before or 'aucun territoire'} → {after}.")
    if len(found.moved) > _SHOWN:
        said.append(f"… et {plural(len(found.moved) - _SHOWN, 'autre commune', 'autres communes')}.")
    if found.count and not found.followed:
        said.append(
            "Des états d’actions ont déjà été dits par intercommunalité : les actions continuent d’y être suivies, et "
            "ces territoires servent à lire la population et les indicateurs."
        )
    return said


def write_table(store: Store, plan_code: str, out: Path) -> int:
    """Write the composition of a plan as a table to edit, an EPCI a line, a commune a line where an EPCI is cut.

    A plan without territories gives its EPCI with nothing beside: the columns are to be filled. Returns how many lines.

    Raises:
        CapError: no such plan, or the file cannot be written.
    """
    with store.read() as session:
        plan = session.exec(select(Plan).where(Plan.code == plan_code)).first()
        if plan is None:
            raise Refused(f"Aucun plan « {plan_code[:80]} » dans cette base. Rien n’a été écrit.")
        parts = _parts(plan, session.exec(select(Territory).where(Territory.plan_id == plan.id)).all())
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([HEADER, *sorted(parts)])
    try:
        # With a mark, a French spreadsheet reads the accents.
        out.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise CapError(f"Impossible d’écrire « {out} » ({cause(error)}). Choisissez un autre fichier.") from error
    return len(parts)


def _parts(plan: Plan, rows: Sequence[Territory]) -> list[list[str]]:
    by_id = {row.id: row for row in rows}
    reasons = {(line.grain.value, line.code): line.reason for line in read_areas() if line.indicative}
    found: list[list[str]] = []
    for epci in (row for row in rows if row.kind == TerritoryKind.EPCI):
        inside = [row for row in rows if row.kind == TerritoryKind.COMMUNE and row.parent_id == epci.id]
        held = {row.area_id for row in inside}
        found += [_part(plan, by_id, row, reasons) for row in (inside if len(held) > 1 else [epci])]
    alone = [row for row in rows if row.kind == TerritoryKind.COMMUNE and not _in_an_epci(by_id, row)]
    return found + [_part(plan, by_id, row, reasons) for row in alone]


def _in_an_epci(by_id: Mapping[int | None, Territory], row: Territory) -> bool:
    above = by_id.get(row.parent_id)
    return above is not None and above.kind == TerritoryKind.EPCI


def _part(
    plan: Plan, by_id: Mapping[int | None, Territory], row: Territory, reasons: Mapping[tuple[str, str], str]
) -> list[str]:
    """One line: what a commune or an EPCI belongs to."""
    area = by_id.get(row.area_id if row.kind == TerritoryKind.COMMUNE else row.parent_id)
    if area is None or area.kind != TerritoryKind.SOCIAL_TERRITORY:
        # An EPCI whose communes are told line by line has none of its own; a plan without territories neither.
        return [plan.departement_code, "", "", row.kind, row.code, "", row.name]
    why = reasons.get((row.kind, row.code), row.name) if area.indicative else row.name
    return [plan.departement_code, area.code, area.name, row.kind, row.code, "oui" if area.indicative else "", why]


def _former(store: Store, plan_code: str) -> dict[str, str]:
    """Codes of communes that no longer exist, of the plan's département; those of 2025 alone without its map."""
    with store.read() as session:
        code = session.exec(select(Plan.departement_code).where(Plan.code == plan_code)).first()
    try:
        return {} if code is None else departement_map(code, MAPS).former_codes
    except GeographyError:
        return read_absorbed()
