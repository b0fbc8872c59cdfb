"""A sentence of somebody, said by a function."""

from __future__ import annotations

from data.conference.edition import SceneRow
from data.conference.scenes.counting import missing
from data.conference.scenes.wording import NOT_REREAD, title_of
from data.conference.scope import Scope
from data.conference.slide import Slide, Words
from data.conference.texts import said_in, shows_typed


def build(scene: SceneRow, scope: Scope) -> Slide:
    """Somebody's words, signed; shown in public once reread."""
    text = said_in(scene, "text")
    if not text:
        return missing(
            scene,
            title_of(scene),
            "Écrivez ici la phrase de quelqu’un, signée de sa fonction (« une aidante, Valence »).",
        )
    if not shows_typed(scene, scope):
        return missing(scene, title_of(scene), NOT_REREAD)
    words = Words(text, said_in(scene, "said_by"), said_in(scene, "about"))
    return Slide(scene.id, 0, scene.kind, title_of(scene, "Paroles"), words=(words,))
