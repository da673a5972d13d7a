// Country outlines, made by build.mjs from world-atlas: ids are ISO 3166-1 alpha-3.
declare module "world:countries" {
  import type { GeometryCollection, Topology } from "topojson-specification";

  const world: Topology<{ countries: GeometryCollection<{ name: string }> }>;
  export default world;
}
