"""What the office decided about returns: which version counts, corrections by telephone, findings that it accepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoresheet.language import NOTHING, Text


class Kind(StrEnum):
    """The kinds of decisions, in the order in which they take effect."""

    VERSION = "version"
    CORRECTION = "correction"
    ACCEPTANCE = "acceptance"

    @property
    def word(self) -> Text:
        """The word that people read; it also names the sheet on which such decisions are listed."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    Kind.VERSION: Text("版本确认", "Versions"),
    Kind.CORRECTION: Text("更正登记", "Corrections"),
    Kind.ACCEPTANCE: Text("已核实", "Verified"),
}


TITLES: Mapping[Kind, Mapping[str, Text]] = {
    Kind.VERSION: {
        "unit": Text("单位", "Unit"),
        "file": Text("文件", "File"),
        "reason": Text("理由", "Reason"),
        "decided_by": Text("决定人", "Decided by"),
        "date": Text("日期", "Date"),
    },
    Kind.CORRECTION: {
        "unit": Text("单位", "Unit"),
        "item": Text("考核项", "Item"),
        "field": Text("更正内容", "Field"),
        "old": Text("原填", "Old"),
        "new": Text("改为", "New"),
        "date": Text("日期", "Date"),
        "caller": Text("来电人", "Caller"),
        "taken_by": Text("记录人", "Taken by"),
        "reason": Text("原因", "Reason"),
    },
    Kind.ACCEPTANCE: {
        "unit": Text("单位", "Unit"),
        "code": Text("代码", "Code"),
        "item": Text("考核项", "Item"),
        "reason": Text("理由", "Reason"),
        "by": Text("核实人", "By"),
        "date": Text("日期", "Date"),
    },
}
"""What a decision of each kind says, by the keys of a YAML file, with the titles of the columns of a workbook."""


class FieldKind(StrEnum):
    """What a unit fills in: beside an item, or once for the whole form (the statement about deductions)."""

    SCORE = "score"
    DONE = "done"
    REASON = "reason"
    MEASURE = "measure"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    EVENT = "event"
    STATEMENT = "none_declared"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; `key` is the id of the measure or of the kind of event, "" for the others."""

    kind: FieldKind
    key: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """Which file speaks for a unit: a path, a name, or the beginning of its SHA-256.

    `place` is where the decision is written down, in words.
    """

    unit: str
    file: str
    reason: str
    by: str
    day: date
    place: Text = NOTHING

    @property
    def basis(self) -> Text:
        """Say why it was decided, by whom and when."""
        return _basis(self.reason, self.by, self.day)


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that a unit gave by telephone.

    `item` is None for the statement about deductions. `old` is what stood there, as the clerk wrote it down, "" for a
    blank; `new` what it becomes, a number in plain digits, yes or no as the form has it, or a text.
    """

    unit: str
    item: str | None
    field: Field
    old: str
    new: str
    day: date
    caller: str
    taken_by: str
    reason: str = ""
    place: Text = NOTHING

    @property
    def basis(self) -> Text:
        """Say who called when, who wrote it down, and why it was corrected."""
        zh, en = (f"；{self.reason}", f"; {self.reason}") if self.reason else ("", "")
        return Text(
            f"{self.day.isoformat()} {self.caller}来电，{self.taken_by}记录{zh}",
            f"{self.day.isoformat()}, called in by {self.caller}, taken down by {self.taken_by}{en}",
        )


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that the office looked into and lets stand; without `item` all findings of this code."""

    unit: str
    code: str
    item: str | None
    reason: str
    by: str
    day: date
    place: Text = NOTHING

    @property
    def basis(self) -> Text:
        """Say why it was accepted, by whom and when."""
        return _basis(self.reason, self.by, self.day)


Decision = Version | Correction | Acceptance
_KINDS: dict[type, Kind] = {
    Version: Kind.VERSION,
    Correction: Kind.CORRECTION,
    Acceptance: Kind.ACCEPTANCE,
}


def kind_of(decision: Decision) -> Kind:
    """Give the kind of a decision."""
    return _KINDS[type(decision)]


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a round; `digest` is the SHA-256 of the file that they were read from, "" for none.

    Their order makes no difference.
    """

    versions: tuple[Version, ...] = ()
    corrections: tuple[Correction, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    digest: str = ""


NO_DECISIONS = Decisions()


@dataclass(frozen=True, slots=True)
class Effect:
    """What came of a decision: `words` say what it did or why it did nothing, as the part of a sentence.

    `needed` is False where it did nothing because things already are as it wants them. `file`, `sheet` and `cells`
    are where it shows.
    """

    decision: Decision
    done: bool
    words: Text
    needed: bool = True
    file: str | None = None
    sheet: str | None = None
    cells: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of the decision."""
        return kind_of(self.decision)

    @property
    def item(self) -> str | None:
        """The item that the decision is about, None for the whole form."""
        return None if isinstance(self.decision, Version) else self.decision.item


def _basis(reason: str, by: str, day: date) -> Text:
    return Text(f"{reason}（{by}，{day.isoformat()}）", f"{reason} ({by}, {day.isoformat()})")
