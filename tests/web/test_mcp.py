"""The MCP server as a client program meets it: a real process, a real session over stdio."""

from __future__ import annotations

import asyncio
import builtins
import json
import os
import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

from indexer.engines.registry import open_engine
from indexer.keeping.rebuild import rebuild
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.cli.mcp import INSTALL, mcp
from kb.errors import SettingsError
from kb.reference import load_vocabulary
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.shared import ROOT
from web.api.schemas import ComparableQuestion
from web.presenters import for_programs
from web.presenters.records import RecordBrief

SITE = "https://kb.example"
# Characters of JSON: five incidents then take some 4,000 tokens of a language model.
ROOM_OF_AN_INCIDENT = 4_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    settings = Settings.at(tmp_path_factory.mktemp("mcp"))
    catalog = Catalog.open(settings.catalog_url)
    small_catalog.fill(catalog, Blobs(settings.blobs_dir))
    rebuild(catalog, open_engine(settings.engine_url), load_vocabulary())
    catalog.close()
    return settings.data_dir


@pytest.fixture(scope="module")
def answers(folder) -> dict:
    """All that one session asks; a process takes seconds to start."""
    return asyncio.run(_session(folder))


async def _session(folder: Path) -> dict:
    environ = {"KB_DATA_DIR": str(folder), "KB_SEMANTIC": "off", "PATH": os.environ["PATH"]}
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "kb", "mcp", "--site", SITE], env=environ, cwd=ROOT
    )
    async with Client(server) as client:
        found = await client.call_tool(
            "search", {"query": "audible warnings", "filters": {"kind": ["recommendation"]}}
        )
        record = found.structured_content["hits"][0]["id"]
        alike = await client.call_tool(
            "comparable", {"text": "A protest of 2,000 people; tear gas was used."}
        )
        incident = alike.structured_content["incidents"][0]["id"]
        return {
            "tools": (await client.list_tools()).tools,
            "search": found,
            "record": await client.call_tool("get_record", {"record": record}),
            "comparable": alike,
            "incident": await client.call_tool("get_incident", {"incident": incident}),
            "cite": await client.call_tool("cite", {"records": [record, "nothing/finding/1"]}),
            "unknown": await client.call_tool("get_record", {"record": "nothing/finding/1"}),
            "nothing": await client.call_tool("comparable", {"text": ""}),
            "refused": await client.call_tool(
                "search", {"query": "gas", "filters": {"kind": ["bogus"]}}
            ),
        }


def test_five_tools_that_change_nothing(answers):
    tools = {tool.name: tool for tool in answers["tools"]}
    assert set(tools) == {"search", "get_record", "comparable", "get_incident", "cite"}
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    assert all(tool.description for tool in tools.values())


def test_a_program_is_told_what_each_argument_is(answers):
    for tool in answers["tools"]:
        for name, asked in tool.input_schema["properties"].items():
            assert asked["description"], f"{tool.name}: {name}"


def test_an_incident_is_described_by_the_name_the_api_gives_it(answers):
    comparable = next(tool for tool in answers["tools"] if tool.name == "comparable")
    assert comparable.input_schema["required"] == ["text"]
    assert set(comparable.input_schema["properties"]) <= set(ComparableQuestion.model_fields)


def test_search_is_the_search_of_the_pages(answers):
    told = answers["search"].structured_content
    assert told["total"] == len(told["hits"]) > 0
    assert {hit["kind"] for hit in told["hits"]} == {"recommendation"}


def test_a_record_has_page_citation_and_permalink(answers):
    told = answers["record"].structured_content
    assert told["record"]["printed_page"] == "1"
    assert told["permalink"].startswith(f"{SITE}/records/")
    assert "pages" not in told


def test_an_incident_is_found_with_its_reasons(answers):
    first = answers["comparable"].structured_content["incidents"][0]
    assert first["alike"] == sum(reason["alike"] for reason in first["reasons"]) > 0
    assert all(reason["page"] and reason["report"] for reason in first["reasons"])


def test_incidents_leave_room_for_what_comes_of_them(answers):
    told = answers["comparable"].structured_content["incidents"]
    assert max(len(json.dumps(incident)) for incident in told) < ROOM_OF_AN_INCIDENT


def test_an_incident_is_read_by_its_id_with_the_words_of_each_report(answers):
    first = answers["comparable"].structured_content["incidents"][0]
    told = answers["incident"].structured_content
    assert told["id"] == first["id"]
    assert {report["report"] for report in told["reports"]} == set(first["reports"])
    stated = [value for report in told["reports"] for value in report["stated"]]
    assert all(value["page"] and value["words"] for value in stated)
    assert told["topics"]


def test_filters_are_told_by_their_commonest_values(answers):
    facets = answers["search"].structured_content["facets"]
    assert facets["kind"]["recommendation"] == answers["search"].structured_content["total"]
    assert all(len(values) <= for_programs.VALUES for values in facets.values())


def test_a_long_statement_is_cut_at_a_word_and_says_so():
    statement = RecordBrief(
        "r/finding/1", "finding", "Finding", "Finding 1", "1", "Finding 1", "word " * 100,
        3, 3, "1", "", 0.9, (), "/records/r/finding/1",
    )  # fmt: skip
    told = for_programs.said_briefly(statement)
    assert told.cut
    assert told.text.endswith("word …")
    assert len(told.text) <= for_programs.LONGEST_TEXT + 2


def test_citations_name_the_page_and_what_is_missing_is_said(answers):
    told = answers["cite"].structured_content
    assert told["not_published"] == ["nothing/finding/1"]
    (one,) = told["statements"]
    assert "p. 1" in one["citations"]["APA, 7th edition"]
    assert one["permalink"].startswith(f"{SITE}/records/")


@pytest.mark.parametrize(
    ("name", "told"),
    [("unknown", "no record"), ("refused", "kind"), ("nothing", "at least 1 character")],
)
def test_what_cannot_be_done_is_said_in_words(answers, name, told):
    assert answers[name].is_error
    assert told in answers[name].content[0].text


def test_without_its_package_the_command_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.partition(".")[0] == "mcp":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "web.mcp", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SettingsError) as refused:
        mcp.callback("http://127.0.0.1:8000")
    assert INSTALL in refused.value.hint
