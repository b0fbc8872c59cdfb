"""The bank of initiatives as tables; `data.reading.initiatives` reads them from the store."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

COLUMNS: dict[str, tuple[str, ...]] = {
    # body: publisher, year, year_inferred, year_basis, themes, maturities, publics, kinds, notes…
    "collections": ("code", "title", "warning", "body"),
    # departement_code: as printed (« 69M »); map_departement_code: the one that a map of France draws (« 69 »).
    # theme_title, maturity_title: in the collection's words; None where the collection is silent.
    # body: the rest of the initiative, key by key as in `data.catalogue.initiatives`.
    "initiatives": (
        "collection_code",
        "code",
        "kind",
        "title",
        "rank",
        "theme",
        "theme_title",
        "sub_theme",
        "departement_code",
        "departement_name",
        "map_departement_code",
        "territory",
        "organisation",
        "start_year",
        "maturity",
        "maturity_title",
        "source_line",
        "body",
    ),
    # One row per initiative, shared public and wording of the collection that means it.
    "audiences": ("code", "audience_code", "audience_title", "wording"),
}


@dataclass(frozen=True)
class Bank:
    """Every collection of the store. `stamp`: changes when the bank does, for caches."""

    collections: pd.DataFrame
    initiatives: pd.DataFrame
    audiences: pd.DataFrame
    stamp: str
