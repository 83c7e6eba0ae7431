import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG_ACTIONS } from '../../src/audit/config-event';
import { known, problemText } from '../../src/texts/problem-text';
import { problemsIn } from '../support/texts';

const ROOM = join(import.meta.dirname, '../../src/looker');
const source = readdirSync(ROOM, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(ROOM, name), 'utf8'))
  .join('\n');
const used = new Set([...source.matchAll(/'(looker\.[a-z-]+)'/g)].map(([, code]) => code ?? ''));
/** Events of the log, and deeds of the configuration's. */
const EVENTS = new Set<string>(['looker.call', 'looker.meter', ...CONFIG_ACTIONS]);

const LOOKER_MESSAGES = problemsIn('looker');

describe('the words for Looker', () => {
  it.each([...used].filter((code) => !EVENTS.has(code)))('exist for %s', (code) => {
    expect(Object.hasOwn(LOOKER_MESSAGES, code)).toBe(true);
  });

  it.each(Object.keys(LOOKER_MESSAGES))('%s says what happened and what to do', (code) => {
    const values = { most: 5000, megabytes: 64, host: 'bi.example', field: 'v.f', fields: 'filters' };
    const [de, en] = (['de', 'en'] as const).map((lang) =>
      problemText(known({ code, retry: 'never', values }), lang),
    );
    for (const words of [de, en]) {
      expect(words?.title).toMatch(/\.$/);
      expect(words?.remedy).toMatch(/\.$/);
      expect(`${words?.title}${words?.remedy}`).not.toMatch(/[{}–]|\bjust\b|\bsimply\b/);
    }
    expect(de).not.toEqual(en);
  });
});
