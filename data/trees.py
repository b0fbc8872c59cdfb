"""What is true of any tree told by parents: loops."""

from __future__ import annotations

from collections.abc import Mapping


def loops(parents: Mapping[str, str | None]) -> list[list[str]]:
    """Each loop once, as the codes on it in order (code → parent); a parent that is not a key ends its path."""
    found: list[list[str]] = []
    settled: set[str] = set()
    for start in parents:
        at: dict[str, int] = {}
        code: str | None = start
        while code is not None and code not in at and code not in settled:
            at[code] = len(at)
            code = parents.get(code)
        if code is not None and code in at:
            found.append(list(at)[at[code] :])
        settled.update(at)
    return found
