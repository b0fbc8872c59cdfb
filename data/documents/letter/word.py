"""The letter as an editable document (DOCX), in the styles of the word processor."""

# python-docx leaves part of its own types out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from datetime import date

from docx.document import Document as Doc

from data.documents.letter.content import Letter, Part
from data.documents.word import blank, grid, pairs, saved, write
from data.french import typeset


def letter_docx(told: Letter, on: date) -> bytes:
    """The document; `on` is the day written in its properties."""
    label = " · données de démonstration" if told.demonstration else ""
    made = blank(
        title=f"{told.title} – {told.period}",
        subject=told.plan,
        author=f"Département : {told.departement}",
        on=on,
        head=typeset(f"{told.plan} · {told.departement}{label}"),
        foot=typeset(f"{told.title}, {told.period}"),
    )
    write(made, told.title, "Title")
    write(made, f"{told.plan}, {told.departement} – {told.period}", "Subtitle")
    for note in (told.demonstration, told.filters):
        if note:
            write(made, note, "Caption")
    write(made, told.opening)
    if told.compared:
        write(made, told.compared)
    figures = [(one.title, f"{one.lead}\n{one.rest}".strip(), one.coverage) for one in told.figures]
    if figures:
        grid(made, ("Chiffre", "Valeur", "Ce que l’on sait"), figures, (5.5, 5.5, 6))
    write(made, "Ce qui a été fait", "Heading 1")
    write(made, told.done_says)
    _parts(made, told.done, rates=True)
    write(made, "Les décisions", "Heading 1")
    write(made, told.decisions_says).paragraph_format.keep_with_next = bool(told.decisions)
    for title, where in told.decisions:
        write(made, typeset(f"{title} ({where})"), "List Bullet")
    write(made, "Ce qui vient", "Heading 1")
    if told.coming_says:
        write(made, told.coming_says)
    _parts(made, told.coming, rates=False)
    if told.meetings:
        write(made, "Les prochaines réunions", "Heading 2")
    for name, on_ in told.meetings:
        write(made, f"{name}, {on_}", "List Bullet")
    write(made, "Réagir", "Heading 1")
    for text in told.react:
        write(made, text)
    write(made, "D’où viennent ces chiffres", "Heading 1")
    for names, formula in told.methods:
        write(made, typeset(f"{names} : {formula}"), "Caption")
    pairs(made, list(told.origin))
    return saved(made)


def _parts(made: Doc, parts: tuple[Part, ...], *, rates: bool) -> None:
    for part in parts:
        write(made, part.title, "Heading 2")
        if rates and part.rate:
            rate = write(made, typeset(f"Actions réalisées : {part.rate}"), "Caption")
            rate.paragraph_format.keep_with_next = bool(part.told)
        for one in part.told:
            write(made, f"{one.fiche} – {one.title}", "Heading 3")
            write(made, one.text, "Quote")
