import base64
import hashlib
import re
from dataclasses import replace

import lxml.html
import pytest
from builders import make_article, make_briefing, make_claim, make_source, make_text, story_briefing
from digest_story import drafted
from hostile import ALL, HTML, MARKDOWN, TERMINAL
from hypothesis import given
from hypothesis import strategies as st
from long_article import WORDS, long_briefing
from tampering import tampered, tampered_digest

from briefer.digest.held import held
from briefer.digest.making import make_digest
from briefer.render.escape import lines_safe
from briefer.render.html.digest import digest_page
from briefer.render.html.index import Failure, card, index
from briefer.render.html.marks import paragraphs
from briefer.render.html.page import page
from briefer.render.json import to_json


def read(document):
    return lxml.html.document_fromstring(document)


def words(element):
    return " ".join(element.text_content().split())


def vocabulary(document):
    """Every element with the names of its attributes."""
    return {(each.tag, *sorted(each.attrib)) for each in read(document).iter() if isinstance(each.tag, str)}


def visible_text(document):
    """Everything that stands in the page but our style and script."""
    return re.sub(r"<(style|script)>.*?</\1>", "", document, flags=re.DOTALL)


def hostile_page(text):
    return page(tampered(text))


def hostile_index(text):
    return index([card(tampered(text), "a.html")], [Failure(text, text)])


def hostile_digest(text):
    return digest_page(tampered_digest(text), {"A1": f"{text.encode('utf-8', 'ignore').decode()}.html"})


@pytest.fixture(scope="module")
def story():
    return read(page(story_briefing()))


# What is on the page


def test_the_headline_is_the_title_and_the_only_first_heading(story):
    assert story.findtext(".//title") == "Velmora says Ostrana armed the rebels of the Karsk valley"
    assert [words(each) for each in story.iter("h1")] == ["Velmora says Ostrana armed the rebels of the Karsk valley 1"]


def test_the_sections_stand_in_the_order_of_the_other_outputs(story):
    assert [words(each) for each in story.iter("h2")] == [
        "Bottom line",
        "Claims",
        "Denials",
        "Uncertainties",
        "Sources",
        "Key dates",
        "Checks",
        "Provenance",
    ]


def test_claims_stand_under_who_makes_them(story):
    claims = story.xpath("//section[@class='part'][h2='Claims']")[0]
    assert [words(each) for each in claims.iter("h3")] == ["S1 Velmora", "S2 Ilena Torvald", "S3 Two border guards"]
    assert claims.xpath(".//div[h3/span='Ilena Torvald']//li[contains(@class,'item')]/@id") == ["C2"]


def test_claims_in_the_articles_own_voice_stand_under_the_article():
    article = make_article()
    claims = (make_claim(article, "C1", "Crates crossed.", 2), make_claim(article, "C2", "Crates came back.", 3))
    shown = read(page(make_briefing(article, claims=claims)))
    assert [words(each) for each in shown.iter("h3")] == ["the article"]


def test_a_denial_is_drawn_to_what_it_denies_and_stands_beneath_it(story):
    [denial] = story.xpath("//li[@id='D1']")
    assert words(denial.find_class("drawn")[0]) == (
        "flatly denied: C1 Ostrana sent mortars to the rebels in the Karsk valley."
    )
    assert denial.xpath(".//*[@class='drawn']//a/@href") == ["#C1"]
    assert story.xpath("//li[@id='C1']//ul[@class='beside']//a/@href") == ["#D1", "#s5"]


def test_uncertainties_stand_by_kind_and_lead_to_what_they_are_about(story):
    uncertainties = story.xpath("//section[@class='part'][h2='Uncertainties']")[0]
    assert [words(each) for each in uncertainties.iter("h3")] == ["Undisclosed", "Hedged"]
    assert uncertainties.xpath(".//li[@id='U1']//p[@class='detail']/a/@href") == ["#C3"]


