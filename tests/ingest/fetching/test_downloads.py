from __future__ import annotations

import time

import pytest

from ingest.fetching.downloads import FetchLimits, download, fetch_reports
from ingest.fetching.request import USER_AGENT, Network
from kb.errors import FetchError
from tests.support import odd_server
from tests.support.odd_server import PDF, NameService, admitting, serving

QUICK = FetchLimits(size=1_000_000, seconds=5.0, silence=1.0, pause=0.0)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "report.pdf"


def left_behind(target):
    return sorted(path.name for path in target.parent.iterdir())


def test_brings_a_pdf_and_says_who_asks(target):
    with serving({"/a.pdf": odd_server.whole}) as server:
        size = download(server.url("/a.pdf"), target, network=admitting(server), limits=QUICK)
        ((_, headers),) = server.asked
    assert size == len(PDF)
    assert target.read_bytes() == PDF
    assert left_behind(target) == ["report.pdf"]
    assert headers["User-Agent"] == USER_AGENT
    assert headers["Host"] == f"127.0.0.1:{server.port}"


def test_takes_up_a_broken_transfer_where_it_broke(target):
    with serving({"/a.pdf": odd_server.breaks_off_then_resumes}) as server:
        download(server.url("/a.pdf"), target, network=admitting(server), limits=QUICK)
        ranges = [headers.get("Range") for _, headers in server.asked]
    assert target.read_bytes() == PDF
    third = len(PDF) // 3
    assert ranges[:3] == [None, f"bytes={third}-", f"bytes={2 * third}-"]


def test_takes_up_in_the_next_run_what_the_last_left(target):
    once = FetchLimits(attempts=1, seconds=5.0, silence=1.0)
    with serving({"/a.pdf": odd_server.breaks_off_then_resumes}) as server:
        url, network = server.url("/a.pdf"), admitting(server)
        with pytest.raises(FetchError, match="broke off") as broken:
            download(url, target, network=network, limits=once)
        assert "what has arrived is kept" in broken.value.hint
        assert left_behind(target) == ["report.pdf.part", "report.pdf.part.json"]
        download(url, target, network=network, limits=QUICK)
        assert server.asked[1][1]["Range"] == f"bytes={len(PDF) // 3}-"
    assert target.read_bytes() == PDF


def test_starts_again_when_the_document_has_changed(target):
    target.with_name("report.pdf.part").write_bytes(b"%PDF-1.4 an older version")
    with serving({"/a.pdf": odd_server.whole}) as server:
        url = server.url("/a.pdf")
        target.with_name("report.pdf.part.json").write_text(f'{{"url": "{url}", "version": "v0"}}')
        download(url, target, network=admitting(server), limits=QUICK)
        assert server.asked[0][1]["If-Range"] == "v0"
    assert target.read_bytes() == PDF


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (odd_server.refuses_the_range, "changed meanwhile"),
        (odd_server.sends_another_range, "another part"),
    ],
)
def test_drops_a_part_that_cannot_be_completed(target, behaviour, reason):
    with serving({"/a.pdf": behaviour}) as server:
        url = server.url("/a.pdf")
        target.with_name("report.pdf.part").write_bytes(PDF[:3000])
        target.with_name("report.pdf.part.json").write_text(f'{{"url": "{url}", "version": "v1"}}')
        with pytest.raises(FetchError, match=reason):
            download(url, target, network=admitting(server), limits=QUICK)
    assert left_behind(target) == []


def test_a_note_that_cannot_be_read_starts_again(target):
    target.with_name("report.pdf.part").write_bytes(b"something")
    target.with_name("report.pdf.part.json").write_text("{")
    with serving({"/a.pdf": odd_server.whole}) as server:
        download(server.url("/a.pdf"), target, network=admitting(server), limits=QUICK)
        assert "Range" not in server.asked[0][1]
    assert target.read_bytes() == PDF


@pytest.mark.parametrize(
    "url", ["ftp://reports.example/a.pdf", "http:///a.pdf", "http://[::1/a.pdf", "http://a:b/"]
)
def test_what_is_no_web_address_is_one_sentence(target, url):
    with pytest.raises(FetchError, match="is not a"):
        download(url, target)


def test_a_host_without_address(target):
    with pytest.raises(FetchError, match=r"reports\.example has no address"):
        download("http://reports.example/", target, network=Network(resolve=lambda *_: ()))


def test_takes_a_body_of_unstated_length(target):
    with serving({"/a.pdf": odd_server.says_nothing_of_length}) as server:
        download(server.url("/a.pdf"), target, network=admitting(server), limits=QUICK)
    assert target.read_bytes() == PDF


REFUSALS = {
    "a web page for a PDF": (odd_server.page, "sent a web page instead of a PDF"),
    "nothing": (odd_server.empty, "sent no PDF"),
    "says less than it sends": (odd_server.says_less, "ends before its end mark"),
    "says more than it sends": (odd_server.always_breaks_off, "broke off"),
    "says it is huge": (odd_server.says_too_much, "larger than 1 MB"),
    "never ends": (odd_server.never_ends, "larger than 1 MB"),
    "not there": (odd_server.gone, "answered 404"),
    "too many requests": (odd_server.busy, "answered 429"),
    "not HTTP": (odd_server.no_http, "broke off"),
    "falls silent": (odd_server.falls_silent, "stopped answering"),
    "redirects to itself": (odd_server.redirect("/a.pdf"), "redirects in a circle"),
    "redirects to nowhere": (odd_server.redirect(""), "to nowhere"),
    "redirects to another scheme": (odd_server.redirect("file:///etc/passwd"), "not an http"),
    "redirects to a login": (odd_server.redirect("http://me:pw@127.0.0.1/"), "a password"),
}


