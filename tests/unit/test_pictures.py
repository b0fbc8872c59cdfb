"""Pictures given for an edition: what is kept of them, and what is refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from data.conference.pictures import WIDEST, checked_picture
from data.errors import Refused
from tests.support.files import HTML, JPEG, PDF, PNG, PROGRAM, WEBP, picture

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><script>window.pirate = 1</script>'
    b'<rect width="100" height="40" fill="#1d6b4f"/></svg>'
)


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("kind", "name", "kept"), [("PNG", "a.png", "PNG"), ("JPEG", "a.jpg", "JPEG"), ("WEBP", "a.webp", "JPEG")]
)
def test_a_picture_is_kept_at_its_size(kind: str, name: str, kept: str) -> None:
    found = checked_picture(name, picture(kind, 400, 300))
    opened = _opened(found.content)
    assert (opened.format, opened.size, (found.width, found.height)) == (kept, (400, 300), (400, 300))
    assert found.media_type == f"image/{kept.lower()}"


def test_a_large_photo_is_reduced_upright_and_tells_nothing_of_its_device() -> None:
    photo = io.BytesIO()
    taken = Image.new("RGB", (4000, 3000), (200, 30, 40))
    exif = taken.getexif()
    exif[0x010F], exif[0x0112] = "Appareil de quelqu’un", 6  # who made it; to be turned by a quarter
    taken.save(photo, "JPEG", exif=exif, comment=b"rue des Lilas")
    found = checked_picture("IMG_1.JPG", photo.getvalue())
    assert (found.width, found.height) == (1440, WIDEST)
    assert b"Appareil" not in found.content
    assert b"Lilas" not in found.content
    assert not _opened(found.content).getexif()


def test_a_clear_logo_stays_clear() -> None:
    logo = io.BytesIO()
    Image.new("RGBA", (60, 20), (0, 0, 0, 0)).save(logo, "PNG")
    assert _opened(checked_picture("logo.png", logo.getvalue()).content).mode == "RGBA"


def test_a_drawing_is_redrawn_without_its_script() -> None:
    found = checked_picture("Logo.svg", LOGO)
    assert (found.filename, found.media_type) == ("Logo.png", "image/png")
    assert b"pirate" not in found.content
    assert b"<" not in found.content[:1]
    drawn = _opened(found.content).convert("RGB")
    assert drawn.getpixel((drawn.width // 2, drawn.height // 2)) == (0x1D, 0x6B, 0x4F)
    assert drawn.width / drawn.height == pytest.approx(2.5, rel=0.01)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("logo.png", b"\x89PNG" + bytes(40_000_000), "pèse 38,1"),
        ("logo.svg", LOGO + bytes(40_000_000), "pèse 38,1"),
        ("logo.svg", LOGO.replace(b"<script>", b'<image href="https://exemple.fr/x.png"/><script>'), "ailleurs"),
        ("logo.svg", LOGO.replace(b"<script>", b'<image xlink:href="/etc/passwd"/><script>'), "ailleurs"),
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + LOGO, "définitions"),
        ("logo.svg", HTML, "n’est pas un dessin lisible"),
        ("logo.svg", LOGO.replace(b"0 0 100 40", b"0 0 1 100000"), "n’est pas un dessin lisible"),
        ("photo.png", picture("JPEG"), "n’est pas une image lisible"),
        ("photo.jpg", JPEG, "n’est pas une image lisible"),
        ("photo.webp", WEBP, "n’est pas une image lisible"),
        ("photo.jpg", picture("JPEG", 400, 300)[:600], "incomplète"),
        ("photo.jpg", PROGRAM, "n’est pas une image lisible"),
        ("photo.pdf", PDF, "n’est pas une image d’un type admis"),
        ("photo.gif", PNG, "n’est pas une image d’un type admis"),
        ("photo.png", b"", "est vide"),
    ],
)
def test_what_is_no_picture_is_refused_in_french(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_picture(name, content)
    assert words in str(refused.value)
    assert "Rien n’a été enregistré." in str(refused.value)


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.conference.pictures.MOST_PIXELS", 100)
    with pytest.raises(Refused, match="millions de points"):
        checked_picture("a.png", picture("PNG", 20, 20))


def test_a_drawing_that_would_never_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = LOGO.replace(
        b"<script>",
        b'<filter id="f"><feTurbulence numOctaves="1000000000" baseFrequency="5"/></filter>'
        b'<rect width="100" height="40" filter="url(#f)"/><script>',
    )
    monkeypatch.setattr("data.conference.pictures.PATIENCE", 3.0)
    with pytest.raises(Refused, match=r"trop compliqué.*Enregistrez-le en PNG"):
        checked_picture("logo.svg", endless)
