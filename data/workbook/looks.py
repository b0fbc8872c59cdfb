"""The library that writes the workbook: how cells look, and numbers written whole."""

from __future__ import annotations

from io import BytesIO
from typing import Any, TypeAlias

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from data.workbook.column import Column, Kind

# The library describes its own types in part only: it is untyped from here on.
Book: TypeAlias = Any
Worksheet: TypeAlias = Any
Format: TypeAlias = Any

_INK, _PALE = "#1F3A5F", "#EEF2F7"


_NO_FORMULA = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def new_book(held: BytesIO) -> Book:
    """A workbook that goes to `held` once closed."""
    book: Any = xlsxwriter.Workbook(held, _NO_FORMULA)
    return book


def printed(sheet: Worksheet) -> None:
    """A sheet that is printed on pages as wide as it is, its headings on each."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def column_letter(index: int) -> str:
    """« A » for 0, « AB » for 27."""
    text = ""
    while index >= 0:
        text, index = chr(65 + index % 26) + text, index // 26 - 1
    return text


class Exact(float):
    """A number that the workbook keeps to its last figure: the library alone writes sixteen of its seventeen."""

    def __format__(self, spec: str, /) -> str:
        return repr(float(self))


def exact(value: float) -> float:
    return value if isinstance(value, int) else Exact(value)


class Looks:
    """The formats of a workbook."""

    def __init__(self, book: Book) -> None:
        top = {"valign": "top", "font_name": "Calibri", "font_size": 11}
        # The number format « @ » keeps « 1.10 » a text when somebody types it again; the quote mark, « =1+1 ».
        text = {**top, "num_format": "@", "quote_prefix": True}
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"}
        self.text: Format = book.add_format(text)
        self.long: Format = book.add_format({**text, "text_wrap": True})
        self.day: Format = book.add_format({**top, "num_format": "dd/mm/yyyy", "align": "left"})
        self.whole: Format = book.add_format({**top, "num_format": "0", "align": "left"})
        self.number: Format = book.add_format({**top, "num_format": "General", "align": "right"})
        self.heading: Format = book.add_format({**head, "font_color": "#FFFFFF", "bg_color": "#5B6B80"})
        self.required: Format = book.add_format({**head, "font_color": "#FFFFFF", "bg_color": _INK})
        self.label: Format = book.add_format({**top, "bold": True, "bg_color": _PALE, "text_wrap": True})
        self.help: Format = book.add_format({**top, "font_color": "#5B6B80", "text_wrap": True})
        self.title: Format = book.add_format({"bold": True, "font_size": 18, "font_color": _INK, "text_wrap": True})
        self.part: Format = book.add_format({"bold": True, "font_size": 13, "font_color": _INK, "valign": "vcenter"})
        self.warning: Format = book.add_format({**top, "bold": True, "bg_color": "#FFF3CD", "text_wrap": True})
        self.link: Format = book.add_format({**top, "font_color": "#1F5FBF", "underline": 1})

    def of(self, column: Column) -> Format:
        """The format of a column's cells."""
        match column.kind:
            case Kind.DAY:
                return self.day
            case Kind.WHOLE:
                return self.whole
            case Kind.NUMBER:
                return self.number
            case Kind.LONG | Kind.CODES | Kind.NAMES:
                return self.long
            case _:
                return self.text
