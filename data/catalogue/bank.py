"""Reading the collections of initiatives: files, rules, counts. Their format is in `data.catalogue.initiatives`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import JsonValue

from data.catalogue.format import FOLDER, read_checked
from data.catalogue.initiatives import UNSAID, BankFile, BankInitiative, Counts

BANKS = FOLDER / "initiatives"
"""Where the collections' files are: apart from the plans."""


def bank_files(folder: Path = BANKS) -> dict[str, Path]:
    """The collections at hand: code (the file's name without « .json ») → its file, in code order."""
    return {path.stem: path for path in sorted(folder.glob("*.json"))}


def read_bank(path: Path) -> BankFile:
    """The checked content of a collection's file. Raises CatalogueError, in French, as `read_catalogue` does."""
    return read_checked(path, BankFile, _problems)


def counted(initiatives: Iterable[BankInitiative]) -> Counts:
    """The counts of a list of initiatives."""
    rows = list(initiatives)
    return Counts(
        initiatives=len(rows),
        fiches=sum(row.kind == "fiche" for row in rows),
        notices=sum(row.kind == "notice" for row in rows),
        territories=len({row.departement_code for row in rows}),
        by_theme=Counter(row.theme for row in rows),
        by_departement=Counter(row.departement_code for row in rows),
        by_public=Counter(code for row in rows for code in row.publics),
        by_maturity=Counter(row.maturity or UNSAID for row in rows),
        by_start_year=Counter(str(row.start_year or UNSAID) for row in rows),
        with_digital_tool=sum(row.digital_tool is not None for row in rows),
        with_results=sum(bool(row.results) for row in rows),
        with_indicators=sum(bool(row.indicators) for row in rows),
        with_budget_mention=sum(row.budget is not None for row in rows),
        with_budget_amount=sum(row.budget is not None and row.budget.amount_eur is not None for row in rows),
        with_schema_ref=sum(bool(row.schema_refs) for row in rows),
        with_expert_reference=sum(row.expert_reference is not None for row in rows),
        with_contact_role=sum(row.contact_role is not None for row in rows),
        similar_elsewhere=sum(len(row.similar_elsewhere) for row in rows),
        embedded=sum(len(row.embedded) for row in rows),
    )


def _problems(bank: BankFile) -> list[str]:
    return [*_codes(bank), *_lines(bank), *_differences(bank), *_personal_data(bank)]


def _codes(bank: BankFile) -> Iterator[str]:
    lists = {"thème": bank.themes, "public": bank.publics, "maturité": bank.maturities, "genre": bank.kinds}
    known = {name: [item.code for item in items] for name, items in lists.items()}
    for name, codes in [*known.items(), ("initiative", [row.code for row in bank.initiatives])]:
        for code, times in Counter(codes).items():
            if times > 1:
                yield f"{name} {code} : ce code est employé {times} fois ; donnez à chacun le sien."
    sections = {theme.code: {section.title for section in theme.sub_themes} for theme in bank.themes}
    for row in bank.initiatives:
        named = [("thème", row.theme), ("maturité", row.maturity), ("genre", row.kind)]
        named += [("public", code) for code in row.publics]
        for name, code in named:
            if code is not None and code not in known[name]:
                yield f"initiative {row.code} : {name} « {code} » inconnu ; corrigez ce code ou ajoutez-le à sa liste."
        if row.sub_theme is not None and row.sub_theme not in sections.get(row.theme, {row.sub_theme}):
            yield f"initiative {row.code} : la rubrique « {row.sub_theme} » n’est pas de son thème ; corrigez-la."


def _lines(bank: BankFile) -> Iterator[str]:
    last = bank.collection.source_lines
    for row in bank.initiatives:
        if row.line_end < row.line:
            yield f"initiative {row.code} : elle finit avant de commencer ; corrigez ses deux lignes."
        elif row.line_end > last:
            yield f"initiative {row.code} : ligne {row.line_end} d’un document de {last} ; corrigez la ligne."


def _differences(bank: BankFile) -> Iterator[str]:
    """Each count announced by the file is the one of its list."""
    announced, held = _flat(bank.counts), _flat(counted(bank.initiatives))
    for name in sorted({*announced, *held}):
        # A word that nobody uses may be announced as 0 or not at all.
        said, there = announced.get(name, 0), held.get(name, 0)
        if said != there:
            yield f"décompte « {name} » : {said} annoncés, {there} dans la liste ; ajoutez ce qui manque."


def _flat(counts: Counts) -> dict[str, int]:
    """« by_theme.insertion » → 46."""
    flat: dict[str, int] = {}
    for name in Counts.model_fields:
        value: int | dict[str, int] = getattr(counts, name)
        flat.update({f"{name}.{key}": n for key, n in value.items()} if isinstance(value, dict) else {name: value})
    return flat


_MAIL = re.compile(r"\S+\s*@\s*\S+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+33\s?|0)[1-9](?:[ .\-\u00a0\u202f]?\d{2}){4}(?!\d)")


def _personal_data(bank: BankFile) -> Iterator[str]:
    for item in (bank.collection, *bank.themes, *bank.initiatives):
        if any(_MAIL.search(text) or _PHONE.search(text) for text in _texts(item.model_dump(mode="json"))):
            yield f"élément {item.code} : une adresse de courriel ou un téléphone y figure ; retirez-le."


def _texts(value: JsonValue) -> Iterator[str]:
    """Every text of a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
