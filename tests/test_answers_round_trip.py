"""Answers that are written down are read again as they were, and so are those that went through a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forms
import libreoffice
import samples
from scoresheet.catalog.form import Form, form_for
from scoresheet.figures import plain
from scoresheet.filling.answers import STATEMENT, Entry, Slot, put, slots_of
from scoresheet.filling.answers_file import read_answers
from scoresheet.filling.answers_out import Extracted, extracted, to_csv, to_json, to_yaml
from scoresheet.filling.carrying_over import carried_over
from scoresheet.filling.pouring import filled
from scoresheet.formats.xlsx import read_xlsx
from scoresheet.titles import Column

CATALOG = forms.with_rate(samples.catalog())
WRITERS: Mapping[str, Callable[[Sequence[Extracted]], bytes]] = {
    ".yaml": to_yaml,
    ".json": to_json,
    ".csv": to_csv,
}
_LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"), include_characters="\n ="
)
TEXTS = st.text(_LETTERS, min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
COUNTS = st.integers(0, 999).map(Decimal)
SCORES = st.integers(-50, 1500).map(lambda number: Decimal(number) / 100)


def form() -> Form:
    """Give the form of the first unit."""
    return form_for(CATALOG, CATALOG.units[0])


@cache
def blank() -> bytes:
    """Make a blank form."""
    return forms.form_of(CATALOG)


def _entries(slot: Slot) -> st.SearchStrategy[Entry]:
    if slot == STATEMENT:
        return st.sampled_from(["是", "否"])
    if slot.column is Column.SCORE:
        low, high = (
            form().by_id[slot.item or ""].item.rule.lowest,
            form().by_id[slot.item or ""].item.rule.highest,
        )
        return SCORES.filter(lambda score: low <= score <= high)
    if not slot.takes_number:
        return TEXTS
    return COUNTS.map(lambda count: count + 1) if slot.key.endswith("denominator") else COUNTS


@st.composite
def drawn(draw: st.DrawFn) -> dict[Slot, Entry]:
    """Draw answers for some of a form's inputs; the rows of its register are used from the first on."""
    rows = draw(st.integers(0, 3))
    found = {}
    for slot in slots_of(form()):
        register = slot.item == "5" and slot.key.isdecimal()
        if register and int(slot.key) > rows:
            continue
        if (register and slot.column is Column.EVENT) or draw(st.booleans()):
            found[slot] = draw(_entries(slot))
    return found


def as_said(entries: Mapping[Slot, Entry]) -> dict[Slot, str]:
    """Give answers as text."""
    return {slot: plain(one) if isinstance(one, Decimal) else one or "" for slot, one in entries.items()}


def taken_out(data: bytes) -> dict[Slot, str]:
    """Give the answers of a form."""
    carried = carried_over(form(), read_xlsx(data), read_xlsx(blank()))
    assert all(one.slot is not None for one in carried.offers)
    return dict(extracted(form(), carried.offers).said)


@settings(max_examples=25, deadline=None)
@given(drawn())
def test_written_read_filled_extracted(entries: dict[Slot, Entry]) -> None:
    """Answers written in any notation, filled into a form and taken out again are the same."""
    said = as_said(entries)
    with TemporaryDirectory() as folder:
        for suffix, write in WRITERS.items():
            path = Path(folder) / f"answers{suffix}"
            path.write_bytes(write([Extracted(CATALOG.units[0], said)]))
            found = read_answers(path, CATALOG)
            offers = found[0].offers if found else ()
            assert {one.slot: one.raw.text for one in offers} == said
    made = filled(blank(), form(), offers)
    assert made.is_complete
    assert taken_out(made.data) == said


def test_several_units(tmp_path: Path) -> None:
    """The answers of several units stand in one file, each under its unit."""
    made = [Extracted(unit, {Slot("2", Column.SCORE): "4"}) for unit in CATALOG.units]
    for suffix, write in WRITERS.items():
        path = tmp_path / f"all{suffix}"
        path.write_bytes(write(made))
        assert [one.unit for one in read_answers(path, CATALOG)] == list(CATALOG.units)


def test_formula_in_a_table_is_text(tmp_path: Path) -> None:
    """A text that a spreadsheet program would take for a formula is guarded in the table, and read as it was."""
    slot = Slot("1", Column.DONE)
    for text in ("=1+1", "'=1", "-x", "@SUM(A1)", "'quoted'", "-3"):
        written = to_csv([Extracted(CATALOG.units[0], {slot: text})])
        (tmp_path / "a.csv").write_bytes(written)
        (found,) = read_answers(tmp_path / "a.csv", CATALOG)
        assert [one.raw.text for one in found.offers] == [text]
        assert not any(line.split(",")[-1].startswith(("=", "@")) for line in written.decode().splitlines())


@libreoffice.needs_libreoffice
def test_round_trip_through_libreoffice(tmp_path: Path) -> None:
    """A form that LibreOffice has saved gives the same answers."""
    entries: dict[Slot, Entry] = {}
    for number, slot in enumerate(slots_of(form())):
        entries[slot] = Decimal(1) if slot.takes_number else f"=文字 {number}\n第二行"
    entries[STATEMENT] = "否"
    (saved,) = libreoffice.converted([put(blank(), form(), entries)], tmp_path)

    assert taken_out(saved) == as_said(entries)


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_nothing_is_written_for_nobody(write: Callable[[Sequence[Extracted]], bytes], tmp_path: Path) -> None:
    """No answers at all make a file that can be read."""
    suffix = next(key for key, one in WRITERS.items() if one is write)
    (tmp_path / f"none{suffix}").write_bytes(write([]))
    assert read_answers(tmp_path / f"none{suffix}", CATALOG) == ()
