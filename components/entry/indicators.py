"""The indicators of a form: those that are due, then the others, folded."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.entry.form import Form
from components.pieces import plain, section
from data.entry.asks import Ask
from data.entry.changes import Field
from data.french import plural, short_day
from data.vocabulary import MeasureKind

_QUALIFIERS = ("près de", "environ", "plus de", "moins de")


def show(form: Form) -> None:
    """Nothing when the fiche has no indicator."""
    asks = form.sheet.asks
    if not asks:
        return
    touched = {field.code for field in form.changes if field.kind == "measure"}
    due = [ask for ask in asks if ask.due]
    rest = [ask for ask in asks if not ask.due]
    section(
        "Indicateurs à renseigner" if due else "Indicateurs",
        None if due else "Aucune valeur n’est attendue sur cette période.",
    )
    _asks(form, due)
    if rest:
        name = plural(len(rest), "autre indicateur", "autres indicateurs")
        opened = any(ask.code in touched for ask in rest)
        with st.expander(name, expanded=opened, key=f"{form.id}_indicateurs", on_change="rerun") as folded:
            if folded.open:
                _asks(form, rest)


def _asks(form: Form, asks: Sequence[Ask]) -> None:
    for ask in asks:
        with st.container(border=True, key=f"{form.id}_indicateur_{ask.code}", gap="small"):
            st.markdown(
                f"**{plain(ask.title)}**  \n"
                f":gray[{plain(f'{ask.last} · valeur demandée au {short_day(ask.measured_on)}')}]"
            )
            _value(form, ask)


def _value(form: Form, ask: Ask) -> None:
    if ask.kind is MeasureKind.QUALITATIVE:
        form.typed(Field("measure", "text", ask.code), "Réponse")
        return
    value = Field("measure", "value", ask.code)
    if ask.kind is MeasureKind.MILESTONE:
        st.pills(
            f"Jalon {ask.code}",
            [1.0, 0.0],
            format_func=lambda done: "Fait" if done else "Pas encore fait",
            label_visibility="collapsed",
            **form.bind(value),
        )
        return
    unit = f" ({ask.unit})" if ask.unit else ""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            f"Valeur{unit}", value=None, format="%g", step=1.0, width=220, placeholder="Aucune", **form.bind(value)
        )
        st.selectbox(
            "Nuance",
            _qualifiers(form, ask),
            index=None,
            placeholder="Valeur exacte",
            width=180,
            **form.bind(Field("measure", "qualifier", ask.code)),
        )
    if ask.unit and "%" in ask.unit:
        with st.container(horizontal=True):
            for name, title in (("numerator", "Soit (numérateur)"), ("denominator", "sur (dénominateur)")):
                st.number_input(
                    title,
                    format="%g",
                    step=1.0,
                    width=220,
                    placeholder="Facultatif",
                    **form.bind(Field("measure", name, ask.code)),
                )


def _qualifiers(form: Form, ask: Ask) -> list[str]:
    """The usual words, and the one already there."""
    current = form.text(Field("measure", "qualifier", ask.code))
    return list(dict.fromkeys([*_QUALIFIERS, *([current] if current else [])]))
