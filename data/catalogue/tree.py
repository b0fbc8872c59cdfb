"""The format, field by field: the plan, its headings, phases, fiches, objectives and actions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from data.catalogue.base import (
    Calendar,
    Code,
    Details,
    Item,
    Line,
    Months,
    Passage,
    Rank,
    Record,
    TitleVariant,
    Words,
    Year,
)


class Levels(Record):
    """The plan's own names for its levels, singular, with a capital.

    Attributes:
        headings: names of the headings' levels from depth 1 (« Axe », « Orientation »); as many as the
            deepest.
        fiche: name of the unit that gives one report a period; null when the plan has none.
        action: name of an action; null when the plan has none.
        nested_action: name of an action that hangs from another one, if the plan nests them.
        objective: name of an objective written in a fiche.
    """

    headings: tuple[Words, ...]
    fiche: Words | None
    action: Words | None
    nested_action: Words | None = None
    objective: Words | None


class Plan(Record):
    """The plan's card.

    Attributes:
        code: code of the plan, also the name of its file.
        title, line: official title, and its line. `title_variants`: other wordings of it.
        slogan: the phrase under the title.
        departement_code, departement_name: official code (« 26 », « 07 ») and name.
        starts_year, ends_year: first and last calendar year covered.
        adopted_on: day of adoption, only when the document gives it whole.
        adopted_text, adopted_line: the document's words on its adoption.
        source_file, source_lines: the document, and how many lines it has.
        reporting_months: months between two reports (3 = quarterly); inferred, see `details.reading`.
        uses_percent: whether pilots declare a percentage of progress beside the status.
        parents_counted: whether an action that holds others is followed beside them, as a commitment of its own;
            false: what it holds says all of it, and only that is counted.
        event_name, event_line: the yearly event, as the plan names it.
        levels: names of the levels.
        details: enjeux, previous plan, owner, monitoring set-up, roles of signatories…; `details.reading`
            explains how the document was read, one sentence a key.
    """

    code: Code
    title: Words
    title_variants: tuple[TitleVariant, ...]
    slogan: Words | None
    departement_code: Annotated[str, StringConstraints(pattern=r"^(\d{2,3}|2[AB])$")]
    departement_name: Words
    starts_year: Year
    ends_year: Year
    adopted_on: date | None
    adopted_text: Words | None
    adopted_line: Line | None
    source_file: Words
    source_lines: Line
    line: Line
    reporting_months: Months
    uses_percent: bool
    parents_counted: bool = False
    event_name: Words | None
    event_line: Line | None
    levels: Levels
    details: Details = Field(default_factory=dict[str, JsonValue])


class Heading(Item):
    """An axe, orientation or objectif of the tree above the fiches.

    Attributes:
        parent: code of the heading above; null at depth 1.
        depth: 1 for an axe, one more than its parent otherwise.
        details: `intro`, `all_lines`, `announced` (what the document says it holds)…
    """

    parent: Code | None
    depth: Annotated[int, Field(ge=1, le=9)]
    rank: Rank
    title_variants: tuple[TitleVariant, ...] = ()


class Phase(Record):
    """A period in which the plan lists actions. `title`: as printed; days are both included."""

    code: Code
    starts_on: date
    ends_on: date
    title: Words


class BeneficiaryLine(Record):
    """One line of a fiche's beneficiaries: the words, the wordings read in it (`audiences`), and the
    qualifier the document puts on them (« indirectement », « par extension »)."""

    text: Words
    audiences: tuple[Code, ...]
    qualifier: Words | None
    line: Line


class PartnerLine(Record):
    """One line of a fiche's partners, and the partners read in it."""

    text: Words
    partners: tuple[Code, ...]
    line: Line


class FichePhase(Record):
    """A phase under which a fiche lists actions. `verbatim`: the header as printed, where it was recorded."""

    phase: Code
    line: Line
    verbatim: Words | None = None


