"""The command `init`: a new project folder, with a catalog to be written or one drafted from an official notice."""

from __future__ import annotations

import codecs
import contextlib
import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from scoresheet.cli.exits import fail
from scoresheet.cli.lines import broken, columns, row, typed
from scoresheet.cli.locale import cli_locale, say
from scoresheet.cli.own_folder import OwnFolder
from scoresheet.language import Locale, Text, same

if TYPE_CHECKING:
    from scoresheet.notice.drafting import Decision, Draft

MEMORY = ".scoresheet.json"
"""The file in a project folder that remembers what was written there at the beginning."""

SCHEMA = "indicators.schema.json"
"""The JSON Schema beside the catalog, by which editors complete and explain its keys."""


class Language(StrEnum):
    """The languages that a project can be set up in."""

    ZH = "zh"
    EN = "en"

    @property
    def locale(self) -> Locale:
        """The language as forms and messages know it."""
        return Locale.EN if self is Language.EN else Locale.ZH


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=say("新建的项目文件夹", "the folder of the new project"))
    ],
    notice: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="NOTICE",
            help=say(
                "从通知起草指标目录（.docx .xlsx .xls .txt），并列出须由人核定的地方",
                "draft the catalog from a notice (.docx .xlsx .xls .txt) and list what a person must decide",
            ),
        ),
    ] = None,
    lang: Annotated[
        Language | None, typer.Option("--lang", help=say("项目的语言", "the language of the project"))
    ] = None,
    windows: Annotated[
        bool | None,
        typer.Option(
            "--windows/--no-windows",
            help=say(
                "另放四个双击即可运行的 .cmd 文件（在 Windows 上默认放）",
                "add .cmd files for the four usual steps (the default on Windows)",
            ),
        ),
    ] = None,
) -> None:
    """新建项目文件夹 / Make a project folder."""
    own = OwnFolder.opened(folder, MEMORY)
    _refuse_begun(folder)
    wanted = None if lang is None else lang.locale
    draft = None if notice is None else _drafted(notice, wanted)
    locale = wanted or (cli_locale() if draft is None else draft.locale)
    with_steps = os.name == "nt" if windows is None else windows
    files = _files(locale, draft, with_steps=with_steps)
    own.write(files, locale)
    own.drop_others(files)
    _make_folders(folder, locale)
    if notice is not None and draft is not None:
        _tell(_about_draft(notice, draft, locale))
    _tell(_about_folder(folder, locale))


def _drafted(notice: Path, locale: Locale | None) -> Draft:
    from scoresheet.notice.drafting import draft
    from scoresheet.notice.page import UnusableNotice

    try:
        return draft(notice.read_bytes(), notice.name, locale)
    except UnusableNotice as error:
        fail(Text(f"{notice}：{error.reason.zh}", f"{notice}: {error.reason.en}"))
    except FileNotFoundError:
        fail(Text(f"找不到通知 {notice}。请检查文件名。", f"There is no notice {notice}. Check its name."))
    except OSError:
        fail(
            Text(
                f"通知 {notice} 打不开。请检查它是不是文件、有没有读取权限，是否正在别的程序里打开。",
                f"The notice {notice} can't be opened. Check that it is a file that you may read and that no other "
                "program holds it.",
            )
        )


def _files(locale: Locale, draft: Draft | None, *, with_steps: bool) -> dict[str, bytes]:
    from scoresheet.catalog import json_schema
    from scoresheet.project import DECISIONS, GUIDE
    from scoresheet.reports import decisions_workbook
    from scoresheet.shipped import RULES, shipped, templates

    files = {**_catalog(locale, draft), SCHEMA: json_schema.rendered().encode()}
    files |= {name: path.read_bytes() for name, path in templates(english=locale is Locale.EN).items()}
    files |= {RULES: shipped(RULES).read_bytes(), DECISIONS.of(locale): decisions_workbook.render(locale)}
    # With a byte order mark, without which older Notepads take UTF-8 for something else.
    files |= {GUIDE.of(locale): codecs.BOM_UTF8 + _windows_lines(_beginning("guide.txt", locale))}
    return files | (_steps(locale) if with_steps else {})


def _catalog(locale: Locale, draft: Draft | None) -> dict[str, bytes]:
    """Give the catalog and the table of targets."""
    from scoresheet.shipped import CATALOG, TARGETS

    if draft is None:
        return {name: _beginning(name, locale) for name in (CATALOG, TARGETS)}
    return {CATALOG: draft.yaml.encode(), TARGETS: _table(draft)}


def _table(draft: Draft) -> bytes:
    """Give the table of a draft's targets with a row for every unit, the measures explained above it."""
    from scoresheet.catalog.loading import CatalogError, load_before_targets
    from scoresheet.catalog.target_sheet import target_sheet, written
    from scoresheet.shipped import CATALOG, TARGETS

    with TemporaryDirectory() as place:
        catalog = Path(place) / CATALOG
        catalog.write_text(draft.yaml, encoding="utf-8")
        (Path(place) / TARGETS).write_text(draft.targets_csv, encoding="utf-8")
        try:
            drafted = load_before_targets(catalog)
        except CatalogError:
            # What is wrong with a draft is for `catalog check` to tell; its table is kept as the notice gives it.
            return draft.targets_csv.encode()
    return written(target_sheet(drafted.catalog, drafted.known, drafted.table.values, {}))


