"""The commands by name, each imported when it is called: the other ones' modules cost a start nothing."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer

from scoresheet.cli.help_page import Command, Group, with_pages
from scoresheet.cli.locale import say


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives, and what it is for in one line; a group of commands says that itself as well."""

    module: str
    name: str
    summary: str


def _entry(module: str, name: str, zh: str, en: str) -> Entry:
    return Entry(f"scoresheet.cli.{module}", name, say(zh, en))


COMMANDS = {
    "init": _entry(
        "init",
        "init",
        "新建项目文件夹，可从通知起草指标目录",
        "Make a project folder, from a notice if wanted.",
    ),
    "catalog": _entry(
        "catalog",
        "catalog",
        "检查、查看指标目录，汇总目标数",
        "Check and show the catalog of indicators; its targets.",
    ),
    "template": _entry(
        "template", "template", "检查表格母版", "Check the master form that an office restyles."
    ),
    "generate": _entry(
        "generate", "generate", "为每个单位生成一份空白自查评分表", "Make one blank form for each unit."
    ),
    "fill": _entry(
        "fill",
        "fill",
        "把答案填入空白表，或把表里的答案读出来",
        "Write answers into forms, or read them out.",
    ),
    "validate": _entry(
        "validate", "validate", "读取并校验收回的表，打印汇总报告", "Read and check the returned forms."
    ),
    "return": _entry(
        "return_",
        "return_",
        "给需更正的单位准备标注表和通知，给未报送的准备催报",
        "Make what goes back to the units.",
    ),
    "rank": _entry("rank", "rank", "汇总各单位自查得分，生成排名表", "Make the combined ranking workbook."),
    "explain": _entry(
        "explain", "explain", "说明某个问题的含义和改法", "Say what a finding means and how to mend it."
    ),
    "demo": _entry(
        "demo", "demo", "用随带的目录和虚构数据演示全过程", "Run the whole job with made-up answers."
    ),
}


class _OnDemand(MutableMapping[str, Any]):
    """The commands as the group of them holds them: made at the first question for each."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _command(name, COMMANDS[name])
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _command(name: str, entry: Entry) -> Any:
    found = getattr(import_module(entry.module), entry.name)
    if isinstance(found, typer.Typer):
        made = typer.main.get_command(with_pages(found))
    else:
        alone = typer.Typer(add_completion=False)
        alone.command(name, help=entry.summary, cls=Command)(found)
        made = typer.main.get_command(alone)
    made.name = name
    return made


class Root(Group):
    """All commands of the program."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = _OnDemand()

    def summaries(self, ctx: Any) -> list[tuple[str, str]]:
        """Give each command's name and what it is for, without importing any."""
        return [(name, COMMANDS[name].summary) for name in self.list_commands(ctx)]
