"""Météo and the four texts of a report.

The boxes start empty, with the previous text one click away (« Reprendre ce texte »): a box filled beforehand is
sent as it is by who is in a hurry, and last quarter's news would then be published as new. What does carry over
from one quarter to the next, the states, is taken over by itself.
"""

from __future__ import annotations

import streamlit as st

from components.entry.form import Form
from components.pieces import plain, section
from components.theme import WEATHER as LOOKS
from data.entry.changes import Field
from data.entry.sheet import WEATHER
from data.french import typeset
from data.vocabulary import REPORT_TEXTS, Weather, label

_HINTS = {
    "done": "Ce qui a avancé depuis le dernier point, en quelques phrases.",
    "difficulties": "Ce qui freine, ce qu’il faut surveiller.",
    "request": "Ce que vous attendez d’une instance ou d’un partenaire.",
    "upcoming": "Prochains travaux, partenaires associés.",
}


def weather(form: Form) -> None:
    """The météo: one tap among four."""
    section("Météo de la fiche")
    before = form.sheet.before_weather
    if before is not None and form.sheet.before_label:
        st.caption(f"{plain(f'Au dernier point ({form.sheet.before_label})')}\u00a0: {weather_text(before)}")
    with st.container(key="saisie_meteo"):
        st.pills(
            "Météo de la fiche",
            list(Weather),
            format_func=weather_text,
            label_visibility="collapsed",
            **form.bind(WEATHER),
        )


def texts(form: Form) -> None:
    """The four texts, each with its own « publiable »."""
    section(
        "Le point en quelques lignes",
        "Un texte marqué «\u00a0publiable\u00a0» peut paraître dans la lettre et sur le site public\u00a0; "
        "les autres restent internes.",
    )
    for name, title in REPORT_TEXTS.items():
        _text(form, name, title)


def _text(form: Form, name: str, title: str) -> None:
    field = Field("text", name)
    with st.container(key=f"{form.id}_texte_{name}", gap="xsmall"):
        form.typed(field, title, placeholder=_HINTS[name])
        with st.container(horizontal=True, vertical_alignment="center"):
            st.checkbox(f"«\u00a0{title}\u00a0» est publiable", **form.bind(Field("publishable", name)))
            before = form.sheet.before_texts.get(name)
            if before:
                _previous(form, field, before)


def _previous(form: Form, field: Field, before: str) -> None:
    with st.popover(f"Texte précédent ({form.sheet.before_label})", type="tertiary", key=f"{form.key(field)}_avant"):
        st.markdown(plain(before))
        st.button(
            "Reprendre ce texte",
            key=f"{form.key(field)}_reprendre",
            on_click=form.fill,
            args=(field, before),
            help="Il remplace ce que vous avez écrit dans cette case." if form.text(field) else None,
        )


def weather_text(weather: str | Weather) -> str:
    """Sign and words of a météo."""
    return f"{LOOKS[Weather(weather)]} {typeset(label(Weather(weather)))}"
