"""The command `fill`: answers into forms, from data or from other workbooks, and out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from scoresheet.cli.exits import Exit, fail
from scoresheet.cli.filled_before import FilledBefore
from scoresheet.cli.filling import Filler
from scoresheet.cli.filling_forms import Issue, open_forms
from scoresheet.cli.filling_sources import Source, open_source
from scoresheet.cli.lines import columns
from scoresheet.cli.locale import say
from scoresheet.cli.opening import (
    DEFAULT_CATALOG,
    CatalogOption,
    PasswordOption,
    open_catalog,
    write_all,
)
from scoresheet.language import Text

if TYPE_CHECKING:
    from scoresheet.catalog.model import Catalog
    from scoresheet.reports.fill_report import Told

_WRITERS = (".yaml", ".yml", ".json", ".csv")


_FormsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FORM...",
        help=say(
            "下发的空白表；--all 时是存放空白表的文件夹；--extract 时是要读出答案的表",
            "a blank form; with --all a folder of forms; with --extract the workbooks to read",
        ),
    ),
]
_AnswersOption = Annotated[
    Path | None,
    typer.Option(
        "--answers",
        metavar="FILE",
        help=say(
            "答案：.yaml、.json、.csv，或另一份表（旧表、损坏的表、.xls 等）；--all 时也可以是文件夹",
            "the answers: .yaml, .json, .csv, or another workbook; with --all a folder as well",
        ),
    ),
]
_OutputOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help=say("写入的文件；--all 时是文件夹", "the file to write; with --all a folder"),
    ),
]
_AllOption = Annotated[
    bool, typer.Option("--all", help=say("填写文件夹里的全部空白表", "fill every form of a folder"))
]
_ExtractOption = Annotated[
    bool,
    typer.Option("--extract", help=say("反过来：把表里的答案读出来", "the other way: write answers out")),
]
_AsIsOption = Annotated[
    bool,
    typer.Option(
        "--as-is",
        help=say(
            "不合要求的内容也照原样填入（表中会标红）", "pour in what the rules forbid as well, as it is"
        ),
    ),
]
_ReportOption = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE",
        help=say("逐处列出结果的清单（.csv）", "a list of what became of each answer (.csv)"),
    ),
]
_ForceOption = Annotated[
    bool,
    typer.Option(
        "--force",
        help=say(
            "覆盖本命令以前写的文件；改动过的和别的文件不覆盖",
            "replace what this command wrote earlier, but nothing else and nothing that was changed since",
        ),
    ),
]


def fill(
    paths: _FormsArgument,
    answers: _AnswersOption = None,
    output: _OutputOption = None,
    all_forms: _AllOption = False,
    extract: _ExtractOption = False,
    as_is: _AsIsOption = False,
    report: _ReportOption = None,
    catalog: CatalogOption = DEFAULT_CATALOG,
    password: PasswordOption = None,
    force: _ForceOption = False,
) -> None:
    """把答案填入空白表 / Write answers into forms."""
    call = _Call(
        paths,
        answers,
        output,
        report,
        catalog,
        tuple(password or ()),
        as_is=as_is,
        force=force,
        many=all_forms,
    )
    if extract:
        _extract(call, open_catalog(catalog))
    call.refuse_incomplete()
    _fill(call, open_catalog(catalog))


@dataclass(frozen=True, slots=True)
class _Call:
    """What was asked of the command."""

    paths: Sequence[Path]
    answers: Path | None
    output: Path | None
    report: Path | None
    catalog: Path
    passwords: tuple[str, ...]
    as_is: bool
    force: bool
    many: bool

    def refuse_incomplete(self) -> None:
        """End the command where something is missing that it can't do without."""
        if self.answers is None:
            fail(
                Text(
                    "请用 --answers 写明答案在哪个文件里。", "Name the file with the answers: --answers FILE."
                )
            )
        if self.output is None:
            fail(Text("请用 -o 写明写到哪里。", "Name what to write: -o OUT."))
        if len(self.paths) > 1 and not self.many:
            fail(Text("一次只填一份表；填写多份请加 --all。", "One form at a time; add --all for several."))
        if not self.many and self.output.suffix.lower() != ".xlsx":
            fail(
                Text(
                    f"填好的表须以 .xlsx 结尾：{self.output}",
                    f"A form is written as .xlsx, not {self.output}",
                )
            )

    def write(self, files: Mapping[Path, bytes], catalog: Catalog, inputs: Sequence[Path]) -> None:
        """Write the outputs, all or none; only what this command wrote earlier may be replaced."""
        read = {path.resolve() for path in (*self.paths, *inputs, self.catalog)}
        before = FilledBefore()
        for path in files:
            if path.resolve() in read:
                _refuse(path, _IS_READ, catalog)
            if path.exists() and not self.force:
                _refuse(path, _EXISTS, catalog)
            if path.exists() and not path.is_dir() and not before.is_own(path):
                _refuse(path, _IS_OTHERS, catalog)
        write_all(before.remembering(files), catalog.locale)

    def listed(self, told: Sequence[Told], catalog: Catalog) -> dict[Path, bytes]:
        """Give the list of what became of each answer, where one is asked for."""
        from scoresheet.reports import fill_report

        if self.report is None:
            return {}
        if self.report.suffix.lower() != ".csv":
            _refuse(self.report, _NOT_CSV, catalog)
        if self.output is not None and self.report.resolve() == self.output.resolve():
            _refuse(self.report, _TWICE, catalog)
        return {self.report: fill_report.to_csv(told, catalog.locale)}


