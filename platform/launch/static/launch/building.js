// Sets the building going and lets its steps tick; without this the two buttons do the same.
const build = document.querySelector("[data-build]");
const enter = document.querySelector("[data-enter]");
const place = document.querySelector("[data-progress]");
if (enter) setTimeout(() => enter.requestSubmit(), matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 900);
if (build && place && !document.querySelector(".building-failed")) {
  build.hidden = true;
  const ticking = setInterval(async () => {
    const answer = await fetch(place.dataset.progress).catch(() => null);
    if (answer?.ok) place.innerHTML = await answer.text();
  }, 150);
  fetch(build.action, { method: "POST", body: new FormData(build) })
    .then((answer) => { clearInterval(ticking); location.replace(answer.url); })
    .catch(() => { clearInterval(ticking); build.hidden = false; });
}
