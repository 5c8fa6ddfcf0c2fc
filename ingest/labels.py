"""What a printed label looks like: words of kind, number grammars, separators, and what is none.

Useful for telling whether a piece of text begins with a label (`Finding 1.2:`) or with a bare
number or code (`C.12`). It knows nothing of type, pages or sections: `ingest.statements.styles`
weighs those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.headings_of_kind import kind_of_heading
from ingest.words_of_kind import ADJECTIVES, WORD_OF_KIND, is_plural, word_told
from kb.domain.record import Kind


class Form(StrEnum):
    """How a label is put together."""

    WORD = "word"
    WORD_NUMBER = "word number"
    NUMBER_WORD = "number word"
    CODE = "code"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a text; `end` is where the statement begins after it.

    `label` is as printed without its separator, `number` without `#`, `No.` and brackets,
    `separator` is "" where only space divides label and statement. `also` is the kind of the list
    that a label announces besides ("Finding #1 and Recommendations:").
    """

    form: Form
    kind: Kind | None
    word: str
    number: str
    label: str
    separator: str
    end: int
    plural: bool = False
    also: Kind | None = None


_SPELLED = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty"
)
SPELLED_NUMBERS = {word: value for value, word in enumerate(_SPELLED.split("|"), start=1)}
# `1.2`, `3-4`, `C.12`, `WP-3`, `018/14`, `2(a)`, `4a`, roman `IV`, spelled `One`, a lone letter;
# `2021-04` counts within a year.
_DECIMAL = (
    r"(?:(?:19|20)\d\d[\-\u2013/]\d{1,3}(?!\d)"
    r"|(?:(?-i:[A-Z]{1,4})[.\-\u2013]?)?\d{1,3}(?!\d)(?:[.\-\u2013/]\d{1,3}(?!\d)){0,4})"
    r"(?:\([a-z]{1,3}\)|[a-z](?![\w]))?"
)
_ROMAN = r"(?-i:[IVXL]{1,7})(?![\w])"
_LETTER = r"(?-i:[A-Z])(?![\w’'])"
NUMBER = (
    rf"(?:(?:no|nos|number|num)\b\.?\s*)?(?:\#\s*)?[(\[]?"
    rf"(?P<num>{_DECIMAL}|{_ROMAN}|{_LETTER}|(?:{_SPELLED})\b)[)\]]?"
)
# The separator: `:`, `.`, `)`, a dash with space, a bar; none where a capital, quote or digit
# follows the space, or where the text ends.
SEPARATOR = (
    r"(?P<sep>\s*[:|](?!\d)|\s?[.)](?=\s|$)|\.\s?[\u2013\u2014]"
    r"|\s*[\u2013\u2014\u2015\u2212-]{1,2}(?=\s|$|[A-Z“\"])|)"
)

