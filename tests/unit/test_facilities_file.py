"""A file of équipements, good and bad: what is recorded, what is refused, line by line, in French."""

from __future__ import annotations

import time
from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from data.facilities.cells import LARGEST
from data.facilities.facility import LONGEST_CODE, MOST, FacilityInput, code_of, kind_key
from data.facilities.ground import Ground
from data.facilities.reading import Defaults, Effect, Import, read_file

TODAY = date(2026, 10, 6)
GROUND = Ground(
    "26",
    "Drôme",
    {"26362": "Valence", "26113": "Die", "26325": "Saint-Rambert-d'Albon"},
    {
        "26362": shapely.box(4.8, 44.85, 5.0, 45.0),
        "26113": shapely.box(5.3, 44.7, 5.5, 44.8),
        "26325": shapely.box(4.78, 45.25, 4.85, 45.35),
    },
    {"26999": "26113"},
)
HEAD = "Nom;Type;Longitude;Latitude;Commune;Code\n"


def read(
    text: str | bytes,
    known: dict[str, FacilityInput] | None = None,
    defaults: Defaults | None = None,
    ground: Ground = GROUND,
) -> Import:
    return read_file(text if isinstance(text, bytes) else text.encode(), ground, known or {}, TODAY, defaults)


def whys(found: Import) -> dict[int, str]:
    return {one.line: one.why for one in found.refused}


