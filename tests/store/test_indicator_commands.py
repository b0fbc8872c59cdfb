"""Setting indicators: kinds, targets by date and territory, new ones picked or free; a refusal changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from data.catalogue.reference import reference_indicators
from data.commands.indicator import (
    IndicatorSettings,
    MeasureInput,
    configure_indicator,
    indicator_settings,
    record_measures,
    remove_target,
    set_target,
)
from data.commands.indicator_add import add_indicator
from data.database import Store
from data.errors import Conflict, Refused
from data.measures.indicator_board import Standing, standings
from data.permissions import Actor
from data.reading import situation
from data.vocabulary import Direction, MeasureKind, Nature
from tests.support.plan_store import AIMED, AIMED_ON, counts, journal, revision
from tests.support.quarter import OTHERS, PLAN

ELSEWHERE = next(one for one in reference_indicators() if one.plan != PLAN and one.measure_kind == "jalon")


def row(store: Store, code: str) -> dict[str, Any]:
    frame = situation(store, PLAN).indicators
    (found,) = frame[frame["code"] == code].to_dict("records")
    return found


def stand(store: Store, code: str) -> Standing:
    return next(one for one in standings(situation(store, PLAN)) if one.code == code)


def refused(store: Store, act: Callable[[], object], words: str) -> None:
    before, was = counts(store), revision(store)
    with pytest.raises(Refused, match=words) as refusal:
        act()
    assert "Rien n’a été" in str(refusal.value)
    assert (counts(store), revision(store)) == (before, was)


def test_one_picked_from_the_reference_keeps_its_wording_and_its_source(store: Store, coordinator: Actor) -> None:
    code = add_indicator(
        store, coordinator, PLAN, fiche_code=OTHERS, from_reference=ELSEWHERE.code, reason="demande du comité"
    )
    found = row(store, code)
    assert (found["title"], found["fiche_code"], found["measure_kind"]) == (ELSEWHERE.title, OTHERS, "jalon")
    assert found["origin"] == ELSEWHERE.source
    assert f"ligne {ELSEWHERE.line}" in found["origin"]
    (entry,) = journal(store, "Ajouter un indicateur")
    assert (entry["reason"], entry["change"]) == ("demande du comité", "ajout")
    assert json.loads(entry["after"])["title"] == ELSEWHERE.title


def test_a_free_one_takes_the_next_code_of_its_fiche_of_a_heading_or_of_the_plan(
    store: Store, coordinator: Actor
) -> None:
    first = add_indicator(store, coordinator, PLAN, fiche_code=OTHERS, title="Mesure A", reason="essai")
    second = add_indicator(
        store, coordinator, PLAN, fiche_code=OTHERS, title="Mesure B", unit="visites", nature=Nature.IMPACT, reason=""
    )
    above = add_indicator(store, coordinator, PLAN, heading_code="1", title="Mesure C", reason="essai")
    whole = add_indicator(store, coordinator, PLAN, title="x" * 400, reason="essai")
    assert (first, second, above, whole) == ("P1-IND04", "P1-IND05", "1-IND01", "IND01")
    found = row(store, second)
    assert (found["unit"], found["nature"], found["origin"], found["measure_kind"]) == (
        "visites",
        "impact",
        "",
        "suivi",
    )
    assert row(store, above)["axis_code"] == "1"
    assert row(store, whole)["fiche_code"] is None


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"title": "   "}, "L’intitulé est vide"),
        ({"title": "x" * 401}, "le maximum est de 400"),
        (
            {"title": "nombre d’ENQUETES de satisfaction menées (tous domaines d'activité confondus)."},
            "suit déjà .* P1-",
        ),
        ({"title": "Nouveau", "fiche_code": "P99"}, "« P99 » n’existe pas"),
        ({"title": "Nouveau", "heading_code": "9.9"}, "« 9.9 » n’existe pas"),
        ({"title": "Nouveau", "fiche_code": "P1", "heading_code": "1"}, "pas aux deux"),
        ({"from_reference": "ailleurs:1"}, "ne connaît pas"),
        ({}, "L’intitulé est vide"),
    ],
)
def test_a_bad_new_indicator_adds_nothing(store: Store, coordinator: Actor, asked: dict[str, Any], words: str) -> None:
    refused(store, lambda: add_indicator(store, coordinator, PLAN, reason="essai", **asked), words)


def test_one_cannot_be_picked_twice(store: Store, coordinator: Actor) -> None:
    add_indicator(store, coordinator, PLAN, fiche_code=OTHERS, from_reference=ELSEWHERE.code, reason="essai")
    refused(
        store,
        lambda: add_indicator(store, coordinator, PLAN, fiche_code="P2", from_reference=ELSEWHERE.code, reason="essai"),
        "suit déjà",
    )


def test_what_is_not_given_stays_and_what_is_emptied_goes(store: Store, coordinator: Actor) -> None:
    def configure(**values: Any) -> None:
        configure_indicator(store, coordinator, PLAN, AIMED, indicator_settings(values), reason="essai")

    configure(measure_kind="cible", direction="maintien", tolerance=2.5, unit="jours", periodicity_months=12)
    configure(flagship=True)
    found = row(store, AIMED)
    assert (found["direction"], found["tolerance"], found["unit"], found["flagship"]) == (
        "maintien",
        2.5,
        "jours",
        True,
    )
    configure(direction=None, tolerance=None, unit=None, periodicity_months=None, measure_kind=None)
    found = row(store, AIMED)
    assert (found["direction"], found["tolerance"], found["unit"], found["periodicity_months"]) == (None,) * 4
    assert found["measure_kind"] == "cible"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"periodicity_months": 0}, "périodicité va de 1 à 60"),
        ({"periodicity_months": 2.5}, "périodicité va de 1 à 60"),
        ({"threshold": -1}, "seuil de masquage"),
        ({"tolerance": float("nan")}, "tolérance est un nombre"),
        ({"measure_kind": "autre", "unit": "x" * 300}, "La mesure est .* L’unité compte 200"),
        ({"scale": ("a",) * 11}, "dix degrés au plus"),
        ({"couleur": "rouge"}, "« couleur » n’existe pas"),
    ],
)
def test_a_wrong_setting_is_said_in_french(values: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        indicator_settings(values)


def test_two_people_setting_the_same_indicator_do_not_overwrite_each_other(store: Store, coordinator: Actor) -> None:
    seen = int(row(store, AIMED)["version"])
    flagship = IndicatorSettings(flagship=True)
    configure_indicator(store, coordinator, PLAN, AIMED, flagship, reason="essai", seen_version=seen)
    with pytest.raises(Conflict, match="Rien n’a été écrasé"):
        configure_indicator(
            store, coordinator, PLAN, AIMED, IndicatorSettings(flagship=False), reason="essai", seen_version=seen
        )
    assert row(store, AIMED)["flagship"]


def test_a_kind_that_would_lose_values_is_refused(store: Store, coordinator: Actor) -> None:
    record_measures(
        store, coordinator, PLAN, [MeasureInput(indicator_code=AIMED, measured_on=date(2026, 6, 30), value=7)]
    )

    def become(kind: MeasureKind) -> Callable[[], None]:
        settings = IndicatorSettings(measure_kind=kind)
        return lambda: configure_indicator(store, coordinator, PLAN, AIMED, settings, reason="essai")

    refused(store, become(MeasureKind.MILESTONE), "autre que 0 ou 1")
    refused(store, become(MeasureKind.QUALITATIVE), "que des textes")


def test_a_value_is_of_its_indicator_s_kind(store: Store, coordinator: Actor) -> None:
    def record(code: str, **said: Any) -> None:
        record_measures(
            store, coordinator, PLAN, [MeasureInput(indicator_code=code, measured_on=date(2026, 6, 30), **said)]
        )

    jalon = IndicatorSettings(measure_kind=MeasureKind.MILESTONE)
    words = IndicatorSettings(measure_kind=MeasureKind.QUALITATIVE, scale=("Faible", "Bon", "Bon"))
    configure_indicator(store, coordinator, PLAN, "P1-IND02", jalon, reason="essai")
    configure_indicator(store, coordinator, PLAN, "P1-IND03", words, reason="essai")
    assert row(store, "P1-IND03")["scale"] == ["Faible", "Bon"]
    refused(store, lambda: record("P1-IND02", value=3), "fait .1. ou pas encore fait .0.")
    refused(store, lambda: record("P1-IND03", value=3), "attend un texte daté")
    refused(store, lambda: record("P1-IND03", text="Oui.", qualifier="Moyen"), "n’est pas un degré")
    record("P1-IND02", value=1)
    record("P1-IND03", text="Oui.", qualifier="Bon")
    assert stand(store, "P1-IND02").text == "fait le 30 juin 2026"
    assert stand(store, "P1-IND03").text == "Oui."


def test_targets_are_set_replaced_and_removed_with_a_trace(store: Store, coordinator: Actor) -> None:
    set_target(store, coordinator, PLAN, AIMED, AIMED_ON, 15, reason="revue annuelle")
    aims = situation(store, PLAN).targets
    assert list(aims[aims["indicator_code"] == AIMED]["value"]) == [15]
    remove_target(store, coordinator, PLAN, AIMED, AIMED_ON, reason="doublon")
    assert not stand(store, AIMED).has_target
    changed, removed = journal(store, "Fixer une cible")[-1], journal(store, "Retirer une cible")[-1]
    assert (changed["reason"], json.loads(changed["before"])["value"]) == ("revue annuelle", 12)
    assert (removed["change"], removed["reason"], json.loads(removed["before"])["value"]) == (
        "suppression",
        "doublon",
        15,
    )


def test_a_target_that_somebody_else_changed_is_not_overwritten(store: Store, coordinator: Actor) -> None:
    set_target(store, coordinator, PLAN, AIMED, AIMED_ON, 15, seen=12)
    for stale in (
        lambda: set_target(store, coordinator, PLAN, AIMED, AIMED_ON, 20, seen=12),
        lambda: remove_target(store, coordinator, PLAN, AIMED, AIMED_ON, reason="doublon", seen=12),
    ):
        with pytest.raises(Conflict, match="15 maintenant") as conflict:
            stale()
        assert conflict.value.theirs == {"value": 15}
    remove_target(store, coordinator, PLAN, AIMED, AIMED_ON, reason="doublon", seen=15)
    with pytest.raises(Conflict, match="retirée entre-temps"):
        set_target(store, coordinator, PLAN, AIMED, AIMED_ON, 20, seen=15)
    assert not stand(store, AIMED).has_target


def test_a_bad_target_changes_nothing(store: Store, coordinator: Actor) -> None:
    def aim(code: str, on: date, value: float, place: str | None = None) -> Callable[[], None]:
        return lambda: set_target(store, coordinator, PLAN, code, on, value, territory_code=place)

    for kind, code in ((MeasureKind.QUALITATIVE, "P1-IND03"), (MeasureKind.MILESTONE, "P1-IND02")):
        configure_indicator(store, coordinator, PLAN, code, IndicatorSettings(measure_kind=kind), reason="essai")
    refused(store, aim("P1-IND03", AIMED_ON, 1), "pas de cible chiffrée")
    refused(store, aim("P1-IND02", AIMED_ON, 4), "sa cible est une date")
    refused(store, aim(AIMED, AIMED_ON, float("inf")), "doit être un nombre")
    refused(store, aim(AIMED, AIMED_ON, 10**400), "doit être un nombre")
    refused(store, aim(AIMED, date(2199, 1, 1), 4), "très loin de la durée du plan")
    refused(store, aim(AIMED, AIMED_ON, 4, "99999"), "n’existe pas dans ce plan")
    refused(
        store, lambda: remove_target(store, coordinator, PLAN, AIMED, date(2027, 1, 1), reason="x"), "n’a plus de cible"
    )
    refused(store, lambda: remove_target(store, coordinator, PLAN, AIMED, AIMED_ON, reason=" "), "Dites en un mot")


def test_a_target_equal_to_the_start_is_accepted_and_kept_by_holding(store: Store, coordinator: Actor) -> None:
    up = IndicatorSettings(measure_kind=MeasureKind.TARGET, direction=Direction.UP)
    configure_indicator(store, coordinator, PLAN, AIMED, up, reason="essai")
    values = [
        MeasureInput(indicator_code=AIMED, measured_on=date(2025, 12, 31), value=12, baseline=True),
        MeasureInput(indicator_code=AIMED, measured_on=date(2026, 6, 30), value=12),
    ]
    record_measures(store, coordinator, PLAN, values)
    rate = stand(store, AIMED).rate
    assert rate is not None
    assert rate.raw == 100
