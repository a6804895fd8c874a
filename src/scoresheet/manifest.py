"""The audit of a run: which files came in, what became of each and why, under which catalog and which options.

The same inputs give the same bytes: nothing of the run's own time enters, and everything stands in a fixed order.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError

from scoresheet import __version__
from scoresheet.assessment import Assessment, FileResult, FileStatus, UnitResult, UnitStatus
from scoresheet.catalog.model import Catalog
from scoresheet.checking.running import Finding, Severity
from scoresheet.inert import cut, legible
from scoresheet.language import Text
from scoresheet.phrases import by_unit, total
from scoresheet.submission import FaultKind, Source, Submission

SCHEMA: Final = "scoresheet-manifest/1"
LONGEST = 64 * 1024 * 1024
"""Bytes; a round of 3,000 units has 2 MB, and nothing larger is read back."""

_LONGEST_NAME = 200
_FAMILY = "scoresheet-manifest/"
_Score = Annotated[str, Field(pattern=r"^-?[0-9]{1,9}(\.[0-9]{1,9})?$")]


class ManifestError(Exception):
    """An earlier audit that can't be compared with; `sentence` says why, without the file's name."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class CatalogMark:
    """The catalog of a run; `digest` is of its content and that of its table of targets."""

    path: str
    id: str
    round: str
    digest: str


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file that the office itself wrote, as it was given and with the SHA-256 of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for and decides verdicts; `decisions` is the file of decisions, `strict` that warnings count."""

    prefer: str | None = None
    strict: bool = False
    decisions: FileMark | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What was known of a file before anything was decided: its marks, and of which round the form in it is."""

    source: Source
    round: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was found in the inbox.

    `size` (bytes), `mtime` (UTC) and `sha256` are the file's own; `size` and `sha256` are empty where it was not
    opened, and within an archive `mtime` is the archive's. `format` is told by content. `saved_by` and `saved` are
    what the file itself says about the program that saved it and when. `speaks` tells that this file gives the unit's
    answers; `chosen_over` names the other files of the unit that don't.
    """

    path: str
    size: int | None
    mtime: str | None
    sha256: str | None
    format: str
    saved_by: str | None
    saved: str | None
    unit: str | None
    round: str | None
    status: FileStatus
    reason: str
    speaks: bool
    chosen_over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many findings there are of each severity."""

    fatal: int = 0
    error: int = 0
    warning: int = 0
    notice: int = 0


