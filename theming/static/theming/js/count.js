// Says how many signs are left in a text that has a limit, once it is nearly used up.
const tell = (control) => {
  const most = control.maxLength;
  if (most < 1 || control.type === "color") return;
  const field = control.closest("[data-field]");
  let note = field.querySelector("[data-left]");
  if (!note) {
    note = Object.assign(document.createElement("p"), { className: "field-notes" });
    note.dataset.left = "";
    control.after(note);
  }
  const left = most - control.value.length;
  note.textContent = left <= Math.max(20, most * 0.2) ? new Intl.NumberFormat(document.documentElement.lang).format(left) : "";
};
document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-field] .control[maxlength]")) tell(event.target);
});
