// The views that are tested and photographed: a name, a path, and for those that stand on one story, episode or actor how it is found.
const get = async (address, path) => {
  const answer = await fetch(address + path);
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  return answer.json();
};

/** The views of a server, each with its path. */
export async function views(address) {
  const { stories } = await get(address, "/stories.json?limit=1000");
  const story =
    stories.find(({ headline }) => headline?.startsWith("At least nine soldiers")) ??
    stories.find(({ events }) => events > 0);
  const { episodes } = await get(address, "/episodes.json");
  const episode = [...episodes].sort((a, b) => b.reports - a.reports)[0];
  const { names } = await get(address, "/actors.json?limit=1000");
  const actor = names.find(({ name }) => name === "Ingrid Solheim") ?? names[0];
  // Who is known to say what cannot both stand; in another file somebody of whom there is little: what the busiest say is too much to compare.
  const speaker = encodeURIComponent((names.find(({ name }) => name === "Rosa Quillay") ?? names.at(-1)).name);
  return [
    { name: "explore", path: "/explore" },
    { name: "events", path: "/events" },
    { name: "stories", path: "/stories" },
    { name: "search", path: "/search?text=minister" },
    { name: "story", path: `/story/${story.story}` },
    { name: "story-explained", path: `/story/${story.story}?explain=true` },
    { name: "episodes", path: "/episodes" },
    // A file whose stories were never grouped has none.
    ...(episode ? [{ name: "episode", path: `/episode/${episode.episode}` }] : []),
    { name: "ledger", path: "/ledger" },
    { name: "contradictions", path: `/contradictions?speaker=${speaker}` },
    { name: "calendar", path: "/calendar" },
    { name: "actors", path: "/actors" },
    { name: "actor", path: `/actor?party=${encodeURIComponent(actor.name)}` },
    { name: "data", path: "/data" },
    { name: "paste", path: "/paste" },
  ];
}
