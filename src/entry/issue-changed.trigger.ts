import * as v from 'valibot';
import { queueWork, submissionOf } from './wiring';

const Event = v.object({
  issue: v.object({
    id: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^\d{1,20}$/)),
  }),
});

/** Jira says an issue changed or is gone. Only ours are looked at, later: the event itself is believed nothing but the id. */
export async function issueChanged(event: unknown): Promise<void> {
  const parsed = v.safeParse(Event, event);
  if (!parsed.success) return;
  const { id } = parsed.output.issue;
  if ((await submissionOf(id)) !== undefined) await queueWork({ v: 1, look: 'issue', id, reason: 'event' });
}
