// New records as they come. In: `[data-live-from]`, the address of a stream of server-sent events. Out: a line that says how many came since the
// page was made, and leads to them. Nothing moves under the reader's eyes.
export function bootLive(part: ParentNode): void {
  for (const place of part.querySelectorAll<HTMLElement>("[data-live-from]")) {
    const from = place.dataset.liveFrom;
    if (!from) continue;
    let stories = 0;
    const stream = new EventSource(from);
    const show = () => {
      stories += 1;
      place.hidden = false;
      place.replaceChildren();
      const link = document.createElement("a");
      link.href = location.href;
      link.textContent =
        stories === 1 ? "1 new story since you opened this page. Show it." : `${stories} new stories. Show them.`;
      place.append(link);
    };
    stream.addEventListener("story", show);
    stream.addEventListener("error", () => {
      if (!place.isConnected) stream.close();
    });
    addEventListener("pagehide", () => stream.close(), { once: true });
  }
}
