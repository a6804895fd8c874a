"""The command `generate`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commands import command, project

FORMS = 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a project folder with the shipped catalog."""
    return project(tmp_path)


def test_a_form_is_written_for_each_unit(folder: Path) -> None:
    """Without options every unit of the catalog gets its form, named for code, unit and sheet."""
    ended = command(folder, "generate")

    assert ended.code == 0, ended.err
    assert len(list((folder / "issued").iterdir())) == FORMS
    assert (folder / "issued/510824_苍溪县_自查评分表.xlsx").exists()
    assert (folder / "issued/gyjkq_广元经济技术开发区_自查评分表.xlsx").exists()


def test_default_targets_are_counted_for_each_unit_but_the_printed_one(folder: Path) -> None:
    """The notice prints Cangxi's targets; for the others the command says how many are still defaults."""
    lines = command(folder, "generate").out.splitlines()

    assert next(line for line in lines if "苍溪县" in line).endswith("自查评分表.xlsx")
    assert "有45个目标数仍是默认值" in next(line for line in lines if "旺苍县" in line)


def test_only_the_named_units_are_made(folder: Path) -> None:
    """--unit takes a name, a code or an alias and may be repeated; naming a unit twice makes one form."""
    ended = command(folder, "generate", "--unit", "苍溪", "--unit", "510821", "--unit", "旺苍县", "-o", "out")

    assert ended.code == 0, ended.err
    assert sorted(path.name[:6] for path in (folder / "out").iterdir()) == ["510821", "510824"]


def test_blank_forms_are_replaced(folder: Path) -> None:
    """Running the command again replaces forms that nobody has filled in."""
    command(folder, "generate", "--unit", "苍溪县")

    assert command(folder, "generate", "--unit", "苍溪县").code == 0


def test_a_form_that_was_filled_in_is_kept(folder: Path) -> None:
    """A form with an answer is not overwritten, nothing else is written, and the file is named."""
    command(folder, "generate", "--unit", "苍溪县")
    path = folder / "issued/510824_苍溪县_自查评分表.xlsx"
    workbook = load_workbook(path)
    workbook["自查评分表"]["D5"] = 3
    workbook.save(path)
    before = path.read_bytes()

    ended = command(folder, "generate")

    assert ended.code == 2
    assert "510824_苍溪县_自查评分表.xlsx" in ended.err
    assert path.read_bytes() == before
    assert len(list((folder / "issued").iterdir())) == 1


def test_force_replaces_a_filled_form(folder: Path) -> None:
    """--force says that the filled form is no longer needed."""
    path = folder / "issued/510824_苍溪县_自查评分表.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"somebody's work")

    assert command(folder, "generate", "--unit", "苍溪县").code == 2
    assert command(folder, "generate", "--unit", "苍溪县", "--force").code == 0
    assert path.read_bytes().startswith(b"PK")


def test_an_unknown_unit_is_named_with_those_there_are(folder: Path) -> None:
    """A unit that the catalog doesn't have ends the command before anything is written."""
    ended = command(folder, "generate", "--unit", "苍西县")

    assert ended.code == 2
    assert "苍西县" in ended.err
    assert "苍溪县" in ended.err
    assert not (folder / "issued").exists()


def test_mistakes_in_the_catalog_are_told_with_their_place(folder: Path) -> None:
    """All mistakes are told with line and column, and nothing is written."""
    path = folder / "indicators.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("points: 4", "points: 四", 2), encoding="utf-8")

    ended = command(folder, "generate")

    assert ended.code == 2
    assert ended.err.count("indicators.yaml:") == 2
    assert not (folder / "issued").exists()


def test_a_missing_catalog_is_a_sentence(tmp_path: Path) -> None:
    """Without a catalog the command says which file it looked for."""
    ended = command(tmp_path, "generate")

    assert ended.code == 2
    assert "indicators.yaml" in ended.err
    assert "Traceback" not in ended.err


def test_a_master_without_its_names_is_refused(folder: Path) -> None:
    """The office's own master form is used, and what it lacks is named."""
    path = folder / "templates/self_assessment.xlsx"
    workbook = load_workbook(path)
    del workbook.defined_names["item_row"]
    workbook.save(path)

    ended = command(folder, "generate")

    assert ended.code == 2
    assert "item_row" in ended.err
    assert not (folder / "issued").exists()


def test_a_folder_that_is_a_file_is_a_sentence(folder: Path) -> None:
    """Where the output folder is a file, the command says so and leaves the file as it was."""
    (folder / "issued").write_text("mine", encoding="utf-8")

    ended = command(folder, "generate")

    assert ended.code == 2
    assert (folder / "issued").read_text(encoding="utf-8") == "mine"


def test_nothing_is_left_beside_the_forms(folder: Path) -> None:
    """Files are written under a temporary name first, which is gone afterwards."""
    command(folder, "generate", "--unit", "苍溪县")

    assert os.listdir(folder / "issued") == ["510824_苍溪县_自查评分表.xlsx"]  # noqa: PTH208 - the bare names
