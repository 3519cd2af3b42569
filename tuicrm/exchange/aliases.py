"""What columns are called in the exports of other programs, in English and Chinese, the commonest in German, too.

Gathered from public code and data of Salesforce, HubSpot, Pipedrive, Zoho, Odoo, EspoCRM, CordysCRM, 悟空CRM,
纷享销客 and 销售易. A company names its columns as it likes: these are for a proposal, never the only way.
"""

import re
from functools import cache

from tuicrm.exchange.headers import fold, fold_text

_ALIASES = {
    "customer": {
        "id": "account id, account name id, company id, customer no, customer number, account number, kundennummer,"
        " customer id, customer external id, partner id, organization id, accountid, 客户编号, 客户id, 客户编码",
        "name": "account, account name, company, company name, customer, customer name, organization,"
        " firma, kunde, kundenname, organization name, organisation, client, client name, buyer, firm, business name,"
        " deal organization,"
        " 客户名称, 客户, 公司名称, 公司, 企业名称,"
        " 单位名称, 单位, 客户全称, 公司全称, 客户公司",
        "industry": "industry, sector, branche, customer industry, organization industry, 行业, 客户行业, 所属行业",
        "class": "class, abc class, klasse, customer class, segment, rating, organization label,"
        " 客户等级, 客户级别, 等级",
        "country": "country, billing country, land, office location, country region, 国家",
        "region": "region, state, province, billing state, bundesland, 地区, 省份, 省, 省市区",
        "city": "city, town, billing city, ort, stadt, 城市, 市",
        "address": "address, street, billing street, organization address, 地址, 详细地址",
        "website": "website, website url, domain, company domain name, web, webseite, 网址, 网站, 公司网址, 公司网站",
        "registration": "tax id, vat, vat number, 税号, 统一社会信用代码",
        "employees": "employees, number of employees, no of employees, mitarbeiter, 员工数, 员工人数, 总人数, 人数",
        "founded": "founded, year founded, year established, 成立年份",
        "parent": "parent, parent id, parent account, parent account id, parent company id, parent company,"
        " subsidiary of, 上级客户, 上级公司, 父客户, 母公司",
        "created_on": "first contact date, 首次联系日期",
        "link": "associated company, associated company id, associated company ids, primary associated company,"
        " primary associated company id, person organization, deal organization, activity organization,"
        " organization id, related account, 所属客户, 关联客户, 客户名称",
    },
    "contact": {
        "id": "contact id, contact name id, person id, person - id, 联系人编号, 联系人id",
        "name": "contact, ansprechpartner, kontakt, contact name, contact person, person name, full name, 联系人,"
        " 联系人名称, 联系人姓名, 姓名",
        "first": "first name, person first name, firstname",
        "last": "last name, person last name, lastname",
        "title": "title, job title, person job title, 职务, 职位",
        "phone": "phone, telefon, phone number, tel, telephone, person phone, person phone work, contact phone,"
        " business phone, office phone, work phone,"
        " 电话, 联系电话, 联系人电话, 座机",
        "mobile": "mobile, mobil, mobile phone, mobilephone, person phone mobile, 手机, 手机号, 手机号码",
        "email": "email, e-mail, email address, person email, person email work, 邮箱, 电子邮箱, 电子邮件, 邮件",
    },
    "user": {
        "name": "sales agent, sales rep, salesperson, salesman, rep, agent, owner, deal owner, account owner,"
        " lead owner, opportunity owner, owner name, sales owner, account manager, responsible, assignee,"
        " company owner, contact owner, organization owner, assigned user,"
        " assigned user name, assigned to user, assigned to, seller, betreuer, verkäufer, zuständig, bearbeiter,"
        " 负责人, 归属人, 所属销售, 客户经理,"
        " 销售员, 销售负责人, 销售代表, 跟进人, 客户所有人,"
        " 商机所有人, 联系人所有人, 所有人,"
        " 销售机会所有人, 业务员, 销售, 销售人员",
        "team": "team, sales team, manager, sales manager, 团队, 部门, 归属部门, 所属部门, 经理",
        "office": "office, regional office, 办事处, 区域",
        "email": "owner email, user email",
        "login": "login, username, user name, 账号",
        "id": "owner id, account owner id, contact owner id, deal owner id, lead owner id, opportunity owner id,"
        " record owner, hubspot owner id, assigned user id, 负责人id, 所有者",
        "joined_on": "joined on, hire date, start date, 入职日期",
        "left_on": "left on, leaving date, end date, 离职日期",
    },
    "product": {
        "name": "product, produkt, artikel, product name, item, sku, item no, article, artikelnummer,"
        " 产品, 产品名称, 意向产品, 商品",
        "series": "series, category, product category, product family, 系列, 产品类别, 分类",
        "list": "list price, sales price, unit price, price, 单价, 标准价格, 售价",
        "cost": "unit cost, standard cost, 成本价",
    },
    "project": {
        "id": "opportunity id, vorgang, vorgangsnummer, opportunity id 18 digit, deal id, deal - id, 商机编号,"
        " 商机id, 销售机会编号, 业务编码",
        "name": "opportunity, opportunity name, deal name, deal title, deal, project, project name, 商机名称, 商机,"
        " 销售机会名称, 销售机会, 项目名称, 项目, projekt, vorhaben, verkaufschance",
        "stage": "stage, phase, status name, current stage, funnel stage, deal stage, stage name, stagename,"
        " pipeline stage, sales stage, opportunity stage, 阶段,"
        " 销售阶段, 商机阶段, 当前阶段, 项目阶段, 销售进程, 跟进阶段, 进展, 进度, 项目进度, 商机进度",
        "status": "status, deal status, opportunity status, 状态, 商机状态",
        "amount": "amount, betrag, wert, auftragswert, value, estimated value, contract value, contract amount,"
        " total value, deal size, budget,"
        " deal value, deal amount, close value, expected revenue, opportunity amount, 金额,"
        " 商机金额, 销售金额, 量, 项目预算, 预计金额, 预计销售金额, 预计成交金额, 成交金额, 合同金额, 报价金额,"
        " 项目金额,"
        " 签约金额",
        "currency": "currency, currency iso code, currency code, währung, deal currency,"
        " deal currency of value, amount currency, 币种, 货币, 货币类型, 金额货币",
        "cost": "cost, costs, kosten, deal cost, project cost, total cost,"
        " 实际花费, 成本, 项目成本, 预计成本, 成本金额",
        "probability": "probability, deal probability, 概率, 赢率, 可能性",
        "expected_on": "expected, abschluss erwartet, abschluss geplant, geplanter abschluss,"
        " expected close, expected close date, deal expected close date,"
        " expected closing, closing date,"
        " expected date, estimated close date, target date, forecast date, decision date, 预计签约日期, 预计签单日期,"
        " 预计成交时间, 预计完成日期,"
        " 预计成交日期, 预计结单日期, 关闭日期, 结束时间",
        "closed_on": "closed, abgeschlossen am, abschlussdatum, closed on, closed at, date closed, close date,"
        " closedate, closed date, won date,"
        " deal closed on, deal won time, won time,"
        " closing time, actual close date, 成交日期, 结单日期, 成交时间, 签约日期, 签单日期, 结束日期, 关闭时间",
        "lost_on": "lost time, deal lost time, lost date",
        "created_on": "engage date, angelegt am, erstellt am, created, opened, opened on, open date, date created,"
        " created date, create date,"
        " created on, created time, created at, add time,"
        " deal created, deal deal created, opportunity created date, 创建时间, 创建日期, 录入时间,"
        " 录入日期, 添加时间, 建档日期, 立项日期",
        "lost_reason": "lost reason, verlustgrund, deal lost reason, closed lost reason, loss reason,"
        " reason for loss, reason lost,"
        " 输单原因, 丢单原因",
        "competitor": "competitor, main competitor, 竞争对手",
    },
    "inquiry": {
        "source": "source, herkunft, quelle, lead source, origin, channel, source channel, original source,"
        " primary campaign source, 来源, 客户来源,"
        " 线索来源, 商机来源, 机会来源, 来源渠道,"
        " 潜在顾客源",
        "campaign": "campaign, kampagne, marketing campaign, utm campaign, landing page id, 营销活动, 活动",
        "came_on": "inquiry date, lead date, 咨询日期",
    },
    "purchase": {
        "id": "row id, order line id, invoice line id, 订单行号",
        "bought_on": "order date, invoice date, purchase date, auftragsdatum, bestelldatum, rechnungsdatum,"
        " 订单日期, 下单日期",
        "amount": "sales, revenue, net sales, net amount, total, line total, order amount, umsatz, 销售额, 订单金额",
        "profit": "profit, gross profit, margin amount, deckungsbeitrag, 毛利, 利润",
        "quantity": "quantity, qty, pieces, menge, 数量",
    },
    "action": {
        "id": "activity id, task id, engagement id, event id",
        "subject": "subject, activity subject, task subject, task title, activity title, activity name, 主题, 任务主题",
        "kind": "activity type, task type, task subtype, engagement type, 跟进方式, 跟进类型, 活动类型, 任务类型",
        "planned_on": "due date, activity due date, activity date, task due date, start date time, activity time,"
        " 截止日期, 计划时间, 计划日期",
        "done_on": "done time, marked as done time, activity marked as done time, completed date, completed date time,"
        " completed at, completed on, date completed, 跟进时间, 跟进日期, 完成时间",
        "status": "activity done, done, task status, activity status, status, 状态, 完成状态",
        "minutes": "duration in minutes, duration minutes, duration min, 时长, 时长分钟",
        "note": "activity note, activity notes, body, call notes, 跟进内容, 跟进记录, 内容",
        "owner": "assigned to, activity assigned to, activity assigned to user, 跟进人, 执行人",
        "contact": "who id, contact id, associated contact, associated contact id, associated contact ids, person,"
        " activity contact person, contact, 联系人",
        "project": "what id, opportunity id, deal id, deal, activity deal, deal title, opportunity, associated deal,"
        " associated deal id, associated deal ids, related to, 商机, 商机名称, 关联商机",
    },
    "move": {
        "id": "history id",
        "project": "opportunity id, deal id, deal, opportunity, 商机编号, 商机id, 商机名称, 商机",
        "stage": "stage, stage name, to stage, new stage, deal stage, new value, 阶段, 变更后阶段, 新阶段",
        "entered_on": "created date, changed on, change date, entered on, entered at, date, timestamp, stage date,"
        " last modified, 变更时间, 变更日期, 进入时间, 创建时间",
        "by": "created by id, created by, changed by, modified by, 变更人, 操作人, 创建人",
    },
    "any": {
        "deleted": "deleted, is deleted, 已删除, 是否删除",
        "id": "id, record id, external id, 编号",
        "note": "note, notes, notiz, notizen, bemerkung, description, comment, comments, remark, remarks, 备注, 描述,"
        " 说明",
    },
}

