"""Cities of the Chinese sample with their weight, and how companies and people are called there.

China keeps no telephone numbers for fiction: no mobile number begins with 100, and no local one with 00.
"""

from random import Random

from tuicrm.sample.words.shape import City, Named


def _city(name: str, latin: str, province: str, area: str, dialling: str) -> City:
    return City(name, "中国", area, province, f"+86 {dialling} 0010 xxxx", "+86 100 5550 xxxx", latin)


def _each(text: str) -> list[str]:
    return text.split()


CITIES = (
    (10, _city("上海", "shanghai", "上海", "华东", "21")),
    (9, _city("苏州", "suzhou", "江苏", "华东", "512")),
    (6, _city("无锡", "wuxi", "江苏", "华东", "510")),
    (5, _city("常州", "changzhou", "江苏", "华东", "519")),
    (5, _city("南京", "nanjing", "江苏", "华东", "25")),
    (7, _city("杭州", "hangzhou", "浙江", "华东", "571")),
    (7, _city("宁波", "ningbo", "浙江", "华东", "574")),
    (4, _city("温州", "wenzhou", "浙江", "华东", "577")),
    (4, _city("合肥", "hefei", "安徽", "华东", "551")),
    (4, _city("青岛", "qingdao", "山东", "华东", "532")),
    (4, _city("济南", "jinan", "山东", "华东", "531")),
    (3, _city("厦门", "xiamen", "福建", "华东", "592")),
    (8, _city("北京", "beijing", "北京", "华北", "10")),
    (6, _city("天津", "tianjin", "天津", "华北", "22")),
    (3, _city("石家庄", "shijiazhuang", "河北", "华北", "311")),
    (3, _city("呼和浩特", "huhehaote", "内蒙古", "华北", "471")),
    (4, _city("沈阳", "shenyang", "辽宁", "东北", "24")),
    (3, _city("大连", "dalian", "辽宁", "东北", "411")),
    (3, _city("长春", "changchun", "吉林", "东北", "431")),
    (9, _city("深圳", "shenzhen", "广东", "华南", "755")),
    (8, _city("东莞", "dongguan", "广东", "华南", "769")),
    (6, _city("广州", "guangzhou", "广东", "华南", "20")),
    (5, _city("佛山", "foshan", "广东", "华南", "757")),
    (4, _city("武汉", "wuhan", "湖北", "华中", "27")),
    (4, _city("长沙", "changsha", "湖南", "华中", "731")),
    (4, _city("郑州", "zhengzhou", "河南", "华中", "371")),
    (5, _city("成都", "chengdu", "四川", "西南", "28")),
    (5, _city("重庆", "chongqing", "重庆", "西南", "23")),
    (3, _city("昆明", "kunming", "云南", "西南", "871")),
    (4, _city("西安", "xian", "陕西", "西北", "29")),
)

_FIRST = _each(
    "恒heng 锐rui 华hua 联lian 博bo 瑞rui 德de 科ke 鑫xin 宏hong 天tian 金jin 东dong 新xin 中zhong "
    "凯kai 盛sheng 泰tai 嘉jia 海hai 诚cheng 达da 精jing 众zhong 启qi 远yuan 正zheng 卓zhuo 国guo "
    "星xing 和he 振zhen 腾teng 佳jia 亿yi 永yong"
)
_SECOND = _each(
    "源yuan 通tong 力li 信xin 成cheng 创chuang 达da 泰tai 兴xing 隆long 辉hui 翔xiang 光guang 威wei "
    "丰feng 升sheng 晟sheng 航hang 特te 鼎ding 安an 宇yu 驰chi 越yue 腾teng 阳yang 康kang 川chuan 润run "
    "昌chang 元yuan 拓tuo"
)
_TRADES = _each(
    "精密机械jm 光电gd 智能装备znzb 汽车零部件qc 模具mj 仪器yq 轴承zc 泵业by 电子dz 新材料xcl "
    "航空部件hk 重工zg 食品机械sp 包装机械bz 自动化zdh 医疗器械yl 半导体设备bdt 齿轮cl 液压yy 阀门fm "
    "数控机床sk 电气dq 五金制品wj 新能源xny 注塑zs"
)
_FORMS = (
    "有限公司",
    "有限公司",
    "有限公司",
    "有限公司",
    "科技有限公司",
    "科技有限公司",
    "股份有限公司",
    "有限责任公司",
    "制造有限公司",
    "集团有限公司",
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁"
    "任卢姚沈姜崔钟谭陆范汪石廖贾夏韦傅方邹熊白孟秦邱侯江尹薛雷龙段郝邵毛"
)
_GIVEN = _each(
    "建国 志强 伟 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 文博 子轩 晓燕 海燕 建华 "
    "国庆 立新 春梅 志远 雪梅 俊杰 雨桐 思远 佳怡 宇航 晓东 卫东 红梅 宏伟 永强 志明 丹 鹏 慧 琳 斌 婷 "
    "凯 倩 波 亮 云 颖 飞 辉 玲 帆 毅"
)


def _split(word: str) -> tuple[str, str]:
    """Part "恒heng" into the characters and their letters."""
    letters = word.lstrip("".join(char for char in word if not char.isascii()))
    return word[: len(word) - len(letters)], letters


def company_name(rng: Random, city: City) -> Named:
    """Make up a company as the register writes it: place, name, trade, form."""
    first, second = _split(rng.choice(_FIRST)), _split(rng.choice(_SECOND))
    trade, form = _split(rng.choice(_TRADES)), rng.choice(_FORMS)
    place = rng.choice((city.name, city.name, city.name, city.tongue))
    brand = first[0] + second[0]
    name = f"{brand}{trade[0]}({city.name}){form}" if rng.random() < 0.06 else f"{place}{brand}{trade[0]}{form}"
    name = name.replace("科技有限公司", "有限公司") if "自动化科技" in name else name
    return Named(name, f"{first[1]}{second[1]}-{trade[1]}-{city.latin}")


def person_name(rng: Random, city: City) -> str:
    """Make up a person who could work there."""
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN)
