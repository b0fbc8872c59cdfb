"""What the Campagne page reads, and who validates: to whom it belongs, changed with a reason."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data.commands.campaign import expect
from data.commands.plan import set_validation
from data.commands.report import ReportInput, save_draft, submit_report
from data.database import Store
from data.errors import Refused, StoreError
from data.permissions import Actor
from data.reading import situation
from data.reading.campaign import standing
from data.vocabulary import ReportStatus, Validation
from tests.support.plan_store import SMALL, SMALL_PERIOD, counts, journal, raw, revision
from tests.support.quarter import BEFORE, NOW, OTHERS, PLAN, SENT_BACK, SUBMITTED, TO_FILL, TODAY, acting


def test_what_a_situation_leaves_out_is_there(store: Store) -> None:
    save_draft(store, acting(store, "pilote"), PLAN, TO_FILL, NOW, {"done": "début"})
    found = standing(store, PLAN, NOW).gathering
    assert found is not None
    assert (found.opened_on, found.due_on, found.closed_on) == (date(2026, 9, 15), date(2026, 10, 15), None)
    assert [one.fiche_code for one in found.asked] == [f"P{at}" for at in range(1, 21)]  # P21 came after the opening
    assert {one.fiche_code: one.pilot for one in found.asked if one.pilot} == dict.fromkeys(
        (SENT_BACK, TO_FILL, SUBMITTED), "Service insertion"
    )
    assert {code: one.status for code, one in found.came.items()} == {
        SENT_BACK: ReportStatus.TO_COMPLETE,
        SUBMITTED: ReportStatus.SUBMITTED,
    }
    assert found.came[SENT_BACK].comment == "Précisez le calendrier."
    assert found.drafts == {TO_FILL: 1}
    closed = standing(store, PLAN, BEFORE).gathering
    assert closed is not None
    assert closed.closed_on == date(2026, 8, 3)
    assert standing(store, PLAN, "2027-T1").gathering is None


def test_the_first_sending_is_kept_when_it_is_completed_later(store: Store) -> None:
    later = datetime(2026, 10, 20, 9, 0).astimezone()
    again = ReportInput(fiche_code=SENT_BACK, period_code=NOW, done="Le calendrier est précisé.", seen_version=2)
    submit_report(store, acting(store, "pilote"), PLAN, again, now=later)
    found = standing(store, PLAN, NOW).gathering
    assert found is not None
    came = found.came[SENT_BACK]
    assert (came.first_on, came.sent_on, came.version) == (TODAY, date(2026, 10, 20), 3)


def test_a_fiche_added_after_the_opening_is_marked(store: Store, coordinator: Actor) -> None:
    with raw(store) as connection:
        connection.execute(
            "DELETE FROM expectation WHERE fiche_id = (SELECT id FROM fiche WHERE code = ?) AND campaign_id = "
            "(SELECT campaign.id FROM campaign JOIN plan ON plan.id = plan_id WHERE period = ? AND plan.code = ?)",
            (OTHERS, NOW, PLAN),
        )
    expect(store, coordinator, PLAN, NOW, OTHERS)
    found = standing(store, PLAN, NOW).gathering
    assert found is not None
    assert [one.fiche_code for one in found.asked if one.added] == [OTHERS]


def test_the_direction_is_that_of_who_leads_today(store: Store) -> None:
    with raw(store) as connection:
        connection.execute("UPDATE pilot SET direction = 'Insertion' WHERE name = 'Service insertion'")
        connection.execute(
            "UPDATE assignment SET to_on = '2026-10-05' WHERE fiche_id = (SELECT id FROM fiche WHERE code = ?)",
            (SUBMITTED,),
        )
    found = standing(store, PLAN, NOW)
    assert (found.direction(TO_FILL), found.direction(SUBMITTED), found.direction(OTHERS)) == ("Insertion", None, None)


def test_another_plan_is_not_mixed_in(store: Store) -> None:
    found = standing(store, SMALL, SMALL_PERIOD)
    assert found.gathering is not None
    assert not found.gathering.came
    assert "P1" not in [one.fiche_code for one in found.gathering.asked]
    with pytest.raises(StoreError):
        standing(store, "inconnu", NOW)


def test_who_validates_is_said_by_the_plan_with_a_reason(store: Store, coordinator: Actor) -> None:
    before = revision(store)
    set_validation(store, coordinator, PLAN, Validation.DIRECTION, reason="Comité du 5 octobre")
    assert standing(store, PLAN, NOW).validation is Validation.DIRECTION
    assert situation(store, PLAN).plan.validation == Validation.DIRECTION
    assert revision(store) == before + 1
    (line,) = journal(store, "Régler la validation des points")
    assert line["reason"] == "Comité du 5 octobre"


@pytest.mark.parametrize("reason", ["", "   "])
def test_who_validates_does_not_change_without_a_reason(store: Store, coordinator: Actor, reason: str) -> None:
    before = counts(store)
    with pytest.raises(Refused, match=r"Dites en un mot pourquoi.*Rien n’a été modifié"):
        set_validation(store, coordinator, PLAN, Validation.DIRECTION, reason=reason)
    assert counts(store) == before
    assert standing(store, PLAN, NOW).validation is Validation.COORDINATION


def test_who_only_validates_does_not_choose_who_does(store: Store) -> None:
    with pytest.raises(Refused, match="ne peut pas modifier le plan"):
        set_validation(store, acting(store, "direction"), PLAN, Validation.DIRECTION, reason="essai")
