"""The scenes told in words: title, story, partner's figure, photo, quote, decisions, what comes, address, thanks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.conference.build import deck
from data.conference.edition import FileRow, PastEdition, Perimeter, SiteOptions
from data.measures import rates
from data.measures.columns import records
from data.measures.one_fiche import of_fiche
from data.vocabulary import FileUse, SceneKind, Status, label
from tests.support.conference import ARDECHE, FIRST, PLAN, frozen, silent
from tests.support.editions import edition, scene, slide_of


def test_the_title_tells_the_event_and_the_editions_before(master_stores: Path) -> None:
    row, told = edition(
        frozen(master_stores), [scene(SceneKind.TITLE)], theme="le répit", held_on=date(2026, 11, 27),
        place="Valence", chairs=("Présidente du Département", "Directrice de la MDPH"), on_site=180, remote=0,
    )  # fmt: skip
    told = replace(told, earlier=(PastEdition(2025, "L'autonomie", None, 250, 80), PastEdition(2027, "Plus tard")))
    slide = deck(row, told).slides[0]
    assert slide.title == "Le répit"
    assert slide.sentence == "Conférence annuelle des solidarités 2026 · 27 novembre 2026 · Valence"
    # Nobody at a distance is known: it is not « inconnu ».
    assert [(one.label, one.lead, one.value) for one in slide.numbers] == [
        ("sur place", "180", 180.0),
        ("à distance", "0", 0.0),
    ]
    assert len(slide.origins) == 2
    assert [(one.title, one.text) for one in slide.items[:2]] == [
        ("Présidente du Département", ""),
        ("Directrice de la MDPH", "Présidence"),
    ]
    past = slide.items[2:]
    assert [one.when for one in past] == ["2025", "2024", "2023", "2022", "2021", "2019"]
    assert past[0].text == "Édition passée · 250 personnes sur place et 80 à distance"
    assert past[3].title == "Le Répit, un droit de souffler, un accès au droit commun"


def test_attendance_stays_silent_while_unknown(master_stores: Path) -> None:
    assert slide_of(frozen(master_stores), SceneKind.TITLE).numbers == ()


@pytest.mark.parametrize("code", ["P10", "P16", "P1"])
def test_the_story_of_a_fiche_counts_as_its_page_does(master_stores: Path, code: str) -> None:
    here = frozen(master_stores)
    slide = slide_of(here, SceneKind.FICHE, fiche=code)
    own = of_fiche(here, code)
    rate = rates.completion(rates.opened(own.leaves, here.as_of))
    assert (slide.numbers[0].lead, slide.numbers[0].value) == (rate.lead, rate.value)
    assert slide.table is not None
    told = {line[0]: line[2] for line in slide.table.rows}
    assert set(told) == set(own.leaves["code"])
    for action, status in zip(own.leaves["code"], own.leaves["status"], strict=True):
        assert told[action].startswith(label(Status(status)))
    assert slide.scope == f"Projet {code}"
    assert ("Chiffre", rate.text) in slide.origins[0].lines


def test_the_story_is_told_in_its_own_words_newest_first(master_stores: Path) -> None:
    slide = slide_of(frozen(master_stores), SceneKind.FICHE, fiche="P10")
    done = [one for one in slide.words if not one.about.startswith("difficulté")]
    assert [one.about for one in done] == [
        "2e trimestre 2026", "1er trimestre 2026", "4e trimestre 2025", "3e trimestre 2025",
    ]  # fmt: skip
    assert {one.by for one in slide.words} == {"Responsable du projet P10"}
    objectives = [(one.title, one.text) for one in slide.items if one.text.startswith("Objectif")]
    assert [text for _, text in objectives] == ["Objectif", "Objectif", "Objectif", "Objectifs"]
    assert objectives[3][0] == "et 2 autres"
    other = slide_of(frozen(master_stores), SceneKind.FICHE, fiche="P16")
    assert [(one.title, one.text) for one in other.items if "autre" in one.title] == [("et 1 autre", "Objectif")]


@pytest.mark.parametrize(
    ("plan", "code", "why"),
    [(PLAN, "", "Aucun projet n’est choisi"), (PLAN, "P99", "P99"), (ARDECHE, "P1", "n’a pas de fiche")],
)
def test_a_story_without_its_fiche_says_what_to_do(master_stores: Path, plan: str, code: str, why: str) -> None:
    here = frozen(master_stores) if plan == PLAN else silent(master_stores, plan)
    slide = slide_of(here, SceneKind.FICHE, fiche=code)
    assert why in slide.missing
    assert "hoisissez" in slide.missing or "scène" in slide.missing
    assert not slide.numbers


def test_a_story_before_any_report(master_stores: Path) -> None:
    here = silent(master_stores, "herault-2023-2028")
    slide = slide_of(here, SceneKind.FICHE, fiche=str(here.fiches["code"].iloc[0]))
    assert slide.words == ()
    assert slide.table is not None
    assert slide.numbers[0].lead == "non calculable"


def test_a_partner_figure_carries_its_source_and_its_date(master_stores: Path) -> None:
    here = frozen(master_stores)
    asked = {"figure": 12400, "unit": "aidants", "label": "Proches aidants", "said_by": "CAF", "dated": "mars 2026"}
    slide = slide_of(here, SceneKind.PARTNER_FIGURE, **asked, address="https://exemple.fr/aidants")
    assert slide.numbers[0].lead == "12\u202f400\u00a0aidants"
    assert slide.source == "Source\u00a0: CAF · mars 2026 · https://exemple.fr/aidants"
    assert "ne vient pas du suivi du plan" in slide.origins[0].lines[-1][1]
    assert slide_of(here, SceneKind.PARTNER_FIGURE, **(asked | {"figure": "3,5"})).numbers[0].value == 3.5
    assert slide_of(here, SceneKind.PARTNER_FIGURE, **(asked | {"figure": "une moitié"})).numbers[0].value is None
    for absent in ("figure", "said_by", "dated"):
        assert slide_of(here, SceneKind.PARTNER_FIGURE, **(asked | {absent: " "})).missing


def test_a_photo_that_is_not_there_says_so(master_stores: Path) -> None:
    here = frozen(master_stores)
    assert "Aucune photo n’est choisie" in slide_of(here, SceneKind.PHOTO).missing
    assert "a été retirée" in slide_of(here, SceneKind.PHOTO, file=12).missing
    assert "Écrivez ici" in slide_of(here, SceneKind.QUOTE, text="  ").missing


@pytest.mark.parametrize(
    ("credit", "said"),
    [("Département", "Photo\u00a0: Département"), ("© CAF", "© CAF"), ("Photo : CAF", "Photo\u00a0: CAF"), ("", "")],
)
def test_a_credit_says_that_it_is_one(master_stores: Path, credit: str, said: str) -> None:
    held = FileRow(5, FileUse.PHOTO, "Une salle", credit, "salle.png", "image/png", 20, 10)
    row, told = edition(frozen(master_stores), [scene(SceneKind.PHOTO, file=5)], files=(held,))
    picture = deck(row, replace(told, contents={5: b"x"})).slides[0].picture
    assert picture is not None
    assert picture.credit == said


def test_decisions_since_the_last_edition(master_stores: Path) -> None:
    here = frozen(master_stores)
    row, told = edition(here, [scene(SceneKind.DECISIONS)], past=[frozen(master_stores, FIRST)])
    slide = deck(row, told).slides[0]
    assert slide.sentence == "7 décisions ont été prises depuis le 30 juin 2025."
    assert [one.when for one in slide.items[:2]] == ["11 juin 2026", "11 juin 2026"]
    # The day of the last edition counts, when somebody said it; that of another year's does not.
    held = replace(
        told, earlier=(PastEdition(2025, "Avant", date(2026, 2, 20)), PastEdition(2026, "La même", date(2026, 6, 1)))
    )
    assert deck(row, held).slides[0].sentence == "3 décisions ont été prises depuis le 20 février 2026."
    recorded = {row["code"]: row for row in records(here.decisions)}
    theme = slide_of(here, SceneKind.DECISIONS, perimeter=Perimeter(fiches=("P10",)))
    assert [one.title for one in theme.items] == [recorded["D-007"]["title"]]
    chosen = slide_of(here, SceneKind.DECISIONS, codes=["D-001"], perimeter=Perimeter(fiches=("P10",)))
    assert [one.title for one in chosen.items] == [recorded["D-001"]["title"]]
    # The room reads which instance decided, never the code of the register.
    assert chosen.items[0].text.startswith(recorded["D-001"]["instance"])
    assert "D-0" not in repr((slide.items, theme.items, chosen.items))
    assert "Aucune décision" in slide_of(here, SceneKind.DECISIONS, perimeter=Perimeter(fiches=("P1",))).missing
    assert "état figé" in slide_of(here, SceneKind.DECISIONS, codes=["D-999"]).missing


def test_what_comes_is_what_the_calendar_opens(master_stores: Path) -> None:
    here = frozen(master_stores)
    slide = slide_of(here, SceneKind.NEXT)
    late = [day for day in here.leaves["starts_on"] if date(2026, 6, 30) < day <= date(2027, 6, 30)]
    assert slide.sentence.startswith(f"{len(late)} actions s’ouvrent dans les douze mois, à partir du 1er juillet 2026")
    assert any(one.title == "106 actions s’ouvrent" and one.when == "1er janvier 2027" for one in slide.items)
    assert next(one.title for one in slide.items if one.text == "Réunion") == "Comité technique"
    assert len(slide.words) == 4
    row, told = edition(here, [scene(SceneKind.NEXT)], held_on=date(2026, 11, 27))
    after = deck(row, told).slides[0]
    assert after.sentence == "106 actions s’ouvrent dans les douze mois, le 1er janvier 2027."
    assert [one.when for one in after.items] == ["10 décembre 2026", "1er janvier 2027", "25 janvier 2027"]
    # A meeting before the day of the event is not ahead of it.
    assert [one.when for one in after.items if one.text == "Réunion"] == ["10 décembre 2026", "25 janvier 2027"]


def test_what_is_given_up_does_not_open(master_stores: Path) -> None:
    here = frozen(master_stores)
    gone = here.with_(leaves=here.leaves.assign(status=Status.ABANDONED.value), meetings=here.meetings.iloc[:0],
                      reports=here.reports.iloc[:0])  # fmt: skip
    assert "Rien ne s’ouvre" in slide_of(gone, SceneKind.NEXT).missing


def test_what_the_presenter_types_takes_the_place_of_the_calendar(master_stores: Path) -> None:
    items = [{"title": "Une halte à Die", "when": "mars 2027"}, {"title": "", "when": ""}, "n’importe quoi"]
    slide = slide_of(frozen(master_stores), SceneKind.NEXT, items=items)
    assert [(one.title, one.when) for one in slide.items] == [("Une halte à Die", "mars 2027")]
    assert slide.words == ()


def test_the_address_of_the_public_page(master_stores: Path) -> None:
    here = frozen(master_stores)
    assert "demandez-la" in slide_of(here, SceneKind.PUBLIC_PAGE).missing
    slide = slide_of(here, SceneKind.PUBLIC_PAGE, site=SiteOptions(address=" https://exemple.fr/repit "))
    assert slide.link == "https://exemple.fr/repit"


def test_thanks_without_a_word_are_ours(master_stores: Path) -> None:
    here = frozen(master_stores)
    assert slide_of(here, SceneKind.THANKS).sentence.startswith("Merci de votre présence")
    assert slide_of(here, SceneKind.THANKS, text="À vous !").sentence == "À vous\u00a0!"


@pytest.mark.parametrize("kind", [kind for kind in SceneKind if kind is not SceneKind.TITLE])
def test_nonsense_in_the_settings_is_never_an_error(master_stores: Path, kind: SceneKind) -> None:
    bad = {"fiche": 3, "file": "x", "codes": "D-001", "items": {"a": 1}, "figure": [], "text": {}, "said_by": 0}
    assert "n’a pas pu être préparée" not in slide_of(frozen(master_stores), kind, **bad).missing
