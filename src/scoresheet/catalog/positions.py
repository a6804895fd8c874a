"""YAML with positions: the plain data of a file, and the line and column of everything in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from scoresheet.catalog.mistakes import CatalogError, Mistake, Path, Slip, guess, quoted
from scoresheet.catalog.syntax import Spot, explain, unprintable, unprintable_words
from scoresheet.language import NOTHING, Locale, Text

# The base loader resolves nothing: "no" stays text, 000123 keeps its zeros. The C one is twenty times as fast.
_LOADER: Any = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader

_LARGEST = 20_000_000
_MOST_VALUES = 1_000_000
# The C library recurses without a limit of its own and would end the process.
_DEEPEST = 60

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BLANK = {"", "~", "null", "Null", "NULL"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LOCALE = re.compile(r"^locale:[ ]*[\"']?([A-Za-z-]+)", re.MULTILINE)
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}


@dataclass(frozen=True)
class Document:
    """One YAML file: `data` is mappings, lists and raw text (None for a blank).

    `spots` is what was wrong on the way, `refused` the paths of the values that were left out for it.
    """

    file: str
    content: bytes
    lines: list[str]
    locale: Locale
    root: yaml.Node
    data: Any
    spots: tuple[Spot, ...]
    refused: frozenset[Path]

    def mistake(self, slip: Slip) -> Mistake:
        """Give a slip its line and column."""
        return self.mistake_at(Spot(*self._place(slip), slip.message))

    def mistake_at(self, spot: Spot) -> Mistake:
        """Give the mistake at a known line and column."""
        return _at(self.file, spot, self.lines)

    def line_of(self, path: Path) -> int:
        """Give the line on which the key (or the list entry) of a path stands."""
        return self._place(Slip(path, NOTHING, at_key=True))[0]

    def _place(self, slip: Slip) -> tuple[int, int]:
        node = spot = self.root
        for depth, step in enumerate(slip.path, 1):
            key, value = _child(node, step)
            if value is None:
                break
            node = value
            spot = key if slip.at_key and depth == len(slip.path) and key is not None else value
        found = self._find(spot, slip.token) if slip.token else None
        return found or _start(spot)

    def _find(self, node: yaml.Node, token: str) -> tuple[int, int] | None:
        column = node.start_mark.column
        for line in range(node.start_mark.line, min(node.end_mark.line + 1, len(self.lines))):
            place = self.lines[line].find(token, column)
            if place >= 0:
                return line + 1, place + 1
            column = 0
        return None


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == step:
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None, None


Composer = Callable[[str, list[str]], yaml.Node | Spot]
"""Makes nodes of a text, which it also gets line by line, or tells where it can't be read."""


def read_document(path: FilePath, compose: Composer | None = None, elsewhere: Text = NOTHING) -> Document:
    """Read a YAML file, or one in another notation that `compose` makes nodes of.

    `elsewhere` is what else can be done where there is no such file. Raises CatalogError with one mistake where the file can't be opened or isn't YAML; everything else that is wrong
    is in the document's `spots`.
    """
    content = _bytes(path, elsewhere)
    text = _text(path, content)
    lines = _BREAK.split(text)
    locale = _locale(text)
    root = (compose or _root)(text, lines)
    if isinstance(root, Spot):
        raise CatalogError((_at(str(path), root, lines),), locale)
    reader = _Reader()
    data = reader.value(root, ())
    return Document(
        str(path), content, lines, locale, root, data, tuple(reader.spots), frozenset(reader.refused)
    )


def _root(text: str, lines: list[str]) -> yaml.Node | Spot:
    try:
        return unprintable(lines) or _compose(text) or Spot(1, 1, _EMPTY)
    except yaml.YAMLError as error:
        return explain(error, lines)
    except _TooDeepError as error:
        return Spot(error.line, error.column, _TOO_DEEP)


def _compose(text: str) -> yaml.Node | None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _TooDeepError(*_start(event))
    root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    return None if isinstance(root, yaml.ScalarNode) and not root.style and root.value in _BLANK else root


def _start(part: Any) -> tuple[int, int]:
    return part.start_mark.line + 1, part.start_mark.column + 1


class _TooDeepError(Exception):
    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


_TOO_DEEP = Text(
    "这里一层套一层，套得太深，用不到这么多层。请检查括号是否写多了。",
    "This is nested far too deep. Look for brackets that are never closed.",
)
_EMPTY = Text(
    "文件是空的。请写入内容，或改用正确的文件。",
    "The file is empty. Write into it what it is for, or name the right file.",
)
_NOT_TEXT = Text(
    "这不是文本文件（像是 Excel、Word 或压缩文件）。这里要的是用记事本能打开的 YAML 文本。",
    "This is no text file (it looks like a workbook, a document or an archive). What is asked for is a plain YAML text.",
)
_NOT_UTF8 = Text(
    "从这里起不是 UTF-8 编码（可能存成了 ANSI/GBK 或 Unicode）。请用记事本打开，“另存为”时把编码选为 UTF-8。",
    "From here on the file isn't UTF-8 (it may have been saved as ANSI, GBK or Unicode). Open it in an editor and save it as UTF-8.",
)


def _bytes(path: FilePath, elsewhere: Text) -> bytes:
    try:
        if path.is_dir():
            raise CatalogError((_whole(path, _A_FOLDER),))
        if path.exists() and (not path.is_file() or path.stat().st_size > _LARGEST):
            raise CatalogError((_whole(path, _NOT_A_CATALOG),))
        return path.read_bytes()
    except FileNotFoundError:
        raise CatalogError((_whole(path, _missing(path, elsewhere)),)) from None
    except (OSError, ValueError):
        raise CatalogError((_whole(path, _CLOSED),)) from None


