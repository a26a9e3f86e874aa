"""Hostile texts, seeded: what people, files and other programs might write to harm or confuse."""

from __future__ import annotations

import random
from collections.abc import Callable

LONG = 100_000
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
TAG_FLAG = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
ZALGO = "".join(chr(0x300 + n) for n in range(0x6F))
MARKUP = (
    '<img src="http://127.0.0.1:{port}/{n}.png">',
    "<img src=http://127.0.0.1:{port}/{n}.png>",
    '<img src="http://[::1]:{port}/{n}.png" onerror="alert(1)">',
    "<style>@import url(http://127.0.0.1:{port}/{n}.css);</style>hello",
    '<link rel="stylesheet" href="http://127.0.0.1:{port}/{n}.css">hello',
    '<a href="http://127.0.0.1:{port}/{n}">click</a>',
    '<table width=5000 bgcolor=red><tr><td background="http://127.0.0.1:{port}/{n}">x</table>',
    '<body background="http://127.0.0.1:{port}/{n}"><h1>HUGE</h1>',
    '<p style="background-image:url(http://127.0.0.1:{port}/{n})">hello</p>',
    '<iframe src="http://127.0.0.1:{port}/{n}"></iframe><script src=//127.0.0.1:{port}></script>',
    '<object data="file:///etc/passwd"></object><embed src="http://127.0.0.1:{port}/{n}">',
    "<qt><b>bold</b><br/><hr><font size=7 color=white>white</font>",
    "<!DOCTYPE html><html><head><title>t</title></head><body>whole page",
    "<?xml version='1.0'?><svg xmlns='http://w3.org/2000/svg'><image href='//[::1]:{port}'/>",
    '"><svg/onload=fetch("http://127.0.0.1:{port}/{n}")>',
    "</style></title></textarea></script><img src=//127.0.0.1:{port}/{n}>",
    "]]><!-- --><b>",
    "![picture](http://127.0.0.1:{port}/{n}.png) [link](javascript:alert(1)) **bold** `code`",
    "&lt;b&gt; &amp;amp; &#60;img src=http://127.0.0.1:{port}/{n}&#62; &nbsp;&zwnj;&bull;",
)
ADDRESSES = (
    "see http://127.0.0.1:{port}/{n} and http://[::1]:{port}/{n}",
    "file:///etc/passwd file://127.0.0.1:{port}/share \\\\127.0.0.1\\share",
    "javascript:alert(1) vbscript:x data:text/html,<script>1</script> qrc:/x about:blank",
    "https://\u0430pple.com/ https://x.com@127.0.0.1:{port}/ http://127.0.0.1:{port}\u202e/moc.x",
)
WRITING = (
    "\u202egnp.exe tfel ot thgir\u202c \u2066\u2067isolated \u200frtl \u202anever closed",
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd mixed 123 \u0627\u0644\u0639",
    "".join(letter + ZALGO for letter in "zalgo"),
    "\ufdfd" * 60 + "\u2e3b" * 60,
    "\u0e01\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49" * 30,
    "\u6f22\u5b57" * 150,
    (FAMILY + TAG_FLAG) * 40,
    "\ue000\uf8ff\U000f0000\ufffe\uffff\ufdd0\U0010ffff private",
    "".join(chr(n) for n in range(1, 0xA0)),
    "\0nul\0 \ud800 lone \udfff surrogates \ud83d",
    "line\u2028line\u2029paragraph\x0bvertical\x0cform\x85next\rreturn",
    "\ttabs\t" * 200,
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164\u115f",
    "\u00a0",
    "\u3164",
)
ORDERS = (
    "\x1b[31mred\x1b]0;title\x07\x1b[2J\x9b31m\x1b]8;;http://127.0.0.1:{port}\x07link",
    "%s %n %d {{0}} {{}} {{name}} ${{HOME}} $(id) `id` %1 %2 %L1",
    "../../etc/passwd C:\\CON /dev/null .. \0.png",
    "'; DROP TABLE messages; -- \" OR 1=1",
    'from:" NEAR( AND OR NOT * ^ - : (( "unclosed',
    "&File &&x _y &",
    "=cmd|' /C calc'!A0 @SUM(1) +1 -1",
    "{{variable}} {{#if}} {{{{7*7}}}}",
)
LONGEST: tuple[Callable[[], str], ...] = (
    lambda: "w" * LONG,
    lambda: "word " * (LONG // 5),
    lambda: "\n" * LONG,
    lambda: "\U0001f600" * LONG,
    lambda: "a" + "\u0301" * LONG,
    lambda: FAMILY * (LONG // 7),
    lambda: "\u202e" * LONG,
    lambda: "<b>" * (LONG // 3),
    lambda: "&" * LONG,
    lambda: "http://127.0.0.1/" + "a" * LONG,
    lambda: "@shop " * (LONG // 6),
    lambda: "\u0645" * LONG,
    lambda: "\u6f22" * LONG,
    lambda: "\t" * LONG,
)
SHORT = (*MARKUP, *ADDRESSES, *WRITING, *ORDERS)


def hostile(count: int, seed: int, port: int) -> list[str]:
    """Return `count` texts: each kind once, then mixtures of them; the longest are few."""
    luck = random.Random(seed)
    plain = [_filled(text, port, n) for n, text in enumerate(SHORT)]
    longest = [make() for make in LONGEST]
    texts = [text for pair in zip(plain, [*longest, *plain], strict=False) for text in pair]
    texts = list(dict.fromkeys([*texts, *plain]))
    while len(texts) < count:
        parts = luck.sample(plain, luck.randint(2, 4))
        glue = luck.choice(("", " ", "\n", "\u2028", "\u202e", "<br>"))
        texts.append(glue.join(parts))
    return texts[:count]


def _filled(text: str, port: int, number: int) -> str:
    return (
        text.replace("{port}", str(port))
        .replace("{n}", str(number))
        .replace("{{", "{")
        .replace("}}", "}")
    )
