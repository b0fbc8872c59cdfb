"""A Situation frozen and read back: nothing changes on the way, and what was touched is refused."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from data.columns import COLUMNS
from data.errors import StoreError
from data.freezing import FORMAT, Frozen, freeze, thaw
from data.freezing.canonical import canonical
from data.situation import PlanCard, Situation, frame
from data.vocabulary import Status
from tests.support.measures import changed, drome, said, situation
from tests.support.same import same

ACTIONS = changed(drome().actions, ["P4-05"], territorial=True)
AWKWARD = [
    'Il a dit "oui", puis \\ et <b>non</b>',
    "ligne 1\nligne 2\ttabulée",
    "\u202eécrit de droite à gauche",
    "مرحبا",
    "\u2028séparateur\u2029",
    "😀",
    '{"d": "2026-06-30"}',
    "",
]


def quarter(**tables: Any) -> Situation:
    """A real plan in its third quarter, with words of every shape."""
    words = [
        said("P1-01", "2026-T2", Status.IN_PROGRESS, 40.0, comment=AWKWARD[0]),
        said("P2-01", "2026-T3", Status.POSTPONED, new_ends_on=date(2028, 12, 31), reason=AWKWARD[2]),
        said("P4-05", "2026-T3", Status.DONE, place="A", said_on=date(2026, 9, 30)),
    ]
    return situation(drome(), words, "2026-T3", actions=ACTIONS, peers="AB", **tables)


def bodies(*values: Any) -> pd.DataFrame:
    """A table of which one column holds anything at all."""
    return frame(
        "entries",
        [{"kind": "x", "code": str(at), "source_line": at, "body": value} for at, value in enumerate(values)],
    )


def rewritten(frozen: Frozen, change: Callable[[dict[str, Any]], None]) -> Frozen:
    """The frozen state whose body was changed by somebody who also made its checksum anew."""
    body = json.loads(zlib.decompress(frozen.body))
    change(body)
    text = json.dumps(body).encode()
    return Frozen(frozen.format, hashlib.sha256(text).hexdigest(), zlib.compress(text))


# --- nothing changes -------------------------------------------------------------------------------------------------


def test_a_situation_comes_back_as_it_was() -> None:
    wanted = quarter()
    same(thaw(freeze(wanted)), wanted)


def test_what_comes_back_is_frozen_the_same() -> None:
    frozen = freeze(quarter())
    assert freeze(thaw(frozen)) == frozen
    assert frozen.format == FORMAT


def test_the_order_of_the_keys_does_not_matter() -> None:
    one = quarter().with_(entries=bodies({"a": 1, "b": {"c": 2, "d": 3}}))
    other = quarter().with_(entries=bodies({"b": {"d": 3, "c": 2}, "a": 1}))
    assert freeze(one) == freeze(other)


def test_a_single_value_changes_the_checksum() -> None:
    one = quarter()
    fiches = one.fiches.copy()
    fiches.loc[0, "title"] = "Autre"
    assert freeze(one.with_(fiches=fiches)).sha256 != freeze(one).sha256


@pytest.mark.parametrize(
    "value",
    [
        None,
        date(2026, 6, 30),
        0,
        0.0,
        -0.0,
        1e-300,
        0.1 + 0.2,
        2**53 + 1,
        True,
        [],
        {},
        {"d": 1},
        {"d": "2026-06-30"},
        {"nan": 1},
        {"o": {"o": {}}},
        {"": None, "é": [date(2026, 1, 1), {"d": [None]}]},
        [[1, [2.5, None]], "x"],
        *AWKWARD,
    ],
    ids=repr,
)
def test_any_value_of_a_table_survives(value: Any) -> None:
    (found,) = thaw(freeze(EMPTY.with_(entries=bodies(value)))).entries["body"]
    assert found == value
    assert repr(found) == repr(value)  # 0 is not 0.0, nor False


def test_a_missing_number_and_nothing_at_all_stay_apart() -> None:
    found = thaw(freeze(EMPTY.with_(entries=bodies(None, float("nan"), 3.5)))).entries["body"].tolist()
    assert found[0] is None
    assert found[1] != found[1]
    assert found[2] == 3.5


def test_the_word_of_a_vocabulary_is_its_text() -> None:
    found = thaw(freeze(EMPTY.with_(entries=bodies(Status.DONE)))).entries["body"].tolist()
    assert type(found[0]) is str
    assert found == ["realisee"]


def test_a_number_that_is_no_number_is_not_frozen() -> None:
    with pytest.raises(ValueError, match="JSON"):
        freeze(EMPTY.with_(entries=bodies(float("inf"))))


words = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_infinity=False),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(AWKWARD),
)
nested = st.recursive(
    words,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(["d", "nan", "o"]), st.text(max_size=4)), inner, max_size=3),
    ),
    max_leaves=6,
)
EMPTY = quarter().with_(**{name: frame(name, []) for name in COLUMNS})


def ordered(value: Any) -> Any:
    """The same with the keys of its dictionaries in order: their order is not part of what is frozen."""
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value)}
    return [ordered(each) for each in value] if isinstance(value, list) else value


@settings(max_examples=30, deadline=None)
@given(st.lists(nested, max_size=5), st.lists(st.one_of(st.floats(0, 100), st.just(float("nan"))), max_size=4))
def test_any_table_survives(values: list[Any], percents: list[float]) -> None:
    percent = frame("measures", [{"indicator_code": "I", "value": value} for value in percents])
    percent["value"] = pd.Series(percents, dtype="float64")
    wanted = EMPTY.with_(entries=bodies(*values), measures=percent)
    frozen = freeze(wanted)
    found = thaw(frozen)
    assert repr(ordered(found.entries["body"].tolist())) == repr(ordered(wanted.entries["body"].tolist()))
    assert_frame_equal(found.measures, wanted.measures, check_exact=True)
    assert freeze(found) == frozen


# --- what was touched is refused -------------------------------------------------------------------------------------


def test_a_flipped_byte_is_refused_wherever_it_stands() -> None:
    frozen = freeze(quarter())
    for at in range(0, len(frozen.body), max(1, len(frozen.body) // 40)):
        body = bytearray(frozen.body)
        body[at] ^= 1
        with pytest.raises(StoreError, match=r"endommagé.*Restaurez la dernière sauvegarde"):
            thaw(replace(frozen, body=bytes(body)))


@pytest.mark.parametrize("body", [b"", b"une lettre", zlib.compress(b"{}"), zlib.compress(b"")])
def test_another_body_is_refused(body: bytes) -> None:
    with pytest.raises(StoreError, match="son empreinte ne correspond plus"):
        thaw(replace(freeze(quarter()), body=body))


def test_a_cut_body_is_refused() -> None:
    frozen = freeze(quarter())
    with pytest.raises(StoreError, match="endommagé"):
        thaw(replace(frozen, body=frozen.body[:-8]))


def test_another_checksum_is_refused() -> None:
    frozen = freeze(quarter())
    with pytest.raises(StoreError, match="endommagé"):
        thaw(replace(frozen, sha256=frozen.sha256[::-1]))


@pytest.mark.parametrize("number", [0, 2, 99])
def test_an_unknown_format_says_what_to_install(number: int) -> None:
    with pytest.raises(StoreError, match=rf"format \({number}\) que cette version ne lit pas. Installez"):
        thaw(replace(freeze(quarter()), format=number))


def test_a_situation_that_a_filter_narrowed_is_not_frozen() -> None:
    for narrowed in (replace(quarter(), territory_code="A"), replace(quarter(), kept=("Axe 1",))):
        with pytest.raises(AssertionError, match="only a whole Situation"):
            canonical(narrowed)


# --- what came into use later ----------------------------------------------------------------------------------------


def test_a_table_that_was_not_there_yet_is_empty() -> None:
    found = thaw(rewritten(freeze(quarter()), lambda body: body["tables"].pop("meetings")))
    assert list(found.meetings.columns) == list(COLUMNS["meetings"])
    assert len(found.meetings) == 0


def test_a_column_that_was_not_there_yet_holds_nothing() -> None:
    wanted = quarter()
    found = thaw(rewritten(freeze(wanted), lambda body: body["tables"]["fiches"]["columns"].pop("context")))
    assert found.fiches["context"].tolist() == [None] * len(wanted.fiches)
    assert_frame_equal(found.fiches.drop(columns="context"), wanted.fiches.drop(columns="context"))


def test_what_is_no_longer_in_use_is_left_out() -> None:
    def older(body: dict[str, Any]) -> None:
        body["tables"]["fiches"]["columns"]["autrefois"] = [1] * body["tables"]["fiches"]["rows"]
        body["tables"]["autrefois"] = {"columns": {}, "rows": 0, "types": {}}
        body["plan"]["autrefois"] = "x"

    same(thaw(rewritten(freeze(quarter()), older)), quarter())


def test_every_field_of_the_card_is_frozen() -> None:
    assert {field.name for field in fields(PlanCard)} == set(json.loads(canonical(quarter()))["plan"])
