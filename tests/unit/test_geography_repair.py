"""Each known defect of the source tables, on small squares."""

import pytest
import shapely
from shapely import box
from shapely.geometry.base import BaseGeometry

from data.geography.model import DepartementMap
from data.geography.population import Populations
from data.geography.prepare import cantons_of, prepare_from
from data.geography.read import FormerCommune, RawCanton, RawCommune, RawDepartement, RawEpci
from data.geography.repair import absorbing_communes, fill_holes, own_shapes
from data.geography.shapes import area_km2, clean, dissolve, is_sound, simplify


def square(column: float, row: float = 0) -> BaseGeometry:
    """A commune of a tenth of a degree, some 9 km wide, near 5° E 44° N."""
    return box(5 + column / 10, 44 + row / 10, 5 + (column + 1) / 10, 44 + (row + 1) / 10)


def commune(
    code: str,
    shape: BaseGeometry | None,
    population: int | None = 100,
    former: tuple[FormerCommune, ...] = (),
) -> RawCommune:
    return RawCommune(code, f"Commune {code}", "200000001", population, shape, former)


def departement(communes: list[RawCommune], cantons: list[RawCanton]) -> RawDepartement:
    return RawDepartement("99", "Essai", communes, cantons, [RawEpci("200000001", "Communauté", False)])


def prepared(
    communes: list[RawCommune],
    cantons: list[RawCanton] | None = None,
    populations: Populations | None = None,
    absorbed: dict[str, str] | None = None,
) -> DepartementMap:
    return prepare_from(departement(communes, cantons or []), populations or {}, absorbed or {})


def test_hole_goes_to_the_absorbing_commune_that_it_touches() -> None:
    communes = {"A": square(0), "B": square(2), "C": square(3)}
    whole, filled, left = fill_holes(communes, [box(5, 44, 5.4, 44.1)], absorbing={"B", "C"})
    assert [gift.code for gift in filled] == ["B"]  # C absorbs another one, elsewhere
    assert left == []
    assert whole["B"].equals(box(5.1, 44, 5.3, 44.1))
    assert whole["A"].equals(communes["A"])


def test_hole_between_two_absorbing_communes_is_not_guessed() -> None:
    communes = {"A": square(0), "B": square(2)}
    whole, filled, left = fill_holes(communes, [box(5, 44, 5.3, 44.1)], absorbing={"A", "B"})
    assert filled == []
    assert len(left) == 1
    assert left[0].equals(square(1))
    assert whole == communes


def test_hole_between_two_goes_to_the_one_that_has_received_nothing() -> None:
    # A · [hole] · B · [hole] with nothing beyond: the second hole can only be B's, so the first is A's.
    communes = {"A": square(0), "B": square(2)}
    whole, filled, left = fill_holes(communes, [box(5, 44, 5.4, 44.1)], absorbing={"A", "B"})
    assert left == []
    assert {gift.code: gift.piece.centroid.x for gift in filled} == pytest.approx({"A": 5.15, "B": 5.35})
    assert whole["A"].equals(box(5, 44, 5.2, 44.1))


def test_contact_at_a_corner_is_not_a_border() -> None:
    communes = {"A": square(0, 0), "B": square(1, 1), "C": square(0, 1)}
    outline = shapely.union_all([*communes.values(), square(1, 0)])
    _, filled, left = fill_holes(communes, [outline], absorbing={"B", "C"})
    assert [gift.code for gift in filled] == ["B"]
    assert left == []
    _, filled, left = fill_holes(communes, [outline], absorbing={"C"})
    assert (len(filled), len(left)) == (0, 1)


def test_sliver_between_canton_and_communes_is_no_hole() -> None:
    _, filled, left = fill_holes({"A": square(0)}, [box(5, 44, 5.100001, 44.1)], absorbing={"A"})
    assert (filled, left) == ([], [])


def test_unassigned_hole_is_reported_and_stays_empty() -> None:
    canton = RawCanton("9901", "Canton", "C", True, box(5, 44, 5.3, 44.1))
    made = prepared([commune("99001", square(0)), commune("99003", square(2))], [canton])
    assert any("aucune commune attribuée" in line and "89" in line for line in made.report)  # 89 km²
    assert made.places[made.places.level == "departement"].area_km2.iloc[0] == pytest.approx(178, abs=2)


def test_absorbing_communes_come_from_the_list_and_from_the_tables() -> None:
    gone = FormerCommune("99009", "Partie", None)
    kept = FormerCommune("99008", "Restée", square(5))
    communes = [
        commune("99001", square(0)),
        commune("99002", square(1), former=(gone,)),
        commune("99003", square(2), former=(kept,)),
    ]
    assert absorbing_communes(communes, {"99010": "99001", "26371": "26289"}) == {"99001", "99002"}


def test_commune_without_polygon_is_the_union_of_its_delegated_communes() -> None:
    parts = (FormerCommune("99002", "Ouest", square(1)), FormerCommune("99003", "Est", square(2)))
    shapes, rebuilt = own_shapes([commune("99001", square(0)), commune("99002", None, former=parts)])
    assert rebuilt == ["99002"]
    assert shapes["99002"].equals(box(5.1, 44, 5.3, 44.1))
    made = prepared([commune("99001", square(0)), commune("99002", None, former=parts)])
    assert made.former_codes == {"99003": "99002"}
    assert any("reconstitué" in line and "99002" in line for line in made.report)


