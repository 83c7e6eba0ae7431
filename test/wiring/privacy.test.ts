import { describe, expect, it } from 'vitest';
import { accountsIn } from '../../src/privacy/accounts';
import type { Place } from '../../src/privacy/round';
import { listRowOf } from '../../src/submissions/lists/list-store';
import { DISCOVERED, live } from '../submissions/life';
import { PRIVACY_DOCS, storedTable } from '../support/privacy-table';
import { sourceOf } from './sources';
import { keysOf, storedInSource } from './stored';

describe.each(PRIVACY_DOCS)('%s', (document) => {
  const names = storedTable(document).flatMap((row) => row.names);

  it('names everything the source stores, once, and nothing else', () => {
    const why = `what is stored has a row in ${document}: what it says of people, and how long, once`;
    expect(names.toSorted(), why).toEqual(storedInSource().names);
  });
});

/** Whom a list names, the submission names: a row is a part of it, written and kept with it. */
const SUBMISSION = /^entity (?:submission|desk-row|search-row)$/;

describe('the report of accounts', () => {
  /** Where each place of a round looks; a new place does not compile until it stands here. */
  const looks: Readonly<Record<Exclude<Place, 'report'>, RegExp>> = {
    'submissions-needs-you': SUBMISSION,
    'submissions-moving': SUBMISSION,
    'submissions-delivered': SUBMISSION,
    'submissions-closed': SUBMISSION,
    audit: /^entity audit-entry$/,
    // What screens show of a Mandant is a part of its record.
    mandanten: /^entity mandant(?:-row)?$/,
    'pipelines-active': /^entity pipeline$/,
    'pipelines-paused': /^entity pipeline$/,
    'pipelines-removed': /^entity pipeline$/,
    'pipeline-versions': /^key pipeline:$/,
    // Whoever changed a version of a plan stands among its authors.
    'plan-authors': /^key plan(?:-authors)?:$/,
    records: /^record /,
  };

  it('looks wherever the documents say that accounts are reported', () => {
    const [en, de] = PRIVACY_DOCS.map((document, language) =>
      storedTable(document)
        .filter(({ accounts }) => accounts === ['reported', 'gemeldet'][language])
        .flatMap(({ names }) => names)
        // Secrets stand in a row with the record that names them; they hold no account.
        .filter((name) => !name.startsWith('secret ')),
    );
    expect(en?.length).toBeGreaterThan(5);
    expect(de).toEqual(en);
    const unseen = en?.filter((name) => !Object.values(looks).some((look) => look.test(name)));
    expect(unseen).toEqual([]);
  });
});

describe('a row of a list', () => {
  it('names nobody whom its submission does not name', () => {
    const attempt = { revision: 1, referenceId: 'r', fileName: 'EXTF_a.csv', state: 'pending' } as const;
    const state = { ...live(DISCOVERED), attempts: [{ ...attempt, by: ACCOUNT }] };
    const listed = accountsIn(listRowOf(state));
    expect(listed).toEqual([ACCOUNT]);
    expect(accountsIn(state)).toEqual(expect.arrayContaining([...listed]));
  });
});
const ACCOUNT = '5b10a2844c20165700ede21g';

describe('reading what is stored off the source', () => {
  it('can read every key', () => {
    expect(storedInSource().unread).toEqual([]);
  });

  const planted: readonly (readonly [what: string, code: string, name: string | undefined])[] = [
    ['a text', "kv.set('one', 1);", 'key one'],
    ['a template', 'kv.setIfAbsent(`two:#{id}`, 1);', 'key two:'],
    ['a function', 'kv.get(k(1));\nfunction k(n: number) {\n  return `three:#{n}`;\n}', 'key three:'],
    ['an arrow', 'const k = (n: number) => `four:#{n}`;\nkv.remove(k(1));', 'key four:'],
    ['a constant', "const P = 'five:';\nkv.set(`#{P}#{id}`, 1);", 'key five:'],
    ['a secret', 'kv.setSecret(`six:#{id}:#{n}`, 1);', 'secret six:'],
    ['an entity', "kv.setEntityIfAbsent('seven', key, {});", 'entity seven'],
    ['a record', "const K = { key: 'eight', schema: S, fallback: 0 };", 'record eight'],
    ['an operation', "const op = { do: 'set', key: `nine:#{id}`, value: 1 };", 'key nine:'],
    ['an operation on an entity', "const op = { do: 'delete', entity: 'ten', key };", 'entity ten'],
    ['a key from elsewhere', 'kv.set(given.key, 1);', undefined],
  ];
  it.each(planted)('sees %s', (_what, code, name) => {
    expect(
      keysOf(sourceOf('src/planted-store.ts', code.replaceAll('#', '$'))).map((found) => found.name),
    ).toEqual([name]);
  });
});
