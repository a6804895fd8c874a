"""The audit of a run: what it says of each file and unit, the same bytes for the same inputs, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

import samples
from assessments import HOSTILE, mixed
from scoresheet.assessment import Assessment, FileResult, FileStatus, UnitStatus, assess
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import Catalog
from scoresheet.inbox.ours import is_output
from scoresheet.language import NOTHING, Text, same
from scoresheet.manifest import (
    SCHEMA,
    FileMark,
    FindingCounts,
    Input,
    Manifest,
    ManifestError,
    Options,
    Seen,
    from_bytes,
    manifest,
    round_of,
    to_bytes,
)
from scoresheet.submission import Fault, FaultKind, Source, Submission

CATALOG = samples.catalog()
A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def returned(number: int = 0, catalog: Catalog = CATALOG, **changes: Any) -> Submission:
    """Give a return of a unit with full marks."""
    form = form_for(catalog, catalog.units[number])
    return samples.submission(form, **({"path": f"inbox/{form.unit.name}.xlsx"} | changes))


def audit(
    submissions: Sequence[Submission],
    aside: Sequence[FileResult] = (),
    options: Options | None = None,
    **asked: Any,
) -> Manifest:
    """Give the audit of a run over these files."""
    made = assess(CATALOG, submissions, set_aside=aside, **asked)
    seen = [Seen(one.source, round_of(one, CATALOG)) for one in submissions]
    seen += [Seen(Source(one.path, one.sha256, one.format)) for one in aside]
    return manifest(made, seen, "indicators.yaml", options)


def of_path(made: Manifest, path: str) -> Input:
    """Give what an audit says of a file."""
    (found,) = [one for one in made.inputs if one.path == path]
    return found


def test_the_order_in_which_files_are_found_makes_no_difference() -> None:
    """The same files give the same bytes, in whatever order the disk lists them."""
    files = [returned(0), returned(1, sha256=B), returned(2, sha256=C)]

    assert to_bytes(audit(files)) == to_bytes(audit(files[::-1]))


def test_a_file_that_the_run_writes_itself_is_no_input() -> None:
    """What was not handed over as seen is not recorded, although the report lists it."""
    made = assess(CATALOG, [returned()])

    assert manifest(made, [], "indicators.yaml").inputs == ()


def test_an_audit_reads_back_as_it_was_written() -> None:
    """Nothing is lost on the way to the file and back."""
    made = audit([returned()], options=Options("newest", True, FileMark("decisions.xlsx", B)))

    assert from_bytes(to_bytes(made)) == made


def test_an_audit_is_known_as_our_own_output() -> None:
    """So it may be replaced by the next one, and is no return where it lies in the inbox."""
    assert is_output(to_bytes(audit([])))


def test_what_is_unknown_to_this_version_is_passed_over() -> None:
    """A key that a later program added doesn't make an audit unreadable."""
    made = audit([returned()])
    read = json.loads(to_bytes(made))
    read["later"] = read["inputs"][0]["later"] = {"x": 1}

    assert from_bytes(json.dumps(read).encode()) == made


def test_the_marks_of_a_file_are_recorded() -> None:
    """Size, times in UTC without fractions, type, program, unit and round stand in the audit."""
    saved = datetime(2014, 11, 20, 9, 0, 30, 999, tzinfo=timezone(timedelta(hours=8)))
    source = Source("inbox/苍溪县.xlsx", A, "xlsx", 1234, saved, 1416445231.75, "WPS 11.2.0.9169")

    (found,) = audit([returned(source=source)]).inputs

    assert found == Input(
        path="inbox/苍溪县.xlsx",
        size=1234,
        mtime="2014-11-20T01:00:31Z",
        sha256=A,
        format="xlsx",
        saved_by="WPS 11.2.0.9169",
        saved="2014-11-20T01:00:30Z",
        unit="510824",
        round="2014-11",
        status=FileStatus.ACCEPTED,
        reason="",
        speaks=True,
        chosen_over=(),
    )


@pytest.mark.parametrize(
    ("mtime", "saved", "told"),
    [
        (0.0, None, (None, None)),
        (1e300, datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))), (None, None)),
        (-1.0, datetime(2014, 11, 20, 9, 0), ("1969-12-31T23:59:59Z", "2014-11-20T09:00:00")),  # noqa: DTZ001 - some files tell no zone
    ],
)
def test_a_time_that_no_calendar_has_is_left_out(
    mtime: float, saved: datetime | None, told: tuple[str | None, str | None]
) -> None:
    """Times are whatever the disk and the file say, and never end a run."""
    source = Source("x.xlsx", A, "xlsx", mtime=mtime, modified=saved)

    (found,) = audit([returned(source=source)]).inputs

    assert (found.mtime, found.saved) == told


def test_a_file_that_was_not_opened_has_no_size_and_no_digest() -> None:
    """A lock file, say, is recorded by its name and reason alone."""
    lock = FileResult("~$a.xlsx", "", "unknown", None, FileStatus.IGNORED, same("临时文件"))

    (found,) = audit([], [lock]).inputs

    assert (found.size, found.sha256, found.status, found.reason) == (
        None,
        None,
        FileStatus.IGNORED,
        "临时文件",
    )


