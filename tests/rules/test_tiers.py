"""Scores by bands of a number or of the share of its target, behind a gate where there is one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from drawn import Drawn, Entered, amount, combined, measures, near, reported
from measuring import ONE, SPLIT, TWO, Item, Measures, item, refused
from scoresheet.rules import kinds
from scoresheet.rules.tiers import Tiers, TiersParameters

SHARES = [{"at_least": "80%", "score": "3"}, {"at_least": "50%", "score": "1.5"}]
SIGNED = [
    {"at_least": "100%", "score": "2"},
    {"at_least": "98%", "score": "1"},
    {"at_least": "90%", "score": "0"},
    {"score": "-2"},
]
FEWER = [{"at_least": "0", "score": "3"}, {"at_least": "3", "score": "1"}, {"at_least": "5.5", "score": "0"}]
RATE: Measures = {"a": {"at_least": "90", "unit": "%"}}
GATED: Measures = {**ONE, "funds": {"at_least": "20", "unit": "%", "name": "资金到位率"}}
GATE = {"measure": "funds", "at_least": "20"}
NUMBERS = st.fractions(min_value=0, max_value=20, max_denominator=50)


def tiers(bands: list[dict[str, str]], measures: Measures = ONE, **parameters: Any) -> Item:
    """Make an item that is worth 3 points with a target of 10."""
    return item("tiers", measures=measures, bands=bands, **parameters)


def gated(bands: list[dict[str, str]] = SHARES, measures: Measures = GATED, **gate: str) -> Item:
    """Make the same with a gate that lets 20% through."""
    return tiers(bands, measures, gate={**GATE, **gate})


def test_it_is_the_kind_that_its_file_is_named_for() -> None:
    """The catalog finds it under the name of its file; only shares need targets."""
    assert kinds()["tiers"] is Tiers
    assert [bool(tiers(bands).rule.targeted) for bands in (SHARES, FEWER)] == [True, False]


@pytest.mark.parametrize(
    ("made", "actual"),
    [
        (tiers(SHARES), {}),
        (tiers(SHARES, {"a": {"at_least": None}}), {"a": "3"}),
        (gated(), {"a": "10"}),
        (gated(), {"funds": "30"}),
        (gated(), {"funds": "0"}),
        (tiers(SHARES, TWO), {"a": "10"}),
    ],
)
def test_nothing_follows_while_a_number_is_missing(made: Item, actual: dict[str, str]) -> None:
    """A blank is not 0, not even behind a closed gate."""
    assert (made.limit(**actual), made.arithmetic(**actual)) == (None, None)


@pytest.mark.parametrize(
    ("made", "actual", "limit"),
    [
        (tiers(SHARES), "0", "0"),
        (tiers(SHARES), "4.99", "0"),
        (tiers(SHARES), "5", "1.5"),
        (tiers(SHARES), "7.99", "1.5"),
        (tiers(SHARES), "8", "3"),
        (tiers(SHARES), "100", "3"),
        (tiers(SHARES[::-1]), "5", "1.5"),
        (tiers(SIGNED), "8.99", "-2"),
        (tiers(SIGNED), "9", "0"),
        (tiers(SIGNED), "9.79", "0"),
        (tiers(SIGNED), "9.8", "1"),
        (tiers(SIGNED), "10", "2"),
        (tiers(SIGNED, {"a": {"at_least": "0"}}), "0", "2"),
        (tiers([{"at_least": "120%", "score": "4"}, *SHARES], {"a": {"at_least": "0"}}), "7", "3"),
        (tiers(FEWER, {"a": {"at_most": "2"}}), "0", "3"),
        (tiers(FEWER, {"a": {"at_most": "2"}}), "2.99", "3"),
        (tiers(FEWER, {"a": {"at_most": None}}), "3", "1"),
        (tiers(FEWER, {"a": {"below": "2"}}), "5.49", "1"),
        (tiers(FEWER, {"a": {"equals": "2"}}), "5.5", "0"),
        (tiers([{"at_least": "90", "score": "3"}], RATE), "89.99", "0"),
        (tiers([{"at_least": "90", "score": "3"}], RATE), "90", "3"),
    ],
)
def test_the_highest_band_that_is_reached_decides(made: Item, actual: str, limit: str) -> None:
    """Bounds belong to the band above them; what was not asked for is reached in full."""
    assert made.limit(a=actual) == Fraction(limit)


@pytest.mark.parametrize(
    ("funds", "limit"), [("0", "0"), ("19.99", "0"), ("20", "1.5"), ("59/3", "0"), ("61/3", "1.5")]
)
def test_a_closed_gate_leaves_nothing(funds: str, limit: str) -> None:
    """Below its number the score is 0, whatever else was achieved."""
    assert gated().limit(a="5", funds=funds) == Fraction(limit)
    assert gated(SIGNED).limit(a="0", funds=funds) == (0 if limit == "0" else -2)


@pytest.mark.parametrize(
    ("made", "lowest", "highest"),
    [
        (tiers(SHARES), "0", "3"),
        (tiers(SIGNED), "-2", "2"),
        (tiers([{"at_least": "1", "score": "2"}, {"score": "1"}]), "1", "2"),
        (tiers([{"at_least": "5", "score": "2"}, {"at_least": "0", "score": "1"}]), "1", "2"),
        (gated([{"at_least": "5", "score": "2"}, {"at_least": "0", "score": "1"}]), "0", "2"),
        (tiers([{"at_least": "50%", "score": "-1"}]), "-1", "0"),
        (gated([{"at_least": "1", "score": "-1"}, {"score": "-2"}]), "-2", "0"),
        (tiers([{"at_least": "1", "score": "9"}]), "0", "9"),
    ],
)
def test_the_range_follows_from_the_bands(made: Item, lowest: str, highest: str) -> None:
    """0 is in it only where it can occur: below all bands, or behind a gate."""
    assert (made.rule.lowest, made.rule.highest) == (Decimal(lowest), Decimal(highest))


@given(a=NUMBERS, b=NUMBERS, funds=NUMBERS)
def test_the_limit_is_looked_up_and_stays_in_range(a: Fraction, b: Fraction, funds: Fraction) -> None:
    """Looked up a second time, for one measure, for two, and behind a gate."""

    def found(share: Fraction) -> Fraction:
        return Fraction(3) if share >= Fraction(4, 5) else Fraction(3, 2) if share * 2 >= 1 else Fraction(0)

    assert tiers(SHARES).limit(a=a) == found(a / 10)
    assert tiers(SHARES, TWO).limit(a=a, b=b) == (found(a / 10) + found(b / 4)) / 2
    assert tiers(SHARES, TWO, combine="min").limit(a=a, b=b) == min(found(a / 10), found(b / 4))
    assert gated(at_least="10").limit(a=a, funds=funds) == (found(a / 10) if funds >= 10 else 0)
    for made in (tiers(SHARES), tiers(SIGNED), tiers(FEWER)):
        limit = made.limit(a=a)
        assert limit is not None
        assert made.rule.lowest <= limit <= made.rule.highest


@pytest.mark.parametrize(
    ("made", "actual", "zh", "en"),
    [
        (
            tiers(SHARES),
            {"a": "7.5"},
            "完成率7.5/10，即75%，达到50% = 1.5分",
            "7.5/10, or 75%, which reaches 50% = 1.5",
        ),
        (tiers(SIGNED), {"a": "8"}, "完成率8/10，即80%，不到90% = −2分", "8/10, or 80%, below 90% = −2"),
        (tiers(FEWER), {"a": "4"}, "完成4次，达到3次 = 1分", "4 次, which reaches 3 次 = 1"),
        (
            tiers([{"at_least": "5", "score": "3"}], RATE),
            {"a": "4"},
            "完成4%，不到5% = 0分",
            "4%, below 5% = 0",
        ),
        (
            gated(),
            {"a": "8", "funds": "20"},
            "完成率8/10，即80%，达到80% = 3分",
            "8/10, or 80%, which reaches 80% = 3",
        ),
        (
            gated(),
            {"a": "8", "funds": "15"},
            "“资金到位率”完成15%，低于20%，不得分 = 0分",
            "“资金到位率” is 15%, below 20%, so there are no points = 0",
        ),
        (
            tiers(SHARES, TWO),
            {"a": "8", "b": "2"},
            "“a”完成率8/10，即80%，达到80% = 3分；“b”完成率2/4，即50%，达到50% = 1.5分；平均得2.25分",
            "“a” 8/10, or 80%, which reaches 80% = 3; “b” 2/4, or 50%, which reaches 50% = 1.5; their mean is 2.25",
        ),
    ],
)
def test_the_arithmetic_names_the_band(made: Item, actual: dict[str, str], zh: str, en: str) -> None:
    """What was achieved and the bound that it reaches, or the gate that is closed."""
    assert made.arithmetic(**actual) == (zh, en)


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (
            tiers(SHARES),
            "满分3分，按完成率分档：80%以上得3分，50%以上得1.5分，不到的得0分。",
            "3 points, by the share of the target: 3 from 80% on, 1.5 from 50% on, else 0.",
        ),
        (
            tiers(SIGNED),
            "满分3分，按完成率分档：100%以上得2分，98%以上得1分，90%以上得0分，不到的得−2分。",
            "3 points, by the share of the target: 2 from 100% on, 1 from 98% on, 0 from 90% on, else −2.",
        ),
        (
            tiers(FEWER),
            "满分3分，分档：5.5次以上得0分，3次以上得1分，0次以上得3分。",
            "3 points, by bands: 0 from 5.5 on, 1 from 3 on, 3 from 0 on.",
        ),
        (
            gated(),
            "满分3分，按完成率分档：80%以上得3分，50%以上得1.5分，不到的得0分；“资金到位率”低于20%不得分。",
            (
                "3 points, by the share of the target: 3 from 80% on, 1.5 from 50% on, else 0; "
                "nothing where “资金到位率” is below 20%."
            ),
        ),
    ],
)
def test_the_sentence_lists_the_bands_from_the_top(made: Item, zh: str, en: str) -> None:
    """A county officer reads what each band earns, and what is needed for any."""
    assert made.rule.sentence() == (zh, en)


@pytest.mark.parametrize(
    ("made", "formula"),
    [
        (tiers(SHARES), "LOOKUP(ROUND(IF(t_a=0,1,a/t_a),9),{-1E+300,0.5,0.8},{0,1.5,3})"),
        (tiers(SIGNED), "LOOKUP(ROUND(IF(t_a=0,1,a/t_a),9),{-1E+300,0.9,0.98,1},{-2,0,1,2})"),
        (tiers(FEWER), "LOOKUP(ROUND(a,9),{-1E+300,0,3,5.5},{0,3,1,0})"),
        (
            gated(FEWER, {**GATED, "b": {"at_least": "1"}}),
            "(ROUND(funds,9)>=20)*(LOOKUP(ROUND(a,9),{-1E+300,0,3,5.5},{0,3,1,0})+LOOKUP(ROUND(b,9),{-1E+300,0,3,5.5},{0,3,1,0}))/2",
        ),
    ],
)
def test_the_formula_is_the_limit_in_excel(made: Item, formula: str) -> None:
    """Bounds rise, quotients are rounded before they are looked up, a closed gate multiplies by 0."""
    assert made.formula == formula


@pytest.mark.parametrize(
    "other",
    [
        tiers(SHARES[:1]),
        tiers([*SHARES[:1], {"at_least": "50%", "score": "1"}]),
        tiers([*SHARES[:1], {"at_least": "51%", "score": "1.5"}]),
        tiers([*SHARES, {"score": "1"}]),
        tiers([{"at_least": "0.8", "score": "3"}, {"at_least": "0.5", "score": "1.5"}]),
        tiers(SHARES, TWO),
        item("tiers", "4", bands=SHARES),
        gated(),
    ],
)
def test_the_signature_changes_with_every_number(other: Item) -> None:
    """The order in which bands are written is no other rule."""
    assert tiers(SHARES).rule.signature() == tiers(SHARES[::-1]).rule.signature() != other.rule.signature()


def test_the_signature_changes_with_the_gate() -> None:
    """Another bound, or another measure, is another rule."""
    others = {**GATED, "b": {"at_least": "1"}}
    made = [
        gated(FEWER, others),
        gated(FEWER, others, at_least="21"),
        gated(FEWER, others, measure="b"),
    ]
    assert len({one.rule.signature() for one in made}) == 3


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"bands": []},
        {"bands": [{"at_least": "1"}]},
        {"bands": [{"at_least": "八成", "score": "1"}]},
        {"bands": [{"at_least": "1", "score": "10001"}]},
        {"bands": SHARES, "gate": {"measure": "a"}},
        {"bands": SHARES, "gate": {"measure": "a", "at_least": "0"}},
        {"bands": SHARES, "gate": {"measure": "a", "at_least": "20%"}},
    ],
)
def test_parameters_that_make_no_rule_are_refused(parameters: dict[str, Any]) -> None:
    """Every band has a score, a gate a number above 0."""
    with pytest.raises(ValidationError):
        TiersParameters.model_validate(parameters)


def bands(*bounds: str | None) -> list[dict[str, str]]:
    """Write bands with these bounds, None for the rest."""
    return [{"score": str(n)} | ({} if b is None else {"at_least": b}) for n, b in enumerate(bounds)]


@pytest.mark.parametrize("written", [("8", "5", None), (None, "5", "8"), ("8", None), (None, "8"), ("0",)])
def test_bands_are_written_from_either_end(written: tuple[str | None, ...]) -> None:
    """Falling or rising, with the rest at the low end."""
    made = tiers(bands(*written))
    assert made.limit(a="9") == written.index(max(bound for bound in written if bound is not None))
    assert made.limit(a="1") == (written.index(None) if None in written else 0)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (bands("8", "5", "6"), "一路从大到小"),
        (bands("8", "8"), "不能重复"),
        (bands("5", "8", None), "最低的一头"),
        (bands(None, "8", "5"), "最低的一头"),
        (bands("8", None, "5"), "最低的一头"),
        (bands("8", None, None), "最低的一头"),
        (bands(None), "最低的一头"),
        (bands("8", "50%"), "请统一"),
        (bands("-1"), "不能小于0"),
        (bands("8", "0", None), "已包括所有的数"),
        (bands(*(str(n) for n in range(21))), "最多写20档"),
    ],
)
def test_bands_that_leave_open_what_counts_are_refused(written: list[dict[str, str]], says: str) -> None:
    """One order, one kind of bound, and no band that nobody gets into."""
    assert says in refused("tiers", bands=written)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"bands": SHARES, "measures": {"a": {"at_most": "3"}}}, "只能用：at_least"),
        ({"bands": SHARES, "measures": RATE}, "单位就是%"),
        ({"bands": SHARES, "measures": SPLIT}, "请删去指标的 points"),
        ({"bands": SHARES, "measures": TWO, "combine": "all"}, "combine 不能写 all"),
        ({"bands": SHARES, "measures": GATED, "gate": GATE, "combine": "mean"}, "只有一个"),
        ({"bands": SHARES, "measures": GATED, "gate": {**GATE, "measure": "fund"}}, "可以写：a、funds"),
        ({"bands": SHARES, "gate": {**GATE, "measure": "a"}}, "唯一的指标"),
        ({"bands": SHARES, "gate": GATE, "measures": {}}, "没有写 measures"),
        (
            {"bands": SHARES, "gate": GATE, "measures": {**ONE, "funds": {"at_least": "1", "points": "1"}}},
            "请删去这个指标的 points",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(parameters: dict[str, Any], says: str) -> None:
    """Scores come from the bands alone, and the gate is a measure of its own."""
    assert says in refused("tiers", **parameters)


def drawn(random: Random) -> Drawn:
    """Draw an item with bands of numbers or shares, with a rest or a gate, or without."""
    points = amount(random, "0.5", "20")
    is_share = random.random() < 0.5
    asked = measures(random, points, ("at_least",) if is_share else ("at_least", "at_most", "below"))
    for measure in asked.values():
        measure.pop("points", None)
        if is_share:
            for key in ("numerator", "denominator"):
                measure.pop(key, None)
            measure["unit"] = "个"
    rule = combined(random, asked, {"kind": "tiers"})
    if rule.get("combine") == "all":
        rule["combine"] = "mean"
    bounds = sorted({amount(random, "0", "150") for _ in range(random.randint(1, 4))}, key=Decimal)
    scores = [f"{Decimal(amount(random, '0', '20')) - 5}" for _ in bounds]
    rule["bands"] = [
        {"at_least": f"{bound}%" if is_share else bound, "score": score}
        for bound, score in zip(bounds, scores, strict=True)
    ]
    if random.random() < 0.5:
        rule["bands"].reverse()
    if Decimal(bounds[0]) and random.random() < 0.5:
        rest = {"score": "-1.5"}
        rule["bands"].insert(0 if rule["bands"][0].get("at_least", "").startswith(bounds[0]) else 99, rest)
        if len(bounds) > 1 and Decimal(rule["bands"][1].get("at_least", "0").rstrip("%")) > Decimal(
            bounds[0]
        ):
            rule["bands"].remove(rest)
            rule["bands"].append(rest)
    gate = amount(random, "0.01", "100")
    if random.random() < 0.4:
        asked["gate"] = {"name": "条件", "unit": "个", "at_least": "5"}
        rule["gate"] = {"measure": "gate", "at_least": gate}

    def enter(again: Random) -> Entered:
        entered = reported(asked, again, *bounds)
        return {**entered, "gate": near(again, gate)} if "gate" in asked else entered

    return Drawn({"points": points, "measures": asked, "rule": rule}, enter)
