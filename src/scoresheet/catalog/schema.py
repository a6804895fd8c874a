"""What a catalog file may hold: every key, with its type, its limits and its default."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from scoresheet.catalog.mistakes import quoted
from scoresheet.catalog.model import NotApplicable, Ties
from scoresheet.language import Locale, Text
from scoresheet.rule.model import Comparison, Goal
from scoresheet.rule.parameters import Id, Number, Strict, Whole, refusal

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')


def _one_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise refusal(
            Text(
                "这里只能写一行，中间不能换行或用 Tab。", "This has to be one line, without breaks and tabs."
            )
        )
    return value


def _file_name(value: str) -> str:
    if _NOT_IN_FILE_NAMES.search(value):
        raise refusal(
            Text(
                f'{quoted(value)}会用作文件名，不能含有 \\ / : * ? " < > |。请去掉这些符号。',
                f"{quoted(value)} becomes part of a file name and can't hold any of \\ / : * ? \" < > |. Leave them out.",
            )
        )
    return value


def _flag(value: object) -> bool:
    word = str(value).strip().lower()
    if word not in {"true", "false"}:
        raise refusal(
            Text(
                f"这里写的是{quoted(value)}，应为 true（是）或 false（否）。",
                f"This says {quoted(value)}; write true or false.",
            )
        )
    return word == "true"


def _day(value: object) -> date:
    text = str(value).strip()
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise refusal(
        Text(
            f"{quoted(value)}不是有效日期。请按“年-月-日”写，如 2014-11-28。",
            f"{quoted(value)} is no date. Write year-month-day, as in 2014-11-28.",
        )
    )


FileId = Annotated[Id, AfterValidator(_file_name)]
Name = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_one_line)]
FileName = Annotated[Name, AfterValidator(_file_name)]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[date, BeforeValidator(_day)]
Points = Annotated[Number, Field(gt=0, le=10000)]


class Part(Strict):
    """A mapping in which an optional key that is left blank counts as not written."""

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        optional = {
            field.alias or name for name, field in cls.model_fields.items() if not field.is_required()
        }
        return {key: value for key, value in data.items() if value is not None or key not in optional}


class RoundPart(Part):
    """One collection of returns."""

    id: Id
    """轮次编号，印在表单编码里 / the id of the round, part of the form code"""
    label: Name
    """轮次的叫法，印在表上，如 2014年1—11月 / what the round is called on the forms"""
    due: Day | None = None
    """报送截止日期，写成 2014-11-28 / the day by which returns are due, as 2014-11-28"""
    interim: Flag = False
    """是否期中自查：是则未达目标而自评满分的只提请核实 / whether the period isn't over yet, so that full points beside a missed target are only to be verified"""


class ContactsPart(Part):
    """Whom to call."""

    people: list[Name] = Field(default_factory=list)
    """联系人，印在填表说明里 / people to ask, printed in the instructions"""
    phones: list[Name] = Field(default_factory=list)
    """联系电话，写在引号里 / telephone numbers, in quotation marks"""


class ScoresPart(Part):
    """How scores are written; `total` is checked against the sum of the points."""

    decimals: Annotated[Whole, Field(ge=0, le=4)] = 2
    """得分保留几位小数，0至4 / how many decimals a score may have, 0 to 4"""
    rounding: Literal["half_up"] = "half_up"
    """怎样进位：half_up 四舍五入 / how scores are rounded: half_up"""
    total: Annotated[Number, Field(gt=0)] | None = None
    """总分，用来核对各项分值之和（不含加分） / all points together, held against the sum of the items (without bonuses)"""
    convert_to: Points | None = None
    """总分折算成多少分制，如 100 / the full mark that totals are converted to, such as 100"""
    bonus_at_most: Points | None = None
    """各项加分合计最多多少分 / the most that all bonuses of a unit add up to"""