_BARE = {
    "customer": {"name": "name, 名称", "industry": "type of business"},
    "contact": {"name": "name, person, 名称"},
    "user": {"name": "name, full name, user, person, 姓名, 名称", "email": "email, e-mail, 邮箱", "id": "id, user id"},
    "product": {"name": "name, title, 名称", "cost": "cost"},
    "project": {"name": "name, title, subject, 名称, 标题"},
    "action": {
        "kind": "type, 类型",
        "subject": "title, name, 标题",
        "planned_on": "date, start date, due, when, 日期, 时间",
        "minutes": "duration, minutes",
        "owner": "owner, user, 负责人",
    },
}
"""What a column is called only in a file that is named for its kind: "Name" in accounts.csv."""

_FILES = {
    "move": "opportunityhistory, opportunity history, stage history, stagehistory, deal history, dealhistory,"
    " 商机阶段历史, 阶段历史, 阶段变更记录",
    "customer": "account, accounts, company, companies, customer, customers, client, clients, organization,"
    " organizations, organisations, 客户, 公司, 客户列表",
    "contact": "contact, contacts, people, person, persons, 联系人, 联系人列表",
    "user": "user, users, owners, reps, salespeople, sales reps, employees, 用户, 员工, 销售人员",
    "product": "product, products, items, 产品, 产品列表, 商品",
    "project": "deal, deals, opportunity, opportunities, projects, pipeline, 商机, 商机列表, 销售机会, 项目",
    "action": "task, tasks, event, events, activity, activities, engagements, calls, meetings, 跟进记录, 任务,"
    " 活动记录, 拜访记录, 日程",
}
"""How files are named that a whole system was exported into."""

