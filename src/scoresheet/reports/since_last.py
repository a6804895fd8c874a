"""What changed since the last run, as lines for the screen: bounded, units first, then files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple

from scoresheet.changes import Changes, FileChange, UnitChange
from scoresheet.inert import cut, one_line
from scoresheet.language import NOTHING, Locale, Text, joined, same
from scoresheet.manifest import Input, Options, UnitMark

UNITS_LISTED = 30
FILES_LISTED = 10
NAMES_LISTED = 30
_LONGEST = 300

TITLE = Text("【与上次相比】", "== Since the last run ==")
NOTHING_CHANGED = Text("与上次相比没有变化。", "Nothing changed since the last run.")


def lines(changes: Changes, locale: Locale) -> list[str]:
    """Give the section line by line, its title first; one line alone where nothing changed."""
    if not changes.any:
        return [NOTHING_CHANGED.of(locale)]
    said = [*_judged_by(changes), *_units(changes), *_files(changes)]
    return [TITLE.of(locale), *(f"  {cut(one_line(text.of(locale)), _LONGEST, locale)}" for text in said)]


def _judged_by(changes: Changes) -> Iterator[Text]:
    if changes.catalog:
        yield Text(
            "指标目录或目标表有改动，未重新报送的表也按新的重新校验。",
            "The catalog or the targets changed; forms that were not sent again are judged by the new ones.",
        )
    if changes.options:
        yield _options(*changes.options)
    if changes.tool:
        before, now = changes.tool
        yield Text(f"工具版本：{before} → {now}。", f"Version of the tool: {before} → {now}.")


def _options(before: Options, now: Options) -> Text:
    def decisions(one: Options) -> str:
        return one.decisions.sha256 if one.decisions else ""

    said = []
    if decisions(before) != decisions(now):
        said.append(Text("决定登记（--decisions）有改动", "the decisions (--decisions) changed"))
    if before.prefer != now.prefer:
        said.append(_on_or_off("--prefer newest", on=now.prefer is not None))
    if before.strict != now.strict:
        said.append(_on_or_off("--strict", on=now.strict))
    zh, en = "，".join(one.zh for one in said), ", ".join(one.en for one in said)
    return Text(f"选项：{zh}。", f"Options: {en}.")


def _on_or_off(option: str, *, on: bool) -> Text:
    return Text(
        f"{'这次用了' if on else '这次没有用'} {option}",
        f"{option} {'was' if on else 'was not'} used this time",
    )


def _units(changes: Changes) -> Iterator[Text]:
    returned = [one for one in changes.units if one.newly_returned]
    if returned:
        yield _named("新报送", "Newly returned", [_with_status(one) for one in returned])
    others = [one for one in changes.units if not one.newly_returned]
    yield from (_unit(one) for one in others[:UNITS_LISTED])
    if len(others) > UNITS_LISTED:
        rest = len(others) - UNITS_LISTED
        yield Text(f"另有{rest}个单位有变化，未在此列出。", f"{rest} more units changed.")
    if changes.still_missing:
        yield _named("仍未报送", "Still missing", [same(one.name) for one in changes.still_missing])


def _with_status(change: UnitChange) -> Text:
    status = change.now.status.word if change.now else NOTHING
    return Text(f"{change.name}（{status.zh}）", f"{change.name} ({status.en})")


def _unit(change: UnitChange) -> Text:
    if change.before is None:
        return Text(f"{change.name}：新列入名单。", f"{change.name}: new on the list.")
    if change.now is None:
        return Text(f"{change.name}：已从名单去掉。", f"{change.name}: taken off the list.")
    said = [*_status(change), *_score(change), *_findings(change.before, change.now)]
    zh, en = "；".join(one.zh for one in said), "; ".join(one.en for one in said)
    return Text(f"{change.name}：{zh}", f"{change.name}: {en}")


def _status(change: UnitChange) -> Iterator[Text]:
    if change.before and change.now and change.status_differs:
        before, now = change.before.status.word, change.now.status.word
        yield Text(f"{before.zh} → {now.zh}", f"{before.en} → {now.en}")


def _score(change: UnitChange) -> Iterator[Text]:
    if change.before and change.now and change.score_differs:
        before, now = _total(change.before), _total(change.now)
        yield Text(f"自查总分 {before.zh} → {now.zh}", f"total {before.en} → {now.en}")


def _total(unit: UnitMark) -> Text:
    if unit.self_score is None:
        return Text("无", "none")
    return same(unit.self_score.replace("-", "−"))


def _findings(before: UnitMark, now: UnitMark) -> Iterator[Text]:
    if before.findings == now.findings:
        return
    words = (
        Text("无法受理", "can't be accepted"),
        Text("须更正", "to correct"),
        Text("请核实", "to verify"),
        Text("提示", "notes"),
    )
    numbers = zip(words, astuple(before.findings), astuple(now.findings), strict=True)
    said = [
        Text(f"{word.zh}{old}处 → {new}处", f"{word.en} {old} → {new}")
        for word, old, new in numbers
        if old != new
    ]
    yield Text("，".join(one.zh for one in said), ", ".join(one.en for one in said))


def _named(zh: str, en: str, names: Sequence[Text]) -> Text:
    listed = names[:NAMES_LISTED]
    told = Text(joined(one.zh for one in listed).zh, joined(one.en for one in listed).en)
    rest = len(names) - len(listed)
    if rest:
        told = Text(f"{told.zh}等{len(names)}个单位", f"{told.en} and {rest} more")
    return Text(f"{zh}：{told.zh}", f"{en}: {told.en}")


def _files(changes: Changes) -> Iterator[Text]:
    yield from _listed("新收到的文件", "New files", map(_came, changes.new))
    yield from _listed("内容有变的文件", "Files with another content", map(_judged, changes.edited))
    yield from _listed("改名或移动的文件", "Files with another name or place", map(_renamed, changes.moved))
    yield from _listed("结论有变的文件", "Files judged otherwise", map(_judged, changes.judged_anew))
    yield from _listed("这次没有了的文件", "Files no longer there", map(_left, changes.gone))


def _listed(zh: str, en: str, files: Iterable[Text]) -> Iterator[Text]:
    listed = list(files)
    if not listed:
        return
    yield Text(f"{zh}：{len(listed)}个", f"{en}: {len(listed)}")
    yield from (Text(f"  {one.zh}", f"  {one.en}") for one in listed[:FILES_LISTED])
    rest = len(listed) - FILES_LISTED
    if rest > 0:
        yield Text(f"  另有{rest}个，未在此列出。", f"  {rest} more.")


def _came(one: Input) -> Text:
    word = one.status.word
    return Text(f"{one.path}（{word.zh}）", f"{one.path} ({word.en})")


def _left(one: Input) -> Text:
    return same(one.path)


def _judged(one: FileChange) -> Text:
    before, now = one.before.status.word, one.now.status.word
    if before == now:
        return _came(one.now)
    return Text(f"{one.now.path}（{before.zh} → {now.zh}）", f"{one.now.path} ({before.en} → {now.en})")


def _renamed(one: FileChange) -> Text:
    said = f"{one.before.path} → {one.now.path}"
    return same(said)
