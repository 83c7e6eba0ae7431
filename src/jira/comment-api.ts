import { route } from '@forge/api';
import * as v from 'valibot';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { askJira, issueGone } from './jira-http-api';
import { PROPERTY } from './jql';
import type { Adf } from './text/adf';

const Written = v.object({ id: v.string() });

/**
 * Adds a comment as the app, marked with the event that it tells of, so that it can be found again. `look-up` when the
 * answer is lost.
 */
export async function addComment(
  issueId: string,
  adf: object,
  eventId: string,
): Promise<Result<string, Problem>> {
  const written = await askJira(
    {
      as: 'app',
      method: 'POST',
      path: route`/rest/api/3/issue/${issueId}/comment`,
      body: { body: adf, properties: [{ key: PROPERTY, value: { event: eventId } }] },
      unsure: 'look-up',
      refusal: issueGone,
    },
    Written,
  );
  return written.ok ? ok(written.value.id) : written;
}

const PAGE = 100;
/** A comment that we doubt is at most minutes old: it is among the newest. */
const MAX_PAGES = 3;
const CommentPage = v.object({ total: v.optional(v.number()), comments: v.array(Written) });

/**
 * Whether the comment for this event is there. Looks through the newest 300 comments. The list itself carries no
 * properties (Jira REST v3: its `expand` knows `renderedBody` only), so each page is asked again by ids.
 */
export async function findComment(issueId: string, eventId: string): Promise<Result<boolean, Problem>> {
  for (let page = 0; page < MAX_PAGES; page++) {
    const startAt = String(page * PAGE);
    const path = route`/rest/api/3/issue/${issueId}/comment?startAt=${startAt}&maxResults=${String(PAGE)}&orderBy=-created`;
    const listed = await askJira(
      { as: 'app', method: 'GET', path, unsure: 'later', refusal: issueGone },
      CommentPage,
    );
    if (!listed.ok) return listed;
    const ids = listed.value.comments.map((comment) => comment.id);
    if (ids.length === 0) return ok(false);
    const marks = await marksOf(ids);
    if (!marks.ok) return marks;
    if (marks.value.includes(eventId)) return ok(true);
    if (ids.length < PAGE) return ok(false);
  }
  return ok(false);
}

const Mark = v.object({ event: v.string() });
const Marked = v.object({
  values: v.array(
    v.object({ properties: v.optional(v.array(v.object({ key: v.string(), value: v.unknown() })), []) }),
  ),
});

async function marksOf(ids: readonly string[]): Promise<Result<readonly string[], Problem>> {
  const found = await askJira(
    {
      as: 'app',
      method: 'POST',
      path: route`/rest/api/3/comment/list?expand=properties`,
      body: { ids: ids.map(Number) },
      unsure: 'later',
    },
    Marked,
  );
  if (!found.ok) return found;
  const values = found.value.values.flatMap((comment) =>
    comment.properties.filter((p) => p.key === PROPERTY),
  );
  return ok(values.flatMap((property) => (v.is(Mark, property.value) ? [property.value.event] : [])));
}

/** Comments once per event, whoever asks and however often; the body is made when it is needed. */
export async function commentOnce(
  issueId: string,
  eventId: string,
  body: () => Adf | Promise<Adf>,
): Promise<Result<void, Problem>> {
  const there = await findComment(issueId, eventId);
  if (!there.ok) return there;
  if (there.value) return ok(undefined);
  const added = await addComment(issueId, await body(), eventId);
  return added.ok ? ok(undefined) : added;
}
