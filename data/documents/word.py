"""An editable document to start from: our styles under their usual names, French, page numbers, nobody's name."""

# python-docx leaves part of its own types out.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportPrivateUsage=false

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from data.documents.letters import legible

ACCENT, INK, SOFT = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x1B, 0x1F, 0x24), RGBColor(0x4A, 0x55, 0x68)
FONT = "Calibri"
_SIZES = {"Title": 26, "Subtitle": 12, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11, "Caption": 9.5}
_TEXT_WIDTH = Cm(17)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def blank(title: str, subject: str, author: str, on: date, head: str, foot: str) -> Doc:
    """An A4 document without text.

    Args:
        author: an institution, never a person.
        on: the day written in its properties.
        head, foot: printed on every page; the page's number follows `foot`.
    """
    made = Document()
    _without_picture(made)
    _styles(made)
    properties = made.core_properties
    properties.title, properties.subject, properties.author = legible(title), legible(subject), legible(author)
    properties.language, properties.comments, properties.last_modified_by = "fr-FR", "", ""
    properties.created = properties.modified = datetime(on.year, on.month, on.day, tzinfo=UTC)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    section.header.paragraphs[0].text = legible(head)
    line = section.footer.paragraphs[0]
    line.paragraph_format.tab_stops.clear_all()
    line.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{legible(foot)}\t")
    _field(line, "PAGE")
    line.add_run(" / ")
    _field(line, "NUMPAGES")
    return made


def saved(made: Doc) -> bytes:
    """The document as the bytes of a DOCX."""
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def write(made: Doc, text: str, style: str | None = None) -> Any:
    """A paragraph; a line end of the text is one in the document."""
    paragraph = made.add_paragraph(style=style)
    for at, row in enumerate(text.split("\n")):
        run = paragraph.add_run()
        if at:
            run.add_break()
        run.add_text(legible(row))
    return paragraph


def pairs(made: Doc, rows: list[tuple[str, str]], wide: tuple[float, float] = (4.5, 12.5)) -> None:
    """Two columns without borders: a name in bold, then its text."""
    grid(made, None, rows, wide, style="Normal Table", bold_first=True)


def grid(
    made: Doc,
    heads: tuple[str, ...] | None,
    rows: list[tuple[str, ...]] | list[tuple[str, str]],
    wide: tuple[float, ...],
    *,
    style: str = "Table Grid",
    bold_first: bool = False,
) -> None:
    """A table whose row of headings comes back on each page. `wide`: width of each column, in centimetres."""
    if not rows:
        return
    table = made.add_table(rows=0, cols=len(wide), style=style)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(table.columns, wide, strict=True):
        column.width = Cm(width)
    for values, head in [*([(heads, True)] if heads else []), *((row, False) for row in rows)]:
        cells = table.add_row().cells
        for at, (cell, value) in enumerate(zip(cells, values, strict=True)):
            cell.width = Cm(wide[at])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(legible(value))
            run.bold = head or (bold_first and at == 0)
        properties = table.rows[-1]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _styles(made: Doc) -> None:
    language = made.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "fr-FR")
    normal = _font(made, "Normal", 11, INK)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    for name, size in _SIZES.items():
        colour = {"Subtitle": SOFT, "Caption": SOFT, "Heading 3": INK}.get(name, ACCENT)
        style = _font(made, name, size, colour)
        style.font.italic, style.font.bold = False, name.startswith(("Title", "Heading"))
    title: Any = made.styles["Title"]
    title.paragraph_format.space_after = Pt(2)
    _without(title.element, "w:pBdr")
    for name, before in (("Heading 1", 18), ("Heading 2", 12), ("Heading 3", 8)):
        style: Any = made.styles[name]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
        style.paragraph_format.keep_with_next = True
    quote = _font(made, "Quote", 11, INK)
    quote.font.italic = False
    quote.paragraph_format.left_indent, quote.paragraph_format.space_after = Cm(0.6), Pt(8)
    for name in ("Header", "Footer"):
        _font(made, name, 9, SOFT)
        _without(made.styles[name].element, "w:tabs")
    _without(made.styles["Subtitle"].element, "w:spacing", under="w:rPr")
    for border in made.styles["Table Grid"].element.iter(*(qn(f"w:{side}") for side in _SIDES)):
        border.set(qn("w:color"), "B9C9DA")


def _without_picture(made: Doc) -> None:
    """Drop the picture of a page that python-docx's own template brings: it shows another document."""
    package: Any = made.part.package
    related = package.rels
    for name, link in list(related.items()):
        if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            related.pop(name)


def _without(element: Any, name: str, under: str = "*") -> None:
    """Drop a setting that python-docx's own template brings."""
    for found in element.findall(f".//{qn(name)}"):
        if under == "*" or found.getparent().tag == qn(under):
            found.getparent().remove(found)


def _font(made: Doc, name: str, size: float, colour: RGBColor) -> Any:
    style: Any = made.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        # A theme's font would win over the one named.
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for part in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(part), FONT)
    return style


def _field(paragraph: Any, code: str) -> None:
    """A field that the reader's word processor works out: PAGE, NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
