from __future__ import annotations

import pytest

from ingest.bibliography.front_matter import FrontMatter, Group
from ingest.bibliography.organisations import is_organisation
from ingest.bibliography.publishers import read_publisher


def front(*cover: str, text: str = "", **facts) -> FrontMatter:
    groups = tuple(Group(1, line, 12.0, False, 100.0 + n) for n, line in enumerate(cover))
    return FrontMatter(1, groups, ((2, text),) if text else (), **facts)


@pytest.mark.parametrize(
    ("made", "publisher"),
    [
        # an imprint, with what follows it on the line
        (front("Storm Over Elm", text="Published by Delta Institute for Policing PO Box 12"),
         "Delta Institute for Policing"),
        # a column of labels, the values in the next
        (front("Storm Over Elm", "Published by: Postal address: Telephone:",
               "Bureau of Rail Safety 62 Northbourne Avenue"), "Bureau of Rail Safety"),
        # a study by others, told of in passing
        (front("Department of Public Audit", text="It drew on a study prepared by Wyatt Group."),
         "Department of Public Audit"),
        # the citation's spelling, not the cover's with the author's name run into it
        (front("Police Research Forum Ann Straker", citation="Ann Straker, Storm Over Elm, Police "
               "Research Forum, 2017."), "Police Research Forum"),
        (front("A report by The Rt Hon the Baroness Elm Chair of the Inquiry",
               info={"Author": "Mill Fire Inquiry"}), "Mill Fire Inquiry"),
        (front("Storm Over Elm", text="The State Digital Service (SDS) was set up in 2014.",
               short_forms={"SDS": 80}), "State Digital Service"),
        (front("Storm Over Elm"), ""),
        # an office of review is a body, and comes before the program it runs
        (front("Office of Federal Program Review", "Storm Over Elm"),
         "Office of Federal Program Review"),
        (front("Fatality Prevention Program", "National Institute for Officer Safety"),
         "National Institute for Officer Safety"),
        (front("High-Rise Fire Claims Six", "National Bureau for Fire Study"),
         "National Bureau for Fire Study"),
        # town, state and who approved it are no part of the name
        (front("Elm Medical Center, Harmon Falls, Virginia. Approved by the Emergency Committee,"
               " December 12, 2024"), "Elm Medical Center"),
        # a chapter's heading is none
        (front("Storm Over Elm", text="The City and Its Fire Department\nThe Elm Fire Department"
               " was founded in 1902."), "Elm Fire Department"),
        (front("Storm Over Elm", text="The City and Its Fire Department .... 4"), ""),
        # a letter is its sender's, whoever is addressed
        (front("Office of the State Fire Marshal", "The Honorable Ann Reed, Mayor, City of Elm",
               "Dear Mayor Reed:"), "Office of the State Fire Marshal"),
        (front("July 9, 2021", "Board of Supervisors Elm County", "Dear Members of the Board:",
               "Elm Fire Chiefs Association"), "Elm Fire Chiefs Association"),
        # who receives or adopts it, and the part of a body that wrote it
        (front("Elm County Emergency District", "Adopted by the Board of Directors, May 2, 2020"),
         "Elm County Emergency District"),
        (front("Elm Police Department — Elm, Ohio", text="Prepared by the Training Division"),
         "Elm Police Department"),
        # what follows the name on its line
        (front("Storm Over Elm", "Office for Police Scrutiny, Investigation 2021/147733, published"
               " 3 March 2022"), "Office for Police Scrutiny"),
        (front("Storm Over Elm", "Elm Sheriffs’ Training Consortium, 2018"),
         "Elm Sheriffs’ Training Consortium"),
        # and to whom a form is sent
        (front("This report is being sent to: The Chief Constable, Elm Constabulary; The Chief"
               " Executive, Elm Ambulance Service"), ""),
        # a board that reviews, and whom it advises
        (front("Surface Safety Review Board", "Storm Over Elm",
               text="To the Bus Safety Administration: Require that drivers speak."),
         "Surface Safety Review Board"),
        # a firm below the place it reviewed, and the body of a place with its state
        (front("Elm County Detention Center", "Ridge Corrections Advisors, LLC"),
         "Ridge Corrections Advisors, LLC"),
        (front("OFFICE OF THE SHERIFF ELM COUNTY, ALA.", "Report of the Review Team Lt. Straker"),
         "OFFICE OF THE SHERIFF ELM COUNTY"),
        (front("Elm County Emergency Communications", "Eleven Days"),
         "Elm County Emergency Communications"),
        # an office that reviews, after its place, and the author with whom a citation begins
        (front("Elm Office of Public Accountability and Review", "Published July 12, 2021",
               text="The Elm Police Department (EPD) called on others.", short_forms={"EPD": 9}),
         "Elm Office of Public Accountability and Review"),
        (front("Elm Police Department", citation="Delta Institute for Policing. 2017. Storm Over "
               "Elm: A Review of the Response."), "Delta Institute for Policing"),
        # the next line's place, state or series is no part of a name
        (FrontMatter(1, (Group(1, "2022-2023 Civil Grand Jury County of Elm, Ohio", 12.0, False,
                               100.0, (), ("2022-2023 Civil Grand Jury", "County of Elm, Ohio")),),
                     ()),
         "Civil Grand Jury, County of Elm"),
        (FrontMatter(1, (Group(1, "Elm Safety Authority Bend Fork, Oregon", 12.0, False, 100.0, (),
                               ("Elm Safety Authority", "Bend Fork, Oregon")),), ()),
         "Elm Safety Authority"),
        (FrontMatter(1, (Group(1, "Office of the Inspector State of Ohio", 12.0, False, 100.0, (),
                               ("Office of the Inspector", "State of Ohio")),), ()),
         "Office of the Inspector"),
        # who ordered it, where nobody says who wrote it
        (front("The Gate B Report", "Commissioned by the City of Elm Point, Ohio"),
         "City of Elm Point"),
        # who wrote it, with a rank
        (front("Elm Police Department", text="Prepared by Captain D. Rios"),
         "Elm Police Department"),
        # name, date and version on one line
        (front("Storm Over Elm", "Elm Resilience Forum 5 March 2014 Version 1.0"),
         "Elm Resilience Forum"),
        # the report's own number, and a page's
        (front("Marine inquiry MO-2019-202 Boat accident at Elm", "Background to the inquiry 2",
               text="Issued by Sea Accident Commission"), "Sea Accident Commission"),
        # a body that reports in its own name, on the cover of a title in other words
        (front("Final Report of the Elm Valley Commission", "What the Valley Knew",
               text="He was shot by a member of the Royal Mounted Police (RMP).",
               short_forms={"RMP": 9}), "Elm Valley Commission"),
        (front("Response to the Report of the Elm Commission", "Ministry of Safety"),
         "Ministry of Safety"),
        # a firm, and whom it wrote for
        (front("Storm Over Elm", "Prepared for the Committee on Facilities", "Keane Risk Advisors"),
         "Keane Risk Advisors"),
        # who prints
        (front("Elm Inquiry", text="Printed by Mill Ltd. on behalf of the Controller of the "
               "Stationery Office."), "Elm Inquiry"),
        # nobody's name
        (front("Storm", text="It was conducted by the Board’s Recommendation Team. Prepared by "
               "Delta Institute"), "Delta Institute"),
        # a heading before the name and a month after it
        (front("Storm", text="Published by Introduction The Delta Institute April"),
         "Delta Institute"),
        # the caption of the case in which it was filed
        (front("UNITED STATES DISTRICT COURT DISTRICT OF NEW JERSEY", "CITY OF ELM, Defendant.",
               "Office of the Independent Monitor, City of Elm"),
         "Office of the Independent Monitor, City of Elm"),
        # a court that finds, and the coroner who sat
        (front("IN THE CORONERS COURT OF VICTORIA AT ELM", "Coroner Ada Rowe"),
         "CORONERS COURT OF VICTORIA"),
        (front("Elm Fire Rescue", "Philip Rowe, Deputy State Coroner"), "Elm Fire Rescue"),
        (front("ELM FIRE PROTECTION DISTRICT NO. 3", text="The Elm Police Department came."),
         "ELM FIRE PROTECTION DISTRICT NO. 3"),
        # a person reports to a board, and lines of a cover are no sentence
        (front("The Nine Days", "Prepared for the Elm Police Services Board", "Ada Rowe, Reviewer"),
         "Elm Police Services Board"),
        # a glossary's row
        (front("Elm Police Department", "Tactical Operations and Response Team."),
         "Elm Police Department"),
        # a bureau named by what it does alone is a part of the body above
        (front("ELM COUNTY SHERIFF'S OFFICE", "Prepared by the Emergency Management Bureau",
               text="Prepared by the Emergency Management Bureau"), "ELM COUNTY SHERIFF'S OFFICE"),
        (front("SHERIFFDOM OF ELM AND FIFE AT ELMBURY"), "SHERIFFDOM OF ELM AND FIFE AT ELMBURY"),
        # people who prepared it, for a city; and a panel by no name of its own
        (front("Elm Review Consortium", "Prepared by Ada Rowe, Judge Ben Pike (ret.) and Capt. "
               "Cy Dale for the City of Elm", text="Prepared by Ada Rowe, Judge Ben Pike (ret.)"),
         "Elm Review Consortium"),
        (front("Elm Governance Commission", "Report of the Panel of Review into the Blockade"),
         "Elm Governance Commission"),
        # two spellings of one name outweigh the department that the report is about
        (front("United States Audit Office", "Storm Over Elm Department",
               info={"Author": "U.S. Audit Office"}), "United States Audit Office"),
    ],
)  # fmt: skip
def test_publisher(made, publisher):
    assert read_publisher(made, "Storm Over Elm")[0] == publisher


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("Budget Review and Recommendations Report of the Standing Committee on Finance",
         "Standing Committee on Finance"),
        # the inquiry has not published the answer to its report
        ("State Government Response to the Mill Fire Inquiry", "State Government"),
    ],
)  # fmt: skip
def test_who_reports_or_answers_in_the_title(title, publisher):
    made = front(title, text="The Mill Fire Inquiry (MFI) heard. The Mill Fire Inquiry closed.",
                 short_forms={"MFI": 90})  # fmt: skip
    assert read_publisher(made, title)[0] == publisher


