"""An indicator: its values and its target over time, small counts masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from data.conference.edition import SceneRow
from data.conference.scenes.counting import asked, dated, missing, origin_of, stamp, table_of
from data.conference.scope import Scope
from data.conference.slide import Chart, Number, Origin, Series, Slide, Words
from data.french import NBSP, day, short_day, typeset
from data.measures.columns import Row, as_number, records
from data.measures.figure import NOT_COMPUTABLE
from data.measures.indicator_board import Standing, standings
from data.measures.indicator_detail import detail_sentence, figure_of, points, points_table, texts_of, texts_table
from data.measures.readable import no_measures, readable_measures
from data.measures.trajectory import EXPECTED, START, TARGET, VALUE, expected_value
from data.measures.units import with_unit
from data.place_names import short_name
from data.situation import Situation, where
from data.vocabulary import MeasureKind, SceneKind, label

TITLE = label(SceneKind.TRAJECTORY)
_TEXTS = 2


def build(scene: SceneRow, scope: Scope) -> Slide:
    """The indicator asked for, in the territory asked for (the département by default)."""
    here = scope.whole(scene)
    code, place = asked(scene, "indicator"), asked(scene, "territory") or here.plan.departement_code
    if not code:
        return missing(scene, TITLE, "Aucun indicateur n’est choisi : choisissez-en un dans la scène.")
    name = _place_name(here, place)
    if name is None:
        return missing(
            scene, TITLE, f"« {place[:40]} » ne désigne aucun territoire de ce plan : choisissez-en un autre."
        )
    measures = readable_measures(here)
    one = next((each for each in standings(here, place, measures) if each.code == code), None)
    if one is None:
        why = f"L’indicateur « {code[:40]} » n’existe pas dans cet état du plan : choisissez-en un autre dans la scène."
        return missing(scene, TITLE, why)
    own = measures.get(code, no_measures())
    # When a value is due is a matter for whoever follows it, not for a room.
    calm = replace(one, due=None, overdue=False)
    if scope.public and not scope.edition.site.health:
        calm = replace(calm, expected=None, on_path=None)
    if one.indicator["measure_kind"] == MeasureKind.QUALITATIVE:
        return _texts(scene, scope, here, calm, own, place, name)
    return _numbers(scene, scope, here, calm, own, place, name)


def _place_name(here: Situation, place: str) -> str | None:
    """The name of a territory, empty for the département; None when the plan does not know it."""
    if place == here.plan.departement_code:
        return ""
    found = records(where(here.territories, code=place))
    return short_name(str(found[0]["name"])) if found else None


def _numbers(
    scene: SceneRow, scope: Scope, here: Situation, one: Standing, own: pd.DataFrame, place: str, name: str
) -> Slide:
    title, sentence = typeset(one.title), detail_sentence(one, name or None)
    if not one.said and not one.has_target:
        return missing(scene, title, sentence)
    drawn = points(one.indicator, own, here.targets, place, here.as_of)
    with_path = not scope.public or scope.edition.site.health
    if not with_path:
        drawn = where(drawn, kind=(START, VALUE, TARGET))
    path = (lambda on: expected_value(one.code, own, here.targets, place, on)) if with_path else None
    figure = figure_of(one, own, here.targets, place, stamp(here))
    return Slide(
        scene.id,
        0,
        scene.kind,
        typeset(scene.title) or title,
        sentence=sentence,
        numbers=_headline(one),
        chart=_chart(one, records(drawn), path),
        table=table_of(points_table(drawn), title, numeric=("Valeur",)),
        origins=(origin_of(figure, scene, scope, here),),
        scope=typeset(f"Territoire : {name}") if name else "",
    )


def _headline(one: Standing) -> tuple[Number, ...]:
    """The last value, and the way to the target when there is one."""
    when = "" if one.on is None else f"au {day(one.on)}"
    text = one.text if one.said else NOT_COMPUTABLE
    found = [Number("Dernière valeur", text, when, value=None if one.masked else one.move.value)]
    rate = one.rate
    if rate is not None and rate.target is not None:
        aim = with_unit(rate.target, one.indicator["unit"], is_percent=one.is_percent)
        found.append(Number("Cible", aim, f"au {day(rate.target_on)}", value=rate.target))
        if one.progress:
            found.append(Number("Chemin parcouru", one.progress, value=rate.shown))
    return tuple(found)


def _chart(one: Standing, rows: Sequence[Row], path: Callable[[date], float | None] | None) -> Chart | None:
    """The values, the expected path (`path`) and at each date the next target to come.

    A hole or a masked value is a gap in the line.
    """
    said = {row["on"]: row for row in rows if row["kind"] in (START, VALUE)}
    if one.indicator["measure_kind"] == MeasureKind.MILESTONE or not any(
        as_number(row["value"]) is not None for row in said.values()
    ):
        return None
    aims = [(row["on"], float(row["value"])) for row in rows if row["kind"] == TARGET]
    # A target between two values must not cut their line: it is drawn at the dates of the values.
    days = sorted({*said, *(on for on, _ in aims if on > max(said))})
    unit = one.indicator["unit"]
    series = [_values(days, said)]
    if path is not None and any(row["kind"] == EXPECTED for row in rows):
        expected = tuple(path(on) for on in days)
        series.append(Series("Attendu", expected, tuple(_written(value, unit) for value in expected), "muted"))
    if aims:
        ahead = [next((aim for aim in aims if aim[0] >= on), None) for on in days]
        texts = tuple("" if aim is None else f"{_written(aim[1], unit)} au {short_day(aim[0])}" for aim in ahead)
        series.append(Series("Cible", tuple(None if aim is None else aim[1] for aim in ahead), texts, "target"))
    told = " ; ".join(str(row["text_shown"]) for row in rows if row["kind"] != EXPECTED)
    return Chart(
        "line",
        typeset(one.title),
        tuple(short_day(on) for on in days),
        tuple(series),
        str(unit or ""),
        typeset(f"{one.title} : {told}."),
    )


def _values(days: Sequence[date], said: Mapping[date, Row]) -> Series:
    rows = [said.get(on) for on in days]
    values = tuple(None if row is None or row["masked"] else as_number(row["value"]) for row in rows)
    texts = tuple("" if row is None else str(row["text_shown"]).partition(f"{NBSP}: ")[2] for row in rows)
    return Series("Valeur", values, texts)


def _written(value: float | None, unit: str | None) -> str:
    return "" if value is None else with_unit(value, unit)


def _texts(
    scene: SceneRow, scope: Scope, here: Situation, one: Standing, own: pd.DataFrame, place: str, name: str
) -> Slide:
    """An indicator that is words: its degrees over time, and its last texts inside the council only."""
    title = typeset(one.title)
    said = texts_of(one.indicator, own, place, here.as_of)
    if not said:
        return missing(scene, title, detail_sentence(one, name or None))
    if scope.public:
        said = [replace(each, text="", who="") for each in said if each.step]
        if not said:
            return missing(scene, title, "Cet indicateur est un texte, qui n’est pas sur la page publique.")
    return Slide(
        scene.id,
        0,
        scene.kind,
        typeset(scene.title) or title,
        sentence=detail_sentence(one, name or None),
        words=tuple(Words(typeset(each.text), about=f"au {day(each.on)}") for each in said[:_TEXTS] if each.text),
        table=table_of(texts_table(said), title, ("Date", "Degré")),
        origins=(Origin(title, (("Formule", "Dernier texte saisi."), *dated(scene, scope, here))),),
        scope=typeset(f"Territoire : {name}") if name else "",
    )
