"""What a pasted text says of somebody: signatures, cards, chats, numbers, in English, German and Chinese."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.pasted import Pasted, is_company, understand
from tuicrm.plain.phones import phone_key

CARD = "Ann Lee\nHead of Purchasing\nAcme Tools Ltd\nT: +44 113 496 0142\nann.lee@acme.example\nwww.acme.example"
CHINESE = (
    "王芳 采购经理\n北京联成互动科技有限公司\n电话：010-65529988转801\n手机:138 0013 8000\n邮箱: wf@lc.example\n"
    "地址：北京市海淀区1号"
)


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        pytest.param(
            CARD, "GB",
            Pasted("Acme Tools Ltd", "Ann Lee", "Head of Purchasing", ("+44 113 496 0142",), ("ann.lee@acme.example",),
                   "www.acme.example"), id="a signature",
        ),
        pytest.param(
            CHINESE, "CN",
            Pasted("北京联成互动科技有限公司", "王芳", "采购经理", ("010-65529988转801", "138 0013 8000"),
                   ("wf@lc.example",), "", "北京市海淀区1号"), id="a Chinese card",
        ),
        pytest.param("13800138000", "CN", Pasted(phones=("13800138000",)), id="a number"),
        pytest.param("95588", "CN", Pasted(phones=("95588",)), id="a service number"),
        pytest.param("ann@acme.example", "GB", Pasted(emails=("ann@acme.example",)), id="a mail"),
        pytest.param("Acme", "GB", Pasted("Acme"), id="a name"),
        pytest.param("", "GB", Pasted(), id="nothing"),
        pytest.param(
            "公司：东莞科沃模具\n联系人：孙丽（采购）\n手机：139 1290 4108\n需求：两台注塑机", "CN",
            Pasted("东莞科沃模具", "孙丽", "采购", ("139 1290 4108",), message="两台注塑机"), id="with labels",
        ),
        pytest.param(
            "Best regards\nJ. Novak\nMeridian Labs GmbH\nFax 0117 496 0199\nTel 0117 496 0142", "GB",
            Pasted("Meridian Labs GmbH", "J. Novak", "", ("0117 496 0142",)), id="no fax, no greeting",
        ),
        pytest.param(
            "Ann Lee, Buyer\nann@acme.example", "GB",
            Pasted("", "Ann Lee", "Buyer", (), ("ann@acme.example",)), id="name and title in one line",
        ),
    ],
)  # fmt: skip
def test_a_text_is_understood(text: str, region: str, expected: Pasted) -> None:
    assert understand(text, region) == expected


@pytest.mark.parametrize(
    ("text", "region", "name", "contact", "phone"),
    [
        ("Hi, I'm Ann Lee from Acme Ltd, please call 0113 496 0142 about PX-200.", "GB", "Acme Ltd", "Ann Lee",
         "0113 496 0142"),
        ("你好，我是宁波北仑机械有限公司的李伟，电话13800138000，想了解PX-200价格", "CN",
         "宁波北仑机械有限公司", "李伟", "13800138000"),
        ("我叫王芳，请回电 138 0013 8000", "CN", "", "王芳", "138 0013 8000"),
    ],
)  # fmt: skip
def test_a_chat_says_who_writes_and_is_kept_as_it_is(
    text: str, region: str, name: str, contact: str, phone: str
) -> None:
    found = understand(text, region)
    assert (found.name, found.contact, found.phones) == (name, contact, (phone,))
    assert found.message == text


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Acme Ltd", True),
        ("Müller & Söhne GmbH", True),
        ("北京联成互动科技有限公司", True),
        ("第一人民医院", True),
        ("Ann Lee", False),
        ("王芳", False),
        ("We need three of them", False),
        ("", False),
    ],
)
def test_a_company_is_known_by_its_form(text: str, is_one: bool) -> None:
    assert is_company(text) is is_one


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_strange(text: str) -> None:
    found = understand(text, "CN")
    assert all(isinstance(part, str) for part in (found.name, found.contact, found.message))


@pytest.mark.parametrize("region", ["CN", "US", "GB", "DE"])
@pytest.mark.parametrize(
    ("text", "name", "contact"),
    [
        ("北京联成互动科技有限公司 13911112222", "北京联成互动科技有限公司", ""),
        ("北京联成互动科技有限公司13911112222", "北京联成互动科技有限公司", ""),
        ("13911112222 北京联成互动科技有限公司", "北京联成互动科技有限公司", ""),
        ("北京联成互动科技有限公司，139-1111-2222", "北京联成互动科技有限公司", ""),
        ("北京联成互动科技有限公司 王芳 13911112222", "北京联成互动科技有限公司", "王芳"),
        ("王芳 北京联成互动科技有限公司 139 1111 2222", "北京联成互动科技有限公司", "王芳"),
        ("王芳 13911112222", "", "王芳"),
    ],
)
def test_a_chinese_number_is_no_part_of_the_name_wherever_we_are(
    region: str, text: str, name: str, contact: str
) -> None:
    read = understand(text, region)
    assert (read.name, read.contact, len(read.phones), read.message) == (name, contact, 1, "")
    assert phone_key(read.phones[0], region) == "+8613911112222"


@pytest.mark.parametrize(
    ("text", "name", "phones"),
    [
        ("Acme Ltd 0113 496 0142", "Acme Ltd", ("0113 496 0142",)), ("Acme Ltd, 13911112222", "Acme Ltd",
        ("13911112222",)), ("Acme 2000 GmbH", "Acme 2000 GmbH", ()), ("Halle 1234567 Werke", "Halle 1234567 Werke", ()),
        ("上海2345网络有限公司", "上海2345网络有限公司", ()), ("Acme Ltd 2026-2027", "Acme Ltd 2026-2027", ()),
    ],
)  # fmt: skip
def test_a_number_behind_a_firm_is_a_phone_and_one_in_its_name_is_not(
    text: str, name: str, phones: tuple[str, ...]
) -> None:
    read = understand(text, "US")
    assert (read.name, read.phones) == (name, phones)
