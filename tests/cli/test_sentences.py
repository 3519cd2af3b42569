"""Sentences of the shell: what the parser says, in our words; runs and reviews in right numbers; in both languages."""

from functools import partial

from tests.plain.both_languages import in_both
from tuicrm.cli import errors
from tuicrm.sales.calling import told
from tuicrm.sales.calling.looking import Summary
from tuicrm.sales.review import words

PARSER = (
    ("400 is not in the range 0<=x<=100.", "400 is not from 0 to 100.", "400不在0到100之间。"),
    ("0 is not in the range x>=1.", "0 is less than 1.", "0小于1。"),
    ("-1 is not in the range x>=0.", "-1 is less than 0.", "-1小于0。"),
    ("70000 is not in the range 1<=x<=65535.", "70000 is not from 1 to 65535.", "70000不在1到65535之间。"),
    ("'one' is not a valid int.", "“one” is not a whole number.", "“one”不是整数。"),
    ("'1-2' is not a valid int.", "“1-2” is not a whole number.", "“1-2”不是整数。"),
    ("'x' is not a valid integer.", "“x” is not a whole number.", "“x”不是整数。"),
    ("'x' is not a valid int range.", "“x” is not a whole number.", "“x”不是整数。"),
    ("'x' is not a valid float.", "“x” is not a number.", "“x”不是数字。"),
    ("'x' is not a valid float range.", "“x” is not a number.", "“x”不是数字。"),
    ("'' is not a valid int.", "“” is not a whole number.", "“”不是整数。"),
    (
        "'nonsense' is not one of 'bash', 'zsh'.",
        "nonsense is none of: bash, zsh.",
        "nonsense不在以下选项中：bash, zsh。",
    ),
    ("'x' is not one of 'a'.", "x is none of: a.", "x不在以下选项中：a。"),
    ("Option '--to' requires an argument.", "--to wants a value behind it.", "--to 后面要写一个值。"),
    ("Option '--json' does not take a value.", "--json takes no value.", "--json 不带值。"),
    ("Got unexpected extra argument (x).", "This is too much: x.", "多余的内容：x。"),
    ("Got unexpected extra argument(s) (x y)", "This is too much: x y.", "多余的内容：x y。"),
    ("Got unexpected extra arguments (x y).", "This is too much: x y.", "多余的内容：x y。"),
    ("File 'a.csv' does not exist.", "a.csv: there is no such file or folder.", "a.csv：没有这个文件或文件夹。"),
    ("Path 'a b' does not exist.", "a b: there is no such file or folder.", "a b：没有这个文件或文件夹。"),
    ("Directory '/x' does not exist.", "/x: there is no such file or folder.", "/x：没有这个文件或文件夹。"),
    ("File '/x' is a directory.", "/x is a folder.", "/x 是文件夹。"),
    ("Something else entirely.", "Something else entirely.", "Something else entirely."),
    ("", "", ""),
    ("王芳 is not in the range x>=1.", "王芳 is less than 1.", "王芳小于1。"),
)
"""what the parser says -> what we say in English, in Chinese."""

COUNTS = (
    (
        0,
        "0 without a phone are left out.",
        "0 wait, the next one at 9:20.",
        "0个没有电话的已略过。",
        "0个稍后再打，下一个在9:20。",
    ),
    (
        1,
        "1 without a phone is left out.",
        "1 waits, the next one at 9:20.",
        "1个没有电话的已略过。",
        "1个稍后再打，下一个在9:20。",
    ),
    (
        2,
        "2 without a phone are left out.",
        "2 wait, the next one at 9:20.",
        "2个没有电话的已略过。",
        "2个稍后再打，下一个在9:20。",
    ),
    (
        11,
        "11 without a phone are left out.",
        "11 wait, the next one at 9:20.",
        "11个没有电话的已略过。",
        "11个稍后再打，下一个在9:20。",
    ),
    (
        21,
        "21 without a phone are left out.",
        "21 wait, the next one at 9:20.",
        "21个没有电话的已略过。",
        "21个稍后再打，下一个在9:20。",
    ),
    (
        1000,
        "1000 without a phone are left out.",
        "1000 wait, the next one at 9:20.",
        "1000个没有电话的已略过。",
        "1000个稍后再打，下一个在9:20。",
    ),
)
"""how many -> left out, waiting in English; in Chinese."""

