import { readFileSync } from 'node:fs';
import { correctFile } from '../../packages/sandbox/booking-files';
import { packageFile } from '../../packages/sandbox/package-files';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { atDesk, sendAtDesk } from './desk';
import { ACCOUNTS, call, HOUR, MINUTE, must, pass, postElsewhere, type TestWorld } from './world';

/** One answer that DATEV's documents know: of an operation, with a status and perhaps a code. */
export type Documented = {
  readonly api: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** `DCO01016` or `1008834`. */
  readonly code?: string;
};

const DOCUMENTS = {
  accounting: 'accounting-clients-2.0.json',
  extf: 'accounting_extf-files-3.0.1.json',
  documents: 'accounting_documents-2.1.12.json',
  'dxso-jobs': 'accounting_dxso-jobs-2.1.7.json',
} as const;

/** Every no of DATEV's four documents: each status of 4xx and 5xx, and each code; undefined where they are not at hand. */
export function documented(): readonly Documented[] | undefined {
  const errors = sharedPath('specs', 'datev', 'errors.json');
  if (errors === undefined) return undefined;
  const coded = codesIn(readFileSync(errors, 'utf8'));
  const bare = Object.entries(DOCUMENTS).flatMap(([api, file]) =>
    statusesIn(api, readFileSync(sharedPath('specs', 'datev', 'openapi', file) ?? '', 'utf8')),
  );
  return [...bare, ...coded];
}

function statusesIn(api: string, text: string): readonly Documented[] {
  const { paths } = JSON.parse(text) as {
    paths: Record<string, Record<string, { responses?: Record<string, unknown> }>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses = {} }]) =>
      Object.keys(responses)
        .map(Number)
        .filter((status) => status >= 400)
        .map((status) => ({ api, method: method.toUpperCase(), path, status })),
    ),
  );
}

type Errors = Readonly<
  Record<string, readonly { readonly code: string; readonly where: readonly string[] }[]>
>;

function codesIn(text: string): readonly Documented[] {
  const all = Object.values(JSON.parse(text) as Errors).flat();
  const seen = new Map<string, Documented>();
  for (const { code, where } of all)
    for (const place of where) {
      const [api = '', method = '', path = '', status = ''] = place.split(' ');
      const one = { api, method, path, status: Number(status), code: code.replace('#', '') };
      seen.set(`${place} ${code}`, one);
    }
  return [...seen.values()];
}

/** How the app comes to ask, and where a person then reads what DATEV said. */
export type Way = {
  /** As the fake DATEV calls it. */
  readonly operation: string;
  /** Answers the title that is shown. */
  readonly shown: (w: TestWorld, n: number) => Promise<string>;
};

const MANDANT = '455148-1';

/** Operations that the app never calls, and why. */
export const UNUSED: Readonly<Record<string, string>> = {
  'documents GET /clients': 'the Mandanten come from accounting:clients',
  'dxso-jobs GET /clients': 'the Mandanten come from accounting:clients',
  'documents GET /clients/{client-id}/duo-version': 'only file types that every version takes are let in',
  'documents POST /clients/{client-id}/documents': 'PUT under a GUID does no harm when it is repeated',
  'documents PUT /clients/{client-id}/documents/stapled': 'the app never joins files',
};

export const WAYS: Readonly<Record<string, Way>> = {
  'accounting GET /clients': {
    operation: 'listClients',
    shown: async (w) => {
      const answer = await call(w, 'datev-admin', 'datev.mandanten', { as: ACCOUNTS.admin });
      return answer.ok ? '' : answer.problem.title;
    },
  },
  'accounting GET /clients/{client-id}': {
    operation: 'getClient',
    shown: (w, n) => stale(w, () => batch(w, n)),
  },
  'extf POST /clients/{client-id}/extf-files/import': { operation: 'importExtfFile', shown: batch },
  'extf GET /clients/{client-id}/extf-files/jobs': { operation: 'listExtfJobs', shown: trouble },
  'extf GET /clients/{client-id}/extf-files/jobs/{job-id}': { operation: 'getExtfJob', shown: hiddenJob },
  'dxso-jobs GET /clients/{client-id}': {
    operation: 'getDxsoClient',
    shown: (w, n) => stale(w, () => parcel(w, n)),
  },
  'dxso-jobs POST /clients/{client-id}/dxso-jobs': { operation: 'createDxsoJob', shown: parcel },
  'dxso-jobs POST /clients/{client-id}/dxso-jobs/{job-id}/files': {
    operation: 'uploadDxsoFile',
    shown: parcel,
  },
  'dxso-jobs PUT /clients/{client-id}/dxso-jobs/{job-id}': { operation: 'finishDxsoJob', shown: parcel },
  'dxso-jobs GET /clients/{client-id}/dxso-jobs/{job-id}': {
    operation: 'getDxsoJob',
    shown: asked,
  },
  'dxso-jobs GET /clients/{client-id}/dxso-jobs/{job-id}/protocol-entries': {
    operation: 'getDxsoProtocol',
    shown: asked,
  },
  'dxso-jobs DELETE /clients/{client-id}/dxso-jobs/{job-id}': {
    operation: 'deleteDxsoJob',
    shown: async (w, n) => {
      w.datev.refuseNext({ operation: 'finishDxsoJob', code: '#DCO01002', status: 400 });
      return inTimeline(w, await send(w, packageFile({ numbers: [n] })));
    },
  },
  'documents GET /clients/{client-id}': {
    operation: 'getDocumentsClient',
    // This Mandant has only this service, so that its books are asked for here.
    shown: async (w, n) => {
      await pass(w, 25 * HOUR);
      return image(w, n, { mandant: '455148-3', type: 'Eingangsrechnung' });
    },
  },
  'documents GET /clients/{client-id}/document-types': {
    operation: 'listDocumentTypes',
    shown: (w, n) => image(w, n),
  },
  'documents PUT /clients/{client-id}/documents/{document-id}': {
    operation: 'putDocument',
    shown: (w, n) => image(w, n),
  },
};

