"""The pilots and parts of a plan within one command: changed as plain values, then written at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, or_, select

from data.commands.door import Writing, key
from data.commands.parts import Change, Effect, Unfit, applied, check_part, difference, given, joined_facts
from data.errors import Conflict, Refused
from data.french import folded
from data.model import Action, Assignment, Campaign, Expectation, Fiche, Pilot
from data.reminders.addresses import email_address
from data.roster import NO_FACTS, Held, PilotFacts
from data.typed import short
from data.vocabulary import CampaignStatus, PilotRole

NOTHING = "Rien n’a été modifié."


@dataclass(frozen=True)
class PartInput:
    """One part to give.

    Attributes:
        code: of a fiche; of an action when `role` is that of an action's pilot.
        facts: of the pilot, made if unknown.
        seen: ids of the parts that the person saw it change; Conflict when others would be (None: not checked).
    """

    pilot: str
    code: str
    role: PilotRole
    from_on: date
    to_on: date | None = None
    facts: PilotFacts = NO_FACTS
    seen: tuple[int, ...] | None = None


class Board:
    """The pilots and parts of the plan within one command: changed as plain values, then written at once."""

    def __init__(self, door: Writing) -> None:
        self.door = door
        plan_id = key(door.the_plan)
        self.pilots = list(
            door.session.exec(select(Pilot).where(Pilot.plan_id == plan_id).order_by(col(Pilot.id))).all()
        )
        self._by_name: dict[str, Pilot] = {}
        for pilot in self.pilots:
            self._know(pilot)
        names = {pilot.id: pilot.name for pilot in self.pilots}
        fiches = dict(door.session.exec(select(Fiche.id, Fiche.code).where(Fiche.plan_id == plan_id)).all())
        actions = dict(door.session.exec(select(Action.id, Action.code).where(Action.plan_id == plan_id)).all())
        self.ids = {(code, False): id_ for id_, code in fiches.items()} | {
            (code, True): id_ for id_, code in actions.items()
        }
        found = door.session.exec(
            select(Assignment)
            .join(Pilot, col(Pilot.id) == col(Assignment.pilot_id))
            .where(Pilot.plan_id == plan_id)
            .order_by(col(Assignment.from_on), col(Assignment.id))
        ).all()
        self.rows = {key(row): row for row in found}
        self.stored = [
            Held(
                names[row.pilot_id],
                actions[row.action_id] if row.fiche_id is None else fiches[row.fiche_id],
                PilotRole(row.role),
                row.from_on,
                row.to_on,
                row.id,
                row.version,
            )
            for row in found
        ]
        self.held = list(self.stored)

    def find(self, name: str) -> Pilot | None:
        """The pilot of that name, written the same way or but for capitals and accents."""
        return self._by_name.get(name) or self._by_name.get(folded(name))

    def _know(self, pilot: Pilot) -> None:
        """Find it by its name from now on, whatever the capitals and accents; a name written exactly so comes first."""
        self._by_name.setdefault(folded(pilot.name), pilot)
        self._by_name[pilot.name] = pilot

    def pilot_of(self, pilot_id: int) -> Pilot:
        found = next((pilot for pilot in self.pilots if pilot.id == pilot_id), None)
        if found is None:
            raise Refused(f"Ce pilote n’existe plus dans ce plan. {NOTHING} Rechargez la page.")
        return found

    def named(self, name: str, facts: PilotFacts) -> Pilot:
        """The pilot of that name with what is said of it, made if unknown."""
        wanted = short(name, "Le nom du pilote")
        row = self.find(wanted)
        if row is None:
            row = Pilot(plan_id=key(self.door.the_plan), name=wanted)
            self.door.session.add(row)
            self.pilots.append(row)
            self._know(row)
        write_facts(row, PilotFacts(row.direction, row.organisation, row.external, row.email), facts)
        return row

    def give(self, part: PartInput) -> Pilot:
        """Give one part; Refused naming its place."""
        plan = self.door.the_plan
        of_action = part.role is PilotRole.ACTION
        if (part.code, of_action) not in self.ids:
            what = "une action" if of_action else "une fiche"
            raise Refused(f"« {part.code[:80]} » n’est pas {what} de ce plan. {NOTHING}")
        row = self.named(part.pilot, part.facts)
        wanted = Held(row.name, part.code, part.role, part.from_on, part.to_on)
        try:
            check_part(wanted, of_action=of_action, starts_on=plan.starts_on, ends_on=plan.ends_on)
            move = given(self.held, wanted, self.door.today)
        except Unfit as error:
            raise Refused(f"{part.code} : {error} {NOTHING}") from error
        if any(change.before is not None and change.before.id is None for change in move.changes):
            raise Refused(f"{part.code} : deux lignes se contredisent sur les mêmes dates. {NOTHING}")
        check_touched(move.changes, part.seen, f"de {part.code}")
        if move.effect is not Effect.SAME:
            self.held = applied(self.held, move.changes)
        return row

    def change(self, changes: Sequence[Change]) -> None:
        """Change parts, in memory as `give` does."""
        self.held = applied(self.held, changes)

    def write(self) -> None:
        """Write what differs from the store, then let what is expected follow the leads."""
        session = self.door.session
        changes = difference(self.stored, self.held)
        for change in changes:
            if change.after is None and change.before is not None and change.before.id is not None:
                session.delete(self.rows[change.before.id])
        session.flush()  # new pilots get their id; what is removed leaves its place before something takes it
        ids = {pilot.name: key(pilot) for pilot in self.pilots}
        for change in changes:
            after = change.after
            if after is None:
                continue
            row = self.rows[after.id] if after.id is not None else self._new(after, ids[after.pilot])
            row.from_on, row.to_on = after.from_on, after.to_on
            session.add(row)
        session.flush()
        follow_leads(self.door)

    def _new(self, part: Held, pilot_id: int) -> Assignment:
        return Assignment(
            pilot_id=pilot_id,
            role=part.role.value,
            from_on=part.from_on,
            fiche_id=None if part.of_action else self.ids[part.code, False],
            action_id=self.ids[part.code, True] if part.of_action else None,
        )


def check_touched(changes: Sequence[Change], seen: tuple[int, ...] | None, whose: str) -> None:
    """Raise Conflict when other stored parts change than those that the person saw (None: not checked)."""
    touched = sorted(change.before.id for change in changes if change.before and change.before.id is not None)
    if seen is not None and touched != sorted(seen):
        raise Conflict(
            f"Les pilotages {whose} ont changé entre-temps. Rien n’a été écrasé : relisez ce qui va changer, puis "
            "confirmez à nouveau.",
            {},
        )


def write_facts(row: Pilot, known: PilotFacts, said: PilotFacts) -> None:
    """Write on a pilot's card what is known of it and what is said besides; Refused when the two cannot be."""
    direction, organisation = (said.direction or "").strip(), (said.organisation or "").strip()
    cleaned = PilotFacts(
        direction=short(direction, "La direction") if direction else None,
        organisation=short(organisation, "L’organisme") if organisation else None,
        external=said.external,
        email=address(said.email),
    )
    try:
        facts = joined_facts(known, cleaned)
    except Unfit as error:
        raise Refused(f"{error} {NOTHING}") from error
    row.direction, row.organisation, row.email = facts.direction, facts.organisation, facts.email
    row.external = bool(facts.external)


