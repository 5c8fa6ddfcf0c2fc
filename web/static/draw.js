// Draw a box around lines of the page: it chooses them in the list and takes over their words.
const sheet = document.querySelector("[data-draw]");
const text = document.querySelector("textarea[name=text]");
const boxes = [...document.querySelectorAll("input[name=line]")];

const take = () => {
  const lines = boxes.filter((box) => box.checked).map((box) => box.parentElement.textContent.trim());
  text.value = lines.join(" ").replace(/([a-z])- (?=[a-z])/g, "$1");
  for (const box of boxes)
    sheet?.querySelector(`[data-line="${box.value}"]`)?.classList.toggle("on", box.checked);
};
for (const box of boxes) {
  box.addEventListener("change", take);
  // Enter would send the form before its words were put right.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    text.focus();
  });
}

if (sheet) {
  const svg = sheet.querySelector("svg");
  const drawn = svg.querySelector("[data-drawn]");
  const told = document.querySelector("[data-drawn-told]");
  let from = null;
  const place = (event) => {
    const at = svg.getBoundingClientRect();
    const whole = svg.viewBox.baseVal;
    return {
      x: ((event.clientX - at.left) / at.width) * whole.width,
      y: ((event.clientY - at.top) / at.height) * whole.height,
    };
  };
  const box = (to) => ({
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  });
  const show = (area) => {
    for (const [name, value] of Object.entries(area)) drawn.setAttribute(name, value);
  };
  // A line is inside where its middle is.
  const inside = (line, area) => {
    const { x, y, width, height } = line.getBBox();
    const middle = y + height / 2;
    return middle >= area.y && middle <= area.y + area.height && x < area.x + area.width && x + width > area.x;
  };
  svg.addEventListener("pointerdown", (event) => {
    from = place(event);
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener("pointermove", (event) => {
    if (from) show(box(place(event)));
  });
  svg.addEventListener("pointerup", (event) => {
    if (!from) return;
    const area = box(place(event));
    from = null;
    const lines = [...svg.querySelectorAll("[data-line]")];
    const chosen = lines.some((line) => inside(line, area));
    told.textContent = chosen ? "" : "No line lies in that box. Draw it around whole lines.";
    // What was typed stays where nothing was chosen.
    if (!chosen) return;
    for (const line of lines) boxes[Number(line.dataset.line)].checked = inside(line, area);
    take();
    text.focus({ preventScroll: true });
  });
  svg.addEventListener("pointercancel", () => {
    from = null;
  });
}
