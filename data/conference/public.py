"""What the coordination rereads before an edition goes public: every text that a public scene could show.

One rule for all: nothing that somebody wrote reaches the public page before it was accepted here, and a text that
changed since is a text to reread. Titles are read together. The words of the plan's document are public already and
need no rereading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.conference.edition import EditionRow, SceneRow, Told
from data.conference.scope import Scope
from data.conference.texts import (
    Text,
    accepted,
    announced,
    decided,
    mentioned,
    past_themes,
    placed,
    reported,
    sha_of,
    titled,
    typed,
)
from data.vocabulary import SceneKind, label

__all__ = ["Candidate", "accepted", "candidates", "sha_of"]

REPORT, DECISION, TYPED = "point", "decision", "scene"
"""Kinds of candidates: a pilot's text, a decision, what the presenter typed."""


@dataclass(frozen=True)
class Candidate:
    """A text to reread. `key` and `text` go to `reread_text` as they are; `where` says where it stands, `said_by` is
    a function; `kind` is REPORT, DECISION or TYPED."""

    key: str
    text: str
    where: str
    said_by: str
    kind: str


def candidates(edition: EditionRow, told: Told) -> tuple[Candidate, ...]:
    """The texts that the public page could show, once each: titles, mentions, past themes, then the scenes in order."""
    scope = Scope(edition, told, public=True)
    found: dict[str, Candidate] = {}
    public = [scene for scene in edition.scenes if scene.public]
    together = (
        titled(edition) if public else None,
        mentioned(edition),
        past_themes(scope) if any(scene.kind is SceneKind.TITLE for scene in public) else None,
    )
    for text in filter(None, together):
        found[text.key] = Candidate(text.key, text.text, text.where, text.by, TYPED)
    for scene in public:
        for kind, text in _of_scene(scene, scope):
            if text.publishable:
                found.setdefault(text.key, Candidate(text.key, text.text, text.where, text.by, kind))
    return tuple(found.values())


def _of_scene(scene: SceneRow, scope: Scope) -> Iterator[tuple[str, Text]]:
    written = typed(scene, scope.edition)
    if written is not None:
        yield TYPED, placed(written, scene, label(scene.kind).lower())
    if scene.kind == SceneKind.FICHE:
        fields = ("done", "difficulties") if scope.edition.site.difficulties else ("done",)
        for field in fields:
            for text in reported(scope.whole(scene), field, [str(scene.settings.get("fiche"))]):
                yield REPORT, text
    elif scene.kind == SceneKind.NEXT and written is None:
        for text in announced(scope.of(scene)):
            yield REPORT, text
    elif scene.kind == SceneKind.DECISIONS:
        for text in decided(scene, scope)[0]:
            yield DECISION, text
