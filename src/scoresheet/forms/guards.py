"""The formulas that guard a form while it is filled in: Excel 2007 functions, each on cells of its own sheet.

A state is a number: 0 nothing to do, 1 still to be filled in, then what is wrong, in the order of the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoresheet.language import Locale, Text
from scoresheet.titles import NO, SAYS_NOTHING, YES

BLANK = 1
"""The state of a cell that is still to be filled in."""
UNEXPLAINED, MISSED, TO_VERIFY, UNDESCRIBED = 7, 8, 9, 10
"""States of an item's row: no reason, a missed target to mend or to verify, nothing said about what was done."""
FIRST_TO_VERIFY = TO_VERIFY
"""States from here on ask for a second look and don't keep a form from being sent."""
ADVISORY = 10
"""What the states of a row begin from where whatever is wrong keeps no form from being sent."""
TO_MEND = 1000
"""What a missed target counts where it must be mended; one that is only to be verified counts 1."""

SCORE_WORDS = (
    Text("请填自查得分", "give a score"),
    Text("自查得分请填数字", "the score must be a number"),
    Text("单元格里是错误值，请重填", "the cell holds an error value, type it again"),
    Text("超出本项分值", "outside what this item allows"),
    Text("小数位数过多", "too many decimals"),
    Text("高于按填报数据算出的得分", "above what the entries make"),
    Text("请说明未完成原因", "say why points are missing"),
    Text("满分但有指标未达目标，请更正", "full points although a target is missed"),
    Text("满分但有指标未达目标，请核实", "full points although a target is missed, please verify"),
    Text("请填完成情况", "say what was done"),
)
MEASURE_WORDS = (
    Text("请填实际完成数", "give the achieved number"),
    Text("请填数字", "give a number"),
    Text("不能是负数", "can't be negative"),
    Text("分母不能是0", "can't be divided by 0"),
)
TIMES_WORDS = (
    Text("请填数量，没有请填0", "give the number, 0 for none"),
    Text("请填数字", "give a number"),
    Text("请填整数，不能是负数", "a whole number, not negative"),
)
YES_NO_WORDS = (
    Text("请选“是”或“否”", "choose yes or no"),
    Text("只能填“是”或“否”", "only yes or no"),
)
COUNT_WORDS = (
    Text("请填发生起数，没有请填0", "give the number of events, 0 for none"),
    Text("发生起数请填数字", "the number of events must be a number"),
    Text("发生起数请填整数，不能是负数", "the number of events must be a whole number, not negative"),
)
REGISTER_WORDS = (
    Text("请填应扣分", "give the deduction"),
    Text("应扣分请填数字", "the deduction must be a number"),
    Text("应扣分不能是负数", "the deduction can't be negative"),
    Text("请写明扣分情形", "say what happened"),
)
NONE_WORDS = (
    Text("请选择本期有无扣分", "say whether there are deductions"),
    Text("只能填“是”或“否”", "only yes or no"),
    Text("已选“是”，但登记了扣分", "yes is chosen, but deductions are registered"),
    Text("已选“否”，但没有登记扣分", "no is chosen, but no deduction is registered"),
)


def quoted(text: str) -> str:
    """Write a text as an Excel string."""
    return '"' + text.replace('"', '""') + '"'


def sheet_ref(sheet: str, cell: str) -> str:
    """Write a reference to a cell of another sheet."""
    escaped = sheet.replace("'", "''")
    return f"'{escaped}'!{cell}"


def self_check(
    state: str, label: str, words: Sequence[Text], locale: Locale, *, advisory: bool = False
) -> str:
    """Give the formula that puts a state into words: 第2项：请填自查得分.

    The states of an `advisory` row only ask for a second look: they count from `ADVISORY` on.
    """
    choices = ",".join(quoted(word.of(locale)) for word in words)
    number = f"{state}-{ADVISORY}" if advisory else state
    return f'IF({state}=0,"",{quoted(label)}&CHOOSE({number},{choices}))'


def number_state(score: str, lowest: str, highest: str, decimals: int) -> str:
    """Give the state of a score by itself: filled in, a number, in range, with no more decimals than allowed.

    The whole state is split over two cells because a workbook saved as .xls allows seven levels of nesting.
    """
    in_range = f"IF(OR({score}<{lowest},{score}>{highest}),4,IF(ROUND({score},{decimals})<>{score},5,0))"
    return f"IF(ISERROR({score}),3,IF(ISNUMBER({score}),{in_range},IF(LEN(TRIM({score}))=0,{BLANK},2)))"


