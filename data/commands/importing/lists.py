"""Territories, publics with the shared vocabulary, partners, indicators, figures, entries."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from data.bodies.cells import Row
from data.commands.importing.bench import Bench
from data.model import (
    Audience,
    AudienceWording,
    DocumentEntry,
    Indicator,
    KeyFigure,
    Partner,
    Territory,
    WordingAudience,
)

_TERRITORY = ("code", "name", "kind", "population", "population_year", "indicative")
_INDICATOR = (
    *("rank", "unit", "nature", "measure_kind", "direction", "tolerance", "territory_aggregation"),
    *("time_aggregation", "periodicity_months", "availability_months", "threshold", "flagship"),
    *("compound", "components", "details"),
)
_FIGURE = ("kind", "value", "unit", "qualifier", "year", "denominator", "note", "rank", "details")


def write_territories(bench: Bench) -> None:
    def make(row: Row) -> Territory:
        named = ("parent", "canton", "area")
        links: dict[str, Any] = {f"{name}_id": bench.maybe("territories", row.get(name)) for name in named}
        return Territory(plan_id=bench.plan_id, **bench.columns("territories", row, *_TERRITORY), **links)

    bench.add_tree("territories", make, "parent", "canton", "area")


def write_publics(bench: Bench) -> None:
    """The plan's wordings, and the shared publics that they mean: the store's own where it has them."""
    bench.add(
        "audiences",
        [(row["code"], AudienceWording(**bench.item("audiences", row, "details"))) for row in bench.rows("audiences")],
    )
    held = {row.code: row for row in bench.session.exec(select(Audience)).all()}
    taken = {row.rank for row in held.values()}
    for row in bench.rows("shared_audiences"):
        if row["code"] not in held:
            rank = row["rank"] if row["rank"] not in taken else max(taken) + 1
            held[row["code"]] = Audience(code=row["code"], title=row["title"], rank=rank, universal=row["universal"])
            taken.add(rank)
            bench.session.add(held[row["code"]])
    bench.session.flush()
    for row in bench.rows("audiences"):
        reasons: dict[str, str] = row.get("reasons") or {}
        for code in row["shared"]:
            public = held[code].id
            assert public is not None
            bench.session.add(
                WordingAudience(
                    wording_id=bench.id("audiences", row["code"]), audience_id=public, reason=reasons.get(code)
                )
            )
    bench.session.flush()


def write_partners(bench: Bench) -> None:
    bench.add(
        "partners",
        [(row["code"], Partner(**bench.item("partners", row, "details"))) for row in bench.rows("partners")],
    )


def write_indicators(bench: Bench) -> None:
    bench.add(
        "indicators",
        [
            (row["code"], Indicator(**bench.item("indicators", row, *_INDICATOR), **_place(bench, row)))
            for row in bench.rows("indicators")
        ],
    )


def write_key_figures(bench: Bench) -> None:
    bench.add(
        "key_figures",
        [
            (row["code"], KeyFigure(**bench.item("key_figures", row, *_FIGURE), **_place(bench, row)))
            for row in bench.rows("key_figures")
        ],
    )


def write_entries(bench: Bench) -> None:
    bench.session.add_all(
        DocumentEntry(**bench.item("entries", row, "kind", "rank", "body")) for row in bench.rows("entries")
    )
    bench.session.flush()


def _place(bench: Bench, row: Row) -> dict[str, Any]:
    return {
        "fiche_id": bench.maybe("fiches", row.get("fiche")),
        "heading_id": bench.maybe("headings", row.get("heading")),
    }
