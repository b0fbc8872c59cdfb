"""One axis of the yearly review: what was done, what it changed, what was left and why, what comes."""

from __future__ import annotations

from collections import Counter
from datetime import date

from data.documents.yearly.told import Axis, Rows, Word
from data.documents.yearly.year import Year
from data.french import capitalised, day, number, plural, short_day, typeset
from data.measures import objectives
from data.measures.action_rows import ActionRow
from data.measures.columns import Row, as_date, keep, records, texts
from data.measures.indicator_board import NOTHING_SAID, Standing
from data.measures.indicator_detail import values_table
from data.measures.nouns import leaf_noun
from data.measures.readable import no_measures
from data.measures.tree import Branch, branch_figure
from data.period import Period
from data.vocabulary import Nature, ObjectiveRating, ReportStatus, Status, label

CHANGED = (Nature.IMPACT, Nature.MIXED, Nature.SATISFACTION)
"""Natures of the indicators that say what was changed, and not what was done."""
DONE, LEFT = ("realisees", "tenues"), ("abandonnees", "reportees", "suspendues")
"""Causes of change that a year's review lists."""
_LEFT_STATUS = (Status.ABANDONED, Status.POSTPONED, Status.SUSPENDED)
_MANY = 15
"""Actions beyond which those that open are counted by fiche."""


def axis(year: Year, branch: Branch) -> Axis:
    """An axis, `branch` being of the first level."""
    code = branch.code
    done, left, (changed, changed_says) = _done(year, code), _left(year, code), _changed(year, code)
    opening = _opening(year, code)
    return Axis(
        title=named(branch),
        sentence=_rate(year, branch),
        done_says=_done_says(year, len(done)),
        done=done,
        words=_words(year, "done", code),
        changed_says=changed_says,
        changed=changed,
        rated=_rated(year, code),
        left_says="" if left else _nothing_left(year),
        left=left,
        difficulties=() if year.outside else _words(year, "difficulties", code),
        decisions=decisions(year, code),
        coming=_words(year, "upcoming", code, last=True),
        opening=() if len(opening) > _MANY else opening,
        opening_by_fiche=_by_fiche(year, code) if len(opening) > _MANY else (),
    )


def _rate(year: Year, branch: Branch) -> str:
    done = leaf_noun(year.now).agreed("{noun} réalisé{e}{s}", 2)
    return typeset(f"{capitalised(done)} : {branch_figure(year.now, branch).text}.")


def named(branch: Branch) -> str:
    """« Axe 2 – Le parcours de vie »."""
    return typeset(f"{branch.level} {branch.code} – {branch.title}")


def decisions(year: Year, code: str | None) -> Rows:
    """The year's decisions that touch an axis, by their fiche or by the action that rests on them, oldest first.

    None: those that touch no axis.
    """
    rests: dict[str | None, str | None] = {row["decision"]: row["axis_code"] for row in records(year.now.leaves)}
    found: list[tuple[str, ...]] = []
    for row in sorted(year.decided, key=lambda row: row["decided_on"]):
        if (year.axis_of_fiche.get(row["fiche_code"]) or rests.get(str(row["code"]))) == code:
            title = typeset(f"{row['code']} – {row['title']}")
            found.append((title, typeset(f"{row['instance']}, {day(row['decided_on'])}")))
    return tuple(found)


def _done(year: Year, code: str) -> Rows:
    if year.changes is None:
        return tuple(
            (row.code, row.title, "" if year.outside else capitalised(row.said))
            for row in year.actions.values()
            if row.status is Status.DONE and row.counted and year.axis_of_action.get(row.code) == code
        )
    return tuple(
        (item.code, item.title, item.text)
        for cause in year.changes.causes
        if cause.cause in DONE
        for item in cause.items
        if year.axis_of_action.get(item.code) == code
    )


def _done_says(year: Year, count: int) -> str:
    noun = leaf_noun(year.now)
    if not count:
        return noun.agreed(f"Aucun{{e}} {{noun}} n’a été déclaré{{e}} réalisé{{e}} {year.when}.", 1)
    return f"{capitalised(noun.counted('{noun} réalisé{e}{s} ou tenu{e}{s}', count))} {year.when}."


def _left(year: Year, code: str) -> Rows:
    if year.changes is None:
        return tuple(
            (row.code, row.title, row.status_text, _why(year, row))
            for row in year.actions.values()
            if row.status in _LEFT_STATUS and row.counted and year.axis_of_action.get(row.code) == code
        )
    return tuple(
        (one.code, one.title, one.after, _why(year, year.actions[one.code]))
        for one in year.changes.actions
        if one.cause in LEFT and one.code in year.actions and year.axis_of_action.get(one.code) == code
    )


def _why(year: Year, row: ActionRow) -> str:
    """New period, reason, decision. Outside, a reason is not said: nobody marked it publiable."""
    titles = {f"Décision {one['code']}": str(one["title"]) for one in records(year.now.decisions)}
    notes = [note for note in row.notes if not (year.outside and note.startswith("Motif"))]
    said = [f"{note} « {titles[note]} »" if note in titles else note for note in notes]
    if not year.outside and row.comment and not any(note.startswith("Motif") for note in notes):
        said.append(f"Commentaire : {row.comment}")
    return typeset(" ; ".join(each.rstrip(".") for each in said)) or ("" if year.outside else "Motif non renseigné")


