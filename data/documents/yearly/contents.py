"""What a Word document finds by itself: its contents, the numbers of its tables, the places that links lead to."""

# python-docx leaves part of its own types out.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

DEPTH = 1
"""Levels of headings that the contents list: below, each axis repeats the same ones."""


@dataclass(frozen=True)
class Entry:
    """A heading of the contents: `mark` is the bookmark that its link leads to."""

    level: int
    text: str
    mark: str


def marked(paragraph: Any, number: int) -> str:
    """Bookmark a heading; the name of the bookmark."""
    name = f"_Toc{number:06d}"
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)
    return name


def table_number(paragraph: Any, number: int) -> None:
    """The number of a table, that the word processor counts again when one is added."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "SEQ Tableau \\* ARABIC")
    field.append(_run("w:t", str(number)))
    paragraph._p.append(field)


def fill(made: Doc, place: Any, entries: Sequence[Entry]) -> None:
    """A contents field before `place`, already filled with links, that the word processor brings up to date."""
    for level in range(1, DEPTH + 1):
        style: Any = made.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        style.paragraph_format.left_indent, style.paragraph_format.space_after = Cm(0.6 * (level - 1)), Pt(3)
        style.font.bold = level == 1
    for at, entry in enumerate(entries):
        paragraph = place.insert_paragraph_before(style=f"toc {entry.level}")
        if at == 0:
            code = _run("w:instrText", f' TOC \\o "1-{DEPTH}" \\h \\z \\u ')
            paragraph._p.extend([_fence("begin"), code, _fence("separate")])
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), entry.mark)
        link.append(_run("w:t", entry.text))
        paragraph._p.append(link)
        if at == len(entries) - 1:
            paragraph._p.append(_fence("end"))


def _fence(kind: str) -> Any:
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def _run(tag: str, text: str) -> Any:
    run, said = OxmlElement("w:r"), OxmlElement(tag)
    said.set(qn("xml:space"), "preserve")
    said.text = text
    run.append(said)
    return run
