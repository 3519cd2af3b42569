"""The customers of the first five minutes, in Chinese."""

from tuicrm.sample.words.shape import SceneName


def _at(
    name: str, city: str, area: str, domain: str, person: str, part: str, last: int, staff: int, trade: int = 0
) -> SceneName:
    return SceneName(name, city, "中国", area, domain, ((person, part, f"+86 100 5551 {last:04}"),), staff, trade)


SCENES = {
    "kordel": _at("北京联成互动", "北京", "华北", "liancheng", "高建华", "decides", 101, 85, 9),
    "brandt": _at("华东重工装备", "上海", "华东", "huadong-zg", "徐志强", "decides", 102, 450),
    "osprey": _at("苏州奥普光电", "苏州", "华东", "aopu-gd", "何静", "uses", 103, 30, 5),
    "fjord": _at("青岛海工集团", "青岛", "华东", "qd-haigong", "戴伟", "influences", 104, 1260, 4),
    "nordwerk": _at("宁波北仑机械", "宁波", "华东", "beilun-jx", "裴勇", "decides", 105, 410),
    "alpine": _at("合肥阿尔光学", "合肥", "华东", "aer-gx", "葛敏", "uses", 106, 70, 5),
    "quist": _at("常州奎斯特", "常州", "华东", "kuisite", "奎明", "decides", 107, 25),
    "vela": _at("天津维拉食品", "天津", "华北", "weila-sp", "康丽", "buys", 108, 190, 7),
    "meridian": SceneName(
        "成都子午仪器", "成都", "中国", "西南", "ziwu-yq",
        (("诺敏", "decides", "+86 100 5551 0142"), ("柯磊", "uses", "+86 100 5551 0431")), 120, 3,
    ),
    "tarn": _at("湖南塔恩水电", "长沙", "华中", "taen-sd", "石军", "decides", 109, 150, 4),
    "becker": _at("无锡贝克泵业", "无锡", "华东", "beike-by", "贝凯", "decides", 110, 55),
    "sato": _at("上海佐藤精密", "上海", "华东", "zuoteng-jm", "佐藤明", "decides", 111, 95, 9),
    "halden": _at("内蒙古哈尔能源", "呼和浩特", "华北", "haer-ny", "莫生", "decides", 112, 520, 4),
    "corvo": _at("东莞科沃模具", "东莞", "华南", "kewo-mj", "贾丽", "decides", 113, 40, 8),
    "rhein": _at("鞍山莱茵钢铁", "鞍山", "东北", "laiyin-gt", "恩刚", "decides", 114, 3400),
    "lund": _at("深圳隆德生物", "深圳", "华南", "longde-sw", "白洁", "decides", 115, 65, 3),
    "rasmussen": _at("佛山拉斯工具", "佛山", "华南", "lasi-gj", "罗斌", "decides", 116, 80, 8),
    "vantage": _at("苏州万特工装", "苏州", "华东", "wante-gz", "魏莎", "buys", 287, 140),
    "marlow": _at("南京马洛弹簧", "南京", "华东", "maluo-th", "傅楠", "uses", 118, 60),
    "osterhof": _at("郑州奥斯特电气", "郑州", "华中", "aosite-dq", "欧阳霞", "buys", 119, 35, 9),
    "hydra": _at("温州海德泵业", "温州", "华东", "haide-by", "李超", "buys", 120, 90),
    "lindqvist": _at("沈阳林德机械", "沈阳", "东北", "linde-jx", "林晓东", "decides", 121, 50),
    "castell": _at("广州卡斯特化工", "广州", "华南", "kasite-hg", "卡明", "buys", 122, 230, 6),
    "norrland": _at("长春诺兰电力", "长春", "东北", "nuolan-dl", "何民", "influences", 123, 170, 4),
    "baumeister": _at("杭州保迈精工", "杭州", "华东", "baomai-jg", "鲍涛", "decides", 124, 115),
    "pelagic": _at("厦门沛海系统", "厦门", "华东", "peihai-xt", "杜琳", "uses", 125, 45, 4),
    "zwickau": _at("武汉兹威齿轮", "武汉", "华中", "ziwei-cl", "于洁", "uses", 126, 75),
    "ostrava": _at("重庆奥特金属", "重庆", "西南", "aote-js", "杜成", "buys", 127, 210),
}  # fmt: skip