def _nothing_left(year: Year) -> str:
    words = f"Aucun{{e}} {{noun}} n’a été reporté{{e}}, suspendu{{e}} ni abandonné{{e}} {year.when}."
    return leaf_noun(year.now).agreed(words, 1)


def _changed(year: Year, code: str) -> tuple[Rows, str]:
    """(indicators with a value, what is said of the others)."""
    mine = [one for one in year.standings if str(one.indicator["axis_code"]) == code]
    impact = [one for one in mine if one.indicator["nature"] in CHANGED]
    known = tuple(_indicator(year, one) for one in impact if one.said)
    if not impact:
        return (), "Aucun indicateur d’impact ou de satisfaction n’est suivi ici."
    silent = len(impact) - len(known)
    if not known:
        return (), typeset(f"Aucune valeur n’a encore été saisie ({plural(silent, 'indicateur')} d’impact).")
    if not silent:
        return known, ""
    words = "n’a pas" if silent == 1 else "n’ont pas"
    return known, typeset(f"Sur {number(len(impact))} indicateurs d’impact, {number(silent)} {words} encore de valeur.")


def _indicator(year: Year, one: Standing) -> tuple[str, ...]:
    place = year.now.territory_code or year.now.plan.departement_code
    values = records(values_table(one.indicator, year.readable.get(one.code, no_measures()), place, year.now.as_of))
    told = [row for row in values if row["Valeur"] != "—" and not str(row["Valeur"]).startswith(NOTHING_SAID)]
    first = f"{told[0]['Valeur']} ({told[0]['Date']})" if len(told) > 1 else "—"
    said = "Texte saisi" if one.in_words and year.outside else one.text
    last = f"{said} ({short_day(one.on)})" if one.on and short_day(one.on) not in said else said
    return one.title, first, last, ", ".join(part for part in (one.trend or "", one.progress or "") if part) or "—"


def _rated(year: Year, code: str) -> Rows:
    own = [year.axis_of_fiche.get(fiche) == code for fiche in texts(year.now.objectives, "fiche_code")]
    rows = objectives.ratings_of_year(keep(year.now.objectives, own), year.now.objective_ratings, year.rated)
    return tuple(
        (
            typeset(str(row["title"])),
            label(ObjectiveRating(row["rating"])),
            "" if year.outside else typeset(str(row["comment"] or "")),
        )
        for row in records(rows)
        if row["rating"]
    )


def _words(year: Year, field: str, code: str, *, last: bool = False) -> tuple[Word, ...]:
    titles = {str(row["code"]): str(row["title"]) for row in records(year.now.fiches)}
    word = year.now.plan.levels.get("fiche") or "Fiche"
    return tuple(
        Word(
            typeset(f"{word} {row['fiche_code']} – {titles[str(row['fiche_code'])]}"),
            str(row[field]).strip(),
            _signed(year, row, field),
        )
        for row in year.reports(code, last=last)
        if str(row[field] or "").strip() and _may_be_said(year, row, field)
    )


def _may_be_said(year: Year, row: Row, field: str) -> bool:
    validated = row["status"] == ReportStatus.VALIDATED
    return not year.outside or (validated and field in (row["publishable"] or ()))


def _signed(year: Year, row: Row, field: str) -> str:
    period = Period.parse(str(row["period"])).label
    if year.outside:
        return period
    public = "publiable" if field in (row["publishable"] or ()) else "interne"
    return typeset(f"{period}, {row['author']}, {public}")


def _opening_leaves(year: Year, code: str) -> list[tuple[date, Row]]:
    """The actions whose period opens within the year that follows, with its first day."""
    until = year.now.period.shift(12 // year.now.period.months).ends_on
    rows = [row for row in records(year.now.leaves) if str(row["axis_code"]) == code]
    dated = [(as_date(row["starts_on"]), row) for row in rows]
    return [(first, row) for first, row in dated if first is not None and year.now.as_of < first <= until]


def _opening(year: Year, code: str) -> Rows:
    found = _opening_leaves(year, code)
    return tuple((str(row["code"]), typeset(str(row["title"])), day(first)) for first, row in found)


def _by_fiche(year: Year, code: str) -> Rows:
    """Fiche, number of actions, the first day: from when."""
    found, noun = _opening_leaves(year, code), leaf_noun(year.now)
    counts = Counter(str(row["fiche_code"] or row["heading_code"]) for _, row in found)
    first = {
        key: min(on for on, row in found if str(row["fiche_code"] or row["heading_code"]) == key) for key in counts
    }
    titles = {str(row["code"]): str(row["title"]) for row in (*records(year.now.headings), *records(year.now.fiches))}
    return tuple(
        (typeset(f"{key} – {titles[key]}"), noun.counted("{noun}", count), day(first[key]))
        for key, count in counts.items()
    )
