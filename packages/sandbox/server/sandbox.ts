import { join } from 'node:path';
import { createWorld, type ForgeWorld } from '../forge/host';
import { ACCOUNTS, site } from '../jira/site';
import type { LookerControls } from '../looker/controls';
import { seedBooking } from '../world/booking';
import { seedConnection } from '../world/connection';
import { seedInstallation } from '../world/seed';
import { START_AT } from '../world/start';
import { judgesOfApp } from './judge';
import { createServices } from './services';
import { openStateFile, type StateFile } from './state-file';

export type SandboxOptions = {
  /** Keeps the state between runs. */
  readonly folder: string;
  readonly port: number;
  /** The project: manifest, built Custom UI. */
  readonly root: string;
  readonly bundleDir: string;
  readonly host: 'a' | 'b';
};

/** One world with what the server adds: real time, a file that survives kill -9, starting over. */
export type Sandbox = {
  world(): ForgeWorld;
  /** The levers of the fake Looker; call `world().touch()` after. */
  looker(): LookerControls;
  readonly frozen: () => boolean;
  freeze(frozen: boolean): void;
  advance(seconds: number): Promise<{ readonly now: number; readonly ran: number }>;
  reset(how: Fresh): Promise<void>;
  /** `<issue id>/<module key>` of issue panels somebody added. */
  panels(): readonly string[];
  showPanel(panel: string, shown: boolean): void;
  /** Writes what changed to the disk; called before a changing request is answered. */
  keep(): void;
  close(): Promise<void>;
};
type Remembered = {
  readonly v: 1;
  readonly frozen: boolean;
  readonly panels: readonly string[];
  readonly world: unknown;
};

/** The state file is written at the latest so often while only the clock moves. */
const KEEP_CLOCK_EVERY = 10_000;
/** After a pause of the machine (sleep, debugger) the clock does not jump further than this. */
const MAX_PER_TICK = 5_000;

/** Opens the folder: goes on where the last run ended, or begins with the seeded world. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const file = openStateFile(options.folder);
  const remembered = file.read() as Remembered | undefined;
  let world = remembered === undefined ? await begun(options, 'set-up') : await restored(options, remembered);
  let frozen = remembered?.frozen ?? false;
  let panels = remembered?.panels ?? [];
  const keeper = stateKeeper(
    file,
    () => ({ v: 1, frozen, panels, world: world.snapshot() }),
    () => world.revision(),
  );
  keeper.changed();
  const oneAtATime = queue();
  const stopTicking = startTicking(
    () => frozen,
    async (ms) => {
      const { ran } = await oneAtATime(() => world.advance(ms));
      keeper.keepSoon(ran > 0);
    },
  );
  return {
    world: () => world,
    looker: () => leversOf(world),
    frozen: () => frozen,
    freeze(next) {
      frozen = next;
      keeper.changed();
    },
    advance: (seconds) => oneAtATime(() => world.advance(Math.round(seconds * 1000))),
    reset: (how) =>
      oneAtATime(async () => {
        // The old world stays until the new one stands: a seed that fails leaves everything as it was.
        const next = await begun(options, how);
        const before = world;
        world = next;
        panels = [];
        keeper.changed();
        await before.close();
      }),
    panels: () => panels,
    showPanel(panel, shown) {
      panels = shown ? [...new Set([...panels, panel])] : panels.filter((each) => each !== panel);
      keeper.changed();
    },
    keep: () => keeper.keep(),
    async close() {
      stopTicking();
      await oneAtATime(async () => undefined);
      keeper.keep();
      await world.close();
    },
  };
}

/** A world knows its fakes as services only. */
const LEVERS = new WeakMap<ForgeWorld, LookerControls>();

function leversOf(world: ForgeWorld): LookerControls {
  const levers = LEVERS.get(world);
  if (levers === undefined) throw new Error('This world was not made here.');
  return levers;
}

async function newWorld(options: SandboxOptions): Promise<ForgeWorld> {
  const levers: LookerControls[] = [];
  const origin = `http://localhost:${options.port}`;
  const { app } = site();
  const world = await createWorld({
    seed: 1,
    startAt: START_AT,
    services: (around) => {
      const services = createServices(around, `${origin}/jira`);
      levers.push(services.looker);
      return services;
    },
    manifest: join(options.root, 'manifest.yml'),
    bundleDir: options.bundleDir,
    host: options.host,
    environmentType: 'DEVELOPMENT',
    siteUrl: origin,
    webtriggerBase: origin,
    // As the fake Jira knows the app: its account, and the environment in the keys of its fields.
    ids: { appAccountId: app.accountId, environmentId: app.envId },
    ...judgesOfApp(),
  });
  for (const looker of levers) LEVERS.set(world, looker);
  return world;
}

/** What an admin has done since the installation: all of it, nothing, or only connected DATEV. */
export type Fresh = 'set-up' | 'installed' | 'connected';

async function begun(options: SandboxOptions, how: Fresh): Promise<ForgeWorld> {
  const world = await newWorld(options);
  try {
    const { appId, environmentId, installationId } = world.ids;
    world.fireEvent({
      type: 'avi:forge:installed:app',
      accountId: ACCOUNTS.admin,
      payload: {
        id: installationId,
        installerAccountId: ACCOUNTS.admin,
        app: { id: appId, version: '1' },
        environment: { id: environmentId },
      },
    });
    if (how !== 'installed') await seedConnection(world);
    if (how === 'set-up') {
      await seedInstallation(world);
      await seedBooking(world);
    }
    return world;
  } catch (error) {
    await world.close();
    throw error;
  }
}

/** @throws when the folder's state does not fit this version of the sandbox */
async function restored(options: SandboxOptions, { world: state }: Remembered): Promise<ForgeWorld> {
  const world = await newWorld(options);
  try {
    world.restore(state);
    return world;
  } catch (error) {
    await world.close();
    const { message } = error as Error;
    throw new Error(
      `What lies in ${options.folder} is of another version of the sandbox (${message}). Delete that folder to begin anew.`,
    );
  }
}

/** Writes only what is new: the world counts its changes, the rest is said by `changed`. */
function stateKeeper(
  file: StateFile,
  state: () => Remembered,
  revision: () => number,
): {
  changed(): void;
  keep(): void;
  keepSoon(important: boolean): void;
} {
  let kept = -1;
  let dirty = false;
  let lastAt = 0;
  const keep = (): void => {
    if (!dirty && kept === revision()) return;
    kept = revision();
    dirty = false;
    lastAt = Date.now();
    file.write(state());
  };
  return {
    keep,
    changed() {
      dirty = true;
      keep();
    },
    keepSoon(important) {
      if (important || Date.now() - lastAt >= KEEP_CLOCK_EVERY) keep();
    },
  };
}

/** Changes of the clock and of the whole world come one after the other. */
function queue(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const mine = last.then(job, job);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** One virtual second per real second; a tick that takes longer delays the next one instead of piling up. */
function startTicking(frozen: () => boolean, tick: (ms: number) => Promise<void>): () => void {
  let last = Date.now();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const next = (): void => {
    if (!stopped) timer = setTimeout(() => void beat(), 1000);
  };
  const beat = async (): Promise<void> => {
    const elapsed = Math.min(Date.now() - last, MAX_PER_TICK);
    last = Date.now();
    if (!frozen())
      await tick(elapsed).catch((error: unknown) => console.error('The clock could not move on:', error));
    next();
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
