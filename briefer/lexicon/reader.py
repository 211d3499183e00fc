"""Lexicon files: TOML to :class:`Lexicon`, with file and line in every complaint."""

import itertools
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from briefer.errors import UsageError
from briefer.lexicon.inflect import Inflection, Rule, verb_forms
from briefer.lexicon.model import Form, Frame, Grammar, Lexicon, People, Phrases, Shares, Verb

_FOLDER = Path(__file__).parent
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_NESTED = re.compile(r"\([^()]*\(")
_IRREGULAR_FORMS = 4
_ATTRIBUTIONS = ("before", "cited", "polled", "insists", "thinks", "idle", "aside")
_TABLES = frozenset({"titles", "posts", "relations", "given_names", "anonymous"})
"""What of [people] is no list of words."""
_AROUND_FALSITIES = ("naming", "strengthening", "falsely")


@cache
def load(language: str, *, folder: Path | None = None) -> Lexicon | None:
    """The lexicon of ``language`` (an ISO 639 code such as ``en``), or None where ``folder`` has no file for it.

    ``folder`` overrides the packaged one. Raises UsageError, naming file and line, where the file is wrong.
    """
    path = (folder or _FOLDER) / f"{language}.toml"
    if not _LANGUAGE.fullmatch(language) or not path.is_file():
        return None
    return _File(path).lexicon()


