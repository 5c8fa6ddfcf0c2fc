"""Which language but English a text seems to be written in, by its commonest small words."""

from __future__ import annotations

import re

# Of the others, words that English does not have or that are rare in it.
_SMALL_WORDS = {
    "English": "the a an of to in on at and or is are was we our they he she it his her for with "
    "by from no not have has had were what how who this that after before out up",
    "Spanish": "el la los las un una en del que por para con su sus está están hay es y fue se",
    "French": "le la les des du un une est sont dans qui que pour avec sur ont été il elle et aux",
    "German": "der die das den dem ein eine einer und ist sind nicht mit von auf hat sich im wurde",
    "Portuguese": "o os as um uma em do da dos das que por para com não está estão foi há e se",
    "Italian": "il lo gli una di del della che per con sono nel nella è stato hanno non e si",
    "Dutch": "de het een en van is zijn niet met op voor heeft werd naar door ook bij",
}
_BY_LANGUAGE = {name: frozenset(words.split()) for name, words in _SMALL_WORDS.items()}
# Two such words stand by chance in a name ("El Paso", "Los Angeles"), three seldom do.
FEWEST = 3


def other_language(text: str) -> str:
    """Name the language of a text that is not English, "" where it is or cannot be told."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {name: sum(w in known for w in words) for name, known in _BY_LANGUAGE.items()}
    english = counts.pop("English")
    likely = max(counts, key=lambda name: counts[name])
    return likely if counts[likely] >= max(FEWEST, 2 * english) else ""
