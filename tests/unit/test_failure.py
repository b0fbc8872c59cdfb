"""An error on a page is a French sentence; a defect gets a number that the log knows."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from data.errors import CapError


def show_expected() -> None:
    from components.failure import tell
    from data.errors import CapError

    assert tell(CapError("La période est close."))


def show_defect() -> None:
    from components.failure import tell

    assert tell(ZeroDivisionError("division by zero"))


def test_an_expected_error_is_shown_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    shown = AppTest.from_function(show_expected).run()

    assert [error.value for error in shown.error] == [str(CapError("La période est close."))]
    assert "incident" not in caplog.text


def test_a_defect_is_told_without_its_details_and_can_be_found(caplog: pytest.LogCaptureFixture) -> None:
    shown = AppTest.from_function(show_defect).run()

    (message,) = [error.value for error in shown.error]
    assert "division" not in message
    reference = re.search(r"incident\u00a0([0-9A-F]{6})", message)
    assert reference
    assert f"incident {reference.group(1)}: ZeroDivisionError" in caplog.text
