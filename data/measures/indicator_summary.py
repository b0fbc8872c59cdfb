"""What all the indicators say together: the page's answer and its four figures."""

from __future__ import annotations

from collections.abc import Sequence

from data.french import number, percent, plural, share, typeset
from data.measures.figure import NOT_COMPUTABLE, Coverage, Figure, Stamp
from data.measures.indicator_board import Standing, board_table
from data.measures.indicators import INDICATORS_KNOWN
from data.measures.thresholds import small


def sentence(found: Sequence[Standing], words: str = "du plan", territory: str | None = None) -> str:
    """The answer. `words` names the set: « du plan », « de cette sélection »; `territory`: whose values are read."""
    said = _said(found, words)
    return typeset(f"{territory} : {said[0].lower()}{said[1:]}" if territory else said)


def _said(found: Sequence[Standing], words: str) -> str:
    if not found:
        return "Aucun indicateur dans cette sélection."
    known = [each for each in found if each.said]
    aimed = [each for each in found if each.has_target]
    total = len(found)
    if not known:
        subject = f"Les {number(total)} indicateurs {words} n’ont" if total > 1 else f"L’indicateur {words} n’a"
        rest = f" ; {_aims(aimed)}" if aimed else " : le document les annonce, sans valeur de départ ni cible"
        return f"{subject} encore aucune valeur{rest}."
    parts = [_known(known, total, words) + (f", {number(len(aimed))} une cible" if aimed else ", aucun n’a de cible")]
    judged = [each for each in found if each.on_path is not None]
    if judged:
        reached = sum(bool(each.on_path) for each in judged)
        part = f" ({percent(100 * reached / len(judged))})" if not small(len(judged)) else ""
        verb = "est tenue" if reached < 2 else "sont tenues"
        parts.append(f"{number(reached)} des {number(len(judged))} trajectoires attendues {verb}{part}")
    late = sum(each.overdue for each in found)
    if late:
        parts.append(plural(late, "valeur est en retard", "valeurs sont en retard"))
    return " ; ".join(parts) + "."


def _known(known: Sequence[Standing], total: int, words: str) -> str:
    verb = "a" if len(known) < 2 else "ont"
    part = f" ({percent(100 * len(known) / total)})" if not small(total) else ""
    among = f"Sur les {number(total)} indicateurs" if total > 1 else "Sur le seul indicateur"
    return f"{among} {words}, {number(len(known))} {verb} une valeur{part}"


def _aims(aimed: Sequence[Standing]) -> str:
    return f"{number(len(aimed))} {'a' if len(aimed) < 2 else 'ont'} une cible"


def headline(found: Sequence[Standing], stamp: Stamp) -> list[Figure]:
    """Four figures: with a value, with a target, on their expected path, overdue."""
    judged = [each for each in found if each.on_path is not None]
    dated = [each for each in found if each.due is not None]
    return [
        _figure(
            "indicateurs_renseignes",
            "Avec une valeur",
            found,
            [each for each in found if each.said],
            stamp,
            "Indicateurs dont au moins une valeur ou un texte a été saisi ÷ indicateurs.",
        ),
        _figure(
            "indicateurs_cibles",
            "Avec une cible",
            found,
            [each for each in found if each.has_target],
            stamp,
            "Indicateurs dont une cible est datée ÷ indicateurs.",
        ),
        _figure(
            "indicateurs_trajectoire",
            "Sur la trajectoire attendue",
            judged,
            [each for each in judged if each.on_path],
            stamp,
            "Indicateurs dont la dernière valeur atteint, dans le sens voulu, celle que la droite du départ "
            "à la cible donne à la même date ÷ indicateurs dont cette valeur attendue est connue.",
        ),
        _figure(
            "indicateurs_en_retard",
            "Prochaine valeur en retard",
            dated,
            [each for each in dated if each.overdue],
            stamp,
            "Indicateurs dont l’échéance (fin de la période de la dernière valeur + périodicité + délai) est "
            "passée ÷ indicateurs dont l’échéance est connue.",
        ),
    ]


def _figure(
    key: str, title: str, among: Sequence[Standing], kept: Sequence[Standing], stamp: Stamp, formula: str
) -> Figure:
    known = sum(each.said for each in among)
    inside = {each.code for each in kept}
    text = share(len(kept), len(among)) if among else NOT_COMPUTABLE
    return Figure(
        key=key,
        title=title,
        value=float(len(kept)) if among else None,
        unit="indicateurs",
        text=text,
        sentence=typeset(f"{title} : {text}."),
        formula=typeset(formula),
        numerator=float(len(kept)),
        denominator=float(len(among)),
        inputs=board_table(among).assign(Compte=["oui" if each.code in inside else "non" for each in among]),
        coverage=Coverage(len(among), known, known, INDICATORS_KNOWN),
        as_of=stamp.as_of,
        period_code=stamp.period_code,
    )
