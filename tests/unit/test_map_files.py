"""The shapes of a département as a file: what the browser keeps for good, and what is not there."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.map_data import Shapes, shapes
from components.map_files import shape_files


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=[shape_files("/cap")]), base_url="http://cap.test")


def test_the_address_of_a_level_gives_its_shapes_for_good(client: TestClient) -> None:
    drawn = shapes("26")
    assert isinstance(drawn, Shapes)
    for level, address in drawn.addresses.items():
        answer = client.get(f"/cap/{address.removeprefix('./')}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert "immutable" in answer.headers["cache-control"]
        assert {feature["id"] for feature in answer.json()["features"]} == set(drawn.features[level])


def test_an_older_address_gives_the_shapes_of_today_and_is_not_kept(client: TestClient) -> None:
    answer = client.get("/cap/cartes/26/epci.json?v=0000000000000000")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    assert len(answer.json()["features"]) == 16


@pytest.mark.parametrize("path", ["99/epci", "26/planete", "26/../../app", "%2e%2e/epci", "26%2f../epci"])
def test_what_is_not_a_level_of_a_departement_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(f"/cap/cartes/{path}.json").status_code == 404
