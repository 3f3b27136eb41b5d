// Shows only the fields of the chosen kind of payment. Without it both groups are there, and the server reads the right one.
const radios = document.querySelectorAll('input[name="kind"]');
const groups = document.querySelectorAll("[data-kind]");

function show() {
  const chosen = document.querySelector('input[name="kind"]:checked');
  for (const group of groups) group.hidden = Boolean(chosen) && group.dataset.kind !== chosen.value;
}

for (const radio of radios) radio.addEventListener("change", show);
show();
