// While the owner types, the example beside the form follows. Without this script the second button does the same.
const form = document.getElementById("fee-form");
const example = document.getElementById("fee-example");
let waiting, asked = 0;

async function follow() {
  const turn = ++asked;
  const answer = await fetch(form.dataset.example, { method: "POST", body: new FormData(form) });
  // An older answer that arrives late must not replace a newer one.
  if (answer.ok && turn === asked) example.innerHTML = await answer.text();
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(follow, 250);
});
