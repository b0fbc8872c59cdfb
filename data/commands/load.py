"""Load a catalogue into the store: one command, one transaction, one journal row."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import select

from data.catalogue import UNIVERSAL, AudienceTable, Catalogue
from data.catalogue import items as read
from data.commands.door import Writing, journal_once, writing
from data.database import Store
from data.errors import Refused
from data.geography.model import DepartementMap
from data.model import (
    Action,
    ActionAudience,
    Assignment,
    Audience,
    AudienceWording,
    DocumentEntry,
    Fiche,
    FicheAudience,
    FichePartner,
    Heading,
    Indicator,
    KeyFigure,
    Objective,
    Partner,
    Phase,
    Pilot,
    Plan,
    Target,
    Territory,
    WordingAudience,
)
from data.permissions import Act, Actor, require
from data.situation import rows_of
from data.vocabulary import PilotRole, TerritoryKind


def load_plan(
    store: Store,
    actor: Actor,
    catalogue: Catalogue,
    audiences: AudienceTable,
    places: DepartementMap | None,
) -> dict[str, int]:
    """Load a plan that the store does not hold yet.

    Args:
        audiences: the committed table of publics; rows of other plans are ignored.
        places: the département's EPCI and communes; None leaves the département alone (maps come later).

    Returns:
        Counts by list name.

    Raises:
        Refused: the plan is already there, or the actor may not edit plans.
    """
    with writing(store, actor, "Charger le plan", row_by_row=False) as door:
        require(actor, Act.EDIT_PLAN)
        loader = _Loader(door, catalogue)
        counts = loader.run(audiences, places)
        journal_once(door, "Charger le plan", "plan", catalogue.plan.code, dict(counts))
        return counts


class _Loader:
    """Keeps the code → id tables while the lists are inserted in their order of dependence."""

    def __init__(self, door: Writing, catalogue: Catalogue) -> None:
        self.session = door.session
        self.today = door.today
        self.catalogue = catalogue
        self.plan_id = 0
        self.ids: dict[str, dict[str, int]] = {}

    def run(self, table: AudienceTable, places: DepartementMap | None) -> dict[str, int]:
        catalogue = self.catalogue
        if self.session.exec(select(Plan).where(Plan.code == catalogue.plan.code)).first():
            raise Refused(f"Le plan « {catalogue.plan.code} » est déjà dans la base. Rien n’a été modifié.")
        self._plan(catalogue.plan)
        self._territories(catalogue.plan, places)
        self._headings()
        self._add(
            "phases",
            [
                Phase(
                    plan_id=self.plan_id, code=p.code, title=p.title, starts_on=p.starts_on, ends_on=p.ends_on
                )
                for p in catalogue.phases
            ],
        )
        self._audiences(table)
        self._add(
            "partners",
            [
                Partner(
                    plan_id=self.plan_id,
                    code=p.code,
                    title=p.title,
                    source_line=p.line,
                    details=dict(p.details),
                )
                for p in catalogue.partners
            ],
        )
        self._fiches()
        self._actions()
        self._indicators()
        self._figures_and_entries()
        lists = (
            "headings",
            "fiches",
            "objectives",
            "actions",
            "indicators",
            "key_figures",
            "audiences",
            "partners",
        )
        return {name: len(getattr(catalogue, name)) for name in lists} | {"entries": len(catalogue.entries)}

    def _add(self, kind: str, rows: list[Any]) -> None:
        self.session.add_all(rows)
        self.session.flush()
        self.ids[kind] = {row.code: row.id for row in rows}

    def _id(self, kind: str, code: str | None) -> int | None:
        return None if code is None else self.ids[kind][code]

    def _plan(self, plan: read.Plan) -> None:
        row = Plan(
            code=plan.code,
            title=plan.title,
            departement_code=plan.departement_code,
            departement_name=plan.departement_name,
            starts_on=date(plan.starts_year, 1, 1),
            ends_on=date(plan.ends_year, 12, 31),
            adopted_on=plan.adopted_on,
            levels=plan.levels.model_dump(mode="json"),
            event_name=plan.event_name or "Conférence des solidarités",
            reporting_months=plan.reporting_months,
            uses_percent=plan.uses_percent,
            source_file=plan.source_file,
            source_line=plan.line,
            details=_rest(
                plan,
                "code",
                "title",
                "departement_code",
                "departement_name",
                "levels",
                "event_name",
                "reporting_months",
                "uses_percent",
                "source_file",
                "line",
                "details",
            ),
        )
        self.session.add(row)
        self.session.flush()
        assert row.id is not None
        self.plan_id = row.id

    def _territories(self, plan: read.Plan, places: DepartementMap | None) -> None:
        whole = Territory(
            plan_id=self.plan_id,
            code=plan.departement_code,
            name=plan.departement_name,
            kind=TerritoryKind.DEPARTEMENT.value,
        )
        self._add("territories", [whole])
        if places is None:
            return
        table = places.places
        ids = self.ids["territories"]
        for kind in (TerritoryKind.DEPARTEMENT, TerritoryKind.EPCI, TerritoryKind.COMMUNE):
            rows: list[Territory] = []
            for place in rows_of(table[table["level"] == kind.value]):
                population = _int(place["population"])
                year = _int(place["population_year"]) if population is not None else None
                if kind is TerritoryKind.DEPARTEMENT:
                    whole.population, whole.population_year = population, year
                    continue
                rows.append(
                    Territory(
                        plan_id=self.plan_id,
                        code=place["code"],
                        name=place["name"],
                        kind=kind.value,
                        parent_id=ids.get(str(place["parent_code"]), whole.id),
                        population=population,
                        population_year=year,
                    )
                )
            self.session.add_all(rows)
            self.session.flush()
            ids |= {row.code: row.id for row in rows if row.id is not None}

    def _headings(self) -> None:
        self.ids["headings"] = {}
        for heading in sorted(self.catalogue.headings, key=lambda item: item.depth):
            row = Heading(
                plan_id=self.plan_id,
                parent_id=self._id("headings", heading.parent),
                code=heading.code,
                title=heading.title,
                depth=heading.depth,
                rank=heading.rank,
                source_line=heading.line,
                details=_rest(heading, *_ITEM, "parent", "depth", "rank"),
            )
            self.session.add(row)
            self.session.flush()
            assert row.id is not None
            self.ids["headings"][heading.code] = row.id

    def _audiences(self, table: AudienceTable) -> None:
        self._add(
            "audiences",
            [
                AudienceWording(
                    plan_id=self.plan_id,
                    code=a.code,
                    title=a.title,
                    source_line=a.line,
                    details=_rest(a, *_ITEM),
                )
                for a in self.catalogue.audiences
            ],
        )
        shared = {row.code: row for row in self.session.exec(select(Audience)).all()}
        for row in table.rows:
            if row.plan != self.catalogue.plan.code:
                continue
            if row.audience_code not in shared:
                shared[row.audience_code] = Audience(
                    code=row.audience_code,
                    title=row.audience,
                    rank=len(shared) + 1,
                    universal=row.audience_code == UNIVERSAL,
                )
                self.session.add(shared[row.audience_code])
                self.session.flush()
            audience_id = shared[row.audience_code].id
            assert audience_id is not None
            self.session.add(
                WordingAudience(
                    wording_id=self.ids["audiences"][row.wording_code], audience_id=audience_id, reason=row.reason
                )
            )
        self.session.flush()

    def _fiches(self) -> None:
        fiches = self.catalogue.fiches
        self._add(
            "fiches",
            [
                Fiche(
                    plan_id=self.plan_id,
                    heading_id=self.ids["headings"][f.heading],
                    code=f.code,
                    title=f.title,
                    rank=f.rank,
                    source_line=f.line,
                    details=_rest(f, *_ITEM, "heading", "rank", "audiences", "partners", "lead", "pilots"),
                )
                for f in fiches
            ],
        )
        for fiche in fiches:
            fiche_id = self.ids["fiches"][fiche.code]
            lines = {code: line for line in reversed(fiche.beneficiaries) for code in line.audiences}
            for code in fiche.audiences:
                line = lines.get(code)
                self.session.add(
                    FicheAudience(
                        fiche_id=fiche_id,
                        wording_id=self.ids["audiences"][code],
                        qualifier=line.qualifier if line else None,
                        source_line=line.line if line else None,
                    )
                )
            for code in fiche.partners:
                self.session.add(FichePartner(fiche_id=fiche_id, partner_id=self.ids["partners"][code]))
            self._pilots(fiche, fiche_id)
        self._add(
            "objectives",
            [
                Objective(
                    fiche_id=self.ids["fiches"][o.fiche],
                    code=o.code,
                    title=o.title,
                    rank=o.rank,
                    source_line=o.line,
                )
                for o in self.catalogue.objectives
            ],
        )

    def _pilots(self, fiche: read.Fiche, fiche_id: int) -> None:
        """Pilots as the document words them: the plan's own, never assigned by us."""
        known = self.ids.setdefault("pilots", {})
        named = [(fiche.lead, PilotRole.LEAD)] if fiche.lead else []
        named += [(name, PilotRole.CO_PILOT) for name in fiche.pilots if name != fiche.lead]
        for name, role in named:
            if name not in known:
                pilot = Pilot(plan_id=self.plan_id, name=name)
                self.session.add(pilot)
                self.session.flush()
                assert pilot.id is not None
                known[name] = pilot.id
            start = date(self.catalogue.plan.starts_year, 1, 1)
            self.session.add(
                Assignment(pilot_id=known[name], fiche_id=fiche_id, role=role.value, from_on=start)
            )

    def _actions(self) -> None:
        last_year = self.catalogue.plan.ends_year
        self.ids["actions"] = {}
        pending = list(self.catalogue.actions)
        while pending:
            ready = [a for a in pending if a.parent is None or a.parent in self.ids["actions"]]
            rows = [self._action(action, last_year) for action in ready]
            self.session.add_all(rows)
            self.session.flush()
            self.ids["actions"] |= {row.code: row.id for row in rows if row.id is not None}
            pending = [a for a in pending if a.code not in self.ids["actions"]]
        for action in self.catalogue.actions:
            for code in action.audiences:
                self.session.add(
                    ActionAudience(
                        action_id=self.ids["actions"][action.code], wording_id=self.ids["audiences"][code]
                    )
                )

    def _action(self, a: read.Action, last_year: int) -> Action:
        own = a.calendar
        starts = date(own.starts_year, 1, 1) if own and own.starts_year else None
        ends = date(own.ends_year or last_year, 12, 31) if own and own.starts_year else None
        return Action(
            plan_id=self.plan_id,
            fiche_id=self._id("fiches", a.fiche),
            heading_id=self._id("headings", a.heading),
            parent_id=self._id("actions", a.parent),
            phase_id=self._id("phases", a.phase),
            code=a.code,
            title=a.title,
            text=a.text,
            rank=a.rank,
            source_line=a.line,
            starts_on=starts,
            ends_on=ends,
            calendar_text=own.text if own else (a.recurrence.text if a.recurrence else None),
            recurrent=a.recurrence is not None,
            recurrence_months=a.recurrence.months if a.recurrence else None,
            trackable=a.trackable,
            territorial=a.territorial,
            hints=[hint.model_dump(mode="json", exclude_none=True) for hint in a.hints],
            sub_items=[item.model_dump(mode="json") for item in a.sub_items],
            details=_rest(
                a,
                *_ITEM,
                "fiche",
                "heading",
                "parent",
                "text",
                "rank",
                "phase",
                "trackable",
                "territorial",
                "audiences",
                "audiences_inherited",
                "hints",
                "sub_items",
            ),
        )

    def _indicators(self) -> None:
        self._add(
            "indicators",
            [
                Indicator(
                    plan_id=self.plan_id,
                    fiche_id=self._id("fiches", i.fiche),
                    heading_id=self._id("headings", i.heading),
                    code=i.code,
                    title=i.title,
                    rank=i.rank,
                    source_line=i.line,
                    unit=i.unit,
                    nature=i.nature,
                    measure_kind=i.measure_kind,
                    direction=i.direction,
                    compound=i.compound,
                    components=list(i.components),
                    details=_rest(
                        i,
                        *_ITEM,
                        "fiche",
                        "heading",
                        "rank",
                        "unit",
                        "measure_kind",
                        "direction",
                        "compound",
                        "components",
                    ),
                )
                for i in self.catalogue.indicators
            ],
        )
        whole = self.ids["territories"][self.catalogue.plan.departement_code]
        for indicator in self.catalogue.indicators:
            target = indicator.target
            if target is not None and target.value is not None and target.year is not None:
                self.session.add(
                    Target(
                        indicator_id=self.ids["indicators"][indicator.code],
                        territory_id=whole,
                        due_on=date(target.year, 12, 31),
                        value=float(target.value),
                    )
                )

    def _figures_and_entries(self) -> None:
        self._add(
            "key_figures",
            [
                KeyFigure(
                    plan_id=self.plan_id,
                    heading_id=self._id("headings", k.heading),
                    fiche_id=self._id("fiches", k.fiche),
                    kind=k.kind,
                    code=k.code,
                    title=k.title,
                    value=k.value,
                    unit=k.unit,
                    qualifier=k.qualifier,
                    year=None if k.year is None else str(k.year),
                    denominator=k.denominator,
                    note=k.note,
                    rank=rank,
                    source_line=k.line,
                    details=_rest(
                        k,
                        *_ITEM,
                        "heading",
                        "fiche",
                        "kind",
                        "value",
                        "unit",
                        "qualifier",
                        "year",
                        "denominator",
                        "note",
                    ),
                )
                for rank, k in enumerate(self.catalogue.key_figures, 1)
            ],
        )
        self.session.add_all(
            DocumentEntry(
                plan_id=self.plan_id,
                kind=e.kind,
                code=e.code,
                title=e.title,
                source_line=e.line,
                rank=rank,
                body=dict(e.body),
            )
            for rank, e in enumerate(self.catalogue.entries, 1)
        )
        self.session.flush()


_ITEM = ("code", "title", "line", "details")


def _rest(record: read.Record, *columns: str) -> dict[str, Any]:
    """What the record says beyond its columns, so that nothing of the document is lost; empty fields left out."""
    rest = record.model_dump(mode="json", exclude=set(columns), exclude_none=True)
    rest = {key: value for key, value in rest.items() if value not in ([], {}, False)}
    return rest | dict(getattr(record, "details", {}) if "details" in columns else {})


def _int(value: Any) -> int | None:
    return None if value is None or value != value else int(value)
