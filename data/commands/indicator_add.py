"""Add an indicator to a plan: a free one, or one picked from the référentiel with where it comes from."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, func, select

from data.catalogue.reference import reference_of, same_wording
from data.commands.door import Writing, key, writing
from data.commands.plan import find, find_fiche
from data.database import Store
from data.errors import Refused
from data.model import Fiche, Heading, Indicator
from data.model.indicator import REFERENCE
from data.permissions import Act, Actor, require
from data.typed import LONGEST_TITLE, cleaned, short
from data.vocabulary import MeasureKind, Nature


def add_indicator(
    store: Store,
    actor: Actor,
    plan_code: str,
    *,
    reason: str,
    fiche_code: str | None = None,
    heading_code: str | None = None,
    title: str | None = None,
    unit: str | None = None,
    nature: Nature | None = None,
    measure_kind: MeasureKind | None = None,
    from_reference: str | None = None,
    now: datetime | None = None,
) -> str:
    """Add an indicator under a fiche, or a heading, or the whole plan (neither).

    Args:
        from_reference: code of the référentiel; its wording, unit, nature and kind hold unless another is given,
            and its document and line are kept.

    Returns:
        The code given to it (« P4-IND05 »).
    """
    with writing(store, actor, "Ajouter un indicateur", plan_code, reason=reason, now=now) as door:
        require(actor, Act.EDIT_INDICATORS, door.plan)
        picked = reference_of(from_reference) if from_reference else None
        if from_reference and picked is None:
            raise Refused(
                f"Le référentiel ne connaît pas « {from_reference[:60]} ». Rien n’a été ajouté : rechargez la page."
            )
        if fiche_code and heading_code:
            raise Refused("Un indicateur se rattache à une fiche ou à un niveau, pas aux deux. Rien n’a été ajouté.")
        wanted = short(title if title is not None else picked.title if picked else "", "L’intitulé")
        _check_new(door, wanted)
        fiche = find_fiche(door, fiche_code) if fiche_code else None
        heading = find(door.session, door.the_plan, "heading", heading_code) if heading_code else None
        assert heading is None or isinstance(heading, Heading)
        word = unit if unit is not None else picked.unit if picked else ""
        read_as = nature or (Nature(picked.nature) if picked and picked.nature else None)
        kind = measure_kind or (MeasureKind(picked.measure_kind) if picked else MeasureKind.FOLLOW_UP)
        components = list(picked.components) if picked else []
        row = Indicator(
            plan_id=key(door.the_plan),
            fiche_id=key(fiche) if fiche else None,
            heading_id=key(heading) if heading else None,
            code=_next_code(door, fiche or heading),
            title=wanted,
            rank=_next_rank(door),
            unit=cleaned(word, "L’unité", LONGEST_TITLE) or None,
            nature=read_as.value if read_as else None,
            measure_kind=kind.value,
            compound=bool(components),
            components=components,
            details={REFERENCE: {"code": picked.code, "source": picked.source}} if picked else {REFERENCE: {}},
        )
        door.session.add(row)
        return row.code


def _check_new(door: Writing, title: str) -> None:
    held = door.session.exec(select(Indicator.code, Indicator.title).where(Indicator.plan_id == door.the_plan.id)).all()
    same = next((code for code, known in held if same_wording(known) == same_wording(title)), None)
    if same is not None:
        raise Refused(
            f"Ce plan suit déjà « {title} » (indicateur {same}). Rien n’a été ajouté : précisez l’intitulé si c’est "
            "une autre mesure."
        )


def _next_code(door: Writing, parent: Fiche | Heading | None) -> str:
    """« P4-IND05 »: after the last of its parent, never one that was given."""
    stem = f"{parent.code}-IND" if parent else "IND"
    codes = door.session.exec(
        select(Indicator.code).where(Indicator.plan_id == door.the_plan.id, col(Indicator.code).startswith(stem))
    ).all()
    given = [int(code.removeprefix(stem)) for code in codes if code.removeprefix(stem).isdecimal()]
    return f"{stem}{max(given, default=0) + 1:02d}"


def _next_rank(door: Writing) -> int:
    last = door.session.exec(select(func.max(col(Indicator.rank))).where(Indicator.plan_id == door.the_plan.id)).one()
    return (last or 0) + 1
