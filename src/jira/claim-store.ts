import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';
import type { Submission } from '../submissions/submission';

/** Takes the claim for this submission's issue; false when another submission holds the job (docs/ARCHITECTURE.md, invariant 1). */
export async function claimIssue({ id, mandant, attempts }: Submission): Promise<boolean> {
  const jobId = attempts.at(-1)?.jobId;
  const key = jobId === undefined ? `claim:submission:${id}` : `claim:job:${mandant}:${jobId}`;
  if (await unwrap(kv.setIfAbsent(key, { submissionId: id }))) return true;
  const held = await unwrap(kv.get<{ submissionId: string }>(key));
  return held?.submissionId === id;
}
