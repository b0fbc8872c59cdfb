"""How a chart or a map is dressed: on paper, on the stage of a conference, on a phone. Colour is never alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.vocabulary import Status

FONT = "'Source Sans 3', SourceSans3, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

# Those of the screen (a test compares them), light then dark.
_LIGHT = {
    Status.DONE: "#1D6B4F",
    Status.IN_PROGRESS: "#5B94C9",
    Status.NOT_STARTED: "#E3B23C",
    Status.SUSPENDED: "#B5651D",
    Status.POSTPONED: "#8064A2",
    Status.ABANDONED: "#7B2D26",
    Status.NOT_REPORTED: "#B8B2A8",
    Status.UPCOMING: "#E4E0D8",
    Status.NOT_CONCERNED: "#F5F3EF",
}
_DARK = {
    Status.DONE: "#4FB58C",
    Status.IN_PROGRESS: "#6FA3D4",
    Status.NOT_STARTED: "#D9A93A",
    Status.SUSPENDED: "#C97B36",
    Status.POSTPONED: "#A98CCB",
    Status.ABANDONED: "#C2655C",
    Status.NOT_REPORTED: "#7A756C",
    Status.UPCOMING: "#45423C",
    Status.NOT_CONCERNED: "#2A2825",
}

HATCHES: Mapping[str, str] = {
    Status.DONE.value: "",
    Status.IN_PROGRESS.value: "/",
    Status.NOT_STARTED.value: ".",
    Status.SUSPENDED.value: "|",
    Status.POSTPONED.value: "-",
    Status.ABANDONED.value: "x",
    Status.NOT_REPORTED.value: "\\",
    Status.UPCOMING.value: "o",
    Status.NOT_CONCERNED.value: "+",
    "accent": "",
    "second": "/",
    "muted": "\\",
    "target": "-",
}
"""What is drawn over the colour of a tone: lines leaning right « / », left « \\ », standing, lying, crossed, dots."""


@dataclass(frozen=True)
class Look:
    """`text`: size of the type, in pixels of the drawing. `tones`: colour of a series by its tone.

    `bands`: colours of a map, little → much, taken evenly. `names`: territories are named on a map, not only valued.
    """

    text: float
    ink: str
    quiet: str
    line: str
    ground: str
    tones: Mapping[str, str]
    bands: tuple[str, ...]
    font: str = FONT

    def tone(self, name: str) -> str:
        return self.tones.get(name, self.tones["accent"])

    def band(self, rank: int, count: int) -> str:
        """Colour of the band `rank` of a map that has `count` of them."""
        if count < 2:
            return self.bands[len(self.bands) // 2]
        return self.bands[round(rank * (len(self.bands) - 1) / (count - 1))]

    def larger(self, text: float) -> Look:
        """The same look with another size of type."""
        return replace(self, text=text)


_BLUES = ("#E1ECF8", "#A5C4E3", "#6796C6", "#316A9F", "#0D406B")

ON_PAPER = Look(
    text=13,
    ink="#26231F",
    quiet="#6B655C",
    line="#E4E0D8",
    ground="#FFFFFF",
    tones={
        **{status.value: colour for status, colour in _LIGHT.items()},
        "accent": "#1F4E79",
        "second": "#7FA6CC",
        "muted": "#A9A398",
        "target": "#26231F",
    },
    bands=_BLUES,
)
ON_PHONE = ON_PAPER.larger(15)
ON_STAGE_LIGHT = ON_PAPER.larger(30)
ON_STAGE = Look(
    text=30,
    ink="#FFFFFF",
    quiet="#CFC9BE",
    line="#4A463F",
    ground="#14130F",
    tones={
        **{status.value: colour for status, colour in _DARK.items()},
        "accent": "#8DB8E0",
        "second": "#5C84AB",
        "muted": "#A9A398",
        "target": "#FFFFFF",
    },
    bands=("#1C3A57", "#316A9F", "#6796C6", "#A5C4E3", "#E7F1FC"),
)
