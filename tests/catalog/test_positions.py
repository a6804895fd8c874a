"""A file that can't be read as YAML gets one plain sentence with its place, whatever is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from scoresheet.catalog import positions
from scoresheet.catalog.mistakes import CatalogError, Mistake, Slip
from scoresheet.catalog.positions import read_document
from scoresheet.language import NOTHING

LOADERS = [yaml.BaseLoader, yaml.CBaseLoader] if yaml.__with_libyaml__ else [yaml.BaseLoader]


def document(folder: Path, content: bytes) -> positions.Document:
    """Read a file of these bytes."""
    path = folder / "indicators.yaml"
    path.write_bytes(content)
    return read_document(path)


def refusal(folder: Path, content: bytes) -> Mistake:
    """Give the one mistake that a file of these bytes is refused for."""
    with pytest.raises(CatalogError) as caught:
        document(folder, content)
    (mistake,) = caught.value.mistakes
    return mistake


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b"a: 1\n", {"a": "1"}),
        (b"\xef\xbb\xbfa: 1\r\n", {"a": "1"}),
        ("标题：“引号”: 全角冒号在名称里\n".encode(), {"标题：“引号”": "全角冒号在名称里"}),
        (b"a: no\nb: 1.10\nc: 000123\nd: 0o17\n", {"a": "no", "b": "1.10", "c": "000123", "d": "0o17"}),
        (b"a:\nb: ~\nc: null\nd: ''\ne: 'null'\n", {"a": None, "b": None, "c": None, "d": "", "e": "null"}),
        (b"a: [1, {b: 2}]\n", {"a": ["1", {"b": "2"}]}),
        (b"--- \na: 1\n", {"a": "1"}),
    ],
)
def test_what_is_yaml_is_read_as_text(tmp_path: Path, content: bytes, data: object) -> None:
    """Every scalar keeps its own text, a blank is None, a byte order mark and CRLF make no difference."""
    read = document(tmp_path, content)
    assert (read.data, read.spots) == (data, ())


SYNTAX = [
    ("a:\n▲\tb: 1\n", "Tab"),
    ("a: 1\n  ▲\tb: 2\n", "Tab"),
    ("title▲：abc\nissuer: x\n", "全角冒号"),
    ("a: 1\ntitle▲：abc\nissuer: x\n", "全角冒号"),
    ("a:\n  - id▲：1\n    name: x\n", "全角冒号"),
    ("points▲:3\ntext: x\n", "后面要空一格"),
    ("a: {id: 1▲，name: b}\n", "全角逗号"),
    ("a: ▲[1, 2\nb: 3\n", "从这里开始的括号到第2行还没有写完"),
    ("a:\n  m: ▲{name: x, at_least: 3   # 原文\nb: 3\n", "从这里开始的括号到第3行"),
    ("a: ▲'x\nb: 1\n", "引号没有配对"),
    ('a: ▲"x\nb: 1\n', "引号没有配对"),
    ("a: ▲@x\n", "不能用这个符号开头"),
    ("a: ▲*x\n", "“*”开头"),
    ("a: b▲: c\n", "不应有冒号"),
    ("a: 1\nb\n▲c: 1\n", "缺少冒号"),
    ("a:\n  b: 1\n ▲c: 2\n", "缩进"),
    ("a: 1\n▲- b\n", "缩进"),
    ("- a\n▲b: 1\n", "缩进"),
    ("a: ▲- b\n", "另起一行"),
    ("a: 1\n▲---\nb: 2\n", "不止一份"),
    ("▲}\n", "不符合 YAML"),
    ("▲%YAML 3.0\n---\na: 1\n", "不符合 YAML"),
    ("a: 响▲\x07铃\n", "U+0007"),
    ("a: " + "[" * 59 + "▲[" + "[" * 200_000, "套得太深"),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("marked", "says"), SYNTAX, ids=[f"{says}-{n}" for n, (_, says) in enumerate(SYNTAX)]
)
def test_a_mistake_of_syntax_is_told_at_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: object, marked: str, says: str
) -> None:
    """Both of PyYAML's parsers lead to the same place (the ▲) and the same plain words."""
    monkeypatch.setattr(positions, "_LOADER", loader)
    before, _, after = marked.partition("▲")
    mistake = refusal(tmp_path, (before + after).encode())
    assert says in mistake.message.zh
    assert (mistake.line, mistake.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert mistake.message.en.isascii() or "“" in mistake.message.en


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        (b"", (1, 1), "文件是空的"),
        (b"# nothing\n", (1, 1), "文件是空的"),
        (b"\xef\xbb\xbf", (1, 1), "文件是空的"),
        ("a: 1\nb: 标题\n".encode("gb18030"), (2, 4), "UTF-8"),
        ("a: 标题\n".encode("utf-16"), (1, 1), "UTF-8"),
        (b"PK\x03\x04\x00\x00", (0, 0), "不是文本文件"),
    ],
)
def test_a_file_that_is_no_text_of_ours_is_told(
    tmp_path: Path, content: bytes, place: tuple[int, int], says: str
) -> None:
    """An empty file, another encoding and a binary file are each named."""
    mistake = refusal(tmp_path, content)
    assert ((mistake.line, mistake.column), says in mistake.message.zh) == (place, True)


def test_a_file_that_is_not_there_is_told_with_its_neighbour(tmp_path: Path) -> None:
    """A missing file is told, with the name that was probably meant."""
    (tmp_path / "indicators.yaml").write_text("a: 1", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"找不到这个文件.*您是不是要写“indicators\.yaml”"):
        read_document(tmp_path / "indicator.yml")
    with pytest.raises(CatalogError, match="找不到这个文件"):
        read_document(tmp_path / "no" / "such.yaml")


def test_a_folder_and_a_device_are_told(tmp_path: Path) -> None:
    """What is no ordinary file is not read."""
    with pytest.raises(CatalogError, match="文件夹"):
        read_document(tmp_path)
    with pytest.raises(CatalogError, match=r"不是普通文件|找不到"):
        read_document(Path(os.devnull))


def test_a_file_name_that_no_system_takes_is_told(tmp_path: Path) -> None:
    """A name with a NUL is a file that can't be opened, not a traceback."""
    with pytest.raises(CatalogError, match="打不开"):
        read_document(tmp_path / "a\0b")


def test_a_token_is_found_on_a_later_line_of_a_folded_text(tmp_path: Path) -> None:
    """In a text over several lines, the place is that of the word itself."""
    read = document(tmp_path, "a:\n  text: >-\n    第一行\n    第二{x}行\n".encode())
    mistake = read.mistake(Slip(("a", "text"), NOTHING, token="{x}"))  # noqa: S106 - a word to look for, no secret
    assert (mistake.line, mistake.column) == (4, 7)


def test_a_path_that_leads_nowhere_ends_at_the_last_known_place(tmp_path: Path) -> None:
    """A key that is missing is told at the mapping that lacks it."""
    read = document(tmp_path, b"a:\n  - {b: 1}\n")
    mistake = read.mistake(Slip(("a", 0, "c", "d"), NOTHING))
    assert (mistake.line, mistake.column) == (2, 5)
