// A page with work in progress brings itself up to date where it stands, without being loaded anew.
const seconds = Number(document.querySelector("[data-again]")?.dataset.again);

async function again() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const held = document.querySelector("[data-again]");
    const next = answer.ok ? fresh.querySelector("[data-again]") : held;
    if (!next) {
      location.reload();
      return;
    }
    // Whoever stands on a button keeps it.
    if (next !== held && !held.contains(document.activeElement)) held.replaceWith(next);
  } catch {
    // The server does not answer just now; it is asked again.
  }
  setTimeout(again, seconds * 1000);
}

if (seconds) setTimeout(again, seconds * 1000);
