"""A deck from an edition and what it is told from."""

from __future__ import annotations

import logging
from dataclasses import replace

from data.conference import scenes
from data.conference.edition import EditionRow, Pin, SceneRow, Told
from data.conference.perimeter import perimeter_titles
from data.conference.scope import Memory, Scope
from data.conference.slide import Bound, Deck, Picture, Slide
from data.conference.texts import as_reread
from data.errors import CapError, StoreError
from data.french import capitalised, number, typeset
from data.period import Period
from data.situation import Situation
from data.vocabulary import FileUse, label

_LOG = logging.getLogger(__name__)
DEMONSTRATION = typeset("Données de démonstration : avancements, pilotes et valeurs sont inventés.")


def deck(edition: EditionRow, told: Told, *, public: bool = False, memory: Memory | None = None) -> Deck:
    """Every scene as a slide, in order. A scene that has nothing to show says why (`Slide.missing`).

    public: the deck of the public page: public scenes alone, no notes, no météo, health or difficulty unless chosen,
    texts publishable and reread, small counts masked.
    memory: of the same edition's former decks, which makes the next one faster and never other.

    Raises:
        StoreError: the edition's own frozen state is not there.
    """
    if public:
        edition = as_reread(edition)
    scope = (memory or Memory()).scope(edition, told, public)
    own = _own(edition, told)
    shown = [scene for scene in sorted(edition.scenes, key=lambda one: one.position) if scene.public or not public]
    return Deck(
        edition_id=edition.id,
        plan_title=typeset(own.plan.title),
        departement=own.plan.departement_name,
        event=typeset(own.plan.event_name),
        theme=typeset(edition.theme),
        year=edition.year,
        held_on=edition.held_on,
        place=typeset(edition.place),
        chairs=tuple(typeset(chair) for chair in edition.chairs),
        bound=tuple(_bound(pin, told) for pin in edition.pins if pin in told.situations),
        slides=tuple(_slide(scene, scope, at) for at, scene in enumerate(shown, start=1)),
        scope=scope.words,
        newer="" if public else _newer(edition, told),
        label=DEMONSTRATION if any(one.demonstration for one in told.situations.values()) else "",
        address=edition.site.address,
        logo=_logo(edition, told),
        covers=perimeter_titles(own, edition.perimeter),
        mentions=tuple((title, typeset(text)) for title, text in edition.site.mentions),
    )


def _own(edition: EditionRow, told: Told) -> Situation:
    found = told.situations.get(edition.own)
    if found is None:
        when = Period.parse(edition.own.period)
        raise StoreError(
            typeset(
                f"L’état figé n°\u00a0{number(edition.own.number)} {when.of}, que cette édition raconte, est "
                "introuvable. Liez l’édition à un autre état figé ; ses scènes et ses notes sont intactes."
            )
        )
    return found


def _slide(scene: SceneRow, scope: Scope, rank: int) -> Slide:
    """The slide of a scene; one that cannot be told never takes the others with it."""
    title = typeset(scene.title) or label(scene.kind)
    try:
        found = scope.slide(scene, scenes.builder(scene.kind))
    except CapError as error:
        found = Slide(scene.id, rank, scene.kind, title, missing=str(error))
    except Exception:  # a talk goes on: the error is in the log, the scene says that it is missing
        _LOG.exception("scene %s (%s) of edition %s", scene.id, scene.kind, scope.edition.id)
        why = "Cette scène n’a pas pu être préparée : vérifiez ses réglages. Les autres scènes ne sont pas touchées."
        found = Slide(scene.id, rank, scene.kind, title, missing=typeset(why))
    notes = "" if scope.public else scene.notes
    return replace(found, scene_id=scene.id, number=rank, notes=notes, public=scene.public)


def _bound(pin: Pin, told: Told) -> Bound:
    plan, period = told.situations[pin].plan, Period.parse(pin.period)
    return Bound(
        plan_code=pin.plan,
        plan_title=typeset(plan.title),
        departement=plan.departement_name,
        period=pin.period,
        number=pin.number,
        sha256=told.checksums[pin],
        label=typeset(f"{period.label}, état figé n°\u00a0{number(pin.number)}"),
        frozen_on=told.frozen_on[pin],
    )


def _newer(edition: EditionRow, told: Told) -> str:
    own = edition.own
    if told.newest <= own.number:
        return ""
    when = Period.parse(own.period)
    return typeset(
        f"{capitalised(when.the)} a été figé de nouveau depuis (état n°\u00a0{number(told.newest)}) : cette édition "
        f"raconte toujours l’état n°\u00a0{number(own.number)}."
    )


def _logo(edition: EditionRow, told: Told) -> Picture | None:
    found = next((one for one in edition.files if one.use is FileUse.LOGO and one.id in told.contents), None)
    if found is None:
        return None
    return Picture(
        file_id=found.id,
        media_type=found.media_type,
        content=told.contents[found.id],
        width=found.width or 0,
        height=found.height or 0,
        alt=typeset(found.title),
        credit=typeset(found.credit),
    )
