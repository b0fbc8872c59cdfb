"""The small maps of the page of territories: only once asked for, one a quarter or an axis, light enough to send."""

import pytest

from tests.support.app import open_app, texts

PAGE = "lire/territoires.py"


@pytest.mark.usefixtures("database_url")
def test_small_maps_are_drawn_once_asked_for_and_stay_in_the_address() -> None:
    app = open_app(PAGE)
    assert not app.get("html")
    app.button_group(key="petites_cartes").set_value("trimestres").run()
    assert not app.exception
    assert dict(app.query_params)["petites"] == "trimestres"
    (drawn,) = app.get("html")
    html = drawn.proto.body
    assert html.count('usemap="#petite-carte-') == 5
    assert "3e trimestre 2026" in html
    assert len(html) < 150_000
    assert "tous territoires ensemble" in texts(app)
    app.button_group(key="petites_cartes").set_value("axes").run()
    assert app.get("html")[0].proto.body.count('usemap="#petite-carte-') == 3
    app.selectbox(key="mesure_carte").set_value("population").run()
    assert not app.get("html")
    assert "choisissez ce que montre la carte" in texts(app)
