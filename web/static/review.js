// Single keys for the review desk; everything they do is a button or link on the page.
const cards = [...document.querySelectorAll(".review-card")];
const off = document.querySelector("[data-keys-off]");
const OFF = "kb-review-keys-off";
const FIELDS = "input:not([data-keys-off]), textarea, select, [contenteditable]";
const typing = (target) => target.closest(FIELDS) !== null;

const at = () => cards.findIndex((card) => card.contains(document.activeElement));
const show = (card) => {
  for (const part of document.querySelectorAll("[data-sheet] g[data-card]"))
    part.classList.toggle("here", part.dataset.card === card?.dataset.card);
};
const go = (index) => {
  const card = cards[Math.max(0, Math.min(index, cards.length - 1))];
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest" });
};

const doubt = () => {
  const next = cards.findIndex((card, index) => index > at() && card.querySelector(".doubt"));
  if (next >= 0) go(next);
  return next >= 0;
};

const press = (key) => {
  const card = cards[at()];
  if (!card && cards[0]?.querySelector(`[data-key="${key}"]`)) {
    // Nobody decides on a statement that is not the one outlined.
    go(0);
    return true;
  }
  const found =
    card?.querySelector(`[data-key="${key}"]`) ??
    document.querySelector(`[data-key="${key}"]:not(.review-card *)`);
  if (!found) return false;
  found.click();
  const field = found.parentElement.open && found.parentElement.querySelector("textarea, input:not([type=hidden], [data-keys-off])");
  if (found.tagName === "SUMMARY" && field) field.focus();
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) {
    (event.target.closest(".review-card") ?? document.querySelector("main")).focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || off?.checked) return;
  if (event.key === "j") go(at() + 1);
  else if (event.key === "k") go(at() < 0 ? 0 : at() - 1);
  else if (event.key === "d" && doubt()) void 0;
  else if (!"aetsmrundp?".includes(event.key) || !press(event.key)) return;
  event.preventDefault();
});

document.addEventListener("focusin", (event) => show(event.target.closest(".review-card")));
for (const part of document.querySelectorAll("[data-sheet] g[data-card]"))
  part.addEventListener("click", () => go(cards.findIndex((c) => c.dataset.card === part.dataset.card)));

if (off) {
  off.checked = localStorage.getItem(OFF) === "1";
  off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "1" : "0"));
}
const wrong = document.querySelector(".review-card .bad :is(input, textarea, select), .review-card .wrong");
if (wrong) wrong.focus();
else if (location.hash.startsWith("#s-")) go(Number(location.hash.slice(3)) - 1);