type View = {
  readonly state: string;
  readonly sentence: string;
  readonly cause?: { readonly title: string };
  readonly stuck: readonly { readonly title: string }[];
  readonly timeline: readonly { readonly text: string }[];
};

async function send(
  w: TestWorld,
  file: { name: string; bytes: Uint8Array },
  { mandant = MANDANT, type }: { mandant?: string; type?: string } = {},
): Promise<string> {
  const id = await sendAtDesk(w, file, type === undefined ? { mandant } : { mandant, document: { type } });
  await w.forge.advance(30_000);
  return id;
}

async function titleOf(w: TestWorld, submissionId: string): Promise<string> {
  const { cause, stuck, sentence } = await atDesk<View>(w, submissionId);
  return cause?.title ?? stuck[0]?.title ?? sentence;
}

async function batch(w: TestWorld, n: number): Promise<string> {
  return titleOf(w, await send(w, correctFile({ label: `Stapel ${n}` })));
}

async function parcel(w: TestWorld, n: number): Promise<string> {
  const id = await send(w, packageFile({ numbers: [n] }));
  const title = await titleOf(w, id);
  if (!title.includes('is being sent')) return title;
  // The app begins anew by itself; what keeps going wrong is told.
  await w.forge.advance(10 * MINUTE);
  return titleOf(w, id);
}

async function image(
  w: TestWorld,
  n: number,
  where: { mandant?: string; type: string } = { type: 'Rechnungseingang' },
): Promise<string> {
  const bytes = new TextEncoder().encode(`%PDF-1.7\n${n}\n%%EOF\n`);
  return titleOf(w, await send(w, { name: `Rechnung ${n}.pdf`, bytes }, where));
}

/** What the desk says of the Mandant after the next look. */
async function trouble(w: TestWorld): Promise<string> {
  await w.forge.advance(HOUR + 10 * MINUTE);
  const { mandanten } = await must<{
    mandanten: readonly { readonly id: string; readonly trouble?: { readonly title: string } }[];
  }>(call(w, 'datev-desk', 'desk.view', { payload: { show: 'all' } }));
  return mandanten.find(({ id }) => id === MANDANT)?.trouble?.title ?? '';
}

/** A package is there; what the desk says when its end cannot be asked for, or else what the package says. */
async function asked(w: TestWorld, n: number): Promise<string> {
  const id = await send(w, packageFile({ numbers: [n] }));
  const said = await trouble(w);
  return said === '' ? titleOf(w, id) : said;
}

/** Another program's file fails: what its issue's panel says. */
export async function ofFailedJob(w: TestWorld): Promise<string> {
  postElsewhere(w, correctFile());
  await w.forge.advance(HOUR + 5 * MINUTE);
  const { rows } = await must<{ rows: readonly { readonly submissionId: string }[] }>(
    call(w, 'datev-desk', 'desk.view', { payload: { show: 'all' } }),
  );
  return titleOf(w, rows[0]?.submissionId ?? '');
}

/** What was known of the Mandant is too old to count, so that the transfer asks. */
async function stale(w: TestWorld, then: () => Promise<string>): Promise<string> {
  await pass(w, 25 * HOUR);
  return then();
}

async function inTimeline(w: TestWorld, submissionId: string): Promise<string> {
  await w.forge.advance(2 * MINUTE);
  const { timeline } = await atDesk<View>(w, submissionId);
  return timeline.map(({ text }) => text).find((text) => text.includes('unfinished job')) ?? '';
}

/** A pending job of another program that has left the list, so that it is asked for by itself. */
async function hiddenJob(w: TestWorld, n: number): Promise<string> {
  w.datev.setPending(6 * HOUR);
  postElsewhere(w, { ...correctFile({ label: `Fremd ${n}` }), name: `EXTF_fremd_${n}.csv` });
  await w.forge.advance(HOUR);
  const state = w.datev.snapshot() as {
    jobs: { sandbox: Record<string, { readonly listedAt: number }[]> };
  };
  const jobs = state.jobs.sandbox[MANDANT] ?? [];
  state.jobs.sandbox[MANDANT] = jobs.map((job) => ({ ...job, listedAt: Number.MAX_SAFE_INTEGER }));
  w.datev.restore(state);
  return trouble(w);
}
