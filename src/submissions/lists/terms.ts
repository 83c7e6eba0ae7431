import type { Listed } from './listed';

/** By what a submission is found, each from its start, in small letters. What a submission does not have is not there. */
type Terms = {
  /** The whole file name. */
  readonly name: string;
  readonly issue?: string;
  readonly job?: string;
  /** Words of labels and file names. */
  readonly words: readonly string[];
  /** Labels and file names as a whole. */
  readonly texts: readonly string[];
};

/** An index value has at most 900 bytes; nobody types so much of a word. */
const MAX_LENGTH = 80;
const ENDING = /\.[A-Za-z0-9]{1,4}$/;
/** What begins every batch's name, and what our names end with. */
const TELLS_NOTHING = /^(?:extf|r\d+)$/;

/** The terms of a submission. Its Mandant is none of them: Mandanten have lists of their own. */
export function termsOf(s: Listed): Terms {
  const names = [s.candidate?.name, s.fileName].filter((name) => name !== undefined);
  const labels = [s.candidate?.label, s.files.at(-1)?.label, s.label].filter((label) => label !== undefined);
  const words = [
    ...labels.flatMap(wordsIn),
    ...names.flatMap((name) => wordsIn(name.replace(ENDING, ''))).filter((word) => !TELLS_NOTHING.test(word)),
  ].filter((word) => word !== s.mandant);
  const job = s.attempts.at(-1)?.jobId;
  return {
    name: cut(small(s.candidate?.name ?? s.fileName)),
    ...(s.issue === undefined ? {} : { issue: small(s.issue.key) }),
    ...(job === undefined || job === '' ? {} : { job: cut(small(job)) }),
    words: [...new Set(words.map(cut))],
    texts: [...names, ...labels].map(small),
  };
}

/** Words of a text: what stands between spaces and marks; a hyphen joins, so that a period or a Mandant stays whole. */
function wordsIn(text: string): readonly string[] {
  return small(text)
    .split(/[^\p{L}\p{N}-]+/u)
    .map((word) => word.replace(/^-+|-+$/g, ''))
    .filter((word) => word !== '');
}

/** How a text is compared: composed letters, no capitals. */
function small(text: string): string {
  return text.normalize('NFC').toLowerCase().trim();
}

function cut(word: string): string {
  return word.slice(0, MAX_LENGTH);
}

/**
 * What somebody looks for: a Mandant, where one is named whole, and words, the likely rarest first. `pieces` of names that were typed
 * with their marks have to be in a name so.
 */
export type Sought = {
  readonly mandant?: string;
  readonly words: readonly string[];
  readonly pieces: readonly string[];
};

/** Reads what somebody typed. The beginning of a batch's name is one word; any other name falls into its words. */
export function soughtIn(text: string): Sought {
  const typed = small(text)
    .split(/\s+/)
    .map((piece) => ({
      piece,
      words: piece.startsWith('extf') ? [piece] : wordsIn(piece.replace(ENDING, '')),
    }));
  const all = typed.flatMap(({ words }) => words).map(cut);
  const pieces = typed.flatMap(({ piece, words }) => (words.length > 1 ? [piece] : []));
  const mandant = all.find((word) => MANDANT.test(word) && !PERIOD.test(word));
  const others = all.filter((word) => word !== mandant);
  const telling = others.filter((word) => !TELLS_NOTHING.test(word));
  const sorted = [...new Set(telling.length === 0 ? others : telling)].sort((a, b) => rarity(b) - rarity(a));
  return { ...(mandant === undefined ? {} : { mandant }), words: sorted, pieces };
}

/** Long numbers that are no date are rarest, words with letters rarer than other numbers, long ones rarer than short ones. */
function rarity(word: string): number {
  const rank = NUMBER.test(word) ? 2 : /^\p{L}/u.test(word) ? 1 : 0;
  return word.length + rank * MAX_LENGTH;
}
/** Of a document or an export; not a month or a day written without marks. */
const NUMBER = /^(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:\d\d)?$)\d{5,}$/;
const MANDANT = /^\d{4,7}-\d{1,5}$/;
/** Looks like a Mandant, and is a month. */
const PERIOD = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/;

/** Whether the terms begin with all that is sought, and names have its pieces. */
export function fitsAll({ name, issue, job, words, texts }: Terms, sought: Sought): boolean {
  const all = [name, issue, job, ...words];
  return (
    sought.words.every((word) => all.some((term) => term?.startsWith(word) === true)) &&
    sought.pieces.every((piece) => texts.some((text) => text.includes(piece)))
  );
}

/** A place where terms lie, by its index. */
export type TermPlace = 'name' | 'issue' | 'job' | `word${1 | 2 | 3 | 4}`;
/** So many words have an index; what comes after them only narrows a search that another word leads. */
const WORD_PLACES = ['word1', 'word2', 'word3', 'word4'] as const;

/** The terms by place, as they are indexed. */
export function placed({ name, issue, job, words }: Terms): { readonly [P in TermPlace]?: string } {
  const indexed = WORD_PLACES.flatMap((place, n) => {
    const word = words[n];
    return word === undefined ? [] : [[place, word] as const];
  });
  return {
    name,
    ...(issue === undefined ? {} : { issue }),
    ...(job === undefined ? {} : { job }),
    ...Object.fromEntries(indexed),
  };
}

/** Where a word may lie: an issue's key has a number, a job's id is hexadecimal. */
export function placesOf(word: string): readonly TermPlace[] {
  return [
    'name',
    ...WORD_PLACES,
    ...(/^[a-z][a-z0-9_]*-\d/.test(word) ? (['issue'] as const) : []),
    ...(/^[0-9a-f-]+$/.test(word) ? (['job'] as const) : []),
  ];
}
