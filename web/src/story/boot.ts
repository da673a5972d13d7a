// A story with its records. In: `.text`, cut by the server into segments that name their records (`data-r="s1 v2"`), and cards with the records'
// ids. Out: layers to switch, cards that float beside the words under the pointer or the focus, and words that light up with their card.
import { bootCards } from "./cards";
import { bootLayers } from "./layers";
import { bootWhy } from "./why";

export function bootStory(part: ParentNode): void {
  for (const story of part.querySelectorAll<HTMLElement>(".story")) {
    const text = story.querySelector<HTMLElement>(".text");
    if (!text) continue;
    bootLayers(story, text);
    bootWhy(story);
    bootCards(story, text);
  }
}
