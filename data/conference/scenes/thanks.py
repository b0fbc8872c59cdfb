"""The end: thanks, and to whom one may write."""

from __future__ import annotations

from data.conference.edition import SceneRow
from data.conference.scenes.wording import title_of
from data.conference.scope import Scope
from data.conference.slide import Slide
from data.conference.texts import said_in, shows_typed

OURS = "Merci de votre présence et de votre attention."


def build(scene: SceneRow, scope: Scope) -> Slide:
    """Until it is reread, what the presenter typed gives way to our own words on the public page."""
    text = said_in(scene, "text") if shows_typed(scene, scope) else ""
    return Slide(scene.id, 0, scene.kind, title_of(scene, "Merci"), sentence=text or OURS)
