"""Acronyms found in a text: whole words, the same capitals, the longest first; drawn as text and nothing else."""

from __future__ import annotations

import re
from html import unescape

import pytest

from components.acronyms import marked
from data.glossary import acronyms, found_in, pieces_of
from tests.unit.test_governance import situation_of

KNOWN = {
    "RSA": "Revenu de solidarité active",
    "BRSA": "Bénéficiaires du RSA",
    "EHPAD": "Établissement d’hébergement",
    "CA": "Communauté d’agglomération",
    "CAF": "Caisse d’allocations familiales",
    "CD07": "Conseil départemental",
}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("le RSA", ["RSA"]),
        ("le RSAA, la RSAi et URSA", []),
        ("le rsa et le Rsa", []),
        ("les EHPAD et les EHPADs", ["EHPAD"]),
        ("BRSA", ["BRSA"]),
        ("L’EHPAD d'Annonay, l'EHPAD", ["EHPAD"]),
        ("CCAS/CAF (CA)", ["CA", "CAF"]),
        ("la CAF, puis la CAF.", ["CAF"]),
        ("CD07 et CD", ["CD07"]),
        ("", []),
    ],
)
def test_an_acronym_is_a_whole_word_in_its_own_capitals(text: str, names: list[str]) -> None:
    assert list(found_in(text, KNOWN)) == names
    assert found_in(text, KNOWN) == {name: KNOWN[name] for name in names}


def test_several_texts_are_read_together_and_none_gives_none() -> None:
    assert list(found_in(["le RSA", "la CAF", "le RSA"], KNOWN)) == ["CAF", "RSA"]
    assert found_in(["le RSA"], {}) == {}
    assert list(pieces_of("le RSA", {})) == [("le RSA", None)]


def test_cutting_a_text_loses_nothing_of_it() -> None:
    for text in ("RSA", "le RSA, CAF et EHPADs.", "rien", "", "RSARSA RSA"):
        assert "".join(part for part, _meaning in pieces_of(text, KNOWN)) == text


def test_what_is_drawn_is_text_and_our_own_markup_only() -> None:
    text = 'Le RSA <script>alert("x")</script> & **gras** [lien](https://x.fr) <abbr title="non">CAF</abbr>'
    drawn = marked(text, KNOWN | {"RSA": 'Revenu "de" <b>solidarité</b>\n\\ & active'})
    assert re.findall(r"(?<!\\)<(\w+)", drawn) == ["abbr", "abbr"]
    titles = re.findall(r'(?<!\\)<abbr title="([^"]*)"', drawn)
    assert [unescape(title) for title in titles] == ['Revenu "de" <b>solidarité</b> \\ & active', KNOWN["CAF"]]
    assert "\n" not in drawn
    assert "\\*\\*gras\\*\\*" in drawn
    assert "\\<script\\>" in drawn


def test_the_glossary_of_a_document() -> None:
    rows = [
        ("AAH", {"meaning": "Allocation  aux adultes handicapés"}),
        ("CIAS", {"meaning": "Centre intercommunal"}),
        ("CIAS", {"meaning": "Centre inter-communal d'action sociale"}),
        ("CIAS", {"meaning": "Centre intercommunal"}),
        ("MAPTAM (loi)", {"meaning": "Modernisation"}),
        ("BRSA / RSA", {"meaning": "Revenu de solidarité"}),
        ("Habitat", {"meaning": "Un mot, pas un sigle"}),
        ("VIDE", {"meaning": None}),
        ("SANS", None),
    ]
    known = acronyms(situation_of(*[("glossary", title, body) for title, body in rows]))
    assert known == {
        "AAH": "Allocation aux adultes handicapés",
        "CIAS": "Centre intercommunal\u00a0; ou Centre inter-communal d’action sociale",
        "MAPTAM": "Modernisation",
        "BRSA": "Revenu de solidarité",
        "RSA": "Revenu de solidarité",
    }