def address(text: str | None) -> str | None:
    """An address of e-mail, None for nothing; Refused otherwise."""
    said = (text or "").strip()
    found = email_address(said)
    if said and found is None:
        raise Refused(
            f"« {said[:60]} » n’est pas une adresse de courriel : "
            f"écrivez-la comme service@departement.example. {NOTHING}"
        )
    return found


def follow_leads(door: Writing) -> None:
    """What an open campaign expects of a fiche, it expects of who leads it today: nobody means the coordination."""
    leads = dict(
        door.session.exec(
            select(Assignment.fiche_id, Assignment.pilot_id)
            .join(Fiche, col(Fiche.id) == col(Assignment.fiche_id))
            .where(
                Fiche.plan_id == door.the_plan.id,
                Assignment.role == PilotRole.LEAD.value,
                Assignment.from_on <= door.today,
                or_(col(Assignment.to_on).is_(None), col(Assignment.to_on) >= door.today),
            )
            .order_by(col(Assignment.from_on), col(Assignment.id))
        ).all()
    )
    awaited = door.session.exec(
        select(Expectation)
        .join(Campaign, col(Campaign.id) == col(Expectation.campaign_id))
        .where(Campaign.plan_id == door.the_plan.id, Campaign.status == CampaignStatus.OPEN.value)
    ).all()
    for row in awaited:
        if row.pilot_id != leads.get(row.fiche_id):
            row.pilot_id = leads.get(row.fiche_id)
