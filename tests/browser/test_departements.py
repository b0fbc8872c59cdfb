"""The map alone, on départements of every kind: an island, a city that is one commune, the most communes, overseas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from components.map_data import Shapes, shapes
from data import installation
from data.assets import copy_assets
from data.database import Store
from data.situation import rows_of, where
from tests.support.browser import visit
from tests.support.server import ROOT, running_server
from tests.support.small_plan import load_small_plan_in
from tests.support.store import REAL

pytestmark = [pytest.mark.browser, pytest.mark.soak]

DEPARTEMENTS = ("2A", "13", "59", "75", "971", "976")
LEVELS = [(code, "epci") for code in DEPARTEMENTS] + [
    (code, level) for code in ("2A", "976") for level in ("canton", "commune")
]


@dataclass(frozen=True)
class France:
    """One application that holds a small plan in each département."""

    url: str
    plans: dict[str, str]
    maps: dict[str, Shapes]


@pytest.fixture(scope="module")
def france(tmp_path_factory: pytest.TempPathFactory) -> Iterator[France]:
    folder = tmp_path_factory.mktemp("france")
    url = f"sqlite:///{folder / REAL}"
    store = Store(url)
    installation.init(store, lambda _: None)
    maps = {code: found for code in DEPARTEMENTS if isinstance(found := shapes(code), Shapes)}
    plans = {code: load_small_plan_in(store, found.map) for code, found in maps.items()}
    copy_assets(ROOT)
    with running_server(folder, {"DATABASE_URL": url}) as server:
        yield France(server.url, plans, maps)


@pytest.mark.parametrize(("code", "level"), LEVELS)
def test_the_map_of_any_departement(france: France, open_page: Callable[..., Page], code: str, level: str) -> None:
    """`open_page` fails the test when anything is asked of another machine."""
    drawn = france.maps[code]
    places = rows_of(where(drawn.map.places, level=level))
    page = open_page(viewport={"width": 390, "height": 844})
    visit(page, f"{france.url}/territoires?plan={france.plans[code]}&mesure=population&niveau={level}")

    expect(page.locator(".choroplethlayer path")).to_have_count(len(drawn.features[level]))
    assert_listed(page, [str(row["name"]) for row in places])
    legend = page.locator(".legendtext")
    assert legend.count() >= 5
    boxes = [box for at in range(legend.count()) if (box := legend.nth(at).bounding_box())]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["height"] >= 12 for box in boxes)
    assert not [
        (one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :]
        if one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"] - 1 and other["y"] < one["y"] + one["height"] - 1
    ]  # fmt: skip
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    if len(places) == 1:
        expect(page.get_by_text("rien à comparer à ce niveau")).to_be_visible()


def assert_listed(page: Page, names: list[str]) -> None:
    """Every place is in the twin list: as a button, or behind the field that searches by name."""
    field = page.get_by_label("Chercher parmi")
    if field.count():
        expect(field).to_be_visible()
        expect(page.get_by_text(f"Chercher parmi {len(names)} ")).to_be_visible()
        field.click()
        page.keyboard.type(names[0])
        expect(page.get_by_role("option").filter(has_text=names[0]).first).to_be_visible()
        page.keyboard.press("Escape")
    else:
        expect(page.get_by_test_id("stRadio").get_by_role("radio")).to_have_count(len(names))
