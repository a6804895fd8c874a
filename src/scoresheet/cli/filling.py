"""What `fill` reads: forms, and answers from data or from workbooks, each with the unit that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.opening import open_inbox
from scoresheet.cli.watching import Watch, terminal
from scoresheet.language import Text

if TYPE_CHECKING:
    from scoresheet.catalog.form import Form
    from scoresheet.catalog.model import Catalog, Unit
    from scoresheet.filling.answers_out import Extracted
    from scoresheet.filling.offered import Offered
    from scoresheet.grid import Grid
    from scoresheet.inbox.intake import File
    from scoresheet.reports.fill_report import Told


@dataclass(frozen=True, slots=True)
class Issue:
    """A form that is filled: its file, whose it is, its bytes, what is to be said about it."""

    path: Path
    form: Form
    data: bytes
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook with answers: the path as it is shown, what it holds, remarks on it as a whole."""

    path: str
    grid: Grid
    data: bytes
    remarks: tuple[Text, ...] = ()


@dataclass(slots=True)
class Source:
    """All answers by unit id, from data or from workbooks; `left` are sentences about what belongs to no form."""

    data: dict[str, Sequence[Offered]] = field(default_factory=dict)
    name: str = ""
    workbooks: dict[str, Workbook] = field(default_factory=dict)
    left: list[Text] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)


def open_forms(
    catalog: Catalog, paths: Sequence[Path], passwords: Sequence[str], *, many: bool
) -> list[Issue]:
    """Give the forms that are filled, one a unit; a file that is none ends the command."""
    from scoresheet.inbox.intake import Role

    issues: dict[str, Issue] = {}
    for file in open_inbox([str(path) for path in paths], passwords):
        if file.role is not Role.RETURN and many:
            continue
        issue = _issue(catalog, file)
        first = issues.setdefault(issue.form.unit.id, issue)
        if first is not issue:
            name = issue.form.unit.name
            fail(
                Text(
                    f"{first.path} 和 {issue.path} 都是{name}的表。请只留一份。",
                    f"{first.path} and {issue.path} are both forms of {name}. Keep one of them.",
                ),
                catalog.locale,
            )
    if not issues:
        fail(Text("没有找到空白表。", "There are no forms."), catalog.locale)
    places = {unit.id: number for number, unit in enumerate(catalog.units)}
    return sorted(issues.values(), key=lambda one: places[one.form.unit.id])


def _issue(catalog: Catalog, file: File) -> Issue:
    from scoresheet.catalog.form import form_for
    from scoresheet.filling.lost_header import TABLES
    from scoresheet.formats.xlsx import read_xlsx
    from scoresheet.grid import Unreadable
    from scoresheet.inbox.detect import FileType
    from scoresheet.reading.identity import identify, memory
    from scoresheet.reading.since_issue import since_issue
    from scoresheet.reading.tables import find_tables

    if file.type not in {FileType.XLSX, FileType.XLSM} or file.trouble is not None or "!/" in file.path:
        fail(_not_a_form(file.path), catalog.locale)
    try:
        grid = read_xlsx(file.data)
    except Unreadable:
        fail(_not_a_form(file.path), catalog.locale)
    identity = identify(catalog, grid, next(iter(find_tables(grid, *TABLES[0])), None))
    if identity.unit is None or identity.faults or not _is_whole(form_for(catalog, identity.unit), grid):
        fail(_not_a_form(file.path), catalog.locale)
    form = form_for(catalog, identity.unit)
    changed = since_issue(form, memory(grid)).faults
    return Issue(file.on_disk, form, file.data, (_OUTDATED,) if changed else ())


_OUTDATED = Text(
    "这份空白表下发之后，指标或目标数有改动，建议用 scoresheet generate 重新生成",
    "the catalog or its targets have changed since this form was issued; better make a fresh one (scoresheet generate)",
)


def _is_whole(form: Form, grid: Grid) -> bool:
    """Tell whether a form still has every input that it was issued with."""
    from scoresheet.filling.answers import Inputs, slots_of

    inputs = Inputs(grid, form)
    try:
        for slot in slots_of(form):
            inputs.place(slot)
    except KeyError:
        return False
    return True


def _not_a_form(path: str) -> Text:
    return Text(
        f"{path} 不是这套指标本期的空白表（.xlsx），或者结构已被改动。请用 scoresheet generate 重新生成一份；"
        "要转入的旧表请写在 --answers 后面。",
        f"{path} is no form of this catalog and round (.xlsx), or its structure was changed. Make a fresh one with "
        "scoresheet generate; a workbook to take answers from goes after --answers.",
    )


