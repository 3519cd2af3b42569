"""What columns are called in the exports of other programs, in English and Chinese.

Gathered from public code and data of Salesforce, HubSpot, Pipedrive, Zoho, Odoo, EspoCRM, CordysCRM, 悟空CRM,
纷享销客 and 销售易. A company names its columns as it likes: these are for a proposal, never the only way.
"""

from functools import cache

from tuicrm.exchange.headers import fold, fold_text

_ALIASES = {
    "customer": {
        "id": "account id, company id, customer id, organization id, accountid, 客户编号, 客户id, 客户编码",
        "name": "account, account name, company, company name, customer, customer name, organization,"
        " organization name, organisation, client, deal organization, 客户名称, 客户, 公司名称, 公司, 企业名称,"
        " 单位名称",
        "industry": "industry, sector, customer industry, organization industry, 行业, 客户行业, 所属行业",
        "class": "customer class, segment, rating, organization label, 客户等级, 客户级别, 等级",
        "country": "country, billing country, office location, country region, 国家",
        "region": "region, state, province, billing state, 地区, 省份, 省市区",
        "city": "city, billing city, 城市",
        "address": "address, street, billing street, organization address, 地址, 详细地址",
        "website": "website, website url, domain, company domain name, 网址, 网站",
        "registration": "tax id, vat, vat number, 税号, 统一社会信用代码",
        "employees": "employees, number of employees, no of employees, 员工数, 员工人数, 人数",
        "founded": "founded, year founded, year established, 成立年份",
        "parent": "parent, parent account, parent company, subsidiary of, 上级客户, 母公司",
        "created_on": "first contact date, 首次联系日期",
    },
    "contact": {
        "name": "contact, contact name, contact person, person name, full name, 联系人, 联系人名称, 联系人姓名, 姓名",
        "first": "first name, person first name, firstname",
        "last": "last name, person last name, lastname",
        "title": "title, job title, person job title, 职务, 职位",
        "phone": "phone, phone number, tel, telephone, person phone, person phone work, contact phone, 电话, 联系电话,"
        " 联系人电话",
        "mobile": "mobile, mobile phone, mobilephone, person phone mobile, 手机, 手机号, 手机号码",
        "email": "email, e-mail, email address, person email, person email work, 邮箱, 电子邮箱, 电子邮件, 邮件",
    },
    "user": {
        "name": "sales agent, sales rep, salesperson, salesman, rep, agent, owner, deal owner, account owner,"
        " lead owner, opportunity owner, company owner, contact owner, organization owner, assigned user,"
        " assigned to, 负责人, 跟进人, 客户所有人, 销售机会所有人, 业务员, 销售, 销售人员",
        "team": "team, sales team, manager, sales manager, 团队, 部门, 归属部门, 所属部门, 经理",
        "office": "office, regional office, 办事处, 区域",
        "email": "owner email, user email",
        "login": "login, username, user name, 账号",
    },
    "product": {
        "name": "product, product name, item, 产品, 产品名称, 意向产品, 商品",
        "series": "series, category, product category, product family, 系列, 产品类别, 分类",
        "list": "list price, sales price, unit price, price, 单价, 标准价格, 售价",
        "cost": "unit cost, standard cost, 成本价",
    },
    "project": {
        "id": "opportunity id, opportunity id 18 digit, deal id, deal - id, 商机编号, 商机id, 业务编码",
        "name": "opportunity, opportunity name, deal name, deal title, deal, project, project name, 商机名称, 商机,"
        " 销售机会名称, 项目名称",
        "stage": "stage, deal stage, stage name, stagename, pipeline stage, sales stage, opportunity stage, 阶段,"
        " 销售阶段, 商机阶段",
        "amount": "amount, value, deal value, close value, expected revenue, opportunity amount, 金额, 商机金额,"
        " 销售金额, 量, 项目预算",
        "currency": "currency, deal currency, deal currency of value, amount currency, 币种, 金额货币",
        "cost": "cost, deal cost, 成本",
        "probability": "probability, deal probability, 概率, 赢率, 可能性",
        "expected_on": "expected close date, deal expected close date, expected closing, closing date, 预计成交日期,"
        " 预计结单日期, 关闭日期, 结束时间",
        "closed_on": "close date, closedate, closed date, won date, deal won time, won time, 成交日期, 结单日期",
        "created_on": "engage date, created date, create date, created on, deal created, 创建时间, 创建日期",
        "lost_reason": "lost reason, deal lost reason, 输单原因, 丢单原因",
        "competitor": "competitor, main competitor, 竞争对手",
    },
    "inquiry": {
        "source": "source, lead source, origin, channel, primary campaign source, 来源, 客户来源, 线索来源, 商机来源,"
        " 潜在顾客源",
        "campaign": "campaign, marketing campaign, utm campaign, landing page id, 营销活动, 活动",
        "came_on": "inquiry date, lead date, 咨询日期",
    },
    "purchase": {
        "id": "row id, order line id, invoice line id, 订单行号",
        "bought_on": "order date, invoice date, purchase date, 订单日期, 下单日期",
        "amount": "sales, revenue, total, line total, order amount, 订单金额",
        "profit": "profit, margin amount, 利润",
        "quantity": "quantity, qty, pieces, 数量",
    },
    "any": {
        "id": "id, record id, external id, 编号",
        "note": "note, notes, description, comment, comments, remark, remarks, 备注, 描述, 说明",
    },
}

WON = "won, closed won, closedwon, win, 赢单, 成交, 已成交, 已赢单"
LOST = "lost, closed lost, closedlost, lose, disqualified, abandoned, 输单, 丢单, 无效, 已输单, 流失"


@cache
def aliases(kind: str, field: str) -> frozenset[str]:
    """Give the folded headers that a field of a kind is known by."""
    return frozenset(fold(one) for one in _ALIASES[kind].get(field, "").split(",") if one.strip())


def fields_of(kind: str) -> list[str]:
    """Give the fields of a kind that have aliases."""
    return list(_ALIASES[kind])


def stage_kind(name: str) -> str:
    """Guess from its name whether a stage is won, lost or open."""
    plain = fold_text(name).replace("-", " ")
    for kind, names in (("won", WON), ("lost", LOST)):
        if plain in {one.strip() for one in names.split(",")}:
            return kind
    return "open"
