"""What `return` says at its end: what was made, for whom, where it lies, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scoresheet.language import Text

if TYPE_CHECKING:
    from scoresheet.cli.outgoing import Outgoing

_NAMED = 10


def told(outgoing: Outgoing, output: Path, gone: Sequence[str], *, quiet: bool) -> Iterator[str]:
    """Walk the lines, the first one alone where `quiet`; `gone` are files of an earlier run that were taken away."""
    locale = outgoing.locale
    yield _in_one_line(outgoing, output).of(locale)
    if quiet:
        return
    for results, words in (
        (outgoing.corrected, _SEND_CORRECTIONS),
        (outgoing.conflicting, _ASK_VERSION),
        (outgoing.missing, _REMIND if outgoing.is_for_all else _MISSING),
    ):
        if results:
            yield words.of(locale).format(_names([one.unit.name for one in results]).of(locale))
    for unit, replies in outgoing.replies.items():
        yield _REPLIED.of(locale).format(unit, _names(replies).of(locale))
    unassigned = _unassigned(outgoing)
    if unassigned:
        yield _UNASSIGNED.of(locale).format(len(unassigned), _names(unassigned).of(locale))
    if outgoing.long_messages:
        yield _LONG.of(locale).format(_names(outgoing.long_messages).of(locale))
    if gone:
        yield _GONE.of(locale).format(len(gone))
    if not outgoing.is_whole:
        yield _IN_PART.of(locale).format(_names([one.unit.name for one in outgoing.results]).of(locale))
    if outgoing.files:
        yield _NEXT.of(locale)


def _in_one_line(outgoing: Outgoing, output: Path) -> Text:
    if not outgoing.files:
        return _NOTHING_TO_SEND if outgoing.is_whole else _NOTHING_IN_PART
    counts = (len(outgoing.corrected), len(outgoing.conflicting), len(outgoing.missing))
    return Text(*(words.format(output, *counts) for words in _WRITTEN))


def _unassigned(outgoing: Outgoing) -> list[str]:
    """Give the files that are in no unit's letter: only the clerk can ask their senders."""
    from scoresheet.assessment import FileStatus

    open_ = {FileStatus.UNIDENTIFIED, FileStatus.UNREADABLE}
    return [file.path for file in outgoing.assessment.files if file.status in open_]


_WRITTEN = Text(
    "已写入 {0}：{1}个单位需更正，{2}个单位需确认版本，{3}个单位需催报。",
    "Written to {0}: units to correct {1}, to say which version counts {2}, to be reminded {3}.",
)
_NOTHING_TO_SEND = Text("没有需要退改或催报的单位。", "Nothing has to be sent to any unit.")
_NOTHING_IN_PART = Text(
    "所给的文件里没有需要退改的。", "None of the files that were named needs to be sent back."
)
_SEND_CORRECTIONS = Text(
    "  需更正：{0}（各单位文件夹里有标注表、退改通知和短信）",
    "  to correct: {0} (marked copy, letter and message lie in each unit's folder)",
)
_ASK_VERSION = Text(
    "  需确认以哪份为准：{0}（短信里列出了不一致之处；得到答复后记入决定登记，用 --decisions 读入）",
    "  to say which version counts: {0} (the message lists what differs; put the answer into the decisions)",
)
_REMIND = Text(
    "  需催报：{0}（催报.txt 发到群里，催报名单.xlsx 用于打电话）",
    "  to be reminded: {0} (reminder.txt for the group, reminder_list.xlsx for the telephone)",
)
_MISSING = Text(
    "  未报送：{0}（催报发给全部未报送单位，不带 --unit 运行时生成）",
    "  not returned: {0} (the reminder is one for all; it is written without --unit)",
)
_IN_PART = Text(
    "  只看了所给的文件（{0}）；其他单位的标注表、通知和催报都没有动。要催报，请对整个收表的文件夹运行。",
    "  Only the files that were named were looked at ({0}); what lies there for other units, and the reminder, is as it "
    "was. For a reminder run this on the whole folder of returns.",
)
_REPLIED = Text(
    "  {0}在上次的标注表里写了答复（新的标注表里也列着）：{1}",
    "  {0} wrote replies into its last marked copy (they stand in the new one too): {1}",
)
_UNASSIGNED = Text(
    "  另有{0}个文件读不出，或看不出是哪家单位的，通知里没有提到，请联系发送人：{1}",
    "  {0} more files can't be read or are of an unknown unit, and no letter mentions them; ask their senders: {1}",
)
_LONG = Text(
    "  短信超过500字：{0}。请缩短短信模板。",
    "  messages of more than 500 characters: {0}. Shorten the template.",
)
_GONE = Text(
    "  上次生成、现在已不需要的{0}个文件已清除。",
    "  {0} files of an earlier run that are no longer needed were removed.",
)
_NEXT = Text(
    "下一步：把各单位文件夹里的文件发给该单位；更正后的表收回后，和原来的表放在一起再校验，旧表不用删。",
    "Next: send each unit what lies in its folder; put corrected forms beside the old ones and validate again.",
)


def _names(names: Sequence[str]) -> Text:
    from scoresheet.inert import one_line
    from scoresheet.language import joined

    listed = joined(one_line(name) for name in names[:_NAMED])
    more = len(names) - _NAMED
    return Text(f"{listed.zh}等{len(names)}个", f"{listed.en} and {more} more") if more > 0 else listed
