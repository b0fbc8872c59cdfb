"""Équipements: many recorded at once from a file, some removed with a reason. No figure counts them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import col, select

from data.commands.door import Writing, writing
from data.database import Store
from data.errors import Conflict, Refused
from data.facilities.facility import LONGEST_CODE, LONGEST_KIND, MOST, FacilityInput, kind_key
from data.french import number, plural
from data.model import Facility, Territory
from data.permissions import Act, Actor, require
from data.typed import short
from data.vocabulary import TerritoryKind


def import_facilities(
    store: Store,
    actor: Actor,
    plan_code: str,
    facilities: Sequence[FacilityInput],
    *,
    replacing: Collection[str] = (),
    reason: str | None = None,
    now: datetime | None = None,
) -> int:
    """Record équipements; one whose code is there takes what is said of it now. Returns how many.

    Args:
        replacing: codes that the person saw as being there. Conflict when the store says otherwise.

    Raises:
        Refused: not permitted, nothing or too much to record, a value that cannot be, one code twice.
    """
    with writing(store, actor, "Importer des équipements", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        if not facilities:
            raise Refused("Aucun équipement à enregistrer. Rien n’a été modifié.")
        if len(facilities) > MOST:
            raise Refused(
                f"{number(len(facilities))} équipements d’un coup ; le maximum est de {number(MOST)}. "
                "Rien n’a été modifié : importez-les en plusieurs fois."
            )
        communes = _communes(door)
        rows = [_checked(one, communes) for one in facilities]
        codes = [one.code for one in rows]
        if len(set(codes)) < len(codes):
            raise Refused("Deux équipements portent le même code. Rien n’a été modifié : gardez-en un.")
        held = _held(door)
        _check_seen(set(codes) & set(held), set(codes) & set(replacing))
        for one in rows:
            _write(door, held.get(one.code), one)
        return len(rows)


def remove_facilities(
    store: Store, actor: Actor, plan_code: str, codes: Collection[str], *, reason: str, now: datetime | None = None
) -> int:
    """Remove équipements, with a reason that the journal keeps. Returns how many.

    Raises:
        Refused: not permitted, no reason, nothing to remove.
        Conflict: one of them is not there any more.
    """
    with writing(store, actor, "Retirer des équipements", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_PLAN, door.plan)
        short(reason, "Le motif")
        held = _held(door)
        if not codes:
            raise Refused("Aucun équipement à retirer. Rien n’a été modifié.")
        gone = set(codes) - set(held)
        if gone:
            raise Conflict(
                f"{plural(len(gone), 'équipement a été retiré', 'équipements ont été retirés')} entre-temps par "
                "quelqu’un d’autre. Rien n’a été modifié : rechargez la page.",
                {},
            )
        for code in dict.fromkeys(codes):
            door.session.delete(held[code])
        return len(set(codes))


def _held(door: Writing) -> dict[str, Facility]:
    found = door.session.exec(select(Facility).where(Facility.plan_id == door.the_plan.id)).all()
    return {row.code: row for row in found}


def _communes(door: Writing) -> set[str]:
    """Codes of the plan's communes; empty for a plan loaded without its map."""
    return set(
        door.session.exec(
            select(col(Territory.code)).where(
                Territory.plan_id == door.the_plan.id, Territory.kind == TerritoryKind.COMMUNE.value
            )
        ).all()
    )


def _check_seen(there: set[str], seen: set[str]) -> None:
    """What the preview announced as replaced must be what is replaced: nothing is overwritten unseen."""
    if there != seen:
        changed = plural(len(there ^ seen), "équipement du fichier a", "équipements du fichier ont")
        raise Conflict(
            f"{changed} changé entre-temps : quelqu’un d’autre a importé ou retiré des équipements. Rien n’a été "
            "modifié : relisez l’aperçu, puis confirmez à nouveau.",
            {},
        )


def _checked(one: FacilityInput, communes: set[str]) -> FacilityInput:
    """The same, its texts cleaned. Raises Refused on a value that cannot be."""
    name = short(one.name, "Le nom d’un équipement")
    kind, code = short(one.kind, "Le type d’un équipement"), short(one.code, "Le code d’un équipement")
    if len(kind) > LONGEST_KIND or len(code) > LONGEST_CODE:
        raise Refused(
            f"« {name[:80]} » : le type compte {LONGEST_KIND} caractères au plus, et le code {LONGEST_CODE}. "
            "Rien n’a été modifié."
        )
    if not kind_key(kind):
        raise Refused(f"« {kind[:40]} » n’est pas un type : il n’a ni lettre ni chiffre. Rien n’a été modifié.")
    if not (abs(one.lon) <= 180 and abs(one.lat) <= 90):  # false for NaN too
        raise Refused(
            f"« {name[:80]} » n’a pas de place sur la Terre : corrigez ses coordonnées. Rien n’a été modifié."
        )
    if one.commune_code is not None and communes and one.commune_code not in communes:
        raise Refused(
            f"« {name[:80]} » : la commune « {one.commune_code[:20]} » n’est pas de ce plan. Rien n’a été modifié."
        )
    return FacilityInput(
        code, kind, name, one.lon, one.lat, _or_none(one.address, "L’adresse"), one.commune_code,
        _or_none(one.source, "La source"), one.known_on,
    )  # fmt: skip


def _or_none(text: str | None, what: str) -> str | None:
    return short(text, what) if text and text.strip() else None


def _write(door: Writing, row: Facility | None, one: FacilityInput) -> None:
    if row is None:
        row = Facility(
            plan_id=door.the_plan.id or 0, code=one.code, kind=one.kind, name=one.name, lon=one.lon, lat=one.lat
        )
        door.session.add(row)
    row.kind, row.name, row.lon, row.lat = one.kind, one.name, one.lon, one.lat
    row.address, row.commune_code = one.address, one.commune_code
    row.source, row.known_on = one.source, one.known_on
