"""What a drafted catalog leaves to a person is told until somebody has settled it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoresheet.catalog.doubt import Doubt, Weight
from scoresheet.catalog.loading import inspect_catalog
from scoresheet.language import Locale

SETTLED = """\
# 1. 本文件第9行，通知第1行
#    通知没有列出
#    填报单位。

catalog: demo
title: 测试表
issuer: 测试单位
round: {id: "1", label: 一期}
units:
  - {id: u01, name: 东山县}
scores: {decimals: 2, total: 3}
categories:
  - id: A
    items:
      - id: "1"
        points: 3
        text: 按时报送。
"""
OPEN = SETTLED.replace("units:", "# 需要定：见文件开头第1、2条\nunits:")


def found(folder: Path, text: str) -> list[Doubt]:
    """Give what is told before forms go out, of a catalog of this text."""
    path = folder / "indicators.yaml"
    path.write_text(text, encoding="utf-8")
    return [doubt for doubt in inspect_catalog(path)[1] if doubt.weight >= Weight.BEFORE_ISSUING]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 测试表", "title: 请改为考核表"),
        ("name: 东山县", "name: 请改县"),
        ("text: 按时报送。", "text: 需要定：见文件开头第1条"),
        ("units:", "# 需要定的事都定了\nunits:"),
        ("units:", "# 需要定：见文件开头\nunits:"),
    ],
)
def test_what_only_looks_like_it_is_not_told(tmp_path: Path, old: str, new: str) -> None:
    """Titles, names, texts and remarks of the office's own are none of the draft's; nor is the list without its marks."""
    assert found(tmp_path, SETTLED) == []
    assert found(tmp_path, SETTLED.replace(old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "weight"),
    [
        ("name: 东山县", "name: 请改为单位名称", 10, Weight.NO_FORMS),
        ("name: 东山县", "name: write the name of the unit here", 10, Weight.NO_FORMS),
        ("title: 测试表", "title: 请改为考核表的名称", 6, Weight.BEFORE_ISSUING),
        ("issuer: 测试单位", "issuer: Write the office that issues it here", 7, Weight.BEFORE_ISSUING),
    ],
)
def test_a_place_that_nobody_filled_is_told(
    tmp_path: Path, old: str, new: str, line: int, weight: Weight
) -> None:
    """The words that a draft puts where the notice says nothing are told; without units no form can be made."""
    (doubt,) = found(tmp_path, SETTLED.replace(old, new))

    assert (doubt.mistake.line, doubt.weight) == (line, weight)
    assert "占位" in doubt.mistake.message.zh


def test_open_decisions_are_told_with_their_lines(tmp_path: Path) -> None:
    """Each decision counts once, at its first mark; one is settled when its mark is gone."""
    text = OPEN.replace("      - id", "      # 需要定：见文件开头第3条\n      - id").replace(
        "        text", "        # 需要定：见文件开头第2、3条\n        text"
    )
    first, _units = found(tmp_path, text)

    assert first.mistake.line == 9
    assert "还有3条没有定：第1条（第9行）、第2条（第9行）、第3条（第16行）。" in first.mistake.message.zh
    assert "3 of the decisions listed at the top are still open: 1 (line 9)" in first.mistake.message.en
    (left,) = found(tmp_path, text.replace("# 需要定：见文件开头第1、2条\n", ""))
    assert "还有2条没有定：第2条（第18行）、第3条（第15行）" in left.mistake.message.zh


def test_a_list_of_units_that_is_not_settled_is_told_in_the_words_of_the_draft(tmp_path: Path) -> None:
    """The finding at the units repeats what the top of the file says of them."""
    _, units = found(tmp_path, OPEN)

    assert units.mistake.source_line == "units:"
    assert "（文件开头第1、2条）。通知没有列出填报单位。" in units.mistake.message.zh


def test_the_english_marks_are_known(tmp_path: Path) -> None:
    """A draft in English has marks of its own."""
    text = OPEN.replace("需要定：见文件开头第1、2条", "To decide: see 1, 2 at the top")
    first, _ = found(tmp_path, text)

    assert first.render(Locale.EN).startswith(
        f"{tmp_path / 'indicators.yaml'}:9:1: to verify: 2 of the decisions listed at the top are still open"
    )
