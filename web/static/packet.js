// Adds to the packet without leaving the page; without this module the form does it by a reload.
// The key "a" does the same for the result that holds the focus.
const form = document.getElementById("pick");
const told = document.getElementById("picked");
const link = document.getElementById("packet-link");

function show(button, there, total) {
  const name = button.dataset.name;
  button.classList.toggle("held", there);
  button.firstChild.textContent = there ? "In packet ✓" : "Add to packet";
  button.querySelector(".unseen").textContent = `: ${name}${there ? "; take it out" : ""}`;
  if (there) button.setAttribute("formaction", "/packet/remove");
  else button.removeAttribute("formaction");
  told.textContent = `${name} ${there ? "added to" : "taken out of"} your packet, which holds ${total}.`;
  link.textContent = total ? `Packet (${total})` : "Packet";
}

form?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button?.classList.contains("pick") || button.disabled) return;
  event.preventDefault();
  const there = !button.classList.contains("held");
  const body = new URLSearchParams(new FormData(form, button));
  button.disabled = true;
  try {
    const answer = await fetch(there ? "/packet/add" : "/packet/remove", {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(answer.statusText);
    show(button, there, (await answer.json()).total);
    button.disabled = false;
    button.focus();
  } catch {
    // Let the page itself say what is wrong.
    button.disabled = false;
    form.action = there ? "/packet/add" : "/packet/remove";
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "record", value: button.value }));
    form.submit();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "a" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  event.target.closest(".hit")?.querySelector("button.pick")?.click();
});
