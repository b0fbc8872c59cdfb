"""The scenes of an edition: added, changed, moved, removed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlmodel import col, select

from data.commands.door import Writing, check_seen, key, writing
from data.conference.edition import SceneInput
from data.conference.kinds import KINDS
from data.database import Store
from data.errors import Refused
from data.model import Edition, EditionFile, Scene
from data.permissions import Act, Actor, require
from data.typed import LONGEST_TITLE, cleaned
from data.vocabulary import SceneKind, label

MOST = 60
"""Scenes of an edition: an hour at a minute each."""
_LONGEST_SETTINGS = 20_000
_NOTHING = "Rien n’a été modifié."


def add_scene(
    store: Store,
    actor: Actor,
    plan_code: str,
    edition_id: int,
    said: SceneInput,
    *,
    position: int | None = None,
    now: datetime | None = None,
) -> int:
    """Add a scene, last unless a position (from 1) is given; those after it move down. Returns its id."""
    with writing(store, actor, "Ajouter une scène", plan_code, now=now, bumps=False) as door:
        edition = _edition(door, edition_id)
        row = add_scenes(door, key(edition), [said])[0]
        if position is not None:
            _place(door, row, position)
        return key(row)


def edit_scene(
    store: Store,
    actor: Actor,
    plan_code: str,
    scene_id: int,
    said: SceneInput,
    *,
    seen: int,
    now: datetime | None = None,
) -> None:
    """Change what a scene shows or says. `seen`: the version that the form showed."""
    with writing(store, actor, "Modifier une scène", plan_code, now=now, bumps=False) as door:
        row = _scene(door, scene_id)
        check_seen(row, seen, {"title": row.title, "notes": row.notes, "settings": dict(row.settings)})
        _say(door, row, said)


def move_scene(
    store: Store, actor: Actor, plan_code: str, scene_id: int, position: int, *, now: datetime | None = None
) -> None:
    """Put a scene at a position, from 1; beyond the ends it goes to the end."""
    with writing(store, actor, "Déplacer une scène", plan_code, now=now, bumps=False) as door:
        _place(door, _scene(door, scene_id), position)


def remove_scene(store: Store, actor: Actor, plan_code: str, scene_id: int, *, now: datetime | None = None) -> None:
    """Remove a scene; the journal keeps what it said."""
    with writing(store, actor, "Retirer une scène", plan_code, now=now, bumps=False) as door:
        row = _scene(door, scene_id)
        door.session.delete(row)
        door.session.flush()
        _number(_scenes(door, row.edition_id))


def add_scenes(door: Writing, edition_id: int, scenes: Sequence[SceneInput]) -> list[Scene]:
    """Add scenes after those of an edition, within a command that checked the right."""
    held = len(_scenes(door, edition_id))
    if held + len(scenes) > MOST:
        raise Refused(f"Une édition compte {MOST} scènes au plus. {_NOTHING} Retirez-en, ou préparez-en une autre.")
    rows: list[Scene] = []
    for rank, said in enumerate(scenes, start=held + 1):
        row = Scene(edition_id=edition_id, position=rank, kind=said.kind.value, settings={})
        _say(door, row, said)
        door.session.add(row)
        rows.append(row)
    door.session.flush()
    return rows


def _edition(door: Writing, edition_id: int) -> Edition:
    require(door.actor, Act.PRESENT, door.plan)
    row = door.session.get(Edition, edition_id)
    if row is None or row.plan_id != door.the_plan.id:
        raise Refused(f"Cette édition n’existe plus. {_NOTHING} Revenez à la liste des éditions.")
    return row


def _scene(door: Writing, scene_id: int) -> Scene:
    require(door.actor, Act.PRESENT, door.plan)
    row = door.session.get(Scene, scene_id)
    edition = None if row is None else door.session.get(Edition, row.edition_id)
    if row is None or edition is None or edition.plan_id != door.the_plan.id:
        raise Refused(f"Cette scène n’existe plus. {_NOTHING} Rechargez la page : le déroulé a changé.")
    return row


def _scenes(door: Writing, edition_id: int) -> list[Scene]:
    query = select(Scene).where(Scene.edition_id == edition_id).order_by(col(Scene.position), col(Scene.id))
    return list(door.session.exec(query).all())


def _place(door: Writing, row: Scene, position: int) -> None:
    others = [scene for scene in _scenes(door, row.edition_id) if scene.id != row.id]
    others.insert(min(max(position, 1), len(others) + 1) - 1, row)
    _number(others)


def _number(scenes: Sequence[Scene]) -> None:
    for rank, scene in enumerate(scenes, start=1):
        if scene.position != rank:
            scene.position = rank


def _say(door: Writing, row: Scene, said: SceneInput) -> None:
    row.kind = said.kind.value
    row.title = " ".join(cleaned(said.title, "Le titre de la scène", LONGEST_TITLE).split())
    row.notes = cleaned(said.notes, "Les notes")
    row.public = said.public
    settings = {name: _cleaned(value) for name, value in said.settings.items()}
    unknown = sorted(set(settings) - set(KINDS[said.kind].settings))
    if unknown:
        raise Refused(f"La scène « {label(said.kind)} » ne connaît pas ce réglage ({unknown[0][:40]}). {_NOTHING}")
    if len(json.dumps(settings, ensure_ascii=False)) > _LONGEST_SETTINGS:
        raise Refused(f"Cette scène en dit trop pour un écran. {_NOTHING} Raccourcissez ses textes.")
    file_id = settings.get("file")
    if file_id is not None and not _is_own(door, row.edition_id, file_id):
        raise Refused(f"La photo choisie n’est plus dans l’édition. {_NOTHING} Choisissez-en une autre.")
    if said.kind is SceneKind.PARTNER_FIGURE:
        _check_source(settings)
    if settings != row.settings:
        row.settings = settings


def _is_own(door: Writing, edition_id: int, file_id: Any) -> bool:
    held = door.session.get(EditionFile, file_id) if isinstance(file_id, int) else None
    return held is not None and held.edition_id == edition_id


def _check_source(settings: dict[str, Any]) -> None:
    """A partner's figure is shown with who said it and when, or not at all."""
    for name, ask in (("figure", "le chiffre"), ("said_by", "qui le donne"), ("dated", "sa date")):
        if not str(settings.get(name) or "").strip():
            raise Refused(f"Un chiffre de partenaire se montre avec sa source et sa date. {_NOTHING} Dites {ask}.")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return cleaned(value, "Un texte de la scène")
    if isinstance(value, dict):
        return {str(name): _cleaned(held) for name, held in cast(dict[Any, Any], value).items()}
    if isinstance(value, list | tuple):
        return [_cleaned(held) for held in cast(list[Any], value)]
    return value
