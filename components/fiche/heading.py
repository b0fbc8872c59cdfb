"""The head of a fiche's page: where it stands in the plan, who carries it, its météo, its last report."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import links, pieces
from components.fiche import chooser
from components.fiche.gather import Gathered
from components.pieces import plain
from components.theme import WEATHER
from components.view import View
from data.french import capitalised, typeset
from data.measures.answers import Answer, last_weather
from data.measures.columns import Row
from data.measures.fiche_page import carried_by
from data.measures.tree import path, word_of
from data.period import Period
from data.situation import Situation
from data.vocabulary import Weather, label


def draw(view: View, fiche: Row) -> None:
    """The way back and across, the heading path, the title."""
    back, across = st.columns([7, 5], vertical_alignment="center")
    with back:
        links.to("plan", "Plan", icon=":material/arrow_back:")
    with across:
        chooser.draw(view, str(fiche["code"]), compact=True)
    above = path(view.whole, str(fiche["heading_code"]))
    steps = [f"{row['level_name']} {row['code']} – {typeset(str(row['title']))}" for row in above]
    st.caption(plain(" › ".join(steps)))
    pieces.title(f"{word_of(fiche, chooser.word(view))} {fiche['code']} · {typeset(str(fiche['title']))}")


def facts(own: Situation, found: Sequence[Answer]) -> None:
    """Who carries it, the last météo declared, the report of the period: one line each, sign and word."""
    lines = [*_carried(own), _weather(found), _report(own, found)]
    st.markdown("  \n".join(line for line in lines if line))


def _carried(own: Situation) -> list[str]:
    return [f":gray[{title}\u00a0:] {plain(names)}" for title, names in carried_by(own)]


def _weather(found: Sequence[Answer]) -> str:
    said = last_weather(list(found))
    if said is None:
        return ":gray[Météo déclarée\u00a0:] aucune pour le moment"
    value, period = said
    return f":gray[Météo déclarée\u00a0:] {weather(value)} :gray[({Period.parse(period).label})]"


def weather(value: str) -> str:
    """The icon and « Soleil : objectifs assurés » in Markdown."""
    return f"{WEATHER[Weather(value)]} {plain(typeset(label(Weather(value))))}"


def _report(own: Situation, found: Sequence[Answer]) -> str:
    now = next((answer for answer in found if answer.period == own.period.code), None)
    text = now.text if now else "aucune saisie n’est ouverte pour cette période"
    return f":gray[Point {plain(own.period.of)}\u00a0:] {plain(text[:1].lower() + text[1:])}"


def attention(fiche: Gathered) -> None:
    """What calls for somebody, in words: what, why, since when, what next, who."""
    if not fiche.alerts:
        return
    pieces.section("Ce qui appelle un geste")
    with st.container(key="fiche_attention", gap="xsmall"):
        for row in fiche.alerts:
            subject = f"{row['subject_code']}\u00a0: " if row["subject_code"] != row["fiche_code"] else ""
            since = f" (depuis {row['since']})" if row["since"] else ""
            st.markdown(
                f"**{plain(str(row['title']))}** · {plain(subject + str(row['why']) + since)}  \n"
                f":small[:gray[{plain(capitalised(str(row['next_step'])))} — {plain(str(row['who']))}]]"
            )