class _File:
    """One lexicon file being read; knows where in the text an entry stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.lines = path.read_text(encoding="utf-8").splitlines()
            self.data: dict[str, Any] = tomllib.loads("\n".join(self.lines))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise UsageError(f"{path}: not a readable lexicon: {error}") from error

    def wrong(self, message: str, *needles: str) -> UsageError:
        """An error at the line of the last of ``needles``, each looked for from where the one before was found."""
        at = 0
        for needle in needles:
            pattern = re.compile(rf'^\s*\[?{re.escape(needle)}\b|"{re.escape(needle)}"')
            at = next((i for i in range(at, len(self.lines)) if pattern.search(self.lines[i])), at)
        return UsageError(f"{self.path}:{at + 1}: {message}")

    def table(self, name: str, keys: set[str] | None = None) -> dict[str, Any]:
        """The table ``name`` (dotted); ``keys`` are all it may hold, any where None."""
        found: Any = self.data
        for part in name.split("."):
            found = found.get(part, {})
            if not isinstance(found, dict):
                raise self.wrong(f"{part} must be a table", part)
        for key in found:
            if keys is not None and key not in keys:
                raise self.wrong(f"unknown key {key!r} in [{name}]; known are {', '.join(sorted(keys))}", name, key)
        return dict(found)

    def words(self, table: str, key: str) -> list[str]:
        """The list ``key`` of ``table``, checked entry by entry, alternatives written out; empty where absent."""
        entries = self.table(table).get(key, [])
        if not isinstance(entries, list):
            raise self.wrong(f"{key} must be a list of words", table, key)
        seen: dict[str, None] = {}
        for entry in entries:
            if not isinstance(entry, str) or not entry.strip():
                raise self.wrong(f"{key} holds {entry!r}, which is not a word or phrase", table, key)
            if entry != entry.lower() or "’" in entry:
                raise self.wrong(f"{entry!r} must be lower case with straight apostrophes", table, key, entry)
            for text in _written_out(entry):
                if "(" in text or ")" in text:
                    raise self.wrong(f"{entry!r} has a bracket that is not closed or not opened", table, key, entry)
                seen[text] = None
        return list(seen)

    def word_set(self, table: str, key: str) -> frozenset[str]:
        return frozenset(self.words(table, key))

    def phrases(self, table: str, *labels: str) -> Phrases:
        """The lists ``labels`` of ``table`` as phrases; a phrase in two lists keeps the first label."""
        self.table(table, set(labels))
        found: dict[str, str] = {}
        for label in labels:
            for text in self.words(table, label):
                found.setdefault(text, label)
        return Phrases(found)

    def pairs(self, table: str, *kinds: type) -> dict[str, Any]:
        """A table of word = value, each value of one of ``kinds``."""
        found = self.table(table)
        for key, value in found.items():
            if not isinstance(value, kinds):
                raise self.wrong(f"{key} has the value {value!r}, which is not a {kinds[0].__name__}", table, key)
        return found

    def lexicon(self) -> Lexicon:
        known = {name for name, field in Lexicon.__dataclass_fields__.items() if field.init} | {"inflection"}
        for key in self.data:
            if key not in known:
                raise self.wrong(f"unknown key {key!r}; known are {', '.join(sorted(known))}", key)
        language = self.data.get("language")
        if language != self.path.stem:
            raise self.wrong(f"language is {language!r} but the file is named {self.path.name}", "language")
        self.table("negations", {"words", "nouns"})
        self.table("accusations", {"words"})
        self.table("charges", {"words", "said", "asked"})
        for name in (
            "undenying",
            "stood_for",
            "witnessing",
            "clausal",
            "passives",
            "failing",
            "gauging",
            "viewing",
            "replying",
            "addressing",
            "stances",
            "namings",
            "telling_hedges",
            "past_auxiliaries",
            "adjudicators",
            "widening",
            "insistences",
            "conditions",
            "plain_negations",
            "past_denials",
            "literal_hedges",
            "concessions",
            "plans",
        ):
            self.table(name, {"words"})
        self.table("abilities", {"words"})
        self.table("acts", {"verbs", "things"})
        inflection = self.inflection()
        return Lexicon(
            language=language,
            verbs=self.verbs(inflection),
            attributions=self.phrases("attributions", *_ATTRIBUTIONS),
            namings=self.word_set("namings", "words"),
            clausal=self.word_set("clausal", "words"),
            replying=self.word_set("replying", "words"),
            viewing=self.word_set("viewing", "words"),
            addressing=self.word_set("addressing", "words"),
            failing=self.word_set("failing", "words"),
            passives=self.word_set("passives", "words"),
            acts=self.word_set("acts", "verbs"),
            things=self.word_set("acts", "things"),
            gauging=self.word_set("gauging", "words"),
            stances=self.word_set("stances", "words"),
            attribution_nouns=self.phrases("attribution_nouns", "claim"),
            denials=self.phrases("denials", "untrue", "denies", "disputes", "rebuts"),
            denial_verbs=self.phrases("denial_verbs", "denies", "disputes"),
            denial_acts=self.phrases("denial_acts", "denies", "disputes"),
            falsities=self.falsities(),
            falsity_words={name: self.word_set("falsities", name) for name in _AROUND_FALSITIES},
            reversals=self.reversals(inflection),
            opposites=self.opposites(inflection),
            contraries=self.contraries(inflection),
            insisting=self.word_set("opposites", "insisting"),
            graded=frozenset(name for name, table in self.table("contraries").items() if table.get("graded")),
            exceeding=self.word_set("opposites", "exceeding"),
            lasting=self.word_set("opposites", "lasting"),
            rewordings=self.phrases("rewordings", "modal", "evidential", "forecast", "allegation"),
            demonyms=self.pairs("demonyms", str),
            percentages=self.pairs("percentages", int),
            counts=self.pairs("counts", int),
            spans=self.spans(),
            denial_objects=self.phrases("denial_objects", "claim", "topic", "request"),
            uncertainties=self.phrases(
                "uncertainties", "undisclosed", "unconfirmed", "unknown", "conflicting", "hedged"
            ),
            insistences=self.word_set("insistences", "words"),
            widening=self.word_set("widening", "words"),
            adjudicators=self.word_set("adjudicators", "words"),
            past_auxiliaries=self.word_set("past_auxiliaries", "words"),
            plain_negations=self.word_set("plain_negations", "words"),
            concessions=self.word_set("concessions", "words"),
            past_denials=self.word_set("past_denials", "words"),
            undenying=self.word_set("undenying", "words"),
            stood_for=self.word_set("stood_for", "words"),
            witnessing=self.word_set("witnessing", "words"),
            conditions=self.word_set("conditions", "words"),
            adverbials=self.phrases("adverbials", "words"),
            idle_hedges=self.phrases("idle_hedges", "words"),
            literal_hedges=self.phrases("literal_hedges", "words"),
            telling_hedges=self.word_set("telling_hedges", "words"),
            accusations=self.word_set("accusations", "words"),
            charges=self.word_set("charges", "words"),
            said_charges=self.word_set("charges", "said"),
            confronting=self.word_set("charges", "asked"),
            answers=self.phrases("answers", "words"),
            plans=self.word_set("plans", "words"),
            abilities=self.word_set("abilities", "words"),
            hedges=self.phrases("hedges", "modal", "appearance", "evidential", "forecast", "allegation", "approximate"),
            negations=self.word_set("negations", "words"),
            negative_nouns=self.word_set("negations", "nouns"),
            number_words=self.pairs("number_words", int),
            shares=self.shares(),
            grammar=self.grammar(inflection),
            people=self.people(),
        )

    def inflection(self) -> Inflection:
        table = self.table("inflection", {"rules", "doubled", "either", "irregular"})
        rules = []
        for rule in table.get("rules", []):
            try:
                rules.append(Rule(**rule))
            except TypeError:
                raise self.wrong(f"a rule needs ending, third, past and ing: {rule!r}", "inflection", "rules") from None
        irregular = {}
        for base, forms in self.pairs("inflection.irregular", str).items():
            split = forms.split()
            if len(split) != _IRREGULAR_FORMS:
                raise self.wrong(f"{base} needs four forms: third past participle ing", "inflection.irregular", base)
            irregular[base] = (split[0], split[1], split[2], split[3])
        doubled, either = (self.word_set("inflection", key) for key in ("doubled", "either"))
        return Inflection(rules, doubled, either, irregular)

    def verbs(self, inflection: Inflection) -> dict[str, tuple[Verb, ...]]:
        self.table("verbs", {frame.value for frame in Frame})
        found: dict[str, list[Verb]] = {}
        for frame in Frame:
            for base in self.words("verbs", frame.value):
                try:
                    forms = verb_forms(inflection, base, frame)
                except ValueError as error:
                    raise self.wrong(str(error), "verbs", base) from None
                for verb in forms:
                    found.setdefault(verb.words[0], []).append(verb)
        return {first: tuple(sorted(options, key=lambda verb: -len(verb.words))) for first, options in found.items()}

    def spans(self) -> dict[str, tuple[int, str]]:
        """The units that measure by another, each with how many of it they are: a decade is 120 months."""
        found = {}
        for unit, text in self.pairs("spans", str).items():
            size, _, base = text.partition(" ")
            if not size.isdecimal() or not base:
                raise self.wrong(f"{unit} needs a number and a unit, not {text!r}", "spans", unit)
            found[unit] = (int(size), base)
        return found

    def falsities(self) -> Phrases:
        labels = ("flat", "weak", "judging", "true")
        self.table("falsities", {*labels, *_AROUND_FALSITIES})
        found: dict[str, str] = {}
        for label in labels:
            for text in self.words("falsities", label):
                found.setdefault(text, label)
        return Phrases(found)

    def reversals(self, inflection: Inflection) -> Phrases:
        self.table("reversals", {"verbs", "denials", "words"})
        found = dict.fromkeys(self.words("reversals", "words"), "word")
        for key, label in (("verbs", "verb"), ("denials", "denial")):
            for base in self.words("reversals", key):
                try:
                    found.update(dict.fromkeys(inflection.forms(base), label))
                except ValueError as error:
                    raise self.wrong(str(error), "reversals", base) from None
        return Phrases(found)

    def opposites(self, inflection: Inflection) -> Phrases:
        lists = {"turning", "leaning", "words", "affirming", "affirming_words", "insisting", "exceeding", "lasting"}
        self.table("opposites", lists)
        found = dict.fromkeys(self.words("opposites", "words"), "leaning")
        found.update(dict.fromkeys(self.words("opposites", "affirming_words"), "affirming"))
        for label in ("turning", "leaning", "affirming"):
            for base in self.words("opposites", label):
                try:
                    found.update(dict.fromkeys(inflection.forms(base), label))
                except ValueError as error:
                    raise self.wrong(str(error), "opposites", base) from None
        return Phrases(found)

    def contraries(self, inflection: Inflection) -> Phrases:
        found: dict[str, dict[str, None]] = {}
        for name in self.table("contraries"):
            table = f"contraries.{name}"
            self.table(table, {"no", "no_verbs", "yes", "yes_verbs", "behind", "ahead", "graded"})
            for key, sign in (("no", "-"), ("yes", "+"), ("behind", "<"), ("ahead", ">")):
                texts = self.words(table, key)
                for base in self.words(table, f"{key}_verbs"):
                    try:
                        texts += inflection.forms(base)
                    except ValueError as error:
                        raise self.wrong(str(error), table, base) from None
                for text in texts:
                    found.setdefault(text, {})[f"{sign}{name}"] = None
        negations = self.word_set("negations", "words")
        phrases = {text: tuple(text.split()) for text in found}
        by_words = {words: found[text] for text, words in phrases.items()}
        longest: dict[str, int] = {}
        for words in by_words:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
        for text, words in phrases.items():
            labels = found[text]
            signs = {label[0] for label in labels if label[0] in "-+"}
            if len(words) > 1 and len(signs) == 1:
                # "A fabrication" says no wherever "fabrication" does.
                outer = negations.intersection(words)
                ends = ((i, min(len(words), i + longest.get(word, 0))) for i, word in enumerate(words))
                parts = (words[i:j] for i, end in ends for j in range(i + 1, end + 1))
                inner = [by_words[part] for part in parts if part in by_words and outer.issubset(part)]
                labels.update(dict.fromkeys(label for part in inner for label in list(part) if label[0] in signs))
        return Phrases({text: " ".join(labels) for text, labels in found.items()})

    def grammar(self, inflection: Inflection) -> Grammar:
        self.table("grammar", set(Grammar.__dataclass_fields__))
        special = {"pronouns", "verbs"}
        plain = {name for name in Grammar.__dataclass_fields__ if name not in special}
        endings = {name: tuple(self.words("grammar", name)) for name in plain if name.endswith("_endings")}
        sets = {name: self.word_set("grammar", name) for name in plain if not name.endswith("_endings")}
        verbs: dict[str, frozenset[Form]] = {}
        for base in self.words("grammar", "verbs"):
            for text, forms in inflection.forms(base).items():
                verbs[text] = verbs.get(text, frozenset()) | forms
        return Grammar(pronouns=self.pairs("grammar.pronouns", str), verbs=verbs, **endings, **sets)  # type: ignore[arg-type]

    def shares(self) -> Shares:
        self.table("shares", set(Shares.__dataclass_fields__))
        signs = tuple(self.words("shares", "signs"))
        sets = {name: self.word_set("shares", name) for name in Shares.__dataclass_fields__ if name != "signs"}
        return Shares(signs=signs, **sets)

    def people(self) -> People:
        self.table("people", set(People.__dataclass_fields__))
        sets = {
            name: self.word_set("people", name)
            for name in People.__dataclass_fields__
            if name not in _TABLES and not name.endswith("_endings")
        }
        names = {
            name: gender
            for gender in self.table("people.given_names")
            for name in self.words("people.given_names", gender)
        }
        return People(
            titles=self.pairs("people.titles", str),
            posts=self.pairs("people.posts", str),
            relations=self.pairs("people.relations", str),
            given_names=names,
            role_endings=tuple(self.words("people", "role_endings")),
            group_endings=tuple(self.words("people", "group_endings")),
            anonymous=Phrases(dict.fromkeys(self.words("people", "anonymous"), "anonymous")),
            **sets,
        )


def _written_out(entry: str) -> list[str]:
    """``(a|b) c`` as ``a c`` and ``b c``, one in another as well; single spaces; an empty one leaves its place out."""
    if "(" not in entry:
        return [" ".join(entry.split())]
    if _NESTED.search(entry):
        inner = _ALTERNATIVES.search(entry)
        if inner is None:
            return [entry]
        before, after = entry[: inner.start()], entry[inner.end() :]
        return [text for choice in inner[1].split("|") for text in _written_out(f"{before}{choice}{after}")]
    parts = _ALTERNATIVES.split(entry)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return [" ".join("".join(choice).split()) for choice in itertools.product(*choices)]
