"""The base map that the environment may ask for: none by default, one host, an attribution."""

from __future__ import annotations

import pytest

from components.serving import content_security_policy
from data.base_map import IGN, OSM, BaseMapError, base_map, image_hosts

OURS = "http://127.0.0.1:8080/{z}/{x}/{y}.png"


@pytest.mark.parametrize("said", [{}, {"CAP_FOND_DE_CARTE": ""}, {"CAP_FOND_DE_CARTE": " Aucun "}])
def test_nothing_is_asked_by_default(said: dict[str, str]) -> None:
    assert base_map(said) is None
    assert image_hosts(said) == ()


def test_the_known_ones_have_their_attribution() -> None:
    assert base_map({"CAP_FOND_DE_CARTE": "IGN"}) is IGN
    assert base_map({"CAP_FOND_DE_CARTE": "osm"}) is OSM
    assert image_hosts({"CAP_FOND_DE_CARTE": "ign"}) == ("https://data.geopf.fr",)
    assert image_hosts({"CAP_FOND_DE_CARTE": "osm"}) == ("https://tile.openstreetmap.org",)
    assert "IGN" in IGN.attribution
    assert "OpenStreetMap" in OSM.attribution


def test_a_server_of_the_council() -> None:
    found = base_map({"CAP_FOND_DE_CARTE": OURS, "CAP_FOND_ATTRIBUTION": " ©  <b>Nous</b> "})
    assert found is not None
    assert (found.origin, found.host, found.attribution) == ("http://127.0.0.1:8080", "127.0.0.1:8080", "© <b>Nous</b>")
    policy = content_security_policy(folium=True, image_hosts=(found.origin,))
    assert "img-src 'self' data: blob: http://127.0.0.1:8080;" in policy
    assert policy.count("http") == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"CAP_FOND_DE_CARTE": OURS}, "CAP_FOND_ATTRIBUTION manque"),
        ({"CAP_FOND_DE_CARTE": "google"}, "doit valoir"),
        ({"CAP_FOND_DE_CARTE": "javascript:{z}{x}{y}"}, "doit valoir"),
        ({"CAP_FOND_DE_CARTE": "https://{s}.cartes.example/{z}/{x}/{y}.png"}, "écrit en entier"),
        ({"CAP_FOND_DE_CARTE": "https://nom:mot@cartes.example/{z}/{x}/{y}.png"}, "mot de passe"),
        ({"CAP_FOND_DE_CARTE": "https://*.example/{z}/{x}/{y}.png"}, "écrit en entier"),
        ({"CAP_FOND_DE_CARTE": "https://[::1/{z}/{x}/{y}.png"}, "écrit en entier"),
        ({"CAP_FOND_DE_CARTE": "https://cartes.example/{z}/{x}.png"}, "{z}, {x} et {y}"),
        ({"CAP_FOND_DE_CARTE": "https://cartes.example/{z}/{x}/{y}/{cle}"}, "{z}, {x} et {y}"),
        ({"CAP_FOND_DE_CARTE": "https://cartes.example; script-src */{z}/{x}/{y}"}, "signe"),
        ({"CAP_FOND_DE_CARTE": "https://cartes.example/{z}/{x}/{y}?" + "a" * 600}, "trop longue"),
    ],
)
def test_what_cannot_be_used_is_said_and_opens_nothing(said: dict[str, str], words: str) -> None:
    with pytest.raises(BaseMapError, match="la carte s’affiche sans lui") as refusal:
        base_map(said | ({} if "manque" in words else {"CAP_FOND_ATTRIBUTION": "x"}))
    assert words in str(refusal.value)
    assert image_hosts(said) == ()
