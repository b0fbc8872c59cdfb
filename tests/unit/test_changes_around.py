"""What changed around the actions: the plan, the fiches' reports, the indicators; the same scope at both dates."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.measures.changes import Change, compare, same_scope
from data.selection import Filter, narrow
from data.situation import Situation
from tests.support.measures import WHOLE, changed, drome, said, situation
from tests.unit.test_measures_changes import BEFORE, NB, RULING, one, pair


def told(found: Change) -> list[tuple[str, str]]:
    return [(item.code, item.text) for item in found.items]


# --- The plan ---


def test_a_phase_that_opens_and_a_plan_that_grows_are_named() -> None:
    before = situation(drome(), BEFORE, "2026-T4")
    rows = pd.concat([drome().actions, drome().actions.tail(1).assign(action_id=999, code="P22-01", fiche_code="P22")])
    fiche = {"fiche_id": 99, "code": "P22", "title": "Nouvelle fiche", "heading_code": "3.3", "axis_code": "3"}
    fiches = [*drome().fiches.to_dict("records"), fiche]
    now = situation(drome(), BEFORE, "2027-T1", actions=rows, fiches=fiches)
    found = compare(before, now)
    assert [(cause.cause, cause.count) for cause in found.causes] == [
        ("phase_ouverte", 105), ("fiches_ajoutees", 1), ("actions_ajoutees", 1),
    ]  # fmt: skip
    assert found.causes[0].sentence == f"La phase 2027-2030 a commencé{NB}: 105 actions de plus sont ouvertes."
    assert found.causes[1].sentence == f"1 nouveau projet{NB}: P22 «{NB}Nouvelle fiche{NB}»."
    assert found.constant.points == 0
    assert found.of_the_set.endswith("103 dont la période a commencé et 1 ajoutée au plan s’ajoutent.")
    assert len(found.actions) == 105
    back = compare(now, situation(drome(), BEFORE, "2027-T2"))
    assert [cause.cause for cause in back.causes] == ["fiches_retirees", "actions_retirees"]
    assert [(row.code, row.after) for row in back.actions] == [("P22-01", "—")]


def test_an_action_that_opens_inside_an_open_phase_is_not_a_phase() -> None:
    found = compare(situation(drome(), BEFORE, "2025-T4"), situation(drome(), BEFORE, "2026-T1"))
    assert [(cause.cause, cause.codes) for cause in found.causes] == [("periode_ouverte", ("P4-05", "P9-03"))]
    assert found.causes[0].lead == "2 actions de plus sont ouvertes"
    assert told(found.causes[0])[0] == ("P4-05", "Depuis le 1er janvier 2026.")
    assert [(row.before, row.after, row.said_by) for row in found.actions] == [("À venir", "Non renseignée", "")] * 2


def test_a_postponed_action_whose_new_period_begins_is_not_one_more_open() -> None:
    word = said("P1-01", "2026-T1", "reportee", new_starts_on=date(2026, 7, 1), new_ends_on=date(2027, 6, 30))
    found = compare(situation(drome(), [word], "2026-T2"), situation(drome(), [word], "2026-T3"))
    assert [(cause.cause, cause.codes) for cause in found.causes] == [("reports_ouverts", ("P1-01",))]
    assert "nouvelle période a commencé" in found.causes[0].lead


def test_the_plan_s_own_amendments_are_told_with_what_was_before() -> None:
    actions = changed(drome().actions, ["P1-01"], ends_on=date(2027, 6, 30))
    actions = changed(actions, ["P1-02"], title="Enquêter")
    found = compare(*pair(actions=actions))
    assert told(one(found, "calendriers")) == [
        ("P1-01", f"Fin «{NB}30 juin 2027{NB}» au lieu de «{NB}31 décembre 2026{NB}»."),
    ]
    assert told(one(found, "intitules")) == [
        ("P1-02", f"Auparavant «{NB}Expérimenter l’enquête de satisfaction{NB}»."),
    ]
    assert [(row.code, row.cause) for row in found.actions] == [("P1-01", "calendriers"), ("P1-02", "intitules")]


# --- Fiches ---


def report(fiche: str, period: str, **more: Any) -> dict[str, Any]:
    return {"fiche_code": fiche, "period": period, "status": "valide", "nothing_new": False, "author": "X", **more}


def asked(fiche: str, period: str, **more: Any) -> dict[str, Any]:
    return {"fiche_code": fiche, "period": period, "pilot": "Pôle autonomie", "excused": False, **more}


def campaign(period: str, due: date, status: str = "ouverte") -> dict[str, Any]:
    return {"period": period, "status": status, "opened_on": due, "due_on": due, "closes_on": due}


def quarter(reports: list[dict[str, Any]], now: list[dict[str, Any]], today: date, **tables: Any) -> Any:
    before = situation(drome(), BEFORE, "2026-T2", reports=reports)
    campaigns = [campaign("2026-T2", date(2026, 7, 15), "cloturee"), campaign("2026-T3", date(2026, 10, 15))]
    after = situation(
        drome(), BEFORE, "2026-T3", reports=[*reports, *now], campaigns=campaigns, today=today, **tables,
    )  # fmt: skip
    return compare(before, after)


def test_fiches_that_answered_and_no_longer_do_are_named() -> None:
    spoke = [report(fiche, "2026-T2") for fiche in ("P1", "P2", "P3", "P4")]
    expected = [asked("P1", "2026-T3"), asked("P2", "2026-T3"), asked("P3", "2026-T3", excused=True, reason="Départ")]
    expected += [asked("P5", "2026-T3")]  # never answered: nothing new
    now = [report("P2", "2026-T3", nothing_new=True)]
    found = quarter(spoke, now, date(2026, 10, 6), expectations=expected)
    (change,) = found.causes
    assert change.cause == "silences"
    assert change.codes == ("P1",)
    assert (
        change.lead
        == "1 projet n’a pas encore répondu pour le 3e trimestre 2026, dont l’échéance est le 15 octobre 2026"
    )
    assert change.note == "Il avait répondu pour le 2e trimestre 2026."
    assert told(change) == [("P1", f"Dernier point{NB}: 2e trimestre 2026{NB}; qui doit répondre{NB}: Pôle autonomie.")]
    late = quarter(spoke, now, date(2026, 10, 16), expectations=expected)
    assert late.causes[0].lead == "1 projet n’a pas répondu pour le 3e trimestre 2026"


def test_a_weather_that_turned_is_told_by_fiche() -> None:
    spoke = [report("P1", "2026-T2", weather="eclaircies"), report("P2", "2026-T2", weather="orage")]
    spoke += [report("P3", "2026-T2", weather="soleil"), report("P4", "2026-T2", weather="soleil")]
    now = [report("P1", "2026-T3", weather="orage"), report("P2", "2026-T3", weather="couvert")]
    now += [
        report("P3", "2026-T3"),
        report("P4", "2026-T3", weather="soleil"),
        report("P5", "2026-T3", weather="orage"),
    ]
    found = quarter(spoke, now, date(2026, 10, 6))
    assert told(one(found, "meteo_baisse")) == [
        ("P1", f"«{NB}éclaircies{NB}», puis «{NB}orage{NB}» (3e trimestre 2026)."),
    ]
    assert told(one(found, "meteo_hausse")) == [("P2", f"«{NB}orage{NB}», puis «{NB}couvert{NB}» (3e trimestre 2026).")]
    assert len(found.causes) == 2


def test_requests_made_and_decisions_that_answer() -> None:
    spoke = [report("P1", "2026-T2", request="Trancher.")]
    now = [report("P1", "2026-T3", request="trancher."), report("P2", "2026-T3", request="Nommer un référent.")]
    ruling = RULING | {"fiche_code": "P1", "answers_period": "2026-T2"}
    found = quarter(spoke, now, date(2026, 10, 6), decisions=[ruling])
    assert told(one(found, "demandes")) == [("P2", f"«{NB}Nommer un référent{NB}» (3e trimestre 2026).")]
    assert told(one(found, "decisions")) == [
        ("D-003", "Comité de pilotage, 9 juillet 2026, répond à la demande de P1 (2e trimestre 2026)."),
    ]


# --- Indicators ---


def indicator(code: str, kind: str = "suivi", **more: Any) -> dict[str, Any]:
    return {
        "indicator_id": code, "code": code, "title": f"Indicateur {code}", "fiche_code": "P1", "unit": "places",
        "measure_kind": kind, "direction": "hausse", "territory_aggregation": "aucune", "flagship": False, **more,
    }  # fmt: skip


def value(code: str, on: date, number: float | None, place: str = WHOLE, **more: Any) -> dict[str, Any]:
    return {"indicator_code": code, "territory_code": place, "on": on, "value": number, "baseline": False, **more}


JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)


def followed(before: list[dict[str, Any]], now: list[dict[str, Any]], **tables: Any) -> Any:
    indicators = [indicator("I1", flagship=True), indicator("I2", "cible"), indicator("I3", "jalon", unit=None)]
    first = situation(drome(), BEFORE, "2026-T2", indicators=indicators, measures=before, **tables)
    last = situation(drome(), BEFORE, "2026-T3", indicators=indicators, measures=[*before, *now], **tables)
    return compare(first, last)


def test_values_that_arrived_are_counted_and_flagship_ones_named() -> None:
    before = [value("I1", JUNE, 100.0)]
    found = followed(before, [value("I1", SEPTEMBER, 120.0), value("I2", SEPTEMBER, 7.0), value("I3", SEPTEMBER, None)])
    (change,) = found.causes
    assert change.sentence == (
        f"2 valeurs d’indicateurs reçues, pour 2 indicateurs, dont un phare. Indicateur phare{NB}: "
        f"I1 «{NB}Indicateur I1{NB}»."
    )
    assert told(change)[0] == (
        "I1", f"Indicateur phare{NB}: 120 places au 30/09/2026{NB}; auparavant 100 places au 30/06/2026.",
    )  # fmt: skip


def test_a_value_that_arrives_late_for_a_day_already_described_is_a_correction() -> None:
    found = followed([], [value("I1", JUNE, 100.0), value("I1", SEPTEMBER, 120.0)])
    assert [(cause.cause, cause.count) for cause in found.causes] == [("valeurs", 1), ("valeurs_corrigees", 1)]
    assert found.causes[0].lead == "1 valeur d’indicateur reçue, pour 1 indicateur, dont un phare"
    assert told(found.causes[1]) == [("I1", f"30 juin 2026{NB}: valeur ajoutée (100 places).")]


def test_targets_and_milestones_are_reached_once() -> None:
    targets = [{"indicator_code": "I2", "territory_code": WHOLE, "due_on": date(year, 12, 31), "value": aim}
               for year, aim in ((2026, 50.0), (2028, 80.0), (2030, 90.0))]  # fmt: skip
    before = [value("I2", date(2024, 12, 31), 10.0, baseline=True), value("I2", JUNE, 55.0), value("I3", JUNE, 0.0)]
    found = followed(before, [value("I2", SEPTEMBER, 85.0), value("I3", SEPTEMBER, 1.0)], targets=targets)
    assert told(one(found, "cibles")) == [
        ("I2", f"Cible de 80 places au 31 décembre 2028 atteinte{NB}: 85 places au 30/09/2026."),
        ("I3", "Jalon fait le 30 septembre 2026."),
    ]
    same = followed([*before, value("I3", date(2026, 3, 31), 1.0)], [value("I2", SEPTEMBER, 60.0)], targets=targets)
    assert [cause.cause for cause in same.causes] == ["valeurs"]


def test_a_small_count_stays_hidden() -> None:
    people = [indicator("I9", unit="personnes")]
    first = situation(drome(), BEFORE, "2026-T2", indicators=people, measures=[value("I9", JUNE, 3.0)])
    last = situation(drome(), BEFORE, "2026-T3", indicators=people, measures=[value("I9", JUNE, 4.0)])
    found = compare(first, last)
    assert told(one(found, "valeurs_corrigees")) == [
        ("I9", f"30 juin 2026{NB}: valeur{NB}: autre petit nombre, masqué."),
    ]


# --- The same scope ---


@pytest.fixture
def handed_over() -> tuple[Situation, Situation]:
    """P1 goes from the pilot 1 to the pilot 2 between the two periods."""

    def part(pilot: int) -> list[dict[str, Any]]:
        return [{"pilot_id": pilot, "pilot": f"Pilote {pilot}", "fiche_code": "P1", "role": "responsable"}]

    before = situation(drome(), BEFORE, "2026-T2", assignments=part(1))
    words = [*BEFORE, said("P1-01", "2026-T3", "realisee")]
    return before, situation(drome(), words, "2026-T3", assignments=part(2))


def test_what_was_handed_over_is_not_new(handed_over: tuple[Situation, Situation]) -> None:
    before, now = handed_over
    wanted = Filter(pilots=("2",))
    naive = compare(narrow(before, wanted), narrow(now, wanted))
    assert "actions_ajoutees" in {cause.cause for cause in naive.causes}
    found = compare(*same_scope(before, now, wanted))
    assert [cause.cause for cause in found.causes] == ["realisees"]
    assert found.constant.size == 4


def test_a_filter_by_status_does_not_choose_what_is_compared(handed_over: tuple[Situation, Situation]) -> None:
    before, now = handed_over
    found = compare(*same_scope(before, now, Filter(axes=("1",), statuses=("non_engagee",))))
    assert [cause.cause for cause in found.causes] == ["realisees"]
    assert found.kept(("non_engagee",)) == ()
    assert [row.code for row in found.kept(("realisee",))] == ["P1-01"]
    assert list(found.table(("realisee",))["Code"]) == ["P1-01"]


def test_what_the_plan_no_longer_holds_stays_in_the_scope() -> None:
    fewer = drome().actions[drome().actions["code"] != "P1-03"]
    before, now = pair()
    now = situation(drome(), [word for word in BEFORE if word["code"] != "P1-03"], "2026-T3", actions=fewer)
    found = compare(*same_scope(before, now, Filter(axes=("1",))))
    assert one(found, "actions_retirees").codes == ("P1-03",)
    assert "actions_retirees" not in {c.cause for c in compare(*same_scope(before, now, Filter(axes=("2",)))).causes}


def test_a_territory_is_compared_with_itself() -> None:
    actions = changed(drome().actions, ["P1-01", "P1-02"], territorial=True)
    words = [said("P1-01", "2026-T2", "en_cours", place="A"), said("P1-02", "2026-T2", "en_cours", place="B")]
    more = [said("P1-01", "2026-T3", "realisee", place="A"), said("P1-02", "2026-T3", "realisee", place="B")]
    before = situation(drome(), words, "2026-T2", actions=actions, peers="AB")
    now = situation(drome(), words + more, "2026-T3", actions=actions, peers="AB")
    found = compare(*same_scope(before, now, Filter(territory="A")))
    assert [(row.code, row.cause) for row in found.actions] == [("P1-01", "realisees")]
    # An action newly déclinée is new there, not in the plan.
    alone = situation(
        drome(), words, "2026-T2", actions=changed(drome().actions, ["P1-01"], territorial=True), peers="AB"
    )
    here = compare(*same_scope(alone, now, Filter(territory="A")))
    assert one(here, "actions_ajoutees").lead == "1 action nouvellement déclinée ici"
