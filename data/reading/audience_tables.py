"""Publics: the shared vocabulary, and which fiches and actions name them, in the plan's own words."""

from __future__ import annotations

from sqlmodel import col

from data.model import (
    Action,
    ActionAudience,
    Audience,
    AudienceWording,
    Fiche,
    FicheAudience,
    WordingAudience,
)
from data.reading.source import Rows, Source, labelled


def audiences(source: Source) -> Rows:
    return source.rows(
        labelled(code=Audience.code, title=Audience.title, rank=Audience.rank, universal=Audience.universal).order_by(
            col(Audience.rank), col(Audience.id)
        )
    )


def fiche_audiences(source: Source) -> Rows:
    """One row per fiche, wording and shared public that the wording means."""
    named = source.of_fiche(
        FicheAudience,
        wording_id=FicheAudience.wording_id,
        qualifier=FicheAudience.qualifier,
        source_line=FicheAudience.source_line,
    ).order_by(col(Fiche.id), col(FicheAudience.wording_id))
    means = meanings(source)
    return [row | meant for row in source.rows(named) for meant in means.get(row["wording_id"], [])]


def action_audiences(source: Source, of_fiches: Rows) -> Rows:
    """The publics named by an action's own sentence; an action that names none inherits its fiche's."""
    means = meanings(source)
    named = source.rows(
        labelled(action_id=ActionAudience.action_id, wording_id=ActionAudience.wording_id)
        .join(Action, col(Action.id) == col(ActionAudience.action_id))
        .where(col(Action.plan_id) == source.plan.id)
        .order_by(col(ActionAudience.action_id), col(ActionAudience.wording_id))
    )
    own = [row | meant | {"inherited": False} for row in named for meant in means.get(row["wording_id"], [])]
    with_own = {row["action_id"] for row in named}
    by_fiche: dict[str, Rows] = {}
    for row in of_fiches:
        by_fiche.setdefault(row["fiche_code"], []).append(row)
    placed = source.rows(
        labelled(action_id=Action.id, fiche_code=Fiche.code)
        .join(Fiche, col(Fiche.id) == col(Action.fiche_id))
        .where(col(Action.plan_id) == source.plan.id)
        .order_by(col(Action.id))
    )
    inherited = [
        row | {"action_id": action["action_id"], "inherited": True}
        for action in placed
        if action["action_id"] not in with_own
        for row in by_fiche.get(action["fiche_code"], [])
    ]
    return own + inherited


def meanings(source: Source) -> dict[int, Rows]:
    """Wording → the shared publics that it means."""
    found: dict[int, Rows] = {}
    query = (
        labelled(
            wording_id=WordingAudience.wording_id,
            audience_code=Audience.code,
            wording=AudienceWording.title,
        )
        .select_from(WordingAudience)
        .join(Audience, col(Audience.id) == col(WordingAudience.audience_id))
        .join(AudienceWording, col(AudienceWording.id) == col(WordingAudience.wording_id))
        .where(col(AudienceWording.plan_id) == source.plan.id)
        .order_by(col(WordingAudience.wording_id), col(Audience.rank), col(Audience.id))
    )
    for row in source.rows(query):
        found.setdefault(row.pop("wording_id"), []).append(row)
    return found
