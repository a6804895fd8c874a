"""What a bare `scoresheet` says: where the round of this folder stands, and the command that comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from scoresheet.cli.exits import Exit
from scoresheet.cli.gathering import facts_of, names_in
from scoresheet.cli.lines import broken, columns, row
from scoresheet.cli.locale import cli_locale
from scoresheet.cli.opening import DEFAULT_CATALOG
from scoresheet.language import Locale, Text, same

if TYPE_CHECKING:
    from scoresheet.catalog.doubt import Doubt
    from scoresheet.catalog.mistakes import CatalogError
    from scoresheet.catalog.model import Catalog
    from scoresheet.project import Age, Facts, Names, Step, Units

_MISTAKES_SHOWN = 5
_BLANK_COLUMN = 3


def show_status(folder: Path, as_of: date | None) -> Exit:
    """Print where the round in a folder stands and what to do next; outside a project, how to begin.

    `as_of` is the day that the due date is counted from. Gives the exit code.
    """
    if not (folder / DEFAULT_CATALOG).exists():
        _tell(_beginning(folder))
        return Exit.CLEAN
    from scoresheet.catalog.loading import CatalogError, inspect_catalog

    try:
        # As the user would name it: the place of a mistake is told by it.
        catalog, found = inspect_catalog(
            DEFAULT_CATALOG if folder == Path.cwd() else folder / DEFAULT_CATALOG
        )
    except CatalogError as error:
        _tell_mistakes(error)
        return Exit.USAGE
    _tell(_report(catalog, found, folder, as_of))
    return Exit.CLEAN


def _beginning(folder: Path) -> Iterator[str]:
    locale = cli_locale()
    yield _ABOUT.of(locale)
    yield ""
    if (folder.parent / DEFAULT_CATALOG).exists():
        yield from broken(_ONE_UP.of(locale).format(folder.parent))
        return
    yield from broken(_NO_PROJECT.of(locale))
    width = max(columns(label.of(locale)) for label, _ in _STARTS)
    for label, command in _STARTS:
        yield from row(label.of(locale), command.of(locale), width + 2 + _BLANK_COLUMN)


_ABOUT = Text(
    "一份指标目录 → 每个单位一份自查评分表 → 校验收回的表 → 排名。",
    "One catalog of indicators → a form per unit → checked returns → a ranking.",
)
_NO_PROJECT = Text(
    "这个文件夹里没有指标目录（indicators.yaml）。可以这样开始：",
    "This folder holds no catalog (indicators.yaml). You can begin with:",
)
_ONE_UP = Text(
    "这是项目里的一个文件夹。请先回到上一层再运行 scoresheet：cd ..（{0}）",
    "This is a folder inside a project. Go one up and run scoresheet there: cd .. ({0})",
)
_STARTS = (
    (Text("看一遍演示", "see it work"), same("scoresheet demo")),
    (Text("从通知新建项目", "from a notice"), Text("scoresheet init 考核 --from 通知.docx", "scoresheet init round --from notice.docx")),
    (Text("新建空白项目", "from scratch"), Text("scoresheet init 考核", "scoresheet init round")),
    (Text("全部命令", "all commands"), same("scoresheet --help")),
)  # fmt: skip


def _tell_mistakes(error: CatalogError) -> None:
    locale = error.locale or cli_locale()
    mistakes = error.mistakes
    shown = [mistake.render(locale) for mistake in mistakes[:_MISTAKES_SHOWN]]
    count = len(mistakes)
    said = Text(
        f"目录有{count}处错误，要先改好。改完运行：\n  scoresheet catalog check",
        f"The catalog has {count} mistakes, to be mended first. Then run:\n  scoresheet catalog check",
    )
    typer.echo("\n".join([*shown, "", said.of(locale)]), err=True)


def _report(catalog: Catalog, found: Sequence[Doubt], folder: Path, as_of: date | None) -> Iterator[str]:
    from scoresheet.project import next_step

    names = names_in(folder, catalog.locale)
    facts = facts_of(catalog, found, folder, names)
    yield f"{catalog.title}（{catalog.round.label}）" if catalog.locale is Locale.ZH else catalog.title
    yield ""
    rows = [
        (_DEFINED.of(catalog.locale), _about_catalog(catalog, facts).of(catalog.locale)),
        *_doubtful(found, catalog.locale),
        *_rows(catalog, facts, names, as_of),
    ]
    width = max(columns(label) for label, _ in rows)
    for label, words in rows:
        yield from row(label, words, width + 2 + _BLANK_COLUMN)
    yield ""
    yield from _next(next_step(facts, names), catalog.locale)


def _next(step: Step, locale: Locale) -> Iterator[str]:
    yield from broken(Text("下一步：{0}", "Next: {0}").of(locale).format(step.words.of(locale)))
    for command in step.commands:
        yield f"  {command}"


def _rows(catalog: Catalog, facts: Facts, names: Names, as_of: date | None) -> Iterator[tuple[str, str]]:
    from scoresheet.project import Folder

    locale = catalog.locale
    yield names[Folder.FORMS], _about_forms(facts).of(locale)
    yield names[Folder.RETURNS], _about_files(facts).of(locale)
    if facts.checked is not None:
        for words, units in _by_status(facts.checked):
            yield "", f"{words.of(locale)}{units.of(locale)}"
    yield names[Folder.CORRECTIONS], _about_result(_CORRECTIONS, facts.corrections).of(locale)
    yield names[Folder.RESULTS], _about_results(facts, names).of(locale)
    yield from _about_due(catalog, as_of)


_DEFINED = Text("指标目录", "catalog")
_CORRECTIONS = Text("退改通知和标注表", "letters and marked forms")


def _about_catalog(catalog: Catalog, facts: Facts) -> Text:
    from scoresheet.figures import plain

    items, points, units = len(catalog.items), plain(catalog.total), len(catalog.units)
    state = Text("还没有改好", "unfinished") if facts.unissuable else Text("没有错误", "right")
    return Text(
        f"{state.zh}：{items}项，共{points}分，{units}个单位",
        f"{state.en}: {items} items, {points} points, {units} units",
    )


def _doubtful(found: Sequence[Doubt], locale: Locale) -> Iterator[tuple[str, str]]:
    """Give what is to be settled before forms go out, with its line."""
    from scoresheet.catalog.doubt import Weight

    for doubt in found:
        if doubt.weight >= Weight.BEFORE_ISSUING:
            said, line = doubt.mistake.message, doubt.mistake.line
            yield "", Text(f"第{line}行：{said.zh}", f"line {line}: {said.en}").of(locale)


_OLDER = Text("；目录或目标数在此之后改过", "; the catalog or its targets changed since")


def _about_forms(facts: Facts) -> Text:
    from scoresheet.project import Age, listed

    made = facts.units - len(facts.formless)
    if not made:
        return Text("还没有空白表", "no forms yet")
    if not facts.formless:
        said = Text(f"{made}份空白表，每个单位一份", f"{made} forms, one for each unit")
        return said if facts.forms is Age.CURRENT else Text(said.zh + _OLDER.zh, said.en + _OLDER.en)
    left = listed(facts.formless)
    return Text(f"{made}份空白表，还缺：{left.zh}", f"{made} forms; missing: {left.en}")


def _about_files(facts: Facts) -> Text:
    if not facts.files:
        return Text("还没有文件", "nothing yet")
    if facts.checked is None:
        return Text(
            f"{facts.files}个文件，较多，这里不逐个校验",
            f"{facts.files} files, too many to be checked here",
        )
    unread = facts.checked.unread_files
    if not unread:
        return Text(f"{facts.files}个文件", f"{facts.files} files")
    return Text(
        f"{facts.files}个文件，其中{unread}个无法读取或认不出单位",
        f"{facts.files} files, {unread} of them unreadable or of an unknown unit",
    )


def _by_status(checked: Units) -> Iterator[tuple[Text, Text]]:
    from scoresheet.assessment import UnitStatus
    from scoresheet.project import listed

    for status, units in (
        (UnitStatus.ACCEPTED, checked.accepted),
        (UnitStatus.NEEDS_FIX, checked.to_correct),
        (UnitStatus.CONFLICT, checked.conflicting),
        (UnitStatus.MISSING, checked.missing),
    ):
        if units:
            word, count = status.word, len(units)
            yield Text(f"{word.zh}{count}个：", f"{word.en}, {count}: "), listed(units)


def _about_result(words: Text, age: Age | None) -> Text:
    from scoresheet.project import Age

    if age is None:
        return Text("还没有", "nothing yet")
    if age is Age.CURRENT:
        return Text(f"{words.zh}，是最新的", f"{words.en}, up to date")
    return Text(
        f"{words.zh}，比收到的文件、目录或决定登记旧，要重新生成",
        f"{words.en}, older than a return, the catalog or a decision; to be made again",
    )


def _about_results(facts: Facts, names: Names) -> Text:
    from scoresheet.project import listed

    ranking = _about_result(same(names.ranking), facts.ranking)
    if not facts.results:
        return ranking
    others = listed(facts.results, _NAMED_RESULTS)
    if facts.ranking is None:
        return Text(f"{others.zh}；{names.ranking}还没有", f"{others.en}; no {names.ranking} yet")
    return Text(f"{ranking.zh}；另有{others.zh}", f"{ranking.en}; also {others.en}")


_NAMED_RESULTS = 3


def _about_due(catalog: Catalog, as_of: date | None) -> Iterator[tuple[str, str]]:
    from scoresheet.project import days_left

    left = days_left(catalog.round.due, as_of)
    if left is None:
        return
    due = catalog.round.due
    if left < 0:
        said = Text(f"{due}，已逾期{-left}天", f"{due}, {-left} days ago")
    else:
        said = Text(f"{due}，还有{left}天", f"{due}, {left} days left")
    yield Text("报送截止", "due").of(catalog.locale), said.of(catalog.locale)


def _tell(lines: Iterator[str]) -> None:
    for line in lines:
        typer.echo(line.rstrip())
