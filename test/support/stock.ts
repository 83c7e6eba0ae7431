import { packed } from '../../src/submissions/lists/series';
import type { TestWorld } from './world';

/** A firm's stock of years, laid straight into storage: copies of one submission's rows with names, Mandanten and times of their own. */
type Value = Readonly<Record<string, unknown>>;

const MINUTE = 60_000;

type Put = (entity: string, key: string, value: Value) => void;

/** `mandanten` of them, each named, and `count` delivered submissions; answers how the nth is called. */
export function stock(
  w: TestWorld,
  { count, mandanten }: { readonly count: number; readonly mandanten: number },
): { readonly idOf: (n: number) => string } {
  const rows = w.forge.storage.dump().filter(({ entity }) => entity === 'desk-row');
  const like = rows.map(({ value }) => value as Row).find(({ phase }) => phase === 'delivered');
  if (like === undefined) throw new Error('Nothing was delivered.');
  const put: Put = (entity, key, value) => w.forge.storage.put({ store: 'entity', entity, key, value });
  for (let m = 0; m < mandanten; m++) putMandant(put, m);
  for (let n = 0; n < count; n++) {
    const at = new Date(w.forge.clock.now() - (n + 1) * 15 * MINUTE).toISOString();
    putSubmission(put, like, { n, mandant: `455148-${100 + (n % mandanten)}`, at });
  }
  return { idOf };
}

type Row = Value & { readonly phase: string; readonly data: Value };

function idOf(n: number): string {
  return `s${String(n).padStart(15, '0')}`;
}

function along(name: string, first: number, numbers: readonly number[]): Record<string, number> {
  return Object.fromEntries(numbers.flatMap((n, at) => (n === 0 ? [] : [[`${name}@${first + at}`, n]])));
}

/** With a long name, somebody in charge, and deliveries on fifteen days: what a busy Mandant has. */
function putMandant(put: Put, m: number): void {
  const mandant = `455148-${100 + m}`;
  const shown = { name: `Mandant ${m} Verwaltungsgesellschaft mbH`, watched: true };
  const about = { assignee: '5b10ac8d82e05b22cc7d4ef5', lastLookAt: '2026-12-01T08:00:00.000Z' };
  put('mandant-row', mandant, { kind: 'mandant', mandant, data: { ...shown, ...about } });
  const phases = { 'needs-you': 3, moving: 1, delivered: 80, closed: 5 };
  const days = `g0v:${'2'.repeat(15)}`;
  // A year of months, and two months of weeks with some causes.
  const causes = ['1008834:extf.header.14', '1008834:extf.header.16', '1008833:extf.unknown'];
  const weeks = causes.map((cause) => along(`f${cause}`, 2960, [3, 0, 1, 2, 0, 4, 1, 1]));
  const late = ['t0', 't1', 't2', 't4'].map((name) => along(name, 24318, [5, 3, 2, 11, 0, 1]));
  const months = along('m', 24312, [80, 82, 79, 101, 80, 80, 77, 80, 80, 80, 91, 80]);
  const waits = { ...along('n', 0, [3]), ...along('w', 20788, [1, 0, 0, 1]) };
  const series = packed(Object.assign({}, months, waits, ...weeks, ...late));
  const data = { v: 1, phases, causes: { [causes[0] ?? '']: 2, [causes[2] ?? '']: 1 }, days, series };
  put('tally', mandant, { version: 7, kind: 'tally', mandant, data });
}

function putSubmission(
  put: Put,
  like: Row,
  { n, mandant, at }: { readonly n: number; readonly mandant: string; readonly at: string },
): void {
  const id = idOf(n);
  const number = String(n).padStart(5, '0');
  const fileName = `EXTF_${mandant}_2026-10_${number}.csv`;
  const data = { ...like.data, id, mandant, fileName, label: 'Kasse', startedAt: at, changedAt: at };
  const indexed = (word: string) => `${word} ${at} ${id}`;
  const words = ['vorlage', 'kasse', '2026-10', number].map((word, i) => [`word${i + 1}`, indexed(word)]);
  put('desk-row', id, { ...like, mandant, changedAt: at, data });
  put('search-row', id, {
    ...{ kind: 'row', name: indexed(fileName.toLowerCase()), data },
    ...Object.fromEntries(words),
  });
}
