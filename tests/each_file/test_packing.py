"""What came of a file arrives as it was, with the catalog's own things in the place of those of the other side."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

import returned
from scoresheet.catalog.form import form_for
from scoresheet.catalog.model import Catalog
from scoresheet.each_file.packing import Unpacker, packed
from scoresheet.each_file.step import Done, Step

HERE: Catalog = returned.CATALOG
THERE: Catalog = pickle.loads(pickle.dumps(HERE))  # noqa: S301 - the catalog as another process has it


def done(data: bytes) -> Done:
    """Give what comes of a file on the other side."""
    return Step(THERE)(returned.file(data))


@pytest.mark.parametrize(
    "data", [returned.blank(), returned.good(), returned.typed({"F12": "约5分"}), b"", b"PK"]
)
def test_arrives_as_it_was(data: bytes) -> None:
    """Whatever came of a file, the same is opened again."""
    made = done(data)
    assert Unpacker(HERE)(packed(made)) == made


def test_the_catalog_stays_where_it_is() -> None:
    """Forms, items and measures are those of this side, and none of them is among the bytes."""
    data = packed(done(returned.good()))
    submission = Unpacker(HERE)(data).submission
    form = submission.form
    assert form is not None
    assert form.catalog is HERE
    entries = {id(entry) for entry in form_for(HERE, form.unit).items}
    assert {id(answer.asked) for answer in submission.answers} <= entries
    assert HERE.title.encode() not in data


def test_what_the_other_side_does_not_know_travels() -> None:
    """An item that doesn't belong to the submission's form is sent whole."""
    made = done(returned.good())
    answers = made.submission.answers
    foreign = replace(answers[0].asked, text="另一份表的项目")
    changed = replace(
        made, submission=replace(made.submission, answers=(replace(answers[0], asked=foreign), *answers[1:]))
    )
    assert Unpacker(HERE)(packed(changed)).submission.answers[0].asked == foreign
