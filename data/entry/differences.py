"""What sending a form will do, in words, before it is sent: what was there, what will be, whose word is replaced."""

from __future__ import annotations

from dataclasses import dataclass

from data.entry.asks import Ask
from data.entry.changes import Changes, Field, Value
from data.entry.outcome import Slot, is_public, measure_row, slots
from data.entry.sheet import STATE_NAMES, WEATHER, Sheet
from data.entry.words import STATE_TITLES, field_title, value_words
from data.french import NBSP, capitalised, listing, number, percent, plural
from data.measures.follow_up import DONE, NOT_DONE
from data.measures.units import with_unit
from data.vocabulary import REPORT_TEXTS, MeasureKind, Status, label

EXCERPT = 160
"""Characters shown of a text, before and after."""


@dataclass(frozen=True)
class Summary:
    """What sending will do.

    Attributes:
        headline: one sentence; `told`: the same once done.
        details: one line per change, then what is confirmed and what is left to its author.
    """

    headline: str
    told: str
    details: tuple[str, ...]
    changed: int
    confirmed: int


def summary(sheet: Sheet, changes: Changes) -> Summary:
    """« Vous allez changer 3 états, confirmer 5 états et écrire 2 textes, dont 1 publiable. »"""
    sent = slots(sheet, changes)
    touched = [slot for slot in sent if slot.touched]
    confirmed = [slot for slot in sent if slot.confirmed]
    texts = [name for name in REPORT_TEXTS if Field("text", name) in changes]
    public = [name for name in texts if is_public(sheet, changes, name)]
    moved = [name for name in REPORT_TEXTS if name not in texts and Field("publishable", name) in changes]
    asks = [ask for ask in sheet.asks if measure_row(ask, sheet, changes) is not None]
    will: list[str] = []
    did: list[str] = []
    if touched:
        replaced = sum(_place(slot) in sheet.others for slot in touched)
        whose = (
            f", dont {number(replaced)} donné{'s' if replaced > 1 else ''} par quelqu’un d’autre" if replaced else ""
        )
        will.append(f"changer {plural(len(touched), 'état')}{whose}")
        did.append(plural(len(touched), "état changé", "états changés"))
    if confirmed:
        will.append(f"confirmer {plural(len(confirmed), 'état')}")
        did.append(plural(len(confirmed), "état confirmé", "états confirmés"))
    if WEATHER in changes:
        will.append("donner la météo")
        did.append("météo donnée")
    if texts:
        which = f", dont {plural(len(public), 'publiable')}" if public else ""
        will.append(f"écrire {plural(len(texts), 'texte')}{which}")
        did.append(f"{plural(len(texts), 'texte écrit', 'textes écrits')}{which}")
    if moved:
        will.append(f"changer ce qui est publiable de {plural(len(moved), 'texte')}")
        did.append("choix de publication changé")
    if asks:
        will.append(f"donner {plural(len(asks), 'valeur')} d’indicateur")
        did.append(f"{plural(len(asks), 'valeur')} d’indicateur")
    details = [_state_detail(sheet, changes, slot) for slot in touched]
    details += [_plain_detail(sheet, changes, field) for field in (WEATHER,) if field in changes]
    details += [_text_detail(sheet, changes, name) for name in texts]
    details += [_plain_detail(sheet, changes, Field("publishable", name)) for name in moved]
    details += [_measure_detail(ask, sheet, changes) for ask in asks]
    return Summary(
        headline=f"Vous allez {listing(will)}." if will else "Vous n’avez encore rien changé.",
        told=f"{capitalised(listing(did))}." if did else "",
        details=(*details, *_confirmed(sheet, confirmed), *_left_alone(sheet, touched)),
        changed=len(details),
        confirmed=len(confirmed),
    )


# --- states -------------------------------------------------------------------------------------------------------


def _place(slot: Slot) -> tuple[str, str]:
    return slot.line.code, slot.territory


def _state_detail(sheet: Sheet, changes: Changes, slot: Slot) -> str:
    """« P7-02 Former les équipes : en cours, 40 % → réalisée ; motif : rien → « … » (remplace l’état donné par…) »."""
    code, territory = _place(slot)

    def start(name: str) -> Value:
        return sheet.start.get(Field("state", name, code, territory))

    was = _status_words(start("status"), start("percent"))
    now = _status_words(slot.values["status"], slot.values.get("percent"))
    parts = [now if was == now else f"{was} → {now}"]
    for name in STATE_NAMES:
        field = Field("state", name, code, territory)
        if name not in ("status", "percent") and name in slot.values and field in changes:
            parts.append(f"{STATE_TITLES[name]}{NBSP}: {_before_and_after(sheet, changes, field)}")
    theirs = sheet.others.get((code, territory))
    whose = f" (remplace {theirs.given})" if theirs is not None else ""
    return f"{_named(sheet, slot)}{NBSP}: {f'{NBSP}; '.join(parts)}{whose}"


