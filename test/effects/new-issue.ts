import { createIssue } from '../../src/effects/create-issue';
import type { Settings } from '../../src/settings/settings';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, ISSUE, live } from '../submissions/life';
import { about, carried, leave, NOW, ok, PROJECT, type Says, SETTINGS, stage, wanted } from './stage';

/** The making of an issue: what the create screen lists, what Jira says, and what was sent. */
type Field = {
  readonly name?: string;
  readonly required?: boolean;
  readonly hasDefaultValue?: boolean;
  readonly type?: string;
};
export const field = (fieldId: string, { type = 'string', name = fieldId, ...more }: Field = {}) => ({
  ...{ fieldId, name, ...more },
  schema: { type },
});
export const screen = (...fields: readonly object[]): Says => ok({ fields, total: fields.length });
export const SCREEN = `GET /issue/createmeta/${PROJECT}/issuetypes/10002`;
export const CREATE = 'POST /issue';
const ASSIGNEE = field('assignee', { type: 'user' });
export const WORLD: Readonly<Record<string, Says | readonly Says[]>> = {
  [SCREEN]: screen(ASSIGNEE),
  [CREATE]: ok({ id: ISSUE.id, key: ISSUE.key }),
  [`GET /project/${PROJECT}/statuses`]: ok([]),
};
export const FAILED = live(DISCOVERED);
export type Case = {
  readonly of?: Submission;
  readonly key?: string;
  readonly says?: Readonly<Record<string, Says | readonly Says[]>>;
  readonly settings?: Partial<Settings>;
  readonly assignee?: string;
  /** When it is made. */
  readonly now?: string;
};
export const act = async ({
  of = FAILED,
  key = 'issue',
  says = {},
  settings = {},
  assignee,
  now = NOW,
}: Case = {}) => {
  stage({ ...WORLD, ...says });
  const subject = about(of, { now, settings: { ...SETTINGS, ...settings } });
  const watch = assignee === undefined ? subject.watch : { ...subject.watch, assignee };
  return createIssue.act({ ...subject, watch }, wanted({ kind: 'create-issue' }, key), leave);
};
type Body = { readonly fields: Readonly<Record<string, unknown>>; readonly properties: readonly unknown[] };
export const bodies = () => carried(CREATE) as readonly Body[];
export const fields = () => bodies().at(-1)?.fields ?? {};
export const extra = () => {
  const { project: _, issuetype: __, summary: ___, description: ____, ...rest } = fields();
  return rest;
};
export const description = () => JSON.stringify(fields()['description']);
export const rules = (...rules: readonly object[]) =>
  ({ routing: { land: 'BY', rules } }) as unknown as Partial<Settings>;
