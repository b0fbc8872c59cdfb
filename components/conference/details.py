"""What an edition says of itself: theme, date, chairs, what it covers, and who came. Each change is saved at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.conference import choices, fields, files, keeping
from components.conference.shown import Shown, joined, lines, version
from data.commands.edition import edit_edition
from data.conference.edition import EditionInput, Perimeter
from data.french import capitalised, typeset
from data.measures.nouns import fiche_noun, in_plural
from data.vocabulary import FileUse

_COVERED = (
    ("headings", "Axes et orientations", choices.headings),
    ("fiches", "Fiches", choices.fiches),
    ("actions", "Actions", choices.actions),
    ("audiences", "Publics", choices.audiences),
)


def draw(shown: Shown) -> None:
    """The form, folded: what it says is already at the head of the page."""
    edition, key = shown.edition, _key(shown)
    refused = f"{key}_refus" in st.session_state
    with st.expander("Thème, date, lieu, présidence, périmètre", key="edition_details", expanded=refused):
        values = _values(shown)
        keeping.begin(key, edition.version, values)
        here = shown.told.situations[edition.own]
        choosable = {name: offered(here) for name, _, offered in _COVERED}
        names = fields.NAMES | {name: title for name, title, _ in _COVERED}
        keeping.refused(key, values, edition.version, names, lambda: _save(shown), lambda: choosable)
        change: dict[str, Any] = {"on_change": _save, "args": (shown,)}
        st.text_input("Thème", key=f"{key}_theme", max_chars=300, **change)
        with st.container(horizontal=True):
            st.number_input("Année", 1990, 2999, key=f"{key}_year", step=1, width=140, **change)
            st.date_input("Date", None, key=f"{key}_held_on", format="DD/MM/YYYY", width=200, **change)
            st.text_input("Lieu", key=f"{key}_place", max_chars=200, width=320, **change)
        st.text_area(
            "Présidence, une fonction par ligne", key=f"{key}_chairs", height=100,
            placeholder="Par fonction, jamais par nom\u00a0: la présidente du conseil départemental", **change,
        )  # fmt: skip
        st.caption("Ce que le thème couvre du plan. Rien de choisi\u00a0: tout le plan.")
        for name, title, _ in _COVERED:
            found = choosable[name]
            held = f"{key}_{name}"
            st.session_state[held] = [code for code in st.session_state.get(held) or () if code in found]
            if name == "fiches":
                title = capitalised(in_plural(fiche_noun(here).one))
            if found:
                st.multiselect(
                    title, list(found), format_func=lambda code, found=found: found[code].strip("\u2003"), key=held,
                    placeholder="Aucun choix", **change,
                )  # fmt: skip
        files.upload(shown, FileUse.LOGO, "Logo", files.PICTURES, "Le logo est enregistré.")


def attendance(shown: Shown) -> None:
    """Who came, once it took place."""
    key, edition = _key(shown), shown.edition
    keeping.begin(key, edition.version, _values(shown))
    change: dict[str, Any] = {"on_change": _save, "args": (shown,)}
    with st.container(horizontal=True):
        st.number_input("Personnes sur place", 0, None, None, key=f"{key}_on_site", step=1, width=220, **change)
        st.number_input("Personnes à distance", 0, None, None, key=f"{key}_remote", step=1, width=220, **change)


def _key(shown: Shown) -> str:
    return f"edition_{shown.edition.id}"


def _values(shown: Shown) -> dict[str, Any]:
    edition = shown.edition
    covered = {name: list(getattr(edition.perimeter, name)) for name, _, _ in _COVERED}
    return {
        "theme": edition.theme,
        "year": edition.year,
        "held_on": edition.held_on,
        "place": edition.place,
        "chairs": joined(edition.chairs),
        "on_site": edition.on_site,
        "remote": edition.remote,
    } | covered


def _save(shown: Shown) -> None:
    now, edition = shown.now, shown.edition

    def write(said: Mapping[str, Any], seen: int) -> None:
        told = EditionInput(
            year=int(said["year"] or edition.year),
            theme=typeset(said["theme"]),
            held_on=said["held_on"],
            place=typeset(said["place"]),
            perimeter=Perimeter(**{name: tuple(said[name]) for name, _, _ in _COVERED}),
            chairs=lines(typeset(said["chairs"])),
            on_site=said["on_site"],
            remote=said["remote"],
        )
        edit_edition(now.store, now.actor, now.plan.code, edition.id, told, seen=seen)

    keeping.save(_key(shown), _values(shown), write, lambda: version(shown))
