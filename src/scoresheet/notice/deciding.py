"""What a person must decide after a draft: the topics, the sentences, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from scoresheet.language import NOTHING, Text
from scoresheet.notice.quantities import Doubt
from scoresheet.notice.scoring_words import Presumed


class Topic(StrEnum):
    """What a decision is about."""

    TITLE = "title"
    ISSUER = "issuer"
    PERIOD = "period"
    DEADLINE = "deadline"
    CONTACTS = "contacts"
    UNITS = "units"
    EXAMPLE = "example"
    TARGETS = "targets"
    TOTAL = "total"
    WEIGHTS = "weights"
    CATEGORIES = "categories"
    GRADES = "grades"
    OUTSIDE = "outside"
    NOT_USED = "not used"
    NOTES = "notes"
    HEADING_POINTS = "heading points"
    NO_POINTS = "no points"
    TOO_LONG = "too long"
    ONLY_COSTS = "only costs"
    FOOTNOTE = "footnote"
    JOINED_ROWS = "joined rows"
    NUMBERS = "numbers"
    BARE = "bare"
    STRICT = "strict"
    BELOW = "below"
    SHARED = "shared"
    JOINT = "joint"
    RATE = "rate"
    NO_NUMBER = "no number"
    PERIODICAL = "periodical"
    EACH = "each"
    CHANGE = "change"
    WRITTEN = "written"
    RANGE = "range"
    NAMELESS = "nameless"
    UNREAD = "unread"
    UNNUMBERED = "unnumbered"
    RULE = "rule"
    PRESUMED = "presumed"
    UNPRINTED_RULE = "unprinted rule"


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to decide: the sentence, the items it is about, the place in the notice and the line in the YAML.

    `number` is the one under which the YAML lists it, from 1.
    """

    topic: Topic
    sentence: Text
    items: tuple[str, ...] = ()
    place: Text = NOTHING
    number: int = 0
    line: int = 0


@dataclass
class Decisions:
    """Collects decisions; of those that are the same but for the item, one is made."""

    made: list[Decision] = field(default_factory=list)
    _grouped: dict[Topic, list[tuple[str, str, Text]]] = field(default_factory=dict)

    def add(
        self, topic: Topic, sentence: Text, *, items: tuple[str, ...] = (), place: Text = NOTHING
    ) -> None:
        """Add a decision of its own."""
        self.made.append(Decision(topic, sentence, items, place))

    def note(self, topic: Topic, item: str, words: str, place: Text) -> None:
        """Add an item to a decision that is told once for all of its items; `words` are quoted."""
        self._grouped.setdefault(topic, []).append((item, words, place))

    def all(self) -> list[Decision]:
        """Give all decisions with their numbers, those about the whole first."""
        grouped = [_of_group(topic, entries) for topic, entries in self._grouped.items()]
        order = list(Topic)
        both = sorted([*self.made, *grouped], key=lambda one: order.index(one.topic))
        return [replace(one, number=number) for number, one in enumerate(both, start=1)]


TOPICS: dict[Doubt, Topic] = {
    Doubt.BARE: Topic.BARE,
    Doubt.STRICT: Topic.STRICT,
    Doubt.BELOW: Topic.BELOW,
    Doubt.SHARED: Topic.SHARED,
    Doubt.JOINT: Topic.JOINT,
    Doubt.RATE: Topic.RATE,
    Doubt.NO_NUMBER: Topic.NO_NUMBER,
    Doubt.PERIOD: Topic.PERIODICAL,
    Doubt.EACH: Topic.EACH,
    Doubt.CHANGE: Topic.CHANGE,
    Doubt.WRITTEN: Topic.WRITTEN,
    Doubt.RANGE: Topic.RANGE,
    Doubt.NAMELESS: Topic.NAMELESS,
}
"""The topic of each thing that the words of a measure leave open."""


_SHORT = 30


