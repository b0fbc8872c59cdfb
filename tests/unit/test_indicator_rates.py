"""The yearly and the global rate by hand, with what their bounds hide; what is due, overdue first; levels and walls."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.measures.columns import records
from data.measures.figure import Figure, Stamp
from data.measures.indicator_board import standings
from data.measures.indicator_calendar import Calendar, calendar_table, due_calendar, due_figure
from data.measures.indicator_rates import rate_figures
from data.measures.indicators import raw_rate, shown_rate
from data.measures.readable import no_measures, readable_measures
from data.measures.territory_ranking import measured_levels, ranking
from data.measures.territory_walls import territory_walls
from tests.support.indicators import CODE, PEERS, indicator, measure, plan_with, target
from tests.support.measures import WHOLE

NBSP = "\u00a0"
START = measure("2024-12-31", 100.0, baseline=True)
AIMS = [target("2025-12-31", 90.0), target("2026-06-30", 85.0), target("2026-12-31", 60.0), target("2030-12-31", 50.0)]


def rates(values: list[dict[str, Any]], aims: list[dict[str, Any]], **fields: Any) -> tuple[Figure, ...]:
    fields = {"measure_kind": "cible", "direction": "baisse", "unit": "jours"} | fields
    now = plan_with([indicator(**fields)], values, aims)
    (one,) = standings(now)
    return rate_figures(
        one, readable_measures(now).get(CODE, no_measures()), now.targets, WHOLE, Stamp(now.as_of, "2026-T3")
    )


def test_the_year_aims_at_its_last_target_the_plan_at_its_own() -> None:
    year, plan = rates([START, measure("2026-06-30", 80.0)], AIMS)
    # 20 of the 40 days to lose by the end of 2026, 20 of the 50 by the end of the plan.
    assert (year.title, year.value, plan.value) == ("Taux de l’année 2026", 50, 40)
    assert year.text == f"50{NBSP}% du chemin, de 100 à 60 jours (31/12/2026)"
    assert plan.text == f"40{NBSP}% du chemin, de 100 à 50 jours (31/12/2030)"


def test_each_rate_is_found_again_from_the_lines_that_it_shows() -> None:
    for figure in rates([START, measure("2026-06-30", 80.0)], AIMS):
        start, current, aim = figure.inputs["Valeur"]
        assert shown_rate(raw_rate("baisse", start, current, aim)) == figure.value


@pytest.mark.parametrize(
    ("value", "text", "flags"),
    [
        (110.0, "0 % du chemin (régression), de 100 à 60 jours (31/12/2026)",
         ("régression", "taux brut, avant les bornes : −25 %")),
        (50.0, "100 % du chemin (cible dépassée), de 100 à 60 jours (31/12/2026)",
         ("cible dépassée", "taux brut, avant les bornes : 125 %")),
        (100.0, "0 % du chemin, de 100 à 60 jours (31/12/2026)", ()),
    ],
)  # fmt: skip
def test_what_the_bounds_hide_is_said(value: float, text: str, flags: tuple[str, ...]) -> None:
    year = rates([START, measure("2026-06-30", value)], AIMS)[0]
    assert year.text.replace(NBSP, " ") == text
    assert tuple(flag.replace(NBSP, " ") for flag in year.flags) == flags


def test_a_target_equal_to_the_start_says_its_rule() -> None:
    held = rates([START, measure("2026-06-30", 100.0)], [target("2026-12-31", 100.0)])[0]
    lost = rates([START, measure("2026-06-30", 101.0)], [target("2026-12-31", 100.0)])[0]
    assert (held.value, lost.value) == (100, 0)
    assert "cible égale au départ" in held.flags[0]


def test_a_held_target_tells_its_tolerance() -> None:
    year = rates([measure("2026-06-30", 57.5)], [target("2026-12-31", 50.0)], direction="maintien", tolerance=5)[0]
    assert year.text == f"tenue à 50{NBSP}%, cible de 50 jours (31/12/2026)"
    assert f"écart toléré{NBSP}: 5" in year.flags


@pytest.mark.parametrize(
    ("values", "aims", "fields", "why"),
    [
        ([], AIMS, {}, "Aucune valeur n’a encore été saisie."),
        ([START, measure("2026-06-30", 80.0)], AIMS[-1:], {}, "Aucune cible n’est datée en 2026."),
        ([START, measure("2026-06-30", 80.0)], AIMS, {"direction": None}, "Le sens voulu"),
        ([START], AIMS, {}, "Aucune valeur depuis le départ."),
        ([measure("2026-06-30", 80.0)], AIMS, {}, "La valeur de départ n’a pas été saisie."),
        ([START, measure("2026-06-30", 3.0)], AIMS, {"unit": "personnes"}, "Une valeur est masquée"),
    ],
)
def test_no_rate_says_what_is_missing_and_is_never_zero(
    values: list[dict[str, Any]], aims: list[dict[str, Any]], fields: dict[str, Any], why: str
) -> None:
    year = rates(values, aims, **fields)[0]
    assert (year.value, year.text) == (None, "non calculable")
    assert year.rest.startswith(why)


def test_other_kinds_have_no_rate() -> None:
    assert rates([measure("2026-06-30", 80.0)], AIMS, measure_kind="suivi") == ()


# --- What is due ---


def due(*rows: tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]) -> Calendar:
    named = [(fields | {"code": f"P9-IND{at:02d}"}, values, aims) for at, (fields, values, aims) in enumerate(rows, 1)]
    now = plan_with(
        [indicator(**fields) for fields, _, _ in named],
        [value | {"indicator_code": fields["code"]} for fields, values, _ in named for value in values],
        [aim | {"indicator_code": fields["code"]} for fields, _, aims in named for aim in aims],
    )
    return due_calendar(standings(now), now)


def test_what_is_overdue_comes_first_flagships_before_then_the_twelve_months() -> None:
    jalon = {"measure_kind": "jalon", "unit": None, "periodicity_months": None}
    found = due(
        ({}, [measure("2026-03-31", 1.0)], []),  # due 30 June: overdue
        ({"flagship": True}, [measure("2026-04-30", 1.0)], []),  # due 31 July: overdue, first
        ({"periodicity_months": 12}, [measure("2026-06-30", 1.0)], []),
        ({"periodicity_months": 36}, [measure("2026-06-30", 1.0)], []),  # later
        (jalon, [measure("2026-06-30", 0.0)], [target("2026-12-31", 1.0)]),
        (jalon, [measure("2026-06-30", 1.0)], [target("2026-12-31", 1.0)]),  # done: nothing due
        ({}, [], []),  # nothing said yet
        ({"periodicity_months": None}, [measure("2026-06-30", 1.0)], []),
    )
    assert [(each.one.code, each.on.isoformat()) for each in found.overdue] == [
        ("P9-IND02", "2026-07-31"), ("P9-IND01", "2026-06-30"),
    ]  # fmt: skip
    assert [(each.one.code, each.what, each.on.isoformat()) for each in found.coming] == [
        ("P9-IND05", "jalon", "2026-12-31"), ("P9-IND03", "valeur", "2027-06-30"),
    ]  # fmt: skip
    assert ([each.one.code for each in found.later], found.silent, found.unset) == (["P9-IND04"], 1, 1)
    assert found.sentence == (
        f"2 échéances sont dépassées (2 valeurs), depuis le 30 juin 2026{NBSP}; 2 tombent dans les douze mois{NBSP}; "
        "2 indicateurs n’ont pas d’échéance (1 sans aucune valeur, 1 sans périodicité)."
    )
    assert [month.isoformat() for month, _ in found.months] == ["2026-12-01", "2027-06-01"]
    table = calendar_table(found)
    assert table["État"].tolist() == ["dépassée", "dépassée", "à venir", "à venir", "à venir"]
    assert table["Qui"].iloc[0].startswith("La coordination du schéma")
    figure = due_figure(found, Stamp())
    assert len(figure.inputs) == figure.denominator
    assert (figure.numerator, figure.denominator, figure.text) == (2, 5, f"2 sur 5 (40{NBSP}%)")


def test_a_milestone_not_done_is_overdue_once_its_day_has_passed() -> None:
    jalon = {"measure_kind": "jalon", "unit": None, "periodicity_months": None}
    found = due((jalon, [measure("2026-03-31", 0.0)], [target("2026-06-30", 1.0)]))
    (one,) = found.overdue
    assert (one.what, one.on) == ("jalon", date(2026, 6, 30))
    assert one.one.text == "pas encore fait, était prévu le 30 juin 2026"
    assert "1 jalon" in found.sentence


def test_no_due_date_at_all_is_said() -> None:
    assert due(({}, [], [])).sentence == (
        f"Aucune échéance n’est connue{NBSP}; 1 indicateur n’a pas d’échéance (1 sans aucune valeur)."
    )
    assert due_figure(due(({}, [], [])), Stamp()).value is None


# --- By territory ---


def by_place(**fields: Any) -> tuple[dict[str, Any], pd.DataFrame, pd.DataFrame, date]:
    values = [measure("2026-03-31", value, place) for place, value in zip(PEERS, (10.0, 3.0, 40.0, 7.0), strict=True)]
    values += [measure("2026-06-30", value, place) for place, value in zip(PEERS, (20.0, 2.0, 30.0), strict=False)]
    now = plan_with([indicator(**fields)], values, peers=PEERS)
    return indicator(**fields), readable_measures(now)[CODE], now.targets, now.as_of


def test_levels_with_a_value_are_offered_the_plan_s_own_first() -> None:
    rows = plan_with([indicator()], [measure("2026-06-30", 1.0, place) for place in ("A", "X", "26")]).measures
    kinds = {"A": "epci", "X": "commune", "B": "canton", "26": "departement"}
    assert measured_levels(rows, kinds, "epci") == ["epci", "commune"]
    assert measured_levels(rows, kinds, "commune") == ["commune", "epci"]
    assert measured_levels(rows[:0], kinds, "epci") == []


def test_walls_share_one_scale_and_never_draw_what_is_hidden() -> None:
    read = by_place(unit="personnes")
    walls = territory_walls(*read[:3], {place: place for place in (*PEERS, "E")}, read[3])
    assert [name for name, _ in walls.drawn] == ["C", "A"]  # B is masked, D has one value, E none
    assert walls.scale == (10, 40)
    assert set(walls.table["Territoire"]) == {"C", "A"}
    assert "2 territoires ont au moins deux valeurs" in walls.sentence(24)
    assert "1 autre au tableau seulement" in walls.sentence(1)


def test_a_territory_that_nobody_speaks_of_is_silent_in_the_ranking() -> None:
    one, measures, targets, as_of = by_place(unit="%")
    found = ranking(one, measures, targets, {place: f"Ville {place}" for place in (*PEERS, "E", "F")}, as_of)
    assert [name for name, _ in found.known] == ["Ville C", "Ville A", "Ville D", "Ville B"]
    assert found.silent == ["Ville E", "Ville F"]
    assert [row["value"] for row in records(measures)].count(None) == 0
