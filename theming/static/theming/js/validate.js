// Says beside a field what is wrong with it when it is left, in the browser's own language and words.
const say = (control) => {
  const place = control.closest("[data-field]")?.querySelector("[data-error]");
  if (!place) return;
  const message = control.validity.valid ? "" : control.validationMessage;
  if (message) {
    control.setAttribute("aria-invalid", "true");
    place.replaceChildren(Object.assign(document.createElement("p"), { textContent: message }));
  } else {
    control.removeAttribute("aria-invalid");
    place.replaceChildren();
  }
};
document.addEventListener("focusout", (event) => {
  if (event.target.matches?.("[data-field] .control") && event.target.value !== "") say(event.target);
});
document.addEventListener("input", (event) => {
  if (event.target.matches?.('[data-field] .control[aria-invalid="true"]')) say(event.target);
});
