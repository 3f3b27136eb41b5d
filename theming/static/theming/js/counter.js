// Numbers in the header that follow the news: one stream of server-sent events, a look now and then where none comes.
// The first number is drawn by the server; without this file it is right after each page.
const POLL = 60_000;
const SETTLED = 1000; // a page that is left at once listens to nothing

class Counter {
  constructor(link) {
    this.link = link;
    this.number = link.querySelector(".counter-number");
    this.words = link.querySelector("[data-counter-words]");
    setTimeout(() => this.look(), SETTLED);
    setInterval(() => this.lookIfDeaf(), POLL);
    document.addEventListener("visibilitychange", () => this.lookIfDeaf());
    addEventListener("pagehide", () => this.source?.close());
  }

  lookIfDeaf() {
    if (!document.hidden && (!this.source || this.source.readyState !== EventSource.OPEN)) this.look();
  }

  async look() {
    try {
      const answer = await fetch(this.link.dataset.counter, { headers: { Accept: "application/json" } });
      if (answer.ok) this.show(await answer.json());
    } catch { /* the network is away; the next look tries again */ }
  }

  listen(ticket) {
    if (!ticket || !("EventSource" in window) || (this.source && this.source.readyState !== EventSource.CLOSED)) return;
    const source = this.source = new EventSource(`/live/?ticket=${encodeURIComponent(ticket)}`);
    // The browser says "open" too, before the server listens: news that come in between would be missed.
    source.addEventListener("open", ({ data }) => { if (data) this.look(); });
    source.addEventListener("notices", () => this.look());
    source.addEventListener("over", () => { source.close(); this.lookIfDeaf(); }); // each look brings the next ticket
  }

  show({ unread, shown, spoken, ticket }) {
    this.number.hidden = !unread;
    this.number.textContent = shown;
    this.words.textContent = spoken;
    this.listen(ticket);
  }
}

for (const link of document.querySelectorAll("a[data-counter]")) new Counter(link);
