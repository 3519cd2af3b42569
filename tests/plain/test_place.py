"""What a new database begins with: by the reader's language and the machine's own zone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuicrm.plain.place import Place, local_zone, place_of


@pytest.mark.parametrize(
    ("env", "zone"),
    [
        ({"TZ": "Europe/Berlin"}, "Europe/Berlin"),
        ({"TZ": ":Europe/Berlin"}, "Europe/Berlin"),
        ({"TZ": "/usr/share/zoneinfo/Asia/Tokyo"}, "Asia/Tokyo"),
        ({"TZ": ":/usr/share/zoneinfo/Asia/Tokyo"}, "Asia/Tokyo"),
        ({"TZ": "UTC"}, "UTC"),
        ({"TZ": "CET-1CEST"}, "UTC"),  # POSIX's own way to say it names no place
        ({"TZ": "Mars/Olympus"}, "UTC"),
        ({"TZ": "../../etc/passwd"}, "UTC"),
        ({"TZ": "/etc/passwd"}, "UTC"),
        ({"TZ": "Europe/"}, "UTC"),
        ({"TZ": "\x00"}, "UTC"),
        ({"TZ": "x" * 5000}, "UTC"),
    ],
)
def test_the_environment_says_the_zone(env: dict[str, str], zone: str, tmp_path: Path) -> None:
    assert local_zone(env, tmp_path / "none") == zone


@pytest.mark.parametrize(
    ("target", "zone"),
    [
        ("/usr/share/zoneinfo/Europe/Paris", "Europe/Paris"),
        ("../usr/share/zoneinfo/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("/var/db/timezone/zoneinfo/Asia/Shanghai", "Asia/Shanghai"),
        ("/usr/share/zoneinfo/Nowhere/AtAll", "UTC"),
        ("/somewhere/else", "UTC"),
        ("/usr/share/zoneinfo/", "UTC"),
    ],
)
def test_else_the_link_of_the_machine_says_it(target: str, zone: str, tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(target)
    assert local_zone({}, link) == zone
    assert local_zone({"TZ": ""}, link) == zone
    assert local_zone({"TZ": "Asia/Tokyo"}, link) == "Asia/Tokyo", "the environment comes first"


def test_a_file_instead_of_a_link_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "localtime"
    file.write_bytes(b"TZif")
    assert local_zone({}, file) == "UTC"


def test_a_chinese_reader_begins_in_china_whatever_the_machine_says() -> None:
    assert place_of("zh", {"TZ": "Europe/Berlin"}) == Place("CNY", "Asia/Shanghai", "CN")


@pytest.mark.parametrize(
    ("env", "currency", "region"),
    [
        ({"LC_ALL": "en_GB.UTF-8"}, "GBP", "GB"),
        ({"LANG": "de_DE.UTF-8"}, "EUR", "DE"),
        ({"LANG": "de_AT@euro"}, "EUR", "AT"),
        ({"LANG": "fr_CH"}, "CHF", "CH"),
        ({"LC_MESSAGES": "en_IE.utf8"}, "EUR", "IE"),
        ({"LC_ALL": "ja_JP.eucJP", "LANG": "en_GB.UTF-8"}, "JPY", "JP"),
        ({"LANG": "en_US.UTF-8", "LC_TELEPHONE": "nl_NL.UTF-8"}, "EUR", "NL"),  # Dutch, in English
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "EUR", "NL"),
        ({"LANG": "en_US.UTF-8", "TZ": "Europe/Berlin"}, "USD", "US"),
        ({"LANG": "es_EC.UTF-8"}, "USD", "EC"),
        ({"LANG": "fr_SN.UTF-8"}, "XOF", "SN"),
        ({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, "USD", "US"),
        ({"LANG": "C.UTF-8"}, "USD", "US"),
        ({"LANG": "POSIX"}, "USD", "US"),
        ({"LANG": "en"}, "USD", "US"),
        ({"LANG": "en_XX.UTF-8"}, "USD", "US"),  # no country
        ({"LANG": "en_GBR"}, "USD", "US"),
        ({"LANG": ""}, "USD", "US"),
    ],
)
def test_the_locale_says_the_country(env: dict[str, str], currency: str, region: str) -> None:
    place = place_of("en", {"TZ": "Europe/Paris"} | env)
    assert (place.currency, place.region) == (currency, region)


@pytest.mark.parametrize(
    ("locale", "place"),
    [
        ("zh_CN.UTF-8", Place("CNY", "Asia/Shanghai", "CN")),
        ("zh_TW.UTF-8", Place("TWD", "Asia/Taipei", "TW")),
        ("zh_HK.UTF-8", Place("HKD", "Asia/Hong_Kong", "HK")),
        ("zh_SG.UTF-8", Place("SGD", "Asia/Singapore", "SG")),
        ("de_DE.UTF-8", Place("EUR", "Europe/Berlin", "DE")),
        ("en_US.UTF-8", Place("CNY", "Asia/Shanghai", "CN")),  # what machines come with says nothing of the company
        ("C.UTF-8", Place("CNY", "Asia/Shanghai", "CN")),
    ],
)
def test_a_chinese_reader_elsewhere_begins_there(locale: str, place: Place) -> None:
    assert place_of("zh", {"LANG": locale, "TZ": "America/New_York"}) == place


def test_everybody_else_begins_in_dollars_in_the_zone_of_the_machine() -> None:
    assert place_of("en", {"TZ": "Europe/Berlin"}) == Place("USD", "Europe/Berlin", "US")