def unsaid(reason: str, done: str) -> str:
    """Give 1 where no reason is given, 2 where nothing is said about what was done, 3 where both are missing.

    A cell of its own, because the state alone would be nested deeper than a workbook saved as .xls allows.
    """
    return f"{says_nothing(reason)}+IF(ISERROR({done}),2,IF(LEN(TRIM({_plain(done)}))=0,2,0))"


def says_nothing(text: str, empty: Sequence[str] = SAYS_NOTHING) -> str:
    """Give 1 where a cell's text explains nothing: one of the `empty` words, a dash, an error value."""
    words = "{" + ",".join(quoted(word) for word in (*empty, *_PUNCTUATION)) + "}"
    bare = f'SUBSTITUTE(SUBSTITUTE({_plain(text)},"。",""),".","")'
    return f"IF(ISERROR({text}),1,IF(OR(TRIM({bare})={words}),1,0))"


_PUNCTUATION = ("——", "--", "…", "……", "、", "，", "；", "！", "？")


def _plain(text: str) -> str:
    # TRIM knows nothing of the full-width blank that Chinese input methods type.
    return f'SUBSTITUTE({text},"\u3000"," ")'


def score_state(number: str, score: str, points: str, limit: str, missed: str, unsaid: str) -> str:
    """Give the state of an item's row: of the score first, then of what explains it."""
    undescribed = f"IF(AND({score}>0,{unsaid}>1),{UNDESCRIBED},0)"
    doubtful = (
        f"IF(AND({score}>={points},{missed}>0),IF({missed}>={TO_MEND},{MISSED},{TO_VERIFY}),{undescribed})"
    )
    unexplained = f"AND({score}<{points},MOD({unsaid},2)=1)"
    return f"IF({number}>0,{number},IF({score}>{limit},6,IF({unexplained},{UNEXPLAINED},{doubtful})))"


def measure_state(actual: str, *, needed: bool, divides: bool = False, signed: bool = False) -> str:
    """Give the state of an achieved number.

    One that is `needed` can't be left blank and must be mended where it is wrong, any other is advisory. `divides`
    tells that it can't be 0, `signed` that it may be below.
    """
    first, blank = (0, BLANK) if needed else (ADVISORY, 0)
    word, negative, zero = (first + number for number in (2, 3, 4))
    number = "0" if signed else f"IF({actual}<0,{negative},{f'IF({actual}=0,{zero},0)' if divides else 0})"
    return f"IF(ISERROR({actual}),{word},IF(ISNUMBER({actual}),{number},IF(LEN(TRIM({actual}))=0,{blank},{word})))"


def times_state(count: str) -> str:
    """Give the state of a number of times that has to be given."""
    number = f"IF(OR({count}<0,INT({count})<>{count}),3,0)"
    return f"IF(ISERROR({count}),2,IF(ISNUMBER({count}),{number},IF(LEN(TRIM({count}))=0,{BLANK},2)))"


def yes_no_state(reply: str, locale: Locale) -> str:
    """Give the state of an answer that is yes or no."""
    said = f"COUNTIF({reply},{quoted(YES.of(locale))})+COUNTIF({reply},{quoted(NO.of(locale))})"
    return f"IF(ISERROR({reply}),2,IF(LEN(TRIM({reply}))=0,{BLANK},IF({said}>0,0,2)))"


def yes_no_value(reply: str, locale: Locale) -> str:
    """Give 1 for yes, 0 for no and nothing for anything else; COUNTIF passes over an error value."""
    yes, no = quoted(YES.of(locale)), quoted(NO.of(locale))
    return f'IF(COUNTIF({reply},{yes})>0,1,IF(COUNTIF({reply},{no})>0,0,""))'


def sound_value(actual: str, state: str) -> str:
    """Give a number that nothing is wrong with, and nothing for any other."""
    return f'IF(ISNUMBER({actual}),IF({state}=0,{actual},""),"")'


def rate(over: str, under: str) -> str:
    """Give a rate in percent; nothing where one of its two numbers is missing or of no use."""
    sound = f'IF(AND({over}>=0,{under}>0),{over}*100/{under},"")'
    return f'IF(AND(ISNUMBER({over}),ISNUMBER({under})),{sound},"")'


def computed(formula: str, values: str, count: int, highest: str, decimals: int) -> str:
    """Give the limit that follows from `count` numbers, rounded; the highest score while one of them is missing.

    It is rounded twice: what a double falls short of a half must not be cut off with it.
    """
    return f"IF(COUNT({values})<{count},{highest},ROUND(ROUND({formula},{decimals + _CLEAR}),{decimals}))"


