"""A real OpenSearch cluster on this machine: one JVM a node, on loopback ports, each killable.

`python -m tests.opensearch.cluster FOLDER [SHIFT]` starts three nodes, prints the URL to search
them by and waits; it ends them when it is ended. SHIFT moves their ports away from those of
another cluster.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "OpenSearchNode.java"
JVM = ("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
NEWER_JDK = 21
PATIENCE_SECONDS = 600
FIRST_HTTP, FIRST_TRANSPORT = 9200, 9300


def newest_java() -> Path | None:
    """Give the newest JDK there is, None where there is none."""
    found = [
        path for path in Path("/usr/lib/jvm").glob("*/bin/java") if path.with_name("javac").exists()
    ]
    plain = shutil.which("java")
    return max([*found, *([Path(plain).resolve()] if plain else [])], key=_version, default=None)


def _version(java: Path) -> int:
    told = subprocess.run([str(java), "-version"], capture_output=True, text=True, check=False)
    number = re.search(r'version "(\d+)', told.stderr)
    return int(number[1]) if number else 0


def jars(folder: Path) -> Path:
    """Fetch the server's artefacts, once for each JDK; gives the folder that holds them."""
    java = newest_java()
    assert java, "no JDK"
    lib = folder / f"lib-{_version(java)}"
    if not (lib / "complete").exists():
        subprocess.run(
            ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies",
             f"-DoutputDirectory={lib}"],
            env=os.environ | {"JAVA_HOME": str(java.parent.parent)},
            check=True,
            stdin=subprocess.DEVNULL,
            # Ours is the address alone.
            stdout=sys.stderr,
        )  # fmt: skip
        (lib / "complete").touch()
    return lib


class Cluster:
    """Nodes that are started, killed and started again; their data stays in `folder`."""

    def __init__(self, folder: Path, lib: Path, *, nodes: int = 3, shift: int = 0) -> None:
        """Name the nodes; `shift` moves their ports away from those of another cluster."""
        self.folder, self.lib = folder, lib
        self.http = [FIRST_HTTP + shift + n for n in range(nodes)]
        self.transport = [FIRST_TRANSPORT + shift + n for n in range(nodes)]
        self.running: dict[int, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        """Give what KB_ENGINE_URL would be."""
        return "opensearch+http://" + ",".join(f"127.0.0.1:{port}" for port in self.http)

    def start(self, numbers: Sequence[int] | None = None) -> None:
        """Start nodes and wait until all that run have found each other.

        Raises RuntimeError where another cluster has the port: it would answer in place of ours.
        """
        for number in range(len(self.http)) if numbers is None else numbers:
            self.running[number] = self._node(number)
        self.wait(len(self.running))

    def kill(self, number: int) -> None:
        """End a node as a power cut would."""
        node = self.running.pop(number)
        node.send_signal(signal.SIGKILL)
        node.wait()

    def stop(self) -> None:
        """End all nodes."""
        for number in list(self.running):
            self.kill(number)

    def pause(self, number: int) -> None:
        """Let a node hang without dying."""
        self.running[number].send_signal(signal.SIGSTOP)

    def resume(self, number: int) -> None:
        """Let a hanging node go on."""
        self.running[number].send_signal(signal.SIGCONT)

    def wait(self, nodes: int, status: str = "yellow") -> None:
        """Wait until so many nodes are joined and every index can be searched."""
        query = f"wait_for_nodes={nodes}&wait_for_status={status}&timeout=5s"
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            for number in self.running:
                told = self.get(number, f"/_cluster/health?{query}")
                if told and not told["timed_out"]:
                    return
            time.sleep(0.5)
        raise TimeoutError(f"the nodes of {self.folder} did not come up; see their logs there")

    def get(self, number: int, path: str) -> dict | None:
        """Ask a node; None where it does not answer."""
        try:
            with urlopen(f"http://127.0.0.1:{self.http[number]}{path}", timeout=10) as answer:
                return json.loads(answer.read())
        except (URLError, OSError, ValueError):
            return None

    def primary_of(self, index: str) -> int:
        """Give the number of the node that holds an index's first primary shard."""
        number = next(iter(self.running))
        shards = self.get(number, f"/_cat/shards/{index}?format=json&h=prirep,node,state")
        assert shards
        return next(int(s["node"][1:]) for s in shards if s["prirep"] == "p" and s["node"])

    def _node(self, number: int) -> subprocess.Popen[bytes]:
        if self.get(number, "/"):
            raise RuntimeError(f"another node answers at port {self.http[number]}: give a shift")
        home = self.folder / f"n{number}"
        home.mkdir(parents=True, exist_ok=True)
        java = newest_java()
        assert java, "no JDK"
        quiet = ["--enable-native-access=ALL-UNNAMED"] if _version(java) >= NEWER_JDK else []
        told = [
            str(home),
            f"n{number}",
            str(self.http[number]),
            str(self.transport[number]),
            f"kb-{self.http[0]}",
            ",".join(f"n{n}" for n in range(len(self.http))),
            ",".join(f"127.0.0.1:{port}" for port in self.transport),
        ]
        with (self.folder / f"n{number}.log").open("ab") as log:
            return subprocess.Popen(
                [str(java), *JVM, *quiet, "-cp", f"{self.lib}/*", str(PROGRAM), *told],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


def main() -> None:
    """Start three nodes and wait to be ended."""
    folder = Path(sys.argv[1])
    shift = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    cluster = Cluster(folder, jars(folder), shift=shift)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        cluster.start()
        sys.stdout.write(f"{cluster.url}\n")
        sys.stdout.flush()
        signal.pause()
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
