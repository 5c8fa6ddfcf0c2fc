from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from kb.catalog.catalog import Catalog
from kb.cli.doctor import doctor
from kb.cli.vocabulary import vocabulary
from kb.domain.staff import Actor
from kb.domain.vocabulary_change import Doing, Edit, Part
from kb.settings import Settings
from kb.vocabulary_editing import apply
from tests.kb.cli.test_doctor import healthy

__all__ = ["healthy"]
THEIRS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x/streets> a skos:Concept ; skos:prefLabel "Street names"@en ;
  skos:altLabel "canal street"@en ; skos:broader <urn:x/comms> .
<urn:x/comms> a skos:Concept ; skos:prefLabel "Communications and interoperability"@en .
"""


@pytest.fixture
def run(healthy, tmp_path):
    folder = shutil.copytree(healthy, tmp_path / "data")
    runner = CliRunner(env={"KB_DATA_DIR": str(folder), "KB_SEMANTIC": "off"})

    def ran(*arguments):
        answer = runner.invoke(vocabulary, [str(a) for a in arguments], catch_exceptions=False)
        assert answer.exit_code == 0
        return answer.output

    ran.folder, ran.runner = folder, runner
    return ran


def test_a_vocabulary_is_exported_compared_imported_and_taken_back(run, tmp_path):
    theirs, mine = tmp_path / "theirs.ttl", tmp_path / "mine.ttl"
    theirs.write_text(THEIRS)
    told = run("preview", theirs)
    assert "2 statements gain or lose a topic" in told
    assert "+streets" in told
    assert run("changes") == ""
    assert "Statements of 2 reports have other topics" in run("import", theirs, "--note", "ours")
    run("export", mine)
    read = Graph().parse(mine, format="turtle")
    assert any(str(s).endswith("/streets") for s in read.subjects(RDF.type, SKOS.Concept))
    assert "The file changes nothing" in run("import", mine)
    assert "add topic streets “Street names”" in run("changes")
    run("undo", 1)
    assert "(taken back)" in run("changes")
    assert "/streets>" not in run("export")


def test_the_doctor_finds_tags_that_have_yet_to_follow_and_gives_them(run):
    catalog = Catalog.open(Settings.at(run.folder).catalog_url)
    edit = Edit(Doing.ADD, Part.TERM, "com-radio", "Canal Street")
    apply(catalog, [edit], by=Actor("ann"), seen=0)
    catalog.close()
    found = run.runner.invoke(doctor, catch_exceptions=False)
    assert found.exit_code == 1
    assert found.output.count("WRONG   stale-tags") == 3
    assert run.runner.invoke(doctor, ["--repair"], catch_exceptions=False).exit_code == 0
    assert "All is well" in run.runner.invoke(doctor, catch_exceptions=False).output
