"""The form of one fiche for one period: its fields with what they start from, and how its actions are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.entry.asks import Ask, asks_of, measure_start
from data.entry.changes import Field, Value, plain_value
from data.entry.owed import Owed
from data.entry.signature import Signature, signature_of
from data.french import NBSP, folded, percent, short_day, typeset
from data.measures.calendar import has_begun, has_ended
from data.measures.carrying import carried_states
from data.measures.columns import as_date, as_number, column, keep, records
from data.period import Period
from data.place_names import short_name
from data.reading.entry import Recorded
from data.situation import Situation, where
from data.vocabulary import REPORT_TEXTS, Status, Weather, label

Row = dict[str, Any]

WEATHER = Field("weather")
STATE_NAMES = (
    "status",
    "percent",
    "comment",
    "reason",
    "decision_code",
    "new_starts_on",
    "new_ends_on",
)
WITH_PERCENT = frozenset({Status.IN_PROGRESS, Status.SUSPENDED})
ENDED = frozenset({Status.DONE, Status.ABANDONED})
"""Statuses after which an action is folded: it is said again only to correct it."""

IN_TERRITORY = (
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.DONE,
    Status.SUSPENDED,
    Status.NOT_CONCERNED,
)
"""What is asked of a territory: a postponement or an abandonment is decided for the whole."""


@dataclass(frozen=True)
class Line:
    """One action of the form.

    Attributes:
        parent: title of the action above it, None at the top.
        calendar: « de janvier 2025 à décembre 2026 », in short days, with a word when the end has passed.
        hints: the document's own words on it.
        before: what was said of it before this period, in words.
        open: unfolded, because it is under way or was spoken of this period.
        mine: this actor may say its state.
        carried: a word of an earlier period that submitting confirms.
    """

    code: str
    title: str
    parent: str | None
    calendar: str
    hints: tuple[str, ...]
    before: str
    open: bool
    mine: bool
    recurrent: bool
    territorial: bool
    carried: bool


@dataclass(frozen=True)
class Sheet:
    """The form as the store has it.

    Attributes:
        whole: the actor answers for the fiche: the texts and the météo are asked. Otherwise, own actions only.
        start: each field and what it holds before the person touches it.
        before: period of the last report, with its texts and météo: shown, and taken over on demand.
        others: (action code, territory code or "" for the département) → who said it in this period, when it was
            somebody else. Sending leaves those alone unless the person changes them.
    """

    fiche_code: str
    title: str
    period: Period
    recorded: Recorded
    uses_percent: bool
    whole: bool
    start: Mapping[Field, Value]
    lines: tuple[Line, ...]
    territories: Mapping[str, str]
    asks: tuple[Ask, ...]
    decisions: Mapping[str, str]
    before_label: str | None
    before_texts: Mapping[str, str]
    before_weather: Weather | None
    others: Mapping[tuple[str, str], Signature]

    def line(self, code: str) -> Line:
        return next(line for line in self.lines if line.code == code)


def sheet(situation: Situation, owed: Owed, recorded: Recorded, account: str, *, fills_all: bool) -> Sheet:
    """Build the form of a fiche.

    Args:
        situation: of the open period, not narrowed.
        account: code of the account that fills it: what others said is signed apart.
        fills_all: the actor may say anything (coordination).
    """
    code = owed.fiche_code
    whole = owed.leads or fills_all
    leaves = records(where(situation.leaves, fiche_code=code))
    words = _words_before(situation, {row["action_id"] for row in leaves})
    places = {str(row["code"]): short_name(str(row["name"])) for row in records(situation.peers)}
    actions = {row["action_id"]: row for row in records(where(situation.actions, fiche_code=code))}
    titles = {str(row["code"]): typeset(str(row["title"])) for row in actions.values()}
    start: dict[Field, Value] = {WEATHER: recorded.weather}
    for name in REPORT_TEXTS:
        start[Field("text", name)] = recorded.texts.get(name, "")
        start[Field("publishable", name)] = name in recorded.publishable
    lines: list[Line] = []
    for leaf in leaves:
        action = actions[leaf["action_id"]]
        own = words.get(leaf["action_id"], {})
        mine = whole or leaf["code"] in owed.actions
        line = _line(situation, leaf, action, titles, own, recorded, mine)
        lines.append(line)
        start |= _state_start(line, "", situation.plan.departement_code, own, recorded)
        if line.territorial:
            for place in places:
                start |= _state_start(line, place, place, own, recorded)
    asks = asks_of(situation, code) if whole else ()
    for ask in asks:
        start |= measure_start(situation, ask)
    label_, texts, weather = _before(situation, code)
    return Sheet(
        fiche_code=code,
        title=owed.title,
        period=situation.period,
        recorded=recorded,
        uses_percent=situation.plan.uses_percent,
        whole=whole,
        start=start,
        lines=tuple(lines),
        territories=places,
        asks=asks,
        decisions={str(row["code"]): _decision_words(row) for row in records(situation.decisions)},
        before_label=label_,
        before_texts=texts,
        before_weather=weather,
        others=_others(recorded, account, situation.plan.departement_code),
    )


def _others(recorded: Recorded, account: str, departement: str) -> dict[tuple[str, str], Signature]:
    return {
        (code, "" if territory == departement else territory): signature_of(state)
        for (code, territory), state in recorded.states.items()
        if state["account"] != account
    }


def _words_before(situation: Situation, actions: set[Any]) -> dict[Any, dict[str, Row]]:
    """Action → territory → the last word of a period before this one."""
    states = where(situation.states, action_id=actions)
    earlier = keep(states, [Period.parse(str(code)) < situation.period for code in column(states, "period")])
    found: dict[Any, dict[str, Row]] = {}
    for row in records(carried_states(earlier, situation.period.code)):
        found.setdefault(row["action_id"], {})[str(row["territory_code"])] = row
    return found


def _line(
    situation: Situation,
    leaf: Row,
    action: Row,
    titles: Mapping[str, str],
    words: Mapping[str, Row],
    recorded: Recorded,
    mine: bool,
) -> Line:
    code = str(leaf["code"])
    word = words.get(situation.plan.departement_code)
    spoken_now = any(action_code == code for action_code, _ in recorded.states)
    begun = has_begun(as_date(leaf["starts_on"]), situation.as_of)
    before = Status(str(word["status"])) if word is not None else None
    # A recurrent action is said anew each time that it takes place: « réalisée » is never carried over.
    finished = before in ENDED and not leaf["recurrent"]
    return Line(
        code=code,
        title=typeset(str(leaf["title"])),
        parent=titles.get(str(action["parent_code"])),
        calendar=_calendar_words(leaf, situation.as_of),
        hints=_hints(action),
        before=_before_words(word, leaf, words),
        open=mine and (spoken_now or (begun and not finished)),
        mine=mine,
        recurrent=bool(leaf["recurrent"]),
        territorial=bool(leaf["territorial"]) and bool(len(situation.peers)),
        carried=word is not None
        and not leaf["recurrent"]
        and (code, situation.plan.departement_code) not in recorded.states,
    )


def _hints(action: Row) -> tuple[str, ...]:
    """The document's words on the action, but those that its title already begins with."""
    hints: list[Any] = action["hints"] or []
    cues = [str(hint["cue"]) for hint in hints]
    return tuple(cue for cue in cues if not folded(str(action["title"])).startswith(folded(cue)))


