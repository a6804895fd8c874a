"""JSON with positions: the same nodes as of a YAML file, so that mistakes are told at their line and column."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path as FilePath

import yaml

from scoresheet.catalog.positions import Document, read_document
from scoresheet.catalog.syntax import Spot
from scoresheet.language import Text

_DEEPEST = 60
_BLANKS = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
_TEXT = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_TAG = "tag:yaml.org,2002:"


def read_json(path: FilePath) -> Document:
    """Read a JSON file; numbers keep their text, null is a blank.

    Raises CatalogError with one mistake where the file can't be opened or isn't JSON; everything else that is wrong,
    such as a name that stands twice, is in the document's `spots`.
    """
    return read_document(path, _compose)


def _compose(text: str, lines: list[str]) -> yaml.Node | Spot:
    reading = _Reading(text, lines)
    try:
        return reading.whole()
    except _BrokenError as error:
        return Spot(*reading.place(error.at), error.message)


class _BrokenError(Exception):
    def __init__(self, at: int, message: Text) -> None:
        super().__init__(at, message)
        self.at, self.message = at, message


_EXPECTED = Text(
    "从这里起不是正确的 JSON：应为{0}。请检查前后的逗号、引号和括号。",
    "From here on this is no proper JSON: {0} is expected. Look at the commas, quotation marks and brackets.",
)
_VALUE = Text("一个内容（文字加英文双引号）", "a value (texts in quotation marks)")
_STRING = Text("英文双引号里的文字", "a text in quotation marks")
_NAME = Text("英文双引号里的名称", "a name in quotation marks")
_COLON = Text("英文冒号“:”", "a colon")
_MORE = Text("英文逗号“,”或右括号", "a comma or a closing bracket")
_END = Text("文件结束", "the end of the file")
_TOO_DEEP = Text(
    "这里一层套一层，套得太深，用不到这么多层。请检查括号是否写多了。",
    "This is nested far too deep. Look for brackets that are never closed.",
)


def _expected(at: int, what: Text) -> _BrokenError:
    return _BrokenError(at, Text(_EXPECTED.zh.format(what.zh), _EXPECTED.en.format(what.en)))


class _Reading:
    """Walks through a text once, from its beginning to its end."""

    def __init__(self, text: str, lines: list[str]) -> None:
        self._text, self._at, self._depth = text, 0, 0
        self._starts: list[int] = []
        start = 0
        for line in lines:
            self._starts.append(start)
            start += len(line)
            start += 2 if text.startswith("\r\n", start) else 1

    def whole(self) -> yaml.Node:
        """Give the node of the whole text. Raises _BrokenError where it isn't JSON."""
        node = self._value()
        self._skip()
        if self._at < len(self._text):
            raise _expected(self._at, _END)
        return node

    def place(self, at: int) -> tuple[int, int]:
        """Give the line and column, counted from 1, of an offset."""
        line = self._line(at)
        return line + 1, at - self._starts[line] + 1

    def _line(self, at: int) -> int:
        low, high = 0, len(self._starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._starts[middle] <= at else (low, middle)
        return low

    def _mark(self, at: int) -> yaml.Mark:
        line = self._line(at)
        return yaml.Mark("", at, line, at - self._starts[line], None, 0)

    def _skip(self) -> None:
        found = _BLANKS.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _peek(self) -> str:
        self._skip()
        return self._text[self._at : self._at + 1]

    def _value(self) -> yaml.Node:
        match self._peek():
            case "{":
                return self._nested(self._mapping)
            case "[":
                return self._nested(self._list)
            case '"':
                return self._string(_STRING)
        start, found = self._at, _WORD.match(self._text, self._at)
        if found is None:
            raise _expected(start, _VALUE)
        self._at = found.end()
        return self._scalar(found[0] if found[0] != "null" else "", start, None)

    def _nested(self, read: Callable[[], yaml.Node]) -> yaml.Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _BrokenError(self._at, _TOO_DEEP)
        node = read()
        self._depth -= 1
        return node

    def _mapping(self) -> yaml.Node:
        start = self._at
        pairs: list[tuple[yaml.Node, yaml.Node]] = []
        while not self._closes("}", first=not pairs):
            if self._peek() != '"':
                raise _expected(self._at, _NAME)
            key = self._string(_NAME)
            if self._peek() != ":":
                raise _expected(self._at, _COLON)
            self._at += 1
            pairs.append((key, self._value()))
        return yaml.MappingNode(f"{_TAG}map", pairs, self._mark(start), self._mark(self._at))

    def _list(self) -> yaml.Node:
        start = self._at
        values: list[yaml.Node] = []
        while not self._closes("]", first=not values):
            values.append(self._value())
        return yaml.SequenceNode(f"{_TAG}seq", values, self._mark(start), self._mark(self._at))

    def _closes(self, bracket: str, *, first: bool) -> bool:
        """Go over the opening bracket or a comma; tell whether the closing one stands there instead."""
        if first:
            self._at += 1
            if self._peek() != bracket:
                return False
        elif self._peek() == ",":
            self._at += 1
            return False
        elif self._peek() != bracket:
            raise _expected(self._at, _MORE)
        self._at += 1
        return True

    def _string(self, what: Text) -> yaml.Node:
        start, found = self._at, _TEXT.match(self._text, self._at)
        if found is None:
            raise _expected(start, what)
        self._at = found.end()
        return self._scalar(json.loads(found[0]), start, '"')

    def _scalar(self, text: str, start: int, style: str | None) -> yaml.Node:
        return yaml.ScalarNode(f"{_TAG}str", text, self._mark(start), self._mark(self._at), style)
