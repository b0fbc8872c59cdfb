"""E-mail addresses: one plain address, which nothing can turn into a header or a second recipient."""

from __future__ import annotations

import re

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+{_LABEL}")
_LONGEST, _LONGEST_NAME = 254, 64


def email_address(text: str) -> str | None:
    """The address that `text` is, ends trimmed; None when it is not one, or one that old servers refuse (accents)."""
    found = text.strip(" ")
    if len(found) > _LONGEST or not _ADDRESS.fullmatch(found) or len(found.partition("@")[0]) > _LONGEST_NAME:
        return None
    return found
