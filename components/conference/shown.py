"""What the page shows of an edition: its row, read at each run, what it is told from, and its deck."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from components import access, acting, address
from components.conference import telling
from components.serving import base_path
from components.view import View
from data.conference.edition import EditionRow, Pin, SceneRow, Told
from data.conference.slide import Deck, Slide
from data.period import Period
from data.permissions import Act
from data.reading import PlanHead
from data.reading.editions import edition as read_edition
from data.situation import Situation

WHO = "Un profil de présentation ou de coordination peut préparer une édition."
"""Said to who may only read."""


@dataclass(frozen=True)
class Shown:
    """One edition on screen. `presents`, `publishes`: what this profile may do here; the commands check again."""

    now: View
    edition: EditionRow
    told: Told
    deck: Deck
    presents: bool
    publishes: bool

    @property
    def scene(self) -> SceneRow | None:
        """The scene chosen in the address, else the first; None without any."""
        asked = address.current("scene")
        scenes = self.edition.scenes
        return next((one for one in scenes if str(one.id) == asked), scenes[0] if scenes else None)

    def slide(self, scene: SceneRow) -> Slide | None:
        return next((one for one in self.deck.slides if one.scene_id == scene.id), None)


def allowed(now: View) -> bool:
    return acting.allowed(now, Act.PRESENT)


def read(now: View, edition: EditionRow) -> Shown:
    """What is told of an edition. Raises CapError in French when a frozen state cannot be read."""
    told = telling.told(now.store, now.head.plans, edition, lambda: _open(now, edition))
    made = telling.deck_of(now.store, edition, told)
    return Shown(now, edition, told, made, allowed(now), acting.allowed(now, Act.PUBLISH))


def again(shown: Shown) -> Shown | None:
    """The same edition as the store holds it now; None once it is removed."""
    found = read_edition(shown.now.store, shown.edition.id)
    return None if found is None else read(shown.now, found)


def as_stored(shown: Shown, scene: SceneRow) -> SceneRow:
    """A scene as the store holds it now: the last word typed in its form was saved just before this click."""
    found = read_edition(shown.now.store, shown.edition.id)
    return next((one for one in found.scenes if one.id == scene.id), scene) if found is not None else scene


def version(shown: Shown) -> int:
    """Of the edition as the store holds it now."""
    found = read_edition(shown.now.store, shown.edition.id)
    return found.version if found is not None else shown.edition.version


def closings(now: View, pin: Pin) -> int:
    """How many times the period of a pin was closed."""
    plan = next((one for one in now.head.plans if one.code == pin.plan), None)
    return len(plan.frozen.get(pin.period, ())) if plan else 0


def _open(now: View, edition: EditionRow) -> Mapping[Pin, Situation]:
    """The frozen Situations of an edition: those that the other pages already hold."""
    plans = {plan.code: plan for plan in now.head.plans}
    return {
        pin: access.read_situation(now.store, plans[pin.plan], pin.period, now.head.today, pin.number)
        for pin in edition.pins
        if pin.plan in plans and pin.number <= closings(now, pin)
    }


def play_address(shown: Shown, scene: SceneRow | None = None, *, seen: bool = False) -> str:
    """Where the edition plays, from the scene given on. `seen`: for the preview, which changes with its slides."""
    slide = shown.slide(scene) if scene is not None else None
    start = f"#{slide.number}" if slide is not None else ""
    preview = f"?apercu={_look(shown)}" if seen else ""
    return f"{base_path()}/conference/{access.chosen()}/{shown.edition.id}/jouer{preview}{start}"


def _look(shown: Shown) -> str:
    """Names what the slides show. Notes are no part of it: the preview does not blink while they are typed."""
    scenes = tuple(replace(scene, version=0, notes="") for scene in shown.edition.scenes)
    told = (replace(shown.edition, scenes=scenes, digest=""), shown.told.earlier, shown.deck.newer)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:24]


def frozen_states(plan: PlanHead) -> list[Pin]:
    """Every frozen state of a plan, the last closed period first, each period's last closing first."""
    periods = sorted(plan.frozen, key=Period.parse, reverse=True)
    return [Pin(plan.code, period, number) for period in periods for number in range(len(plan.frozen[period]), 0, -1)]


def reviewed(now: View) -> dict[str, Pin]:
    """The other plans of the store that have a frozen state: code → the last one."""
    return {plan.code: frozen_states(plan)[0] for plan in now.head.plans if plan.frozen and plan.code != now.plan.code}


def plan_title(now: View, code: str) -> str:
    return next((f"{one.departement_name}\u00a0: {one.title}" for one in now.head.plans if one.code == code), code)


def lines(text: str) -> tuple[str, ...]:
    """What is typed one a line."""
    return tuple(line for raw in text.splitlines() if (line := " ".join(raw.split())))


def joined(items: Sequence[str]) -> str:
    return "\n".join(items)