class Fiche(Item):
    """The unit that has a lead, publics, partners, calendar, objectives, indicators and one report a period.

    Attributes:
        heading: the main heading it hangs from.
        level_name: the document's word for this one when it differs from `plan.levels.fiche`.
        context: the presentation text, passage by passage.
        beneficiaries: the lines on beneficiaries; `audiences`: all the wordings they hold.
        partners_verbatim: the lines on partners; `partners`: all the partners they name.
        phases: the phases under which it lists actions, in order.
        calendar: its own calendar when the plan has no phases, or beside them.
        lead, pilots: unit or function in charge and others, as worded; never a person's name.
    """

    heading: Code
    rank: Rank
    level_name: Words | None = None
    title_variants: tuple[TitleVariant, ...] = ()
    context: tuple[Passage, ...] = ()
    beneficiaries: tuple[BeneficiaryLine, ...] = ()
    audiences: tuple[Code, ...] = ()
    partners_verbatim: tuple[PartnerLine, ...] = ()
    partners: tuple[Code, ...] = ()
    phases: tuple[FichePhase, ...] = ()
    calendar: Calendar | None = None
    lead: Words | None = None
    pilots: tuple[Words, ...] = ()


class Objective(Item):
    """An objective written in a fiche, rated once a year; the document links it to no action."""

    fiche: Code
    rank: Rank


class Recurrence(Record):
    """The action itself comes back. `text`: the document's words; `months`: 12 = yearly; null = the document
    gives no period (« régulière »), a person will set it, a year by default."""

    text: Words
    months: Months | None


class TerritoryMention(Record):
    """A territory in an action's own sentence.

    Attributes:
        verbatim: the words.
        scope: the whole département, a named place, a kind of territory (« par bassin de vie »), or a word
            without definite extent.
        codes: the entries of kind `territory` that it names.
    """

    verbatim: Words
    scope: Literal["whole", "place", "kind", "generic"]
    codes: tuple[Code, ...] = ()
    line: Line | None = None


class Hint(Record):
    """Words of the document on where an action starts from (« poursuite »): shown to the pilot, never turned
    into a state. `kind_inferred`: creation, continuation, experiment…"""

    cue: Words
    kind_inferred: Words | None = None
    note: Words | None = None
    line: Line | None = None


class SubItem(Record):
    """A bullet under an action: text of the action, never counted."""

    code: Code
    title: Words
    line: Line


class Action(Item):
    """A row that may be tracked. It hangs from exactly one fiche or one heading; a nested one also names its
    parent.

    Attributes:
        fiche, heading: what it hangs from: one of the two, not both.
        parent: the action above it, which hangs from the same fiche or heading.
        title: short form; `text`: the whole sentence.
        phase: phase under which it is listed.
        calendar: its own calendar, which wins over the phase.
        recurrence: the action itself comes back; a multi-year plan or a monthly meeting of beneficiaries is
            not that.
        reading: why it was read so, when that is a judgement.
        trackable: it is an action and can be done; only trackable leaves are counted.
        territorial: it has a state in each territory (déclinée); false unless the document says so.
        pilots: who the document puts in charge, as worded.
        audiences: wordings in its own sentence; `audiences_inherited`: those of its fiche.
        partners: partners in its own sentence, as worded.
        details: `named_schemes`, `named_tools`, `merged_bullet` (two actions printed as one),
            `after_blank_in_list` (the phase is attributed by reading order), `yearly_themes`,
            `territorial_split`…
    """

    fiche: Code | None
    heading: Code | None
    parent: Code | None
    text: Words
    rank: Rank
    phase: Code | None
    calendar: Calendar | None = None
    recurrence: Recurrence | None = None
    reading: Words | None = None
    trackable: bool
    territorial: bool = False
    pilots: tuple[Words, ...] = ()
    audiences: tuple[Code, ...] = ()
    audiences_inherited: tuple[Code, ...] = ()
    partners: tuple[Words, ...] = ()
    territories: tuple[TerritoryMention, ...] = ()
    hints: tuple[Hint, ...] = ()
    sub_items: tuple[SubItem, ...] = ()
