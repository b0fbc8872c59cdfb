"""The plan's card, its headings, phases, fiches with their objectives, actions."""

from __future__ import annotations

from data.bodies.cells import Row
from data.commands.importing.bench import Bench
from data.model import Action, ActionAudience, Fiche, FicheAudience, FichePartner, Heading, Objective, Phase, Plan
from data.vocabulary import Validation

_CARD = (
    *("code", "title", "source_line", "departement_code", "departement_name", "starts_on", "ends_on", "adopted_on"),
    *("levels", "event_name", "reporting_months", "uses_percent", "territory_level", "source_file", "details"),
)
_ACTION = (
    *("rank", "starts_on", "ends_on", "calendar_text", "recurrent", "recurrence_months", "trackable"),
    *("territorial", "weight", "hints", "sub_items", "details"),
)


def write_card(bench: Bench) -> None:
    (card,) = bench.rows("plan")
    row = Plan(
        **bench.columns("plan", card, *_CARD),
        validation=card.get("validation") or Validation.COORDINATION.value,
        revision=card.get("revision") or 0,
    )
    bench.session.add(row)
    bench.session.flush()
    assert row.id is not None
    bench.plan_id = row.id


def write_headings(bench: Bench) -> None:
    def make(row: Row) -> Heading:
        return Heading(
            **bench.item("headings", row, "depth", "rank", "details"),
            parent_id=bench.maybe("headings", row.get("parent")),
        )

    bench.add_tree("headings", make, "parent")


def write_phases(bench: Bench) -> None:
    bench.add(
        "phases",
        [
            (
                row["code"],
                Phase(plan_id=bench.plan_id, **bench.columns("phases", row, "code", "title", "starts_on", "ends_on")),
            )
            for row in bench.rows("phases")
        ],
    )


def write_fiches(bench: Bench) -> None:
    rows = bench.rows("fiches")
    bench.add(
        "fiches",
        [
            (
                row["code"],
                Fiche(
                    **bench.item("fiches", row, "rank", "details"),
                    heading_id=bench.id("headings", row["heading"]),
                ),
            )
            for row in rows
        ],
    )
    said = {(row["fiche"], row["audience"]): row for row in bench.rows("fiche_audiences")}
    for row in rows:
        fiche_id = bench.id("fiches", row["code"])
        for code in row["audiences"]:
            mention = said.get((row["code"], code), {})
            bench.session.add(
                FicheAudience(
                    fiche_id=fiche_id,
                    wording_id=bench.id("audiences", code),
                    qualifier=mention.get("qualifier"),
                    source_line=mention.get("source_line"),
                )
            )
        bench.session.add_all(
            FichePartner(fiche_id=fiche_id, partner_id=bench.id("partners", code)) for code in row["partners"]
        )
    bench.session.add_all(
        Objective(
            fiche_id=bench.id("fiches", row["fiche"]),
            **bench.columns("objectives", row, "code", "title", "source_line", "rank"),
        )
        for row in bench.rows("objectives")
    )
    bench.session.flush()


def write_actions(bench: Bench) -> None:
    def make(row: Row) -> Action:
        return Action(
            **bench.item("actions", row, *_ACTION),
            text=row.get("text") or "",
            fiche_id=bench.maybe("fiches", row.get("fiche")),
            heading_id=bench.maybe("headings", row.get("heading")),
            parent_id=bench.maybe("actions", row.get("parent")),
            phase_id=bench.maybe("phases", row.get("phase")),
        )

    bench.add_tree("actions", make, "parent")
    bench.session.add_all(
        ActionAudience(action_id=bench.id("actions", row["code"]), wording_id=bench.id("audiences", code))
        for row in bench.rows("actions")
        for code in row["audiences"]
    )
    bench.session.flush()
