"""An edition as plain values: what it is, what it covers, the frozen states that it tells, its scenes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from data.situation import Situation
from data.vocabulary import FileUse, SceneKind


@dataclass(frozen=True)
class Pin:
    """One frozen state: closing `number` of a period of a plan. It never changes."""

    plan: str
    period: str
    number: int


@dataclass(frozen=True)
class Perimeter:
    """What a theme covers of a plan: the union of these codes; all empty, the whole plan."""

    headings: tuple[str, ...] = ()
    fiches: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return not (self.headings or self.fiches or self.actions or self.audiences)


@dataclass(frozen=True)
class SiteOptions:
    """What the public page may show beyond publishable texts, each off unless chosen; its address, for the code;
    and who answers for it (law n° 2004-575 of 21 June 2004): its director, its host, how to reach the council.
    """

    weather: bool = False
    health: bool = False
    difficulties: bool = False
    address: str = ""
    director: str = ""
    host: str = ""
    contact: str = ""

    @property
    def mentions(self) -> tuple[tuple[str, str], ...]:
        """(French name, what was said) of who answers for the page; empty texts while nobody said."""
        return tuple((title, str(getattr(self, name)).strip()) for name, title in MENTIONS.items())


MENTIONS = {
    "director": "Directeur ou directrice de la publication",
    "host": "Hébergeur",
    "contact": "Écrire ou téléphoner au Département",
}
"""Field of `SiteOptions` → its name on screen and on the public page."""


@dataclass(frozen=True)
class SceneRow:
    """A scene as stored. `settings`: see `data.conference.kinds`. `version`: what a form sends back."""

    id: int
    version: int
    position: int
    kind: SceneKind
    title: str = ""
    notes: str = ""
    public: bool = True
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class FileRow:
    """A file of the edition, without its bytes. `width`, `height` in pixels, None for a template of slides."""

    id: int
    use: FileUse
    title: str
    credit: str
    filename: str
    media_type: str
    width: int | None
    height: int | None


@dataclass(frozen=True)
class Reread:
    """What was decided of a text, and the checksum of the text that was read."""

    sha256: str
    accepted: bool


@dataclass(frozen=True)
class EditionRow:
    """An edition as stored, its scenes in order.

    `pins`: the edition's own state first; the past of the same plan and the states of other plans follow.
    `digest`: changes with anything of the edition, its scenes, its files or its rereadings: caches hang on it.
    """

    id: int
    version: int
    plan: str
    year: int
    held_on: date | None
    place: str
    theme: str
    perimeter: Perimeter
    chairs: tuple[str, ...]
    on_site: int | None
    remote: int | None
    pins: tuple[Pin, ...]
    site: SiteOptions
    created_at: datetime
    scenes: tuple[SceneRow, ...]
    files: tuple[FileRow, ...]
    rereadings: Mapping[str, Reread]
    digest: str

    @property
    def own(self) -> Pin:
        """The frozen state that the edition is told from."""
        return self.pins[0]

    @property
    def past(self) -> tuple[Pin, ...]:
        """Earlier frozen states of the same plan, oldest first."""
        return tuple(sorted((pin for pin in self.pins[1:] if pin.plan == self.plan), key=lambda pin: pin.period))

    @property
    def others(self) -> tuple[Pin, ...]:
        """The states of the other plans reviewed with it."""
        return tuple(pin for pin in self.pins[1:] if pin.plan != self.plan)


@dataclass(frozen=True)
class PastEdition:
    """An edition of the same plan's event: its theme, its day and who came (None while unknown)."""

    year: int
    theme: str
    held_on: date | None = None
    on_site: int | None = None
    remote: int | None = None


@dataclass(frozen=True)
class Told:
    """All that an edition is told from, read once: frozen Situations, when each was frozen, the bytes of its files.

    `newest`: number of the last closing of the edition's own period, to say when a newer one exists.
    `earlier`: the plan's other editions: the day of the last one, the attendance of past ones (scenes « titre » and
    « décisions »).
    """

    situations: Mapping[Pin, Situation]
    frozen_on: Mapping[Pin, date]
    checksums: Mapping[Pin, str]
    contents: Mapping[int, bytes]
    newest: int
    earlier: tuple[PastEdition, ...] = ()


@dataclass(frozen=True)
class EditionInput:
    """What the presenter says of an edition; `data.commands.edition` checks it."""

    year: int
    theme: str
    held_on: date | None = None
    place: str = ""
    perimeter: Perimeter = Perimeter()
    chairs: tuple[str, ...] = ()
    on_site: int | None = None
    remote: int | None = None


@dataclass(frozen=True)
class SceneInput:
    """What the presenter says of a scene; `data.commands.scene` checks it."""

    kind: SceneKind
    title: str = ""
    notes: str = ""
    public: bool = True
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])