def test_quarantine_and_uncited_cues_are_shown(story):
    checks = words(story.xpath("//section[@class='part'][h2='Checks']")[0])
    assert "1 item quarantined; 1 cue left uncited." in checks
    assert "no sentence 9 in the article" in checks
    assert "“declined” is cited by no item of denials" in checks


def test_provenance_says_what_the_guard_put_back(story):
    [reason] = story.xpath("//dt[.='Put back to the article’s words: C2']/following-sibling::dd[1]")
    assert words(reason) == "adds a number"


def test_each_cited_sentence_is_marked_by_what_cites_it(story):
    marks = {
        sentence.get("id"): [words(mark) for mark in sentence.find_class("mark")]
        for sentence in story.find_class("cited")
    }
    assert marks == {
        "s1": ["headline"],
        "s2": ["C1", "S1", "bottom line"],
        "s3": ["C2", "K1", "S2"],
        "s4": ["U1", "C3", "S3", "S4"],
        "s5": ["D1", "S5", "bottom line"],
        "s6": ["U2", "uncited cue"],
    }


def test_an_item_can_be_found_by_its_sources_and_their_relays(story):
    assert story.xpath("//li[@id='C3']/@data-by") == ["S3 S4"]
    assert story.xpath("//select[@id='by-source']/option/@value") == ["", "S1", "S2", "S3", "S4", "S5"]


def test_a_warning_is_shown(story):
    assert "the draft stands for summary (refused)" in words(story.find_class("warning")[0])


def test_the_whole_article_is_on_the_page_nothing_left_out():
    briefing = long_briefing()
    article = read(page(briefing)).get_element_by_id("article")
    for mark in article.find_class("marks"):
        mark.drop_tree()
    assert words(article) == " ".join(lines_safe(briefing.article.text).split())


def test_the_article_is_marked_with_its_language_and_the_page_with_ours():
    foreign = make_article(language="ar")
    shown = read(page(make_briefing(foreign)))
    assert shown.get("lang") == "en"
    assert set(shown.xpath("//section[@id='article']/p/@lang")) == {"ar"}
    assert set(shown.xpath("//section[@id='article']/p/@dir")) == {"auto"}


def test_the_address_of_an_article_is_a_link_only_if_it_is_a_web_address():
    def links(url):
        return read(page(make_briefing(make_article(path=None, url=url)))).xpath("//p[@class='origin']/a/@href")

    assert links("https://news.example/a?b=1&c=2") == ["https://news.example/a?b=1&c=2"]
    for other in ("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[x"):
        assert links(other) == []


def test_a_sentence_number_without_a_sentence_is_no_link():
    shown = read(page(tampered("Plain words.")))
    assert "[99]" in words(shown)
    assert "#s99" not in shown.xpath("//@href")


# Links


@pytest.mark.parametrize("make", [hostile_page, hostile_digest])
@pytest.mark.parametrize("text", ["Plain words.", *HTML, "C1", "s1", "headline", "status", "__proto__"])
def test_every_link_leads_somewhere_and_no_two_elements_share_an_id(make, text):
    shown = read(make(text))
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = [link[1:] for link in shown.xpath("//@href") if link.startswith("#")]
    assert inside
    assert set(inside) <= set(ids)


def test_an_item_of_an_added_section_that_is_called_like_a_claim_does_not_take_its_place():
    briefing = story_briefing()
    [item] = briefing.sections["key_dates"]
    shown = read(page(briefing.model_copy(update={"sections": {"key_dates": (item.model_copy(update={"id": "C1"}),)}})))
    assert [words(each.find_class("text")[0]) for each in shown.xpath("//*[@id='C1']")] == [
        "Ostrana sent mortars to the rebels in the Karsk valley."
    ]


# Nothing gets in, nothing gets out


