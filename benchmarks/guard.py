"""Measure the guard and the audit on our own articles: what gets through, what is refused wrongly, what is missed.

    python benchmarks/guard.py            the figures
    python benchmarks/guard.py -v         and every paraphrase refused, every mistake let through, every cue not listed

Mistakes (injected.py) are put into statements that stand: those of the draft's briefings of evals/articles and the
seed, those of the ideal answers in tests/ideal, and the faithful paraphrases. Stopped means that the guard finds a
fault. A hedge that is taken from a statement is taken from its item as well. A wrong source (every other source of
the same briefing, up to ``MOST``) is stopped where grounding does not let the item stand on that source's word.

Paraphrases (paraphrases/) are faithful; each one refused is refused wrongly. Those of evals/articles are in `evals`:
"evals, tune" are those whose statement's sha256 begins with an even digit, on which the guard may be raised, "evals,
report" the others. The other files are named for the articles in passages/ that they tell; the guard may be raised on
those in ``TUNED`` and on no other.

Audit: each denial and uncertainty is taken from a finished proposal. Listed means that an omission names a sentence of
it. One carries a cue where the draft reader sees a cue of its section in a sentence that no other item of the section
cites. The others are counted on lines of their own: nothing can list them.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from injected import MOST, Ground, mistakes
from passages import PASSAGES

from briefer import lexicon as lexicons
from briefer.articles import parse
from briefer.briefing import Article, DenialStrength, SourceKind, UncertaintyKind
from briefer.checks import Fault, faults, ground, guard, omissions
from briefer.draft import draft
from briefer.proposal import (
    Draft,
    Proposal,
    ProposedClaim,
    ProposedDenial,
    ProposedSource,
    ProposedText,
    ProposedUncertainty,
)

ROOT = Path(__file__).parents[1]
PARAPHRASES = ROOT / "benchmarks" / "paraphrases"
EVALS, TUNED = "evals", ("articles-a", "articles-b", "articles-c", "articles-d")
ARTICLES = [*sorted((ROOT / "evals" / "articles").iterdir()), *sorted((ROOT / "seeds").glob("*.txt"))]
TARGETS = {"number": ">= .99", "name": ">= .99", "negation": ">= .99", "hedge": ">= .99"}
STATED = ("claims", "uncertainties", "denials")
Stated = ProposedClaim | ProposedUncertainty | ProposedDenial


@dataclass(frozen=True)
class Base:
    """A statement that is true to its evidence."""

    origin: str
    article: Article
    statement: str
    sentences: tuple[str, ...]
    names: tuple[str, ...]
    half: str = "tune"


@dataclass(frozen=True)
class Work:
    """A finished proposal for an article, and what the draft reader made of it."""

    origin: str
    article: Article
    proposal: Proposal
    drafted: Draft


@cache
def article_at(path: Path) -> Article:
    return parse(path.read_bytes(), shown=path.name, suffix=path.suffix)


@cache
def common_words(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,;:!?“”\"'()") for word in text.split() if word[:1].islower())


def found(base: Base, statement: str) -> tuple[Fault, ...]:
    """What the guard finds in a statement put in the place of a true one."""
    lexicon = lexicons.load(base.article.language or "")
    common = common_words(base.article.text)
    return faults(statement, base.sentences, also=base.names, common=common, lexicon=lexicon)


def works(paths: Sequence[Path] = ARTICLES) -> Iterator[Work]:
    """The draft's proposal for every article, and the ideal answers, grounded and guarded."""
    for path in paths:
        article = article_at(path)
        drafted = draft(article)
        if drafted.lexicon is None:
            continue
        ideal = ROOT / "tests" / "ideal" / f"{'seed' if path.parent.name == 'seeds' else path.stem}.json"
        proposals = [("draft", drafted.proposal)]
        if ideal.is_file():
            proposals.append(("ideal", proposed(json.loads(ideal.read_text(encoding="utf-8")))))
        for origin, proposal in proposals:
            lexicon = lexicons.load(drafted.lexicon)
            grounded = ground(proposal, article, drafted, lexicon).proposal
            yield Work(origin, article, guard(grounded, article, lexicon).proposal, drafted)


