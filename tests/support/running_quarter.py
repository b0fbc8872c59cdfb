"""The application running on the quarter of `tests.support.quarter`, and a person’s hands on its entry form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from data.database import Store
from tests.support.quarter import PLAN, TO_FILL


@dataclass(frozen=True)
class Quarter:
    """A running application on a store of its own, open on the quarter of `tests.support.quarter`."""

    url: str
    path: Path
    fresh: Path

    @property
    def store(self) -> Store:
        return Store(f"sqlite:///{self.path}")

    def form(self, fiche: str = TO_FILL, profile: str = "pilote") -> str:
        return f"{self.url}/saisie?donnees=reelles&plan={PLAN}&profil={profile}&fiche={fiche}"


def text_field(page: Page, name: str = "Réalisé") -> Locator:
    return page.get_by_label(name, exact=True)


def status_group(page: Page, action: str) -> Locator:
    return page.get_by_role("radiogroup", name=re.compile(f"^État de l’action {action} "))


class Hand:
    """Acts on a page and counts: a click is one interaction, and so is each key pressed, letters included."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.interactions = 0

    def click(self, what: Locator) -> None:
        self.interactions += 1
        what.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.interactions += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Letter by letter, at the pace of a person."""
        self.interactions += len(text)
        self.page.keyboard.type(text, delay=60)
