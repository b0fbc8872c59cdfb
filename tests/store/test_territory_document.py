"""The printed sheet on the demonstration: one page for each of the 16 EPCI, with the figures of the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

from pypdf import PdfReader

from data.database import MAPS
from data.documents.territory_sheet import territory_sheet_pdf
from data.geography import departement_map
from data.measures.columns import records
from data.measures.layer import RATE
from data.measures.peer_ranges import ranges
from data.measures.territories import layer
from data.measures.territory_indicators import read_by_territory
from data.situation import Situation


def test_every_territory_holds_on_one_page(demo_at: Callable[[str], Situation]) -> None:
    now, before = demo_at("2026-T3"), demo_at("2026-T2")
    features = {str(one["id"]): one for one in departement_map("26", MAPS).levels["epci"]["features"]}
    compared = ranges(now, read_by_territory(now))
    rates = {str(row["code"]): row for row in records(layer(now, RATE, {}).rows)}
    assert len(rates) == 16
    for code, row in rates.items():
        found = PdfReader(BytesIO(territory_sheet_pdf(now, before, code, compared=compared, features=features)))
        assert len(found.pages) == 1, row["name"]
        text = re.sub(r"\s+", " ", found.pages[0].extract_text())
        assert "Données de démonstration" in text
        assert "Au 2e trimestre 2026 :" in text
        if row["value"] is not None:
            assert re.sub(r"\s+", " ", str(row["text"])) in text, row["name"]
