"""Files of a course that are broken or hostile, each in one way: always the same ones, more than six hundred.

They are made from the sample course's files: typical mistakes, leftovers of other programs, and what a person
would try who wants the program to fall over, to run something or to show what is not there.
"""

import copy
import gzip
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import yaml

from support.sample_course import COURSE

Keys: TypeAlias = tuple[str | int, ...]
BANK = (COURSE / "quizzes/meeting.yml").read_text(encoding="utf-8")
PAGE = (COURSE / "docs/study/minutes.md").read_text(encoding="utf-8")
# Whatever runs leaves this behind.
PWNED = "PWNED"


class Broken(NamedTuple):
    """One file: what is the matter with it, what kind of file it is, and its bytes."""

    name: str
    kind: str
    content: bytes


_ODD: dict[str, Any] = {
    "null": None, "number": 7, "true": True, "list": ["甲", ["乙"]], "fields": {"甲": "乙"}, "empty": "", "blank": " \t ",
    "long": "长" * 2_001, "nested": [[[[["甲"]]]]],
}  # fmt: skip
_DECEPTIVE = {
    "zero-width": "\u200b", "override": "\u202e", "isolate": "\u2066", "filler": "\u3164", "braille-blank": "\u2800",
    "byte-order-mark": "\ufeff", "soft-hyphen": "\xad", "joiner": "\u200d", "tag": "\U000e0041", "variant": "\ufe01",
    "escape": "\x1b[2J", "null-byte": "\x00", "line-separator": "\u2028", "next-line": "\x85", "bell": "\x07",
    "lost": "\ufffd", "private": "\uf0b7", "radical": "⺠", "kangxi": "⼈", "compatibility": "\uf900", "stroke": "㇐",
    "kana": "人ロ", "circle": "二○一", "cyrillic": "Сode", "greek": "Αa", "wide": "2０2", "mathematical": "𝐀",
    "overlay": "不\u0338", "armenian": "aօ", "hangul-one": "会ㅡ", "letter-o": "二O一", "interlinear": "\ufff9",
}  # fmt: skip


def broken_banks() -> Iterator[Broken]:
    """Yield banks: those that are wrong as a file, as YAML, and in one value each."""
    for name, change in _WHOLE.items():
        yield Broken(f"bank-{name}", "bank", change(BANK))
    for name, text in _YAML.items():
        yield Broken(f"yaml-{name}", "bank", text.encode())
    bank = yaml.safe_load(BANK)
    head = {key: value for key, value in bank.items() if key != "questions"}
    for question in bank["questions"]:
        for name, changed in _changes(question):
            text = yaml.safe_dump({**head, "questions": [changed]}, allow_unicode=True, sort_keys=False, width=4096)
            yield Broken(f"{question['type']}-{name}", "bank", text.encode())
    for name, letters in _DECEPTIVE.items():
        yield Broken(
            f"letters-{name}", "bank", BANK.replace("议题应当", f"议题{letters}应当").encode("utf-8", "surrogatepass")
        )


def broken_pages() -> Iterator[Broken]:
    """Yield study pages: wrong as a file, in their front matter, in their Markdown."""
    for name, change in _WHOLE.items():
        yield Broken(f"page-{name}", "page", change(PAGE))
    for name, front in _FRONT.items():
        yield Broken(f"front-{name}", "page", f"---\n{front}\n---\n{PAGE.split('---', 2)[2]}".encode())
    for name, text in _MARKDOWN.items():
        yield Broken(f"markdown-{name}", "page", f"{PAGE}\n{text}\n".encode())
    for name, letters in _DECEPTIVE.items():
        yield Broken(f"page-letters-{name}", "page", PAGE.replace("当场记", f"当场{letters}记").encode())


