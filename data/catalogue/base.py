"""The format of a plan's catalogue file: rules that hold everywhere, and what every item is made of.

The fields are documented one by one in the classes of `data.catalogue.base` (here), `data.catalogue.tree`
(plan, headings, fiches, actions) and `data.catalogue.items` (publics, partners, indicators, figures, the
whole file).

A catalogue file says what the plan's document says, and nothing else:

- every item has the `line` of the source document where it stands (1 = first line of `plan.source_file`);
- `null` = the document is silent; an empty list = the document names none; neither is ever 0;
- words are the document's own. What a reader inferred sits in a field ending in `_inferred` or in `reading`;
- `details` holds what few items have, as any JSON; a key absent from `details` is silent, or false
  for a flag;
- `rank` orders an item among its siblings, from 1;
- no personal name, e-mail address or telephone: people are named by their function.

Codes have no space, are unique within their list (for `entries`, within their `kind`) and never change once
the plan is loaded, since states, values and decisions hang on them.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

FORMAT = 1
"""The number written in every catalogue file; a file with another one is refused."""

Code: TypeAlias = Annotated[str, StringConstraints(pattern=r"^\S{1,80}$")]
Words: TypeAlias = Annotated[str, StringConstraints(pattern=r"\S")]
Line: TypeAlias = Annotated[int, Field(ge=1)]
Rank: TypeAlias = Annotated[int, Field(ge=1)]
Year: TypeAlias = Annotated[int, Field(ge=1900, le=2100)]
Months: TypeAlias = Annotated[int, Field(ge=1, le=120)]
Number: TypeAlias = int | float
Details: TypeAlias = dict[str, JsonValue]


class Record(BaseModel):
    """Base of every part of a catalogue: no unknown field, no silent conversion, nothing changes once
    read.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Item(Record):
    """What every item has: a code, the document's words, and the line where they stand."""

    code: Code
    title: Words
    line: Line
    details: Details = Field(default_factory=dict[str, JsonValue])


class Passage(Record):
    """A passage of the document, word for word."""

    text: Words
    line: Line


class TitleVariant(Record):
    """Another wording that the document uses for the same thing."""

    title: Words
    line: Line


class Calendar(Record):
    """A calendar that the document gives to one fiche or one action, beside the phases.

    Attributes:
        text: the document's words (« de 2026 à 2030 »).
        starts_year, ends_year: calendar years, first and last included; null = the text gives no such bound.
            For a recurrent action without end, the last year is the plan's.
        note: a reader's remark.
    """

    text: Words
    starts_year: Year | None
    ends_year: Year | None
    note: Words | None = None
