"""What a catalog file may hold: every key, with its type, its limits and its default."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from scoresheet.catalog.mistakes import quoted
from scoresheet.catalog.model import NotApplicable, Ties
from scoresheet.language import Locale, Text
from scoresheet.parameters import Id, Number, Strict, Whole, refusal
from scoresheet.rule import Comparison, Goal

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
    label: Name
    due: Day | None = None
    interim: Flag = False


class ContactsPart(Part):
    """Whom to call."""

    people: list[Name] = Field(default_factory=list)
    phones: list[Name] = Field(default_factory=list)


class ScoresPart(Part):
    """How scores are written; `total` is checked against the sum of the points."""

    decimals: Annotated[Whole, Field(ge=0, le=4)] = 2
    rounding: Literal["half_up"] = "half_up"
    total: Annotated[Number, Field(gt=0)] | None = None
    convert_to: Points | None = None
    bonus_at_most: Points | None = None


class GradePart(Part):
    """A grade with its lower bound, its quota, or both."""

    name: Annotated[Name, Field(max_length=20)]
    at_least: Annotated[Number, Field(gt=0, le=1000)] | None = None
    places: Annotated[Whole, Field(ge=1)] | None = None
    percent_of_units: Annotated[Number, Field(gt=0, le=100)] | None = None

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
    within_groups: Flag = False
    break_ties: list[Id] = Field(default_factory=list)
    grades: list[GradePart] = Field(default_factory=list)


class FormPart(Part):
    """What the form shows below its items."""

    total_row: Flag = True
    signature: Flag = True


class UnitPart(Part):
    """A unit that fills in a form."""

    id: FileId
    name: FileName
    reporting_as: Name | None = None
    aliases: list[Name] = Field(default_factory=list)
    group: Name | None = None
    contact: Line | None = None
    words: dict[Id, Name] = Field(default_factory=dict)
    not_applicable: dict[str, NotApplicable] = Field(default_factory=dict)


class MeasurePart(Strict):
    """A number that an item asks for; one of the four comparisons, blank where the notice prints no number."""

    name: Name
    unit: Annotated[Name, Field(max_length=20), AfterValidator(lambda unit: unit.replace("％", "%"))]
    points: Points | None = None
    at_least: Annotated[Number, Field(ge=0)] | None = None
    at_most: Annotated[Number, Field(ge=0)] | None = None
    below: Annotated[Number, Field(ge=0)] | None = None
    equals: Annotated[Number, Field(ge=0)] | None = None
    numerator: Name | None = None
    denominator: Name | None = None

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
    points: Annotated[Number, Field(ge=0, le=10000)]
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    measures: dict[Id, MeasurePart] = Field(default_factory=dict)
    rule: dict[str, Any] = Field(default_factory=dict)


class CategoryPart(Part):
    """A group of items under one heading; `weight` is its share of the converted total in percent."""

    id: Id
    name: Name
    weight: Annotated[Number, Field(gt=0, le=100)] | None = None
    items: Annotated[list[ItemPart], Field(min_length=1)]


class CatalogPart(Part):
    """The whole file."""

    catalog: Id
    title: Line
    issuer: Name
    locale: Locale = Locale.ZH
    round: RoundPart
    contacts: ContactsPart = Field(default_factory=ContactsPart)
    scores: ScoresPart = Field(default_factory=ScoresPart)
    ranking: RankingPart = Field(default_factory=RankingPart)
    form: FormPart = Field(default_factory=FormPart)
    units: Annotated[list[UnitPart], Field(min_length=1)]
    targets: Line | None = None
    categories: Annotated[list[CategoryPart], Field(min_length=1)]
