"""Other ways of writing what was asked, told above the results with the link that does without."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.answer.finding import FoundPage
from indexer.question.expansion import Expansion
from web.state import SearchState


@dataclass(frozen=True, slots=True)
class OtherForms:
    """What else was looked for, in sentences, and where a click leads that changes it."""

    told: tuple[str, ...]
    label: str
    url: str


def other_forms(found: FoundPage) -> OtherForms | None:
    """Tell what was looked for beside the words typed; None where that is nothing.

    A mended word is only told where it found something.
    """
    state = SearchState(found.request)
    if not found.request.expand:
        return OtherForms(
            (), "Look for abbreviations and misspelt words too", state.mending().url()
        )
    told = tuple(_sentence(one) for one in found.expansions if found.total or not one.misspelt)
    return OtherForms(told, "Search as typed", state.as_typed().url()) if told else None


def _sentence(one: Expansion) -> str:
    forms = " and ".join(f"“{form}”" for form in one.forms)
    if one.topics:
        return f"No report here holds “{one.word}”; statements on {forms} are shown for it."
    if one.misspelt:
        return (
            f"No report here holds “{one.word}”; these hold {forms}, which is spelt most like it."
        )
    return f"“{one.word}” was also looked for as {forms}."
