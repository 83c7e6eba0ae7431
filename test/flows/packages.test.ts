import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { OTHER_TOKEN } from '../../packages/sandbox/datev/fresh-state';
import { GROUPS } from '../../packages/sandbox/jira/site';
import {
  type PackageOptions,
  type PartFile,
  packageFile,
  packageParts,
  zipped,
} from '../../packages/sandbox/package-files';
import { atDesk, pressSend, sendAtDesk, theIssue } from '../support/desk';
import { saveGroups } from '../support/groups';
import {
  ACCOUNTS,
  call,
  commentsOf,
  fault,
  flat,
  HOUR,
  issuesOf,
  MINUTE,
  moveTo,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

const MANDANT = '455148-1';

type View = {
  readonly state: string;
  readonly kind: string;
  readonly sentence: string;
  readonly cause?: { readonly code: string; readonly meaning: string; readonly remedy: string };
  readonly protocol?: {
    readonly entries: readonly { readonly type: string; readonly text: string; readonly file?: string }[];
  };
  readonly candidate?: { readonly rows: number };
};

/** A package handed in at the desk and sent by a click; answers its submission. */
function send(w: TestWorld, options: PackageOptions = {}): Promise<string> {
  return sendAtDesk(w, packageFile(options), { mandant: options.mandant ?? MANDANT });
}

/** A day in which every look comes at least twice. */
async function lookOften(w: TestWorld): Promise<void> {
  fault(w, { service: 'queue', operation: 'deliver', fault: 'duplicate', times: 100 });
  await w.forge.advance(25 * HOUR);
}

function operations(w: TestWorld): readonly string[] {
  return w.forge.trace().flatMap((t) => (t.service === 'datev' ? [t.operation] : []));
}

describe('a package', () => {
  it.each(['accountsPayableLedger', 'accountsReceivableLedger', 'cashLedger'] as const)(
    'of %s with images goes file by file into a job of its own and is delivered',
    async (ledger) => {
      const w = await testWorld();
      const id = await send(w, { ledger, documents: 3 });
      await w.forge.advance(10 * MINUTE);
      expect(await atDesk<View>(w, id)).toMatchObject({ kind: 'dxso', state: 'delivered' });
      const [job, ...more] = w.datev.dxsoJobs();
      expect(more).toEqual([]);
      expect(job).toMatchObject({ status: 2, importType: `${ledger}Import`, month: '2026-11' });
      const sent = packageParts({ ledger, documents: 3 });
      expect(job?.files.map((f) => f.name).toSorted()).toEqual(sent.map((f) => f.name).toSorted());
      expect(w.datev.dxsoTaken()).toHaveLength(3);
      expect(w.datev.dxsoBreaches()).toEqual([]);
      expect(issuesOf(w)).toEqual([]);
    },
  );

  it.each(['4', '5'])(
    'of version %s.0 goes byte for byte, with a note that nobody checked it',
    async (digit) => {
      const w = await testWorld();
      const parts = packageParts().map((part) => (part.name.endsWith('.xml') ? older(part, digit) : part));
      const state = await upload(w, zipped(parts), { mandant: MANDANT });
      expect(state).toMatchObject({ state: 'accepted', findings: [{ severity: 'warning' }] });
      await pressSend(w, String(state.submissionId));
      await w.forge.advance(HOUR);
      const [job] = w.datev.dxsoJobs();
      const bytesOf = ({ name, bytes }: PartFile) => [name, createHash('sha256').update(bytes).digest('hex')];
      const sent = job?.files.map(({ name, sha256 }) => [name, sha256]) ?? [];
      expect(sent.toSorted()).toEqual(parts.map(bytesOf).toSorted());
      expect(w.datev.dxsoTaken()).toHaveLength(2);
    },
  );
});

describe('a package that DATEV does not take', () => {
  it('opens one issue at status 3, though polled for days, and the corrected one is delivered after Done', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 3, entries: [CRITICAL] });
    const id = await send(w, { text: 'Kanarienvogel Geheimrechnung Q7X' });
    await lookOften(w);
    const issue = theIssue(w);
    expect(await viewOf<View>(w, issue)).toMatchObject({
      state: 'rejected',
      cause: { code: 'dxso-3' },
    });
    const { protocol } = await viewOf<View>(w, issue);
    expect(protocol?.entries[0]).toMatchObject({ type: 'error', text: CRITICAL.text, file: 'Beleg_1.xml' });
    expect(JSON.stringify(issue.fields)).not.toContain(CRITICAL.text);
    await saveGroups(w, { readers: [GROUPS.firmLeads] });
    const unread = await viewOf<View>(w, issue);
    expect(unread.cause?.code).toBe('dxso-3');
    expect(unread).not.toHaveProperty('protocol');
    await saveGroups(w, { readers: [] });
    const state = await upload(w, packageFile({ numbers: [1, 2, 3] }), { issue });
    expect(state).toMatchObject({ state: 'accepted', submissionId: id });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'delivered' });
    expect(theIssue(w).key).toBe(issue.key);
    expect(commentsOf(w, issue.key).join(' ')).not.toContain('Q7X');
    expect(w.datev.dxsoJobs()).toHaveLength(2);
  });

  it('opens one issue at status 4 that says how many arrived, and sends only the remainder', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 4, entries: [{ ...CRITICAL, filename: 'Beleg_2.xml' }] });
    await send(w, { documents: 3 });
    await lookOften(w);
    const issue = theIssue(w);
    const view = await viewOf<View>(w, issue);
    expect(view.cause?.code).toBe('dxso-4');
    expect(view.cause?.meaning).toContain('arrived: 2, that did not: 1');
    expect(flat(issue.fields['description'])).toMatch(/arrived: 2|angekommen: 2/);
    await upload(w, packageFile({ documents: 3 }), { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'delivered' });
    const [, second] = w.datev.dxsoJobs();
    const names = second?.files.map((f) => f.name).toSorted();
    expect(names).toEqual(['Beleg_2.xml', 'Rechnung 2 für Müller.pdf', 'document.xml']);
    expect(w.datev.dxsoTaken().filter((t) => t.jobId === second?.id)).toHaveLength(1);
  });

  it('that comes again under other names is still the one that arrived, and another content under its name is asked about', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 4, entries: [{ ...CRITICAL, filename: 'Beleg_2.xml' }] });
    await send(w, { documents: 3 });
    await w.forge.advance(2 * HOUR);
    const issue = theIssue(w);
    const renamed = packageParts({ documents: 3 }).map(({ name, bytes }) => ({
      name: name.replace('Beleg_', 'Neu_'),
      bytes: new TextEncoder().encode(new TextDecoder().decode(bytes).replaceAll('Beleg_', 'Neu_')),
    }));
    expect(await upload(w, zipped(renamed), { issue })).toMatchObject({ state: 'accepted' });
    expect(await viewOf<View>(w, issue)).toMatchObject({ candidate: { rows: 1 } });
    const changed = packageParts({ documents: 3 }).map(({ name, bytes }) => ({
      name,
      bytes: new TextEncoder().encode(new TextDecoder().decode(bytes).replaceAll('101.00', '999.00')),
    }));
    const state = await upload(w, zipped(changed), { issue });
    expect(state).toMatchObject({ state: 'refused' });
    expect(state.title).toContain('Beleg_1.xml');
  });

  it('in part twice never sends what arrived before, with the bytes of each revision kept', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({
      status: 4,
      entries: [2, 3, 4].map((n) => ({ ...CRITICAL, filename: `Beleg_${n}.xml` })),
    });
    w.datev.endDxsoNext({ status: 4, entries: [{ ...CRITICAL, filename: 'Beleg_4.xml' }] });
    await send(w, { documents: 4 });
    await w.forge.advance(2 * HOUR);
    const issue = theIssue(w);
    for (let turn = 0; turn < 2; turn++) {
      expect(await upload(w, packageFile({ documents: 4 }), { issue })).toMatchObject({ state: 'accepted' });
      moveTo(w, issue.key, 'Done');
      await w.forge.advance(2 * HOUR);
    }
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'delivered' });
    const taken = w.datev.dxsoTaken().map(({ datafile }) => datafile);
    expect(taken.toSorted()).toEqual(['Beleg_1.xml', 'Beleg_2.xml', 'Beleg_3.xml', 'Beleg_4.xml']);
  });

  it('of which DATEV does not say what failed is for a person to sort out', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 4, entries: [{ text: 'Fehler', type: 'error' }] });
    await send(w);
    await w.forge.advance(2 * HOUR);
    const state = await upload(w, packageFile(), { issue: theIssue(w) });
    expect(state).toMatchObject({ state: 'refused' });
    expect(state.title).toContain('can no longer be determined');
  });

  it('of two months is no correction of one', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 3, entries: [CRITICAL] });
    await send(w);
    await w.forge.advance(2 * HOUR);
    const both = joined(packageParts({ month: '2026-10', numbers: [1] }), packageParts({ numbers: [2] }));
    expect(await upload(w, zipped(both), { issue: theIssue(w) })).toMatchObject({ state: 'refused' });
  });

  it('whose job cannot be asked for does not keep batches from being seen', async () => {
    const w = await testWorld();
    w.datev.answerNext(403, { operation: 'getDxsoJob', times: 400 });
    await send(w);
    postElsewhere(w, failingFile());
    await w.forge.advance(3 * HOUR);
    expect(theIssue(w).fields.summary).toContain('Sachkontenlänge');
  });

  it('does not send a remainder of nothing', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 4, entries: [{ ...CRITICAL, filename: 'Beleg_2.xml' }] });
    await send(w, { documents: 2 });
    await w.forge.advance(2 * HOUR);
    const state = await upload(w, packageFile({ numbers: [1] }), { issue: theIssue(w) });
    expect(state).toMatchObject({ state: 'refused' });
    expect(state.title).toContain('already arrived');
  });

  it('that was cancelled in Belege online asks before it goes again unchanged', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 5 });
    await send(w);
    await w.forge.advance(2 * HOUR);
    const issue = theIssue(w);
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'rejected', cause: { code: 'dxso-5' } });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(10 * MINUTE);
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'asks-unchanged' });
    expect(w.datev.dxsoJobs()).toHaveLength(1);
  });

  it.each([
    [[], 'delivered'],
    [[CRITICAL], 'rejected'],
  ])('that could not be cancelled is judged by its protocol', async (entries, state) => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 6, entries });
    const id = await send(w);
    await w.forge.advance(2 * HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state });
  });

  it('without a protocol still opens its issue and says that there is none', async () => {
    const w = await testWorld();
    w.datev.setPending(HOUR);
    w.datev.endDxsoNext({ status: 3 });
    await send(w);
    await w.forge.advance(20 * MINUTE);
    w.datev.dropProtocol(w.datev.dxsoJobs()[0]?.id ?? '');
    await w.forge.advance(2 * HOUR);
    expect((await viewOf<View>(w, theIssue(w))).protocol?.entries).toEqual([]);
  });

  it('pending for six hours is asked for seldom, and delivered in the end', async () => {
    const w = await testWorld();
    w.datev.setPending(6 * HOUR);
    const id = await send(w);
    await w.forge.advance(7 * HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered' });
    // After the first three a quarter of an hour apart, less a quarter by chance (ADR 0006).
    expect(operations(w).filter((o) => o === 'getDxsoJob').length).toBeLessThanOrEqual(3 + (6 * 60) / 11.25);
  });

  it('is refused before anything is made when the Mandant does not have the service, in words for the firm', async () => {
    const w = await testWorld();
    w.datev.setService(MANDANT, 'Rechnungsdatenservice 1.0', false);
    const id = await send(w);
    await w.forge.advance(10 * MINUTE);
    expect(await atDesk<View>(w, id)).toMatchObject({ cause: { code: 'preflight-dxso-service' } });
    expect(w.datev.dxsoJobs()).toEqual([]);
    expect(issuesOf(w)).toHaveLength(1);
  });

  it('of a Mandant on the new Belege online offers the other way', async () => {
    const w = await testWorld();
    w.datev.setNewBelege(MANDANT, true);
    const id = await send(w);
    await w.forge.advance(10 * MINUTE);
    const view = await atDesk<View>(w, id);
    expect(view.cause?.code).toBe('DCO01301');
    expect(view.cause?.remedy).toContain('EXTF');
  });
});

