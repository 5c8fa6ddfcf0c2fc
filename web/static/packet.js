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

// Who only reads has no cookie of ours; the first statement added asks for the token that needs one.
async function ready() {
  if (form.elements.csrf_token) return;
  const answer = await fetch("/packet/token", { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const token = document.createElement("input");
  Object.assign(token, { type: "hidden", name: "csrf_token", value: (await answer.json()).token });
  form.append(token);
  form.method = "post";
  form.action = "/packet/add";
}

async function send(button, there) {
  await ready();
  const answer = await fetch(there ? "/packet/add" : "/packet/remove", {
    method: "POST",
    body: new URLSearchParams(new FormData(form, button)),
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(answer.statusText);
  show(button, there, (await answer.json()).total);
}

let leaving = false;
form?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (leaving || !button?.classList.contains("pick")) return;
  event.preventDefault();
  try {
    await send(button, !button.classList.contains("held"));
  } catch {
    // Let a page say what is wrong.
    leaving = true;
    form.requestSubmit(button);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "a" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  event.target.closest(".hit")?.querySelector("button.pick")?.click();
});
