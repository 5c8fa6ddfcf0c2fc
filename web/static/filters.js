// On a narrow screen the filters begin closed, unless something in them is wrong; without this module
// they begin open.
const filters = document.querySelector("details.filters");
const wide = window.matchMedia("(min-width: 60em)");
const fit = () => {
  if (filters) filters.open = wide.matches || filters.querySelector("[aria-invalid]") !== null;
};
fit();
wide.addEventListener("change", fit);
