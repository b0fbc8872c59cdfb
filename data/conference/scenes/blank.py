"""A slide with nothing to show but why."""

from __future__ import annotations

from data.conference.edition import SceneRow
from data.conference.slide import Slide
from data.french import typeset
from data.vocabulary import label

NOT_REREAD = "Ce qui est écrit dans cette scène n’a pas encore été relu : la coordination le relit dans « Relecture »."
"""Why a scene of the public page stays empty."""


def title_of(scene: SceneRow, otherwise: str = "") -> str:
    """The title that the presenter gave, else `otherwise`, else the kind's name."""
    return typeset(scene.title.strip() or otherwise or label(scene.kind))


def blank(scene: SceneRow, missing: str, otherwise: str = "") -> Slide:
    """The slide of a scene that has nothing to show; `missing` says why and what to do."""
    return Slide(scene.id, 0, scene.kind, title_of(scene, otherwise), missing=typeset(missing))
