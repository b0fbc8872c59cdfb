"""What a tone looks like: a colour and a hatching, each told apart from the others without its colour.

The colours are those of the screens (`components.theme`); the hatchings are what PowerPoint calls them.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.vocabulary import Status


@dataclass(frozen=True)
class Tone:
    """`colour`: RRGGBB, or a name of the theme (« accent1 »). `pattern`: of its hatching, empty when solid."""

    colour: str
    pattern: str = ""

    @property
    def fill(self) -> str:
        """XML of the fill."""
        if not self.pattern:
            return f"<a:solidFill>{paint(self.colour)}</a:solidFill>"
        return (
            f'<a:pattFill prst="{self.pattern}"><a:fgClr>{paint(self.colour)}</a:fgClr>'
            '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
        )

    @property
    def line(self) -> str:
        """XML of the edge: a hatched shape needs one."""
        return f'<a:ln w="12700"><a:solidFill>{paint(self.colour)}</a:solidFill></a:ln>'


ACCENT = Tone("accent1")
_TONES: dict[str, Tone] = {
    Status.DONE.value: Tone("1D6B4F"),
    Status.IN_PROGRESS.value: Tone("3B76AE", "wdUpDiag"),
    Status.NOT_STARTED.value: Tone("9A7414", "pct20"),
    Status.SUSPENDED.value: Tone("B5651D", "dkVert"),
    Status.POSTPONED.value: Tone("8064A2", "wdDnDiag"),
    Status.ABANDONED.value: Tone("7B2D26", "smGrid"),
    Status.NOT_REPORTED.value: Tone("8A847A", "ltUpDiag"),
    Status.UPCOMING.value: Tone("8A847A", "pct5"),
    Status.NOT_CONCERNED.value: Tone("8A847A", "ltHorz"),
    "accent": ACCENT,
    "muted": Tone("8A847A", "wdUpDiag"),
    "target": Tone("A9550F", "dkHorz"),
    "second": Tone("00848A", "wdDnDiag"),
}
NOTHING = Tone("8A847A", "ltUpDiag")
"""A territory that no band colours."""
_SEQUENCE = ("E1ECF8", "A5C4E3", "6796C6", "316A9F", "0D406B")


def tone(name: str) -> Tone:
    """The tone of a name of a Deck; the accent for one that is not known."""
    return _TONES.get(name, ACCENT)


def bands(count: int) -> tuple[str, ...]:
    """Colours of a map, palest first; they grow darker evenly, so that they read in grey too."""
    if count == 1:
        return (_SEQUENCE[2],)
    last = len(_SEQUENCE) - 1
    return tuple(_SEQUENCE[round(rank * last / (count - 1))] for rank in range(count))


def ink_on(colour: str) -> str:
    """Black or white, whichever reads on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "FFFFFF" if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else "26231F"


def paint(colour: str) -> str:
    """XML of a colour: of the theme when it is a name of it."""
    known = ("accent", "tx", "bg")
    return f'<a:schemeClr val="{colour}"/>' if colour.startswith(known) else f'<a:srgbClr val="{colour}"/>'
