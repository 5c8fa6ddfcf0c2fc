"""What a known house style is: which kinds it prints in which form, and what its name is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.statements.styles.induction import Form
from kb.domain.record import Kind


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """A way of printing statements that several reports of a publisher share.

    `prints` pairs each kind with the family of its form (`label`, `code`, `closing code`,
    `heading`, `column`, `sentence`). A report is recognised when it prints exactly these.
    """

    slug: str
    name: str
    prints: frozenset[tuple[Kind, str]]

    def explains(self, forms: Iterable[Form]) -> bool:
        """Say whether the induced forms are this style's."""
        return self.prints == {(form.kind, form.family) for form in forms}
