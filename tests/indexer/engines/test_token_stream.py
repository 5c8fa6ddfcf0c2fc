from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from indexer.documents import Document
from indexer.engines.token_stream import GAP, streams
from kb.analysis import words_of


def written(text: str) -> tuple[str, frozenset[str]]:
    """Give a statement's stream and words."""
    told = streams(Document("r/x/1", "records", "r", (("statement", text),)))
    return told.fields["statement"], told.words


@given(st.text(alphabet=st.sampled_from("aB9.-',’é_ \t\u00a0\u2028\x1c()&"), max_size=60))
@example("The U.S. K-9 unit — 9-1-1, 1,200 officers' e-mail")
def test_a_stream_holds_what_the_analyzer_reads_of_the_whole_text(text):
    told = words_of(text)
    stream = " ".join(GAP if word.stop else word.term for word in told)
    assert written(text) == (stream, {word.word for word in told if not word.stop})


def test_what_is_too_long_to_keep_is_read_all_the_same():
    assert written("gas " + "x" * 5_000)[0].split(" ") == ["gas", "x" * 5_000]
