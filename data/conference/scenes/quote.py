"""A sentence of somebody, said by a function."""

from __future__ import annotations

from data.conference.edition import SceneRow
from data.conference.scenes.blank import NOT_REREAD, blank, title_of
from data.conference.scope import Scope
from data.conference.slide import Slide, Words
from data.conference.texts import said_in, shows_typed


def build(scene: SceneRow, scope: Scope) -> Slide:
    text = said_in(scene, "text")
    if not text:
        return blank(scene, "Écrivez ici la phrase de quelqu’un, signée de sa fonction (« une aidante, Valence »).")
    if not shows_typed(scene, scope):
        return blank(scene, NOT_REREAD)
    words = Words(text, said_in(scene, "said_by"), said_in(scene, "about"))
    return Slide(scene.id, 0, scene.kind, title_of(scene, "Paroles"), words=(words,))
