"""One module a kind of scene: `build(scene, scope)` gives its slide, told from frozen figures alone.

`counting` is what the scenes that count share. `data.conference.build` numbers the slides and adds the notes.
"""

from __future__ import annotations

from collections.abc import Callable

from data.conference.edition import SceneRow
from data.conference.scenes import (
    audience,
    axis,
    before_after,
    coming,
    decisions,
    key_figures,
    map_of,
    partner,
    photo,
    public_page,
    quote,
    story,
    territory,
    thanks,
    title,
    trajectory,
)
from data.conference.scope import Scope
from data.conference.slide import Slide
from data.vocabulary import SceneKind

Builder = Callable[[SceneRow, Scope], Slide]

_BUILDERS: dict[SceneKind, Builder] = {
    SceneKind.TITLE: title.build,
    SceneKind.KEY_FIGURES: key_figures.build,
    SceneKind.MAP: map_of.build,
    SceneKind.AXIS: axis.build,
    SceneKind.PUBLIC: audience.build,
    SceneKind.TERRITORY: territory.build,
    SceneKind.FICHE: story.build,
    SceneKind.BEFORE_AFTER: before_after.build,
    SceneKind.TRAJECTORY: trajectory.build,
    SceneKind.PARTNER_FIGURE: partner.build,
    SceneKind.PHOTO: photo.build,
    SceneKind.QUOTE: quote.build,
    SceneKind.DECISIONS: decisions.build,
    SceneKind.NEXT: coming.build,
    SceneKind.PUBLIC_PAGE: public_page.build,
    SceneKind.THANKS: thanks.build,
}


def builder(kind: SceneKind) -> Builder:
    """What builds a scene of this kind."""
    return _BUILDERS[kind]
