"""What the plan does for a public, or for each of them."""

from __future__ import annotations

from collections.abc import Sequence

from data.conference.edition import SceneRow
from data.conference.scenes.breakdown import Line, told
from data.conference.scenes.counting import (
    MOST,
    asked,
    first_of,
    missing,
    number_of,
    origin_of,
    scope_words,
)
from data.conference.scenes.opened import answer, opened_rate, rate_title
from data.conference.scope import Scope
from data.conference.slide import Chart, Series, Slide, Table
from data.french import capitalised, number, plural, typeset
from data.measures import rates
from data.measures.columns import Row, records
from data.measures.nouns import leaf_noun
from data.measures.thresholds import small
from data.selection import Filter, narrow
from data.situation import Situation, where

EACH = "Ce que le plan fait pour chaque public"


def build(scene: SceneRow, scope: Scope) -> Slide:
    """The public asked for, by axis; every public without one."""
    whole = scope.of(scene)
    code = asked(scene, "audience")
    if not code:
        return _every(scene, scope, whole)
    found = next((row for row in records(whole.audiences) if row["code"] == code), None)
    if found is None:
        why = f"« {code[:40]} » ne désigne aucun public de cet état du plan : choisissez-en un autre dans la scène."
        return missing(scene, EACH, why, scope_words(scene, scope, whole))
    here = narrow(whole, Filter(audiences=(code,)))
    title = typeset(f"Pour ce public : {found['title']}")
    if here.leaves.empty:
        why = f"Aucune action suivie ne nomme ce public ici ({found['title']}), ni la fiche dont elle dépend."
        return missing(scene, title, why, scope_words(scene, scope, here))
    level = here.level_name(1)
    lines = [
        Line(typeset(f"{level} {axis['code']} – {axis['title']}"), leaves)
        for axis in records(here.axes)
        if len(leaves := where(here.leaves, axis_code=axis["code"]))
    ]
    return told(scene, scope, here, lines, title, level)


def _every(scene: SceneRow, scope: Scope, here: Situation) -> Slide:
    """The taux de réalisation of each public, those with the most actions first; they do not add up."""
    words = scope_words(scene, scope, here)
    if here.leaves.empty:
        return missing(scene, EACH, answer(here), words)
    opened = rates.opened(here.leaves, here.as_of)
    titles = {str(row["code"]): typeset(str(row["title"])) for row in records(here.audiences)}
    compared = rates.completion_by_audience(opened, here.action_audiences)
    rows = [row for row in records(compared) if row["denominator"]]
    if not rows:
        return missing(scene, EACH, "Aucune action dont la période est ouverte ne nomme un public.", words)
    rows.sort(key=lambda row: -row["denominator"])
    names = [titles.get(str(row["key"]), str(row["key"])) for row in rows]
    figure = opened_rate(here.leaves, here)
    return Slide(
        scene.id,
        0,
        scene.kind,
        typeset(scene.title) or EACH,
        sentence=f"{answer(here)} {rates.NOT_A_PARTITION}",
        numbers=(number_of(figure),),
        chart=_chart(rows, names, here, rated=figure.computable),
        table=Table(
            EACH,
            ("Public", "Actions ouvertes", "Réalisées"),
            tuple((name, number(row["denominator"]), str(row["text"])) for name, row in zip(names, rows, strict=True)),
            (1,),
            (1,),
        ),
        origins=(origin_of(figure, scene, scope, here),),
        scope=words,
    )


def _chart(rows: Sequence[Row], names: Sequence[str], here: Situation, *, rated: bool) -> Chart:
    """The rates of the first publics; while nobody said anything of any action, how many actions each has."""
    drawn, shown = rows[:MOST], tuple(names[:MOST])
    if rated:
        title, unit = rate_title(here), "%"
        bars = tuple(None if small(row["denominator"]) else row["value"] for row in drawn)
        series = Series("Réalisées", bars, tuple(str(row["lead"]) for row in drawn))
    else:
        unit = leaf_noun(here).named(2)
        title = typeset(f"{capitalised(unit)} dont la période est ouverte, par public")
        counts = tuple(float(row["denominator"]) for row in drawn)
        series = Series(capitalised(unit), counts, tuple(number(count) for count in counts))
    title = first_of(title, len(drawn), len(rows), "publics")
    left = len(rows) - len(drawn)
    more = f" {plural(left, 'public de plus est', 'publics de plus sont')} dans le tableau." if left else ""
    told_of = " ; ".join(f"{name} : {text}" for name, text in zip(shown, series.texts, strict=True))
    return Chart("bars", title, shown, (series,), unit, typeset(f"{told_of}.{more}"), 100 if rated else None)
