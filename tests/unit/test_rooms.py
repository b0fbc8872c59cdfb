"""The house keeps its shape: what stands at the top, who knows whom, what is pinned, what is secret."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TOP = {
    ".ci",
    ".git",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".streamlit",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app.py",
    "components",
    "constraints.txt",
    "data",
    "deploy",
    "docs",
    "pages",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "static",
    "tests",
}


def ignored(path: Path) -> bool:
    rules = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    names = {path.name, path.relative_to(ROOT).as_posix()}
    return any(fnmatch(name, rule.strip("/")) for name in names for rule in rules)


def python_files(room: str) -> list[Path]:
    return sorted(path for path in (ROOT / room).rglob("*.py") if "__pycache__" not in path.parts)


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_nothing_unknown_stands_at_the_top() -> None:
    unknown = {path.name for path in ROOT.iterdir() if path.name not in TOP and not ignored(path)}
    assert not unknown


def test_what_a_clone_needs_is_there() -> None:
    needed = TOP - {".git"}
    assert needed <= {path.name for path in ROOT.iterdir()}


@pytest.mark.parametrize("folder", ["pages", "components/pages"])
def test_no_page_can_run_alone(folder: str) -> None:
    # Streamlit would serve a file found directly in `pages` without the shell: no sign-in, no set-up.
    assert not list((ROOT / folder).glob("*.py"))


@pytest.mark.parametrize("path", python_files("data"), ids=lambda path: path.stem)
def test_data_knows_nothing_of_the_screen(path: Path) -> None:
    roots = {module.split(".")[0] for module in imported_modules(path)}
    assert not roots & {"streamlit", "streamlit_folium", "folium", "plotly", "components", "pages", "app"}


def test_app_is_only_a_door() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 60


def requirements(name: str) -> Iterator[tuple[str, str]]:
    """Each library of the list, and its line."""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-r")):
            yield re.split(r"[\[=<>~! ]", line)[0].lower().replace("_", "-"), line


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_library_is_pinned_and_says_why(name: str) -> None:
    for _, line in requirements(name):
        assert re.fullmatch(r"[A-Za-z0-9_.-]+(\[[a-z,]+\])?==[0-9][0-9A-Za-z.]*  # \S.+", line), line


def test_the_constraints_pin_the_same_versions() -> None:
    constraints = dict(requirements("constraints.txt"))
    for name in ("requirements.txt", "requirements-dev.txt"):
        for library, line in requirements(name):
            wanted = re.search(r"==([^ ]+)", line)
            pinned = re.search(r"==([^ ]+)", constraints[library])
            assert wanted
            assert pinned
            assert wanted.group(1) == pinned.group(1), library


def test_no_list_names_a_host_to_install_from() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt", "Makefile", ".ci/run"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text, name
        assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", text), name


WRITTEN = {".py", ".toml", ".conf", ".json", ".txt", ".ini", ".js", ".mako", ""}
SECRETS = [
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    r"(?i)\b(cookie_?secret|client_secret|api_?key|passw(or)?d|mot_de_passe)\s*=\s*[\"'][^\"'{}$\s]{6,}[\"']",
    r"://[^/\s:@\"'{}]+:[^/\s:@\"'{}$]+@[a-z0-9]",
]


@pytest.mark.parametrize("room", ["app.py", ".streamlit", ".ci", "components", "data", "deploy", "pages"])
def test_no_secret_is_written_down(room: str) -> None:
    root = ROOT / room
    paths = [root] if root.is_file() else [path for path in root.rglob("*") if path.is_file()]
    for path in paths:
        if path.suffix in WRITTEN and not ignored(path) and "__pycache__" not in path.parts:
            text = path.read_text(encoding="utf-8")
            found = [rule for rule in SECRETS if re.search(rule, text)]
            assert not found, f"{path.relative_to(ROOT)}: {found}"


ADDRESS = re.compile(r"https?://([a-z0-9.-]+)", re.IGNORECASE)
# A name space is a name, not an address that anything asks.
HARMLESS = {"127.0.0.1", "localhost", "www.w3.org"}


@pytest.mark.parametrize("room", ["app.py", ".streamlit", "components", "pages", "static"])
def test_the_screen_names_no_outside_address(room: str) -> None:
    root = ROOT / room
    paths = [root] if root.is_file() else [path for path in root.rglob("*") if path.is_file()]
    for path in paths:
        if path.suffix in {".py", ".toml", ".js", ".css", ".svg", ".html"} and "vendor" not in path.parts:
            hosts = set(ADDRESS.findall(path.read_text(encoding="utf-8"))) - HARMLESS
            assert not hosts, f"{path.relative_to(ROOT)}: {hosts}"


def _ours(*folders: str) -> dict[str, str]:
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_one_module_owns_the_address() -> None:
    """Bound widgets and a second writer of the query string fight with the menu's links."""
    code = _ours("components", "pages")
    assert [name for name, text in code.items() if "st.query_params" in text] == ["components/address.py"]
    assert not [name for name, text in code.items() if "query-params" in text]


def test_no_form_holds_text_that_a_reload_would_lose() -> None:
    assert not [name for name, text in _ours("components", "pages").items() if "st.form(" in text]


def test_no_picture_needs_a_browser_on_the_server() -> None:
    assert "kaleido" not in (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()


def test_vocabularies_are_text_with_a_check_in_both_databases() -> None:
    """A native enum would be another type in PostgreSQL."""
    from sqlalchemy import Enum
    from sqlalchemy.dialects import postgresql, sqlite
    from sqlalchemy.schema import CreateTable
    from sqlmodel import SQLModel

    import data.model as model
    from data.vocabulary import DECLARED_IN_TERRITORY

    assert not [c for table in SQLModel.metadata.sorted_tables for c in table.columns if isinstance(c.type, Enum)]
    table = SQLModel.metadata.tables[str(model.ActionState.__tablename__)]
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        written = str(CreateTable(table).compile(dialect=dialect))
        assert "CREATE TYPE" not in written
        assert all(f"'{word.value}'" in written for word in DECLARED_IN_TERRITORY)


def test_the_proxy_example_compresses_what_streamlit_does_not() -> None:
    proxy = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert "gzip on;" in proxy
    assert "application/javascript" in proxy or "text/javascript" in proxy
