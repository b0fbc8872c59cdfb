"""Photos, logos and templates of slides of an edition: joined, removed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, func, select

from data.commands.door import Writing, journal_once, key, writing
from data.commands.edition import the_edition
from data.conference.pictures import checked_picture
from data.database import Store
from data.errors import Refused
from data.evidence.checks import clean_name
from data.model import Edition, EditionFile, Scene
from data.permissions import Act, Actor, require
from data.typed import cleaned, short
from data.vocabulary import FileUse, label

MOST = 40
"""Files of an edition."""
_TEMPLATE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def add_edition_file(
    store: Store,
    actor: Actor,
    plan_code: str,
    edition_id: int,
    *,
    use: FileUse,
    filename: str,
    content: bytes,
    title: str = "",
    credit: str = "",
    now: datetime | None = None,
) -> int:
    """Keep a picture or a template, once it is known to be one. A new logo or template takes the place of the former.

    Args:
        title: what the picture shows, for who does not see it; required for a photo.
        credit: who took it.
    """
    if use is FileUse.TEMPLATE:
        # Opening slides takes a library that nothing else here needs.
        from data.documents.slides import check_template

        check_template(content)
        row = EditionFile(
            edition_id=edition_id, use=use.value, title=label(use), filename=clean_name(filename),
            media_type=_TEMPLATE, content=content,
        )  # fmt: skip
    else:
        picture = checked_picture(filename, content)
        row = EditionFile(
            edition_id=edition_id, use=use.value, title=_said(use, title), credit=_line(credit),
            filename=picture.filename, media_type=picture.media_type, width=picture.width, height=picture.height,
            content=picture.content,
        )  # fmt: skip
    with writing(store, actor, "Joindre un fichier à une édition", plan_code, now=now, bumps=False) as door:
        the_edition(door, edition_id)
        _make_room(door, edition_id, use)
        door.session.add(row)
        door.session.flush()
        told = {"edition_id": edition_id, "use": row.use, "title": row.title, "filename": row.filename}
        journal_once(door, "Joindre un fichier à une édition", "editionfile", str(row.id), told)
        return key(row)


def remove_edition_file(
    store: Store, actor: Actor, plan_code: str, file_id: int, *, now: datetime | None = None
) -> None:
    """Remove a file that no scene shows."""
    with writing(store, actor, "Retirer un fichier d’une édition", plan_code, now=now, bumps=False) as door:
        require(actor, Act.PRESENT, door.plan)
        row = door.session.get(EditionFile, file_id)
        edition = None if row is None else door.session.get(Edition, row.edition_id)
        if row is None or edition is None or edition.plan_id != door.the_plan.id:
            raise Refused("Ce fichier n’est plus dans l’édition. Rien n’a été modifié : rechargez la page.")
        scenes = door.session.exec(select(Scene).where(Scene.edition_id == edition.id)).all()
        showing = next((scene for scene in scenes if scene.settings.get("file") == file_id), None)
        if showing is not None:
            raise Refused(
                f"La scène {showing.position} montre cette photo. Rien n’a été retiré : changez d’abord cette scène."
            )
        door.session.delete(row)
        told = {"edition_id": edition.id, "use": row.use, "title": row.title, "filename": row.filename}
        journal_once(door, "Retirer un fichier d’une édition", "editionfile", str(file_id), told, change="suppression")


def _make_room(door: Writing, edition_id: int, use: FileUse) -> None:
    held = select(EditionFile).where(EditionFile.edition_id == edition_id)
    if use is FileUse.PHOTO:
        count = door.session.exec(select(func.count(col(EditionFile.id))).where(EditionFile.edition_id == edition_id))
        if count.one() >= MOST:
            raise Refused(f"Une édition garde {MOST} fichiers au plus. Rien n’a été joint : retirez-en un d’abord.")
        return
    for former in door.session.exec(held.where(EditionFile.use == use.value)).all():
        door.session.delete(former)


def _said(use: FileUse, title: str) -> str:
    if use is FileUse.LOGO and not title.strip():
        return label(use)
    if not title.strip():
        raise Refused(
            "Dites en une phrase ce que montre la photo : qui ne la voit pas l’entendra. Rien n’a été enregistré."
        )
    return short(title, "Ce que montre l’image")


def _line(text: str) -> str:
    return " ".join(cleaned(text, "Le crédit", 200).split())
