"""What changed of the fiches: requests made, decisions taken, météo, who went silent."""

from __future__ import annotations

from collections.abc import Iterator

from data.french import capitalised, day, folded, listing, typeset
from data.measures.answers import declared_weathers
from data.measures.carrying import last_day, parsed
from data.measures.changes.causes import CAUSES, FICHES
from data.measures.changes.told import Change, Item
from data.measures.changes.words import POINT, from_to, sentence
from data.measures.columns import Row, as_date, records, texts
from data.measures.decided import kept_decisions
from data.measures.nouns import Noun, fiche_noun
from data.measures.plan_sentences import weather_word
from data.measures.silence import over
from data.situation import Situation
from data.vocabulary import Weather, values

_WEATHERS = values(Weather)
"""From the best to the worst."""


def fiche_changes(previous: Situation, current: Situation) -> list[Change]:
    """Requests, decisions, météo and silences of the fiches of both Situations, in that order."""
    noun = fiche_noun(current)
    worse, better = weathers(previous, current)
    found = (
        ("demandes", POINT, requests(previous, current)),
        ("decisions", POINT, decisions(previous, current)),
        ("meteo_baisse", noun, worse),
        ("meteo_hausse", noun, better),
    )
    changes = [
        Change(cause, FICHES, who.counted(CAUSES[cause].lead, len(items)), tuple(items))
        for cause, who, items in found
        if items
    ]
    return [*changes, *_silent(previous, current, noun)]


def requests(previous: Situation, current: Situation) -> list[Item]:
    """What fiches asked for since; words already asked before are the same request."""
    titles = _titles(current)
    asked = {(fiche, folded(text)) for fiche, text, _ in _asked(previous)}
    found: list[Item] = []
    for fiche, text, period in _asked(current):
        key = (fiche, folded(text))
        if fiche in titles and key not in asked and last_day(period) > previous.period.ends_on:
            asked.add(key)
            quoted = typeset(f"« {text.rstrip('.')} »")
            found.append(Item(fiche, titles[fiche], fiche, sentence(f"{quoted} ({parsed(period).label})"), quoted))
    return found


def _asked(situation: Situation) -> Iterator[tuple[str, str, str]]:
    for row in sorted(records(situation.reports), key=lambda row: last_day(str(row["period"]))):
        text = str(row["request"] or "").strip()
        if text:
            yield str(row["fiche_code"]), text, str(row["period"])


def decisions(previous: Situation, current: Situation) -> list[Item]:
    """Decisions that the first Situation did not know; with a filter, those of what it keeps."""
    known = set(texts(previous.decisions, "code"))
    found: list[Item] = []
    for row in kept_decisions(current):
        code, fiche = str(row["code"]), row["fiche_code"]
        if code in known:
            continue
        where = f"{row['instance']}, {day(as_date(row['decided_on']))}"
        answer = f"répond à la demande de {fiche}" if fiche else ""
        if fiche and row["answers_period"]:
            answer += f" ({parsed(str(row['answers_period'])).label})"
        short = ", ".join(part for part in (where, answer) if part)
        found.append(Item(code, typeset(str(row["title"])), fiche, sentence(short), short))
    return found


def weathers(previous: Situation, current: Situation) -> tuple[list[Item], list[Item]]:
    """(fiches whose météo is worse, fiches whose météo is better), by the last one that each declared."""
    old, new, titles = declared_weathers(previous), declared_weathers(current), _titles(current)
    worse: list[Item] = []
    better: list[Item] = []
    for fiche, title in titles.items():
        before, now = old.get(fiche), new.get(fiche)
        if before is None or now is None or last_day(now[1]) <= previous.period.ends_on or before[0] == now[0]:
            continue
        down = _WEATHERS.index(now[0]) > _WEATHERS.index(before[0])
        words = from_to(weather_word(before[0]), weather_word(now[0]))
        item = Item(fiche, title, fiche, sentence(f"{words} ({parsed(now[1]).label})"), words)
        (worse if down else better).append(item)
    return worse, better


def _silent(previous: Situation, current: Situation, noun: Noun) -> list[Change]:
    """Fiches that answered for the first period, were expected for the second and have not answered it."""
    period = current.period.code
    campaign = next((row for row in records(current.campaigns) if row["period"] == period), None)
    if campaign is None or period == previous.period.code:
        return []
    spoke, now = _answered(previous, previous.period.code), _answered(current, period)
    asked: dict[str, list[Row]] = {}
    for row in records(current.expectations):
        if row["period"] == period and not row["excused"]:
            asked.setdefault(str(row["fiche_code"]), []).append(row)
    titles = _titles(current)
    quiet = [fiche for fiche in titles if fiche in asked and fiche in spoke and fiche not in now]
    if not quiet:
        return []
    due = as_date(campaign["due_on"])
    late = over(campaign, current.today)
    verb = "{noun} n’{a} pas répondu" if late else "{noun} n’{a} pas encore répondu"
    then = f"{noun.agreed('{il}', len(quiet))} {'avaient' if len(quiet) > 1 else 'avait'} répondu"
    asked_for = f"pour {current.period.the}" + ("" if late or due is None else f", dont l’échéance est le {day(due)}")
    note = capitalised(f"{then} pour {previous.period.the}.")
    lead = f"{noun.counted(verb, len(quiet))} {asked_for}"
    items = tuple(_hushed(current, fiche, titles[fiche], asked[fiche]) for fiche in quiet)
    return [Change("silences", FICHES, typeset(lead), items, note=typeset(note))]


def _hushed(current: Situation, fiche: str, title: str, asked: list[Row]) -> Item:
    said = [str(row["period"]) for row in records(current.reports) if row["fiche_code"] == fiche]
    last = max(said, key=last_day, default=None)
    who = listing(list(dict.fromkeys(str(row["pilot"]) for row in asked if row["pilot"])), 2)
    parts = [f"dernier point : {parsed(last).label}" if last else "", f"qui doit répondre : {who}" if who else ""]
    words = typeset(" ; ".join(part for part in parts if part))
    return Item(fiche, title, fiche, sentence(words), words)


def _answered(situation: Situation, period: str) -> set[str]:
    return {str(row["fiche_code"]) for row in records(situation.reports) if row["period"] == period}


def _titles(situation: Situation) -> dict[str, str]:
    return {str(row["code"]): typeset(str(row["title"])) for row in records(situation.fiches)}