@pytest.mark.parametrize("make", [hostile_page, hostile_index, hostile_digest])
@pytest.mark.parametrize("text", [*ALL, *HTML])
def test_whatever_the_text_the_page_holds_only_the_elements_that_we_wrote(make, text):
    # Only an article's own web address is a link out of the page, and an unknown language has no attribute.
    known = set().union(*map(vocabulary, map(make, ("Plain words.", "Plain.\n\nWords.", "https://news.example/a"))))
    assert vocabulary(make(text)) <= known


@pytest.mark.parametrize("text", [*TERMINAL, *MARKDOWN, *HTML])
@pytest.mark.parametrize("make", [hostile_page, hostile_index, hostile_digest])
def test_no_character_that_acts_unseen_reaches_the_page(make, text):
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff\ud800-\udfff]",
        visible_text(make(text)),
    )


@pytest.mark.parametrize(
    "document", [page(story_briefing()), index([card(story_briefing(), "a.html")]), digest_page(drafted())]
)
def test_the_policy_allows_our_style_and_script_and_nothing_else(document):
    shown = read(document)
    [policy] = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == "'none'"
    for tag in ("style", "script"):
        found = re.findall(f"<{tag}>(.*?)</{tag}>", document, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in found]
        assert rules.pop(f"{tag}-src", "").split() == [f"'sha256-{each}'" for each in hashes]
    assert rules == {
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_the_policy_comes_before_anything_that_it_governs():
    head = page(story_briefing()).split("<body")[0]
    assert head.index("Content-Security-Policy") < head.index("<title>") < head.index("<style>")


def test_a_page_loads_nothing():
    document = page(story_briefing()) + index([card(story_briefing(), "a.html")]) + digest_page(drafted())
    assert not re.search(r"\bsrc\s*=|url\(|@import|https?://|\bstyle=|\son\w+\s*=", document)


def test_a_page_for_a_long_article_weighs_little_more_than_its_json():
    briefing = long_briefing()
    assert len(briefing.article.text.split()) >= WORDS
    assert len(page(briefing).encode()) < 1.5 * len(to_json(briefing).encode()) + 60_000


# The article's text


@given(
    text=st.text(alphabet="ab. \n\r\t\u202e", max_size=60),
    cuts=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=6),
)
def test_paragraphs_hold_the_text_in_order_whatever_the_sentences(text, cuts):
    spans = tuple(sorted((min(at, len(text)), min(at + size, len(text))) for at, size in cuts))
    shown = paragraphs(make_article(text, sentences=spans), {})
    joined = " ".join("".join(lines_safe(piece.text) for piece in each) for each in shown)
    assert "".join(joined.split()) == "".join(lines_safe(text).split())
    assert [piece.number for each in shown for piece in each if piece.number] == list(range(1, len(spans) + 1))


def test_a_blank_line_ends_a_paragraph_and_a_line_end_does_not():
    shown = paragraphs(make_article("One.\nTwo.\n\nThree."), {})
    assert [[piece.text for piece in each] for each in shown] == [["One.", "\n", "Two."], ["Three."]]


def test_without_blank_lines_every_line_end_ends_a_paragraph():
    shown = paragraphs(make_article("One.\r\nTwo."), {})
    assert [[piece.text for piece in each] for each in shown] == [["One."], ["Two."]]


# The index


@pytest.fixture(scope="module")
def listing():
    article = make_article("One. Two.", title=None, outlet=None, published=None, path="b.txt")
    quiet = make_briefing(
        article,
        headline=make_text(article, "Quiet day", 1),
        sources=(make_source(article, "S1", "Velmora", 1),),
        claims=(make_claim(article, "C1", "One.", 1, source="S1"), make_claim(article, "C2", "Two.", 2, source="S1")),
    )
    cards = [card(story_briefing(), "north/karsk #1.html"), card(quiet, "b:c.html")]
    return read(index(cards, [Failure("c.txt", "c.txt: is empty")]))


