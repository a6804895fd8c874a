"""The guide to the letters names everything that a template may use, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from scoresheet.letters.bulletin import IN_BULLETIN
from scoresheet.letters.wording import IN_CHOICE, IN_CORRECTION, IN_REMINDER

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/letters.md").read_text("utf-8")


def named(heading: str) -> set[str]:
    """Give the names in the first column of the table below these words."""
    table = GUIDE[GUIDE.index(f"\n{heading}") :].split("|---|---|\n", 1)[1].split("\n\n", 1)[0]
    cells = (row.split("|")[1] for row in table.splitlines())
    return {name.strip() for cell in cells for name in cell.split("、")}


def test_every_name_is_in_the_guide() -> None:
    """Template by template."""
    common = named("各模板都有")
    for heading, names in (
        ("退改通知和短信：", IN_CORRECTION),
        ("确认版本的短信：", IN_CHOICE),
        ("催报：", IN_REMINDER),
        ("通报：", IN_BULLETIN),
    ):
        used = {one.zh for one in names}
        assert used - common == named(heading) - common, heading
        assert used <= named(heading) | common


def test_every_template_is_in_the_guide() -> None:
    """And none that doesn't exist."""
    told = set(re.findall(r"\b(\w+\.(?:txt|docx))\b", GUIDE)) - {"en.txt", "en.docx"}
    shipped = {path.name for path in (ROOT / "templates").iterdir() if path.suffix in {".txt", ".docx"}}
    assert {name for name in shipped if ".en." not in name} <= told
