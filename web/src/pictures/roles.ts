// What an actor was called over time. In: the roles of a profile. Out: a bar a role, from the first day on which a story gives it to the last; it leads to the
// actor's events of that time.
import { counted, type Drawing, eventsOf, type Place } from "./place";
import { drawSpans } from "./spans";

interface Role {
  name: string;
  role: string | null;
  first: string | null;
  last: string | null;
  stories: number;
}

export function draw(place: Place, data: Role[]): Drawing {
  const rows = data.flatMap(({ name, role, first, last, stories }) =>
    role && first && last
      ? [
          {
            label: role,
            first,
            last,
            spoken: `${name}, ${role}: ${first} to ${last}, ${counted(stories, "story", "stories")}`,
            page: eventsOf({ either: name, from: first, to: last }, "/events"),
          },
        ]
      : [],
  );
  return drawSpans(place, rows, "Roles over time", "var(--entity)");
}
