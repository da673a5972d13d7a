// Sources from their first story to their last. In: the sources of the file. Out: a bar a source; it leads to its stories.
import { counted, type Drawing, type Place, withQuery } from "./place";
import { drawSpans } from "./spans";

interface Source {
  source: string | null;
  stories: number;
  first: string | null;
  last: string | null;
}

export function draw(place: Place, data: Source[]): Drawing {
  const rows = data.flatMap(({ source, stories, first, last }) =>
    first && last
      ? [
          {
            label: source ?? "none named",
            first: first.slice(0, 10),
            last: last.slice(0, 10),
            spoken: `${source ?? "None named"}: ${counted(stories, "story", "stories")}, ${first.slice(0, 10)} to ${last.slice(0, 10)}`,
            page: withQuery(source ? { source } : {}, "/stories"),
          },
        ]
      : [],
  );
  return drawSpans(place, rows, "Sources over time", "var(--statement)");
}
