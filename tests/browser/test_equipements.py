"""The map of équipements in a real browser: drawn by the Leaflet that we serve, asked of nobody; tiles only when asked
for, of one host, attributed. What people typed stays text in the frame that may run inline scripts."""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from data.assets import copy_assets
from data.commands.facility import import_facilities
from data.database import Store
from data.facilities.facility import FacilityInput
from data.permissions import SYSTEM
from tests.support.browser import rerun, visit
from tests.support.quarter import PLAN
from tests.support.server import ROOT, running_server
from tests.support.store import REAL, copied

pytestmark = pytest.mark.browser

ATTACK = "<img src=x onerror='window.attaque=1'> {{ 7*7 }} ${7*7}"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def frame(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[src*='streamlit_folium']")


def test_a_click_and_the_list_open_the_same_card(browser_page: Page) -> None:
    visit(browser_page, "/equipements")
    map_ = frame(browser_page)
    points = map_.locator(".equipement.leaflet-interactive")
    expect(points).to_have_count(24)
    # Communes, intercommunalités and the outline, from our own files; cantons on demand.
    expect(map_.locator(".leaflet-commune-pane path")).to_have_count(362)
    expect(map_.locator(".leaflet-epci-pane path")).to_have_count(16)
    expect(map_.locator(".leaflet-canton-pane path")).to_have_count(0)
    map_.get_by_text("Cantons", exact=True).click()
    expect(map_.locator(".leaflet-canton-pane path")).not_to_have_count(0)
    map_.get_by_text("MFS · Maison France services (9)").click()
    expect(points).to_have_count(15)
    assert browser_page.get_by_title("Carte des équipements").count() == 1
    english = ("Zoom in", "Zoom out", "Layers", "Close popup")
    assert not [word for word in english if word in map_.locator("html").inner_html()]

    browser_page.get_by_label("Chercher un équipement").fill("crest")
    with rerun(browser_page):
        browser_page.keyboard.press("Enter")
    listed = browser_page.get_by_test_id("stRadio").get_by_text("CMS de démonstration – Crest", exact=True)
    with rerun(browser_page):
        listed.click()
    popup = map_.locator(".leaflet-popup-content")
    crest, others = popup.filter(has_text="Crest"), popup.filter(has_not_text="Crest")
    expect(crest).to_contain_text("CMS de démonstration – Crest")
    expect(crest).to_contain_text("Démonstration\u00a0: lieux inventés")
    expect(map_.get_by_role("button", name="Fermer")).to_be_visible()

    # The same point twice, another one having been chosen in the list in between.
    other = map_.locator(".equipement:not(.choisi)", has_text="CMS").first
    for _ in range(2):
        with rerun(browser_page):
            other.dispatch_event("click")
        expect(crest).to_have_count(0)
        name = others.locator("strong").inner_text()
        expect(browser_page.get_by_role("heading", level=3, name=name)).to_be_visible()
        with rerun(browser_page):
            listed.click()
        expect(others).to_have_count(0)
        expect(crest).to_be_visible()


class _Tiles(BaseHTTPRequestHandler):
    """A server of images that notes what it is asked."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(f"{self.path} {self.headers.get('Referer', '')}")
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(PIXEL)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def tiles() -> Iterator[tuple[str, list[str]]]:
    """Address of a server of images, and what it was asked so far."""
    handler = type("Handler", (_Tiles,), {"asked": []})
    served = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{served.server_port}", handler.asked
    finally:
        served.shutdown()
        served.server_close()


def test_tiles_by_configuration_and_typed_text_stays_text(
    master_stores: Path, tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    copy_assets(ROOT)
    url = copied(master_stores, tmp_path / "stores")
    typed = FacilityInput("x", ATTACK, ATTACK, 5.37, 44.75, ATTACK, "26113", ATTACK)
    import_facilities(Store(f"sqlite:///{tmp_path / 'stores' / REAL}"), SYSTEM, PLAN, [typed])
    with tiles() as (host, asked):
        environment = {
            "DATABASE_URL": url,
            "CAP_FOND_DE_CARTE": f"{host}/{{z}}/{{x}}/{{y}}.png",
            "CAP_FOND_ATTRIBUTION": "© <b>Atelier</b>",
        }
        with running_server(tmp_path, environment) as server:
            page = open_page()
            visit(page, f"{server.url}/equipements?donnees=reelles&lieu_equipement=x")
            map_ = frame(page)
            expect(map_.locator("img.leaflet-tile-loaded").first).to_be_visible()
            expect(map_.locator(".leaflet-control-attribution")).to_contain_text("© <b>Atelier</b>")
            expect(page.get_by_text("demande les images à 127.0.0.1")).to_be_visible()
            assert all(re.match(r"/\d+/\d+/\d+\.png $", one) for one in asked)
            expect(map_.locator(".leaflet-popup-content strong")).to_have_text(ATTACK)
            expect(map_.locator(".leaflet-control-layers-overlays")).to_contain_text(ATTACK)
            assert map_.locator("html").evaluate("() => window.attaque") is None
            assert page.evaluate("() => window.attaque") is None
