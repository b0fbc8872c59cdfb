"""An edition of the yearly event: prepared, told from other frozen states, put aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, select

from data.commands.door import Writing, check_seen, key, writing
from data.commands.scene import add_scenes
from data.conference.edition import MENTIONS, EditionInput, Pin, SceneInput, SiteOptions
from data.database import Store
from data.drawing.qr import checked_address
from data.errors import Refused
from data.french import number as written
from data.model import Edition, EditionFile, FrozenPeriod, Plan, Rereading, Scene
from data.period import Period
from data.permissions import Act, Actor, require
from data.typed import cleaned, short

MOST_CHAIRS = 12
LARGEST_ROOM = 100_000
NOTHING = "Rien n’a été enregistré."


def create_edition(
    store: Store,
    actor: Actor,
    plan_code: str,
    said: EditionInput,
    *,
    period: str,
    number: int | None = None,
    others: Sequence[Pin] = (),
    scenes: Sequence[SceneInput] = (),
    now: datetime | None = None,
) -> int:
    """Prepare an edition, told from one frozen state.

    Args:
        period, number: the frozen state, its last closing by default.
        others: frozen states of the other plans reviewed with it.
        scenes: its first scenes, in order.

    Returns:
        The edition's id.
    """
    with writing(store, actor, "Préparer une édition", plan_code, now=now, bumps=False) as door:
        require(actor, Act.PRESENT, door.plan)
        row = Edition(
            plan_id=key(door.the_plan),
            year=said.year,
            theme=said.theme,
            perimeter={},
            chairs=[],
            created_at=door.now,
            pins=_pins(door, period, number, others),
            site=asdict(SiteOptions()),
        )
        _say(row, said)
        door.session.add(row)
        door.session.flush()
        add_scenes(door, key(row), scenes)
        return key(row)


def edit_edition(
    store: Store,
    actor: Actor,
    plan_code: str,
    edition_id: int,
    said: EditionInput,
    *,
    seen: int,
    now: datetime | None = None,
) -> None:
    """Change what an edition says of itself: theme, date, chairs, attendance, what it covers. `seen`: its version."""
    with writing(store, actor, "Modifier une édition", plan_code, now=now, bumps=False) as door:
        row = the_edition(door, edition_id, seen=seen)
        _say(row, said)


def bind_edition(
    store: Store,
    actor: Actor,
    plan_code: str,
    edition_id: int,
    *,
    period: str,
    number: int | None = None,
    others: Sequence[Pin] = (),
    seen: int,
    now: datetime | None = None,
) -> None:
    """Tell an edition from another frozen state: the presenter's own act, the only one that moves its figures."""
    with writing(store, actor, "Changer l’état figé d’une édition", plan_code, now=now, bumps=False) as door:
        row = the_edition(door, edition_id, seen=seen)
        row.pins = _pins(door, period, number, others)


def set_site(
    store: Store,
    actor: Actor,
    plan_code: str,
    edition_id: int,
    options: SiteOptions,
    *,
    seen: int,
    now: datetime | None = None,
) -> None:
    """Choose what the public page shows beyond reread texts, say its address and who answers for it."""
    address = options.address.strip()
    said = {"address": checked_address(address, NOTHING) if address else ""}
    for name, title in MENTIONS.items():
        text = str(getattr(options, name))
        said[name] = short(text, f"« {title} »") if text.strip() else ""
    with writing(store, actor, "Régler la page publique", plan_code, now=now, bumps=False) as door:
        row = the_edition(door, edition_id, seen=seen)
        row.site = asdict(options) | said


def remove_edition(
    store: Store,
    actor: Actor,
    plan_code: str,
    edition_id: int,
    *,
    seen: int,
    reason: str | None = None,
    now: datetime | None = None,
) -> None:
    """Remove an edition with its scenes, its files and its rereadings; the journal keeps that it was."""
    with writing(store, actor, "Supprimer une édition", plan_code, reason=reason, now=now, bumps=False) as door:
        row = the_edition(door, edition_id, seen=seen)
        for table in (Scene, Rereading, EditionFile):
            door.session.connection().execute(delete(table).where(col(table.edition_id) == edition_id))
        door.session.delete(row)


