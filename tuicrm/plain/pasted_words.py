"""The words by which a pasted text is understood: labels, titles, names of people and firms, in several languages."""

import re

_SAID = {
    "name": "company|organisation|organization|firm|firma|société|公司|单位|公司名称|客户|客户名称|企业|企业名称|"
    "单位名称|所属公司|会社名|貴社名|御社名|公司名稱|unternehmen|entreprise|empresa|azienda",
    "contact": "name|contact|person|kontakt|ansprechpartner|姓名|联系人|称呼|名字|负责人|对接人|氏名|お名前|担当者|"
    "ご担当者|ご担当者名|聯絡人|聯繫人|from|发件人|ansprechpartnerin|nom|nombre",
    "title": "title|position|job|role|job title|职位|职务|岗位|部门|部署|役職|職稱|職位|fonction|cargo",
    "address": "address|addr|adresse|地址|公司地址|办公地址|联系地址|通讯地址|收货地址|住所|ご住所|anschrift|dirección|"
    "indirizzo",
    "city": "city|ort|ville|城市|所在城市|ciudad|città",
    "website": "web|website|url|网址|网站|官网|網址",
    "fax": "fax|传真|f|傳真",
    "messenger": "wechat|微信|qq|whatsapp|微信号",
    "message": "message|nachricht|留言|需求|咨询内容|内容|备注|お問い合わせ内容|ご用件|留言內容|subject|主题|betreff|"
    "mensaje|messaggio",
    "phone": "phone|tel|telephone|mobile|cell|m|t|p|direct|telefon|mobil|handy|téléphone|tél|portable|电话|手机|座机|"
    "联系电话|手机号|手机号码|电话号码|联系方式|tel.|tél.|办公电话|公司电话|固话|固定电话|移动电话|热线|"
    "服务热线|客服电话|咨询电话|手机/微信|微信/手机|电话/微信|手机微信|電話|電話番号|携帯|携帯電話|携帯番号|"
    "直通|手提|手機|行動|行動電話|聯絡電話|durchwahl|mobiltelefon|festnetz|teléfono|móvil|telefono|cellulare",
    "email": "公司邮箱|工作邮箱|电邮|メール|メールアドレス|電郵|電子郵件|信箱|courriel|correo|email|e-mail|mail|e|"
    "邮箱|邮件|电子邮箱|电子邮件",
}  # fmt: skip
_SAID_IN_KOREAN = {
    "name": "회사|회사명|상호|업체명", "contact": "이름|성명|성함|담당자|담당자명", "title": "직함|직위|직책|부서",
    "address": "주소|회사주소", "website": "홈페이지|웹사이트", "fax": "팩스", "messenger": "카카오톡|카톡",
    "message": "문의|문의내용|문의 내용|내용", "email": "이메일|메일|전자우편|메일주소",
    "phone": "전화|전화번호|대표전화|직통|휴대폰|휴대전화|핸드폰|연락처|모바일",
}  # fmt: skip
LABELS = {word: kind for said in (_SAID, _SAID_IN_KOREAN) for kind, words in said.items() for word in words.split("|")}
BESIDE_A_NUMBER = {key.rstrip(".") for key, kind in LABELS.items() if kind in ("phone", "fax", "email", "website")} | {
    "mob", "mp", "port", "ph", "o", "c", "w", "h", "d", "b", "office", "work", "home", "and", "or", "und", "ou", "et",
    "总机", "直线", "微信同号", "同微信", "tlf", "hp",
}  # fmt: skip
"""What may be left of a line whose numbers were taken out."""

