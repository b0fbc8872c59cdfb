"""What a scene is built from: its edition, what that edition is told from, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from data.conference.edition import EditionRow, Pin, SceneRow, Told
from data.conference.perimeter import perimeter_words, within
from data.errors import CapError
from data.french import typeset
from data.period import Period
from data.situation import Situation

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """One building of a deck. `public`: for the public page, where texts must be publishable and reread.

    `memory`: what several scenes compute alike (`once`).
    """

    edition: EditionRow
    told: Told
    public: bool = False
    memory: dict[tuple[object, ...], Any] = field(default_factory=dict[tuple[object, ...], Any], compare=False)

    def once(self, scene: SceneRow, name: str, make: Callable[[Situation], T]) -> T:
        """What `make` gives of the Situation that a scene counts on, computed once for all those that share it."""
        here = self.of(scene)
        key = (name, *self._part(scene))
        if key not in self.memory:
            self.memory[key] = make(here)
        return self.memory[key]

    def pin(self, scene: SceneRow) -> Pin:
        """The frozen state that a scene is told from: that of the plan it names, else the edition's own."""
        asked = scene.settings.get("plan")
        return next((pin for pin in self.edition.others if pin.plan == asked), self.edition.own)

    def whole(self, scene: SceneRow) -> Situation:
        """The Situation of the scene's plan, unfiltered. Raises CapError when the edition does not hold its state."""
        pin = self.pin(scene)
        asked = scene.settings.get("plan")
        if asked and asked != pin.plan:
            raise CapError(
                "Cette scène parle d’un plan que l’édition ne passe pas en revue\u00a0: ajoutez-le aux plans de "
                "l’édition, ou choisissez-en un autre dans la scène."
            )
        found = self.told.situations.get(pin)
        if found is None:
            when = Period.parse(pin.period)
            raise CapError(typeset(f"L’état figé {when.of} de ce plan est introuvable : liez l’édition à un autre."))
        return found

    def of(self, scene: SceneRow) -> Situation:
        """The Situation that a scene counts on: within the theme, unless it asks for the whole plan or another."""
        key, whole = self._part(scene), self.whole(scene)
        if key[1]:
            return whole
        if key not in self.memory:
            self.memory[key] = within(whole, self.edition.perimeter)
        return self.memory[key]

    def _part(self, scene: SceneRow) -> tuple[Pin, bool]:
        """The state of a scene, and whether it leaves the theme."""
        pin = self.pin(scene)
        return pin, pin != self.edition.own or bool(scene.settings.get("whole"))

    @property
    def words(self) -> str:
        """What the theme covers of the edition's plan, in French; empty for the whole."""
        return perimeter_words(self.told.situations[self.edition.own], self.edition.perimeter)
