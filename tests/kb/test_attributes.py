from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.attribute_rules.answers import YES_NO_RULES
from kb.attribute_rules.named import category_patterns
from kb.attribute_rules.table import NUMBERS
from kb.attribute_table import ATTRIBUTES, BY_KEY, written
from kb.attributes import mentions, read_attributes


def values(text):
    return {a.key: a.value for a in read_attributes(text)}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("3.3 Ninety-three people were arrested.", "arrests", 93),
        ("Some two dozen officers were hurt.", "injured_officers", 24),
        ("Over nine hours four hostages came out.", "hostages", 4),
        ("The county has 41,000 people and the sheriff 46 deputies.", "sworn_strength", 46),
        ("Elm, a city of 29,000, has 52 officers.", "sworn_strength", 52),
        ("We had 138 of our 655 officers on the street.", "sworn_strength", 655),
        ("Teams from thirty-one departments responded.", "agencies_count", 31),
        ("Eight officers and two dozen revelers were hurt.", "injured_officers", 8),
        ("Four inmates and three officers were hurt.", "injured_public", 4),
        ("Some 430 houses and two schools were destroyed.", "structures_lost", 430),
        ("About 1,450 residents left in the night.", "evacuated", 1450),
        ("Seven were hostages: seven hostages, then one hostage.", "hostages", 7),
        ("About 11,000 people were present.", "crowd_size_high", 11000),
        ("Some 24,000 people came to the quay.", "crowd_size_high", 24000),
        (
            "It answers 9-1-1 calls for three counties and 118,000 people.",
            "jurisdiction_population",
            118000,
        ),
        ("The city has 151,000 people and lent what it could.", "jurisdiction_population", 151000),
        (
            "The bureau has 540 sworn members for a city of 233,000.",
            "jurisdiction_population",
            233000,
        ),
        ("Participating organizations: Eleven agencies.", "agencies_count", 11),
        ("Search teams from nineteen states came.", "mutual_aid", "yes"),
        ("National Guard arrives", "national_guard", "yes"),
        ("The EOC opened in part.", "eoc_activated", "partial"),
        ("They were held for eleven hours.", "duration_hours", 11),
        ("He opened fire, killing four and injuring eleven.", "killed", 4),
        ("The attack left 27 hurt.", "injured", 27),
        ("Eleven were injured, among them two officers.", "injured_officers", 2),
        ("Two officers suffered burns.", "injured_officers", 2),
        ("He killed six people, two of them officers.", "killed_officers", 2),
        ("All three occupants of the car died.", "killed", 3),
        ("There were no arrests.", "arrests", 0),
        ("Ninety-one arrests followed.", "arrests", 91),
        ("Attendance that evening was 41,300.", "crowd_size_high", 41300),
        ("The march, which the police put at 12,000, ended at noon.", "crowd_size_high", 12000),
        ("The blaze took 212 homes and 14 businesses.", "structures_lost", 212),
        ("The Guard was not called.", "national_guard", "no"),
        ("The standoff lasted eleven and a half hours.", "duration_hours", 11.5),
        ("He was gone for 41 hours.", "duration_hours", 41),
        ("The sheriff employs 240 deputies.", "sworn_strength", 240),
        ("Elm has 83,000 people, 9,000 of whom study there.", "jurisdiction_population", 83000),
        ("It was joined by others, seven agencies in all.", "agencies_count", 7),
        ("Five agencies with 38 officers searched the river.", "agencies_count", 5),
        ("Neighboring hospitals took 61 ambulances.", "mutual_aid", "yes"),
        ("About 1,900 people within a mile were told to leave their homes.", "evacuated", 1900),
        ("Police ordered 640 residents to leave.", "evacuated", 640),
        ("An evacuation order covered 62,000 people.", "evacuated", 62000),
        ("More than 5,000 residents were ordered from their homes.", "evacuated", 5000),
        ("Some 300 patients were taken to other hospitals.", "evacuated", 300),
        ("Mutual aid came from 19 jurisdictions.", "agencies_count", 19),
        ("A total of 19 police, fire and medical agencies responded.", "agencies_count", 19),
        ("Nine departments answered the call for aid.", "agencies_count", 9),
        ("Nine customers and employees were taken hostage.", "hostages", 9),
        ("They stood on the university’s South Lawn.", "setting", "campus"),
        ("The 1,900 inhabitants of Lac Elm stayed indoors.", "jurisdiction_population", 1900),
        ("The local command has 54 police for 21,000 people.", "sworn_strength", 54),
        ("The local command has 54 police for 21,000 people.", "jurisdiction_population", 21000),
        ("Elmshire Police serves 690,000 people and has 1,340 officers.", "sworn_strength", 1340),
        ("The town's police force numbers 310.", "sworn_strength", 310),
        ("Five agencies had a part in it.", "agencies_count", 5),
        ("Twelve agencies and four churches took part.", "agencies_count", 12),
        ("One inmate, stabbed in the neck, died at the hospital.", "killed", 1),
        ("Eleven students were shot, four of them fatally.", "killed", 4),
        ("Three of those shot died.", "killed", 3),
        ("No one was hurt.", "killed", 0),
        ("Deputy Ann Marsh was killed.", "killed_officers", 1),
        ("Two hospitals treated 286 people for heat illness.", "injured", 286),
        ("Seven students and two officers were treated.", "injured_public", 7),
        ("Boats brought out 167 people.", "evacuated", 167),
        ("After that 4,100 people were ordered out.", "evacuated", 4100),
        ("At its peak the gathering numbered about 2,400.", "crowd_size_high", 2400),
        ("Between 15,000 and 18,000 filled eleven blocks.", "crowd_size_high", 18000),
        ("The outage lasted from 2 a.m. to 1 p.m., eleven hours.", "duration_hours", 11),
        ("Dispatch was down for nine hours.", "duration_hours", 9),
        ("The school had no resource officer that day.", "sro_present", "no"),
        ("A team enters with pepper spray.", "chemical_agents", "yes"),
        ("It was the week of the heat wave.", "trigger", "weather"),
        ("They met at the Wayside Inn.", "setting", "hotel/high-rise"),
        ("Twenty-four members and fifty-one others were hurt.", "injured_officers", 24),
        ("Twenty-four members and fifty-one others were hurt.", "injured_public", 51),
        ("One deputy was killed and two were wounded.", "injured_officers", 2),
        ("Forty-four members of the public and nine officers were hurt.", "injured_public", 44),
        (
            "The crowd at its largest, on the second Saturday, was put at 1,100.",
            "crowd_size_high",
            1100,
        ),
        ("The appraiser counts 1,140 homes and businesses as destroyed.", "structures_lost", 1140),
        ("Assistance came from 26 agencies.", "agencies_count", 26),
        ("Assistance came from 26 agencies.", "mutual_aid", "yes"),
        ("Elk Ridge has 66,000 people and 141 officers.", "sworn_strength", 141),
        ("A sergeant threw a canister of gas upwind.", "chemical_agents", "yes"),
        ("The emergency operations center had been at Level 1.", "eoc_activated", "yes"),
        ("Vehicles stopped on State Route 9.", "setting", "highway"),
        ("He killed nine people and wounded forty-one.", "killed", 9),
        ("He killed nine people and wounded forty-one.", "injured", 41),
        ("Two deputies were ambushed and killed.", "killed_officers", 2),
        ("A resident was killed that night.", "killed_public", 1),
        ("Nobody died.", "killed", 0),
        ("No one was killed.", "killed", 0),
        ("Six of his coworkers were killed before he shot himself.", "killed", 6),
        ("He killed eight of his neighbours at seven places.", "killed", 8),
        ("He killed eight of his neighbours at seven places.", "scenes", 7),
        ("Four more were wounded.", "injured", 4),
        ("Seven officers were treated for the effects of gas.", "injured_officers", 7),
        ("Sixteen members of the public went to hospital.", "injured_public", 16),
        ("Six students were treated for sprains.", "injured_public", 6),
        ("It ended with thirty-one people under arrest.", "arrests", 31),
        ("By two o'clock there had been twenty-four arrests.", "arrests", 24),
        ("The crowd was put at 2,600 by an officer on a roof.", "crowd_size_high", 2600),
        (
            "Shortly before midnight our aviation unit estimated 22,000 people.",
            "crowd_size_high",
            22_000,
        ),
        ("More than four hundred officers from thirteen agencies responded.", "agencies_count", 13),
        ("By 2130 hrs twelve more agencies had arrived.", "agencies_count", 13),
        ("About 340 employees and visitors were brought out of the yard.", "evacuated", 340),
        ("It took 55 minutes to bring the last of some 410 people out.", "evacuated", 410),
        ("Two hundred properties were flooded and 34 were lost outright.", "structures_lost", 34),
        ("The event lasted one hour and nine minutes from the first shot.", "duration_hours", 1.15),
        ("The department used force 141 times over the four days.", "duration_hours", 96),
        ("For eleven hours residents did not know whether to stay.", "duration_hours", 11),
        ("It took the department six hours to close the incident.", "duration_hours", 6),
        ("Two suburban departments sent 85 officers.", "mutual_aid", "yes"),
        (
            "It was cleared with help from the Highway Patrol and four municipal departments.",
            "mutual_aid",
            "yes",
        ),
        ("It ended with tear gas on Third Avenue.", "chemical_agents", "yes"),
        ("The National Guard took over the outer perimeter.", "national_guard", "yes"),
        ("Two constables were injured.", "injured_officers", 2),
        ("About 140 residents of Weir Street were asked to leave.", "evacuated", 140),
        ("37 people from nearby houses were moved to a hall.", "evacuated", 37),
        (
            "The two were released at 10.35 am on 3 June, after nineteen hours.",
            "duration_hours",
            19,
        ),
        ("The last crews left the site, 71 hours after the first call.", "duration_hours", 71),
        ("7 people killed 19 people wounded", "killed", 7),
        ("Three residents drowned.", "killed", 3),
        ("A 34-year-old career firefighter died.", "killed", 1),
        ("Officers made 64 arrests and 17 officers were injured.", "injured_officers", 17),
        ("By then 642 people had been arrested and 186 officers injured.", "injured_officers", 186),
        ("One constable was struck by glass.", "injured_officers", 1),
        ("Three city officers reported minor injuries.", "injured_officers", 3),
        ("Three firefighters were treated for heat exhaustion.", "injured", 3),
        ("Two people died and 340 were evacuated.", "evacuated", 340),
        ("About 1,150 people left theirs.", "evacuated", 1150),
        (
            "Since then 214 homes had been destroyed or could no longer be lived in.",
            "structures_lost",
            214,
        ),
        ("They encircled the crowd and arrested 217 of them.", "arrests", 217),
        ("Some 1,500 people were in the streets.", "crowd_size_high", 1500),
        ("By noon nine agencies were represented.", "agencies_count", 9),
        ("There were 14 agencies on scene.", "agencies_count", 14),
        ("A force of 240 officers from six services moved in.", "agencies_count", 6),
        (
            "A tornado in Elm County (population 41,000) came at dusk.",
            "jurisdiction_population",
            41000,
        ),
        ("They came with help from two county agencies.", "mutual_aid", "yes"),
        ("The Governor ordered the Guard to state active duty.", "national_guard", "yes"),
        ("The commander authorized CS gas.", "chemical_agents", "yes"),
        ("Traffic resumed at nine, 105 hours after it had stopped.", "duration_hours", 105),
        ("He stayed inside for thirteen hours.", "duration_hours", 13),
        ("In less than thirty minutes he killed six people.", "duration_hours", 0.5),
        ("He shot nine people. Three of them died.", "killed", 3),
        ("Nineteen officers were injured.", "injured_officers", 19),
        ("The crowd, estimated at 3,200, filled the street.", "crowd_size_high", 3200),
        ("Police made 117 arrests over nine nights.", "arrests", 117),
        ("The robber held six people hostage.", "hostages", 6),
        ("Some 13,400 residents were evacuated.", "evacuated", 13400),
        ("It burned 61,000 acres and 418 structures.", "structures_lost", 418),
        ("It is a river city of 61,000 in the north.", "jurisdiction_population", 61000),
        ("The county has 52,000 residents.", "jurisdiction_population", 52000),
        ("The department has 118 sworn positions.", "sworn_strength", 118),
        ("Our 120-officer department had a shooting.", "sworn_strength", 120),
        ("The search involved twenty-three agencies.", "agencies_count", 23),
        ("Ten outside agencies sent officers.", "agencies_count", 11),
        ("Medics of 16 agencies had come before noon.", "agencies_count", 16),
        ("It dispatches for fourteen police, fire and ambulance agencies.", "agencies_count", 14),
        ("It answers for the county's 164,000 residents.", "jurisdiction_population", 164000),
        ("A crowd came, perhaps 1,800 to 2,200 people by one count.", "crowd_size_high", 2200),
        ("Between 900 and 1,100 people stood on the bridge.", "crowd_size_high", 1100),
        ("Thirty-one were arrested in that time.", "arrests", 31),
        ("One hundred and sixty-four were injured.", "injured", 164),
        ("Sixty-three people were moved from their houses.", "evacuated", 63),
        ("Some 21,000 left under the mandatory order.", "evacuated", 21000),
        ("Deputy Ash was treated for cuts.", "injured_officers", 1),
        ("Fifty were taken to seven hospitals.", "injured", 50),
        ("They worked from paper cards for 30 hours, until noon.", "duration_hours", 30),
        ("He fired 61 rounds in a little under six minutes.", "duration_hours", 0.1),
        (
            "The emergency operations center was opened for logistics only.",
            "eoc_activated",
            "partial",
        ),
        ("The standoff lasted nineteen hours.", "duration_hours", 19),
        ("A three-day standoff followed.", "duration_hours", 72),
        ("The council imposed a curfew.", "curfew", "yes"),
        ("No curfew was imposed.", "curfew", "no"),
        ("The National Guard was not deployed.", "national_guard", "no"),
        ("Protests are expected, National Guard not requested.", "national_guard", "no"),
        ("The governor activated the National Guard.", "national_guard", "yes"),
        ("Officers fired tear gas at the line.", "chemical_agents", "yes"),
        ("The EOC was partially activated.", "eoc_activated", "partial"),
        ("He was armed with a rifle and two pistols.", "weapon", "multiple firearms"),
        ("Shots were fired in a middle school.", "setting", "school"),
        ("Seventeen days later police cleared the Green.", "duration_hours", 408),
        ("It burned 418 structures in nine days.", "duration_hours", 216),
        ("The city posted holding-cell video to its website.", "trigger", "video release"),
        ("The largest crowd, 1,900, stood on the bridge.", "crowd_size_high", 1900),
        ("By dawn ninety-four people were in custody.", "arrests", 94),
    ],
)
def test_what_a_sentence_states(text, key, value):
    assert values(text)[key] == value