def test_commune_without_any_polygon_keeps_its_row() -> None:
    made = prepared([commune("99001", square(0), 100), commune("99002", None, 40)])
    assert [feature["id"] for feature in made.levels["commune"]["features"]] == ["99001"]
    absent = made.places[made.places.code == "99002"].iloc[0]
    assert (absent.outline, absent.population) == ("none", 40)
    assert absent.area_km2 != absent.area_km2  # not known, which is not 0
    assert made.places[made.places.level == "departement"].population.iloc[0] == 140
    assert any(line.startswith("Communes sans contour") for line in made.report)


def test_communes_split_from_another_are_said_to_be_drawn_with_it() -> None:
    leavers = [commune(code, None) for code in ("15031", "15035", "15047", "15171")]
    canton = RawCanton("1501", "Canton", "C", True, square(0))
    made = prepared([commune("15141", square(0)), *leavers], [canton])
    rows = made.places.set_index("code")
    assert rows.area_km2.isna()["15141"]  # the polygon is that of five communes
    assert set(rows[rows.level == "commune"].canton_code) == {"1501"}
    assert rows.population["1501"] == 500
    assert any("15141" in line and "15171" in line for line in made.report)


def test_split_town_is_shown_whole_beside_what_is_left_of_its_cantons() -> None:
    communes = [commune("99001", square(0)), commune("99002", square(1)), commune("99003", square(2))]
    cantons = [
        RawCanton("9901", "Ville-1", "C", False, square(1)),  # a share of the town, and 99002
        RawCanton("9902", "Ville-2", "C", False, None),  # inside the town
        RawCanton("9903", "Plaine", "C", True, square(2)),
        RawCanton("9999", "Ville", "V", False, square(0)),
    ]
    made = prepared(communes, cantons)
    rows = made.places.set_index("code")
    assert dict(rows.canton_code.dropna()) == {"99001": "9999", "99002": "9901", "99003": "9903"}
    assert dict(rows[rows.level == "canton"].outline) == {
        "9901": "rest", "9902": "none", "9903": "whole", "9999": "town"
    }  # fmt: skip
    assert set(rows.index[rows.population.isna()]) == {"9901", "9902"}
    assert rows.name["9999"] == "Ville (commune entière)"
    assert {feature["id"] for feature in made.levels["canton"]["features"]} == {"9901", "9903", "9999"}


def test_commune_outside_every_canton_has_none() -> None:
    canton = RawCanton("9901", "Canton", "C", True, square(0))
    assert cantons_of({"99001": square(0), "99002": square(1)}, [canton]) == {"99001": "9901"}
    made = prepared([commune("99001", square(0)), commune("99002", square(1))], [canton])
    assert made.places.set_index("code").canton_code.isna()["99002"]
    assert any("1 sur 2" in line for line in made.report)


def test_borders_drawn_twice_become_one_line() -> None:
    left = box(5, 44, 5.1, 44.1)
    right = shapely.Polygon([(5.100004, 44), (5.2, 44), (5.2, 44.1), (5.100003, 44.1), (5.0999, 44.05)])
    assert not shapely.coverage_is_valid([left, right])
    cleaned = clean({"A": left, "B": right})
    assert is_sound(cleaned.values())
    assert cleaned["A"].intersection(cleaned["B"]).length == pytest.approx(0.1, rel=0.01)


def test_simplifying_keeps_neighbours_together_and_turns_rings_clockwise() -> None:
    wave = [(5.1 + 0.002 * (step % 2), 44 + step / 200) for step in range(21)]
    left = shapely.Polygon([(5, 44.1), (5, 44), *wave])
    right = shapely.Polygon([(5.2, 44.1), *reversed(wave), (5.2, 44)])
    light = simplify({"A": left, "B": right})
    assert is_sound(light.values())
    assert shapely.get_num_coordinates(light["A"]) < shapely.get_num_coordinates(left) / 2
    assert not light["A"].exterior.is_ccw
    assert dissolve(light.values()).area == pytest.approx(0.02, rel=0.01)


def test_area_is_that_of_the_ellipsoid() -> None:
    assert area_km2(box(-180, -90, 180, 90)) == pytest.approx(510_065_621.7, rel=1e-7)  # WGS84
    assert area_km2(box(5, 44, 6, 45)) == pytest.approx(8_833, rel=0.003)


def test_population_falls_back_on_the_older_census_and_says_so() -> None:
    made = prepared([commune("99001", square(0), 100), commune("99002", square(1), 0)])
    rows = made.places.set_index("code")
    assert rows.population["99"] == 100  # a commune of 0 inhabitants is known
    assert set(rows.population_year.dropna()) == {2017}
    assert made.vintages["population"] == "2017"
    assert any("est absent" in line for line in made.report)
    assert any(line.startswith("Populations de 2017") for line in made.report)


def test_totals_do_not_mix_two_censuses_nor_skip_an_unknown_one() -> None:
    table = {"99001": (120, 2023)}
    made = prepared([commune("99001", square(0)), commune("99002", square(1), 50)], populations=table)
    rows = made.places.set_index("code")
    assert (rows.population["99001"], rows.population["99002"]) == (120, 50)
    assert rows.population.isna()["99"]
    assert made.vintages["population"] == "2017 et 2023"
    assert any("99002" in line and "deux années" in line for line in made.report)

    unknown = prepared([commune("99001", square(0)), commune("99002", square(1), None)], populations=table)
    assert unknown.places.set_index("code").population.isna()["99"]
    assert any(line.startswith("Population inconnue") for line in unknown.report)
