"""The page that --help prints, in the language of the command line; typer's own frame knows English only.

Each page begins with an example, because that is what most people look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from scoresheet.cli.lines import broken, columns, row
from scoresheet.cli.locale import cli_locale
from scoresheet.language import NOTHING, Text, same

EXAMPLES: Mapping[str, Text] = {
    "": same("scoresheet"),
    "init": Text("scoresheet init 考核2014 --from 通知.docx", "scoresheet init round2014 --from notice.docx"),
    "catalog": same("scoresheet catalog check"),
    "catalog check": same("scoresheet catalog check"),
    "catalog show": Text(
        "scoresheet catalog show --unit 苍溪县", "scoresheet catalog show --unit Northfield"
    ),
    "catalog schema": same("scoresheet catalog schema -o indicators.schema.json"),
    "catalog targets": same(
        "scoresheet catalog targets -o targets.xlsx\nscoresheet catalog targets --from targets.xlsx"
    ),
    "template": same("scoresheet template check"),
    "template check": same("scoresheet template check"),
    "generate": Text("scoresheet generate -o 1下发", "scoresheet generate -o 1_forms"),
    "fill": Text(
        "scoresheet fill 1下发/510824_苍溪县_自查评分表.xlsx --answers 旧表.xls -o 苍溪县.xlsx\n"
        "scoresheet fill --all 1下发 --answers 答案.csv -o 已填\n"
        "scoresheet fill --extract 2回收/苍溪县.xlsx -o 答案.yaml",
        "scoresheet fill 1_forms/north.xlsx --answers old.xls -o filled.xlsx\n"
        "scoresheet fill --all 1_forms --answers answers.csv -o filled\n"
        "scoresheet fill --extract 2_returns/north.xlsx -o answers.yaml",
    ),
    "validate": Text(
        "scoresheet validate 2回收 -o 4结果/问题清单.xlsx",
        "scoresheet validate 2_returns -o 4_results/problems.xlsx",
    ),
    "return": Text("scoresheet return 2回收 -o 3退改", "scoresheet return 2_returns -o 3_corrections"),
    "rank": Text(
        "scoresheet rank 2回收 -o 4结果/排名表.xlsx", "scoresheet rank 2_returns -o 4_results/ranking.xlsx"
    ),
    "explain": same("scoresheet explain V104"),
    "demo": same("scoresheet demo"),
}
"""Command lines that work as they stand, by the command's path; the order is that of the year's work."""

_USAGE = Text("用法：", "Usage: ")
_EXAMPLE = Text("例：", "Example:")
_ARGUMENTS = Text("参数：", "Arguments:")
_OPTIONS = Text("选项：", "Options:")
_COMMANDS = Text("命令：", "Commands:")
_REQUIRED = Text("（必填）", " (required)")
_DEFAULT = Text("（默认 {0}）", " (default: {0})")
_MORE = Text("每个命令的说明：scoresheet 命令 --help", "About one command: scoresheet COMMAND --help")
_OWN_WORDS = {
    "--help": Text("显示这页说明", "show this page"),
    "--install-completion": Text(
        "让命令行能用 Tab 键补全本工具的命令和选项（装好后重开终端）",
        "let the shell complete commands and options with the Tab key (then open a new terminal)",
    ),
    "--show-completion": Text(
        "显示补全脚本，自行安装用", "print the completion script, to install it by hand"
    ),
}
"""What typer explains in English only."""
_VALUES = {
    "path": Text("路径", "PATH"),
    "Path": Text("路径", "PATH"),
    "str": Text("文字", "TEXT"),
    "int": Text("整数", "N"),
}
_OPTION_LIST = Text("[选项]", "[OPTIONS]")
_COMMAND_LINE = Text("命令 ...", "COMMAND ...")
_LABEL = 26
"""So many columns are kept for the name of an option; what is longer gets a line of its own."""


class Command(TyperCommand):
    """A command whose help is a page of ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write("\n".join(_page(self, ctx)))


