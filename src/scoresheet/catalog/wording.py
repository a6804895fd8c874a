"""What the schema found, as plain sentences with the path to the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from scoresheet.catalog.mistakes import Path, Slip, choices, guess, meant_number, quoted
from scoresheet.language import NOTHING, Text


class _Fault(NamedTuple):
    """One finding of the schema: `name` is the key (or place in a list) that it is about."""

    name: Text
    value: Any
    context: Mapping[str, Any]


def slips(
    error: ValidationError, model: type[BaseModel], path: Path = (), besides: tuple[str, ...] = ()
) -> list[Slip]:
    """Give a plain sentence for everything that `model` refused in the value at `path`.

    `besides` are keys that may stand in the mapping at `path` itself although its model doesn't name them.
    """
    found = error.errors(include_url=False)
    unknown: dict[Path, list[str]] = {}
    for each in found:
        if each["type"] == "extra_forbidden":
            unknown.setdefault(each["loc"][:-1], []).append(str(each["loc"][-1]))
    return [_slip(each, model, path, besides) for each in found if not _misspelt(each, unknown)]


def _misspelt(each: Mapping[str, Any], unknown: Mapping[Path, list[str]]) -> bool:
    # A key that is missing because it is misspelt is told once, where it stands.
    missing, beside = each["loc"][-1:], unknown.get(each["loc"][:-1], [])
    return each["type"] == "missing" and guess(str(missing[0]), beside) != NOTHING


def _slip(each: Mapping[str, Any], model: type[BaseModel], path: Path, besides: tuple[str, ...]) -> Slip:
    kind: str = each["type"]
    location: Path = tuple(each["loc"])
    at_key = kind == "extra_forbidden" or location[-1:] == ("[key]",)
    location = location[:-1] if location[-1:] == ("[key]",) else location
    fault = _Fault(_name((*path, *location)), each["input"], each.get("ctx") or {})
    location = (*location, fault.context["at"]) if fault.context.get("at") else location
    if kind == "missing":
        return Slip((*path, *location[:-1]), _missing(fault))
    if kind == "extra_forbidden":
        here = besides if len(location) == 1 else ()
        message = _unknown(str(location[-1]), _inside(model, location[:-1]), here)
    else:
        message = _sentence(kind, fault)
    return Slip((*path, *location), message, at_key=at_key)


def _sentence(kind: str, fault: _Fault) -> Text:
    if fault.value is None or (kind == "string_too_short" and not fault.value):
        return _blank(fault)
    return _SENTENCES.get(kind, _other)(fault)


def _name(path: Path) -> Text:
    if not path:
        return Text("文件内容", "the file")
    last = path[-1]
    if isinstance(last, int):
        return Text(f"{_name(path[:-1]).zh} 的第{last + 1}项", f"entry {last + 1} of {_name(path[:-1]).en}")
    shown = last if last.isidentifier() else quoted(last)
    return Text(shown, shown)


def _missing(fault: _Fault) -> Text:
    return Text(
        f"这里缺少 {fault.name.zh}。请补上一行“{fault.name.zh}: …”。",
        f"{fault.name.en} is missing here. Add a line “{fault.name.en}: …”.",
    )


def _blank(fault: _Fault) -> Text:
    return Text(
        f"{fault.name.zh} 没有填写。请在冒号后面写上内容。",
        f"{fault.name.en} is blank. Write something after the colon.",
    )


def _unknown(key: str, model: type[BaseModel] | None, besides: tuple[str, ...]) -> Text:
    fields = model.model_fields.items() if model else ()
    allowed = [*besides, *(field.alias or name for name, field in fields)]
    if re.search(r"[:：]", key):
        return Text(
            f"{quoted(key)}里的冒号没有起作用：要用半角冒号“:”，并在后面空一格。",
            f"The colon in {quoted(key)} has no effect: write a plain colon “:” with a blank after it.",
        )
    near, listed = guess(key, allowed), choices(allowed)
    return Text(
        f"不认识{quoted(key)}。{near.zh}这里可以写：{listed.zh}。",
        f"{quoted(key)} is not known.{near.en} What can stand here: {listed.en}.",
    )


def _inside(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    current: Any = model
    for step in path:
        current = _step(current, step)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _step(kind: Any, step: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = (
            field.annotation for name, field in kind.model_fields.items() if step in {name, field.alias}
        )
        return _without_none(next(fields, None))
    held = get_args(kind)
    return _without_none(held[-1]) if held else None


def _without_none(kind: Any) -> Any:
    if isinstance(kind, UnionType):
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def _number(fault: _Fault) -> Text:
    if isinstance(fault.value, dict | list):
        return Text(f"{fault.name.zh} 应为一个数。", f"{fault.name.en} has to be a number.")
    near = meant_number(str(fault.value))
    return Text(
        f"{fault.name.zh} 写的是{quoted(fault.value)}，不是数。{near.zh}请只写阿拉伯数字，如 3 或 1.5。",
        f"{fault.name.en} says {quoted(fault.value)}, which is no number.{near.en} Write digits only, as in 3 or 1.5.",
    )


def _whole_number(fault: _Fault) -> Text:
    return Text(
        f"{fault.name.zh} 写的是{quoted(fault.value)}，应为整数，如 2。",
        f"{fault.name.en} says {quoted(fault.value)}; write a whole number, as in 2.",
    )


def _number_too_long(fault: _Fault) -> Text:
    return Text(
        f"{fault.name.zh} 写的数太长，表格里最多能存15位数字。请缩短。",
        f"{fault.name.en} has too many digits; a cell holds 15 at most. Shorten it.",
    )


def _identifier(fault: _Fault) -> Text:
    return Text(
        f"编号{quoted(fault.value)}里不能有空格、斜杠“/”、花括号和引号。请去掉这些符号。",
        f"The identifier {quoted(fault.value)} can't hold blanks, slashes, braces or quotation marks. Leave them out.",
    )


def _choice(fault: _Fault) -> Text:
    allowed = re.findall(r"'([^']*)'", str(fault.context.get("expected", "")))
    near, listed = guess(str(fault.value), allowed), choices(allowed)
    return Text(
        f"{fault.name.zh} 写的是{quoted(fault.value)}。{near.zh}可以写：{listed.zh}。",
        f"{fault.name.en} says {quoted(fault.value)}.{near.en} What can be written: {listed.en}.",
    )


def _text(fault: _Fault) -> Text:
    return Text(
        f"{fault.name.zh} 应为一段文字，这里却是列表或下级内容。请改为一段文字。",
        f"{fault.name.en} has to be a text, but it is a list or a mapping here. Write a text.",
    )


def _mapping(fault: _Fault) -> Text:
    return Text(
        f"{fault.name.zh} 下面应逐行写“名称: 内容”，这里却是{_found(fault.value).zh}。",
        f"{fault.name.en} has to hold lines like “name: content”, but here is {_found(fault.value).en}.",
    )


def _list(fault: _Fault) -> Text:
    return Text(
        f"{fault.name.zh} 应为列表：写在方括号里，如 [甲, 乙]，或每项另起一行，前面加“- ”。这里却是{_found(fault.value).zh}。",
        f"{fault.name.en} has to be a list: in brackets, as in [a, b], or one entry a line after “- ”. Here is {_found(fault.value).en}.",
    )


def _found(value: object) -> Text:
    if isinstance(value, dict):
        return Text("“名称: 内容”", "a mapping")
    return Text("列表", "a list") if isinstance(value, list) else Text(quoted(value), quoted(value))


def _too_few(fault: _Fault) -> Text:
    return Text(
        f"{fault.name.zh} 里一项也没有。至少要写一项。",
        f"There is nothing in {fault.name.en}. Write at least one entry.",
    )


def _too_long(fault: _Fault) -> Text:
    length, most = len(fault.value), fault.context["max_length"]
    return Text(
        f"{fault.name.zh} 有{length}个字，最多{most}个字。请缩短。",
        f"{fault.name.en} has {length} characters; {most} are the most. Shorten it.",
    )


def _bound(key: str, zh: str, en: str) -> Callable[[_Fault], Text]:
    def sentence(fault: _Fault) -> Text:
        bound = fault.context[key]
        return Text(
            f"{fault.name.zh} 写的是{quoted(fault.value)}，应{zh}{bound}。",
            f"{fault.name.en} says {quoted(fault.value)}; it has to be {en} {bound}.",
        )

    return sentence


def _refused(fault: _Fault) -> Text:
    return Text(fault.context["zh"], fault.context["en"])


def _other(fault: _Fault) -> Text:
    return Text(
        f"{fault.name.zh} 写的是{quoted(fault.value)}，这里不能这样写。请对照说明修改。",
        f"{fault.name.en} says {quoted(fault.value)}, which can't stand here. Compare it with the manual.",
    )


_SENTENCES: dict[str, Callable[[_Fault], Text]] = {
    "refused": _refused,
    "number": _number,
    "number_too_long": _number_too_long,
    "whole_number": _whole_number,
    "identifier": _identifier,
    "enum": _choice,
    "literal_error": _choice,
    "string_type": _text,
    "string_too_long": _too_long,
    "dict_type": _mapping,
    "model_type": _mapping,
    "list_type": _list,
    "tuple_type": _list,
    "too_short": _too_few,
    "greater_than": _bound("gt", "大于", "more than"),
    "greater_than_equal": _bound("ge", "不小于", "at least"),
    "less_than": _bound("lt", "小于", "less than"),
    "less_than_equal": _bound("le", "不大于", "at most"),
}