def open_source(
    catalog: Catalog,
    answers: Path | Sequence[Path],
    passwords: Sequence[str],
    forms: Sequence[Issue] | None,
    *,
    many: bool,
) -> Source:
    """Give the answers by unit; what can't be read, or tells of no unit, is told, or ends the command where it is all.

    Without `forms` the answers of every unit are wanted.
    """
    if isinstance(answers, Path) and not _holds_workbooks(answers):
        return _of_data(catalog, answers, forms or (), many=many)
    paths = [answers] if isinstance(answers, Path) else list(answers)
    return _of_workbooks(catalog, paths, passwords, forms, many=many)


def _holds_workbooks(path: Path) -> bool:
    from scoresheet.inbox.detect import FileType, detect

    text = {FileType.TEXT, FileType.EMPTY, FileType.UNKNOWN}
    if (
        path.suffix.lower() in {".yaml", ".yml", ".json", ".csv", ".tsv"}
        or path.is_dir()
        or not path.is_file()
    ):
        return path.is_dir() or any(mark in str(path) for mark in "*?[")
    try:
        with path.open("rb") as file:
            return detect(file.read()) not in text
    except OSError:
        return False


def _of_data(catalog: Catalog, path: Path, forms: Sequence[Issue], *, many: bool) -> Source:
    from scoresheet.catalog.mistakes import CatalogError
    from scoresheet.filling.answers_file import read_answers

    only = forms[0].form.unit if len(forms) == 1 and not many else None
    try:
        found = read_answers(path, catalog, only)
    except CatalogError as error:
        said = "\n".join(mistake.render(error.locale or catalog.locale) for mistake in error.mistakes)
        typer.echo(said, err=True)
        raise typer.Exit(Exit.USAGE) from error
    source = Source(name=path.name, paths=[path])
    wanted = {issue.form.unit.id for issue in forms}
    for one in found:
        if one.unit.id in wanted:
            source.data[one.unit.id] = one.offers
        elif many:
            source.left.append(_no_form(path.name, one.unit))
    if only is not None and not source.data:
        named = "、".join(one.unit.name for one in found)
        fail(
            Text(
                f"{path} 里没有{only.name}的答案（有：{named}）。",
                f"{path} has no answers of {only.name} (it has: {named}).",
            ),
            catalog.locale,
        )
    return source


def _no_form(name: str, unit: Unit) -> Text:
    return Text(
        f"{name}：有{unit.name}的答案，但没有它的空白表，没有转入。",
        f"{name}: there are answers of {unit.name} and no form for them; they were left out.",
    )


def _of_workbooks(
    catalog: Catalog,
    paths: Sequence[Path],
    passwords: Sequence[str],
    forms: Sequence[Issue] | None,
    *,
    many: bool,
) -> Source:
    from scoresheet.inbox.intake import Role
    from scoresheet.reading.senders import Names

    gathering = _Gathering(catalog, Names(catalog), forms, tuple(passwords), many=many)
    with Watch(catalog.locale, terminal()) as watch:
        for file in open_inbox([str(path) for path in paths], passwords):
            if file.role is Role.RETURN or not many:
                gathering.take(file)
            watch.read(file.path, file.sha256)
    return gathering.source


@dataclass(slots=True)
class _Gathering:
    """Reads workbooks one by one and keeps each with its unit."""

    catalog: Catalog
    names: object
    forms: Sequence[Issue] | None
    passwords: tuple[str, ...]
    many: bool
    source: Source = field(default_factory=Source)

    def take(self, file: File) -> None:
        """Read a workbook; where it is the only one, what is wrong with it ends the command."""
        from scoresheet.formats.workbooks import read_workbook
        from scoresheet.grid import Unreadable

        self.source.paths.append(file.on_disk)
        if file.trouble is not None:
            self._leave(_unreadable(file.path))
            return
        try:
            grid = read_workbook(file.data, file.type, self.passwords)
        except Unreadable as reason:
            self._leave(_unreadable(file.path, reason))
            return
        self._keep(file, grid)

    def _keep(self, file: File, grid: Grid) -> None:
        from scoresheet.filling.source_units import source_unit
        from scoresheet.reading.senders import Names

        assert isinstance(self.names, Names)  # noqa: S101 - made of them
        found = source_unit(self.catalog, self.names, grid, file.place)
        units = found.several or ((found.unit,) if found.unit else ())
        only = self.forms[0].form.unit if self.forms and not self.many else None
        if any(unit != only for unit in units) if only else len(units) != 1:
            self._leave(_other_unit(file.path, units, only))
            return
        unit = only or units[0]
        remarks = () if units else (_unnamed(unit),)
        made = Workbook(file.path, grid, file.data, remarks)
        first = self.source.workbooks.setdefault(unit.id, made)
        if first is not made:
            self._second(unit, first, made)
        elif self.forms is not None and unit.id not in {one.form.unit.id for one in self.forms}:
            self._leave(_no_form(file.path, unit))

    def _second(self, unit: Unit, first: Workbook, made: Workbook) -> None:
        if first.data != made.data:
            self._leave(_two(unit, first.path, made.path))

    def _leave(self, sentence: Text) -> None:
        if not self.many:
            fail(sentence, self.catalog.locale)
        self.source.left.append(sentence)