_A_FOLDER = Text(
    "这是一个文件夹，不是文件。请写出文件夹里那个文件的名称。",
    "This is a folder, not a file. Name the file inside it.",
)
_NOT_A_CATALOG = Text(
    "这不是普通文件，或者太大（超过20MB）。请检查文件名。",
    "This is no ordinary file, or it is too large (over 20 MB). Look at the name.",
)
_CLOSED = Text(
    "打不开这个文件。请检查文件名、读取权限，以及是否被其他程序占用。",
    "This file can't be opened. Look at its name, at the permissions and whether another program holds it.",
)


def _missing(path: FilePath, elsewhere: Text) -> Text:
    try:
        names = sorted(each.name for each in path.parent.iterdir() if each.is_file())[:1000]
    except OSError:
        names = []
    zh, en = guess(path.name, names)
    return Text(
        f"找不到这个文件。请检查文件名和所在的文件夹。{zh}{elsewhere.zh}",
        f"There is no such file. Look at its name and its folder.{en}{elsewhere.en}",
    )


def _text(path: FilePath, content: bytes) -> str:
    if b"\0" in content and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CatalogError((_whole(path, _NOT_TEXT),))
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _BREAK.split(body[: error.start].decode("utf-8"))
        lines = _BREAK.split(body.decode("utf-8", "replace"))
        spot = Spot(len(before), len(before[-1]) + 1, _NOT_UTF8)
        raise CatalogError((_at(str(path), spot, lines),), _locale(body.decode("utf-8", "replace"))) from None


def _locale(text: str) -> Locale:
    match = _LOCALE.search(text)
    return Locale.EN if match and match[1] == Locale.EN.value else Locale.ZH


def _whole(path: FilePath, message: Text) -> Mistake:
    return Mistake(str(path), 0, 0, message)


def _at(file: str, spot: Spot, lines: list[str]) -> Mistake:
    line = lines[spot.line - 1] if spot.line <= len(lines) else None
    return Mistake(file, spot.line, spot.column, spot.message, line)


@dataclass
class _Reader:
    """Makes plain data of YAML nodes and notes what is wrong on the way."""

    spots: list[Spot] = field(default_factory=list)
    refused: set[Path] = field(default_factory=set)
    left: int = _MOST_VALUES
    open: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.left -= 1
        if self.left < 0:
            return self._too_many(node, path)
        if id(node) in self.open:
            return self._refuse(node, path, _RECURSIVE)
        if node.tag not in _TAGS:
            return self._refuse(node, path, _TAG)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        self.open.add(id(node))
        data = self._mapping(node, path) if isinstance(node, yaml.MappingNode) else self._list(node, path)
        self.open.discard(id(node))
        return data

    def _refuse(self, node: yaml.Node, path: Path, message: Text) -> None:
        self._note(node, message)
        self.refused.add(path)

    def _note(self, node: yaml.Node, message: Text) -> None:
        self.spots.append(Spot(*_start(node), message))

    def _too_many(self, node: yaml.Node, path: Path) -> None:
        self.refused.add(path[:1])
        if self.left == -1:
            self._refuse(node, path, _TOO_MANY)

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> str | None:
        text: str = node.value
        if not node.style and text in _BLANK:
            return None
        match = _CONTROL.search(text)
        if not match:
            return text
        self._refuse(node, path, unprintable_words(match[0]))
        return None

    def _list(self, node: yaml.Node, path: Path) -> list[Any]:
        return [self.value(each, (*path, place)) for place, each in enumerate(node.value)]

    def _mapping(self, node: yaml.Node, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._note(key, _ODD_KEY)
            elif key.value == "<<" and not key.style:
                self._note(key, _MERGE)
            elif key.value in first:
                self._note(key, _duplicate(key, first[key.value]))
            else:
                first[key.value] = key.start_mark.line + 1
                data[key.value] = self.value(value, (*path, key.value))
        return data


def _duplicate(key: yaml.ScalarNode, first: int) -> Text:
    line, name = key.start_mark.line + 1, quoted(key.value)
    zh, en = f"第{first}行和第{line}行", f"in line {first} and in line {line}"
    if line == first:
        zh, en = f"都在第{line}行", f"both in line {line}"
    return Text(
        f"{name}写了两次：{zh}。请删去其中一处。", f"{name} stands here twice, {en}. Remove one of them."
    )


_RECURSIVE = Text(
    "这里用“*”引用了它自己。请写出具体内容。",
    "This refers to itself with “*”. Write out what is meant.",
)
_TOO_MANY = Text(
    "内容太多：引用（*）层层展开后超过一百万项。请直接写出内容。",
    "This is too much: with the references (*) expanded there are over a million values. Write them out.",
)
_TAG = Text(
    "不支持“!”开头的标记。请删去它，直接写内容；文字以“!”开头时，用英文引号括起来。",
    "Tags that start with “!” are not supported. Remove it; put a text that starts with “!” in quotation marks.",
)
_ODD_KEY = Text(
    "这里的名称不是一个词，而是列表或下级内容。请改为“名称: 内容”。",
    "A name in here is a list or a mapping, not a word. Write “name: content”.",
)
_MERGE = Text(
    "不支持用“<<”合并内容。请把内容逐行写出来。",
    "Merging with “<<” is not supported. Write the lines out.",
)