class GradePart(Part):
    """A grade with its lower bound, its quota, or both."""

    name: Annotated[Name, Field(max_length=20)]
    """等次名称，如 优秀 / the name of the grade"""
    at_least: Annotated[Number, Field(gt=0, le=1000)] | None = None
    """得分率不低于百分之几 / the lowest share of the points for it, in percent"""
    places: Annotated[Whole, Field(ge=1)] | None = None
    """名额：最多几个单位 / a quota: so many units at most"""
    percent_of_units: Annotated[Number, Field(gt=0, le=100)] | None = None
    """名额：最多占参加排名单位的百分之几 / a quota: so many percent of the ranked units at most"""

    @model_validator(mode="after")
    def _one_quota(self) -> Self:
        if self.places is not None and self.percent_of_units is not None:
            raise refusal(_ONE_QUOTA)
        return self


_ONE_QUOTA = Text(
    "名额只能写一种：places（几个单位）或 percent_of_units（参加排名单位的百分之几）。请删去其中一种。",
    "Write one quota only: places (so many units) or percent_of_units (percent of the ranked units).",
)


class RankingPart(Part):
    """How units are placed."""

    ties: Ties = Ties.COMPETITION
    """同分怎样排：competition 为1、1、3，dense 为1、1、2 / how equal totals are placed: competition is 1, 1, 3; dense is 1, 1, 2"""
    within_groups: Flag = False
    """是否按组（units 的 group）分别排名 / whether units are ranked within their groups"""
    break_ties: list[Id] = Field(default_factory=list)
    """同分时依次比较的类别或考核内容编号 / ids of categories or items that are compared in turn where totals are equal"""
    grades: list[GradePart] = Field(default_factory=list)
    """等次，从高到低；没有规定的不写 / the grades from best to worst, only where they are laid down"""


class FormPart(Part):
    """What the form shows below its items."""

    total_row: Flag = True
    """表末是否印合计行 / whether the form ends with a row of totals"""
    signature: Flag = True
    """表末是否印签字行 / whether the form ends with a line for signatures"""


class UnitPart(Part):
    """A unit that fills in a form."""

    id: FileId
    """单位编号，收表时靠它认单位，定了不要再改 / the id by which returns are told apart; don't change it later"""
    name: FileName
    """单位名称，印在表上和排名里 / the unit's name on forms and in the ranking"""
    reporting_as: Name | None = None
    """填报时的落款名称；不写则与 name 相同 / the name that it signs with; the name itself where left out"""
    aliases: list[Name] = Field(default_factory=list)
    """别的叫法，收表时也认 / other names that a return may carry"""
    group: Name | None = None
    """组别，分组排名时用 / its group, for ranking within groups"""
    contact: Line | None = None
    """该单位的联系人和电话 / whom to call there"""
    words: dict[Id, Name] = Field(default_factory=dict)
    """考核内容原文里因单位而不同的词，如 level: 县，文字里写 {level} / words of the texts that differ between units: level: county fills {level}"""
    not_applicable: dict[str, NotApplicable] = Field(default_factory=dict)
    """不适用的考核内容编号和处理办法：rescale 折算，full 给满分，drop 不计入满分 / items that don't apply, and what becomes of them: rescale, full points, or drop from the maximum"""


class MeasurePart(Strict):
    """A number that an item asks for; one of the four comparisons, blank where the notice prints no number."""

    name: Name
    """指标名称，印在量化指标完成数表里 / the name of the measure on the form"""
    unit: Annotated[Name, Field(max_length=20), AfterValidator(lambda unit: unit.replace("％", "%"))]
    """计量单位，如 次、人、% / what it is counted in, such as %"""
    points: Points | None = None
    """这个指标占本项多少分；要么各指标都写，要么都不写 / its share of the item's points; for all measures of the item or for none"""
    at_least: Annotated[Number, Field(ge=0)] | None = None
    """不少于多少；通知没有印数的，冒号后留空 / at least so many; blank where the notice prints no number"""
    at_most: Annotated[Number, Field(ge=0)] | None = None
    """不多于多少 / at most so many"""
    below: Annotated[Number, Field(ge=0)] | None = None
    """低于多少 / below so many"""
    equals: Annotated[Number, Field(ge=0)] | None = None
    """等于多少 / exactly so many"""
    numerator: Name | None = None
    """率的分子叫什么；写了就请单位填两个数，由工具算率 / the number above the line of a rate; both are then asked for instead of the rate"""
    denominator: Name | None = None
    """率的分母叫什么 / the number below the line"""

    @model_validator(mode="after")
    def _one_comparison(self) -> Self:
        if len(self._compared()) != 1:
            raise refusal(_ONE_COMPARISON)
        if (self.numerator is None) != (self.denominator is None):
            raise refusal(_BOTH_NUMBERS)
        return self

    @property
    def goal(self) -> Goal:
        """The comparison with its number."""
        (comparison,) = self._compared()
        return Goal(comparison, getattr(self, comparison.value))

    def _compared(self) -> list[Comparison]:
        return [each for each in Comparison if each.value in self.model_fields_set]


