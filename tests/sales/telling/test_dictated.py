"""Sentences dictated without punctuation or typed in haste, which whoever wrote the reading did not have before."""

import pytest

from tests.sales.telling.saying import summary, told
from tuicrm.plain.money import exact_text
from tuicrm.sales.agenda.telling.amounts import find_amount

ENGLISH = [
    (
        "had a good call with novak they like it budget is one point two million decision in january "
        "ring him thursday at ten",
        "talked | 1200000.00 | close 31 Jan | @J. Novak | call Thu 26 10:00",
        "had a good call with novak they like it budget is one point two million decision in january",
    ),
    ("no one picked up", "no_answer", ""),
    (
        "talked to jan he will send the drawings by tuesday i promised him a quote by wednesday",
        "talked | theirs Tue 24: send the drawings | ours Wed 25: quote",
        "jan",
    ),
    (
        "spoke with her she is on holiday until the 14th call again on the 15th",
        "talked | call Tue 15",
        "her she is on holiday until the 14th",
    ),
    (
        "wants 3 of the PX-200, 15k each, delivery end of february",
        "talked",
        "wants 3 of the PX-200, 15k each, delivery end of february",
    ),
    ("order is 1.2m closes 15 december", "talked | 1200000.00 | close 15 Dec", "order is 1.2m closes 15 december"),
    (
        "they'll confirm monday, we send the contract tomorrow",
        "talked | theirs Mon 30: confirm | ours Tue 24: send the contract",
        "",
    ),
    (
        "price 48k ok for them, need a demo next week thursday 2pm",
        "talked | 48000.00 | demo Thu 03 14:00",
        "price 48k ok for them",
    ),
    ("left a message with the secretary", "no_answer", "with the secretary"),
    ("call went to voicemail again", "no_answer", "call went to voicemail again"),
    ("she asked for a call back next monday morning", "call_back | call Mon 30 09:00", ""),
    (
        "not interested they bought from a competitor last month",
        "not_interested",
        "they bought from a competitor last month",
    ),
    (
        "wrong person, new contact is eva berg call her friday",
        "talked | call Fri 27",
        "wrong person, new contact is eva berg",
    ),
    (
        "meeting went well, we'll get the order, sign by end of month, $12,500",
        "talked | close 30 Nov",
        "meeting went well, we'll get the order, sign by end of month, $12,500",
    ),
    ("talked, budget got cut to 30k, follow up in 3 weeks", "talked | 30000.00 | call Mon 14", "budget got cut to 30k"),
    ("he promised to send us the spec sheet until friday", "talked | theirs Fri 27: send us the spec sheet", ""),
    (
        "i have to get back to him with a price by thursday noon",
        "talked | ours Thu 26 12:00: get back to him with a price",
        "",
    ),
    (
        "demo done, they want a pilot for 6 weeks, next step: visit on 3 dec 9:30",
        "done | visit Thu 03 09:30",
        "demo done, they want a pilot for 6 weeks",
    ),
    (
        "had lunch, nothing concrete, no next step because he retires",
        "talked | no_next: he retires",
        "had lunch, nothing concrete",
    ),
    (
        "they owe us the signed nda by wed, then call fri 10",
        "talked | theirs Wed 25: signed nda | call Fri 27 10:00",
        "",
    ),
    ("quick chat they are happy call in two weeks", "talked | call Mon 07", "quick chat they are happy"),
    (
        "reached novak 25 units at 1,150 euros each offer until tomorrow evening",
        "talked | @J. Novak | ours Tue 24 18:00: offer",
        "novak 25 units at 1,150 euros each",
    ),
    ("not now, again in march", "not_now", "again in march"),
    ("sent samples today, check in next friday", "done | call Fri 04", "samples today"),
    ("do not call again please", "do_not_call", "please"),
    (
        "customer wants a discount of 5 percent decision on the 20th of december",
        "talked | close 20 Dec",
        "customer wants a discount of 5 percent decision on the 20th of december",
    ),
    ("number is dead", "wrong_number", ""),
    (
        "wants the offer in us dollars 75 thousand by friday",
        "talked",
        "wants the offer in us dollars 75 thousand by friday",
    ),
    ("told me to try again after christmas on january 7", "talked | call Thu 07: after christmas", ""),
    (
        "budget 250k approved, tom needs the data sheet before thursday, they'll tell us their decision by 18 dec",
        "talked | 250000.00 | theirs Fri 18: tell us their decision",
        "budget 250k approved, tom needs the data sheet before thursday",
    ),
]

