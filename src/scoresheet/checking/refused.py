"""How a sentence says why a cell gives no number, and what to type instead."""

from __future__ import annotations

from scoresheet.language import Text
from scoresheet.quoting import shown
from scoresheet.values import Refusal, Value

WHY = {
    Refusal.WORDS: Text("不是数字", "is no number"),
    Refusal.FULL_MARKS: Text("不是数字", "is no number"),
    Refusal.NOTHING: Text("看不出是0还是没有填", "may mean 0 or that nothing was filled in"),
    Refusal.TWO_NUMBERS: Text("写了两个数", "is two numbers"),
    Refusal.ERROR: Text("是公式出错的结果", "is the result of a broken formula"),
    Refusal.DATE: Text("是日期", "is a date"),
    Refusal.PERCENT: Text("是百分数", "is a percentage"),
    Refusal.BOOLEAN: Text("是逻辑值（真或假）", "is true or false"),
    Refusal.NOT_FINITE: Text("不是有效的数字", "is not a number that can be used"),
    Refusal.TOO_LONG: Text("位数过多", "has too many digits"),
    Refusal.NOT_CALCULATED: Text(
        "是公式，文件里没有计算结果", "is a formula for which the file holds no result"
    ),
    Refusal.OTHER_WORKBOOK: Text(
        "引用了本文件以外的内容，无法核对", "is taken from outside this file and can't be checked"
    ),
    Refusal.PICTURE: Text("读不出数字", "holds no number that can be read"),
}
"""What goes on with a sentence that has named the cell and what stands there: 填的是“三”，不是数字."""

_INSTEAD = {
    Refusal.NOTHING: Text("没有的请填 0。", "Where there is none, please type 0."),
    Refusal.DATE: Text(
        "请把单元格格式改为“常规”，再重新填写数字。",
        "Please set the cell's format to General and type the number again.",
    ),
    Refusal.NOT_CALCULATED: Text(
        "请在 WPS 或 Excel 中打开、保存后再发送，或直接填数字。",
        "Please open the file in WPS or Excel, save it and send it again, or type the number.",
    ),
    Refusal.OTHER_WORKBOOK: Text("请直接填数字。", "Please type the number itself."),
    Refusal.ERROR: Text("请直接填数字。", "Please type the number itself."),
    Refusal.PICTURE: Text(
        "请直接填数字；图片可以另作附件发送。",
        "Please type the number itself; the picture may come along as an attachment.",
    ),
}


def instead(value: Value) -> Text | None:
    """Say what to type for a number that was refused and can't be negative; None where nothing special can be said."""
    number = value.suggestion
    if number is not None and number >= 0:
        meant = shown(number)
        return Text(f"若为{meant}，请只填 {meant}。", f"If {meant} is meant, please type {meant} alone.")
    if value.refusal is Refusal.TWO_NUMBERS:
        return which(value)
    return None if value.refusal is None else _INSTEAD.get(value.refusal)


def which(value: Value) -> Text:
    """Ask which of two numbers was meant; where both are the same, it is the one."""
    if len(set(value.choices)) == 1:
        meant = shown(value.choices[0])
        return Text(f"若为{meant}，请只填 {meant}。", f"If {meant} is meant, please type {meant} alone.")
    one, other = map(shown, value.choices)
    return Text(
        f"请确定是 {one} 还是 {other}，只填一个数。",
        f"Please settle on {one} or {other} and type that number alone.",
    )
