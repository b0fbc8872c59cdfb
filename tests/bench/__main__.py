"""Print what the application costs, as ratios to an empty Streamlit page and between sizes of store.

The two servers run side by side and are asked in turn, so that a busy moment weighs on both.

    # Everything when no section is named.
    python -m tests.bench [pages] [memoire] [plans] [cartes] [ecritures] [documents] [page_publique]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import cycle
from pathlib import Path

from data.assets import copy_assets
from data.catalogue import read_audience_table, read_catalogue
from data.catalogue.format import catalogue_files
from data.commands.load import load_plan
from data.database import MAPS, Store
from data.geography import departement_map
from data.permissions import SYSTEM
from tests.bench.documents import documents
from tests.bench.maps import maps
from tests.bench.public_site import public_page
from tests.bench.sizes import resident
from tests.bench.writes import writes
from tests.support.server import ROOT, Server, running_server
from tests.support.session import Rerun, Session, session
from tests.support.store import copied, master

ROUNDS = 25
PAGES = {
    "Pilotage": ("", {}),
    "Territoires (carte)": ("territoires", {}),
    "Plan": ("plan", {}),
    "Fiche": ("fiche", {"fiche": "P1"}),
    "Indicateurs": ("indicateurs", {}),
    "Ma saisie": ("saisie", {"profil": "demo-pilote"}),
}


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - set(SECTIONS)
    if unknown:
        raise SystemExit(f"Section inconnue : {', '.join(sorted(unknown))}. Au choix : {', '.join(SECTIONS)}.")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        copy_assets(ROOT)
        started = time.perf_counter()
        stores = master(folder)
        print(f"Préparer les deux bases, la première fois : {time.perf_counter() - started:.1f} s")
        environment = {"DATABASE_URL": copied(stores, folder / "one")}
        starts = [_start(folder, environment) for _ in range(2)]
        print(f"Démarrer et servir la première page : {starts[0]:.1f} s, puis {starts[1]:.1f} s")
        app = stack.enter_context(running_server(folder, environment))
        for section in wanted or SECTIONS:
            SECTIONS[section](app, folder, stores, stack)


def pages(app: Server, folder: Path, _stores: Path, stack: ExitStack) -> None:
    """Server time of each page and of a filter change, as ratios to an empty page."""
    empty = stack.enter_context(_empty(folder))
    print(f"\nTemps serveur, médiane de {ROUNDS} (rapport à une page Streamlit vide)")
    with session(app.url) as ours, session(empty.url) as theirs:
        for name, (page, address) in PAGES.items():
            same = _in_turn(partial(ours.rerun, page, **address), theirs.rerun)
            axes = cycle([address | {"axe": str(rank)} for rank in (1, 2, 3)])
            changed = _in_turn(partial(_filtered, ours, page, axes), theirs.rerun)
            print(f"  {name:20s} {same.words}   changer de filtre {changed.words}   {same.sent / 1000:5.0f} ko")


def _filtered(ours: Session, page: str, addresses: Iterator[dict[str, str]]) -> Rerun:
    return ours.rerun(page, **next(addresses))


def memory(app: Server, _folder: Path, _stores: Path, _stack: ExitStack) -> None:
    """Resident memory that each open page adds."""
    before = resident(app.process.pid)
    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(session(app.url)).rerun("")
        after = resident(app.process.pid)
    print(f"\nMémoire : {before:.0f} Mio, puis {(after - before) / 20:.2f} Mio par page ouverte (20 pages)")


def plans(_app: Server, folder: Path, stores: Path, stack: ExitStack) -> None:
    """The same page with 1 and with 20 plans in the store."""
    one = stack.enter_context(running_server(folder, {"DATABASE_URL": copied(stores, folder / "un")}))
    many_url = copied(stores, folder / "vingt")
    _multiply(many_url, 20)
    many = stack.enter_context(running_server(folder, {"DATABASE_URL": many_url}))
    print("\nVingt plans dans la base, rapport à un seul")
    with session(many.url) as large, session(one.url) as small:
        for name, page in {"Pilotage": "", "Plan": "plan"}.items():
            many_, one_ = (partial(opened.rerun, page, donnees="reelles") for opened in (large, small))
            found = _in_turn(many_, one_)
            print(f"  {name:22s} ×{found.ratio:.2f}")


def _multiply(url: str, count: int) -> None:
    store = Store(url)
    catalogue = read_catalogue(next(iter(catalogue_files().values())))
    places = departement_map(catalogue.plan.departement_code, MAPS)
    for rank in range(2, count + 1):
        code = f"plan-{rank:02d}"
        table = read_audience_table()
        copy = catalogue.model_copy(update={"plan": catalogue.plan.model_copy(update={"code": code})})
        load_plan(store, SYSTEM, copy, table.renamed(catalogue.plan.code, code), places)


class _Ratio:
    def __init__(self, ours: list[Rerun], theirs: list[Rerun]) -> None:
        assert not any(run.errors for run in ours), "a page shows an error"
        self.ours = 1000 * statistics.median(run.seconds for run in ours)
        self.ratio = self.ours / (1000 * statistics.median(run.seconds for run in theirs))
        self.sent = statistics.median(run.sent for run in ours)

    @property
    def words(self) -> str:
        return f"{self.ours:5.0f} ms (×{self.ratio:.1f})"


def _in_turn(ours: Callable[[], Rerun], theirs: Callable[[], Rerun]) -> _Ratio:
    for run in (ours, theirs):  # warm: caches filled, modules imported
        run()
        run()
    pairs = [(ours(), theirs()) for _ in range(ROUNDS)]
    return _Ratio([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def _start(folder: Path, environment: dict[str, str]) -> float:
    started = time.perf_counter()
    with running_server(folder, environment) as server, session(server.url) as opened:
        _first(opened)
        return time.perf_counter() - started


def _first(opened: Session) -> None:
    assert not opened.rerun("").errors


@contextmanager
def _empty(folder: Path) -> Iterator[Server]:
    """An empty page served with our settings, so that only the page differs."""
    with running_server(folder, {}, script="tests/bench/empty.py") as server:
        yield server


SECTIONS: dict[str, Callable[[Server, Path, Path, ExitStack], None]] = {
    "pages": pages,
    "memoire": memory,
    "plans": plans,
    "cartes": lambda app, _folder, _stores, _stack: maps(app),
    "ecritures": lambda _app, folder, stores, _stack: writes(folder, stores),
    "documents": lambda _app, _folder, stores, _stack: documents(stores),
    "page_publique": lambda _app, folder, _stores, _stack: public_page(folder / "page-publique"),
}

if __name__ == "__main__":
    main(sys.argv[1:])