def the_edition(door: Writing, edition_id: int, *, seen: int | None = None, act: Act = Act.PRESENT) -> Edition:
    """The edition, for who may `act` on it; Refused otherwise, Conflict when it is not the version that was seen."""
    require(door.actor, act, door.plan)
    row = door.session.get(Edition, edition_id)
    if row is None or row.plan_id != door.the_plan.id:
        raise Refused("Cette édition n’existe plus. Rien n’a été modifié : revenez à la liste des éditions.")
    if seen is not None:
        check_seen(row, seen, {"theme": row.theme, "year": row.year, "place": row.place, "chairs": list(row.chairs)})
    return row


def _say(row: Edition, said: EditionInput) -> None:
    if not 1990 <= said.year <= 2999:
        raise Refused(f"L’année {said.year} n’est pas une année d’édition. {NOTHING} Corrigez-la.")
    if said.held_on is not None and said.held_on.year != said.year:
        raise Refused(
            f"La date choisie est en {said.held_on.year} et l’édition en {said.year}. {NOTHING} Corrigez l’une ou "
            "l’autre."
        )
    chairs = [short(chair, "La fonction de qui préside") for chair in said.chairs if chair.strip()]
    if len(chairs) > MOST_CHAIRS:
        raise Refused(
            f"Une édition a {MOST_CHAIRS} fonctions au plus pour la présider. {NOTHING} Gardez les premières."
        )
    row.theme = short(said.theme, "Le thème")
    row.year, row.held_on = said.year, said.held_on
    row.place = " ".join(cleaned(said.place, "Le lieu", 200).split())
    row.chairs = chairs
    row.perimeter = {name: sorted(set(codes)) for name, codes in asdict(said.perimeter).items()}
    row.on_site, row.remote = _people(said.on_site), _people(said.remote)


def _people(count: int | None) -> int | None:
    if count is not None and not 0 <= count <= LARGEST_ROOM:
        raise Refused(f"Le nombre de personnes va de 0 à {written(LARGEST_ROOM)}. {NOTHING} Corrigez-le.")
    return count


def _pins(door: Writing, period: str, number: int | None, others: Sequence[Pin]) -> list[dict[str, Any]]:
    """The edition's own frozen state, then the last one of each earlier period, then the other plans'."""
    held = _frozen(door, door.the_plan)
    own = _held(held, period, number, door.the_plan)
    asked = Period.parse(period)
    past = [
        {"plan": door.the_plan.code, "period": code, "number": numbers[-1]}
        for code, numbers in sorted(held.items(), key=lambda item: Period.parse(item[0]))
        if Period.parse(code) < asked
    ]
    return [own, *past, *_others(door, others)]


def _others(door: Writing, others: Sequence[Pin]) -> list[dict[str, Any]]:
    pins: list[dict[str, Any]] = []
    for pin in others:
        plan = door.session.exec(select(Plan).where(Plan.code == pin.plan)).first()
        if plan is None or plan.id == door.the_plan.id or any(pin.plan == known["plan"] for known in pins):
            raise Refused(f"Le plan « {pin.plan[:80]} » ne peut pas être passé en revue ici. {NOTHING}")
        pins.append(_held(_frozen(door, plan), pin.period, pin.number, plan))
    return pins


def _frozen(door: Writing, plan: Plan) -> Mapping[str, list[int]]:
    """Period code → numbers of its closings, in order."""
    found: dict[str, list[int]] = {}
    rows = door.session.exec(
        select(FrozenPeriod.period, FrozenPeriod.number)
        .where(FrozenPeriod.plan_id == plan.id)
        .order_by(col(FrozenPeriod.number))
    )
    for period, number in rows:
        found.setdefault(period, []).append(number)
    return found


def _held(held: Mapping[str, list[int]], period: str, number: int | None, plan: Plan) -> dict[str, Any]:
    numbers = held.get(period)
    if not numbers or (number is not None and number not in numbers):
        raise Refused(
            f"{plan.title} : cette période n’a pas d’état figé de ce numéro. {NOTHING} Une édition ne se raconte que "
            "sur des chiffres qui ne bougent plus : la coordination clôture une période dans « Campagne »."
        )
    return {"plan": plan.code, "period": period, "number": number or numbers[-1]}