def test_a_whole_file() -> None:
    found = read(
        "Nom;Type;Longitude;Latitude;Adresse;Code INSEE;Code;Source;Date;Téléphone\n"
        "CMS du centre;CMS;4,8912;44,9333;3 place X;26362;A1;Département;31/12/2025;04\n"
        "\n"
        "Maison de Die;cms;5.37;44.75;;26999;;;;\n"
    )
    assert found.problem is None
    assert found.refused == ()
    assert [one.facility for one in found.understood] == [
        FacilityInput(
            "A1", "CMS", "CMS du centre", 4.8912, 44.9333, "3 place X", "26362", "Département", date(2025, 12, 31)
        ),
        # The kind takes the spelling met first, the commune that is gone the one it is part of, and a code is made.
        FacilityInput("cms-maison-de-die-26113", "CMS", "Maison de Die", 5.37, 44.75, None, "26113"),
    ]
    assert [one.line for one in found.understood] == [2, 4]
    assert found.ignored == ("Téléphone",)
    assert found.sentence == "2 lignes comprises : 2 équipements ajoutés."


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings(delimiter: str, encoding: str) -> None:
    lines = [["Libellé", "Catégorie", "lon", "lat"], ["Accueil « été »", "Épicerie", "4.9", "44.9"]]
    found = read("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    assert [one.facility.name for one in found.understood] == ["Accueil « été »"]
    assert [one.facility.kind for one in found.understood] == ["Épicerie"]
    assert bool(found.notes) == (encoding in ("cp1252", "utf-16"))


def test_quoted_cells_and_decimal_commas_in_a_file_of_commas() -> None:
    quoted = '"CMS, centre","CMS","4,9","44,9"\n"Sur\ndeux lignes",CMS,"4,91","44,9"\n'
    found = read(f"nom,type,x,y\n{quoted}Trois,CMS,4,9\n")
    assert [one.facility.name for one in found.understood] == ["CMS, centre", "Sur deux lignes"]
    assert list(whys(found)) == [5]


def test_lambert_93_is_translated_and_said() -> None:
    found = read("nom;type;X;Y\nA;CMS;849 107,3;6 427 882,9\nB;CMS;849107.3;6427882.9\n")
    assert len(found.understood) == 2
    for one in found.understood:
        assert (one.facility.lon, one.facility.lat) == pytest.approx((4.89, 44.934), abs=0.01)
        assert one.facility.commune_code == "26362"
    assert found.notes == ("2 lignes écrites en Lambert-93, traduites en longitude et latitude.",)


def test_degrees_are_preferred_to_metres() -> None:
    found = read("nom;type;x;y;longitude;latitude\nA;CMS;1;2;4.9;44.9\n")
    assert [(one.facility.lon, one.facility.lat) for one in found.understood] == [(4.9, 44.9)]
    assert found.ignored == ("x", "y")


def test_each_refused_line_says_why_and_the_others_are_kept() -> None:
    found = read(
        HEAD
        + "Paris;CMS;2,35;48,86;;\n"
        + "Inversé;CMS;44,93;4,89;;\n"
        + "Sans type;;4,9;44,9;;\n"
        + ";CMS;4,9;44,9;;\n"
        + "Mot;CMS;est;44,9;;\n"
        + "Vide;CMS;;44,9;;\n"
        + "Ailleurs;CMS;4,9;44,9;Die;\n"
        + "Inconnue;CMS;4,9;44,9;Lyon;\n"
        + "Bon;CMS;4,9;44,9;VALENCE;K\n"
        + "Bon;CMS;4,9;44,9;Valence;L\n"
        + "Autre;CMS;4,92;44,9;Valence;K\n"
        + "Long;CMS;4,9;44,9;Valence;M;en trop\n"
        + "Projeté;CMS;801000;1990000;;\n"
        + "Retourné;CMS;6427882;849107;;\n"
        + "Nul;!!!;4,9;44,9;;\n"
        + "St Rambert;CMS;4,8;45,3;st rambert d albon;\n"
    )
    assert [one.facility.name for one in found.understood] == ["Bon", "St Rambert"]
    said = whys(found)
    assert "Hors du département (Drôme)" in said[2]
    assert "semblent inversées" in said[3]
    assert "Le type manque" in said[4]
    assert said[5] == "Le nom manque."
    assert "n’est pas un nombre : « est »" in said[6]
    assert "« longitude » manque" in said[7]
    assert "La ligne dit Die, mais le point est à Valence" in said[8]
    assert "« Lyon » n’est pas une commune" in said[9]
    assert "En double : la ligne 10" in said[11]
    assert "Le code « K » est déjà celui de la ligne 10" in said[12]
    assert "plus de cellules" in said[13]
    assert "ni des degrés ni du Lambert-93" in said[14]
    assert "X et Y semblent inversés" in said[15]
    assert "n’est pas un type" in said[16]
    assert found.sentence == "2 lignes comprises : 2 équipements ajoutés. 14 lignes refusées."


def test_a_file_swapped_from_end_to_end_is_said_once() -> None:
    found = read(HEAD + "".join(f"L{at};CMS;44,93;4,9{at};;\n" for at in range(5)))
    assert not found.understood
    assert any("échangez les titres" in note for note in found.notes)


def test_overseas_only_degrees_are_read() -> None:
    island = Ground("971", "Guadeloupe", {"97105": "Basse-Terre"}, {"97105": shapely.box(-61.8, 15.9, -61.6, 16.1)}, {})
    found = read("nom;type;x;y\nA;CMS;640000;1770000\nB;CMS;-61,7;16\n", ground=island)
    assert "outre-mer" in whys(found)[2]
    assert [one.facility.name for one in found.understood] == ["B"]


def test_what_is_said_once_for_the_file() -> None:
    found = read("nom;lon;lat;date\nA;4,9;44,9;\nB;4,91;44,9;01/02/2026\n", defaults=Defaults("CMS", "Site", TODAY))
    assert [(one.facility.kind, one.facility.source, one.facility.known_on) for one in found.understood] == [
        ("CMS", "Site", TODAY),
        ("CMS", "Site", date(2026, 2, 1)),
    ]


def test_dates_that_cannot_be() -> None:
    found = read("nom;type;lon;lat;date\nA;CMS;4,9;44,9;31/02/2026\nB;CMS;4,9;44,9;07/10/2026\n")
    assert "n’est pas une date" in whys(found)[2]
    assert "est à venir" in whys(found)[3]


def test_the_same_file_again_changes_nothing_and_a_change_replaces() -> None:
    text = "nom;type;lon;lat;adresse\nA;CMS;4,9;44,9;\nB;CMS;4,91;44,9;\n"
    known = {one.code: one for one in read(text).facilities}
    again = read(text, known)
    assert {one.effect for one in again.understood} == {Effect.SAME}
    assert again.facilities == ()
    changed = read(text.replace("4,91;44,9;", "4,91;44,9;1 rue X"), known)
    assert [one.effect for one in changed.understood] == [Effect.SAME, Effect.REPLACED]
    assert changed.replaced == ("cms-b-26362",)
    assert changed.sentence == "2 lignes comprises : 1 remplacé, 1 inchangé."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf \n", "vide"),
        (b"nom;type;lon;lat\n", "que sa ligne de titres"),
        (b"PK\x03\x04\0\0", "classeur"),
        (b"\x89PNG\r\n\x1a\n\0\0", "pas un tableau"),
        (b"\xff\xfe\xff", "pas un tableau"),
        (b"%PDF-1.7 du texte", "il y manque"),
        (b"nom;type\nA;CMS\n", "Longitude"),
        (b"a;b\n1;2\n", "il y manque"),
        (b'nom;type;lon;lat\n"A;CMS;4;44\n', "guillemets"),
        (b"nom;type;lon;lat\n" + b"A;CMS;4,9;44,9\n" * (MOST + 1), "5\u202f001 lignes"),
        (b"x" * (LARGEST + 1), "Mo"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(content: bytes, words: str) -> None:
    found = read(content)
    assert found.problem is not None
    assert words in found.problem
    assert not found.understood


def test_a_hundred_thousand_lines_are_refused_at_once() -> None:
    content = b"nom;lon;lat\n" + b"A;4;44\n" * 100_000
    begun = time.process_time()
    problem = read(content).problem
    assert time.process_time() - begun < 0.5
    assert problem is not None
    assert "100\u202f001 lignes" in problem


def test_what_people_type_stays_text() -> None:
    name = "=HYPERLINK(1) <img src=x onerror=alert(1)> \u202eא"
    found = read(f"nom;type;lon;lat\n{name};CMS\x07;4,9;44,9\n".encode())
    assert [(one.facility.name, one.facility.kind) for one in found.understood] == [(name, "CMS")]


def test_codes_and_kinds() -> None:
    assert kind_key("Maison  France-Services") == "maison-france-services"
    assert kind_key("Équipé & œuvre") == "equipe-oeuvre"
    assert kind_key("مركز") == "مركز"
    assert code_of("CMS", "CMS de Die", "26113") == "cms-de-die-26113"
    long = code_of("CMS", "x" * 400, "26113")
    assert len(long) == LONGEST_CODE
    assert long.endswith("-26113")


@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_sentence_or_in_lines(content: bytes) -> None:
    found = read(content)
    assert found.problem or found.sentence


@given(st.lists(st.lists(st.text(max_size=12), min_size=4, max_size=4), max_size=6))
def test_every_line_is_either_understood_or_refused(lines: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([["nom", "type", "lon", "lat"], *lines])
    found = read(out.getvalue().encode("utf-8", "ignore"))
    if found.problem is None:
        numbers = [one.line for one in (*found.understood, *found.refused)]
        assert len(numbers) == len(set(numbers))
        assert all(one.why for one in found.refused)
