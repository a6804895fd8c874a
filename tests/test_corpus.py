"""Every file of the corpus comes to what its row of the table says, in little time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus_table import KINDS, MAKERS, Row, cases, folder_of, made_in, rows
from scoresheet.inert import one_line
from shared_folder import shared

pytestmark = pytest.mark.slow

RUNNER = Path(__file__).parent / "corpus" / "running_cases.py"
CASES = cases()
SLOWEST = 20.0
"""Seconds that the files of one case may take."""
LARGEST = 600
"""Megabytes that the process may hold while it reads them."""
STILL = 60.0
"""Seconds that the process may need beyond half a second for each case; then the case that it reads hangs."""


def told(folder: Path, numbers: list[str]) -> Iterator[dict[str, Any]]:
    """Walk what a process of its own tells of the cases with these numbers, until it ends or falls silent."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, str(RUNNER), str(folder)]
    try:
        said = subprocess.run(
            command,
            input=" ".join(numbers).encode(),
            stdout=subprocess.PIPE,
            env=environment,
            timeout=STILL + len(numbers) / 2,
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as silent:
        said = silent.stdout or b""
    yield from (json.loads(line) for line in said.splitlines())


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Give what each case came to; one that ended or stalled the process that read it came to nothing."""
    folder = made_in(shared(tmp_path_factory))
    names = {folder_of(case): case for case in CASES}
    found: dict[str, dict[str, Any]] = {}
    waiting = list(names)
    while waiting:
        last = waiting[0]
        for one in told(folder, waiting):
            last = one["case"]
            if "files" in one:
                found[names[last]] = one
        # Whatever was begun last ended the process, or was the last of all: the others are still to be read.
        waiting = waiting[waiting.index(last) + 1 :]
    return found


def difference(row: Row, files: dict[str, dict[str, Any]]) -> str:
    """Say in what a file differs from its row; "" where it doesn't."""
    one = files.get(one_line(row.file))
    if one is None:
        return f"{row.file}: not told; told are {sorted(files)}"
    if (one["status"], tuple(one["findings"])) != (row.status, row.findings):
        return f"{row.file}: {one['status']} {one['findings']} {one['said']}"
    said = " ".join(one["said"])
    return "".join(f"{row.file}: “{words}” is not in “{said}”" for words in row.says if words not in said)


@pytest.mark.parametrize("case", CASES)
def test_every_file_comes_to_what_is_expected(case: str, observed: dict[str, dict[str, Any]]) -> None:
    """Status, findings with their severity and the words that name the place; an unexpected success fails as well."""
    assert case in observed, "it ended or stalled the process that read it"
    files = {one["file"]: one for one in observed[case]["files"]}

    assert [found for row in CASES[case] if (found := difference(row, files))] == []
    assert set(files) == {one_line(row.file) for row in CASES[case]}


@pytest.mark.parametrize("case", CASES)
def test_the_unit_gets_the_score_that_its_sheet_shows(case: str, observed: dict[str, dict[str, Any]]) -> None:
    """Accepted with the very total, to be mended, in conflict or missing; what was not filled in makes no total."""
    assert case in observed, "it ended or stalled the process that read it"
    (expected,) = (row for row in CASES[case] if row.unit)

    assert (observed[case]["unit"], observed[case]["total"] or "") == (expected.unit, expected.total)


def test_no_case_takes_long_or_much(observed: dict[str, dict[str, Any]]) -> None:
    """Neither the honest nor the hostile files keep the reader busy or fill the memory."""
    assert {case: one["seconds"] for case, one in observed.items() if one["seconds"] > SLOWEST} == {}
    assert {
        case: one["megabytes"] for case, one in observed.items() if (one["megabytes"] or 0) > LARGEST
    } == {}


def test_every_file_is_made_and_expected() -> None:
    """The table and the makers name the same files."""
    on_disk = {row.file.split("!/", maxsplit=1)[0] for row in rows()}
    assert on_disk == set(MAKERS)
    assert len(rows()) == len({row.file for row in rows()})


def test_every_kind_of_trouble_is_covered() -> None:
    """The corpus has each kind of bad input, and none that nobody described."""
    assert {kind for row in rows() for kind in row.covers} == set(KINDS)
