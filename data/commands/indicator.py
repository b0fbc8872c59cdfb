"""Indicators: how they are read, their targets, their values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlmodel import select

from data.commands.days import check_days
from data.commands.door import Writing, check_seen, key, writing
from data.commands.plan import find_territory
from data.database import Store
from data.errors import Conflict, Refused
from data.french import number, plural
from data.model import Fiche, Indicator, Measure, Target
from data.model.indicator import SCALE
from data.permissions import Act, Actor, require
from data.typed import LONGEST_TITLE, cleaned
from data.vocabulary import Aggregation, Direction, MeasureKind, Nature

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


_Step = Annotated[str, Field(min_length=1, max_length=60)]


class IndicatorSettings(BaseModel):
    """How an indicator is read. What is not given stays; given as None, it is emptied where that means something.

    `scale`: the steps of a qualitative one, lowest first; empty: it has none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure_kind: MeasureKind | None = None
    nature: Nature | None = None
    direction: Direction | None = None
    unit: Annotated[str, Field(max_length=200)] | None = None
    tolerance: Annotated[float, Field(allow_inf_nan=False, ge=0, le=_LARGEST)] | None = None
    territory_aggregation: Aggregation | None = None
    time_aggregation: Aggregation | None = None
    periodicity_months: Annotated[int, Field(ge=1, le=60)] | None = None
    availability_months: Annotated[int, Field(ge=0, le=60)] | None = None
    threshold: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    flagship: bool | None = None
    scale: Annotated[tuple[_Step, ...], Field(max_length=10)] | None = None


_EMPTIED = frozenset(
    {"nature", "direction", "unit", "tolerance", "periodicity_months", "availability_months", "threshold"}
)
"""Settings that may be « not declared »."""

_BOUNDS = {
    "measure_kind": "La mesure est « avec cible », « suivi », « jalon » ou « qualitatif ».",
    "nature": "Choisissez une nature de la liste, ou aucune.",
    "direction": "Le sens voulu est une hausse, une baisse, un maintien, ou rien.",
    "unit": "L’unité compte 200 caractères au plus.",
    "tolerance": "La tolérance est un nombre, 0 au moins.",
    "territory_aggregation": "Choisissez dans la liste comment les territoires s’additionnent.",
    "time_aggregation": "Choisissez dans la liste comment les dates s’additionnent.",
    "periodicity_months": "La périodicité va de 1 à 60 mois, ou reste vide.",
    "availability_months": "Le délai de disponibilité va de 0 à 60 mois, ou reste vide.",
    "threshold": "Le seuil de masquage est un nombre entier, de 0 à 1 000 000, ou reste vide.",
    "flagship": "Un indicateur est phare, ou ne l’est pas.",
    "scale": "Une échelle compte dix degrés au plus, de 60 caractères chacun.",
}


def indicator_settings(values: Mapping[str, Any]) -> IndicatorSettings:
    """Settings from what a form holds; Refused in French, each wrong field named."""
    try:
        return IndicatorSettings(**values)
    except ValidationError as error:
        names = dict.fromkeys(str(each["loc"][0]) for each in error.errors())
        said = " ".join(_BOUNDS.get(name, f"Le réglage « {name[:40]} » n’existe pas.") for name in names)
        raise Refused(f"{said} Rien n’a été modifié : corrigez ce réglage.") from error


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
        row = find_indicator(door, code)
        if seen_version is not None:
            check_seen(row, seen_version, {"title": row.title})
        given = settings.model_dump(exclude_unset=True, mode="json")
        if settings.measure_kind is not None and settings.measure_kind.value != row.measure_kind:
            _check_kind(door, row, settings.measure_kind)
        if "scale" in given:
            _set_scale(row, settings.scale or ())
        if given.get("unit") is not None:
            given["unit"] = cleaned(given["unit"], "L’unité", LONGEST_TITLE) or None
        for name, value in given.items():
            if name != "scale" and (value is not None or name in _EMPTIED):
                setattr(row, name, value)


def _set_scale(row: Indicator, steps: tuple[str, ...]) -> None:
    said = list(dict.fromkeys(step for each in steps if (step := " ".join(cleaned(each, "Un degré").split()))))
    details = {name: value for name, value in row.details.items() if name != SCALE}
    row.details = details | ({SCALE: said} if said else {})


def _check_kind(door: Writing, row: Indicator, kind: MeasureKind) -> None:
    """Refused when values already given would lose their meaning."""
    if kind not in (MeasureKind.MILESTONE, MeasureKind.QUALITATIVE):
        return
    held = door.session.exec(select(Measure).where(Measure.indicator_id == row.id)).all()
    if kind is MeasureKind.MILESTONE:
        lost = [each for each in held if each.value not in (None, 0, 1)]
        why = "autre que 0 ou 1 : un jalon se dit fait ou pas encore fait"
    else:
        lost = [each for each in held if each.value is not None and not each.text]
        why = "en chiffres, sans texte : un indicateur qualitatif ne montre que des textes"
    if lost:
        raise Refused(
            f"L’indicateur {row.code} a déjà {plural(len(lost), 'valeur')} {why}. "
            "Rien n’a été modifié : gardez sa mesure, ou suivez ce jalon ou ce texte par un nouvel indicateur."
        )


