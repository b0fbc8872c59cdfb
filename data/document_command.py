"""`python -m data document …`: one document of a plan, made as the page « Documents » makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from data.database import MAPS, Store
from data.documents.fiche_sheet import fiche_sheet_pdf
from data.documents.letter import letter, letter_docx, letter_html, letter_text
from data.documents.open_data import open_data_zip
from data.documents.territory_sheet import territory_sheet_pdf
from data.documents.yearly_review import yearly_review_docx
from data.errors import CapError, GeographyError, cause
from data.french import listing, plural
from data.geography import departement_map
from data.period import Period
from data.reading import PlanHead, head, situation
from data.reading.frozen import frozen_situation
from data.selection import Filter, narrow
from data.situation import Situation, where

ALL = Filter()


class Kind(StrEnum):
    FICHE = "fiche"
    TERRITORY = "territoire"
    REVIEW = "bilan"
    LETTER = "lettre"
    OPEN_DATA = "donnees"


ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.FICHE: (".pdf",),
    Kind.TERRITORY: (".pdf",),
    Kind.REVIEW: (".docx",),
    Kind.LETTER: (".docx", ".html", ".txt"),
    Kind.OPEN_DATA: (".zip",),
}
"""How the name of the file may end: it says the format."""


@dataclass(frozen=True)
class _Sources:
    """`now`, `previous` and `year_before` hold what the filter keeps; `whole` and `before` the same, unfiltered."""

    whole: Situation
    before: Situation | None
    now: Situation
    previous: Situation | None
    year_before: Situation | None
    number: int | None
    sha256: str | None


def document(
    store: Store,
    kind: Kind,
    plan: str,
    period: str | None,
    code: str | None,
    out: Path,
    *,
    kept: Filter = ALL,
    publishable: bool = False,
) -> str:
    """Write the document; what was written, in French.

    Args:
        period: code of a period, None for the one that the application opens.
        code: of the fiche or the territory, for the documents about one.
        kept: the axes and publics that the document is about; all without any.
        publishable: of the yearly review, the version that may leave the council.

    Raises:
        CapError: the plan, the period, the filter, the code or the file's name cannot be used. Nothing is written then.
    """
    ending = out.suffix.lower()
    if ending not in ENDINGS[kind]:
        wanted = listing(ENDINGS[kind]).replace(" et ", " ou ")
        raise CapError(f"« {out.name} » doit finir par {wanted} pour ce document. Rien n’a été écrit.")
    found = _sources(store, plan, period, kept)
    made: dict[Kind, Callable[[], bytes]] = {
        Kind.FICHE: lambda: _fiche(found, code),
        Kind.TERRITORY: lambda: _territory(found, code),
        Kind.REVIEW: lambda: yearly_review_docx(
            found.now, found.year_before, frozen=found.number, publishable_only=publishable
        ),
        Kind.LETTER: lambda: _letter(found, ending),
        Kind.OPEN_DATA: lambda: open_data_zip(found.now, frozen=found.number, sha256=found.sha256),
    }
    body = made[kind]()
    try:
        out.write_bytes(body)
    except OSError as error:
        raise CapError(f"Impossible d’écrire « {out} » ({cause(error)}). Choisissez un autre fichier.") from error
    state = f", état figé n° {found.number}" if found.number is not None else ""
    return f"{out} : {found.now.period.label}{state}, {plural(max(1, len(body) // 1000), 'ko', 'ko')}."


def _sources(store: Store, plan_code: str, period: str | None, kept: Filter) -> _Sources:
    seen = head(store)
    plan = next((one for one in seen.plans if one.code == plan_code), None)
    if plan is None:
        known = listing([one.code for one in seen.plans]) or "aucun"
        raise CapError(f"Aucun plan « {plan_code} » dans cette base. Plans présents : {known}. Rien n’a été écrit.")
    asked = Period.parse(period or plan.current_period)
    if asked.code not in plan.periods and asked.code != plan.current_period:
        known = listing(plan.periods) or plan.current_period
        raise CapError(f"Ce plan ne suit pas {asked.the}. Périodes suivies : {known}. Rien n’a été écrit.")
    earlier = sorted(one for code in plan.periods if (one := Period.parse(code)) < asked)
    a_year = asked.shift(-(12 // asked.months))

    def read(wanted: Period) -> Situation:
        return _read(store, plan, wanted.code).with_(demonstration=seen.demonstration)

    whole = read(asked)
    _known(whole, kept)
    before = read(earlier[-1]) if earlier else None
    number = plan.number(asked.code)
    return _Sources(
        whole=whole,
        before=before,
        now=narrow(whole, kept),
        previous=None if before is None else narrow(before, kept),
        year_before=narrow(read(a_year), kept) if a_year.code in plan.periods else None,
        number=number,
        sha256=None if number is None else plan.frozen[asked.code][number - 1],
    )


def _known(whole: Situation, kept: Filter) -> None:
    """Raises CapError for an axis or a public that the plan does not have: a document about nothing helps nobody."""
    axes = [str(code) for code in where(whole.headings, depth=1)["code"]]
    named = set(whole.action_audiences["audience_code"])
    audiences = [str(code) for code in whole.audiences["code"] if code in named]
    for option, asked, known in (("--axe", kept.axes, axes), ("--public", kept.audiences, audiences)):
        unknown = [code for code in asked if code not in known]
        if unknown:
            raise CapError(
                f"« {unknown[0]} » n’est pas de ce plan. {option} prend un de ces codes : {listing(known, 40)}. "
                "Rien n’a été écrit."
            )


def _read(store: Store, plan: PlanHead, period: str) -> Situation:
    number = plan.number(period)
    if number is None:
        return situation(store, plan.code, period)
    return frozen_situation(store, plan.code, period, number)


def _letter(found: _Sources, ending: str) -> bytes:
    told = letter(found.now, found.previous, frozen=found.number)
    if ending == ".html":
        return letter_html(told)
    return letter_text(told).encode() if ending == ".txt" else letter_docx(told, found.now.today)


def _fiche(found: _Sources, code: str | None) -> bytes:
    known = [str(one) for one in found.now.fiches["code"]]
    if not known:
        where_to = "Cette sélection" if found.now.kept else "Ce plan"
        raise CapError(f"{where_to} n’a pas de fiche. Rien n’a été écrit.")
    if code not in known:
        raise CapError(f"Donnez --code, le code d’une fiche : {listing(known, 30)}. Rien n’a été écrit.")
    return fiche_sheet_pdf(found.now, found.before, code, frozen=found.number, whole=found.whole)


def _territory(found: _Sources, code: str | None) -> bytes:
    peers = found.now.peers
    known = {str(c): str(n) for c, n in zip(peers["code"], peers["name"], strict=True)}
    if not known:
        raise CapError("Aucun territoire n’est suivi dans ce plan. Rien n’a été écrit.")
    if code not in known:
        named = listing([f"{one} ({name})" for one, name in known.items()], 40)
        raise CapError(f"Donnez --code, le code d’un territoire : {named}. Rien n’a été écrit.")
    level = found.now.territory_level
    try:
        levels = departement_map(found.now.plan.departement_code, MAPS).levels
        features = {str(one["id"]): one for one in levels[level]["features"]} if level in levels else {}
    except GeographyError:
        features = {}
    return territory_sheet_pdf(found.now, found.previous, code, frozen=found.number, features=features)