def quotable(text: str, most: int = _SHORT) -> str:
    """Give the beginning of a text in one line, `most` letters of it, to be quoted in a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"


_SENTENCES: dict[Topic, Text] = {
    Topic.BARE: Text(
        "只写了数、没有写“不少于”的，已按“不少于”理解。要求正好这么多的改为 equals，不得超过的改为 at_most。",
        "Only a number is printed, without “at least”; it was read as at least. Where it has to be exact write equals, where it is a limit at_most.",
    ),
    Topic.STRICT: Text(
        "写“超过”“高于”的，已按不少于这个数理解。刚好等于时不算达标的，请把数改大一点。",
        "“More than” was read as at least this number. Where the number itself isn't enough, write the next one.",
    ),
    Topic.BELOW: Text(
        "写“以下”“降到”的，已按包括这个数理解。不包括的请改为 below。",
        "The number itself was taken to be allowed. Where it isn't, write below.",
    ),
    Topic.SHARED: Text(
        "几个指标共用文字里的一个数，文字随第一个指标变。改目标时几个要一起改。",
        "Several measures share one number of the text, which follows the first of them. Change their targets together.",
    ),
    Topic.JOINT: Text(
        "一个数前面并列了几个对象，已当作合起来的一个指标。要分别计的，请拆成几个指标。",
        "One number stands behind several things and was taken as one measure of all together. Where each counts by itself, make several measures.",
    ),
    Topic.RATE: Text(
        "比率已请填报单位直接填百分数。要分别填分子和分母、由工具计算的，请加上 numerator 和 denominator。",
        "The unit is asked for the percentage itself. To ask for its two numbers instead, add numerator and denominator.",
    ),
    Topic.NO_NUMBER: Text(
        "目标没有印数，已留空，单位暂按%。请补上数，或在目标表里分单位写。",
        "No number is printed; it was left blank, in percent. Write one, or one per unit in the table of targets.",
    ),
    Topic.PERIODICAL: Text(
        "按月、按季或按半年提的要求：目标数请按本期应有的次数核定（“每半年”没有印次数的，暂写一年的次数）。",
        "What is asked for each month, quarter or half-year: set the target to the number due in this period (where none is printed, that of a year stands).",
    ),
    Topic.EACH: Text(
        "写“每人”“每个”的：目标数是每一个的数。要填合计数的，请改目标数。",
        "The number is for each of many. Where the unit reports the sum, change the target.",
    ),
    Topic.CHANGE: Text(
        "增长、下降的百分比：填报的是变化的幅度。要填变化前后的数的，请改指标名称和单位。",
        "A growth or decline in percent: the unit reports the change itself. Where it should report the amounts, change name and unit.",
    ),
    Topic.WRITTEN: Text(
        "数是用汉字写的、写法不规整的（如带千分位），或没有印出：已记为目标，但文字不随目标变。改目标时请同时改文字。",
        "The number is written in words, with separators or not at all: it was taken as the target, but the text doesn't follow it. Change both together.",
    ),
    Topic.RANGE: Text(
        "印的是从几到几：目标取了前一个数，是限额的取了后一个数，文字不随目标变。请核定目标数，改目标时请同时改文字。",
        "Two numbers are printed, from which to which: the first was taken as the target, of a limit the second, and the text doesn't follow it. Set the target, and change the text with it.",
    ),
    Topic.NAMELESS: Text(
        "这个数旁边没有印是什么的数，指标名称取自前一句，或只用单位表示。请核对名称。",
        "Nothing beside the number says what is counted; its name comes from the sentence before it, or is only the unit. Check the name.",
    ),
    Topic.UNREAD: Text(
        "这些数没有认出，没有列为指标。是任务数的，请加上指标（名称、单位和目标数）。",
        "These numbers weren't understood and are no measures. Where one is a target, add a measure with name, unit and number.",
    ),
    Topic.UNNUMBERED: Text(
        "提了任务、但没有印数，没有列为指标。要填数的请加上指标（如完成率，at_least: 100）。",
        "A task is named without a number and is no measure yet. Where a number should be reported, add one (such as a rate, at_least: 100).",
    ),
    Topic.FOOTNOTE: Text(
        "原文有脚注或尾注，没有写进目录，只抄在本文件末尾。影响计分的请写进该项。",
        "The notice has a footnote here that isn't part of the catalog, only copied to the end of this file. Write into the item what matters.",
    ),
    Topic.JOINED_ROWS: Text(
        "原表几行合用一个分值，已并成一项。要分开的，请拆开并写上各自的分值。",
        "Several rows of the table share one number of points and were made one item. To part them, give each its own points.",
    ),
}


def _of_group(topic: Topic, entries: list[tuple[str, str, Text]]) -> Decision:
    items = tuple(dict.fromkeys(item for item, _, _ in entries))
    sentence = _SENTENCES[topic]
    listed = _quoted(entries)
    return Decision(
        topic, Text(f"{listed.zh}：{sentence.zh}", f"{listed.en}: {sentence.en}"), items, entries[0][2]
    )


_MOST_QUOTED = 4


def _quoted(entries: list[tuple[str, str, Text]]) -> Text:
    told = list(dict.fromkeys((item, words) for item, words, _ in entries))
    if len(told) <= _MOST_QUOTED:
        zh = "、".join(f"第{item}项“{words}”" for item, words in told)
        return Text(zh, ", ".join(f"Item {item} “{words}”" for item, words in told))
    items = in_runs(list(dict.fromkeys(item for item, _ in told)))
    first = told[0][1]
    return Text(
        f"第{items.zh}项共{len(told)}处（如“{first}”）",
        f"Items {items.en}, {len(told)} times in all (such as “{first}”)",
    )


def in_runs(items: Sequence[str]) -> Text:
    """List the ids of items, those that follow each other as 1—16."""
    runs: list[list[str]] = []
    for item in items:
        follows = (
            runs and item.isdecimal() and runs[-1][-1].isdecimal() and int(item) == int(runs[-1][-1]) + 1
        )
        if follows:
            runs[-1].append(item)
        else:
            runs.append([item])
    zh = [run[0] if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs]
    return Text("、".join(zh), ", ".join(zh))


PRESUMED: dict[Presumed, Text] = {
    Presumed.REGISTER: Text(
        "原文只说扣分制，没有印扣分的情形：由单位逐起登记，登记10行，扣完为止（最低0分）是推定的。",
        "The notice says that points are deducted but not for what: the unit registers each case; ten rows and a lowest score of 0 are presumed.",
    ),
    Presumed.MEAN: Text(
        "本项有几个指标，没有印各占多少分：按平均计是推定的。要分开的，给每个指标写 points。",
        "The item has several measures and no points for each: counting their mean is presumed. To split it, give each its points.",
    ),
    Presumed.ONCE: Text(
        "没有印同一事项得几次奖怎样计：按最高级别计一次是推定的。要累加的，写 once: sum 和 at_most。",
        "It isn't said how several awards for one matter count: once, at the highest level, is presumed. To add them up, write once: sum and at_most.",
    ),
    Presumed.EFFECT: Text(
        "没有印否决的后果：取消评优资格（no_award）是推定的，请核对。",
        "It isn't said what the veto does: excluding from awards (no_award) is presumed. Check it.",
    ),
    Presumed.PARTIAL: Text(
        "没有印不足1个百分点怎样扣：按1个百分点扣是推定的。按比例扣的，加上 partial: exact。",
        "It isn't said what a part of a percentage point costs: as much as a whole one is presumed. For a proportional part add partial: exact.",
    ),
    Presumed.SEVERE: Text(
        "较重的情形只按较高的扣分计，不再加扣一般的一份，这是推定的，请核对。",
        "A severe case costs the higher deduction alone, not both; this is presumed. Check it.",
    ),
}
"""What a recognised rule takes for granted, as a sentence."""
