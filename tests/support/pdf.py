"""A PDF read back: its words, its tags, the alternatives of its drawings."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import Any

from pypdf import PdfReader


def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def words(found: PdfReader) -> str:
    """The text on one line: where a line breaks is the page's own affair."""
    return flat(" ".join(page.extract_text() for page in found.pages))


def flat(text: str) -> str:
    """`text` with one plain space for any white, as `words` gives it."""
    return re.sub(r"\s+", " ", text)


def tags(found: PdfReader) -> Counter[str]:
    """How many of each tag the document's tree holds (« /H1 », « /TH », « /Figure »…)."""
    root: Any = found.trailer["/Root"]
    return Counter(_tags(root["/StructTreeRoot"]))


def alternatives(found: PdfReader) -> list[str]:
    """Text alternatives of the tagged tree."""
    root: Any = found.trailer["/Root"]
    return _alternatives(root["/StructTreeRoot"])


def is_accessible(found: PdfReader) -> bool:
    """Tagged, in French, said to be PDF/UA, with a title."""
    root: Any = found.trailer["/Root"]
    return bool(
        root["/Lang"] == "fr-FR"
        and root["/MarkInfo"]["/Marked"]
        and b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
        and found.metadata
        and found.metadata.title
    )


def _tags(node: Any) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [name for each in node for name in _tags(each)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + (_tags(node["/K"]) if "/K" in node else [])


def _alternatives(node: Any) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [text for each in node for text in _alternatives(each)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (_alternatives(node["/K"]) if "/K" in node else [])
