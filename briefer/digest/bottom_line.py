"""What a reader who stops after three sentences must know, in the articles' own words."""

from briefer.digest.contract import CitedList, Digest, DigestClaim, Text

MAX_SENTENCES = 3


def composed(digest: Digest) -> tuple[Text, ...]:
    """The claim that most articles found out, the denial that weighs most, and what is contested or not known."""
    lines: list[Text] = []
    if digest.claims:
        lines.append(_of_claim(digest.claims[0]))
    denial = next((each for each in digest.denials if each.denies), None) or next(iter(digest.denials), None)
    if denial is not None:
        lines.append(Text(text=denial.statement, evidence=denial.voices[0].evidence))
    conflict = next((each for each in digest.conflicts if each.settled), None)
    unknown = next((each for each in digest.uncertainties if each.status == "open"), None)
    if conflict is not None and conflict.settled is not None:
        lines.append(Text(text=conflict.settled.statement, evidence=conflict.settled.evidence))
    elif unknown is not None:
        lines.append(Text(text=unknown.statement, evidence=unknown.voices[0].evidence))
    return tuple(_distinct(lines))[:MAX_SENTENCES]


def _of_claim(claim: DigestClaim) -> Text:
    voice = next(voice for voice in claim.voices if voice.statement == claim.statement)
    return Text(text=claim.statement, evidence=voice.evidence)


def _distinct(lines: list[Text]) -> list[Text]:
    seen: set[CitedList] = set()
    kept = []
    for line in lines:
        if line.evidence not in seen:
            seen.add(line.evidence)
            kept.append(line)
    return kept
