"""Validating a report or sending it back: what was submitted, by whom it belongs to, once."""

from __future__ import annotations

import pytest

from data.commands.report import ReportInput, submit_report, validate_report
from data.database import Store
from data.errors import Refused
from data.permissions import Actor
from data.reading.entry import recorded
from data.vocabulary import ReportStatus
from tests.support.drafts import report_to_complete
from tests.support.plan_store import counts, raw, revision
from tests.support.quarter import NOW, PLAN, SENT_BACK, SUBMITTED, acting


def review(store: Store, actor: Actor, fiche: str = SUBMITTED, *, accept: bool = True) -> None:
    comment = None if accept else "Des dates ?"
    validate_report(store, actor, PLAN, fiche, NOW, accept=accept, comment=comment)


def status(store: Store, fiche: str = SUBMITTED) -> ReportStatus | None:
    answer = recorded(store, PLAN, fiche, NOW).answer
    return None if answer is None else answer.status


def belongs_to_directions(store: Store, direction: str | None) -> None:
    """The plan gives validation to the directions; the fiches' lead belongs to this one."""
    with raw(store) as connection:
        connection.execute("UPDATE plan SET validation = 'direction' WHERE code = ?", (PLAN,))
        connection.execute("UPDATE pilot SET direction = ? WHERE name = 'Service insertion'", (direction,))


@pytest.mark.parametrize("accept", [True, False])
def test_what_was_sent_back_waits_to_be_submitted_again(store: Store, coordinator: Actor, accept: bool) -> None:
    before, number = counts(store), revision(store)

    with pytest.raises(Refused, match=r"n’a pas été soumis de nouveau.*Rien n’a été modifié"):
        review(store, coordinator, SENT_BACK, accept=accept)

    assert (counts(store), revision(store)) == (before, number)
    assert status(store, SENT_BACK) is ReportStatus.TO_COMPLETE
    sent = report_to_complete(store, PLAN, SENT_BACK, NOW)
    assert sent is not None
    assert (sent["comment"], sent["validated_by"]) == ("Précisez le calendrier.", None)


def test_submitted_again_it_may_be_validated_then_sent_back(store: Store, coordinator: Actor) -> None:
    again = ReportInput(fiche_code=SENT_BACK, period_code=NOW, seen_version=2, done="Le calendrier est précisé.")
    submit_report(store, acting(store, "pilote"), PLAN, again)

    review(store, coordinator, SENT_BACK)
    assert status(store, SENT_BACK) is ReportStatus.VALIDATED

    review(store, coordinator, SENT_BACK, accept=False)
    assert status(store, SENT_BACK) is ReportStatus.TO_COMPLETE


def test_where_directions_validate_the_coordination_does_not(store: Store, coordinator: Actor) -> None:
    belongs_to_directions(store, "Direction de l’insertion")

    for accept in (True, False):
        with pytest.raises(Refused, match="revient à la direction « Direction de l’insertion »"):
            review(store, coordinator, accept=accept)
    assert status(store) is ReportStatus.SUBMITTED

    review(store, acting(store, "direction"))
    assert status(store) is ReportStatus.VALIDATED


def test_what_has_no_direction_stays_with_the_coordination(store: Store, coordinator: Actor) -> None:
    belongs_to_directions(store, None)

    review(store, coordinator)

    assert status(store) is ReportStatus.VALIDATED


def test_a_direction_validates_its_own_fiches_only(store: Store) -> None:
    belongs_to_directions(store, "Direction de l’insertion")
    whole = acting(store, "direction")
    other = Actor(whole.account_id, whole.code, whole.name, whole.role, None, {"directions": ["Autonomie"]})

    with pytest.raises(Refused, match="revient à la direction"):
        review(store, other)

    own = Actor(
        whole.account_id, whole.code, whole.name, whole.role, None, {"directions": ["Direction de l’insertion"]}
    )
    review(store, own)
    assert status(store) is ReportStatus.VALIDATED