# "Recommendation 1 (short term). Combine ...", "Finding 2 [High]: ...": told beside the number
_ASIDE = (
    r"(?:\s+[(\[][^()\[\]]{3,40}[)\]](?=\s*[.:|\u2013\u2014-]|\s+[A-Z]|\s*$)"
    # as in "Recommendation 3 to the Council:" and in "Finding 2 - High -"
    r"|\s+(?:to|for) (?:the |all )?(?-i:[A-Z])[^.:;]{2,50}(?=:)"
    r"|\s*[\u2013\u2014-] ?(?:very )?(?:high|medium|moderate|low|urgent|critical|major|minor)"
    r"(?: priority| risk)?(?=\s*[.:\u2013\u2014-]))?"
)
# whose addressee stands first, as in "Recommendation to the Council (3):"
_TO_WHOM = r"(?:\s+to (?:the |all )?(?-i:[A-Z])[^.:;()\d]{2,50}(?=[( ]\(?(?:no\.? ?)?\d{1,3}\)?:))?"
# "Finding 3 of 10:" counts all of them; "Recommendation 3 of the Task Force" cites one.
_OF_ALL = r"(?:\s+of\s+\d{1,3}(?=\s*[.:)|\u2013\u2014-]|\s+[A-Z]|\s*$)|/\d{2,3}(?=[.:]))?"
# "Finding #1 and Recommendations:" is the finding's label and heads the list below it.
ALSO = (
    r"(?:\s+(?:and|&)\s+(?P<also>(?:related |associated |key )?(?:recommendations|lessons learned"
    r"|findings|observations|action items|corrective actions))(?=\s*(?:[:.]|$)))?"
)
# "Finding 3 / Constatation 3": the same again in another language, or its word alone.
_AGAIN = r"(?:\s*[/|]\s*[^\W\d_]{4,20}(?: [^\W\d_]{2,12}){0,2}\s+(?P=num)(?!\d))?"
_OTHER = r"(?:\s*[/|]\s*[^\W\d_]{4,20}(?: [^\W\d_]{2,12}){0,2}(?=\s+#?\d))?"
# "Constat / Finding 1 :": the same word before it in another language.
_TWIN = r"(?:[^\W\d_]{4,20}(?: [^\W\d_]{2,12}){0,2} ?/ ?(?=[^\d:]{4,40} ?#?\d))"
_WORDED = re.compile(
    # "√ Recommendation 1:", "• Finding 2": a mark before the label; "## Finding 3" in plain text
    rf"\s*(?:[^\w\s\"'“‘(\[#]{{1,2}}\s*|\#{{1,6}}\s+)?"
    rf"(?P<label>{_TWIN}?{ADJECTIVES}{{0,2}}(?:{WORD_OF_KIND})"
    rf"(?:{_OTHER}{_TO_WHOM}\s*{NUMBER}{ALSO})?)(?(num){_OF_ALL}{_AGAIN}{_ASIDE}|){SEPARATOR}\s*",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    rf"\s*(?P<label>(?P<num>(?:[A-Z]{{1,3}}[.-]?)?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}"
    # "1.1a CONSIDERATION" below "1.1 TAKEAWAY"
    rf"(?:\([a-z]\)|[a-z](?=\s))?)[.)]?\s+"
    rf"{ADJECTIVES}{{0,2}}(?:{WORD_OF_KIND})\b){SEPARATOR}\s*",
    re.IGNORECASE,
)
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_ORDINAL = re.compile(
    rf"\s*(?P<label>(?P<ordinal>{'|'.join(ORDINALS)}) {ADJECTIVES}{{0,2}}(?:{WORD_OF_KIND}))"
    rf"(?=\s*[:.\u2013\u2014]\s|\s*$){SEPARATOR}\s*",
    re.IGNORECASE,
)
_CODE = re.compile(
    # "PLN-F1" and "COM-R2": the letters before are the subject's
    # and "2020-04-I-TX-R1": what stands before is the file of the investigation
    r"\s*(?P<label>[\[(]?(?P<num>(?:(?:19|20)\d\d-\d{1,4}-(?:[A-Z]{1,3}-){0,3}(?=[A-Z]{1,2}-?\d)"
    r"|[A-Z]{2,5}[.\-\u2013](?=[A-Z]))?[A-Z]{1,4}[.\-\u2013]?\d{1,3}"
    r"(?:[.\-]\d{1,3}){0,3}"
    # "2A" and "2A.1", "2a." and "2b.": the first number is the section's or the finding's
    r"|\d{1,2}-?[A-Z](?:\.\d{1,2})?|\d{1,2}[a-z](?=[.):]| +[A-Z])"
    # "1.2.A" below finding 1.2, "4.01-3" in section 4.01
    r"|\d{1,2}(?:\.\d{1,3}){1,2}(?:[.-]?[A-Z]|-\d{1,2}))[\])]?)"
    r"(?P<sep>\s*:|[.)](?=\s|$)|\s+[\u2013\u2014-](?=\s)|)(?=\s|$)\s*"
)
_SPACED_CODE = re.compile(
    rf"\s*(?P<label>(?P<num>[A-Z]{{2,4}} \d{{1,3}}(?:[.-]\d{{1,3}}){{0,3}})){SEPARATOR}(?=\s|$)\s*"
)
_BARE = re.compile(
    r"\s*(?P<label>(?:[(\[](?P<a>\d{1,3}|[a-z]|[ivx]{1,5})[)\]]"
    r"|(?P<b>\d{1,3}(?:\.\d{1,3}){0,3}|[a-z](?=[.)])|[ivx]{1,5}(?=[.)])|[IVX]{1,5}(?=[.)])"
    r"|[A-Z](?=[.)]))))"
    # "6.113.The Committee recommends": no space between number and sentence
    r"(?P<sep>[.):]?)(?:(?=\s|$)|(?<=\d\.)(?=[A-Z][a-z]))\s*"
)
_OPENER = re.compile(r"[A-Z0-9“\"‘'(\[•■▪●–—$£À-Þ]")
_LOWER_OPENER = re.compile(r"[a-zà-ÿ]")


