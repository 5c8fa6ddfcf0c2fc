from __future__ import annotations

import pytest

from ingest.headings_of_kind import kind_of_heading
from kb.domain.record import Kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Key Findings", Kind.FINDING),
        ("7. RECOMMENDATIONS", Kind.RECOMMENDATION),
        ("Recommendations for Executive Action", Kind.RECOMMENDATION),
        ("The Process and Lessons Learned", Kind.LESSON),
        ("Findings as to Causes and Contributing Factors", Kind.CONTRIBUTING_FACTOR),
        ("Contributing safety factors", Kind.CONTRIBUTING_FACTOR),
        ("Other findings", Kind.FINDING),
        ("Matter for Congressional Consideration", Kind.RECOMMENDATION),
        ("What Went Well", Kind.STRENGTH),
        ("Areas Needing Improvement", Kind.IMPROVEMENT),
        ("Areas for further development", Kind.IMPROVEMENT),
        ("What could be better", Kind.IMPROVEMENT),
        ("What Could Have Gone Better", Kind.IMPROVEMENT),
        ("What Went Wrong", Kind.IMPROVEMENT),
        ("3.2 Challenges", Kind.IMPROVEMENT),
        ("Successes", Kind.STRENGTH),
        ("Key Takeaways", Kind.LESSON),
        ("Priorities for 2022", Kind.RECOMMENDATION),
        ("What agencies can do", Kind.RECOMMENDATION),
        ("What other towns should do", Kind.RECOMMENDATION),
        ("Priorities for the coming year", Kind.RECOMMENDATION),
        ("Actions for agencies", Kind.ACTION_ITEM),
        ("Keep doing", Kind.STRENGTH),
        ("Do differently", Kind.IMPROVEMENT),
        ("What carried us through", Kind.STRENGTH),
        ("What held us back", Kind.IMPROVEMENT),
        ("Where we fell short", Kind.IMPROVEMENT),
        ("We will", Kind.ACTION_ITEM),
        ("Remedial Measures", Kind.RECOMMENDATION),
        ("What we suggest", Kind.RECOMMENDATION),
    ],
)
def test_headings_announce_a_kind(heading: str, kind: Kind) -> None:
    found = kind_of_heading(heading)
    assert found is not None
    assert found[0] is kind


@pytest.mark.parametrize(
    "heading",
    ["Findings and Recommendations", "Priorities for legislation",
     "Learning from experience", "Lessons from Ebola", "What the panel can do about costs",
     "Safety Action", "Background", "Legal Considerations", "Equal Employment Opportunity",
     "Challenges of the Terrain", "Opportunities for Partnership", "Insights from Others"],
)  # fmt: skip
def test_other_headings_announce_none(heading: str) -> None:
    assert kind_of_heading(heading) is None


def test_a_heading_that_cites_a_recommendation_announces_none() -> None:
    assert kind_of_heading("Finding undiagnosed patients (recommendation 8)") is None
