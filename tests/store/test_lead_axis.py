"""The axis that a territory leads: given, reworded, taken back; read by the Situation; refused in French."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import Session, select

from data import installation
from data.commands.lead_axis import remove_lead_axis, set_lead_axis
from data.commands.loading.lead_axes import load_lead_axes
from data.database import Store
from data.errors import Refused
from data.export import export_plan
from data.measures.lead_axis import leading, leads
from data.model import Plan
from data.permissions import SYSTEM, Actor
from data.reading import situation
from tests.support.plan_store import LEADER, LED, LED_SPAN, PLAN, counts, journal

ARDECHE = "ardeche-2020-2024"


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


PERIOD = "Pour la première partie de la vie du schéma"


@pytest.fixture
def ardeche(tmp_path: Path) -> Store:
    """The Ardèche's plan with its map and the composition of its territories."""
    store = Store(f"sqlite:///{tmp_path / 'ardeche.db'}")
    installation.init(store, lambda _: None)
    installation.load(store, [ARDECHE], lambda _: None)
    return store


def test_a_document_that_says_who_leads_gives_the_axes_at_load(ardeche: Store) -> None:
    rows = export_plan(ardeche, ARDECHE)["lead_axes"]
    assert {(row["territory"], row["heading"], row["source_line"]) for row in rows} == {
        ("centre", "2", 471), ("nord", "5", 473), ("sud-est", "5", 473), ("sud-ouest", "3", 472),
    }  # fmt: skip
    assert {row["period_text"] for row in rows} == {PERIOD}
    assert leads(situation(ardeche, ARDECHE), "centre")[0].text == (
        "Axe 2 – Accueillir, informer (pour la première partie de la vie du schéma)"
    )


def test_what_the_document_says_is_given_once_and_never_over_a_choice(ardeche: Store) -> None:
    remove_lead_axis(ardeche, SYSTEM, ARDECHE, "nord", "5", reason="axe abandonné")
    set_lead_axis(ardeche, SYSTEM, ARDECHE, "nord", "1", "en 2022", reason="second temps (l. 475)")
    remove_lead_axis(ardeche, SYSTEM, ARDECHE, "centre", "2", reason="pour voir")
    with Session(ardeche.writing_engine) as session:
        plan_id = session.exec(select(Plan.id).where(Plan.code == ARDECHE)).one()
        assert plan_id is not None
        assert load_lead_axes(session, plan_id) == 1
        assert load_lead_axes(session, plan_id) == 0
        session.commit()
    now = situation(ardeche, ARDECHE)
    assert [(one.heading_code, one.period_text) for one in leads(now, "nord")] == [("1", "en 2022")]
    assert [one.heading_code for one in leads(now, "centre")] == ["2"]
