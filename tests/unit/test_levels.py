"""The levels of territories on a made-up département: two territoires d'action sociale, three EPCI, two cantons across
them, six square communes in a row; and the shapes that a plan adds to the map."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
import shapely

from components.map_data import Shapes, completed
from data.geography import DepartementMap, middle, united
from data.geography.model import places_table
from data.measures.columns import records
from data.measures.layer import POPULATION, RATE
from data.measures.level_layers import layer_at, level_note, readable_at
from data.measures.levels import below, inner, levels, places, trail
from data.measures.territories import communes, followed_above, offered
from data.measures.territory_indicators import read_by_territory
from data.measures.territory_sheet import identity
from data.measures.territory_words import indicative_note, with_composition
from data.selection import Filter, words
from data.situation import Situation, frame
from data.vocabulary import TerritoryKind
from tests.support.measures import WHOLE, drome, situation

DEPARTEMENT, TAS, EPCI, CANTON, COMMUNE = (
    TerritoryKind.DEPARTEMENT, TerritoryKind.SOCIAL_TERRITORY, TerritoryKind.EPCI, TerritoryKind.CANTON,
    TerritoryKind.COMMUNE,
)  # fmt: skip
OF_EPCI = {"c1": "e1", "c2": "e1", "c3": "e2", "c4": "e2", "c5": "e3", "c6": "e3"}
OF_CANTON = {"c1": "k1", "c2": "k1", "c3": "k1", "c4": "k2", "c5": "k2", "c6": "k2"}
OF_TAS = {"e1": "north", "e2": "north", "e3": "south"}


def row(code: str, kind: TerritoryKind, parent: str | None, **rest: Any) -> dict[str, Any]:
    return {"code": code, "name": f"Lieu {code}", "kind": kind.value, "parent_code": parent, **rest}


ROWS = [
    row(WHOLE, DEPARTEMENT, None, population=2100, population_year=2023),
    *(row(code, TAS, WHOLE) for code in ("north", "south")),
    *(row(code, EPCI, tas, population=700, population_year=2023) for code, tas in OF_TAS.items()),
    *(row(code, CANTON, WHOLE) for code in ("k1", "k2")),
    *(
        row(code, COMMUNE, epci, canton_code=OF_CANTON[code], population=100 * int(code[1]), population_year=2023)
        for code, epci in OF_EPCI.items()
    ),
]


def made_up(rows: list[dict[str, Any]] = ROWS) -> Situation:
    return situation(drome(), territories=rows)


def codes(table: Any) -> list[str]:
    return [str(each["code"]) for each in records(table)]


def square(code: str) -> dict[str, Any]:
    west = float(code[1])
    ring = [[west, 44.0], [west, 45.0], [west + 1, 45.0], [west + 1, 44.0], [west, 44.0]]
    return {"type": "Feature", "id": code, "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def shape(feature: dict[str, Any] | None) -> Any:
    assert feature is not None
    return shapely.geometry.shape(feature["geometry"])


def test_the_levels_offered_are_those_that_have_places_widest_first() -> None:
    assert levels(made_up()) == (DEPARTEMENT, TAS, EPCI, CANTON, COMMUNE)
    without = [each for each in ROWS if each["kind"] != TAS]
    assert levels(made_up(without)) == (DEPARTEMENT, EPCI, CANTON, COMMUNE)


def test_cantons_are_not_offered_when_nobody_knows_which_commune_is_in_which() -> None:
    """As in a period frozen before cantons came into use, and in Paris."""
    frozen = [{**each, "canton_code": None} for each in ROWS]
    assert levels(made_up(frozen)) == (DEPARTEMENT, TAS, EPCI, COMMUNE)
    assert below(made_up(frozen), "k1") == set()


def test_what_is_inside_a_territory_whatever_stands_between() -> None:
    now = made_up()
    assert below(now, "north") == {"e1", "e2", "c1", "c2", "c3", "c4"}
    assert below(now, "k1") == {"c1", "c2", "c3"}
    assert codes(places(now, COMMUNE, "north")) == ["c1", "c2", "c3", "c4"]
    assert codes(places(now, EPCI, "north")) == ["e1", "e2"]
    assert codes(communes(now, "k2")) == ["c4", "c5", "c6"]
    assert codes(places(now, COMMUNE)) == codes(places(now, COMMUNE, WHOLE)) == list(OF_EPCI)
    assert inner(now, "north") == (EPCI, COMMUNE)
    assert inner(now, "k1") == inner(now, "e3") == (COMMUNE,)
    assert inner(now, "c1") == ()
    found = identity(now, "north")
    assert found is not None
    assert found.communes == 4
    assert (found.population, found.population_year) == (1000, 2023)


def test_a_territory_that_would_hold_itself_ends_all_the_same() -> None:
    loop = [*ROWS, row("a", EPCI, "b"), row("b", EPCI, "a")]
    assert below(made_up(loop), "a") == {"b"}
    assert [step["code"] for step in trail(made_up(loop), "a")][-1] == "a"


def test_the_trail_goes_by_the_epci_or_by_the_canton_that_was_entered() -> None:
    now = made_up()
    assert [step["code"] for step in trail(now, "c3")] == [WHOLE, "north", "e2", "c3"]
    assert [step["code"] for step in trail(now, "c3", through="k1")] == [WHOLE, "k1", "c3"]
    assert [step["code"] for step in trail(now, "c3", through="k2")] == [WHOLE, "north", "e2", "c3"]
    assert [step["code"] for step in trail(now, WHOLE)] == [WHOLE]
    assert trail(now, "nowhere") == []


def cut() -> Situation:
    """« north » takes one commune of e3, which then hangs from the département; « south » keeps the other."""
    area = {"c1": "north", "c2": "north", "c3": "north", "c4": "north", "c5": "north", "c6": "south"}
    changed = [
        {
            **each,
            "area_code": area.get(each["code"]),
            "parent_code": WHOLE if each["code"] == "e3" else each["parent_code"],
        }
        for each in ROWS
    ]
    return replace(made_up(changed), territory_level=TAS.value)


def test_a_territory_that_cuts_an_epci_holds_its_communes_and_no_others() -> None:
    now = cut()
    assert below(now, "north") == {"c1", "c2", "c3", "c4", "c5"}
    assert below(now, "south") == {"c6"}
    assert below(now, "e3") == {"c5", "c6"}
    assert below(now, WHOLE) == {str(each["code"]) for each in ROWS} - {WHOLE}
    # Its whole EPCI are not all of it: they are not offered as its parts.
    assert inner(now, "north") == inner(now, "south") == inner(now, "e3") == (COMMUNE,)
    assert codes(places(now, COMMUNE, "south")) == ["c6"]
    populations = {each["code"]: each["value"] for each in records(layer_at(now, POPULATION, {}, TAS).rows)}
    assert populations == {"north": 1500, "south": 600}


def test_a_territory_made_of_whole_epci_holds_them_when_its_communes_say_so() -> None:
    area = {"c1": "north", "c2": "north", "c3": "north", "c4": "north", "c5": "south", "c6": "south"}
    now = made_up([{**each, "area_code": area.get(each["code"])} for each in ROWS])
    assert below(now, "north") == below(made_up(), "north")
    assert inner(now, "north") == (EPCI, COMMUNE)
    assert [step["code"] for step in trail(now, "c5")] == [WHOLE, "south", "e3", "c5"]


def test_the_trail_of_a_cut_epci_goes_by_what_was_entered() -> None:
    now = cut()
    assert [step["code"] for step in trail(now, "c5")] == [WHOLE, "north", "c5"]
    assert [step["code"] for step in trail(now, "c5", through="e3")] == [WHOLE, "e3", "c5"]
    assert [step["code"] for step in trail(now, "c5", through="k2")] == [WHOLE, "k2", "c5"]
    assert [step["code"] for step in trail(now, "c3", through="north")] == [WHOLE, "north", "e2", "c3"]
    assert [step["code"] for step in trail(now, "e3")] == [WHOLE, "e3"]
    assert followed_above(now, "c5") == "north"
    assert followed_above(now, "c6") == "south"
    assert followed_above(now, "e3") is None


def test_the_map_draws_what_a_cut_territory_holds() -> None:
    drawn = completed(prepared(), cut())
    assert shape(drawn.feature("north")).equals(shapely.box(1, 44, 6, 45))
    assert shape(drawn.feature("south")).equals(shapely.box(6, 44, 7, 45))
    assert shape(drawn.feature("e3")).equals(shapely.box(5, 44, 7, 45))


def test_a_total_by_epci_says_nothing_of_a_territory_that_cuts_one() -> None:
    """Two whole EPCI of « north » are not « north »: its total waits for the communes."""
    indicator = {
        "code": "I", "title": "Places", "measure_kind": "suivi", "unit": "places", "nature": None, "threshold": None,
        "direction": None, "compound": False, "components": [], "territory_aggregation": "somme",
        "time_aggregation": "derniere", "axis_code": None, "fiche_code": None, "heading_code": None,
    }  # fmt: skip
    day = made_up().as_of
    given = [
        {"indicator_code": "I", "territory_code": code, "on": day, "value": 40, "baseline": False, "period": None}
        for code in ("e1", "e2", "e3")
    ]
    whole, parts = (
        read_by_territory(now.with_(indicators=frame("indicators", [indicator]), measures=frame("measures", given)))
        for now in (made_up(), cut())
    )
    assert whole["I"].levels[TAS]["north"].value == 80
    assert TAS not in parts["I"].levels


def test_an_indicative_composition_is_said_and_a_decided_one_is_not() -> None:
    decided = cut()
    assert indicative_note(decided, TAS) == ""
    rows = [{**each, "indicative": each["code"] == "north"} for each in records(decided.territories)]
    one = decided.with_(territories=frame("territories", rows))
    assert indicative_note(one, TAS).startswith("Composition indicative (Lieu north)\u00a0: le plan nomme ces")
    assert indicative_note(one, EPCI) == ""
    every = decided.with_(territories=frame("territories", [{**each, "indicative": True} for each in rows]))
    assert indicative_note(every, TAS).startswith("Composition indicative\u00a0:")
    found, other, commune = (identity(one, code) for code in ("north", "south", "c5"))
    assert found is not None
    assert other is not None
    assert commune is not None
    assert found.composition == indicative_note(one, TAS)
    assert (other.composition, commune.composition) == ("", "")
    assert commune.parent_text == "Lieu north (composition indicative)"
    table = with_composition(pd.DataFrame({"Territoire": ["Lieu north", "Lieu south"]}), one)
    assert list(table["Composition"]) == ["indicative", ""]
    assert "Composition" not in with_composition(pd.DataFrame({"Code": ["south"]}), one)
    assert words(one, Filter(territory="north")) == ["Territoire : Lieu north (composition indicative)"]
    assert words(one, Filter(territory="south")) == ["Territoire : Lieu south"]


def test_population_is_what_every_level_has_and_rates_stay_at_their_own() -> None:
    now = made_up()
    keys = offered(now, {})
    assert POPULATION in keys
    assert [kind for kind in levels(now) if readable_at(now, POPULATION, {}, kind)] == [
        DEPARTEMENT, TAS, EPCI, COMMUNE,
    ]  # fmt: skip
    assert [kind for kind in levels(now) if readable_at(now, RATE, {}, kind)] == [EPCI]
    found = {each["code"]: each for each in records(layer_at(now, POPULATION, {}, TAS).rows)}
    assert (found["north"]["value"], found["south"]["value"]) == (1000, 1100)
    assert found["north"]["note"] == "recensement 2023"


def test_a_population_that_mixes_two_censuses_is_unknown() -> None:
    mixed = [{**each, "population_year": 2017} if each["code"] == "c1" else each for each in ROWS]
    found = {each["code"]: each for each in records(layer_at(made_up(mixed), POPULATION, {}, TAS).rows)}
    assert found["north"]["value"] is None
    assert found["south"]["value"] == 1100


def test_going_down_keeps_ranks_and_classes_of_the_departement() -> None:
    now = made_up()
    whole = {each["code"]: each for each in records(layer_at(now, POPULATION, {}, COMMUNE).rows)}
    inside = layer_at(now, POPULATION, {}, COMMUNE, within="north")
    assert codes(inside.rows) == ["c4", "c3", "c2", "c1"]
    assert all(each == whole[each["code"]] for each in records(inside.rows))
    assert "Lieu c4 (400 habitants)" in inside.says
    assert "c6" not in inside.says


def test_a_level_without_states_says_so_in_french() -> None:
    now = made_up()
    assert level_note(now, EPCI, {RATE, POPULATION}, 3) == ""
    said = level_note(now, COMMUNE, {POPULATION, "indicateur-A", "indicateur-B"}, 6)
    assert said == (
        "Une commune ne porte pas d’état d’action\u00a0: il se dit par intercommunalité. La carte montre ici "
        "la population et 2 indicateurs."
    )
    assert "la population de ces cantons n’est pas connue" in level_note(now, CANTON, {POPULATION}, 2)
    assert "rien à comparer" in level_note(now, COMMUNE, {POPULATION}, 1)
    assert "qu’une intercommunalité" in level_note(now, EPCI, {POPULATION}, 1)


def test_the_borders_inside_a_union_vanish() -> None:
    north = shape(united("north", "Nord", [square(code) for code in ("c1", "c2", "c3", "c4")]))
    assert north.equals(shapely.box(1, 44, 5, 45))
    assert len(shapely.get_rings(north)) == 1
    assert not north.exterior.is_ccw  # as plotly's map wants it
    assert united("none", "Rien", []) is None


def test_members_that_overlap_are_united_all_the_same() -> None:
    """A plan may give an EPCI and one of its communes to the same territory."""
    whole = united("e1", "e1", [square("c1"), square("c2")])
    assert whole is not None
    assert shape(united("x", "X", [whole, square("c2"), square("c3")])).equals(shapely.box(1, 44, 4, 45))


def prepared() -> Shapes:
    features = {"commune": {code: square(code) for code in OF_EPCI}, "epci": {}, "canton": {}, "departement": {}}
    nothing = DepartementMap("DEP", "Essai", {}, places_table([]), {}, [], [], {})
    return Shapes(nothing, features, {}, {"commune": b"{}"}, {"commune": "./cartes/DEP/commune.json", "epci": "./x"})


def test_the_map_gets_the_territories_that_the_plan_composes() -> None:
    drawn = completed(prepared(), made_up())
    north, south = drawn.feature("north"), drawn.feature("south")
    assert shape(north).equals(shapely.box(1, 44, 5, 45))
    assert shape(south).equals(shapely.box(5, 44, 7, 45))
    lon, lat = middle(drawn.features[TAS]["south"])
    assert (drawn.places["south"]["lon"], drawn.places["south"]["lat"]) == (lon, lat)
    # The file of the EPCI does not hold those of the plan: they travel with the figure.
    assert dict(drawn.addresses) == {"commune": "./cartes/DEP/commune.json"}
    assert drawn.feature("nowhere") is None
    assert drawn.feature(None) is None


def test_a_map_that_lacks_nothing_is_left_as_it_is() -> None:
    drawn = prepared()
    alone = replace(made_up(), territories=frame("territories", [each for each in ROWS if each["kind"] == COMMUNE]))
    assert completed(drawn, alone) is drawn


@pytest.mark.parametrize("kind", [TAS, EPCI])
def test_a_territory_without_any_drawn_commune_has_no_shape(kind: TerritoryKind) -> None:
    lost = made_up([*ROWS, row("lost", kind, WHOLE)])
    assert completed(prepared(), lost).feature("lost") is None
