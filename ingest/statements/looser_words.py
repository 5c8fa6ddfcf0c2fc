"""Words that name a statement where a report uses them so: "Keep" and "Fix", "Issue", "Remedy".

Elsewhere they are none, unlike those of `ingest.words_of_kind`; so they count only where they come
back over statements, or head a column beside what is asked.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.domain.record import Kind

# What people mean by words that are no labels elsewhere (`ingest.words_of_kind`), one over each
# statement.
KINDS: Mapping[Kind, str] = {
    Kind.STRENGTH: (
        "keep|keeper|plus|pro|highlight|good|continue|maintain|"
        "area of excellence|point of pride|bright spot"
    ),
    Kind.IMPROVEMENT: (
        "fix|delta|problem|concern|didn’t work|didn't work|did not work|"
        "could be better|even better if|change|stop|improvement|vulnerability|need|"
        "barrier|obstacle|negative|minus|con|failure|room to improve"
    ),
    Kind.FINDING: (
        "issue|key issue|safety issue|assessment|determination|fact|result|"
        "judgment|answer|our answer|what happened and why|what happened|key point"
    ),
    Kind.OBSERVATION: ("reflection|comment|discovery"),
    Kind.LESSON: (
        "teaching point|training point|reminder|moral|what this teaches|learning outcome"
    ),
    Kind.RECOMMENDATION: (
        "do|advice|remedy|solution|fix it|way forward|path forward|what to do|"
        "proposed change|proposed remedy|directive|priority|ask|"
        "call to action|countermeasure|mitigation|to do|task|commitment|"
        "undertaking|start"
    ),
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split("|")}
WORDS = frozenset(_KIND_OF)


def kind_of_word(word: str) -> Kind | None:
    """Give the kind that people mean by such a word, None where it is none of these."""
    return _KIND_OF.get(word.strip(" :").lower())
