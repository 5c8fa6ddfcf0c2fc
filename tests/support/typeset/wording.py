"""Words that reports in drawn styles are made of: labels, headings, prose, and what misleads."""

from __future__ import annotations

WORDS = {
    "finding": ("Finding", "FINDING", "Key Finding", "Conclusion"),
    "observation": ("Observation", "OBSERVATION"),
    "lesson": ("Lesson Learned", "Lesson", "LESSON LEARNED", "Lesson Identified"),
    "recommendation": ("Recommendation", "RECOMMENDATION", "Rec.", "Recommendation No."),
    "strength": ("Strength", "Best Practice", "STRENGTH", "Notable Practice", "Commendation"),
    "improvement": ("Area for Improvement", "AREA FOR IMPROVEMENT", "Area Needing Improvement"),
    "action-item": ("Action Item", "ACTION ITEM"),
    "corrective-action": ("Corrective Action", "CORRECTIVE ACTION"),
    "contributing-factor": ("Contributing Factor", "CONTRIBUTING FACTOR"),
}
HEADINGS = {
    "finding": ("Findings", "Key Findings", "What we found"),
    "observation": ("Observations",),
    "lesson": ("Lessons Learned",),
    "recommendation": ("Recommendations", "Our recommendations"),
    "strength": ("Strengths", "What Went Well"),
    "improvement": ("Areas for Improvement",),
    "action-item": ("Action Items",),
    "corrective-action": ("Corrective Actions",),
    "contributing-factor": ("Contributing Factors",),
}
PAIRS = (
    ("finding", "recommendation"),
    ("observation", "recommendation"),
    ("finding", "lesson"),
    ("strength", "improvement"),
    ("improvement", "corrective-action"),
    ("recommendation", "action-item"),
    ("contributing-factor", "recommendation"),
    ("recommendation", ""),
    ("lesson", ""),
    ("finding", ""),
)
# Of which kinds the pool's texts will do where it has none of the kind itself.
NEAR = {
    "finding": "observation",
    "lesson": "recommendation",
    "improvement": "finding",
    "contributing-factor": "finding",
    "corrective-action": "action-item",
}
THEMES = (
    "Command and coordination",
    "Training and exercises",
    "Communications",
    "Mutual aid",
    "Use of force",
    "Community relations",
    "Medical response",
    "Public information",
    "Officer wellness",
    "Equipment and logistics",
    "Dispatch",
    "Planning and preparedness",
)
NARRATIVE = (
    "Interviews with {n} supervisors described the first hours in similar terms.",
    "The review team compared the radio log with the dispatch record for the same period.",
    "Two sergeants recalled that the map in the command vehicle was an earlier edition.",
    "By {n} o'clock most of the relief shift had arrived at the fairground gate.",
    "Members of the public spoke at {n} listening sessions held in the library annex.",
    "Records kept by the county show how many radios were issued and when they came back.",
    "Neighboring departments had trained together on {n} occasions in the year before.",
    "The plan in force that evening dated from an earlier administration.",
    "Several witnesses placed the barricade one block farther east than the log does.",
    "Weather played a part: rain fell until shortly before midnight and the lots were soft.",
)
CROSS_REFERENCES = (
    "As Recommendation 3 of an earlier state task force put it, no plan survives without practice.",
    "The discussion of Finding 2 above describes the sequence in which units were released.",
    "Recommendation 1.2 in this chapter should be read together with the policy in force.",
)
# What another body had recommended, as a report quotes it.
QUOTED = (
    "Agencies must adopt a common vocabulary for radio traffic before the next season.",
    "Every county should keep a register of officers who can command at the scene.",
    "The state should pay for one joint exercise in each region every second year.",
    "Chiefs ought to publish the rules under which crowds may be dispersed.",
)
QUOTED_INTRODUCTIONS = (
    "The state task force of 2009 had recommended:",
    "In its report of 2012 the Governor's commission made these recommendations:",
    "An earlier review by the regional council recommended that:",
)
# Short titles on the line of a label, above what is asked or found.
TITLES = (
    "Staffing of the desk",
    "Radio channels",
    "The duty roster",
    "Working with neighbors",
    "Records of the night",
)
# What a report without statements of its own may yet say of them.
ACCOUNTS = (
    "The board of inquiry made eleven recommendations, which the city must answer by the spring.",
    "Its finding 3 was that the plan should have been rehearsed; the chief did not agree.",
    "This account makes no findings and offers no recommendations.",
)
GLOSSARY = (
    ("Finding", "A statement of fact that the team reached after weighing the evidence."),
    ("Mutual aid", "Help given by one agency to another under a written agreement."),
    ("Recommendation", "An action that an agency should take in answer to a finding."),
    ("Staging area", "A place where units wait until they must be assigned to a task."),
)
PULL_QUOTES = (
    "We did not know who was in charge, and nobody on the street should have to ask.",
    "Recommendation or no recommendation, somebody must answer the radio.",
)
ANSWERS = (
    ("accepted", "The Government accepts this recommendation. Work began in the spring."),
    ("accepted in part", "The Government accepts this recommendation in part. Costs are assessed."),
    ("accepted in principle", "The Government accepts the recommendation in principle."),
    ("not accepted", "The Government does not accept this recommendation, for reasons of cost."),
)
STATUSES = (
    ("complete", "Complete. The policy was issued in May."),
    ("in progress", "In progress; a draft is with counsel."),
    ("partially complete", "Partially complete. Half of the shifts were trained."),
    ("not started", "Not started for want of money."),
)
