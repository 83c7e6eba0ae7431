import type { TestWorld } from './hands';

type Job = { id: string; referenceId?: string; sealed: unknown; settled?: unknown };
type Saved = {
  services: { datev: { jobs: { sandbox: Record<string, Job[]> } } };
  parts: { kvs: { records: [string, [string, unknown][]][] } };
};

/** What the fake DATEV lists of a Mandant is changed behind everybody's back. */
export function listsOtherwise(w: TestWorld, mandant: string, edit: (jobs: Job[]) => Job[]): void {
  const saved = structuredClone(w.forge.snapshot()) as Saved;
  const { sandbox } = saved.services.datev.jobs;
  sandbox[mandant] = edit(sandbox[mandant] ?? []);
  w.forge.restore(saved);
}

/** Records are lost, as after a restore from an older backup. */
export function losesSubmission(w: TestWorld, id: string): void {
  const saved = structuredClone(w.forge.snapshot()) as Saved;
  for (const [store, slots] of saved.parts.kvs.records)
    if (store.startsWith('entity'))
      slots.splice(0, slots.length, ...slots.filter(([key]) => key !== id && !key.startsWith(`${id}:`)));
  w.forge.restore(saved);
}