_LADDER = (
    "new, neu, lead, lead in, kontakt, 线索, 新线索",
    "prospecting, qualified, qualification, appointment scheduled, 初步接触, 初步沟通, 立项",
    "contact made, discovery, bedarf, needs analysis, qualified to buy, value proposition, 需求确认, 需求分析,"
    " 验证客户,"
    " 需求沟通",
    "demo scheduled, presentation scheduled, id decision makers, identify decision makers, perception analysis,"
    " decision maker bought in, demo, 产品演示, 方案制定, 方案",
    "proposal, angebot, proposal made, proposal price quote, proposal sent, quote, quote sent, 方案报价, 报价,"
    " 方案/报价",
    "negotiation, verhandlung, negotiations, negotiations started, negotiation review, 商务谈判, 谈判, 谈判审核",
    "contract sent, contract, verbal commit, commit, 合同签订, 签订合同, 签约, 合同",
)
"""Stages as the systems bring them along, in the order in which a project goes through them."""

_ENDS = (
    (
        "won",
        frozenset({"won", "gewonnen", "closedwon"}),
        ("赢单",),
        frozenset({"win", "成交", "已成交", "成交关闭", "签约成功"}),
    ),
    (
        "lost",
        frozenset({"lost", "closedlost", "disqualified", "abandoned", "cancelled", "canceled", "dead", "declined"})
        | {"verloren", "storniert"},
        ("输单", "丢单"),
        frozenset({"lose", "无效", "流失", "已流失", "作废", "已作废", "取消", "已取消", "终止"}),
    ),
)
"""Stages and states in which a project is over: words of their names, signs anywhere in them, whole names."""