def proposed(answer: dict[str, Any]) -> Proposal:
    """An ideal answer as a proposal."""

    def common(section: str, number: int, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "key": item.get("id") or f"{section}{number}",
            "statement": item["statement"],
            "source": item["source"],
            "sentences": tuple(item["sentences"]),
            "via": tuple(item["via"]),
            "cue": item["cue"],
        }

    return Proposal(
        ProposedText(answer["headline"]["text"], tuple(answer["headline"]["sentences"])),
        sources=tuple(
            ProposedSource(
                s["id"], s["name"], SourceKind(s["kind"]), tuple(s["sentences"]), aliases=tuple(s["aliases"])
            )
            for s in answer["sources"]
        ),
        claims=tuple(
            ProposedClaim(**common("claims", n, c), quote=c["quote"], hedges=tuple(c["hedges"]))
            for n, c in enumerate(answer["claims"])
        ),
        uncertainties=tuple(
            ProposedUncertainty(**common("uncertainties", n, u), kind=UncertaintyKind(u["kind"]))
            for n, u in enumerate(answer["uncertainties"])
        ),
        denials=tuple(
            ProposedDenial(**common("denials", n, d), strength=DenialStrength(d["strength"]))
            for n, d in enumerate(answer["denials"])
        ),
    )


def stated(proposal: Proposal) -> Iterator[tuple[str, Stated]]:
    for section in STATED:
        for item in getattr(proposal, section):
            yield section, item


def bases_of(work: Work) -> Iterator[Base]:
    names = {source.key: (source.name, *source.aliases) for source in work.proposal.sources}
    for _, item in stated(work.proposal):
        sentences = tuple(work.article.sentence(number) for number in item.sentences)
        chain = tuple(name for key in (item.source, *item.via) if key for name in names[key])
        yield Base(work.origin, work.article, item.statement, sentences, chain)


def paraphrases() -> list[Base]:
    found = []
    for path in sorted(PARAPHRASES.glob("*.yaml")):
        articles = None if path.stem == EVALS else articles_of(path.stem)
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            where, statement = entry["article"], entry["statement"]
            article = articles[where] if articles else article_at(ROOT / "evals" / "articles" / where)
            names = (entry["source"],) if entry["source"] else ()
            half = half_of(path.stem, statement)
            found.append(Base("paraphrase", article, statement, tuple(entry["sentences"]), names, half))
    return found


def articles_of(stem: str) -> list[Article]:
    passages = yaml.safe_load((PASSAGES / f"{stem}.yaml").read_text(encoding="utf-8"))
    return [parse(passage["text"].encode(), shown=stem, suffix=".txt") for passage in passages]


def half_of(stem: str, statement: str) -> str:
    if stem == EVALS:
        odd = int(hashlib.sha256(statement.encode()).hexdigest()[0], 16) % 2
        return f"{EVALS}, {'report' if odd else 'tune'}"
    return "tune" if stem in TUNED else "report"


def ground_of(base: Base) -> Ground:
    return Ground(base.statement, base.sentences, base.article.text, base.names)


def share(part: float, n: float) -> str:
    return f"{part / n:.4f}  n={n:g} ({part:g})" if n else "-  n=0"


def shown(base: Base, only: str) -> bool:
    return only == "all" or base.half.endswith(only)


def measure_paraphrases(given: list[Base], only: str, *, verbose: bool) -> list[Base]:
    """Print what is refused wrongly, and give back the paraphrases that stand."""
    print("Faithful paraphrases refused (target <= .05)")
    refused: Counter[str] = Counter()
    why: Counter[str] = Counter()
    n = Counter(base.half for base in given)
    standing = []
    for base in given:
        wrong = found(base, base.statement)
        if not wrong:
            standing.append(base)
            continue
        refused[base.half] += 1
        why.update({f"{fault.kind} {fault.direction}" for fault in wrong})
        if verbose and shown(base, only):
            print(f"  REFUSED {'; '.join(map(str, wrong))}")
            print(f"    says {base.statement}\n    from {' | '.join(base.sentences)}\n    source {base.names}")
    for name in sorted(n):
        print(f"  {name:14} {share(refused[name], n[name])}")
    print(f"  {'all':14} {share(refused.total(), n.total())}")
    print(f"  because  {', '.join(f'{reason} {times}' for reason, times in why.most_common())}\n")
    return standing


