// The figures of an episode. In: what each report counts, its bound, who says so, and which others it cannot stand beside. Out: a row a figure in order of time,
// on one scale: a dot for an exact number, a bar that fades where the number is open (at least, more than, at most), a span for a range; conflicts are named
// and marked. Each leads to the words in its story.
import { type Drawing, grouped, labelBeside, name, oneTabStop, type Place } from "./place";
import { axisX, axisY, chart, dot, link, nameLinks, rect, ruleX, text } from "./plot";

/** A set of figures, as the data of an episode has it. */
interface FigureSet {
  figures: {
    day: string | null;
    words: string;
    value: number | null;
    upper: number | null;
    bound: string;
    claimant: string | null;
    source: string | null;
    story: number;
    id: string;
  }[];
  pairs: { first: number; second: number; agreement: string }[];
}

type Figure = FigureSet["figures"][number] & { number: number; who: string; page: string; conflicts: number[] };

/** The figures with their numbers, and those that each cannot stand beside. */
function numbered({ figures, pairs }: FigureSet): Figure[] {
  return figures.map((figure, index) => ({
    ...figure,
    number: index + 1,
    who: figure.claimant?.replace(":", " ") ?? "the newsroom",
    page: `/story/${figure.story}#${figure.id}`,
    conflicts: pairs.flatMap(({ first, second, agreement }) => {
      if (agreement !== "conflicting") return [];
      if (first === index) return [second + 1];
      return second === index ? [first + 1] : [];
    }),
  }));
}

/** From where to where a figure's truth may lie on the scale; open ends reach to the edge. */
function reach(figure: Figure, most: number): [number, number] {
  const value = figure.value ?? 0;
  switch (figure.bound) {
    case "at_least":
    case "more_than":
      return [value, most];
    case "at_most":
    case "less_than":
      return [0, value];
    case "between":
      return [value, figure.upper ?? value];
    default:
      return [value, value];
  }
}

export function draw(place: Place, data: FigureSet): Drawing {
  const known = numbered(data).filter((figure) => figure.value !== null);
  if (known.length === 0) return undefined;
  const most = Math.max(...known.map((figure) => Math.max(figure.value ?? 0, figure.upper ?? 0))) * 1.12;
  const narrow = place.width < 560;
  const left = narrow ? 92 : 230;
  const label = (figure: Figure) => {
    const who = `${figure.number}. ${figure.day ?? "undated"} ${figure.who}`;
    return narrow ? `${figure.number}. ${figure.who.slice(0, 12)}` : who.length > 36 ? `${who.slice(0, 35)}…` : who;
  };
  const row = (figure: Figure) => known.indexOf(figure);
  const open = known.filter((figure) => /least|more|most|less/.test(figure.bound));
  const svg = chart({
    width: place.width,
    height: 46 + known.length * 26,
    marginLeft: left,
    marginRight: 16,
    marginTop: 8,
    marginBottom: 30,
    x: { domain: [0, most], label: null, nice: false },
    y: { type: "linear", domain: [known.length - 0.4, -0.6], label: null },
    marks: [
      axisX({ tickFormat: grouped as never, ticks: narrow ? 4 : 8 }),
      axisY({
        ticks: known.map((_, index) => index),
        tickFormat: (index: number) => (known[index] ? label(known[index]) : ""),
        tickSize: 0,
      }),
      ruleX([0], { stroke: "var(--edge)" }),
      rect(open, {
        x1: (figure: Figure) => reach(figure, most)[0],
        x2: (figure: Figure) => reach(figure, most)[1],
        y1: (figure: Figure) => row(figure) - 0.16,
        y2: (figure: Figure) => row(figure) + 0.16,
        fill: "var(--quantity)",
        fillOpacity: 0.28,
      }),
      link(
        known.filter((figure) => figure.bound === "between"),
        {
          x1: "value",
          x2: "upper",
          y1: row as never,
          y2: row as never,
          stroke: "var(--quantity)",
          strokeWidth: 5,
        },
      ),
      dot(
        known.filter((figure) => figure.conflicts.length === 0),
        { x: "value", y: row as never, r: 5, fill: "var(--quantity)" },
      ),
      dot(
        known.filter((figure) => figure.conflicts.length > 0),
        { x: "value", y: row as never, r: 6, fill: "var(--bad)", symbol: "diamond" },
      ),
      ...(["start", "end"] as const).map((side) =>
        text(
          known.filter((figure) => (figure.value ?? 0) > most * 0.6 === (side === "end")),
          {
            x: (figure: Figure) => (side === "end" ? figure.value : (figure.upper ?? figure.value)),
            y: row as never,
            text: (figure: Figure) =>
              figure.conflicts.length > 0 ? `${figure.words}  ≠ ${figure.conflicts.join(", ")}` : figure.words,
            textAnchor: side,
            dx: side === "end" ? -12 : 12,
            stroke: "var(--paper)",
            strokeWidth: 4,
            fill: "currentColor",
          },
        ),
      ),
      rect(known, {
        x1: 0,
        x2: most,
        y1: (figure: Figure) => row(figure) - 0.45,
        y2: (figure: Figure) => row(figure) + 0.45,
        fill: "transparent",
        href: "page",
      }),
    ],
  });
  nameLinks(
    svg,
    known.map(
      (figure) =>
        `${figure.number}. ${figure.day ?? "undated"}, ${figure.who}${figure.source ? ` in ${figure.source}` : ""}: ${figure.words}${
          figure.conflicts.length > 0 ? `; cannot stand beside ${figure.conflicts.join(", ")}` : ""
        }`,
    ),
  );
  name(svg, place.figure.querySelector("h3")?.textContent ?? "Figures");
  place.plate.append(svg);
  oneTabStop(svg);
  labelBeside(place.plate, svg);
  return svg;
}
