"""What the checks of the quality board share: a Situation read once, and how one finding is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data.french import typeset
from data.measures.carriers import carriers
from data.measures.columns import Row, records, texts
from data.measures.rules import COORDINATION
from data.measures.silence import missed_periods
from data.situation import Situation
from data.vocabulary import MeasureKind

PILOTS, INDICATORS, FICHE, ENTRY, CAMPAIGN = "pilotes", "indicateurs", "fiche", "saisie", "campagne"
PAGES = {
    PILOTS: "Pilotes",
    INDICATORS: "Indicateurs",
    FICHE: "Fiche",
    ENTRY: "Ma saisie",
    CAMPAIGN: "Campagne",
}
"""Address of the page where a finding is mended → its name in the menu."""


@dataclass(frozen=True)
class Finding:
    """One thing to mend.

    Attributes:
        check: key of its check.
        subject_code, subject: what it is about (fiche, action, indicator, period).
        fiche_code: fiche whose score it lowers; None for what hangs from no fiche.
        page: address of the page that mends it; who: by whom.
    """

    check: str
    fiche_code: str | None
    subject_code: str
    subject: str
    what: str
    page: str
    who: str

    @property
    def where(self) -> str:
        return PAGES[self.page]


class Reader:
    """A Situation read once for every check."""

    def __init__(self, situation: Situation, unfrozen: tuple[str, ...], ahead: tuple[tuple[str, date], ...]) -> None:
        self.situation = situation
        self.unfrozen = unfrozen
        self.ahead = ahead
        self.fiches = {str(row["code"]): row for row in records(situation.fiches)}
        self.leaves = records(situation.leaves)
        self.indicators = records(situation.indicators)
        self.carriers = carriers(situation)
        self.targets = Counter(texts(situation.targets, "indicator_code"))
        self.values: dict[str, list[Row]] = {}
        for row in records(situation.measures):
            self.values.setdefault(str(row["indicator_code"]), []).append(row)

    @cached_property
    def silence(self) -> dict[str, Row]:
        s = self.situation
        found = missed_periods(s.expectations, s.reports, s.campaigns, s.today)
        return {str(row["fiche_code"]): row for row in records(found)}

    def leaves_of(self, fiche: str) -> list[Row]:
        return [leaf for leaf in self.leaves if leaf["fiche_code"] == fiche]

    def indicators_of(self, fiche: str, kind: MeasureKind | None = None) -> list[Row]:
        return [
            row
            for row in self.indicators
            if row["fiche_code"] == fiche and (kind is None or row["measure_kind"] == kind)
        ]

    def pilot(self, fiche: str | None, action: str = "") -> str:
        """Who answers: the first pilot, else the coordination."""
        parts = self.carriers.of(action, fiche)
        return str(parts[0]["pilot"]) if parts else COORDINATION

    def of_fiche(self, check: str, fiche: str, what: str, page: str, who: str | None = None) -> Finding:
        title = str(self.fiches[fiche]["title"])
        return Finding(check, fiche, fiche, typeset(title), typeset(what), page, who or self.pilot(fiche))

    def of_row(self, check: str, row: Row, what: str, page: str, who: str | None = None) -> Finding:
        """About an action or an indicator."""
        code, fiche = str(row["code"]), row["fiche_code"]
        return Finding(
            check, fiche, code, typeset(str(row["title"])), typeset(what), page, who or self.pilot(fiche, code)
        )
