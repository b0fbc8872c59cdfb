"""One initiative of the bank, told: what it says, never more; silence is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data.bank.card import DOT, card, maturity_said, year_said
from data.bank.tables import Bank
from data.french import NBSP, listing, number, plural, typeset
from data.measures.columns import Row, absent, records
from data.situation import where


@dataclass(frozen=True)
class Said:
    """A text of the collection and the lines of the source where it stands, « ligne 5383 »; empty when unknown."""

    text: str
    line: str = ""


@dataclass(frozen=True)
class Told:
    """An initiative, in French, ready to be shown as plain text.

    Attributes:
        above: theme and part of the collection.
        sentence: what is known of it in one go.
        facts: name → text, only those that are known, in reading order.
        results: what was observed; expected: what was hoped for. Never mixed.
        money: each amount with what it is and the words of the source; never added up.
        badges: « Notice courte », « Repérée par … ».
        source: where it was read.
    """

    code: str
    title: str
    above: str
    sentence: str
    badges: tuple[str, ...]
    facts: dict[str, str]
    results: tuple[Said, ...]
    expected: tuple[Said, ...]
    indicators: tuple[Said, ...]
    money: tuple[Said, ...]
    schemas: tuple[Said, ...]
    inside: tuple[Said, ...]
    elsewhere: tuple[Said, ...]
    note: str
    source: str


def told(bank: Bank, code: str) -> Told | None:
    """The initiative `code`; None when the bank does not hold it."""
    rows = records(where(bank.initiatives, code=code))
    if not rows:
        return None
    row = rows[0]
    body: dict[str, Any] = row["body"]
    results, expected = _said(body.get("results")), _said(body.get("expected_impacts"))
    return Told(
        code=code,
        title=typeset(str(row["title"])),
        above=" › ".join(typeset(str(part)) for part in (row["theme_title"], row["sub_theme"]) if part),
        sentence=_sentence(row, results, expected),
        badges=_badges(row, body),
        facts=_facts(bank, row, body),
        results=results,
        expected=expected,
        indicators=_said(body.get("indicators")),
        money=_money(body.get("budget")),
        schemas=_said(body.get("schema_refs")),
        inside=_said(body.get("embedded")),
        elsewhere=_elsewhere(body.get("similar_elsewhere")),
        note=typeset(str(body.get("note") or "")),
        source=_source(bank, row, body),
    )


def _sentence(row: Row, results: tuple[Said, ...], expected: tuple[Said, ...]) -> str:
    seen = plural(len(results), "résultat constaté", "résultats constatés") if results else "aucun résultat constaté"
    hoped = plural(len(expected), "effet attendu", "effets attendus") if expected else "aucun effet attendu"
    return typeset(
        f"{row['departement_name']}, {year_said(row)}, {_lowered(maturity_said(row))} : {seen} et {hoped} d’après "
        "la collectivité."
    )


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _badges(row: Row, body: dict[str, Any]) -> tuple[str, ...]:
    expert = body.get("expert_reference")
    return (
        *(["Notice courte"] if row["kind"] == "notice" else []),
        *([f"Repérée par {expert['source']}"] if expert else []),
        *(["Titre tiré du texte"] if body.get("title_derived") else []),
    )


def _facts(bank: Bank, row: Row, body: dict[str, Any]) -> dict[str, str]:
    wordings = [str(each["wording"]) for each in records(where(bank.audiences, code=row["code"])) if each["wording"]]
    tool = DOT.join(str(body[key]) for key in ("digital_tool", "digital_note") if body.get(key))
    found = {
        "Département": f"{row['departement_name']} ({row['departement_code']})",
        "Territoire": row["territory"],
        "Organisation": row["organisation"],
        "Année": _year(row, body),
        "Avancement": _maturity(row, body),
        "Publics": card(row, bank).publics,
        "Publics, dans les mots du recueil": listing(list(dict.fromkeys(wordings))),
        "Publics, dans le texte": _quoted(body.get("publics_raw")) + _inferred(body),
        "Partenaires": _joined(body.get("partners")),
        "Outil numérique": tool,
        "Mots-clés": _joined(body.get("keywords")),
        "Fonction de l’interlocuteur": body.get("contact_role"),
    }
    return {name: typeset(str(text)) for name, text in found.items() if not absent(text) and text}


def _year(row: Row, body: dict[str, Any]) -> str:
    printed = str(body.get("date_raw") or "")
    said = year_said(row)
    return f"{said} (imprimé : « {printed} »)" if printed and printed != said else said


def _joined(words: list[Any] | None) -> str:
    return ", ".join(str(word) for word in words or [])


def _maturity(row: Row, body: dict[str, Any]) -> str:
    said = str(row["maturity_title"] or "non précisé")
    printed = str(body.get("status_raw") or "")
    return f"{said} (imprimé : « {printed} »)" if printed and printed != said else said


def _quoted(text: Any) -> str:
    return f"« {text} »" if text else ""


def _inferred(body: dict[str, Any]) -> str:
    """Said when the publics were deduced, whatever the text says of them."""
    if body.get("publics_source") != "inferred":
        return ""
    return " (publics déduits du texte)" if body.get("publics_raw") else "publics déduits du texte"


def _said(items: list[str | dict[str, Any]] | None) -> tuple[Said, ...]:
    """Texts of the collection: plain ones, or with their line."""
    return tuple(
        Said(typeset(str(item)))
        if isinstance(item, str)
        else Said(typeset(str(item.get("text", ""))), _line(item.get("line")))
        for item in items or []
    )


def _money(item: dict[str, Any] | list[dict[str, Any]] | None) -> tuple[Said, ...]:
    if not item:
        return ()
    items = item if isinstance(item, list) else [item]
    return tuple(
        Said(
            typeset(f"{_amount(each)}{each.get('nature') or 'nature non précisée'} — « {each.get('raw') or '…'} »"),
            _line(each.get("line")),
        )
        for each in items
    )


def _amount(item: dict[str, Any]) -> str:
    value = item.get("amount_eur")
    return "" if value is None else f"{_euros(float(value))}, "


def _euros(value: float) -> str:
    return f"{number(value, 2)}{NBSP}€"


def _elsewhere(items: list[dict[str, Any]] | None) -> tuple[Said, ...]:
    return tuple(
        Said(
            typeset(" : ".join(str(part) for part in (each.get("departement_name"), each.get("text")) if part)),
            _line(each.get("line")),
        )
        for each in items or []
    )


def _line(line: Any) -> str:
    return "" if absent(line) else f"ligne{NBSP}{line}"


def _source(bank: Bank, row: Row, body: dict[str, Any]) -> str:
    collection = records(where(bank.collections, code=row["collection_code"]))[0]
    first, last = row["source_line"], body.get("line_end")
    lines = "" if absent(first) else f", lignes {first} à {last}" if not absent(last) else f", ligne {first}"
    publisher = collection["body"].get("publisher")
    return typeset(f"{collection['title']}{f' ({publisher})' if publisher else ''}{lines}, code {row['code']}.")
