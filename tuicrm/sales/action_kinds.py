"""Kinds of actions and what can come of them, with the words by which a quick line names them."""

from dataclasses import dataclass

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _


@dataclass(frozen=True)
class Kind:
    """A kind of action: `word` for people, `spellings` for reading, default length in minutes."""

    key: str
    word: str
    spellings: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class Outcome:
    """What came of an action. `reached` says whether somebody at the customer's was: that is progress.

    `digit` 0 has none.
    """

    key: str
    word: str
    digit: int
    spellings: tuple[str, ...]
    reached: bool


KINDS = (
    Kind("call", N_("call"), ("call", "phone", "ring", "电话", "打电话", "致电", "回电"), 15),
    Kind("visit", N_("visit"), ("visit", "拜访", "上门", "走访"), 90),
    Kind("meeting", N_("meeting"), ("meeting", "meet", "会议", "开会", "会面", "见面"), 60),
    Kind("demo", N_("demo"), ("demo", "show", "演示"), 60),
    Kind("quote", N_("quote"), ("quote", "offer", "报价"), 45),
    Kind(
        "message", N_("message"), ("message", "mail", "email", "e-mail", "wechat", "邮件", "微信", "消息", "短信"), 10
    ),
    Kind("task", N_("task"), ("task", "todo", "send", "任务", "待办", "发送"), 30),
)

OUTCOMES = (
    Outcome("no_answer", N_("no answer"), 1, ("no answer", "未接", "没接", "无人接听"), False),
    Outcome("busy", N_("busy"), 2, ("busy", "engaged", "占线"), False),
    Outcome("call_back", N_("call back"), 3, ("call back", "callback", "约时间", "回电"), True),
    Outcome("talked", N_("talked"), 4, ("talked", "spoke", "talk", "谈过", "聊过", "沟通"), True),
    Outcome("not_now", N_("not now"), 5, ("not now", "暂不"), True),
    Outcome("not_interested", N_("not interested"), 6, ("not interested", "无意向", "没兴趣"), True),
    Outcome("wrong_number", N_("wrong number"), 7, ("wrong number", "号码错", "空号"), False),
    Outcome("do_not_call", N_("do not call"), 8, ("do not call", "勿再打"), True),
    Outcome("done", N_("done"), 9, ("done", "sent", "visited", "shown", "met", "完成", "已发", "办好"), True),
    Outcome("half", N_("half done"), 0, ("half done", "partly done", "done in part", "做了一半", "部分完成"), True),
    Outcome("missed", N_("missed"), 0, ("missed", "did not happen", "没去成", "错过"), False),
)

USUAL_MINUTES = 30


class _Kinds(dict[str, Kind]):
    """The kinds that the program brings. One that the team added is named by its key; `in` knows the former alone."""

    def __missing__(self, key: str) -> Kind:
        return Kind(key, key, (), USUAL_MINUTES)


KIND: dict[str, Kind] = _Kinds({kind.key: kind for kind in KINDS})
OUTCOME = {outcome.key: outcome for outcome in OUTCOMES}


def outcome_word(key: str | None) -> str:
    """Name an outcome for people; the team's own ones are named by their key."""
    if key is None:
        return ""
    return _(OUTCOME[key].word) if key in OUTCOME else show(key)