_IS_READ = Text(
    "{0} 是这次要读取的文件，不能写到它上面。请换一个文件名。",
    "{0} is a file that is read; please choose another name.",
)
_EXISTS = Text(
    "{0} 已经存在，没有覆盖。请换一个文件名；是本命令以前写的，可以加 --force 覆盖。",
    "{0} exists and is kept. Please choose another name; what this command wrote earlier is replaced with --force.",
)
_IS_OTHERS = Text(
    "{0} 不是本命令以前写的，或者写好以后有人改过，没有覆盖，也没有写入任何文件。请换一个文件名。",
    "{0} was not written by this command, or was changed since; it is kept, and nothing was written. Please choose "
    "another name.",
)
_TWICE = Text("答案和清单不能写到同一个文件：{0}", "The answers and the list can't go into one file: {0}")
_NOT_CSV = Text("清单须以 .csv 结尾：{0}", "The list is written as .csv, not {0}")


def _refuse(path: Path, words: Text, catalog: Catalog) -> NoReturn:
    fail(Text(words.zh.format(path), words.en.format(path)), catalog.locale)


def _fill(call: _Call, catalog: Catalog) -> NoReturn:
    assert call.answers is not None  # noqa: S101 - refused before
    assert call.output is not None  # noqa: S101 - refused before
    forms = open_forms(catalog, call.paths, call.passwords, many=call.many)
    source = open_source(catalog, call.answers, call.passwords, forms, many=call.many)
    filler = Filler(catalog, call.catalog, as_is=call.as_is)
    files: dict[Path, bytes] = {}
    told: list[Told] = []
    for issue in forms:
        made = filler.filled(issue, source)
        told += [] if made is None else [made]
        if made is not None and made.is_any:
            path = call.output / issue.path.name if call.many else call.output
            _refuse_same_name(path, files, catalog)
            files[path] = made.filled.data
    if not call.many and not told:
        fail(source.left[0] if source.left else _NOTHING_FOUND, catalog.locale)
    inputs = [call.answers, *source.paths, *(issue.path for issue in forms)]
    call.write({**files, **call.listed(told, catalog)}, catalog, inputs)
    _tell(told, forms, source, catalog, many=call.many)
    is_complete = _tell_rest(catalog, source, told, files, call)
    raise typer.Exit(Exit.CLEAN if is_complete else Exit.FINDINGS)


_NOTHING_FOUND = Text("没有找到填写的内容，没有写入表。", "There are no answers; no form was written.")


def _refuse_same_name(path: Path, files: Mapping[Path, bytes], catalog: Catalog) -> None:
    if path in files:
        fail(
            Text(
                "有几份空白表的文件名相同，填好后会互相覆盖。请先改名。",
                "Several forms have the same file name and would replace each other. Rename them first.",
            ),
            catalog.locale,
        )