CHINESE = [
    ("聊得不错预算三万五下周二上午十点再打电话", "talked | 35000.00 | call Tue 01 10:00", "聊得不错预算三万五"),
    ("没人接电话", "no_answer", ""),
    ("客户说预算3万5，周五前我们出报价", "talked | 35000.00 | ours Fri 27: 出报价", "客户说预算3万5"),
    ("对方答应周三之前回复，我答应明天发资料", "talked | theirs Wed 25: 回复 | ours Tue 24: 发资料", ""),
    (
        "打通了，王总说年底前定下来，大概120万",
        "talked | 1200000.00 | close 31 Dec | @王建国",
        "王总说年底前定下来，大概120万",
    ),
    ("他们要两套，每套1.5万，下周四下午两点演示", "talked | demo Thu 03 14:00", "他们要两套，每套1.5万"),
    ("占线，晚点再打", "busy", "晚点再打"),
    ("约了下周一上午拜访", "talked | visit Mon 30 09:00", ""),
    ("暂时不需要，明年三月再联系", "not_now", "明年三月再联系"),
    (
        "王经理说合同下周三签，金额48万元",
        "talked | 480000.00 | close 02 Dec | @王建国",
        "王经理说合同下周三签，金额48万元",
    ),
    (
        "预算批了两条线都要周五前报价周三十点电话",
        "talked | ours Fri 27: 报价 | call Wed 25 10:00",
        "预算批了两条线都要",
    ),
    ("已经跟别家买了，不考虑了", "not_interested", "已经跟别家买了，不考虑了"),
    ("电话打不通，停机", "no_answer", "停机"),
    ("发了样品，下周五跟进", "done | call Fri 04", "样品"),
    ("他让我周四下午三点半回电", "talked | call Thu 26 15:30", ""),
    ("我欠他一份测试报告，十二月五号之前给", "talked | ours Sat 05: 一份测试报告", ""),
    ("对方欠盖章合同，月底前", "talked | theirs Mon 30: 盖章合同", ""),
    ("谈了半小时，对价格没意见，下一步 12月1日 上午 拜访", "talked | visit Tue 01 09:00", "半小时，对价格没意见"),
    ("预算１．２百万，明天下午３点再打", "talked | 1200000.00 | call Tue 24 15:00", "预算１．２百万"),
    ("别再打了", "do_not_call", ""),
    ("客户休假，15号以后再联系", "talked | call Tue 15", "客户休假"),
    (
        "报价太高，要降到十五万以内，后天给新报价",
        "talked | 150000.00 | task Wed 25: 新报价",
        "报价太高，要降到十五万以内",
    ),
    ("没有下一步因为公司被收购了", "done | no_next: 公司被收购了", ""),
    ("跟张工确认了参数，下周发方案，周五开会", "talked | task Mon 30: 发方案 | meeting Fri 27", "跟张工确认了参数"),
    ("下单了 15k 美元 月底交货", "talked", "下单了 15k 美元 月底交货"),
    ("号码是空号", "wrong_number", "号码是空号"),
    ("见了李总谈得很好，他说下个月初签约", "done | close 10 Dec | @李娜", "李总谈得很好，他说下个月初签约"),
    ("他说再考虑考虑，两周后打电话", "talked | call Mon 07", "他说再考虑考虑"),
    ("需要发邮件给王芳，明天上午", "talked | message Tue 24 09:00: 王芳", ""),
    ("聊过，想要打九折，下周三前答复他", "talked | ours Wed 02: 答复", "想要打九折"),
]


@pytest.mark.parametrize(("text", "read", "note"), ENGLISH)
def test_english_as_it_is_dictated(text: str, read: str, note: str) -> None:
    found = told(text)
    assert (summary(found), found.note()) == (read, note)


@pytest.mark.parametrize(("text", "read", "note"), CHINESE)
def test_chinese_as_it_is_dictated(text: str, read: str, note: str) -> None:
    found = told(text, currency="CNY")
    assert (summary(found), found.note()) == (read, note)


AMOUNTS = [
    ("预算3万5", "35000.00"),
    ("大概3万5左右", "35000.00"),
    ("3万5千", "35000.00"),
    ("3万5000", "35000.00"),
    ("12万8千5", "128500.00"),
    ("预算12万8", "128000.00"),
    ("1亿2", "120000000.00"),
    ("5千8", "5800.00"),
    ("３万５", "35000.00"),
    ("１．２百万", "1200000.00"),
    ("1.2百万", "1200000.00"),
    ("2千万", "20000000.00"),
    ("１５ｋ", "15000.00"),
    ("３５，０００元", "35000.00"),
    ("￥８８００", "8800.00"),
    ("每套1.5万", None),
    ("单价3万", None),
    ("单价是3万，总价12万", "120000.00"),
    ("3万2个月", "30000.00"),
    ("2万台", "20000.00"),
    ("1.2m order", None),
    ("order of 1.2m", "1200000.00"),
    ("deal is 2m", "2000000.00"),
    ("a cable of 1.2m", None),
    ("15k each", None),
    ("15k per seat, 90k total", "90000.00"),
    ("€1.2m", "1200000.00"),
    ("one point five million", "1500000.00"),
    ("two point two five million", "2250000.00"),
    ("fifteen thousand", "15000.00"),
    ("a hundred thousand", "100000.00"),
    ("three point two", None),
    ("at this point twenty thousand", "20000.00"),
    ("compound 5k", "5000.00"),
]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
def test_an_amount_is_read_as_it_is_meant(text: str, amount: str | None) -> None:
    found = find_amount(text, "CNY")
    assert (exact_text(found[0].minor, "CNY") if found else None) == (amount if "€" not in text or not found else
                                                                      exact_text(found[0].minor, "EUR"))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "currency"),
    [("us dollars 75 thousand", "USD"), ("euros 75k", "EUR"), ("75k euros", "EUR"), ("pounds 20 thousand", "GBP"),
     ("francs twenty thousand", "CHF"), ("人民币 3万", "CNY")],
)  # fmt: skip
def test_a_currency_before_the_amount_is_heard(text: str, currency: str) -> None:
    found = find_amount(text, "CNY")
    assert found is not None
    assert found[0].currency == currency
