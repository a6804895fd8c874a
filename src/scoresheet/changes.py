"""What changed between two runs: files, units, scores, and what they were judged by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scoresheet.assessment import FileStatus, UnitStatus
from scoresheet.manifest import Input, Manifest, Options, UnitMark

Key = tuple[str, int]
"""A file's path, and which one of that path it is: an archive may hold two members of one name."""


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that stands differently now; `before` is None for one that is new on the list, `now` for one taken off."""

    before: UnitMark | None
    now: UnitMark | None

    @property
    def name(self) -> str:
        """The unit's name."""
        mark = self.now or self.before
        return mark.name if mark else ""

    @property
    def newly_returned(self) -> bool:
        """Whether nothing had come from the unit before, and something has now."""
        return _missing(self.before) and self.now is not None and not _missing(self.now)

    @property
    def status_differs(self) -> bool:
        """Whether the unit's status is another one."""
        return (self.before and self.before.status) != (self.now and self.now.status)

    @property
    def score_differs(self) -> bool:
        """Whether the unit's self-assessed total is another one; how many decimals it is written with says nothing."""
        return _score(self.before) != _score(self.now)


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of both runs that is now different: another content, another name or another status."""

    before: Input
    now: Input


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different from the run before.

    `tool` is the program's version before and now, `options` the options before and now, None where they are equal.
    `units` are those whose status, score or number of findings differs, in the catalog's order. `new`, `gone`,
    `edited` (another content under the same path), `moved` (the same content under another path) and `judged_anew`
    (the same file with another status) are files; what doesn't take part in the round is left out. `still_missing`
    are units that had returned nothing before and have not yet; they are no change.
    """

    tool: tuple[str, str] | None
    catalog: bool
    options: tuple[Options, Options] | None
    units: tuple[UnitChange, ...]
    new: tuple[Input, ...]
    gone: tuple[Input, ...]
    edited: tuple[FileChange, ...]
    moved: tuple[FileChange, ...]
    judged_anew: tuple[FileChange, ...]
    still_missing: tuple[UnitMark, ...]

    @property
    def any(self) -> bool:
        """Whether anything changed at all."""
        what_judges = self.tool or self.catalog or self.options
        files = self.new or self.gone or self.edited or self.moved or self.judged_anew
        return bool(what_judges or self.units or files)


def changes(before: Manifest, now: Manifest) -> Changes:
    """Compare two audits of the same round."""
    old, new = _taking_part(before.inputs), _taking_part(now.inputs)
    both = [FileChange(old[key], new[key]) for key in new if key in old]
    moved = _moved([old[key] for key in old if key not in new], [new[key] for key in new if key not in old])
    left, came = {id(one.before) for one in moved}, {id(one.now) for one in moved}
    return Changes(
        tool=None if before.tool == now.tool else (before.tool, now.tool),
        catalog=before.catalog.digest != now.catalog.digest,
        options=None if _asked(before.options) == _asked(now.options) else (before.options, now.options),
        units=tuple(_units(before, now)),
        new=tuple(one for key, one in new.items() if key not in old and id(one) not in came),
        gone=tuple(one for key, one in old.items() if key not in new and id(one) not in left),
        edited=tuple(one for one in both if one.before.sha256 != one.now.sha256),
        moved=tuple(moved),
        judged_anew=tuple(one for one in both if _judged_anew(one)),
        still_missing=tuple(_still_missing(before, now)),
    )


def _taking_part(inputs: Iterable[Input]) -> Mapping[Key, Input]:
    found: dict[Key, Input] = {}
    seen: Counter[str] = Counter()
    for one in inputs:
        if one.status is not FileStatus.IGNORED:
            found[one.path, seen[one.path]] = one
            seen[one.path] += 1
    return found


def _moved(gone: list[Input], came: list[Input]) -> list[FileChange]:
    """Pair files of equal content, one with one, in the order of their paths."""
    by_content: dict[str, list[Input]] = {}
    for one in reversed(gone):
        if one.sha256:
            by_content.setdefault(one.sha256, []).append(one)
    return [FileChange(left.pop(), one) for one in came if (left := by_content.get(one.sha256 or ""))]


def _judged_anew(one: FileChange) -> bool:
    return one.before.sha256 == one.now.sha256 and one.before.status is not one.now.status


def _units(before: Manifest, now: Manifest) -> Iterable[UnitChange]:
    old = {unit.id: unit for unit in before.units}
    present = {unit.id for unit in now.units}
    for unit in now.units:
        earlier = old.get(unit.id)
        if earlier is None or _stands(earlier) != _stands(unit):
            yield UnitChange(earlier, unit)
    yield from (UnitChange(unit, None) for unit in before.units if unit.id not in present)


def _stands(unit: UnitMark) -> object:
    return unit.status, _score(unit), unit.findings


def _score(unit: UnitMark | None) -> Decimal | None:
    return Decimal(unit.self_score) if unit is not None and unit.self_score is not None else None


def _missing(unit: UnitMark | None) -> bool:
    return unit is None or unit.status is UnitStatus.MISSING


def _still_missing(before: Manifest, now: Manifest) -> Iterable[UnitMark]:
    missing_before = {unit.id for unit in before.units if _missing(unit)}
    return (unit for unit in now.units if _missing(unit) and unit.id in missing_before)


def _asked(options: Options) -> object:
    return options.prefer, options.strict, options.decisions and options.decisions.sha256
