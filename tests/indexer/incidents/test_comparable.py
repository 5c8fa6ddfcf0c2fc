from __future__ import annotations

import pytest

from indexer.incidents.comparable import comparable
from indexer.incidents.comparable_question import (
    How,
    Question,
    hows_given,
    types_of,
    understand,
    value_given,
)
from kb.errors import BadRequest

STORY = "A large protest downtown; two thousand people came and police used tear gas."
BOTH = {"harlow-bend-demonstrations-2020.pdf", "harlow-bend-accountability-2021.pdf"}


def asked(catalog, engine, text="", subjects=(), **more):
    with catalog.read() as view:
        return comparable(view, engine, Question(text, **more), subjects)


def test_the_incident_with_its_reports_and_why(catalog, engine):
    found = asked(catalog, engine, STORY)
    best = found.incidents[0]
    assert set(best.sources) == BOTH
    assert {word.word for word in best.words} >= {"gas", "tear"}
    assert all(word.page == 2 for word in best.words)
    assert len(best.attributes) >= best.known >= best.alike
    assert 0 < best.score <= 1
    assert best.statements
    assert best.topics


@pytest.mark.parametrize("told", ["September 2019", "Ohio", "downtown"])
def test_a_date_or_a_place_alone_is_little_and_scores_low(catalog, engine, told):
    found = asked(catalog, engine, told)
    assert found.little
    assert all(one.score < 0.2 for one in found.incidents)
    assert not asked(catalog, engine, STORY).little


def test_nothing_alike_gives_nothing(catalog, engine):
    assert asked(catalog, engine, "zebra").incidents == ()


def test_too_long_a_story_is_refused(catalog, engine):
    with pytest.raises(BadRequest, match="characters long"):
        asked(catalog, engine, "a" * 20_001)


def test_attributes_alone_find_too(catalog, engine):
    found = asked(catalog, engine, given={"injured_officers": 12})
    assert found.incidents
    stated = found.incidents[0].attributes[0].stated
    assert stated
    assert all(s.page and s.report for s in stated)


def test_filters_alone_list_what_they_let_through(catalog, engine):
    found = asked(catalog, engine, family="public-order")
    assert found.incidents
    assert all(i.incident.type.startswith("public-order/") for i in found.incidents)
    assert found.total == len(found.incidents)


def test_a_hard_filter_comes_first_and_tells_what_it_could_not_judge(catalog, engine):
    assert asked(catalog, engine, STORY, since=2020, until=2020).total == 1
    assert asked(catalog, engine, STORY, since=2021).total == 0
    demanded = {"given": {"curfew": "yes"}, "hows": {"curfew": How.MUST}}
    found = asked(catalog, engine, STORY, **demanded)
    assert (found.incidents, found.left) == ((), ("1 of which no report states curfew",))


def test_what_must_not_have_been_is_left_out_and_what_is_unknown_stays(catalog, engine):
    def total(**given):
        hows = dict.fromkeys(given, How.NOT)
        return asked(catalog, engine, STORY, given=given, hows=hows).total

    assert total(injured_officers=11) == 0
    assert total(chemical_agents="yes") == 1


def test_what_is_left_out_does_not_count():
    text = "Two officers were injured."
    read = understand(Question(text))
    assert [a.key for a in read.compared] == ["injured_officers"]
    left = understand(Question(text, hows={"injured_officers": How.OFF}))
    assert not left.compared
    assert left.attributes[0].how is How.OFF


def test_what_is_given_takes_the_place_of_what_was_read():
    (one,) = understand(Question("Two officers were hurt.", given={"injured_officers": 5})).compared
    assert (one.value, one.quote) == (5, "")


