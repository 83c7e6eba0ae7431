import type { Who } from './eyes-hands';
import type { Received } from './eyes-world';

/**
 * Judges four eyes from outside: by what people did and were answered, and by the bytes that DATEV got. It knows nothing of the
 * app's code, and where the order of things is not certain it gives the app the benefit of the doubt.
 */
export type Deed =
  | { readonly did: 'save'; readonly by: Who; readonly pipeline: string; readonly approval: boolean }
  | { readonly did: 'confirm' | 'withdraw'; readonly by: Who; readonly pipeline: string }
  | { readonly did: 'plan'; readonly by: Who }
  | {
      readonly did: 'start';
      readonly by: Who;
      readonly pipeline: string;
      readonly run: string;
      readonly month: string;
    }
  | { readonly did: 'order'; readonly by: Who; readonly run: string }
  | { readonly did: 'approve'; readonly by: Who; readonly run: string }
  | { readonly did: 'hand-in'; readonly by: Who; readonly run: string; readonly sha256: string }
  | { readonly did: 'send'; readonly by: Who; readonly run: string; readonly sha256: string };

type Pipeline = { isOn: boolean; asker?: Who; readonly authors: Who[] };
type Run = {
  readonly pipeline: string;
  readonly month: string;
  readonly wants: boolean;
  readonly movers: Set<Who>;
  /** How many versions there were when it was last ordered. */
  versions: number;
  plans: number;
  isApproved: boolean;
};

export type Oracle = {
  heard(deed: Deed): void;
  /** What DATEV should not have got; in words. */
  wrong(): readonly string[];
};

type Decision = Extract<Deed, { did: 'confirm' | 'withdraw' }>;
function isDecision(deed: Deed): deed is Decision {
  return deed.did === 'confirm' || deed.did === 'withdraw';
}

export function eyesOracle(received: readonly Received[]): Oracle {
  const pipelines = new Map<string, Pipeline>();
  const runs = new Map<string, Run>();
  const plans: Who[] = ['admin', 'admin'];
  const files = new Map<string, { readonly by: Who; readonly run: Run; isApproved: boolean }>();

  /** Versions up to which everything was approved by somebody and got to DATEV. */
  const base = (of: Run) => {
    const there = [...runs.values()].filter(
      (run) =>
        run !== of &&
        run.pipeline === of.pipeline &&
        run.isApproved &&
        run.versions <= of.versions &&
        run.plans <= of.plans &&
        received.some(({ month }) => month === run.month),
    );
    return {
      versions: Math.max(0, ...there.map(({ versions }) => versions)),
      plans: Math.max(0, ...there.map((run) => run.plans)),
    };
  };
  const isSecond = (by: Who, run: Run) => {
    const { authors } = pipelines.get(run.pipeline) ?? { authors: [] };
    const from = base(run);
    const wrote = [...authors.slice(from.versions, run.versions), ...plans.slice(from.plans, run.plans)];
    return !run.movers.has(by) && !wrote.includes(by);
  };
  const save = (one: Pipeline, by: Who, approval: boolean, isNew: boolean) => {
    const wasOn = one.isOn;
    one.authors.push(by);
    if (approval) one.isOn = true;
    // The Mandant has had approval from the beginning: without it is always weaker, and an administrator may.
    else if ((wasOn || isNew) && by === 'admin') one.isOn = false;
    else if (wasOn || isNew) one.asker ??= by;
    if (!one.isOn) delete one.asker;
  };
  const ordered = (run: Run, by: Who) => {
    run.movers.add(by);
    run.versions = pipelines.get(run.pipeline)?.authors.length ?? 0;
    run.plans = plans.length;
  };

  return {
    heard(deed) {
      if (deed.did === 'plan') {
        plans.push(deed.by);
        return;
      }
      if (deed.did === 'save') {
        const known = pipelines.get(deed.pipeline);
        const one = known ?? { isOn: true, authors: [] };
        pipelines.set(deed.pipeline, one);
        save(one, deed.by, deed.approval, known === undefined);
        return;
      }
      if (isDecision(deed)) {
        const one = pipelines.get(deed.pipeline);
        if (one === undefined) return;
        if (deed.did === 'confirm') {
          one.authors.push(deed.by);
          if (deed.by === 'admin' || (one.asker !== undefined && deed.by !== one.asker)) one.isOn = false;
        }
        delete one.asker;
        return;
      }
      if (deed.did === 'start') {
        const { pipeline, month } = deed;
        const wants = pipelines.get(pipeline)?.isOn ?? true;
        const run: Run = {
          ...{ pipeline, month, wants, movers: new Set<Who>() },
          ...{ versions: 0, plans: 0, isApproved: false },
        };
        runs.set(deed.run, run);
        ordered(run, deed.by);
        return;
      }
      const run = runs.get(deed.run);
      if (run === undefined) throw new Error(`Nobody started ${deed.run}.`);
      if (deed.did === 'order') ordered(run, deed.by);
      if (deed.did === 'approve' && isSecond(deed.by, run)) run.isApproved = true;
      if (deed.did === 'hand-in' && !files.has(deed.sha256))
        files.set(deed.sha256, { by: deed.by, run, isApproved: false });
      const file = deed.did === 'send' ? files.get(deed.sha256) : undefined;
      if (file !== undefined && file.by !== deed.by && isSecond(deed.by, run)) file.isApproved = true;
    },
    wrong: () =>
      received.flatMap(({ sha256, month }) => {
        const file = files.get(sha256);
        const run = file?.run ?? [...runs.values()].find((one) => one.month === month);
        if (run === undefined) return [`DATEV got bytes of ${month}, for which nobody started a run`];
        if (!run.wants || (file ?? run).isApproved) return [];
        return [
          `DATEV got ${file === undefined ? 'what the run made' : 'another file'} of ${month} without a second person`,
        ];
      }),
  };
}