@pytest.mark.parametrize(("behaviour", "reason"), REFUSALS.values(), ids=REFUSALS.keys())
def test_refuses_and_says_why(target, behaviour, reason):
    with (
        serving({"/a.pdf": behaviour}) as server,
        pytest.raises(FetchError, match=reason) as refusal,
    ):
        download(server.url("/a.pdf"), target, network=admitting(server), limits=QUICK)
    assert refusal.value.hint
    assert not target.exists()


@pytest.mark.parametrize("behaviour", [odd_server.drips, odd_server.drips_headers])
def test_a_slow_drip_ends_when_the_time_is_up(target, behaviour):
    short = FetchLimits(seconds=0.6, silence=5.0)
    with serving({"/a.pdf": behaviour}) as server:
        started = time.monotonic()
        with pytest.raises(FetchError, match=r"still sending after 0\.6 seconds"):
            download(server.url("/a.pdf"), target, network=admitting(server), limits=short)
    assert time.monotonic() - started < 3


def test_a_long_chain_of_redirects_ends(target):
    chain = {f"/{step}": odd_server.redirect(f"/{step + 1}") for step in range(9)}
    with (
        serving(chain) as server,
        pytest.raises(FetchError, match="more than 5 times"),
    ):
        download(server.url("/0"), target, network=admitting(server), limits=QUICK)


def test_follows_a_redirect_to_the_document(target):
    with serving({"/": odd_server.redirect("/a.pdf", 301), "/a.pdf": odd_server.whole}) as server:
        download(server.url("/"), target, network=admitting(server), limits=QUICK)
    assert target.read_bytes() == PDF


# The real check from here on: nothing of the test server may be reached.


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433"])
def test_never_asks_this_machine(target, host):
    with serving({"/a.pdf": odd_server.whole}) as server:
        names = NameService({"localhost": ["127.0.0.1"], "2130706433": ["127.0.0.1"]})
        with pytest.raises(FetchError, match=r"not a public address|not one that web"):
            download(f"http://{host}:80/a.pdf", target, network=Network(resolve=names))
        with pytest.raises(FetchError, match="not one that web servers use"):
            download(server.url("/a.pdf"), target)
        assert server.asked == []


INSIDE = ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[fd00::1]/"]


@pytest.mark.parametrize("inside", INSIDE)
def test_checks_each_redirect(target, inside):
    with (
        serving({"/a.pdf": odd_server.redirect(inside)}) as server,
        pytest.raises(FetchError, match="not a public address"),
    ):
        download(server.url("/a.pdf"), target, network=admitting(server), limits=QUICK)


def test_checks_the_name_again_for_each_hop(target):
    names = NameService({"reports.example": ["127.0.0.1", "10.9.8.7"]})
    with serving({"/a.pdf": odd_server.redirect("/b.pdf"), "/b.pdf": odd_server.whole}) as server:
        url = f"http://reports.example:{server.port}/a.pdf"
        with pytest.raises(FetchError, match=r"not one that web|10\.9\.8\.7"):
            download(url, target, network=admitting(server, names), limits=QUICK)
        assert [path for path, _ in server.asked] == ["/a.pdf"]


def test_connects_to_the_address_that_was_checked(target):
    """A name that answers differently a moment later (DNS rebinding) gains nothing."""
    names = NameService({"reports.example": ["127.0.0.1", "10.9.8.7"]})
    with serving({"/a.pdf": odd_server.whole}) as server:
        url = f"http://reports.example:{server.port}/a.pdf"
        download(url, target, network=admitting(server, names), limits=QUICK)
        ((_, headers),) = server.asked
    assert names.questions == ["reports.example"]
    assert headers["Host"] == f"reports.example:{server.port}"


def test_one_bad_address_among_several_is_enough(target):
    network = Network(resolve=lambda _host, _port: ("8.8.8.8", "192.168.1.1"))
    with pytest.raises(FetchError, match=r"192\.168\.1\.1 is not a public address"):
        download("http://reports.example/a.pdf", target, network=network)


def test_a_batch_goes_on_pauses_and_asks_nothing_twice(tmp_path):
    pauses = []
    with serving({"/a.pdf": odd_server.whole, "/b.pdf": odd_server.gone}) as server:
        wanted = [(name, server.url(f"/{name[0]}.pdf")) for name in ("a", "b", "a2")]

        def run():
            return list(
                fetch_reports(
                    wanted,
                    tmp_path / "fetched",
                    network=admitting(server),
                    limits=FetchLimits(pause=7.0),
                    sleep=pauses.append,
                )
            )

        first, second = run(), run()
        asked = [path for path, _ in server.asked]
    assert [bool(outcome.path) for outcome in first] == [True, False, True]
    assert "404" in str(first[1].error)
    assert [outcome.already for outcome in second] == [True, False, True]
    assert asked == ["/a.pdf", "/b.pdf", "/a.pdf", "/b.pdf"]
    assert pauses == [7.0, 7.0]


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    with serving({"/a.pdf": odd_server.whole}) as server:
        wanted = [("a", server.url("/a.pdf"))] * 2
        first = fetch_reports(wanted, tmp_path, network=admitting(server))
        assert next(first).path
        with pytest.raises(FetchError, match="another run is downloading"):
            next(fetch_reports(wanted, tmp_path, network=admitting(server)))
        assert next(first).already
        first.close()
        assert next(fetch_reports(wanted, tmp_path, network=admitting(server))).already
