"""The publics of a plan in its own words, and the shared publics that each means, as the store has them today."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col

from data.database import Store
from data.model import Audience, AudienceWording, WordingAudience
from data.reading.source import Source, labelled, source_of


@dataclass(frozen=True)
class Wording:
    """One wording. `meanings`: (title of a shared public, why or None), by rank; empty: it has none."""

    code: str
    title: str
    line: int | None
    meanings: tuple[tuple[str, str | None], ...]
    universal: bool


def wordings(store: Store, plan_code: str) -> tuple[Wording, ...]:
    """The plan's wordings in the order of its document. Raises StoreError when there is no such plan."""
    with store.read() as session:
        source = source_of(session, plan_code)
        meant = _meanings(source)
        rows = source.rows(
            labelled(
                id=AudienceWording.id,
                code=AudienceWording.code,
                title=AudienceWording.title,
                line=AudienceWording.source_line,
            )
            .where(col(AudienceWording.plan_id) == source.plan.id)
            .order_by(col(AudienceWording.id))
        )
    found: list[Wording] = []
    for row in rows:
        publics = meant.get(row["id"], [])
        pairs = tuple((title, reason) for title, reason, _universal in publics)
        universal = any(universal for _title, _reason, universal in publics)
        found.append(Wording(row["code"], row["title"], row["line"], pairs, universal))
    return tuple(found)


def _meanings(source: Source) -> dict[int, list[tuple[str, str | None, bool]]]:
    found: dict[int, list[tuple[str, str | None, bool]]] = {}
    query = (
        labelled(
            wording_id=WordingAudience.wording_id,
            title=Audience.title,
            reason=WordingAudience.reason,
            universal=Audience.universal,
        )
        .select_from(WordingAudience)
        .join(Audience, col(Audience.id) == col(WordingAudience.audience_id))
        .join(AudienceWording, col(AudienceWording.id) == col(WordingAudience.wording_id))
        .where(col(AudienceWording.plan_id) == source.plan.id)
        .order_by(col(Audience.rank), col(Audience.id))
    )
    for row in source.rows(query):
        found.setdefault(row["wording_id"], []).append((row["title"], row["reason"], row["universal"]))
    return found
