"""Which names are near enough to show both to a person, and which are not, however alike they look."""

from dataclasses import dataclass

import pytest

from tuicrm.plain.likeness import NEAR_PERCENT, how_near, is_heard_as, is_somewhat_alike, likely_names, words_to_find
from tuicrm.plain.names import name_key, name_sort
from tuicrm.plain.tokens import tokens_of


@dataclass(frozen=True)
class Row:
    """A customer's name as it is kept."""

    name: str

    @property
    def name_key(self) -> str:
        return name_key(self.name)

    @property
    def name_sort(self) -> str:
        return name_sort(self.name)


def is_found(one: Row, other: Row) -> bool:
    """Whether the one is looked up by a word of the other, and found worth a closer look."""
    tokens = tokens_of([other.name])
    by_word = any(token.startswith(word) for word in words_to_find(one) for token in tokens)
    return by_word and likely_names(one, {7: other}) == [7]


NEAR = [
    # umlauts and accents, written out or left out
    ("Müller Böden GmbH", "Mueller Boeden GmbH"),
    ("Müller Böden GmbH", "Muller Boden"),
    ("Ærø Fisk ApS", "Aeroe Fisk"),
    ("Škoda Nářadí", "Skoda Naradi s.r.o."),
    ("Łódź Textil", "Lodz Textil Sp. z o.o."),
    ("Café Zürich", "Cafe Zuerich"),
    ("Jørgensen Huse", "Joergensen Huse"),
    ("Jørgensen Huse", "Jorgensen Huse"),
    ("Grúas Ruiz", "Gruas Ruiz SL"),
    ("Niño Juguetes", "Nino Juguetes"),
    ("Großmann Löser OHG", "Grossmann Loeser"),
    ("Köln Messebau", "Koeln Messebau"),
    # a letter more, less or elsewhere
    ("Harrington Plastics", "Harington Plastics"),
    ("Whitfield Engineering", "Whitfeild Engineering"),
    ("Schneider Hydraulik", "Schnieder Hydraulik"),
    ("Kestrel Aerospace", "Kestral Aerospace"),
    ("Montgomery Steel", "Montgomry Steel"),
    ("Petersen Fishing Supplies", "Peterson Fishing Supplies"),
    # words elsewhere, shorter, joined
    ("Engineering Works Calder", "Calder Engineering Works"),
    ("The Copper Kettle Company", "Copper Kettle Co"),
    ("Sable & Fils SAS", "Sable et Fils"),
    ("Smith und Partner", "Smith & Partner"),
    ("Sable och Son", "Sable and Son"),
    ("North Sea Freight Forwarding Services", "North Sea Freight Forwarding"),
    ("Bayerische Kunststoff Werke", "Bayerische Kunststoffwerke"),
    ("Maschinenfabrik Heller", "Heller Maschinenfabrik"),
    ("Kordel GmbH", "Kordel Werke GmbH"),
    ("Acme Ltd", "Acme Lmt"),
    ("Orion Foods", "Orion Foods UK"),
    # read alike: another character, traditional, in pinyin
    ("广州市宏途数字科技有限公司", "广州市宏图数字科技有限公司"),
    ("南京创维智能装备", "南京创唯智能装备有限公司"),
    ("臺灣精工機械", "台湾精工机械"),
    ("廣東華僑電子", "广东华侨电子有限公司"),
    ("龍騰國際貿易", "龙腾国际贸易"),
    # more behind it, or the same place elsewhere
    ("苏州汇智达电子有限公司", "苏州汇智达电子科技有限公司"),
    ("青岛海耶克新能源", "青岛海耶克新能源科技"),
    ("联想康健医疗器械(上海)有限公司", "上海联想康健医疗器械有限公司"),
    ("中科曙星（天津）信息技术", "天津中科曙星信息技术"),
    ("广东省美的城物业", "美的城物业管理有限公司"),
    ("成都市锦官茶业", "锦官茶业"),
]
OTHERS = [
    # branches
    ("平安人寿上海分公司", "平安人寿北京分公司"),
    ("中铁六局北京分公司", "中铁六局广州分公司"),
    ("人民医院上海", "人民医院南京"),
    ("Sparkasse Bremen", "Sparkasse Hannover"),
    ("University of Leeds", "University of York"),
    # counted
    ("Line 1 Transport", "Line 2 Transport"),
    ("Team 4", "Team 5"),
    ("Depot A North", "Depot B North"),
    ("广州市天河区第一小学", "广州市天河区第二小学"),
    ("第三人民医院", "第五人民医院"),
    ("北京第十六中学", "北京第十九中学"),
    ("Hotel 1905 Wien", "Hotel 1906 Wien"),
    # one trade, or one word in common
    ("上海科技有限公司", "上海贸易有限公司"),
    ("大华科技", "大成科技"),
    ("顺丰物流", "顺达物流"),
    ("王记面馆", "王记茶馆"),
    ("宏远电器", "宏远电机"),
    ("金龙客车", "金龙机电"),
    ("蓝天幼儿园", "蓝天养老院"),
    ("新华书店", "新华药店"),
    ("Weber Metallbau", "Weber Holzbau"),
    ("Alpha Group", "Alpha Pumps"),
    ("Delta Consulting", "Delta Catering"),
    ("First Bank", "Fifth Bank"),
    ("Bergmann Optik", "Bergmann Akustik"),
    ("Bauhaus Nord", "Bauhaus Süd"),
    # one word of several in common, two more words, a short name and a long word
    ("Kordel GmbH", "Kordel Stahl Werke GmbH"),
    ("Acme", "Acme Catering"),
    ("Norrland Teknik AB", "Hallberg Norrland Kraft AB"),
    ("Grieg Hauge Marine AS", "Dovre Marine AS"),
    ("Calder Farrow Aero Ltd", "Crown Aero Ltd"),
    ("Isar Maschinenbau GmbH", "Hartung Pfeifer Maschinenbau GmbH"),
    ("Adler Federn AG", "Adler Oberland Stahl GmbH & Co. KG"),
    ("Perrin Optique SA", "Roussel Savoie Optique SAS"),
    ("Mertens Stahl GmbH", "Mertens Reinhold Ventile AG"),
    ("Hotel Adler", "Hotel Adria"),
    ("Tech Data", "Tech Gate"),
]


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_what_may_be_one_is_found_from_both_sides(one: str, other: str) -> None:
    first, second = Row(one), Row(other)
    if first.name_key == second.name_key:
        return
    assert how_near(first, second) >= NEAR_PERCENT
    assert how_near(second, first) >= NEAR_PERCENT
    assert is_found(first, second)
    assert is_found(second, first)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_what_only_looks_alike_is_not_shown(one: str, other: str) -> None:
    assert how_near(Row(one), Row(other)) < NEAR_PERCENT
    assert how_near(Row(other), Row(one)) < NEAR_PERCENT


