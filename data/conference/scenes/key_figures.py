"""Three or four figures of the theme, each with its coverage.

The keys of a scene's `figures`: those of `_PLAN_FIGURES`, « indicateur-CODE » for the last value of an indicator,
« document-CODE » for a figure printed in the plan's document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from data.conference.edition import SceneRow
from data.conference.scenes.counting import (
    asked_list,
    dated,
    missing,
    number_of,
    origin_of,
    scope_words,
    stamp,
)
from data.conference.scenes.opened import COHORT, answer, opened_rate
from data.conference.scope import Scope
from data.conference.slide import Number, Origin, Slide, Table
from data.french import capitalised, day, listing, typeset
from data.measures import indicator_summary, objectives, rates
from data.measures.columns import column
from data.measures.figure import NO_COVERAGE, Figure
from data.measures.indicator_board import NOTHING_SAID, Standing, standings
from data.measures.indicator_detail import figure_of
from data.measures.key_figures import REFERENCE, KeyFigure, key_figures
from data.measures.key_figures import sentence as document_sentence
from data.measures.nouns import leaf_noun
from data.measures.progress import mean_progress
from data.measures.readable import no_measures, readable_measures
from data.measures.recurrence import recurrent_held
from data.situation import Situation, where
from data.vocabulary import MeasureKind

INDICATOR, DOCUMENT = "indicateur-", "document-"
MOST = 4
TITLE = "Chiffres clés"


@dataclass(frozen=True)
class _Shown:
    """A figure as the slide shows it. `told`: its one-line text, for the table."""

    number: Number
    origin: Origin
    told: str


def offered(situation: Situation) -> dict[str, str]:
    """Key → French title of every figure that a scene may show of this part of a plan; known ones only."""
    titles = {key: made.title for key, make in _PLAN_FIGURES.items() if (made := make(situation)).computable}
    titles |= {f"{INDICATOR}{one.code}": one.title for one in _with_a_value(situation)}
    return titles | {f"{DOCUMENT}{one.code}": f"{one.label} ({one.value})" for one in key_figures(situation)}


def build(scene: SceneRow, scope: Scope) -> Slide:
    """The figures asked for; without any, those that the theme calls for."""
    here = scope.of(scene)
    words = scope_words(scene, scope, here)
    keys = (asked_list(scene, "figures") or _called_for(here))[:MOST]
    found = [(key, _shown(key, here, scene, scope)) for key in keys]
    shown = [one for _, one in found if one is not None]
    lost = [key for key, one in found if one is None]
    if not shown:
        return missing(scene, TITLE, _lost(lost) or _nothing(here), words)
    return Slide(
        scene.id,
        0,
        scene.kind,
        typeset(scene.title) or TITLE,
        sentence=" ".join(part for part in (_sentence(here, keys), _lost(lost)) if part),
        numbers=tuple(one.number for one in shown),
        table=Table(
            TITLE, ("Chiffre", "Valeur", "Couverture"),
            tuple((one.number.label, one.told, one.number.note or "—") for one in shown),
        ),
        origins=tuple(one.origin for one in shown),
        scope=words,
    )  # fmt: skip


def _nothing(here: Situation) -> str:
    """Why there is no figure at all."""
    why = answer(here)
    return f"{why} Ni objectif noté, ni valeur d’indicateur, ni chiffre dans le document non plus."


def _lost(keys: Sequence[str]) -> str:
    """What was asked for and is not there; empty without any."""
    return typeset(f"Introuvable dans cet état du plan : {listing(keys, 3)}.") if keys else ""


def _sentence(here: Situation, keys: Sequence[str]) -> str:
    """What is done; over figures of the document alone, what those are: where actions stand says nothing of them."""
    printed = [one for one in key_figures(here) if f"{DOCUMENT}{one.code}" in keys]
    if printed and all(key.startswith(DOCUMENT) for key in keys):
        return document_sentence(printed)
    return answer(here) if len(here.leaves) else ""


def _called_for(here: Situation) -> tuple[str, ...]:
    """What is done, the objectives reached, indicators that have a value (flagships first), then the document."""
    keys = [key for key in ("ouvertes", "objectifs") if _PLAN_FIGURES[key](here).computable]
    known = sorted(_with_a_value(here), key=lambda one: not one.indicator["flagship"])
    keys += [f"{INDICATOR}{one.code}" for one in known[:2]]
    printed = sorted(key_figures(here), key=lambda one: (not one.counted, not one.dated, one.conflict))
    keys += [f"{DOCUMENT}{one.code}" for one in printed]
    if len(keys) < MOST:
        more = {key: _PLAN_FIGURES[key](here) for key in ("echeance", "avancement")}
        keys += [key for key, made in more.items() if made.computable and made.headline]
    return tuple(keys)


def _shown(key: str, here: Situation, scene: SceneRow, scope: Scope) -> _Shown | None:
    if key.startswith(DOCUMENT):
        code = key.removeprefix(DOCUMENT)
        printed = next((one for one in key_figures(here) if one.code == code), None)
        return None if printed is None else _of_document(printed, scene, scope, here)
    if key.startswith(INDICATOR):
        figure = _of_indicator(key.removeprefix(INDICATOR), here)
    else:
        make = _PLAN_FIGURES.get(key)
        figure = None if make is None else make(here)
    if figure is None:
        return None
    if scope.public and key == "recurrentes":
        figure = replace(figure, flags=())  # what was not held in time is not for the public page
    return _Shown(number_of(figure), origin_of(figure, scene, scope, here), figure.text)


def _of_document(found: KeyFigure, scene: SceneRow, scope: Scope, here: Situation) -> _Shown:
    lines = [("Chiffre", found.value), ("Source", f"Document du plan, {found.year}")]
    lines += [("Ligne du document", str(found.line))] if found.line else []
    lines += [("À savoir", found.note)] if found.note else []
    origin = Origin(found.label, (*lines, *dated(scene, scope, here)))
    # A reference is worth nothing without its place, which the reader's remark gives.
    place = found.note if found.kind == REFERENCE and found.note else ""
    note = f"Document du plan, {found.year}{f' ; {place}' if place else ''}"
    return _Shown(Number(found.label, found.value, note=typeset(note)), origin, found.value)


def _with_a_value(here: Situation) -> Iterator[Standing]:
    """Indicators whose last value can be set large: a number or a milestone, masked ones left out."""
    for one in standings(here):
        if one.said and not one.masked and not one.in_words and one.text != NOTHING_SAID:
            yield one


def _of_indicator(code: str, here: Situation) -> Figure | None:
    """The last value of an indicator for the département, masked when it is a small count."""
    here = here.with_(indicators=where(here.indicators, code=code))
    measures = readable_measures(here)
    one = next(iter(standings(here, readable=measures)), None)
    if one is None or one.in_words or one.indicator["measure_kind"] == MeasureKind.QUALITATIVE:
        return None
    # What is late or off its path is told nowhere in the talk, unless the trajectory is asked for.
    calm = replace(one, due=None, overdue=False, expected=None, on_path=None)
    place = here.plan.departement_code
    return _dated(figure_of(calm, measures.get(code, no_measures()), here.targets, place, stamp(here)), one)


def _dated(figure: Figure, one: Standing) -> Figure:
    """With the day that its value describes; one indicator has no coverage to speak of."""
    when = "" if one.on is None else f"au {day(one.on)}"
    return replace(figure, lead=figure.text, rest=when, coverage=NO_COVERAGE if one.said else figure.coverage)


def _open(here: Situation) -> Figure:
    return opened_rate(here.leaves, here)


def _every(here: Situation) -> Figure:
    noun = capitalised(leaf_noun(here).named(2))
    years = f"{here.plan.starts_on.year}-{here.plan.ends_on.year}"
    title = typeset(f"{noun} réalisées, parmi toutes celles de {years}")
    return rates.completion(here.leaves, "toutes les actions", stamp(here), "taux_ensemble", title)


def _due(here: Situation) -> Figure:
    noun = capitalised(leaf_noun(here).named(2))
    title = typeset(f"{noun} réalisées, parmi celles arrivées à échéance")
    ended = rates.due(here.leaves, here.as_of)
    return rates.completion(ended, "les actions arrivées à échéance", stamp(here), "taux_echeance", title)


def _progress(here: Situation) -> Figure:
    return mean_progress(rates.opened(here.leaves, here.as_of), COHORT, stamp(here))


def _held(here: Situation) -> Figure:
    return recurrent_held(here.leaves, here.states, here.as_of, stamp(here), here.plan.departement_code)


def _objectives(here: Situation) -> Figure:
    """Of the last year that was rated, up to the one described; the ratings of the objectives kept alone."""
    held = set(column(here.objectives, "code"))
    ratings = here.objective_ratings[here.objective_ratings["objective_code"].isin(list(held))]
    years = [year for year in objectives.rated_years(ratings) if year <= here.period.year]
    year = years[0] if years else here.period.year
    found = objectives.reached(here.objectives, ratings, year, stamp(here))
    return replace(found, title=f"Objectifs atteints en {year}")


def _known_indicators(here: Situation) -> Figure:
    return indicator_summary.headline(standings(here), stamp(here))[0]


_PLAN_FIGURES: dict[str, Callable[[Situation], Figure]] = {
    "ouvertes": _open,
    "plan": _every,
    "echeance": _due,
    "avancement": _progress,
    "recurrentes": _held,
    "objectifs": _objectives,
    "indicateurs": _known_indicators,
}
