"""The letter as a mail: one HTML page that mail programs show alike, and the same in plain text.

Tables and styles written on each element, since mail programs drop the rest; no picture, no script, nothing asked of
any network, nothing that tells who read it. What people typed is escaped by the template.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from data.documents.letter.content import Letter, Part
from data.french import plural, shortened, typeset

LARGEST = 100_000
"""Bytes: some mail programs cut a longer message."""
_LENGTHS = (2_000, 600, 250)
"""Characters of a text, tried in turn until the page is small enough."""
_COUNTS = (120, 60, 30, 10, 0)
"""Then how many texts are kept in each part, the first ones of the plan."""
_WIDE = 76


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def letter_html(told: Letter) -> bytes:
    """The whole page, UTF-8, under `LARGEST` bytes: past that, texts are shortened, then the last ones left out, and
    the page says so."""
    page = _templates().get_template("mail.html.jinja")
    body = page.render(letter=told, cut="").encode()
    if len(body) <= LARGEST:
        return body
    tried = [(longest, None) for longest in _LENGTHS] + [(_LENGTHS[-1], most) for most in _COUNTS]
    for longest, most in tried:
        smaller, left = _reduced(told, longest, most)
        aside = f" {plural(left, 'texte n’y est pas', 'textes n’y sont pas')}." if left else ""
        said = f"Cette lettre est longue : les textes sont abrégés ici.{aside} La version à télécharger les donne tous."
        body = page.render(letter=smaller, cut=typeset(said)).encode()
        if len(body) <= LARGEST:
            break
    return body


def _reduced(told: Letter, longest: int, most: int | None) -> tuple[Letter, int]:
    """The letter with texts of at most `longest` characters, `most` of them a part of it, and how many are left out."""
    done, gone = _fewer(told.done, longest, most)
    coming, also = _fewer(told.coming, longest, most)
    decisions = told.decisions if most is None else told.decisions[:most]
    return replace(told, done=done, coming=coming, decisions=decisions), gone + also


def _fewer(parts: tuple[Part, ...], longest: int, most: int | None) -> tuple[tuple[Part, ...], int]:
    found: list[Part] = []
    held = gone = 0
    for part in parts:
        room = len(part.told) if most is None else max(0, most - held)
        kept = tuple(replace(one, text=shortened(one.text, longest)) for one in part.told[:room])
        held, gone = held + len(kept), gone + len(part.told) - len(kept)
        found.append(replace(part, told=kept))
    return tuple(found), gone


def letter_text(told: Letter) -> str:
    """The same in plain text, lines of 76 characters at most, for who reads mails without HTML."""
    # A no-break space is a letter like another: only plain spaces end a line.
    return "\n".join(row.rstrip() for row in _rows(told)).strip() + "\n"


def _rows(told: Letter) -> Iterator[str]:
    yield from _wrapped(f"{told.title} – {told.period}".upper())
    yield from _wrapped(f"{told.plan}, {told.departement}")
    yield ""
    for text in (told.demonstration, told.filters, told.opening, told.compared):
        if text:
            yield from (*_wrapped(text), "")
    for figure in told.figures:
        value = ", ".join(part for part in (figure.lead, figure.rest) if part)
        known = f" – {figure.coverage}" if figure.coverage else ""
        yield from _wrapped(typeset(f"{figure.title} : {value}{known}"), "- ")
    yield from _headed("Ce qui a été fait")
    yield from (*_wrapped(told.done_says), "")
    yield from _parts(told.done, rates=True)
    yield from _headed("Les décisions")
    yield from (*_wrapped(told.decisions_says), "")
    for title, where in told.decisions:
        yield from _wrapped(f"{title} ({where})", "- ")
    yield from _headed("Ce qui vient")
    yield from (*_wrapped(told.coming_says), "") if told.coming_says else ()
    yield from _parts(told.coming, rates=False)
    for name, on in told.meetings:
        yield from _wrapped(f"{name}, {on}", "- ")
    yield from _headed("Réagir")
    for text in told.react:
        yield from _wrapped(text)
    yield from _headed("D’où viennent ces chiffres")
    for name, text in told.origin:
        yield from _wrapped(typeset(f"{name} : {text}"))


def _parts(parts: tuple[Part, ...], *, rates: bool) -> Iterator[str]:
    for part in parts:
        yield from _wrapped(part.title)
        if rates and part.rate:
            yield from _wrapped(typeset(f"Actions réalisées : {part.rate}."), "  ")
        for one in part.told:
            yield from _wrapped(typeset(f"{one.fiche} – {one.title} : {' '.join(one.text.split())}"), "- ")
        yield ""


def _headed(text: str) -> tuple[str, ...]:
    return "", text.upper(), "-" * len(text)


def _wrapped(text: str, mark: str = "") -> list[str]:
    """`text` on lines of at most `_WIDE` characters; a no-break space never ends one."""
    held = textwrap.TextWrapper(
        _WIDE, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False, break_long_words=False
    )
    return held.wrap(text) or [""]