def test_the_index_leads_to_every_page_with_its_counts(listing):
    first, second, failed = listing.find_class("card")
    assert first.xpath(".//a/@href") == ["./north/karsk%20%231.html"]
    assert second.xpath(".//a/@href") == ["./b%3Ac.html"]
    assert (
        "3 claims (1 denied, 1 uncertain) · 1 denial · 2 uncertainties · 5 sources · 1 quarantined · 1 uncited cue"
        in (words(first))
    )
    assert "2 claims · 0 denials · 0 uncertainties · 1 source" in words(second)
    assert words(failed) == "c.txt c.txt: is empty"


def test_a_degraded_article_is_told_apart(listing):
    first, second, _ = listing.find_class("card")
    assert [words(badge) for badge in first.find_class("badge")] == ["degraded"]
    assert second.find_class("badge") == []


def test_each_picture_is_told_in_words(listing):
    pictures = listing.xpath("//*[@role='img']")
    told = []
    for picture in pictures:
        title, desc = (listing.get_element_by_id(each) for each in picture.get("aria-labelledby").split())
        assert (title.tag, desc.tag) == ("title", "desc")
        told.append((words(title), words(desc)))
    assert told == [
        ("Claims by status", "asserted: 3 of 5; uncertain: 1 of 5; denied: 1 of 5"),
        (
            "Claims by source",
            "Velmora: 3 (1 denied); Ilena Torvald: 1; Two border guards: 1 (1 uncertain)",
        ),
    ]


def test_a_bar_is_as_wide_as_its_claims_are_many(listing):
    [picture] = listing.xpath("//*[@role='img'][.//title='Claims by source']")
    parts = [(part.get("class"), part.get("x"), part.get("width")) for part in picture.iter("rect")]
    assert [part for part in parts if part[0] != "ground"] == [
        ("denied", "0.00%", "33.33%"),
        ("asserted", "33.33%", "66.67%"),
        ("asserted", "0.00%", "33.33%"),
        ("uncertain", "0.00%", "33.33%"),
    ]


def test_many_sources_are_told_in_one_line():
    article = make_article()
    sources = tuple(make_source(article, f"S{n}", f"Source {n:02}", 1) for n in range(1, 21))
    claims = tuple(make_claim(article, f"C{n}", "One.", 1, source=f"S{n}") for n in range(1, 21))
    document = read(index([card(make_briefing(article, sources=sources, claims=claims), "a.html")]))
    assert "8 other sources: 8" in words(document)


def test_an_index_of_nothing_is_still_a_page():
    assert "0 articles" in words(read(index([])))


def test_the_index_leads_to_the_digest_where_there_is_one():
    assert "./digest.html" in read(index([], digest="digest.html")).xpath("//a/@href")
    assert read(index([])).xpath("//a/@href") == []


# The digest: the drafts of five articles on one story


@pytest.fixture(scope="module")
def digest():
    return read(digest_page(drafted(), {"A1": "north/wire #1.html"}))


def test_a_digest_has_the_sections_of_its_other_outputs(digest):
    assert words(digest.find(".//h1")) == digest.findtext(".//title") == "Digest of 5 articles"
    assert [words(each) for each in digest.xpath("//section[@id='digest']//h2")] == [
        "Bottom line",
        "Claims in several articles, denied or in doubt",
        "Claims in one article",
        "Denials",
        "Figures that differ",
        "Not known",
        "Answered since",
        "Timeline",
        "Sources",
        "Articles",
        "Provenance",
    ]


def test_a_digest_page_leaves_no_item_out(digest):
    found = drafted()
    listed = (found.claims, found.denials, found.conflicts, found.uncertainties, found.sources, found.articles)
    assert {each.id for items in listed for each in items} <= set(digest.xpath("//@id"))