def test_what_counts_double_weighs_double():
    def weight(**hows):
        (one,) = understand(Question(given={"killed": 3}, hows=hows)).compared
        return one.weight

    assert weight(killed=How.MORE) == 2 * weight() == 4 * weight(killed=How.LESS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A man barricaded himself in his home.", "siege/hostage-barricade"),
        ("He shot students in a middle school.", "mass-violence/active-shooter-school"),
        ("They refuse to come out.", "siege/hostage-barricade"),
        ("A grass fire runs up the canyon.", "disaster/wildfire"),
        ("A truck plowed into the parade.", "mass-violence/vehicle-attack"),
        ("He shot students; parents are flooding the lot.", "mass-violence/active-shooter-school"),
        ("Students are occupying the quad.", "public-order/occupation"),
        ("A deputy was ambushed at a traffic stop.", "officer-targeted/ambush"),
        ("One of ours shot a kid.", "use-of-force/officer-involved-shooting"),
        ("Bottles n rocks, ppl outside HQ.", "public-order/civil-unrest"),
        ("Which recommendations are done?", "organizational/collaborative-reform"),
        ("Crowd of 200 at city hall, third night.", "public-order/mass-demonstration"),
        ("They took over the admin building.", "public-order/occupation"),
        ("Two deps shot, susp running in the woods.", "officer-targeted/ambush-manhunt"),
        ("He killed one of our guys and took off.", "officer-targeted/ambush-manhunt"),
        ("A cop shot an unarmed man.", "use-of-force/officer-involved-shooting"),
        ("A young man killed by police.", "use-of-force/officer-involved-shooting"),
        ("A kid with a rifle in the middle school.", "mass-violence/active-shooter-school"),
        ("Complaints pile up against our officers.", "organizational/misconduct"),
        ("House surrounded, negotiators talk.", "siege/hostage-barricade"),
        ("The dike gave way at noon.", "disaster/flood"),
        ("A backpack went off at the finish line.", "mass-violence/bombing"),
        ("Our deputy killed a man who held a knife.", "use-of-force/officer-involved-shooting"),
        ("Troopers shot from an overpass.", "officer-targeted/ambush"),
        ("A guy with an AR came into the cinema.", "mass-violence/active-shooter-public-venue"),
        ("He shot at the audience.", "mass-violence/active-shooter-public-venue"),
        ("Two of us shot by a man on a porch.", "officer-targeted/ambush"),
        ("A man held a neighbor at gunpoint.", "siege/hostage-barricade"),
        ("Three guys with rifles in the mall.", "mass-violence/active-shooter-public-venue"),
        ("A mob is setting bins on fire.", "public-order/civil-unrest"),
        ("They chained themselves to the desk.", "public-order/occupation"),
        ("Two blasts by the beer tents.", "mass-violence/bombing"),
        ("Two cops fired at a teenager.", "use-of-force/officer-involved-shooting"),
        ("We write up black kids on bikes.", "bias/stops-disparity"),
        ("We chased a stolen car, it flipped.", "pursuit/vehicle-pursuit"),
        ("CROWD OUTSIDE CITY HALL, ROCKS THROWN AT US", "public-order/civil-unrest"),
        ("Complaints about our officers since the riot.", "organizational/misconduct"),
        ("IA is a year behind.", "organizational/misconduct"),
        ("Not a protest: he is barricaded in his house.", "siege/hostage-barricade"),
        ("There was no shooting, only a march.", "public-order/mass-demonstration"),
        ("A man is holding people in a rural store.", "siege/hostage-barricade"),
        ("He has staff and shoppers in there.", "siege/hostage-barricade"),
        ("Inmates took over two units.", "public-order/riot"),
        ("Convicts have the cell block.", "public-order/riot"),
        ("He walked out of the county jail.", "manhunt/fugitive"),
        ("Two lifers cut a wall of the prison.", "manhunt/fugitive"),
        ("He walked out of the psych ward.", "manhunt/fugitive"),
        ("A trooper PITed a minivan.", "pursuit/vehicle-pursuit"),
        ("The eye wall comes through.", "disaster/hurricane"),
        ("A cat 3 took the roof.", "disaster/hurricane"),
        ("The balcony gave way.", "medical-event/mass-casualty"),
        ("Fire in a nursing home.", "disaster/other"),
        ("A gunman took over a nail salon.", "siege/hostage-barricade"),
        ("A vet locked in his garage.", "siege/hostage-barricade"),
        ("Hooligans fought in the subway.", "public-order/celebration-sports"),
        ("Bodies at four addresses.", "mass-violence/mobile-mass-shooting"),
        ("A cop killer in the swamp.", "manhunt/officer-murder"),
        ("A sniper hit two officers.", "officer-targeted/ambush"),
        ("One of mine just shot a guy.", "use-of-force/officer-involved-shooting"),
        ("A dad with a gun has his children.", "siege/hostage-barricade"),
        ("An EF4 on Main Street.", "disaster/other"),
        ("Inmates won't lock down, took the yard.", "public-order/riot"),
        ("A counter march is announced.", "public-order/counter-demonstration"),
        ("A landslide after the earthquake.", "disaster/earthquake"),
        ("A small plane hit a power line.", "transport/aviation"),
        ("An air ambulance came down by the mall.", "transport/aviation"),
        ("A ferry lost power in the strait.", "transport/marine"),
        ("Tankers on their side, a vapor cloud.", "disaster/other"),
        ("Thirty heads of state are coming.", "public-order/summit-nsse"),
        ("NATO ministers meet here in the fall.", "public-order/summit-nsse"),
        ("A 7.1 hit, overpass down.", "disaster/earthquake"),
        ("A deputy kept chasing the kia.", "pursuit/vehicle-pursuit"),
        ("The duck boat sank.", "transport/marine"),
        ("They pushed into city hall.", "government-facility/attack"),
        ("Complaints sat in a drawer.", "organizational/misconduct"),
        ("A pickup ran down the sidewalk.", "mass-violence/vehicle-attack"),
        ("An officer with complaints shot a boy.", "use-of-force/officer-involved-shooting"),
        ("A child killed at school yesterday.", "mass-violence/active-shooter-school"),
        ("Inmates died of covid.", "medical-event/pandemic"),
        ("Two inmates missing from the count.", "manhunt/fugitive"),
        ("Ten inmates and a nurse positive.", "medical-event/pandemic"),
        ("A 6.4, brick walls in the street.", "disaster/earthquake"),
        ("Tank cars left the rails, smoke.", "transport/rail"),
        ("We host the trade ministers in May.", "public-order/summit-nsse"),
        ("He drove through the christmas market.", "mass-violence/vehicle-attack"),
        ("A van plowed over the sidewalk.", "mass-violence/vehicle-attack"),
        ("People piled up at the gate.", "medical-event/mass-casualty"),
        ("A tour bus went off the pass.", "medical-event/mass-casualty"),
        ("A high rise fire, many on the stairs.", "disaster/other"),
    ],
)
def test_types_are_read_by_their_cues(text, kind):
    assert understand(Question(text)).types[0][0] == kind


