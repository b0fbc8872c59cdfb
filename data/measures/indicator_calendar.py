"""The calendar of what indicators owe: values and milestones that are overdue, then those of the next twelve months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.french import capitalised, day, number, plural, share, short_day, typeset
from data.measures.columns import table
from data.measures.figure import NOT_COMPUTABLE, Coverage, Figure, Stamp
from data.measures.indicator_board import Standing, whose
from data.measures.indicators import due_on
from data.situation import Situation
from data.vocabulary import MeasureKind

VALUE, MILESTONE = "valeur", "jalon"
_AHEAD = 12
"""Months shown ahead."""


@dataclass(frozen=True)
class Due:
    """One thing due. `what`: a value to give, or a milestone to hold; `who`: who carries its fiche."""

    one: Standing
    what: str
    on: date
    overdue: bool
    who: str


@dataclass(frozen=True)
class Calendar:
    """What is due as of a day, oldest first.

    Attributes:
        overdue: « indicateurs phares » first, then the oldest; coming: within twelve months; later: after them.
        silent: without any value, so that no due date can be worked out; unset: no periodicity is declared.
    """

    as_of: date
    overdue: tuple[Due, ...]
    coming: tuple[Due, ...]
    later: tuple[Due, ...]
    silent: int
    unset: int

    @property
    def total(self) -> int:
        return len(self.overdue) + len(self.coming) + len(self.later)

    @property
    def months(self) -> list[tuple[date, list[Due]]]:
        """First day of each month that has something due → what, in order."""
        found: dict[date, list[Due]] = {}
        for one in self.coming:
            found.setdefault(one.on.replace(day=1), []).append(one)
        return sorted(found.items())

    @property
    def sentence(self) -> str:
        if not self.total:
            return typeset(f"Aucune échéance n’est connue ; {self._undated}." if self._undated else "Rien n’est dû.")
        if self.overdue:
            oldest = min(each.on for each in self.overdue)
            verb = "est dépassée" if len(self.overdue) < 2 else "sont dépassées"
            said = f"{plural(len(self.overdue), 'échéance')} {verb} ({_kinds(self.overdue)}), depuis le {day(oldest)}"
        else:
            said = "Aucune échéance n’est dépassée"
        falls = {0: "aucune ne tombe", 1: "1 tombe"}.get(len(self.coming), f"{number(len(self.coming))} tombent")
        said += f" ; {falls} dans les douze mois"
        return typeset(said + (f" ; {self._undated}." if self._undated else "."))

    @property
    def _undated(self) -> str:
        parts = [f"{number(self.silent)} sans aucune valeur" if self.silent else ""]
        parts.append(f"{number(self.unset)} sans périodicité" if self.unset else "")
        said = ", ".join(part for part in parts if part)
        many = self.silent + self.unset
        return f"{plural(many, 'indicateur n’a', 'indicateurs n’ont')} pas d’échéance ({said})" if said else ""


def _kinds(found: Sequence[Due]) -> str:
    counts = [(sum(each.what == what for each in found), what) for what in (VALUE, MILESTONE)]
    return ", ".join(plural(count, "valeur" if what == VALUE else "jalon") for count, what in counts if count)


def due_calendar(found: Sequence[Standing], situation: Situation) -> Calendar:
    """What the indicators owe as of the Situation's day."""
    as_of = situation.as_of
    horizon = due_on(as_of, _AHEAD, 0) or date.max
    names: dict[str | None, str] = {}
    entries: list[Due] = []
    for one in found:
        fiche = one.indicator["fiche_code"]
        who = names.setdefault(fiche, _who(situation, fiche))
        if one.due is not None:
            entries.append(Due(one, VALUE, one.due, one.overdue, who))
        if one.indicator["measure_kind"] == MeasureKind.MILESTONE and not one.done and one.planned_on is not None:
            entries.append(Due(one, MILESTONE, one.planned_on, one.planned_on < as_of, who))
    dated = {each.one.code for each in entries}
    bare = [one for one in found if one.code not in dated and not one.done]
    entries.sort(key=lambda each: each.on)
    coming = tuple(each for each in entries if not each.overdue and each.on <= horizon)
    overdue = sorted((each for each in entries if each.overdue), key=lambda each: not each.one.indicator["flagship"])
    return Calendar(
        as_of=as_of,
        overdue=tuple(overdue),
        coming=coming,
        later=tuple(each for each in entries if not each.overdue and each.on > horizon),
        silent=sum(not one.said for one in bare),
        unset=sum(one.said for one in bare),
    )


def _who(situation: Situation, fiche: str | None) -> str:
    return "la coordination du schéma" if fiche is None else whose(situation, fiche)


def what_words(each: Due) -> str:
    """« Valeur attendue », « Jalon prévu », « Point sur le jalon »."""
    if each.what == MILESTONE:
        return "Jalon prévu"
    kind = each.one.indicator["measure_kind"]
    words = {MeasureKind.MILESTONE: "Nouvelles du jalon", MeasureKind.QUALITATIVE: "Texte attendu"}
    return words.get(MeasureKind(str(kind)), "Valeur attendue")


COLUMNS = ("Échéance", "État", "Ce qui est dû", "Code", "Indicateur", "Fiche", "Dernière valeur", "Qui")


def calendar_table(found: Calendar) -> pd.DataFrame:
    """What is overdue, then all that comes, with French headings."""
    rows = (
        (
            short_day(each.on),
            "dépassée" if each.overdue else "à venir",
            what_words(each),
            each.one.code,
            each.one.title,
            each.one.indicator["fiche_code"] or "—",
            each.one.text,
            capitalised(each.who),
        )
        for each in (*found.overdue, *found.coming, *found.later)
    )
    return table([dict(zip(COLUMNS, row, strict=True)) for row in rows], COLUMNS)


def due_figure(found: Calendar, stamp: Stamp) -> Figure:
    """Due dates gone by, over the known due dates."""
    text = share(len(found.overdue), found.total) if found.total else NOT_COMPUTABLE
    return Figure(
        key="echeances_depassees",
        title="Échéances dépassées",
        value=float(len(found.overdue)) if found.total else None,
        unit="échéances",
        text=text,
        sentence=found.sentence,
        formula=typeset(
            "Échéances dont le jour est passé ÷ échéances connues. Une valeur est due à la fin de la période de la "
            "dernière + la périodicité + le délai de disponibilité ; un jalon pas encore fait, au jour de sa cible."
        ),
        numerator=float(len(found.overdue)),
        denominator=float(found.total),
        inputs=calendar_table(found),
        excluded={"sans aucune valeur": found.silent, "sans périodicité": found.unset},
        coverage=Coverage(found.total, found.total, found.total, ("échéance connue", "échéances connues")),
        as_of=stamp.as_of,
        period_code=stamp.period_code,
    )
