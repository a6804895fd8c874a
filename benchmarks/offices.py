"""Offices of any size: the shipped catalog with made-up units in the place of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from scoresheet.catalog.loading import load_catalog
from scoresheet.catalog.model import Catalog
from scoresheet.shipped import CATALOG, MASTER, shipped

_FIRST = (
    "东南西北上下前后左右大小长短高平新老红青白黑黄金银石木水火土云雨风雷山川江河湖海泉溪井潭龙虎凤鹤马牛羊鹿松柏竹梅兰菊桃李杏柳"
    "桑槐花果茶棉稻麦豆米永安宁康和顺福寿喜庆文武忠孝仁义礼智信勤俭德善美光明星月春夏秋冬晨晚古今天地太元"
    "白鹭鸽鸿雀蜂蝶莲荷葵菊桐榆槐枫枣梨柿橘柚杉柏樟楠桂棠蓝紫赤碧翠朱丹素玄清秀丽芳香甘醇珍宝玉珠瑶琼琳瑞祥昌盛兴隆富贵荣华"
)
_SECOND = (
    "坪坝坡岭岗峰岩洞沟谷湾滩洲岛港渡桥路街巷店铺场市集镇寨堡城楼台亭阁塔寺庙观庵堂院园林田地塘堰渠泉井溪河江湖"
    "山石沙土坎梁垭口关门屯营庄村屋房窑厂坊作桩树木竹花草茶果药盐油铁铜金银玉珠宝龙凤虎马牛羊鸡鱼雁鹤燕莺鹰雀"
    "平安宁和兴旺盛昌隆富贵康福祥瑞泰顺利通达明亮光华荣"
)


def names(count: int) -> Iterator[str]:
    """Give so many different names of townships.

    Raises ValueError where more are asked for than there are.
    """
    first, second = sorted(set(_FIRST)), sorted(set(_SECOND))
    if count > len(first) * len(second):
        raise ValueError(f"there are {len(first) * len(second)} names, not {count}")
    for number in range(count):
        # Neighbours differ in both characters: names in the order of a list would be more alike than real ones.
        round_, place = divmod(number, len(second))
        yield f"{first[(round_ + place) % len(first)]}{second[place]}乡"


def catalog_text(count: int) -> str:
    """Give the shipped catalog, as YAML, with so many made-up units and without a table of targets."""
    text = shipped(CATALOG).read_text(encoding="utf-8")
    units = "\n".join(_unit(number, name) for number, name in enumerate(names(count)))
    text = _TARGETS.sub("", text)
    return _UNITS.sub(lambda _: f"units:\n{units}\n", text)


_TARGETS = re.compile(r"^targets:.*\n", re.MULTILINE)
_UNITS = re.compile(r"^units:\n(?:[ #\n].*\n|\n)+", re.MULTILINE)


def _unit(number: int, name: str) -> str:
    office = f"{name}团委"
    return (
        f'  - {{id: "5108{number:05}", name: {name}, reporting_as: {office}, group: 乡, '
        f"words: {{league: 团委, level: 乡}}}}"
    )


def office(folder: Path, count: int) -> Catalog:
    """Put a catalog of so many units and the shipped master form into a folder; give what is loaded from there."""
    catalog = folder / CATALOG
    catalog.parent.mkdir(parents=True, exist_ok=True)
    catalog.write_text(catalog_text(count), encoding="utf-8")
    master = folder / MASTER
    master.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(shipped(MASTER), master)
    return load_catalog(catalog)
