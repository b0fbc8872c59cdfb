"""The address of the public page, in full and as a QR code to read from the room."""

from __future__ import annotations

from data.conference.edition import SceneRow
from data.conference.scenes.counting import missing
from data.conference.scenes.wording import title_of
from data.conference.scope import Scope
from data.conference.slide import Slide

_TITLE = "Retrouvez ces chiffres sur votre téléphone"


def build(scene: SceneRow, scope: Scope) -> Slide:
    """Where to find these figures again: the address and its QR code."""
    address = scope.edition.site.address.strip()
    if not address:
        why = "L’adresse de la page publique n’est pas encore connue : "
        todo = "demandez-la à qui met la page en ligne, puis écrivez-la dans « Page publique » de l’édition."
        return missing(scene, _TITLE, why + todo)
    return Slide(
        scene.id,
        0,
        scene.kind,
        title_of(scene, _TITLE),
        sentence="Les cartes, les graphiques et leurs tableaux y sont, sans rien installer.",
        link=address,
    )
