"""A mistake in how a command was called, in words: typer itself knows English only."""

from __future__ import annotations

import re

from scoresheet.cli.locale import cli_locale
from scoresheet.language import Locale, Text


def sentence(error: Exception) -> str | None:
    """Give the sentence for a mistake in how a command was called; None for an error of any other kind."""
    if not hasattr(error, "format_message") or not hasattr(error, "ctx"):
        return None
    message, name = str(error.format_message()), type(error).__name__
    if name == "NoArgsIsHelpError":
        return message
    if cli_locale() is Locale.EN:
        told = message.replace(_OF_PYDANTIC, "")
    else:
        told = _chinese(name, _named(error), message)
    return f"{told}\n{_HELP.of(cli_locale()).format(_called(error))}"


_OF_PYDANTIC = "Value error, "
"""What a type that refuses a value puts before its reason, and nobody understands."""

_SENTENCES = {
    "MissingParameter": "缺少参数 {0}。",
    "NoSuchOption": "没有 {0} 这个选项。",
    "BadOptionUsage": "选项 {0} 后面要写内容。",
    "BadParameter": "{0} 的值不对，请查看它可以取哪些值。",
}
_PATTERNS = (
    (
        re.compile(r"No such command '([^']*)'\. Did you mean '([^']*)'"),
        "没有 {0} 这个命令，您是不是要写 {1}？",
    ),
    (re.compile(r"No such command '([^']*)'"), "没有 {0} 这个命令。"),
    (
        re.compile(r"Invalid value for '([^']*)'.*?'([^']*)' is not one of '(.*)'\."),
        "{0} 不能写 {1}，可以写：{2}。",
    ),
    (re.compile(r"unexpected extra arguments? ?\(?s?\)? \(([^)]*)\)"), "多写了 {0}，请去掉。"),
)
_HELP = Text("用法：{0} --help", "Try: {0} --help")


def _chinese(name: str, named: str, message: str) -> str:
    for pattern, words in _PATTERNS:
        found = pattern.search(message)
        if found:
            return words.format(*(each.replace("', '", "、") for each in found.groups()))
    if name in _SENTENCES:
        return _SENTENCES[name].format(named)
    return f"命令写得不对：{message}"


def _named(error: Exception) -> str:
    option = getattr(error, "option_name", None)
    if option:
        return str(option)
    parameter = getattr(error, "param", None)
    options = [str(each) for each in getattr(parameter, "opts", None) or [] if str(each).startswith("-")]
    if options:
        return " / ".join(options)
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", None) or "")


def _called(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return "scoresheet" if context is None else str(context.command_path)
