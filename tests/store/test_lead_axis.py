"""The axis that a territory leads: given, reworded, taken back; read by the Situation; refused in French."""

from __future__ import annotations

import pytest

from data.commands.lead_axis import remove_lead_axis, set_lead_axis
from data.database import Store
from data.errors import Refused
from data.export import export_plan
from data.measures.lead_axis import leading, leads
from data.permissions import Actor
from data.reading import situation
from tests.support.plan_store import LEADER, LED, LED_SPAN, PLAN, counts, journal


def test_an_axis_is_given_reworded_and_taken_back(store: Store, coordinator: Actor) -> None:
    set_lead_axis(store, coordinator, PLAN, LEADER, "2", "  en\n2027 ", reason="voté en\u00a0juin")
    set_lead_axis(store, coordinator, PLAN, LEADER, LED, "", reason="période retirée")
    now = situation(store, PLAN)
    assert [(one.heading_code, one.period_text) for one in leads(now, LEADER)] == [("1", None), ("2", "en 2027")]
    assert leads(now, LEADER)[1].text == "Axe 2 – Un accompagnement à tous les âges de la vie (en 2027)"
    assert leading(now, "2") == [LEADER]
    told = journal(store, "Confier un axe à un territoire")
    assert [(row["change"], row["reason"]) for row in told[-2:]] == [
        ("ajout", "voté en\u00a0juin"), ("modification", "période retirée"),
    ]  # fmt: skip
    remove_lead_axis(store, coordinator, PLAN, LEADER, LED, reason="")
    assert [one.heading_code for one in leads(situation(store, PLAN), LEADER)] == ["2"]
    assert journal(store, "Retirer un axe à un territoire")[-1]["change"] == "suppression"


def test_the_export_tells_it(store: Store) -> None:
    assert export_plan(store, PLAN)["lead_axes"] == [
        {"territory": LEADER, "heading": LED, "period_text": LED_SPAN, "source_line": None}
    ]


@pytest.mark.parametrize(
    ("territory", "heading", "said"),
    [
        ("26113", "1", "Die n’est pas un territoire suivi"),
        ("26", "1", "n’est pas un territoire suivi"),
        ("99999", "1", "n’existe pas dans ce plan"),
        (LEADER, "2.1", "n’est pas de premier niveau (axe)"),
        (LEADER, "<b>9</b>", "n’existe pas dans ce plan"),
        (LEADER, LED, "porte déjà cet axe"),
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_changes(
    store: Store, coordinator: Actor, territory: str, heading: str, said: str
) -> None:
    before = counts(store)
    with pytest.raises(Refused, match=r"Rien n’a été (modifié|enregistré)") as refused:
        set_lead_axis(store, coordinator, PLAN, territory, heading, LED_SPAN, reason="essai")
    assert said in str(refused.value)
    assert counts(store) == before


def test_what_is_no_longer_led_cannot_be_taken_back_twice(store: Store, coordinator: Actor) -> None:
    remove_lead_axis(store, coordinator, PLAN, LEADER, LED, reason="")
    with pytest.raises(Refused, match="ne porte plus cet axe"):
        remove_lead_axis(store, coordinator, PLAN, LEADER, LED, reason="")
    with pytest.raises(Refused, match="400"):
        set_lead_axis(store, coordinator, PLAN, LEADER, LED, "x" * 500, reason="")
