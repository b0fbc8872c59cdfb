"""The public page of an edition with what goes with it: its open data, and where its maps come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.conference.edition import EditionRow, Told
from data.conference.slide import Deck
from data.conference.texts import accepted_decisions
from data.database import MAPS
from data.documents.open_data import open_data
from data.drawing.shapes import shapes_for
from data.errors import GeographyError
from data.geography import departement_map
from data.site.site import public_site
from data.situation import Situation


def edition_site(
    deck: Deck, edition: EditionRow, told: Told, *, data_files: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Path → content of every file of the public page of an edition.

    Args:
        deck: of this edition, built for the public.
        data_files: name → content of the data offered; those of the edition's own frozen state without any.

    Raises CapError: see `public_site`.
    """
    situations = tuple(told.situations.values())
    shapes = shapes_for(deck, situations)
    given = data_files or edition_data(edition, told)
    return public_site(deck, shapes, data_files=given, credits=sources(situations) if shapes else ())


def edition_data(edition: EditionRow, told: Told) -> dict[str, bytes]:
    """The open data of the state that an edition is told from; of its decisions, those accepted when reread."""
    situation = told.situations[edition.own]
    return open_data(
        situation,
        frozen=edition.own.number,
        sha256=told.checksums[edition.own],
        reread=accepted_decisions(edition, situation),
    )


def sources(situations: Iterable[Situation]) -> list[str]:
    """Where outlines and populations come from, each line once."""
    lines: dict[str, None] = {}
    for code in dict.fromkeys(one.plan.departement_code for one in situations):
        try:
            lines |= dict.fromkeys(departement_map(code, MAPS).sources)
        except GeographyError:
            continue
    return [f"Contours et populations : {line}" for line in lines]
