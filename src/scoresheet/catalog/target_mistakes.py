"""What is wrong with a table of targets, said so that a clerk can mend it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from scoresheet.catalog.mistakes import guess, meant_number, quoted
from scoresheet.figures import plain
from scoresheet.language import Text

ENCODING = Text(
    "文件编码无法识别。请另存为“CSV UTF-8（逗号分隔）”格式。",
    "The encoding isn't known. Save the table as “CSV UTF-8 (comma delimited)”.",
)
NO_UNIT_COLUMN = Text(
    "第一列的标题应为“单位编号”（或 unit）。请检查首行，各列用半角逗号隔开。",
    "The first column has to be headed unit. Look at the first line; columns are separated by plain commas.",
)
BROKEN = Text(
    "从这里起不是完整的 CSV 表格，多半是引号没有配对。请另存为“CSV UTF-8（逗号分隔）”格式。",
    "From here on this is no proper CSV table; most likely a quotation mark is never closed. Save it as “CSV UTF-8”.",
)
BEYOND = Text(
    "这一格在标题列以外。请补上列标题，或清空这一格。",
    "This field has no heading above it. Give the column one, or clear the field.",
)
NO_UNIT = Text(
    "这一行有目标数，但没有写单位。请在第一列写上单位编号或名称。",
    "This row holds targets but no unit. Write the unit's id or name in the first column.",
)
TOO_LONG = Text(
    "数太长，表格里最多能存15位数字。请缩短。",
    "The number has too many digits; a cell holds 15 at most. Shorten it.",
)


def no_method(entry: str) -> Text:
    """Say that an entry of what does not apply lacks its method."""
    return Text(
        f"{quoted(entry)}后面要写明怎样处理：折算、满分或不计，如“21：折算；3：满分”。",
        f"{quoted(entry)} has to say what becomes of the item: rescale, full or drop, as in “21: rescale; 3: full”.",
    )


def unknown_item(item: str, items: Collection[str]) -> Text:
    """Say that there is no such item."""
    near = guess(item, items)
    return Text(
        f"没有编号为{quoted(item)}的考核内容。{near.zh}请写已有的编号。",
        f"There is no item with the id {quoted(item)}.{near.en} Write one that exists.",
    )


def settled_otherwise(item: str, word: Text, key: str) -> Text:
    """Say that the catalog says otherwise; `word` is what it says, `key` as it writes it."""
    return Text(
        f"第{item}项在指标目录里写的是{word.zh}（{key}），这里却不同。请改成一致。",
        f"The catalog says {word.en} for item {item}, and this says otherwise. Make them agree.",
    )


def unknown_column(name: str, names: Mapping[str, object]) -> Text:
    """Say that a title is no measure."""
    near = guess(name, names)
    return Text(
        f"没有{quoted(name)}这个指标。{near.zh}列标题应为“考核内容编号/指标编号”，如 2/volunteers。",
        f"There is no measure {quoted(name)}.{near.en} A column is headed item/measure, as in 2/volunteers.",
    )


def same_column(name: str, first: int) -> Text:
    """Say that a title stands in an earlier column, too."""
    return Text(
        f"{quoted(name)}与第{first}列重复。请删去其中一列。",
        f"{quoted(name)} is the same as field {first}. Remove one of the columns.",
    )


def unknown_unit(written: str, units: Mapping[str, str]) -> Text:
    """Say that there is no such unit."""
    near = guess(written, units)
    return Text(
        f"没有{quoted(written)}这个单位。{near.zh}请写指标目录里的单位编号或名称。",
        f"There is no unit {quoted(written)}.{near.en} Write an id or a name from the catalog.",
    )


def same_unit(written: str, first: int) -> Text:
    """Say that a unit has an earlier row."""
    return Text(
        f"{quoted(written)}在第{first}行已有一行。请合并成一行。",
        f"{quoted(written)} already has a row, line {first}. Make one of the two.",
    )


def other_name(written: str, name: str) -> Text:
    """Say that id and name of a row are those of two units."""
    return Text(
        f"编号{quoted(written)}不是{quoted(name)}的编号，分不清这一行是哪个单位的。请改正编号或名称。",
        f"{quoted(written)} is not the id of {quoted(name)}, so this row could be either's. Correct one of the two.",
    )


def other_default(written: str, default: Decimal | None) -> Text:
    """Say that a cell marked as a default shows another number than the default."""
    own = written.split("（", 1)[0].split("(", 1)[0].strip()
    now = Text("指标目录里没有默认数", "the catalog has no default")
    if default is not None:
        now = Text(f"指标目录里的默认数是{plain(default)}", f"the catalog's default is {plain(default)}")
    return Text(
        f"写的是{quoted(written)}，{now.zh}。单位自己的目标数请只写“{own}”；用默认的请清空。",
        f"This says {quoted(written)}, but {now.en}. Write “{own}” alone for the unit's own target, or clear it for the default.",
    )


def read_as(written: str, number: Decimal) -> Text:
    """Say that what stands in a cell was taken for a number without loss."""
    return Text(
        f"{quoted(written)}按{plain(number)}读入。", f"{quoted(written)} was read as {plain(number)}."
    )


def no_number(written: str) -> Text:
    """Say why a target is no number."""
    if re.fullmatch(r"-[0-9]+(\.[0-9]+)?", written):
        return Text(
            f"目标数{quoted(written)}是负数。请改为0或正数。",
            f"The target {quoted(written)} is negative. Write 0 or more.",
        )
    near = meant_number(written)
    return Text(
        f"目标数{quoted(written)}不是数。{near.zh}请只写阿拉伯数字；用默认目标的，留空。",
        f"The target {quoted(written)} is no number.{near.en} Write digits only, or leave it blank for the default.",
    )
