"""What a map costs: on the server and on the wire, from a click to the new drawing in a real browser, and the
preparation of every département. Ratios are taken in one run, the two sides asked in turn."""

from __future__ import annotations

import http.server
import json
import resource
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import plotly
from playwright.sync_api import Page, sync_playwright

from data.errors import GeographyError
from data.geography import departement_map, departements
from tests.support.browser import Guard, rerun, visit
from tests.support.chromium import ARGUMENTS, find_chromium
from tests.support.server import Server
from tests.support.session import session

PAGE = "territoires"
MEASURES = ("taux", "couverture", "actions", "population")
ROUNDS = 12
MAP = "[class*='st-key-carte'] .js-plotly-plot"


def maps(app: Server) -> None:
    """Print the three sections."""
    on_the_server(app)
    in_the_browser(app)
    every_departement()


def on_the_server(app: Server) -> None:
    """First drawing, colours changed, and the same run where the map has not changed."""
    with session(app.url) as opened:
        opened.rerun(PAGE)  # modules imported, Situation read
        for measure in MEASURES:
            opened.rerun(PAGE, mesure=measure)
    first = []
    for _ in range(ROUNDS):
        with session(app.url) as opened:
            first.append(opened.rerun(PAGE, mesure=MEASURES[0]))
    with session(app.url) as opened:
        opened.rerun(PAGE, mesure=MEASURES[0])
        same = [opened.rerun(PAGE, mesure=MEASURES[0]) for _ in range(ROUNDS)]
        turn = cycle(MEASURES[1:])
        recoloured = [opened.rerun(PAGE, mesure=next(turn)) for _ in range(ROUNDS)]
    base = statistics.median(run.seconds for run in same)
    print(f"\nCarte des territoires, côté serveur (médiane de {ROUNDS}, rapport à la page sans changement)")
    for name, runs in (("inchangée", same), ("première fois", first), ("autre mesure", recoloured)):
        assert not any(run.errors for run in runs), "the page shows an error"
        seconds, sent = statistics.median(r.seconds for r in runs), statistics.median(r.sent for r in runs)
        print(f"  {name:14s} {1000 * seconds:5.0f} ms (×{seconds / base:.1f})   {sent / 1000:6.1f} ko envoyés")


_WATCH = """selector => {
  // The drawing that counts is the last one: the choice itself may redraw at once, before the answer.
  window.derniere = null;
  if (window.guet) window.guet.disconnect();
  window.guet = new MutationObserver(seen => {
    if (seen.some(each => each.target.parentElement && each.target.parentElement.closest(selector)))
      window.derniere = performance.now() - window.depart;
  });
  window.guet.observe(document.body, {subtree: true, childList: true, attributes: true});
}"""
_CLICK = "element => { window.depart = performance.now(); element.click(); }"
_QUIET = """() => new Promise(done => {
  // Drawn, and nothing more moved in the map for a while.
  let before = -1;
  const look = () => {
    if (window.derniere !== null && window.derniere === before) return done(window.derniere);
    before = window.derniere;
    setTimeout(look, 400);
  };
  look();
})"""


