/** How grave a weakness is, by CVSS 3; in the order of the tables. */
const GRADES = ['critical', 'high', 'medium', 'low'] as const;
type Grade = (typeof GRADES)[number];
type Times = Readonly<Record<Grade, number>>;

/**
 * Days in which Atlassian wants a weakness mended. Its policy is known in two versions (4, 6, 8 and 25 weeks; 10 days, 4, 12 and 25
 * weeks): the shorter of both (A66).
 */
const ATLASSIAN: Times = { critical: 10, high: 28, medium: 56, low: 175 };

const NAMES: Readonly<Record<Grade, string>> = {
  critical: 'critical|kritisch',
  high: 'high|hoch',
  medium: 'medium|mittel',
  low: 'low|niedrig',
};

/** The days a document promises: the row of each grade ends in a number of days. */
function timesIn(text: string): Partial<Times> {
  return Object.fromEntries(
    GRADES.flatMap((grade) => {
      const row = new RegExp(`^\\|[^|\\n]*\\b(?:${NAMES[grade]})\\b.*\\| (\\d+) (?:days|Tage) \\|$`, 'im');
      const days = row.exec(text)?.[1];
      return days === undefined ? [] : [[grade, Number(days)]];
    }),
  );
}

/** Documents that promise something else than the first, or more time than Atlassian gives. */
export function timeFaults(texts: ReadonlyMap<string, string>): readonly string[] {
  const [first] = [...texts.values()].map(timesIn);
  return [...texts].flatMap(([file, text]) => {
    const times = timesIn(text);
    return GRADES.flatMap((grade) => {
      const days = times[grade];
      if (days === undefined) return [`${file}: no time for ${grade}`];
      if (days > ATLASSIAN[grade]) return [`${file}: ${grade} in ${days} days is later than Atlassian wants`];
      return days === first?.[grade] ? [] : [`${file}: ${grade} in ${days} days is said otherwise elsewhere`];
    });
  });
}