def set_target(
    store: Store,
    actor: Actor,
    plan_code: str,
    code: str,
    due_on: date,
    value: float,
    *,
    territory_code: str | None = None,
    reason: str | None = None,
    seen: float | None = None,
    now: datetime | None = None,
) -> None:
    """Set (or replace) the target of an indicator on a date in a territory; of a milestone, 1: the day it is due.

    `seen`: the value that the person changes. Conflict when it is another one now, or none; None: whatever is there.
    """
    with writing(store, actor, "Fixer une cible", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_INDICATORS, door.plan)
        check_days(door.the_plan, due_on)
        if not abs(value) <= _LARGEST:  # true for NaN too
            raise Refused(f"Indicateur {code[:40]} : la cible doit être un nombre. Rien n’a été modifié.")
        indicator, territory = find_indicator(door, code), find_territory(door, territory_code)
        if indicator.measure_kind == MeasureKind.QUALITATIVE:
            raise Refused(
                f"L’indicateur {indicator.code} est qualitatif : il n’a pas de cible chiffrée. Rien n’a été modifié."
            )
        if indicator.measure_kind == MeasureKind.MILESTONE and value != 1:
            raise Refused(
                f"L’indicateur {indicator.code} est un jalon : sa cible est une date, sans autre valeur que 1 "
                f"(reçu {number(value, 2)}). Rien n’a été modifié."
            )
        row = _target(door, indicator, key(territory), due_on)
        _check_target(row, seen)
        if row is None:
            row = Target(indicator_id=key(indicator), territory_id=key(territory), due_on=due_on, value=value)
        row.value = value
        door.session.add(row)


def remove_target(
    store: Store,
    actor: Actor,
    plan_code: str,
    code: str,
    due_on: date,
    *,
    territory_code: str | None = None,
    reason: str,
    seen: float | None = None,
    now: datetime | None = None,
) -> None:
    """Take away the target of an indicator on a date in a territory; the journal keeps what it was, and why.

    `seen`: as for `set_target`.
    """
    with writing(store, actor, "Retirer une cible", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_INDICATORS, door.plan)
        if not reason.strip():
            raise Refused("Dites en un mot pourquoi la cible est retirée. Rien n’a été modifié.")
        indicator, territory = find_indicator(door, code), find_territory(door, territory_code)
        row = _target(door, indicator, key(territory), due_on)
        if row is None:
            raise Refused(
                f"L’indicateur {indicator.code} n’a plus de cible à cette date : elle a peut-être déjà été retirée. "
                "Rien n’a été modifié : rechargez la page."
            )
        _check_target(row, seen)
        door.session.delete(row)


def _check_target(row: Target | None, seen: float | None) -> None:
    if seen is None or (row is not None and row.value == seen):
        return
    if row is None:
        raise Conflict("Cette cible a été retirée entre-temps. Rien n’a été modifié : rechargez la page.", {})
    raise Conflict(
        f"Cette cible a été modifiée entre-temps par quelqu’un d’autre : {number(row.value, 2)} maintenant. "
        "Rien n’a été écrasé : comparez les deux, puis enregistrez à nouveau.",
        {"value": row.value},
    )


def _target(door: Writing, indicator: Indicator, territory_id: int, due_on: date) -> Target | None:
    return door.session.exec(
        select(Target).where(
            Target.indicator_id == indicator.id,
            Target.territory_id == territory_id,
            Target.due_on == due_on,
        )
    ).first()


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
        find_indicator(door, measure.indicator_code),
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
    _check_said(indicator, measure, where)
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


def _check_said(indicator: Indicator, measure: MeasureInput, where: str) -> None:
    """Refused when the value is not of the indicator's kind: 0 or 1 for a milestone, a text for a qualitative one."""
    if indicator.measure_kind == MeasureKind.MILESTONE and measure.value not in (None, 0, 1):
        raise Refused(
            f"{where} : un jalon se dit fait (1) ou pas encore fait (0), pas {number(measure.value, 2)}. "
            "Rien n’a été enregistré."
        )
    if indicator.measure_kind != MeasureKind.QUALITATIVE:
        return
    if not (measure.text or "").strip():
        raise Refused(f"{where} : il est qualitatif et attend un texte daté. Rien n’a été enregistré.")
    steps: list[str] = indicator.details.get(SCALE) or []
    if steps and measure.qualifier and measure.qualifier not in steps:
        raise Refused(
            f"{where} : « {measure.qualifier[:60]} » n’est pas un degré de son échelle ({', '.join(steps)}). "
            "Rien n’a été enregistré."
        )


def find_indicator(door: Writing, code: str) -> Indicator:
    """An indicator of the plan by its code; Refused in French when there is none."""
    row = door.session.exec(
        select(Indicator).where(Indicator.plan_id == door.the_plan.id, Indicator.code == code)
    ).first()
    if row is None:
        raise Refused(f"L’indicateur « {code[:40]} » n’existe pas dans ce plan. Rien n’a été enregistré.")
    return row
