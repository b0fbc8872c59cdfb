"""What tests of the entry form do without a browser: open it as somebody, choose, type, press."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from data.commands.report import save_draft
from data.database import Store
from data.entry.changes import Change, Field, to_draft
from data.vocabulary import Status
from tests.support.app import open_app
from tests.support.quarter import NOW, PLAN, TO_FILL, acting

NBSP = "\u00a0"


def entry(profile: str = "pilote", fiche: str | None = None, **address: str) -> AppTest:
    """« Ma saisie » as somebody, on the list or on the form of a fiche."""
    if fiche is not None:
        address["fiche"] = fiche
    return open_app("agir/saisie.py", donnees="reelles", plan=PLAN, profil=profile, **address)


def form_id(profile: str = "pilote", fiche: str = TO_FILL, period: str = NOW) -> str:
    """What the keys of a form begin with."""
    return f"saisie_{PLAN}_{period}_{fiche}_{profile}"


def key(field: Field, profile: str = "pilote", fiche: str = TO_FILL, period: str = NOW) -> str:
    return f"{form_id(profile, fiche, period)}_{field.key}"


def press(app: AppTest, name: str, profile: str = "pilote", fiche: str = TO_FILL, period: str = NOW) -> AppTest:
    return app.button(key=f"{form_id(profile, fiche, period)}_{name}").click().run()


def status(action: str, territory: str = "") -> Field:
    return Field("state", "status", action, territory)


def choose(app: AppTest, action: str, chosen: Status, profile: str = "pilote") -> AppTest:
    return app.pills(key=key(status(action), profile)).set_value(chosen).run()


def typed(store: Store, profile: str, **said: str) -> None:
    """A draft with texts, as the browser's component keeps them."""
    changes = {Field("text", name): Change(text, "") for name, text in said.items()}
    save_draft(store, acting(store, profile), PLAN, TO_FILL, NOW, to_draft(changes))


def fiches_listed(app: AppTest) -> list[str]:
    return [button.key.removeprefix("ouvrir_") for button in app.button if (button.key or "").startswith("ouvrir_")]
