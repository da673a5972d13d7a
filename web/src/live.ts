// New records as they come, for those who ask to follow. In: `button[data-live-from]`, the address of a stream of server-sent events. Out: a line that says how
// many came since the page was made, and leads to them; nothing moves under the reader's eyes. Not of itself: a browser keeps few connections to a
// server, and each stream holds one.
export function bootLive(part: ParentNode): void {
  for (const button of part.querySelectorAll<HTMLButtonElement>("button[data-live-from]")) {
    button.addEventListener("click", () => {
      const line = document.createElement("span");
      line.setAttribute("role", "status");
      line.textContent = "Following: no new event yet.";
      button.replaceWith(line);
      let events = 0;
      const stream = new EventSource(button.dataset.liveFrom ?? "");
      stream.addEventListener("event", () => {
        if (!line.isConnected) return stream.close();
        events += 1;
        const link = document.createElement("a");
        link.href = location.href;
        link.textContent = events === 1 ? "1 new event. Show it." : `${events} new events. Show them.`;
        line.replaceChildren(link);
      });
      stream.addEventListener("error", () => {
        if (!line.isConnected) stream.close();
        else if (events === 0) line.textContent = "The server is not reached; trying again.";
      });
      stream.addEventListener("open", () => {
        if (events === 0) line.textContent = "Following: no new event yet.";
      });
      addEventListener("pagehide", () => stream.close(), { once: true });
    });
  }
}
