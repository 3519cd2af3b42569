"""The words by which a pasted text is understood: labels, titles, names of people and firms, in several languages."""

import re

LABELS = {
    "company": "name", "organisation": "name", "organization": "name", "firm": "name", "firma": "name",
    "société": "name", "公司": "name", "单位": "name", "公司名称": "name", "客户": "name", "客户名称": "name",
    "企业": "name", "企业名称": "name", "单位名称": "name",
    "name": "contact", "contact": "contact", "person": "contact", "kontakt": "contact", "ansprechpartner": "contact",
    "姓名": "contact", "联系人": "contact", "称呼": "contact", "名字": "contact",
    "title": "title", "position": "title", "job": "title", "role": "title", "job title": "title", "职位": "title",
    "职务": "title", "岗位": "title", "部门": "title",
    "address": "address", "addr": "address", "adresse": "address", "地址": "address", "公司地址": "address",
    "city": "city", "ort": "city", "ville": "city", "城市": "city", "所在城市": "city",
    "web": "website", "website": "website", "url": "website", "网址": "website", "网站": "website", "官网": "website",
    "fax": "fax", "传真": "fax", "f": "fax",
    "wechat": "messenger", "微信": "messenger", "qq": "messenger", "whatsapp": "messenger", "微信号": "messenger",
    "message": "message", "nachricht": "message", "留言": "message", "需求": "message", "咨询内容": "message",
    "内容": "message", "备注": "message",
    "phone": "phone", "tel": "phone", "telephone": "phone", "mobile": "phone", "cell": "phone", "m": "phone",
    "t": "phone", "p": "phone", "direct": "phone", "telefon": "phone", "mobil": "phone", "handy": "phone",
    "téléphone": "phone", "tél": "phone", "portable": "phone", "电话": "phone", "手机": "phone", "座机": "phone",
    "联系电话": "phone", "手机号": "phone", "手机号码": "phone", "电话号码": "phone", "联系方式": "phone",
    "tel.": "phone", "tél.": "phone",
    "email": "email", "e-mail": "email", "mail": "email", "e": "email", "邮箱": "email", "邮件": "email",
    "电子邮箱": "email", "电子邮件": "email",
}  # fmt: skip
BESIDE_A_NUMBER = {key.rstrip(".") for key, kind in LABELS.items() if kind in ("phone", "fax", "email", "website")} | {
    "mob", "mp", "port", "ph", "o", "c", "w", "h", "d", "b", "office", "work", "home", "and", "or", "und", "ou", "et",
    "总机", "直线", "微信同号", "同微信",
}  # fmt: skip
"""What may be left of a line whose numbers were taken out."""

