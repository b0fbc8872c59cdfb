"""The format, field by field: publics, partners, indicators, key figures, entries, and the whole file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from data.catalogue.base import Code, Details, Item, Line, Number, Rank, Record, Words, Year
from data.catalogue.tree import Action, Fiche, Heading, Objective, Phase, Plan


class Audience(Item):
    """One wording of a public in this plan; `audiences.csv` says which shared publics it belongs to.

    Attributes:
        line: first line of a fiche's beneficiaries that uses it, else the first place in the document
            (`details.named_in` says which).
        universal: the wording means everybody (« tout public », « grand public »).
        details: `is_organisation`, `is_professional_audience`, `other_lines`.
    """

    universal: bool


class Partner(Item):
    """A partner named by fiches, its name normalised by the reader. `line`: first fiche line naming it."""


class Target(Record):
    """A target that the document gives. `text`: its words; `value`, `year`: null when it gives none."""

    text: Words
    value: Number | None
    year: Year | None
    line: Line


class Indicator(Item):
    """A follow-up indicator announced by the document.

    Attributes:
        fiche, heading: what it hangs from; both null for the whole plan.
        unit: the thing counted, read in the title.
        nature: what is done, what it changes, satisfaction, qualitative, mixed; inferred, null if not judged.
        form_inferred: count, rate, delay, deliverable…, in words.
        measure_kind: with a target, followed, done or not, or qualitative.
        direction: the way it should move, only when the document says it.
        compound, components: one line joins several measures, and which.
        breakdowns: by what the document wants it broken down; `measured_by`: with what instrument.
        category: the document's own class (« qualitatifs »).
        actions_inferred: actions of the same wording; the document makes no such link.
        details: `frequency`…
    """

    fiche: Code | None
    heading: Code | None = None
    rank: Rank
    unit: Words | None
    nature: Literal["realisation", "impact", "satisfaction", "qualitatif", "mixte"] | None
    form_inferred: Words | None
    measure_kind: Literal["cible", "suivi", "jalon", "qualitatif"]
    target: Target | None = None
    direction: Literal["hausse", "baisse", "maintien"] | None
    compound: bool = False
    components: tuple[Words, ...] = ()
    breakdowns: tuple[Words, ...] = ()
    measured_by: Words | None = None
    category: Words | None = None
    actions_inferred: tuple[Code, ...] = ()


class SecondaryValue(Record):
    """A second number in the same line of the document."""

    value: Number
    unit: Words


class KeyFigure(Item):
    """A figure printed in the document: a value at one date, never a series nor a target.

    Attributes:
        heading, fiche: where it is printed; both null for the plan's presentation.
        value, unit: null when the document leaves them out. `qualifier`: « près de », « plus de »…
        year: the year, or the span as text (« 2019-2024 »); `year_source`: where the year was read.
        denominator: 14 in « 9 sur 14 ». `secondary_values`: other numbers of the line.
        territory: the entry of kind `territory` it describes.
        note: a reader's remark (other value elsewhere, other scope). `reading`: how the title was formed.
        kind: what the figure is: a « chiffre clé » of the document, context, supply, activity, projection,
            target printed in the text, national reference, review of the previous plan, survey, concertation, life of
            the plan, an indicator that the document gives as an example (no value).
    """

    heading: Code | None
    fiche: Code | None
    value: Number | None
    unit: Words | None
    qualifier: Words | None
    year: Year | Words | None
    year_source: Words | None
    denominator: Number | None
    secondary_values: tuple[SecondaryValue, ...] = ()
    territory: Code | None
    note: Words | None
    kind: Literal[
        "chiffre_cle",
        "contexte",
        "offre",
        "activite",
        "projection",
        "cible",
        "reference",
        "bilan",
        "enquete",
        "concertation",
        "vie_du_schema",
        "exemple",
    ]
    audiences: tuple[Code, ...] = ()
    reading: Words | None = None


class Entry(Record):
    """Anything else that the document says.

    Attributes:
        kind: what it is, in lower case: governance, territory, territory_kind, initiative, conference, tool,
            service, linked_plan, report, glossary, anomaly…
        body: the rest of it. Keys `heading` and `fiche`, if there, hold the codes of existing ones.
    """

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]
    code: Code
    title: Words
    line: Line
    body: Details = Field(default_factory=dict[str, JsonValue])


class Catalogue(Record):
    """A whole catalogue file. `format` is `FORMAT`; the lists are in the document's order."""

    format: int
    plan: Plan
    headings: tuple[Heading, ...]
    phases: tuple[Phase, ...]
    audiences: tuple[Audience, ...]
    partners: tuple[Partner, ...]
    fiches: tuple[Fiche, ...]
    objectives: tuple[Objective, ...]
    actions: tuple[Action, ...]
    indicators: tuple[Indicator, ...]
    key_figures: tuple[KeyFigure, ...]
    entries: tuple[Entry, ...]
