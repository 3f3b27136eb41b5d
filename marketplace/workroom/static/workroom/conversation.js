// A conversation that is live: news over server-sent events, asked for every few seconds where those do not come.
// Everything works without this file; it only saves reloading the page.

const POLL = 5000;
const AFTER_SILENCE = 8000;

// One look at a time, and one more after it for all who asked meanwhile: no older answer is the last to be shown.
function inTurn(look) {
  let busy = false, again = false;
  return async function ask() {
    if (busy) { again = true; return; }
    busy = true;
    try { await look(); } finally { busy = false; }
    if (again) { again = false; ask(); }
  };
}

class Conversation {
  constructor(root) {
    this.root = root;
    this.messages = root.querySelector("[data-messages]");
    this.scroll = root.querySelector("[data-scroll]");
    this.form = root.querySelector("[data-composer]");
    this.status = root.querySelector("[data-status]");
    this.last = Number(root.dataset.last);
    this.read = this.last;
    this.news = inTurn(() => this.fetchNews());
    this.panels = inTurn(() => this.fetchPanels());
    this.timer = null;
    this.toEnd();
    this.listen(root.dataset.ticket);
    if (this.form) this.compose();
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.look(); });
    addEventListener("pagehide", () => this.source?.close());
  }

  // ── hearing of news ──────────────────────────────────────────────────────────────────────────────────────────
  listen(ticket) {
    if (!("EventSource" in window)) return this.poll(true);
    const source = this.source = new EventSource(`/live/?ticket=${encodeURIComponent(ticket)}`);
    const guard = setTimeout(() => this.poll(true), AFTER_SILENCE);
    const hear = (kind, then) => source.addEventListener(kind, ({ data }) => { if (data) { clearTimeout(guard); then(); } });
    // The browser says "open" too, before the server listens: news that come in between would be missed.
    hear("open", () => { this.poll(false); this.look(); });
    hear("message", () => this.news());
    hear("read", () => this.news());
    hear("changed", () => this.panels());
    hear("over", () => { source.close(); if (!document.hidden) this.look(); });
    source.addEventListener("error", () => { clearTimeout(guard); this.poll(true); });
  }

  // A ticket is good for some minutes; each look brings the next. A stream that the browser tries again needs none.
  goOn(ticket) {
    if (ticket && this.source && this.source.readyState === EventSource.CLOSED) this.listen(ticket);
  }

  poll(on) {
    if (on && !this.timer) this.timer = setInterval(() => { if (!document.hidden) this.look(); }, POLL);
    if (!on && this.timer) { clearInterval(this.timer); this.timer = null; }
    this.status.textContent = on ? this.status.dataset.polling : this.status.dataset.connected;
  }

  look() {
    this.news();
    this.panels();
  }

  // ── fetching ─────────────────────────────────────────────────────────────────────────────────────────────────
  async fetchNews() {
    try {
      const answer = await fetch(`${this.root.dataset.url}?since=${this.last}`, { headers: { Accept: "application/json" } });
      if (answer.ok) this.take(await answer.json());
    } catch {
      this.poll(true); // the network is away; the next look tries again
    }
  }

  take({ html, last, seen, ticket }) {
    const atEnd = this.isAtEnd();
    const piece = document.createElement("template");
    piece.innerHTML = html;
    for (const row of piece.content.querySelectorAll("[data-day]")) {
      if (this.messages.querySelector(`[data-day="${row.dataset.day}"]`)) row.remove();
    }
    for (const row of piece.content.querySelectorAll("[data-message]")) {
      this.messages.querySelector(`[data-draft-of="${row.dataset.key}"]`)?.remove();
      if (this.messages.querySelector(`[data-message="${row.dataset.message}"]`)) row.remove();
    }
    this.root.querySelector("[data-empty]")?.toggleAttribute("hidden", piece.content.childElementCount > 0 || this.last > 0);
    this.messages.append(piece.content);
    this.last = Math.max(this.last, last);
    this.markSeen(seen);
    if (atEnd) this.toEnd();
    this.tellRead();
    this.goOn(ticket);
  }

  markSeen(seen) {
    const mark = this.root.querySelector("[data-read-mark]")?.content;
    for (const row of this.messages.querySelectorAll("[data-message][data-mine]")) {
      const meta = row.querySelector(".bubble-meta");
      if (mark && Number(row.dataset.message) <= seen && !meta.querySelector(".bubble-read")) meta.append(mark.cloneNode(true));
    }
  }

  async tellRead() {
    if (document.hidden || this.read >= this.last) return;
    this.read = this.last;
    const body = new FormData();
    body.set("up_to", String(this.last));
    await fetch(this.root.dataset.reading, { method: "POST", body, headers: { "X-CSRFToken": this.token() } }).catch(() => {});
  }

  async fetchPanels() {
    if (!this.root.dataset.panels) return;
    const answer = await fetch(this.root.dataset.panels).catch(() => null);
    if (!answer?.ok) return;
    const piece = document.createElement("template");
    piece.innerHTML = await answer.text();
    for (const panel of piece.content.querySelectorAll("[data-panel]")) {
      const old = document.getElementById(panel.id);
      if (old && !old.contains(document.activeElement) && old.innerHTML !== panel.innerHTML) old.replaceWith(panel);
    }
  }

  // ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────
  compose() {
    this.body = this.form.querySelector("[data-body]");
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.body.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.send(); }
    });
  }

  async send() {
    const data = new FormData(this.form);
    const files = this.form.querySelector("input[type=file]");
    if (!this.body.value.trim() && !files.files.length) return this.refuse([], true);
    const key = data.get("key") || crypto.randomUUID();
    data.set("key", key);
    data.set("since", String(this.last));
    const typed = this.body.value;
    const draft = this.draft(key, typed);
    this.refuse([]);
    this.body.value = "";
    this.form.elements.key.value = crypto.randomUUID();
    try {
      const answer = await fetch(this.root.dataset.url, {
        method: "POST", body: data, headers: { Accept: "application/json", "X-CSRFToken": this.token() },
      });
      const said = await answer.json();
      if (answer.ok) { files.value = ""; this.take(said); this.toEnd(); return; }
      this.giveBack(draft, key, typed, said.errors);
    } catch {
      this.giveBack(draft, key, typed, [this.root.dataset.failed]);
    }
  }

  draft(key, text) {
    const copy = this.root.querySelector("[data-draft]").content.cloneNode(true);
    copy.querySelector("[data-draft-text]").textContent = text;
    const row = document.createElement("div");
    row.dataset.draftOf = key;
    row.append(copy);
    this.messages.append(row);
    this.toEnd();
    return row;
  }

  giveBack(draft, key, typed, sentences) {
    draft.remove();
    if (!this.body.value) { this.body.value = typed; this.form.elements.key.value = key; }
    this.refuse(sentences);
  }

  refuse(sentences, empty = false) {
    const place = this.form.querySelector("[data-refusal]");
    place.replaceChildren();
    for (const sentence of sentences) {
      const line = document.createElement("p");
      line.className = "notice notice-bad";
      line.textContent = sentence;
      place.append(line);
    }
    if (sentences.length || empty) this.body.focus();
  }

  // ── lesser things ────────────────────────────────────────────────────────────────────────────────────────────
  token() { return this.form?.elements.csrfmiddlewaretoken.value ?? ""; }
  isAtEnd() { return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 80; }
  toEnd() { this.scroll.scrollTop = this.scroll.scrollHeight; }
}

for (const root of document.querySelectorAll("[data-conversation]")) new Conversation(root);
