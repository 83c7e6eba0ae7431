import { type Answer, invalidPayload, isAnswer, noContent, ok, refuse } from './answers';
import { bag, type Call, idText, text } from './call';
import { save, takeId } from './changes';
import { addedComments, commentProblem } from './comments';
import { linkedIssue } from './issue-json';
import type { StoredIssue, StoredLink } from './model';
import { findIssue, may, projectOf } from './permissions';
import { api } from './render';

const PER_ISSUE = 2_000;

/** POST /issueLink: both ends visible, LINK_ISSUES on the source; an existing link is not made twice. */
export function linkIssues(call: Call): Answer {
  const body = bag(call.body);
  const wish = bag(body?.['type']);
  if (!body || !wish) return refuse(404, "No issue link type with name 'null' found.");
  const type = call.site.linkTypes.find((one) =>
    wish['id'] !== undefined ? one.id === idText(wish['id']) : one.name === text(wish['name']),
  );
  if (!type)
    return refuse(404, `No issue link type with name '${String(wish['name'] ?? wish['id'])}' found.`);
  const [inward, outward] = [endOf(call, body['inwardIssue']), endOf(call, body['outwardIssue'])];
  if (!inward || !outward)
    return refuse(404, 'Issue does not exist or you do not have permission to see it.');
  if (!may(call.me, projectOf(call.site, inward), 'LINK_ISSUES'))
    return refuse(404, `No Link Issue Permission for issue '${inward.key}'`);
  const of = (issue: StoredIssue) =>
    call.state.links.filter((link) => link.inward === issue.id || link.outward === issue.id).length;
  if (of(inward) >= PER_ISSUE || of(outward) >= PER_ISSUE)
    return refuse(413, 'The issue has reached the limit of issue links.');
  const comment = bag(body['comment'])?.['body'];
  const comments = body['comment'] === undefined ? [] : [comment];
  const bad = commentProblem(call, inward, comments);
  if (bad) return bad;
  const there = call.state.links.some(
    (link) => link.typeId === type.id && link.inward === inward.id && link.outward === outward.id,
  );
  if (!there) join(call, { inward, outward, typeId: type.id, words: type });
  addedComments(call, call.state.issues[inward.id] ?? inward, comments);
  return { kind: 'answer', status: 201 };
}

function endOf(call: Call, raw: unknown): StoredIssue | undefined {
  const end = bag(raw);
  return findIssue(call, idText(end?.['id']) ?? text(end?.['key']));
}
function join(
  call: Call,
  link: {
    readonly inward: StoredIssue;
    readonly outward: StoredIssue;
    readonly typeId: string;
    readonly words: { readonly inward: string; readonly outward: string };
  },
): void {
  const { inward, outward } = link;
  call.state.links.push({
    id: takeId(call.state, 'link'),
    typeId: link.typeId,
    inward: inward.id,
    outward: outward.id,
  });
  for (const [one, other, words] of [
    [inward, outward, link.words.outward],
    [outward, inward, link.words.inward],
  ] as const) {
    const item = {
      field: 'Link',
      fieldId: 'issuelinks',
      fieldtype: 'jira',
      from: null,
      fromString: null,
      to: other.key,
      toString: `This issue ${words} ${other.key}`,
    } as const;
    save(call, one, { items: [item], type: 'avi:jira:updated:issue' });
  }
}

export function linkTypes(call: Call): Answer {
  return ok(
    {
      issueLinkTypes: call.site.linkTypes.map((one) => ({
        ...one,
        self: api(call.site, `/issueLinkType/${one.id}`),
      })),
    },
    call.site.linkTypes.length,
  );
}
function find(
  call: Call,
): Answer | { readonly link: StoredLink; readonly inward: StoredIssue; readonly outward: StoredIssue } {
  const link = call.state.links.find((one) => one.id === call.params['linkId']);
  const [inward, outward] = [findIssue(call, link?.inward), findIssue(call, link?.outward)];
  return link && inward && outward
    ? { link, inward, outward }
    : refuse(404, `No issue link with id '${call.params['linkId'] ?? ''}' exists.`);
}
export function getLink(call: Call): Answer {
  const found = find(call);
  if (isAnswer(found)) return found;
  const type = call.site.linkTypes.find((one) => one.id === found.link.typeId);
  if (!type) return invalidPayload();
  const self = api(call.site, `/issueLink/${found.link.id}`);
  return ok({
    id: found.link.id,
    self,
    type: { ...type, self: api(call.site, `/issueLinkType/${type.id}`) },
    inwardIssue: linkedIssue(call, found.inward),
    outwardIssue: linkedIssue(call, found.outward),
  });
}
export function deleteLink(call: Call): Answer {
  const found = find(call);
  if (isAnswer(found)) return found;
  if (!may(call.me, projectOf(call.site, found.inward), 'LINK_ISSUES'))
    return refuse(404, `No Link Issue Permission for issue '${found.inward.key}'`);
  call.state.links = call.state.links.filter((one) => one.id !== found.link.id);
  return noContent();
}
