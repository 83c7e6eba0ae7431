import { CANARIES } from '../../packages/sandbox/booking-files';
import type { TestWorld } from './hands';

/** Marked values that must be nowhere but in DATEV, in file storage and in secrets. */
const MARKS: readonly string[] = [
  ...CANARIES.amounts,
  ...CANARIES.accounts,
  ...CANARIES.texts,
  ...CANARIES.taxIds,
];

/** Places where a marked value was found, also as base64 and percent-encoded. */
export function leaks(w: TestWorld, marks: readonly string[] = [...MARKS, ...tokens(w)]): readonly string[] {
  const find = finderOf([...new Set(marks.flatMap(forms))]);
  return places(w).flatMap(([place, text]) => find(text).map((form) => `${place}: ${form}`));
}

/** Goes through a text once for all of them: they are hundreds, and after every test there are megabytes to look through. */
export function finderOf(looked: readonly string[]): (text: string) => readonly string[] {
  // By their first two characters, as the low bytes of both.
  const by = new Map<number, string[]>();
  const begins = new Uint8Array(2 ** 16);
  for (const form of looked) {
    if (form.length < 2) throw new Error(`What is that short stands everywhere: ${form}`);
    const begin = Buffer.from(form, 'latin1').readUInt16LE();
    by.set(begin, [...(by.get(begin) ?? []), form]);
    begins[begin] = 1;
  }
  return (text) => {
    const found = new Set<string>();
    const bytes = Buffer.from(text, 'latin1');
    let begin = 0;
    for (let n = 0; n < bytes.length; n++) {
      begin = (begin >> 8) | ((bytes[n] ?? 0) << 8);
      if (begins[begin] !== 1) continue;
      for (const form of by.get(begin) ?? []) if (text.startsWith(form, n - 1)) found.add(form);
    }
    return [...found];
  };
}

/** Tokens of the login: those of the beginning and the newest; a month has thousands. */
function tokens(w: TestWorld): readonly string[] {
  const all = w.datev.secrets();
  return [...new Set([...all.slice(0, 20), ...all.slice(-20), ...w.looker.secrets()])];
}

/** Everything outside DATEV and the secrets, as text. */
function places(w: TestWorld): readonly (readonly [string, string])[] {
  const { forge } = w;
  const stored = forge.storage.dump({ maskSecrets: true });
  return [
    ['Jira', w.jira.wholeState()],
    ['storage', JSON.stringify(stored)],
    ['queue', JSON.stringify(forge.agenda())],
    ['requests', JSON.stringify(forge.log.requests)],
    ['console', JSON.stringify(forge.log.console)],
    ['trace', forge.traceText()],
  ];
}

/** A text in base64 looks different at each of three offsets; the middle of each form is what can be searched for. */
function forms(mark: string): readonly string[] {
  const shifts = [0, 1, 2].map((n) => {
    const text = Buffer.from(`${'x'.repeat(n)}${mark}`)
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(n === 0 ? 0 : n + 1, -2);
  });
  return [
    mark,
    encodeURIComponent(mark),
    encodeURIComponent(mark).replaceAll('%20', '+'),
    ...shifts.filter((s) => s.length >= 8),
  ];
}
