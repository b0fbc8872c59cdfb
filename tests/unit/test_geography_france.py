"""The map of France: the 101 départements, each of one sound shape, light, and every one within reach of a click."""

import json
from pathlib import Path

import pytest
import shapely
from shapely.geometry.base import BaseGeometry
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components import map_france
from components.map_files import shape_files
from data.errors import GeographyError
from data.geography import france
from data.geography.france import CROWDED, OVERSEAS, France, france_map
from data.geography.read import departements

MAINLAND = shapely.box(-5.5, 41.2, 9.8, 51.3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cartes")


@pytest.fixture(scope="module")
def drawn(folder: Path) -> France:
    return france_map(folder)


def shape(feature: dict[str, object]) -> BaseGeometry:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def shapes(drawn: France) -> dict[str, BaseGeometry]:
    return {str(feature["id"]): shape(feature) for feature in drawn.outlines["features"]}


def test_every_departement_has_one_sound_shape(drawn: France) -> None:
    found = shapes(drawn)
    assert list(found) == list(departements())
    assert len(found) == 101
    assert drawn.names["26"] == "Drôme"
    assert [code for code, each in found.items() if not each.is_valid or each.is_empty] == []
    assert all(MAINLAND.contains(each) for each in found.values())
    assert found["26"].contains(shapely.Point(4.89, 44.93))  # Valence
    assert found["84"].contains(shapely.Point(4.991, 44.384))  # Valréas, inside the Drôme
    # Clockwise: d3 would fill the rest of the world.
    assert not any(part.exterior.is_ccw for each in found.values() for part in shapely.get_parts(each))


def test_it_is_light(drawn: France) -> None:
    assert len(json.dumps(drawn.outlines, ensure_ascii=False, separators=(",", ":")).encode()) < 150_000


def test_neighbours_do_not_overlap(drawn: France) -> None:
    found = list(shapes(drawn).values())
    together = float(shapely.union_all(found).area)
    assert sum(float(each.area) for each in found) == pytest.approx(together, rel=1e-4)


def test_what_is_far_or_small_stands_in_a_frame_that_hides_nothing(drawn: France) -> None:
    found, frames = shapes(drawn), [shape(frame) for frame in drawn.frames]
    assert len(frames) == len(OVERSEAS) + 1
    for code in (*OVERSEAS, *CROWDED):
        (framed,) = [frame for frame in frames if frame.intersects(found[code])]
        assert float(found[code].intersection(framed).area) > 0.1, code
    others = shapely.union_all([each for code, each in found.items() if code not in (*OVERSEAS, *CROWDED)])
    assert not any(frame.intersects(others) for frame in frames)


def test_the_file_gives_back_the_same_map_and_a_damaged_one_is_made_again(folder: Path, drawn: France) -> None:
    (file,) = folder.iterdir()
    again = france_map(folder)
    assert (again.names, again.outlines, again.frames) == (drawn.names, drawn.outlines, drawn.frames)
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert france_map(folder).outlines == drawn.outlines
    assert file.read_text(encoding="utf-8") == whole


def test_without_the_package_the_reason_is_said_in_french(tmp_path: Path) -> None:
    with pytest.raises(GeographyError, match="illisible"):
        france.prepare(tmp_path)


def test_a_browser_fetches_it_once_for_good() -> None:
    found = map_france.departements()
    assert isinstance(found, map_france.Departements)
    client = TestClient(Starlette(routes=[shape_files("/cap")]), base_url="http://cap.test")
    answer = client.get(f"/cap/{found.address.removeprefix('./')}")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.json()["features"]) == 101
    assert client.get("/cap/cartes/france/epci.json").status_code == 404
