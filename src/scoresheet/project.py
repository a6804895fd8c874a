"""What a project folder holds and where its round stands: names, and the next step from what is known; no disk here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoresheet.language import Text


class Folder(StrEnum):
    """The folders of a round, in the order in which they are filled."""

    FORMS = "forms"
    RETURNS = "returns"
    CORRECTIONS = "corrections"
    RESULTS = "results"

    @property
    def word(self) -> Text:
        """The name of the folder."""
        return _FOLDERS[self]


_FOLDERS = {
    Folder.FORMS: Text("1下发", "1_forms"),
    Folder.RETURNS: Text("2回收", "2_returns"),
    Folder.CORRECTIONS: Text("3退改", "3_corrections"),
    Folder.RESULTS: Text("4结果", "4_results"),
}
DECISIONS = Text("决定登记.xlsx", "decisions.xlsx")
"""The workbook in which the office writes down what it decides."""

GUIDE = Text("使用说明.txt", "GUIDE.txt")
"""The short guide."""

RANKING = Text("排名表.xlsx", "ranking.xlsx")
"""The ranking workbook among the results."""

STEPS = (
    Text("1生成空表.cmd", "1_make_forms.cmd"),
    Text("2校验收回的表.cmd", "2_check_returns.cmd"),
    Text("3生成退改.cmd", "3_send_back.cmd"),
    Text("4汇总排名.cmd", "4_rank.cmd"),
)
"""The four usual steps, to be double-clicked on Windows."""


@dataclass(frozen=True, slots=True)
class Names:
    """How the folders of a project are called in fact; `decisions` is None where there is no such workbook."""

    folders: Mapping[Folder, str]
    ranking: str
    decisions: str | None = None

    def __getitem__(self, folder: Folder) -> str:
        return self.folders[folder]


@dataclass(frozen=True, slots=True)
class Units:
    """The names of the units by what a check found of their returns, in the catalog's order."""

    accepted: tuple[str, ...] = ()
    to_correct: tuple[str, ...] = ()
    conflicting: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unread_files: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to be asked of anybody."""
        return not (self.to_correct or self.conflicting or self.missing or self.unread_files)


class Age(StrEnum):
    """How a result stands to what it rests on."""

    CURRENT = "current"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a round whose catalog is right.

    `untouched` tells that the catalog is still as `init` wrote it, `forms` whether they are at least as new as it. `formless` are the units without a form among
    `units`. `files` is how many files came back; `checked` what a check found, None where none was made. `corrections`
    and `ranking` tell whether there are any, and whether they are at least as new as everything they rest on; `results`
    are the names of the other results. `unsettled` tells that the catalog leaves something to be verified before forms go
    out, `unissuable` that none can be made from it yet.
    """

    units: int
    formless: tuple[str, ...]
    files: int
    checked: Units | None
    untouched: bool = False
    forms: Age = Age.CURRENT
    corrections: Age | None = None
    ranking: Age | None = None
    results: tuple[str, ...] = ()
    unsettled: bool = False
    unissuable: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, in words, and the commands to type, one after the other."""

    words: Text
    commands: tuple[str, ...] = ()


def next_step(facts: Facts, names: Names) -> Step:
    """Give the next step of a round."""
    if facts.unissuable and not facts.files:
        return Step(_MEND_CATALOG, (_CHECK_CATALOG, _generate(names)))
    if facts.formless:
        return _issue(facts, names)
    if not facts.files:
        return _send(facts, names)
    if facts.checked is None:
        return Step(_CHECK, (_validate(names),))
    if not facts.checked.is_settled:
        return _settle(facts, names)
    if facts.ranking is not Age.CURRENT:
        return Step(_RANK, (_rank(names),))
    return Step(_DONE)


def days_left(due: date | None, as_of: date | None) -> int | None:
    """Give how many days are left until returns are due, negative after that day; None where that can't be said."""
    return None if due is None or as_of is None else (due - as_of).days


def _issue(facts: Facts, names: Names) -> Step:
    generate = _generate(names)
    if facts.untouched:
        return Step(_WRITE_CATALOG, (_CHECK_CATALOG, generate))
    if facts.unsettled:
        return Step(_SETTLE_CATALOG, (_CHECK_CATALOG, generate))
    if len(facts.formless) == facts.units:
        return Step(_MAKE_FORMS, (generate,))
    wanted = " ".join(f"--unit {_typed(unit)}" for unit in facts.formless)
    return Step(_MAKE_MISSING_FORMS, (f"{generate} {wanted}" if len(facts.formless) <= _NAMED else generate,))


_NAMED = 5
"""So many units are named in a command; for more of them all forms are made."""


_CHECK_CATALOG = "scoresheet catalog check"


