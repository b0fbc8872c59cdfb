"""The story of a fiche: where its actions stand, what was done in its own words, what it aims at."""

from __future__ import annotations

from dataclasses import replace

from data.conference.edition import SceneRow
from data.conference.scenes.counting import asked, in_public, missing, number_of, origin_of, scope_words, stamp
from data.conference.scenes.wording import title_of
from data.conference.scope import Scope
from data.conference.slide import Item, Slide, Table, Words
from data.conference.texts import Text, fiche_word, joined, reported, shows
from data.french import day, plural, typeset
from data.measures import rates
from data.measures.action_rows import action_rows
from data.measures.answers import answers, last_weather
from data.measures.columns import Row, records
from data.measures.indicator_board import standings
from data.measures.nouns import action_noun, fiche_noun, in_plural, leaf_noun
from data.measures.one_fiche import fiche_row, of_fiche
from data.measures.plan_sentences import later_words
from data.measures.sentences import pilotage
from data.period import Period
from data.situation import Situation
from data.vocabulary import Weather, label

_MOST_INDICATORS = 3
_MOST_OBJECTIVES = 3


def build(scene: SceneRow, scope: Scope) -> Slide:
    """Difficulties and the météo are shown inside, and on the public page where the edition chose to show them."""
    whole = scope.whole(scene)
    fiche = fiche_row(whole, asked(scene, "fiche"))
    if fiche is None:
        return missing(scene, title_of(scene), _no_fiche(whole, asked(scene, "fiche")))
    name = f"{fiche_word(whole, fiche).capitalize()} {fiche['code']}"
    here = replace(in_public(of_fiche(whole, str(fiche["code"]))), kept=(name,))
    begun = rates.opened(here.leaves, here.as_of)
    cohort = f"les {leaf_noun(here).named(2)} dont la période est ouverte"
    rate = rates.completion(begun, cohort, stamp(here)) if len(begun) else None
    return Slide(
        scene.id,
        0,
        scene.kind,
        title_of(scene, typeset(str(fiche["title"]))),
        sentence=_sentence(here),
        numbers=(number_of(rate),) if rate else (),
        table=_actions(here, name),
        words=_words(here, scope, str(fiche["code"])),
        items=(*_aims(here, fiche), *_indicators(here, scope), *_weather(here, scope, str(fiche["code"]))),
        origins=(origin_of(rate, scene, scope, here),) if rate else (),
        scope=scope_words(scene, scope, here),
    )


def _no_fiche(situation: Situation, code: str) -> str:
    if situation.fiches.empty:
        return "Ce plan n’a pas de fiche : racontez plutôt un axe, avec une scène « Axe »."
    noun = fiche_noun(situation)
    if not code:
        one = "celle" if noun.feminine else "celui"
        return f"{noun.agreed('Aucun{e} {noun} n’est choisi{e}', 1)} : choisissez {one} à raconter."
    return f"« {code} » n’est pas dans cet état figé du plan : choisissez un autre code."


def _sentence(here: Situation) -> str:
    later = later_words(here.leaves, here.as_of, leaf_noun(here))
    return typeset(f"{pilotage(here, outside=True)} {later}".strip())


def _actions(here: Situation, name: str) -> Table | None:
    """Every action that is followed, with its state; neither who said it nor why."""
    rows = [row for row in action_rows(here) if row.status is not None]
    if not rows:
        return None
    noun = action_noun(here)
    with_places = any(row.territories for row in rows)
    columns = ("Code", noun.one.capitalize(), "État", *(("Territoires",) if with_places else ()))
    return Table(
        typeset(f"{in_plural(noun.one).capitalize()} : {name}"),
        columns,
        tuple((row.code, row.title, row.status_text, *((row.territories,) if with_places else ())) for row in rows),
        spare=(3, 0) if with_places else (0,),
    )


def _words(here: Situation, scope: Scope, code: str) -> tuple[Words, ...]:
    """What its reports of the year say was done, newest first, then what stands in the way where that is shown."""
    told = [text for text in reported(here, "done", [code]) if shows(scope, text)]
    if not scope.public or scope.edition.site.difficulties:
        last = [text for text in reported(here, "difficulties", [code])[:1] if shows(scope, text)]
        return (*(_word(text) for text in told), *(_word(text, "difficulté, ") for text in last))
    return tuple(_word(text) for text in told)


def _word(text: Text, what: str = "") -> Words:
    return Words(text.text, text.by, f"{what}{text.about}")


def _aims(here: Situation, fiche: Row) -> list[Item]:
    """What it is for, in the words of the document: its objectives, else the beginning of its context."""
    level = str(here.plan.levels.get("objective") or "Objectif")
    found = [Item(typeset(str(row["title"])), level) for row in records(here.objectives)]
    if found:
        left = len(found) - _MOST_OBJECTIVES
        more = [Item(f"et {plural(left, 'autre')}", in_plural(level) if left > 1 else level)] if left > 0 else []
        return [*found[:_MOST_OBJECTIVES], *more]
    context: list[dict[str, object]] = fiche["context"] or []
    return [Item(typeset(str(each["text"])), "Contexte") for each in context[:1] if each.get("text")]


def _indicators(here: Situation, scope: Scope) -> list[Item]:
    """Its indicators that have a value, hidden small counts said « masqué »; outside, none that is a text."""
    known = [one for one in standings(here) if one.said and one.on and not (scope.public and one.in_words)]
    return [Item(one.title, joined(one.text, one.progress or ""), day(one.on)) for one in known[:_MOST_INDICATORS]]


def _weather(here: Situation, scope: Scope, code: str) -> list[Item]:
    """The last météo declared."""
    if scope.public and not scope.edition.site.weather:
        return []
    declared = last_weather(answers(here, code))
    if declared is None:
        return []
    return [Item("Météo déclarée", label(Weather(declared[0])), Period.parse(declared[1]).label)]
