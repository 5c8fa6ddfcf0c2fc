from __future__ import annotations

import re

import pytest

from kb import reference
from kb.errors import VocabularyError

TOPICS = """[[family]]
id = "command"
label = "Command"
[[family.topic]]
id = "cmd-ics"
label = "ICS"
terms = ["unified command"]
"""


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def test_shipped_files_load():
    vocabulary = reference.load_vocabulary()
    assert len(vocabulary.families()) == 20
    assert len(vocabulary.narrower("use-of-force")) == 8
    assert {s.code for s in reference.load_states()} >= {"MO", "DC", "England", "Ontario"}
    assert "EOC" in reference.load_abbreviations()
    assert any(t.id == "siege/hostage-barricade" for t in reference.load_incident_types())
    assert any(row.type == "disaster/flood" for row in reference.load_event_signs())
    assert any(a.name == "Merseyside Police" for a in reference.load_agencies())


@pytest.mark.parametrize(
    ("name", "text", "load", "message"),
    [
        ("topics.toml", TOPICS + TOPICS, reference.load_vocabulary, "line 2: topic command"),
        ("topics.toml", TOPICS + "oops = 1\n", reference.load_vocabulary, "line 5: cmd-ics has"),
        ("topics.toml", "[[family]]\nid = oops\n", reference.load_vocabulary, "line 2"),
        ("states.csv", "code,name,country,names,postal\nMO\n", reference.load_states, "line 2"),
        ("abbreviations.txt", "# note\nEOC\n", reference.load_abbreviations, "line 2"),
        (
            "incident_attributes.toml", "[weather]\n", reference.load_attribute_cues,
            "line 1: 'weather' is no attribute",
        ),
        (
            "incident_types.toml", '[[type]]\nid = "riot"\nlabel = "Riot"\n',
            reference.load_incident_types, "line 2",
        ),
        (
            "incident_accounts.txt", "# note\nflood: water in the street\n",
            reference.load_incident_accounts, "line 2: 'flood' is no type of incident",
        ),
        (
            "incident_openings.txt", "# note\nflood: water in the street\n",
            reference.load_incident_openings, "line 2: 'flood' is no type of incident",
        ),
        (
            "incident_signs.toml",
            '[[event]]\nid = "flood"\nlabel = "Flood"\ntype = "flood"\nmade_by = ""\nsigns = []\n',
            reference.load_event_signs, "line 2: 'flood' is no type of incident",
        ),
    ],
)  # fmt: skip
def test_complaints_name_the_line(tmp_path, name, text, load, message):
    write(tmp_path, "incident_types.toml", "")
    write(tmp_path, name, text)
    with pytest.raises(VocabularyError, match=re.escape(message)) as caught:
        load(tmp_path)
    assert caught.value.hint


def test_missing_file(tmp_path):
    with pytest.raises(VocabularyError, match="missing"):
        reference.load_vocabulary(tmp_path)
