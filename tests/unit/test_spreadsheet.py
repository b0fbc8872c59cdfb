"""What people typed stays text in a spreadsheet; what we wrote as a number is read as one."""

import pandas as pd
import pytest

from data.french import number
from data.spreadsheet import french_csv, neutral


@pytest.mark.parametrize("typed", ["=1+1", "+33 4 75", "-a", "@somme", "\tx"])
def test_what_would_compute_is_marked(typed: str) -> None:
    assert neutral(typed) == f"'{typed}"


@pytest.mark.parametrize(("value", "read"), [(-1234.5, "-1\u202f234,5"), (3.0, "3"), (-0.04, "0")])
def test_a_written_number_keeps_the_minus_that_a_spreadsheet_reads(value: float, read: str) -> None:
    assert neutral(number(value)) == read
    assert french_csv(pd.DataFrame({"Valeur": [number(value)]})).decode("utf-8-sig").splitlines()[1] == read


def test_words_are_left_alone() -> None:
    assert neutral("−3 points, dit-on") == "−3 points, dit-on"
