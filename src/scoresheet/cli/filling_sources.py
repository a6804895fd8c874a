"""The answers that `fill` reads, from data or from workbooks, each with the unit that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.filling_forms import Issue
from scoresheet.cli.opening import open_inbox
from scoresheet.cli.watching import Watch, terminal
from scoresheet.language import Text, joined

if TYPE_CHECKING:
    from scoresheet.catalog.model import Catalog, Unit
    from scoresheet.filling.offered import Offered
    from scoresheet.filling.printed_units import Sign
    from scoresheet.filling.source_units import Sender
    from scoresheet.grid import Grid
    from scoresheet.inbox.intake import File
    from scoresheet.reading.senders import Names


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
    workbooks: dict[str, list[Workbook]] = field(default_factory=dict)
    left: list[Text] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    def name_of(self, unit_id: str) -> str:
        """Name the files in which a unit's answers stand."""
        return "、".join(one.path for one in self.workbooks.get(unit_id, ())) or self.name


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
    names: Names
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

        found = source_unit(self.catalog, self.names, grid, file.place)
        only = self.forms[0].form.unit if self.forms and not self.many else None
        refused = _refused(file.path, found, only)
        unit = only or found.unit
        if refused is not None or unit is None:
            self._leave(refused or _nobodys(file.path))
        elif self.forms is not None and unit.id not in {one.form.unit.id for one in self.forms}:
            self._leave(_no_form(file.path, unit))
        else:
            made = Workbook(file.path, grid, file.data, tuple(_remarks(found, unit)))
            same = self.source.workbooks.setdefault(unit.id, [])
            if all(other.data != made.data for other in same):
                same.append(made)

    def _leave(self, sentence: Text) -> None:
        if not self.many:
            fail(sentence, self.catalog.locale)
        self.source.left.append(sentence)


def _refused(path: str, found: Sender, only: Unit | None) -> Text | None:
    """Say why a workbook isn't taken for a unit's, `only` where no other is asked for; None where it is."""
    if found.doubtful is not None:
        return _doubtful(path, found.doubtful, only)
    if len(found.signs) > 1:
        return _several(path, found.signs)
    named = {one.unit.id: one.unit for one in found.signs if one.unit is not None} or {
        one.id: one for one in found.by_file
    }
    if only is not None and named and only.id not in named:
        return _other_unit(path, list(named.values()), found.signs, only)
    return None


def _remarks(found: Sender, unit: Unit) -> Iterator[Text]:
    if not found.signs and unit in found.by_file:
        yield Text(
            f"原表没有写明是哪个单位的，按文件名作为{unit.name}的转入",
            f"the workbook doesn't say whose it is; by its file name it was taken for {unit.name}'s",
        )
    elif not found.signs:
        yield Text(
            f"原表和文件名都没有写明是哪个单位的，按{unit.name}转入",
            f"neither the workbook nor its file name says whose it is; taken for {unit.name}'s",
        )
    elif found.by_file and unit not in found.by_file:
        named = joined(one.name for one in found.by_file)
        yield Text(
            f"文件名写的是{named.zh}，表内写的是{unit.name}，按{unit.name}转入",
            f"the file is named after {named.en}, what it says is {unit.name}; taken for {unit.name}'s",
        )
    for sign in found.signs:
        if sign.is_office:
            stands = _stands(sign)
            yield Text(f"{stands.zh}，按{unit.name}转入", f"{stands.en}; taken for {unit.name}'s")


def _stands(sign: Sign) -> Text:
    from scoresheet.quoting import quoted

    said = quoted(sign.said)
    return Text(f"写的是{said}（{sign.place.zh}）", f"{sign.place.en} says {said}")


def _doubtful(path: str, sign: Sign, only: Unit | None) -> Text:
    stands, guessed = _stands(sign), joined(unit.name for unit in sign.guesses)
    whose = Text("不能确定是哪个单位", "and whose name that is can't be told for certain")
    if guessed.zh:
        whose = Text(f"可能是{guessed.zh}，不能确定", f"which may be {guessed.en} and isn't certain")
    form = (
        Text("", "") if only is None else Text(f"，空白表是{only.name}的", f", and the form is {only.name}'s")
    )
    return Text(
        f"{path}：{stands.zh}，{whose.zh}{form.zh}，没有转入。请检查文件是否拿错；确实是本单位的，请在指标文件里把这个名称加为"
        "该单位的别名（aliases），再运行一次。",
        f"{path}: {stands.en}, {whose.en}{form.en}; nothing was carried over. Is it the right file? If it is the unit's, "
        "add that name to the unit's aliases in the catalog and run this again.",
    )


def _several(path: str, signs: Sequence[Sign]) -> Text:
    stands = [_stands(sign) for sign in signs]
    return Text(
        f"{path}：{'，又'.join(one.zh for one in stands)}，是几个不同的单位，没有转入。",
        f"{path}: several units are named ({'; '.join(one.en for one in stands)}); nothing was carried over.",
    )


def _other_unit(path: str, units: Sequence[Unit], signs: Sequence[Sign], only: Unit) -> Text:
    named = joined(unit.name for unit in units)
    by_name = Text("文件名写的是这个单位", "the file's name says so")
    where = _stands(signs[0]) if signs else by_name
    return Text(
        f"{path} 是{named.zh}的，空白表是{only.name}的，没有转入；{where.zh}。请检查文件是否拿错。",
        f"{path} is from {named.en}, the form is {only.name}'s; nothing was carried over ({where.en}). Is it the right "
        "file?",
    )


def _nobodys(path: str) -> Text:
    return Text(
        f"{path}：看不出是哪个单位的，没有转入。请在文件名里写上单位名称。",
        f"{path}: whose it is can't be told; it was left out. Put the unit's name into the file's.",
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
