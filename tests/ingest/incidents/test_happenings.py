from __future__ import annotations

import pytest

from ingest.incidents.happenings import happened


@pytest.mark.parametrize(
    ("account", "type_"),
    [
        (("The Search for the Elm Road Suspect", "Two officers went to a farm.",
          "He fired a rifle and one officer died."), "manhunt/officer-murder"),
        (("Two officers went to a farm.", "He fired a rifle and two officers were killed."),
         "officer-targeted/ambush"),
        (("The Legislature met, and 2,600 people gathered.",
          "Part of the crowd broke two doors of the State House."), "government-facility/attack"),
        (("A man drove through the valley and killed eight of his neighbours at seven places.",),
         "mass-violence/mobile-mass-shooting"),
        (("A man drove a stolen utility into the mall from the south.", "Six people died."),
         "mass-violence/vehicle-attack"),
        (("An electrical fault filled the tunnel with smoke.",
          "Three passengers died and 86 were taken to hospitals."), "medical-event/mass-casualty"),
        (("A fire broke out in a warehouse of garden chemicals.",
          "About 1,150 residents left their homes."), "disaster/other"),
        (("A party on Elm Terrace grew until it filled the street.",
          "Bottles were thrown at the officers who came."), "public-order/celebration-sports"),
        (("Two prisoners were freed by armed men on the mountain road.",
          "For six days they were at large, and the search was late."), "manhunt/fugitive"),
        (("Inmates took control of a wing of the prison and held two hostages.",
          "Nobody escaped, and the search for weapons took a week."), "public-order/riot"),
        (("A tornado killed eight people in three counties.",), ""),
        (("A panel met at the State House.",), ""),
    ],
)  # fmt: skip
def test_what_happened_is_put_together_from_who_did_what(account, type_):
    assert happened(account) == type_
