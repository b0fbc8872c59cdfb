"""A figure that is not the plan's: cited, with who gave it and when."""

from __future__ import annotations

from data.conference.edition import SceneRow
from data.conference.scenes.counting import missing
from data.conference.scenes.wording import NOT_REREAD, title_of
from data.conference.scope import Scope
from data.conference.slide import Number, Origin, Slide
from data.conference.texts import joined, said_in, shows_typed
from data.french import NBSP, typeset
from data.measures.columns import as_number


def build(scene: SceneRow, scope: Scope) -> Slide:
    """A figure that is not ours: never without who says it and when."""
    figure, who, when = (said_in(scene, key) for key in ("figure", "said_by", "dated"))
    if not figure:
        return missing(scene, title_of(scene), "Aucun chiffre n’est écrit : donnez-le, avec sa source et sa date.")
    if not who or not when:
        return missing(
            scene,
            title_of(scene),
            "Un chiffre cité porte sa source et sa date : complétez la scène pour qu’il s’affiche.",
        )
    if not shows_typed(scene, scope):
        return missing(scene, title_of(scene), NOT_REREAD)
    label, unit, address = (said_in(scene, key) for key in ("label", "unit", "address"))
    lead = f"{figure}{NBSP}{unit}" if unit else figure
    source = typeset(f"Source : {joined(who, when, address)}")
    lines = (
        ("Chiffre", joined(lead, label)),
        ("Source", who),
        ("Date", when),
        *((("Adresse", address),) if address else ()),
        ("À savoir", "Chiffre cité : il ne vient pas du suivi du plan et n’y est pas calculé."),
    )
    return Slide(
        scene.id,
        0,
        scene.kind,
        title_of(scene, label or "Un chiffre pour situer"),
        numbers=(Number(label, lead, value=_value(figure)),),
        origins=(Origin(label or title_of(scene), lines),),
        source=source,
    )


def _value(figure: str) -> float | None:
    """The number that was typed (« 12 400 », « 3,5 »), None for words."""
    return as_number("".join(figure.split()).replace(",", "."))
