"""From the office's file of decisions to decisions about this catalog: all mistakes told at once."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from scoresheet.catalog.mistakes import CatalogError, Mistake
from scoresheet.catalog.model import Catalog, Item, Unit
from scoresheet.decision import Acceptance, Correction, Decision, Decisions, Field, Version
from scoresheet.decisions.document import read_yaml
from scoresheet.decisions.entries import Entry, Written
from scoresheet.decisions.meaning import Meanings, UnclearError
from scoresheet.decisions.schema import AcceptancePart, CorrectionPart, VersionPart
from scoresheet.decisions.workbook import read_workbook
from scoresheet.figures import plain
from scoresheet.grid import Kind, RawCell
from scoresheet.inbox.detect import FileType, detect
from scoresheet.language import Text
from scoresheet.matching import normalised
from scoresheet.returns.fields import STATEMENT, takes_number
from scoresheet.values import read_number

__all__ = ["CatalogError", "load_decisions"]

_LARGEST = 20_000_000
_WORKBOOKS = {FileType.XLSX, FileType.XLSM}
_OTHER_WORKBOOKS = {FileType.OLE_XLS, FileType.OLE_ENCRYPTED, FileType.XLSB, FileType.ODS}
Found = TypeVar("Found")


def load_decisions(path: Path, catalog: Catalog) -> Decisions:
    """Give the decisions in a file: a workbook by its content, else YAML.

    Raises CatalogError with every mistake that can be told from the file and the catalog alone; whether the files
    and values named in it were received is known only once the inbox has been read.
    """
    written = _read(path, catalog)
    reading = _Reading(Meanings(catalog))
    for entry in written.entries:
        reading.take(entry)
    mistakes = [*written.mistakes, *reading.mistakes]
    if mistakes:
        raise CatalogError(tuple(sorted(mistakes, key=_place)), catalog.locale)
    return reading.decisions(hashlib.sha256(written.content).hexdigest())


def _place(mistake: Mistake) -> tuple[int, int]:
    return mistake.line, mistake.column


def _read(path: Path, catalog: Catalog) -> Written:
    content = _content(path)
    kind = detect(content)
    if content and _says_nothing(content):
        return Written(content)
    if kind in _WORKBOOKS:
        return read_workbook(path, content, catalog)
    if kind in _OTHER_WORKBOOKS:
        raise CatalogError((Mistake(str(path), 0, 0, _OTHER_FORMAT),), catalog.locale)
    try:
        return read_yaml(path)
    except CatalogError as error:
        raise CatalogError(error.mistakes, catalog.locale) from None


def _content(path: Path) -> bytes:
    """Give the bytes of a file that can be read; what is wrong with another is told by the reader of YAML."""
    try:
        readable = path.is_file() and path.stat().st_size <= _LARGEST
        return path.read_bytes() if readable else b""
    except OSError:
        return b""


def _says_nothing(content: bytes) -> bool:
    """Tell whether a text holds comments and blank lines alone: nothing was decided yet."""
    lines = content.removeprefix(codecs.BOM_UTF8).splitlines()
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in lines)


_OTHER_FORMAT = Text(
    "这种工作簿不能用作决定登记。请在 Excel 或 WPS 中另存为 .xlsx（不设打开密码），或改用 YAML 文件。",
    "Decisions can't be read from this kind of workbook. Save it as .xlsx without a password, or write YAML.",
)


class _Reading:
    """Holds the entries of a file against the catalog and against each other."""

    def __init__(self, meanings: Meanings) -> None:
        self.mistakes: list[Mistake] = []
        self._meanings = meanings
        self._taken: dict[object, tuple[Entry, Decision]] = {}

    def decisions(self, digest: str) -> Decisions:
        """Give all decisions that were taken."""
        taken = [decision for _, decision in self._taken.values()]
        return Decisions(
            tuple(one for one in taken if isinstance(one, Version)),
            tuple(one for one in taken if isinstance(one, Correction)),
            tuple(one for one in taken if isinstance(one, Acceptance)),
            digest,
        )

    def take(self, entry: Entry) -> None:
        """Take an entry, or note every mistake in it."""
        match entry.part:
            case VersionPart() as part:
                self._take_version(entry, part)
            case CorrectionPart() as part:
                self._take_correction(entry, part)
            case AcceptancePart() as part:
                self._take_acceptance(entry, part)

    def _take_version(self, entry: Entry, part: VersionPart) -> None:
        unit = self._unit(entry, part.unit)
        if unit is not None:
            made = Version(unit.id, part.file, part.reason, part.decided_by, part.date, entry.place)
            self._keep(("version", unit.id), entry, made, "unit", _second_version)

    def _take_correction(self, entry: Entry, part: CorrectionPart) -> None:
        unit, item = self._unit(entry, part.unit), self._item(entry, part.item)
        if part.item is not None and item is None:
            return
        field = self._field(entry, part, item)
        if field is None or (unit is not None and self._applies_not(entry, unit, item)):
            return
        new = self._understood(entry, "new", lambda: self._meanings.value(part.new or "", field, item))
        if new is None or unit is None or "old" in entry.faulty:
            return
        made = _correction(entry, part, unit, None if field == STATEMENT else item, field, new)
        if _said(field, made.old) == _said(field, new):
            self.mistakes.append(entry.mistake("new", _NO_CHANGE))
        elif "date" not in entry.faulty:
            key = ("correction", unit.id, made.item, field, made.day, _said(field, made.old))
            self._keep(key, entry, made, "old", _second_correction)

    def _field(self, entry: Entry, part: CorrectionPart, item: Item | None) -> Field | None:
        if "field" in entry.faulty:
            return None
        place = "item" if item is None else "field"
        return self._understood(entry, place, lambda: self._meanings.field(part.field, item))

    def _applies_not(self, entry: Entry, unit: Unit, item: Item | None) -> bool:
        if item is None or item.id not in unit.not_applicable:
            return False
        self.mistakes.append(entry.mistake("item", _not_applicable(unit, item)))
        return True

    def _take_acceptance(self, entry: Entry, part: AcceptancePart) -> None:
        unit, item = self._unit(entry, part.unit), self._item(entry, part.item)
        code = self._understood(entry, "code", lambda: self._meanings.code(part.code))
        if unit is None or code is None or (part.item is not None and item is None):
            return
        item_id = item.id if item else None
        made = Acceptance(unit.id, code, item_id, part.reason, part.by, part.date, entry.place)
        self._keep(("acceptance", unit.id, code, item_id), entry, made, "code", _second_acceptance)

    def _unit(self, entry: Entry, said: str) -> Unit | None:
        return self._understood(entry, "unit", lambda: self._meanings.unit(said))

    def _item(self, entry: Entry, said: str | None) -> Item | None:
        return None if said is None else self._understood(entry, "item", lambda: self._meanings.item(said))

    def _understood(self, entry: Entry, field: str, meaning: Callable[[], Found]) -> Found | None:
        if field in entry.faulty:
            return None
        try:
            return meaning()
        except UnclearError as unclear:
            self.mistakes.append(entry.mistake(field, unclear.sentence))
            return None

    def _keep(
        self, key: object, entry: Entry, made: Decision, field: str, twice: Callable[[Text], Text]
    ) -> None:
        first = self._taken.setdefault(key, (entry, made))
        if first[0] is not entry:
            self.mistakes.append(entry.mistake(field, twice(first[0].place)))


def _correction(
    entry: Entry, part: CorrectionPart, unit: Unit, item: Item | None, field: Field, new: str
) -> Correction:
    return Correction(
        unit=unit.id,
        item=item.id if item else None,
        field=field,
        old=part.old or "",
        new=new,
        day=part.date,
        caller=part.caller,
        taken_by=part.taken_by,
        reason=part.reason or "",
        place=entry.place,
    )


def _said(field: Field, text: str) -> str:
    """Give what was written down for comparison: a number however it is written."""
    number = read_number(RawCell(Kind.TEXT, text)).number if takes_number(field) else None
    return normalised(text).casefold() if number is None else plain(number)


_NO_CHANGE = Text(
    "原填和改为是一样的。请核对来电记录。",
    "The old and the new value are the same. Look at what was taken down.",
)


def _not_applicable(unit: Unit, item: Item) -> Text:
    return Text(
        f"第{item.id}项对{unit.name}不适用，没有可更正的内容。请核对单位和考核项。",
        f"Item {item.id} doesn't apply to {unit.name}, so there is nothing to correct. Look at the unit and the item.",
    )


def _second_version(first: Text) -> Text:
    return Text(
        f"这个单位已有一条版本确认（{first.zh}）。请只留一条。",
        f"The version of this unit was decided already ({first.en}). Keep one of the two.",
    )


def _second_correction(first: Text) -> Text:
    return Text(
        f"同一天对同一处已有一条更正（{first.zh}），原填也相同，分不清以哪条为准。请只留一条。",
        f"The same field was corrected on the same day from the same value already ({first.en}). Keep one of the two.",
    )


def _second_acceptance(first: Text) -> Text:
    return Text(
        f"同一问题已登记过一次（{first.zh}）。请只留一条。",
        f"The same finding was accepted already ({first.en}). Keep one of the two.",
    )