def in_the_browser(app: Server) -> None:
    """From a change of measure to the map drawn again, against the same two maps on a static page."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="fr-FR", base_url=app.url)
        Guard().watch(context)
        ours = context.new_page()
        visit(ours, f"/{PAGE}?mesure={MEASURES[0]}")
        figures = [_figure(ours)]
        visit(ours, f"/{PAGE}?mesure={MEASURES[1]}")
        figures.append(_figure(ours))
        with _served(figures, app.url) as address:
            theirs = context.new_page()
            theirs.goto(address)
            theirs.wait_for_function("() => window.prete === true")
            pairs = [(_changed(ours, rank), _static(theirs, rank)) for rank in range(ROUNDS + 2)][2:]
        browser.close()
    mine, bare = (statistics.median(values) for values in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"\nCarte des territoires, du geste à la carte redessinée (médiane de {ROUNDS}, dans Chromium)")
    print(f"  page nue {bare:4.0f} ms, application {mine:4.0f} ms (×{ratio:.2f} ; visé : moins de ×1,5)")


def _figure(page: Page) -> dict[str, Any]:
    """What plotly was given, read back from the page."""
    page.wait_for_selector(MAP)
    return page.evaluate(
        "selector => { const gd = document.querySelector(selector);"
        " return JSON.parse(JSON.stringify({data: gd.data, layout: gd.layout})); }",
        MAP,
    )


def _changed(page: Page, rank: int) -> float:
    """Milliseconds from the choice of another measure to the last change in the map."""
    page.get_by_role("combobox", name="Ce que montre la carte").click()
    option = page.get_by_role("option").nth(rank % 2)
    option.wait_for()
    page.mouse.move(0, 0)  # a pointer over the map would draw its tooltip
    page.evaluate(_WATCH, ".js-plotly-plot")
    with rerun(page):
        option.evaluate(_CLICK)
    return float(page.evaluate(_QUIET))


def _static(page: Page, rank: int) -> float:
    """The same, for a button of the bare page."""
    page.evaluate(_WATCH, ".js-plotly-plot")
    page.get_by_role("button").nth(rank % 2).evaluate(_CLICK)
    return float(page.evaluate(_QUIET))


_BARE = """<!doctype html><meta charset="utf-8"><button>Un</button><button>Deux</button>
<div id="carte" style="width:900px"></div><script src="plotly.js"></script><script>
const figures = FIGURES, config = {displayModeBar: false, topojsonURL: "./"};
const carte = document.getElementById("carte");
const draw = how => rank => how(carte, structuredClone(figures[rank].data), figures[rank].layout, config);
document.querySelectorAll("button").forEach((button, rank) => { button.onclick = () => draw(Plotly.react)(rank); });
draw(Plotly.newPlot)(1).then(() => { window.prete = true; });
</script>"""


@contextmanager
def _served(figures: list[dict[str, Any]], app: str) -> Iterator[str]:
    """The same figures on a page of their own, with plotly's own script, the same shapes and an empty world."""
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    world = Path("static/vendor/topojson/world_110m.json")
    files = {
        "/": (_BARE.replace("FIGURES", json.dumps(figures)).encode(), "text/html; charset=utf-8"),
        "/plotly.js": (script.read_bytes(), "text/javascript"),
        "/world_110m.json": (world.read_bytes(), "application/json"),
    }
    for trace in (trace for figure in figures for trace in figure["data"]):
        shapes = trace.get("geojson")
        if isinstance(shapes, str):
            with urllib.request.urlopen(urljoin(f"{app}/", shapes)) as answer:
                files["/" + shapes.removeprefix("./")] = (answer.read(), "application/json")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, kind = files.get(self.path, (b"", "text/plain"))
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def every_departement() -> None:
    """Every département prepared in a fresh folder, then read again: seconds, and the memory of a process that does."""
    with tempfile.TemporaryDirectory() as name:
        pool = get_context("spawn")
        queue = pool.Queue()
        process = pool.Process(target=_prepare, args=(Path(name), queue))
        process.start()
        made, read, refused, peak = queue.get()
        process.join()
        sizes = [file.stat().st_size for file in Path(name).glob("*.json")]
    print(f"\nCartes des départements : {len(made)} préparées sur {len(made) + len(refused)}")
    print(f"  préparer {_spread(made)} ; relire {_spread(read)}")
    print(f"  fichiers de {min(sizes) / 1000:.0f} à {max(sizes) / 1000:.0f} ko ; mémoire au plus haut {peak:.0f} Mio")
    for code, reason in refused.items():
        print(f"  {code} : {reason}")


def _prepare(folder: Path, queue: Any) -> None:
    made, read, refused = [], [], {}
    for code in departements():
        prepared = partial(departement_map, code, folder)
        try:
            made.append(_timed(prepared))
            read.append(_timed(prepared))
        except GeographyError as error:
            refused[code] = str(error)
    per_mib = 1024 if sys.platform == "linux" else 1024 * 1024
    queue.put((made, read, refused, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_mib))


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _spread(seconds: list[float]) -> str:
    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
    return f"{1000 * middle:.0f} ms (de {1000 * low:.0f} à {1000 * high:.0f})"