NIGHT = (
    "about 300 people outside the station after a shooting, third night, two officers hurt, "
    "we have 40 sworn and should we use gas"
)


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        (NIGHT, "crowd_size_high", 300),
        (NIGHT, "duration_hours", 72),
        (NIGHT, "injured_officers", 2),
        (NIGHT, "sworn_strength", 40),
        (NIGHT, "setting", "precinct/station"),
        ("Gunman at the mall, 3 dead and 7 wounded.", "killed", 3),
        ("Gunman at the mall, 3 dead and 7 wounded.", "injured", 7),
        ("He is holding two children hostage.", "hostages", 2),
        ("He barricaded himself for most of a day.", "duration_hours", 24),
        ("9 man dept, armed guy in a house", "sworn_strength", 9),
        ("We are a nine-man department.", "sworn_strength", 9),
        ("He fired once, we got 60 officers total.", "sworn_strength", 60),
        ("We only have 25 officers, no tactical team.", "sworn_strength", 25),
        ("twelve-deputy sheriff's office", "sworn_strength", 12),
        ("40 officer PD", "sworn_strength", 40),
        ("Rural county, about fifty deputies, one road out.", "sworn_strength", 50),
        ("We have about fifty deputies.", "sworn_strength", 50),
        ("Crowd outside; no gas, we don't want any", "chemical_agents", "no"),
        ("We do not want to use gas.", "chemical_agents", "no"),
        ("They used gas last night.", "chemical_agents", "yes"),
        ("30+ injured at a concert", "injured", 30),
        ("only 12 of us, regional team two hours out", "sworn_strength", 12),
        ("man in the apartment with a gun all day", "duration_hours", 12),
        ("about 400 outside our station", "crowd_size_high", 400),
        ("a crowd of 1,500-2,000 at the courthouse", "crowd_size_high", 2000),
        ("5 arrested, 1 officer in hospital", "injured_officers", 1),
        ("half a dozen wounded", "injured", 6),
        ("500+ people on the street, 12+ arrests", "crowd_size_high", 500),
        ("500+ people on the street, 12+ arrests", "arrests", 12),
    ],
)
def test_what_people_type_in_a_hurry(text, key, value):
    assert values(text)[key] == value


