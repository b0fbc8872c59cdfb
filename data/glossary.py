"""The acronyms that a plan's document explains, and those that a text uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from data.french import typeset
from data.measures.columns import records
from data.situation import Situation

_NOTE = re.compile(r"\s*\([^)]*\)\s*$")
_CAPITALS = re.compile(r"[A-ZÀ-Ý0-9].*[A-ZÀ-Ý0-9]")


def acronyms(situation: Situation) -> dict[str, str]:
    """Acronym → its meaning as the document gives it, in the order of the document; {} when it has no glossary.

    « BRSA / RSA » gives two acronyms, « NOTRe (loi) » one; one that has several meanings keeps them all.
    """
    found: dict[str, list[str]] = {}
    for row in records(situation.entries):
        if row["kind"] != "glossary":
            continue
        body: dict[str, Any] = row["body"] or {}
        meaning = typeset(" ".join(str(body.get("meaning") or "").split()))
        for part in _NOTE.sub("", str(row["title"])).split(" / "):
            name = part.strip()
            if meaning and _CAPITALS.search(name) and meaning not in found.setdefault(name, []):
                found[name].append(meaning)
    return {name: "\u00a0; ou ".join(meanings) for name, meanings in found.items()}


def pieces_of(text: str, known: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """`text` cut where an acronym stands: (words, None) and (acronym as written, its meaning), in order.

    A whole word, in the same capitals, the longest first: « RSA » is not in « RSAA »; « EHPADs » is a plural.
    """
    if not known:
        if text:
            yield text, None
        return
    at = 0
    for match in _pattern(tuple(known)).finditer(text):
        if match.start() > at:
            yield text[at : match.start()], None
        yield match[0], known[match["name"]]
        at = match.end()
    if at < len(text):
        yield text[at:], None


def found_in(text: str | Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """The acronyms that one or several texts use, with their meaning, each once, in alphabetical order."""
    if not known:
        return {}
    texts = [text] if isinstance(text, str) else text
    names = {match["name"] for each in texts for match in _pattern(tuple(known)).finditer(each)}
    return {name: known[name] for name in sorted(names)}


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?P<name>{'|'.join(map(re.escape, longest_first))})s?(?!\w)")
