"""HTML pages: the main text, and what the markup states."""

import pytest

from briefer.articles import parse
from briefer.errors import ArticleError

FIRST = "The ferry struck the reef before dawn on Friday, the coastguard said."
SECOND = "Nobody was hurt, it added, and the cause is not known."


def page(head="", body=f"<p>{FIRST}</p><p>{SECOND}</p>"):
    return (
        f"<!DOCTYPE html><html><head><title>Ferry sinks | Quay Courier</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>Ferry sinks</h1>{body}</article><footer>© 2031</footer></body></html>"
    )


def article(html, suffix=".html"):
    return parse(html.encode(), shown="a.html", suffix=suffix)


def sentences(made):
    return [made.text[start:end] for start, end in made.sentences]


def test_the_text_is_the_article_and_the_title_is_metadata():
    made = article(page())
    assert (made.title, sentences(made)) == ("Ferry sinks", [FIRST, SECOND])


@pytest.mark.parametrize("title", ["Ferry sinks | Quay Courier", "Ferry sinks - By Mara Venn", "Ferry sinks"])
def test_the_title_is_without_what_stands_behind_the_heading(title):
    head = f'<meta property="og:title" content="{title}">'
    assert (
        article(page(head).replace("<title>Ferry sinks | Quay Courier</title>", f"<title>{title}</title>")).title
        == "Ferry sinks"
    )


def test_the_title_is_without_the_name_of_the_site():
    head = '<meta property="og:title" content="Ferry sinks - again - BNN"><meta property="og:site_name" content="BNN">'
    assert article(page(head).replace("<h1>Ferry sinks</h1>", "")).title == "Ferry sinks - again"


def test_a_page_has_the_path_of_its_file_and_no_address():
    made = article(page('<link rel="canonical" href="https://quay.example/ferry">'))
    assert (made.path, made.url) == ("a.html", None)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2031-03-14T08:05:33+01:00">', "2031-03-14T08:05"),
        ('<meta name="date" content="2031-03-14">', "2031-03-14"),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2031-03-14"}]}</script>', "2031-03-14"),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<meta property="article:modified_time" content="2031-03-15">', None),
        ('<link rel="canonical" href="https://quay.example/2031/03/14/ferry">', None),
    ],
)
def test_the_date_is_what_the_markup_states_and_never_guessed(head, published):
    assert article(page(head, f"<p>{FIRST} It had sailed on 3 May 2029.</p><p>{SECOND}</p>")).published == published


def test_the_outlet_is_the_name_of_the_site():
    assert article(page('<meta property="og:site_name" content="Quay Courier">')).outlet == "Quay Courier"


def test_the_name_of_a_host_is_no_outlet():
    html = page('<link rel="canonical" href="https://quay.example/ferry">').replace(" | Quay Courier", "")
    assert article(html).outlet is None


def test_a_visible_date_line_counts_where_the_markup_has_none():
    made = article(page(body=f"<p>14 March 2031</p><p>{FIRST}</p><p>{SECOND}</p>"))
    assert (made.published, sentences(made)) == ("2031-03-14", [FIRST, SECOND])


def test_a_quotation_and_a_list_are_part_of_the_article():
    made = article(
        page(body=f"<p>{FIRST}</p><blockquote>“We swam.”</blockquote><ul><li>One is missing.</li></ul><p>{SECOND}</p>")
    )
    assert sentences(made) == [FIRST, "“We swam.”", "One is missing.", SECOND]


def test_references_to_no_character_become_replacement_characters():
    made = article(page(body=f"<p>{FIRST} &#xD83D;&#0;&#x1F600;</p><p>{SECOND}</p>"))
    assert "\ufffd\ufffd😀" in made.text


def test_a_lone_surrogate_in_a_title_is_replaced():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A \\ud83d ferry", "name": "A \\ud83d ferry"}</script>'
    made = article(page(head).replace("<h1>Ferry sinks</h1>", "").replace("Ferry sinks | Quay Courier", ""))
    assert "\ud83d" not in (made.title or "")
    assert made.model_dump_json()


def test_html_is_read_as_such_whatever_its_name():
    assert sentences(article(page(), ".txt")) == [FIRST, SECOND]


def test_a_declaration_of_xml_or_of_another_encoding_does_no_harm():
    assert "café" in article('<?xml version="1.0" encoding="iso-8859-1"?>' + page(body=f"<p>{FIRST} A café.</p>")).text


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<html><body><nav><a href='/'>Home</a> <a href='/w'>Weather</a></nav></body></html>",
        "<html><body><div id=root></div><script>start()</script></body></html>",
        "<html><body><h1>Log in</h1><form><label>Name</label><input></form><p>Please enable scripts.</p></body></html>",
        "<html><body>" + "<div>" * 20_000,
        "<" * 5_000,
        "no tags here",
    ],
)
def test_a_page_without_an_article_is_one_clear_line(html):
    with pytest.raises(
        ArticleError, match=r"^a\.html: no article in this page; save the article's own page, or its text as \.txt$"
    ):
        article(html)
