// Small helps: choose to submit, the light switch, filters folded on a phone, labels for tables on a phone.
for (const form of document.querySelectorAll("[data-submit-on-change]")) {
  form.querySelectorAll("[data-js-hides]").forEach((button) => { button.hidden = true; });
  form.addEventListener("change", () => form.requestSubmit());
}
for (const button of document.querySelectorAll("[data-scheme-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.scheme = dark ? "light" : "dark";
    document.cookie = `scheme=${root.dataset.scheme}; path=/; max-age=31536000; samesite=lax`;
  });
}
// On a wide screen the filters stand open: the style sheet shows them before this runs, so that nothing jumps.
const wide = matchMedia("(min-width: 64.01rem)");
const unfold = () => document.querySelectorAll("[data-fold-small]").forEach((fold) => { fold.open = wide.matches; });
if (wide.matches) unfold();
wide.addEventListener("change", unfold);
const label = (table) => {
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  for (const row of table.querySelectorAll("tbody tr")) {
    [...row.children].forEach((cell, index) => {
      if (heads[index] && cell.tagName === "TD" && !cell.dataset.label) cell.dataset.label = heads[index];
    });
  }
};
document.querySelectorAll("[data-table]").forEach(label);
