"""The few gestures on the XML of a slide that python-pptx leaves to us. Its types are told in part only: Any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pptx.oxml as pptx_oxml
from pptx.oxml.ns import qn

from data.documents.letters import legible

LANGUAGE = "fr-FR"
NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RUNS = ("a:r", "a:fld", "a:br")


def element(text: str) -> Any:
    """An element from its XML. `{names}` in its first tag stands for the usual namespaces."""
    reader: Any = pptx_oxml
    return reader.parse_xml(text.replace("{names}", NAMES, 1))


def tag(name: str) -> str:
    """The qualified name of an element: « a:t » → « {…}t »."""
    return qn(name)


def attribute(value: object) -> str:
    """A value between quotes, whatever it holds."""
    return quoteattr(legible(str(value)))


def content(value: object) -> str:
    """A value as the text of an element, whatever it holds."""
    return escape(legible(str(value)))


def all_of(root: Any, *names: str) -> Iterator[Any]:
    """Every element of these names under `root`, itself included."""
    yield from root.iter(*(qn(name) for name in names))


def remove(node: Any) -> None:
    """Take an element out of its parent."""
    node.getparent().remove(node)


def described(shape: Any, name: str, text: str) -> None:
    """Name a shape and say what it shows, for who does not see it."""
    named = next(all_of(shape._element, "p:cNvPr"))
    named.set("name", legible(name))
    named.set("descr", legible(text))


def decorative(shape: Any) -> None:
    """A line or a block that says nothing: readers skip it."""
    named = next(all_of(shape._element, "p:cNvPr"))
    named.append(
        element(
            '<a:extLst {names}><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        )
    )


def in_french(root: Any) -> None:
    """Every text of a part is French: what spells and what reads aloud needs it on each run."""
    for run in all_of(root, *_RUNS):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, element("<a:rPr {names}/>"))
    for said in all_of(root, "a:rPr", "a:endParaRPr", "a:defRPr"):
        said.set("lang", LANGUAGE)