def _send(facts: Facts, names: Names) -> Step:
    if facts.unsettled:
        return Step(_SETTLE_FORMS, (_CHECK_CATALOG, _generate(names), _validate(names)))
    if facts.forms is Age.OUTDATED:
        return Step(_MAKE_AGAIN, (_generate(names), _validate(names)))
    return Step(_between(_SEND, names[Folder.FORMS], names[Folder.RETURNS]), (_validate(names),))


def _settle(facts: Facts, names: Names) -> Step:
    if facts.corrections is Age.CURRENT:
        words = _between(_AWAIT, names[Folder.CORRECTIONS], names[Folder.RETURNS])
        return Step(words, (_validate(names),))
    command = f"scoresheet return {_typed(names[Folder.RETURNS])} -o {_typed(names[Folder.CORRECTIONS])}"
    return Step(_SEND_BACK, (f"{command}{_decided(names)}",))


def _between(words: Text, *names: str) -> Text:
    return Text(words.zh.format(*names), words.en.format(*names))


def _generate(names: Names) -> str:
    return f"scoresheet generate -o {_typed(names[Folder.FORMS])}"


def _validate(names: Names) -> str:
    return f"scoresheet validate {_typed(names[Folder.RETURNS])}{_decided(names)}"


def _rank(names: Names) -> str:
    output = _typed(f"{names[Folder.RESULTS]}/{names.ranking}")
    return f"scoresheet rank {_typed(names[Folder.RETURNS])} -o {output}{_decided(names)}"


def _decided(names: Names) -> str:
    return f" --decisions {_typed(names.decisions)}" if names.decisions else ""


def _typed(name: str) -> str:
    return f'"{name}"' if " " in name else name


_WRITE_CATALOG = Text(
    "indicators.yaml 还是新建时的样子。请用记事本打开，照里面的说明改成本单位的内容并核定待定事项，"
    "检查没有错误后再生成空表：",
    "indicators.yaml is still as it was made. Open it in a text editor, put in your own content and settle what is "
    "left open; check it, then make the forms:",
)
_MEND_CATALOG = Text(
    "目录里还有占位的文字，不能生成空表。请照上面的说明改好 indicators.yaml，检查没有错误后再生成空表：",
    "The catalog still holds words that only keep a place, so no form can be made. Mend indicators.yaml as told above, check "
    "it, then make the forms:",
)
_SETTLE_CATALOG = Text(
    "目录里还有要先核定的地方（见上）。请核定并改好 indicators.yaml，检查没有错误后再生成空表：",
    "Some things about the catalog have to be settled first (see above). Settle them in indicators.yaml, check it, then make "
    "the forms:",
)
_SETTLE_FORMS = Text(
    "空白表已有，但目录里还有要先核定的地方（见上），先不要发出。请核定并改好 indicators.yaml，重新生成空表再发；"
    "已经发出的，照旧收表、校验：",
    "There are forms, but some things about the catalog have to be settled first (see above), so don't send them yet. Settle "
    "them in indicators.yaml and make the forms again; if they were sent already, go on and check what comes back:",
)
_MAKE_FORMS = Text("生成每个单位的空白表：", "Make the blank form of each unit:")
_MAKE_MISSING_FORMS = Text(
    "有的单位还没有空白表，补生成：", "Some units have no form yet; make those that are missing:"
)
_MAKE_AGAIN = Text(
    "目录或目标数在生成空表之后改过。还没有发出的，请重新生成再发；已经发出、改动不大的，可以照旧收表、校验：",
    "The catalog or its targets changed after the forms were made. Make them again if they weren't sent yet; if they were "
    "and the change is small, go on and check what comes back:",
)
_SEND = Text(
    "把 {0} 里的表发给各单位；收到的文件原样放进 {1}，随时可以校验：",
    "Send the forms in {0} to the units; put what comes back into {1} as it came and check it at any time:",
)
_CHECK = Text("校验收回的表：", "Check what came back:")
_SEND_BACK = Text(
    "给需要更正的单位准备标注表和通知，给未报送的准备催报：",
    "Make the marked forms and letters for those that must correct, and the reminder for those that sent nothing:",
)
_AWAIT = Text(
    "把 {0} 里的通知发出去；更正后的表和补报的表放进 {1}（旧的不用删），再校验：",
    "Send what is in {0}; put corrected and late forms into {1} (keep the old ones) and check again:",
)
_RANK = Text("各单位都通过了，可以汇总排名：", "Every unit is accepted; make the ranking:")
_DONE = Text(
    "这一轮做完了：各单位都通过了，排名表是最新的。",
    "This round is done: every unit is accepted and the ranking is up to date.",
)


def listed(names: Sequence[str], most: int = 6) -> Text:
    """Name units, at most so many; the others are counted."""
    if len(names) <= most:
        return Text("、".join(names), ", ".join(names))
    shown, count = names[:most], len(names)
    return Text(f"{'、'.join(shown)}等{count}个", f"{', '.join(shown)} and {count - most} more")
