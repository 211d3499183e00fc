"""Strings that try to break out of an output: as an article's text, title, path or a model's answer."""

TERMINAL = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "\x1bc\x1b[2J\x1b[H gone",
    "\x9b31m \x9d0;title\x9c C1 controls",
    "bell\x07 back\x08space null\x00 delete\x7f",
    "over\rwritten\r\nlines\nand\vmore\fbreaks\x85here",
    "line\u2028and paragraph\u2029separators",
    "user\u202egnp.exe\u202c \u2066isolated\u2069 \u200emarks\u200f \u061c",
    "zero\u200bwidth\u200djoin\u200cer\u2060s\ufeff soft\xadhyphen",
    "tag \U000e0041\U000e007f characters",
    "lone \ud800 surrogates \udcff",
    "[bold red]markup[/] [link=http://evil.example]click[/link] [/nothing] [3]",
    ":bomb: :skull:",
)
"""What a terminal, or rich, would obey."""

MARKDOWN = (
    "![image](http://evil.example/pixel.png)",
    "[link](javascript:alert(1)) [ref][1] [3] [^1] [[wiki]]",
    "[1]: http://evil.example",
    "<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- comment --> <?php ?> <![CDATA[ ]]>",
    "<http://evil.example> <a@evil.example>",
    "http://evil.example/path https://localhost/x ftp://evil.example //evil.example/x",
    "www.evil.example WWW.EVIL.COM www.123.com evil.com sub.evil.co.uk 例え.jp",
    "write to a@evil.com, b.c+d@evil.com. mailto:e@evil.com xmpp:f@evil.com/x @name a@b@evil.com @@evil.com é@evil.com g@.evil",
    "&lt;b&gt; &#60; &copy; &amp;amp; AT&T",
    "# heading #",
    "###### deep ######",
    "> quotation",
    "- list",
    "-",
    "+ list",
    "* list",
    "1. ordered",
    "123456789) ordered",
    "- [x] task",
    "---",
    "- - -",
    "***",
    "===",
    "    indented code",
    "\tindented code",
    "```\nfenced\n```",
    "~~~ fenced",
    "`code` ``two`` \\`not",
    "*emphasis* **strong** _also_ __and__ ~~struck~~ ~once~ snake_case_word",
    "| a | b |\n|---|---|\n| c | d |",
    "a | b\n--- | ---",
    "|---|",
    ":-: ",
    "text\n===\nmore\n---",
    "text\n\n# heading\n\n- list\n\n<div>\n\nend",
    "$x$ $$y$$ costs $5 to $6",
    "trailing backslash \\",
    "two trailing spaces  \nhard break\\\nhere",
    "`a@evil.com` \\`b@evil.com\\` \\",
    ": definition ::: container",
    '{{7*7}} {% raw %} ${x} </article> {"json": true}',
)
"""What a Markdown renderer would obey."""

HTML = (
    "</title><script>alert(1)</script>",
    "</style></script><script>alert(1)</script><!--",
    "<img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "\"><b onmouseover='alert(1)' style=position:fixed>",
    "' autofocus onfocus=alert(1) x='",
    "<base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example><link rel=stylesheet href=//evil.example>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><form action=//evil.example><button>x</button></form>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\u2028alert(1)\u2029//",
    "{{ policy }} {% include 'style.css' %}",
)
"""What a browser, or a template engine, would obey."""

ORDINARY = (
    "",
    " ",
    "Plain words, U.S. dollars (3.5%) and 1.2.3; a.m. or p.m.? Yes!",
    "漢字かな交じり文と한국어 mixed with latin",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 e\u0301 👩🏽 🇪🇺",
    "x" * 300,
    "《" * 90,
)
"""What must come through as it is."""

ALL = TERMINAL + MARKDOWN + ORDINARY