_CLEAR = 7


def count_state(count: str, none_declared: str, locale: Locale) -> str:
    """Give the state of a number of events; with no deductions declared it may be left blank."""
    # COUNTIF, because a comparison would pass on an error value that stands in the statement.
    blank = f"IF(COUNTIF({none_declared},{quoted(YES.of(locale))})>0,0,{BLANK})"
    number = f"IF(OR({count}<0,INT({count})<>{count}),3,0)"
    return f"IF(ISERROR({count}),2,IF(ISNUMBER({count}),{number},IF(LEN(TRIM({count}))=0,{blank},2)))"


def used(deduction: str, unsaid: str) -> str:
    """Give 1 where a row of the open register is in use: it says what happened, or holds a deduction."""
    nothing = f"IF(ISNUMBER({deduction}),IF({deduction}=0,0,1),IF(LEN(TRIM({deduction}))=0,0,1))"
    return f"IF(ISERROR({deduction}),1,IF({unsaid}=0,1,{nothing}))"


def register_state(deduction: str, unsaid: str, used: str) -> str:
    """Give the state of a row of the open register: in use it has both a deduction and what happened."""
    number = f"IF({deduction}<0,3,IF(AND({used}=1,{unsaid}=1),4,0))"
    blank = f"IF({used}=1,{BLANK},0)"
    return f"IF(ISERROR({deduction}),2,IF(ISNUMBER({deduction}),{number},IF(LEN(TRIM({deduction}))=0,{blank},2)))"


def none_state(declared: str, registered: str, wrong: str, open_questions: str, locale: Locale) -> str:
    """Give the state of the statement about deductions.

    `registered` is how much is registered, `wrong` how much of the register can't be read, `open_questions` for how
    many items only the statement can answer.
    """
    yes, no = quoted(YES.of(locale)), quoted(NO.of(locale))
    blank = f"IF(LEN(TRIM({declared}))=0,IF({open_questions}>0,{BLANK},0),2)"
    said = f"IF({declared}={yes},IF({registered}>0,3,0),IF({declared}={no},IF({registered}+{wrong}=0,4,0),{blank}))"
    return f"IF(ISERROR({declared}),2,{said})"


def registered_limit(formula: str, highest: str, states: str, none_state: str) -> str:
    """Give what the register leaves; the highest score while the register itself is incomplete or contradicted."""
    unsettled = f'COUNTIF({states},">0")-COUNTIF({states},">{_NO_NUMBER}")>0'
    return f"IF(OR({unsettled},{none_state}>{_NO_WORD}),{highest},{formula})"


_NO_NUMBER, _NO_WORD = 3, 2
"""The last states of a row and of the statement that concern what is typed there alone."""


def missed(actual: str, comparison: str, target: str, weight: int) -> str:
    """Give `weight` where a number misses its target; `comparison` is the operator that meets it, such as >=.

    A negative number is no achieved number: it has a state of its own.
    """
    return f"IF(ISNUMBER({actual}),IF(OR({actual}<0,{actual}{comparison}{target}),0,{weight}),0)"


def status(to_fill: str, wrong: str, to_verify: str, locale: Locale) -> str:
    """Give the formula of the status line: 还有3项未填 or 可以报送."""
    words = _STATUS[locale]
    ready = f"IF({to_verify}=0,{quoted(words[0])},{quoted(words[1])}&{to_verify}&{quoted(words[2])})"
    filling = f'IF({to_fill}>0,{quoted(words[3])}&{to_fill}&{quoted(words[4])},"")'
    comma = f'IF(AND({to_fill}>0,{wrong}>0),{quoted(words[5])},"")'
    mending = f'IF({wrong}>0,{wrong}&{quoted(words[6])},"")'
    return f"{quoted(words[7])}&IF({to_fill}+{wrong}=0,{ready},{filling}&{comma}&{mending})"


def blank_status(to_fill: int, locale: Locale) -> str:
    """Give the status line of a form in which nothing is filled in yet."""
    words = _STATUS[locale]
    return f"{words[7]}{words[3]}{to_fill}{words[4]}" if to_fill else f"{words[7]}{words[0]}"


_STATUS = {
    Locale.ZH: ("可以报送", "可以报送，另有", "处请核实", "还有", "项未填", "，", "处需更正", "填报状态："),
    Locale.EN: (
        "ready to send",
        "ready to send, ",
        " to verify",
        "still to fill in: ",
        "",
        ", ",
        " to correct",
        "Status: ",
    ),
}
