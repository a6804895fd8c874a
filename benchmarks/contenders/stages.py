"""Where the program's time goes: the processor time of each of its stages, one after the other over the same files."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpus import ISSUED
from scoresheet.assessment import assess
from scoresheet.catalog.form import form_for
from scoresheet.catalog.loading import load_catalog
from scoresheet.checking.running import run
from scoresheet.formats.workbooks import read_workbook
from scoresheet.forms.contents import contents, tokens
from scoresheet.forms.workbook import prototype
from scoresheet.inbox.intake import collect
from scoresheet.parts.cells import Form as Parts
from scoresheet.reading.returned_form import read, source_of
from scoresheet.shipped import CATALOG, MASTER


class _Stages:
    """The milliseconds of processor time that each stage takes for one file."""

    def __init__(self) -> None:
        self.told: dict[str, float] = {}

    def over(self, name: str, things: Sequence[Any], step: Callable[[Any], Any]) -> list[Any]:
        """Take a step for every thing, and note what it takes."""
        begun = time.process_time()
        made = [step(thing) for thing in things]
        self.told[name] = (time.process_time() - begun) / len(things) * 1000
        return made


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _zipped(parts: list[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)


def validating(folder: str) -> Callable[[], dict[str, Any]]:
    """Read and check every return, stage by stage; the first one warms up."""
    catalog = load_catalog(Path(folder) / CATALOG)
    files = list(collect([str(Path(folder) / "returns")]))
    first = read(catalog, source_of(files[0]), read_workbook(files[0].data, files[0].type))
    run(first)

    def work() -> dict[str, Any]:
        stages = _Stages()
        stages.over("inflating alone", files, lambda file: _parts(file.data))
        grids = stages.over(
            "reading the workbook, inflating included",
            files,
            lambda file: read_workbook(file.data, file.type),
        )
        told = stages.over(
            "recognising unit, sheets, rows and values",
            list(zip(files, grids, strict=True)),
            lambda one: read(catalog, source_of(one[0]), one[1]),
        )
        findings = stages.over("checks", told, run)
        of = {id(one): found for one, found in zip(told, findings, strict=True)}
        stages.over("settling", [told], lambda all_of_them: assess(catalog, all_of_them, found=of))
        stages.told["settling"] /= len(files)
        return stages.told

    return work


def generating(folder: str) -> Callable[[], dict[str, Any]]:
    """Make the form of every unit, stage by stage; the first one warms up."""
    catalog = load_catalog(Path(folder) / CATALOG)
    made = prototype(catalog, Path(folder) / MASTER)
    parts = Parts(made.data)
    first = form_for(catalog, catalog.units[0])
    parts.filled(contents(first, made.layout, made.sizes, ISSUED), tokens(first, ISSUED))

    def work() -> dict[str, Any]:
        stages = _Stages()
        forms = [form_for(catalog, unit) for unit in catalog.units]
        put = stages.over(
            "what stands in each cell", forms, lambda form: contents(form, made.layout, made.sizes, ISSUED)
        )
        files = stages.over(
            "putting it into the parts and zipping them",
            list(zip(forms, put, strict=True)),
            lambda one: parts.filled(one[1], tokens(one[0], ISSUED)),
        )
        unzipped = [_parts(data) for data in files]
        stages.over("zipping alone", unzipped, _zipped)
        return stages.told

    return work
