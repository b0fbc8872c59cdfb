"""The scenes in order: one is chosen, moved, duplicated, removed (and put back), or added after it."""

from __future__ import annotations

import streamlit as st

from components import acting, address
from components.conference import fields, keeping
from components.conference.scene import one, settings_of
from components.conference.shown import Shown, as_stored
from components.pieces import plain
from data.commands.scene import add_scene, move_scene, remove_scene
from data.conference.edition import SceneInput, SceneRow
from data.conference.kinds import KINDS
from data.french import typeset
from data.vocabulary import SceneKind, label

_CHOSEN, _PLACE, _KIND, _REMOVED = "scene_choisie", "scene_place", "scene_genre", "scene_retiree"
_NEW = "scene_nouvelle"
_SLOT = "deroule"


def draw(shown: Shown) -> None:
    """The way to add to the list, and the list: at its foot, what is added would be out of sight."""
    if shown.presents:
        _undo(shown)
        _new(shown)
    scenes = {scene.id: scene for scene in shown.edition.scenes}
    if scenes:
        chosen = shown.scene
        st.session_state[_CHOSEN] = chosen.id if chosen is not None else None
        st.radio(
            "Scènes", list(scenes), format_func=lambda number: _title(shown, scenes[number]), key=_CHOSEN,
            captions=[_caption(shown, scene) for scene in scenes.values()], label_visibility="collapsed",
            on_change=lambda: address.change(scene=str(st.session_state[_CHOSEN])),
        )  # fmt: skip


def _title(shown: Shown, scene: SceneRow) -> str:
    slide = shown.slide(scene)
    title = (slide.title if slide else "") or scene.title or typeset(label(scene.kind))
    mark = ":material/warning: " if slide is not None and slide.missing else ""
    return f"{mark}{scene.position}. {plain(title if len(title) <= 90 else title[:87] + '…')}"


def _caption(shown: Shown, scene: SceneRow) -> str:
    slide = shown.slide(scene)
    words = [typeset(label(scene.kind))]
    words += ["rien à montrer"] if slide is not None and slide.missing else []
    words += [] if scene.public else ["pas sur la page publique"]
    return plain(" · ".join(words))


def acts(shown: Shown, scene: SceneRow) -> None:
    """What can be done of the chosen scene, at the head of its form."""
    if not shown.presents:
        return
    acting.wrong(_SLOT)
    last = len(shown.edition.scenes)
    with st.container(horizontal=True, vertical_alignment="bottom", key="scene_actes", gap="small"):
        st.button(
            "Monter", key="scene_monter", disabled=scene.position == 1,
            on_click=_move, args=(shown, scene, scene.position - 1),
        )  # fmt: skip
        st.button(
            "Descendre", key="scene_descendre", disabled=scene.position == last,
            on_click=_move, args=(shown, scene, scene.position + 1),
        )  # fmt: skip
        st.button("Dupliquer", key="scene_dupliquer", on_click=_copy, args=(shown, scene))
        st.button("Supprimer", key="scene_supprimer", on_click=_remove, args=(shown, scene))
    if last > 2:
        st.session_state[_PLACE] = scene.position
        st.selectbox(
            "Déplacer à la place", range(1, last + 1), key=_PLACE, width=200,
            on_change=lambda: _move(shown, scene, st.session_state[_PLACE]),
        )  # fmt: skip


def _move(shown: Shown, scene: SceneRow, position: int) -> None:
    now = shown.now
    address.change(scene=str(scene.id))
    acting.attempt(
        _SLOT,
        lambda: move_scene(now.store, now.actor, now.plan.code, scene.id, position),
        f"La scène est à la place {position}.",
    )


def _said(shown: Shown, scene: SceneRow) -> SceneInput:
    now = as_stored(shown, scene)
    return SceneInput(now.kind, now.title, now.notes, now.public, now.settings)


def _copy(shown: Shown, scene: SceneRow) -> None:
    _add(shown, _said(shown, scene), scene.position + 1, f"La scène {scene.position} est dupliquée.")


def _add(shown: Shown, said: SceneInput, position: int, done: str, slot: str = _SLOT) -> bool:
    now = shown.now

    def act() -> None:
        number = add_scene(now.store, now.actor, now.plan.code, shown.edition.id, said, position=position)
        address.change(scene=str(number))

    return acting.attempt(slot, act, done)


def _remove(shown: Shown, scene: SceneRow) -> None:
    now = shown.now
    said = _said(shown, scene)
    if acting.attempt(
        _SLOT,
        lambda: remove_scene(now.store, now.actor, now.plan.code, scene.id),
        f"La scène {scene.position} est supprimée.",
    ):
        st.session_state[_REMOVED] = (shown.edition.id, said, scene.position)
        left = [one for one in shown.edition.scenes if one.id != scene.id]
        near = left[min(scene.position, len(left)) - 1] if left else None
        address.change(scene=str(near.id) if near else None)
        keeping.forget(f"scene_{scene.id}")


def _undo(shown: Shown) -> None:
    """The scene removed last, one click away for as long as the page is open."""
    found: tuple[int, SceneInput, int] | None = st.session_state.get(_REMOVED)
    if found is None or found[0] != shown.edition.id:
        return
    _, said, position = found
    name = said.title or typeset(label(said.kind))
    with st.container(border=True, key="scene_annuler"):
        st.markdown(plain(f"Scène supprimée\u00a0: «\u00a0{name}\u00a0»."))
        st.button("Annuler la suppression", key="scene_remettre", on_click=_put_back, args=(shown, said, position))


def _put_back(shown: Shown, said: SceneInput, position: int) -> None:
    if _add(shown, said, position, "La scène est remise à sa place."):
        acting.forget(_REMOVED)


def _new(shown: Shown) -> None:
    """One more scene, after the chosen one. What a kind cannot do without is asked at once."""
    with st.expander("Ajouter une scène", key="scene_ajout", expanded=not shown.edition.scenes):
        kind: SceneKind | None = st.selectbox(
            "Genre de scène", list(KINDS), index=None, key=_KIND, placeholder="Choisir un genre",
            format_func=lambda kind: typeset(label(kind)),
        )  # fmt: skip
        if kind is None:
            return
        st.caption(plain(typeset(KINDS[kind].asks)))
        if kind is SceneKind.PARTNER_FIGURE:
            for field in fields.of(kind):
                one(shown, field, _NEW, SceneRow(0, 0, 0, kind), _nothing)
        acting.wrong(_NEW)
        chosen = shown.scene
        after = f"Ajouter après la scène {chosen.position}" if chosen is not None else "Ajouter la scène"
        st.button(after, type="primary", key="scene_ajouter", on_click=_create, args=(shown, kind))


def _nothing() -> None:
    """A field of a scene that is not there yet saves nothing."""


def _create(shown: Shown, kind: SceneKind) -> None:
    names = [f"{_NEW}_{field.name}" for field in fields.of(kind)]
    asked = kind is SceneKind.PARTNER_FIGURE
    typed = {field.name: st.session_state.get(f"{_NEW}_{field.name}") for field in fields.of(kind)} if asked else {}
    said = SceneInput(kind, settings=settings_of(kind, typed))
    position = shown.scene.position + 1 if shown.scene is not None else 1
    if _add(shown, said, position, f"La scène «\u00a0{typeset(label(kind))}\u00a0» est ajoutée.", slot=_NEW):
        acting.empty(_KIND)
        acting.forget(*names)
