// On a narrow screen the filters begin closed; without this module they begin open.
const filters = document.querySelector("details.filters");
const wide = window.matchMedia("(min-width: 60em)");
const fit = () => {
  if (filters) filters.open = wide.matches;
};
fit();
wide.addEventListener("change", fit);
