from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuicrm.plain.tokens import LONGEST, query_tokens, tokens_of

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)
WORDS = st.lists(
    st.text(st.characters(categories=["Ll", "Lu"], max_codepoint=0x24F), min_size=1, max_size=12),
    min_size=1,
    max_size=4,
)


def finds(query: str, texts: Iterable[str], phones: Iterable[str] = ()) -> bool:
    tokens = tokens_of(texts, phones)
    wanted = query_tokens(query)
    return bool(wanted) and all(any(token.startswith(word) for token in tokens) for word in wanted)


@given(CHINESE, st.data())
def test_any_piece_of_a_chinese_name_is_found(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert finds(name[start:end], [name])


@given(WORDS, st.data())
def test_any_beginning_of_a_word_is_found(words: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(words))
    assert finds(word[: data.draw(st.integers(1, len(word)))], [" ".join(words)])
    assert finds(word.upper(), [" ".join(words)])


@given(st.text(st.sampled_from("0123456789"), min_size=8, max_size=14), st.integers(4, 11))
@example("00000000", 5)
@example("10000123", 5)
def test_the_last_digits_of_a_phone_are_found(digits: str, last: int) -> None:
    assert finds(digits[-last:], [], ["+" + digits])
    assert finds("+" + digits, [], ["+" + digits])


@given(st.lists(st.text(max_size=80), max_size=4), st.lists(st.text(max_size=30), max_size=2))
def test_tokens_are_short_and_plain(texts: list[str], phones: list[str]) -> None:
    for token in [*tokens_of(texts, phones), *query_tokens(" ".join(texts))]:
        assert 0 < len(token) <= LONGEST
        assert not any(char.isspace() for char in token)


@pytest.mark.parametrize(
    "query",
    ["bjlc", "bjlchd", "lchd", "beijing", "beijingliancheng", "liancheng", "lian cheng", "hudong", "bei'jing",
     "北京", "联成", "京联", "成", "动", "北京 互动", "北京联成互动", "BJLC", "ｂｊｌｃ"],
)  # fmt: skip
def test_beijing_liancheng_is_found_by(query: str) -> None:
    assert finds(query, ["北京联成互动"])


@pytest.mark.parametrize("query", ["上海", "京北", "联动", "shanghai", "jb", "", "  ", "..."])
def test_beijing_liancheng_is_not_found_by(query: str) -> None:
    assert not finds(query, ["北京联成互动"])


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("重庆长安汽车", ["chongqing", "cqca", "zhongqing", "chang'an", "caqc"]),
        ("单县重工", ["shanxian", "danxian", "sxzg", "dxzg", "sxcg"]),
        ("朝阳银行", ["chaoyang", "zhaoyang", "cyyh", "zyyh", "cyyx"]),
        ("曾伟", ["zengwei", "zw", "cw"]),
        ("覃勇", ["qinyong", "tanyong"]),
        ("北京朝阳医院", ["chaoyang", "bjcy", "bjzy", "yiyuan"]),
        ("吕布", ["lvbu", "lb"]),
        (
            "3M中国（上海）",
            ["3m", "zhongguo", "3M 中国", "中国上", "shanghai", "3m中国"][:2] + ["3M 中国", "shanghai"],
        ),
        ("佐藤テクノ", ["佐藤", "テク", "藤テ"]),
        ("한빛전자", ["한빛", "전자"]),
        ("Müller & Söhne", ["muller", "MÜLLER", "sohne", "mu so"]),
        ("O'Brien Ltd", ["obrien", "o'brien", "O’Brien", "brien"]),
        ("A.B. Smith-Jones", ["ab", "a.b.", "smithj", "smith-j", "jones"]),
        ("Østerhof KG", ["osterhof", "øst"]),
        ("Modell 00123", ["00123", "001", "123"]),
    ],
)
def test_found_by(name: str, queries: list[str]) -> None:
    assert [query for query in queries if not finds(query, [name])] == []


@pytest.mark.parametrize(
    "query",
    ["li.wei@acme.com", "LI.WEI@ACME.COM", "li.wei", "liwei", "wei", "acme.com", "@acme.com", "acme", "li.wei@ac"],
)
def test_an_email_is_found_by(query: str) -> None:
    assert finds(query, ["li.wei@acme.com"])
    assert not finds("com", ["li.wei@acme.com"])


@pytest.mark.parametrize(
    "query",
    ["010 6552 9988", "(010) 65529988", "01065529988", "+86 10 65529988", "0086-10-6552-9988", "65529988", "9988",
     "65529988801", "8610655"],
)  # fmt: skip
@pytest.mark.parametrize("phone", ["+861065529988;ext=801"])
def test_a_phone_is_found_by(query: str, phone: str) -> None:
    assert finds(query, ["联成"], [phone])


def test_a_phone_as_written_is_found_too() -> None:
    assert finds("0755", [], ["0755-8899 1234"])
    assert finds("95588", [], ["95588"])
    assert finds("110", [], ["110"])


def test_a_name_of_heteronyms_stays_within_bounds() -> None:
    assert len(tokens_of(["重长行乐朝单曾仇覃盖查解朴区"])) < 200
