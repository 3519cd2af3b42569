import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.plain.phones import phone_key, phone_keys, phone_text


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("13800138000", "+8613800138000"),
        ("138 0013 8000", "+8613800138000"),
        ("+86-138-0013-8000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("010-6552 9988", "+861065529988"),
        ("0086 10 65529988", "+861065529988"),
        ("电话：010-65529988", "+861065529988"),
        ("Tel. (010) 65529988", "+861065529988"),
        ("(010)65529988转801", "+861065529988;ext=801"),
        ("010-65529988 分机：801", "+861065529988;ext=801"),
        ("010-65529988-801", "+861065529988;ext=801"),
        ("01065529988-0", "+861065529988;ext=0"),
        ("0755-83765566-80123", "+8675583765566;ext=80123"),
        ("010-6552-9988", "+861065529988"),
        ("400-820-8820", "+864008208820"),
        ("138-0013-8000", "+8613800138000"),
        ("（010）65529988内线801", "+861065529988;ext=801"),
        ("010-65529988 ext. 12", "+861065529988;ext=12"),
        ("010-65529988 x12", "+861065529988;ext=12"),
        ("+44 20 7946 0018", "+442079460018"),
        ("95588", "95588"),
        ("110", "110"),
        ("6552 9988转801", "65529988;ext=801"),
        ("", ""),
        ("none", ""),
        ("12", ""),
    ],
)
def test_one_number_has_one_key(written: str, key: str) -> None:
    assert phone_key(written, "CN") == key


def test_the_region_says_what_a_number_without_country_is() -> None:
    assert phone_key("(212) 555-2368", "US") == "+12125552368"
    assert phone_key("020 7946 0018", "GB") == "+442079460018"


@pytest.mark.parametrize(
    "written",
    ["13800138000/010-65529988转801", "138 0013 8000、(010)6552 9988 转 801", "13800138000;010-65529988 ext 801",
     "13800138000\n010-65529988转801", "手机：13800138000，电话：010-65529988转801",
     "13800138000 or 010-65529988 x801",
     "13800138000/13800138000/010-65529988转801"],
)  # fmt: skip
def test_several_numbers_in_one_field(written: str) -> None:
    assert phone_keys(written, "CN") == ["+8613800138000", "+861065529988;ext=801"]


@pytest.mark.parametrize(
    ("written", "region", "keys"),
    [
        ("0049 711/1234567", "CN", ["+497111234567"]),
        ("0049(0)711 / 1234567", "DE", ["+497111234567"]),
        ("0049/711/1234567", "CN", ["+497111234567"]),
        ("+8610-65529988-801", "CN", ["+861065529988;ext=801"]),
        ("010-65529988,801", "CN", ["+861065529988;ext=801"]),
        ("010-65529988*801", "CN", ["+861065529988;ext=801"]),
        ("010-65529988转801或802", "CN", ["+861065529988;ext=801"]),
        ("0571-8888 6666/8888 7777", "CN", ["+8657188886666", "+8657188887777"]),
        ("0571-88886666/7777", "CN", ["+8657188886666"]),
        ("212-555-2368 or 555-2369", "US", ["+12125552368", "+12125552369"]),
        ("13800138000/95588", "CN", ["+8613800138000", "95588"]),
        ("852-21807438", "CN", ["+85221807438"]),
        ("(852) 2180 7438", "CN", ["+85221807438"]),
        ("13912345678", "GB", ["13912345678"]),  # nobody can say that it is one of America
    ],
)
def test_a_number_is_read_whole(written: str, region: str, keys: list[str]) -> None:
    assert phone_keys(written, region) == keys


@pytest.mark.parametrize(
    ("written", "country", "keys"),
    [
        ("030 901820", "DE", ["+4930901820"]),
        ("(11) 2341-3538", "BR", ["+551123413538"]),
        ("03-1204-1850 / +81 90-1234-3264", "JP", ["+81312041850", "+819012343264"]),
        ("138 0013 8000", "GB", ["+8613800138000"]),  # none of there: then one of here
        ("95588", "GB", ["95588"]),
        ("010-65529988", None, ["+861065529988"]),
    ],
)
def test_who_is_known_to_be_elsewhere_is_dialled_there(written: str, country: str | None, keys: list[str]) -> None:
    assert phone_keys(written, "CN", country) == keys


def test_two_numbers_with_only_a_blank_between() -> None:
    assert phone_keys("13800138000 13900139000", "CN") == ["+8613800138000", "+8613900139000"]


def test_a_piece_of_a_number_is_not_made_into_one() -> None:
    assert phone_keys("(010)65529988/89", "CN") == ["+861065529988"]


def test_keys_as_people_read_them() -> None:
    assert phone_text("+861065529988;ext=801") == "+86 10 6552 9988 ext. 801"
    assert phone_text("+8613800138000") == "+86 138 0013 8000"
    assert phone_text("95588") == "95588"
    assert phone_text("+") == "+"


@given(st.text(max_size=40), st.sampled_from(["CN", "US", "DE"]))
def test_any_text_has_keys_that_are_keys(text: str, region: str) -> None:
    for key in phone_keys(text, region):
        assert phone_key(key, region) == key
