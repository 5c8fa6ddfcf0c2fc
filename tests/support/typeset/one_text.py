"""One report's text, to be printed in many styles: what it finds, asks, tells and quotes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found, with what is asked for in answer."""

    text: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its title, its narrative, what is found and asked in it."""

    title: str
    told: tuple[str, ...]
    found: tuple[Found, ...]


TITLE = "The Night at Harrow Landing: An Independent Account"

CHAPTERS = (
    Chapter(
        "The hours before",
        (
            "The ferry terminal at Harrow Landing closes at ten. On the evening of 14 June some "
            "nine hundred people were still on the quay, since two sailings had been cancelled "
            "and the coaches that were to take them inland had gone to the wrong gate.",
            "Recommendation 4 of the 2015 inquiry asked that the terminal keep a list of coach "
            "firms; the list was drawn up and nobody could say where it was kept. The duty "
            "manager rang round from memory.",
        ),
        (
            Found(
                "The terminal had no plan for passengers who could not leave by the last sailing.",
                (
                    "The port authority should write a plan for stranded passengers and try it "
                    "once a year with the coach firms.",
                    "The port authority and the police should agree who decides that the quay is "
                    "full.",
                ),
            ),
            Found(
                "Officers arriving for the evening were told of the cancelled sailings only by "
                "passengers, although the harbour office had known of them since noon and had "
                "sent two messages to an address that no one read.",
                (
                    "Send notices of cancelled sailings to the control room by telephone.",
                    "The police should name one desk that reads messages from the harbour office "
                    "at all hours, and should test each month that a message sent to it is "
                    "answered within a quarter of an hour.",
                ),
            ),
        ),
    ),
    Chapter(
        "The crush at the gate",
        (
            "Shortly after eleven a rumour went round that a late boat would sail from the "
            "northern pier. Several hundred people turned towards a gate two metres wide, and "
            "those who reached it first found it chained.",
            "Three witnesses described hearing a steward call through a loudhailer, but they "
            "could not make out the words. The chain was cut at twenty past eleven by a fitter "
            "from the workshop who had heard the noise.",
        ),
        (
            Found(
                "No steward at the northern gate held a key to it.",
                (
                    "Every steward who is posted at a gate should hold its key.",
                    "The port authority should replace chains on escape gates with bars that "
                    "open from within.",
                ),
            ),
            Found(
                "Loudhailers could not be heard over the engines, and the public address system "
                "had been out of order since the spring.",
                (
                    "Repair the public address system before the next season, and until then "
                    "post stewards with written boards at every turning.",
                    "The fire service should include the quay in its yearly tests of audibility.",
                ),
            ),
        ),
    ),
    Chapter(
        "Police and stewards",
        (
            "Fourteen officers were at the terminal when the crush began, six of whom had been "
            "there since the morning. Their sergeant had been called to a road accident and "
            "came back at half past eleven.",
            "Stewards and officers used different names for the gates. When the control room "
            "sent help to Gate C, the van drove to what the stewards call the lorry park.",
        ),
        (
            Found(
                "Police and stewards worked from two maps on which the gates bear different names.",
                (
                    "The port authority should print one map, with one name for each gate, and "
                    "give it to everyone who works on the quay.",
                    "Gates should carry their names in letters that can be read from fifty metres.",
                ),
            ),
            Found(
                "For thirty-five minutes no supervisor of police was on the quay, and none of the "
                "constables there believed that they could ask for more officers.",
                (
                    "The police should appoint a deputy whenever a sergeant leaves a crowd.",
                    "Teach constables in their first year that anyone may call for help.",
                ),
            ),
        ),
    ),
    Chapter(
        "Care for the injured",
        (
            "Thirty-one people were hurt, four of them badly. The first ambulance stood at the "
            "freight entrance for eleven minutes because the barrier was lowered and the "
            "watchman had gone to see what the noise was.",
            "Passengers carried two of the injured to the cafe, where a nurse who had been "
            "waiting for the coach looked after them until the crew came.",
        ),
        (
            Found(
                "The ambulance crews had never been shown how to reach the quay at night.",
                (
                    "The ambulance service should visit the terminal with each new crew.",
                    "The watchman's post should be staffed by two people whenever a sailing is "
                    "cancelled.",
                ),
            ),
            Found(
                "First-aid boxes on the quay were locked, and two of the five were empty.",
                (
                    "Check the boxes weekly and leave them unlocked.",
                    "The port authority should train all stewards in first aid and renew the "
                    "training every second year.",
                ),
            ),
        ),
    ),
    Chapter(
        "Afterwards",
        (
            "Families rang the terminal, the police and the hospital through the night. Each of "
            "the three kept a list of its own, and two people were reported missing who had "
            "been asleep in a hotel since midnight.",
            "A meeting was held at the town hall nine days later. Those who spoke at it wanted "
            "above all to know why nobody had rung them back.",
        ),
        (
            Found(
                "Families were given three telephone numbers, none of which was staffed after two "
                "in the morning.",
                (
                    "The council should keep one number for families and staff it until the last "
                    "person has been accounted for.",
                    "Police, port and hospital should share one list of those who were hurt.",
                ),
            ),
            Found(
                "Nobody told the constables and stewards afterwards what had been learned.",
                (
                    "The police should hold a debrief within a week and invite the stewards to it.",
                    "Publish what was learned on the terminal's notice board.",
                ),
            ),
        ),
    ),
)

# What stands at the front and at the back, and states nothing of its own.
ABOUT = (
    "We were asked by the council to give an account of the night and to say what might be done. "
    "We spoke with eighty-six people, read the logs of three services and walked the quay twice, "
    "once in daylight and once after dark.",
    "We thank all who spoke with us. Names of passengers are left out where they asked for it. "
    "Times are given as the harbour clock showed them, which was two minutes fast.",
)
METHOD = (
    "The logs were copied by hand into one table, minute by minute. Where two of them disagreed, "
    "the later entry was taken, unless a photograph showed otherwise.",
    "Of the forty hours of film that the cameras kept, eleven were watched by two of us and the "
    "rest by one. None of it has sound.",
)
