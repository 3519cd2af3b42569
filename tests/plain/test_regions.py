"""Places in names of companies: found in front, inside, and never to nothing."""

import pytest

from tuicrm.plain.regions import place_key, places_in, without_places, without_region


@pytest.mark.parametrize(
    ("key", "region", "rest"),
    [
        ("北京联成互动", "北京", "联成互动"),
        ("北京市联成互动", "北京", "联成互动"),
        ("浙江杭州联成", "杭州", "联成"),
        ("浙江省杭州市联成", "杭州", "联成"),
        ("内蒙古自治区联成", "内蒙古", "联成"),
        ("深圳金华贸易", "深圳", "金华贸易"),
        ("南京泰安科技", "南京", "泰安科技"),
        ("上海电气", "上海", "电气"),
        ("联成互动", "", "联成互动"),
        ("南京", "", "南京"),
        ("南京路", "", "南京路"),
        ("acme", "", "acme"),
        ("", "", ""),
    ],
)
def test_a_name_is_split_into_its_place_and_the_rest(key: str, region: str, rest: str) -> None:
    assert without_region(key) == (region, rest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京市", "北京"),
        ("北京", "北京"),
        ("广西壮族自治区", "广西"),
        ("江苏省", "江苏"),
        ("Leeds", "Leeds"),
        ("", ""),
    ],
)
def test_a_city_is_known_with_and_without_its_kind(text: str, expected: str) -> None:
    assert place_key(text) == expected


def test_branches_are_one_name_in_two_places() -> None:
    one, other = "星海精工机械北京", "星海精工机械上海"
    assert without_places(one) == without_places(other) == "星海精工机械"
    assert (places_in(one), places_in(other)) == (("北京",), ("上海",))
