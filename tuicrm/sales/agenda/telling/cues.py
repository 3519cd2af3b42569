"""The words by which people say what came of something, what was promised, and what is next; English and Chinese."""

import re

# What came of it: longer spellings first where one holds another. Team outcomes are found by their own name besides.
OUTCOMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("not_interested", ("not interested", "no interest", "don't need it", "do not need it", "no need for it",
                        "无意向", "没兴趣", "没有兴趣", "不感兴趣", "不需要", "不考虑")),
    ("do_not_call", ("do not call", "don't call again", "do not call again", "never call again", "stop calling",
                     "take us off the list", "勿再打", "不要再打了", "不要再打", "别再打了", "别再打", "不要打电话")),
    ("not_now", ("not now", "not this year", "not this quarter", "maybe next year", "too early", "no budget this year",
                 "暂不需要", "暂时不需要", "目前不需要", "暂不考虑", "暂时不考虑", "暂不", "暂时不", "目前不", "现在不",
                 "今年没预算", "今年没有预算", "以后再说")),
    ("wrong_number", ("wrong number", "number is wrong", "number does not exist", "number is dead",
                      "number is not in service", "not in service", "no longer works there",
                      "does not work there", "号码错", "错号", "空号", "打错了", "停机", "已离职")),
    ("no_answer", ("no answer", "did not answer", "didn't answer", "does not answer", "not reached", "could not reach",
                   "couldn't reach", "did not pick up", "didn't pick up", "nobody picked up", "nobody answered",
                   "no one picked up", "no one answered", "no one there", "left a message",
                   "left a voicemail", "rang out", "nobody there", "went to voicemail", "voicemail", "mailbox",
                   "no reply",
                   "未接", "没接", "没人接电话", "没人接", "没有人接电话", "没有人接", "无人接听",
                   "电话打不通", "没打通", "打不通", "不接电话", "没联系上")),
    ("busy", ("line busy", "line is busy", "was busy", "busy", "engaged", "占线", "忙线", "正在通话")),
    ("call_back", ("asked to call back", "asked me to call back", "wants a call back", "call me back", "call back",
                   "callback", "ring back", "约时间", "让我再打", "让晚点打", "让我回电", "方便时再打", "回头再打")),
    ("half", ("half done", "partly done", "done in part", "做了一半", "部分完成", "只做了一半")),
    ("missed", ("missed", "did not happen", "didn't happen", "did not take place", "没去成", "没开成", "错过了")),
    ("talked", ("had a good talk with", "had a good talk", "had a talk with", "had a talk", "talked to", "talked with",
                "talked", "spoke to", "spoke with", "spoke", "discussed", "had a call with", "reached", "谈过了",
                "谈过", "聊过了", "聊过", "沟通过", "沟通了", "沟通", "聊了", "谈了", "通了电话", "打通了",
                "联系上了")),
    ("done", ("done", "sent", "visited", "shown", "showed", "met with", "met", "delivered", "presented",
              "完成", "已发", "发了", "办好", "拜访了", "拜访过", "见了", "演示了", "报了价", "已报价", "送了")),
)  # fmt: skip

