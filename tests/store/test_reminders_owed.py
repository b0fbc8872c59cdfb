"""Who owes what in the open campaigns, as reminders read it."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from data.commands.contribution import contribute
from data.commands.reminder import TIMER, send_reminders
from data.commands.report import ReportInput, StateInput, submit_report
from data.commands.store import set_account_active
from data.database import Store
from data.errors import Refused, StoreError
from data.permissions import SYSTEM
from data.reading import situation
from data.reading.reminders import outlook
from data.reminders.owing import Asked
from data.vocabulary import Status
from tests.support.plan_store import CAME_LATER, PLAN, SMALL, raw
from tests.support.quarter import NOW, SENT_BACK, SUBMITTED, TO_FILL, TODAY, acting

EXCUSE_ALL = (
    "UPDATE expectation SET excused = 1, reason = 'sans objet' "
    "WHERE campaign_id IN (SELECT id FROM campaign WHERE closed_on IS NULL)"
)


def owed(store: Store, plan: str | None = PLAN, day: date = TODAY) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for debt in outlook(store, plan, now=datetime(day.year, day.month, day.day, 8, 0).astimezone()).debts:
        mine = found.setdefault(debt.recipient.name, [])
        mine += [(item.fiche_code, item.asked.value) for item in debt.items]
    return found


def test_each_owes_what_is_theirs_and_the_coordination_what_nobody_leads(store: Store) -> None:
    found = owed(store)
    assert found["Service insertion"] == [(SENT_BACK, Asked.COMPLETION), (TO_FILL, Asked.REPORT)]
    assert found["Ville centre"] == [(TO_FILL, Asked.STATES)]
    assert "CAF" not in found, "a co-pilot answers through the lead"
    led = {SENT_BACK, TO_FILL, SUBMITTED}
    assert {code for code, _ in found["Coordination du schéma"]} == (
        {f"P{at}" for at in range(1, 22)} - led - {CAME_LATER}
    )
    (back,) = [item for debt in outlook(store, PLAN).debts for item in debt.items if item.fiche_code == SENT_BACK]
    assert back.comment == "Précisez le calendrier."


def test_who_has_answered_owes_nothing(store: Store) -> None:
    lead = acting(store, "pilote")
    submit_report(store, lead, PLAN, ReportInput(fiche_code=TO_FILL, period_code=NOW, done="Fait."))
    assert owed(store)["Service insertion"] == [(SENT_BACK, Asked.COMPLETION)]
    assert "Ville centre" not in owed(store), "the fiche's report is in"


def test_the_pilot_of_an_action_owes_it_until_it_is_said(store: Store) -> None:
    state = StateInput(action_code="P7-02", status=Status.IN_PROGRESS)
    contribute(store, acting(store, "action"), PLAN, TO_FILL, NOW, [state], {})
    assert "Ville centre" not in owed(store)
    assert (TO_FILL, Asked.REPORT) in owed(store)["Service insertion"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE action SET starts_on = '2027-01-01', ends_on = '2027-12-31' WHERE code = 'P7-02'",
        "UPDATE actionstate SET status = 'realisee' WHERE action_id = (SELECT id FROM action WHERE code = 'P7-02')",
        "UPDATE assignment SET to_on = '2026-10-05' WHERE role = 'pilote_action'",
        EXCUSE_ALL,
    ],
)
def test_an_action_not_begun_or_done_or_taken_back_or_excused_is_not_asked(store: Store, sql: str) -> None:
    with raw(store) as connection:
        connection.execute("DROP TRIGGER actionstate_closed_update")
        connection.execute(sql)
    assert "Ville centre" not in owed(store)


def test_an_excused_fiche_is_asked_of_nobody(store: Store) -> None:
    with raw(store) as connection:
        connection.execute(EXCUSE_ALL)
    assert owed(store) == {}


def test_it_follows_who_leads_today(store: Store) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE assignment SET to_on = '2026-10-05' WHERE role = 'responsable'")
    assert "Service insertion" not in owed(store)
    assert {SENT_BACK, TO_FILL} <= {code for code, _ in owed(store)["Coordination du schéma"]}


def test_the_coordination_is_who_coordinates_this_plan_and_still_acts(store: Store) -> None:
    set_account_active(store, SYSTEM, "coordination", False, reason="départ")
    with raw(store) as connection:
        connection.execute(
            "UPDATE account SET scope = ? WHERE code = 'role_coordinateur'", (json.dumps({"plans": [SMALL]}),)
        )
    assert not {"Coordination du schéma", "Profil coordinateur"} & set(owed(store))
    assert owed(store, SMALL)["Profil coordinateur"] == [("F2", Asked.REPORT)]


def test_a_situation_at_hand_tells_the_same_as_reading_it_again(store: Store) -> None:
    whole = situation(store, PLAN)
    assert outlook(store, PLAN, known=whole).debts == outlook(store, PLAN).debts
    with raw(store) as connection:
        connection.execute("UPDATE action SET starts_on = '2027-01-01', ends_on = '2027-12-31' WHERE code = 'P7-02'")
        connection.execute("UPDATE plan SET revision = revision + 1")
    assert "Ville centre" not in {debt.recipient.name for debt in outlook(store, PLAN, known=whole).debts}


def test_a_plan_that_is_not_there(store: Store) -> None:
    with pytest.raises(StoreError, match="Aucun plan « inconnu »"):
        outlook(store, "inconnu")
    with pytest.raises(Refused, match="Aucun plan « inconnu »"):
        send_reminders(store, TIMER, "inconnu")
