"""Without an edition in the address: past editions and those prepared here, then the way to prepare one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import acronyms, address, links, pieces
from components.acronyms import marked
from components.conference import prepare
from components.conference.shown import WHO, allowed
from components.pieces import plain
from components.view import View
from data.conference import words
from data.conference.edition import EditionRow
from data.french import day, plural, typeset
from data.measures.governance import Event
from data.measures.sentences import is_over
from data.reading.editions import edition as read_edition
from data.reading.editions import editions


def chosen(now: View) -> EditionRow | None:
    """The edition of the address, when it is one of this plan; otherwise it is said why not."""
    asked = address.current("edition")
    if asked is None:
        return None
    found = read_edition(now.store, int(asked)) if asked.isdecimal() and len(asked) < 10 else None
    if found is not None and found.plan == now.plan.code:
        return found
    address.change(edition=None, scene=None)
    if found is None:
        st.warning("Le lien désigne une édition qui n’existe pas ou n’existe plus. Voici celles de ce plan.")
        return None
    st.warning("Le lien désigne une édition d’un autre plan. Voici celles du plan affiché.")
    links.to("conference", "Ouvrir cette édition dans son plan", plan=found.plan, edition=str(found.id))
    return None


def draw(now: View, event: Event) -> None:
    prepared = editions(now.store, now.plan.code)
    pieces.sentence(words.of_all(event, prepared))
    if prepared:
        pieces.section("Éditions préparées ici")
        for one in prepared:
            _prepared(one)
    _preparing(now)
    _past(event, prepared)


def _prepared(one: EditionRow) -> None:
    with st.container(border=True, key=f"edition_{one.id}", gap="xsmall"):
        links.to("conference", f"{one.year} · {plain(one.theme)}", edition=str(one.id))
        when = [day(one.held_on)] if one.held_on else []
        said = [*when, one.place, words.state(one.own), plural(len(one.scenes), "scène"), words.people(one)]
        st.markdown(f":gray[{plain(' · '.join(part for part in said if part))}]")


def _preparing(now: View) -> None:
    pieces.section(
        "Préparer une édition",
        "Un thème, une période figée\u00a0: un premier déroulé est proposé, que vous arrangez ensuite scène par scène.",
    )
    if not now.plan.frozen:
        _nothing_frozen(now)
    elif not allowed(now):
        pieces.empty("Vous pouvez regarder les éditions préparées, sans en préparer.", WHO)
    else:
        prepare.draw(now)


def _nothing_frozen(now: View) -> None:
    if is_over(now.whole):
        pieces.empty(
            "Aucune période de ce plan n’a été figée.",
            f"Il s’est achevé le {day(now.whole.plan.ends_on)}\u00a0: il n’y a pas d’édition à raconter.",
        )
        return
    pieces.empty(
        "Aucune période de ce plan n’est encore figée.",
        "Une édition se raconte sur des chiffres qui ne bougent plus\u00a0: il faut d’abord clôturer une période.",
        "La coordination du plan clôture une période dans «\u00a0Campagne\u00a0».",
    )
    links.to("campagne", "Ouvrir Campagne")


def _past(event: Event, prepared: Sequence[EditionRow]) -> None:
    if not event.editions and not prepared:
        return
    pieces.section("Toutes les éditions", "Celles que cite le document, et celles préparées ici.")
    if event.editions:
        acronyms.write(
            "\n".join(
                f"- **{plain(str(one.year) if one.year is not None else 'À venir')}** · {marked(one.theme)}"
                for one in reversed(event.editions)
            )
        )
    pieces.behind(words.table(event, prepared), key="editions", name=typeset("Voir le tableau des éditions"))
