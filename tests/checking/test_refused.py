"""What a sentence says about a number that was refused."""

from __future__ import annotations

import re

import pytest

from scoresheet.checking.refused import WHY, instead
from scoresheet.grid import Kind, RawCell
from scoresheet.values import Refusal, read_number


@pytest.mark.parametrize("refusal", list(Refusal))
def test_each_refusal_is_told_in_both_languages(refusal: Refusal) -> None:
    """It goes on with a sentence, and is none of its own."""
    zh, en = WHY[refusal]
    assert re.search("[\u4e00-\u9fff]", zh)
    assert not zh.endswith("。")
    assert en
    assert not en.endswith(".")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (RawCell(Kind.TEXT, "约3次"), "若为3，请只填 3。"),
        (RawCell(Kind.TEXT, "4-5"), "请确定是 4 还是 5，只填一个数。"),
        (RawCell(Kind.TEXT, "1.5分/1.5分"), "若为1.5，请只填 1.5。"),
        (RawCell(Kind.TEXT, "无"), "没有的请填 0。"),
        (RawCell(Kind.NUMBER, "41702", date=True), "请把单元格格式改为“常规”，再重新填写数字。"),
        (RawCell(Kind.NUMBER, None, "1+2"), "请在 WPS 或 Excel 中打开、保存后再发送，或直接填数字。"),
        (RawCell(Kind.ERROR, "#REF!", "A1"), "请直接填数字。"),
        (RawCell(Kind.TEXT, '=DISPIMG("ID",1)'), "请直接填数字；图片可以另作附件发送。"),
        (RawCell(Kind.TEXT, "-1左右"), None),
        (RawCell(Kind.TEXT, "若干"), None),
        (RawCell(Kind.NUMBER, "3"), None),
    ],
)
def test_what_to_type_instead_is_said_where_it_can_be(cell: RawCell, told: str | None) -> None:
    """One likely number is offered, two are asked about; nothing negative where nothing can be."""
    said = instead(read_number(cell))
    assert (said and said.zh) == told
