"""The folder of the open data: one CSV a table, `schema.json`, `dictionnaire.csv`, `LISEZMOI.txt`; and its archive.

The CSV are those of the French catalogue of schemas (schema.data.gouv.fr): UTF-8, comma, point for decimals, dates as
AAAA-MM-JJ, « true » and « false ». The schema is a Frictionless Data Package: a Table Schema for each file.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data.documents.open_data.fields import TYPES, Field, Table
from data.documents.open_data.tables import DECISIONS, TABLES
from data.documents.provenance import INVENTED, filters, kept_words, state_words
from data.french import day, plural, typeset
from data.measures.columns import Row
from data.measures.masking import smallest_shown
from data.reminders.neutral import line
from data.situation import Situation
from data.spreadsheet import neutral

ARCHIVE = "donnees-ouvertes"
SCHEMA, DICTIONARY, README = "schema.json", "dictionnaire.csv", "LISEZMOI.txt"
LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
}
_LONGEST = 2_000
_PROPOSED = typeset(
    "Licence Ouverte 2.0 (Etalab), proposée : le choix de la licence, et celui de publier, reviennent au Département."
)
_REREAD = "Les décisions relues pour être publiées, jusqu’à la fin de la période : intitulé, instance, date."


def open_data(
    situation: Situation,
    *,
    frozen: int | None = None,
    sha256: str | None = None,
    reread: Collection[str] | None = None,
) -> dict[str, bytes]:
    """File name → bytes.

    Args:
        situation: narrowed by the filters in force.
        frozen, sha256: number and checksum of the frozen state shown, None for the plan as it stands.
        reread: codes of the decisions accepted for the public, the only ones then given; None: all of them.
    """
    tables = (_plan(situation, frozen, sha256), *TABLES)
    if reread is not None:
        situation = situation.with_(decisions=situation.decisions[situation.decisions["code"].isin(set(reread))])
        tables = tuple(replace(one, words=_REREAD) if one is DECISIONS else one for one in tables)
    rows = {table.name: list(table.rows(situation)) for table in tables}
    return {
        README: _readme(situation, tables, rows, frozen, sha256),
        SCHEMA: _schema(situation, tables, frozen, sha256),
        DICTIONARY: _dictionary(tables),
        **{table.path: _csv([one.name for one in table.fields], table.fields, rows[table.name]) for table in tables},
    }


def open_data_zip(situation: Situation, *, frozen: int | None = None, sha256: str | None = None) -> bytes:
    """The same as one archive; the same Situation gives the same bytes."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, body in open_data(situation, frozen=frozen, sha256=sha256).items():
            on = situation.today
            entry = ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, body)
    return held.getvalue()


def _plan(situation: Situation, frozen: int | None, sha256: str | None) -> Table:
    """The file of one row that says where all the others come from."""
    card = situation.plan
    fields = (
        Field("code", "Code du plan", "string", "Code du plan.", required=True, unique=True),
        Field("intitule", "Intitulé", "string", "Intitulé du plan.", required=True),
        Field("departement_code", "Département", "string", "Code Insee du département.", required=True),
        Field("departement", "Nom du département", "string", "Nom du département.", required=True),
        Field("debut", "Début", "date", "Premier jour du plan.", required=True),
        Field("fin", "Fin", "date", "Dernier jour du plan.", required=True),
        Field("periode", "Période", "string", "Période décrite (2026-T2).", required=True),
        Field("arrete_le", "Arrêté au", "date", "Dernier jour décrit.", required=True),
        Field("etat_fige", "État figé", "integer", "Numéro de l’état figé ; vide : chiffres encore provisoires.",
              bounds=(1, None)),
        Field("empreinte", "Empreinte", "string", "Empreinte SHA-256 de l’état figé."),
        Field("filtres", "Filtres", "string", "Partie du plan exportée ; vide : tout le plan."),
        Field("demonstration", "Démonstration", "boolean", "Les données du suivi sont inventées.", required=True),
        Field("licence", "Licence", "string", "Licence proposée.", required=True),
    )  # fmt: skip
    row = {
        "code": card.code, "intitule": card.title, "departement_code": card.departement_code,
        "departement": card.departement_name, "debut": card.starts_on, "fin": card.ends_on,
        "periode": situation.period.code, "arrete_le": situation.as_of, "etat_fige": frozen, "empreinte": sha256,
        "filtres": " ; ".join(filters(situation, outside=True)) or None, "demonstration": situation.demonstration,
        "licence": LICENCE["name"],
    }  # fmt: skip
    words = "Le plan, la période et d’où viennent ces données."
    return Table("plan", "Plan", words, fields, ("code",), lambda _: [row])


def _csv(heads: Sequence[str], fields: Sequence[Field], rows: Iterable[Row]) -> bytes:
    held = StringIO(newline="")
    out = csv.writer(held, lineterminator="\r\n")
    out.writerow(heads)
    out.writerows([_cell(row.get(field.name), field) for field in fields] for row in rows)
    return held.getvalue().encode()


