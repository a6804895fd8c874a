"""Damaged by chance, a good return is refused, told, or says what every reader sees in it; nothing raises or hangs.

SCORESHEET_MUTATIONS says how many cases there are, SCORESHEET_SEED where their numbers begin.
"""

from __future__ import annotations

import io
import json
import math
import os
import random
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import openpyxl
import pytest

from forms import form_of, towns
from making_extras import FILES as EXTRAS
from making_formats import calculated
from mutating import mutated
from remaking import as_ods, as_xls
from returned import CATALOG, OTHER_UNIT, UNIT, answers, blank, file, form, good
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import Catalog
from scoresheet.checking.running import run
from scoresheet.filling.answers import pour
from scoresheet.inbox.detect import FileType, detect
from scoresheet.matching import normalised
from scoresheet.reading.returned_form import read_file
from scoresheet.submission import Answer, Cell, Submission
from surgery import with_shared_strings
from test_examples import full_marks

pytestmark = pytest.mark.slow

MUTATIONS = int(os.environ.get("SCORESHEET_MUTATIONS", "500"))
SEED = int(os.environ.get("SCORESHEET_SEED", "20141128"))
SLOWEST = 10.0
"""Seconds for one file."""
D = Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """A good return that is damaged; `share` is how often it is taken."""

    name: str
    catalog: Catalog
    unit: str
    data: bytes
    share: int


def imperfect() -> bytes:
    """Give a return in which no item has full points and each has its reason: other numbers could pass as well."""
    made, reason = answers(), "经费未到位，推迟到12月"
    items = {
        item: replace(one, score=form().by_id[item].item.points / 2, reason=reason)
        for item, one in made.items.items()
    }
    return pour(blank(), form(), replace(made, items=items))


def of_a_town(unit: str) -> bytes:
    """Give a correct return of the second catalog, which has every kind of rule."""
    catalog = towns()
    found = catalog.unit(unit)
    assert found is not None
    made = form_for(catalog, found)
    return pour(form_of(catalog, found), made, full_marks(made))


@cache
def bases() -> tuple[Base, ...]:
    """Give the returns that are damaged."""
    return (
        Base("xlsx", CATALOG, UNIT, good(), 3),
        Base("xlsx of another unit", CATALOG, OTHER_UNIT, good(OTHER_UNIT), 2),
        Base("xlsx with missing points", CATALOG, UNIT, imperfect(), 4),
        Base("xlsx with shared texts", CATALOG, UNIT, with_shared_strings(), 3),
        Base("xlsx of a town", towns(), "t03", of_a_town("t03"), 4),
        Base("xlsm", CATALOG, UNIT, EXTRAS["with macros.xlsm"](), 1),
        Base("ods", CATALOG, UNIT, as_ods(calculated()), 2),
        Base("ods with missing points", CATALOG, UNIT, as_ods(imperfect()), 2),
        Base("ods of a town", towns(), "t01", as_ods(of_a_town("t01")), 2),
        Base("xls", CATALOG, UNIT, as_xls(calculated()), 2),
        Base("xls of a town", towns(), "t02", as_xls(of_a_town("t02")), 2),
    )


def others(base: Base) -> list[bytes]:
    """Give the other good returns of the same format."""
    kind = detect(base.data)
    return [one.data for one in bases() if one is not base and detect(one.data) is kind] or [good()]


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged return; `what` was done to it, and its number repeats it."""

    number: int
    base: Base
    what: str
    data: bytes

    def __str__(self) -> str:
        return f"SCORESHEET_SEED={self.number} SCORESHEET_MUTATIONS=1: {self.what} on {self.base.name}"


def case(number: int) -> Case:
    """Give the case of a number."""
    chance = random.Random(number)  # noqa: S311 - damage that can be repeated, no secret
    base = chance.choice([one for one in bases() for _ in range(one.share)])
    what, data = mutated(base.data, chance.choice(others(base)), chance)
    return Case(number, base, what, data)


def cells(answer: Answer) -> Iterator[Cell]:
    """Walk the cells of an answer that ask for a number."""
    yield answer.score
    for measure in answer.measures:
        yield from measure.inputs
    yield from answer.events.values()
    yield from (row.deduction for row in answer.register)


def said(made: Submission) -> dict[str, tuple[Decimal | None, ...]]:
    """Give every number that a return says, by item."""
    return {one.id: tuple(cell.number for cell in cells(one)) for one in made.answers}


@cache
def whole(base: Base) -> dict[str, tuple[Decimal | None, ...]]:
    """Give what the undamaged return says."""
    made = read_file(base.catalog, file(base.data))
    assert not any(finding.severity.blocks for finding in run(made)), base.name
    return said(made)


def number(value: Any) -> Decimal | None:
    """Give the number that another reader sees, None for a blank and for what is no number."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Decimal(f"{value:.15g}") + 0 if math.isfinite(value) else None
    text = unicodedata.normalize("NFKC", str(value)).strip().removesuffix("分").strip()
    answer = {"是": 1, "否": 0}.get(text)
    try:
        return Decimal(answer if answer is not None else text)
    except InvalidOperation:
        return None


