"""Editions of the yearly event read back, with the frozen states that they are told from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, select

from data.conference.edition import (
    EditionRow,
    FileRow,
    PastEdition,
    Perimeter,
    Pin,
    Reread,
    SceneRow,
    SiteOptions,
    Told,
)
from data.database import Store
from data.errors import StoreError
from data.freezing import Frozen, thaw
from data.model import Edition, EditionFile, FrozenPeriod, Plan, Rereading, Scene
from data.reading.heads import is_demonstration
from data.situation import Situation
from data.vocabulary import FileUse, SceneKind

_LARGEST_ID = 2**31 - 1
"""Beyond, a database refuses to look for it: a number typed in an address or a command may be anything."""


def editions(store: Store, plan_code: str) -> tuple[EditionRow, ...]:
    """The editions prepared for a plan, the latest year first."""
    with store.read() as session:
        query = (
            select(Edition)
            .join(Plan, col(Plan.id) == col(Edition.plan_id))
            .where(col(Plan.code) == plan_code)
            .order_by(col(Edition.year).desc(), col(Edition.id).desc())
        )
        return tuple(_row(session, found, plan_code) for found in session.exec(query).all())


def edition(store: Store, edition_id: int) -> EditionRow | None:
    """One edition, None when there is none of that number."""
    if not 0 < edition_id <= _LARGEST_ID:
        return None
    with store.read() as session:
        found = session.get(Edition, edition_id)
        if found is None:
            return None
        plan = session.get(Plan, found.plan_id)
        assert plan is not None
        return _row(session, found, plan.code)


def told(store: Store, of: EditionRow, situations: Mapping[Pin, Situation] | None = None) -> Told:
    """All that an edition is told from. Raises StoreError when a frozen state is gone or damaged.

    situations: those already open (they never change); the others are read.
    """
    known = dict(situations or {})
    with store.read() as session:
        rows = {pin: _frozen(session, pin, whole=pin not in known) for pin in of.pins}
        for pin, row in rows.items():
            if pin not in known:
                found = thaw(Frozen(row.format, row.sha256, row.body))
                # Frozen before the store was said to be a demonstration: it is one all the same.
                known[pin] = replace(found, demonstration=found.demonstration or is_demonstration(session))
        newest = session.exec(
            select(func.max(FrozenPeriod.number))
            .join(Plan, col(Plan.id) == col(FrozenPeriod.plan_id))
            .where(col(Plan.code) == of.plan, col(FrozenPeriod.period) == of.own.period)
        ).one()
        contents = session.exec(
            select(EditionFile.id, EditionFile.content).where(EditionFile.edition_id == of.id)
        ).all()
        return Told(
            situations={pin: known[pin] for pin in of.pins},
            frozen_on={pin: row.frozen_at.date() for pin, row in rows.items()},
            checksums={pin: row.sha256 for pin, row in rows.items()},
            contents={number: content for number, content in contents if number is not None},
            newest=newest or of.own.number,
            earlier=_others(session, of.id),
        )


def file_content(store: Store, file_id: int) -> bytes | None:
    """The bytes of a photo, a logo or a template; None when there is no such file."""
    with store.read() as session:
        return session.exec(select(EditionFile.content).where(EditionFile.id == file_id)).first()


def _frozen(session: Session, pin: Pin, *, whole: bool) -> FrozenPeriod:
    query = (
        select(FrozenPeriod)
        .join(Plan, col(Plan.id) == col(FrozenPeriod.plan_id))
        .where(
            col(Plan.code) == pin.plan, col(FrozenPeriod.period) == pin.period, col(FrozenPeriod.number) == pin.number
        )
    )
    if not whole:
        query = query.options(defer(FrozenPeriod.body))  # pyright: ignore[reportArgumentType]
    row = session.exec(query).first()
    if row is None:
        raise StoreError(
            "Un état figé dont cette édition se sert n’est plus dans la base. Restaurez une sauvegarde, ou liez "
            "l’édition à un autre état figé."
        )
    return row


def _others(session: Session, edition_id: int) -> tuple[PastEdition, ...]:
    """The other editions of the same plan, oldest first."""
    plan_id = select(Edition.plan_id).where(Edition.id == edition_id).scalar_subquery()
    rows = session.exec(
        select(Edition)
        .where(col(Edition.plan_id) == plan_id, Edition.id != edition_id)
        .order_by(col(Edition.year), col(Edition.id))
    ).all()
    return tuple(PastEdition(row.year, row.theme, row.held_on, row.on_site, row.remote) for row in rows)


def _row(session: Session, found: Edition, plan_code: str) -> EditionRow:
    edition_id = found.id or 0
    scenes = session.exec(
        select(Scene).where(Scene.edition_id == edition_id).order_by(col(Scene.position), col(Scene.id))
    ).all()
    # Its bytes are read only by who shows them.
    files = session.exec(
        select(EditionFile)
        .options(defer(EditionFile.content))  # pyright: ignore[reportArgumentType]
        .where(EditionFile.edition_id == edition_id)
        .order_by(col(EditionFile.id))
    ).all()
    rereadings = session.exec(
        select(Rereading).where(Rereading.edition_id == edition_id).order_by(col(Rereading.id))
    ).all()
    return EditionRow(
        id=edition_id,
        version=found.version,
        plan=plan_code,
        year=found.year,
        held_on=found.held_on,
        place=found.place,
        theme=found.theme,
        perimeter=Perimeter(**{one.name: tuple(found.perimeter.get(one.name, ())) for one in fields(Perimeter)}),
        chairs=tuple(found.chairs),
        on_site=found.on_site,
        remote=found.remote,
        pins=tuple(Pin(one["plan"], one["period"], one["number"]) for one in found.pins),
        site=_site(found.site),
        created_at=found.created_at,
        scenes=tuple(_scene(scene) for scene in scenes),
        files=tuple(_file(one) for one in files),
        rereadings={one.text_key: Reread(one.sha256, one.accepted) for one in rereadings},
        digest=_digest(found, scenes, files, rereadings, _others(session, edition_id)),
    )


def _site(held: Mapping[str, Any]) -> SiteOptions:
    return SiteOptions(**{one.name: held[one.name] for one in fields(SiteOptions) if one.name in held})


def _scene(row: Scene) -> SceneRow:
    return SceneRow(
        row.id or 0, row.version, row.position, SceneKind(row.kind), row.title, row.notes, row.public, row.settings
    )


def _file(row: EditionFile) -> FileRow:
    return FileRow(
        row.id or 0, FileUse(row.use), row.title, row.credit, row.filename, row.media_type, row.width, row.height
    )


def _digest(
    found: Edition,
    scenes: Sequence[Scene],
    files: Sequence[EditionFile],
    rereadings: Sequence[Rereading],
    others: Sequence[PastEdition],
) -> str:
    """Ids and versions suffice: an id is never given again, a file never changed, and a rereading holds the checksum of
    its text.

    others: their attendance and their days are told too.
    """
    told_by = [
        (found.id, found.version, found.created_at.isoformat()),
        [(scene.id, scene.version) for scene in scenes],
        [one.id for one in files],
        [(one.text_key, one.sha256, one.accepted) for one in rereadings],
        others,
    ]
    return hashlib.sha256(repr(told_by).encode()).hexdigest()[:24]
