import * as v from 'valibot';
import { standsFor } from '../jira/own-link-store';
import { queueLooks } from '../looks/look-queue-store';

const DELETED = 'avi:jira:deleted:issue';
const Event = v.object({
  eventType: v.optional(v.string()),
  issue: v.object({
    id: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^\d{1,20}$/)),
  }),
});

/** Jira says an issue changed or was deleted. Only ours are looked at, later: that it is gone is believed with Jira's answer only. */
export async function issueChanged(event: unknown): Promise<void> {
  const parsed = v.safeParse(Event, event);
  if (!parsed.success) return;
  const { issue, eventType } = parsed.output;
  const reason = eventType === DELETED ? 'deleted' : 'event';
  const { submissionId, own } = await standsFor(issue.id);
  if (submissionId !== undefined || (own !== undefined && reason === 'deleted'))
    await queueLooks({ v: 1, look: 'issue', id: issue.id, reason });
}
