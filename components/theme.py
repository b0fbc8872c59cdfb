"""Colour by meaning: each status, météo and health has a colour *and* a sign, in light and dark.

Anything else on screen is grey or the one accent (what can be clicked), set in `.streamlit/config.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.vocabulary import Health, Status, Weather


@dataclass(frozen=True)
class Look:
    """How one word is drawn. `sign` stands for the colour where there is none; `pattern` is plotly's hatch."""

    light: str
    dark: str
    sign: str
    pattern: str = ""

    @property
    def colour(self) -> str:
        return self.dark if is_dark() else self.light


STATUS: dict[Status, Look] = {
    Status.DONE: Look("#1D6B4F", "#4FB58C", "✔"),
    Status.IN_PROGRESS: Look("#5B94C9", "#6FA3D4", "◐"),
    Status.NOT_STARTED: Look("#E3B23C", "#D9A93A", "○"),
    Status.SUSPENDED: Look("#B5651D", "#C97B36", "‖"),
    Status.POSTPONED: Look("#8064A2", "#A98CCB", "→"),
    Status.ABANDONED: Look("#7B2D26", "#C2655C", "✕"),
    Status.NOT_REPORTED: Look("#B8B2A8", "#7A756C", "?", "/"),
    Status.UPCOMING: Look("#E4E0D8", "#45423C", "·"),
    Status.NOT_CONCERNED: Look("#F5F3EF", "#2A2825", "–", "x"),
}

WEATHER: dict[Weather, str] = {
    Weather.SUN: ":material/sunny:",
    Weather.CLOUD: ":material/partly_cloudy_day:",
    Weather.OVERCAST: ":material/cloud:",
    Weather.STORM: ":material/thunderstorm:",
}
"""Icons of the page's own font, in Markdown: many machines have no glyph for the signs of clouds."""

HEALTH: dict[Health, Look] = {
    Health.AHEAD: Look("#1D6B4F", "#4FB58C", "▲"),
    Health.ON_TRACK: Look("#5B94C9", "#6FA3D4", "●"),
    Health.SLIGHTLY_LATE: Look("#B5651D", "#C97B36", "▽"),
    Health.GAP: Look("#7B2D26", "#C2655C", "▼"),
    Health.SILENT: Look("#8A847A", "#8A847A", "?"),
}


def is_dark() -> bool:
    """Whether the reader's screen is dark (unknown on the very first run: light)."""
    return st.context.theme.type == "dark"


def ink() -> str:
    """Colour of text in a chart."""
    return "#ECE9E3" if is_dark() else "#26231F"


def quiet() -> str:
    """Colour of axes, notes and what is not the subject."""
    return "#A9A398" if is_dark() else "#6B655C"


def line() -> str:
    """Colour of borders and grid lines."""
    return "#4A463F" if is_dark() else "#E4E0D8"


def paper() -> str:
    """Colour of the page."""
    return "#1A1917" if is_dark() else "#FFFFFF"


def accent() -> str:
    return "#8DB8E0" if is_dark() else "#1F4E79"


def sequential() -> list[str]:
    """One hue for rates, little → much, five readable classes."""
    return (
        ["#0D406B", "#316A9F", "#6796C6", "#A5C4E3", "#E7F1FC"]
        if is_dark()
        else ["#E1ECF8", "#A5C4E3", "#6796C6", "#316A9F", "#0D406B"]
    )


def diverging() -> list[str]:
    """Below → above, five classes."""
    return ["#9B5E29", "#DCB598", "#E9E5DE", "#A0C2E3", "#3872A9"]


def places() -> list[str]:
    """Up to four territories compared: each has its shape too (`components.charts_territories.SHAPES`)."""
    return ["#8DB8E0", "#E58BB0", "#C9C04A", "#5CC4C4"] if is_dark() else ["#1F4E79", "#B0336B", "#7A7400", "#00848A"]
