// A form with data-optimistic="#list" shows what is being sent at once: the text of its [data-words] in a copy of its
// <template>, marked as on its way. The server's answer replaces it (htmx) or the next page does.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const list = form.dataset?.optimistic && document.querySelector(form.dataset.optimistic);
  const words = form.querySelector("[data-words]");
  const shape = form.querySelector("template");
  if (!list || !shape || !words?.value.trim()) return;
  const copy = shape.content.cloneNode(true);
  copy.querySelector("[data-here]").textContent = words.value;
  copy.firstElementChild.dataset.pending = "";
  list.append(copy);
  list.lastElementChild.scrollIntoView({ block: "nearest" });
});
document.addEventListener("htmx:afterRequest", () => {
  document.querySelectorAll("[data-pending]").forEach((copy) => copy.remove());
});
// A button that was pressed says so and is not pressed twice.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const button = event.submitter;
  if (button?.matches(".button")) setTimeout(() => { button.dataset.busy = ""; }, 0);
});
addEventListener("pageshow", () => {
  document.querySelectorAll("[data-busy]").forEach((button) => button.removeAttribute("data-busy"));
});
