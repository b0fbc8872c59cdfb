"""What of a plan any reader may take away: the plan as its document says it, without what screens mask or keep."""

from __future__ import annotations

from typing import Any

from data.bodies.columns import LIFE


def public(body: dict[str, Any]) -> dict[str, Any]:
    """The body without the values of its indicators (small counts are not masked in it) nor its life."""
    empty: list[Any] = []
    return body | dict.fromkeys(("measures", *LIFE), empty)
