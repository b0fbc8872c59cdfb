"""The chosen scene: what it shows, its title, the speaker's notes. Each change is saved at once, and seen beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from components import acting
from components.conference import choices, fields, files, keeping
from components.conference.fields import Field
from components.conference.shown import Shown, as_stored
from components.pieces import plain
from data.commands.scene import edit_scene
from data.conference.edition import SceneInput, SceneRow
from data.conference.kinds import KINDS
from data.french import typeset
from data.vocabulary import SceneKind, label

_SHARED = ("title", "notes", "public")


def draw(shown: Shown, scene: SceneRow) -> None:
    """The form; for who may only read, what the scene says."""
    st.subheader(plain(f"{scene.position}. {typeset(label(scene.kind))}"), anchor=False)
    st.caption(plain(typeset(KINDS[scene.kind].asks)))
    if not shown.presents:
        _read(shown, scene)
        return
    key, values = form_key(scene), values_of(shown, scene)
    keeping.begin(key, scene.version, values)
    keeping.refused(
        key, values, scene.version, fields.NAMES, lambda: save(shown, scene), lambda: _called(shown, scene, key)
    )
    _line(shown, scene, "title", "Titre", "Celui que la scène se donne")
    for field in fields.of(scene.kind):
        one(shown, field, key, scene, lambda: save(shown, scene))
    if scene.kind is SceneKind.PHOTO:
        files.photo(shown, scene)
    keeping.written(
        "Notes pour qui parle", key, "notes", lambda: save(shown, scene), lines=5,
        placeholder="Elles ne se voient que dans la vue de l’orateur et dans les notes du diaporama.",
    )  # fmt: skip
    st.toggle("Montrer aussi sur la page publique", key=f"{key}_public", on_change=save, args=(shown, scene))


def form_key(scene: SceneRow) -> str:
    return f"scene_{scene.id}"


def values_of(shown: Shown, scene: SceneRow) -> dict[str, Any]:
    """What the fields of a scene hold when nothing is being typed."""
    own = {field.name: fields.value(field, scene.settings) for field in fields.of(scene.kind)}
    if "plan" in own:
        own["plan"] = own["plan"] or shown.edition.plan  # the edition's own plan is no setting
    return {"title": scene.title, "notes": scene.notes, "public": scene.public} | own


def settings_of(kind: SceneKind, said: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that the fields of a kind say."""
    own = {field.name: fields.setting(field, said.get(field.name)) for field in fields.of(kind)}
    return {name: held for name, held in own.items() if held is not None}


def save(shown: Shown, scene: SceneRow) -> None:
    """Save what the fields hold, from a callback."""
    now = shown.now

    def write(said: Mapping[str, Any], seen: int) -> None:
        settings = settings_of(scene.kind, said)
        if settings.get("plan") == shown.edition.plan:
            del settings["plan"]
        said_scene = SceneInput(scene.kind, typeset(said["title"]), said["notes"], said["public"], settings)
        edit_scene(now.store, now.actor, now.plan.code, scene.id, said_scene, seen=seen)

    keeping.save(form_key(scene), values_of(shown, scene), write, lambda: as_stored(shown, scene).version)


def one(shown: Shown, field: Field, key: str, scene: SceneRow, changed: Callable[[], None]) -> None:
    """One field. `changed`: called once its value is."""
    name = f"{key}_{field.name}"
    if field.how == "yes":
        if not shown.edition.perimeter.whole:
            st.toggle(field.label, key=name, on_change=changed)
    elif field.how in ("text", "items"):
        keeping.written(
            field.label, key, field.name, changed, means=lambda text: fields.setting(field, text),
            placeholder=field.empty,
        )  # fmt: skip
        if field.how == "items":
            st.caption("Un élément par ligne, sa date après une barre. Laissée vide, la scène lit le calendrier.")
    elif field.how == "line":
        st.text_input(field.label, key=name, on_change=changed, placeholder=field.empty or None)
    elif field.how == "file":
        files.choice(shown, field, name, changed)
    else:
        _choice(shown, field, key, scene, changed)


def _choice(shown: Shown, field: Field, key: str, scene: SceneRow, changed: Callable[[], None]) -> None:
    asked = _asked(key, scene)
    offered = field.offers(shown, asked, choices.counted_on(shown, asked)) if field.offers is not None else {}
    name = f"{key}_{field.name}"
    if field.name == "plan":
        if len(offered) < 2:
            return
        if st.session_state.get(name) not in offered:
            st.session_state[name] = shown.edition.plan
        changed = _other_plan(key, scene.kind, changed)
    if field.how == "several":
        st.session_state[name] = [code for code in st.session_state.get(name) or () if code in offered]
        st.multiselect(
            field.label, list(offered), format_func=lambda code: offered.get(code, code), key=name,
            placeholder=field.empty, on_change=changed,
        )  # fmt: skip
        return
    if st.session_state.get(name) not in offered:
        # A code of another plan, or of another closing: nothing is chosen.
        st.session_state[name] = None
    if not offered:
        st.caption(plain(typeset(f"{field.label} : ce plan n’en a pas à montrer.")))
        return
    st.selectbox(
        field.label, list(offered), index=0 if field.name == "plan" else None, key=name, on_change=changed,
        format_func=lambda code: offered.get(code, code), placeholder=field.empty or None,
    )  # fmt: skip


def _called(shown: Shown, scene: SceneRow, key: str) -> keeping.Offered:
    """What each code that the form offers is called, by field."""
    asked = _asked(key, scene)
    here = choices.counted_on(shown, asked)
    offered = {field.name: field.offers(shown, asked, here) for field in fields.of(scene.kind) if field.offers}
    return offered | {"file": {one.id: one.title for one in shown.edition.files}}


def _other_plan(key: str, kind: SceneKind, changed: Callable[[], None]) -> Callable[[], None]:
    """What was chosen in a plan means nothing in another."""

    def act() -> None:
        for field in fields.of(kind):
            if field.offers is not None and field.name != "plan":
                st.session_state[f"{key}_{field.name}"] = [] if field.how == "several" else None
        changed()

    return act


def _asked(key: str, scene: SceneRow) -> SceneRow:
    """The scene as its form asks for it: what may be chosen hangs on the plan, and on the theme."""
    settings = {name: held for name in ("plan", "whole") if (held := st.session_state.get(f"{key}_{name}"))}
    return replace(scene, settings=settings)


def _line(shown: Shown, scene: SceneRow, name: str, title: str, empty: str) -> None:
    st.text_input(
        title, key=f"{form_key(scene)}_{name}", placeholder=empty, max_chars=400, on_change=save, args=(shown, scene)
    )


def _read(shown: Shown, scene: SceneRow) -> None:
    slide = shown.slide(scene)
    if slide is not None:
        st.markdown(f"**{plain(slide.title)}**")
        st.markdown(plain(slide.missing or slide.sentence))
    if scene.notes:
        st.caption("Notes pour qui parle")
        st.markdown(plain(scene.notes))
    if not scene.public:
        st.caption("Cette scène ne paraît pas sur la page publique.")
    acting.wrong("scene")
