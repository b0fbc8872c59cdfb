"""Fields and values of a form in French, and which values it can show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.entry.changes import Change, Field, Value
from data.entry.sheet import Sheet
from data.french import NBSP, capitalised, number, percent, short_day
from data.vocabulary import REPORT_TEXTS, Status, Weather, label

STATE_TITLES = {
    "status": "état",
    "percent": "pourcentage",
    "comment": "commentaire",
    "reason": "motif",
    "decision_code": "décision",
    "new_starts_on": "nouveau début",
    "new_ends_on": "nouvelle échéance",
}
MEASURE_TITLES = {
    "value": "valeur",
    "numerator": "numérateur",
    "denominator": "dénominateur",
    "qualifier": "nuance",
    "text": "texte",
}


def field_title(sheet: Sheet, field: Field) -> str:
    """A field's name for the person: « Réalisé », « P1-03 Former les équipes – état »."""
    if field.kind == "weather":
        return "Météo"
    if field.kind == "text":
        return REPORT_TEXTS[field.name]
    if field.kind == "publishable":
        return f"{REPORT_TEXTS[field.name]} – publiable"
    if field.kind == "measure":
        title = next((ask.title for ask in sheet.asks if ask.code == field.code), field.code)
        return f"{title} – {MEASURE_TITLES[field.name]}"
    where = f" – {sheet.territories[field.territory]}" if field.territory else ""
    return f"{field.code} {sheet.line(field.code).title}{where} – {STATE_TITLES[field.name]}"


def value_words(sheet: Sheet, field: Field, value: Value) -> str:
    """A field's value for the person."""
    if value is None or value == "":
        return "rien"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if field.kind == "weather":
        return label(Weather(str(value)))
    if field.name == "status":
        return capitalised(label(Status(str(value))))
    if field.name == "decision_code":
        return sheet.decisions.get(str(value), str(value))
    if field.name in ("new_starts_on", "new_ends_on"):
        return short_day(date.fromisoformat(str(value)))
    if isinstance(value, (int, float)):
        return percent(value) if field.name == "percent" else number(value)
    return value


def admitted(sheet: Sheet, changes: Mapping[Field, Change]) -> dict[Field, Change]:
    """The changes whose value the form can show: a draft is a text in the store, and a word of it may be gone."""
    return {field: change for field, change in changes.items() if _is_admitted(sheet, field, change.mine)}


def left_out(sheet: Sheet, changes: Mapping[Field, Change]) -> list[str]:
    """What `admitted` leaves out, in words: « P7-01 Former les équipes – pourcentage : 140 »."""
    kept = admitted(sheet, changes)
    return [
        f"{field_title(sheet, field)}{NBSP}: {str(change.mine)[:40]}"
        for field, change in changes.items()
        if field not in kept
    ]


def _is_admitted(sheet: Sheet, field: Field, value: Value) -> bool:
    if value is None:
        return True
    if field.kind == "weather":
        return value in set(Weather)
    if field.kind == "publishable":
        return isinstance(value, bool)
    if field.name == "status":
        return value in set(Status)
    if field.name == "decision_code":
        return value in sheet.decisions
    if field.name in ("percent", "value", "numerator", "denominator"):
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            return False
        return field.name != "percent" or 0 <= value <= 100
    if field.name in ("new_starts_on", "new_ends_on"):
        try:
            date.fromisoformat(str(value))
        except ValueError:
            return False
    return isinstance(value, str)
