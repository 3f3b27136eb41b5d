// Numbers in the header that follow the news: one stream of server-sent events, a look now and then where none comes.
// The first number is drawn by the server; without this file it is right after each page.
const POLL = 60_000;
const SETTLED = 1000; // a page that is left at once listens to nothing

class Counter {
  constructor(link) {
    this.link = link;
    this.number = link.querySelector(".counter-number");
    this.words = link.querySelector("[data-counter-words]");
    setTimeout(() => this.look().then(() => this.listen()), SETTLED);
    setInterval(() => { if (!document.hidden && !this.streams) this.look(); }, POLL);
  }

  async look() {
    try {
      const answer = await fetch(this.link.dataset.counter, { headers: { Accept: "application/json" } });
      if (answer.ok) this.show(await answer.json());
    } catch { /* the network is away; the next look tries again */ }
  }

  listen() {
    if (!this.ticket || !("EventSource" in window)) return;
    const source = new EventSource(`/live/?ticket=${encodeURIComponent(this.ticket)}`);
    source.addEventListener("open", () => { this.streams = true; });
    source.addEventListener("error", () => { this.streams = false; });
    source.addEventListener("notices", () => this.look());
    addEventListener("pagehide", () => source.close(), { once: true });
  }

  show({ unread, shown, spoken, ticket }) {
    this.ticket = ticket;
    this.number.hidden = !unread;
    this.number.textContent = shown;
    this.words.textContent = spoken;
  }
}

for (const link of document.querySelectorAll("a[data-counter]")) new Counter(link);
