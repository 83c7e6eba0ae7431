import { join } from 'node:path';
import { createDatev } from '../../packages/sandbox/datev/datev';
import { createWorld } from '../../packages/sandbox/forge/host';
import type { WorldOptions } from '../../packages/sandbox/forge/world-options';
import { createJira } from '../../packages/sandbox/jira/create-jira';
import { ACCOUNTS, site } from '../../packages/sandbox/jira/site';
import { createLooker } from '../../packages/sandbox/looker/looker';
import { bookingDraft, connectLooker, givePlan, savePipeline } from '../../packages/sandbox/world/booking';
import { setUpConnection } from '../../packages/sandbox/world/connection';
import { createRandom } from '../../packages/sandbox/world/random';
import { asAdmin, setUpInstallation } from '../../packages/sandbox/world/set-up';
import { START_AT } from '../../packages/sandbox/world/start';
import type { ServiceAnswer, ServiceRequest } from '../../packages/sandbox/world/types';
import { MINUTE, type TestWorld } from '../support/hands';
import { shrinkPlan } from '../support/small-plan';

export const MANDANTEN = ['455148-1', '455148-3'] as const;
/** Whose pipeline wants a second person's approval. */
export const FOUR_EYES = '455148-3';
/** For which runs are made; each has so few bookings. */
export const MONTHS = ['2026-08', '2026-09', '2026-10', '2026-11'] as const;
export const ROWS = 3;

/** An issue that the app asked Jira for and got, whether or not it heard of it. */
export type Created = {
  readonly at: number;
  readonly id: string;
  readonly jobId: string;
  /** For which submission. */
  readonly of: string;
};

/**
 * A world for very many lives: set up once, begun anew for each. Nobody judges its exchanges by the vendors' documents, other
 * tests do that.
 */
export type SimWorld = {
  readonly w: TestWorld;
  /** Since the world began anew; an issue that somebody deletes stays on this list. */
  readonly created: Created[];
  /** By Mandant. */
  readonly pipelines: Readonly<Record<string, string>>;
  /** As it was set up, or as Forge has just installed it, with the chance of this seed. */
  anew(seed: number, as?: Beginning): void;
  /** All of it as it stands, while nothing runs; and how it stood again. */
  keep(): unknown;
  back(kept: unknown): void;
};
export type Beginning = 'set-up' | 'installed';

/** How fast Forge, Jira and DATEV are. */
export type Pace = 'prompt' | 'slow';

/** What the platform does not promise exactly. Both leave the calls inside what the vendors document. */
const PACES: Readonly<Record<Pace, WorldOptions['tuning']>> = {
  prompt: {},
  slow: {
    ...{ eventDelay: [1000, 180_000], queueDelay: [0, 20_000], queryLag: 2000, concurrency: 3 },
    ...{ callLatency: [10, 300], outsideLatency: [50, 4000] },
  },
};

/** The installation as it stands when a life begins; the same for every bundle, so that a planted fault strikes only the life. */
let begun: Promise<Begun> | undefined;
type State = { readonly random: unknown; readonly fakeRandom: unknown };
type Begun = {
  readonly states: Readonly<Record<Beginning, State>>;
  readonly pipelines: SimWorld['pipelines'];
};
type Kept = { readonly state: unknown; readonly created: readonly Created[] };

/** A world of each pace for a bundle, made when it is first asked for. */
export function worldsOf(bundleDir: string): (pace: Pace) => Promise<SimWorld> {
  const worlds = new Map<Pace, Promise<SimWorld>>();
  return (pace) => {
    const world = worlds.get(pace) ?? simWorld(bundleDir, pace);
    worlds.set(pace, world);
    return world;
  };
}

async function simWorld(bundleDir: string, pace: Pace): Promise<SimWorld> {
  const created: Created[] = [];
  const w = await emptyWorld({ bundleDir, pace }, created);
  // In a world of its own: what a life begins with must not depend on which pace was asked for first.
  begun ??= emptyWorld({ bundleDir, pace: 'prompt' }, []).then(setUp);
  const { states, pipelines } = await begun;
  const stand = ({ state, created: issues }: Kept) => {
    w.forge.restore(state);
    w.forge.faults.clear();
    w.forge.log.clear();
    created.splice(0, created.length, ...issues);
  };
  const anew = (seed: number, as: Beginning = 'set-up') => {
    const chance = { random: createRandom(seed, 2).state(), fakeRandom: createRandom(seed, 3).state() };
    stand({ state: { ...states[as], ...chance }, created: [] });
  };
  const keep = (): Kept => ({ state: w.forge.snapshot(), created: [...created] });
  return { w, created, pipelines, anew, keep, back: (kept) => stand(kept as Kept) };
}

async function emptyWorld(
  { bundleDir, pace }: { readonly bundleDir: string; readonly pace: Pace },
  created: Created[],
): Promise<TestWorld> {
  const parts: Partial<Omit<TestWorld, 'forge'>> = {};
  const forge = await createWorld({
    ...{ seed: 1, startAt: START_AT, host: 'b', environmentType: 'DEVELOPMENT', bundleDir },
    manifest: join(import.meta.dirname, '../../manifest.yml'),
    services(world) {
      const jira = createJira({ world, site: site() });
      const handle = (request: ServiceRequest) => {
        const answer = jira.handle(request);
        if (jira.operation(request) === 'createIssue' && request.caller.kind === 'app')
          created.push(...createdBy(request, answer, world.clock.now()));
        return answer;
      };
      const datev = createDatev({ world });
      const all = { jira: { ...jira, handle }, datev, looker: createLooker({ world }) };
      Object.assign(parts, all);
      return all;
    },
    ids: { appAccountId: ACCOUNTS.app },
    ...(PACES[pace] === undefined ? {} : { tuning: PACES[pace] }),
  });
  return { forge, ...(parts as Omit<TestWorld, 'forge'>) };
}

/**
 * Project BUCH, Done = send again, two Mandanten watched, each with a pipeline by hand of which the second one's wants approval;
 * past the first turn of every schedule.
 */
async function setUp({ forge, looker }: TestWorld): Promise<Begun> {
  const installed = forge.snapshot() as State;
  await setUpConnection(forge);
  await setUpInstallation(forge);
  const connection = await connectLooker(forge);
  await asAdmin(forge, 'looker.test', { id: connection });
  const pipelines: Record<string, string> = {};
  for (const mandant of MANDANTEN) {
    await givePlan(forge, mandant);
    await shrinkPlan(forge, mandant);
    for (const month of MONTHS) looker.setRowCount({ client: mandant, month, rows: ROWS });
    const needsApproval = mandant === FOUR_EYES;
    const draft = { ...bookingDraft(connection, mandant), schedule: { on: 'manual' }, needsApproval };
    pipelines[mandant] = await savePipeline(forge, { version: 0, draft });
  }
  await forge.advance(21 * MINUTE);
  return { states: { installed, 'set-up': forge.snapshot() as State }, pipelines };
}

function createdBy(request: ServiceRequest, answer: ServiceAnswer, at: number): readonly Created[] {
  if (answer.status !== 201) return [];
  const { id } = JSON.parse(textOf(answer.body)) as { readonly id: string };
  const { properties = [] } = JSON.parse(textOf(request.body)) as {
    readonly properties?: readonly {
      readonly value: { readonly jobId?: string; readonly externalId?: string };
    }[];
  };
  const { jobId = '', externalId = '' } = properties[0]?.value ?? {};
  return [{ at, id, jobId, of: externalId }];
}

function textOf(body: Uint8Array | string): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
