"""Countries as people write them: in letters, in English, in Chinese, in their own language."""

import pytest

from tuicrm.plain.countries import country_code, country_key, is_same_country


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("CN", "CN|cn|CHN|China|中国|P.R. China|PRC|中华人民共和国|中国大陆"),
        ("GB", "GB|UK|U.K.|United Kingdom|the United Kingdom|Great Britain|England|英国|Großbritannien"),
        ("DE", "DE|de|DEU|Germany|GERMANY|Deutschland|德国|ＤＥ"),
        ("US", "US|USA|U.S.A.|United States|the United States|美国|Estados Unidos"),
        ("KR", "KR|Korea|South Korea|Korea (South)|Republic of Korea|대한민국|한국|韩国"),
        ("TW", "TW|Taiwan|台湾|臺灣|台灣"),
        ("HK", "HK|Hong Kong|Hongkong|香港|中国香港"),
        ("TR", "TR|Turkey|Türkiye|土耳其"),
        ("RU", "RU|Russia|Россия|俄罗斯"),
        ("AE", "AE|UAE|阿联酋"),
        ("CH", "CH|Switzerland|Schweiz|Suisse|瑞士"),
    ],
)
def test_a_country_is_known_however_it_is_written(code: str, spellings: str) -> None:
    assert {country_code(one) for one in spellings.split("|")} == {code}


@pytest.mark.parametrize("text", [None, "", "  ", "Atlantis", "火星", "xx", "Chinatown"])
def test_what_is_no_country_is_none(text: str | None) -> None:
    assert country_code(text) is None


def test_two_spellings_are_one_country() -> None:
    assert is_same_country("UK", "United Kingdom")
    assert not is_same_country("UK", "Ukraine")
    assert is_same_country("Atlantis", " atlantis ")
    assert country_key("Atlantis") == "atlantis"
