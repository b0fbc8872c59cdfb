"""What a scene is built from: its edition, what that edition is told from, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from data.conference.edition import EditionRow, Pin, Reread, SceneRow, Told
from data.conference.perimeter import perimeter_words, within
from data.conference.slide import Slide
from data.errors import CapError
from data.french import typeset
from data.period import Period
from data.situation import Situation

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """One building of a deck. `public`: for the public page, where texts must be publishable and reread.

    `memory`: what several scenes compute alike (`once`), and the slides already built (`slide`).
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

    def slide(self, scene: SceneRow, build: Callable[[SceneRow, Scope], Slide]) -> Slide:
        """What `build` gives of a scene, built once as long as the scene shows the same."""
        # Its rank, its notes and whether it is public are said by the deck, not by the slide's builder.
        shown = replace(scene, version=0, position=0, notes="", public=True)
        held = self.memory.get(("slide", scene.id))
        if held is None or held[0] != shown:
            held = self.memory["slide", scene.id] = (shown, build(scene, self))
        return held[1]

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


class Memory:
    """What was computed of an edition, kept from one building to the next: one scene changed, one slide is built.

    Nothing is guessed: all that a slide hangs on but its scene is compared, and forgotten as soon as it differs.
    """

    def __init__(self) -> None:
        self._held: dict[bool, tuple[object, dict[tuple[object, ...], Any]]] = {}

    def scope(self, edition: EditionRow, told: Told, public: bool = False) -> Scope:
        """What the scenes of an edition are built from, with what is still true of the last building."""
        facts = _facts(edition, told, public)
        held = self._held.get(public)
        if held is None or held[0] != facts:
            held = self._held[public] = (facts, {})
        return Scope(edition, told, public, held[1])


def _facts(edition: EditionRow, told: Told, public: bool) -> object:
    """All that slides hang on but their scenes. A frozen Situation never changes: its checksum stands for it."""
    # Inside, texts show whether they are reread or not.
    read: Mapping[str, Reread] = edition.rereadings if public else {}
    bare = replace(edition, version=0, scenes=(), digest="", rereadings=read)
    return bare, tuple(told.situations), replace(told, situations={})
