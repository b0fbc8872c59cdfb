"""What the page works with: the board of the period shown, and those of the closed periods before it."""

from __future__ import annotations

from components.view import View
from data.measures.quality import Board, board
from data.period import Period
from data.reading.ahead import values_ahead


def current(now: View) -> Board:
    """The board of what is shown. What only the store knows (values ahead, closings without a frozen state) is told
    for the period as it is now, not for a frozen one."""
    plan = now.plan
    if now.number is not None:
        return now.once("qualite", lambda: board(now.situation))
    unfrozen = sorted((code for code in plan.closed if not plan.frozen.get(code)), key=Period.parse)
    return now.once(
        "qualite",
        lambda: board(
            now.situation, unfrozen=unfrozen, ahead=values_ahead(now.store, plan.code, now.head.today)
        ),
    )  # fmt: skip


def earlier(now: View) -> list[tuple[Board, bool]]:
    """(board, frozen) of each closed period before the one shown, oldest first, under the same filter."""
    known = sorted(Period.parse(code) for code in now.plan.closed if now.plan.frozen.get(code))
    return [
        (now.once(f"qualite {period.code}", lambda at=period: board(now.at(at))), True)
        for period in known
        if period < now.whole.period
    ]
