"""House styles seen in many publishers' reports, named by what they print."""

from __future__ import annotations

from ingest.statements.styles.base import HouseStyle
from kb.domain.record import Kind

STYLES = (
    HouseStyle(
        "findings-lessons",
        "Findings with lessons learned",
        frozenset({(Kind.FINDING, "label"), (Kind.LESSON, "label")}),
    ),
    HouseStyle(
        "findings-recommendations",
        "Findings with recommendations",
        frozenset({(Kind.FINDING, "label"), (Kind.RECOMMENDATION, "label")}),
    ),
    HouseStyle(
        "observations-recommendations",
        "Observations with recommendations",
        frozenset({(Kind.OBSERVATION, "label"), (Kind.RECOMMENDATION, "label")}),
    ),
    HouseStyle(
        "numbered-recommendations",
        "Labelled recommendations",
        frozenset({(Kind.RECOMMENDATION, "label")}),
    ),
    HouseStyle(
        "recommendations-action-items",
        "Recommendations with action items",
        frozenset({(Kind.RECOMMENDATION, "label"), (Kind.ACTION_ITEM, "label")}),
    ),
    HouseStyle(
        "findings-actions",
        "Findings with actions listed under them",
        frozenset({(Kind.FINDING, "label"), (Kind.ACTION_ITEM, "heading")}),
    ),
    HouseStyle(
        "coded-recommendations",
        "Recommendations under letter codes",
        frozenset({(Kind.RECOMMENDATION, "code")}),
    ),
    HouseStyle(
        "chapter-end-lists",
        "Findings and recommendations listed under headings",
        frozenset({(Kind.FINDING, "heading"), (Kind.RECOMMENDATION, "heading")}),
    ),
    HouseStyle(
        "practices-improvements",
        "Best practices and areas for improvement listed under headings",
        frozenset({(Kind.STRENGTH, "heading"), (Kind.IMPROVEMENT, "heading")}),
    ),
    HouseStyle(
        "hseep",
        "HSEEP after-action report and improvement plan",
        frozenset(
            {
                (Kind.STRENGTH, "label"),
                (Kind.IMPROVEMENT, "label"),
                (Kind.CORRECTIVE_ACTION, "column"),
            }
        ),
    ),
    HouseStyle(
        "accident-inquiry",
        "Causes and findings listed under headings",
        frozenset({(Kind.CONTRIBUTING_FACTOR, "heading"), (Kind.FINDING, "heading")}),
    ),
    HouseStyle(
        "safety-commission",
        "Findings and lessons listed, recommendations closed by their code",
        frozenset(
            {
                (Kind.FINDING, "heading"),
                (Kind.RECOMMENDATION, "closing code"),
                (Kind.LESSON, "heading"),
            }
        ),
    ),
    HouseStyle(
        "lessons-lists",
        "Lessons listed under headings",
        frozenset({(Kind.LESSON, "heading")}),
    ),
    HouseStyle(
        "committee",
        "Observations and recommendations listed under headings",
        frozenset({(Kind.OBSERVATION, "heading"), (Kind.RECOMMENDATION, "heading")}),
    ),
    HouseStyle(
        "should-prose",
        "Recommendations in prose without labels",
        frozenset({(Kind.RECOMMENDATION, "sentence")}),
    ),
)