def _cell(value: Any, field: Field) -> str:
    """A value as the schema says its column; a text is on one line, and never something that a spreadsheet computes."""
    if value is None:
        return ""
    match field.type:
        case "boolean":
            return "true" if value else "false"
        case "date":
            return value.isoformat()
        case "integer" | "year":
            return str(int(value))
        case "number":
            # At most 15 digits: what a spreadsheet or a script reads back is what was given.
            return format(float(value), ".15g")
        case "string":
            text = line(str(value), _LONGEST)
            return text if field.choices else str(neutral(text))


def _schema(situation: Situation, tables: Sequence[Table], frozen: int | None, sha256: str | None) -> bytes:
    described = {
        "profile": "tabular-data-package",
        "name": f"{situation.plan.code}-{situation.period.code}".lower(),
        "title": f"{situation.plan.title} – {situation.plan.departement_name}, {situation.period.label}",
        "description": f"{INVENTED} {_PROPOSED}" if situation.demonstration else _PROPOSED,
        "created": situation.today.isoformat(),
        "licenses": [LICENCE],
        "provenance": {
            "plan": situation.plan.code,
            "periode": situation.period.code,
            "arrete_le": situation.as_of.isoformat(),
            "etat_fige": frozen,
            "sha256": sha256,
            "filtres": list(filters(situation, outside=True)),
            "demonstration": situation.demonstration,
        },
        "resources": [_resource(table) for table in tables],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: Table) -> Mapping[str, Any]:
    links = [
        {"fields": list(here), "reference": {"resource": "" if there == table.name else there, "fields": list(named)}}
        for here, there, named in table.links
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "title": typeset(table.title),
        "description": typeset(table.words),
        "encoding": "utf-8",
        "mediatype": "text/csv",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [field.described() for field in table.fields],
            "primaryKey": list(table.key),
            **({"foreignKeys": links} if links else {}),
            "missingValues": [""],
        },
    }


_WORDS = ("fichier", "colonne", "intitule", "type", "obligatoire", "valeurs_possibles", "description")


def _dictionary(tables: Sequence[Table]) -> bytes:
    rows: list[Row] = [
        {
            "fichier": table.path,
            "colonne": field.name,
            "intitule": typeset(field.title),
            "type": TYPES[field.type],
            "obligatoire": "oui" if field.required else "non",
            "valeurs_possibles": typeset(" | ".join(f"{value} = {words}" for value, words in field.choices)),
            "description": typeset(field.words),
        }
        for table in tables
        for field in table.fields
    ]
    return _csv(_WORDS, [Field(name, name, "string", "") for name in _WORDS], rows)


def _readme(
    situation: Situation,
    tables: Sequence[Table],
    rows: Mapping[str, Sequence[Row]],
    frozen: int | None,
    sha256: str | None,
) -> bytes:
    masked = sum(bool(row["masque"]) for row in rows["valeurs"])
    listed = [f"- {one.path} : {one.words} ({plural(len(rows[one.name]), 'ligne')})" for one in tables]
    told = [
        f"{situation.plan.title} – {situation.plan.departement_name}",
        f"Données ouvertes, {situation.period.label}",
        "",
        *([INVENTED, ""] if situation.demonstration else []),
        f"Arrêté au {day(situation.as_of)}, {state_words(situation, frozen)}.",
        *([f"Empreinte SHA-256 de l’état figé : {sha256}"] if sha256 else []),
        f"Filtres : {kept_words(situation, outside=True)}.",
        _PROPOSED,
        "",
        "Fichiers",
        *listed,
        f"- {SCHEMA} : description de chaque fichier (Table Schema, Data Package).",
        f"- {DICTIONARY} : la même chose, à lire dans un tableur.",
        "",
        "Conventions",
        "UTF-8, virgule entre les colonnes, point décimal, dates AAAA-MM-JJ, « true » et « false » ; une case vide est "
        "une valeur absente, jamais un zéro. Un texte qu’un tableur prendrait pour une formule commence par une "
        "apostrophe.",
        "Pour ouvrir un fichier dans un tableur, importez-le en choisissant « UTF-8 » et « virgule » : un double clic "
        "le lit souvent mal.",
        "",
        "Ce qui est masqué",
        f"Une valeur sous le seuil de son indicateur ({smallest_shown(None):.0f} personnes, sauf autre choix du "
        "Département) est vide et la colonne « masque » le dit. D’autres le sont avec elle, pour qu’aucune ne se "
        f"retrouve par soustraction. Ici : {plural(masked, 'valeur masquée', 'valeurs masquées')}.",
        "",
        "Ce qui n’y est pas",
        "Aucun nom, aucun texte des pilotes, ni météo, ni difficulté, ni demande. Les taux se recalculent à partir de "
        "actions.csv : réalisées ÷ comptées, sans les abandonnées, les reportées, les non concernées ni les "
        "récurrentes.",
    ]
    return ("\n".join(typeset(text) for text in told) + "\n").encode()
