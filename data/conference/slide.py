"""A deck (déroulé) and its slides: what play mode, PPTX, PDF and the public page all draw, every text already French.

    edition + frozen Situations ──▶ `data.conference.build.deck` ──▶ **Deck** ──▶ stage · slides · PDF · public page

A writer lays out; it computes nothing, and prints no number that is not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.vocabulary import SceneKind


@dataclass(frozen=True)
class Origin:
    """« D’où vient ce chiffre ? »: the figure's name, then (label, text) lines. One for each number of a slide."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Number:
    """A figure set large. `lead` (« 41 sur 104 », « 12,5 % »), `rest` what goes with it (« 39 % »), may be empty.

    `value`: the raw value, None when not computable (`lead` then says « non calculable ») or masked.
    """

    label: str
    lead: str
    rest: str = ""
    note: str = ""
    value: float | None = None


@dataclass(frozen=True)
class Series:
    """One series of a chart, as long as its chart's `labels`. None: nothing to draw there (unknown or masked).

    `tone`: what colours and hatches it: a Status value, « accent », « muted », « target » or « second ».
    `texts`: what is written for each value (« 41 sur 104 (39 %) », « masqué »).
    """

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    tone: str = "accent"


@dataclass(frozen=True)
class Chart:
    """`shape`: « bars » (one series, horizontal), « stacked » (counts that add up, horizontal), « line » (over time)
    or « columns » (one or two series side by side). `unit`: « % », « actions »… `says`: what it shows, in one sentence,
    for who does not see it. `highest`: end of the axis when it is known (100 for a rate).
    """

    shape: str
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    says: str
    highest: float | None = None


@dataclass(frozen=True)
class Place:
    """A territory of a map. `band`: rank of its band in the map's `bands`, None when nothing can be coloured; `text`
    then says why (« non renseigné », « non concerné », « masqué »)."""

    code: str
    name: str
    text: str
    band: int | None = None
    value: float | None = None


@dataclass(frozen=True)
class Drawing:
    """A map: its places and bands, palest first. Shapes are those of `departement`, at `level` (a TerritoryKind value).

    `marked`: codes outlined (the territory spoken of).
    """

    departement: str
    level: str
    title: str
    bands: tuple[str, ...]
    places: tuple[Place, ...]
    says: str
    marked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """`numeric`: ranks of the columns set to the right. The same figures as the slide's chart or map. `spare`: ranks
    of the columns that a slide may leave to its notes where the room is short, the first to go first."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    spare: tuple[int, ...] = ()


@dataclass(frozen=True)
class Words:
    """A text said by somebody: `by` is a function, never a name; `about` says of what and when."""

    text: str
    by: str = ""
    about: str = ""


@dataclass(frozen=True)
class Item:
    """A line of a list: a decision, what comes next, a chair, an edition of the past."""

    title: str
    text: str = ""
    when: str = ""


@dataclass(frozen=True)
class Picture:
    """A photo or a logo of the edition. `alt`: what it shows."""

    file_id: int
    media_type: str
    content: bytes
    width: int
    height: int
    alt: str
    credit: str = ""


@dataclass(frozen=True)
class Slide:
    """What one scene shows.

    Attributes:
        scene_id: of the scene; 0 for a slide that no scene made.
        number: rank in the deck, from 1.
        sentence: the answer first, in one French sentence; may be empty (title, photo).
        missing: why the scene has nothing to show, in French; the rest is then empty.
        source: of a figure that is not the plan's: who, when.
        scope: what it is computed on when it is not the whole plan (« Public : aidants »).
        link: an address shown in full and as a QR code.
        notes: for the speaker alone.
        public: it is on the public page too.
    """

    scene_id: int
    number: int
    kind: SceneKind
    title: str
    sentence: str = ""
    numbers: tuple[Number, ...] = ()
    chart: Chart | None = None
    drawing: Drawing | None = None
    table: Table | None = None
    words: tuple[Words, ...] = ()
    items: tuple[Item, ...] = ()
    picture: Picture | None = None
    origins: tuple[Origin, ...] = ()
    source: str = ""
    scope: str = ""
    link: str = ""
    missing: str = ""
    notes: str = ""
    public: bool = True


@dataclass(frozen=True)
class Bound:
    """A frozen state that a deck tells: « 2e trimestre 2026, état figé n° 1 »."""

    plan_code: str
    plan_title: str
    departement: str
    period: str
    number: int
    sha256: str
    label: str
    frozen_on: date


@dataclass(frozen=True)
class Deck:
    """An edition ready to be shown.

    Attributes:
        event: the plan's own name of its yearly event.
        theme: of the edition; `year`, `held_on`, `place`, `chairs` as given.
        bound: the frozen states told, the edition's own first.
        newer: a sentence when a more recent closing of its period exists, else empty. Never on the public page.
        label: « données de démonstration… » when it is, else empty.
        scope: what the theme covers of the plan, in French; empty for the whole.
        covers: the titles of what the theme covers; none for the whole.
        address: of the public page, empty while unknown.
        mentions: (French name, text) of who answers for the public page, empty texts while nobody said.
    """

    edition_id: int
    plan_title: str
    departement: str
    event: str
    theme: str
    year: int
    held_on: date | None
    place: str
    chairs: tuple[str, ...]
    bound: tuple[Bound, ...]
    slides: tuple[Slide, ...]
    scope: str = ""
    newer: str = ""
    label: str = ""
    address: str = ""
    logo: Picture | None = None
    covers: tuple[str, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()

    @property
    def occasion(self) -> str:
        """The event with its year: « Conférence annuelle des solidarités 2026 »."""
        return occasion(self.event, self.year)


def occasion(event: str, year: int) -> str:
    """The event with its year, once: a plan may name its event with it."""
    return event if str(year) in event else f"{event} {year}"