describe('packages one after the other', () => {
  it('of one kind and month never have two jobs at a time', async () => {
    const w = await testWorld();
    w.datev.setPending(30 * MINUTE);
    const first = await send(w, { ledger: 'cashLedger', month: '2026-10', numbers: [1] });
    const second = await send(w, { ledger: 'cashLedger', month: '2026-11', numbers: [2] });
    await w.forge.advance(3 * HOUR);
    for (const id of [first, second]) expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered' });
    expect(w.datev.dxsoBreaches()).toEqual([]);
    expect(w.datev.dxsoJobs().map((j) => j.month)).toEqual(['2026-10', '2026-11']);
  });

  it('are taken apart by kind and month, each a submission with a job of its own', async () => {
    const w = await testWorld();
    const [october, november] = [
      packageParts({ month: '2026-10', numbers: [1] }),
      packageParts({ numbers: [2] }),
    ];
    const state = await upload(w, zipped(joined(october, november)), { mandant: MANDANT });
    expect(state).toMatchObject({ state: 'accepted', findings: [] });
    const { rows } = await must<{ rows: readonly { submissionId: string }[] }>(
      call(w, 'datev-desk', 'desk.view', { payload: { show: 'all', mandant: MANDANT } }),
    );
    expect(rows).toHaveLength(2);
    for (const { submissionId } of rows) await pressSend(w, submissionId);
    await w.forge.advance(HOUR);
    expect(w.datev.dxsoTaken()).toHaveLength(2);
    expect(
      w.datev
        .dxsoJobs()
        .map((j) => j.month)
        .toSorted(),
    ).toEqual(['2026-10', '2026-11']);
  });
});