@pytest.mark.parametrize(
    "told",
    [
        "",
        "The marching band went by.",
        "We have staff in two shifts.",
        "The fire department is evacuating a home.",
        "Detainees have been fed.",
        "No visits since march.",
        "The neighborhood exploded.",
        "A pit bull in the pit of the stage.",
    ],
)
def test_no_cue_no_type(told):
    assert types_of(told) == ()


@pytest.mark.parametrize("told", ["no looting", "Not a riot.", "without any violent protest"])
def test_what_is_denied_is_no_type(told):
    assert understand(Question(told)).types == ()


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("There was no shooting, only a march.", "There was , only a march."),
        ("Not a riot, no looting and no unrest after the game.", ",  and  after the game."),
        ("A riot without any looting.", "A riot ."),
        ("No shots fired, big fight at the game.", ", big fight at the game."),
        ("It wasn't a shooting, it was fireworks.", "It , it was fireworks."),
        ("We never had a riot, only a march.", "We , only a march."),
        ("No officers were hurt.", "No officers were hurt."),
        ("He was seen to plant a bomb.", "He was seen to plant a bomb."),
    ],
)
def test_what_is_denied_is_not_looked_for(told, kept):
    assert understand(Question(told)).told == kept


def test_what_is_denied_still_states_a_detail():
    assert [(a.key, a.value) for a in understand(Question("no tear gas used")).attributes] == [
        ("chemical_agents", "no")
    ]


def test_the_background_says_half():
    assert types_of("complaints against the police after the riots") == (
        ("organizational/misconduct", 1.0),
        ("public-order/riot", 0.5),
    )
    assert types_of("after the riots") == (("public-order/riot", 0.5),)


def test_the_occasion_of_an_attack_says_half():
    assert types_of("A pickup drove into people at homecoming.") == (
        ("mass-violence/vehicle-attack", 1.0),
        ("public-order/celebration-sports", 0.5),
    )
    assert types_of("Fights at homecoming.") == (("public-order/celebration-sports", 1.0),)


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [("killed", "1,200", 1200), ("duration_hours", "0.5", 0.5), ("weapon", "Rifle", "rifle")],
)
def test_values_as_people_write_them(key, written, value):
    assert value_given(key, written) == value


@pytest.mark.parametrize(
    ("key", "written"), [("killed", "many"), ("weapon", "catapult"), ("colour", "red")]
)
def test_what_cannot_stand_is_refused_with_what_can(key, written):
    with pytest.raises(BadRequest) as refused:
        value_given(key, written)
    assert refused.value.hint


def test_hows_are_of_a_closed_list():
    assert hows_given([("killed", "more"), ("type", "")]) == {"killed": How.MORE}
    with pytest.raises(BadRequest):
        hows_given([("killed", "twice")])
    with pytest.raises(BadRequest):
        hows_given([("colour", "more")])


def test_reports_that_disagree_are_both_shown(catalog, engine):
    found = asked(catalog, engine, given={"injured_officers": 11})
    (matched,) = found.incidents[0].attributes
    assert len(matched.stated) == 2
    assert not matched.disputed
