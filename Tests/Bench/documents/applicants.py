#!/usr/bin/env python3
"""Writes invented applicants of one service as a JSON data file: applicants.py COUNT > FILE. The same count, the same file."""
import json
import random
import sys

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国志红梅玉春燕海波永健世广义兴良山仁宁贵福生龙元全胜学祥才发成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘媛瑾璐琦睿"
TRADES = "建材 机电 信息技术 园林绿化 市政工程 医疗器械 办公家具 印务 物业服务 路桥 水利 环保科技 测绘 监理 造价咨询 消防设备 电梯 安防 食品 运输".split()
PLACES = [("郑州市", "410105", "金水区"), ("永城市", "411481", "东城区"), ("洛阳市", "410302", "老城区"), ("新乡市", "410702", "红旗区"),
          ("南阳市", "411302", "宛城区"), ("信阳市", "411502", "浉河区"), ("商丘市", "411402", "梁园区"), ("周口市", "411602", "川汇区")]
ROADS = "商务 文化 花园 经三 农业 黄河 长江 嵩山 伏牛 桐柏 陇海 建设 中原 航海 紫荆山 未来 金水 东明 南阳 丰产".split()
CODES = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(random, division):
    body = "91" + division + "".join(random.choice("0123456789") for _ in range(8))
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    rest = 11 - sum(int(d) * w for d, w in zip(body[8:], weights)) % 11
    body += {10: "X", 11: "0"}.get(rest, str(rest))
    total = sum(CODES.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + CODES[(31 - total % 31) % 31]


def identity_number(random, division):
    body = division + f"{random.randint(1960, 2000)}{random.randint(1, 12):02}{random.randint(1, 28):02}{random.randint(0, 999):03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def applicant(number):
    r = random.Random(number)
    city, division, district = r.choice(PLACES)
    name = lambda: r.choice(SURNAMES) + "".join(r.choice(GIVEN) for _ in range(r.randint(1, 2)))
    mobile = lambda: "1" + r.choice("3589") + "".join(r.choice("0123456789") for _ in range(9))
    company = f"{city}{''.join(r.choice(GIVEN) for _ in range(2))}{r.choice(TRADES)}{r.choice(['有限公司', '股份有限公司', '有限责任公司'])}"
    code = credit_code(r, division)
    address = f"河南省{city}{district}{r.choice(ROADS)}路{r.randint(1, 299)}号{r.choice(ROADS)}大厦{r.randint(1, 28)}层{r.randint(1, 28)}{r.randint(1, 12):02}室"
    return {
        "application": f"P{number:06}", "service": "bjca", "business": "初次申请", "organisation.name": company,
        "organisation.creditCode": code, "organisation.code": code[8:17], "organisation.role": "供应商",
        "organisation.mergedLicence": "是", "organisation.address": address, "organisation.postcode": f"{r.randint(450000, 476999)}",
        "organisation.phone": f"0371-6{r.randint(1000000, 9999999)}", "organisation.email": f"office{number}@example.com",
        "organisation.ownership": "永城市公共资源交易中心", "legal.name": name(), "legal.idKind": "居民身份证",
        "legal.idNumber": identity_number(r, division), "legal.mobile": mobile(), "agent.name": name(), "agent.idKind": "居民身份证",
        "agent.idNumber": identity_number(r, division), "agent.mobile": mobile(), "agent.email": f"agent{number}@example.com",
        "agent.position": r.choice(["投标专员", "办公室主任", "会计", "行政助理"]), "certificate.quantity": str(r.randint(1, 3)),
        "certificate.years": "1", "certificate.lock": "主锁", "certificate.seal": "是", "delivery.method": "现场领取",
        "invoice.kind": "定额发票", "consent.noRefund": "是", "consent.agreement": "是", "consent.privacy": "是",
        "consent.pendingBids": "否",
    }


def write(count, out):
    """Writes one applicant a line as it is made: a hundred thousand of them need no memory."""
    for number in range(1, count + 1):
        out.write(("[\n" if number == 1 else ",\n") + json.dumps(applicant(number), ensure_ascii=False))
    out.write("\n]\n" if count else "[]\n")


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.stdout)
