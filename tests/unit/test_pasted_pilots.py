"""What is pasted from a spreadsheet: every line is understood whole or refused with its number, nothing is lost."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.commands.board import PartInput
from data.commands.parts import Effect, Unfit, handed_over
from data.entry.pasted_cells import LONGEST_TEXT, MOST_LINES, Column
from data.entry.pasted_pilots import Pasted, pasted, template
from data.entry.pilot_words import awaited_words, handed_words, pasted_sentence
from data.entry.place_lookup import Lookup
from data.french import folded, typeset
from data.period import Period
from data.roster import PilotFacts
from data.vocabulary import PilotRole, label
from tests.support.rosters import ACTION, CO, DEPUTY, END, LEAD, PLACES, ROSTER, START, TODAY

NBSP, NARROW = "\u00a0", "\u202f"


def read(text: str) -> Pasted:
    return pasted(text, ROSTER, TODAY)


def one(text: str) -> PartInput:
    found = read(text)
    assert not found.refused, found.refused
    assert not found.problem
    (line,) = found.understood
    return line.part


def why(text: str) -> str:
    found = read(text)
    assert not found.understood
    (line,) = found.refused
    return line.why


@pytest.mark.parametrize(
    "named",
    [
        "P7", "p7", " P7 ", f"P{NBSP}7", "P 7", "p07", "\ufeffP7", "Projet 7", "projet P7", "FICHE 7", "n° 7", "N°7",
        "Réduire la fracture numérique", "reduire  la fracture numerique.", "P7 – Réduire la fracture numérique",
        "P7 : réduire la fracture numérique",
    ],
)  # fmt: skip
def test_a_fiche_is_named_in_many_ways(named: str) -> None:
    assert one(f"{named}\tMDPH").code == "P7"


@pytest.mark.parametrize(
    "named", ["P7-02", "p7-2", "P7–02", "P 7 - 02", "Action 7-2", "action P7-02", "Ouvrir des permanences"]
)
def test_an_action_is_named_in_many_ways(named: str) -> None:
    part = one(f"{named};MDPH")
    assert (part.code, part.role) == ("P7-02", ACTION)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("P99", "« P99 » n’est ni le code ni le titre"),
        ("7", "n’est ni le code ni le titre"),
        ("Projet 7-2", "n’est ni le code"),
        ("Action 7", "n’est ni le code"),
        ("P7 – Proposer une offre adaptée", "n’est ni le code"),
        ("Former les aidants", "désigne 2 fiches ou actions"),
    ],
)
def test_what_names_no_place_or_several_is_refused(named: str, words: str) -> None:
    assert words in why(f"{named}\tMDPH")
    with pytest.raises(Unfit):
        Lookup(PLACES, "Projet", "Action").find(named)


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("", LEAD), ("responsable", LEAD), ("Responsable de la fiche", LEAD), ("pilote", LEAD), ("Co-pilote", CO),
        ("COPILOTE", CO), ("Suppléant", DEPUTY), ("suppléant(e)", DEPUTY), ("suppleance", DEPUTY),
    ],
)  # fmt: skip
def test_roles(cell: str, role: PilotRole) -> None:
    assert one(f"P16\tMDPH\t{cell}").role is role


def test_columns_by_position_and_by_name_say_the_same() -> None:
    by_position = one("P16;MDPH;copilote;;Maison des personnes handicapées;01/11/2026;31/12/26;mdph@26.example")
    named = "Courriel\tProjet\tAu\tOrganisme\tPilotes\tDu\tCommentaire\tRôle\n"
    by_name = read(
        named + "mdph@26.example\tP16\t31/12/2026\tMaison des personnes handicapées\tMDPH\t2026-11-01\tà voir\tcopilote"
    )
    assert by_name.understood[0].part == by_position
    assert by_name.understood[0].line == 2
    assert by_name.ignored == ("Commentaire",)
    assert by_position == PartInput(
        "MDPH", "P16", CO, date(2026, 11, 1), date(2026, 12, 31),
        PilotFacts(None, "Maison des personnes handicapées", True, "mdph@26.example"), (),
    )  # fmt: skip


def test_the_heading_of_the_pilots_may_say_their_role() -> None:
    assert one("Fiche;Copilote\nP16;MDPH").role is CO
    assert one("Fiche;Responsable\nP16;MDPH").role is LEAD
    assert one("Fiche;Responsable\nP7-01;MDPH").role is ACTION


def test_a_title_alone_is_enough_under_headings() -> None:
    assert one("Intitulé;Pilote\nProposer une offre adaptée;MDPH").code == "P16"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Fiche;Nom;Pilote\nP16;a;b",
            "Plusieurs colonnes disent la même chose («\u00a0Nom\u00a0» et «\u00a0Pilote\u00a0»)",
        ),
        ("Fiche;Commentaire\nP16;a", "aucune ne s’appelle «\u00a0Pilote\u00a0»"),
        ("P16;MDPH\n" * (MOST_LINES + 1), "le maximum est de 2\u202f000"),
        ("P16;" + "é" * LONGEST_TEXT, "trop long"),
    ],
)
def test_what_cannot_be_read_at_all(text: str, words: str) -> None:
    found = read(text)
    assert words in typeset(found.problem or "")
    assert not found.understood


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("P16", "Le pilote manque"),
        ("P16;", "Le pilote manque"),
        (";MDPH", "Le code de la fiche ou de l’action manque"),
        ("P16 MDPH", "séparés par une tabulation ou par un point-virgule"),
        ("P16;" + "x" * 201, "dépasse 200 caractères"),
        ("P16;MDPH;chef", "« chef » n’est pas un rôle"),
        ("P7-01;MDPH;responsable", "est une action"),
        ("P16;MDPH;pilote de l’action", "est une fiche"),
        ("P16;MDPH;;;;32/01/2026", "« 32/01/2026 » n’est pas une date"),
        ("P16;MDPH;;;;bientôt", "n’est pas une date"),
        ("P16;MDPH;;;;01/01/2027;31/12/2026", "précède le début"),
        ("P16;MDPH;;;;01/01/2206", "sortent de la durée du plan"),
        ("P16;MDPH;;Direction A;CAF", "pas de direction du Département"),
        ("P16;MDPH;;;;;;pas une adresse", "n’est pas une adresse de courriel"),
        ("P16;MDPH;;;;;;a@b", "n’est pas une adresse de courriel"),
        ("P16;MDPH;;;;;;;encore", "plus de cellules"),
        ("P1;MDPH", "« Mission qualité » sera responsable de la fiche P1"),
    ],
)  # fmt: skip
def test_a_line_is_refused_with_its_number_and_why(line: str, words: str) -> None:
    found = read(f"P7;Service insertion\n\n{line}\n")
    assert [(each.line, words in each.why) for each in found.refused] == [(3, True)], found.refused
    assert [each.line for each in found.understood] == [1]


def test_what_each_line_will_change_is_said() -> None:
    found = read(
        "P16;pole autonomie\n"
        "P7;Pôle nouveau;;Direction C\n"
        "P7;Service insertion;copilote\n"
        "p7;CAF;suppléance\n"
        "P7-02;Ville centre\n"
        "P7-02;ville centre\n"
        "P1;Pôle autonomie;;Direction C;;;30/11/2026"
    )
    assert [(each.effect, each.acts, each.says.replace(NBSP, " ")) for each in found.understood] == [
        (Effect.NEW, True, "nouveau pilotage"),
        (
            Effect.REPLACES,
            True,
            "remplace Service insertion, en place jusqu’au 5 octobre 2026 ; pilote à créer ; direction : Direction C",
        ),
        (Effect.NEW, True, "nouveau pilotage"),
        (Effect.CHANGES, True, "n’est plus copilote après le 5 octobre 2026"),
        (Effect.SAME, False, "déjà ainsi"),
        (Effect.SAME, False, "déjà ainsi"),
        (
            Effect.CHANGES,
            True,
            "s’arrêtera le 30 novembre 2026 ; direction : « Direction A » devient « Direction C » ; "
            "plus personne à partir du 1er décembre 2026",
        ),
    ]
    # A known pilot keeps its own spelling.
    assert found.understood[0].part.pilot == "Pôle autonomie"
    assert [part.code for part in found.parts] == ["P16", "P7", "P7", "P7", "P1"]
    assert found.parts[1].seen == (1,)
    says = pasted_sentence([(each.effect, each.acts) for each in found.understood], 1).replace(NBSP, " ")
    assert says == (
        "7 lignes comprises : 2 nouveaux pilotages, 1 remplacement, 2 changements de rôle ou de dates et 2 déjà ainsi. "
        "1 ligne refusée."
    )


def test_lines_that_contradict_each_other() -> None:
    found = read("P16;MDPH\nP16;CCAS\nP16;mdph\nP16;CCAS;;;;01/01/2027\nP7;MDPH;;Direction A\nP7-01;MDPH;;Direction B")
    assert [each.line for each in found.understood] == [1, 3, 5]
    assert found.understood[1].says == "déjà dit à la ligne 1"
    assert [(each.line, each.why) for each in found.refused] == [
        (2, "La ligne 1 dit autre chose pour P16 aux mêmes dates."),
        (4, "La ligne 1 dit autre chose pour P16 aux mêmes dates."),
        (6, "La ligne 5 donne une autre direction à « MDPH »."),
    ]
    follow = read("P16;MDPH;;;;;31/12/2026\nP16;CCAS;;;;01/01/2027")
    assert [each.effect for each in follow.understood] == [Effect.NEW, Effect.NEW]


def test_text_stays_text() -> None:
    name = '<b onclick="x()">Pôle</b> \u202eolleh ‫مرحبا‬ =1+1'
    assert one(f"P16\t{name}").pilot == name
    assert one("P16\tPô\x00le\x1b auto\u200bnomie").pilot == "Pôle autonomie"
    assert one(f"P16\tService{NBSP}{NARROW}insertion ").pilot == "Service insertion"


def test_cells_as_a_spreadsheet_quotes_them() -> None:
    assert one('P16\t"Pôle ""A"""').pilot == 'Pôle "A"'
    assert one('"P16";"Pôle A; B"').pilot == "Pôle A; B"
    assert one('P16\t"Pôle\nautonomie"').pilot == "Pôle autonomie"
    found = read('P16\t"Pôle\nautonomie"\nP7\tMDPH')
    assert [each.line for each in found.understood] == [1, 3]


