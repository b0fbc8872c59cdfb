"""Checks CSV files against the Table Schema of their Data Package; it knows nothing of what wrote them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any

_FORMS = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?([eE][+-]?\d+)?", "year": r"\d{4}", "boolean": "true|false"}


def read(files: Mapping[str, bytes], path: str) -> list[dict[str, str]]:
    """The rows of a file as it stands: UTF-8 without a mark, comma."""
    return list(csv.DictReader(StringIO(files[path].decode(), newline=""), strict=True))


def faults(files: Mapping[str, bytes]) -> list[str]:
    """Everything in which the files are not what `schema.json` says; empty when they are."""
    package = json.loads(files["schema.json"])
    resources = {one["name"]: one for one in package["resources"]}
    listed = {one["path"] for one in package["resources"]}
    found = [f"{name}: not described" for name in files if name.endswith(".csv") and name not in listed | {
        "dictionnaire.csv"}]  # fmt: skip
    tables = {name: read(files, one["path"]) for name, one in resources.items()}
    for name, one in resources.items():
        schema, rows = one["schema"], tables[name]
        fields = {field["name"]: field for field in schema["fields"]}
        heads = files[one["path"]].decode().split("\r\n", 1)[0].split(",")
        if heads != list(fields):
            found.append(f"{name}: {heads}")
        for field in fields.values():
            found += [f"{name}.{field['name']}: {fault}" for fault in _column(field, [r[field["name"]] for r in rows])]
        keys = [tuple(row[part] for part in schema["primaryKey"]) for row in rows]
        if len(keys) != len(set(keys)):
            found.append(f"{name}: primary key")
        for link in schema.get("foreignKeys", ()):
            there = link["reference"]
            known = {tuple(row[part] for part in there["fields"]) for row in tables[there["resource"] or name]}
            for row in rows:
                asked = tuple(row[part] for part in link["fields"])
                if all(asked) and asked not in known:
                    found.append(f"{name}: {asked} refers to nothing")
    return found


def _column(field: Mapping[str, Any], values: list[str]) -> list[str]:
    limits = field.get("constraints", {})
    given = [value for value in values if value]
    found: list[str] = []
    if limits.get("required") and len(given) != len(values):
        found.append("empty")
    if limits.get("unique") and len(set(given)) != len(given):
        found.append("twice")
    if "enum" in limits:
        found += [f"{value!r} not listed" for value in sorted(set(given) - set(limits["enum"]))]
    for value in given:
        if not _is(field["type"], value):
            found.append(f"{value!r} is no {field['type']}")
        elif field["type"] in ("integer", "number"):
            low, high = limits.get("minimum"), limits.get("maximum")
            if (low is not None and float(value) < low) or (high is not None and float(value) > high):
                found.append(f"{value} out of bounds")
    return found


def _is(kind: str, value: str) -> bool:
    if kind == "date":
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    return kind == "string" or re.fullmatch(_FORMS[kind], value) is not None
