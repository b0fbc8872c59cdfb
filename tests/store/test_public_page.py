"""The public page from the store: the edition of the demonstration, written, then told again after a reopening."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.conference.build import deck
from data.conference.edition import Reread
from data.conference.public import DECISION, candidates
from data.conference.texts import accepted_decisions, sha_of
from data.database import Store, demonstration_url
from data.demonstration.calendar import PLAN
from data.errors import CapError
from data.measures.columns import records
from data.reading.editions import edition, editions, told
from data.site.archive import SUMS
from data.site.command import write_public_page
from data.site.edition import edition_data, edition_site
from tests.support.site_pages import Page, numbers, strings
from tests.support.table_schema import faults, read


@pytest.mark.usefixtures("database_url")
def test_the_page_of_an_edition_says_what_its_deck_says(tmp_path: Path) -> None:
    store = Store(demonstration_url())
    found = next(one for one in editions(store, PLAN) if one.year == 2026)
    lines: list[str] = []
    joined = tmp_path / "actions.csv"
    joined.write_bytes(b"code\r\n")
    write_public_page(store, found.id, tmp_path / "site", [joined], lines.append)

    made = deck(found, told(store, found), public=True)
    shown = [one for one in made.slides if not one.missing]
    assert len(shown) > 8
    page = Page((tmp_path / "site" / "index.html").read_text(encoding="utf-8"))
    assert not page.faults
    assert numbers(page.text) <= numbers("\n".join(strings(made))) | {str(made.year)}
    for slide in shown:
        for one in slide.numbers:
            assert one.lead in page.text
            assert one.rest in page.text
        if slide is not shown[0]:
            assert slide.sentence in page.text
    for name in ("index", "chiffres", "methode"):
        content = (tmp_path / "site" / f"{name}.html").read_text(encoding="utf-8")
        assert "Données de démonstration" in content
        assert not any(row.notes and row.notes in content for row in found.scenes)
    assert (tmp_path / "site" / "donnees" / "actions.csv").read_bytes() == b"code\r\n"
    left = [slide for slide in made.slides if slide.missing]
    assert len(lines) == 1 + len(left)


@pytest.mark.usefixtures("database_url")
def test_the_open_data_of_the_page_hold_no_text_that_was_not_reread() -> None:
    store = Store(demonstration_url())
    found = next(one for one in editions(store, PLAN) if one.year == 2026)
    source = told(store, found)
    situation = source.situations[found.own]
    written = {str(row["code"]): str(row["title"]) for row in records(situation.decisions)}
    assert not accepted_decisions(found, situation)
    site = edition_site(deck(found, source, public=True), found, source)
    data = {name: site[f"donnees/{name}"] for name in edition_data(found, source)}
    assert faults(data) == []
    assert not read(data, "decisions.csv")
    assert read(data, "plan.csv")[0]["empreinte"] == source.checksums[found.own]
    everything = b"\n".join(site.values()).decode(errors="ignore")
    titles = {str(row["title"]) for row in records(situation.actions)}
    assert not [title for title in written.values() if title in everything and title not in titles]
    assert "Contours et populations" in site["methode.html"].decode()

    text = next(one for one in candidates(found, source) if one.kind == DECISION)
    code = text.key.rpartition(":")[2]
    decided = replace(found, rereadings={text.key: Reread(sha_of(text.text), accepted=True)})
    kept = edition_data(decided, source)
    assert [row["code"] for row in read(kept, "decisions.csv")] == [code]
    refused = replace(found, rereadings={text.key: Reread(sha_of(text.text), accepted=False)})
    assert not read(edition_data(refused, source), "decisions.csv")
    changed = replace(found, rereadings={text.key: Reread(sha_of("autre texte"), accepted=True)})
    assert not read(edition_data(changed, source), "decisions.csv")


@pytest.mark.usefixtures("database_url")
def test_what_cannot_be_written_is_said_in_french_and_nothing_is(tmp_path: Path) -> None:
    store = Store(demonstration_url())
    number = editions(store, PLAN)[0].id
    for absent in (9999, 0, -1, 2**31, 2**70):
        with pytest.raises(CapError, match=f"pas d’édition n° {absent}"):
            write_public_page(store, absent, tmp_path / "site", [], print)
    with pytest.raises(CapError, match="ne se lit pas"):
        write_public_page(store, number, tmp_path / "site", [tmp_path / "absent.csv"], print)
    twice = [tmp_path / "a" / "x.csv", tmp_path / "b" / "x.csv"]
    for path in twice:
        path.parent.mkdir()
        path.write_bytes(b"1")
    with pytest.raises(CapError, match="Deux fichiers"):
        write_public_page(store, number, tmp_path / "site", twice, print)
    assert not (tmp_path / "site").exists()
    assert edition(store, number) is not None
    assert not list(tmp_path.glob(f"*/{SUMS}"))
