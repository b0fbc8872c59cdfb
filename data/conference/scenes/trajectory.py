"""An indicator: its values and its target over time, small counts masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from data.conference.edition import SceneRow
from data.conference.scenes.counting import asked, dated, missing, origin_of, stamp, table_of
from data.conference.scope import Scope
from data.conference.slide import Chart, Number, Origin, Series, Slide, Words
from data.french import day, short_day, typeset
from data.measures.columns import Row, as_number, records
from data.measures.figure import NOT_COMPUTABLE
from data.measures.indicator_board import NOTHING_SAID, Standing, standings
from data.measures.indicator_detail import detail_sentence, figure_of, points, points_table, texts_of, texts_table
from data.measures.masking import MASKED
from data.measures.readable import no_measures, readable_measures
from data.measures.trajectory import START, TARGET, VALUE
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
    here = here.with_(indicators=where(here.indicators, code=code))
    measures = readable_measures(here)
    one = next(iter(standings(here, place, measures)), None)
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
    if scope.public and one.in_words:
        why = "La dernière valeur de cet indicateur est un texte, qui n’est pas sur la page publique."
        return missing(scene, typeset(one.title), why)
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
    # The expected line goes from the start through the targets: both are drawn already.
    drawn = where(points(one.indicator, own, here.targets, place, here.as_of), kind=(START, VALUE, TARGET))
    figure = figure_of(one, own, here.targets, place, stamp(here))
    return Slide(
        scene.id,
        0,
        scene.kind,
        typeset(scene.title) or title,
        sentence=sentence,
        numbers=_headline(one),
        chart=_chart(one, records(drawn)),
        table=table_of(points_table(drawn), title, numeric=("Valeur",)),
        origins=(origin_of(figure, scene, scope, here),),
        scope=typeset(f"Territoire : {name}") if name else "",
    )


def _headline(one: Standing) -> tuple[Number, ...]:
    """The last value, and the way to the target when there is one."""
    when = "" if one.on is None else f"au {day(one.on)}"
    text = one.text if one.said else NOT_COMPUTABLE
    found = [Number("Dernière valeur", text, note=when, value=None if one.masked else one.move.value)]
    rate = one.rate
    if rate is not None and rate.target is not None:
        aim = with_unit(rate.target, one.indicator["unit"], is_percent=one.is_percent)
        found.append(Number("Cible", aim, note=f"au {day(rate.target_on)}", value=rate.target))
        if one.progress:
            found.append(Number("Vers la cible", one.progress, value=rate.shown))
    return tuple(found)


def _chart(one: Standing, rows: Sequence[Row]) -> Chart | None:
    """The values, then the targets. A hole or a masked value is a gap in the line."""
    said = {row["on"]: row for row in rows if row["kind"] in (START, VALUE)}
    if one.indicator["measure_kind"] == MeasureKind.MILESTONE or not any(
        as_number(row["value"]) is not None for row in said.values()
    ):
        return None
    aims = {row["on"]: row for row in rows if row["kind"] == TARGET}
    # A target dated between two values would cut their line in two: the table has it.
    days = sorted({*said, *(on for on in aims if on > max(said))})
    series = [_line("Valeur", [said.get(on) for on in days], one, "accent")]
    if aims:
        series.append(_line("Cible", [aims.get(on) for on in days], one, "target"))
    told = " ; ".join(f"{row['kind']} au {day(row['on'])}, {_written(row, one)}" for row in rows)
    unit = "%" if one.is_percent else str(one.indicator["unit"] or "")
    labels = tuple(short_day(on) for on in days)
    return Chart("line", typeset(one.title), labels, tuple(series), unit, typeset(f"{one.title} : {told}."))


def _line(name: str, rows: Sequence[Row | None], one: Standing, tone: str) -> Series:
    values = tuple(None if row is None or row["masked"] else as_number(row["value"]) for row in rows)
    return Series(name, values, tuple("" if row is None else _written(row, one) for row in rows), tone)


def _written(row: Row, one: Standing) -> str:
    value = as_number(row["value"])
    if row["masked"] or value is None:
        return MASKED if row["masked"] else NOTHING_SAID
    return with_unit(value, one.indicator["unit"], is_percent=one.is_percent)


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