TITLES = re.compile(
    r"\b(?:director|manager|head|chief|officer|ceo|cto|cfo|coo|vp|vice|president|owner|founder|buyer|purchas\w*|engineer|"
    r"sales|consultant|partner|assistant|lead|procurement|geschäftsführer\w*|einkauf\w*|einkäufer\w*|leiter\w*|inhaber\w*|"
    r"prokurist\w*|vertrieb\w*|directeur|directrice|responsable|acheteu\w*|gérante?|gerente|jefe|compras)\b|"
    r"(?:总经理|副总|经理|总监|主任|工程师|采购|总裁|董事长|董事|主管|助理|专员|老板|厂长|科长|部长|顾问|"
    r"負責人|负责人|[\u4e00-\u9fff](?:部|处|科|科室)$)",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"(?:公司|集团|研究院|研究所|大学|学院|医院|工厂|厂|中心|银行|事务所|工作室|合作社|协会|商行|商店|商贸|经营部|门市部|"
    r"酒店|超市|株式会社|有限会社)$|^(?:株式会社|有限会社)"
)
_SURNAMES = """
欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 夏侯 皇甫 尉迟 令狐 慕容 王 李 张 張 刘
劉 陈 陳 杨 楊 赵 趙 黄 黃 周 吴 吳 徐 孙 孫 胡 朱 高 林 何 郭 马 馬
罗 羅 梁 宋 郑 鄭 谢 謝 韩 韓 唐 冯 馮 于 董 萧 蕭 肖 程 曹 袁 邓 鄧
许 許 傅 沈 曾 彭 吕 呂 苏 蘇 卢 盧 蒋 蔣 蔡 贾 賈 丁 魏 薛 叶 葉 阎
閻 闫 余 潘 杜 戴 夏 钟 鍾 汪 田 任 姜 范 方 石 姚 谭 譚 廖 邹 鄒 熊
金 陆 陸 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 顧 侯 邵 孟 龙 龍 万 萬 段
雷 钱 錢 汤 湯 尹 黎 易 常 武 乔 喬 贺 賀 赖 賴 龚 龔 文 庞 樊 兰 殷
施 陶 洪 翟 安 颜 倪 严 牛 温 芦 季 俞 章 鲁 葛 伍 韦 申 尤 毕 聂 丛
焦 向 柳 邢 路 岳 齐 沿 梅 莫 庄 辛 管 祝 左 涂 谷 祁 时 舒 耿 牟 卜
詹 关 苗 凌 费 纪 靳 盛 童 欧 甄 项 曲 成 游 阳 裴 席 卫 查 屈 鲍 位
覃 霍 翁 隋 植 甘 景 薄 单 包 司 柏 宁 柯 阮 桂 闵 解 强 柴 华 车 冉
房 边 佟
"""
_NAMES = "|".join(sorted(_SURNAMES.split(), key=len, reverse=True))
_CALLED = r"(?:女士|先生|小姐|老板|师傅|老师|经理|主任|同学|厂长|总监|总|工|姐|哥)"
HAN_NAME = re.compile(
    rf"(?:{_NAMES})[\u4e00-\u9fff]{{1,2}}|(?:{_NAMES}){_CALLED}|[\u4e00-\u9fff]{{1,6}}[·•][\u4e00-\u9fff·•]{{1,10}}"
)
"""Called by a name, or `何女士`, `刘老板`, `张工`."""
CALLED = re.compile(rf"(?:{_NAMES}){_CALLED}")
LATIN_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Mme|Herr|Frau)\.?\s+)?[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:(?:van|von|de|del|der|di|la|le)\s+)*"
    r"[A-ZÀ-Þ][\w.'’-]*){1,3}"
)
ADDRESS = re.compile(
    r"[\u4e00-\u9fff](?:省|市|区|县|镇|路|街|道|巷|弄)[^，。？]*\d*(?:号|室|楼|层|座|栋|大厦|园|路|街)"
)
_GIVEN = rf"(?P<contact>(?:{_NAMES})(?:{_CALLED}|[\u4e00-\u9fff]{{1,2}}))(?=[,，。；、\s]|$)"
SAYS = (
    re.compile(rf"(?:我是|这里是)(?P<name>[^,，。；\s]{{2,30}}?(?:公司|集团|厂|中心|大学|医院|银行))的?(?:{_GIVEN})?"),
    re.compile(rf"(?:我是|这里是)(?P<name>[^,，。；\s]{{2,20}}?)的{_GIVEN}"),
    re.compile(rf"我(?:叫|是){_GIVEN}(?:[,，]?\s*(?:在|来自)(?P<name>[^,，。；\s]{{3,20}}?)(?=做|工作|上班|当|负责|[,，。；\s]|$))?"),
    re.compile(r"我(?:叫|是)(?P<contact>[\u4e00-\u9fff]{2,4})(?=[,，。；\s]|$)"),
    re.compile(r"(?i:I am|I'm|I’m|this is|my name is)\s+(?P<contact>[A-ZÀ-Þ][\w.'-]*(?:\s+[A-ZÀ-Þ][\w.'-]*){0,2})"
               r"(?:,?\s+(?:from|of|at|with)\s+(?P<name>[A-ZÀ-Þ0-9][^,.;:!?\n]{1,40}))?"),
    re.compile(r"(?:Ich bin|Mein Name ist|Hier ist|Je suis|Soy)\s+"
               r"(?P<contact>[A-ZÀ-Þ][\w.'-]*(?:\s+[A-ZÀ-Þ][\w.'-]*){0,2})"
               r"(?:,?\s+(?:von|von der|aus|de|chez)\s+(?P<name>[A-ZÀ-Þ0-9][^,.;:!?\n]{1,40}))?"),
)  # fmt: skip
OF_A_FIRM = re.compile(rf"(?:^|[\s,，:：])([^\W\d_我你请帮]{{4,16}})\s+({CALLED.pattern})(?=[\s,，、])")
"""`宁波海达泵业 刘总` inside a line that says more."""
GREETING = re.compile(
    r"^(?:(?:best|kind|warm|many)?\s*(?:regards|wishes|thanks)|sincerely|cheers|thank you|yours.*|"
    r"sent from my .*|von meinem .* gesendet|发自我的.*|\[?【?名片】?\]?|"
    r"mit freundlichen grüßen|viele grüße|cordialement|saludos|"
    r"此致|敬礼|祝好|顺颂商祺|谢谢|你好|您好|hi|hello|dear .*|--+)[\s,.!，。！]*$",
    re.IGNORECASE,
)
