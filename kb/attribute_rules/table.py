"""Every row for a number, one for each attribute that is counted."""

from __future__ import annotations

from kb.attribute_rules.agencies import AGENCIES
from kb.attribute_rules.counted import Counted
from kb.attribute_rules.harm import HARM
from kb.attribute_rules.scale import SCALE

NUMBERS: tuple[Counted, ...] = (*HARM, *SCALE, *AGENCIES)
