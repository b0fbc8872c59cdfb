"""Indicators: how they are read, their targets, their values."""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import select

from data.commands.days import check_days
from data.commands.door import Writing, check_seen, key, writing
from data.commands.plan import find_territory
from data.commands.texts import LONGEST_TITLE, cleaned
from data.database import Store
from data.errors import Refused
from data.model import Fiche, Indicator, Measure, Target
from data.permissions import Act, Actor, require
from data.vocabulary import Aggregation, Direction, MeasureKind

_LARGEST = 1e12
_Number = Annotated[float, Field(allow_inf_nan=False, ge=-_LARGEST, le=_LARGEST)]


class MeasureInput(BaseModel):
    """A value of an indicator at the end of a period, in a territory (None: the département)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator_code: str
    measured_on: date
    territory_code: str | None = None
    value: _Number | None = None
    numerator: _Number | None = None
    denominator: _Number | None = None
    qualifier: str | None = None
    text: str | None = None
    source: str | None = None
    baseline: bool = False


class IndicatorSettings(BaseModel):
    """How an indicator is read; None leaves a setting as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure_kind: MeasureKind | None = None
    direction: Direction | None = None
    tolerance: Annotated[float, Field(allow_inf_nan=False, ge=0, le=1e12)] | None = None
    territory_aggregation: Aggregation | None = None
    time_aggregation: Aggregation | None = None
    periodicity_months: Annotated[int, Field(ge=1, le=60)] | None = None
    availability_months: Annotated[int, Field(ge=0, le=60)] | None = None
    threshold: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    flagship: bool | None = None


def configure_indicator(
    store: Store,
    actor: Actor,
    plan_code: str,
    code: str,
    settings: IndicatorSettings,
    *,
    reason: str,
    seen_version: int | None = None,
    now: datetime | None = None,
) -> None:
    """Change how an indicator is read."""
    with writing(store, actor, "Régler un indicateur", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_INDICATORS, door.plan)
        row = _indicator(door, code)
        if seen_version is not None:
            check_seen(row, seen_version, {"title": row.title})
        for name, value in settings.model_dump(exclude_none=True, mode="json").items():
            setattr(row, name, value)


def set_target(
    store: Store,
    actor: Actor,
    plan_code: str,
    code: str,
    due_on: date,
    value: float,
    *,
    territory_code: str | None = None,
    now: datetime | None = None,
) -> None:
    """Set (or replace) the target of an indicator on a date in a territory."""
    with writing(store, actor, "Fixer une cible", plan_code, now=now) as door:
        require(actor, Act.EDIT_INDICATORS, door.plan)
        check_days(door.the_plan, due_on)
        if not isfinite(value) or abs(value) > _LARGEST:
            raise Refused(f"Indicateur {code[:40]} : la cible doit être un nombre. Rien n’a été modifié.")
        indicator, territory = _indicator(door, code), find_territory(door, territory_code)
        row = door.session.exec(
            select(Target).where(
                Target.indicator_id == indicator.id,
                Target.territory_id == territory.id,
                Target.due_on == due_on,
            )
        ).first()
        if row is None:
            row = Target(indicator_id=key(indicator), territory_id=key(territory), due_on=due_on, value=value)
        row.value = value
        door.session.add(row)


def record_measures(
    store: Store, actor: Actor, plan_code: str, measures: list[MeasureInput], *, now: datetime | None = None
) -> None:
    """Record values outside a report (coordinator), all or nothing; a value of the same day is replaced."""
    with writing(store, actor, "Saisir des valeurs d’indicateurs", plan_code, now=now) as door:
        require(actor, Act.EDIT_INDICATORS, door.plan)
        for measure in measures:
            write_measure(door, measure)


def write_measure(door: Writing, measure: MeasureInput, only_fiche: Fiche | None = None) -> None:
    """Add or replace one value within a command; `only_fiche` refuses an indicator of another fiche."""
    indicator, territory = (
        _indicator(door, measure.indicator_code),
        find_territory(door, measure.territory_code),
    )
    where = f"Indicateur {indicator.code}"
    if only_fiche is not None and indicator.fiche_id != only_fiche.id:
        raise Refused(f"{where} : il n’est pas de la fiche {only_fiche.code}. Rien n’a été enregistré.")
    if measure.value is None and measure.numerator is None and not (measure.text or "").strip():
        raise Refused(f"{where} : aucune valeur. Rien n’a été enregistré : laissez la ligne vide pour ne rien dire.")
    if measure.numerator is not None and not measure.denominator:
        raise Refused(f"{where} : un rapport demande un dénominateur différent de zéro. Rien n’a été enregistré.")
    check_days(door.the_plan, measure.measured_on)
    row = door.session.exec(
        select(Measure).where(
            Measure.indicator_id == indicator.id,
            Measure.territory_id == territory.id,
            Measure.measured_on == measure.measured_on,
            Measure.baseline == measure.baseline,
        )
    ).first()
    if row is None:
        row = Measure(
            indicator_id=key(indicator),
            territory_id=key(territory),
            measured_on=measure.measured_on,
            baseline=measure.baseline,
        )
    for field in ("value", "numerator", "denominator"):
        setattr(row, field, getattr(measure, field))
    row.qualifier = cleaned(measure.qualifier, f"{where} : la précision", LONGEST_TITLE) if measure.qualifier else None
    row.source = cleaned(measure.source, f"{where} : la source", LONGEST_TITLE) if measure.source else None
    if row.value is None and measure.numerator is not None and measure.denominator:
        row.value = 100 * measure.numerator / measure.denominator
        if abs(row.value) > _LARGEST:
            raise Refused(f"{where} : ce rapport n’est pas un nombre lisible. Rien n’a été enregistré : corrigez-le.")
    row.text = cleaned(measure.text, f"{where} : le texte") if measure.text else None
    row.account_id, row.said_at = door.actor.account_id, door.now
    door.session.add(row)


def _indicator(door: Writing, code: str) -> Indicator:
    row = door.session.exec(
        select(Indicator).where(Indicator.plan_id == door.the_plan.id, Indicator.code == code)
    ).first()
    if row is None:
        raise Refused(f"L’indicateur « {code[:40]} » n’existe pas dans ce plan. Rien n’a été enregistré.")
    return row