def read_label(text: str, apart: int = 0) -> Label | None:
    """Find the label that a text begins with, if the text makes one; cross-references are none.

    An unnumbered word counts only with a separator (`FINDING: ...`) or alone; numbered ones also
    before a capital. `Finding a parking place took` and `Recommendation 1.3 of the Task Force` are
    running text. `apart` is where a type of its own ends at the text's beginning: what ends there
    is a label also where its number is a letter (`Action Item I Hold promotions`).
    """
    return _read_number_word(text) or _read_ordinal(text) or _read_worded(text, apart)


def _read_ordinal(text: str) -> Label | None:
    """Read "Third recommendation: Send ..."; "The first finding was" is running text."""
    found = _ORDINAL.match(text)
    if not found:
        return None
    word, kind = word_told(found)
    number = str(ORDINALS.index(found["ordinal"].lower()) + 1)
    label = _squeeze(found["label"])
    return Label(Form.WORD_NUMBER, kind, word, number, label, found["sep"].strip(), found.end())


def _read_worded(text: str, apart: int) -> Label | None:
    found = _WORDED.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    number, separator = found["num"] or "", found["sep"].strip()
    word, kind = word_told(found)
    ends_there = abs(found.end("label") - apart) <= 1 and bool(_OPENER.match(rest))
    if not (number and ends_there) and _runs_on(found["label"], number, separator, rest, word):
        return None
    form = Form.WORD_NUMBER if number else Form.WORD
    also = kind_of_heading(found["also"]) if found["also"] else None
    return Label(
        form, kind, word, tidy_number(number), _squeeze(found["label"]), separator, found.end(),
        plural=is_plural(word), also=also[0] if also else None,
    )  # fmt: skip


def _runs_on(label: str, number: str, separator: str, rest: str, word: str) -> bool:
    """Say whether the words go on as a sentence, so that this is no label."""
    if not number:
        return bool(rest) and not separator
    if separator:
        # "Recommendation 4.2 - the" is a label; "Recommendations 4-7. See" is a mention of many
        return is_plural(word) and bool(re.search(r"[\u2013-]", number))
    if not rest:
        return False
    if is_lone_letter(number) and not _NAMED.search(label):
        return True
    return not _OPENER.match(rest)


def is_lone_letter(number: str) -> bool:
    """Say whether a number is one letter, which may be a word: "Finding A parking place"."""
    return len(number) == 1 and number.isalpha()


# "Recommendation No. I The agency": a letter that is said to be a number.
_NAMED = re.compile(r"\b(?:(?:no|nr|number)\b\.?|recs?\.) *\w+$", re.IGNORECASE)


def _read_number_word(text: str) -> Label | None:
    found = _NUMBER_FIRST.match(text)
    if not found:
        return None
    word, kind = word_told(found)
    rest = text[found.end() :]
    separator = found["sep"].strip()
    if rest[:1].isdigit() and not separator:
        return _read_behind_number(text, found.end("num"))
    # "2. What went well" and "3. SUSTAIN" are sections' titles, over lists
    heads = is_plural(word) or bool(_TITLE_WORD.match(word))
    if (rest and not separator and not _OPENER.match(rest)) or heads:
        return None
    return Label(
        Form.NUMBER_WORD, kind, word, tidy_number(found["num"]), _squeeze(found["label"]),
        separator, found.end(),
    )  # fmt: skip


