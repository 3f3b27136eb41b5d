// The preview follows as the owner chooses. Without this script "Show me" does the same.
const form = document.getElementById("brand-form");
const frame = document.getElementById("brand-frame");
let waiting;

function show() {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !["csrfmiddlewaretoken", "tagline", "funds"].includes(name)) chosen.set(name, value);
  }
  frame.src = `${frame.dataset.page}?${chosen}`;
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 300);
});

for (const button of form.querySelectorAll("[data-colour]")) {
  button.addEventListener("click", () => {
    form.elements[button.dataset.colour].value = button.dataset.value;
    button.parentElement.remove();
    show();
  });
}
