"""Pictures of an edition: chosen, joined with what they show, removed."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import acting
from components.conference.fields import Field
from components.conference.shown import Shown, as_stored
from components.pieces import plain
from data.commands.edition_file import add_edition_file, remove_edition_file
from data.commands.scene import edit_scene
from data.conference.edition import FileRow, SceneInput, SceneRow
from data.vocabulary import FileUse

PICTURES = ["jpg", "jpeg", "png", "webp", "svg"]


def of_use(shown: Shown, use: FileUse) -> list[FileRow]:
    return [one for one in shown.edition.files if one.use is use]


def choice(shown: Shown, field: Field, name: str, changed: Callable[[], None]) -> None:
    """Which photo of the edition is shown."""
    photos = {one.id: one.title for one in of_use(shown, FileUse.PHOTO)}
    if st.session_state.get(name) not in photos:
        st.session_state[name] = None
    if photos:
        st.selectbox(
            field.label, list(photos), index=None, format_func=lambda number: photos[number], key=name,
            placeholder=field.empty, on_change=changed,
        )  # fmt: skip


def photo(shown: Shown, scene: SceneRow) -> None:
    """A new photo for this scene, and the way to remove those that no scene shows."""
    with st.expander("Ajouter une photo", key=f"photo_{scene.id}", expanded=not of_use(shown, FileUse.PHOTO)):
        taken = st.session_state.get("photo_tour", 0)
        st.file_uploader("Fichier de la photo", PICTURES, key=f"photo_fichier_{taken}")
        st.text_input(
            "Ce que montre la photo", key=f"photo_titre_{taken}", max_chars=300,
            placeholder="Obligatoire\u00a0: qui ne la voit pas l’entendra",
        )  # fmt: skip
        st.text_input("Crédit", key=f"photo_credit_{taken}", max_chars=200, placeholder="Qui l’a prise")
        acting.wrong("photo")
        st.button("Ajouter la photo", type="primary", key="photo_ajouter", on_click=_add, args=(shown, scene, taken))
    used = {one.settings.get("file") for one in shown.edition.scenes}
    spare = [one for one in of_use(shown, FileUse.PHOTO) if one.id not in used]
    if spare:
        with st.expander(f"Photos qu’aucune scène ne montre ({len(spare)})", key="photos_libres"):
            for one in spare:
                removable(shown, one)


def removable(shown: Shown, one: FileRow) -> None:
    """A file's name, and the button that removes it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(f"{one.title} ({one.filename})"), width="stretch")
        st.button("Retirer", key=f"fichier_retirer_{one.id}", type="tertiary", on_click=_remove, args=(shown, one))
    acting.wrong(f"fichier_{one.id}")


def _add(shown: Shown, scene: SceneRow, taken: int) -> None:
    now = shown.now
    given = st.session_state.get(f"photo_fichier_{taken}")
    if given is None:
        acting.refuse("photo", "Choisissez d’abord le fichier de la photo. Rien n’a été enregistré.")
        return

    def act() -> None:
        number = add_edition_file(
            now.store, now.actor, now.plan.code, shown.edition.id, use=FileUse.PHOTO, filename=given.name,
            content=given.getvalue(), title=acting.typed(f"photo_titre_{taken}"),
            credit=acting.typed(f"photo_credit_{taken}"),
        )  # fmt: skip
        last = as_stored(shown, scene)
        said = SceneInput(last.kind, last.title, last.notes, last.public, {**last.settings, "file": number})
        edit_scene(now.store, now.actor, now.plan.code, last.id, said, seen=last.version)

    if acting.attempt("photo", act, "La photo est ajoutée."):
        st.session_state["photo_tour"] = taken + 1


def _remove(shown: Shown, one: FileRow) -> None:
    now = shown.now
    acting.attempt(
        f"fichier_{one.id}",
        lambda: remove_edition_file(now.store, now.actor, now.plan.code, one.id),
        f"«\u00a0{one.title}\u00a0» est retirée.",
    )


def upload(shown: Shown, use: FileUse, title: str, types: list[str], done: str) -> None:
    """A file of which the edition holds one (logo, template): kept as soon as it is chosen."""
    key = f"{use.value}_fichier_{st.session_state.get(f'{use.value}_tour', 0)}"
    st.file_uploader(title, types, key=key, on_change=_keep, args=(shown, use, key, done))
    acting.wrong(use.value)
    for one in of_use(shown, use):
        removable(shown, one)


def _keep(shown: Shown, use: FileUse, key: str, done: str) -> None:
    now, held = shown.now, st.session_state.get(key)
    if held is None:
        return
    if acting.attempt(
        use.value,
        lambda: add_edition_file(
            now.store, now.actor, now.plan.code, shown.edition.id, use=use, filename=held.name,
            content=held.getvalue(), title="",
        ),
        done,
    ):  # fmt: skip
        st.session_state[f"{use.value}_tour"] = st.session_state.get(f"{use.value}_tour", 0) + 1
