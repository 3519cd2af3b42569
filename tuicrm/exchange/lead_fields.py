"""Named texts, as a form, a JSON line or a CSV row has them -> a lead. Names in English and Chinese, in any case."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from tuicrm.plain.clean import line, note
from tuicrm.plain.language import _
from tuicrm.plain.periods import read_moment
from tuicrm.plain.pinyin import has_han
from tuicrm.sales.intake import Lead

_ALIASES = {
    "name": "name company organisation organization firm account company-name firma firmenname unternehmen "
    "公司 公司名 公司名称 客户 客户名称 单位 单位名称 企业 企业名称 公司名稱 客戶 客戶名稱 会社名 貴社名 "
    "御社名 会社 회사 회사명 업체명 société societe entreprise empresa razón-social azienda ditta bedrijf "
    "bedrijfsnaam",
    "contact": "contact contact-name person full-name fullname person-name your-name first-name contacts-name "
    "ansprechpartner vorname firstname given-name forename 联系人 联系人姓名 姓名 称呼 您的姓名 名 聯絡人 "
    "聯絡人姓名 聯繫人 氏名 お名前 名前 ご担当者 ご担当者名 担当者名 이름 성명 성함 담당자 담당자명 prénom "
    "prenom nombre nombre-completo nome nome-completo persona-de-contacto naam",
    "last_name": "last-name surname lastname family-name nachname 姓 姓氏 nom nom-de-famille apellido "
    "apellidos sobrenome cognome achternaam",
    "title": "title position job job-title role 职位 职务 岗位 職稱 職位 役職 部署 직함 직책 fonction cargo "
    "puesto funktion",
    "phones": "phone phones tel telephone mobile cell phone-number your-phone telefon telefonnummer mobil "
    "handy 电话 手机 手机号 手机号码 联系电话 联系方式 联系人电话 联系人手机 您的电话 座机 联系手机 固定电话 "
    "電話 手機 聯絡電話 行動電話 電話番号 携帯番号 携帯電話 전화 전화번호 휴대폰 연락처 téléphone tél "
    "portable teléfono móvil telefono celular telefone cellulare phone-mobile mobile-phone mobile-number "
    "cell-phone work-phone telefoon",
    "emails": "email emails e-mail mail your-email email-address e-mail-address e-mail-adresse mailadresse "
    "邮箱 您的邮箱 邮件 电子邮箱 电子邮件 邮箱地址 電子郵件 電郵 信箱 メール メールアドレス 이메일 메일 "
    "courriel adresse-e-mail correo correo-electrónico correo-electronico email-aziendale",
    "website": "website web url homepage site 网址 网站 官网",
    "city": "city town ort stadt 城市 所在城市 ville ciudad cidade città 市区町村",
    "region": "region state province 地区 省份 省",
    "country": "country land 国家 國家 pays país paese 国 국가",
    "industry": "industry sector branche 行业",
    "address": "address street adresse straße strasse 地址 公司地址 联系地址 住所 ご住所 주소 dirección "
    "endereço indirizzo",
    "registration": "registration registration-number vat vat-id tax-id 统一社会信用代码 税号",
    "class_key": "class 等级 客户等级",
    "source": "source channel 来源 渠道",
    "campaign": "campaign utm-campaign 活动",
    "message": "message msg text comment comments enquiry inquiry question your-message body nachricht "
    "ihre-nachricht anfrage subject your-subject betreff how-can-we-help 留言 留言内容 需求 需求描述 咨询 "
    "咨询内容 内容 主题 标题 留言內容 諮詢內容 需求說明 お問い合わせ内容 お問い合わせ ご用件 内容詳細 문의 "
    "문의내용 문의-내용 내용 demande mensaje consulta asunto mensagem messaggio richiesta bericht",
    "note": "note notes remark 备注",
    "referrer": "referrer referred-by 介绍人 推荐人",
    "project": "project 商机",
    "consent": "consent consent-text privacy-text privacy privacy-policy gdpr gdpr-consent dsgvo datenschutz "
    "einwilligung opt-in optin acceptance 同意声明 同意 隐私政策 隐私协议",
    "came_at": "came-at asked-at date time timestamp submitted-at 时间 日期 提交时间",
}
_AROUND = {
    "your", "ihr", "ihre", "votre", "responses", "response", "answers", "entry", "data", "form", "fields", "payload",
    "submission", "properties", "values", "attributes",
}  # fmt: skip
_ABOUT = {"lead", "contact", "contacts", "person", "customer", "company", "organization", "organisation", "address"}
_OF_THE_INQUIRY = {"came_at", "source", "campaign", "project", "consent"}
"""A lead time is no time that somebody asked at."""
FIELDS = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}
_TRAPS = {"honeypot", "gotcha", "-gotcha", "bot-field", "hp-field", "leave-blank"}
"""Fields that a page hides from people: who fills one in is a program."""
_YES = ("yes", "on", "true", "1", "y", "accepted", "agreed", "checked", "ja", "oui", "sí", "sim", "是", "同意")
_NO = ("no", "off", "false", "0", "n", "否", "不同意")
_MANY = ("phones", "emails")


def is_trapped(pairs: Sequence[tuple[str, str]]) -> bool:
    """Say whether a field was filled in that a page hides from people."""
    return any(text.strip() and _folded(name) in _TRAPS for name, text in pairs)


def known_field(name: str) -> str | None:
    """Give the field of a lead that a name means; None for one that we do not know."""
    return FIELDS.get(_folded(name))


def _folded(name: str) -> str:
    """Give a name in one spelling, without what it stands in: `data-contact-email` and `Contact E-Mail` are `email`."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"\[(\w*)\]", r" \1", line(name)))  # firstName, contact[phone]
    plain = bare = re.sub(r"[\s_]+", "-", parted.casefold().rstrip(" *:：?？")).strip("-")
    about = False
    while bare not in FIELDS:
        around, _dash, rest = bare.partition("-")
        if not rest or around not in _AROUND | _ABOUT:
            break
        bare, about = rest, about or around in _ABOUT
    return plain if about and FIELDS.get(bare) in _OF_THE_INQUIRY else bare


