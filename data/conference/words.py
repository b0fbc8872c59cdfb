"""What the page says of editions, in French: all of them in one sentence, one of them, its frozen state, its people."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.conference.edition import EditionRow, PastEdition, Pin
from data.conference.slide import Deck
from data.french import day, listing, lowered, number, plural, typeset
from data.measures.governance import Event
from data.period import Period


def state(pin: Pin) -> str:
    """« T2 2026, état figé n° 1 »."""
    return typeset(f"{Period.parse(pin.period).short}, état figé n°\u00a0{pin.number}")


def of_all(event: Event, prepared: Sequence[EditionRow]) -> str:
    """The editions that the document cites, then those prepared here and who came."""
    if not prepared:
        return typeset(f"{event.sentence} Aucune édition n’est encore préparée ici.")
    text = f"{event.sentence} {plural(len(prepared), 'édition est préparée', 'éditions sont préparées')} ici"
    last = next((one for one in prepared if one.on_site is not None or one.remote is not None), None)
    if last is None:
        return typeset(f"{text}.")
    return typeset(f"{text} ; celle de {last.year} a réuni {people(last)}.")


def people(edition: EditionRow | PastEdition) -> str:
    """« 280 personnes sur place et 45 à distance »; empty while nobody said."""
    there, far = edition.on_site, edition.remote
    said = [] if there is None else [f"{plural(there, 'personne')} sur place"]
    if far is not None:
        said.append(f"{number(far)} à distance" if said else f"{plural(far, 'personne')} à distance")
    return " et ".join(said)


def of_one(edition: EditionRow, deck: Deck) -> str:
    """The edition in one sentence: its theme, when, where, how many scenes, then who chairs."""
    when = f"le {day(edition.held_on)}" if edition.held_on else f"en {edition.year}"
    place = f", {edition.place}" if edition.place else ""
    chairs = f" Présidence : {listing(list(map(lowered, edition.chairs)))}." if edition.chairs else ""
    empty = [slide for slide in deck.slides if slide.missing]
    scenes = plural(len(edition.scenes), "scène")
    held = f" ; {plural(len(empty), 'scène n’a', 'scènes n’ont')} rien à montrer" if empty else ""
    return typeset(f"« {edition.theme} », {when}{place} : {scenes}{held}.{chairs}")


def binding(edition: EditionRow, deck: Deck) -> str:
    """« Figé le 3 août 2026 : les chiffres ne bougent plus »."""
    own = next((one for one in deck.bound if one.plan_code == edition.plan), None)
    when = f"Figé le {day(own.frozen_on)}" if own is not None else "Figé"
    text = f"{when} : les chiffres ne bougent plus."
    if edition.others:
        count = plural(len(edition.others), "autre plan est passé en revue", "autres plans sont passés en revue")
        text += f" {count} avec lui."
    return typeset(text)


def table(event: Event, prepared: Sequence[EditionRow]) -> pd.DataFrame:
    """Every edition, the latest first: those prepared here with who came, then those of the document."""
    here = [
        {
            "Année": str(one.year),
            "Thème": one.theme,
            "Sur place": "" if one.on_site is None else number(one.on_site),
            "À distance": "" if one.remote is None else number(one.remote),
            "D’où": "Préparée ici",
        }
        for one in prepared
    ]
    cited = [
        {
            "Année": "À venir" if one.year is None else str(one.year),
            "Thème": one.theme,
            "Sur place": "",
            "À distance": "",
            "D’où": f"Document, ligne {one.line}" if one.line else "Document",
        }
        for one in reversed(event.editions)
    ]
    return pd.DataFrame(here + cited, columns=["Année", "Thème", "Sur place", "À distance", "D’où"])
