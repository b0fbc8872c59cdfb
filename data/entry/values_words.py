"""What the page of values says: which indicators are waited for, what is given, what will change, what stays hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.entry.values_judged import Difference, Judged
from data.entry.values_paste import Stray
from data.entry.values_sheet import ValueSheet
from data.french import capitalised, listing, number, plural, short_day, typeset
from data.measures.columns import Row, as_date, as_number, records, table
from data.measures.indicators import due_on, latest
from data.measures.readable import readable_measures
from data.measures.units import masks_value, smallest_of
from data.situation import Situation, where
from data.vocabulary import MeasureKind


@dataclass(frozen=True)
class Choice:
    """An indicator to choose. `due`: the day by which its next value is waited for; `late`: that day has come."""

    code: str
    title: str
    due: date | None
    late: bool
    said: bool

    @property
    def words(self) -> str:
        """« P4-IND02 – Nombre d’usagers… (attendu depuis le 31/08/2026) »."""
        said = "" if self.said else " (aucune valeur)"
        if self.due is not None:
            said = f" ({'attendu depuis' if self.late else 'attendu pour'} le {short_day(self.due)})"
        return typeset(f"{self.code} – {self.title}{said}")


def choices(situation: Situation) -> tuple[Choice, ...]:
    """The plan's indicators: those that are late first, then those that are followed, then the others."""
    last: dict[str, date] = {}
    reached = {
        str(row["indicator_code"])
        for row in records(where(situation.measures, baseline=False))
        if (as_number(row["value"]) or 0) > 0
    }
    for row in records(latest(where(situation.measures, baseline=False))):
        on = as_date(row["on"])
        code = str(row["indicator_code"])
        last[code] = max(last.get(code, date.min), on or date.min)
    found: list[Choice] = []
    for row in records(situation.indicators):
        code = str(row["code"])
        over = row["measure_kind"] == MeasureKind.MILESTONE and code in reached
        due = (
            None
            if over
            else due_on(last.get(code), as_number(row["periodicity_months"]), as_number(row["availability_months"]))
        )
        late = due is not None and due <= situation.today
        found.append(Choice(code, str(row["title"]), due, late, code in last))
    return tuple(sorted(found, key=lambda one: (not one.late, not one.said, one.due or date.max)))


def waiting_sentence(found: Sequence[Choice]) -> str:
    """« 2 indicateurs du plan attendent une valeur. »"""
    late = sum(one.late for one in found)
    if not late:
        return "Aucun indicateur n’attend de valeur aujourd’hui."
    return f"{plural(late, 'indicateur attend', 'indicateurs attendent')} une valeur aujourd’hui."


def asked_day(sheet: ValueSheet) -> date | None:
    """The day whose values the page speaks of first: the next one waited for if its period is over, else the last
    one given, else the last period's. None: no period of the plan is over yet."""
    if not sheet.days:
        return None
    last = max((on for _, on in sheet.held), default=None)
    every = as_number(sheet.indicator["periodicity_months"])
    following = due_on(last, every, 0)
    if following is not None:
        waited = [on for on in sheet.days if last is not None and last < on <= following and on == following]
        return waited[0] if waited else last
    return sheet.days[-1]


def given_sentence(sheet: ValueSheet, on: date | None) -> str:
    """« 12 valeurs sur 16 pour le 3e trimestre 2026 ; il manque Diois et Royans-Vercors. »"""
    if on is None:
        return f"Le plan commence le {short_day(sheet.starts_on)} : aucune de ses périodes n’est encore achevée."
    places = sheet.level or sheet.places[:1]
    missing = [one.short for one in places if (one.code, on) not in sheet.held]
    when = sheet.day_long(on)
    if not sheet.level:
        return typeset(f"Pour {when}, la valeur du département {'manque' if missing else 'est donnée'}.")
    given = len(places) - len(missing)
    head = f"{plural(given, 'valeur')} sur {number(len(places))} pour {when}"
    if not given:
        return typeset(f"Aucune valeur sur {number(len(places))} pour {when}.")
    return typeset(f"{head} ; il manque {listing(missing, most=5)}." if missing else f"{head} : tout est donné.")


# --- before recording ---------------------------------------------------------------------------------------------