def test_the_evidence_names_the_page():
    _, proofs = read_publisher(front("Elm", text="Published by Delta Institute"), "Elm")
    assert proofs[0].page == 2
    assert "Delta Institute" in proofs[0].quote


@pytest.mark.parametrize("text", ["1.1. Mandate of the Committee", "The police were slow to act"])
def test_a_heading_or_sentence_is_no_organisation(text):
    assert not is_organisation(text)


@pytest.mark.parametrize("unit", ["A", " ", "Aa ", "The Aa of ", "by ", "(AAA) ", ", "])
@pytest.mark.timeout(120)
def test_long_lines_do_not_stall(unit):
    text = unit * (100_000 // len(unit))
    read_publisher(front(text, text=text), "Elm")


def test_a_line_that_is_no_name_does_not_run_into_the_name_above_it():
    lines = ("Elmwood Oversight Group", "Three lawyers and a retired commander")
    group = Group(1, " ".join(lines), 12.0, False, 100.0, lines=lines)
    assert read_publisher(FrontMatter(1, (group,), ()), "Storm Over Elm")[0] == lines[0]


def test_number_and_date_below_a_body_are_not_of_its_name():
    lines = ("Office of the Inspector General", "Audit Division 26-044", "April 2026")
    group = Group(1, " ".join(lines), 12.0, False, 100.0, lines=lines)
    assert read_publisher(FrontMatter(1, (group,), ()), "Audit of Grants")[0] == lines[0]


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (("Fire Technical Series, Report 171", "National Center for Rescue Studies", "May 2017"),
         "National Center for Rescue Studies"),
        (("Care in the County Jail", "2018-2019 Elm County Civil Grand Jury", "June 6, 2019"),
         "Elm County Civil Grand Jury"),
    ],
)  # fmt: skip
def test_a_body_has_a_line_of_its_own_amid_others(lines, publisher):
    text = " ".join(lines)
    cover = Group(1, text, 12.0, False, 100.0, lines=lines)
    assert read_publisher(FrontMatter(1, (cover,), ()), "Storm Over Elm")[0] == publisher


def test_a_response_is_no_body_but_those_who_answer_together_are():
    assert is_organisation("Elm Seismic Response Collaborative")
    assert not is_organisation("Elm County Seismic Response")