def lead_of(
    pairs: Sequence[tuple[str, str]],
    own: Sequence[str] = (),
    *,
    zone: str = "UTC",
    consent: str = "",
    defaults: Mapping[str, str] | None = None,
    is_form: bool = False,
) -> Lead:
    """Make a lead of named texts; what is not known by name goes below the message, so that nothing is lost.

    Args:
        own: the keys of own fields of customers.
        consent: what somebody agreed to who only ticked a box called consent.
        defaults: source and campaign where the texts name none; a campaign that they name brings its own source.
        is_form: a visitor posted it, who cannot help a time of the page that cannot be read: it goes below the message.

    Raises:
        ValueError: a sentence, for a time that cannot be read.
    """
    found: dict[str, list[str]] = {}
    fields: dict[str, str] = {}
    further: list[str] = []
    kinds = {folded: known_field(name) for name, text in pairs if text.strip() and (folded := _folded(name))}
    names_a_person = "contact" not in kinds.values() and any(
        kind == "name" and each != "name" for each, kind in kinds.items()
    )  # of company and name the name is who asks
    for name, text in pairs:
        key = "contact" if names_a_person and _folded(name) == "name" else known_field(name)
        if not text.strip():
            continue
        if key is not None:
            found.setdefault(key, []).append(text)
        elif kept := next((one for one in (line(name).casefold().replace("_", "-"), _folded(name)) if one in own), ""):
            fields[kept] = text
        elif not name.startswith("_"):  # a form's own machinery: _token, _next
            further.append(f"{line(name)}: {line(text)}")
    texts = {key: values[0] for key, values in found.items()}
    further += [f"{key}: {line(one)}" for key in found if key not in (*_MANY, "message") for one in found[key][1:]]
    given = dict(defaults or {})
    if texts.get("campaign"):
        given.pop("source", None)
    texts |= {name: value for name, value in given.items() if value and not texts.get(name)}
    if "last_name" in texts:
        first, last = texts.get("contact", ""), texts.pop("last_name")
        texts["contact"] = f"{last}{first}" if has_han(last) else f"{first} {last}".strip()
    if texts.get("consent", "").strip().casefold() in _YES:
        texts["consent"] = consent or texts["consent"]
    if texts.get("consent", "").strip().casefold() in _NO:
        further.append(f"consent: {line(texts.pop('consent'))}")
    came = texts.pop("came_at", "")
    try:
        came_at = _moment(came, zone) if came else None
    except ValueError:
        if not is_form:
            raise
        came_at = None
        further.append(f"time: {line(came)}")
    if is_form and not texts.get("source"):
        texts["source"] = next((text for name, text in pairs if _folded(name) == "utm-source"), "")
    message = "\n".join([*found.get("message", ()), *further])
    plain = {key: text for key, text in texts.items() if key not in (*_MANY, "message")}
    return Lead(
        **plain,
        phones=tuple(found.get("phones", ())),
        emails=tuple(part for text in found.get("emails", ()) for part in _addresses(text)),
        message=note(message),
        fields=fields,
        came_at=came_at,
    )


def _addresses(text: str) -> list[str]:
    """Part several addresses in one field; `Ann Lee <ann@acme.com>` is one."""
    named = re.findall(r"<([^<>\s]+@[^<>\s]+)>", text)
    return named or [part for part in re.split(r"[,;，；、/\s]+", text) if part]


def _moment(text: str, zone: str) -> datetime:
    from datetime import time
    from zoneinfo import ZoneInfo

    try:
        read = read_moment(text, zone)
    except ValueError as error:
        raise ValueError(_("“{text}” is no time that can be read.").format(text=line(text)[:40])) from error
    return read if isinstance(read, datetime) else datetime.combine(read, time(12), ZoneInfo(zone))
