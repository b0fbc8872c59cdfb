"""One drawing for light and dark screens: the colours of both are named, and the style says which one is shown.

Drawing twice would send the outlines of a map twice; changing colours by script would need a script.
"""

from __future__ import annotations

import re

_NAME = re.compile(r'aria-labelledby="(\S+)-t ')
_COLOUR = re.compile(r'(?<==")#[0-9A-Fa-f]{6}(?=")')


class Palette:
    """The pairs of colours of a page, each with its name in the style."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def themed(self, light: str, dark: str) -> str:
        """The drawing `light`, which takes the colours of `dark` on a dark screen.

        Where they do not differ by colours alone, both are there and the style shows one.
        """
        dark = _renamed(dark, light)
        if _COLOUR.sub("", light) != _COLOUR.sub("", dark):
            other = dark.replace(_name(light), f"{_name(light)}n") if _name(light) else dark
            return f'<div class="by-day">{light}</div><div class="by-night">{other}</div>'
        night = iter(_COLOUR.findall(dark))
        return _COLOUR.sub(lambda found: self._pair(found[0], next(night)), light)

    def _pair(self, light: str, dark: str) -> str:
        if light.lower() == dark.lower():
            return light
        return f"var(--{self._names.setdefault((light, dark), f'c{len(self._names)}')})"

    def style(self) -> str:
        """The rules that give the names their colours. On paper, those of the day."""
        if not self._names:
            return ""
        day = "".join(f"--{name}:{light};" for (light, _), name in self._names.items())
        night = "".join(f"--{name}:{dark};" for (_, dark), name in self._names.items())
        return f":root{{{day}}}@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}"


def _name(svg: str) -> str:
    found = _NAME.search(svg)
    return found[1] if found else ""


def _renamed(svg: str, like: str) -> str:
    """`svg` with the ids of `like`."""
    mine, other = _name(svg), _name(like)
    return re.sub(rf'(?<=[" #]){re.escape(mine)}(?=-)', other, svg) if mine and other else svg