def test_every_cited_sentence_stands_under_its_article_marked_by_what_cites_it(digest):
    [sentence] = digest.xpath("//*[@id='sA1:1']")
    assert words(sentence.getparent().getparent().find("h2")) == "A1 Cable car falls at Mount Aller, killing nine"
    cited = {(f"s{each.article}:{each.sentence}", " ".join(each.exact.split())) for each in drafted().all_evidence()}
    found = {(each.get("id"), words(each.find_class("words")[0])) for each in digest.find_class("cited")}
    assert found == cited
    for item in digest.find_class("item"):
        for cite in item.get("data-s").split():
            assert f"#{item.get('id')}" in digest.xpath(f"//*[@id='s{cite}']//a/@href")


def test_a_sentence_leads_to_the_page_of_its_article_where_there_is_one(digest):
    def target(cite):
        return digest.xpath(f"//*[@id='s{cite}']//a[@class='n']/@href")

    assert target("A1:3") == ["./north/wire%20%231.html#s3"]
    assert target("A3:1") == ["#sA3:1"]
    assert digest.xpath("//li[@id='A1']//a[.='Page of A1']/@href") == ["./north/wire%20%231.html"]


def test_a_denial_of_another_article_is_drawn_to_its_claim_and_stands_beneath_it(digest):
    denial = next(each for each in drafted().denials if each.across)
    [drawn] = digest.xpath(f"//li[@id='{denial.id}']//*[@class='drawn']")
    assert [link[1:] for link in drawn.xpath(".//a/@href")] == list(denial.denies)
    for claim in denial.denies:
        assert f"#{denial.id}" in digest.xpath(f"//li[@id='{claim}']/ul[@class='beside']//a/@href")


def test_the_sides_of_a_conflict_stand_side_by_side_each_with_its_sentence(digest):
    sides = digest.xpath("//li[@id='X1']/ul[@class='inside']/li")
    assert [words(side).split()[0] for side in sides] == ["9:", "11:", "since"]
    assert [side.xpath("./a[@class='n']/@href") for side in sides] == [["#sA1:1"], ["#sA3:1"], ["#sA5:5"]]


def test_a_step_of_the_timeline_leads_to_its_article_and_to_what_it_adds(digest):
    steps = digest.find_class("step")
    assert [step.find_class("id")[0].get("href") for step in steps] == ["#A1", "#A2", "#A3", "#A4", "#A5"]
    assert "#X1" in steps[4].xpath(".//p[@class='detail']/a/@href")


def test_a_copy_and_an_article_that_credits_another_say_so(digest):
    assert "carries the text of A1" in words(digest.get_element_by_id("A2"))
    assert "credits A1 A3:8" in words(digest.get_element_by_id("A3"))


def test_words_of_an_article_in_another_language_are_marked_with_it():
    article = make_article("Die Brücke ist sicher.\n", language="de", title=None)
    claims = (make_claim(article, "C1", "Die Brücke ist sicher.", 1),)
    shown = read(digest_page(make_digest([held(make_briefing(article, claims=claims))])))
    assert shown.get("lang") == "en"
    assert shown.xpath("//li[@id='C1']//span[@class='text']/@lang") == ["de"]
    assert shown.xpath("//section[@id='evidence']//p/@lang") == ["de"]


def test_only_a_web_address_leads_out_of_a_digest():
    def links(url):
        [first, *_] = drafted().articles
        changed = drafted().model_copy(update={"articles": (replace(first, url=url),)})
        changed = changed.model_copy(
            update=dict.fromkeys(
                ("claims", "denials", "conflicts", "uncertainties", "sources", "timeline", "bottom_line", "reliances"),
                (),
            )
        )
        return read(digest_page(changed)).xpath("//p[@class='where']/a/@href")

    assert links("https://news.example/a?b=1&c=2") == ["https://news.example/a?b=1&c=2"]
    for other in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[x"):
        assert links(other) == []


def test_a_digest_of_nothing_is_still_a_page():
    assert "None found." in words(read(digest_page(make_digest([]))))
