// Days as the API writes them: `2025-03-11`, or a month or year that stands for all its days.
/** First and last day of a day, month or year. */
export function days(day: string): [string, string] {
  if (day.length === 10) return [day, day];
  const [year = "1970", month] = day.split("-");
  if (!month) return [`${year}-01-01`, `${year}-12-31`];
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return [`${day}-01`, `${day}-${String(last).padStart(2, "0")}`];
}

/** Milliseconds. */
export const dayLength = 86_400_000;

/** The moment at which a day, month or year begins. */
export const begins = (day: string): Date => new Date(days(day)[0]);

/** The moment at which it is over. */
export const ends = (day: string): Date => new Date(Date.parse(days(day)[1]) + dayLength);

/** A span of days that is `times` as long, about the same middle, moved by `by` of its length. */
export function moved(from: string, to: string, times: number, by: number): [string, string] {
  const begin = begins(from).getTime();
  const end = ends(to).getTime();
  const middle = (begin + end) / 2 + by * (end - begin);
  const half = Math.max(((end - begin) / 2) * times, dayLength / 2);
  const iso = (moment: number) => new Date(moment).toISOString().slice(0, 10);
  return [iso(middle - half), iso(middle + half - dayLength)];
}
