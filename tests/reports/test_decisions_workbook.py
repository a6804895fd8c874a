"""The blank workbook for decisions."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from scoresheet.catalog.loading import load_catalog
from scoresheet.decision import TITLES, Kind
from scoresheet.decisions.loading import load_decisions
from scoresheet.inbox.ours import is_output
from scoresheet.language import Locale
from scoresheet.reports.decisions_workbook import render
from scoresheet.shipped import CATALOG, shipped


@pytest.mark.parametrize("locale", Locale)
def test_the_blank_is_read_as_no_decisions(tmp_path: Path, locale: Locale) -> None:
    """As it is written, it holds no decision and no mistake."""
    path = tmp_path / "decisions.xlsx"
    path.write_bytes(render(locale))

    decisions = load_decisions(path, load_catalog(shipped(CATALOG)))

    assert (decisions.versions, decisions.corrections, decisions.acceptances) == ((), (), ())


def test_it_is_the_office_s_and_no_output() -> None:
    """No later output may take its place, because it carries no mark of one."""
    assert not is_output(render(Locale.ZH))


@pytest.mark.parametrize("locale", Locale)
def test_it_has_a_sheet_with_titles_for_each_kind(locale: Locale) -> None:
    """Each sheet begins with the titles that the reader knows; its cells take what is typed as text."""
    book = openpyxl.load_workbook(io.BytesIO(render(locale)))

    for kind in Kind:
        sheet = book[kind.word.of(locale)]
        assert [cell.value for cell in sheet[1]] == [words.of(locale) for words in TITLES[kind].values()]
        assert sheet.cell(2, 2).number_format == "@"


def test_the_same_blank_has_the_same_bytes() -> None:
    """Nothing of the moment goes into it, so that an untouched one is known again."""
    assert render(Locale.ZH) == render(Locale.ZH)
