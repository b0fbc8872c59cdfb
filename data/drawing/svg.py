"""The few SVG elements that our drawings are made of: everything typed is escaped here, nothing is fetched."""

from __future__ import annotations

import hashlib
from xml.sax.saxutils import escape, quoteattr

from data.drawing.look import Look

# Widths of Source Sans 3, in hundredths of the size, a little generous: another font may stand in for it.
_NARROW = dict.fromkeys("ijlI.,;:!|'’\u00a0\u202f ", 28.0) | dict.fromkeys("frt()-/[]°", 36.0)
_WIDE = dict.fromkeys("mwMWœŒ%—@", 86.0) | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZÉÈÀÊÇ&", 64.0)
_ORDINARY = 55.0

_LETTERS = str.maketrans(dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535)))
"""Characters that XML refuses, even written as entities."""


def clean(text: str) -> str:
    """Text that XML accepts, escaped."""
    return escape(text.translate(_LETTERS))


def tag(name: str, *children: str, **attributes: object) -> str:
    """An element. `stroke_width=2` is written stroke-width; None is left out; `children` are already SVG."""
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_plain(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value).translate(_LETTERS)


def title(text: str) -> str:
    """What a mark says in full when it is pointed at."""
    return tag("title", clean(text))


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text, in pixels, a little more than it is."""
    hundredths = sum(_NARROW.get(letter) or _WIDE.get(letter, _ORDINARY) for letter in text)
    return hundredths / 100 * size * (1.05 if bold else 1.0)


def cut(text: str, size: float, most: float, *, bold: bool = False) -> str:
    """The text, or its beginning and « … » when it is wider than `most`."""
    if wide(text, size, bold=bold) <= most:
        return text
    kept = text
    while kept and wide(kept + "…", size, bold=bold) > most:
        kept = kept[:-1]
    return kept.rstrip(" ,;:·–-\u00a0") + "…"


def wrapped(text: str, size: float, most: float, lines: int, *, bold: bool = False) -> list[str]:
    """The text on at most `lines` lines, cut at spaces; what does not fit ends with « … »."""
    found: list[str] = []
    words = text.split(" ")
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and wide(f"{line} {words[0]}", size, bold=bold) <= most:
            line += " " + words.pop(0)
        found.append(cut(line, size, most, bold=bold))
    return [*found, cut(" ".join(words), size, most, bold=bold)] if words else found


def words(
    text: str,
    x: float,
    y: float,
    look: Look,
    *,
    size: float | None = None,
    anchor: str = "start",
    bold: bool = False,
    colour: str | None = None,
) -> str:
    """One line of text, `y` its baseline."""
    return tag(
        "text",
        clean(text),
        x=x,
        y=y,
        font_size=size or look.text,
        text_anchor=None if anchor == "start" else anchor,
        font_weight=600 if bold else None,
        fill=colour or look.ink,
    )


def page(
    body: str,
    width: float,
    height: float,
    look: Look,
    *,
    name: str,
    heading: str,
    says: str,
    shown: float | None = None,
) -> str:
    """The whole drawing. `name` begins its ids; `shown`: width in the page when it is drawn larger than that."""
    scale = (shown or width) / width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width * scale:.0f}" height="{height * scale:.0f}" role="img" '
        f'aria-labelledby="{name}-t {name}-d" font-family={quoteattr(look.font)}>'
        f'<title id="{name}-t">{clean(heading)}</title><desc id="{name}-d">{clean(says)}</desc>{body}</svg>'
    )


def named(prefix: str, *parts: object) -> str:
    """Beginning of the ids of a drawing: the same drawing always has the same, another has another."""
    return f"{prefix}{hashlib.sha256(repr(parts).encode()).hexdigest()[:8]}"
