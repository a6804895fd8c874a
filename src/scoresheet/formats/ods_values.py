"""What an OpenDocument cell says in its attributes → the plain cell that a workbook would hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from scoresheet.formats.number_formats import Decimals
from scoresheet.formats.ods_formula import plain_formula
from scoresheet.grid import Kind, RawCell

NULL_DATE = date(1899, 12, 30)
"""The day 0 from which dates are counted, unless the document names another."""

_DURATION = re.compile(
    r"(-?)P(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:[.,][0-9]{1,20})?)S)?)?"
)
_FRACTION = re.compile(r"[.,]([0-9]+)$")
_SECONDS_A_DAY = 24 * 60 * 60
_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]*[!?]?|Err:[0-9]{1,4}")
_TRUTHS = {("TRUE", "1"), ("FALSE", "0")}


@dataclass(frozen=True, slots=True)
class Written:
    """A cell as the document has it: its attributes, the text that the sheet shows, the decimals of its style.

    `shown` is None where the cell holds no paragraph: a formula that was never computed.
    """

    attributes: dict[str, str]
    shown: str | None
    limit: Decimals
    null_date: date

    def made(self) -> RawCell | None:
        """Give the cell that a workbook would hold, None for one in which nothing stands.

        A date or a time that is none is kept as text, as it is written.
        """
        formula = plain_formula(self.attributes.get("table:formula"))
        if self._is_error(formula):
            text = self.shown or self.attributes.get("office:string-value") or None
            return RawCell(Kind.ERROR, text and text.strip(), formula)
        match self.attributes.get("office:value-type"):
            case "float" | "currency" | "percentage" as kind:
                return self._number(formula, percent=kind == "percentage")
            case "boolean":
                truth = self.attributes.get("office:boolean-value", "")
                return RawCell(Kind.BOOLEAN, truth.upper() or None, formula)
            case "date":
                return _dated(self._written("date"), serial(self._written("date"), self.null_date), formula)
            case "time":
                return _dated(self._written("time"), duration(self._written("time")), formula)
        return self._text(formula)

    def _is_error(self, formula: str | None) -> bool:
        # Older programs write 0 for a formula that fails, and tell it by the text alone.
        told = self.attributes.get("calcext:value-type") == "error"
        return told or (formula is not None and bool(_ERROR.fullmatch((self.shown or "").strip())))

    def _written(self, kind: str) -> str:
        return self.attributes.get(f"office:{kind}-value", "").strip()

    def _number(self, formula: str | None, *, percent: bool) -> RawCell | None:
        digits, shown = self.attributes.get("office:value", "").strip(), (self.shown or "").strip()
        if not digits and formula is None:
            return self._text(None)
        if (shown, digits) in _TRUTHS:
            # A truth that no style calls one is written as a number; the sheet shows TRUE.
            return RawCell(Kind.BOOLEAN, shown, formula)
        decimals = self.limit.of(digits)
        return RawCell(Kind.NUMBER, digits or None, formula, percent=percent, decimals=decimals)

    def _text(self, formula: str | None) -> RawCell | None:
        text = self.attributes.get("office:string-value", self.shown)
        return RawCell(Kind.TEXT, text, formula) if text or formula is not None else None


def _dated(written: str, number: Decimal | None, formula: str | None) -> RawCell:
    if number is None:
        return RawCell(Kind.TEXT, written or None, formula, date=True)
    return RawCell(Kind.NUMBER, f"{float(number):.15g}", formula, date=True)


def serial(written: str, null_date: date) -> Decimal | None:
    """Give the days from the null date to a moment such as 2014-03-04T12:30:00; None for what is no moment."""
    try:
        moment = datetime.fromisoformat(_FRACTION.sub(_six_digits, written))
    except ValueError:
        return None
    since = moment.replace(tzinfo=None) - datetime.combine(null_date, time())
    return since.days + (since.seconds + Decimal(since.microseconds) / 1_000_000) / _SECONDS_A_DAY


def _six_digits(match: re.Match[str]) -> str:
    return f".{match[1][:6]:0<6}"


def duration(written: str) -> Decimal | None:
    """Give a time such as PT30H15M00S in days; None for what is no time."""
    match = _DURATION.fullmatch(written)
    if match is None:
        return None
    days, hours, minutes = (Decimal(part or 0) for part in match.group(2, 3, 4))
    seconds = Decimal((match[5] or "0").replace(",", "."))
    whole = days + (hours * 3600 + minutes * 60 + seconds) / _SECONDS_A_DAY
    return -whole if match[1] else whole
