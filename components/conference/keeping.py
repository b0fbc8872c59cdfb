"""A form that saves each change at once, and keeps what was typed when the store refuses it.

`key` names the form. The session holds the fields' values under `key_name`, the version that they were read from, and,
once a save was refused, all that had been typed: it is shown again, whatever was looked at meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from components import acting, typing
from components.pieces import plain
from data.errors import CapError, Conflict
from data.french import day, typeset

Values = Mapping[str, Any]
Offered = Mapping[str, Mapping[Any, str]]
_SLOWLY = (2_000, 15_000)
"""Each saving of a text leaves a line in the journal."""


def begin(key: str, version: int, values: Values) -> None:
    """Put the store's values in the fields, unless what was typed could not be saved. Before any field is drawn."""
    kept: Values | None = st.session_state.get(f"{key}_garde")
    again = st.session_state.pop(f"{key}_relire", False)
    fresh = kept is None and (again or st.session_state.get(f"{key}_vue") != version)
    for name, value in (kept or values).items():
        field = f"{key}_{name}"
        # Only what differs: a field that is set again loses what is being typed in it in the browser meanwhile.
        if field not in st.session_state or (fresh and st.session_state[field] != value):
            st.session_state[field] = value
    if fresh:
        st.session_state[f"{key}_vue"] = version


def written(
    label: str,
    key: str,
    name: str,
    changed: Callable[[], object],
    *,
    means: Callable[[str], object] = str.strip,
    lines: int = 4,
    placeholder: str = "",
) -> None:
    """A long text of the form, saved while it is typed.

    Args:
        changed: called once the field holds what was typed.
        means: what is kept of a text; the browser's is left alone as long as the store's means the same.
    """
    field, box = f"{key}_{name}", f"{key}_{name}_frappe"
    value, shown = str(st.session_state[field] or ""), f"{key}_{name}_montre"
    if means(st.session_state.setdefault(shown, value)) != means(value):
        typing.replace(box)
        st.session_state[shown] = value

    def keep(text: str) -> bool:
        st.session_state[field] = st.session_state[shown] = text
        changed()
        return True  # refused, it stays in the form, which says why

    refused = f"{key}_refus" in st.session_state
    note = "Pas encore enregistré\u00a0: voyez en haut de la scène." if refused else "Enregistré"
    typing.typed(
        label, value, key=box, keep=keep, note=note if value else "", lines=lines, placeholder=placeholder, pace=_SLOWLY
    )


def typed(key: str, names: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields hold now; a field that is not drawn holds its value of `names`."""
    kept: Values = st.session_state.get(f"{key}_garde") or {}
    return {name: st.session_state.get(f"{key}_{name}", kept.get(name, value)) for name, value in names.items()}


def save(key: str, values: Values, write: Callable[[Values, int], object], version: Callable[[], int]) -> bool:
    """Write what the fields hold, from a callback; whether it was written.

    Two fields left quickly are two saves, that no drawing may part: the second starts from what the first wrote.

    Args:
        values: of every field as the store had them: their names, and what is not drawn.
        write: called with what the fields hold and the version that they were read from.
        version: the store's, read once it is written.
    """
    said = typed(key, values)
    try:
        write(said, st.session_state[f"{key}_vue"])
    except CapError as error:
        st.session_state[f"{key}_garde"] = said
        st.session_state[f"{key}_refus"] = (str(error), isinstance(error, Conflict))
        return False
    forget(key)
    st.session_state[f"{key}_vue"] = version()
    return True


def forget(key: str) -> None:
    """Nothing unsaved is left: the store's values come back at the next drawing."""
    acting.forget(f"{key}_garde", f"{key}_refus")
    st.session_state[f"{key}_relire"] = True


def refused(
    key: str,
    values: Values,
    version: int,
    names: Mapping[str, str],
    again: Callable[[], object],
    offered: Callable[[], Offered] = dict,
) -> None:
    """Why the last save was refused; on a conflict both texts, and the choice of one.

    Args:
        values: as the store has them.
        names: field → its French name.
        again: saves what the fields hold, called once the version of `key` is the store's.
        offered: called on a conflict; field → what each code that may be chosen there is called.
    """
    found: tuple[str, bool] | None = st.session_state.get(f"{key}_refus")
    if found is None:
        return
    text, conflict = found
    (st.warning if conflict else st.error)(plain(typeset(text)))
    if not conflict:
        return
    said = typed(key, values)
    differing, called = [name for name in values if said[name] != values[name]], offered()
    for name in differing:
        with st.container(horizontal=True):
            for title, value in (("Votre version", said[name]), ("Version enregistrée", values[name])):
                with st.container(border=True, width="stretch"):
                    st.caption(plain(f"{names.get(name, name)} · {title}"))
                    st.markdown(plain(_written(value, called.get(name, {}))))
    with st.container(horizontal=True):
        st.button(
            "Enregistrer ma version", type="primary", key=f"{key}_garder", on_click=_mine, args=(key, version, again)
        )
        st.button("Reprendre la version enregistrée", key=f"{key}_reprendre", on_click=forget, args=(key,))


def _mine(key: str, version: int, again: Callable[[], object]) -> None:
    st.session_state[f"{key}_vue"] = version
    again()


def _written(value: object, called: Mapping[Any, str]) -> str:
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, date):
        return day(value)
    several = value if isinstance(value, list | tuple) else [value]
    return ", ".join(called.get(one, str(one)).strip() for one in several if one not in (None, "")) or "—"
