"""What the rules of the exceptions share: the Situation read once, and how one row is written."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from data.french import typeset
from data.measures.calendar import Bands
from data.measures.carriers import carriers
from data.measures.columns import Row, records
from data.measures.indicator_board import Standing, standings
from data.measures.plan_rules import bands_of, rules_of
from data.measures.readable import readable_measures
from data.measures.rules import Rule
from data.measures.silence import missed_by_fiche, missed_periods
from data.situation import Situation


class Context:
    """What the rules share: computed once."""

    def __init__(self, situation: Situation, previous: Situation | None) -> None:
        self.situation = situation
        self.previous = previous
        self.rules: dict[str, Rule] = {rule.key: rule for rule in rules_of(situation)}
        self.leaves = records(situation.leaves)
        self.fiches = {str(row["code"]): row for row in records(situation.fiches)}
        self.carriers = carriers(situation)
        silence = missed_periods(situation.expectations, situation.reports, situation.campaigns, situation.today)
        self.silence = records(silence)
        self.missed = missed_by_fiche(silence)

    @property
    def everything(self) -> str:
        """What a row is about when it is about all that is shown."""
        return "Toute la sélection" if self.situation.kept else "Tout le plan"

    @property
    def place(self) -> str:
        """The territory shown, else the whole département."""
        return self.situation.territory_code or self.situation.plan.departement_code

    @cached_property
    def before(self) -> Context | None:
        """The previous Situation read the same way."""
        return None if self.previous is None else Context(self.previous, None)

    @cached_property
    def bands(self) -> Bands:
        return bands_of(self.situation)

    @cached_property
    def standings(self) -> list[Standing]:
        """Every indicator where it stands, small counts hidden."""
        return standings(self.situation, self.place, self.measures)

    @cached_property
    def measures(self) -> dict[str, pd.DataFrame]:
        """The values of the indicators, small counts hidden."""
        return readable_measures(self.situation)

    def pilot(self, action_code: str, fiche_code: str | None) -> str | None:
        """The first pilot of an action, its own before its fiche's; None when nobody carries it."""
        parts = self.carriers.of(action_code, fiche_code)
        return str(parts[0]["pilot"]) if parts else None

    def row(
        self,
        rule: str,
        code: str | None,
        subject: str,
        why: str,
        since: str = "",
        fiche: str | None = None,
        who: str | None = None,
    ) -> Row:
        """One exception. `since` reads after « depuis »; `who` defaults to the rule's own."""
        known = self.rules[rule]
        return {
            "rule": rule,
            "title": known.title,
            "fiche_code": fiche,
            "subject_code": code,
            "subject": typeset(subject),
            "why": typeset(why),
            "since": typeset(since),
            "who": who or known.who,
            "next_step": known.next_step,
            "severity": known.severity,
        }

    def of_leaf(self, rule: str, leaf: Row, why: str, since: str = "") -> Row:
        who = self.pilot(leaf["code"], leaf["fiche_code"])
        return self.row(rule, leaf["code"], str(leaf["title"]), why, since, leaf["fiche_code"], who)

    def of_fiche(self, rule: str, fiche: str, why: str, since: str = "", who: str | None = None) -> Row:
        title = str(self.fiches[fiche]["title"])
        return self.row(rule, fiche, title, why, since, fiche, who or self.pilot("", fiche))

    def of_indicator(self, rule: str, indicator: Row, why: str, since: str = "") -> Row:
        who = self.pilot("", indicator["fiche_code"])
        code, title = str(indicator["code"]), str(indicator["title"])
        return self.row(rule, code, title, why, since, indicator["fiche_code"], who)
