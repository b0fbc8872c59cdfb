"""A template and its data made into a PDF that screen readers can follow (PDF/UA-1), asking nothing of any network.

Data go to the template as JSON, never as markup: what people typed is printed letter for letter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from data.errors import CapError

_HERE = Path(__file__).parent
_NOT_MADE = (
    "Le document n’a pas pu être préparé. Rien n’a été modifié : les mêmes chiffres sont à l’écran. "
    "Prévenez l’administration de l’application si cela se répète."
)


class DocumentError(CapError):
    """A document cannot be made. The message is in French; the cause is chained."""


@cache
def _fonts() -> typst.Fonts:
    """The font of the pages, from its package; none of the machine's own, so that a page is the same everywhere."""
    folder = str(files("fontpkg_source_sans_3").joinpath("files"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def compiled(template: str, data: Mapping[str, Any], on: date) -> bytes:
    """The PDF of `data/documents/<template>.typ`; `on` is the day written in its properties.

    Raises:
        DocumentError: the template, its data or the font do not let it be made.
    """
    try:
        made = _compiler(template, data).compile(
            format="pdf", pdf_standards="ua-1", timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC)
        )
    except (typst.TypstError, OSError, ModuleNotFoundError) as error:
        raise DocumentError(_NOT_MADE) from error
    assert isinstance(made, bytes)
    return made


def picture(template: str, data: Mapping[str, Any]) -> bytes:
    """The same page as a PNG, for who wants to look at it without a reader of PDF."""
    made = _compiler(template, data).compile(format="png", ppi=144)
    return made[0] if isinstance(made, list) else made or b""


def _compiler(template: str, data: Mapping[str, Any]) -> typst.Compiler:
    source = (_HERE / f"{template}.typ").read_bytes()
    # Its folder is its only root: a template reads no other file of the machine.
    return typst.Compiler(source, root=str(_HERE), font_paths=_fonts(), sys_inputs={"data": json.dumps(dict(data))})
