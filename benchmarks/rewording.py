"""What is left of a small model's rewording of the draft's claims once the guard has seen it.

    python benchmarks/rewording.py           the embedded model, 21 articles of our own, two minutes
    python benchmarks/rewording.py -v        and every rewording, with what the guard finds in it

Each claim of more than ``LONG`` words is given to the model to be told shorter. Printed are how many rewordings are
shorter, how many of these the guard lets stand, and how much shorter the claims of a briefing would be.
"""

import argparse
import asyncio
import time
from collections.abc import Iterator

from guard import ARTICLES, article_at, common_words
from openai import AsyncOpenAI

from briefer.briefing import Briefing, Claim
from briefer.checks import faults
from briefer.lexicon import load
from briefer.llm.embedded import serve
from briefer.llm.endpoints import choose
from briefer.pipelines.draft import draft_now

SYSTEM = """You shorten one sentence of a news article. Keep who says it, every number, every "not" and every "may". \
Add nothing. Answer with the shorter sentence only.

Sentence: The ferry company, which runs four boats to the outer islands, said on Monday that it had not been told of \
the cracks before the inspection.
Shorter: The ferry company said it had not been told of the cracks before the inspection.

Sentence: “It may be years,” said Mara Venn, a hydrologist at the harbour office, when she was asked by reporters how \
long the repairs could take.
Shorter: Mara Venn said the repairs may take years."""
LONG = 20


def claims() -> Iterator[tuple[Briefing, Claim]]:
    for path in ARTICLES:
        briefing = draft_now(article_at(path))
        for claim in briefing.claims:
            if len(claim.statement.split()) > LONG:
                yield briefing, claim


async def reworded(client: AsyncOpenAI, statement: str) -> tuple[str, int, int]:
    """The model's wording, and its tokens in and out."""
    answer = await client.chat.completions.create(
        model="embedded",
        messages=[
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": f"Sentence: {statement}\nShorter:"},
        ],
        max_tokens=120,
        temperature=0,
    )
    used = answer.usage
    text = (answer.choices[0].message.content or "").strip()
    return text, used.prompt_tokens if used else 0, used.completion_tokens if used else 0


def finds(briefing: Briefing, claim: Claim, text: str) -> tuple[str, ...]:
    """What the guard finds in ``text`` put in the place of a claim's statement."""
    code = briefing.provenance.lexicon
    names = {source.id: (source.name, *source.aliases) for source in briefing.sources}
    chain = tuple(name for key in (claim.source, *claim.via) if key for name in names[key])
    found = faults(
        text,
        tuple(each.exact for each in claim.evidence),
        also=chain,
        common=common_words(briefing.article.text),
        lexicon=load(code) if code else None,
    )
    return tuple(map(str, found))


async def run(*, verbose: bool) -> None:
    chosen = choose(model="local", pipeline="assist", offline=True, environ={})
    assert chosen.endpoint is not None
    given = list(claims())
    longer = kept = words_before = words_after = tokens_in = tokens_out = 0
    async with (
        serve(chosen.endpoint, notice=print) as endpoint,
        AsyncOpenAI(base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0) as client,
    ):
        started = time.monotonic()
        for briefing, claim in given:
            text, sent, written = await reworded(client, claim.statement)
            tokens_in, tokens_out = tokens_in + sent, tokens_out + written
            words = len(claim.statement.split())
            found = finds(briefing, claim, text)
            shorter = 0 < len(text.split()) < words
            longer += not shorter
            stands = shorter and not found
            kept += stands
            words_before += words
            words_after += len(text.split()) if stands else words
            if verbose:
                print(f"{'STANDS' if stands else 'REFUSED' if shorter else 'NO SHORTER'} {'; '.join(found)}")
                print(f"    {claim.statement}\n    {text}", flush=True)
        seconds = (time.monotonic() - started) / len(given)
    print(
        f"claims of more than {LONG} words: n={len(given)}, {len(given) - longer} told shorter, {kept} of these stand"
    )
    print(f"words: {words_before} before, {words_after} with those that stand")
    print(f"{seconds:.1f} s, {tokens_in / len(given):.0f} tokens in, {tokens_out / len(given):.0f} out, each")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", "--verbose", action="store_true")
    asyncio.run(run(verbose=parser.parse_args().verbose))


if __name__ == "__main__":
    main()
