"""The program's own steps, as its commands call them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.corpus import ISSUED, Maker
from scoresheet.assessment import Assessment, assess
from scoresheet.catalog.form import form_for
from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog, Unit
from scoresheet.checking.running import Finding
from scoresheet.forms.issuing import issue
from scoresheet.inbox.detect import detect
from scoresheet.inbox.intake import File, collect
from scoresheet.ranking.ordering import rank
from scoresheet.reading.returned_form import read_file
from scoresheet.reports import ranking_workbook
from scoresheet.shipped import CATALOG, MASTER
from scoresheet.submission import Submission


def generating(folder: str, warm_up: int = 2) -> Callable[[], dict[str, Any]]:
    """Make the form of every unit, in memory; the prototype is made beforehand, and two forms."""
    catalog = load_catalog(Path(folder) / CATALOG)
    forms = issue(catalog, catalog.units[:warm_up] + catalog.units, Path(folder) / MASTER, ISSUED)
    for _ in range(warm_up):
        next(forms)
    return lambda: {"forms": sum(1 for _ in forms)}


def validating(folder: str) -> Callable[[], dict[str, Any]]:
    """Read every return, settle, score and run all checks; tell what was found, by file."""
    catalog = load_catalog(Path(folder) / CATALOG)
    inbox = Path(folder) / "returns"
    first = min(inbox.iterdir())
    assess(catalog, [read_file(catalog, file) for file in collect([str(first)])])

    def work() -> dict[str, Any]:
        assessment = assess(catalog, (read_file(catalog, file) for file in collect([str(inbox)])))
        return {"found": [told for finding in assessment.findings for told in _told(finding)]}

    return work


def _told(finding: Finding) -> list[list[str]]:
    """Give a finding as file, code and item; those about no file are about units that sent nothing."""
    if finding.file is None:
        return []
    return [[Path(finding.file).name, finding.code, finding.item or ""]]


def ranking(folder: str) -> Callable[[], dict[str, Any]]:
    """Put the units of a round in order and write the ranking workbook; the returns were read and checked before."""
    assessment = round_of(folder)
    return lambda: {"bytes": len(workbook(assessment))}


def round_of(folder: str, different: int = 24) -> Assessment:
    """Assess a round in which every unit of an office sent one of a few returns, without making and reading each."""
    catalog = load_catalog(Path(folder) / CATALOG)
    maker = Maker(catalog)
    read = [_read(maker, number) for number in range(min(different, len(catalog.units)))]
    return assess(
        catalog,
        [_as_of(read[number % len(read)], catalog, unit) for number, unit in enumerate(catalog.units)],
    )


def _read(maker: Maker, number: int) -> Submission:
    made = maker.faulty(number, 2) if number % 8 == 1 else maker.faultless(number)
    unit = maker.catalog.units[number]
    data = made.of(form_for(maker.catalog, unit))
    return read_file(maker.catalog, File(f"{unit.id}.xlsx", detect(data), data=data))


def _as_of(submission: Submission, catalog: Catalog, unit: Unit) -> Submission:
    source = replace(submission.source, path=f"{unit.id}_{unit.name}.xlsx", sha256=unit.id)
    return replace(submission, form=form_for(catalog, unit), source=source)


def workbook(assessment: Assessment) -> bytes:
    """Give the ranking workbook of a round."""
    return ranking_workbook.render(assessment, rank(assessment))
