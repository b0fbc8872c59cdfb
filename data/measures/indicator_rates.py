"""The two rates of an indicator with a target, as figures: that of the year and that of the whole plan.

Each says why it is not computable, and what its bounds hide (« régression », « cible dépassée »).
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.french import number, percent, short_day, typeset
from data.measures.columns import as_number, table
from data.measures.figure import NOT_COMPUTABLE, Coverage, Figure, Stamp
from data.measures.indicator_board import Standing
from data.measures.indicators import FORMULAS, INDICATORS_KNOWN, IndicatorRate, yearly_rate
from data.measures.units import with_unit
from data.vocabulary import Direction, MeasureKind

YEARLY, GLOBAL = "taux_annuel", "taux_global"
NO_TARGET = "Aucune cible n’est fixée : il n’y a pas encore de taux à calculer."
SAME = "cible égale au départ : 100 % tant que la valeur tient dans le sens voulu, 0 % sinon"
"""The rule when there is no way to go (VI = VC), as it is said on screen."""


def rate_figures(
    one: Standing, measures: pd.DataFrame, targets: pd.DataFrame, place: str, stamp: Stamp
) -> tuple[Figure, ...]:
    """The yearly and the global rate; nothing for a kind that has none.

    `measures` (columns READABLE) and `targets` hold the indicator's own rows only.
    """
    if one.indicator["measure_kind"] != MeasureKind.TARGET:
        return ()
    as_of = stamp.as_of or date.max
    # Where the board gives no global rate, a value that it needs is hidden or partial: nor is the year's told.
    year = yearly_rate(one.indicator, measures, targets, place, as_of) if one.rate else None
    return (
        _figure(
            YEARLY, f"Taux de l’année {as_of.year}", one, year, stamp, f"Aucune cible n’est datée en {as_of.year}."
        ),
        _figure(GLOBAL, "Taux sur la durée du plan", one, one.rate, stamp, NO_TARGET),
    )


def _figure(
    key: str, title: str, one: Standing, rate: IndicatorRate | None, stamp: Stamp, without_target: str
) -> Figure:
    shown = rate.shown if rate else None
    why = _why(one, rate, without_target)
    lead, rest = (NOT_COMPUTABLE, why) if rate is None or shown is None else _words(one, rate, shown)
    direction = one.indicator["direction"]
    tolerance = as_number(one.indicator["tolerance"])
    flags = [rate.word] if rate and rate.word else []
    if rate and rate.start is not None and rate.start == rate.target and direction != Direction.HOLD:
        flags.append(SAME)
    if direction == Direction.HOLD and tolerance:
        flags.append(f"écart toléré : {number(tolerance, 2)}")
    if rate and rate.raw is not None and rate.word:
        flags.append(f"taux brut, avant les bornes : {percent(rate.raw, 1)}")
    known = int(shown is not None)
    return Figure(
        key=key,
        title=title,
        value=shown,
        unit="%",
        text=typeset(f"{lead}, {rest}" if shown is not None else lead),
        lead=typeset(lead),
        rest=typeset(rest),
        sentence=typeset(f"{title} : {lead}{', ' if shown is not None else ' ; '}{rest.rstrip('.')}."),
        formula=FORMULAS[Direction(str(direction))] if direction else "Aucune : le sens voulu n’est pas déclaré.",
        numerator=rate.raw if rate else None,
        inputs=_inputs(rate, one),
        coverage=Coverage(1, known, known, INDICATORS_KNOWN),
        as_of=stamp.as_of,
        period_code=stamp.period_code,
        flags=tuple(typeset(flag) for flag in flags),
    )


def _words(one: Standing, rate: IndicatorRate, shown: float) -> tuple[str, str]:
    """« 46 % du chemin », « de 1 830 à 2 962 usagers (31/12/2026) »."""
    word = f" ({rate.word})" if rate.word else ""
    aim = f"{with_unit(rate.target or 0.0, one.indicator['unit'], is_percent=one.is_percent)}"
    due = short_day(rate.target_on)
    if one.indicator["direction"] == Direction.HOLD:
        return f"tenue à {percent(shown)}", f"cible de {aim} ({due})"
    return f"{percent(shown)} du chemin{word}", f"de {number(rate.start, 2)} à {aim} ({due})"


def _why(one: Standing, rate: IndicatorRate | None, without_target: str) -> str:
    """Why there is no rate, the first thing to mend first."""
    if not one.said:
        return "Aucune valeur n’a encore été saisie."
    if rate is None:
        return "Une valeur est masquée, ou le total ne réunit pas tous les territoires."
    if rate.target is None:
        return without_target
    if one.indicator["direction"] is None:
        return "Le sens voulu (hausse, baisse ou maintien) n’est pas déclaré."
    if rate.current is None:
        return "Aucune valeur depuis le départ."
    return "La valeur de départ n’a pas été saisie."


_COLUMNS = ("Élément", "Date", "Valeur")


def _inputs(rate: IndicatorRate | None, one: Standing) -> pd.DataFrame:
    """What the formula divides; nothing when a part is hidden."""
    if rate is None:
        return table([], _COLUMNS)
    lines = (
        ("Départ (VI)", None, rate.start),
        ("Valeur actuelle (VA)", rate.current_on, rate.current),
        ("Cible (VC)", rate.target_on, rate.target),
    )
    rows = [(name, short_day(on), value) for name, on, value in lines if value is not None]
    tolerance = as_number(one.indicator["tolerance"])
    if one.indicator["direction"] == Direction.HOLD and tolerance is not None:
        rows.append(("Tolérance", "—", tolerance))
    return table([dict(zip(_COLUMNS, row, strict=True)) for row in rows], _COLUMNS)