def _changes(question: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a question with one value gone, renamed, or of an odd kind."""
    odd = list(_ODD.items())
    for number, keys in enumerate(_paths(question)):
        where = "-".join(str(key) for key in keys)
        if isinstance(keys[-1], str):
            yield f"without-{where}", _changed(question, keys, lambda holder, key: holder.pop(key))
            yield (
                f"renamed-{where}",
                _changed(question, keys, lambda holder, key: holder.update({f"{key}s": holder.pop(key)})),
            )
        # Two odd values each, all of them in turn.
        for name, value in (odd[2 * number % len(odd)], odd[(2 * number + 1) % len(odd)]):
            yield f"{name}-{where}", _changed(question, keys, partial(_put, value=value))


def _put(holder: Any, key: Any, *, value: Any) -> None:
    holder[key] = value


def _paths(value: Any) -> Iterator[Keys]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (key,)
        yield from ((key, *keys) for keys in _paths(item))


def _changed(question: dict[str, Any], keys: Keys, change: Callable[[Any, Any], Any]) -> dict[str, Any]:
    copied = copy.deepcopy(question)
    holder: Any = copied
    for key in keys[:-1]:
        holder = holder[key]
    change(holder, keys[-1])
    return copied


_WHOLE: dict[str, Callable[[str], bytes]] = {
    "gbk": lambda text: text.encode("gbk", "replace"),
    "gb18030": lambda text: text.encode("gb18030"),
    "big5": lambda text: text.encode("big5", "replace"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-32": lambda text: text.encode("utf-32"),
    "latin-1": lambda text: f"# café\n{text}".encode("latin-1", "replace"),
    "utf-7": lambda text: text.encode("utf-7"),
    "byte-order-mark": lambda text: text.encode("utf-8-sig"),
    "two-byte-order-marks": lambda text: b"\xef\xbb\xbf" + text.encode("utf-8-sig"),
    "byte-order-mark-inside": lambda text: text.replace("\n", "\n\ufeff", 3).encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "mixed-line-ends": lambda text: text.replace("\n", "\r\n", 5).replace("\n  ", "\r  ", 7).encode(),
    "next-line-ends": lambda text: text.replace("\n", "\x85").encode(),
    "line-separator-ends": lambda text: text.replace("\n", "\u2028").encode(),
    "double-encoded": lambda text: text.encode().decode("latin-1").encode(),
    "overlong": lambda text: text.encode() + b"\xc0\xaf",
    "surrogate-bytes": lambda text: text.encode() + b"\xed\xa0\x80",
    "cut-inside-a-letter": lambda text: text.encode()[: text.encode().index("会".encode()) + 2],
    "cut-in-half": lambda text: text.encode()[: len(text.encode()) // 2 // 3 * 3],
    "null-bytes": lambda text: text.encode().replace(b"\n", b"\n\x00"),
    "tabs": lambda text: text.replace("  ", "\t").encode(),
    "full-width-spaces": lambda text: text.replace("  ", "\u3000\u3000").encode(),
    "no-break-spaces": lambda text: text.replace("  ", "\xa0\xa0").encode(),
    "full-width-colons": lambda text: text.replace(": ", "：").encode(),
    "curly-quotes": lambda text: text.replace(": ", ": ”").encode(),
    "upside-down": lambda text: "\n".join(reversed(text.split("\n"))).encode(),
    "without-indentation": lambda text: "\n".join(line.lstrip() for line in text.split("\n")).encode(),
    "one-line": lambda text: text.replace("\n", " ").encode(),
    "twice": lambda text: (text + text).encode(),
    "empty": lambda _: b"",
    "blank": lambda _: b" \n\t\n \n",
    "comment": lambda _: "# 以后再写\n".encode(),
    "dashes": lambda _: b"---\n",
    "picture": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "workbook": lambda _: b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(128)) * 3,
    "compressed": lambda text: gzip.compress(text.encode(), mtime=0),
    "json": lambda _: '{"title": "题", "page": "study/meeting.md", "questions": []}'.encode(),
    "web-page": lambda _: "<!DOCTYPE html>\n<html><body onload=alert(1)><p>题库</p></body></html>\n".encode(),
    "table": lambda _: "题号,题干,答案\n1,议题何时告诉员工？,会前\n=1+1,@SUM(A1),-2\n".encode(),
    "settings": lambda _: "[题库]\ntitle = 题\npage = study/meeting.md\n".encode(),
    "conflict": lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> theirs\n".encode(),
    "letter": lambda _: "您好：\n附件是题库，请查收。\n此致\n敬礼\n".encode(),
}  # fmt: skip

_HEAD = "title: 补充题\npage: study/meeting.md\n"
_ASKED = "points: [r1-1-1-a]\n    difficulty: 1\n    answer: true\n    explanation: 会前定好。"
_FIRST = f"{_HEAD}questions:\n  - type: truefalse\n    {_ASKED}\n    stem: "
_BOMB = "\n".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

_YAML = {
    "alias-bomb": f"a: &a [笑]\n{_BOMB}\n{_FIRST}议题会前定。\n",
    "anchor": f"{_FIRST}&stem 议题会前定。\n",
    "alias": f"{_FIRST}*stem\n",
    "self-reference": f"{_HEAD}questions: &all [*all]\n",
    "merge-key": f"base: &base {{difficulty: 1}}\n{_HEAD}questions:\n  - <<: *base\n    type: truefalse\n",
    "python-apply": f"{_FIRST}!!python/object/apply:os.system ['touch {PWNED}']\n",
    "python-apply-long": f"{_FIRST}!<tag:yaml.org,2002:python/object/apply:os.mkdir> ['{PWNED}']\n",
    "python-new": f"{_FIRST}!!python/object/new:pathlib.Path ['{PWNED}']\n",
    "python-name": f"{_FIRST}!!python/name:os.system\n",
    "python-module": f"{_FIRST}!!python/module:antigravity\n",
    "python-tuple": f"{_FIRST}!!python/tuple [甲, 乙]\n",
    "ruby": f"{_FIRST}!ruby/object:Gem::Installer {{i: x}}\n",
    "java": f"{_FIRST}!!javax.script.ScriptEngineManager [甲]\n",
    "binary": f"{_FIRST}!!binary aGVsbG8=\n",
    "set": f"{_FIRST}!!set {{甲, 乙}}\n",
    "float": f"{_FIRST}!!float 1\n",
    "env": f"{_FIRST}!ENV [HOME]\n",
    "include": f"{_FIRST}!include /etc/passwd\n",
    "tag-directive": f"%TAG ! tag:yaml.org,2002:python/\n---\n{_FIRST}!object/apply:os.system [true]\n",
    "version-directive": f"%YAML 9.9\n---\n{_FIRST}议题会前定。\n",
    "two-documents": f"{_FIRST}议题会前定。\n---\n{_FIRST}议题会前定。\n",
    "end-mark": f"{_FIRST}议题会前定。\n...\ntitle: 又一份\n",
    "duplicate-title": f"title: 甲\n{_FIRST}议题会前定。\n",
    "duplicate-stem": f"{_FIRST}议题会前定。\n    stem: 议题会后定。\n",
    "duplicate-quoted": f'{_FIRST}议题会前定。\n    "st\\x65m": 议题会后定。\n',
    "number-key": f"{_FIRST}议题会前定。\n    1: 甲\n",
    "true-key": f"{_FIRST}议题会前定。\n    true: 甲\n",
    "null-key": f"{_FIRST}议题会前定。\n    null: 甲\n",
    "empty-key": f"{_FIRST}议题会前定。\n    : 甲\n",
    "float-key": f"{_FIRST}议题会前定。\n    1.5: 甲\n",
    "date-key": f"{_FIRST}议题会前定。\n    2018-01-01: 甲\n",
    "list-key": f"{_FIRST}议题会前定。\n    [甲]: 乙\n",
    "fields-key": f"{_FIRST}议题会前定。\n    {{甲: 乙}}: 丙\n",
    "asked-key": f"{_FIRST}议题会前定。\n    ? [甲]\n    : 乙\n",
    "escaped-key": f'{_FIRST}议题会前定。\n    "\\e[31m\\u202e": 乙\n',
    "proto-key": f"{_FIRST}议题会前定。\n    __proto__: {{polluted: 1}}\n    __class__: 甲\n",
    "blank-at-start": f"{_FIRST}{{{{}}}}是会前定的。\n",
    "at-sign": f"{_FIRST}@议题会前定。\n",
    "backtick": f"{_FIRST}`议题`会前定。\n",
    "percent": f"{_FIRST}%议题会前定。\n",
    "colon-inside": f"{_FIRST}注意: 议题会前定。\n",
    "hash-inside": f"{_FIRST}#议题会前定。\n",
    "open-quote": f'{_FIRST}"议题会前定。\n',
    "quote-then-text": f'{_FIRST}"议题"会前定。\n',
    "single-quote": f"{_FIRST}'议题会前定。\n",
    "bad-escape": f'{_FIRST}"D:\\题库\\议题"\n',
    "half-escape": f'{_FIRST}"\\u20"\n',
    "surrogate-escape": f'{_FIRST}"\\ud800 议题会前定。"\n',
    "null-escape": f'{_FIRST}"\\0议题会前定。"\n',
    "override-escape": f'{_FIRST}"\\u202e议题会前定。"\n',
    "separator-escape": f'{_FIRST}"\\L议题\\P会前\\N定。"\n',
    "bad-block": f"{_FIRST}|9x\n    议题\n",
    "block-tab": f"{_FIRST}>\n\t议题会前定。\n",
    "folded-in-chinese": f"{_FIRST}>\n      议题\n      会前定。\n",
    "open-bracket": f"{_HEAD}questions: [\n",
    "open-brace": f"{_HEAD}questions:\n  - {{type: single\n",
    "extra-bracket": f"{_FIRST}议题会前定。\n    terms: [甲]]\n",
    "deep-list": f"{_FIRST}{'[' * 150}{']' * 150}\n",
    "deep-fields": f"{_FIRST}{'{a: ' * 150}1{'}' * 150}\n",
    "deep-dashes": f"{_HEAD}questions:\n{'- ' * 3_000}甲\n",
    "deep-lines": f"{_HEAD}questions:\n" + "\n".join(f"{'  ' * depth}- a:" for depth in range(60)) + "\n",
    "yes": f"{_FIRST}yes\n",
    "off": f"{_HEAD}questions:\n  - {{type: truefalse, answer: off}}\n",
    "capital-true": f"{_HEAD}questions:\n  - {{type: truefalse, answer: True}}\n",
    "quoted-true": f'{_HEAD}questions:\n  - {{type: truefalse, answer: "true"}}\n',
    "octal": f"{_FIRST}0o17\n",
    "sexagesimal": f"{_FIRST}12:30\n",
    "infinity": f"{_FIRST}.inf\n",
    "long-number": f"{_FIRST}{'9' * 5_000}\n",
    "date": f"{_FIRST}2018-01-01\n",
    "long-key": f"{_FIRST}议题会前定。\n    {'k' * 1_200}: 甲\n",
    "huge-id": f"{_FIRST}议题会前定。\n    id: {'a' * 5_000}\n",
    "path-id": f"{_FIRST}议题会前定。\n    id: ../../{PWNED}\n",
    "path-page": f"title: 甲\npage: ../../../etc/passwd\n{_FIRST.split('md', 1)[1].lstrip()}议题会前定。\n",
    "script-page": f"title: 甲\npage: javascript:alert(1)\n{_FIRST.split('md', 1)[1].lstrip()}议题会前定。\n",
    "questions-text": f"{_HEAD}questions: 见附件\n",
    "questions-fields": f"{_HEAD}questions:\n  一: 甲\n  二: 乙\n",
    "questions-empty": f"{_HEAD}questions: []\n",
    "questions-null": f"{_HEAD}questions:\n",
    "questions-of-nothing": f"{_HEAD}questions:\n  -\n  -\n  - []\n  - {{}}\n",
    "too-many-questions": f"{_HEAD}questions:\n" + "  - {x: 1}\n" * 250,
    "list-only": "- 甲\n- 乙\n",
    "text-only": "题库\n",
    "number-only": "42\n",
    "link-out": f"{_FIRST}见[网页](https://example.com/)。\n",
    "link-script": f"{_FIRST}见[网页](javascript:alert`1`)。\n",
    "link-data": f"{_FIRST}见[网页](data:text/html,x)。\n",
    "link-up": f"{_FIRST}见[网页](../../../etc/passwd)。\n",
    "link-backslash": f"{_FIRST}见[网页](\\\\host\\share)。\n",
    "link-protocol-relative": f"{_FIRST}见[网页](//example.com/)。\n",
    "link-odd-port": f"{_FIRST}见[网页](http://[::1)。\n",
    "link-encoded": f"{_FIRST}见[网页](%2e%2e/%2e%2e/etc/passwd)。\n",
}  # fmt: skip

_GOOD_FRONT = "title: 管好会议记录\nlocator: 二（一）\ngoals: [能说出要写全哪几样]"
_FRONT = {
    "empty": "",
    "text": "管好会议记录",
    "list": "- 管好会议记录",
    "open-quote": 'title: "管好',
    "tag": f"title: !!python/object/apply:os.system ['touch {PWNED}']",
    "alias": "title: *a",
    "anchor-bomb": f"a: &a [笑]\n{_BOMB}",
    "duplicate": f"{_GOOD_FRONT}\ntitle: 又一个",
    "unknown": f"{_GOOD_FRONT}\ntemplate: ../../etc/passwd",
    "number-title": _GOOD_FRONT.replace("管好会议记录", "2018"),
    "boolean-title": _GOOD_FRONT.replace("管好会议记录", "yes"),
    "empty-title": _GOOD_FRONT.replace("管好会议记录", '""'),
    "no-goals": "title: 管好会议记录\nlocator: 二（一）\ngoals: []",
    "many-goals": f"title: 管好会议记录\nlocator: 二（一）\ngoals: [{', '.join(['甲'] * 9)}]",
    "null-goal": "title: 管好会议记录\nlocator: 二（一）\ngoals:\n  -\n  - 能说出",
    "tabs": "title: 管好会议记录\nlocator: 二（一）\ngoals:\n\t- 能说出",
    "unknown-locator": _GOOD_FRONT.replace("二（一）", "九（九）9"),
    "script-title": _GOOD_FRONT.replace("管好会议记录", "<script>alert(1)</script>"),
    "override-escape": _GOOD_FRONT.replace("管好会议记录", '"管好\\u202e会议记录"'),
    "deep": f"title: {'[' * 40}{']' * 40}",
    "template": _GOOD_FRONT.replace("管好会议记录", '"{{ config.site_dir }}"'),
}  # fmt: skip

_MARKDOWN = {
    "link-out": "[网页](https://example.com/)",
    "link-script": "[网页](javascript:alert%281%29)",
    "link-script-entity": "[网页](&#106;avascript:alert(1))",
    "link-data": "[网页](data:text/html;base64,PHNjcmlwdD4=)",
    "link-bad-port": "[网页](http://[甲)",
    "link-nowhere": "[网页](nowhere.md)",
    "link-no-anchor": "[网页](minutes.md#nowhere)",
    "link-empty": "[网页]()",
    "image-out": "![图](https://example.com/a.png)",
    "image-nowhere": "![图](a.png)",
    "reference-out": "[网页][a]\n\n[a]: https://example.com/",
    "autolink": "<https://example.com/>",
    "term-nowhere": "[没有这个术语]",
    "term-scheme": "[甲](term:none)",
    "heading-without-id": "## 又一条要求 { data-for=filer }",
    "heading-odd-id": "## 又一条要求 { #9-9 data-locator=x data-for=nobody }",
    "heading-kind": "## 又一条要求 { #r2-1-1 data-kind=odd }",
    "attributes-unread": "甲 { #r2-1-9 }",
    "attributes-open": "## 又一条要求 { #r2-1-9 data-locator=",
    "point-elsewhere": "- **甲**{ #r9-9-9-a }：乙。",
    "point-twice": "- **甲**{ #r2-1-1-a }：乙。",
    "point-without-text": "- **甲**{ #r2-1-1-b }",
    "snippet-nowhere": '--8<-- "nowhere.md"',
    "snippet-up": '--8<-- "../../../etc/passwd"',
    "snippet-address": '--8<-- "https://example.com/a.md"',
    "fence-open": "```\n没有收尾",
    "comment-open": "<!-- 没有收尾",
    "html-open": "<div>没有收尾",
    "html-crossed": "<b><i>甲</b></i>",
    "html-deep": "<div>" * 250,
    "markdown-div-deep": "<div markdown>\n" * 100 + "甲\n" + "</div>\n" * 100,
    "processing": "<?php system('id') ?>",
    "doctype": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;',
    "cdata": "<![CDATA[ 甲 ]]>",
    "stash-marks": "\x02klzzwxh:0000\x03 \x02amp\x03",
    "brackets": "[" * 200,
    "brackets-too-many": "[" * 301,
    "quotes-too-deep": "> " * 40 + "甲",
    "list-too-deep": "\n".join("    " * depth + "- 甲" for depth in range(40)),
    "dashes-too-deep": "- " * 400 + "甲",
    "stars": "*甲 **乙 " * 300,
    "ticks": "".join("`" * count + "甲" for count in range(30)),
    "table-wide": "|甲" * 500 + "\n" + "|-" * 500 + "\n",
    "table-uneven": "| 甲 |\n| --- | --- | --- |\n| 乙 | 丙 |",
    "paragraph-too-long": "甲" * 20_001,
    "headings": "\n\n".join("### 甲" for _ in range(300)),
    "headings-too-many": "\n\n".join("### 甲" for _ in range(1_001)),
    "template": "{{ config }} {% raw %} ${x} #{x} <%= x %>",
    "references": "&#x202E;&zwnj;&#0;&#xD800;&#x110000;&#99999999;&nosuch;",
    "placeholder": "某某 XX 科室",
    "half-width": "甲,乙;丙",
    "space": "甲 乙",
    "unpaired": "“甲（乙",
    "definition": "甲\n\n:   乙\n\n    :   丙",
    "admonition-odd": "!!! 甲 乙 丙\n\n!!!\n\n??? note",
    "tasks-odd": "- [y] 甲\n- [ 乙\n- [x]丙",
    "footnote": "甲[^1]\n\n[^1]: 乙",
    "abbreviation": "*[甲]: 乙",
    "setext": "甲\n===\n\n乙\n---",
    "line-of-marks": "#" * 300,
}  # fmt: skip
