"""What is wrong with a file that isn't YAML, said so that somebody who never heard of YAML can mend it."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from scoresheet.language import Text


class Spot(NamedTuple):
    """A line and a column, both counted from 1, with what is wrong there."""

    line: int
    column: int
    message: Text


_TAB = re.compile(r" *\t")
_WIDE_COLON = re.compile(r"[ ]*(?:- +)?[\"']?[A-Za-z_][A-Za-z0-9_]*[\"']? *(：)")
_TIGHT_COLON = re.compile(r"[ ]*(?:- +)?[A-Za-z_][A-Za-z0-9_]*(:)[^\s:/]")

_SUSPECTS = (
    (
        _TAB,
        Text(
            "行首用了制表符（Tab）。YAML 只认空格，请把行首的 Tab 全部换成空格。",
            "This line is indented with a tab. YAML takes only spaces: replace each tab at the start of the line by spaces.",
        ),
    ),
    (
        _WIDE_COLON,
        Text(
            "这里用了全角冒号“：”。请改为半角冒号“:”，并在后面空一格。",
            "This is a full-width colon “：”. Write a plain colon “:” with a blank after it.",
        ),
    ),
    (
        _TIGHT_COLON,
        Text(
            "冒号后面要空一格，如“points: 3”。",
            "A blank is needed after the colon, as in “points: 3”.",
        ),
    ),
)

_UNCLOSED = Text(
    "这里的引号没有配对。请在文字末尾补上同样的引号。",
    "This quotation mark is never closed. Put the same mark at the end of the text.",
)
_FLOW = Text(
    "括号里的写法不对：各项之间用半角逗号“,”隔开，末尾要有配对的“}”或“]”；文字里带括号或逗号的，用英文引号括起来。",
    "Something is wrong inside these brackets: separate the entries by plain commas and close with } or ]; put a text "
    "that holds brackets or commas in quotation marks.",
)
_INDENT = Text(
    "这一行的缩进与上文对不齐，或上一行没有写完。同一级的各行，行首空格要一样多。",
    "This line doesn't line up with those above, or the line above is unfinished. Lines of one level start with the same number of blanks.",
)
_EXTRA_COLON = Text(
    "这里不应有冒号。文字里有“: ”时要用英文引号把整段文字括起来；也请看看上一行是否写完、缩进是否对齐。",
    "A colon doesn't belong here. Put a text that holds “: ” in quotation marks; also look whether the line above is finished and lined up.",
)
_NO_COLON = Text(
    "这一行缺少冒号。应写成“名称: 内容”，冒号用半角，后面空一格。",
    "The colon is missing in this line. Write “name: content”, with a plain colon and a blank after it.",
)
_ALIAS = Text(
    "文字不能直接用“*”开头。请用英文引号把整段文字括起来。",
    "A text can't start with “*”. Put the whole text in quotation marks.",
)
_START = Text(
    "文字不能用这个符号开头。请用英文引号把整段文字括起来。",
    "A text can't start with this character. Put the whole text in quotation marks.",
)
_ESCAPE = Text(
    "双引号里的反斜杠“\\”另有含义。请改用单引号，或写成“\\\\”。",
    "Inside double quotation marks a backslash has a meaning of its own. Use single ones, or write two backslashes.",
)
_DASH = Text(
    "“- ”开头的列表项要另起一行，写在名称下面。",
    "An entry that starts with “- ” goes on a line of its own, below the name.",
)
_TWICE = Text(
    "同一个“&”标记用了两次。请改用不同的名称。",
    "The same “&” mark is used twice. Give each its own name.",
)
_SEVERAL = Text(
    "文件里有不止一份内容（出现了“---”分隔行）。一个文件只写一份，请删去分隔行。",
    "The file holds more than one document (there is a line “---”). Keep one, and remove that line.",
)
_OTHER = Text(
    "这里不符合 YAML 的写法。请检查标点是否为半角、引号和括号是否配对、缩进是否对齐。",
    "This isn't well-formed YAML. Look at the punctuation, at unclosed quotation marks and brackets, and at the indentation.",
)

# PyYAML and the C library that it prefers word the same mistake differently; each pattern fits both.
_BY_WORDING = (
    (re.compile(r"another document|document start"), _SEVERAL),
    (re.compile(r"unexpected end of stream"), _UNCLOSED),
    (re.compile(r"',' or"), _FLOW),
    (re.compile(r"mapping values are not allowed"), _EXTRA_COLON),
    (re.compile(r"could not find expected ':'"), _NO_COLON),
    (re.compile(r"block end|expected key|'-' indicator"), _INDENT),
    (re.compile(r"undefined alias"), _ALIAS),
    (re.compile(r"cannot start any token"), _START),
    (re.compile(r"escape|expected hex"), _ESCAPE),
    (re.compile(r"sequence entries are not allowed"), _DASH),
    (re.compile(r"duplicate anchor"), _TWICE),
)


def explain(error: yaml.YAMLError, lines: list[str]) -> Spot:
    """Give the place and the plain words for what PyYAML found; `lines` are the lines of the file."""
    first, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    if mark is None:
        return Spot(1, 1, _OTHER)
    message = _worded(error)
    if message is _UNCLOSED and first is not None:
        return Spot(first.line + 1, first.column + 1, message)
    open_quote = _open_quote(lines, mark.line) if message in _AFTER_A_QUOTE else None
    if open_quote is not None:
        return open_quote
    if message is _FLOW and first is not None and first.line < mark.line:
        return _suspect(lines, mark.line) or Spot(first.line + 1, first.column + 1, _open(mark.line + 1))
    return _suspect(lines, mark.line) or Spot(*_inside(lines, mark.line, mark.column), message)


def _open(line: int) -> Text:
    return Text(
        f"从这里开始的括号到第{line}行还没有写完。末尾要有配对的“}}”或“]”；跨几行写的，各项之间用半角逗号“,”隔开。",
        f"The bracket that opens here isn't closed by line {line}. Close it with }} or ]; where it goes over several lines, "
        "separate the entries by plain commas.",
    )


_AFTER_A_QUOTE = (_INDENT, _EXTRA_COLON, _NO_COLON, _FLOW)
_QUOTES = re.compile(r'(?<!\\)"')


def _open_quote(lines: list[str], line: int) -> Spot | None:
    """Find a text whose end is missing: the parser takes the next quotation mark for it, and stumbles there."""
    odd = [number for number in range(min(line + 1, len(lines))) if len(_QUOTES.findall(lines[number])) % 2]
    # Two such lines are a text over several lines; where their number is odd, the last one is never closed.
    if len(odd) % 2 == 0 or odd[-1] == line:
        return None
    *_, last = _QUOTES.finditer(lines[odd[-1]])
    return Spot(odd[-1] + 1, last.start() + 1, _UNCLOSED)


def _worded(error: yaml.YAMLError) -> Text:
    problem = str(getattr(error, "problem", ""))
    return next((text for pattern, text in _BY_WORDING if pattern.search(problem)), _OTHER)


def _suspect(lines: list[str], line: int) -> Spot | None:
    # The parser stumbles over the line after a full-width colon as often as over the line itself.
    for number in (line, _line_before(lines, line)):
        for pattern, message in _SUSPECTS:
            match = pattern.match(lines[number]) if 0 <= number < len(lines) else None
            if match:
                column = (match.start(1) if match.lastindex else match.end() - 1) + 1
                return Spot(number + 1, column, message)
    return _wide_comma(lines, line)


def _wide_comma(lines: list[str], line: int) -> Spot | None:
    text = lines[line] if line < len(lines) else ""
    column = text.find("，")
    if column < 0 or not re.search(r"[{\[]", text[:column]):
        return None
    comma = Text(
        "括号里用了全角逗号“，”。各项之间请改用半角逗号“,”；逗号属于文字时，用英文引号把文字括起来。",
        "There is a full-width comma “，” inside brackets. Separate entries by plain commas; put a text that holds one in quotation marks.",
    )
    return Spot(line + 1, column + 1, comma)


def _line_before(lines: list[str], line: int) -> int:
    number = min(line, len(lines)) - 1
    while number >= 0 and not lines[number].split("#")[0].strip():
        number -= 1
    return number


def _inside(lines: list[str], line: int, column: int) -> tuple[int, int]:
    if line < len(lines):
        return line + 1, column + 1
    last = _line_before(lines, line)
    return max(last, 0) + 1, len(lines[last]) + 1 if lines else 1


_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def unprintable(lines: list[str]) -> Spot | None:
    """Give the place of the first character that no text may hold, None where there is none."""
    for number, line in enumerate(lines, 1):
        match = _UNPRINTABLE.search(line)
        if match:
            return Spot(number, match.start() + 1, unprintable_words(match[0]))
    return None


def unprintable_words(letter: str) -> Text:
    """Say that a text holds a control character."""
    code = f"U+{ord(letter):04X}"
    return Text(
        f"这里有一个看不见的控制字符（{code}）。请删去它，重新键入这段文字。",
        f"There is an invisible control character here ({code}). Delete it and type the text again.",
    )