def _steps(locale: Locale) -> dict[str, bytes]:
    from scoresheet.project import STEPS

    return {
        name.of(locale): _windows_lines(_beginning(f"step{number}.cmd", locale))
        for number, name in enumerate(STEPS, start=1)
    }


def _beginning(name: str, locale: Locale) -> bytes:
    from scoresheet.shipped import PROJECT, shipped

    language = Language.EN if locale is Locale.EN else Language.ZH
    return shipped(f"{PROJECT}/{language}/{name}").read_bytes()


def _windows_lines(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _refuse_begun(folder: Path) -> None:
    """End the command where forms, returns or results lie in the folders of an earlier project."""
    from scoresheet.project import Folder

    for name in (name for one in Folder for name in one.word):
        held = folder / name
        if held.is_dir() and any(held.iterdir()):
            fail(
                Text(
                    f"{held} 里已有文件，这里的工作已经开始，没有写入任何文件。请换一个新文件夹。",
                    f"{held} holds files: a round has begun here, so nothing was written. Please choose a new folder.",
                )
            )


def _make_folders(folder: Path, locale: Locale) -> None:
    from scoresheet.project import Folder

    for one in Folder:
        for name in set(one.word) - {one.word.of(locale)}:
            # Left by an earlier project in the other language; only an empty folder can be removed this way.
            with contextlib.suppress(OSError):
                (folder / name).rmdir()
        _make_folder(folder / one.word.of(locale), locale)


def _make_folder(path: Path, locale: Locale) -> None:
    try:
        path.mkdir(exist_ok=True)
    except OSError:
        fail(
            Text(
                f"不能新建文件夹 {path}：已有同名的文件，或没有写入权限。",
                f"The folder {path} can't be made: a file has that name, or there is no permission.",
            ),
            locale,
        )


def _about_draft(notice: Path, draft: Draft, locale: Locale) -> Iterator[str]:
    from scoresheet.figures import plain

    counts, points = draft.counts, plain(draft.counts.points)
    said = Text(
        f"从 {notice} 起草了指标目录：{counts.items}项，共{points}分，认出{counts.measures}个指标、"
        f"{counts.rules}条计分规则。",
        f"A catalog was drafted from {notice}: {counts.items} items, {points} points, {counts.measures} measures and "
        f"{counts.rules} scoring rules recognised.",
    )
    yield from broken(said.of(locale))
    if draft.decisions:
        number = len(draft.decisions)
        yield ""
        yield from broken(_TO_DECIDE.of(locale).format(number))
    for decision in draft.decisions:
        yield from broken(
            f"{decision.number:>3}. {_where(decision, locale)}{decision.sentence.of(locale)}", 5
        )
    yield ""


_TO_DECIDE = Text(
    "没有印的一律没有编。有{0}处要由人核定（indicators.yaml 开头也列着，定好一处就删去那里写着“需要定”的一行）：",
    "Nothing was invented. {0} things are for a person to decide (indicators.yaml begins with the same list; wherever one "
    "is settled, remove the line “To decide” there):",
)


def _where(decision: Decision, locale: Locale) -> str:
    return Text(f"第{decision.line}行：", f"line {decision.line}: ").of(locale) if decision.line else ""


def _about_folder(folder: Path, locale: Locale) -> Iterator[str]:
    yield from broken(
        Text(f"已新建项目文件夹 {folder}：", f"The project folder {folder} is ready:").of(locale)
    )
    rows = [(names.of(locale), words.of(locale)) for names, words in _contents()]
    width = max(columns(names) for names, _ in rows)
    for names, words in rows:
        yield from row(names, words, width + 5)
    yield Text("下一步：", "Next:").of(locale)
    yield f"  cd {typed(str(folder))}"
    yield "  scoresheet"


def _tell(lines: Iterator[str]) -> None:
    for line in lines:
        typer.echo(line)


def _contents() -> tuple[tuple[Text, Text], ...]:
    from scoresheet.project import DECISIONS, GUIDE, Folder

    folders = [one.word for one in Folder]
    return (
        (
            same("indicators.yaml"),
            Text("指标目录：单位、指标、分值、规则", "the catalog: units, indicators, rules"),
        ),
        (same("targets.csv"), Text("各单位的目标数", "the targets of each unit")),
        (same("templates"), Text("空白表的样子、通知的措辞，可以改", "the looks of forms and letters")),
        (DECISIONS, Text("登记本办的决定", "what your office decides")),
        (
            Text(" ".join(one.zh for one in folders), " ".join(one.en for one in folders)),
            Text("下发、收到、退回的表和结果", "forms, returns, corrections, results"),
        ),
        (same("docs/rules.md"), Text("各种计分规则的写法", "how each scoring rule is written")),
        (GUIDE, Text("一页说明", "a page about it all")),
    )
