import * as v from 'valibot';

/**
 * What Atlassian's form takes, in characters: its own limits for name (60), tagline (130), summary (250) and highlights (50, 220); ours
 * are never longer, so that the same texts also fit where a form is stricter (A66).
 */
const LIMITS = {
  name: 50,
  tagline: 130,
  summary: 220,
  details: 1000,
  highlightTitle: 50,
  highlightText: 220,
} as const;
export const LANGS = ['de', 'en'] as const;
export type Lang = (typeof LANGS)[number];

const text = (limit: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limit));
/** Words that Atlassian does not want in a name, and names that begin with a product of theirs. */
const NAME = v.pipe(
  text(LIMITS.name),
  v.check((name) => !/\b(?:atlassian|plugin|beta|add-on|app)\b/i.test(name), 'a word Atlassian refuses'),
  v.check((name) => !/^(?:jira|confluence)/i.test(name), 'begins with a product of Atlassian’s'),
);
const Highlight = v.strictObject({
  /** The name of its pictures. */
  picture: v.pipe(v.string(), v.regex(/^[a-z-]+$/)),
  title: text(LIMITS.highlightTitle),
  text: text(LIMITS.highlightText),
});
const Words = v.strictObject({
  name: NAME,
  tagline: text(LIMITS.tagline),
  summary: text(LIMITS.summary),
  details: text(LIMITS.details),
  highlights: v.pipe(v.array(Highlight), v.length(3)),
});
const Listing = v.strictObject({
  pricing: v.picklist(['free', 'paid']),
  categories: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(2)),
  keywords: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(10)),
  de: Words,
  en: Words,
});
export type Listing = v.InferOutput<typeof Listing>;

/** The listing, or what is wrong with it. */
export function readListing(
  json: unknown,
): { readonly listing: Listing } | { readonly faults: readonly string[] } {
  const read = v.safeParse(Listing, json);
  if (!read.success)
    return {
      faults: read.issues.map((issue) => `listing.json: ${v.getDotPath(issue) ?? '?'}: ${issue.message}`),
    };
  const pictures = (lang: Lang) => read.output[lang].highlights.map(({ picture }) => picture).join();
  if (pictures('de') !== pictures('en'))
    return { faults: ['listing.json: the highlights differ between de and en'] };
  return { listing: read.output };
}
