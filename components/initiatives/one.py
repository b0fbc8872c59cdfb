"""The page of one initiative: results apart from hopes, money with what it is, and the fiches close to it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import access, address, links, pieces
from components.initiatives import asked
from components.initiatives.places import link_to_place
from components.pieces import plain
from components.view import View
from data.bank.links import related_fiches
from data.bank.one_initiative import Said, Told, told
from data.bank.said import age, warning
from data.bank.tables import Bank


def show(now: View) -> None:
    """The initiative of the address, or why it is not there."""
    bank = access.read_bank(now.store)
    code = (address.current("initiative") or "").strip().upper()
    links.to("initiatives", "Initiatives", icon=":material/arrow_back:", **asked.kept_in_link())
    found = told(bank, code)
    if found is None:
        _unknown(code)
        return
    st.caption(plain(found.above))
    pieces.title(found.title)
    pieces.sentence(found.sentence)
    st.markdown(" ".join([":orange-badge[Non évaluée]", *(f":blue-badge[{plain(text)}]" for text in found.badges)]))
    st.caption(plain(f"{warning(bank)} {age(bank)}"))
    facts, said = st.columns([5, 7], gap="large")
    with facts:
        _facts(found)
    with said:
        _said(found)
    _close(now, bank, found)
    st.caption(plain(f"Source\u00a0: {found.source}"))


def _unknown(code: str) -> None:
    pieces.title("Initiative")
    if code:
        st.warning(
            plain(
                f"Le lien désigne l’initiative «\u00a0{code[:40]}\u00a0», que le recueil ne contient pas\u00a0: elle a "
                "pu changer de code. Rien n’est perdu\u00a0: retrouvez-la par ses mots dans le recueil."
            )
        )
    else:
        pieces.empty("Aucune initiative n’est choisie.", "Ouvrez-en une depuis la liste du recueil.")


def _facts(found: Told) -> None:
    pieces.section("En bref")
    st.markdown("  \n".join(f":gray[{plain(name)}\u00a0:] {plain(text)}" for name, text in found.facts.items()))
    if found.note:
        st.markdown(f":gray[Remarque de lecture\u00a0:] {plain(found.note)}")


def _said(found: Told) -> None:
    pieces.section("Ce qui a été constaté")
    if found.results:
        _lines(found.results)
    else:
        st.caption("Le recueil ne donne aucun résultat pour cette initiative.")
    pieces.section("Ce qui en était attendu", "Des intentions de la collectivité, pas des résultats.")
    if found.expected:
        _lines(found.expected)
    else:
        st.caption("Le recueil ne dit pas ce qui en était attendu.")
    parts: tuple[tuple[str, str | None, Sequence[Said]], ...] = (
        ("Ce que la fiche propose de mesurer", None, found.indicators),
        ("Montants cités", "Chacun est ce que dit sa nature\u00a0: ils ne s’additionnent pas.", found.money),
        ("Schémas et plans cités", None, found.schemas),
        ("Mesures nommées dans cette initiative", None, found.inside),
        ("Ailleurs, d’après la fiche", "Lieux qu’elle cite, non comptés comme des initiatives.", found.elsewhere),
    )
    for title, note, items in parts:
        if items:
            pieces.section(title, note)
            _lines(items)


def _lines(items: Sequence[Said]) -> None:
    st.markdown(
        "\n".join(
            f"- {plain(item.text)}" + (f" :small[:gray[{plain(item.line)}]]" if item.line else "") for item in items
        )
    )


def _close(now: View, bank: Bank, found: Told) -> None:
    """The fiches of the plan that share its publics, its theme or its words, and why."""
    close = now.once(f"proches de {found.code} {bank.stamp}", lambda: related_fiches(bank, now.whole, found.code))
    pieces.section("Dans votre plan", "Rapprochements d’après les publics, le thème et les mots\u00a0: à juger.")
    if not close:
        st.caption("Aucun rapprochement avec ce plan.")
        return
    for each in close:
        with st.container(gap=None, key=f"proche_{each.kind}_{each.code}"):
            link_to_place(now, each.kind, each.code, each.title)
            st.caption(plain(each.why))
