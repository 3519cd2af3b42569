import subprocess
import sys

import pytest
from cleanco import basename
from hypothesis import example, given
from hypothesis import strategies as st

from tuicrm.plain.names import _latin_base, folded, name_key, name_sort

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20)


@pytest.mark.parametrize(
    "spellings",
    [
        ["Acme", "ACME Ltd.", "Acme Limited", "acme, ltd", "  Acme  Co., Ltd. ", "Ａｃｍｅ　Ｌｔｄ", "Acme Inc."],
        ["Kordel GmbH", "KORDEL", "Kordel Gmbh"],
        ["Hydra Pumps SpA", "Hydra Pumps S.p.A."],
        ["Smith & Sons Ltd", "Smith and Sons"],
        ["O'Brien LLC", "OBrien", "O’Brien"],
        ["北京联成互动有限公司", "北京联成互动", "北京 联成互动 有限责任公司", "北京联成互动股份有限公司"],
        ["联成（北京）科技有限公司", "联成(北京)科技", "联成北京科技公司"],
        ["华东重工集团有限公司", "华东重工（集团）有限公司", "华东重工集团"],
        ["İstanbul Demir A.Ş.", "istanbul demir a.ş.", "İSTANBUL DEMİR"],
        ["苏州汇智达电子有限公司", "苏州汇智达电子", "苏州汇智达电子公司", "苏州汇智达电子股份有限公司"],
        ["合肥国盾量子有限公司", "合肥国盾量子"],
        ["Ostwind Solar AG", "Ostwind Solar Aktiengesellschaft", "OSTWIND SOLAR"],
        ["Blåbär Logistik AB", "Blåbär Logistik Aktiebolag"],
        ["Pacific Rim Pty Ltd", "Pacific Rim Pty. Limited", "Pacific Rim"],
        ["Zlatá Praha s.r.o.", "Zlatá Praha, s. r. o.", "Zlatá Praha"],
        ["Corvina Foods Inc.", "Corvina Foods, Incorporated"],
        ["Kowal Sp. z o.o.", "KOWAL SP Z OO", "Kowal"],
        [
            "Pichler GmbH",
            "Pichler Ges.m.b.H.",
            "PICHLER GESMBH",
            "Pichler Gesellschaft m. b. H.",
            "Pichler, Ges. m.b.H.",
        ],
        ["Almenara S.L.", "ALMENARA, SOCIEDAD LIMITADA", "Almenara S.A.", "Almenara Sociedad Anónima", "Almenara SL"],
        ["Bellavista S.r.l.", "BELLAVISTA S.R.L. UNIPERSONALE", "Bellavista srl unipersonale", "Bellavista"],
        ["株式会社佐藤", "佐藤株式会社", "㈱佐藤", "佐藤（株）"],
        ["주식회사 한빛", "한빛(주)", "한빛"],
        ["Yıldız Gıda A.Ş.", "YILDIZ GIDA A.Ş.", "Yıldız Gıda Anonim Şirketi", "YILDIZ GIDA, SAN. VE TİC. A.Ş."],
        ["Dağ Döküm Ltd. Şti.", "DAĞ DÖKÜM LTD. STI.", "Dağ Döküm San. Tic. Limited Şirketi", "Dağ Döküm"],
        ["Żubr Sp. z o.o. Sp. k.", "ŻUBR SP. Z O.O. SP.K.", "Żubr sp. j.", "Żubr spółka z o.o.", "Żubr Spółka jawna"],
        ["ООО «Вектор»", "ВЕКТОР, ООО", "Вектор Общество с ограниченной ответственностью", "АО Вектор", "Вектор"],
        ["Công ty TNHH Sông Hồng", "SÔNG HỒNG CO., LTD", "CTCP Sông Hồng", "Sông Hồng Joint Stock Company"],
        ["Azteca S.A. de C.V.", "AZTECA SA DE CV", "Azteca, S. de R.L. de C.V.", "Azteca S.A.P.I. de C.V.", "Azteca"],
        ["Ipê Ltda", "IPÊ LTDA - ME", "Ipê S/A", "Ipê Limitada", "Ipê Eireli"],
        ["Huber GmbH & Co. KG", "Huber GmbH&Co.KG", "Huber G.m.b.H.", "HUBER e. K.", "Huber UG (haftungsbeschränkt)"],
        ["Aare Sàrl", "Aare S.à r.l.", "AARE SARL"],
        ["利輝有限公司", "利輝Ltd.", "利輝 Limited", "利輝Co., Ltd", "利輝企業社"],
        ["㈲高陽", "有限会社高陽", "高陽(有)", "株式會社高陽", "合同会社高陽", "（同）高陽"],
        ["Najd Trading Est.", "NAJD TRADING ESTABLISHMENT"],
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: list[str]) -> None:
    assert len({name_key(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("联成科技有限公司", "联成科技有限公司上海分公司"),
        ("联成上海分公司", "联成上海"),
        ("联成科技子公司", "联成科技"),
        ("平安人寿上海支公司", "平安人寿上海"),
        ("Orion Foods UK", "Orion Foods"),
        ("Orion Foods (UK) Ltd", "Orion Foods Ltd"),
        ("Acme Tools", "Acme"),
        ("Müller", "Muller"),
        ("北京联成", "上海联成"),
        ("Garage de l'Est", "Garage de l"),
        ("Azteca de Variable", "Azteca"),
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("AS Oy", "as oy"),
        ("İstanbul", "istanbul"),
        ("İİ", "ii"),
        ("GmbH", "gmbh"),
        ("有限公司", "有限公司"),
        ("公司", "公司"),
        ("!!!", "!!!"),
        ("", ""),
    ],
)
def test_a_name_never_becomes_nothing(name: str, key: str) -> None:
    assert name_key(name) == key


@given(NAMES)
@example("ǰ ﬁ ẞ İ")
def test_keys_do_not_change_any_more(name: str) -> None:
    assert bool(name_key(name)) == bool(name.strip())
    assert name_key(name_key(name)) == name_key(name)
    assert name_sort(name_sort(name)) == name_sort(name)
    assert folded(folded(name)) == folded(name)


def test_names_sort_as_people_look_for_them() -> None:
    names = [
        "重庆长安",
        "zebra",
        "Ångström",
        "安然",
        "acme",
        "Beta",
        "曾志伟",
        "ＡＢＣ",
        "北京联成",
        "Ostrava",
        "Østerhof",
    ]
    assert sorted(names, key=name_sort) == [
        "ＡＢＣ", "acme", "安然", "Ångström", "北京联成", "Beta", "重庆长安", "Østerhof", "Ostrava", "zebra",
        "曾志伟",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("北京联成", "bei jing lian cheng"),
        ("厦门银行", "xia men yin hang"),
        ("3M中国", "3m zhong guo"),
        ("单县重工", "shan xian zhong gong"),
        ("查理", "zha li"),
        ("查理布朗", "cha li bu lang"),
        ("尉迟恭", "yu chi gong"),
        ("𠮷野家", "𠮷 ye jia"),
        ("  Acme   Ltd ", "acme ltd"),
    ],
)
def test_sort_key(name: str, key: str) -> None:
    assert name_sort(name) == key


def test_names_without_chinese_do_not_load_pinyin() -> None:
    code = (
        "import sys; from tuicrm.plain import names, tokens; names.name_sort('Müller Ltd');"
        "names.name_key('Müller Ltd'); tokens.tokens_of(['Müller', 'li@acme.com'], ['+8613800138000']);"
        "tokens.query_tokens('müller 北京'); sys.exit('pypinyin' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


FORMS = sorted({" ".join(words) for _size, words in basename.keywords["terms"]})
WORDS = ["acme", "& sons", "d.o.o.", "(uk)", "s.r.o", "co.,", "北京"]
PARTS = st.one_of(st.sampled_from(FORMS), st.sampled_from(WORDS))


@given(st.one_of(NAMES, st.lists(PARTS, max_size=5).map(" ".join), st.lists(PARTS, max_size=3).map(", ".join)))
def test_forms_are_taken_off_as_if_all_were_tried(name: str) -> None:
    assert _latin_base(name) == basename(name)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_taken_off(form: str) -> None:
    assert _latin_base(f"acme {form}") == basename(f"acme {form}") == "acme"
