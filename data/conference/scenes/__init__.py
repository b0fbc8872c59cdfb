"""One module a kind of scene: `build(scene, scope)` gives its slide, told from frozen figures alone.

`counting` is what the scenes that count share. `data.conference.build` numbers the slides and adds the notes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from data.conference.edition import SceneRow
from data.conference.scope import Scope
from data.conference.slide import Slide
from data.vocabulary import SceneKind

Builder = Callable[[SceneRow, Scope], Slide]

_MODULES = {
    SceneKind.TITLE: "title",
    SceneKind.KEY_FIGURES: "key_figures",
    SceneKind.MAP: "map_of",
    SceneKind.AXIS: "axis",
    SceneKind.PUBLIC: "audience",
    SceneKind.TERRITORY: "territory",
    SceneKind.FICHE: "story",
    SceneKind.BEFORE_AFTER: "before_after",
    SceneKind.TRAJECTORY: "trajectory",
    SceneKind.PARTNER_FIGURE: "partner",
    SceneKind.PHOTO: "photo",
    SceneKind.QUOTE: "quote",
    SceneKind.DECISIONS: "decisions",
    SceneKind.NEXT: "coming",
    SceneKind.PUBLIC_PAGE: "public_page",
    SceneKind.THANKS: "thanks",
}


def builder(kind: SceneKind) -> Builder:
    """What builds a scene of this kind."""
    return import_module(f"{__name__}.{_MODULES[kind]}").build
