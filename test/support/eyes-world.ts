import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createDatev } from '../../packages/sandbox/datev/datev';
import { createWorld } from '../../packages/sandbox/forge/host';
import { createJira } from '../../packages/sandbox/jira/create-jira';
import { ACCOUNTS, site } from '../../packages/sandbox/jira/site';
import { createLooker } from '../../packages/sandbox/looker/looker';
import { bookingDraft, connectLooker, givePlan } from '../../packages/sandbox/world/booking';
import { setUpConnection } from '../../packages/sandbox/world/connection';
import { asAdmin, setUpInstallation } from '../../packages/sandbox/world/set-up';
import { START_AT } from '../../packages/sandbox/world/start';
import { as, MORE_PEOPLE } from './eyes-hands';
import { MINUTE, type TestWorld } from './hands';
import { shrinkPlan } from './small-plan';

/** For whom all of it happens. */
export const MANDANT = '455148-1';

/** Bytes that DATEV got, as they came in. */
export type Received = {
  readonly sha256: string;
  /** Of the header's "Datum von", `YYYY-MM`: each run of a sequence has a month of its own. */
  readonly month: string;
};

export type EyesWorld = {
  readonly w: TestWorld;
  readonly connection: string;
  /** What DATEV got since the world began anew. */
  readonly received: Received[];
  /** As it was set up, with a pipeline that wants approval, by this lead: everything that happened is gone. */
  anew(author: Lead): string;
};
export const LEADS = ['lead', 'lead2', 'lead3'] as const;
export type Lead = (typeof LEADS)[number];

/** Each run of a sequence is for another one. */
export const MONTHS: readonly string[] = Array.from(
  { length: 11 },
  (_, n) => `2026-${String(n + 1).padStart(2, '0')}`,
);

type Begun = {
  readonly connection: string;
  readonly by: ReadonlyMap<Lead, { readonly pipeline: string; readonly state: unknown }>;
};
let begun: Promise<Begun> | undefined;

/**
 * A world for very many short stories: nobody judges its exchanges by the vendors' documents, other tests do that. It is set up
 * once, whatever bundle goes on with it.
 */
export async function eyesWorld(bundleDir: string): Promise<EyesWorld> {
  const received: Received[] = [];
  const w = await emptyWorld(bundleDir, received);
  begun ??= begin(w);
  const { connection, by } = await begun;
  const anew = (author: Lead) => {
    const { pipeline = '', state } = by.get(author) ?? {};
    w.forge.restore(structuredClone(state));
    w.forge.faults.clear();
    w.forge.log.clear();
    received.length = 0;
    return pipeline;
  };
  return { w, connection, received, anew };
}

async function emptyWorld(bundleDir: string, received: Received[]): Promise<TestWorld> {
  const parts: Partial<Omit<TestWorld, 'forge'>> = {};
  const forge = await createWorld({
    seed: 1,
    startAt: START_AT,
    host: 'b',
    manifest: join(import.meta.dirname, '../../manifest.yml'),
    bundleDir,
    environmentType: 'DEVELOPMENT',
    services(world) {
      const datev = createDatev({ world });
      const heard: typeof datev = {
        ...datev,
        handle(request) {
          const answer = datev.handle(request);
          const isImport = request.method === 'POST' && request.path.endsWith('/extf-files/import');
          if (isImport && answer.status === 202) received.push(receivedOf(request.body));
          return answer;
        },
      };
      const all = {
        jira: createJira({ world, site: site({ people: MORE_PEOPLE }) }),
        datev: heard,
        looker: createLooker({ world }),
      };
      Object.assign(parts, all);
      return all;
    },
    ids: { appAccountId: ACCOUNTS.app },
  });
  return { forge, ...(parts as Omit<TestWorld, 'forge'>) };
}

async function begin(w: TestWorld): Promise<Begun> {
  const { forge } = w;
  await setUpConnection(forge);
  await setUpInstallation(forge);
  const connection = await connectLooker(forge);
  await asAdmin(forge, 'looker.test', { id: connection });
  await givePlan(forge, MANDANT);
  await shrinkPlan(forge, MANDANT);
  for (const month of MONTHS) w.looker.setRowCount({ client: MANDANT, month, rows: 3 });
  // DATEV is quick: what takes it longer is for other tests.
  w.datev.setPending(1000);
  // Past the first run of every schedule, which would else come in each story.
  await forge.advance(21 * MINUTE);
  const empty = structuredClone(forge.snapshot());
  const by = new Map<Lead, { readonly pipeline: string; readonly state: unknown }>();
  for (const author of LEADS) {
    forge.restore(structuredClone(empty));
    const wish = { version: 0, draft: eyesDraft(connection) };
    const { id } = await as<{ id: string }>({ w }, author, 'pipeline.save', wish);
    await forge.advance(1000);
    by.set(author, { pipeline: id, state: structuredClone(forge.snapshot()) });
  }
  return { connection, by };
}

/** A pipeline by hand that wants approval. */
export const eyesDraft = (connection: string) => ({
  ...bookingDraft(connection, MANDANT),
  ...{ schedule: { on: 'manual' }, needsApproval: true },
});

function receivedOf(body: Uint8Array): Received {
  const [header = ''] = new TextDecoder().decode(body).split('\r\n');
  const from = header.split(';')[14] ?? '';
  return {
    sha256: createHash('sha256').update(body).digest('hex'),
    month: `${from.slice(0, 4)}-${from.slice(4, 6)}`,
  };
}
