"""Forms in the languages of those who ask, and from the services that send them."""

import json
from urllib.parse import urlencode

import pytest

from tuicrm.exchange import web_form
from tuicrm.exchange.lead_fields import is_trapped, lead_of
from tuicrm.sales.intake import Lead


def read(data: bytes | dict[str, object]) -> Lead:
    return lead_of(web_form.read(data if isinstance(data, bytes) else json.dumps(data).encode()), is_form=True)


@pytest.mark.parametrize(
    ("fields", "name", "contact"),
    [
        ("公司名稱=鴻聯|聯絡人=陳大文|電話=02-2128-0299|電子郵件=a@b.tw|留言內容=x", "鴻聯", "陳大文"),
        ("公司=联成|姓=王|名=芳|手机=13800138000|邮箱地址=a@b.cn|需求=x", "联成", "王芳"),
        (
            "会社名=富士精機|お名前=佐藤健一|電話番号=03-1204-1850|メールアドレス=a@b.jp|お問い合わせ内容=x",
            "富士精機",
            "佐藤健一",
        ),
        ("회사명=한빛|이름=김민수|연락처=010-2006-8573|이메일=a@b.kr|문의내용=x", "한빛", "김민수"),
        (
            "Société=Dubois SA|Nom=Dubois|Prénom=Marie|Téléphone=01|Courriel=a@b.fr|Message=x",
            "Dubois SA",
            "Marie Dubois",
        ),
        ("Empresa=Azteca|Nombre=Juan|Apellido=Ruiz|Teléfono=52|Correo=a@b.mx|Mensaje=x", "Azteca", "Juan Ruiz"),
        ("Empresa=Tupi|Nome=João Silva|Telefone=55|E-mail=a@b.br|Mensagem=x", "Tupi", "João Silva"),
        ("Azienda=Bella|Nome=Ugo|Cognome=Rossi|Telefono=39|E-mail=a@b.it|Messaggio=x", "Bella", "Ugo Rossi"),
        (
            "Firma=Kurz|Vorname=Jana|Nachname=Kurz|Telefon=49|E-Mail-Adresse=a@b.de|Ihre Nachricht=x",
            "Kurz",
            "Jana Kurz",
        ),
        (
            "companyName=Acme|firstName=Ann|lastName=Lee|phoneNumber=44|emailAddress=a@b.uk|comments=x",
            "Acme",
            "Ann Lee",
        ),
        (
            "Company *=Acme|Your name:=Ann Lee|Phone number*=44|E-mail address:=a@b.uk|How can we help?=x",
            "Acme",
            "Ann Lee",
        ),
        (
            "lead[company]=Acme|contact[name]=Ann Lee|contact[phone]=44|contact[email]=a@b.uk|message=x",
            "Acme",
            "Ann Lee",
        ),
    ],
)
def test_a_form_in_any_language_is_understood(fields: str, name: str, contact: str) -> None:
    found = read(urlencode([tuple(one.split("=", 1)) for one in fields.split("|")]).encode())
    assert (found.name, found.contact, len(found.phones), len(found.emails)) == (name, contact, 1, 1)
    assert found.message == "x"


@pytest.mark.parametrize(
    "posted",
    [
        {"fields": [{"name": "firstname", "value": "Ann"}, {"name": "lastname", "value": "Lee"},
                    {"name": "email", "value": "a@b.example"}]},
        {"responses": {"Your name": "Ann Lee", "E-mail address": "a@b.example"}},
        {"field_data": [{"name": "full_name", "values": ["Ann Lee"]}, {"name": "email", "values": ["a@b.example"]}]},
        {"lead": {"person": {"name": "Ann Lee", "email": "a@b.example"}, "company": {"name": ""}}},
    ],
)  # fmt: skip
def test_what_services_send_is_understood(posted: dict[str, object]) -> None:
    found = read(posted)
    assert (found.name or found.contact, found.emails, found.message) == ("Ann Lee", ("a@b.example",), "")


def test_where_a_visitor_came_from_is_the_channel() -> None:
    found = read(b"name=Acme&utm_source=google&utm_campaign=spring")
    assert (found.source, found.campaign) == ("google", "spring")
    assert read(b"name=Acme&utm_source=google&source=fair").source == "fair"


@pytest.mark.parametrize("box", ["gdpr", "privacy", "DSGVO", "opt-in", "acceptance", "同意"])
def test_a_box_by_another_name_is_consent(box: str) -> None:
    data = urlencode({"name": "Acme", box: "accepted"}).encode()
    assert lead_of(web_form.read(data), consent="I agree", is_form=True).consent == "I agree"


@pytest.mark.parametrize(
    ("data", "is_so"),
    [
        (b"name=Acme&honeypot=http://spam", True),
        (b"name=Acme&_gotcha=x", True),
        (b"name=Acme&bot-field=x", True),
        (b"name=Acme&honeypot=", False),
        (b"name=Acme&website=http://acme.example", False),
    ],
)
def test_a_trap_tells_a_program_from_a_person(data: bytes, is_so: bool) -> None:
    assert is_trapped(web_form.read(data)) is is_so
