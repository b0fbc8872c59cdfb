"""What every document says of itself: the plan, the period, the filters, the day, what its data are."""

from __future__ import annotations

from collections.abc import Iterable

from data.french import day, listing, number, typeset
from data.situation import Situation

INVENTED = typeset("Données de démonstration : avancements, pilotes et valeurs sont inventés.")


def state_words(situation: Situation, frozen: int | None) -> str:
    """« état figé n° 1, du 3 août 2026 », or that the figures may still change.

    frozen: number of the frozen state shown, None for the plan as it stands.
    """
    on = day(situation.today)
    if frozen is None:
        return typeset(f"chiffres au {on}, ils peuvent encore changer")
    return typeset(f"état figé n° {number(frozen)}, du {on}")


_PILOT = "Pilote : "
_UNNAMED = "Pilote : une sélection (noms non publiés)"


def filters(situation: Situation, *, outside: bool = False) -> tuple[str, ...]:
    """The filters in force, as printed; `outside`: on what leaves the council, where no pilot is named."""
    if not outside:
        return situation.kept
    said = (_UNNAMED if one.startswith(_PILOT) and one != f"{_PILOT}sans pilote" else one for one in situation.kept)
    return tuple(dict.fromkeys(said))


def kept_words(situation: Situation, *, outside: bool = False) -> str:
    """The filters in force in one text; « aucun, tout le plan » without any."""
    return typeset(listing(filters(situation, outside=outside)) if situation.kept else "aucun, tout le plan")


def provenance(situation: Situation, frozen: int | None, *, outside: bool = False) -> list[tuple[str, str]]:
    """French label and text of each line that a document prints of where its figures come from."""
    lines = [
        ("Plan", typeset(f"{situation.plan.title} · {situation.plan.departement_name}")),
        ("Période", situation.period.label),
        ("Arrêté au", day(situation.as_of)),
        ("État", state_words(situation, frozen)),
        ("Filtres", kept_words(situation, outside=outside)),
    ]
    return [*lines, ("À savoir", INVENTED)] if situation.demonstration else lines


def shared(methods: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(name, formula) of figures, each formula once after the names that share it."""
    names: dict[str, list[str]] = {}
    for name, formula in methods:
        names.setdefault(formula, []).append(name)
    return tuple((typeset(" ; ".join(found)), formula) for formula, found in names.items())
