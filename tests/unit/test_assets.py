"""The files that the browser needs, copied at set-up."""

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest

from data import assets
from data.assets import AssetsError, copy_assets, empty_world
from data.errors import CapError


def test_fonts_leaflet_and_the_world_are_copied_whole(tmp_path: Path) -> None:
    written = copy_assets(tmp_path)

    vendor = tmp_path / "static" / "vendor"
    assert {path.relative_to(vendor).as_posix() for path in written} == {
        "fonts/SourceSans3.ttf",
        "fonts/SourceSans3-Italic.ttf",
        "fonts/LICENSE.txt",
        "leaflet/leaflet.js",
        "leaflet/leaflet.css",
        "leaflet/images/layers.png",
        "leaflet/images/layers-2x.png",
        "leaflet/images/marker-icon.png",
        "leaflet/images/marker-icon-2x.png",
        "leaflet/images/marker-shadow.png",
        "topojson/world_110m.json",
    }
    source = files("fontpkg_source_sans_3").joinpath("files/SourceSans3[wght].ttf").read_bytes()
    assert (vendor / "fonts/SourceSans3.ttf").read_bytes() == source
    assert "SIL" in (vendor / "fonts/LICENSE.txt").read_text(encoding="utf-8")
    assert all(path.stat().st_size for path in written)


def test_a_second_copy_writes_nothing(tmp_path: Path) -> None:
    copy_assets(tmp_path)

    assert copy_assets(tmp_path) == []


def test_a_damaged_file_is_written_again(tmp_path: Path) -> None:
    copy_assets(tmp_path)
    script = tmp_path / "static/vendor/leaflet/leaflet.js"
    whole = script.read_bytes()
    script.write_bytes(whole[:100])

    assert copy_assets(tmp_path) == [script]
    assert script.read_bytes() == whole


def test_two_copies_at_once_leave_whole_files_and_nothing_else(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(copy_assets, [tmp_path] * 4))

    found = {path for path in (tmp_path / "static").rglob("*") if path.is_file()}
    assert found == {path for copies in written for path in copies}
    assert copy_assets(tmp_path) == []


def test_another_account_can_read_the_files(tmp_path: Path) -> None:
    for path in copy_assets(tmp_path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_the_world_has_every_layer_and_nothing_in_it() -> None:
    world = json.loads(empty_world())

    assert world["type"] == "Topology"
    assert world["arcs"] == []
    assert set(world["objects"]) == {
        "coastlines",
        "land",
        "ocean",
        "lakes",
        "rivers",
        "countries",
        "subunits",
    }
    assert all(layer["geometries"] == [] for layer in world["objects"].values())


def test_an_absent_package_is_said_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(package: str) -> Path:
        raise ModuleNotFoundError(package)

    monkeypatch.setattr(assets, "files", absent)

    with pytest.raises(AssetsError) as refusal:
        copy_assets(tmp_path)
    assert isinstance(refusal.value, CapError)
    assert "«\u00a0fontpkg-source-sans-3\u00a0» est absent ou incomplet\u00a0:" in str(refusal.value)
    assert not (tmp_path / "static").exists()


def test_an_incomplete_package_is_said_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "files", lambda _package: tmp_path)

    with pytest.raises(AssetsError, match="incomplet"):
        copy_assets(tmp_path)


def test_a_folder_that_cannot_be_written_is_said_in_french(tmp_path: Path) -> None:
    (tmp_path / "static").write_text("a file where the folder should be", encoding="utf-8")

    with pytest.raises(AssetsError, match="n’ont pas pu être copiées") as refusal:
        copy_assets(tmp_path)
    assert os.strerror(20) in str(refusal.value)  # the system's own reason: not a directory
