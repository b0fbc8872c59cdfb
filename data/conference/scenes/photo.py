"""A photo in full, with its caption and its credit."""

from __future__ import annotations

from data.conference.edition import SceneRow
from data.conference.scenes.counting import missing
from data.conference.scenes.wording import NOT_REREAD, title_of
from data.conference.scope import Scope
from data.conference.slide import Picture, Slide
from data.conference.texts import said_in, shows_typed
from data.french import folded, typeset


def build(scene: SceneRow, scope: Scope) -> Slide:
    """A photo goes public with its caption, what it shows and its credit reread: somebody may be recognised in it."""
    chosen = scene.settings.get("file")
    if chosen is None:
        return missing(
            scene,
            title_of(scene),
            "Aucune photo n’est choisie : ajoutez-en une dans l’édition, puis choisissez-la ici.",
        )
    file = next((one for one in scope.edition.files if one.id == chosen), None)
    content = scope.told.contents.get(file.id) if file else None
    if file is None or content is None:
        return missing(scene, title_of(scene), "Cette photo a été retirée de l’édition : choisissez-en une autre.")
    if not shows_typed(scene, scope):
        return missing(scene, title_of(scene), NOT_REREAD)
    return Slide(
        scene.id,
        0,
        scene.kind,
        # A photo speaks alone: without a title it has none.
        title_of(scene) if scene.title.strip() else "",
        sentence=said_in(scene, "caption"),
        picture=Picture(
            file.id, file.media_type, content, file.width or 0, file.height or 0, typeset(file.title),
            _credit(file.credit),
        ),
    )  # fmt: skip


def _credit(said: str) -> str:
    """« Photo : Département de la Drôme », unless it already says what it credits."""
    known = folded(said).startswith(("photo", "credit", "©"))
    return typeset(said if known or not said.strip() else f"Photo : {said}")