Seen = dict[str, dict[str, Any]]
"""What another reader sees: by sheet, then by address."""


def by_openpyxl(data: bytes) -> Seen:
    """Give what openpyxl sees in an xlsx."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        sheet.title: {cell.coordinate: _shown(cell) for row in sheet.iter_rows() for cell in row}
        for sheet in book.worksheets
    }


def _shown(cell: Any) -> Any:
    """Give the value of a cell as the sheet shows it: a percent format, unless it only looks like one, shows 1 as 100%."""
    in_percent = "%" in re.sub('"[^"]*"', "", cell.number_format)
    return cell.value * 100 if in_percent and isinstance(cell.value, int | float) else cell.value


_CALAMINE = """
import io, json, sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
print(json.dumps({name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}, default=str))
"""


def by_calamine(data: bytes) -> Seen:
    """Give what calamine sees in an xls or ods; it runs by itself, as a damaged file may end it."""
    done = subprocess.run(
        [sys.executable, "-c", _CALAMINE], input=data, capture_output=True, timeout=60, check=True
    )
    seen: Seen = {}
    for name, rows in json.loads(done.stdout).items():
        seen[name] = {
            f"{openpyxl.utils.get_column_letter(column)}{row}": value
            for row, values in enumerate(rows, start=1)
            for column, value in enumerate(values, start=1)
        }
    return seen


def seen_by_another(data: bytes) -> Seen | None:
    """Give what a reader that is not ours sees, None where it can't open the file."""
    try:
        return by_openpyxl(data) if detect(data) in {FileType.XLSX, FileType.XLSM} else by_calamine(data)
    except Exception:  # noqa: BLE001 - what other readers raise for a damaged file may be anything
        return None


def contradictions(made: Submission, seen: Seen) -> Iterator[str]:
    """Walk the cells in which another reader sees another number, or another item's row."""
    assert made.form is not None
    for answer in made.answers:
        sheet = seen.get(answer.text.sheet, {})
        row = answer.text.address.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        in_row = {str(value) for at, value in sheet.items() if at.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == row}
        named = f"{made.form.code}/{answer.id}"
        if (
            answer.found
            and named not in in_row
            and normalised(answer.asked.text) not in map(normalised, in_row)
        ):
            yield f"item {answer.id} does not stand in row {row}"
        for cell in cells(answer):
            value = seen.get(cell.sheet, {}).get(cell.address) if cell.address else None
            if number(value) != cell.number:
                yield f"{cell.sheet}!{cell.address}: {cell.number} and {value!r}"


def verdict(one: Case) -> str:
    """Read and check a damaged return; give its verdict in one word, having held it against what others see."""
    start = time.monotonic()
    made = read_file(one.base.catalog, file(one.data))
    findings = run(made)
    assert time.monotonic() - start < SLOWEST, f"{one} took too long"
    if made.form is None:
        return "refused"
    if any(finding.severity.blocks for finding in findings):
        return "told"
    if made.unit_id == one.base.unit and said(made) == whole(one.base):
        return "unchanged"
    seen = seen_by_another(one.data)
    differing = list(invented(made, one.base) if seen is None else contradictions(made, seen))
    assert differing == [], f"{one}: accepted, and another reader sees {differing[:5]}"
    return "changed"


def invented(made: Submission, base: Base) -> Iterator[str]:
    """Walk the items with a number that the whole return doesn't have; a number that can't be read is none."""
    before = whole(base)
    for item, numbers in said(made).items():
        if not {*numbers} <= {*before[item], None}:
            yield f"item {item}: {before[item]} became {numbers}, and no other reader opens the file"


def test_a_damaged_return_is_never_accepted_with_numbers_that_nobody_sees() -> None:
    """It is refused or told, or it says in all numbers what the whole one says, or what another reader sees."""
    counted = Counter(verdict(case(SEED + number)) for number in range(MUTATIONS))

    assert counted.total() == MUTATIONS
    if MUTATIONS >= _ENOUGH:
        # Were all refused, little would have been tested: some damage is harmless, some makes another honest return.
        assert set(counted) == {"refused", "told", "unchanged", "changed"}


_ENOUGH = 400
"""So many cases come to every sort of verdict."""


def test_whole_returns_say_the_same_to_every_reader() -> None:
    """What is held against each other agrees before anything is damaged."""
    for base in bases():
        made = read_file(base.catalog, file(base.data))
        seen = seen_by_another(base.data)
        assert whole(base)
        assert seen is not None, base.name
        assert list(contradictions(made, seen)) == [], base.name
