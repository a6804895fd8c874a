"""LibreOffice as an independent calculator: it computes workbooks from which every stored result was taken out."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)

_FORMULA_CELL = re.compile(r"<c ([^>]*)><f>([^<]*)</f><v>[^<]*</v></c>")


def without_results(content: bytes) -> bytes:
    """Give a workbook whose formulas have no stored results; LibreOffice would keep them."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(written, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = _FORMULA_CELL.sub(_bare, part.decode()).encode()
            copy.writestr(name, part)
    return written.getvalue()


def recalculated(contents: Sequence[bytes], folder: Path) -> list[bytes]:
    """Give the same workbooks with all results computed by LibreOffice, which keeps its settings in `folder`."""
    return converted([without_results(content) for content in contents], folder)


def converted(
    contents: Sequence[bytes], folder: Path, kind: str = "xlsx", source: str = "xlsx"
) -> list[bytes]:
    """Give the same workbooks as LibreOffice saves them; `kind` and `source` are endings of formats."""
    results = folder / "converted"
    paths = [folder / f"{number}.{source}" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", kind, "--outdir", str(results), *map(str, paths)]
    subprocess.run(["soffice", profile, *convert], check=True, capture_output=True, timeout=300)
    return [(results / f"{path.stem}.{kind}").read_bytes() for path in paths]


def _bare(match: re.Match[str]) -> str:
    attributes = re.sub(r'\s*t="\w+"', "", match[1])
    return f"<c {attributes}><f>{match[2]}</f></c>"
