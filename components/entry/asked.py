"""What a status asks for beside itself: a new end, a decision, a reason. The same under a card and under the grid."""

from __future__ import annotations

import streamlit as st

from components.entry.form import Form
from components.theme import STATUS
from data.entry.changes import Field
from data.entry.outcome import relevant
from data.entry.sheet import Line
from data.vocabulary import Status, label


def fields(form: Form, line: Line) -> tuple[str, ...]:
    """The fields of the line's current state; empty as long as it has none."""
    chosen = form.value(Field("state", "status", line.code))
    return relevant(Status(str(chosen)), form.sheet.uses_percent) if chosen else ()


def show(form: Form, line: Line) -> None:
    """The dates, the decision and the reason that the line's state asks for."""
    asked = fields(form, line)
    if "new_ends_on" in asked:
        with st.container(horizontal=True):
            for name, title in (("new_starts_on", "Nouveau début (facultatif)"), ("new_ends_on", "Nouvelle échéance")):
                st.date_input(
                    title, value=None, format="DD/MM/YYYY", width=200, **form.bind(Field("state", name, line.code))
                )
    if "decision_code" in asked:
        _decision(form, line, needed="new_ends_on" not in asked)
    if "reason" in asked:
        title = "Motif" if "new_ends_on" in asked else "Motif (facultatif)"
        form.typed(Field("state", "reason", line.code), title, lines=1)


def _decision(form: Form, line: Line, *, needed: bool) -> None:
    decisions = form.sheet.decisions
    if decisions or not needed:
        st.selectbox(
            "Décision d’instance" if needed else "Décision d’instance (facultatif)",
            list(decisions),
            index=None,
            format_func=lambda code: decisions.get(code, code),
            placeholder="Choisir une décision",
            **form.bind(Field("state", "decision_code", line.code)),
        )
    else:
        st.warning(
            "Un abandon demande une décision d’instance, et aucune n’est enregistrée. Demandez-la dans "
            "«\u00a0Décision ou appui demandé\u00a0», et laissez l’action dans son état actuel d’ici là."
        )


def status_text(status: str | Status) -> str:
    """Sign and word of a status."""
    return f"{STATUS[Status(status)].sign} {label(Status(status))}"
