"""The total of the form: bonuses up to their cap, the rest scaled up; Python, the sheet and the check agree."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

import openpyxl
import pytest
import xlsxwriter

import forms
import rankings
import samples
import tables
from libreoffice import needs_libreoffice, recalculated
from scoresheet.catalog.form import Form, form_for
from scoresheet.catalog.model import Catalog, NotApplicable
from scoresheet.checks.v106_wrong_total import wrong_total
from scoresheet.parts.cells import Formula
from scoresheet.scoring import counted
from scoresheet.submission import Submission
from scoresheet.titles import SCORES

FIRST = 5
CASES = 80
RANGES = {"1": (0, 1000), "2": (0, 650), "3": (-350, 150), "5": (0, 500), "6": (0, 500)}
"""What may be stated, in hundredths of a point."""


@dataclass(frozen=True)
class Case:
    """A form with the scores typed into it, by item."""

    catalog: Catalog
    scores: dict[str, str]

    @property
    def form(self) -> Form:
        """The form of the only unit."""
        return form_for(self.catalog, self.catalog.units[0])

    @property
    def row(self) -> int:
        """The row of the total."""
        return FIRST + len(self.catalog.items)

    @property
    def formula(self) -> str:
        """The formula of the total as the form has it."""
        cell = forms.written(self.catalog)[SCORES.zh].cells[f"D{self.row}"]
        assert isinstance(cell, Formula)
        return cell.text

    @property
    def column(self) -> list[str]:
        """What stands in the scores' column, with a text where there is no score."""
        return [
            str(entry.item.points)
            if entry.not_applicable is NotApplicable.FULL
            else self.scores.get(entry.item.id, "不适用")
            for entry in self.form.items
        ]

    @property
    def total(self) -> Decimal:
        """The total by Python's own arithmetic."""
        numbers = zip(self.form.items, self.column, strict=True)
        known = [(entry.item.rule.is_bonus, Decimal(typed)) for entry, typed in numbers if typed != "不适用"]
        base, bonus = (
            sum((points for on_top, points in known if on_top is one), Decimal(0)) for one in (False, True)
        )
        return counted(self.form, base, bonus)

    def returned(self, typed: str | None = None) -> Submission:
        """Give the return with the form's own formula, or with another total typed over it."""
        cell = samples.cell(SCORES.zh, f"D{self.row}", typed or "0", formula=None if typed else self.formula)
        stated = dict.fromkeys((item.id for item in self.catalog.items), None)
        made: dict[str, str | None] = {**stated, **self.scores}
        return samples.submission(self.form, made, total=cell)


def case(
    cap: str | None = None, decimals: int = 2, left_out: dict[str, NotApplicable] | None = None, **scores: str
) -> Case:
    """Give a form with full marks and no bonus, but for these; i1 is item 1."""
    unit = rankings.unit("u", **{f"i{item}": one for item, one in (left_out or {}).items()})
    given = {"1": "10", "2": "6.5", "3": "1.5", "5": "0", "6": "0"} | {
        name[1:]: typed for name, typed in scores.items()
    }
    catalog = rankings.catalog([unit], bonus_at_most=None if cap is None else Decimal(cap), decimals=decimals)
    return Case(catalog, {item: typed for item, typed in given.items() if item not in unit.not_applicable})


def drawn(chance: Random) -> Case:
    """Draw a form: any cap, any treatment of any item, any scores."""
    left_out = {
        item: chance.choice(list(NotApplicable)) for item in chance.sample("123456", chance.choice([0, 1, 2]))
    }
    scores = {f"i{item}": str(Decimal(chance.randint(*ends)).scaleb(-2)) for item, ends in RANGES.items()}
    return case(chance.choice([None, "3", "5.5"]), 2, left_out, **scores)


def test_without_a_cap_the_total_is_a_plain_sum() -> None:
    """Nobody is shown a longer formula than is needed."""
    assert case().formula == "SUM($D$5:$D$10)"


def test_a_cap_holds_for_the_bonuses_alone() -> None:
    """The rest is added as it is."""
    assert case("5.5").formula == "SUM($D$5:$D$8)+MIN(SUM($D$9:$D$10),5.5)"


def test_only_the_rest_is_scaled_up() -> None:
    """23 points of which 10 don't apply; the bonuses stay what they are."""
    made = case("5.5", left_out={"1": NotApplicable.RESCALE})
    assert made.formula == "ROUND(ROUND(SUM($D$5:$D$8)*23/13+MIN(SUM($D$9:$D$10),5.5),10),2)"


@needs_libreoffice
def test_the_sheet_computes_what_python_counts(tmp_path: Path) -> None:
    """Whatever is entered, LibreOffice gives the same total for the form's formula."""
    chance = Random(97)  # noqa: S311 - the same forms each time
    cases = [drawn(chance) for _ in range(CASES)]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for made in cases:
            sheet = book.add_worksheet()
            for row, typed in enumerate(made.column, start=FIRST):
                written = typed if typed == "不适用" else float(typed)
                sheet.write(f"D{row}", written)
            sheet.write_formula("A1", f"={made.formula}")
    (computed,) = recalculated([buffer.getvalue()], tmp_path)
    sheets = openpyxl.load_workbook(io.BytesIO(computed), data_only=True).worksheets
    assert [round(Decimal(str(one["A1"].value)), 6) for one in sheets] == [made.total for made in cases]


def test_the_check_trusts_every_form_s_own_formula() -> None:
    """Its stored result may be older than the scores."""
    chance = Random(98)  # noqa: S311 - the same forms each time
    for made in (drawn(chance) for _ in range(CASES)):
        assert tables.found_by(wrong_total, made.returned()) == []


@pytest.mark.parametrize("typed", ["22", "25", "23.5"])
def test_a_total_with_or_without_the_cap_is_right(typed: str) -> None:
    """18 points and bonuses of 7: 25 as they stand, 23.5 with the cap; 22 is neither."""
    made = case("5.5", i5="2", i6="5")
    told = tables.found_by(wrong_total, made.returned(typed))
    assert [bool(told), made.total] == [typed == "22", Decimal("23.50")]