@pytest.mark.parametrize(
    ("one", "other"), [("Zhejiang Tongchuang Jixie", "浙江同创机械"), ("Haier Shengshi", "海尔盛世")]
)
def test_a_name_in_pinyin_finds_the_chinese_one(one: str, other: str) -> None:
    assert how_near(Row(one), Row(other)) >= NEAR_PERCENT
    assert is_found(Row(one), Row(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("宏途数字", "宏图数字", True),
        ("宏途数字", "宏途数字", False),
        ("大成", "达成", False),
        ("联成科技", "联程科技公司", True),
        ("Tongchuang Jixie", "同创机械", True),
        ("Tong Chuang Ji Xie", "同创机械", True),
        ("Acme Tools", "Akme Tools", False),
        ("Haier", "海尔", False),
        ("Müller", "米勒", False),
    ],
)
def test_names_are_read_alike(one: str, other: str, expected: bool) -> None:
    assert is_heard_as(Row(one), Row(other)) is expected
    assert is_heard_as(Row(other), Row(one)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Acme UK", "Acme", True),
        ("Acme", "Zenith Optics", False),
        ("Altfirma GmbH", "Neufirma AG", False),
        ("Müller Böden", "Mueller Boeden", True),
        ("联成", "北京联成", True),
        ("联成", "华瑞", False),
    ],
)
def test_one_company_may_write_by_several_names(one: str, other: str, expected: bool) -> None:
    assert is_somewhat_alike(name_key(one), name_key(other)) is expected