def measure_mistakes(bases: list[Base], only: str, *, verbose: bool) -> None:
    print("Mistakes stopped")
    n: Counter[tuple[str, ...]] = Counter()
    stopped: Counter[tuple[str, ...]] = Counter()
    for base in bases:
        for mistake in mistakes(ground_of(base)):
            wrong = found(base, mistake.statement)
            for key in ((mistake.kind,), (mistake.kind, mistake.sort), (mistake.kind, mistake.sort, base.origin)):
                n[key] += 1
                stopped[key] += bool(wrong)
            if not wrong and verbose and mistake.kind != "fact" and shown(base, only):
                print(f"  THROUGH [{mistake.sort}, {base.origin}] {mistake.statement}")
                print(f"    true {base.statement}\n    from {' | '.join(base.sentences)}")
    for key in dict.fromkeys(sorted(n, key=lambda key: (list(n).index(key[:1]), key))):
        target = f"   target {TARGETS[key[0]]}" if len(key) == 1 and key[0] in TARGETS else ""
        print(f"  {'  ' * (len(key) - 1)}{key[-1]:{38 - 2 * len(key)}} {share(stopped[key], n[key])}{target}")
    four = [(key,) for key in TARGETS]
    print(f"  number, name, negation, hedge together {share(sum(stopped[k] for k in four), sum(n[k] for k in four))}\n")


def with_item(proposal: Proposal, section: str, old: Stated, new: Stated | None) -> Proposal:
    """The proposal with one item replaced, or taken out where ``new`` is None."""
    items = tuple(new if item is old else item for item in getattr(proposal, section))
    return replace(proposal, **{section: tuple(item for item in items if item is not None)})


def measure_sources(all_works: list[Work]) -> None:
    n: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    for work in all_works:
        lexicon = lexicons.load(work.article.language or "")
        for section, item in stated(work.proposal):
            if item.source is None:
                continue
            others = [s.key for s in work.proposal.sources if s.key != item.source and s.key not in item.via]
            for other in others[:MOST]:
                wrong = replace(item, source=other)
                result = ground(with_item(work.proposal, section, item, wrong), work.article, work.drafted, lexicon)
                stands = any(
                    made.key == item.key and made.source == other for made in getattr(result.proposal, section)
                )
                n[work.origin] += 1
                stopped[work.origin] += not stands
    print("Wrong sources stopped (reported)")
    for origin in n:
        print(f"  {origin:12} {share(stopped[origin], n[origin])}")
    print()


def measure_audit(all_works: list[Work], *, verbose: bool) -> None:
    n: Counter[tuple[str, str]] = Counter()
    listed: Counter[tuple[str, str]] = Counter()
    for work in all_works:
        for section in ("denials", "uncertainties"):
            cues = {cue.sentence: cue.text for cue in work.drafted.cues if cue.section == section}
            for item in getattr(work.proposal, section):
                left = with_item(work.proposal, section, item, None)
                cited = {number for other in getattr(left, section) for number in other.sentences}
                signalled = [number for number in item.sentences if number in cues]
                omitted = {o.sentence for o in omissions(left, work.drafted.cues) if o.section == section}
                own = [number for number in signalled if number not in cited]
                key = (work.origin, "with a cue" if own else "another item cites it" if signalled else "without a cue")
                n[key] += 1
                listed[key] += bool(omitted.intersection(item.sentences))
                if own and not omitted.intersection(item.sentences) and verbose:
                    print(f"  NOT LISTED [{section}, {work.origin}] {item.statement}")
    print("Removed denials and uncertainties that the audit lists (target: all that carry a cue)")
    for key in sorted(n):
        print(f"  {key[0]:8} {key[1]:24} {share(listed[key], n[key])}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="print each paraphrase refused, mistake let through"
    )
    parser.add_argument(
        "--half", choices=["tune", "report", "all"], default="all", help="which -v prints (default all)"
    )
    arguments = parser.parse_args()
    print(f"{len(ARTICLES)} articles\n")
    standing = measure_paraphrases(paraphrases(), arguments.half, verbose=arguments.verbose)
    all_works = list(works())
    bases = [base for work in all_works for base in bases_of(work)]
    measure_mistakes([*bases, *standing], arguments.half, verbose=arguments.verbose)
    measure_sources(all_works)
    measure_audit(all_works, verbose=arguments.verbose)


if __name__ == "__main__":
    main()