def changes_sentence(judged: Judged, strays: Sequence[Stray]) -> str:
    """« 12 valeurs nouvelles, 3 changées et 1 retirée ; 2 cases refusées. »"""
    ready = judged.ready
    removed = sum(one.removes for one in ready)
    new = sum(one.old is None for one in ready)
    parts = [
        words
        for count, words in (
            (new, plural(new, "valeur nouvelle", "valeurs nouvelles")),
            (len(ready) - new - removed, plural(len(ready) - new - removed, "valeur changée", "valeurs changées")),
            (removed, plural(removed, "valeur retirée", "valeurs retirées")),
        )
        if count
    ]
    refused = refused_count(judged, strays)
    left = [plural(refused, "case refusée", "cases refusées")] if refused else []
    if judged.clashes:
        left.append(plural(len(judged.clashes), "valeur modifiée entre-temps", "valeurs modifiées entre-temps"))
    said = listing(parts) or "Rien à enregistrer"
    return typeset(capitalised(f"{said} ; {listing(left)}." if left else f"{said}."))


def refused_count(judged: Judged, strays: Sequence[Stray]) -> int:
    """How many cells are refused, those that have no place in the grid included."""
    return sum(len(one.slots) for one in judged.refused) + len(strays)


DIFFERENCE_COLUMNS = ("Territoire", "Date", "Avant", "Après", "Pour les lecteurs")


def difference_table(
    sheet: ValueSheet, found: Sequence[Difference], hidden: frozenset[tuple[str, date]]
) -> pd.DataFrame:
    """What will change, a line a value; `hidden`: what readers will see as « masqué »."""
    rows = [
        (
            sheet.place(one.change.territory_code).short,
            sheet.day_words(one.change.measured_on),
            sheet.words(one.old),
            "retirée" if one.removes else sheet.words(one.change.said),
            "masquée" if (one.change.territory_code, one.change.measured_on) in hidden else "visible",
        )
        for one in found
    ]
    return table([dict(zip(DIFFERENCE_COLUMNS, row, strict=True)) for row in rows], DIFFERENCE_COLUMNS)


def hidden_after(situation: Situation, sheet: ValueSheet, found: Sequence[Difference]) -> frozenset[tuple[str, date]]:
    """(territory, day) of every value that readers will see as « masqué » once `found` is recorded."""
    mine = where(situation.indicators, code=sheet.code)
    changed = {(one.change.territory_code, one.change.measured_on): one.change.said for one in found}
    held: list[Row] = [
        row
        for row in records(where(situation.measures, indicator_code=sheet.code))
        if row["baseline"] or (str(row["territory_code"]), as_date(row["on"])) not in changed
    ]
    blank = dict.fromkeys(situation.measures.columns)
    held += [
        blank | {"indicator_code": sheet.code, "territory_code": code, "on": on, "baseline": False, **said.model_dump()}
        for (code, on), said in changed.items()
        if said is not None
    ]
    after = table(held, list(situation.measures.columns))
    shown = readable_measures(situation.with_(indicators=mine, measures=after)).get(sheet.code)
    if shown is None:
        return frozenset()
    return frozenset(
        (str(row["territory_code"]), on)
        for row in records(shown)
        if row["masked"] and not row["baseline"] and (on := as_date(row["on"])) is not None
    )


def hidden_words(sheet: ValueSheet, found: Sequence[Difference], hidden: frozenset[tuple[str, date]]) -> str | None:
    """« Les lecteurs verront « masqué » à la place de 3 de ces valeurs (…). »; None when nothing can be hidden."""
    smallest = smallest_of(sheet.indicator)
    if smallest is None or not (sheet.parts != ("value",) or masks_value(sheet.indicator, in_territory=True)):
        return None
    places = [
        f"{sheet.place(one.change.territory_code).short} ({sheet.day_words(one.change.measured_on)})"
        for one in found
        if (one.change.territory_code, one.change.measured_on) in hidden
    ]
    rule = f"un nombre sous {number(smallest, 0)}, ou qui permettrait d’en retrouver un, est masqué"
    if not places:
        return typeset(f"Vous voyez ici les vraies valeurs. Pour les lecteurs, {rule}.")
    count = plural(len(places), "de ces valeurs sera masquée", "de ces valeurs seront masquées")
    return typeset(f"Pour les lecteurs, {rule} : {count} ({listing(places, most=4)}).")
