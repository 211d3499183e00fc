"""Who is credited with what in a text of a few sentences, as a test reads it."""

from briefer.articles import parse
from briefer.briefing import Article
from briefer.draft import attributions

LEAD = "Some news of the day\n\n"


def article(text: str) -> Article:
    return parse((LEAD + text + "\n").encode(), shown="a.txt", suffix=".txt")


def says(text: str) -> list[tuple[str, str]]:
    """Name of the speaker and words of the content, of every credit."""
    read = article(text)
    return [
        (credit.speaker.name, " … ".join(read.text[start:end] for start, end in credit.attribution.contents))
        for credit in attributions(read)
        if credit.speaker is not None and credit.speaker.plausible
    ]


def speakers(text: str) -> list[str]:
    return [name for name, _ in says(text)]