_DELETED = frozenset({"deleted", "已删除"})
_YES = frozenset({"true", "yes", "1", "是", "ja"})


@cache
def aliases(kind: str, field: str) -> frozenset[str]:
    """Give the folded headers that a field of a kind is known by."""
    return frozenset(fold(one) for one in _ALIASES[kind].get(field, "").split(",") if one.strip())


@cache
def bare(kind: str, field: str) -> frozenset[str]:
    """Give the folded headers that a field is known by in a file that is named for its kind."""
    return frozenset(fold(one) for one in _BARE.get(kind, {}).get(field, "").split(",") if one.strip())


def is_deleted(text: str) -> bool:
    """Say whether a text in a column of states says that its row was thrown away."""
    return fold_text(text) in _DELETED


def is_yes(text: str) -> bool:
    """Say whether a cell says yes."""
    return fold_text(text) in _YES


@cache
def file_kind(name: str) -> str | None:
    """Say which kind a file is named for: "Accounts.csv", "deals-2026-11-03.csv", "hubspot_contacts_all.csv"."""
    words = [word for word in re.split(r"[\W\d_]+", name.rsplit(".", 1)[0].casefold()) if word]
    for kind, names in _FILES.items():
        if {"".join(words), *words} & {one.strip() for one in names.split(",")}:
            return kind
    return None


def rung(stage: str) -> int | None:
    """Give how far a stage stands on the way to a contract, None for one that no system is known to have."""
    wanted = fold(stage)
    return next((at for at, names in enumerate(_LADDER) if wanted in {fold(one) for one in names.split(",")}), None)


def fields_of(kind: str) -> list[str]:
    """Give the fields of a kind that have aliases."""
    return list(_ALIASES[kind])


def stage_kind(name: str) -> str:
    """Guess from its name whether a stage is won, lost or open."""
    plain = re.sub(r"^\W*\d+[\W_]*", "", fold_text(name))
    words = set(re.findall(r"[^\W_]+(?!\W+(?:and\b|&)|[^\W_])", plain))  # "Lost and found" is no end
    for kind, called, signs, whole in _ENDS:
        if words & called or plain in whole or any(one in plain for one in signs):
            return kind
    return "open"
