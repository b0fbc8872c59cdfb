"""Time and peak memory of each document at 20, 200 and 2,000 actions, as ratios between sizes.

Each (document, size) is made in a process of its own, so that its peak is its own; what the process holds before the
document is made is taken off. The Situations are the demonstration's, cut or repeated.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd

from data.conference.build import deck
from data.conference.edition import EditionInput, EditionRow, Perimeter, Pin, SceneRow, SiteOptions, Told
from data.conference.propose import propose
from data.conference.slide import Deck
from data.database import MAPS, Store
from data.demonstration.calendar import PLAN
from data.documents.deck_pdf import deck_pdf
from data.documents.fiche_sheet import fiche_sheet_pdf
from data.documents.letter import letter, letter_docx, letter_html
from data.documents.open_data import open_data_zip
from data.documents.slides import slides_pptx
from data.documents.territory_sheet import territory_sheet_pdf
from data.documents.yearly_review import yearly_review_docx
from data.errors import GeographyError
from data.geography import departement_map
from data.reading import situation
from data.site.site import public_site
from data.situation import Situation, where

SIZES = (20, 200, 2_000)
QUARTER = "2026-T2"
_OF_CODE = ("code", "parent_code", "fiche_code", "action_code", "indicator_code", "objective_code")
_REPEATED = (
    "fiches", "actions", "states", "leaves", "cells", "action_audiences", "fiche_audiences", "partners", "objectives",
    "objective_ratings", "indicators", "targets", "measures", "key_figures", "assignments", "reports", "evidence",
    "expectations",
)  # fmt: skip


def scaled(whole: Situation, count: int) -> Situation:
    """The Situation with exactly `count` actions: cut at the end, or repeated under other codes."""
    copies = [_copy(whole, at) for at in range(ceil(count / len(whole.actions)))]
    joined: dict[str, Any] = {
        name: pd.concat([getattr(copy, name) for copy in copies], ignore_index=True) for name in _REPEATED
    }
    grown = whole.with_(**joined)
    actions = grown.actions.iloc[:count]
    ids, fiches = set(actions["action_id"]), set(actions["fiche_code"].dropna())
    kept = {
        name: where(getattr(grown, name), action_id=ids) for name in ("states", "leaves", "cells", "action_audiences")
    }
    kept |= {name: where(getattr(grown, name), fiche_code=fiches)
             for name in ("fiche_audiences", "partners", "objectives", "indicators", "key_figures", "assignments",
                          "reports", "evidence", "expectations")}  # fmt: skip
    codes = set(kept["indicators"]["code"])
    kept |= {name: where(getattr(grown, name), indicator_code=codes) for name in ("targets", "measures")}
    return grown.with_(actions=actions, fiches=where(grown.fiches, code=fiches), **kept)


def _copy(whole: Situation, at: int) -> Situation:
    if at == 0:
        return whole
    tables: dict[str, Any] = {}
    for name in _REPEATED:
        table = getattr(whole, name).copy()
        for column in _OF_CODE:
            if column in table.columns:
                table[column] = [None if one is None or one != one else f"{one}~{at}" for one in table[column]]
        for column in ("action_id", "fiche_id", "indicator_id", "report_id"):
            if column in table.columns:
                table[column] = [one + 1_000_000 * at for one in table[column]]
        tables[name] = table
    return whole.with_(**tables)


def _edition(now: Situation, before: Situation, public: bool) -> Deck:
    own, past = Pin(now.plan.code, now.period.code, 1), Pin(now.plan.code, before.period.code, 1)
    scenes = propose(EditionInput(now.period.year, ""), now, past=(before,))
    rows = tuple(SceneRow(at, 1, at, one.kind, one.title, one.notes, one.public, one.settings)
                 for at, one in enumerate(scenes, 1))  # fmt: skip
    row = EditionRow(
        1, 1, now.plan.code, now.period.year, None, "", "", Perimeter(), (), None, None, (own, past), SiteOptions(),
        datetime(2026, 10, 1, tzinfo=UTC), rows, (), {}, "",
    )  # fmt: skip
    told = Told({own: now, past: before}, dict.fromkeys((own, past), now.today), dict.fromkeys((own, past), ""), {}, 1)
    return deck(row, told, public=public)


def _made(
    now: Situation, before: Situation, features: dict[str, Any]
) -> dict[str, Callable[[], bytes | dict[str, bytes]]]:
    fiche, place = str(now.fiches["code"].iloc[0]), str(now.peers["code"].iloc[0])
    return {
        "fiche (PDF)": lambda: fiche_sheet_pdf(now, before, fiche, frozen=1),
        "territoire (PDF)": lambda: territory_sheet_pdf(now, before, place, frozen=1, features=features),
        "bilan (DOCX)": lambda: yearly_review_docx(now, before, frozen=1),
        "lettre (DOCX)": lambda: letter_docx(letter(now, before, frozen=1), now.today),
        "lettre (HTML)": lambda: letter_html(letter(now, before, frozen=1)),
        "données ouvertes": lambda: open_data_zip(now, frozen=1),
        "diaporama (PPTX)": lambda: slides_pptx(_edition(now, before, False), features),
        "diaporama (PDF)": lambda: deck_pdf(_edition(now, before, False), features),
        "page publique": lambda: public_site(_edition(now, before, True), features),
    }


NAMES = (
    "fiche (PDF)", "territoire (PDF)", "bilan (DOCX)", "lettre (DOCX)", "lettre (HTML)", "données ouvertes",
    "diaporama (PPTX)", "diaporama (PDF)", "page publique",
)  # fmt: skip


def one(url: str, name: str, count: int) -> None:
    """Make one document in this process; print the seconds and the MiB that it took, and its size."""
    store = Store(url)
    now, before = (scaled(situation(store, PLAN, period), count) for period in (QUARTER, "2026-T1"))
    try:
        level = departement_map(now.plan.departement_code, MAPS).levels[now.territory_level]
        features = {str(each["id"]): each for each in level["features"]}
    except GeographyError:
        features = {}
    make = _made(now, before, features)[name]
    held = _peak_from_here()
    started = time.perf_counter()
    body = make()
    seconds = time.perf_counter() - started
    more = (_memory("VmHWM") - held) / 1024
    size = sum(map(len, body.values())) if isinstance(body, dict) else len(body)
    print(json.dumps({"seconds": seconds, "mib": more, "bytes": size}))


def _peak_from_here() -> int:
    """Forget the peak that reading the store left (Linux), else it would hide the document's own; KiB held now."""
    Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


def _memory(field: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


def documents(stores: Path) -> None:
    """Every document at every size. « ×10 pour ×10 » is a document that grows as the plan does."""
    url = f"sqlite:///{stores / 'cap.demonstration.db'}"
    print(f"\nDocuments, à {', '.join(f'{size:,}'.replace(',', ' ') for size in SIZES)} actions "
          "(entre parenthèses : croissance, pour un plan 10 fois plus grand)")  # fmt: skip
    for name in NAMES:
        found = [_apart(url, name, count) for count in SIZES]
        parts: list[str] = []
        for at, each in enumerate(found):
            grown = f" (×{each['seconds'] / found[at - 1]['seconds']:.1f})" if at else ""
            parts.append(f"{each['seconds']:6.2f} s{grown:8s} +{each['mib']:4.0f} Mio {each['bytes'] / 1000:6.0f} ko")
        print(f"  {name:18s} {'   '.join(parts)}", flush=True)


def _apart(url: str, name: str, count: int) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.documents", url, name, str(count)], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(f"{name}, {count} actions:\n{ran.stderr[-3000:]}")
    return json.loads(ran.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    one(sys.argv[1], sys.argv[2], int(sys.argv[3]))
