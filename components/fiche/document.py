"""What the plan's document says of the fiche: publics, partners, figures, context, what is already done."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import acronyms
from components.acronyms import marked
from components.fiche.gather import Gathered
from components.pieces import plain, section
from data.french import listing, typeset
from data.measures.columns import Row, records
from data.measures.fiche_page import publics_of
from data.measures.key_figures import KeyFigure, sentence
from data.measures.one_fiche import named_by_actions
from data.situation import Situation


def publics(own: Situation) -> None:
    """The publics named by the fiche, with the document's own words where they differ."""
    found = publics_of(own)
    if not found:
        titles = {row["code"]: str(row["title"]) for row in records(own.audiences)}
        of_actions = listing([typeset(titles[code]) for code in named_by_actions(own)])
        st.caption(
            f"Nommés par ses seules actions\u00a0: {plain(of_actions)}."
            if of_actions
            else "Le document ne nomme pas de public ici."
        )
        return
    lines = [f"- {marked(title)}" + (f" :small[:gray[({marked(words)})]]" if words else "") for title, words in found]
    acronyms.write("\n".join(lines))


def pilots_and_partners(fiche: Row) -> None:
    """The lines of a list that the document does not divide, word for word."""
    st.caption("Une seule liste dans le document, qui n’y sépare pas les pilotes des partenaires.")
    said: list[Row] = fiche["partner_lines"] or []
    lines = [f"- {marked(typeset(str(one['text'])))} :small[:gray[ligne\u00a0{one['line']}]]" for one in said]
    acronyms.write("\n".join(lines))


def partners(own: Situation) -> None:
    names = [typeset(str(row["title"])) for row in records(own.partners)]
    if not names:
        st.caption("Le document ne nomme pas de partenaire ici.")
        return
    acronyms.write("\n".join(f"- {marked(name)}" for name in names))


def figures(found: Sequence[KeyFigure]) -> None:
    """The figures of the document: value, what it counts, year, remark, line."""
    st.caption(plain(sentence(found)))
    with st.grid(3, min_column_width=240):
        for each in found:
            line = f" · ligne\u00a0{each.line}" if each.line is not None else ""
            remark = f"  \n:small[{plain(each.note)}]" if each.note else ""
            acronyms.write(
                f"**{plain(each.value)}**  \n{marked(each.label)}  \n:small[:gray[{plain(each.year + line)}]]{remark}"
            )


def context(fiche: Row) -> None:
    """The document's own paragraphs, with their line."""
    items = fiche["context"] or []
    for item in [items] if isinstance(items, str) else items:
        text, line = (item, None) if isinstance(item, str) else (str(item.get("text", "")), item.get("line"))
        where = f"  \n:small[:gray[ligne\u00a0{line} du document]]" if line else ""
        acronyms.write(f"{marked(typeset(text))}{where}")


def already(found: Sequence[Row]) -> None:
    """« Exemples de ce qui se fait déjà », each with its line."""
    lines = [f" :small[:gray[ligne\u00a0{row['source_line']}]]" if row["source_line"] else "" for row in found]
    titles = [marked(typeset(str(row["title"]))) for row in found]
    acronyms.write("\n".join(f"- {title}{line}" for title, line in zip(titles, lines, strict=True)))


def rest(fiche: Gathered) -> None:
    """Figures, what is already done and the document's own words: only the parts that say something."""
    if fiche.printed:
        section("Chiffres du document")
        figures(fiche.printed)
    if fiche.already:
        section("Ce qui se fait déjà", "Exemples donnés par le document, sans état ni calendrier.")
        already(fiche.already)
    if fiche.row["context"]:
        section("Le contexte, dans les mots du document")
        with st.container(width=960):
            context(fiche.row)
