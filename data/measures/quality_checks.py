"""The checks of the quality board: what each finds, where it is mended, by whom, in which fiches it has an object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from data.french import day, folded, listing, number, plural, typeset
from data.measures.calendar import has_begun
from data.measures.columns import Row, as_date, as_number, records, texts
from data.measures.follow_up import milestone_state
from data.measures.indicators import due_on, value_of
from data.measures.plan_rules import threshold_of
from data.measures.quality_dates import impossible_dates
from data.measures.quality_reader import CAMPAIGN, ENTRY, FICHE, INDICATORS, PILOTS, Finding, Reader
from data.measures.rules import COORDINATION
from data.measures.status import UNSAID
from data.measures.wording import periods_missed, the_period
from data.vocabulary import CampaignStatus, Direction, MeasureKind, Nature, Status, label


def _without_pilot(reader: Reader) -> Iterator[Finding]:
    bare: dict[str | None, list[str]] = {}
    for leaf in reader.leaves:
        if not reader.carriers.of(str(leaf["code"]), leaf["fiche_code"]):
            bare.setdefault(leaf["fiche_code"], []).append(str(leaf["code"]))
    for fiche, codes in bare.items():
        count = plural(len(codes), "action que personne ne porte", "actions que personne ne porte")
        if fiche in reader.fiches:
            yield reader.of_fiche("pilote", fiche, f"{count} : {listing(codes, 4)}", PILOTS, COORDINATION)
        elif fiche is None:
            text = typeset(f"{count} : {listing(codes, 4)}")
            yield Finding("pilote", None, "", "Actions rattachées à un objectif", text, PILOTS, COORDINATION)


def _without_impact(reader: Reader) -> Iterator[Finding]:
    told = {row["fiche_code"] for row in reader.indicators if row["nature"] in (Nature.IMPACT, Nature.MIXED)}
    for fiche in reader.fiches:
        if fiche not in told:
            yield reader.of_fiche("impact", fiche, "Aucun indicateur ne dit ce que la fiche transforme", INDICATORS)


def _without_target(reader: Reader) -> Iterator[Finding]:
    for row in reader.indicators:
        if row["measure_kind"] == MeasureKind.TARGET and not reader.targets[str(row["code"])]:
            yield reader.of_row("cible", row, "Déclaré « avec cible », sans aucune cible datée", INDICATORS)


def _without_start(reader: Reader) -> Iterator[Finding]:
    for row in reader.indicators:
        values = reader.values.get(str(row["code"]), [])
        started = any(value["baseline"] and value_of(value) is not None for value in values)
        if _needs_start(row) and not started:
            yield reader.of_row(
                "depart", row, "Sans valeur de départ : le chemin vers la cible ne se calcule pas", INDICATORS
            )


def _needs_start(indicator: Row) -> bool:
    return indicator["measure_kind"] == MeasureKind.TARGET and indicator["direction"] != Direction.HOLD


def _without_value(reader: Reader) -> Iterator[Finding]:
    for row in reader.indicators:
        if not reader.values.get(str(row["code"])):
            yield reader.of_row("valeur", row, "Aucune valeur n’a jamais été donnée", INDICATORS)


def _value_late(reader: Reader) -> Iterator[Finding]:
    for row in reader.indicators:
        values = reader.values.get(str(row["code"]), [])
        if row["measure_kind"] == MeasureKind.MILESTONE and milestone_state(values).done:
            continue
        known = [on for value in values if not value["baseline"] and (on := as_date(value["on"])) is not None]
        due = due_on(
            max(known, default=None), as_number(row["periodicity_months"]), as_number(row["availability_months"])
        )
        if due is not None and due < reader.situation.as_of:
            yield reader.of_row("retard", row, f"Valeur suivante attendue depuis le {day(due)}", INDICATORS)


def _without_news(reader: Reader) -> Iterator[Finding]:
    least, months = threshold_of(reader.situation, "silent_after"), reader.situation.plan.reporting_months
    for fiche, row in reader.silence.items():
        if fiche in reader.fiches and row["missed"] >= least:
            since = f"depuis {the_period(row['since'])}"
            what = f"Sans point d’avancement {since} ({periods_missed(int(row['missed']), months)})"
            yield reader.of_fiche("nouvelles", fiche, what, ENTRY)


def _without_state(reader: Reader) -> Iterator[Finding]:
    as_of = reader.situation.as_of
    for fiche in reader.fiches:
        opened = [leaf for leaf in reader.leaves_of(fiche) if has_begun(as_date(leaf["starts_on"]), as_of)]
        unsaid = [str(leaf["code"]) for leaf in opened if leaf["status"] in UNSAID]
        if unsaid:
            what = f"{number(len(unsaid))} sur {plural(len(opened), 'action ouverte', 'actions ouvertes')} sans état"
            yield reader.of_fiche("etat", fiche, f"{what} : {listing(unsaid, 4)}", ENTRY)


def _contradictory(reader: Reader) -> Iterator[Finding]:
    for leaf in reader.leaves:
        percent = as_number(leaf["percent"])
        word = label(Status(leaf["status"])).lower()
        if leaf["contradictory"]:
            other = label(Status(leaf["overruled"])).lower()
            yield reader.of_row(
                "contradictoire", leaf, f"Dite « {word} », mais « {other} » d’après ses territoires", FICHE
            )
        elif percent is not None and leaf["status"] == Status.DONE and percent < 100:
            yield reader.of_row("contradictoire", leaf, f"Dite « {word} » à {number(percent, 0)} %", FICHE)
        elif percent is not None and leaf["status"] == Status.NOT_STARTED and percent > 0:
            yield reader.of_row(
                "contradictoire", leaf, f"Dite « {word} » avec {number(percent, 0)} % d’avancement", FICHE
            )


def _unexplained(reader: Reader) -> Iterator[Finding]:
    for leaf in reader.leaves:
        if leaf["status"] == Status.ABANDONED and not str(leaf["decision"] or "").strip():
            yield reader.of_row("motif", leaf, "Abandonnée sans que la décision soit citée", FICHE)
        elif leaf["status"] == Status.POSTPONED and not str(leaf["reason"] or "").strip():
            yield reader.of_row("motif", leaf, "Reportée sans raison", FICHE)


def _twice(reader: Reader) -> Iterator[Finding]:
    """The same thing under two codes, or linked twice."""
    for rows, what, page in (
        (reader.leaves, "Même intitulé que l’action", FICHE),
        (reader.indicators, "Même intitulé que l’indicateur", INDICATORS),
    ):
        met: dict[str, str] = {}
        for row in rows:
            # An indicator of another fiche measures another thing; an action is counted in the whole plan.
            scope = "" if page == FICHE else str(row["fiche_code"])
            name = f"{scope}/{' '.join(folded(str(row['title'])).split()).rstrip('. ')}"
            first = met.setdefault(name, str(row["code"]))
            if first != str(row["code"]):
                yield reader.of_row("doublon", row, f"{what} {first} : compté deux fois si c’est la même chose", page)
    wordings = Counter(
        (str(row["fiche_code"]), str(row["audience_code"]), folded(str(row["wording"])))
        for row in records(reader.situation.fiche_audiences)
    )
    for (fiche, _, wording), count in wordings.items():
        if count > 1 and fiche in reader.fiches:
            yield reader.of_fiche("doublon", fiche, f"Public cité deux fois : « {wording} »", FICHE, COORDINATION)
    parts = Counter(
        (row["fiche_code"], str(row["pilot"]), row["action_code"]) for row in records(reader.situation.assignments)
    )
    for (fiche, pilot, action), count in parts.items():
        if count > 1 and fiche in reader.fiches:
            what = f"« {pilot} » y figure deux fois" + (f" pour {action}" if action else "")
            yield reader.of_fiche("doublon", str(fiche), what, PILOTS, COORDINATION)


def _dates(reader: Reader) -> Iterator[Finding]:
    for row, what, is_action in impossible_dates(reader.situation, reader.ahead):
        yield reader.of_row("dates", row, what, FICHE if is_action else INDICATORS, None if is_action else COORDINATION)


def _without_public(reader: Reader) -> Iterator[Finding]:
    named = set(reader.situation.action_audiences["action_id"])
    told = set(texts(reader.situation.fiche_audiences, "fiche_code"))
    told |= {str(row["fiche_code"]) for row in records(reader.situation.actions) if row["action_id"] in named}
    for fiche in reader.fiches:
        if fiche not in told:
            what = "Aucun public reconnu : la fiche échappe au filtre par public"
            yield reader.of_fiche("public", fiche, what, FICHE, COORDINATION)


def _closings(reader: Reader) -> Iterator[Finding]:
    for code in reader.unfrozen:
        yield _campaign(code, "Clôturée sans état figé : ses chiffres peuvent encore bouger")
    for row in records(reader.situation.campaigns):
        planned = as_date(row["closes_on"])
        if row["status"] != CampaignStatus.CLOSED and planned is not None and planned < reader.situation.today:
            yield _campaign(str(row["period"]), f"Clôture prévue le {day(planned)}, campagne toujours ouverte")


def _campaign(period: str, what: str) -> Finding:
    name = the_period(period)
    return Finding("cloture", None, period, name[:1].upper() + name[1:], typeset(what), CAMPAIGN, COORDINATION)


def _always(reader: Reader, fiche: str) -> bool:
    return True


def _with_leaves(reader: Reader, fiche: str) -> bool:
    return bool(reader.leaves_of(fiche))


def _with_target_kind(reader: Reader, fiche: str) -> bool:
    return bool(reader.indicators_of(fiche, MeasureKind.TARGET))


def _with_start(reader: Reader, fiche: str) -> bool:
    return any(_needs_start(row) for row in reader.indicators_of(fiche))


def _with_indicators(reader: Reader, fiche: str) -> bool:
    return bool(reader.indicators_of(fiche))


def _with_rhythm(reader: Reader, fiche: str) -> bool:
    return any(row["periodicity_months"] is not None for row in reader.indicators_of(fiche))


def _expected(reader: Reader, fiche: str) -> bool:
    return fiche in reader.silence and bool(reader.silence[fiche]["expected"])


def _opened(reader: Reader, fiche: str) -> bool:
    as_of = reader.situation.as_of
    return any(has_begun(as_date(leaf["starts_on"]), as_of) for leaf in reader.leaves_of(fiche))


def _never(reader: Reader, fiche: str) -> bool:
    return False


@dataclass(frozen=True)
class Check:
    """One check.

    Attributes:
        words: what a fiche that passes it has.
        counted: one finding, several.
        find: every finding of a Situation; applies: whether it has an object in a fiche (never: it is the plan's).
    """

    key: str
    title: str
    words: str
    counted: tuple[str, str]
    find: Callable[[Reader], Iterator[Finding]]
    applies: Callable[[Reader, str], bool]


CHECKS: tuple[Check, ...] = (
    Check("pilote", "Sans pilote", "Chaque action est portée par quelqu’un.",
          ("fiche avec des actions sans pilote", "fiches avec des actions sans pilote"), _without_pilot, _with_leaves),
    Check("nouvelles", "Sans nouvelles", "La fiche a répondu à la dernière période échue.",
          ("fiche sans nouvelles", "fiches sans nouvelles"), _without_news, _expected),
    Check("etat", "État jamais donné", "Chaque action dont la période est ouverte a un état.",
          ("fiche avec des actions sans état", "fiches avec des actions sans état"), _without_state, _opened),
    Check("contradictoire", "Contradictoire", "L’état, le pourcentage et les territoires disent la même chose.",
          ("contradiction", "contradictions"), _contradictory, _with_leaves),
    Check("dates", "Dates impossibles", "Les dates du calendrier, des états et des valeurs peuvent être vraies.",
          ("date impossible", "dates impossibles"), _dates, _always),
    Check("doublon", "Compté deux fois", "Rien n’est compté ni cité deux fois.",
          ("doublon possible", "doublons possibles"), _twice, _always),
    Check("motif", "Sans décision ni raison", "Un abandon cite sa décision, un report sa raison.",
          ("abandon ou report inexpliqué", "abandons ou reports inexpliqués"), _unexplained, _with_leaves),
    Check("impact", "Sans indicateur d’impact", "Un indicateur dit ce que la fiche transforme.",
          ("fiche sans indicateur d’impact", "fiches sans indicateur d’impact"), _without_impact, _always),
    Check("cible", "Sans cible", "Chaque indicateur « avec cible » a une cible datée.",
          ("indicateur sans cible", "indicateurs sans cible"), _without_target, _with_target_kind),
    Check("depart", "Sans valeur de départ", "Chaque indicateur à hausser ou à baisser a une valeur de départ.",
          ("indicateur sans valeur de départ", "indicateurs sans valeur de départ"), _without_start, _with_start),
    Check("valeur", "Indicateur jamais renseigné", "Chaque indicateur a reçu au moins une valeur.",
          ("indicateur jamais renseigné", "indicateurs jamais renseignés"), _without_value, _with_indicators),
    Check("retard", "Valeur en retard", "Aucune valeur d’indicateur n’est en retard sur son rythme.",
          ("valeur en retard", "valeurs en retard"), _value_late, _with_rhythm),
    Check("public", "Sans public", "La fiche, ou l’une de ses actions, nomme un public du vocabulaire partagé.",
          ("fiche sans public", "fiches sans public"), _without_public, _always),
    Check("cloture", "Clôture", "Les campagnes closes sont figées, celles qui devaient l’être sont closes.",
          ("clôture à reprendre", "clôtures à reprendre"), _closings, _never),
)  # fmt: skip
