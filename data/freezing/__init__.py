"""Freezing a period: the whole Situation as canonical JSON, and the few figures that trends are drawn from.

`canonical` writes and reads the frozen body, `trends` computes the figures kept beside it. No SQL here: the rows are
written by `data.commands.campaign` and read by `data.reading.frozen`.
"""

from data.freezing.canonical import FORMAT, Frozen, freeze, thaw

__all__ = ["FORMAT", "Frozen", "freeze", "thaw"]
