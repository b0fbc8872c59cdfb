"""What a scene is built from: its edition, what that edition is told from, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from data.conference.edition import EditionRow, Pin, SceneRow, Told
from data.conference.perimeter import within
from data.situation import Situation


@dataclass(frozen=True)
class Scope:
    """One building of a deck. `public`: for the public page, where texts must be publishable and reread."""

    edition: EditionRow
    told: Told
    public: bool = False

    def pin(self, scene: SceneRow) -> Pin:
        """The frozen state that a scene is told from: that of the plan it names, else the edition's own."""
        asked = scene.settings.get("plan")
        return next((pin for pin in self.edition.others if pin.plan == asked), self.edition.own)

    def whole(self, scene: SceneRow) -> Situation:
        """The Situation of the scene's plan, unfiltered."""
        return self.told.situations[self.pin(scene)]

    def of(self, scene: SceneRow) -> Situation:
        """The Situation that a scene counts on: within the theme, unless it asks for the whole plan or another."""
        pin = self.pin(scene)
        if pin != self.edition.own or scene.settings.get("whole"):
            return self.told.situations[pin]
        return within(self.told.situations[pin], self.edition.perimeter)
