"""What shuffling the options would make false: explanations that name them by letters, options about the others."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from course.formats.import_types import ImportedQuestion, ImportProblem, Inference, InferenceKind
from course.importing.options import ImportRule
from course.model.option_letters import OPTION_LETTERS, LetterMention, is_combination, letter_mentions, loose_letters
from course.quality.options import speaks_of_others

_LONGEST = 2_000
"""Characters of an explanation at the most, as banks have it."""
_AND = r"(?:\s?(?:[、，,和与及或跟]|以及|或者)\s?)"
_ABOUT_OTHERS = re.compile(
    rf"(?:选项\s?)?[A-Ja-j]项?(?:{_AND}(?:选项\s?)?[A-Ja-j]项?)+(?:[都均全皆]\w{{0,3}}|选?项)?"
    rf"|(?:选项\s?)?第?[1-9](?:[项种个])?(?:{_AND}第?[1-9](?:[项种个])?)+(?:[都均全皆]\w{{0,3}}|选?项)?"
    rf"|第[一二三四五六七八](?:[项种个]|选项)?(?:{_AND}第[一二三四五六七八](?:[项种个]|选项)?)+(?:[都均全皆]\w{{0,3}})?"
    r"|[前后][两二三四五几](?:[项种个者]|选项)(?:[都均全皆兼]\w{0,4})?"
    r"|[两二三四五](?:者|(?:[项种个者]|选项)[都均全皆兼]\w{0,4})"
    r"|(?:除|除了|非|不是|包括|不包括)?(?:以上|上述|前述|上面|前面)(?:$|[所各几全两二三四五六七八九\d都均皆无没不之以外其情说选答内做观表者]).{0,12}"
    r"|(?:全部?|[都均皆])[都均皆]?(?:[是对错可有要选非]|正确|错误|可以|包括|有可能|符合|不是|不对|不可以?|不选|需要|适用)?"
)
"""Options that may be about other ones, by their names, places or number; 以上级为准 and the like are not."""
_CIRCLED = re.compile(rf"[①-⑩](?:{_AND}?[①-⑩])+(?:[都均全皆]\w{{0,3}})?")
_JUDGED = r"(?:选?项|\s?(?:[都均皆]|是|为)?(?:正确|错误|不正确|有误|不对|[对错](?=[，。；,;\s]|$)))"
_ONE = r"(?:个?选?项(?!目)|个?(?:说法|表述|做法|答案)|个(?=[正错对不符都均也是为，。、；]))"
_BY_PLACE = re.compile(
    rf"(?<![条款）)])第\s?[一二三四五六七八九十\d]{{1,2}}\s?{_ONE}|(?:[前后][一二两三四五六七八几]|最[后末]一?|[首末]){_ONE}"
    r"|选项\s?[一二三四五六七八九十①-⑩\d]"
    rf"|(?<![A-Za-z0-9])[a-j](?:[、和与及]?[a-j]){{0,9}}{_JUDGED}|(?:选项?|答案[是为：:]?)\s?[a-j](?![A-Za-z0-9])"
)
"""What may name options by their places, or by small letters."""
_BY_CIRCLED = re.compile(rf"[①-⑩]{_JUDGED}")
_INNER_QUOTES = str.maketrans("“”", "‘’")
_TRUTHS = {True: ("A", "正确"), False: ("B", "错误")}
"""What 故选A means for a statement whose options were A.正确 and B.错误."""

Fields = Mapping[str, object]


def fit_for_shuffling(incoming: ImportedQuestion) -> tuple[ImportedQuestion, tuple[ImportProblem, ...]]:
    """Return a new question whose explanation and options stay true in any order, and what contradicts its answer.

    Letters in explanations become the options' words where it is certain which are meant; otherwise all options keep
    their order, and `inferences` says so.
    """
    if incoming.fields.get("type") == "truefalse":
        return _with_truth(incoming), ()
    options = _options(incoming.fields)
    if len(options) < 2 or all(option.get("fixed") for option in options):
        return incoming, ()
    fitting = _Fitting(incoming, options)
    fitting.fix_catch_all()
    fitting.rewrite()
    return fitting.result(), tuple(fitting.contradictions())


def _options(fields: Fields) -> list[dict[str, object]]:
    options = fields.get("options")
    found = options if isinstance(options, list | tuple) else ()
    return [dict(option) for option in found if isinstance(option, Mapping) and isinstance(option.get("text"), str)]


def _with_truth(incoming: ImportedQuestion) -> ImportedQuestion:
    """Return a statement whose explanation says 正确 or 错误 where it gave the letter of that option."""
    text, answer = incoming.fields.get("explanation"), incoming.fields.get("answer")
    if not isinstance(text, str) or not isinstance(answer, bool):
        return incoming
    letter, word = _TRUTHS[answer]
    mentions = [one for one in letter_mentions(text) if one.is_verdict]
    if not mentions or any(one.letters != letter for one in mentions):
        return incoming
    message = f"解析里的字母 {letter} 改成“{word}”：判断题没有选项"
    note = Inference(incoming.place_of("explanation"), message, "corrected")
    explanation = _replaced(text, mentions, lambda _: f"“{word}”")
    return replace(
        incoming, fields={**incoming.fields, "explanation": explanation}, inferences=(*incoming.inferences, note)
    )


@dataclass(frozen=True, slots=True)
class _TextWithLetters:
    """A text that is read after answering: the path of its field, and the options that it names."""

    path: str
    text: str
    mentions: tuple[LetterMention, ...]
    is_certain: bool


class _Fitting:
    """One question with options, while it is made fit."""

    def __init__(self, incoming: ImportedQuestion, options: list[dict[str, object]]) -> None:
        self.incoming = incoming
        self.options = options
        self.explanation = incoming.fields.get("explanation")
        self.notes: list[Inference] = []
        shown = "\n".join(str(text) for text in (incoming.fields.get("stem"), *self.texts()))
        self.after_answering = [self._text(path, text, shown) for path, text in self._after_answering()]

    def texts(self) -> list[str]:
        return [str(option["text"]) for option in self.options]

    def _after_answering(self) -> Iterator[tuple[str, str]]:
        if isinstance(self.explanation, str):
            yield "explanation", self.explanation
        for index, option in enumerate(self.options):
            if isinstance(why := option.get("why"), str):
                yield f"options.{index}.why", why

    def _text(self, path: str, text: str, shown: str) -> _TextWithLetters:
        mentions = letter_mentions(text, shown)
        left = _replaced(text, mentions, lambda _: " ")
        named = set(loose_letters(shown))
        letters = {letter for one in mentions for letter in one.letters}
        certain = not set(loose_letters(left)) - named and letters <= set(OPTION_LETTERS[: len(self.options)])
        by_place = _BY_PLACE.search(left) or (_BY_CIRCLED.search(left) and not re.search("[①-⑩]", shown))
        certain = certain and not by_place
        return _TextWithLetters(path, text, mentions, certain)

    def contradictions(self) -> Iterator[ImportProblem]:
        """Yield where an explanation says that another option is right than the answer does."""
        right = {letter for letter, option in zip(OPTION_LETTERS, self.options, strict=False) if option.get("correct")}
        rule: ImportRule = "explanation-contradiction"
        for found in self.after_answering:
            for one in found.mentions:
                if found.path == "explanation" and one.is_verdict and right and set(one.letters) != right:
                    named = found.text[one.start : one.end]
                    message = f"解析里说答案是 {named}，答案却是 {''.join(sorted(right))}。请核对，改正其中一个"
                    yield ImportProblem(self.incoming.place_of(found.path), message, rule, self.incoming.label)
                    break

    def fix_catch_all(self) -> None:
        """Keep an option about those above in its place: as the last one alone, anywhere else with all others."""
        texts = self.texts()
        about = [index for index, text in enumerate(texts) if self.is_about_others(text)]
        if not about:
            return
        text = texts[about[-1]]
        of_all = speaks_of_others(text) and not is_combination(text) and _count_in(text) in {None, len(texts) - 1}
        if about == [len(texts) - 1] and of_all:
            self.options[-1]["fixed"] = True
            self.note(
                f"options.{about[0]}", f"“{text}”说的是前面各项，排在最后不打乱；最好换成一个具体的选项", "inferred"
            )
        else:
            self.fix_all(f"options.{about[0]}", f"“{text}”说的是别的选项，所以几个选项都不打乱；最好换成一个具体的选项")

    def is_about_others(self, text: str) -> bool:
        """Return whether an option is about other ones; signs such as ① may be those of statements in the stem."""
        bare = text.strip(" 。.")
        circled = _CIRCLED.fullmatch(bare) and not re.search("[①-⑩]", str(self.incoming.fields.get("stem")))
        return bool(speaks_of_others(text) or is_combination(text) or _ABOUT_OTHERS.fullmatch(bare) or circled)

    def rewrite(self) -> None:
        """Put the options' words where letters name them; where that is not certain, keep all options in order."""
        for found in self.after_answering:
            if not found.mentions and found.is_certain:
                continue
            if not found.is_certain or len(new := _replaced(found.text, found.mentions, self._words)) > _LONGEST:
                self.fix_all(found.path, "解析用字母或次序指选项，对不准是哪一项，所以几个选项都不打乱")
                return
            self._put(found.path, new)
            changes = "，".join(f"{found.text[one.start : one.end]} 改成{self._words(one)}" for one in found.mentions)
            self.note(found.path, f"解析里的字母换成选项的文字：{changes}", "corrected")

    def _words(self, mention: LetterMention) -> str:
        texts = self.texts()
        named = (texts[OPTION_LETTERS.index(letter)] for letter in dict.fromkeys(mention.letters))
        return "".join(f"“{text.rstrip('。.；;').translate(_INNER_QUOTES)}”" for text in named)

    def _put(self, path: str, text: str) -> None:
        if path == "explanation":
            self.explanation = text
        else:
            self.options[int(path.split(".")[1])]["why"] = text

    def fix_all(self, path: str, message: str) -> None:
        for option in self.options:
            option["fixed"] = True
        self.note(path, message, "inferred")

    def note(self, path: str, message: str, kind: InferenceKind) -> None:
        self.notes.append(Inference(self.incoming.place_of(path), message, kind))

    def result(self) -> ImportedQuestion:
        if not self.notes:
            return self.incoming
        fields = {**self.incoming.fields, "options": self.options}
        if isinstance(self.explanation, str):
            fields["explanation"] = self.explanation
        return replace(self.incoming, fields=fields, inferences=(*self.incoming.inferences, *self.notes))


def _count_in(text: str) -> int | None:
    """Return of how many options an option speaks, as 前两项都对 does; None if it does not say."""
    found = re.search("[两二三四五六七八]", text)
    return "两二三四五六七八".index(found[0]) + (2 if found[0] == "两" else 1) if found else None


def _replaced(text: str, mentions: Sequence[LetterMention], words: Callable[[LetterMention], str]) -> str:
    """Return a text with other words in the place of mentions."""
    pieces, end = [], 0
    for one in mentions:
        pieces += [text[end : one.start], words(one)]
        end = one.end
    return "".join([*pieces, text[end:]])
