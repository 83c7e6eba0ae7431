/** The world in which costs are counted: the bundle on the sandbox, without the judges that tests have beside it. */
import { join } from 'node:path';
import { createDatev } from '../../../packages/sandbox/datev/datev';
import { createWorld } from '../../../packages/sandbox/forge/host';
import { memoryMb, readManifest } from '../../../packages/sandbox/forge/manifest';
import { createJira } from '../../../packages/sandbox/jira/create-jira';
import { ACCOUNTS, site } from '../../../packages/sandbox/jira/site';
import { createLooker } from '../../../packages/sandbox/looker/looker';
import { logIn, setUpConnection } from '../../../packages/sandbox/world/connection';
import { asAdmin, setUpInstallation } from '../../../packages/sandbox/world/set-up';
import { START_AT } from '../../../packages/sandbox/world/start';
import { HOUR, MINUTE, type TestWorld } from '../../support/hands';
import { WAVE_MS } from './model';

const ROOT = join(import.meta.dirname, '../../..');
const MANIFEST = join(ROOT, 'manifest.yml');
const BUNDLE = process.env['BUNDLE_DIR'] ?? join(ROOT, 'build/forge');
/** Those that the sandbox's story begins with. */
const FIRST = '455148-1';
const SECOND = '455148-3';
/** As many as `mandant.watch-many` takes. */
const AT_ONCE = 25;

export type CostWorld = TestWorld & { readonly mandanten: readonly string[] };

/** An installation that watches so many Mandanten, each with its own long-term approval, some hours after it was set up. */
export async function costWorld(mandanten: number): Promise<CostWorld> {
  const w = await emptyWorld();
  w.forge.fireEvent({ type: 'avi:forge:installed:app', accountId: ACCOUNTS.admin, payload: {} });
  await setUpConnection(w.forge);
  await setUpInstallation(w.forge);
  const more = await moreMandanten(w, mandanten - 2);
  if (mandanten === 1) await asAdmin(w.forge, 'mandant.unwatch', { mandant: SECOND });
  await w.forge.advance(2 * HOUR);
  return { ...w, mandanten: [FIRST, SECOND, ...more].slice(0, mandanten) };
}

async function emptyWorld(): Promise<TestWorld> {
  let fakes: Omit<TestWorld, 'forge'> | undefined;
  const forge = await createWorld({
    seed: 1,
    startAt: START_AT,
    host: 'b',
    manifest: MANIFEST,
    bundleDir: BUNDLE,
    environmentType: 'DEVELOPMENT',
    services(world) {
      const jira = createJira({ world, site: site() });
      fakes = { jira, datev: createDatev({ world }), looker: createLooker({ world }) };
      return fakes;
    },
    ids: { appAccountId: ACCOUNTS.app },
    // The same for every call of a kind: what goes side by side arrives in the same instant (see `model`).
    tuning: {
      callLatency: [WAVE_MS.platform, WAVE_MS.platform],
      outsideLatency: [WAVE_MS.outside - WAVE_MS.platform, WAVE_MS.outside - WAVE_MS.platform],
    },
  });
  if (fakes === undefined) throw new Error('The world made no services.');
  return { forge, ...fakes };
}

async function moreMandanten(w: TestWorld, count: number): Promise<readonly string[]> {
  const added = Array.from({ length: Math.max(0, count) }, (_, n) =>
    w.datev.addMandant({ client: 1001 + n, name: `Mandant ${n + 1} GmbH` }),
  );
  for (let at = 0; at < added.length; at += AT_ONCE) {
    const some = added.slice(at, at + AT_ONCE);
    for (const mandant of some) await logIn(w.forge, { mode: 'long-term', mandant });
    await asAdmin(w.forge, 'mandant.watch-many', { mandanten: some });
    // Storage takes only so much in a minute.
    await w.forge.advance(MINUTE);
  }
  return added;
}

/** How many MB a function has, by the manifest. */
export function memoryOf(functionKey: string): number {
  return memoryMb(readManifest(MANIFEST), functionKey);
}