CAME = (
    (
        0,
        0,
        0,
        0,
        0,
        "0 calls, 0 talks, 0 next steps, 0 projects, 0 min.",
        "0通电话、0次交谈、0个下一步、0个商机、0分。",
    ),
    (1, 1, 1, 1, 1, "1 call, 1 talk, 1 next step, 1 project, 1 min.", "1通电话、1次交谈、1个下一步、1个商机、1分。"),
    (
        2,
        1,
        0,
        0,
        60,
        "2 calls, 1 talk, 0 next steps, 0 projects, 1:00 h.",
        "2通电话、1次交谈、0个下一步、0个商机、1:00时。",
    ),
    (
        3,
        2,
        1,
        1,
        226,
        "3 calls, 2 talks, 1 next step, 1 project, 3:46 h.",
        "3通电话、2次交谈、1个下一步、1个商机、3:46时。",
    ),
    (
        1,
        0,
        0,
        0,
        2880,
        "1 call, 0 talks, 0 next steps, 0 projects, 2 d.",
        "1通电话、0次交谈、0个下一步、0个商机、2天。",
    ),
    (
        120,
        48,
        31,
        7,
        480,
        "120 calls, 48 talks, 31 next steps, 7 projects, 8:00 h.",
        "120通电话、48次交谈、31个下一步、7个商机、8:00时。",
    ),
)
"""calls, talks, next steps, projects, minutes -> what came of it."""

STEPS = (
    ("call", "call L. Kral", "电话 L. Kral"),
    ("visit", "visit L. Kral", "拜访 L. Kral"),
    ("meeting", "meeting L. Kral", "会议 L. Kral"),
    ("demo", "demo L. Kral", "演示 L. Kral"),
    ("quote", "quote L. Kral", "报价 L. Kral"),
    ("message", "message L. Kral", "消息 L. Kral"),
    ("task", "L. Kral", "L. Kral"),
    ("own-kind", "L. Kral", "L. Kral"),
)
DECISIONS = (
    (0, 0, "no decisions", "没有决定"),
    (1, 0, "1 decision: 1 done, 0 open", "1个决定：已办1，未办0"),
    (0, 1, "1 decision: 0 done, 1 open", "1个决定：已办0，未办1"),
    (1, 1, "2 decisions: 1 done, 1 open", "2个决定：已办1，未办1"),
    (5, 2, "7 decisions: 5 done, 2 open", "7个决定：已办5，未办2"),
    (20, 0, "20 decisions: 20 done, 0 open", "20个决定：已办20，未办0"),
)
"""done, open -> what became of the last decisions."""


def test_the_parser_speaks_as_we_do() -> None:
    found = [(said, *in_both(partial(errors._in_our_words, said))) for said, *_want in PARSER]
    assert [pair for pair in zip(PARSER, found, strict=True) if pair[0] != pair[1]] == []


def test_no_sentence_of_the_parser_stays_english_in_chinese() -> None:
    known = [row for row in PARSER if row[0] != row[1]]
    assert [row for row in known if row[1] == row[2]] == []
    assert all("<=x<=" not in row[1] and "valid int" not in row[1] for row in PARSER)


def test_one_waits_and_two_wait() -> None:
    found = []
    for count, *_want in COUNTS:
        left, wait = in_both(partial(told.left_out, count)), in_both(partial(told.waiting, count, "9:20"))
        found.append((count, left[0], wait[0], left[1], wait[1]))
    assert found == list(COUNTS)


def test_what_came_of_a_run() -> None:
    found = []
    for calls, talks, steps, projects, minutes, *_want in CAME:
        summary = Summary(calls, talks, steps, projects, minutes, None)
        found.append((calls, talks, steps, projects, minutes, *in_both(partial(told.what_came, summary))))
    assert found == list(CAME)


def test_a_next_step_says_what_it_is() -> None:
    assert [(kind, *in_both(partial(words.step_words, kind, "L. Kral"))) for kind, *_want in STEPS] == list(STEPS)


def test_what_became_of_decisions() -> None:
    found = [(done, left, *in_both(partial(words.counted, done, left))) for done, left, *_want in DECISIONS]
    assert found == list(DECISIONS)
