"""The documents say what is: links, commands, files, words, rights and recipes are compared with the code."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main
from sqlmodel import Session, SQLModel, col, func, select
from streamlit import config

import data.model as model
import data.vocabulary as vocabulary
from data.__main__ import app as command_line
from data.commands.report import ReportInput, submit_report
from data.database import Store, real_url
from data.model import Account, Campaign, Decision, JournalEntry, Target
from data.permissions import Act, Actor, actor_of, may
from data.vocabulary import Role, label

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
ADMINISTRATION = ROOT / "docs" / "guide" / "administration.md"
MAIL = "reminders/settings.py"
BASE_MAP = "base_map.py"
NBSP = "\u00a0"

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md")])
FRENCH = [path for path in DOCUMENTS if path.parent.name == "guide" or path.name == "calculs.md"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """The page without its blocks of code, its inline code and the targets of its links."""
    without_blocks = re.sub(r"^( *)```.*?^\1```", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`|(?<=\])\([^)\n]*\)", "", without_blocks)


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of code written in a language, without the indentation of the list they may stand in."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", text_of(page), flags=re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(code) for _, code in found]


def in_code(page: Path) -> str:
    """Everything that the page writes as code."""
    inline = re.findall(r"`([^`\n]+)`", text_of(page))
    return "\n".join([*inline, *blocks(page, "[a-z]*")])


WHO = ("direction", "pilote", "coordination", "presentation", "administration")


def test_the_expected_pages_are_there() -> None:
    names = {name_of(page) for page in DOCUMENTS}
    guides = {f"docs/guide/{who}.md" for who in WHO}
    assert names >= {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/glossary.md", "docs/calculs.md"} | guides


# --- links ---------------------------------------------------------------------------------------------------------


def links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", text_of(page)) + re.findall(r'<img src="([^"]+)"', text_of(page))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, made as the usual viewers make them."""
    titles = re.findall(r"^#+ +(.+)$", re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


@each_document
def test_every_link_leads_to_a_file_of_the_project_and_to_a_heading_of_it(document: Path) -> None:
    for link in links(document):
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@each_document
def test_every_file_named_in_code_exists(document: Path) -> None:
    named = re.findall(
        r"(?<![\w./<-])((?:[\w.-]+/)+[\w.-]+\.(?:py|md|csv|toml|conf|json|js|css))(?![\w<])", in_code(document)
    )
    for name in named:
        if not name.startswith(("var/", "tmp/", "static/vendor/", "app/static/")):
            assert (ROOT / name).exists() or (document.parent / name).exists(), name


ADDRESS = re.compile(r"(?<![\w.@/-])((?:[a-z0-9-]+\.)+(?:org|com|net|io|dev|fr|eu|example))\b", re.IGNORECASE)


@each_document
def test_no_page_names_a_server_but_an_example(document: Path) -> None:
    hosts = {host.lower() for host in ADDRESS.findall(text_of(document))}
    assert {host for host in hosts if not host.endswith(".example")} == set()
    assert set(re.findall(r"https?://([^/\s:)`]+)", text_of(document))) <= {"127.0.0.1"}


# --- commands and settings -----------------------------------------------------------------------------------------


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


@each_document
def test_every_make_task_exists(document: Path) -> None:
    named = re.findall(r"\bmake(?: [A-Z]+=\S+)* ([a-z]+)", in_code(document))
    assert set(named) <= make_targets()


def commands() -> dict[str, set[str]]:
    """« demo on » → its options, for every command of `python -m data`."""
    found: dict[str, set[str]] = {}

    def walk(group: Any, before: str) -> None:
        for name, command in group.commands.items():
            full = f"{before} {name}".strip()
            if hasattr(command, "commands"):
                walk(command, full)
            else:
                found[full] = {option for parameter in command.params for option in parameter.opts}

    walk(typer.main.get_command(command_line), "")
    return found


@each_document
def test_every_command_and_option_exists(document: Path) -> None:
    known = commands()
    for line in re.findall(r"python -m data((?: [^\s#`;…]+)*)", in_code(document)):
        words = line.split()
        name = " ".join(words[:2]) if words[:1] == ["demo"] else " ".join(words[:1])
        assert not words or name in known, line
        assert {word for word in words if word.startswith("--")} <= known.get(name, set()), line
    alone = set(re.findall(r"`(--[a-z-]+)`", text_of(document)))
    assert alone <= set().union(*known.values())


def test_the_readme_and_the_administration_guide_name_every_command() -> None:
    for page in (ROOT / "README.md", ADMINISTRATION):
        missing = [name for name in commands() if f"python -m data {name}" not in text_of(page)]
        assert not missing, name_of(page)


def test_every_variable_is_read_by_somebody() -> None:
    known = {option.env_var for option in config.get_config_options().values()}
    ours = "".join((ROOT / "data" / file).read_text(encoding="utf-8") for file in ("database.py", MAIL, BASE_MAP))
    for page in [*DOCUMENTS, ROOT / "deploy" / "nginx.conf"]:
        named = set(re.findall(r"\b(STREAMLIT_[A-Z_]+|(?:DEMO_)?DATABASE_URL|CAP_[A-Z_]+)\b", text_of(page)))
        assert {name for name in named if name not in known and f'"{name}"' not in ours} == set(), name_of(page)


def test_the_administration_guide_names_every_variable() -> None:
    files = "".join((ROOT / "data" / file).read_text(encoding="utf-8") for file in (MAIL, BASE_MAP))
    read = set(re.findall(r'"(CAP_[A-Z_]+)"', files))
    assert len(read) == 10
    assert read == set(re.findall(r"^\| `(CAP_[A-Z_]+)` \|", text_of(ADMINISTRATION), flags=re.MULTILINE))


@each_document
def test_every_example_compiles_and_imports_what_exists(document: Path) -> None:
    for code in blocks(document, "py(?:thon)?"):
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom) and node.module:
                module = importlib.import_module(node.module)
                for alias in node.names:
                    assert hasattr(module, alias.name) or importlib.import_module(f"{node.module}.{alias.name}")