@pytest.mark.parametrize("text", ['P16\t"Pôle\nP7\tMDPH\nP7-01\tCCAS', 'P16\t"Pôle\nP7\tMDPH"\nP7-01\tCCAS'])
def test_a_quote_that_is_not_closed_swallows_no_line(text: str) -> None:
    found = read(text)
    assert [each.line for each in found.understood] == [1, 2, 3]
    assert found.understood[0].part.pilot == '"Pôle'


def test_lines_typed_below_what_was_pasted() -> None:
    found = read("P16\tMDPH\nP7-01 ; CCAS")
    assert [each.part.pilot for each in found.understood] == ["MDPH", "CCAS"]


def test_nothing_is_nothing() -> None:
    assert read(" \n\t\n;;\n\ufeff") == Pasted()


def test_the_template_pasted_back_changes_nothing() -> None:
    rows = template(ROSTER)
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    found = read("\ufeff" + out.getvalue())
    assert found.ignored == ()
    assert found.parts == ()
    assert [(each.line, each.why) for each in found.refused] == [(4, "Le pilote manque.")]


names = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60
).map(lambda text: " ".join(text.replace("\u00ad", "").split()))  # fmt: skip
dated = st.dates(START, END)


@given(
    st.lists(
        st.tuples(st.sampled_from(["P16", "P7-01", "P16-01"]), names, dated), min_size=1, max_size=3,
        unique_by=lambda row: row[0],
    ),
    st.sampled_from(["\t", ";"]),
    st.booleans(),
    st.sampled_from(["\r\n", "\n"]),
)  # fmt: skip
def test_what_is_written_is_read_back(rows: list[Any], delimiter: str, headed: bool, end: str) -> None:
    assume(all(name and ROSTER.pilot(name) is None for _, name, _ in rows))
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    if headed:
        writer.writerow([Column.FROM, Column.PILOT, Column.PLACE, Column.ROLE])
    for code, name, since in rows:
        role = label(ACTION if "-" in code else CO)
        cells = [code, name, role, "", "", f"{since:%d/%m/%Y}"]
        writer.writerow([cells[5], name, code, role] if headed else cells)
    found = read(out.getvalue())
    assert not found.refused
    assert [(each.part.code, each.part.from_on) for each in found.understood] == [(row[0], row[2]) for row in rows]
    assert [folded(each.part.pilot) for each in found.understood] == [folded(name) for _, name, _ in rows]


@given(st.text(max_size=300))
def test_whatever_is_pasted_each_line_is_told(text: str) -> None:
    found = read(text)
    told = [each.line for each in found.understood] + [each.line for each in found.refused]
    assert len(told) == len(set(told))
    assert all(1 <= line <= text.count("\n") + text.count("\r") + 1 for line in told)
    assert all(each.why.endswith((".", "…")) for each in found.refused)


def test_a_hand_over_is_told_before_it_is_done() -> None:
    awaited = replace(ROSTER, awaited=(("2026-T3", "P7"), ("2026-T3", "P1")))
    changes = handed_over(ROSTER.parts, "Service insertion", "CAF", TODAY, TODAY)
    assert handed_words(changes, "CAF", awaited) == [
        f"P7 – Réduire la fracture numérique{NBSP}: responsable de la fiche, à partir du 6 octobre 2026"
    ]
    assert awaited_words(changes, "CAF", awaited, Period(2026, 3)) == (
        "Le point d’avancement du 3e trimestre 2026 (P7), pas encore remis, lui sera demandé."
    )
    later = handed_over(ROSTER.parts, "Service insertion", "CAF", date(2026, 11, 1), TODAY)
    assert awaited_words(later, "CAF", awaited, Period(2026, 3)) == ""