TITLES = re.compile(
    r"\b(?:director|manager|head|chief|officer|ceo|cto|cfo|coo|vp|vice|president|owner|founder|buyer|purchas\w*|engineer|"
    r"sales|consultant|partner|assistant|lead|procurement|geschäftsführer\w*|einkauf\w*|einkäufer\w*|leiter\w*|inhaber\w*|"
    r"prokurist\w*|vertrieb\w*|directeur|directrice|responsable|responsabile|acheteu\w*|gérante?|gerente|jef[ea]|compras|acquisti|direttore|"
    r"\w*chef|inköp\w*|indkøb\w*|innkjøp\w*|direktør|direktör)\b|"
    r"(?:总经理|副总|经理|总监|主任|工程师|采购|总裁|董事长|董事|主管|助理|专员|老板|厂长|科长|部长|顾问|"
    r"負責人|负责人|總監|經理|業務|採購|主管|董事長|工程師|部長|課長|係長|社長|会長|専務|常務|取締役|工場長|店長|[\u4e00-\u9fff](?:部|处|科|科室)$)",
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
房 边 佟 仇 乐 缪 晏 臧 骆 麦 邝 戚 冼 敖 蔺 晁 苟 岑 屠 娄 瞿 虞 卓 褚 郁 鞠 滕 佘 喻 栾 阚 亓 仝 郗 荀 邬 桑 鄢 付
长孙 宇文 公孙 东方 独孤 南宫 西门 申屠 端木 闻人 呼延 轩辕 司徒 司空 淳于 澹台 钟离 拓跋 赫连 東方
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
    r"[\u4e00-\u9fff](?:省|市|区|县|镇|路|街|道|巷|弄|區|縣|鎮)[^，。？]*\d*(?:号|室|楼|层|座|栋|大厦|园|路|街|號|樓|層|廈)"
)
_GIVEN = rf"(?P<contact>(?:{_NAMES})(?:{_CALLED}|[\u4e00-\u9fff]{{1,2}}))(?=[,，。；、\s]|$)"
SAYS = (
    re.compile(r"(?P<name>(?:株式会社|有限会社)[^\s、。,，]{1,20}?|[^\s、。,，]{1,20}?(?:株式会社|有限会社|合同会社|製作所|商店|大学|病院))"
               r"の(?P<contact>[^\s、。,，のはが]{1,8})(?:と申し|です)"),
    re.compile(r"(?:^|[\s、。])(?:私、?|私は)?(?P<contact>[^\s、。,，のはが]{1,8})と申し"),
    re.compile(rf"(?:我是|这里是)(?P<name>[^,，。；\s]{{2,30}}?(?:公司|集团|厂|中心|大学|医院|银行))的?(?:{_GIVEN})?"),
    re.compile(rf"(?:我是|这里是)(?P<name>[^,，。；\s]{{2,20}}?)的{_GIVEN}"),
    re.compile(r"(?:我们|咱们|我司)(?:公司)?是(?P<name>(?![做一搞个从在想专来不你有要刚开])[^,，。；\s的]{4,20})(?=[,，。；\s])"),
    re.compile(rf"(?:联系人|对接人|负责人|请联系|请找)[是为]?{_GIVEN}"),
    re.compile(rf"我(?:叫|是){_GIVEN}(?:[,，]?\s*(?:在|来自)(?P<name>[^,，。；\s]{{3,20}}?)(?=做|工作|上班|当|负责|[,，。；\s]|$))?"),
    re.compile(r"我(?:叫|是)(?P<contact>[\u4e00-\u9fff]{2,4})(?=[,，。；\s]|$)"),
    re.compile(r"(?i:I am|I'm|I’m|this is|my name is)\s+(?P<contact>[A-ZÀ-Þ][\w.'-]*(?:\s+[A-ZÀ-Þ][\w.'-]*){0,2})"
               r"(?:,?\s+(?:from|of|at|with)\s+(?P<name>[A-ZÀ-Þ0-9][^,.;:!?\n]{1,40}))?"),
    re.compile(r"(?i:Ich bin|Mein Name ist|Hier ist|Je suis|Soy)\s+"
               r"(?P<contact>[A-ZÀ-Þ][\w.'-]*(?:\s+[A-ZÀ-Þ][\w.'-]*){0,2})"
               r"(?:,?\s+(?:von der|von|vom|aus|bei|de|chez)\s+(?:der\s+)?(?P<name>[A-ZÀ-Þ0-9][^,.;:!?\n]{1,40}))?"),
    re.compile(r"(?i:call|ring|phone|contact|speak to)\s+(?P<contact>[A-ZÀ-Þ][\w'-]+(?:\s+[A-ZÀ-Þ][\w'-]+){1,2})"
               r"(?:\s+(?:at|from|of)\s+(?P<name>[A-ZÀ-Þ](?:[^\W\d_]|[ &'’-]){1,40}?"
               r"(?=\s+\d|\s+[a-z+(]|[,.;:!?]|$)))?"),
)  # fmt: skip
OF_A_FIRM = re.compile(rf"(?:^|[\s,，:：])([^\W\d_我你请帮]{{4,16}})\s+({CALLED.pattern})(?=[\s,，、])")
"""`宁波海达泵业 刘总` inside a line that says more."""
GREETING = re.compile(
    r"^(?:(?:best|kind|warm|many)?\s*(?:regards|wishes|thanks)|sincerely|cheers|thank you|yours.*|"
    r"sent from my .*|von meinem .* gesendet|发自我的.*|\[?【?名片】?\]?|"
    r"(?:mit )?(?:freundliche|viele|liebe|beste|schöne|herzliche)n? gr(?:ü|ue)(?:ß|ss)en?|cordialement|bien à vous|"
    r"(?:un )?(?:cordial )?saludos?|(?:distinti|cordiali) saluti|med vänlig(?:a)? hälsning(?:ar)?|med venlig hilsen|"
    r"此致|敬礼|祝好|顺颂商祺|谢谢|你好|您好|hi|hello|dear .*|--+)[\s,.!，。！]*$",
    re.IGNORECASE,
)
