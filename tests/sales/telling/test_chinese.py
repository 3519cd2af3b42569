"""Sentences as sales people type and dictate them, in Chinese, and what each is read as."""

import pytest

from tests.sales.telling.saying import summary, told

TYPED = [
    ("1", "no_answer"),
    ("１", "no_answer"),
    ("没人接", "no_answer"),
    ("占线", "busy"),
    ("谈过，要两台", "talked"),
    ("预算批了，两条线都要，周五前报价，周三十点再打", "talked | ours Fri 27: 报价 | call Wed 25 10:00"),
    ("和王总聊了，价格没问题，下周二拜访", "talked | @王建国 | visit Tue 01"),
    ("谈过，下一步：电话 周五上午10点", "talked | call Fri 27 10:00"),
    ("发了资料，然后周四打电话", "done | call Thu 26"),
    ("不感兴趣，已经买了别家的", "not_interested"),
    ("空号", "wrong_number"),
    ("不要再打了，很生气", "do_not_call"),
    ("暂不考虑，明年再说", "not_now"),
    ("让我回电，明天下午3点", "call_back | call Tue 24 15:00"),
    ("预算50万元，12月18日前签合同", "talked | 500000.00 | close 18 Dec"),
    ("金额 48000，下个月下单", "talked | 48000.00 | close 31 Dec"),
    ("我们答应周四前发样品", "talked | ours Thu 26: 发样品"),
    ("对方承诺周三回复", "talked | theirs Wed 25: 回复"),
    ("我欠：IP68资料", "talked | ours Mon 30: IP68资料"),
    ("李娜说需要培训，周五演示", "talked | need: 培训 | @李娜 | demo Fri 27"),
    ("没有下一步，因为公司在合并", "done | no_next: 公司在合并"),
    ("做了一半，还差第二条线", "half"),
    ("没去成，堵车", "missed"),
    ("拜访了，报价三万五千元", "done | 35000.00"),
    ("PX-200 两台，带王总看了远程支持", "talked | need: 远程支持 | @王建国"),
    ("预计签约定在12月18日", "talked | close 18 Dec"),
    ("谈过，签合同12月18日", "talked | close 18 Dec"),
    ("下单时间是12月18日", "talked | close 18 Dec"),
    ("签合同周五见面", "talked | meeting Fri 27"),
    ("成交周五电话", "talked | call Fri 27"),
    ("签约前周四演示", "talked | demo Thu 26"),
    ("电话打通了，明天上午见面", "talked | meeting Tue 24 09:00"),
]  # fmt: skip
DICTATED = [
    ("谈过预算批了两条线都要周五前报价周三十点再打电话", "talked | ours Fri 27: 报价 | call Wed 25 10:00"),
    ("和李娜沟通了她要两台预算三十五万周四上午十点演示", "talked | 350000.00 | @李娜 | demo Thu 26 10:00"),
    ("没人接明天上午九点再打", "no_answer | call Tue 24 09:00"),
    ("聊了价格他们周三前回复我下周二去拜访", "talked | theirs Wed 25: 回复 | visit Tue 01"),
    ("王总说预算二十万年底签合同", "talked | 200000.00 | close 31 Dec | @王建国"),
    ("打通了对方说暂时不需要明年再联系", "not_now"),
    ("客户周五会确认数量我周四给他发资料", "talked | theirs Fri 27: 确认数量 | ours Thu 26: 发资料"),
    ("已发报价周五回访", "done | call Fri 27"),
    ("需要远程支持和两台设备下周三下午两点开会", "talked | need: 远程支持 | meeting Wed 02 14:00"),
    ("正在通话半小时后再打", "busy | call Mon 23 09:30"),
    ("他们已经采购了别家的没兴趣了", "not_interested"),
    ("谈了交货期没定下来", "talked"),
    ("见了采购经理她下周一给答复", "done | theirs Mon 30: 答复"),
    ("号码错了换了前台电话", "wrong_number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "read"), [*TYPED, *DICTATED], ids=lambda part: part[:20] or "nothing")
def test_what_is_said_in_chinese(text: str, read: str) -> None:
    assert summary(told(text, currency="CNY")) == read
