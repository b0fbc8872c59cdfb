"""What comes next: the actions whose period opens, the meetings ahead, what the reports announce."""

from __future__ import annotations

from datetime import date

from data.conference.edition import SceneRow
from data.conference.scenes.counting import missing, origin, scope_words
from data.conference.scenes.wording import NOT_REREAD, title_of
from data.conference.scope import Scope
from data.conference.slide import Item, Slide, Words
from data.conference.texts import announced, items_of, shows, shows_typed, year_before
from data.french import day, typeset
from data.measures.columns import Row, as_date, records
from data.measures.nouns import leaf_noun
from data.situation import Situation
from data.vocabulary import Status

_TITLE = "Ce qui vient"
_NAMED = 4
"""Actions that open on one day and are named one by one; beyond, they are counted and the first ones named."""
_GONE = frozenset({Status.DONE, Status.ABANDONED, Status.NOT_CONCERNED})
"""Statuses of what does not open any more. A postponed action opens on its new day."""
_MOST_DAYS, _MOST_MEETINGS, _MOST_WORDS = 3, 3, 4


def build(scene: SceneRow, scope: Scope) -> Slide:
    """What the presenter typed alone, when something was; else what the calendar and the reports announce."""
    typed = items_of(scene)
    if typed and not shows_typed(scene, scope):
        return missing(scene, _TITLE, NOT_REREAD)
    if typed:
        items = tuple(Item(title or when, when=when if title else "") for title, when in typed)
        return Slide(scene.id, 0, scene.kind, title_of(scene, _TITLE), items=items)
    here = scope.of(scene)
    from_ = max(here.as_of, scope.edition.held_on or here.as_of)
    opening, words = _opening(here, from_), _announced(scope, here)
    dated = sorted([*_openings(here, opening), *_meetings(here, from_)], key=lambda pair: pair[0])
    items = tuple(item for _, item in dated)
    if not items and not words:
        why = f"Rien ne s’ouvre après le {day(from_)}, et aucun point d’avancement n’annonce de suite : écrivez-la ici."
        return missing(scene, _TITLE, why)
    formula = (
        f"Actions suivies dont la période commence dans les douze mois qui suivent le {day(from_)}, ni réalisées, "
        "ni abandonnées, ni non concernées."
    )
    return Slide(
        scene.id,
        0,
        scene.kind,
        title_of(scene, _TITLE),
        sentence=_sentence(here, opening),
        words=words,
        items=items,
        origins=(origin("Actions qui s’ouvrent", formula, scene, scope, here),) if opening else (),
        scope=scope_words(scene, scope, here),
    )


def _opening(here: Situation, after: date) -> list[tuple[date, Row]]:
    """The counted actions whose period begins within a year after a day, in order of date."""
    found: list[tuple[date, Row]] = []
    for row in records(here.leaves):
        starts = as_date(row["starts_on"])
        if starts is not None and starts > after and year_before(starts) <= after and row["status"] not in _GONE:
            found.append((starts, row))
    return sorted(found, key=lambda pair: pair[0])


def _sentence(here: Situation, opening: list[tuple[date, Row]]) -> str:
    if not opening:
        return ""
    count = leaf_noun(here).counted("{noun} s’ouvre{nt} dans les douze mois", len(opening))
    several = len({starts for starts, _ in opening}) > 1
    return typeset(f"{count}, {'à partir du' if several else 'le'} {day(opening[0][0])}.")


def _openings(here: Situation, opening: list[tuple[date, Row]]) -> list[tuple[date, Item]]:
    by_day: dict[date, list[str]] = {}
    for starts, row in opening:
        by_day.setdefault(starts, []).append(typeset(str(row["title"])))
    items: list[tuple[date, Item]] = []
    for starts, titles in list(by_day.items())[:_MOST_DAYS]:
        if len(titles) <= _NAMED:
            items += [(starts, Item(title, "Sa période s’ouvre", day(starts))) for title in titles]
        else:
            count = leaf_noun(here).counted("{noun} s’ouvre{nt}", len(titles))
            items.append((starts, Item(count, typeset(f"Dont : {' ; '.join(titles[:2])}."), day(starts))))
    return items


def _meetings(here: Situation, after: date) -> list[tuple[date, Item]]:
    """The next sittings of the plan's instances, one each."""
    ahead: dict[str, date] = {}
    for row in records(here.meetings):
        held = as_date(row["held_on"])
        if held is not None and held > after:
            name = typeset(str(row["instance"]))
            ahead[name] = min(held, ahead.get(name, held))
    ordered = sorted(ahead.items(), key=lambda pair: pair[1])[:_MOST_MEETINGS]
    return [(held, Item(name, "Réunion", day(held))) for name, held in ordered]


def _announced(scope: Scope, here: Situation) -> tuple[Words, ...]:
    told = [text for text in announced(here) if shows(scope, text)][:_MOST_WORDS]
    return tuple(Words(text.text, text.by, text.about) for text in told)
