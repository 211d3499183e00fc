"""Untrusted text made harmless, one function for each medium it is written into.

Article text, titles, file names and everything a model returns may try to move the cursor, reverse the reading order,
load an image or run a script. Nothing here depends on where in a line the text will stand.
"""

import re

_LINE_BREAK = re.compile("\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
_LINE_END = re.compile("\r\n|[\v\f\r\x85\u2028\u2029]")
_BACKTICKS = re.compile("`+")
_SPACES = re.compile(" {2,}")

# Characters that reorder what follows them, and halves of characters (a file name that is not UTF-8 has them).
_REORDERING = r"\u202a-\u202e\u2066-\u2069"
_SURROGATES = r"\ud800-\udfff"
# Characters without a picture: soft hyphen, directional marks, zero-width characters, byte order mark, tags.
_INVISIBLE = (
    r"\xad\u061c\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_SHOWN_IN_LINES = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_REORDERING}{_SURROGATES}]")
_SHOWN = re.compile(rf"[\x00-\x1f\x7f-\x9f{_REORDERING}{_SURROGATES}]")
_DROPPED = re.compile(f"[{_INVISIBLE}]")
_SURROGATE = re.compile(f"[{_SURROGATES}]")
# JSON has escaped the controls below U+0020 inside its strings already; those outside are its own line ends.
_JSON_ESCAPED = re.compile(rf"[\x7f-\x9f\u2028\u2029{_REORDERING}{_INVISIBLE}]")

_MARKDOWN = re.compile(
    # Backslashes stop no e-mail link and no mention on GitHub: only a code span does. A word is tried once, at its
    # beginning, or a long one would cost the square of its length.
    r"(?P<address>(?<![\w.+-])[\w.+-]*(?:@[\w.-]*\w)+)"
    r"|(?P<active>[\\`*_\[<>|~]"
    r"|&(?=\#?\w+;)"  # an entity
    r"|(?<=/)/"  # http://, or a link without a scheme
    r"|(?<=\w)\.(?=[^\W\d_]{2})|(?<=www)\."  # a bare domain
    r"|\$(?!\d)"  # a formula, which never ends before a digit
    r"|(?<!\S)\#)",  # a heading, or what closes one
    re.IGNORECASE,
)
# Something in a text that the above may match. Most have nothing of the kind, and this is seen seven times as fast.
_MARKDOWN_HINT = re.compile(r"[\\`*_\[<>|~&@$#]|//|\.[^\W\d_]|www\.", re.IGNORECASE)
# What opens a block at the beginning of a text: a list, a rule, the line under a heading, a fenced block.
_MARKDOWN_OPENING = re.compile(r"^(?P<before>\d{0,9})(?P<active>(?<=\d)[.)](?=\s|$)|(?<!\d)[-+=:](?=[\s=:-]|$))")


def terminal_safe(text: str) -> str:
    r"""``text`` as one line that no terminal obeys: what you see is what it holds.

    Line breaks and tabs become spaces. Controls (C0, DEL, C1), characters that reorder the line and lone surrogates are
    shown as Python would write them (``\x1b``, ``\u202e``). Invisible characters (zero-width, directional marks, soft
    hyphens, tags) are left out.
    """
    if text.isascii() and text.isprintable():
        return text
    return _DROPPED.sub("", _SHOWN.sub(_written_out, _LINE_BREAK.sub(" ", text)))


def lines_safe(text: str) -> str:
    """``text`` as ``terminal_safe`` makes it, but in its own lines, all ended alike, with its tabs.

    For HTML, where every string goes through here before it is escaped.
    """
    return _DROPPED.sub("", _SHOWN_IN_LINES.sub(_written_out, _LINE_END.sub("\n", text)))


def one_line(text: str) -> str:
    """``terminal_safe`` text without surrounding or repeated spaces."""
    return _SPACES.sub(" ", terminal_safe(text)).strip()


def markdown_safe(text: str) -> str:
    """``text`` as one line of Markdown that is nothing but that text, at the beginning of a block or inside one.

    Holds for CommonMark and GitHub's flavour: no link, image, HTML, entity, heading, list, quotation, table, emphasis,
    strikethrough or formula comes of it. The one visible change is that addresses and handles (``a@example.com``,
    ``@name``) are set as code, since nothing else keeps GitHub from making them links. Control and reordering
    characters are treated as in ``terminal_safe``.
    """
    safe = one_line(text)
    if _MARKDOWN_HINT.search(safe):
        safe = _MARKDOWN.sub(_inert, safe)
    return _MARKDOWN_OPENING.sub(r"\g<before>\\\g<active>", safe)


def markdown_code(text: str) -> str:
    """``text`` as one line of code in Markdown, whatever backticks it holds; nothing for nothing."""
    code = one_line(text)
    fence = "`" * (max(map(len, _BACKTICKS.findall(code)), default=0) + 1)
    padding = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{padding}{code}{padding}{fence}" if code else ""


def json_safe(document: str) -> str:
    r"""A JSON document, equal when parsed, in which control, reordering and invisible characters are ``\u`` escapes."""
    return _JSON_ESCAPED.sub(_json_escape, document)


def without_surrogates(document: str) -> str:
    """``document`` with each lone surrogate, which UTF-8 cannot hold, replaced by U+FFFD; its length stays."""
    return _SURROGATE.sub("\ufffd", document)


def _written_out(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def _inert(match: re.Match[str]) -> str:
    return f"`{match['address']}`" if match["address"] else f"\\{match['active']}"


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
