import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { expectClean } from '../support/audit';
import { atDesk, pressSend, sendAtDesk, theIssue } from '../support/desk';
import { callsOf, FAULTS } from '../support/effects';
import { ours } from '../support/story';
import {
  fault,
  HOUR,
  issuesOf,
  MINUTE,
  moveTo,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

const TYPES = { '455148-1': 'Rechnungseingang', '455148-3': 'Eingangsrechnung' } as const;
type MandantId = keyof typeof TYPES;

function pdf(text = 'Rechnung 4711', name = 'Rechnung.pdf') {
  return { name, bytes: new TextEncoder().encode(`%PDF-1.7\n${text}\n%%EOF\n`) };
}

type View = {
  readonly state: string;
  readonly cause?: { readonly code: string };
  readonly facts: { readonly jobId?: string };
};

/** A document handed in at the desk and sent by a click; answers its submission. */
function send(
  w: TestWorld,
  mandant: MandantId,
  file: { name: string; bytes: Uint8Array } = pdf(),
): Promise<string> {
  return sendAtDesk(w, file, { mandant, document: { type: TYPES[mandant], note: 'bitte ablegen' } });
}

/** What the app asked the documents API, in order. */
function asked(w: TestWorld): readonly string[] {
  return w.forge
    .trace()
    .flatMap((t) =>
      t.service === 'datev' && /^(listDocumentTypes|putDocument)$/.test(t.operation) ? [t.operation] : [],
    );
}

describe('a document', () => {
  it('is filed under a type of its own Mandant, which is asked for before anything is uploaded', async () => {
    const w = await testWorld({ fresh: true });
    for (const mandant of ['455148-1', '455148-3'] as const) {
      const id = await send(w, mandant);
      await w.forge.advance(2 * MINUTE);
      expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered' });
    }
    expect(w.datev.documents().map((d) => [d.mandant, d.documentType, d.note])).toEqual([
      ['455148-1', 'Rechnungseingang', 'bitte ablegen'],
      ['455148-3', 'Eingangsrechnung', 'bitte ablegen'],
    ]);
    expect(asked(w)).toEqual(['listDocumentTypes', 'putDocument', 'listDocumentTypes', 'putDocument']);
    for (const mandant of ['455148-1', '455148-3']) {
      const order = w.forge.log.requests.filter((r) => r.path.includes(`/clients/${mandant}`));
      const at = (operation: RegExp) => order.findIndex((r) => operation.test(r.operation));
      expect(at(/^getClient$/)).toBeGreaterThanOrEqual(0);
      expect(at(/^get(Dxso|Documents)Client$/)).toBeGreaterThan(at(/^getClient$/));
      expect(at(/^listDocumentTypes$/)).toBeGreaterThan(at(/^get(Dxso|Documents)Client$/));
      expect(at(/^putDocument$/)).toBeGreaterThan(at(/^listDocumentTypes$/));
    }
  });

  it('of the same content is one document under one GUID, however often it is handed in', async () => {
    const w = await testWorld();
    const first = await send(w, '455148-1');
    await w.forge.advance(2 * MINUTE);
    const again = await upload(w, pdf(), { mandant: '455148-1', document: { type: 'Rechnungseingang' } });
    expect(again.submissionId).toBe(first);
    expect(w.datev.documents()).toHaveLength(1);
    expect((await atDesk<View>(w, first)).facts.jobId?.toLowerCase()).toBe(
      w.datev.documents()[0]?.guid.toLowerCase(),
    );
  });

  it('that is there already counts as delivered', async () => {
    const w = await testWorld();
    w.datev.refuseNext({ operation: 'putDocument', code: '#DCO01012', status: 409 });
    const id = await send(w, '455148-1');
    await w.forge.advance(2 * MINUTE);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered' });
    expect(issuesOf(w)).toEqual([]);
  });

  it('under a type that the Mandant no longer has opens an issue, and goes with another type', async () => {
    const w = await testWorld();
    w.datev.setDocumentTypes('455148-1', ['Ablage']);
    const id = await send(w, '455148-1');
    await w.forge.advance(10 * MINUTE);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'rejected', cause: { code: 'DCO01010' } });
    const issue = theIssue(w);
    await upload(w, pdf(), { issue, document: { type: 'Ablage' } });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(10 * MINUTE);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered' });
    expect(w.datev.documents()).toHaveLength(1);
  });

  it.each([
    ['Rechnung.docx', '%PDF', 'does not accept this kind of file'],
    ['Rechnung.pdf', 'PK\u0003\u0004', 'does not fit its extension'],
  ])('%s is refused before it is sent', async (name, start, why) => {
    const w = await testWorld();
    const file = { name, bytes: new TextEncoder().encode(start) };
    const state = await upload(w, file, { mandant: '455148-1', document: { type: 'Rechnungseingang' } });
    expect(state.state).toBe('refused');
    expect(state.title).toContain(why);
  });

  it.each([
    ['before it was ever sent', false],
    ['after DATEV refused it', true],
  ])(
    'that is replaced %s is filed like the one before, unless somebody says otherwise',
    async (_when, wasSent) => {
      const w = await testWorld();
      const type = { mandant: '455148-1', document: { type: 'Rechnungseingang', note: 'bitte ablegen' } };
      const { submissionId = '' } = await upload(w, pdf(), type);
      if (wasSent) {
        w.datev.refuseNext({ operation: 'putDocument', code: '#DCO01015', status: 400 });
        await pressSend(w, submissionId);
        await w.forge.advance(10 * MINUTE);
      }
      expect(await upload(w, pdf('berichtigt'), { submissionId })).toMatchObject({ state: 'accepted' });
      await pressSend(w, submissionId);
      await w.forge.advance(10 * MINUTE);
      expect(await atDesk<View>(w, submissionId)).toMatchObject({ state: 'delivered' });
      expect(w.datev.documents()).toMatchObject([
        { documentType: 'Rechnungseingang', note: 'bitte ablegen' },
      ]);
    },
  );

  it('with a name that could break out of a header goes under a harmless one', async () => {
    const w = await testWorld();
    const id = await send(w, '455148-1', pdf('x', 'Rechnung"\r\nX-Evil: 1; ü\u0308.pdf'));
    await w.forge.advance(2 * MINUTE);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered' });
    expect(w.datev.documents()[0]?.name).toMatch(/^[^"\r\n;:]+\.pdf$/);
  });

  it('that fails never sends bookings again, and failing bookings never a document', async () => {
    const w = await testWorld();
    w.datev.refuseNext({ operation: 'putDocument', code: '#DCO01015', status: 400 });
    const id = await send(w, '455148-1');
    await sendAtDesk(w, correctFile(), { mandant: '455148-1' });

    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
    const issue = theIssue(w);
    await upload(w, pdf('berichtigt'), { issue, document: { type: 'Rechnungseingang' } });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered' });
    expect(ours(w)).toHaveLength(1);
    expect(w.datev.documents()).toHaveLength(1);
  });
});

describe.each(callsOf('document'))('a fault at %s (%s %s)', (_, service, operation) => {
  it.each(FAULTS)('%s loses nothing and doubles nothing', async (what) => {
    const w = await testWorld();
    fault(w, { service, operation, fault: what, times: 1, match: { functionKey: 'work-fn' } });
    const id = await send(w, '455148-1');
    await w.forge.advance(2 * HOUR);
    expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', auditIntact: true, stuck: [] });
    expect(w.datev.documents()).toHaveLength(1);
    expect(issuesOf(w)).toEqual([]);
    await expectClean(w);
  });
});
