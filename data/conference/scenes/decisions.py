"""The decisions taken since the last edition, newest first."""

from __future__ import annotations

from data.conference.edition import SceneRow
from data.conference.scenes.counting import missing, origin, scope_words
from data.conference.scenes.wording import NOT_REREAD, title_of
from data.conference.scope import Scope
from data.conference.slide import Item, Slide
from data.conference.texts import Text, decided, joined, shows
from data.french import day, plural, typeset

_TITLE = "Ce qui a été décidé"
_FORMULA = "Décisions inscrites au registre du plan, sur ce périmètre, prises après le {since}."
_CHOSEN = "Décisions du registre du plan, choisies par qui présente."


def build(scene: SceneRow, scope: Scope) -> Slide:
    """On the public page, those alone that were reread: the others are neither shown nor counted."""
    found, since = decided(scene, scope)
    here = scope.of(scene)
    chosen = bool(scene.settings.get("codes"))
    if not found and chosen:
        return missing(scene, _TITLE, "Les décisions choisies ne sont pas dans l’état figé : choisissez-en d’autres.")
    if not found:
        return missing(scene, _TITLE, f"Aucune décision n’a été prise depuis le {day(since)} sur ce périmètre.")
    shown = [text for text in found if shows(scope, text)]
    if not shown:
        return missing(scene, _TITLE, NOT_REREAD)
    count = plural(len(shown), "décision")
    verb = "a été prise" if len(shown) == 1 else "ont été prises"
    sentence = f"{count} : ce qui a été tranché." if chosen else f"{count} {verb} depuis le {day(since)}."
    formula = _CHOSEN if chosen else _FORMULA.format(since=day(since))
    return Slide(
        scene.id,
        0,
        scene.kind,
        title_of(scene, _TITLE),
        sentence=typeset(sentence),
        items=tuple(map(_item, shown)),
        origins=(origin("Décisions", formula, scene, scope, here),),
        scope=scope_words(scene, scope, here),
    )


def _item(text: Text) -> Item:
    """What was decided, when, by which instance; not its code, which the room has never seen."""
    title, _, more = text.text.partition("\n")
    return Item(title, joined(text.by, more), text.about)
