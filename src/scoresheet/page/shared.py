"""What all sections of the report page share: the results, their language, and where on the page a unit is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from scoresheet import phrases
from scoresheet.assessment import Assessment, UnitResult, UnitStatus
from scoresheet.checking.running import Finding
from scoresheet.language import Locale, Text, joined
from scoresheet.ranking.ordering import Ranking

NOBODY = "u0"
"""The anchor of the files whose unit is unknown."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A unit's name; `anchor` is where its findings stand on the page, "" where it has none."""

    name: str
    anchor: str


@dataclass(frozen=True)
class Page:
    """One run, as the sections of the page see it."""

    assessment: Assessment
    ranking: Ranking

    @property
    def locale(self) -> Locale:
        """The language of the page."""
        return self.assessment.catalog.locale

    @property
    def decimals(self) -> int:
        """How many decimals a score is shown with."""
        return self.assessment.catalog.decimals

    def say(self, words: Text, *values: object) -> str:
        """Give words in the language of the page; braces in them are places only where there are values to put in."""
        said = words.of(self.locale)
        return said.format(*values) if values else said

    def listed(self, words: Iterable[str]) -> str:
        """Give a list as the language of the page writes it."""
        return joined(words).of(self.locale)

    @cached_property
    def findings(self) -> dict[str | None, list[Finding]]:
        """The findings of each unit, None for files whose unit is unknown."""
        return phrases.by_unit(self.assessment)

    @cached_property
    def by_status(self) -> dict[UnitStatus, tuple[UnitResult, ...]]:
        """The units by where they stand."""
        return {status: self.assessment.units_with(status) for status in UnitStatus}

    @cached_property
    def anchors(self) -> dict[str | None, str]:
        """Where on the page the findings of a unit stand, by its id."""
        numbered = enumerate(self.assessment.units, start=1)
        return {None: NOBODY, **{result.unit.id: f"u{number}" for number, result in numbered}}

    def linked(self, result: UnitResult) -> Linked:
        """Give a unit's name with the way to its findings."""
        return Linked(
            result.unit.name, self.anchors[result.unit.id] if result.unit.id in self.findings else ""
        )

    def file_name(self, path: str | None) -> str:
        """Name a file within the folder that holds all files of the run, "" for none."""
        return (path or "").removeprefix(self._folder)

    def local(self, text: str) -> str:
        """Give a text of ours with the files in it named as `file_name` does."""
        return text.replace(self._folder, "") if self._folder else text

    @cached_property
    def _folder(self) -> str:
        folders = [PurePosixPath(file.path.partition("!/")[0]).parent for file in self.assessment.files]
        shared = next(
            (
                folder
                for folder in (folders[0], *folders[0].parents)
                if all(one.is_relative_to(folder) for one in set(folders))
            )
            if folders
            else iter(()),
            PurePosixPath(),
        )
        return "" if shared == PurePosixPath() else f"{shared.as_posix().rstrip('/')}/"


def permille(part: int, whole: int) -> int:
    """Give a part in thousandths of the whole, 0 of nothing."""
    return part * 1000 // whole if whole else 0


def percent(thousandths: int) -> str:
    """Write thousandths as the percentage that a drawing takes: 73.2%."""
    return f"{thousandths // 10}.{thousandths % 10}%"