def _named(sheet: Sheet, slot: Slot) -> str:
    where = f" ({sheet.territories[slot.territory]})" if slot.territory else ""
    return f"{slot.line.code} {slot.line.title}{where}"


def _status_words(status: Value, share: Value) -> str:
    if not isinstance(status, str):
        return "non renseignée"
    said = label(Status(status)).lower()
    return f"{said}, {percent(float(share))}" if isinstance(share, (int, float)) else said


def _confirmed(sheet: Sheet, slots_: list[Slot]) -> list[str]:
    """What sending dates without changing it."""
    if not slots_:
        return []
    names = [
        f"{slot.line.code} ({sheet.territories[slot.territory]})" if slot.territory else slot.line.code
        for slot in slots_
    ]
    title = "Confirmé sans changement" if len(names) == 1 else "Confirmés sans changement"
    return [f"{title}{NBSP}: {listing(names)}"]


def _left_alone(sheet: Sheet, touched: list[Slot]) -> list[str]:
    """What others said in the period and that sending leaves to them."""
    changed = {_place(slot) for slot in touched}
    mine = {line.code for line in sheet.lines if line.mine}
    left: dict[str, list[str]] = {}
    for (code, territory), signature in sheet.others.items():
        if code in mine and (code, territory) not in changed:
            where = f" ({sheet.territories.get(territory, territory)})" if territory else ""
            left.setdefault(signature.words, []).append(f"{code}{where}")
    return [f"Laissé tel quel, {words}{NBSP}: {listing(places)}" for words, places in left.items()]


# --- texts, météo, indicators -------------------------------------------------------------------------------------


def _text_detail(sheet: Sheet, changes: Changes, name: str) -> str:
    field = Field("text", name)
    before, after = sheet.start[field], changes[field].mine
    what = "effacé" if not after else "modifié" if before else "écrit"
    public = ", publiable" if is_public(sheet, changes, name) else ""
    said = f"«{NBSP}{REPORT_TEXTS[name]}{NBSP}»{NBSP}: {what}{public}."
    old, new = excerpts(str(before or ""), str(after or ""))
    if before:
        said += f" Avant{NBSP}: «{NBSP}{old}{NBSP}»."
    if after:
        said += f" {'Après' if before else 'Texte'}{NBSP}: «{NBSP}{new}{NBSP}»."
    return said


def excerpts(before: str, after: str) -> tuple[str, str]:
    """The same passage of two texts, 160 characters at most: their beginning, or where they begin to differ."""
    old, new = " ".join(before.split()), " ".join(after.split())
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    same = min(len(old), len(new)) if same is None else same
    first = 0 if same < EXCERPT // 2 or not (old and new) else same - EXCERPT // 4
    return _passage(old, first), _passage(new, first)


def _passage(text: str, first: int) -> str:
    shown = text[first : first + EXCERPT].strip()
    return f"{'…' if first else ''}{shown}{'…' if first + EXCERPT < len(text) else ''}"


def _plain_detail(sheet: Sheet, changes: Changes, field: Field) -> str:
    return f"{field_title(sheet, field)}{NBSP}: {_before_and_after(sheet, changes, field)}"


def _before_and_after(sheet: Sheet, changes: Changes, field: Field) -> str:
    """« rien → 30/06/2027 »; words that somebody typed are quoted, in short."""
    before, after = sheet.start.get(field), changes[field].mine
    if field.name in ("comment", "reason"):
        old, new = excerpts(str(before or ""), str(after or ""))
        return " → ".join(f"«{NBSP}{text}{NBSP}»" if text else "rien" for text in (old, new))
    old, new = value_words(sheet, field, before), value_words(sheet, field, after)
    return f"{old} → {new}"


def _measure_detail(ask: Ask, sheet: Sheet, changes: Changes) -> str:
    before = sheet.start.get(Field("measure", "value", ask.code))
    was = f"{_value_words(ask, float(before))} → " if isinstance(before, (int, float)) else ""
    return f"Indicateur {ask.title}{NBSP}: {was}{_measure_words(ask, sheet, changes)}"


def _measure_words(ask: Ask, sheet: Sheet, changes: Changes) -> str:
    row = measure_row(ask, sheet, changes) or {}
    if "numerator" in row:
        return f"{number(row['numerator'])} sur {number(row.get('denominator'))}"
    if "value" not in row:
        return "réponse écrite"
    return f"{row.get('qualifier', '')} {_value_words(ask, float(row['value']))}".strip()


def _value_words(ask: Ask, value: float) -> str:
    if ask.kind is MeasureKind.MILESTONE:
        return DONE if value else NOT_DONE
    return with_unit(value, ask.unit)
