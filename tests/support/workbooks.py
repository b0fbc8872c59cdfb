"""A plan's workbook as somebody leaves it after working in it with another program than ours, and files that lie."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from data.workbook.write import workbook
from tests.support.small_plan import small_body

Edit = Callable[[Any], object]


def body() -> dict[str, Any]:
    """A copy of the small plan's body, with the revision and values that a test may change."""
    return copy.deepcopy(small_body())


@cache
def plain() -> bytes:
    """The small plan's workbook."""
    return workbook(body())


def edited(edit: Edit, content: bytes | None = None) -> bytes:
    """The workbook changed by hand, and saved by another library."""
    book = openpyxl.load_workbook(io.BytesIO(plain() if content is None else content))
    edit(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def moment(*parts: int) -> datetime:
    """A day, and an hour perhaps, as a spreadsheet has it: without a time zone."""
    return datetime(*parts)  # noqa: DTZ001  # type: ignore[arg-type]


def letter(sheet: Worksheet, label: str) -> str:
    """The letter of the column that bears this heading."""
    return next(cell.column_letter for cell in sheet[1] if cell.value == label)


def put(sheet: str, label: str, line: int, value: Any, number_format: str | None = None) -> Edit:
    """Write one cell."""

    def edit(book: Any) -> None:
        cell = book[sheet][f"{letter(book[sheet], label)}{line}"]
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return edit


def column(content: bytes, sheet: str, label: str) -> list[Any]:
    """What the cells of a column hold, its heading left out."""
    held = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    return [cell.value for cell in held[letter(held, label)][1:]]


def rezipped(content: bytes, more: dict[str, bytes] | None = None, change: Callable[[str, bytes], bytes] | None = None):
    """The archive with parts added or changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            part = source.read(name)
            out.writestr(name, change(name, part) if change else part)
        for name, part in (more or {}).items():
            out.writestr(name, part)
    return held.getvalue()


def sheet_of(rows: Iterable[bytes]) -> bytes:
    """The XML of a sheet of these rows."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + space + b'"><sheetData>' + b"".join(rows) + b"</sheetData></worksheet>"