@dataclass(frozen=True, slots=True)
class UnitMark:
    """Where a unit stands: the file that speaks for it, its self-assessed total, its findings."""

    id: str
    name: str
    status: UnitStatus
    file: str | None
    self_score: _Score | None
    findings: FindingCounts


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole audit: units in the catalog's order, inputs by path; `tool` is the program's version."""

    schema: Literal["scoresheet-manifest/1"]
    tool: str
    catalog: CatalogMark
    options: Options
    units: tuple[UnitMark, ...]
    inputs: tuple[Input, ...]
    findings_without_unit: FindingCounts


def round_of(submission: Submission, catalog: Catalog) -> str | None:
    """Give the round of the form in a file, None where no form of this catalog is in it."""
    other = submission.faults_of(FaultKind.OTHER_ROUND)
    if other:
        return other[0].detail.zh
    return catalog.round.id if submission.form else None


def manifest(
    assessment: Assessment, seen: Iterable[Seen], catalog_path: str, options: Options | None = None
) -> Manifest:
    """Give the audit of a run.

    `seen` is every file that was found, but for what the run itself writes; `catalog_path` is as it was given.
    """
    catalog, findings = assessment.catalog, by_unit(assessment)
    known_units = {unit.unit.id for unit in assessment.units}
    elsewhere = [one for unit, found in findings.items() if unit not in known_units for one in found]
    return Manifest(
        SCHEMA,
        __version__,
        CatalogMark(legible(catalog_path), catalog.id, catalog.round.id, catalog.digest),
        options or Options(),
        tuple(_unit(unit, catalog, findings.get(unit.unit.id, ())) for unit in assessment.units),
        tuple(_inputs(assessment, seen)),
        _counts(elsewhere),
    )


def to_bytes(made: Manifest) -> bytes:
    """Write an audit as JSON; the same audit gives the same bytes."""
    return (json.dumps(asdict(made), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def from_bytes(data: bytes) -> Manifest:
    """Read an audit that `to_bytes` wrote; unknown keys are passed over.

    Raises ManifestError for bytes that are no audit, a damaged one or one of a newer program.
    """
    try:
        return _reader().validate_json(data[: LONGEST + 1])
    except ValidationError as error:
        raise ManifestError(_refused(data)) from error


def _reader() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)


def _refused(data: bytes) -> Text:
    try:
        read = json.loads(data[: LONGEST + 1])
    except (ValueError, RecursionError):
        return _DAMAGED
    schema = read.get("schema") if isinstance(read, dict) else None
    if not isinstance(schema, str) or not schema.startswith(_FAMILY):
        return _FOREIGN
    return _DAMAGED if schema == SCHEMA else _NEWER


_DAMAGED = Text(
    "内容已损坏或被改动过，无法与上次比较。请改用另一个文件名，或先把它移走",
    "it is damaged or was changed, so nothing can be compared with it. "
    "Please give another name, or move it away first",
)
_FOREIGN = Text(
    "不是本工具写的处理记录。请改用另一个文件名",
    "it is no audit written by this tool. Please give another name",
)
_NEWER = Text(
    "是另一版本的工具写的处理记录，本版本读不了。请改用另一个文件名，或使用原来的版本",
    "it was written by another version of this tool, which this one can't read. "
    "Please give another name, or use that version",
)


def _unit(result: UnitResult, catalog: Catalog, findings: Iterable[Finding]) -> UnitMark:
    speaks = result.submission
    return UnitMark(
        result.unit.id,
        legible(result.unit.name),
        result.status,
        legible(speaks.source.path) if speaks else None,
        total(result, catalog.decimals),
        _counts(findings),
    )


def _counts(findings: Iterable[Finding]) -> FindingCounts:
    numbers = Counter(finding.severity for finding in findings)
    return FindingCounts(*(numbers[severity] for severity in Severity))


def _inputs(assessment: Assessment, seen: Iterable[Seen]) -> Iterable[Input]:
    known = {(one.source.path, one.source.sha256): one for one in seen}
    speaking = {
        (unit.submission.source.path, unit.submission.source.sha256)
        for unit in assessment.units
        if unit.submission
    }
    of_unit: dict[str, list[FileResult]] = {}
    for file in assessment.files:
        if file.unit is not None and file.status in _COMPETING:
            of_unit.setdefault(file.unit, []).append(file)
    for file in assessment.files:
        key = (file.path, file.sha256)
        speaks = key in speaking
        if key in known:
            others = _others(file, of_unit.get(file.unit or "", ()), known) if speaks else []
            yield _input(file, known[key], assessment.catalog, speaks=speaks, over=others)


def _others(
    chosen: FileResult, of_unit: Iterable[FileResult], known: Mapping[tuple[str, str], Seen]
) -> list[FileResult]:
    def round_(file: FileResult) -> str | None:
        seen = known.get((file.path, file.sha256))
        return seen.round if seen else None

    return [one for one in of_unit if one is not chosen and round_(one) == round_(chosen)]


_COMPETING = frozenset(
    {FileStatus.ACCEPTED, FileStatus.NEEDS_FIX, FileStatus.DUPLICATE, FileStatus.SUPERSEDED}
)


def _input(
    file: FileResult, seen: Seen, catalog: Catalog, *, speaks: bool, over: Iterable[FileResult]
) -> Input:
    source = seen.source
    return Input(
        path=legible(file.path),
        size=source.size if source.size or file.sha256 else None,
        mtime=_utc(source.mtime) if source.mtime else None,
        sha256=file.sha256 or None,
        format=file.format,
        saved_by=cut(legible(source.application), _LONGEST_NAME, catalog.locale) or None,
        saved=_written(source.modified),
        unit=file.unit,
        round=legible(seen.round) if seen.round else None,
        status=file.status,
        reason=legible(file.reason.of(catalog.locale)),
        speaks=speaks,
        chosen_over=tuple(legible(one.path) for one in over),
    )


def _utc(seconds: float) -> str | None:
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        # A disk may hold times that no calendar has.
        return None
    return _written(moment)


def _written(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    try:
        known = moment.astimezone(UTC) if moment.tzinfo else moment
    except OverflowError:
        return None
    return known.replace(microsecond=0, tzinfo=None).isoformat() + ("Z" if moment.tzinfo else "")
