import { describe, expect, it } from 'vitest';
import { type Documented, documented, ofFailedJob, UNUSED, WAYS } from '../support/answers';
import { DATEV_WORDS } from '../support/datev-words';
import { problemsIn } from '../support/texts';
import { type TestWorld, testWorld } from '../support/world';

const CASES = documented();
if (CASES === undefined)
  console.warn('Every answer of DATEV: skipped, DATEV’s documents are not beside the project.');

const keyOf = ({ api, method, path }: Documented) => `${api} ${method} ${path}`;
const used = (CASES ?? []).filter((one) => WAYS[keyOf(one)] !== undefined && one.status >= 400);

/** Titles that name a reason. */
const NAMED = [
  ...Object.entries(DATEV_WORDS).flatMap(([key, { title }]) => (key === 'unknown' ? [] : [title.en])),
  ...Object.values(problemsIn('datev')).map(({ title }) => title.en),
];

/** What is no failure, and what a person reads instead. */
const GOES_ON: Readonly<Record<string, RegExp>> = {
  // It is there already, which is what we wanted.
  'documents PUT /clients/{client-id}/documents/{document-id} DCO01012': /has been delivered/,
  'documents PUT /clients/{client-id}/documents/{document-id} DCO01253': /has been delivered/,
  'documents PUT /clients/{client-id}/documents/{document-id} 409': /has been delivered/,
  // DATEV asks not to repeat it: the app looks first.
  'extf POST /clients/{client-id}/extf-files/import 500': /We do not know yet/,
  // Finished already: the app looks how the job ended before it does anything.
  'dxso-jobs POST /clients/{client-id}/dxso-jobs/{job-id}/files DCO01007': /We do not know yet/,
  'dxso-jobs PUT /clients/{client-id}/dxso-jobs/{job-id} DCO01007': /We do not know yet/,
  // Gone is as good as thrown away.
  'dxso-jobs DELETE /clients/{client-id}/dxso-jobs/{job-id} 404': /was discarded/,
  // No protocol any more: the end of the job stands, the panel says that there is no protocol.
  'dxso-jobs GET /clients/{client-id}/dxso-jobs/{job-id}/protocol-entries 404': /has been delivered/,
  // DATEV does not know our job any more: a person looks there and decides.
  'dxso-jobs GET /clients/{client-id}/dxso-jobs/{job-id} 404': /no longer knows the job/,
  // Another program's job that DATEV has forgotten is nobody's business any more.
  'extf GET /clients/{client-id}/extf-files/jobs/{job-id} 404': /^$/,
};

describe.skipIf(CASES === undefined)('every documented answer of DATEV', () => {
  it('belongs to an operation that the app calls, or there is a reason why it does not', () => {
    const keys = (CASES ?? [])
      .map(keyOf)
      .filter((key) => WAYS[key] === undefined && UNUSED[key] === undefined);
    expect([...new Set(keys)]).toEqual([]);
  });

  const table: string[] = [];
  describe.each(Object.entries(WAYS))('%s', (key, { operation, shown }) => {
    it.each(used.filter((one) => keyOf(one) === key))('$status $code reaches a person', async (one) => {
      const w = await testWorld();
      order(w, operation, one);
      const title = await shown(w, one.status);
      expectTold(one, title);
      const code = one.code === undefined ? '–' : one.code.replace('DCO', '#DCO');
      table.push(
        `| ${one.method} ${one.path} (${one.api}) | ${one.status} | ${code} | ${withoutIds(title)} |`,
      );
    });
  });

  const results = (CASES ?? []).filter((one) => one.status === 200 && one.path.endsWith('/jobs'));
  it.each(results)('a job that failed with $code reaches a person', async (one) => {
    const w = await testWorld();
    w.datev.failNext(one.code as '1008834', { mandant: '455148-1' });
    const title = await ofFailedJob(w);
    expectTold(one, title);
    table.push(`| ${one.method} ${one.path} (${one.api}) | ${one.status} | ${one.code} | ${title} |`);
  });

  it('stands in the table docs/datev-answers.md', async () => {
    await expect(documentOf(table)).toMatchFileSnapshot('../../docs/datev-answers.md');
  });
});

function expectTold(one: Documented, title: string): void {
  const goesOn = GOES_ON[`${keyOf(one)} ${one.code ?? one.status}`];
  if (goesOn !== undefined) expect(title).toMatch(goesOn);
  else if (one.code !== undefined) expect(title).toContain(DATEV_WORDS[one.code as 'DCO01016'].title.en);
  // DATEV documents a code with every 400; without one there is no more to say than this.
  else if (one.status === 400) expect(title).toMatch(/rejected/i);
  else
    expect(
      NAMED.some((name) => title.includes(name)),
      title,
    ).toBe(true);
}

function order(w: TestWorld, operation: string, { status, code }: Documented): void {
  const at = { operation: operation as never, times: 400 };
  if (code === undefined) w.datev.answerNext(status, at);
  else w.datev.refuseNext({ ...at, code: code.startsWith('DCO') ? `#${code}` : code, status });
}

function withoutIds(title: string): string {
  return title === '' ? '(nothing: the job is forgotten)' : title.replaceAll(/“[^”]*”/g, '“…”');
}

function documentOf(table: readonly string[]): string {
  const unused = Object.entries(UNUSED).map(([key, why]) => `- ${key}: ${why}.`);
  return `# What a person reads for every answer of DATEV

Written by test/flows/answers.test.ts: each row is an answer that DATEV's documents know, given by the fake DATEV to the app
in its flow, and the title that then stands in the panel or the desk. The texts are there in German, too, each with what it
means, what to do and who can do it.

| operation | status | code | title |
|---|---|---|---|
${table.join('\n')}

Not called by the app:

${unused.join('\n')}
`;
}
