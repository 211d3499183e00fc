import json
import re
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hostile import ALL, ORDINARY
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefer.render.escape import json_safe, markdown_code, markdown_safe, one_line, terminal_safe

OBEYED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
fragments = st.one_of(
    st.sampled_from(
        ["http://", "www.", "a.com", "a@b.com", "](", "![", "<b>", "&lt;", "1. ", "---", "``", "\n", "    "]
    ),
    st.text(alphabet="\\`*_[]()<>&#+-.!|~=:@/$^'\" \n\tax1é"),
    st.text(),
)
texts = st.lists(fragments, max_size=8).map("".join)
CONTEXTS = ["{}", "- {}", "- **C1** {}", "# {}", "### {}", "first line\n{}", "- first line\n  {}", "- [3] {}"]


class _Html(HTMLParser):
    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.words = [], ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.words += data


def on_github(source):
    page = cmarkgfm.github_flavored_markdown_to_html(
        source, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    )
    html = _Html(page)
    return html.tags, html.words.rstrip("\n")


def in_commonmark(source):
    page = MarkdownIt("gfm-like", {"html": True, "linkify": True}).render(source)
    html = _Html(page)
    return html.tags, html.words.rstrip("\n")


def assert_only_text(context, text):
    for render in (on_github, in_commonmark):
        tags, words = render(context.format(markdown_safe(text)))
        expected_tags, expected_words = render(context.format("WORD"))
        assert [tag for tag in tags if tag != "code"] == expected_tags
        if one_line(text):
            assert words == expected_words.replace("WORD", one_line(text))


@pytest.mark.parametrize("text", [text for text in ALL if one_line(text)])
@pytest.mark.parametrize("context", CONTEXTS)
def test_a_hostile_text_renders_as_its_own_words_and_nothing_else(context, text):
    assert_only_text(context, text)


@given(context=st.sampled_from(CONTEXTS), text=texts.filter(one_line))
@settings(max_examples=300)
def test_any_text_renders_as_its_own_words_and_nothing_else(context, text):
    assert_only_text(context, text)


@given(texts)
def test_any_text_set_as_code_is_one_code_span(text):
    for render in (on_github, in_commonmark):
        tags, words = render("path " + markdown_code(text))
        assert tags == (["p", "code"] if one_line(text) else ["p"])
        assert words.split() == ("path " + one_line(text)).split()


@pytest.mark.parametrize(
    "text", ["In 2022, 3.5% of U.S. voters (AT&T's) paid $5; e.g. 1.2 km? Yes! It's “so”.", "漢字。かな"]
)
def test_ordinary_prose_is_the_same_in_markdown(text):
    assert markdown_safe(text) == text


@given(texts)
def test_no_text_sends_a_terminal_a_control_or_reordering_character(text):
    assert not OBEYED.search(terminal_safe(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("\x9b", r"\x9b"),
        ("a\u202eb", r"a\u202eb"),
        ("a\udcffb", r"a\udcffb"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_a_control_is_shown_written_out_and_an_invisible_character_left_out(text, shown):
    assert terminal_safe(text) == shown


@pytest.mark.parametrize("text", [text for text in ORDINARY if text.strip() and "\n" not in text])
def test_ordinary_text_is_the_same_on_a_terminal(text):
    assert terminal_safe(text) == text


@given(st.text())
def test_escaping_json_changes_no_value_and_leaves_nothing_invisible(text):
    document = json_safe(json.dumps({text: text}, ensure_ascii=False))
    assert json.loads(document) == {text: text}
    assert not OBEYED.search(document)