# --- the glossary --------------------------------------------------------------------------------------------------


def words() -> Iterator[StrEnum]:
    for _, kind in inspect.getmembers(vocabulary, inspect.isclass):
        if issubclass(kind, StrEnum) and kind is not StrEnum:
            yield from kind


def tables() -> set[str]:
    return {name for name in model.__all__ if hasattr(getattr(model, name), "__table__")}


def glossary_rows() -> list[list[str]]:
    lines = text_of(GLOSSARY).replace(NBSP, " ").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


@pytest.mark.parametrize("word", list(words()), ids=lambda word: f"{type(word).__name__}.{word.name}")
def test_the_glossary_says_each_word_with_its_label_and_its_stored_value(word: StrEnum) -> None:
    code = f"`{type(word).__name__}.{word.name}`"
    row = next((row for row in glossary_rows() if code in row), None)
    assert row is not None
    assert label(word).replace(NBSP, " ") in row
    assert f"`{word.value}`" in row


def test_the_glossary_says_each_table_and_no_other() -> None:
    assert {name.lower() for name in tables()} == set(SQLModel.metadata.tables)
    said = [cell.strip("`") for row in glossary_rows() for cell in row if re.fullmatch(r"`[A-Z][A-Za-z]+`", cell)]
    assert sorted(said) == sorted(tables())


def test_the_glossary_keeps_no_word_that_is_gone() -> None:
    known = {f"{type(word).__name__}.{word.name}" for word in words()}
    assert set(re.findall(r"`([A-Z][A-Za-z]+\.[A-Z_]+)`", text_of(GLOSSARY))) == known


# --- French --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", FRENCH, ids=name_of)
def test_french_pages_are_well_set(document: Path) -> None:
    for line in prose(document).splitlines():
        if line.startswith("|"):
            line = re.sub(r" ?\|[ :|-]*", "|", line)
        assert not re.search(r"(?<=\S) [:;?!%»](?!\w)", line), line
        assert not re.search(r"«(?![\u00a0\u202f])", line), line
        assert not re.search(r"(?<=\w)'(?=\w)", line), line


# --- the administration guide --------------------------------------------------------------------------------------


def test_the_table_of_rights_is_the_one_in_force() -> None:
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text_of(ADMINISTRATION).replace(NBSP, " ").splitlines()
        if line.startswith("|")
    ]
    head = next(row for row in rows if row[0] == "Ce qu’on demande")
    roles = {label(role): role for role in Role}
    assert set(head[1:]) == set(roles)
    said = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows if row[0] in set(Act)}
    assert set(said) == set(Act)
    for act in Act:
        for title, role in roles.items():
            assert bool(said[act][title]) == may(Actor(None, "", "", role), act), f"{title}: {act}"


def count(store: Store, table: type[SQLModel]) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def account(session: Session, code: str) -> Account:
    return session.exec(select(Account).where(col(Account.code) == code)).one()


@pytest.mark.soak
@pytest.mark.usefixtures("database_url")
def test_the_recipes_of_the_administration_guide_do_what_they_say() -> None:
    start, carry, opening, ending, deciding, plan = blocks(ADMINISTRATION, "python")
    names: dict[str, Any] = {}

    def run(code: str) -> None:
        exec(compile(code, "administration.md", "exec"), names)

    store = Store(real_url())
    before = count(store, JournalEntry)
    for code in (start, carry, opening):
        run(code)
    with store.read() as session:
        pilot = actor_of(session, "service-insertion")
        assert account(session, "service-insertion").role == Role.FICHE_LEAD
        assert session.exec(select(Campaign)).one().period == "2026-T4"
    submit_report(
        store, pilot, names["PLAN"], ReportInput(fiche_code="P7", period_code="2026-T4", request="Un arbitrage.")
    )
    run(ending)
    with store.read() as session:
        assert session.exec(select(Campaign)).one().closed_on is not None
    for code in (deciding, plan):
        run(code)
    assert count(store, Decision) == count(store, Target) == 1
    assert count(store, JournalEntry) > before
