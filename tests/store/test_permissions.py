"""Who may do what: every role before every command, denied unless this table says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.commands.contribution import contribute
from data.commands.plan import rename
from data.commands.report import ReportInput, StateInput, save_draft, submit_report
from data.database import Store
from data.errors import Refused
from data.permissions import Act, Actor, actor_of, may
from data.reading import situation
from data.vocabulary import Role, Status
from tests.support.commands import ALL, EDITIONS, ON_A_PLAN, ON_A_PLAN_WITHOUT_MAP, ON_THE_STORE, written_commands
from tests.support.plan_store import PLAN, ROLES, SMALL, Renewed, counts, fresh, journal, limited, raw, settled
from tests.support.quarter import NOW, OTHERS, SENT_BACK, TO_FILL, acting
from tests.support.small_plan import SMALL as SMALL_CODE

EDITORS = {Role.COORDINATOR, Role.ADMINISTRATOR}
DECIDERS = {Role.COORDINATOR, Role.DIRECTION}
PRESENTERS = {Role.COORDINATOR, Role.PRESENTER}
ALLOWED: dict[str, set[Role]] = {
    "add_fiche": EDITORS,
    "add_action": EDITORS,
    "rename": EDITORS,
    "set_calendar": EDITORS,
    "set_recurrence": EDITORS,
    "set_territorial": EDITORS,
    "set_uses_percent": EDITORS,
    "set_validation": EDITORS,
    "set_rule": EDITORS,
    "reset_rule": EDITORS,
    "set_threshold": EDITORS,
    "reset_threshold": EDITORS,
    "set_lead_axis": EDITORS,
    "remove_lead_axis": EDITORS,
    "replace_areas": EDITORS,
    "assign": {Role.COORDINATOR},
    "assign_many": {Role.COORDINATOR},
    "end_assignment": {Role.COORDINATOR},
    "hand_over": {Role.COORDINATOR},
    "update_pilot": {Role.COORDINATOR},
    "import_facilities": EDITORS,
    "remove_facilities": EDITORS,
    "load_plan": EDITORS,
    "import_plan": EDITORS,
    "load_initiatives": EDITORS,
    "complete_territories": EDITORS,
    "rate_objective": EDITORS,
    "configure_indicator": EDITORS,
    "set_target": EDITORS,
    "remove_target": EDITORS,
    "add_indicator": EDITORS,
    "record_measures": EDITORS,
    "record_values": EDITORS,
    "undo_values": EDITORS,
    "record_decision": DECIDERS,
    "validate_report": DECIDERS,
    "open_campaign": {Role.COORDINATOR},
    "close_campaign": {Role.COORDINATOR},
    "reopen_campaign": {Role.COORDINATOR},
    "set_campaign_dates": {Role.COORDINATOR},
    "excuse": {Role.COORDINATOR},
    "expect": {Role.COORDINATOR},
    "plan_meeting": {Role.COORDINATOR},
    "cancel_meeting": {Role.COORDINATOR},
    "freeze_closed": {Role.ADMINISTRATOR},
    # A pilot and a lead too, for what they carry: tested below.
    "submit_report": {Role.COORDINATOR},
    "contribute": {Role.COORDINATOR},
    "add_link": {Role.COORDINATOR},
    "add_file": {Role.COORDINATOR},
    # Who joined it, and the fiche's lead too.
    "remove_evidence": {Role.COORDINATOR},
    "save_draft": {Role.COORDINATOR},
    "discard_draft": {Role.COORDINATOR, Role.PILOT, Role.FICHE_LEAD},
    "create_edition": PRESENTERS,
    "edit_edition": PRESENTERS,
    "bind_edition": PRESENTERS,
    "set_site": PRESENTERS,
    "remove_edition": PRESENTERS,
    "add_scene": PRESENTERS,
    "edit_scene": PRESENTERS,
    "move_scene": PRESENTERS,
    "remove_scene": PRESENTERS,
    "add_edition_file": PRESENTERS,
    "remove_edition_file": PRESENTERS,
    "reread_text": {Role.COORDINATOR},
    "set_setting": {Role.ADMINISTRATOR},
    "add_account": {Role.ADMINISTRATOR},
    "send_reminders": {Role.COORDINATOR},
    "set_account_email": {Role.ADMINISTRATOR},
    "set_account_active": {Role.ADMINISTRATOR},
    "redact_entry": EDITORS,
    # The coordination too, once an administrator has deactivated it.
    "redact_account": {Role.ADMINISTRATOR},
}


@pytest.fixture(scope="module")
def without_small_plan(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """File of the same store, where the small plan may be loaded: read, never written."""
    store = fresh(told, tmp_path_factory.mktemp("without"))
    with raw(store) as connection:
        connection.execute("UPDATE plan SET code = 'ailleurs' WHERE code = ?", (SMALL_CODE,))
    settled(store)
    assert store.path is not None
    return store.path


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> Renewed:
    return Renewed(tmp_path_factory.mktemp("commands"))


def test_the_table_names_every_command() -> None:
    assert set(ALLOWED) == set(ALL) == written_commands()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_does_what_the_table_says_and_nothing_else(
    role: Role, without_small_plan: Path, renewed: Renewed
) -> None:
    store = renewed.fresh(without_small_plan)
    before, actor = counts(store), acting(store, ROLES[role])
    done: set[str] = set()
    for name, call in ALL.items():
        store = renewed.fresh(without_small_plan)
        refused = ""
        try:
            call(store, actor)
            done.add(name)
        except Refused as refusal:
            refused = str(refusal)
        if refused:
            assert "rien n’a été" in refused.lower(), name
            assert counts(store) == before, name
    assert done == {name for name, roles in ALLOWED.items() if role in roles}


@pytest.mark.soak
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.READER, Role.TERRITORY_DIRECTOR}))
def test_a_role_limited_to_a_plan_does_nothing_elsewhere(
    role: Role, without_small_plan: Path, renewed: Renewed
) -> None:
    store = renewed.fresh(without_small_plan)
    before, actor = counts(store), limited(acting(store, ROLES[role]), SMALL)
    for call in (ON_A_PLAN | EDITIONS | ON_THE_STORE | ON_A_PLAN_WITHOUT_MAP).values():
        store = renewed.fresh(without_small_plan)
        with pytest.raises(Refused):
            call(store, actor)
        assert counts(store) == before


def test_a_role_limited_to_a_plan_acts_on_it(store: Store, coordinator: Actor) -> None:
    rename(store, limited(coordinator, PLAN), PLAN, "fiche", "P1", "Autre titre", seen_version=1, reason="essai")
    assert journal(store, "Modifier un intitulé")


def test_what_a_page_is_told_is_what_the_command_does() -> None:
    for role in Role:
        actor = Actor(1, "x", "x", role)
        assert may(actor, Act.EDIT_PLAN) == (role in EDITORS)
        assert may(actor, Act.DECIDE) == (role in DECIDERS)


def report(fiche: str, *states: str, seen: int | None = None) -> ReportInput:
    said = tuple(StateInput(action_code=code, status=Status.IN_PROGRESS) for code in states)
    return ReportInput(fiche_code=fiche, period_code=NOW, done="Fait.", states=said, seen_version=seen)


def test_a_lead_fills_their_fiches_and_no_other(store: Store) -> None:
    lead = acting(store, "pilote")
    submit_report(store, lead, PLAN, report(TO_FILL, "P7-01", "P7-02"))
    submit_report(store, lead, PLAN, report(SENT_BACK, seen=2))
    before = counts(store)
    for act in (
        lambda: submit_report(store, lead, PLAN, report(OTHERS)),
        lambda: save_draft(store, lead, PLAN, OTHERS, NOW, {"done": "x"}),
    ):
        with pytest.raises(Refused, match=f"La fiche {OTHERS} n’est pas confiée"):
            act()
    assert counts(store) == before


def test_a_pilot_of_one_action_says_its_state_and_no_other(store: Store) -> None:
    pilot = acting(store, "action")
    before = counts(store)
    for states in (("P7-01",), ("P7-02", "P7-01"), ("P1-01",)):
        with pytest.raises(Refused):
            submit_report(store, pilot, PLAN, report(TO_FILL, *states))
    with pytest.raises(Refused, match=f"La fiche {OTHERS} n’est pas confiée"):
        submit_report(store, pilot, PLAN, report(OTHERS))
    assert counts(store) == before
    own, others = (StateInput(action_code=code, status=Status.IN_PROGRESS) for code in ("P7-02", "P7-01"))
    with pytest.raises(Refused, match="confiée à quelqu’un d’autre"):
        contribute(store, pilot, PLAN, TO_FILL, NOW, [own, others], {})
    assert counts(store) == before
    contribute(store, pilot, PLAN, TO_FILL, NOW, [own], {})
    said = situation(store, PLAN).states
    assert list(said[said["period"] == NOW]["author"]) == ["Ville centre"]


def test_a_part_that_has_ended_gives_no_right(store: Store) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE assignment SET to_on = '2026-10-05'")
    with pytest.raises(Refused, match="n’est pas confiée"):
        submit_report(store, acting(store, "pilote"), PLAN, report(TO_FILL))


def test_a_part_that_has_not_begun_gives_no_right(store: Store) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE assignment SET from_on = '2026-10-07'")
    with pytest.raises(Refused, match="n’est pas confiée"):
        submit_report(store, acting(store, "pilote"), PLAN, report(TO_FILL))


def test_an_account_that_is_gone_acts_no_more(store: Store) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE account SET active = 0 WHERE code = 'pilote'")
    with store.read() as session:
        for code in ("pilote", "inconnu", "' OR 1=1 --"):
            with pytest.raises(Refused, match="n’existe pas ou n’est plus actif"):
                actor_of(session, code)


def test_a_report_is_signed_by_an_account(store: Store, coordinator: Actor) -> None:
    nobody = Actor(None, "x", "x", coordinator.role)
    with pytest.raises(Refused, match="signé par un profil"):
        submit_report(store, nobody, PLAN, report(OTHERS))
