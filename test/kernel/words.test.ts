import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { berlinTime } from '../../src/kernel/berlin';
import { cut, grouped, plain, quoted } from '../../src/kernel/text';
import { isProblemCode, known, problemText } from '../../src/texts/problem-text';
import { type ProblemTexts, problemsIn } from '../support/texts';

const SRC = join(import.meta.dirname, '../../src');

function sources(): readonly string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
}

const ROOMS = [
  ...['datev', 'jira', 'file', 'access', 'settings', 'click', 'platform'],
  ...['looker', 'mapping', 'run', 'pipeline', 'accounts', 'exchange', 'hooks'],
].join('|');

/** Codes as the source writes them: `code: 'jira.later'`, or as an argument of the helpers that make a problem. */
const AS_CODE = new RegExp(`(?:code: |code = |unsure\\(\\w+, )'((?:${ROOMS})\\.[a-z-]+)'`, 'g');

/** In the rooms of the booking way, where no calls of the faces are named, every text of that form is a code, but for names of log lines. */
const ANY_CODE = new RegExp(`(?<!log\\()'((?:${ROOMS})\\.[a-z-]+)'`, 'g');
/** What is done to the configuration has words of its own, complete by its type (audit/config-words). */
const DEEDS = /-change\.ts$/;
const BOOKING_ROOMS =
  /^(?:accounts|hooks|looker|mapping|pipelines|runs)\/|^(?:effects\/(?:make-run|hand-over)|flows\/booking\/receive-hook)\.ts$/;

function codesIn(name: string): readonly string[] {
  const pattern = BOOKING_ROOMS.test(name) && !DEEDS.test(name) ? ANY_CODE : AS_CODE;
  return [...readFileSync(join(SRC, name), 'utf8').matchAll(pattern)].map((match) => match[1] ?? '');
}

const SIDES: Readonly<Record<string, ProblemTexts>> = Object.assign(
  {},
  ...['datev', 'files', 'jira', 'looker', 'mapping', 'runs', 'accounts', 'hooks'].map(problemsIn),
);

/** Something for each place that the words leave open. */
function valuesFor(code: string): Readonly<Record<string, string>> {
  const open = [...JSON.stringify(SIDES[code]).matchAll(/\{(\w+)[,}]/g)];
  return Object.fromEntries(open.map(([, name = '']) => [name, 'Wert']));
}

describe('the words for problems', () => {
  const used = new Map(sources().flatMap((name) => codesIn(name).map((code) => [code, name] as const)));

  it('finds the codes that src uses', () => {
    expect(used.size).toBeGreaterThan(120);
    const booking = sources().filter((name) => BOOKING_ROOMS.test(name));
    for (const room of [
      'accounts/',
      'hooks/',
      'looker/',
      'mapping/',
      'pipelines/',
      'runs/',
      'effects/make-run',
      'effects/hand-over',
      'flows/booking/receive-hook',
    ])
      expect(booking.filter((name) => name.startsWith(room)).length, room).toBeGreaterThan(0);
    for (const room of ROOMS.split('|'))
      expect([...used.keys()].filter((code) => code.startsWith(`${room}.`)).length, room).toBeGreaterThan(0);
  });

  it.each([...used])('there are words for %s (used in %s)', (code) => {
    expect(isProblemCode(code)).toBe(true);
  });

  it.each(Object.keys(SIDES))('%s says what happened and what to do, in both languages', (code) => {
    const values = valuesFor(code);
    const [de, en] = (['de', 'en'] as const).map((lang) =>
      problemText(known({ code, retry: 'never', values }), lang),
    );
    for (const words of [de, en]) {
      expect(words?.title).toMatch(/\.$/);
      expect(words?.remedy).toMatch(/\.$/);
      expect(`${words?.title}${words?.remedy}`).not.toMatch(/[{}–]/);
    }
    expect(de?.title).not.toBe(en?.title);
    expect(de?.remedy).not.toBe(en?.remedy);
  });

  it('names every field the problem carries', () => {
    const problem = {
      code: 'jira.required-fields',
      retry: 'after-fix',
      values: { fields: 'customfield_10042' },
    } as const;
    expect(problemText(problem, 'de').title).toBe(
      'Das Projekt verlangt Pflichtfelder, die noch keinen Wert haben: customfield_10042.',
    );
  });

  it('has a general sentence for a code of another version', () => {
    expect(problemText(known({ code: 'moon.full', retry: 'never' }), 'de').title).toBe(
      'Etwas hat nicht geklappt (moon.full).',
    );
    expect(problemText(known({ code: 'toString', retry: 'never' }), 'en').title).toContain('toString');
  });
});

describe('texts', () => {
  it('groups what is counted', () => {
    expect([grouped(999, 'de'), grouped(1_234_567, 'de'), grouped(1000, 'en')]).toEqual([
      '999',
      '1.234.567',
      '1,000',
    ]);
  });

  it('makes foreign text harmless', () => {
    expect(plain('a\r\n\tb\u0000c\u2028d')).toBe('a b c d');
    expect(plain('EXTF_\u202Evsc.exe\u200B\uFEFF\uD800')).toBe('EXTF_vsc.exe');
    expect(plain('Müller 😀')).toBe('Müller 😀');
    expect(quoted('  a\nb ', 'de')).toBe('„a b“');
  });

  it('cuts without halving a character', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdef', 5)).toBe('abcd…');
    expect(cut('ab😀de', 4)).toBe('ab…');
  });

  it.each([
    ['2026-12-01T08:00:00Z', '01.12.2026, 09:00 Uhr', '1 Dec 2026, 09:00 (Berlin time)'],
    ['2026-07-31T22:30:00.000Z', '01.08.2026, 00:30 Uhr', '1 Aug 2026, 00:30 (Berlin time)'],
    ['no time', '', ''],
  ])('tells %s as Berlin time', (iso, de, en) => {
    expect([berlinTime(iso, 'de'), berlinTime(iso, 'en')]).toEqual([de, en]);
  });
});
