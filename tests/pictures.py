"""Take the README's pictures: `make pictures`.

The real application on a demonstration of its own, seen by the system's Chromium. The demonstration is the same each
time, so a picture changes only when a page does. A request that would leave this machine stops everything.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from data.assets import copy_assets
from tests.support.browser import Guard, settle
from tests.support.chromium import MISSING, STILL, find_chromium
from tests.support.server import ROOT, running_server
from tests.support.store import copied, master

FOLDER = ROOT / "docs" / "pictures"
DESK, PHONE = (1440, 900), (390, 844)
HEAVIEST = 300_000
"""Bytes of one picture, so that the README stays quick to open."""
_LOOKS = 40
"""How many times a page is looked at, until two looks are the same."""
_TO_THE_TOP = "block => { block.style.scrollMarginTop = '5.5rem'; block.scrollIntoView(); }"
"""Under the menu, which stays in sight."""
_FRAMES = """() => [...document.querySelectorAll('iframe')].every(frame => {
    const inside = frame.contentDocument;
    return inside && inside.URL !== 'about:blank' && inside.readyState === 'complete';
})"""
"""What is shown in a frame has come."""
_WRONG = '[role="dialog"], [data-testid="stAlertContentError"], [data-testid="stException"]'
"""What no picture may show: « Page introuvable », an error."""


@dataclass(frozen=True)
class Picture:
    """One picture: its file, the address it shows, the screen it is seen on.

    Attributes:
        top: key of the container brought to the top of the screen; None for the top of the page.
        played: a document that the server gives whole, without Streamlit around it.
    """

    name: str
    address: str
    size: tuple[int, int] = DESK
    top: str | None = None
    dark: bool = False
    played: bool = False


_PLAN = "plan=drome-2025-2030"
PICTURES: tuple[Picture, ...] = (
    Picture("pilotage", f"/?{_PLAN}"),
    Picture("territoires", f"/territoires?{_PLAN}"),
    Picture("comparaison", f"/territoires?{_PLAN}&comparer=200040459,242600534"),
    Picture("equipements", f"/equipements?{_PLAN}"),
    Picture("qualite", f"/qualite?{_PLAN}&profil=demo-coordination"),
    Picture("plan", f"/plan?{_PLAN}", top="plan_mots"),
    Picture("indicateurs", f"/indicateurs?{_PLAN}"),
    Picture("saisie", f"/saisie?{_PLAN}&profil=demo-pilote&fiche=P7"),
    Picture("campagne", f"/campagne?{_PLAN}&profil=demo-coordination"),
    Picture("changements", f"/changements?{_PLAN}"),
    Picture("indicateurs-sombre", f"/indicateurs?{_PLAN}&affichage=courbes", top="indicateurs_affichage", dark=True),
    Picture("initiatives", f"/initiatives?{_PLAN}"),
    Picture("gouvernance", "/gouvernance?donnees=reelles&plan=ardeche-2020-2024&profil=coordination"),
    Picture("conference", f"/conference?{_PLAN}&profil=demo-presentation&edition=2&scene=14", top="apercu"),
    Picture("jouer", "/conference/demonstration/2/jouer#4", played=True),
    Picture("documents", f"/documents?{_PLAN}&profil=demo-coordination"),
    Picture("pilotage-telephone", f"/?{_PLAN}", PHONE),
    Picture("saisie-telephone", f"/saisie?{_PLAN}&profil=demo-pilote", PHONE),
)


def main(names: Iterable[str] = ()) -> int:
    """Take the pictures named, all of them by default. Returns 1 when something is missing or went wrong."""
    wanted = set(names) or {picture.name for picture in PICTURES}
    if unknown := wanted - {picture.name for picture in PICTURES}:
        sys.stderr.write(f"Aucune image ne s’appelle ainsi : {', '.join(sorted(unknown))}.\n")
        return 1
    executable = find_chromium()
    if executable is None:
        sys.stderr.write(f"{MISSING}\n")
        return 1
    copy_assets(ROOT)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        stores = copied(master(home), home / "copy")
        with running_server(home, {"DATABASE_URL": stores}) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=STILL)
            for picture in PICTURES:
                if picture.name in wanted:
                    written = _take(browser, server.url, picture)
                    sys.stdout.write(f"{written.relative_to(ROOT)} : {written.stat().st_size // 1000} ko\n")
            browser.close()
    return 0


def _take(browser: Browser, url: str, picture: Picture) -> Path:
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
        locale="fr-FR",
        timezone_id="Europe/Paris",
    )
    guard = Guard()
    guard.watch(context)
    page = context.new_page()
    page.goto(url + picture.address)
    if not picture.played:
        settle(page)
    if picture.top is not None:
        page.locator(f".st-key-{picture.top}").evaluate(_TO_THE_TOP)
    seen = _still(page, picture.name)
    wrong = page.locator(_WRONG).all_inner_texts()
    context.close()
    assert not wrong, f"{picture.name} shows {wrong}"
    assert not guard.outside, f"{picture.name} asked for {guard.outside}"
    assert len(seen) <= HEAVIEST, f"{picture.name} weighs {len(seen)} bytes"
    target = FOLDER / f"{picture.name}.png"
    target.write_bytes(seen)
    return target


def _still(page: Page, name: str) -> bytes:
    """The screen once it no longer changes: charts and maps are drawn after the page has settled."""
    if page.locator("iframe").count():
        page.wait_for_function(_FRAMES)
    else:
        page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    before = b""
    for _ in range(_LOOKS):
        seen = page.screenshot(animations="disabled", caret="hide")
        if seen == before:
            return seen
        before = seen
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    raise AssertionError(f"{name} never stops moving")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