class Group(TyperGroup):
    """Several commands whose help is a page of ours, listed in the order of the year's work."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        formatter.write("\n".join(_page(self, ctx)))

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names in the order of the year's work, others after them."""
        above = _path(ctx)
        order = [path for path in EXAMPLES if path]
        paths = {name: f"{above} {name}".strip() for name in super().list_commands(ctx)}
        return sorted(paths, key=lambda name: _rank(order, paths[name]))

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:
        """Give each command's name and what it is for."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [
            (name, str(command.help or "").partition("\n")[0])
            for name, command in commands
            if command is not None and not command.hidden
        ]


def with_pages(app: typer.Typer) -> typer.Typer:
    """Give all commands below `app` the pages of this module; call it when all are registered."""
    app.info.cls = Group
    for command in app.registered_commands:
        command.cls = Command
    for group in app.registered_groups:
        group.cls = Group
        if group.typer_instance is not None:
            with_pages(group.typer_instance)
    return app


def _rank(order: list[str], path: str) -> int:
    return order.index(path) if path in order else len(order)


def _path(ctx: Any) -> str:
    names = []
    while ctx.parent is not None:
        names.append(str(ctx.info_name))
        ctx = ctx.parent
    return " ".join(reversed(names))


def _page(command: Any, ctx: Any) -> Iterator[str]:
    yield from broken(f"{_say(_USAGE)}{ctx.command_path} {_pieces(command)}", 4)
    if command.help:
        yield ""
        for line in str(command.help).splitlines():
            yield from broken(line)
    yield from _example(ctx)
    shown = [one for one in command.get_params(ctx) if not getattr(one, "hidden", False)]
    arguments = [one for one in shown if isinstance(one, TyperArgument)]
    options = [one for one in shown if not isinstance(one, TyperArgument)]
    if isinstance(command, Group):
        yield from _table(_COMMANDS, command.summaries(ctx))
    yield from _table(_ARGUMENTS, [_argument(one) for one in arguments])
    yield from _table(_OPTIONS, [_option(one, ctx) for one in options])
    if isinstance(command, TyperGroup) and ctx.parent is None:
        yield from ["", _say(_MORE)]


def _pieces(command: Any) -> str:
    arguments = (one for one in command.params if isinstance(one, TyperArgument))
    ending = [_say(_COMMAND_LINE)] if isinstance(command, TyperGroup) else []
    return " ".join([_say(_OPTION_LIST), *map(_shown, arguments), *ending])


def _shown(argument: Any) -> str:
    name = str(argument.metavar or argument.name)
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _example(ctx: Any) -> Iterator[str]:
    example = EXAMPLES.get(_path(ctx), NOTHING)
    if example != NOTHING:
        yield from ["", _say(_EXAMPLE), *(f"  {line}" for line in _say(example).splitlines())]


def _argument(argument: Any) -> tuple[str, str]:
    required = _say(_REQUIRED) if argument.required else ""
    return _shown(argument), f"{argument.help or ''}{required}"


def _option(option: Any, ctx: Any) -> tuple[str, str]:
    # The short name first, as people look for it.
    names = ", ".join([*sorted(option.opts, key=len), *option.secondary_opts])
    value = "" if option.is_flag else f" {_value(option, ctx)}"
    own = next((_OWN_WORDS[name] for name in option.opts if name in _OWN_WORDS), None)
    words = _say(own) if own is not None else str(option.help or "")
    return f"{names}{value}", f"{words}{_remark(option)}"


def _value(option: Any, ctx: Any) -> str:
    if option.metavar:
        return str(option.metavar)
    kind = str(option.display_type(ctx)).strip("<>")
    kind = kind.removeprefix("list[").removesuffix("]")
    return _say(_VALUES.get(kind, same(kind)))


def _remark(option: Any) -> str:
    if option.required:
        return _say(_REQUIRED)
    default = option.default
    if option.is_flag or default is None or default == [] or callable(default):
        return ""
    return _say(_DEFAULT).format(getattr(default, "value", default))


def _table(title: Text, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    listed = list(rows)
    if not listed:
        return
    yield from ["", _say(title)]
    column = min(_LABEL, max(columns(label) for label, _ in listed)) + 4
    for label, words in listed:
        yield from row(label, words, column)


def _say(words: Text) -> str:
    return words.of(cli_locale())