def test_a_question_is_no_fact():
    assert "chemical_agents" not in values(NIGHT)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("A man of thirty-four died.", "killed"),
        ("There are eleven beds for a county of 210,000.", "jurisdiction_population"),
        ("They marched through Elk Ridge past the bank above the road.", "setting"),
        ("Officers spent seven minutes searching for a key.", "duration_hours"),
        ("Two officers shot him.", "killed_officers"),
        ("The debrief was attended by 58 members.", "crowd_size_high"),
        ("At that time an estimated 300 people were trapped in their rows.", "crowd_size_high"),
        ("A commuter train with 413 people on board had stopped.", "jurisdiction_population"),
        ("The department should impose a curfew early.", "curfew"),
        ("Nationwide, 400 officers were killed.", "killed_officers"),
        ("He was arrested in 2015.", "arrests"),
        ("He was arrested thirty-eight minutes after midnight.", "arrests"),
        ("Officers received training.", "sworn_strength"),
        ("Shot by five officers, he died.", "sworn_strength"),
        ("Two officers, hurt in the crowd.", "sworn_strength"),
        ("There are no gas stations open.", "chemical_agents"),
        ("No gas leak was found.", "chemical_agents"),
        ("On March 3, 2018, 40 residents were in the hall.", "crowd_size_high"),
    ],
)
def test_unknown_stays_unknown(text, key):
    assert key not in values(text)


