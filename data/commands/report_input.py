"""What a report's form sends, checked value by value before any rule of the plan."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.commands.indicator import MeasureInput
from data.errors import Refused
from data.vocabulary import Status, Weather


class StateInput(BaseModel):
    """What a person says of one action, in one territory (None: the département).

    `percent` is from 0 to 100. A postponed action needs a new end and a reason;
    an abandoned one a decision's code.
    `confirms`: the person changed nothing of it, and only dates what was known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    action_code: str
    status: Status
    territory_code: str | None = None
    percent: Annotated[float, Field(ge=0, le=100)] | None = None
    comment: str = ""
    reason: str | None = None
    decision_code: str | None = None
    new_starts_on: date | None = None
    new_ends_on: date | None = None
    confirms: bool = False


class ReportInput(BaseModel):
    """One report as the form sends it.

    `seen_version`: version of the report that the person saw, None if none.
    `seen_states`: (action code, territory code) → version of the state that the person saw; None: not checked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fiche_code: str
    period_code: str
    seen_version: int | None = None
    seen_states: dict[tuple[str, str], int] | None = None
    nothing_new: bool = False
    weather: Weather | None = None
    done: str = ""
    difficulties: str = ""
    request: str = ""
    upcoming: str = ""
    publishable: tuple[str, ...] = ()
    states: tuple[StateInput, ...] = ()
    measures: tuple[MeasureInput, ...] = ()


def read_input(body: dict[str, Any]) -> ReportInput:
    """Validate what a form or a draft holds; Refused in French, naming the field and what is expected."""
    try:
        return ReportInput.model_validate(body)
    except ValidationError as error:
        raise Refused(_in_french(error, body)) from error


def _in_french(error: ValidationError, body: dict[str, Any]) -> str:
    first = error.errors()[0]
    path = [str(part) for part in first["loc"]]
    where = "Le formulaire"
    if len(path) >= 2 and path[0] in ("states", "measures"):
        row: Any = body.get(path[0], [])[int(path[1])] if path[1].isdigit() else {}
        code = row.get("action_code") or row.get("indicator_code") if isinstance(row, dict) else None  # pyright: ignore
        where = f"{'Action' if path[0] == 'states' else 'Indicateur'} {code or path[1]}"
    field = path[-1] if path else ""
    says = {
        "percent": "le pourcentage va de 0 à 100",
        "status": "ce statut n’existe pas",
        "weather": "cette météo n’existe pas",
        "value": "la valeur doit être un nombre",
    }.get(field, f"la valeur de « {field} » n’est pas admise")
    return f"{where} : {says}. Rien n’a été enregistré et votre saisie est conservée : corrigez-la."
