"""The public page of an edition: what it may show, its address, the texts to reread before anything is public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import streamlit as st

from components import acting
from components.conference import keeping
from components.conference.shown import WHO, Shown, version
from components.pieces import plain
from data.commands.edition import set_site
from data.commands.rereading import reread_text
from data.conference.edition import MENTIONS, SiteOptions
from data.conference.public import Candidate, candidates, sha_of
from data.french import plural, typeset

_SWITCHES = {
    "weather": "Montrer la météo",
    "health": "Montrer la santé (avance, retard)",
    "difficulties": "Montrer les difficultés",
}
_LAW = (
    "La loi n°\u00a02004-575 du 21 juin 2004 demande à toute page publique de dire qui en répond. Ce que vous écrivez "
    "ici se relit comme le reste, et paraît dans « Méthode, accessibilité et mentions »."
)
_FOR_EXAMPLE = {
    "director": "La présidente ou le président du conseil départemental",
    "host": "Nom, adresse, téléphone",
    "contact": "Adresse, téléphone, courriel ou formulaire",
}
_WAITING, _ACCEPTED, _REFUSED = "à relire", "accepté", "refusé"


def standing(shown: Shown, text: Candidate) -> str:
    """What was decided of a text; one that changed since is to reread."""
    found = shown.edition.rereadings.get(text.key)
    if found is None or found.sha256 != sha_of(text.text):
        return _WAITING
    return _ACCEPTED if found.accepted else _REFUSED


def waiting(shown: Shown, texts: Sequence[Candidate]) -> int:
    return sum(standing(shown, text) == _WAITING for text in texts)


def sentence(shown: Shown, texts: Sequence[Candidate]) -> str:
    """How many texts wait, in one sentence."""
    left = waiting(shown, texts)
    if not texts:
        return "Aucun texte à relire\u00a0: la page publique ne montre que des chiffres et les mots du document."
    if not left:
        return typeset(f"{plural(len(texts), 'texte relu', 'textes relus')} sur {len(texts)} : rien n’attend.")
    return typeset(
        f"{plural(left, 'texte attend', 'textes attendent')} d’être relu{'s' if left > 1 else ''}, sur {len(texts)} : "
        "un texte qui n’est pas relu ne paraît pas."
    )


def draw(shown: Shown) -> None:
    texts = candidates(shown.edition, shown.told)
    st.markdown(plain(sentence(shown, texts)))
    _options(shown)
    if texts:
        left = waiting(shown, texts)
        with st.expander(f"Textes à relire ({left} sur {len(texts)})", key="relectures"):
            if not shown.publishes:
                st.caption("La coordination du plan relit les textes à rendre publics.")
            acting.wrong("relecture")
            for text in sorted(texts, key=lambda text: standing(shown, text) != _WAITING):
                _text(shown, text)


def _options(shown: Shown) -> None:
    site, edition = shown.edition.site, shown.edition
    if not shown.presents:
        on = [name.removeprefix("Montrer ") for key, name in _SWITCHES.items() if getattr(site, key)]
        st.caption(plain(typeset(f"Montrés en plus : {', '.join(on) or 'rien'}. {WHO}")))
        return
    key = f"site_{edition.id}"
    values = asdict(site)
    keeping.begin(key, edition.version, values)
    names = _SWITCHES | {"address": "Adresse de la page publique"} | MENTIONS
    keeping.refused(key, values, edition.version, names, lambda: _save(shown))
    with st.container(horizontal=True):
        for name, title in _SWITCHES.items():
            st.toggle(title, key=f"{key}_{name}", on_change=_save, args=(shown,))
    st.text_input(
        "Adresse de la page publique", key=f"{key}_address", placeholder="https://…", on_change=_save, args=(shown,),
        help="Là où votre service informatique pose le dossier. Le code QR de la salle y mène.", max_chars=400,
    )  # fmt: skip
    said = sum(bool(text) for _, text in site.mentions)
    with st.expander(f"Mentions légales ({said} sur {len(MENTIONS)})", key="mentions"):
        st.caption(plain(typeset(_LAW)))
        for name, title in MENTIONS.items():
            st.text_input(
                title, key=f"{key}_{name}", placeholder=_FOR_EXAMPLE[name], on_change=_save, args=(shown,),
                max_chars=400,
            )  # fmt: skip


def _save(shown: Shown) -> None:
    now, edition = shown.now, shown.edition
    keeping.save(
        f"site_{edition.id}",
        asdict(edition.site),
        lambda said, seen: set_site(
            now.store, now.actor, now.plan.code, edition.id, replace(SiteOptions(), **said), seen=seen
        ),
        lambda: version(shown),
    )


def _text(shown: Shown, text: Candidate) -> None:
    found = standing(shown, text)
    badge = {_WAITING: ":orange-badge[à relire]", _ACCEPTED: ":green-badge[accepté]", _REFUSED: ":gray-badge[refusé]"}
    with st.container(border=True, key=f"texte_{text.key}", gap="xsmall"):
        by = f" · {text.said_by}" if text.said_by else ""
        st.markdown(f"{badge[found]} :gray[{plain(typeset(text.where + by))}]")
        st.markdown(plain(text.text))
        if shown.publishes:
            with st.container(horizontal=True):
                if found != _ACCEPTED:
                    st.button(
                        "Accepter", key=f"accepter_{text.key}", on_click=_decide, args=(shown, text, True),
                        type="primary" if found == _WAITING else "secondary",
                    )  # fmt: skip
                if found != _REFUSED:
                    st.button("Refuser", key=f"refuser_{text.key}", on_click=_decide, args=(shown, text, False))


def _decide(shown: Shown, text: Candidate, accepted: bool) -> None:
    now = shown.now
    acting.attempt(
        "relecture",
        lambda: reread_text(
            now.store, now.actor, now.plan.code, shown.edition.id, text_key=text.key, text=text.text, accepted=accepted
        ),
        "Le texte paraîtra." if accepted else "Le texte ne paraîtra pas.",
    )