_ONE_COMPARISON = Text(
    "每个指标要写明目标数怎样比较：at_least（不少于）、at_most（不多于）、below（低于）、equals（等于），"
    "四种里写一种，并且只写一种；没有数的，冒号后留空。",
    "A measure says how its number is compared: at_least, at_most, below or equals, one of them and only one; "
    "leave it blank after the colon where there is no number.",
)
_BOTH_NUMBERS = Text(
    "分子 numerator 和分母 denominator 要么都写，要么都不写。",
    "Write both numerator and denominator, or neither.",
)


class ItemPart(Part):
    """One indicator; `rule` is checked by the kind of rule that it names."""

    id: Id
    """考核内容编号，印在表上，定了不要再改 / the item's id on the forms; don't change it later"""
    points: Annotated[Number, Field(ge=0, le=10000)]
    """分值；加分项和否决项写 0 / its points; 0 for a bonus or a veto"""
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    """考核内容原文；{指标编号} 填入该单位的目标数，{词} 填入该单位 words 里的词 / its text; {measure} becomes the unit's target, {word} one of the unit's words"""
    measures: dict[Id, MeasurePart] = Field(default_factory=dict)
    """要填实际完成数的指标：编号: {name, unit, at_least …} / the numbers that are asked for: id: {name, unit, at_least …}"""
    rule: dict[str, Any] = Field(default_factory=dict)
    """计分规则，kind 写种类；通知没有印的不写，由单位自评 / the scoring rule by its kind; left out where the notice prints none, the unit then rates itself"""


class CategoryPart(Part):
    """A group of items under one heading; `weight` is its share of the converted total in percent."""

    id: Id
    """类别编号 / the id of the category"""
    name: Name | None = None
    """类别名称，印在表上；通知没有分类的不写，表上就没有类别栏 / its name on the forms; left out where the notice has none, the forms then have no such column"""
    weight: Annotated[Number, Field(gt=0, le=100)] | None = None
    """这个类别占折算总分的百分之几；各类别合计100 / its share of the converted total in percent; 100 together"""
    items: Annotated[list[ItemPart], Field(min_length=1)]
    """这个类别的考核内容 / its items"""


class CatalogPart(Part):
    """The whole file."""

    catalog: Id
    """指标目录的编号，印在表单编码里，定了不要再改 / the id of the catalog, part of every form code"""
    title: Line
    """表的标题 / the title of the form"""
    issuer: Name
    """发文单位 / the office that issues it"""
    locale: Locale = Locale.ZH
    """表和提示用什么语言：zh-CN 中文，en 英文 / the language of forms and messages: zh-CN or en"""
    round: RoundPart
    """这一轮自查 / the round of returns"""
    contacts: ContactsPart = Field(default_factory=ContactsPart)
    """联系人和电话 / whom to call"""
    scores: ScoresPart = Field(default_factory=ScoresPart)
    """得分怎样写 / how scores are written"""
    ranking: RankingPart = Field(default_factory=RankingPart)
    """怎样排名和评等次 / how units are ranked and graded"""
    form: FormPart = Field(default_factory=FormPart)
    """表末印什么 / what the form ends with"""
    units: Annotated[list[UnitPart], Field(min_length=1)]
    """填报单位，次序就是印表和汇总的次序 / the units that report, in the order of all lists"""
    targets: Line | None = None
    """目标表的文件名，放在本文件旁边，如 targets.csv / the file with the units' own targets, beside this one"""
    categories: Annotated[list[CategoryPart], Field(min_length=1)]
    """类别和考核内容 / the categories with their items"""
