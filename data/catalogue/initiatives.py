"""The format of a collection of initiatives, `initiatives/<collection code>.json`; `data.catalogue.bank` reads it.

Written as the plans are (`data.catalogue.base`): the document's words, each item with its line, `null` where the
document is silent and `[]` where it names none. What a reader added is said to be: `…_source`, `…_derived`,
`…_inferred`, `title_basis`, and the codes of publics. No name, e-mail address or telephone: `contact_role` is a
function. Initiatives are nobody's plan: they are never counted in a rate.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from data.catalogue.base import Code, Line, Number, Passage, Rank, Record, Words, Year

DepartementCode = Annotated[str, StringConstraints(pattern=r"^(?:\d{2,3}[DM]?|2[AB])$")]
UNSAID = "non_precise"
"""Key of `counts` for the initiatives on which the collection is silent."""


class BankCollection(Record):
    """Where the initiatives come from.

    Attributes:
        year: null when the document prints none; `year_inferred` is then the reader's, `year_basis` says from what.
        title_basis: where the title was read when there is no title page.
        disclaimer: what the initiatives are worth, in a sentence. `warning`: the same in the collection's own words;
            `foreword`: the whole of what it writes about it.
        personal_data: what was left out. `departement_note`: how départements are coded.
    """

    code: Code
    title: Words
    publisher: Words
    year: Year | None
    year_inferred: Year | None
    year_basis: Words | None
    title_basis: Words | None
    source_file: Words
    source_lines: Line
    language: Words
    disclaimer: Words
    warning: Passage
    foreword: Passage | None
    personal_data: Words
    departement_note: Words | None


class SubTheme(Record):
    """A section of a theme. `lines`: where its running head stands."""

    title: Words
    lines: tuple[Line, ...]


class Theme(Record):
    """A chapter. `title_source`: printed (« source »), on a side tab, or inferred from the content."""

    code: Code
    title: Words
    rank: Rank
    line: Line
    title_source: Literal["source", "side_tab", "inferred"]
    title_note: Words | None
    sub_themes: tuple[SubTheme, ...]


class Word(Record):
    """One word of a list of the collection."""

    code: Code
    title: Words


class BankPublic(Word):
    """A public by which initiatives are filed; `audiences.csv`, under the collection's code, says which shared publics
    it means. `universal`: it means everybody."""

    universal: bool


class Budget(Record):
    """Money that the text speaks of: never to be added up. `amount_eur`: null when it gives no amount; `nature`: what
    the amount is of, rarely a whole project; `raw`: the quotation."""

    amount_eur: Number | None
    nature: Words
    raw: Words
    line: Line


class Elsewhere(Passage):
    """Another place said to do the same; not counted as an initiative. Département: null when it is not one."""

    departement_name: Words | None
    departement_code: DepartementCode | None


class Reference(Record):
    """An appraisal elsewhere, by experts, that the text points to."""

    source: Words
    line: Line


class BankInitiative(Record):
    """One experience of a département.

    Attributes:
        kind: a whole sheet (« fiche ») or a few lines (« notice »).
        title: as printed, spaces mended; `title_derived`: the notice has no title, its first sentence gave it.
        sub_theme: where the running head touches the record; `sub_theme_line`: that head's line.
        departement_code: of the time of publication (« 69M »); `departement_line`: where it stands.
        start_year: first year of the date (`date_line`) or of the text; `start_year_planned`: it was to come.
        date_raw, publics_raw, status_raw: the document's words.
        publics: codes added by the reader, `stated` in the text or `inferred` from it.
        results: figures or facts observed. expected_impacts: what was hoped for, never mixed with results.
        indicators: what the text proposes to measure.
        digital_tool: a tool named as such; `digital_note` alone: mentioned without one.
        schema_refs: schémas and plans cited. embedded: measures named inside, without a title of their own.
        line, line_end: first and last line.
    """

    code: Code
    kind: Literal["fiche", "notice"]
    title: Words
    title_derived: bool
    theme: Code
    sub_theme: Words | None
    sub_theme_line: Line | None
    departement_name: Words
    departement_code: DepartementCode
    territory: Words | None
    organisation: Words | None
    start_year: Year | None
    start_year_source: Literal["date_line", "text"] | None
    start_year_planned: bool
    date_raw: Words | None
    contact_role: Words | None
    publics: tuple[Code, ...]
    publics_raw: Words | None
    publics_source: Literal["stated", "inferred"] | None
    partners: tuple[Words, ...]
    budget: Budget | None
    status_raw: Words | None
    maturity: Code | None
    maturity_source: Literal["status_line", "date_line", "text"] | None
    results: tuple[Passage, ...]
    expected_impacts: tuple[Words, ...]
    indicators: tuple[Words, ...]
    evaluation_section_line: Line | None
    keywords: tuple[Words, ...]
    digital_tool: Words | None
    digital_tool_line: Line | None
    digital_note: Words | None
    digital_note_line: Line | None
    schema_refs: tuple[Passage, ...]
    similar_elsewhere: tuple[Elsewhere, ...]
    embedded: tuple[Passage, ...]
    expert_reference: Reference | None
    note: Words | None
    line: Line
    line_end: Line
    departement_line: Line


class Counts(Record):
    """What was counted in the document, so that a lost line shows. Keys are codes, years, or `UNSAID`."""

    initiatives: int
    fiches: int
    notices: int
    territories: int
    by_theme: dict[str, int]
    by_departement: dict[str, int]
    by_public: dict[str, int]
    by_maturity: dict[str, int]
    by_start_year: dict[str, int]
    with_digital_tool: int
    with_results: int
    with_indicators: int
    with_budget_mention: int
    with_budget_amount: int
    with_schema_ref: int
    with_expert_reference: int
    with_contact_role: int
    similar_elsewhere: int
    embedded: int


class BankFile(Record):
    """A whole file. `field_notes`: how each field was read, in French."""

    format: int
    collection: BankCollection
    themes: tuple[Theme, ...]
    publics: tuple[BankPublic, ...]
    maturities: tuple[Word, ...]
    kinds: Annotated[tuple[Word, ...], Field(min_length=1)]
    field_notes: dict[str, str]
    counts: Counts
    initiatives: tuple[BankInitiative, ...]
