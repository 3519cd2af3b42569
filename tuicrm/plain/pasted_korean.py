"""Korean cards: a firm by its form, a name before or behind a rank, an address from the province down."""

import re

from tuicrm.plain.pasted_found import Found

_FORM = r"주식회사|유한회사|유한책임회사|합자회사|㈜|\((?:주|유|재|사)\)"
_FIRM = re.compile(
    rf"(?:(?:{_FORM})\s*\S.{{0,40}}|\S.{{0,40}}?\s*(?:{_FORM})|\S*(?:대학교|병원|연구소|연구원|재단|협회|그룹|은행|공사|상사|공업사))"
)
_SURNAME = (
    "남궁|황보|제갈|선우|독고|[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공"
    "현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용]"
)
_NAME = rf"(?:{_SURNAME})(?:[가-힣]{{1,2}}|(?: [가-힣]){{2}})"
_RANK = (
    "대표이사|대표|사장|부사장|회장|부회장|전무이사|상무이사|전무|상무|이사|본부장|사업부장|영업부장|부장|차장|과장|대리|계장|주임|사원|"
    "팀장|실장|소장|센터장|지점장|공장장|책임|선임|수석|연구원|매니저|프로|엔지니어|원장|교수|박사|담당"
)
_UNIT = r"[가-힣A-Za-z&/]{1,12}(?:팀|부|실|과|본부|사업부|센터|파트)"
_TITLE = rf"(?:{_UNIT}\s*)*(?:(?:책임|선임|수석)?(?:{_RANK}))(?:\s*[/·,]\s*(?:{_UNIT}|{_RANK}))*"
_APART = r"\s*[/|,·]?\s*"
_PERSON = (
    re.compile(rf"(?P<contact>{_NAME}){_APART}(?P<title>{_TITLE})(?:님)?"),
    re.compile(rf"(?P<title>{_TITLE})(?:{_APART[:-3]}\s+|\s*[/|,·]\s*)(?P<contact>{_NAME})(?:님)?"),
    re.compile(rf"(?P<contact>{_NAME})(?:님|\s+귀하)?"),
)
_ADDRESS = re.compile(
    r"(?:\(?\d{5}\)?\s*)?(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청|충북|충남|전라|전북|전남|경상|경북|경남|제주)"
    r"[가-힣]*\s.*[가-힣0-9](?:구|군|시|읍|면|동|리|로|길|가)\b.*"
)


def korean_line(found: Found, text: str) -> bool:
    """Read a line of a Korean card: `(주)한빛정밀`, `김민수 과장`, `대표이사 이영희`, `서울특별시 서초구 ...`."""
    if _ADDRESS.fullmatch(text):
        return found.put("address", text)
    for part in _PERSON:
        if match := part.fullmatch(text):
            said = match.groupdict()
            if "contact" in found.texts:
                break
            found.put("contact", " ".join(said["contact"].split()))
            found.put("title", said.get("title") or "")
            return True
    if _FIRM.fullmatch(text) and found.put("name", text):
        return True
    return (re.fullmatch(rf"{_TITLE}|{_UNIT}", text) is not None) and found.put("title", text)
