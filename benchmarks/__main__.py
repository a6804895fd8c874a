"""Runs the cases and writes the page: `python -m benchmarks [--quick] [--out FILE]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import generating, growing, hostile, ranking, starting, validating
from benchmarks.page import Section, Setting, page

CASES: dict[str, Callable[[Setting], Section]] = {
    "generating": generating.section,
    "validating": validating.section,
    "ranking": ranking.section,
    "starting": starting.section,
    "growing": growing.section,
    "hostile": hostile.section,
}


def main() -> None:
    """Run what was asked for."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="scoresheet-bench-", dir=asked.work) as folder:
        sizes = asked.sizes or ((8, 183, 2844) if asked.quick else (8, 183, 2844, 20_000))
        setting = Setting(Path(folder), asked.rounds, asked.forms, asked.returns, asked.ranked, sizes)
        sections: list[Section] = []
        for name in asked.only or CASES:
            print(f"{name} …", file=sys.stderr, flush=True)
            sections.append(CASES[name](setting))
            written = page(sections, setting)
            if asked.out is not None:
                # After each case: a run of hours that is broken off has told what it knows.
                asked.out.write_text(written, encoding="utf-8")
    print(written)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave 20,000 returns out")
    parser.add_argument("--sizes", type=int, nargs="+", help="how many returns, for the case growing")
    parser.add_argument("--rounds", type=int, default=5, help="rounds (5)")
    parser.add_argument("--forms", type=int, default=40, help="forms, for the case generating (40)")
    parser.add_argument("--returns", type=int, default=48, help="returns, for the case validating (48)")
    parser.add_argument("--ranked", type=int, default=3000, help="units, for the case ranking (3000)")
    parser.add_argument("--only", nargs="+", choices=CASES, help="these cases alone")
    parser.add_argument("--out", type=Path, help="where the page is written as well")
    parser.add_argument("--work", help="where the cases put their files; with 20,000 returns that is 1 GB")
    return parser.parse_args()


if __name__ == "__main__":
    main()
