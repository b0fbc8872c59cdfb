"""Two Situations are the same, to the last value and to the type of each column."""

from dataclasses import fields

from pandas.testing import assert_frame_equal

from data.columns import COLUMNS
from data.situation import Situation


def same(found: Situation, wanted: Situation, but: tuple[str, ...] = ()) -> None:
    """Fails on the first table or field that differs; `but`: fields of the Situation that may."""
    for name in COLUMNS:
        if name not in but:
            assert_frame_equal(getattr(found, name), getattr(wanted, name), check_exact=True, obj=name)
    for field in fields(Situation):
        if field.name not in (*COLUMNS, *but):
            assert getattr(found, field.name) == getattr(wanted, field.name), field.name
