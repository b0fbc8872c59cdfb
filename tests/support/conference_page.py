"""The page « Conférence » of the real plan, opened and pressed without a browser."""

from __future__ import annotations

from datetime import date

from streamlit.testing.v1 import AppTest

from data.commands.edition import create_edition
from data.conference.edition import EditionInput, EditionRow, SceneInput
from data.database import Store
from data.reading.editions import edition
from data.vocabulary import SceneKind
from tests.support.app import open_app
from tests.support.quarter import BEFORE, PLAN, acting

PAGE = "raconter/conference.py"
THEME = "fracture numérique"


def opened(profile: str = "coordination", **address: str) -> AppTest:
    """The page as a profile sees it at an address; fails on a traceback."""
    app = open_app(PAGE, **{"donnees": "reelles", "plan": PLAN, "profil": profile, **address})
    assert not app.exception, app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    """A click on the button of this key, and the page after it."""
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def keys(app: AppTest) -> set[str]:
    """Keys of what may be pressed, typed in or switched."""
    return {box.key or "" for kind in ("button", "text_input", "text_area", "toggle") for box in app.get(kind)}


def toasts(app: AppTest) -> str:
    """What the page says in passing."""
    return " ".join(toast.value for toast in app.toast).replace("\\", "")


def prepared(store: Store, *scenes: SceneInput, theme: str = THEME) -> EditionRow:
    """An edition of the plan with these scenes, bound to the closed period."""
    said = EditionInput(2026, theme, held_on=date(2026, 9, 24), place="Valence")
    number = create_edition(store, acting(store, "presentation"), PLAN, said, period=BEFORE, scenes=scenes)
    return one(store, number)


def one(store: Store, number: int) -> EditionRow:
    """The edition as the store holds it now."""
    found = edition(store, number)
    assert found is not None
    return found


def at(found: EditionRow, rank: int = 1) -> dict[str, str]:
    """The address of a scene."""
    return {"edition": str(found.id), "scene": str(found.scenes[rank - 1].id)}


TITLE, THANKS = SceneInput(SceneKind.TITLE), SceneInput(SceneKind.THANKS, settings={"text": "Merci."})
QUOTE = SceneInput(SceneKind.QUOTE, settings={"text": "On souffle enfin.", "said_by": "Une aidante"})
