"""Recurrent actions: held or not in each of their periods, never « finished ».

A window is one period of the rhythm set by a person, a calendar year by default; windows are counted from the
1st of January of the year in which the action begins. It is held when « réalisée » was said of a reporting
period that ends in it; it is late once it has ended without that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from data.french import number, plural, short_day, typeset
from data.measures.carrying import last_day, parsed
from data.measures.columns import Row, as_date, as_number, column, keep, records, table, texts, truths
from data.measures.figure import NOT_COMPUTABLE, Coverage, Figure, Stamp
from data.measures.status import OUT_OF_COUNT
from data.measures.thresholds import threshold
from data.vocabulary import Status

WINDOW_COLUMNS = (
    "action_id",
    "code",
    "title",
    "fiche_code",
    "starts_on",
    "ends_on",
    "held",
    "current",
    "late",
)

_FORMULA = typeset(
    "Actions récurrentes dites « réalisées » dans leur période en cours ÷ actions récurrentes attendues dans "
    "cette période. Rythme d’une année civile si personne n’en a fixé un autre."
)


@dataclass(frozen=True)
class Window:
    """One period of a recurrent action, first and last day included."""

    starts_on: date
    ends_on: date


def windows(starts_on: date, ends_on: date | None, as_of: date, months: int) -> list[Window]:
    """The windows begun as of a day, oldest first."""
    found: list[Window] = []
    rank = 0
    while True:
        first = _month(starts_on.year, rank * months)
        last = _month(starts_on.year, (rank + 1) * months) - timedelta(days=1)
        if first > as_of or (ends_on is not None and first > ends_on):
            return found
        if last >= starts_on and as_of >= starts_on:
            found.append(Window(first, last))
        rank += 1


def _month(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1)


def recurrent_windows(
    leaves: pd.DataFrame, states: pd.DataFrame, as_of: date, departement_code: str | None = None
) -> pd.DataFrame:
    """One row per window begun of each recurrent leaf still in the plan: WINDOW_COLUMNS.

    Args:
        leaves: COLUMNS["leaves"], or cells (then each territory's own words are read).
        states: the history, from which « réalisée » is read period by period (never carried over).
        departement_code: keep what is said of the whole only; None keeps every word.
    """
    recurrent = keep(leaves, truths(leaves, "recurrent"))
    wanted = set(column(recurrent, "action_id"))
    spoken = keep(states, [action in wanted for action in column(states, "action_id")])
    held = _held_days(spoken)
    rows: list[Row] = []
    by_territory = "territory_code" in leaves.columns
    for leaf in records(recurrent):
        first = as_date(leaf["starts_on"])
        if leaf["status"] in OUT_OF_COUNT or first is None:
            continue
        place = leaf["territory_code"] if by_territory else departement_code
        days = [day for where, day in held[leaf["action_id"]] if place is None or where == place]
        months = max(_months(leaf), _reporting_months(spoken))
        for window in windows(first, as_date(leaf["ends_on"]), as_of, months):
            done = any(window.starts_on <= day <= window.ends_on for day in days)
            rows.append(_window_row(leaf, window, done, as_of))
    return table(rows, WINDOW_COLUMNS)


def _window_row(leaf: Row, window: Window, held: bool, as_of: date) -> Row:
    ended = window.ends_on <= as_of
    current = window.starts_on <= as_of <= window.ends_on
    names = ("action_id", "code", "title", "fiche_code")
    return {
        **{name: leaf[name] for name in names},
        "starts_on": window.starts_on,
        "ends_on": window.ends_on,
        "held": held,
        "current": current,
        "late": ended and not held,
    }


def _months(leaf: Row) -> int:
    return int(as_number(leaf["recurrence_months"]) or threshold("recurrence_months"))


def _reporting_months(states: pd.DataFrame) -> int:
    """Length of the reporting periods: a shorter rhythm cannot be told apart."""
    return max((parsed(code).months for code in set(texts(states, "period")) if code), default=1)


def _held_days(states: pd.DataFrame) -> defaultdict[Any, list[tuple[str, date]]]:
    """Action → (territory, last day of the reporting period) of each « réalisée ».

    When a period's word was corrected, the last row of that period is the one that counts.
    """
    said: dict[tuple[Any, str, str], str] = {}
    for row in records(states):
        if row["period"] is not None:
            said[(row["action_id"], str(row["territory_code"]), str(row["period"]))] = str(row["status"])
    found: defaultdict[Any, list[tuple[str, date]]] = defaultdict(list)
    for (action, place, period), status in said.items():
        if status == Status.DONE:
            found[action].append((place, last_day(period)))
    return found


def recurrent_held(
    leaves: pd.DataFrame,
    states: pd.DataFrame,
    as_of: date,
    stamp: Stamp | None = None,
    departement_code: str | None = None,
) -> Figure:
    """« Tenues cette année : 2 sur 2 »: recurrent leaves held in their current window / expected in it.

    Nobody ever spoke of any of them: « non calculable ». The rows used list every window, late ones included.
    """
    found = records(recurrent_windows(leaves, states, as_of, departement_code))
    current = [row for row in found if row["current"]]
    held = sum(bool(row["held"]) for row in current)
    late = sum(bool(row["late"]) for row in found)
    everything = sum(bool(row["held"]) for row in found)
    concerned = keep(leaves, [flag and s not in OUT_OF_COUNT for flag, s in _pairs(leaves)])
    coverage = _coverage(concerned)
    known = bool(current) and coverage.ever > 0
    word = "tenue" if len(current) == 1 else "tenues"
    text = f"{word} cette année : {number(held)} sur {number(len(current))}" if known else NOT_COMPUTABLE
    if known and any(_months(leaf) != 12 for leaf in records(concerned)):
        text = text.replace("cette année", f"dans {'sa' if len(current) == 1 else 'leur'} période en cours")
    when_held, _, share_held = text.partition(" : ")
    total = f"Depuis le début, {plural(everything, 'tenue')} sur {plural(len(found), 'attendue')}."
    sentence = f"Actions récurrentes {text}. {total}" if known else _silent_sentence(len(current))
    flags = (f"{plural(late, 'période achevée', 'périodes achevées')} sans que l’action ait eu lieu",) if late else ()
    when = stamp or Stamp(as_of)
    return Figure(
        key="recurrentes",
        title="Actions récurrentes tenues",
        value=100 * held / len(current) if known else None,
        unit="%",
        text=typeset(text),
        lead=share_held,
        rest=when_held if known else "",
        sentence=typeset(sentence),
        formula=_FORMULA,
        numerator=held if known else None,
        denominator=len(current),
        inputs=_shown(found, {row["action_id"] for row in records(concerned) if row["state_period"] is not None}),
        coverage=coverage,
        as_of=when.as_of,
        period_code=when.period_code,
        authors=tuple(sorted({name for name in texts(concerned, "author") if name})),
        flags=flags,
    )


def _pairs(leaves: pd.DataFrame) -> list[tuple[bool, str]]:
    return list(zip(truths(leaves, "recurrent"), [str(s) for s in texts(leaves, "status")], strict=True))


def _coverage(leaves: pd.DataFrame) -> Coverage:
    rows = [row for row in records(leaves) if row["state_period"] is not None]
    return Coverage(len(leaves), len(rows), sum(row["age"] == 0 for row in rows))


def _silent_sentence(expected: int) -> str:
    if expected == 0:
        return "Aucune action récurrente n’est attendue dans cette sélection."
    return "Personne n’a encore dit si les actions récurrentes ont été tenues : leurs pilotes peuvent le dire."


def _shown(rows: list[Row], spoken: set[Any]) -> pd.DataFrame:
    """The windows with French column names. `spoken`: ids of the actions that somebody ever spoke of."""
    return table(
        [
            {
                "Code": row["code"],
                "Action": typeset(str(row["title"])),
                "Du": short_day(row["starts_on"]),
                "Au": short_day(row["ends_on"]),
                "En cours": "oui" if row["current"] else "non",
                "Tenue": "oui" if row["held"] else "non",
                "En retard": "oui" if row["late"] else "non",
                "Renseignée": "oui" if row["action_id"] in spoken else "non",
            }
            for row in rows
        ],
        ("Code", "Action", "Du", "Au", "En cours", "Tenue", "En retard", "Renseignée"),
    )
