"""Other ways of writing what was asked, told above the results with the link that does without."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.expansion import Expansion
from indexer.finding import FoundPage
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
    forms = " or ".join(f"“{form}”" for form in one.forms)
    if one.misspelt:
        return f"No text holds “{one.word}”; looked for {forms}."
    return f"Looked for {forms} as well as “{one.word}”."
