"""What the fields of a catalogue cannot say one by one: references, trees, dates. Sentences in French."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import Protocol

from data.catalogue.base import Calendar
from data.catalogue.items import Catalogue
from data.trees import loops


class _Coded(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def line(self) -> int: ...


class _Node(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def parent(self) -> str | None: ...


def problems(catalogue: Catalogue) -> list[str]:
    """Every broken rule, one French sentence each: the item with its code, what is wrong, what to do."""
    checks: tuple[Callable[[Catalogue], Iterator[str]], ...] = (
        _unique_codes,
        _references,
        _heading_tree,
        _action_tree,
        _dates,
        _lines,
        _targets,
    )
    return [sentence for check in checks for sentence in check(catalogue)]


def _lists(catalogue: Catalogue) -> list[tuple[str, Sequence[_Coded]]]:
    """The lists of items with a line, under the French name of their items; entries make one list a kind."""
    lists: list[tuple[str, Sequence[_Coded]]] = [
        ("niveau", catalogue.headings),
        ("public", catalogue.audiences),
        ("partenaire", catalogue.partners),
        ("fiche", catalogue.fiches),
        ("objectif", catalogue.objectives),
        ("action", catalogue.actions),
        ("indicateur", catalogue.indicators),
        ("chiffre", catalogue.key_figures),
    ]
    for kind in dict.fromkeys(entry.kind for entry in catalogue.entries):
        lists.append((f"élément {kind}", [entry for entry in catalogue.entries if entry.kind == kind]))
    return lists


def _unique_codes(catalogue: Catalogue) -> Iterator[str]:
    codes = [(name, [item.code for item in items]) for name, items in _lists(catalogue)]
    codes.append(("phase", [phase.code for phase in catalogue.phases]))
    for name, listed in codes:
        for code, times in Counter(listed).items():
            if times > 1:
                yield f"{name} {code} : ce code est employé {times} fois ; donnez à chacun le sien."


def _references(catalogue: Catalogue) -> Iterator[str]:
    headings = {heading.code for heading in catalogue.headings}
    phases = {phase.code for phase in catalogue.phases}
    audiences = {audience.code for audience in catalogue.audiences}
    partners = {partner.code for partner in catalogue.partners}
    fiches = {fiche.code for fiche in catalogue.fiches}
    actions = {action.code for action in catalogue.actions}
    territories = {entry.code for entry in catalogue.entries if entry.kind == "territory"}
    territories.add(catalogue.plan.departement_code)

    for heading in catalogue.headings:
        yield from _absent(f"niveau {heading.code}", "le niveau parent", [heading.parent], headings)
    for fiche in catalogue.fiches:
        where = f"fiche {fiche.code}"
        yield from _absent(where, "le niveau", [fiche.heading], headings)
        yield from _absent(where, "la phase", [phase.phase for phase in fiche.phases], phases)
        named = [code for line in fiche.beneficiaries for code in line.audiences]
        yield from _absent(where, "le public", [*fiche.audiences, *named], audiences)
        listed = [code for line in fiche.partners_verbatim for code in line.partners]
        yield from _absent(where, "le partenaire", [*fiche.partners, *listed], partners)
    for objective in catalogue.objectives:
        yield from _absent(f"objectif {objective.code}", "la fiche", [objective.fiche], fiches)
    for action in catalogue.actions:
        where = f"action {action.code}"
        yield from _absent(where, "la fiche", [action.fiche], fiches)
        yield from _absent(where, "le niveau", [action.heading], headings)
        yield from _absent(where, "l’action parente", [action.parent], actions)
        yield from _absent(where, "la phase", [action.phase], phases)
        yield from _absent(where, "le public", [*action.audiences, *action.audiences_inherited], audiences)
        places = [code for mention in action.territories for code in mention.codes]
        yield from _absent(where, "le territoire", places, territories)
    for indicator in catalogue.indicators:
        where = f"indicateur {indicator.code}"
        yield from _absent(where, "la fiche", [indicator.fiche], fiches)
        yield from _absent(where, "le niveau", [indicator.heading], headings)
        yield from _absent(where, "l’action", indicator.actions_inferred, actions)
    for figure in catalogue.key_figures:
        where = f"chiffre {figure.code}"
        yield from _absent(where, "la fiche", [figure.fiche], fiches)
        yield from _absent(where, "le niveau", [figure.heading], headings)
        yield from _absent(where, "le public", figure.audiences, audiences)
        yield from _absent(where, "le territoire", [figure.territory], territories)
    for entry in catalogue.entries:
        where = f"élément {entry.kind} {entry.code}"
        yield from _absent(where, "le niveau", [entry.body.get("heading")], headings)
        yield from _absent(where, "la fiche", [entry.body.get("fiche")], fiches)
        if entry.kind == "territory":
            yield from _absent(where, "l’axe confié", [entry.body.get("lead_axis")], headings)


def _absent(where: str, what: str, codes: Iterable[object], known: set[str]) -> Iterator[str]:
    """One sentence for each distinct code that is named and not in `known`; None names nothing."""
    for code in dict.fromkeys(str(code) for code in codes if code is not None):
        if code not in known:
            yield f"{where} : {what} « {code} » n’existe pas ; corrigez ce code ou ajoutez l’élément."


def _heading_tree(catalogue: Catalogue) -> Iterator[str]:
    looped = yield from _loops("niveau", catalogue.headings)
    depths = {heading.code: heading.depth for heading in catalogue.headings}
    named = len(catalogue.plan.levels.headings)
    for heading in catalogue.headings:
        where = f"niveau {heading.code} : profondeur {heading.depth}"
        above = depths.get(heading.parent) if heading.parent is not None else 0
        if above is not None and heading.code not in looped and heading.depth != above + 1:
            yield f"{where} au lieu de {above + 1} ; corrigez « depth » ou « parent »."
        if heading.depth > named:
            yield f"{where}, et le plan n’en nomme que {named} ; complétez ses « levels.headings »."


def _action_tree(catalogue: Catalogue) -> Iterator[str]:
    yield from _loops("action", catalogue.actions)
    by_code = {action.code: action for action in catalogue.actions}
    for action in catalogue.actions:
        where = f"action {action.code}"
        if (action.fiche is None) == (action.heading is None):
            both = "à la fois une fiche et un niveau" if action.fiche else "ni fiche ni niveau"
            yield f"{where} : elle a {both} ; gardez exactement l’un des deux."
        parent = by_code.get(action.parent) if action.parent is not None else None
        if parent is not None and (parent.fiche, parent.heading) != (action.fiche, action.heading):
            yield (
                f"{where} : elle n’a pas la fiche ou le niveau de son action parente {parent.code} ; "
                "donnez-leur le même rattachement."
            )


def _loops(name: str, nodes: Sequence[_Node]) -> Generator[str, None, set[str]]:
    """One sentence a loop of parents; returns, through `yield from`, the codes caught in one."""
    looped: set[str] = set()
    for loop in loops({node.code: node.parent for node in nodes}):
        looped.update(loop)
        yield f"{name} {loop[0]} : boucle de parents ({' → '.join([*loop, loop[0]])}) ; corrigez « parent »."
    return looped


def _dates(catalogue: Catalogue) -> Iterator[str]:
    plan = catalogue.plan
    if plan.ends_year < plan.starts_year:
        yield f"plan {plan.code} : il finit ({plan.ends_year}) avant de commencer ; corrigez ses années."
    previous = None
    for phase in catalogue.phases:
        if phase.ends_on < phase.starts_on:
            yield f"phase {phase.code} : elle finit avant de commencer ; corrigez ses deux dates."
        elif phase.starts_on.year < plan.starts_year or phase.ends_on.year > plan.ends_year:
            yield f"phase {phase.code} : elle sort des années du plan ; corrigez ses dates ou celles du plan."
        if previous and (phase.starts_on, phase.ends_on) < (previous.starts_on, previous.ends_on):
            yield f"phase {phase.code} : elle précède la phase {previous.code} ; rangez les phases par date."
        previous = phase
    calendars: list[tuple[str, Calendar | None]] = [(f"fiche {f.code}", f.calendar) for f in catalogue.fiches]
    calendars += [(f"action {a.code}", a.calendar) for a in catalogue.actions]
    for where, calendar in calendars:
        starts, ends = (calendar.starts_year, calendar.ends_year) if calendar else (None, None)
        if starts is not None and ends is not None and ends < starts:
            yield f"{where} : son calendrier finit ({ends}) avant de commencer ({starts}) ; corrigez-le."


def _lines(catalogue: Catalogue) -> Iterator[str]:
    last = catalogue.plan.source_lines
    for name, items in _lists(catalogue):
        for item in items:
            if item.line > last:
                yield f"{name} {item.code} : ligne {item.line} d’un document de {last} ; corrigez la ligne."


def _targets(catalogue: Catalogue) -> Iterator[str]:
    for indicator in catalogue.indicators:
        if (indicator.measure_kind == "cible") != (indicator.target is not None):
            yield (
                f"indicateur {indicator.code} : une cible va avec le genre « cible », et lui seul ; "
                "corrigez « target » ou « measure_kind »."
            )
