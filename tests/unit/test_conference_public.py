"""What reaches the public page: publishable, reread, unchanged since; never a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.conference.build import deck
from data.conference.edition import EditionRow, FileRow, PastEdition, Reread, SceneRow, SiteOptions, Told
from data.conference.propose import propose
from data.conference.public import accepted, candidates, sha_of
from data.conference.slide import Deck
from data.french import typeset
from data.situation import COLUMNS, Situation, where
from data.vocabulary import FileUse, SceneKind
from tests.support.conference import FIRST, everything, frozen, reread, rows, said
from tests.support.editions import edition, scene

PUBLISHABLE = "De nouveaux temps de répit ont été ouverts avec les partenaires"
"""P10, marked publishable."""
INSIDE = "Le repérage des solutions alternatives est restitué aux directions"
"""P16, not marked."""
HARD = "La consultation pour la médiation entre services et personnes est restée sans réponse"
"""P16, a difficulty."""
WEATHER = "Météo déclarée"
STORIES = [scene(SceneKind.FICHE, rank=1, fiche="P10"), scene(SceneKind.FICHE, rank=2, fiche="P16")]


def public(row: EditionRow, told: Told) -> Deck:
    return deck(row, told, public=True)


def changed(situation: Situation, table: str, column: str, old: str, new: Any) -> Situation:
    """The Situation with the cells of a column that hold a text replaced."""
    held = getattr(situation, table).copy()
    at = held[column].astype(str).str.contains(old, regex=False)
    assert at.any(), old
    held[column] = [new if hit else value for hit, value in zip(at, held[column], strict=True)]
    return situation.with_(**{table: held})


def test_nothing_that_a_pilot_wrote_shows_before_it_is_reread(master_stores: Path) -> None:
    row, told = edition(frozen(master_stores), STORIES)
    assert PUBLISHABLE in everything(deck(row, told))
    assert PUBLISHABLE not in everything(public(row, told))
    assert PUBLISHABLE in everything(public(reread(row, told), told))


def test_the_text_of_an_indicator_never_shows(master_stores: Path) -> None:
    row, told = edition(frozen(master_stores), [scene(SceneKind.FICHE, fiche="P17")])
    words = "L’annuaire partagé est cité comme le résultat le plus utile"
    assert words in everything(deck(row, told))
    assert words not in everything(public(reread(row, told), told))


def test_a_text_that_is_not_publishable_never_shows(master_stores: Path) -> None:
    here = frozen(master_stores)
    row, told = edition(here, STORIES)
    assert INSIDE in everything(deck(row, told))
    assert not [one for one in candidates(row, told) if INSIDE in one.text]
    # Not even when a rereading accepted it by its key.
    key, text = "report:drome-2025-2030:P16:2026-T2:done", f"{INSIDE}."
    forced = replace(row, rereadings={key: Reread(sha_of(text), True)})
    assert accepted(forced, key, text)
    assert INSIDE not in everything(public(forced, told))
    # No longer publishable: its rereading does not keep it.
    row, told = edition(here, STORIES)
    row = reread(row, told)
    reports = here.reports.copy()
    reports["publishable"] = [[] for _ in range(len(reports))]
    _, later = edition(here.with_(reports=reports), STORIES)
    assert PUBLISHABLE not in everything(public(row, later))


def test_a_text_that_changed_since_its_rereading_is_to_reread(master_stores: Path) -> None:
    here = frozen(master_stores)
    row, told = edition(here, STORIES)
    row = reread(row, told)
    _, later = edition(changed(here, "reports", "done", PUBLISHABLE, f"{PUBLISHABLE} !"), STORIES)
    assert PUBLISHABLE not in everything(public(row, later))
    waiting = [one for one in candidates(row, later) if not accepted(row, one.key, one.text)]
    assert [one.text for one in waiting] == [f"{PUBLISHABLE} !"]


def test_who_answers_for_the_page_is_reread_apart_from_the_titles(master_stores: Path) -> None:
    row, told = edition(
        frozen(master_stores), STORIES, site=SiteOptions(director="Une présidente", host="Un hébergeur")
    )
    (mentions,) = (one for one in candidates(row, told) if one.key == "mentions")
    said = "Directeur ou directrice de la publication : Une présidente\nHébergeur : Un hébergeur"
    assert mentions.text == typeset(said)
    assert [text for _, text in public(row, told).mentions] == ["", "", ""]
    seen = reread(row, told)
    assert [text for _, text in public(seen, told).mentions] == ["Une présidente", "Un hébergeur", ""]
    # A telephone number that changes takes its own text away, and no title.
    since = public(replace(seen, site=replace(seen.site, contact="Un contact")), told)
    assert [text for _, text in since.mentions] == ["", "", ""]
    assert since.theme == public(seen, told).theme == "Le répit"
    assert not [one for one in candidates(replace(row, site=SiteOptions()), told) if one.key == "mentions"]


def test_the_themes_of_the_editions_before_are_reread_too(master_stores: Path) -> None:
    row, told = edition(frozen(master_stores), [scene(SceneKind.TITLE), *STORIES])
    named = replace(told, earlier=(PastEdition(2025, "Un nom typé", on_site=12), PastEdition(2024, "Un autre nom")))
    (past,) = (one for one in candidates(row, named) if one.key == "editions_passees")
    assert past.text == "2025\u00a0: Un nom typé\n2024\u00a0: Un autre nom"
    assert "Un nom typé" in everything(deck(row, named))
    shut = public(row, named)
    assert "Un nom typé" not in everything(shut)
    # Who came stays: it is a number. The document's own theme, or the event's name, stands for what was typed.
    before = {one.when: (one.title, one.text) for one in shut.slides[0].items if one.when}
    assert before["2025"] == ("Conférence annuelle des solidarités 2025", "Édition passée · 12 personnes sur place")
    assert "Un nom typé" in everything(public(reread(row, named), named))
    # Nothing to reread where no public scene tells them.
    assert not [one for one in candidates(replace(row, scenes=row.scenes[1:]), named) if one.key == past.key]


def test_a_refused_text_never_shows(master_stores: Path) -> None:
    row, told = edition(frozen(master_stores), STORIES)
    row = reread(row, told)
    refused = replace(row, rereadings={key: replace(one, accepted=False) for key, one in row.rereadings.items()})
    assert "esponsable du projet" not in everything(public(refused, told))


def test_the_weather_and_the_difficulties_show_only_when_chosen(master_stores: Path) -> None:
    reports = frozen(master_stores).reports.copy()
    reports["publishable"] = [["done", "difficulties"] for _ in range(len(reports))]
    here = frozen(master_stores).with_(reports=reports)
    row, told = edition(here, STORIES)
    assert WEATHER in everything(deck(row, told))
    assert HARD in everything(deck(row, told))
    shut = everything(public(reread(row, told), told))
    assert WEATHER not in shut
    assert HARD not in shut
    chosen = replace(row, site=SiteOptions(weather=True, difficulties=True))
    assert HARD not in everything(public(chosen, told))
    opened = everything(public(reread(chosen, told), told))
    assert WEATHER in opened
    assert HARD in opened
    # Accepted, then no longer chosen.
    withdrawn = replace(reread(chosen, told), site=SiteOptions())
    assert HARD not in everything(public(withdrawn, told))


def test_decisions_are_reread_and_those_that_are_not_are_not_counted(master_stores: Path) -> None:
    row, told = edition(frozen(master_stores), [scene(SceneKind.DECISIONS)])
    whole = deck(row, told).slides[0]
    assert len(whole.items) == 7
    assert whole.sentence.startswith("7 décisions")
    assert public(row, told).slides[0].missing
    first = next(one for one in candidates(row, told) if one.kind == "decision")
    one = replace(row, rereadings={first.key: Reread(sha_of(first.text), True)})
    shown = public(one, told).slides[0]
    assert len(shown.items) == 1
    assert shown.sentence.startswith("1 décision a été prise")


TYPED: tuple[tuple[SceneKind, dict[str, object], str], ...] = (
    (SceneKind.TITLE, {"subtitle": "Souffler un peu"}, "Souffler un peu"),
    (SceneKind.QUOTE, {"text": "On respire enfin.", "said_by": "une aidante"}, "On respire enfin."),
    (SceneKind.PHOTO, {"file": 4, "caption": "Une halte-répit"}, "Une halte-répit"),
    (SceneKind.THANKS, {"text": "Merci aux équipes."}, "Merci aux équipes."),
    (SceneKind.NEXT, {"items": [{"title": "Une halte à Die", "when": "mars 2027"}]}, "Une halte à Die"),
    (
        SceneKind.PARTNER_FIGURE,
        {"figure": "12 400", "unit": "aidants", "label": "Proches aidants", "said_by": "CAF", "dated": "mars 2026"},
        "12 400",
    ),
)
PHOTO = FileRow(4, FileUse.PHOTO, "Deux personnes au jardin", "Département", "a.png", "image/png", 80, 60)


@pytest.mark.parametrize(("kind", "settings", "text"), TYPED, ids=[kind.value for kind, _, _ in TYPED])
def test_what_the_presenter_typed_is_reread_too(
    master_stores: Path, kind: SceneKind, settings: dict[str, object], text: str
) -> None:
    written = scene(kind, **settings)
    row, told = edition(frozen(master_stores), [written], files=(PHOTO,))
    told = replace(told, contents={4: b"pixels"})
    assert text in everything(deck(row, told))
    found = [one for one in candidates(row, told) if one.key != "titres"]
    assert [(one.key, one.kind) for one in found] == [("scene:101", "scene")]
    assert text in found[0].text.replace("\n", " ")
    assert text not in everything(public(row, told))
    kept = reread(row, told)
    assert text in everything(public(kept, told))
    # One word more in the scene, and it waits again.
    more = {name: f"{value} !" if isinstance(value, str) else value for name, value in settings.items()}
    if kind is SceneKind.NEXT:
        more["items"] = [{"title": "Une halte à Die, puis à Nyons"}]
    again = replace(kept, scenes=(replace(written, settings=more),))
    assert text not in everything(public(again, told))


def test_the_signature_of_a_quote_is_reread_with_it(master_stores: Path) -> None:
    quote = scene(SceneKind.QUOTE, text="On respire enfin.", said_by="une aidante")
    row, told = edition(frozen(master_stores), [quote])
    row = reread(row, told)
    named = replace(quote, settings={**quote.settings, "said_by": "Camille Dupont"})
    assert "respire" not in everything(public(replace(row, scenes=(named,)), told))


def test_a_scene_kept_inside_has_nothing_to_reread(master_stores: Path) -> None:
    inside = [replace(one, public=False, notes="À ne pas dire") for one in STORIES]
    row, told = edition(frozen(master_stores), inside)
    assert candidates(row, told) == ()
    assert public(row, told).slides == ()


def test_each_text_is_reread_once(master_stores: Path) -> None:
    twice = [*STORIES, scene(SceneKind.FICHE, rank=3, fiche="P10")]
    row, told = edition(frozen(master_stores), twice)
    keys = [one.key for one in candidates(row, told)]
    assert len(keys) == len(set(keys)) == 5


def test_titles_are_reread_together_and_the_page_does_without_them_until_then(master_stores: Path) -> None:
    said = {"theme": "Le répit de Camille", "place": "chez Camille", "chairs": ("Camille, vice-présidente",)}
    scenes = [scene(SceneKind.TITLE), scene(SceneKind.MAP, rank=2, title="Chez Camille, tout avance")]
    row, told = edition(frozen(master_stores), scenes, **said)
    assert everything(deck(row, told)).count("Camille") >= 4
    waits = replace(row, rereadings={})
    (titles,) = candidates(waits, told)
    for text in ("Le répit de Camille", "chez Camille", "Camille, vice-présidente", "Chez Camille, tout avance"):
        assert text in titles.text.splitlines()
    shown = public(waits, told)
    assert "Camille" not in everything(shown)
    assert [one.title for one in shown.slides] == ["Conférence annuelle des solidarités", "Taux de réalisation"]
    kept = reread(waits, told)
    assert everything(public(kept, told)).count("Camille") >= 4
    # One word more in a title, and they wait again.
    again = replace(kept, scenes=(scenes[0], replace(scenes[1], title="Chez Camille, tout avance !")))
    assert "Camille" not in everything(public(again, told))


NAME = "Camille Dupont-Zyx"
NAMED = ("author", "behalf", "validated_by", "name", "pilot", "lead")


def with_names(situation: Situation) -> Situation:
    """The Situation in which every account and every pilot has a person's name."""
    tables: dict[str, Any] = {}
    for table in COLUMNS:
        held = getattr(situation, table)
        for column in NAMED:
            if column in held.columns and not (column == "name" and table != "pilots"):
                held = held.assign(**{column: NAME})
        tables[table] = held
    return situation.with_(**tables)