def _calendar_words(leaf: Row, as_of: date) -> str:
    first, last = as_date(leaf["starts_on"]), as_date(leaf["ends_on"])
    if first is None or last is None:
        return ""
    passed = has_ended(last, as_of) and leaf["status"] not in ENDED and not leaf["recurrent"]
    return f"du {short_day(first)} au {short_day(last)}{', échéance passée' if passed else ''}"


def _before_words(word: Row | None, leaf: Row, words: Mapping[str, Row]) -> str:
    if word is not None:
        return state_words(str(word["period"]), str(word["status"]), as_number(word["percent"]))
    if words:
        return typeset(f"d’après les territoires : {label(Status(str(leaf['status']))).lower()}")
    return "jamais renseignée"


def state_words(period_code: str, status: str, share: float | None) -> str:
    """« au 2e trimestre 2026 : en cours, 40 % »."""
    when = Period.parse(period_code).label
    when = f"en {when.removeprefix('année ')}" if when.startswith("année") else f"au {when}"
    said = f"{when}{NBSP}: {label(Status(status)).lower()}"
    return said if share is None else f"{said}, {percent(share)}"


def _state_start(
    line: Line, territory: str, stored_as: str, words: Mapping[str, Row], recorded: Recorded
) -> dict[Field, Value]:
    """What the fields of a state hold: this period's own word, else the one carried, else nothing."""
    now = recorded.states.get((line.code, stored_as))
    before = None if line.recurrent else words.get(stored_as)
    row: Row = now or (
        {
            "status": before["status"],
            "percent": before["percent"],
            "reason": before["reason"],
            "decision_code": before["decision"],
            "new_starts_on": before["new_starts_on"],
            "new_ends_on": before["new_ends_on"],
        }
        if before is not None
        else {}
    )
    names = STATE_NAMES if not territory else ("status",)
    return {Field("state", name, line.code, territory): plain_value(row.get(name)) for name in names}


def _before(situation: Situation, fiche_code: str) -> tuple[str | None, dict[str, str], Weather | None]:
    """Label, texts and météo of the last report before this period that says something."""
    earlier = [
        row
        for row in records(where(situation.reports, fiche_code=fiche_code))
        if Period.parse(str(row["period"])) < situation.period
    ]
    told = [row for row in earlier if any(row[name] for name in REPORT_TEXTS) or row["weather"]]
    if not told:
        return None, {}, None
    last = told[-1]
    weather = Weather(str(last["weather"])) if last["weather"] else None
    return (
        Period.parse(str(last["period"])).label,
        {name: str(last[name]) for name in REPORT_TEXTS if last[name]},
        weather,
    )


def _decision_words(row: Row) -> str:
    return f"{row['code']} – {row['title']} ({row['instance']}, {short_day(as_date(row['decided_on']))})"