describe('a job of another program', () => {
  it('is watched by its number and opens one issue when it fails; the corrected package goes as revision 2', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 3, entries: [CRITICAL] });
    const jobId = sendElsewhere(w);
    const payload = { mandant: MANDANT, jobId, label: 'Rechnungen November' };
    const { submissionId } = await must<{ submissionId: string }>(
      call(w, 'datev-desk', 'job.watch', { payload }),
    );
    const open = () =>
      (w.forge.storage.getEntity('mandant', MANDANT) as { data: { open: object[]; poll: object } }).data;
    const { open: first, poll } = open();
    await w.forge.advance(1000);
    const again = { ...payload, jobId: jobId.toLowerCase() };
    await must(call(w, 'datev-desk', 'job.watch', { payload }));
    expect(await must(call(w, 'datev-desk', 'job.watch', { payload: again }))).toEqual({ submissionId });
    expect(open(), 'asked for since then, and when it was to be').toMatchObject({ open: first, poll });
    await w.forge.advance(2 * HOUR);
    const issue = theIssue(w);
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'rejected', cause: { code: 'dxso-3' } });
    await upload(w, packageFile(), { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(await atDesk<View>(w, submissionId)).toMatchObject({ state: 'delivered' });
    expect(w.datev.dxsoJobs().filter((j) => j.program === 'DATEV for Jira')).toHaveLength(1);
  });

  it('that DATEV does not know is not watched', async () => {
    const w = await testWorld();
    const payload = { mandant: MANDANT, jobId: '0'.repeat(32) };
    expect(await call(w, 'datev-desk', 'job.watch', { payload })).toMatchObject({
      ok: false,
      problem: { code: 'datev.no-such-job' },
    });
  });

  it('that DATEV has ended is settled at once, and asked for no more; while DATEV does not answer nothing is watched', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 3, entries: [CRITICAL] });
    const payload = { mandant: MANDANT, jobId: sendElsewhere(w) };
    const watch = () => call<{ submissionId: string }>(w, 'datev-desk', 'job.watch', { payload });
    const submissions = () => w.forge.storage.dump().filter(({ entity }) => entity === 'submission').length;
    fault(w, { service: 'datev', operation: 'getDxsoJob', fault: '500', times: 9 });
    expect(await watch()).toMatchObject({ ok: false });
    expect(w.forge.faults.list()[0]?.left, 'the fault struck').toBeLessThan(9);
    w.forge.faults.clear();
    expect(submissions()).toBe(0);
    await must(watch());
    await w.forge.advance(2 * HOUR);
    expect(theIssue(w)).toBeDefined();
    const open = () => JSON.stringify(w.forge.storage.getEntity('mandant', MANDANT));
    const before = open();
    await must(watch());
    expect(open()).toBe(before);
    await must(
      call(w, 'datev-admin', 'datev.disconnect', { as: ACCOUNTS.admin, payload: { connection: 'main' } }),
    );
    await must(
      call(w, 'datev-admin', 'datev.disconnect', { as: ACCOUNTS.admin, payload: { connection: MANDANT } }),
    );
    expect(await watch()).toMatchObject({ ok: false, problem: { code: 'datev.reconnect' } });
  });

  it('is not watched by somebody who may not', async () => {
    const w = await testWorld();
    const payload = { mandant: MANDANT, jobId: sendElsewhere(w) };
    const answer = await call(w, 'datev-desk', 'job.watch', { payload, as: ACCOUNTS.outsider });
    expect(answer.ok).toBe(false);
  });
});

