"""The address and the memory of what is read: going back never empties a filter that nobody removed."""

import pytest

from tests.support.app import open_app, texts

pytestmark = pytest.mark.usefixtures("database_url")

WHOLE = "3 axes, 9 orientations"


def test_an_entry_without_parameters_that_nobody_chose_keeps_the_filters() -> None:
    app = open_app("lire/plan.py", axe="3")
    assert WHOLE not in texts(app)
    app.query_params.clear()
    app.run()
    assert WHOLE not in texts(app)
    assert app.query_params["axe"] == "3"


def test_going_back_to_a_page_read_without_a_filter_takes_it_off() -> None:
    app = open_app("lire/plan.py")
    assert WHOLE in texts(app)
    app.query_params["axe"] = "3"
    assert WHOLE not in texts(app.run())
    app.query_params.clear()
    assert WHOLE in texts(app.run())
