// Keeps what is typed, shows what is said about it, and redraws the preview; the form works without any of this.
const form = document.querySelector("[data-wizard]");
const notes = document.querySelector("[data-notes]");
const frames = document.querySelector("[data-frames]");
let timer = 0;
let asked = 0;
let mark = notes?.firstElementChild?.dataset.mark ?? "";

const say = (name, html) => {
  const control = form.elements[name];
  const place = control?.closest?.("[data-field]")?.querySelector("[data-error]");
  if (!place) return;
  place.replaceChildren(html.cloneNode(true));
  if (place.childElementCount) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
};

// A second frame loads behind the first and takes its place when it is ready, so nothing flickers.
const redraw = () => {
  const shown = frames.querySelector("iframe:last-of-type");
  const next = shown.cloneNode();
  const url = new URL(shown.contentWindow?.location.pathname ?? shown.src, location.href);
  if (!url.pathname.includes("/preview/")) url.pathname = new URL(shown.src, location.href).pathname;
  url.searchParams.set("v", mark);
  const top = shown.contentWindow?.scrollY ?? 0;
  next.classList.add("frame-coming");
  next.addEventListener("load", () => {
    next.contentWindow?.scrollTo(0, top);
    next.classList.remove("frame-coming");
    for (const old of frames.querySelectorAll("iframe")) if (old !== next) old.remove();
  }, { once: true });
  next.src = url.href;
  shown.removeAttribute("name");
  frames.append(next);
};

const keep = async () => {
  const mine = ++asked;
  const sent = new FormData(form);
  sent.delete("logo");
  sent.delete("password");
  const answer = await fetch(form.dataset.typed, { method: "POST", body: sent }).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  const said = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
  for (const found of said.querySelectorAll("template[data-error-of]")) {
    say(found.dataset.errorOf, found.content);
  }
  for (const [key, value] of Object.entries(said.dataset)) {
    if (!key.startsWith("set")) continue;
    const control = form.elements[key.slice(3).toLowerCase()];
    if (control && control !== document.activeElement && control.value !== value) control.value = value;
  }
  const host = document.querySelector(".frame-address");
  if (host && said.dataset.host) host.textContent = said.dataset.host;
  if (said.dataset.slug && form.elements.slug) form.elements.slug.placeholder = said.dataset.slug;
  const changed = said.dataset.mark !== mark;
  mark = said.dataset.mark;
  const focused = notes.contains(document.activeElement) ? document.activeElement.value : null;
  notes.replaceChildren(said);
  if (focused !== null) [...notes.querySelectorAll("button")].find((button) => button.value === focused)?.focus();
  if (changed) redraw();
};

// The time zone of whoever sits here, unless she has said another.
const zone = form?.querySelector("[data-own-zone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && zone.value === "UTC" && [...zone.options].some((one) => one.value === here)) zone.value = here;

// Whoever signs in with a passkey types no password.
const ways = form?.querySelectorAll("[name=way]") ?? [];
const showPassword = () => {
  const field = form.elements.password.closest("[data-field]");
  field.hidden = form.elements.way.value === "passkey";
};
for (const way of ways) way.addEventListener("change", showPassword);
if (ways.length) showPassword();

if (form && notes && frames) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 220);
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.files.length) form.requestSubmit(form.querySelector('[name="stay"]'));
    if (event.target.name === "trade" && event.target.value) form.querySelector('[name="niche"][value="free"]')?.click();
  });
  form.addEventListener("click", (event) => {
    const offer = event.target.closest('[name="offer"]');
    if (!offer) return;
    event.preventDefault();
    const [name, ...rest] = offer.value.split(":");
    const control = form.elements[name];
    if (control instanceof RadioNodeList) [...control].find((one) => one.value === rest.join(":")).checked = true;
    else control.value = rest.join(":");
    if (name === "name" && form.elements.slug) form.elements.slug.value = "";
    form.dispatchEvent(new Event("input"));
  });
  for (const link of document.querySelectorAll("[data-page]")) {
    link.addEventListener("click", () => {
      document.querySelectorAll("[data-page]").forEach((one) => one.removeAttribute("aria-current"));
      link.setAttribute("aria-current", "true");
    });
  }
}