const CRITICAL = {
  text: 'Fehlernr=807 Der BU-Schlüssel 9 ist ungültig! Kanarienvogel 73519284,61',
  type: 'error',
  filename: 'Beleg_1.xml',
} as const;

/** The same file, written for an older version of the interface, 4 for 4.0. */
function older({ name, bytes }: PartFile, digit: string): PartFile {
  const text = new TextDecoder()
    .decode(bytes)
    .replaceAll('v06.0', `v0${digit}.0`)
    .replaceAll('v060', `v0${digit}0`)
    .replaceAll('version="6.0"', `version="${digit}.0"`);
  return { name, bytes: new TextEncoder().encode(text) };
}

/** Two packages in one, as a program writes that does not know DATEV's jobs. */
function joined(a: readonly PartFile[], b: readonly PartFile[]): readonly PartFile[] {
  const read = (parts: readonly PartFile[]) =>
    new TextDecoder().decode(parts.find((p) => p.name === 'document.xml')?.bytes);
  const inner = /<content>\n([\s\S]*) {2}<\/content>/.exec(read(b))?.[1] ?? '';
  const whole = read(a).replace('  </content>', `${inner}  </content>`);
  const rest = [...a, ...b].filter((p) => p.name !== 'document.xml');
  return [{ name: 'document.xml', bytes: new TextEncoder().encode(whole) }, ...rest];
}

