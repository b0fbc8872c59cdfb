"""The opening: the theme, the event as the plan names it, when and where, who chairs it, the editions before it."""

from __future__ import annotations

from data.conference.edition import EditionRow, SceneRow
from data.conference.scenes.wording import title_of
from data.conference.scope import Scope
from data.conference.slide import Item, Number, Origin, Slide, occasion
from data.conference.texts import joined, past_themes, said_in, shows, shows_typed
from data.conference.words import people
from data.french import capitalised, day, folded, number, typeset
from data.measures import governance
from data.situation import Situation

_MOST_PAST = 6
PAST = "Édition passée"


def build(scene: SceneRow, scope: Scope) -> Slide:
    """Attendance is shown when it is known, this edition's as numbers, those of past editions beside their theme."""
    edition, situation = scope.edition, scope.told.situations[scope.edition.own]
    event = governance.event(situation).name
    subtitle = said_in(scene, "subtitle") if shows_typed(scene, scope) else ""
    came = _attendance(edition.on_site, edition.remote)
    return Slide(
        scene.id,
        0,
        scene.kind,
        title_of(scene, capitalised(edition.theme or event)),
        sentence=_sentence(edition, event, subtitle),
        numbers=tuple(Number(label, number(count), value=float(count)) for label, count in came),
        items=(
            *map(_chair, edition.chairs),
            *_past(scope, situation),
        ),
        origins=tuple(
            Origin(typeset(f"Public, {label}"), (("Chiffre", number(count)), ("Source", "Dit par qui présente.")))
            for label, count in came
        ),
    )


def _chair(said: str) -> Item:
    """« Présidente du Département » says its part; « Directrice de la MDPH » does not."""
    return Item(typeset(said), "" if "presid" in folded(said) else "Présidence")


def _sentence(edition: EditionRow, name: str, subtitle: str) -> str:
    when = day(edition.held_on) if edition.held_on else ""
    return joined(subtitle, typeset(occasion(name, edition.year)), when, typeset(edition.place))


def _attendance(on_site: int | None, remote: int | None) -> list[tuple[str, int]]:
    known = (("sur place", on_site), ("à distance", remote))
    return [(label, count) for label, count in known if count is not None]


def _past(scope: Scope, situation: Situation) -> list[Item]:
    """Past editions, newest first: those of the application with their attendance, else those of the document.

    On the public page a theme typed in the application shows once reread; until then the document's, else the event's
    name.
    """
    year, event, text = scope.edition.year, governance.event(situation), past_themes(scope)
    themes = text is not None and shows(scope, text)
    found = {
        one.year: Item(one.theme, PAST, str(one.year))
        for one in event.editions
        if one.year is not None and one.year < year
    }
    for one in scope.told.earlier:
        if one.year < year:
            known = found[one.year].title if one.year in found else typeset(occasion(event.name, one.year))
            theme = typeset(one.theme) if themes else ""
            found[one.year] = Item(theme or known, joined(PAST, people(one)), str(one.year))
    return [found[at] for at in sorted(found, reverse=True)[:_MOST_PAST]]
