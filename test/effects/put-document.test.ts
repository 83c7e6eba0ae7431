import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { SERVICES } from '../../src/datev/preflight';
import { putDocument } from '../../src/effects/put-document';
import { sha256 } from '../../src/platform/bytes';
import { idsBy } from '../../src/submissions/ids';
import type { StoredFile } from '../../src/submissions/stored-file';
import { live, order, UPLOADED } from '../submissions/life';
import { seen } from '../support/forge-globals';
import { CLIENT, dco, loggedIn, MANDANT, stored, watched } from './datev';
import { about, called, leave, loginPage, lost, no, ok, problem, type Says, stage, wanted } from './stage';

const BYTES = new TextEncoder().encode('%PDF-1.7');
const GUID = idsBy(sha256).document(MANDANT, sha256(BYTES));
const TYPES = `GET accounting-documents/clients/${MANDANT}/document-types`;
const PUT = `PUT accounting-documents/clients/${MANDANT}/documents/${GUID}`;
const WORLD = { [TYPES]: ok([{ name: 'Rechnung' }, { name: 'Beleg' }]), [PUT]: ok({}) };

type Case = {
  readonly says?: Readonly<Record<string, Says | readonly Says[]>>;
  readonly isLoggedIn?: boolean;
  readonly watch?: ReturnType<typeof watched>;
  readonly file?: Partial<StoredFile>;
  readonly revision?: number;
  readonly leaves?: typeof leave;
};
async function act({ says = {}, isLoggedIn = true, watch = watched(), file = {}, ...of }: Case = {}) {
  const { revision = 1, leaves = leave } = of;
  stage({ ...WORLD, ...says });
  if (isLoggedIn) await loggedIn();
  const image = {
    kind: 'document',
    document: { type: 'Beleg', note: 'zu R-1' },
    name: 'Beleg_1.pdf',
  } as const;
  const given = await stored(BYTES, { ...image, ...file });
  const submission = live({ ...UPLOADED, file: given } as never, order(1));
  return putDocument.act(
    about(submission, { watch }),
    wanted({ kind: 'put-document', revision }, 'put:r1'),
    leaves,
  );
}

describe('an image', () => {
  it('lies at DATEV under an id of Mandant and content, with its type and what the firm is to know', async () => {
    expect(await act()).toEqual({ is: 'done', jobId: GUID });
    expect(called()).toEqual([TYPES, PUT]);
    const form = new TextDecoder().decode(seen().find(({ method }) => method === 'PUT')?.body as Uint8Array);
    expect(form).toContain('filename="Beleg_1.pdf"');
    expect(form).toContain('%PDF-1.7');
    expect(form).toContain('{"document_type":"Beleg","note":"zu R-1"}');
  });

  it.each([
    ['409', dco(409, 'DCO01012')],
    ['the name is there', dco(400, 'DCO01253')],
  ])('that lies there already is as good: %s', async (_what, says) => {
    expect(await act({ says: { [PUT]: says } })).toEqual({ is: 'done', jobId: GUID, found: true });
  });

  it('goes once it is on record that it leaves, when all is at hand, and not when somebody else is at it', async () => {
    const before: (readonly string[])[] = [];
    await act({ leaves: async () => before.push(called()) > 0 });
    expect([before, called()]).toEqual([[[TYPES]], [TYPES, PUT]]);
    expect(await act({ leaves: async () => false })).toEqual({ is: 'overtaken' });
    expect(called()).toEqual([TYPES]);
  });

  it.each([
    ['of a revision that is not there', { revision: 2 }, 'file.gone', []],
    ['whose bytes were deleted', { file: { deletedAt: '2026-12-01T08:00:00.000Z' } }, 'file.gone', []],
    ['that is none', { file: { document: undefined } as never }, 'file.gone', []],
    ['of which a piece is missing', { file: { chunks: 2 } }, 'file.incomplete', [TYPES]],
  ] satisfies readonly (readonly [string, Case, string, readonly string[]])[])(
    'does not go %s',
    async (_which, of, code, calls) => {
      expect(await act(of)).toMatchObject(problem(code, 'after-fix'));
      expect(called()).toEqual(calls);
    },
  );

  it('does not go under a type that the Mandant does not have, which differs from Mandant to Mandant', async () => {
    expect(await act({ says: { [TYPES]: ok([{ name: 'Rechnung' }]) } })).toEqual({
      is: 'refused',
      cause: { source: 'datev', code: 'DCO01010', faults: [] },
    });
    expect(called()).toEqual([TYPES]);
  });

  it('does not go where the service is not booked', async () => {
    const known = { at: new Date().toISOString(), services: [SERVICES.extf] };
    const client = { id: MANDANT, name: 'x', consultant_number: 455_148, client_number: 1, services: [] };
    expect(await act({ says: { [CLIENT]: ok(client) }, watch: watched({ known }) })).toMatchObject({
      is: 'refused',
      cause: { code: 'preflight-documents-service' },
    });
    expect(called()).toEqual([CLIENT]);
  });

  it('waits while nobody is logged in', async () => {
    expect(await act({ isLoggedIn: false })).toMatchObject(problem('datev.not-connected', 'later'));
    expect(called()).toEqual([]);
  });

  it.each([
    [TYPES, no(503), problem('datev.later', 'later')],
    [TYPES, dco(403, 'DCO01001'), { is: 'refused' }],
    [TYPES, loginPage, problem('datev.unreadable', 'later')],
    [PUT, dco(400, 'DCO01003'), { is: 'refused', cause: { source: 'datev', code: 'DCO01003' } }],
    [PUT, no(429), problem('datev.later', 'later')],
    [PUT, no(500), problem('datev.unavailable', 'later')],
    [PUT, loginPage, problem('datev.unreadable', 'later')],
    [PUT, lost, problem('platform.unreachable', 'later')],
  ])('is simply put once more after what is no answer: %s', async (step, says, outcome) => {
    expect(await act({ says: { [step]: says } })).toMatchObject(outcome);
    expect(called().at(-1)).toBe(step);
  });
});
