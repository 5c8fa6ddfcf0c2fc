// Drop PDFs anywhere on the field; say what was chosen. The field works without this.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-chosen]");
  const show = () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        const size = file.size < 1e5 ? `${Math.ceil(file.size / 1e3)} KB` : `${(file.size / 1e6).toFixed(1)} MB`;
        item.textContent = `${file.name}, ${size}`;
        return item;
      }),
    );
  };
  input.addEventListener("change", show);
  for (const kind of ["dragenter", "dragover"])
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    input.files = event.dataTransfer.files;
    show();
  });
}

// Tell how much of each file has been sent; then go on to the page that tells how far each is read.
for (const form of document.querySelectorAll("form[data-sends]")) {
  form.addEventListener("submit", (event) => {
    const input = form.querySelector("input[type=file]");
    if (!input.files.length) return;
    event.preventDefault();
    const bars = [...form.querySelectorAll("[data-chosen] li")].map((item, at) => {
      const bar = document.createElement("progress");
      bar.max = Math.max(input.files[at].size, 1);
      bar.value = 0;
      bar.setAttribute("aria-label", `Sent of ${input.files[at].name}`);
      item.append(" ", bar);
      return bar;
    });
    const send = new XMLHttpRequest();
    send.upload.addEventListener("progress", ({ loaded }) => {
      for (const bar of bars) {
        bar.value = Math.min(bar.max, Math.max(loaded, 0));
        loaded -= bar.max;
      }
    });
    send.addEventListener("load", () => {
      if (send.responseURL !== form.action) return location.assign(send.responseURL);
      document.documentElement.innerHTML = send.responseText;
      document.querySelector("[role=alert], .wrong")?.scrollIntoView();
    });
    send.addEventListener("error", () => {
      form.querySelector("[data-failed]").hidden = false;
      form.querySelector("button[type=submit]").disabled = false;
      for (const bar of bars) bar.remove();
    });
    form.querySelector("button[type=submit]").disabled = true;
    send.open("POST", form.action);
    send.send(new FormData(form));
  });
}
