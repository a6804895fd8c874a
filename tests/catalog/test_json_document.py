"""JSON is read with the position of everything in it, numbers as they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scoresheet.catalog.json_document import read_json
from scoresheet.catalog.mistakes import CatalogError


def read(folder: Path, text: str) -> Any:
    """Read a JSON text."""
    path = folder / "a.json"
    path.write_bytes(text.encode())
    return read_json(path)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ('{"a": 1.10, "b": "1.10", "c": -2e3}', {"a": "1.10", "b": "1.10", "c": "-2e3"}),
        ('{"a": null, "b": true, "c": "null"}', {"a": None, "b": "true", "c": "null"}),
        ("[[], {}, [1]]", [[], {}, ["1"]]),
        ('\ufeff{"甲": "\\u4e59\\ud83d\\ude00\\n\\/"}', {"甲": "乙😀\n/"}),
        ('{\r\n "a":\r\n 1}', {"a": "1"}),
    ],
)
def test_values(text: str, data: Any, tmp_path: Path) -> None:
    """Every kind of value is read; numbers keep their text."""
    document = read(tmp_path, text)
    assert (document.data, document.spots) == (data, ())


def test_lines_are_known(tmp_path: Path) -> None:
    """Each value knows its line, whatever ends the lines."""
    for end in ("\n", "\r\n", "\r"):
        document = read(tmp_path, f'{{"a":{end} {{"b": 1,{end}"c": "两\u2028行", "d": [{end}5]}}}}')
        assert [document.line_of(path) for path in (("a",), ("a", "b"), ("a", "c"))] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('{"a" 1}', 1, 6, "英文冒号"),
        ("{a: 1}", 1, 2, "名称"),
        ('{"a": 1 "b": 2}', 1, 9, "逗号"),
        ("[1, 2", 1, 6, "逗号"),
        ('{"a": 1,}', 1, 9, "名称"),
        ("[1,]", 1, 4, "内容"),
        ('["a\nb"]', 1, 2, "文字"),
        ("[1]\n2", 2, 1, "文件结束"),
        ("{'a': 1}", 1, 2, "名称"),
        ('{"a": 01}', 1, 8, "逗号"),
        ("", 1, 1, "内容"),
        ("[" * 100, 1, 61, "套得太深"),
    ],
)
def test_what_is_no_json(text: str, line: int, column: int, words: str, tmp_path: Path) -> None:
    """What is no JSON is told at the place from which on it isn't."""
    with pytest.raises(CatalogError) as caught:
        read(tmp_path, text)
    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.column) == (line, column)
    assert words in mistake.message.zh


def test_name_that_stands_twice(tmp_path: Path) -> None:
    """A name that stands twice is told, as in YAML."""
    (spot,) = read(tmp_path, '{"a": 1,\n"a": 2}').spots
    assert (spot.line, "写了两次" in spot.message.zh) == (2, True)
