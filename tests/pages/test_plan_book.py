"""The plan's workbook is offered on the page Plan, and says what is in it for this profile."""

from __future__ import annotations

from tests.support.app import open_app


def offered(profile: str) -> list[str]:
    app = open_app("lire/plan.py", donnees="demonstration", profil=profile)
    assert not app.exception
    found = [button.proto for button in app.get("download_button")]
    return [button.help for button in found if button.label == "Classeur Excel du plan"]


def test_any_profile_takes_the_plan_away_and_who_edits_it_its_values_too(database_url: str) -> None:
    (reader,), (coordination,) = offered("lecture"), offered("demo-coordination")
    assert "sans les valeurs ni le suivi" in reader
    assert "valeurs et suivi compris" in coordination