def _tell(
    told: Sequence[Told], forms: Sequence[Issue], source: Source, catalog: Catalog, *, many: bool
) -> None:
    from scoresheet.reports import fill_report

    for one in told:
        said = list(fill_report.lines(one))
        # With many forms only what has to be looked at comes first: the counts of all stand together below.
        if len(said) > 1 or not many:
            typer.echo("\n".join(said))
    if many:
        typer.echo("\n".join(_table(told, forms, source, catalog)))


_TITLES = (
    Text("单位", "Unit"),
    Text("转入", "Carried over"),
    Text("未转入", "Left out"),
    Text("来源", "Source"),
)
_NONE = Text("没有找到答案，没有写入", "no answers, not written")
_DIFFERENT = Text("{0}：内容不同，没有写入", "{0}: they differ, not written")
_UNUSED = Text("{0}：没有能转入的内容，没有写入", "{0}: nothing in it could be carried over, not written")


def _table(told: Sequence[Told], forms: Sequence[Issue], source: Source, catalog: Catalog) -> Iterator[str]:
    """Walk the lines of a table with a row for each form."""
    from scoresheet.reports.fill_report import numbers

    by_unit = {one.filled.form.unit.id: one for one in told}
    rows = [[title.of(catalog.locale) for title in _TITLES]]
    for issue in forms:
        unit = issue.form.unit
        one = by_unit.get(unit.id)
        counts = ["-", "-"] if one is None else numbers(one)
        rows.append([unit.name, *counts, _whence(one, source.name_of(unit.id)).of(catalog.locale)])
    widths = [max(columns(row[number]) for row in rows) for number in range(len(_TITLES) - 1)]
    for row in rows:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=False))
        yield "  ".join([*cells, row[-1]])


def _whence(one: Told | None, name: str) -> Text:
    """Say where the answers of a form came from, or why it wasn't written."""
    if one is None:
        words = _DIFFERENT if name else _NONE
        return Text(words.zh.format(name), words.en.format(name))
    words = Text("{0}", "{0}") if one.is_any else _UNUSED
    return Text(words.zh.format(one.source), words.en.format(one.source))


def _tell_rest(
    catalog: Catalog,
    source: Source,
    told: Sequence[Told],
    files: Mapping[Path, bytes],
    call: _Call,
) -> bool:
    """Tell what belongs to no form and what was written; tell whether nothing was left out."""
    for sentence in source.left:
        typer.echo(sentence.of(catalog.locale))
    where = call.output if call.many else next(iter(files), call.output)
    written = Text(f"已写入{len(files)}份表：{where}", f"{len(files)} forms written: {where}")
    unused = _NONE_WRITTEN if any(one.filled.outcomes for one in told) else _NOTHING_FOUND
    typer.echo((written if files else unused).of(catalog.locale))
    return not source.left and all(one.filled.is_complete and one.is_any for one in told)


_NONE_WRITTEN = Text("没有一处能转入，没有写入表。", "Nothing could be carried over; no form was written.")


def _extract(call: _Call, catalog: Catalog) -> NoReturn:
    from scoresheet.filling import answers_out
    from scoresheet.reports import fill_report

    suffix = call.output.suffix.lower() if call.output else ".yaml"
    if suffix not in _WRITERS:
        fail(
            Text(
                f"答案可以写成 .yaml、.json 或 .csv：{call.output}",
                f"Answers are written as .yaml, .json or .csv, not {call.output}",
            ),
            catalog.locale,
        )
    source = open_source(catalog, list(call.paths), call.passwords, None, many=True)
    found = Filler(catalog, call.catalog, as_is=True).extracted(source)
    write = {".json": answers_out.to_json, ".csv": answers_out.to_csv}.get(suffix, answers_out.to_yaml)
    data, told = write([one for one, _ in found]), [one for _, one in found]
    main = {} if call.output is None else {call.output: data}
    call.write({**main, **call.listed(told, catalog)}, catalog, source.paths)
    if call.output is None:
        typer.echo(data.decode("utf-8-sig"), nl=False)
    for one in told:
        typer.echo("\n".join(fill_report.lines(one)), err=call.output is None)
    for sentence in source.left:
        typer.echo(sentence.of(catalog.locale), err=True)
    complete = not source.left and all(one.filled.is_complete for one in told)
    raise typer.Exit(Exit.CLEAN if complete else Exit.FINDINGS)
