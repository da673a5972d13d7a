// What the server answers where a picture is drawn from it: the shapes of /timeline, /places, /network and /dyads in openapi.json.
import type { Quad } from "./place";

export type ByQuad = Record<Quad, number>;

export interface Counted {
  events: number;
  quads: ByQuad;
  score: number | null;
}

export interface Timeline {
  step: string;
  bars: (Counted & { when: string })[];
}

export interface Places {
  points: (Counted & {
    name: string;
    country: string | null;
    admin1: string | null;
    latitude: number | null;
    longitude: number | null;
  })[];
  countries: (Counted & { country: string })[];
  more: number;
  unplaced: number;
}

export interface Node {
  label: string;
  code: string | null;
  acts: number;
  received: number;
}

export interface Edge extends Counted {
  from: number;
  to: number;
}

export interface Network {
  by: string;
  nodes: Node[];
  edges: Edge[];
  more: number;
}

export interface Dyads {
  nodes: Node[];
  step: string;
  periods: string[];
  cells: (Edge & { over_time: [number, number][] })[];
}

export const conflict = ({ quads }: Counted): number => quads.verbal_conflict + quads.material_conflict;
export const cooperation = ({ quads }: Counted): number => quads.verbal_cooperation + quads.material_cooperation;

/** From all conflict (−1) to all cooperation (1). */
export function balance(counted: Counted): number {
  const [worse, better] = [conflict(counted), cooperation(counted)];
  return (better - worse) / Math.max(1, better + worse);
}