_TITLE_WORD = re.compile(
    r"what|(?:sustain|improve)s?$|(?:keep|continue) doing|(?:to )?do differently|needs (?:im|work)"
    r"|(?:went|worked) well",
    re.IGNORECASE,
)


def _read_behind_number(text: str, end: int) -> Label | None:
    """Read the label of a numbered paragraph: "1.5 Recommendation 3. Send ...".

    "1.2 Recommendation 4 of the 2015 inquiry asked ..." has none.
    """
    gap = re.compile(r"[.)]?\s+").match(text, end)
    begin = gap.end() if gap else end
    label = _read_worded(text[begin:], 0)
    return replace(label, end=begin + label.end) if label else None


def read_code(text: str, *, spaced: bool = False) -> Label | None:
    """Find a code such as `C.12`, `R7` or `WP-3` at the beginning of a text; `CF 1.1` if `spaced`.

    A space may as well stand within a name ("SR 14"), so that only a series of such is a label's.
    """
    found = _CODE.match(text) or (_SPACED_CODE.match(text) if spaced else None)
    if not found or _LOWER_OPENER.match(text[found.end() :]):
        return None
    number = tidy_number(found["num"])
    return Label(
        Form.CODE, None, "", number, _squeeze(found["label"]), found["sep"].strip(), found.end()
    )


def read_number(text: str) -> Label | None:
    """Find a bare number `3.`, `(3)`, `5.2`, `a)` or `iv.` at the beginning of a text."""
    found = _BARE.match(text)
    if not found:
        return None
    number = found["a"] or found["b"]
    if not (found["sep"] or found["a"] or "." in number or text[found.end() :][:1].isupper()):
        return None
    label = _squeeze(found["label"])
    return Label(Form.NUMBER, None, "", number, label, found["sep"], found.end())


def tidy_number(number: str) -> str:
    """Give the number as it is cited: no `#`, brackets or closing point; words become digits."""
    bare = _squeeze(number).strip("#.:()[] ") if not number.endswith(")") else _squeeze(number)
    return str(SPELLED_NUMBERS.get(bare.lower(), bare)).replace("\u2013", "-")


def _squeeze(text: str) -> str:
    return " ".join(text.split())


# Where a number stands in its sequence --------------------------------------------------------

_PARTS = re.compile(r"\d+|[A-Za-z]+")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


def number_parts(number: str) -> tuple[str, tuple[int, ...]]:
    """Split a number into its code letters and its counts: `C.12` -> ("C", (12,)).

    `PLN-F1` has the letters "PLN-F", a subject's and a kind's. Roman numerals and single letters
    count as their value; "" gives ("", ()).
    """
    pieces = _PARTS.findall(number)
    if not pieces:
        return "", ()
    if len(pieces) == 1 and pieces[0].isalpha():
        return "", (_alphabetic(pieces[0]),)
    prefix = pieces[0] if pieces[0].isalpha() else ""
    counts = pieces[1:] if prefix else pieces
    if len(prefix) > 1 and len(counts) > 1 and counts[0].isalpha() and counts[1].isdigit():
        prefix, counts = f"{prefix}-{counts[0]}", counts[1:]
    return prefix, tuple(int(p) if p.isdigit() else _alphabetic(p) for p in counts)


def _alphabetic(text: str) -> int:
    lowered = text.lower()
    if len(text) == 1 and lowered not in "ivx":
        return ord(lowered) - ord("a") + 1
    if not set(lowered) <= set(_ROMAN_VALUES):
        return 0
    values = [_ROMAN_VALUES[c] for c in lowered]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def parent_number(number: str) -> str:
    """Give the number one level up: `1.1` -> `1`, `1.2.3` -> `1.2`, `2(a)` -> `2`, else ""."""
    found = re.match(r"^(?P<up>.*\d)(?:[.\-]\d+|\([a-z]+\)|[A-Za-z])$", number)
    return found["up"] if found else ""