/** Another program hands over a package and finishes its job. */
function sendElsewhere(w: TestWorld): string {
  const path = `/clients/${MANDANT}/dxso-jobs`;
  const made = atDatev(w, 'POST', path, {
    type: 'application/json',
    text: JSON.stringify({ import_type: 'accountsPayableLedgerImport', accounting_month: '2026-11' }),
  });
  const { id } = JSON.parse(made) as { id: string };
  for (const part of packageParts()) {
    const body = `--x\r\nContent-Disposition: form-data; name="files"; filename="${part.name}"\r\nContent-Type: application/octet-stream\r\n\r\n${new TextDecoder().decode(part.bytes)}\r\n--x--\r\n`;
    atDatev(w, 'POST', `${path}/${id}/files`, { type: 'multipart/form-data; boundary=x', text: body });
  }
  const type = 'application/merge-patch+json';
  atDatev(w, 'PUT', `${path}/${id}`, { type, text: JSON.stringify({ ready: 'true' }) });
  w.forge.touch();
  return id;
}

function atDatev(
  w: TestWorld,
  method: 'POST' | 'PUT',
  path: string,
  body: { readonly type: string; readonly text: string },
): string {
  const answer = w.datev.handle({
    method,
    path: `/platform-sandbox/v2${path}`,
    query: new URLSearchParams(),
    headers: {
      host: 'accounting-dxso-jobs.api.datev.de',
      authorization: `Bearer ${OTHER_TOKEN}`,
      'x-datev-client-id': 'kanzlei-export',
      'content-type': body.type,
      accept: 'application/json',
    },
    body: new TextEncoder().encode(body.text),
    caller: { kind: 'program' },
  });
  if (answer.status >= 300) throw new Error(`DATEV answers ${answer.status} to ${method} ${path}`);
  return typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body);
}
