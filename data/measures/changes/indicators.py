"""What changed of the indicators: values that arrived, targets reached. Small counts stay hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.french import day, listing, plural, short_day, typeset
from data.measures.aggregation import value_of
from data.measures.changes.causes import CAUSES, INDICATORS
from data.measures.changes.told import Change, Item
from data.measures.changes.words import VALUE, sentence
from data.measures.columns import Row, as_date, as_number, records
from data.measures.indicator_board import Standing, standings
from data.measures.indicators import raw_rate
from data.measures.units import with_unit
from data.measures.wording import in_letters
from data.situation import Situation
from data.vocabulary import Direction, MeasureKind

Key = tuple[str, str, Any, bool]
"""(indicator, territory, day, whether it is the starting value)."""


def indicator_changes(previous: Situation, current: Situation) -> list[Change]:
    """Values that arrived since, then targets and milestones reached since."""
    place = current.territory_code
    before = {one.code: one for one in standings(previous, place)}
    now = standings(current, place)
    return [*_arrived(previous, current, before, now), *_reached(previous, current, before, now)]


def by_key(situation: Situation) -> dict[Key, Row]:
    """The values of the indicators kept; in a territory, its own only."""
    codes = {str(code) for code in situation.indicators["code"]}
    place = situation.territory_code
    return {
        (str(row["indicator_code"]), str(row["territory_code"]), as_date(row["on"]), bool(row["baseline"])): row
        for row in records(situation.measures)
        if str(row["indicator_code"]) in codes and place in (None, row["territory_code"])
    }


def _arrived(
    previous: Situation, current: Situation, before: dict[str, Standing], now: Sequence[Standing]
) -> list[Change]:
    """Values of days that the first Situation does not describe; a late one is a correction."""
    known, described = by_key(previous), previous.period.ends_on
    new = {
        key: row
        for key, row in by_key(current).items()
        if key not in known and _says(row) and (key[2] is None or key[2] > described)
    }
    if not new:
        return []
    spoken = {key[0] for key in new}
    told = [one for one in now if one.code in spoken]
    flagship = [one for one in told if one.indicator["flagship"]]
    parts = [plural(len(new), "valeur d’indicateur reçue", "valeurs d’indicateurs reçues")]
    parts += [f"pour {plural(len(told), 'indicateur')}"]
    parts += [f"dont {in_letters(len(flagship))} phare{'s' if len(flagship) > 1 else ''}"] if flagship else []
    lead = ", ".join(parts)
    items = [_value(one, before.get(one.code)) for one in (*flagship, *(o for o in told if o not in flagship))]
    note = ""
    if flagship:
        names = listing([f"{item.code} « {item.title} »" for item in items[: len(flagship)]], 3)
        note = f"Indicateur{'s' if len(flagship) > 1 else ''} phare{'s' if len(flagship) > 1 else ''} : {names}."
    return [Change("valeurs", INDICATORS, typeset(lead), tuple(items), listed=False, note=typeset(note))]


def _says(row: Row) -> bool:
    return value_of(row) is not None or bool(row["text"])


def _value(one: Standing, old: Standing | None) -> Item:
    """The value of the place shown; a value of a territory does not always give one for the département."""
    texts = one.indicator["measure_kind"] == MeasureKind.QUALITATIVE
    words = f"{_quoted(one.text, texts)} au {short_day(one.on)}" if one.on is not None else one.text
    if one.done is not None:
        words = one.text
    if old is not None and old.said and old.on != one.on and old.done is not None:
        words += f" ; auparavant, au {short_day(old.on)} : {old.text}"
    elif old is not None and old.said and old.on != one.on:
        words += f" ; auparavant {_quoted(old.text, texts)} au {short_day(old.on)}"
    if old is not None and old.on == one.on:
        words = f"valeurs de territoires ; {words}"
    words = f"indicateur phare : {words}" if one.indicator["flagship"] else words
    return Item(one.code, one.title, one.indicator["fiche_code"], sentence(words), words)


def _quoted(text: str, is_text: bool) -> str:
    """A sentence that somebody wrote stands between guillemets, without its last full stop; a number as it is."""
    return f"« {text.rstrip('.')} »" if is_text else text


def _reached(
    previous: Situation, current: Situation, before: dict[str, Standing], now: Sequence[Standing]
) -> list[Change]:
    items: list[Item] = []
    for one in now:
        old = before.get(one.code)
        words = _milestone(one, old) or _target(previous, current, one, old)
        if words:
            short = words.split(" : ")[-1] if " : " in words else words
            items.append(Item(one.code, one.title, one.indicator["fiche_code"], sentence(words), short))
    if not items:
        return []
    return [Change("cibles", INDICATORS, VALUE.counted(CAUSES["cibles"].lead, len(items)), tuple(items))]


def _milestone(one: Standing, old: Standing | None) -> str:
    """A milestone is reached once, on its day."""
    if one.indicator["measure_kind"] != MeasureKind.MILESTONE or not one.done:
        return ""
    return "" if old is not None and old.done else f"jalon {one.text}"


def _target(previous: Situation, current: Situation, one: Standing, old: Standing | None) -> str:
    """The furthest target reached now and not before; a starting value reaches nothing."""
    if one.rate is None or one.indicator["direction"] is None or one.rate.current is None:
        return ""
    place = current.territory_code or current.plan.departement_code
    aims = sorted(
        (due, value)
        for row in records(current.targets)
        if row["indicator_code"] == one.code
        and row["territory_code"] == place
        and (due := as_date(row["due_on"])) is not None
        and (value := as_number(row["value"])) is not None
    )
    new = [(due, aim) for due, aim in aims if _meets(one, aim) and not (old is not None and _meets(old, aim))]
    if not new:
        return ""
    due, aim = new[-1]
    unit, on = one.indicator["unit"], one.rate.current_on
    wanted, value = (with_unit(each, unit, is_percent=one.is_percent) for each in (aim, one.rate.current))
    if one.indicator["direction"] == Direction.HOLD:
        near = "" if one.rate.current == aim else ", à la tolérance près"
        return f"cible de {wanted} tenue{near} : {value} au {short_day(on)}"
    late = " (échéance passée)" if on is not None and due < on else ""
    return f"cible de {wanted} au {day(due)} atteinte{late} : {value} au {short_day(on)}"


def _meets(one: Standing, aim: float) -> bool:
    rate = one.rate
    if rate is None or rate.current is None:
        return False
    raw = raw_rate(
        str(one.indicator["direction"]), rate.start, rate.current, aim, as_number(one.indicator["tolerance"])
    )
    return raw is not None and raw >= 100