def _two(unit: Unit, first: str, second: str) -> Text:
    return Text(
        f"{unit.name}有两份不同的表：用了 {first}，{second} 没有转入。要用后者的，请只留后者再做一次。",
        f"{unit.name} has two different workbooks: {first} was used, {second} left out. To use the other one, keep "
        "that alone and run this again.",
    )


def _unnamed(unit: Unit) -> Text:
    return Text(
        f"原表没有写明是哪个单位的，按{unit.name}转入",
        f"the workbook doesn't say whose it is; taken for {unit.name}'s",
    )


def _other_unit(path: str, units: Sequence[Unit], only: Unit | None) -> Text:
    named = "、".join(unit.name for unit in units)
    if only is not None:
        return Text(
            f"{path} 是{named}的，空白表是{only.name}的，没有转入。请检查文件是否拿错。",
            f"{path} is from {named}, the form is {only.name}'s; nothing was carried over. Is it the right file?",
        )
    if not units:
        return Text(
            f"{path}：看不出是哪个单位的，没有转入。请在文件名里写上单位名称。",
            f"{path}: whose it is can't be told; it was left out. Put the unit's name into the file's.",
        )
    return Text(
        f"{path}：编号和单位名称写的是几个单位（{named}），没有转入。",
        f"{path}: its ids and its name are of several units ({named}); it was left out.",
    )


def _unreadable(path: str, reason: Exception | None = None) -> Text:
    from scoresheet.grid import Trouble, Unreadable

    trouble = reason.trouble if isinstance(reason, Unreadable) else Trouble.DAMAGED
    words = {
        Trouble.EMPTY: Text("是空文件", "is empty"),
        Trouble.ENCRYPTED: Text("设了打开密码，请用 --password 写上", "is encrypted; give --password"),
        Trouble.NOT_A_WORKBOOK: Text("不是表格文件", "is no workbook"),
        Trouble.OTHER_FORMAT: Text(
            "这种格式读不了，请另存为 .xlsx", "is of a kind that isn't read; save it as .xlsx"
        ),
    }.get(trouble, Text("打不开或已损坏", "can't be opened or is damaged"))
    return Text(f"{path} {words.zh}，没有转入。", f"{path} {words.en}; nothing was carried over from it.")


class Filler:
    """Pours answers into forms, and takes them out of workbooks."""

    def __init__(self, catalog: Catalog, catalog_path: Path, *, as_is: bool) -> None:
        self._catalog, self._path, self._as_is = catalog, catalog_path, as_is

    def filled(self, issue: Issue, source: Source) -> Told | None:
        """Give what came of filling a form, None where there are no answers for it."""
        from scoresheet.filling.carrying_over import carried_over
        from scoresheet.filling.pouring import filled
        from scoresheet.formats.xlsx import read_xlsx
        from scoresheet.reports.fill_report import Told

        unit = issue.form.unit.id
        if unit in source.data:
            made = filled(issue.data, issue.form, source.data[unit], as_is=self._as_is)
            return Told(made, source.name, issue.remarks)
        book = source.workbooks.get(unit)
        if book is None:
            return None
        carried = carried_over(issue.form, book.grid, read_xlsx(issue.data))
        made = filled(issue.data, issue.form, carried.offers, as_is=self._as_is)
        remarks = (*issue.remarks, *book.remarks, *_drawn(book.data), *carried.remarks)
        return Told(made, book.path, remarks)

    def extracted(self, source: Source) -> list[tuple[Extracted, Told]]:
        """Give the answers of each workbook, in the order of the catalog's units, and what belongs to none."""
        from scoresheet.catalog.form import form_for
        from scoresheet.filling.answers_out import extracted
        from scoresheet.filling.carrying_over import carried_over
        from scoresheet.filling.pouring import filled
        from scoresheet.formats.xlsx import read_xlsx
        from scoresheet.reports.fill_report import Told

        units = [unit for unit in self._catalog.units if unit.id in source.workbooks]
        found = []
        for unit, blank in zip(units, self._blanks(units), strict=True):
            book, form = source.workbooks[unit.id], form_for(self._catalog, unit)
            carried = carried_over(form, book.grid, read_xlsx(blank))
            made = filled(blank, form, carried.offers, as_is=True)
            remarks = (*book.remarks, *_drawn(book.data), *carried.remarks)
            found.append((extracted(unit, carried.offers), Told(made, book.path, remarks)))
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


def _drawn(data: bytes) -> tuple[Text, ...]:
    from scoresheet.marking.drawn_parts import drawn_parts

    return drawn_parts(data)