def test_deployments_in_reports_are_no_department():
    text = "The chief came with 70 deputies."
    assert "sworn_strength" in values(text)
    assert "sworn_strength" not in {m.key for m in mentions(text)}


def test_quote_and_page_come_along():
    found = mentions("Calm. Nine people were killed.", page=7)
    killed = next(m for m in found if m.key == "killed")
    assert (killed.page, killed.quote) == (7, "Nine people were killed.")


def test_named_values_are_of_the_table():
    for spec in ATTRIBUTES:
        assert spec.kind in {"one of", "text", "count", "number", "yes/no"}
        assert BY_KEY[spec.key] is spec


def test_every_attribute_can_be_read():
    by_name = category_patterns()
    counted = {row.key for row in NUMBERS}
    answered = {rule.key for rule in YES_NO_RULES}
    for spec in ATTRIBUTES:
        if spec.kind == "yes/no":
            assert spec.key in answered
        elif spec.kind in {"one of", "text"}:
            assert spec.key in by_name
        else:
            assert spec.key in counted or spec.key == "duration_hours"


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    for attribute in read_attributes(text):
        assert attribute.key in BY_KEY


@pytest.mark.timeout(120)
def test_long_lists_do_not_stall():
    read_attributes("the City of Alder and the County of Birch and " * 400 + "killed.")


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("duration_hours", 0.22, "13 minutes"), ("duration_hours", 0.02, "1 minute"),
        ("duration_hours", 1.0, "1 hour"), ("duration_hours", 19, "19 hours"),
        ("duration_hours", 192.0, "8 days"), ("duration_hours", 49, "49 hours"),
        ("crowd_size_high", 1350, "1,350 people"), ("weapon", "rifle", "rifle"),
        ("killed", 1, "1"),
    ],
)  # fmt: skip
def test_values_are_written_as_people_read_them(key, value, shown):
    assert written(key, value) == shown


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The sheriff is sending people.", None),
        ("University police called in the state police.", None),
        ("The university police have 20 officers and called for the state police.", "campus"),
        ("Deputies on scene for five hours, nearest team two hours away.", "county"),
    ],
)
def test_who_comes_to_help_is_not_who_asks(text, kind):
    assert values(text).get("jurisdiction_type") == kind


@pytest.mark.parametrize(
    "text", ["We have 12 officers hurt, 3 badly.", "We have 30 officers from other agencies."]
)
def test_some_officers_are_not_the_department(text):
    assert "sworn_strength" not in values(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The driver was arrested four blocks away.", "arrests"),
        ("Rumors drew thirty-four officers away from the crowd.", "crowd_size_high"),
        ("When protests took place 412 people were arrested.", "crowd_size_high"),
        ("One in six complaints was closed.", "complaints"),
    ],
)
def test_numbers_of_other_things(text, key):
    assert key not in values(text)
