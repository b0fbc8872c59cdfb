"""The rules about actions: late, behind their calendar, unstarted, going back, contradictory, carried by nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from data.french import day, number, percent, plural
from data.measures.calendar import expected_progress, is_overdue, leaf_health, mid_period_unstarted
from data.measures.changes import declined
from data.measures.columns import Row, absent, as_date, as_number, records
from data.measures.exception_context import Context
from data.measures.nouns import leaf_noun
from data.measures.plan_rules import threshold_of
from data.measures.recurrence import recurrent_windows
from data.measures.wording import the_period
from data.vocabulary import Health, Status, label


def late(context: Context) -> Iterator[Row]:
    """The period has ended and it is not done; a recurrent action was not held."""
    situation = context.situation
    for leaf in context.leaves:
        if is_overdue(leaf, situation.as_of):
            since = f"le {day(as_date(leaf['ends_on']))}"
            yield context.of_leaf("en_retard", leaf, f"Période achevée, {_state(leaf)}", since)
    missed: dict[str, list[Row]] = {}
    for window in records(recurrent_windows(situation.leaves, situation.states, situation.as_of, context.place)):
        if window["late"]:
            missed.setdefault(str(window["code"]), []).append(window)
    by_code = {str(leaf["code"]): leaf for leaf in context.leaves}
    for code, lost in missed.items():
        count = plural(len(lost), "période achevée", "périodes achevées")
        why = f"Action récurrente non tenue : {count} sans elle"
        yield context.of_leaf("en_retard", by_code[code], why, f"le {day(lost[0]['ends_on'])}")


def _state(leaf: Row) -> str:
    if leaf["status"] in (Status.NOT_REPORTED, Status.UPCOMING):
        return "et personne n’a donné l’état de l’action"
    return f"et l’action est dite « {label(Status(leaf['status'])).lower()} »"


def behind(context: Context) -> Iterator[Row]:
    """The declared percent is far from what the calendar expects."""
    as_of = context.situation.as_of
    for leaf in context.leaves:
        missed = context.missed.get(str(leaf["fiche_code"]), 0)
        if leaf_health(leaf, as_of, missed, bands=context.bands) is not Health.GAP:
            continue
        first, last = as_date(leaf["starts_on"]), as_date(leaf["ends_on"])
        assert first is not None
        assert last is not None
        expected = percent(expected_progress(first, last, as_of))
        done = percent(as_number(leaf["percent"]))
        why = f"{done} déclarés, {expected} attendus à ce jour pour finir le {day(last)}"
        yield context.of_leaf("ecart_calendrier", leaf, why)


def falling_actions(context: Context) -> Iterator[Row]:
    """Actions that went back since the previous Situation, among those of both."""
    if context.previous is None:
        return
    since = the_period(context.previous.period.code)
    before = {row["action_id"]: row for row in records(context.previous.leaves)}
    for leaf in context.leaves:
        old = before.get(leaf["action_id"])
        if old is not None and not leaf["recurrent"] and declined(old, leaf):
            yield context.of_leaf("en_baisse", leaf, f"{_said(old)}, puis {_said(leaf).lower()}", since)


def _said(leaf: Row) -> str:
    done = "" if absent(leaf["percent"]) else f" à {percent(leaf['percent'])}"
    return f"{label(Status(leaf['status']))}{done}"


def without_pilot(context: Context) -> Iterator[Row]:
    """Fiches holding actions that nobody carries; one row with the count when nobody carries anything."""
    bare: defaultdict[str | None, int] = defaultdict(int)
    whole: defaultdict[str | None, int] = defaultdict(int)
    for leaf in context.leaves:
        whole[leaf["fiche_code"]] += 1
        bare[leaf["fiche_code"]] += context.pilot(leaf["code"], leaf["fiche_code"]) is None
    missing = {fiche: count for fiche, count in bare.items() if count}
    if missing and sum(missing.values()) == len(context.leaves):
        count = leaf_noun(context.situation).counted("{noun} suivie{s} n’{a}", len(context.leaves))
        yield context.row("sans_pilote", None, context.everything, f"{count} pas de pilote : aucun n’est désigné")
        return
    for fiche, count in missing.items():
        why = f"{number(count)} sur {number(whole[fiche])} sans pilote"
        if fiche is None:
            yield context.row("sans_pilote", None, "Actions rattachées à un objectif", why)
        elif fiche in context.fiches:
            yield context.of_fiche("sans_pilote", fiche, why)


def contradictory(context: Context) -> Iterator[Row]:
    """What is said for the département and in its territories cannot both be true."""
    for leaf in context.leaves:
        if leaf["contradictory"]:
            declared, derived = (label(Status(leaf[name])).lower() for name in ("status", "overruled"))
            share = f"{number(leaf['territories_done'])} sur {number(leaf['territories_applicable'])}"
            why = f"Dite « {declared} » ; d’après les territoires, « {derived} » ({share} réalisées)"
            yield context.of_leaf("contradictoire", leaf, why, the_period(leaf["state_period"]))


def mid_period(context: Context) -> Iterator[Row]:
    """Said to be unstarted while much of its period has gone."""
    as_of: date = context.situation.as_of
    share = threshold_of(context.situation, "mid_period")
    for leaf in context.leaves:
        if mid_period_unstarted(leaf, as_of, share):
            said = label(Status(leaf["status"])).lower()
            why = f"Dite « {said} », dans une période déjà entamée qui s’achève le {day(leaf['ends_on'])}"
            yield context.of_leaf("mi_periode", leaf, why, f"le {day(leaf['starts_on'])}")
