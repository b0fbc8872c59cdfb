"""What the fiche said: the four texts of its last report, then its history, period by period."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import pieces
from components.fiche.evidence import Joined
from components.fiche.heading import weather
from components.pieces import plain
from components.theme import WEATHER
from data.entry.signature import signed
from data.french import day
from data.measures.answers import Answer, last_report
from data.measures.columns import Row
from data.measures.plan_sentences import weather_word
from data.period import Period
from data.vocabulary import REPORT_TEXTS, Weather


def draw(found: Sequence[Answer], joined: Joined) -> None:
    """The last report in full, then one line a period, its texts folded; the pieces of each with it."""
    last = last_report(list(found))
    if last is None or last.report is None:
        pieces.empty(
            "Aucun point d’avancement n’a encore été soumis.",
            "Il se fait dans «\u00a0Ma saisie\u00a0», une fois par période ouverte.",
            "Les pilotes de la fiche peuvent le faire\u00a0; la coordination, tant qu’elle n’a pas de pilote.",
        )
    else:
        st.subheader(plain(f"Le dernier\u00a0: {Period.parse(last.period).label}"), anchor=False)
        _report(last)
        joined.draw(last.period)
    if found:
        st.subheader("Période par période", anchor=False)
        st.markdown(_line(found))
        for answer in found:
            _period(answer, joined, folded=answer is not last)


def _line(found: Sequence[Answer]) -> str:
    """The météo at a glance, oldest first: « T3 2025 (icon) › T4 2025 (icon) › T1 2026 ✕ »."""
    return " :gray[›] ".join(
        f":gray[{Period.parse(answer.period).short}] **{_sign(answer)}**" for answer in reversed(found)
    )


def _sign(answer: Answer) -> str:
    if answer.report is None:
        return "✕" if answer.missed else "–"
    if not answer.report["weather"]:
        return "○"
    return WEATHER[Weather(answer.report["weather"])]


def _period(answer: Answer, joined: Joined, *, folded: bool) -> None:
    name = Period.parse(answer.period).short
    report = answer.report
    if report is None:
        st.markdown(f"**{plain(name)}** · :gray[{plain(answer.text)}]")
        joined.draw(answer.period)
        return
    said = f" · {weather_word(report['weather'])}" if report["weather"] else ""
    if not folded or not any(_written(report, field) for field in REPORT_TEXTS):
        more = " :gray[(ci-dessus)]" if not folded else ""
        st.markdown(f"**{plain(name)}** · {_sign(answer)} {plain(answer.text + said)}{more}")
        if folded:
            joined.draw(answer.period)
        return
    with st.expander(f"**{plain(name)}** · {_sign(answer)} {plain(answer.text + said)}", key=f"point_{answer.period}"):
        _report(answer)
        joined.draw(answer.period)


def _report(answer: Answer) -> None:
    """Who, when, météo; the texts that say something, in the order of the form."""
    report = answer.report
    assert report is not None
    whose = signed("envoyé", str(report["author"]), report["behalf"])
    who = f"{answer.text} · {whose}, le {day(report['submitted_on'])}"
    st.markdown(f":small[:gray[{plain(who)}]]")
    if report["weather"]:
        st.markdown(weather(str(report["weather"])))
    written = [(field, title) for field, title in REPORT_TEXTS.items() if _written(report, field)]
    if not written:
        st.markdown("Rien de nouveau." if report["nothing_new"] else "Aucun texte.")
    with st.grid(2, min_column_width=340):
        for field, title in written:
            public = " :small[:gray[· publiable]]" if field in (report["publishable"] or []) else ""
            st.markdown(f"**{plain(title)}**{public}  \n{plain(str(report[field]).strip())}")


def _written(report: Row, field: str) -> bool:
    return bool(str(report[field] or "").strip())
