"""What `fill` does with one form: answers into it, or out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scoresheet.cli.exits import fail
from scoresheet.cli.filling_forms import Issue
from scoresheet.cli.filling_sources import Source, Workbook
from scoresheet.language import Text, joined

if TYPE_CHECKING:
    from scoresheet.catalog.form import Form
    from scoresheet.catalog.model import Catalog, Unit
    from scoresheet.filling.answers_out import Extracted
    from scoresheet.filling.carrying_over import Carried
    from scoresheet.reports.fill_report import Told


@dataclass(frozen=True, slots=True)
class _Taken:
    """The answers of a unit's workbook, and what is to be said about them."""

    book: Workbook
    carried: Carried
    remarks: tuple[Text, ...]


class Filler:
    """Pours answers into forms, and takes them out of workbooks.

    What can't be decided between several workbooks of a unit is told among what the source leaves.
    """

    def __init__(self, catalog: Catalog, catalog_path: Path, *, as_is: bool) -> None:
        self._catalog, self._path, self._as_is = catalog, catalog_path, as_is

    def filled(self, issue: Issue, source: Source) -> Told | None:
        """Give what came of filling a form, None where there are no answers for it."""
        from scoresheet.filling.pouring import filled
        from scoresheet.reports.fill_report import Told

        unit = issue.form.unit.id
        if unit in source.data:
            made = filled(issue.data, issue.form, source.data[unit], as_is=self._as_is)
            return Told(made, source.name, issue.remarks)
        taken = _taken(issue.form, issue.data, source)
        if taken is None:
            return None
        made = filled(issue.data, issue.form, taken.carried.offers, as_is=self._as_is)
        remarks = (*issue.remarks, *taken.remarks)
        return Told(made, taken.book.path, remarks, taken.carried.changes)

    def extracted(self, source: Source) -> list[tuple[Extracted, Told]]:
        """Give the answers of each workbook, in the order of the catalog's units, and what belongs to none."""
        from scoresheet.catalog.form import form_for
        from scoresheet.filling.answers_out import extracted
        from scoresheet.filling.pouring import filled
        from scoresheet.reports.fill_report import Told

        units = [unit for unit in self._catalog.units if unit.id in source.workbooks]
        found = []
        for unit, blank in zip(units, self._blanks(units), strict=True):
            form = form_for(self._catalog, unit)
            taken = _taken(form, blank, source)
            if taken is not None:
                made = filled(blank, form, taken.carried.offers, as_is=True)
                told = Told(made, taken.book.path, taken.remarks, taken.carried.changes, is_read=True)
                found.append((extracted(form, taken.carried.offers), told))
        return found

    def _blanks(self, units: Sequence[Unit]) -> Iterable[bytes]:
        from scoresheet.forms.issuing import issue
        from scoresheet.forms.master import MasterError
        from scoresheet.shipped import master_for

        if not units:
            return
        try:
            # What is compared with is what the form prints, whenever that was.
            issued = issue(self._catalog, tuple(units), master_for(self._path), datetime.now(UTC))
            yield from (one.data for one in issued)
        except MasterError as error:
            fail(error.message, self._catalog.locale)


def _taken(form: Form, blank: bytes, source: Source) -> _Taken | None:
    """Give the answers of a unit's workbooks, if they all say the same; which of different ones holds can't be told."""
    from scoresheet.filling.carrying_over import carried_over
    from scoresheet.formats.xlsx import read_xlsx
    from scoresheet.marking.drawn_parts import drawn_parts

    books = source.workbooks.get(form.unit.id, [])
    printed = read_xlsx(blank)
    found = [(book, carried_over(form, book.grid, printed)) for book in books]
    if not found or any(not found[0][1].says_the_same(other) for _, other in found[1:]):
        source.left += [_different(form.unit, books)] if books else []
        return None
    book, carried = found[0]
    remarks = (*book.remarks, *drawn_parts(book.data), *carried.remarks, *_copies(books))
    return _Taken(book, carried, tuple(dict.fromkeys(remarks)))


def _copies(books: Sequence[Workbook]) -> Iterator[Text]:
    others = joined(book.path for book in books[1:])
    if others.zh:
        yield Text(f"{others.zh} 填的内容相同，只算一份", f"{others.en} says the same and was counted once")
        for book in books[1:]:
            yield from book.remarks


def _different(unit: Unit, books: Sequence[Workbook]) -> Text:
    listed = joined(book.path for book in books)
    return Text(
        f"{unit.name}有{len(books)}份不同的表（{listed.zh}），看不出以哪份为准，都没有转入。请只留一份再运行一次。",
        f"{unit.name} has {len(books)} different workbooks ({listed.en}); which of them holds can't be told, and none "
        "was carried over. Keep one of them and run this again.",
    )
