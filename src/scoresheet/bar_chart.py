"""A chart of horizontal bars on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoresheet.book import Result, Sheet, stored


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, the first on top, each with its number.

    `names` and `values` are cells with their sheet, `shown` what stands there now. `number` is the format of the
    numbers, `most` where the scale ends (None where the numbers decide). It begins at 0 unless a number is `negative`.
    The height follows from the number of bars.
    """

    title: str
    names: str
    values: str
    shown: Sequence[tuple[str, Result]]
    number: str
    most: float | None = None
    negative: bool = False

    @property
    def height(self) -> int:
        """The height of the chart in pixels."""
        return _AROUND_BARS + max(len(self.shown), _FEWEST_BARS) * _BAR


_AROUND_BARS, _BAR, _FEWEST_BARS = 80, 20, 3
"""Pixels above and below the bars together, pixels for each bar, and for how many there is room in any case."""


def draw(sheet: Sheet, row: int, width: int, bars: Bars) -> None:
    """Put a chart of a width in pixels below the top of a row, from the first column on."""
    chart, small = sheet.book.chart(), {"name": "宋体", "size": 9}
    labels = {"value": True, "num_format": bars.number, "font": small}
    dark = {"color": "#44546A"}
    series = {"categories": f"={bars.names}", "values": f"={bars.values}", "gap": 45}
    # The cells themselves may be written and gone.
    series["categories_data"] = [name for name, _ in bars.shown]
    series["values_data"] = [stored(value) for _, value in bars.shown]
    chart.add_series({**series, "fill": dark, "border": dark, "data_labels": labels})
    chart.set_title({"name": bars.title, "overlay": False, "name_font": {"name": "黑体", "size": 13}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": small, "major_tick_mark": "none"})
    scale: dict[str, object] = {} if bars.most is None else {"max": bars.most}
    scale |= {} if bars.negative else {"min": 0}
    # Each bar has its number: a scale would only repeat them.
    chart.set_x_axis({**scale, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_size({"width": width, "height": bars.height})
    sheet.worksheet.insert_chart(row - 1, 0, chart, {"object_position": 1, "y_offset": 4})
