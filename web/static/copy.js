// Adds a copy button to each citation; without this module the text is selected by hand.
for (const box of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "calm slight";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy: ${box.dataset.copy}`);
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  told.className = "small soft";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(box.querySelector("p").innerText.trim());
      told.textContent = " Copied";
    } catch {
      told.textContent = " Select the text and copy it";
    }
  });
  box.append(button, told);
}