def test_the_chosen_file_names_those_that_it_was_chosen_over() -> None:
    """Of a newer return and its copy and an older one, one speaks; the others say why they don't."""
    newer = returned(source=Source("new.xlsx", A, "xlsx", modified=datetime(2014, 11, 21, tzinfo=UTC)))
    copy = replace(newer, source=replace(newer.source, path="a copy.xlsx", sha256=C, modified=None))
    older = returned(scores={"1": "2"}, path="old.xlsx", sha256=B)
    older = replace(older, source=replace(older.source, modified=datetime(2014, 11, 20, tzinfo=UTC)))

    made = audit([newer, copy, older], options=Options("newest"), prefer_newest=True)

    assert of_path(made, "new.xlsx").speaks
    assert of_path(made, "new.xlsx").chosen_over == ("a copy.xlsx", "old.xlsx")
    assert [(one.status, one.speaks) for one in made.inputs] == [
        (FileStatus.DUPLICATE, False),
        (FileStatus.ACCEPTED, True),
        (FileStatus.SUPERSEDED, False),
    ]
    assert "new.xlsx" in of_path(made, "old.xlsx").reason
    assert made.options.prefer == "newest"


def test_in_a_conflict_nobody_speaks() -> None:
    """Two different returns are both recorded, and the unit has neither file nor total."""
    made = audit([returned(path="1.xlsx"), returned(scores={"1": "2"}, path="2.xlsx", sha256=B)])

    assert [one.speaks for one in made.inputs] == [False, False]
    assert (made.units[0].status, made.units[0].file, made.units[0].self_score) == (
        UnitStatus.CONFLICT,
        None,
        None,
    )


def test_units_are_recorded_with_their_findings() -> None:
    """Each unit has its status, total and number of findings of each severity; what has no unit is counted apart."""
    made = manifest(mixed(), [], "indicators.yaml")

    assert [(one.id, one.status) for one in made.units] == [
        ("510824", UnitStatus.NEEDS_FIX),
        ("510821", UnitStatus.CONFLICT),
        ("510802", UnitStatus.MISSING),
    ]
    assert made.units[0].findings == FindingCounts(error=2, warning=1, notice=1)
    assert made.units[1].findings == FindingCounts(error=1)
    assert made.findings_without_unit == FindingCounts(fatal=1)


@pytest.mark.parametrize(
    ("changes", "round_"),
    [
        ({}, "2014-11"),
        ({"form": None}, None),
        ({"faults": (Fault(FaultKind.OTHER_ROUND, detail=same("2014-06")),)}, "2014-06"),
    ],
    ids=["this round", "no form", "another round"],
)
def test_the_round_of_a_form_is_told_where_it_is_known(changes: dict[str, Any], round_: str | None) -> None:
    """A form of another round names that round; what is no form has none."""
    assert round_of(replace(returned(), **changes), CATALOG) == round_


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_others_typed_is_recorded_inert(text: str) -> None:
    """Names and reasons lose what acts on a terminal, and the audit still reads back."""
    file = FileResult(text, A, "pdf", None, FileStatus.ATTACHMENT, same(text))
    seen = [Seen(Source(text, A, "pdf", application=text), text)]
    made = manifest(Assessment(CATALOG, (), (file,), ()), seen, text)

    written = to_bytes(made)

    assert from_bytes(written) == made
    assert not {"\x1b", "\u202e", "\x00", "\ufeff"} & set(written.decode("utf-8"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda _: b"", "已损坏"),
        (lambda data: data[: len(data) // 2], "已损坏"),
        (lambda _: b"[" * 100_000, "已损坏"),
        (lambda data: data.replace(b'"units"', b'"unit"'), "已损坏"),
        (lambda data: data.replace(b'"25.00"', b'"1e999999999"'), "已损坏"),
        (lambda data: data.replace(b'"accepted"', b'"liked"'), "已损坏"),
        (lambda _: b"[]", "不是本工具"),
        (lambda _: b'{"schema": 3}', "不是本工具"),
        (lambda _: b'{\n  "schema": "scoresheet-report/1"}', "不是本工具"),
        (lambda data: data.replace(SCHEMA.encode(), b"scoresheet-manifest/2"), "另一版本"),
    ],
    ids=["empty", "cut", "deep", "key", "score", "status", "list", "number", "report", "newer"],
)
def test_what_can_t_be_compared_with_is_refused(change: Any, told: str) -> None:
    """A damaged audit, another file and one of a newer program are each told as what they are."""
    with pytest.raises(ManifestError) as refused:
        from_bytes(change(to_bytes(audit([returned()]))))

    assert told in refused.value.sentence.zh
    assert refused.value.sentence.en


def test_reasons_are_in_the_catalog_s_language() -> None:
    """The office reads its own audit."""
    file = FileResult("a.pdf", A, "pdf", None, FileStatus.ATTACHMENT, Text("附件", "attached"))

    assert audit([], [file]).inputs[0].reason == "附件"
    assert audit([], [replace(file, reason=NOTHING)]).inputs[0].reason == ""
