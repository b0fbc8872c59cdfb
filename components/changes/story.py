"""The causes as sections: a cause on its card, a sentence for each thing concerned, with its link."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import links, pieces
from components.pieces import plain, table
from data.french import number, typeset
from data.measures.changes import GROUPS, Change, Changes, Item

FIRST = 3
"""Things told on a card before « Voir les… »."""
_NOTES = {
    "actions": "Une cause par {noun}, d’une période à l’autre\u00a0: chacun{e} n’est cité{e} qu’une fois.",
    "corrections": "Ce que la première période disait déjà, et qui est dit autrement depuis.",
}


def draw(found: Changes) -> None:
    """Every cause, group by group; a group without any is left out."""
    for group, title in GROUPS.items():
        causes = found.of(group)
        if causes:
            note = found.noun.agreed(_NOTES[group], 1) if group in _NOTES else None
            pieces.section(found.noun.agreed(title, 2), note)
            for place, those in zip(st.columns(2), _columns(causes), strict=True):
                with place:
                    for cause in those:
                        _card(cause)


def _columns(causes: Sequence[Change]) -> tuple[Sequence[Change], Sequence[Change]]:
    """Two columns of about the same height, read one after the other: a phone keeps the order of the causes."""
    heights = [3 + sum(2 + len(item.text) // 75 for item in _shown(cause)) for cause in causes]
    cut = min(range(1, len(causes) + 1), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
    return causes[:cut], causes[cut:]


def _shown(cause: Change) -> Sequence[Item]:
    """The first things; all of them when only one would be left for a click."""
    return cause.items if cause.count <= FIRST + 1 else cause.items[:FIRST]


def _card(cause: Change) -> None:
    with st.container(border=True, key=f"cause_{cause.cause}", gap="small"):
        st.subheader(plain(typeset(cause.lead)), anchor=False)
        if cause.note and cause.listed:
            st.caption(plain(cause.note))
        shown = _shown(cause)
        for at, item in enumerate(shown):
            _line(cause, item, at)
        if cause.count > len(shown):
            _all(cause)


def _line(cause: Change, item: Item, at: int) -> None:
    with st.container(gap="xxsmall", key=f"change_{cause.cause}_{at}"):
        name = " – ".join(part for part in (item.code, item.title) if part)
        if cause.group == "indicateurs":
            links.to("indicateurs", plain(_short(name)), indicateur=item.code)
        elif item.fiche is not None:
            links.to("fiche", plain(_short(name)), fiche=item.fiche)
        elif name:
            st.markdown(f"**{plain(_short(name))}**")
        if item.text:
            st.markdown(plain(item.text))


@st.fragment
def _all(cause: Change) -> None:
    panel = st.popover(f"Voir les {number(cause.count)}", key=f"tout_{cause.cause}", type="tertiary", on_change="rerun")
    if panel.open:
        rows = [{"Code": item.code, "Ce qui a changé": item.text, "Intitulé": item.title} for item in cause.items]
        with panel:
            table(pd.DataFrame(rows), key=f"liste_{cause.cause}", height=min(360, 38 + 35 * len(rows)))


def _short(text: str, most: int = 96) -> str:
    """A title cut at a word, for a link on one or two lines."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"