KIND_VERBS: tuple[tuple[str, str], ...] = (
    ("call", r"call(?: back| again)?|ring|phone|follow up|try again|check in|touch base|get back to"),
    ("visit", r"visit|drop by|go to see|go and see"),
    ("meeting", r"meet(?:ing)?|sit down"),
    ("demo", r"demo|show"),
    ("quote", r"quote|offer|proposal"),
    ("message", r"e-?mail|mail|message|write|text|wechat"),
    ("task", r"send|prepare|ask|bring|order samples|task"),
)
KIND_VERBS_CHINESE: tuple[tuple[str, str], ...] = (
    ("call", r"再打(?:个)?(?:电话)?|打(?:个)?电话|回电(?:话)?|致电|电话|回访|跟进|再联系|联系"),
    ("visit", r"再?(?:去|上门)?拜访|上门|走访|去现场|过去一趟"),
    ("meeting", r"见面|会面|开会|面谈|约见|碰面|会议"),
    ("demo", r"演示"),
    ("quote", r"报价|出方案|给方案"),
    ("message", r"发邮件|发微信|发消息|邮件|微信|(?:答复|回复)(?:他|她|客户|对方)们?"),
    ("task", r"发送|发资料|发样品|寄样品|寄资料|准备|发|寄|送|(?<!邮件)(?<!微信)(?<!电话)给"),
)
_DELIVERED = (
    r"send|mail|e-?mail|deliver|bring|get|give|provide|quote|offer|proposal|data ?sheet|samples?|contract|price list|"
    r"drawings?|documents?|catalog(?:ue)?|brochure|info(?:rmation)?|references?|specs?"
)
OURS = re.compile(
    r"\b(?:we owe(?: (?:them|him|her))?:?|i owe(?: (?:them|him|her))?:?|"
    r"(?:i|we)(?: have)? promised(?: (?:them|him|her))?(?: to)?|promised (?:them|him|her)(?: to)?|"
    r"(?:i|we) (?=(?:send|mail|e-?mail|deliver|bring|provide|get back to)\b)|"
    rf"(?:i|we)(?:'ll| will| must| need to| have to| should) (?=(?:{_DELIVERED})\b))\s*"
    r"|(?:我们?欠|我方承诺|我们?答应(?:了)?|我们?承诺|答应(?:他|她|对方|客户)|我们?(?:会|要|得|负责)(?=.{0,8}(?:发|给|寄|送|报|提供|出)))[:：]?",
    re.IGNORECASE,
)
THEIRS = re.compile(
    r"\b(?:they owe(?: us)?:?|(?:s?he|they|customer)(?: has| have)? promised(?: (?:us|me))?(?: to)?|"
    r"(?:s?he|they|customer)(?:'ll| will| wants? to|'s going to| are going to) "
    r"(?=(?:send|confirm|answer|reply|get back|come back|check|let (?:us|me) know|tell|pay|give|clarify|ask|forward)\b)"
    r")\s*"
    r"|(?:对方欠|对方承诺|对方答应|客户承诺|客户答应|他们?答应|她们?答应|"
    r"(?:他们?|她们?|对方|客户|[一-龥]{1,2}(?:总|经理|工|主任))(?:会|要|说会)(?=.{0,8}(?:回复|确认|答复|给|发|付|通知|反馈)))[:：]?",
    re.IGNORECASE,
)
CLOSES = re.compile(
    r"\b(?:sign(?:s|ing)?|orders?|place an order|close[sd]?|buy|buys|purchase|decision|decides?|decide|go live|"
    r"contract(?: signing)?|wants? it)\b|下单|合同签|签(?=[ ，,。；;]|$)|签约|签合同|签字|成交|定下来|拍板|决定"
    r"|采购|上线",
    re.IGNORECASE,
)
DELIVERS = re.compile(rf"\b(?:{_DELIVERED})\b|报价|资料|样品|合同|方案|发|寄|送|给|答复|回复", re.IGNORECASE)
BEFORE_WORD = re.compile(r"\b(?:by|before|until|till|no later than|not later than)\s+(?:the\s+)?(?:end of\s+)?$", re.I)
BEFORE_CHINESE = re.compile(r"(?:之前|以前|前)")
THEN = re.compile(
    r"\s*(?:->|→)\s*|(?:^|[,;.]?\s+)(?:and )?then\s+|[,;.]?\s+next step:?\s+"
    r"|[，,。；; ]*(?:下一步|然后|接下来|接着)[是:： ]*",
    re.IGNORECASE,
)
NO_NEXT = re.compile(
    r"[,;.]?\s*\b(?:no next step|nothing next|no further step)s?\b[,:]?\s*(?:because|since|as)?\s*(?P<en>[^,;.]*)"
    r"|[，,。；; ]*(?:没有下一步|无下一步|不用跟进)[，,:： ]*(?:因为|原因是?)?[:： ]*(?P<zh>[^，。；]*)",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[,，;；。、!！?？]|\.(?=\s|$)|\s+and\s+(?=(?:i|we|he|she|they|call|visit|send|meet)\b)", re.I)
