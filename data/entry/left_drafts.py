"""What a draft still holds once its period is closed: words to read and copy, no longer to send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from data.entry.words import MEASURE_TITLES, STATE_TITLES
from data.french import NBSP, capitalised, number
from data.vocabulary import REPORT_TEXTS, Status, label

_STATUSES = {status.value: label(status) for status in Status}


def left_words(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(heading, words) of each field of a draft in which somebody wrote or chose something; texts first."""
    held: Any = body.get("champs")
    fields = cast(dict[str, Any], held) if isinstance(held, dict) else {}
    texts: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for key, pair in fields.items():
        kind, name, code, territory = (*key.split("|"), "", "", "", "")[:4]
        mine: Any = cast(list[Any], pair)[0] if isinstance(pair, list) and pair else None
        if mine in (None, "", False):
            continue
        if kind == "text":
            texts.append((REPORT_TEXTS.get(name, name), str(mine)))
        elif kind in ("state", "measure"):
            where = f"{code} ({territory})" if territory else code
            words = number(mine, 4) if isinstance(mine, (int, float)) else str(mine)
            words = _STATUSES.get(words, words) if name == "status" else words
            titles = STATE_TITLES if kind == "state" else MEASURE_TITLES
            others.append((f"{where}{NBSP}: {titles.get(name, name)}", capitalised(words)))
    return [*texts, *others]
