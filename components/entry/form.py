"""One open form: what the person changed, kept in the session and, at once, as a draft in the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st

from components import typing
from data.commands.report import discard_draft, save_draft
from data.database import Store
from data.entry.changes import (
    Change,
    Field,
    Value,
    collisions,
    from_draft,
    put,
    settled,
    shown,
    to_draft,
)
from data.entry.sheet import Sheet
from data.entry.words import admitted, left_out
from data.errors import CapError
from data.french import day
from data.permissions import Actor
from data.reading.entry import kept

Changes = dict[Field, Change]
WIDTH = 940
"""Pixels of a form at most: lines that are read easily; narrower screens take what they have."""


@dataclass(frozen=True)
class Seen:
    """Versions of the report (None without one) and of each state, by (action code, territory code)."""

    report: int | None
    states: dict[tuple[str, str], int]


@dataclass(frozen=True)
class Form:
    """The form of a fiche, for one person. Its memory is the session's, so that a fragment's rerun finds it."""

    store: Store
    actor: Actor
    plan_code: str
    sheet: Sheet

    @property
    def id(self) -> str:
        """Prefix of everything that the session remembers of this form."""
        parts = (self.plan_code, self.sheet.period.code, self.sheet.fiche_code, self.actor.code)
        return "saisie_" + "_".join(parts)

    @property
    def changes(self) -> Changes:
        return st.session_state[f"{self.id}_changes"]

    def key(self, field: Field) -> str:
        """The widget key of a field."""
        return f"{self.id}_{field.key}"

    def value(self, field: Field) -> Value:
        """What the form shows in a field."""
        return shown(self.changes, self.sheet.start, field)

    def text(self, field: Field) -> str:
        value = self.value(field)
        return value if isinstance(value, str) else ""

    @property
    def collisions(self) -> list[Field]:
        """What somebody else submitted meanwhile and this person changed too: to be settled before sending."""
        return collisions(self.changes, self.sheet.start)

    @property
    def seen(self) -> Seen:
        """What the person has had in front of them: a command refuses to write over anything newer."""
        return st.session_state[f"{self.id}_seen"]

    @property
    def overtaken(self) -> bool:
        """Somebody answered since the person last saw the form; true for the one run that shows it."""
        return self.seen != self._read

    @property
    def newcomers(self) -> list[str]:
        """Names of those who wrote since the person last saw the form."""
        recorded, seen = self.sheet.recorded, self.seen
        names = [recorded.answer.author] if recorded.answer and recorded.version != seen.report else []
        return names + [
            str(row["author"])
            for place, row in recorded.states.items()
            if row["version"] != seen.states.get(place) and row["account"] != self.actor.code
        ]

    @property
    def _read(self) -> Seen:
        return Seen(self.sheet.recorded.version, self.sheet.recorded.versions)

    def drawn(self) -> None:
        """The form is on the screen as the store has it: from now on the person has seen it."""
        st.session_state[f"{self.id}_seen"] = self._read

    def open(self) -> None:
        """Take up the draft, once a session; afterwards the session knows better."""
        st.session_state.setdefault(f"{self.id}_seen", self._read)
        name = f"{self.id}_changes"
        if name in st.session_state:
            st.session_state[name] = settled(self.changes, self.sheet.start)
            return
        draft = kept(self.store, self.actor, self.plan_code, self.sheet.fiche_code, self.sheet.period.code)
        found = from_draft(draft.body, self.sheet.start) if draft is not None else {}
        st.session_state[name] = settled(admitted(self.sheet, found), self.sheet.start)
        st.session_state[f"{self.id}_left_out"] = left_out(self.sheet, found)
        if draft is not None and self.changes:
            st.session_state[f"{self.id}_resumed"] = draft.saved_at
            st.session_state[f"{self.id}_saved"] = draft.saved_at

    def put(self, field: Field, value: Value) -> bool:
        """Change a field and keep the draft. False when it could not be kept: `problem` says why."""
        return self.replace(put(self.changes, self.sheet.start, field, value))

    def replace(self, changes: Changes) -> bool:
        """Change several fields at once and keep the draft."""
        gone = self.changes.keys() - changes.keys()
        st.session_state[f"{self.id}_changes"] = changes
        st.session_state[f"{self.id}_problem"] = None
        try:
            self._keep(gone)
        except CapError as error:
            st.session_state[f"{self.id}_problem"] = str(error)
            return False
        return True

    def _keep(self, gone: set[Field]) -> None:
        """Write the draft, beside what the same person typed meanwhile in another window."""
        where = (self.plan_code, self.sheet.fiche_code, self.sheet.period.code)
        stored = kept(self.store, self.actor, *where)
        elsewhere = admitted(self.sheet, from_draft(stored.body, self.sheet.start)) if stored is not None else {}
        body = {field: change for field, change in elsewhere.items() if field not in gone} | self.changes
        if body:
            st.session_state[f"{self.id}_saved"] = save_draft(self.store, self.actor, *where, to_draft(body))
        elif stored is not None:
            discard_draft(self.store, self.actor, *where)
            st.session_state[f"{self.id}_saved"] = None

    def discard(self) -> None:
        """Forget what was typed: the form shows the store again."""
        texts = [field for field in self.changes if _is_typed(field)]
        st.session_state[f"{self.id}_changes"] = {}
        try:
            discard_draft(self.store, self.actor, self.plan_code, self.sheet.fiche_code, self.sheet.period.code)
        except CapError as error:
            st.session_state[f"{self.id}_problem"] = str(error)
            return
        self.forget()
        for field in texts:
            typing.replace(self.key(field))

    def forget(self) -> None:
        """Drop what the session remembers of a draft, once it is sent or discarded; widgets keep theirs."""
        for name in ("saved", "resumed", "problem", "left_out", "grille_refus"):
            st.session_state.pop(f"{self.id}_{name}", None)
        st.session_state[f"{self.id}_changes"] = {}

    def sent(self) -> None:
        """The form is in the store: opening it again starts from there."""
        self.forget()
        st.session_state.pop(f"{self.id}_seen", None)

    @property
    def problem(self) -> str | None:
        """Why the draft could not be kept."""
        return st.session_state.get(f"{self.id}_problem")

    @property
    def left_out(self) -> list[str]:
        """What the draft held and the form cannot take, in words: told until the draft is sent or discarded."""
        return st.session_state.get(f"{self.id}_left_out", [])

    @property
    def saved(self) -> str:
        """« Brouillon enregistré à 14:32 »; empty when there is no draft."""
        moment: datetime | None = st.session_state.get(f"{self.id}_saved")
        return f"Brouillon enregistré à {_hour(moment)}" if moment is not None else ""

    @property
    def resumed(self) -> str:
        """« Brouillon du 6 octobre 2026 à 14:32 repris »; empty when the form started without one."""
        moment: datetime | None = st.session_state.get(f"{self.id}_resumed")
        return f"Brouillon du {day(moment.astimezone())} à {_hour(moment)} repris" if moment is not None else ""

    # --- what widgets need ----------------------------------------------------------------------------------

    def bind(self, field: Field) -> dict[str, Any]:
        """Arguments that tie a widget to a field: `st.selectbox("…", …, **form.bind(field))`."""
        key, value = self.key(field), self.value(field)
        shows: Any = date.fromisoformat(value) if field.name in DATES and isinstance(value, str) else value
        if field.kind == "publishable":
            shows = bool(shows)
        # Only when it differs: setting a widget makes the browser drop what is being typed in it.
        if key not in st.session_state or st.session_state[key] != shows:
            st.session_state[key] = shows
        return {"key": key, "on_change": self._took, "args": (field,)}

    def _took(self, field: Field) -> None:
        value = st.session_state[self.key(field)]
        self.put(field, value.isoformat() if isinstance(value, date) else value)

    def typed(self, field: Field, label: str, **options: Any) -> None:
        """A text field tied to a field."""

        def keep(text: str) -> bool:
            return self.put(field, text)

        key, value = self.key(field), self.text(field)
        start = self.sheet.start.get(field)
        if field not in self.changes and st.session_state.get(f"{key}_depart", start) != start:
            typing.replace(key)  # somebody else wrote this text since it was last drawn
        st.session_state[f"{key}_depart"] = start
        typing.typed(
            label,
            value,
            key=key,
            keep=keep,
            note=self.saved if field in self.changes else "",
            **options,
        )

    def fill(self, field: Field, text: str) -> None:
        """Put a text in a text field from here: the browser takes it."""
        self.put(field, text)
        typing.replace(self.key(field))


DATES = frozenset({"new_starts_on", "new_ends_on"})


def _is_typed(field: Field) -> bool:
    return field.kind == "text" or field.name in ("comment", "reason", "text")


def _hour(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"
