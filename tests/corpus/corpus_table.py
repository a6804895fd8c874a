"""The corpus: every file that it consists of, and what is expected of each."""

from __future__ import annotations

import csv
import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import making_archives
import making_cells
import making_containers
import making_extras
import making_formats
import making_identities
import making_markup
import making_packages
import making_rows
import making_texts
import making_versions
from shared_folder import made_once
from surgery import Maker

_TOPICS = (
    making_archives,
    making_cells,
    making_containers,
    making_extras,
    making_formats,
    making_identities,
    making_markup,
    making_packages,
    making_rows,
    making_texts,
    making_versions,
)
MAKERS: dict[str, Maker] = {name: maker for topic in _TOPICS for name, maker in topic.FILES.items()}
"""How each file is made, by its path in the inbox."""
EXPECTED = Path(__file__).with_name("expected.csv")
KINDS = {
    "cut off": "empty, or cut off on its way",
    "wrong type": "another kind of file, whatever its name says",
    "password": "a password to open it",
    "other format": "xls, et, xlsb or ods instead of xlsx",
    "archive": "sent in an archive",
    "bomb": "small when packed, huge when unpacked",
    "huge area": "something far outside the table, or an area over the whole sheet",
    "document type": "XML that declares a document type, and with it entities",
    "killer": "what ends or stalls a reader that trusts it",
    "container": "a container that no spreadsheet program writes",
    "active content": "macros, links, connections, objects",
    "formula": "a formula for a score",
    "error value": "a formula that failed",
    "text number": "a number stored as text, or written in another width",
    "words for a number": "words, strokes and signs that are no number",
    "out of range": "below, above, not finite, too many decimals",
    "date": "a score that was turned into a date or has a date's format",
    "blank": "a blank where something is asked, and zero where zero is meant",
    "rows": "rows put in, deleted, sorted, hidden, twice",
    "altered form": "texts or points that the sender changed",
    "copied sheet": "copied into a new workbook, its marks lost",
    "other form": "the form of another round or version",
    "unit": "a unit unknown, misspelt, or two at once",
    "versions": "several files of one unit",
    "hostile text": "text that would do something where it is printed",
    "structure": "columns and sheets moved, renamed, copied, deleted",
    "missing return": "nothing came that counts",
    "paper": "a scan, a photo or a letter beside the form, or instead of it",
    "explanation": "reasons not given, totals that don't add up",
    "merged cells": "cells merged over items",
    "WPS": "what WPS writes and other programs don't",
    "left behind": "files that programs leave beside others",
}
"""Every kind of trouble that the corpus stands for."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is expected of one file.

    `file` is its path as the report shows it, `covers` the kinds of trouble that it stands for, `status` its own
    status, `unit` and `total` the status and the total of the unit that the corpus is about ("" where another row of
    its case says it), `findings` each "severity code" on this file, `says` words that one of their sentences holds.
    """

    file: str
    covers: tuple[str, ...]
    status: str
    unit: str
    total: str
    findings: tuple[str, ...]
    says: tuple[str, ...]

    @property
    def case(self) -> str:
        """The files that lie in one inbox together: the name of their folder, or the file's own."""
        return _case(self.file)


def rows() -> list[Row]:
    """Read the table of expectations."""
    with EXPECTED.open(encoding="utf-8", newline="") as stream:
        return [
            Row(
                one["file"],
                _words(one["covers"]),
                one["status"],
                one["unit"],
                one["total"],
                _words(one["findings"]),
                _words(one["says"]),
            )
            for one in csv.DictReader(stream)
        ]


def cases() -> dict[str, list[Row]]:
    """Give the rows that belong together, by the name of the case."""
    found = defaultdict(list)
    for row in rows():
        found[row.case].append(row)
    return dict(found)


def folder_of(case: str) -> str:
    """Give the name of the folder for the files of a case, whatever characters their own names have."""
    return f"{list(cases()).index(case):03}"


def made_in(base: Path) -> Path:
    """Give the folder below `base` with all files, each case in a folder of its own; the first who asks makes it."""
    return made_once(base, "corpus", _make)


def _make(folder: Path) -> None:
    names = {case: f"{number:03}" for number, case in enumerate(cases())}
    for path, maker in MAKERS.items():
        target = folder / names[_case(path)] / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(maker())
        # Which of two equal files was saved last decides which of them speaks.
        os.utime(target, (_SAVED, _SAVED))


_SAVED = 1_417_050_000
"""2014-11-27, in seconds."""


def _case(path: str) -> str:
    return path.split("!/", maxsplit=1)[0].split("/", maxsplit=1)[0]


def _words(written: str) -> tuple[str, ...]:
    return tuple(word for piece in written.split(";") if (word := piece.strip()))


if __name__ == "__main__":
    made_in(Path(sys.argv[1]))
