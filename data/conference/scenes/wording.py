"""What the scenes told in words share: their title, and why a text is not shown."""

from __future__ import annotations

from data.conference.edition import SceneRow
from data.french import typeset
from data.vocabulary import label

NOT_REREAD = typeset(
    "Ce qui est écrit ici n’a pas encore été relu pour la page publique : la coordination le relit dans « Textes à "
    "relire »."
)
"""Why a scene of the public page stays empty."""


def title_of(scene: SceneRow, otherwise: str = "") -> str:
    """The title that the presenter gave, else `otherwise`, else the name of its kind."""
    return typeset(scene.title.strip() or otherwise or label(scene.kind))
