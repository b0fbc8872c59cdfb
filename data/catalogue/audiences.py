"""The table of publics: which wording of which plan belongs to which publics of the shared vocabulary.

A `;`-separated UTF-8 file, one line for each pair: plan;wording_code;wording;audience_code;audience;reason.
A wording may belong to several shared publics, and a shared public gathers many wordings; `reason` says why
where it is not obvious. The order in which shared publics first appear is the order in which they are listed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from data.catalogue.initiatives import BankFile
from data.catalogue.items import Catalogue
from data.catalogue.refusals import refusal
from data.errors import CatalogueError

TABLE = Path(__file__).with_name("audiences.csv")
"""The committed table."""

UNIVERSAL = "tout_public"
"""Code of the shared public that means everybody."""

_COLUMNS = ("plan", "wording_code", "wording", "audience_code", "audience", "reason")


@dataclass(frozen=True)
class AudienceRow:
    """One line of the table. `wording` is the plan's, word for word; `reason` is None where it is obvious."""

    plan: str
    wording_code: str
    wording: str
    audience_code: str
    audience: str
    reason: str | None


@dataclass(frozen=True)
class SharedAudience:
    """A public of the shared vocabulary. `rank`: from 1; `universal`: it means everybody."""

    code: str
    title: str
    rank: int
    universal: bool


@dataclass(frozen=True)
class AudienceTable:
    """The checked table. `rows` as in the file; `audiences`: the shared vocabulary, in order."""

    rows: tuple[AudienceRow, ...]
    audiences: tuple[SharedAudience, ...]

    def shared(self, plan: str, wording_code: str) -> tuple[str, ...]:
        """Codes of the shared publics of one wording, in the file's order; empty if the table ignores it."""
        return tuple(r.audience_code for r in self.rows if (r.plan, r.wording_code) == (plan, wording_code))

    def renamed(self, plan: str, new_plan: str) -> AudienceTable:
        """The rows of `plan` alone, for a copy of it under another code."""
        return replace(self, rows=tuple(replace(r, plan=new_plan) for r in self.rows if r.plan == plan))


def read_audience_table(path: Path = TABLE) -> AudienceTable:
    """The checked table of publics.

    Raises:
        CatalogueError: the file is absent, unreadable or breaks a rule; the French message lists up to ten
            errors, each with its line in the file and what to do.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, delimiter=";", strict=True))
    except FileNotFoundError as error:
        raise _refusal(path, ["le fichier est introuvable ; vérifiez son nom et son dossier."]) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = "le fichier est illisible ; enregistrez-le en CSV, séparé par « ; », encodé en UTF-8."
        raise _refusal(path, [why]) from error
    if not lines or tuple(lines[0]) != _COLUMNS:
        raise _refusal(path, [f"ligne 1 : l’en-tête doit être « {';'.join(_COLUMNS)} » ; rétablissez-le."])
    broken = [
        f"ligne {number} : {len(cells)} colonnes au lieu de {len(_COLUMNS)} ; corrigez les « ; »."
        for number, cells in enumerate(lines[1:], 2)
        if len(cells) != len(_COLUMNS)
    ]
    if broken:
        raise _refusal(path, broken)
    rows = tuple(AudienceRow(c[0], c[1], c[2], c[3], c[4], c[5] or None) for c in lines[1:])
    broken = list(_problems(rows))
    if broken:
        raise _refusal(path, broken)
    titles = {row.audience_code: row.audience for row in rows}
    audiences = tuple(
        SharedAudience(code, title, rank, code == UNIVERSAL) for rank, (code, title) in enumerate(titles.items(), 1)
    )
    return AudienceTable(rows, audiences)


def check_wordings(table: AudienceTable, catalogue: Catalogue | BankFile, path: Path = TABLE) -> None:
    """Compare the table with a plan or a collection: its wordings are there word for word, and nothing else under it.

    A wording that means everybody belongs to the shared public that means everybody, and it alone does. Any other
    may be absent: it has no shared public, and screens count it as such.

    Raises:
        CatalogueError: they differ; the French message names each wording.
    """
    if isinstance(catalogue, Catalogue):
        plan, of_plan, wordings = catalogue.plan.code, "du plan", catalogue.audiences
    else:
        plan, of_plan, wordings = catalogue.collection.code, "du recueil", catalogue.publics
    listed = {row.wording_code: row.wording for row in table.rows if row.plan == plan}
    broken: list[str] = []
    for audience in wordings:
        where = f"public {audience.code}"
        if audience.code not in listed:
            if audience.universal:
                broken.append(f"{where} : il vise tout le monde et manque pour le plan {plan} ; ajoutez sa ligne.")
        elif listed[audience.code] != audience.title:
            broken.append(f"{where} : le libellé n’est pas celui {of_plan} ; écrivez « {audience.title} ».")
        elif (UNIVERSAL in table.shared(plan, audience.code)) != audience.universal:
            broken.append(f"{where} : « {UNIVERSAL} » ne va qu’aux libellés qui visent tout le monde.")
    known = {audience.code for audience in wordings}
    for code in listed:
        if code not in known:
            broken.append(f"public {code} : inconnu {of_plan} {plan} ; corrigez son code ou retirez ses lignes.")
    if broken:
        raise _refusal(path, broken)


def _problems(rows: tuple[AudienceRow, ...]) -> Iterator[str]:
    if not rows:
        yield "la table est vide ; reprenez une copie saine."
    wordings: dict[tuple[str, str], str] = {}
    titles: dict[str, str] = {}
    pairs: set[tuple[str, str, str]] = set()
    for number, row in enumerate(rows, 2):
        cells = (row.plan, row.wording_code, row.wording, row.audience_code, row.audience)
        where = f"ligne {number} (public {row.wording_code})"
        if any(not cell or cell != cell.strip() for cell in cells):
            yield f"{where} : une cellule est vide ou bordée d’espaces ; seule « reason » peut être vide."
            continue
        if wordings.setdefault((row.plan, row.wording_code), row.wording) != row.wording:
            yield f"{where} : ce code a déjà un autre libellé ; gardez-en un seul."
        if titles.setdefault(row.audience_code, row.audience) != row.audience:
            yield f"{where} : « {row.audience_code} » a déjà un autre nom ; gardez-en un seul."
        pair = (row.plan, row.wording_code, row.audience_code)
        if pair in pairs:
            yield f"{where} : cette paire est déjà dans la table ; retirez la ligne."
        pairs.add(pair)


def _refusal(path: Path, sentences: list[str]) -> CatalogueError:
    return refusal(f"La table des publics « {path.name} » n’est pas chargée", sentences)
