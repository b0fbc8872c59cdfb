"""Who carries the plan: given one by one or in bulk, ended, handed over in one act; what is expected follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from data.commands.campaign import close_campaign
from data.commands.contribution import contribute
from data.commands.pilot import PartInput, assign, assign_many, end_assignment, hand_over, update_pilot
from data.commands.report import ReportInput, StateInput, submit_report
from data.commands.store import add_account
from data.database import Store
from data.entry.pasted_pilots import pasted
from data.errors import Conflict, Refused
from data.period import Period
from data.permissions import SYSTEM, Actor
from data.reading import situation
from data.reading.entry import desk, recorded
from data.reading.pilots import roster
from data.roster import Held, PilotCard, PilotFacts
from data.situation import rows_of, where
from data.vocabulary import PilotRole, Role, Status
from tests.support.plan_store import PLAN, SMALL, counts, journal, limited, revision, rows, value
from tests.support.quarter import BEFORE, NOW, OTHERS, SENT_BACK, SUBMITTED, TO_FILL, TODAY, acting

EVE, START = TODAY - timedelta(days=1), date(2025, 7, 1)
LEAD, CO, DEPUTY, ACTION = PilotRole.LEAD, PilotRole.CO_PILOT, PilotRole.DEPUTY, PilotRole.ACTION
UNIT = "Service insertion"


def part(pilot: str, code: str, role: PilotRole = LEAD, since: date = TODAY, **rest: Any) -> PartInput:
    return PartInput(pilot, code, role, since, **rest)


def expected(store: Store, period: str = NOW) -> dict[str, str | None]:
    """Fiche → of whom its report is expected in a period."""
    asked = rows_of(where(situation(store, PLAN, period).expectations, period=period))
    return {row["fiche_code"]: row["pilot"] for row in asked}


def held(store: Store, code: str) -> list[tuple[str, PilotRole, date, date | None]]:
    return [(one.pilot, one.role, one.from_on, one.to_on) for one in roster(store, PLAN).parts if one.code == code]


def card(store: Store, name: str) -> PilotCard:
    found = roster(store, PLAN).pilot(name)
    assert found is not None
    return found


def a_part(store: Store, code: str, role: PilotRole = LEAD) -> Held:
    return next(one for one in roster(store, PLAN).parts if (one.code, one.role) == (code, role))


def refused(store: Store, act: Callable[[], object], words: str) -> None:
    """The act is refused in French and leaves everything as it was."""
    before, number = counts(store), revision(store)
    parts = roster(store, PLAN)
    with pytest.raises(Refused, match=words) as refusal:
        act()
    assert "Rien n’a été" in str(refusal.value)
    assert (counts(store), revision(store), roster(store, PLAN)) == (before, number, parts)


# --- giving --------------------------------------------------------------------------------------------------------


def test_a_new_lead_takes_the_place_of_the_former_and_answers_for_the_open_period(
    store: Store, coordinator: Actor
) -> None:
    assert expected(store)[TO_FILL] == UNIT
    assign(store, coordinator, PLAN, "MDPH", role=LEAD, from_on=TODAY, fiche_code=TO_FILL)
    assert held(store, TO_FILL) == [
        (UNIT, LEAD, START, EVE),
        ("CAF", CO, START, None),
        ("MDPH", LEAD, TODAY, None),
    ]
    assert expected(store)[TO_FILL] == "MDPH"
    assert expected(store, BEFORE)[TO_FILL] == UNIT  # a closed period keeps who it was asked of
    assert len(expected(store)) == 20, "one fiche came into the plan after the opening"


def test_a_part_to_come_changes_nothing_yet(store: Store, coordinator: Actor) -> None:
    later = date(2026, 11, 1)
    assign(store, coordinator, PLAN, "MDPH", role=LEAD, from_on=later, fiche_code=TO_FILL)
    assert expected(store)[TO_FILL] == UNIT
    assert TO_FILL in {one.fiche_code for one in desk(store, acting(store, "pilote"), PLAN, NOW).parts}
    refused(
        store,
        lambda: assign(store, coordinator, PLAN, "CCAS", role=LEAD, from_on=TODAY, fiche_code=TO_FILL),
        "« MDPH » sera responsable de la fiche P7 à partir du 1er novembre 2026",
    )


def test_many_parts_are_one_act(store: Store, coordinator: Actor) -> None:
    number = revision(store)
    rows_given = [
        part("Pôle nouveau", "P16", facts=PilotFacts(direction="Direction C")),
        part("pole nouveau", "P18", to_on=date(2026, 12, 31)),
        part("CCAS", "P16", CO, facts=PilotFacts(organisation="CCAS", external=True, email="ccas@valence.example")),
        part("CCAS", "P16-01", ACTION),
    ]
    assign_many(store, coordinator, PLAN, rows_given, reason="Comité du 5 octobre")
    assert revision(store) == number + 1
    assert expected(store)["P16"] == expected(store)["P18"] == "Pôle nouveau"
    assert card(store, "CCAS").facts == PilotFacts(None, "CCAS", True, "ccas@valence.example")
    lines = journal(store, "Confier des pilotages")
    assert {line["reason"] for line in lines} == {"Comité du 5 octobre"}
    assert sorted(line["table_name"] for line in lines) == ["assignment"] * 4 + ["expectation"] * 2 + ["pilot"] * 2
    assert "ccas@valence.example" not in "".join(line["after"] for line in lines)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (part("X", "P99"), "« P99 » n’est pas une fiche"),
        (part("X", "P7-01"), "« P7-01 » n’est pas une fiche"),
        (part("X", "P7", ACTION), "« P7 » n’est pas une action"),
        (part(" \x00", "P16"), "Le nom du pilote est vide"),
        (part("x" * 401, "P16"), "le maximum est de 400"),
        (part("X", "P16", to_on=EVE), "précède le début"),
        (part("X", "P16", since=date(2206, 1, 1)), "sortent de la durée du plan"),
        (part("X", "P16", since=date(2024, 12, 31)), "sortent de la durée du plan"),
        (part("X", "P16", facts=PilotFacts(direction="A", external=True)), "pas de direction du Département"),
        (part("X", "P16", facts=PilotFacts(email="a@b.example\nBcc: c@d.example")), "n’est pas une adresse"),
        (part("X", "P16", facts=PilotFacts(email="é@b.example")), "n’est pas une adresse"),
        (part("X", "P18"), "deux lignes se contredisent"),
    ],
)
def test_all_or_nothing(store: Store, coordinator: Actor, bad: PartInput, words: str) -> None:
    good = part("Pôle nouveau", "P18")
    refused(store, lambda: assign_many(store, coordinator, PLAN, [good, bad]), words)


def test_giving_nothing_or_elsewhere(store: Store, coordinator: Actor) -> None:
    refused(store, lambda: assign_many(store, coordinator, PLAN, []), "Aucun pilotage à confier")
    refused(store, lambda: assign_many(store, coordinator, SMALL, [part("X", "P7")]), "n’est pas une fiche")
    refused(
        store, lambda: assign_many(store, limited(coordinator, SMALL), PLAN, [part("X", "P7")]), "ne peut pas confier"
    )
    refused(store, lambda: assign_many(store, acting(store, "pilote"), PLAN, [part(UNIT, "P1")]), "ne peut pas confier")


def test_what_is_so_already_is_not_written_again(store: Store, coordinator: Actor) -> None:
    before = counts(store)["assignment"], counts(store)["journalentry"]
    assign_many(store, coordinator, PLAN, [part(UNIT, TO_FILL), part("caf", TO_FILL, CO)])
    assert (counts(store)["assignment"], counts(store)["journalentry"]) == before


def test_what_was_not_in_the_preview_is_not_written(store: Store, coordinator: Actor) -> None:
    seen = pasted("P16;MDPH\nP7;MDPH", roster(store, PLAN), TODAY).parts
    assign(store, coordinator, PLAN, "CCAS", role=LEAD, from_on=START, fiche_code="P16")
    with pytest.raises(Conflict, match="Les pilotages de P16 ont changé entre-temps"):
        assign_many(store, coordinator, PLAN, seen)
    assert [pilot for pilot, *_ in held(store, "P16")] == ["CCAS"]
    assert [pilot for pilot, *_ in held(store, "P7")] == [UNIT, "CAF"]
    assign_many(store, coordinator, PLAN, pasted("P16;MDPH\nP7;MDPH", roster(store, PLAN), TODAY).parts)
    assert held(store, "P16") == [("CCAS", LEAD, START, EVE), ("MDPH", LEAD, TODAY, None)]


def test_the_preview_says_what_the_command_does(store: Store, coordinator: Actor) -> None:
    text = "P16;pôle A\nP18;Pôle A;;Direction C\nP7;CAF\nP5;CAF;suppléance\nP7-02;MDPH;;;Maison;01/11/2026;30/11/2026"
    found = pasted(text, roster(store, PLAN), TODAY)
    assert not found.refused
    assign_many(store, coordinator, PLAN, found.parts)
    now = roster(store, PLAN)
    for line in pasted(text, now, TODAY).understood:
        assert not line.acts, line
    assert held(store, "P7-02") == [
        ("Ville centre", ACTION, START, date(2026, 10, 31)),
        ("MDPH", ACTION, date(2026, 11, 1), date(2026, 11, 30)),
    ]
    assert held(store, TO_FILL)[1:] == [("CAF", CO, START, EVE), ("CAF", LEAD, TODAY, None)]


def test_a_mistake_of_the_same_day_leaves_no_trace_but_in_the_journal(store: Store, coordinator: Actor) -> None:
    assign(store, coordinator, PLAN, "Erreur", role=LEAD, from_on=TODAY, fiche_code="P16")
    assign(store, coordinator, PLAN, "MDPH", role=LEAD, from_on=TODAY, fiche_code="P16")
    assert held(store, "P16") == [("MDPH", LEAD, TODAY, None)]
    assert [line["change"] for line in journal(store, "Confier un pilotage") if line["table_name"] == "assignment"][
        -2:
    ] == ["suppression", "ajout"]


# --- ending --------------------------------------------------------------------------------------------------------


def test_an_ended_lead_leaves_the_fiche_to_the_coordination(store: Store, coordinator: Actor) -> None:
    lead = a_part(store, TO_FILL)
    assert lead.id is not None
    assert lead.version is not None
    end_assignment(store, coordinator, PLAN, lead.id, EVE, seen_version=lead.version, reason="Départ")
    assert held(store, TO_FILL)[0] == (UNIT, LEAD, START, EVE)
    assert expected(store)[TO_FILL] is None
    with pytest.raises(Refused, match="n’est pas confiée"):
        submit_report(store, acting(store, "pilote"), PLAN, ReportInput(fiche_code=TO_FILL, period_code=NOW))


def test_a_part_to_come_may_not_take_place(store: Store, coordinator: Actor) -> None:
    assign(store, coordinator, PLAN, "MDPH", role=LEAD, from_on=date(2027, 1, 1), fiche_code="P16")
    planned = a_part(store, "P16")
    end_assignment(store, coordinator, PLAN, planned.id or 0, None, seen_version=1)
    assert held(store, "P16") == []


def test_endings_that_cannot_be(store: Store, coordinator: Actor) -> None:
    lead = a_part(store, TO_FILL)

    def end(last: date | None, part_id: int | None = lead.id, seen: int = 1, plan: str = PLAN) -> Callable[[], None]:
        return lambda: end_assignment(store, coordinator, plan, part_id or 0, last, seen_version=seen)

    refused(store, end(None), "a commencé le 1er juillet 2025")
    refused(store, end(START - timedelta(days=1)), "ne commence que le 1er juillet 2025")
    refused(store, end(TODAY, 999), "n’existe plus dans ce plan")
    refused(store, end(TODAY, plan=SMALL), "n’existe plus dans ce plan")
    with pytest.raises(Conflict):
        end(TODAY, seen=2)()
    end(TODAY)()
    refused(store, end(TODAY, seen=2), "s’arrête déjà le 6 octobre 2026")


# --- handing over --------------------------------------------------------------------------------------------------


def test_everything_passes_to_another_in_one_act(store: Store, coordinator: Actor) -> None:
    assign(store, coordinator, PLAN, UNIT, role=ACTION, from_on=START, action_code="P1-01")
    assign(store, coordinator, PLAN, UNIT, role=CO, from_on=date(2027, 1, 1), fiche_code="P16")
    number = revision(store)
    taker = hand_over(
        store, coordinator, PLAN, card(store, UNIT).pilot_id, "Pôle insertion", TODAY, reason="Réorganisation",
        facts=PilotFacts(direction="Direction B"),
    )  # fmt: skip
    assert revision(store) == number + 1
    now = roster(store, PLAN)
    assert card(store, "Pôle insertion") == PilotCard(
        taker, 1, "Pôle insertion", PilotFacts("Direction B", None, False)
    )
    mine = {(one.code, one.role, one.from_on) for one in now.parts if one.pilot == "Pôle insertion"}
    assert mine == {
        (TO_FILL, LEAD, TODAY),
        (SENT_BACK, LEAD, TODAY),
        (SUBMITTED, LEAD, TODAY),
        ("P1-01", ACTION, TODAY),
        ("P16", CO, date(2027, 1, 1)),
    }
    assert {one.to_on for one in now.parts if one.pilot == UNIT} == {EVE}
    assert {fiche for fiche, pilot in expected(store).items() if pilot == "Pôle insertion"} == {
        TO_FILL, SENT_BACK, SUBMITTED,
    }  # fmt: skip
    assert {line["reason"] for line in journal(store, "Transmettre des pilotages")} == {"Réorganisation"}
    with pytest.raises(Refused, match="n’est pas confiée"):
        submit_report(store, acting(store, "pilote"), PLAN, ReportInput(fiche_code=TO_FILL, period_code=NOW))
    add_account(store, SYSTEM, "releve", "Pôle insertion", Role.FICHE_LEAD, pilot_id=taker)
    submit_report(store, acting(store, "releve"), PLAN, ReportInput(fiche_code=TO_FILL, period_code=NOW, done="Vu."))
    # What was signed before keeps its author.
    assert recorded(store, PLAN, SUBMITTED, NOW).answer is not None
    assert recorded(store, PLAN, SUBMITTED, NOW).answer.author == UNIT  # pyright: ignore


def test_who_helped_takes_the_lead(store: Store, coordinator: Actor) -> None:
    hand_over(store, coordinator, PLAN, card(store, UNIT).pilot_id, card(store, "CAF").pilot_id, TODAY, reason="x")
    assert held(store, TO_FILL) == [
        (UNIT, LEAD, START, EVE),
        ("CAF", CO, START, EVE),
        ("CAF", LEAD, TODAY, None),
    ]


def test_hand_overs_that_cannot_be(store: Store, coordinator: Actor) -> None:
    unit, caf = card(store, UNIT).pilot_id, card(store, "CAF").pilot_id

    def pass_on(
        to: int | str = caf, on: date = TODAY, giver: int = unit, reason: str = "x", actor: Actor = coordinator
    ) -> Callable[[], int]:
        return lambda: hand_over(store, actor, PLAN, giver, to, on, reason=reason)

    refused(store, pass_on(unit), "Le même pilote")
    refused(store, pass_on(" service INSERTION "), "Le même pilote")
    refused(store, pass_on(999), "n’existe plus dans ce plan")
    refused(store, pass_on(giver=999), "n’existe plus dans ce plan")
    refused(store, pass_on(on=date(2025, 1, 1)), "que depuis le 1er juillet 2025")
    refused(store, pass_on(on=date(2031, 1, 1)), "hors de la durée du plan")
    refused(store, pass_on(""), "Le nom du pilote est vide")
    refused(store, pass_on(actor=acting(store, "pilote")), "ne peut pas confier ou transmettre")
    with pytest.raises(Refused, match="Le motif est vide"):
        pass_on(reason=" ")()
    pass_on()()
    refused(store, pass_on("MDPH"), "il n’y a rien à transmettre")


def test_a_hand_over_is_what_was_shown(store: Store, coordinator: Actor) -> None:
    unit = card(store, UNIT).pilot_id
    seen = [one.id or 0 for one in roster(store, PLAN).parts if one.pilot == UNIT]
    assign(store, coordinator, PLAN, UNIT, role=CO, from_on=START, fiche_code="P16")
    with pytest.raises(Conflict, match=f"Les pilotages de « {UNIT} » ont changé"):
        hand_over(store, coordinator, PLAN, unit, "MDPH", TODAY, reason="x", seen=seen)
    assert held(store, TO_FILL)[0] == (UNIT, LEAD, START, None)
    assert roster(store, PLAN).pilot("MDPH") is None


def test_a_period_that_is_closed_keeps_who_it_asked(store: Store, coordinator: Actor) -> None:
    close_campaign(store, coordinator, PLAN, Period.parse(NOW))
    hand_over(store, coordinator, PLAN, card(store, UNIT).pilot_id, "MDPH", TODAY, reason="x")
    assert expected(store)[TO_FILL] == UNIT


# --- a pilot's card ------------------------------------------------------------------------------------------------


def test_a_card_is_written_as_a_whole(store: Store, coordinator: Actor) -> None:
    unit = card(store, UNIT)
    facts = PilotFacts("Direction B", None, False, "insertion@departement.example")
    update_pilot(store, coordinator, PLAN, unit.pilot_id, name="Pôle insertion", facts=facts, seen_version=unit.version)
    assert card(store, "Pôle insertion").facts == facts
    assert rows(store, "SELECT name FROM account WHERE code = 'pilote'") == [(UNIT,)]
    (line,) = journal(store, "Modifier un pilote")
    assert json.loads(line["after"]) == {"name": "Pôle insertion", "direction": "Direction B", "email": "…"}
    update_pilot(
        store, coordinator, PLAN, unit.pilot_id, name="CAF 26", facts=PilotFacts(None, "CAF", True), seen_version=2
    )
    assert card(store, "CAF 26").facts == PilotFacts(None, "CAF", True, None)


def test_cards_that_cannot_be(store: Store, coordinator: Actor) -> None:
    unit = card(store, UNIT)

    def write(name: str = UNIT, facts: PilotFacts | None = None, seen: int = 1, plan: str = PLAN) -> Callable[[], None]:
        return lambda: update_pilot(
            store, coordinator, plan, unit.pilot_id, name=name, facts=facts or PilotFacts(), seen_version=seen
        )

    refused(store, write("caf"), "Un autre pilote s’appelle déjà « CAF »")
    refused(store, write(" "), "Le nom du pilote est vide")
    refused(store, write(facts=PilotFacts("Direction", None, True)), "pas de direction du Département")
    refused(store, write(facts=PilotFacts(email="x@y")), "n’est pas une adresse de courriel")
    refused(store, write(facts=PilotFacts(direction="x" * 401)), "le maximum est de 400")
    refused(store, write(plan=SMALL), "n’existe plus dans ce plan")
    write(facts=PilotFacts("Direction B"))()
    with pytest.raises(Conflict) as conflict:
        write("Autre")()
    assert conflict.value.theirs["direction"] == "Direction B"
    assert value(store, "SELECT count(*) FROM pilot WHERE name = 'Autre'") == 0


# --- what each part allows -----------------------------------------------------------------------------------------


def test_a_deputy_answers_as_the_lead_does(store: Store, coordinator: Actor) -> None:
    deputy = assign(store, coordinator, PLAN, "Suppléance", role=DEPUTY, from_on=TODAY, fiche_code=TO_FILL)
    add_account(store, SYSTEM, "suppleance", "Suppléance", Role.FICHE_LEAD, pilot_id=deputy)
    actor = acting(store, "suppleance")
    states = (StateInput(action_code="P7-01", status=Status.DONE),)
    submit_report(store, actor, PLAN, ReportInput(fiche_code=TO_FILL, period_code=NOW, done="Vu.", states=states))
    answer = recorded(store, PLAN, TO_FILL, NOW).answer
    assert answer is not None
    assert answer.author == "Suppléance"
    assert [one.action_code for one in desk(store, actor, PLAN, NOW).parts] == [None]


def test_the_pilot_of_an_action_does_not_answer_for_the_fiche(store: Store) -> None:
    actor = acting(store, "action")
    own = (StateInput(action_code="P7-02", status=Status.DONE),)
    for states in ((), own):
        report = ReportInput(fiche_code=TO_FILL, period_code=NOW, done="À la place du responsable.", states=states)
        with pytest.raises(Refused, match="revient à la personne qui en est responsable"):
            submit_report(store, actor, PLAN, report)
    assert recorded(store, PLAN, TO_FILL, NOW).answer is None
    contribute(store, actor, PLAN, TO_FILL, NOW, own, {})


def test_a_pilot_elsewhere_has_no_part_here(store: Store, coordinator: Actor) -> None:
    assign(store, coordinator, SMALL, UNIT, role=LEAD, from_on=date(2026, 1, 1), fiche_code="F2")
    assert OTHERS not in {one.code for one in roster(store, PLAN).parts}
    assert {one.pilot for one in roster(store, SMALL).parts} >= {UNIT}
    assert card(store, UNIT).pilot_id != roster(store, SMALL).pilot(UNIT).pilot_id  # pyright: ignore
