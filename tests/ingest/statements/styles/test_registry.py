from __future__ import annotations

from ingest.statements.styles.induction import Form
from ingest.statements.styles.registry import STYLES, name_style, style_of
from kb.domain.record import Kind


def forms(*pairs: tuple[Kind, str]) -> list[Form]:
    return [Form(kind, family, 3, 1.0, 3.0) for kind, family in pairs]


def test_every_style_has_its_own_slug_and_forms() -> None:
    assert len({s.slug for s in STYLES}) == len(STYLES)
    assert len({s.prints for s in STYLES}) == len(STYLES)


def test_every_style_is_recognised_by_its_forms() -> None:
    for style in STYLES:
        assert style_of(forms(*style.prints)) is style


def test_an_unknown_style_is_named_by_what_was_induced() -> None:
    found = forms((Kind.STRENGTH, "code"), (Kind.FINDING, "column"))
    assert name_style(found) == "induced: finding by column, strength by code"
    assert name_style([]) == "none"
