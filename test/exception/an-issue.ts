import { ISSUE } from '../submissions/life';
import { ago } from './list';

type Entry = { readonly id: string; readonly to: string; readonly by?: string; readonly type?: string };

/** A move into a status, an hour ago. */
export const move = ({ id, to, by = 'anna', type = 'atlassian' }: Entry) => ({
  ...{ id, created: ago(3600), author: { accountId: by, accountType: type } },
  items: [{ field: 'status', from: '1', to }],
});

/** An issue of ours as Jira shows it, untouched for a day. */
export function issueNow(
  over: object = {},
  {
    status = '1',
    category = 'new',
    moves = [] as readonly object[],
    attachments = [] as readonly object[],
  } = {},
) {
  return {
    ...{ id: ISSUE.id, key: ISSUE.key },
    fields: {
      ...{ summary: 'x', updated: ago(90_000), project: { id: '10000' }, issuetype: { id: '10002' } },
      ...{ status: { id: status, statusCategory: { key: category } }, creator: { accountId: 'app' } },
      ...{ assignee: null, attachment: attachments },
    },
    properties: {},
    changelog: { total: moves.length, histories: moves },
    ...over,
  };
}
