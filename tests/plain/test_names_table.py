"""What a name is known by and where it stands in a list: legal forms, signs, accents, scripts."""

import pytest

from tuicrm.plain.names import name_key, name_sort

NAMES = (
    ("Acme Ltd", "acme", "acme ltd"),
    ("ACME Limited", "acme", "acme limited"),
    ("Acme Ltd.", "acme", "acme ltd."),
    ("Acme, Inc.", "acme", "acme, inc."),
    ("Acme Inc", "acme", "acme inc"),
    ("Acme GmbH", "acme", "acme gmbh"),
    ("Acme GmbH & Co. KG", "acme", "acme gmbh & co. kg"),
    ("Acme AG", "acme", "acme ag"),
    ("Acme S.A.", "acme", "acme s.a."),
    ("Acme SA", "acme", "acme sa"),
    ("Acme S.r.l.", "acme", "acme s.r.l."),
    ("Acme B.V.", "acme", "acme b.v."),
    ("Acme Oy", "acme", "acme oy"),
    ("Acme AB", "acme", "acme ab"),
    ("Acme A/S", "acme", "acme a/s"),
    ("Acme LLC", "acme", "acme llc"),
    ("Acme L.L.C.", "acme", "acme l.l.c."),
    ("Acme PLC", "acme", "acme plc"),
    ("Acme Co., Ltd.", "acme", "acme co., ltd."),
    ("Acme Corp", "acme", "acme corp"),
    ("Acme Corporation", "acme", "acme corporation"),
    ("Acme Group", "acme group", "acme group"),
    ("Acme Holding", "acme holding", "acme holding"),
    ("The Acme Company", "the acme", "the acme company"),
    ("Acme & Sons", "acme and sons", "acme & sons"),
    ("Acme and Sons", "acme and sons", "acme and sons"),
    ("Acme + Sons", "acme sons", "acme + sons"),
    ("Ácme", "ácme", "acme"),
    ("Acmé", "acmé", "acme"),
    ("Ærø", "ærø", "aero"),
    ("Øresund", "øresund", "oresund"),
    ("Straße", "strasse", "strasse"),
    ("Strasse", "strasse", "strasse"),
    ("Müller", "müller", "muller"),
    ("Mueller", "mueller", "mueller"),
    ("Muller", "muller", "muller"),
    ("Łódź", "łódź", "lodz"),
    ("Istanbul", "istanbul", "istanbul"),
    ("ΑΛΦΑ", "αλφα", "αλφα"),
    ("Альфа", "альфа", "альфа"),
    ("Ltd", "ltd", "ltd"),
    ("GmbH", "gmbh", "gmbh"),
    ("AG", "ag", "ag"),
    ("Co", "co", "co"),
    ("深圳华南电子有限公司", "深圳华南电子", "shen zhen hua nan dian zi you xian gong si"),
    ("深圳市华南电子有限公司", "深圳市华南电子", "shen zhen shi hua nan dian zi you xian gong si"),
    ("华南电子", "华南电子", "hua nan dian zi"),
    ("华南电子（深圳）有限公司", "华南电子深圳", "hua nan dian zi ( shen zhen ) you xian gong si"),
    ("华南电子(深圳)有限公司", "华南电子深圳", "hua nan dian zi ( shen zhen ) you xian gong si"),
    ("北京百度网讯科技有限公司", "北京百度网讯科技", "bei jing bai du wang xun ke ji you xian gong si"),
    ("百度", "百度", "bai du"),
    ("上海汽车集团股份有限公司", "上海汽车", "shang hai qi che ji tuan gu fen you xian gong si"),
    ("有限公司", "有限公司", "you xian gong si"),
    ("广东省华为技术有限公司", "广东省华为技术", "guang dong sheng hua wei ji shu you xian gong si"),
    ("王芳", "王芳", "wang fang"),
    ("王 芳", "王芳", "wang fang"),
    ("ＡＣＭＥ", "acme", "acme"),
    ("Acme\u3000Ltd", "acme", "acme ltd"),
    ("acme", "acme", "acme"),
    ("ACME", "acme", "acme"),
    ("Acme-Ltd", "acme", "acme-ltd"),
    ("Acme/Ltd", "acme", "acme/ltd"),
    ("Acme_1", "acme 1", "acme_1"),
    ("1&1", "1 and 1", "1&1"),
    ("3M", "3m", "3m"),
    ("7-Eleven", "7 eleven", "7-eleven"),
    ("O'Brien", "obrien", "o'brien"),
    ("O’Brien", "obrien", "o’brien"),
    ("OBrien", "obrien", "obrien"),
    ("Jean-Luc", "jean luc", "jean-luc"),
    ("de la Cruz", "de la cruz", "de la cruz"),
    ("van der Berg", "van der berg", "van der berg"),
    ("Nguyễn", "nguyễn", "nguyen"),
    ("株式会社トヨタ", "トヨタ", "zhu shi hui she トヨタ"),
    ("トヨタ自動車株式会社", "トヨタ自動車", "トヨタ zi dong che zhu shi hui she"),
    ("삼성전자 주식회사", "삼성전자", "삼성전자 주식회사"),
    ("삼성전자", "삼성전자", "삼성전자"),
    ("", "", ""),
    ("   ", "", ""),
    ("---", "---", "---"),
    ("&", "and", "&"),
    ("Acme (UK) Ltd", "acme uk", "acme (uk) ltd"),
    ("Acme UK", "acme uk", "acme uk"),
    ("Acme Deutschland GmbH", "acme deutschland", "acme deutschland gmbh"),
    ("acme.com", "acmecom", "acme.com"),
    ("www.acme.com", "wwwacmecom", "www.acme.com"),
    ("Acme™", "acmetm", "acmetm"),
    ("Acme®", "acme", "acme®"),
    ("Acme 2", "acme 2", "acme 2"),
    ("Acme II", "acme ii", "acme ii"),
    ("A C M E", "a c m e", "a c m e"),
    ("A.C.M.E.", "acme", "a.c.m.e."),
    ("Acme\u200bLtd", "acme", "acme\u200bltd"),
    ("Acme\x00Ltd", "acme", "acme\x00ltd"),
    ("école", "école", "ecole"),
    ("école", "école", "ecole"),
    ("👩\u200d👩\u200d👧 Ltd", "ltd", "👩\u200d👩\u200d👧 ltd"),
)
"""name -> what it is known by, where it stands."""


def test_every_name_has_its_key_and_its_place() -> None:
    found = [(name, name_key(name), name_sort(name)) for name, *_want in NAMES]
    assert [pair for pair in zip(NAMES, found, strict=True) if pair[0] != pair[1]] == []


@pytest.mark.parametrize("name", [row[0] for row in NAMES if row[1]])
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_keys_are_short_and_hold_no_blank_at_an_end() -> None:
    assert all(key == key.strip() for _name, key, _sort in NAMES)
    assert len(name_key("A" * 300)) <= 300
