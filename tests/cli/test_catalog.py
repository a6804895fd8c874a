"""The commands `catalog …`."""

from __future__ import annotations

from pathlib import Path

from commands import command, project


def test_a_right_catalog_is_summed_up(tmp_path: Path) -> None:
    """`catalog check` tells items, points and units, and who still has default targets."""
    ended = command(project(tmp_path), "catalog", "check")

    assert ended.code == 0
    assert "34项，共135分，8个单位" in ended.out
    assert "旺苍县：45个目标数是默认值" in ended.out
    assert "苍溪县" not in ended.out


def test_every_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    """A wrong catalog exits 2 with file, line and column of each mistake."""
    path = project(tmp_path) / "indicators.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("points: 3\n", "pionts: 3\n", 1), encoding="utf-8"
    )

    ended = command(tmp_path, "catalog", "check")

    assert ended.code == 2
    assert ended.err.startswith("indicators.yaml:")
    assert "points" in ended.err