def test_no_name_of_a_pilot_or_of_an_account_in_a_public_deck(master_stores: Path) -> None:
    here, before = with_names(frozen(master_stores)), with_names(frozen(master_stores, FIRST))
    place = str(here.peers["code"].iloc[0])
    scenes: list[SceneRow] = rows(propose(said(), here, past=[before]))
    more = ((SceneKind.FICHE, "fiche", "P1"), (SceneKind.TERRITORY, "territory", place),
            (SceneKind.AXIS, "heading", "1.1"), (SceneKind.PUBLIC, "audience", "aidants"),
            (SceneKind.TRAJECTORY, "indicator", "P10-IND06"))  # fmt: skip
    scenes += [scene(kind, rank=20 + at, **{key: code}) for at, (kind, key, code) in enumerate(more)]
    options = SiteOptions(weather=True, health=True, difficulties=True)
    row, told = edition(here, scenes, past=[before], site=options, held_on=date(2026, 11, 27))
    shown = public(reread(row, told), told)
    assert not [one for one in shown.slides if one.missing and one.kind != SceneKind.PUBLIC_PAGE]
    assert "esponsable du projet P1" in everything(shown)
    assert NAME not in everything(shown)
    assert not [one for one in candidates(row, told) if NAME in repr(one)]


def test_who_speaks_for_another_is_told_by_function(master_stores: Path) -> None:
    here = frozen(master_stores)
    reports = here.reports.assign(behalf=NAME)
    row, told = edition(here.with_(reports=where(reports, fiche_code="P10")), STORIES[:1])
    words = deck(row, told).slides[0].words
    assert {one.by for one in words} == {"Coordination du plan, pour le responsable du projet P10"}
