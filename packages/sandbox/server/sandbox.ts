import { join } from 'node:path';
import type { DatevControls } from '../datev/controls';
import { createWorld, type ForgeWorld } from '../forge/host';
import type { JiraControls } from '../jira/controls';
import { site } from '../jira/site';
import type { LookerControls } from '../looker/controls';
import { seedBooking } from '../world/booking';
import { setUpConnection } from '../world/connection';
import { install } from '../world/install';
import { setUpInstallation } from '../world/set-up';
import { SHOWCASE_FROM } from '../world/showcase';
import { START_AT } from '../world/start';
import { judgesOfApp } from './judge';
import { createServices } from './services';
import type { ShowcaseView } from './shell-types';
import { showcaseMaker } from './showcase';
import { openStateFile, type StateFile } from './state-file';
import { said } from './terminal';

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
  /** The levers of the fake Jira; call `world().touch()` after. */
  jira(): JiraControls;
  /** The levers of the fake Looker; call `world().touch()` after. */
  looker(): LookerControls;
  readonly frozen: () => boolean;
  freeze(frozen: boolean): void;
  advance(seconds: number): Promise<{ readonly now: number; readonly ran: number }>;
  reset(how: Fresh): Promise<void>;
  /** How far the example firm is, if it is wanted at all. */
  showcase(): ShowcaseView;
  /** Nothing was here before; what is now, nobody has touched. */
  readonly isUntouched: () => boolean;
  /** Somebody works here: the example firm is not to be put in their place. */
  touched(): void;
  /** Brings the example firm in as soon as it is made, unless somebody began to work meanwhile. */
  furnish(): Promise<void>;
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
  /** What is here began as the example firm. */
  readonly isShowcase?: boolean;
};

/** The state file is written at the latest so often while only the clock moves. */
const KEEP_CLOCK_EVERY = 10_000;
/** After a pause of the machine (sleep, debugger) the clock does not jump further than this. */
const MAX_PER_TICK = 5_000;

/** Opens the folder: goes on where the last run ended, or begins with a firm set up. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const file = openStateFile(options.folder);
  const remembered = file.read() as Remembered | undefined;
  let world = remembered === undefined ? await begun(options, 'set-up') : await restored(options, remembered);
  let frozen = remembered?.frozen ?? false;
  let panels = remembered?.panels ?? [];
  let isShowcase = remembered?.isShowcase ?? false;
  let isUntouched = remembered === undefined;
  const example = showcaseMaker(() => newFirm(options));
  const keeper = stateKeeper(
    file,
    () => ({ v: 1, frozen, panels, isShowcase, world: world.snapshot() }),
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
  /** The old world stays until the new one stands: a beginning that fails leaves everything as it was. */
  const begin = async (how: Fresh): Promise<void> => {
    const made = how === 'showcase' ? await example.made() : undefined;
    const next = made === undefined ? await begun(options, how) : await standing(options, made.world);
    const before = world;
    world = next;
    panels = made?.panels ?? [];
    isShowcase = made !== undefined;
    keeper.changed();
    await before.close();
  };
  return {
    world: () => world,
    jira: () => leversOf(world).jira,
    looker: () => leversOf(world).looker,
    frozen: () => frozen,
    freeze(next) {
      frozen = next;
      keeper.changed();
    },
    advance: (seconds) => oneAtATime(() => world.advance(Math.round(seconds * 1000))),
    async reset(how) {
      isUntouched = false;
      // Made before it is anybody's turn: the clock of what is here goes on meanwhile.
      if (how === 'showcase') await example.made();
      await oneAtATime(() => begin(how));
    },
    showcase: () => (isShowcase ? { is: 'here' } : example.view()),
    isUntouched: () => isUntouched,
    touched() {
      isUntouched = false;
    },
    async furnish() {
      await example.made();
      await oneAtATime(async () => {
        if (isUntouched) await begin('showcase');
        isUntouched = false;
      });
    },
    panels: () => panels,
    showPanel(panel, shown) {
      panels = shown ? [...new Set([...panels, panel])] : panels.filter((each) => each !== panel);
      keeper.changed();
    },
    keep: () => keeper.keep(),
    async close() {
      stopTicking();
      await oneAtATime(async () => undefined);
      keeper.changed();
      await world.close();
    },
  };
}

/** The levers of the fakes that tests and the example firm pull. */
type Levers = {
  readonly jira: JiraControls;
  readonly datev: DatevControls;
  readonly looker: LookerControls;
};
/** A world knows its fakes as services only. */
const LEVERS = new WeakMap<ForgeWorld, Levers>();

/** @throws for a world that was made elsewhere */
function leversOf(world: ForgeWorld): Levers {
  const levers = LEVERS.get(world);
  if (levers === undefined) throw new Error('This world was not made here.');
  return levers;
}

async function newWorld(options: SandboxOptions, startAt = START_AT): Promise<ForgeWorld> {
  const made: Levers[] = [];
  const origin = `http://localhost:${options.port}`;
  const { app } = site();
  const world = await createWorld({
    seed: 1,
    startAt,
    services: (around) => {
      const services = createServices(around, `${origin}/jira`);
      made.push(services);
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
  for (const levers of made) LEVERS.set(world, levers);
  return world;
}

/** A world in this process, three months before a sandbox begins. */
async function newFirm(options: SandboxOptions) {
  const world = await newWorld({ ...options, host: 'b' }, SHOWCASE_FROM);
  return { world, ...leversOf(world) };
}

/** What an admin has done since the installation: all of it, nothing, only connected DATEV; or a firm in the middle of its life. */
export type Fresh = 'set-up' | 'installed' | 'connected' | 'showcase';

async function begun(options: SandboxOptions, how: Fresh): Promise<ForgeWorld> {
  const world = await newWorld(options);
  try {
    install(world);
    if (how !== 'installed') await setUpConnection(world);
    if (how === 'set-up') {
      await setUpInstallation(world);
      await seedBooking(world);
    }
    return world;
  } catch (error) {
    await world.close();
    throw error;
  }
}

async function standing(options: SandboxOptions, state: unknown): Promise<ForgeWorld> {
  const world = await newWorld(options);
  try {
    world.restore(structuredClone(state));
    return world;
  } catch (error) {
    await world.close();
    throw error;
  }
}

/** @throws when the folder's state does not fit this version of the sandbox */
async function restored(options: SandboxOptions, { world: state }: Remembered): Promise<ForgeWorld> {
  try {
    return await standing(options, state);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(said('terminal.otherVersion', { folder: options.folder, message }));
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
