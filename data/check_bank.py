"""Does the store hold the collections of initiatives as the catalogue has them? Used by `data.check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from data.catalogue import AudienceTable, Catalogue, check_wordings, read_audience_table
from data.catalogue.bank import bank_files, read_bank
from data.catalogue.initiatives import BankInitiative
from data.catalogue.themes import check_headings, theme_table
from data.commands.bank import LOADING
from data.errors import CapError
from data.export_bank import initiatives_of
from data.french import listing, number, plural
from data.model import Collection, JournalEntry, Plan

_RESTORE = "Restaurez la dernière sauvegarde."


def check_files(plans: Iterable[Catalogue]) -> list[str]:
    """What is wrong with the collections' files, their publics, and the table that gives themes to `plans`."""
    problems: list[str] = []
    themes: set[str] = set()
    for path in bank_files().values():
        try:
            bank = read_bank(path)
            check_wordings(read_audience_table(), bank)
            themes |= {theme.code for theme in bank.themes}
        except CapError as error:
            problems.append(str(error))
    if problems:
        return problems
    for plan in plans:
        try:
            check_headings(theme_table(), plan, themes)
        except CapError as error:
            problems.append(str(error))
    return problems


def check_bank(session: Session, say: Callable[[str], None]) -> list[str]:
    """Says the counts of each collection; returns what differs from its file, item by item, in French."""
    problems: list[str] = []
    held = {row.code: row for row in session.exec(select(Collection).order_by(col(Collection.id)))}
    loaded = select(JournalEntry.row_key).where(col(JournalEntry.command) == LOADING).distinct()
    for code in sorted(set(session.exec(loaded).all()) - set(held)):
        problems.append(f"Le recueil {code}, chargé autrefois, n’est plus dans la base. {_RESTORE}")
    files = bank_files()
    for code, collection in held.items():
        rows = initiatives_of(session, collection)
        say(_counts(collection, rows))
        if code in files:
            problems += _differences(collection, rows, files[code])
    if session.exec(select(Plan.id)).first() is not None and not held:
        say("Aucun recueil d’initiatives ; python -m data load l’ajoute.")
    return problems


def _counts(collection: Collection, rows: list[dict[str, Any]]) -> str:
    """« odas-initiatives : 179 initiatives (Insertion 46, …), de 63 territoires, dont Pas-de-Calais 17. »"""
    themes = Counter(str(row["theme"]) for row in rows)
    titles = {str(theme["code"]): str(theme["title"]) for theme in collection.body.get("themes", [])}
    by_theme = listing([f"{titles.get(code, code)} {count}" for code, count in themes.items()])
    places = Counter(str(row["departement_name"]) for row in rows)
    most = "".join(f", dont {name} {count}" for name, count in places.most_common(1))
    return (
        f"{collection.code} : {plural(len(rows), 'initiative')} ({by_theme}), "
        f"de {plural(len(places), 'territoire')}{most}."
    )


def _differences(collection: Collection, rows: list[dict[str, Any]], path: Path) -> list[str]:
    """Initiatives lost, added or changed since they were loaded: nothing in the application changes them."""
    try:
        bank = read_bank(path)
    except CapError:
        return []  # `check_files` says why
    code, problems = collection.code, list[str]()
    held = {str(row["code"]): row for row in rows}
    wanted = {item.code: _expected(item, code) for item in bank.initiatives}
    if len(rows) != len(wanted):
        count = plural(len(rows), "initiative")
        problems.append(f"{code} : {count} dans la base, {number(len(wanted))} au catalogue. {_RESTORE}")
    lost = [key for key in wanted if key not in held]
    if lost:
        problems.append(f"{code} : {plural(len(lost), 'initiative')} hors de la base (dont {lost[0]}). {_RESTORE}")
    table = read_audience_table()
    changed = [
        key
        for key, row in held.items()
        if key in wanted
        and row | {"audiences": set(row["audiences"])} != wanted[key] | {"audiences": _meant(table, row)}
    ]
    if changed:
        verb = "ne dit" if len(changed) == 1 else "ne disent"
        problems.append(
            f"{code} : {plural(len(changed), 'initiative')} {verb} plus ce que dit le catalogue (dont {changed[0]}). "
            f"{_RESTORE}"
        )
    return problems


def _expected(item: BankInitiative, collection: str) -> dict[str, Any]:
    """An initiative of the file as `initiatives_of` gives it, its shared publics apart."""
    said = item.model_dump(mode="json", exclude={"line"})
    return {**said, "source_line": item.line, "collection": collection}


def _meant(table: AudienceTable, row: dict[str, Any]) -> set[str]:
    """Shared publics of an initiative, by the committed table."""
    return {code for public in row["publics"] for code in table.shared(str(row["collection"]), str(public))}
